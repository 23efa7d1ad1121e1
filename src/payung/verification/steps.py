"""The tables that checks read, each made by one named SQL step.

``person``              one line per proposed person: position, nik (only one that can be looked up, else NULL),
                        name, born, sex, kk, village,
                        village_code, occupation, mother_name, file
``problem``             position, code: what reading found
``programme``           one line: on_day, area, max_decile, first, last (ordinals of months) ...; whoever is born after
                        ``grown_if_born`` is below the minimum age, by ``old_if_born`` at the age limit
``registry_hit``, ``deaths_hit``    the line of the list under the person's NIK that agrees best: position, rid, decile
                        or death_date, agreement 0..1 (NULL where a name is missing), name (of the registry only where
                        it is written otherwise than the person's)
``registry_probable``, ``deaths_probable``   position, nik, name, score, explanation: who is probably the same
``repeated``            the people whose NIK stands in the proposals more than once
``village_unknown``     villages as written, without a code, whose name is that of no village in the programme's area
``occupation_listed``   occupation as written, listed by the programme or not
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from payung.identity import areas, linkage, names
from payung.verification import occupations
from payung.verification.programme import Programme
from payung.verification.references import numbered

# What the people table may lack, with what stands for it.
_OPTIONAL = ("nik_birth_date", "nik_sex", "nik_written", "mother_name")

_PERSON = """
CREATE OR REPLACE TEMP TABLE person AS
WITH raw AS (
    SELECT *, length(nik) = 16 AND nik ~ '[0-9]{16}' AND (problems = '' OR NOT (contains(problems, 'nik.missing')
        OR contains(problems, 'nik.malformed') OR contains(problems, 'nik.digits_lost'))) AS usable
    FROM people
), told AS (
    -- What the NIK itself says: women add 40 to the day; the century is the one that does not lie ahead.
    SELECT *, CASE WHEN usable THEN coalesce(try_cast(nullif(nik_birth_date, '') AS DATE), nik_date(nik, $on::DATE)) END AS nik_born,
        CASE WHEN usable THEN CASE WHEN nik[7] >= '4' THEN 'P' ELSE 'L' END END AS nik_gender
    FROM raw
)
SELECT position, file, CASE WHEN usable THEN nik END AS nik, nullif(name, '') AS name,
    coalesce(try_cast(nullif(birth_date, '') AS DATE), nik_born) AS born, nik_born,
    coalesce(nullif(sex, ''), nullif(nik_sex, ''), nik_gender) AS sex,
    nullif(kk, '') AS kk, nullif(village, '') AS village, nullif(village_code, '') AS village_code,
    nullif(trim(occupation), '') AS occupation, nullif(mother_name, '') AS mother_name
FROM told
"""
_NIK_DATE = """nik_date(nik, on_day) AS
    CASE WHEN try_cast('20' || nik_digits(nik) AS DATE) <= on_day THEN try_cast('20' || nik_digits(nik) AS DATE)
         ELSE try_cast('19' || nik_digits(nik) AS DATE) END"""
_NIK_DIGITS = """nik_digits(nik) AS
    nik[11:12] || '-' || nik[9:10] || '-' || lpad(((nik[7:8]::INTEGER) % 40)::VARCHAR, 2, '0')"""
# Whole years lived on a day: born on 29 February, one has a birthday on 1 March of other years.
_AGE = """age_on(born, on_day) AS
    ((year(on_day) * 10000 + month(on_day) * 100 + day(on_day)) - (year(born) * 10000 + month(born) * 100 + day(born))) // 10000"""
_PROBLEM = """CREATE OR REPLACE TEMP TABLE problem AS
    SELECT DISTINCT position, unnest(string_split(problems, ';')) AS code FROM people WHERE problems <> ''"""

# Names are compared only where they are not written alike: comparing is the dear part.
_LINE = """CREATE OR REPLACE TEMP TABLE {list}_line AS
    SELECT p.position, l.rid, {more}, upper(p.name) = upper(l.name) AS alike,
        CASE WHEN {shown} THEN nullif(trim(l.name), '') END AS name, CASE WHEN NOT alike THEN p.name END AS given
    FROM person p JOIN {list} l ON l.nik = p.nik"""
_COMPARED = "CREATE OR REPLACE TEMP TABLE {list}_compared AS {agreement}"
_AGREEMENT = names.agreement_steps(
    "SELECT rowid AS id, given AS a, name AS b FROM %s_line WHERE NOT alike AND name IS NOT NULL"
)
# Few stand under their NIK more than once (``_more_than_once``): only of those the best is looked for.
_HIT = """CREATE OR REPLACE TEMP TABLE {list}_hit AS
    WITH line AS (SELECT position, rid, name, {more}, CASE WHEN alike THEN 1.0 ELSE c.agreement END AS agreement
            FROM {list}_line l LEFT JOIN {list}_compared c ON c.id = l.rowid)
    FROM line WHERE position NOT IN (FROM {list}_several)
    UNION ALL FROM line WHERE position IN (FROM {list}_several)
        QUALIFY row_number() OVER (PARTITION BY position ORDER BY agreement DESC NULLS LAST, rid) = 1"""

_DROPPED = ("DROP TABLE {list}_line", "DROP TABLE {list}_compared")

_WANTED = """CREATE OR REPLACE TEMP {sought} {list}_wanted AS
    SELECT position AS id, name, born, sex, kk, village_code, mother_name FROM person
    WHERE position NOT IN (SELECT position FROM {list}_hit WHERE {settled})"""
_KNOWN = """CREATE OR REPLACE TEMP VIEW known AS
    SELECT rid AS id, name, born, sex, kk, village_code, mother_name FROM {list}"""
_PROBABLE = """CREATE OR REPLACE TEMP TABLE {list}_probable AS
    SELECT wanted_id AS position, l.nik, known_name AS name, score, explanation
    FROM probable_person JOIN {list} l ON l.rid = known_id"""


class LookedUp(NamedTuple):
    """What is taken along from a list that is looked up by NIK, of which lines the name is shown, which lines under a NIK leave
    nobody to be sought, and what holds whoever is sought."""

    more: str
    shown: str
    settled: str
    sought: Literal["TABLE", "VIEW"]


# Nearly everybody stands under their NIK in the registry and nobody in the list of deaths: of the few a copy is read again and
# again, of the many nothing is copied.
LOOKED_UP = {
    "registry": LookedUp("decile", "NOT alike", "true", "TABLE"),
    "deaths": LookedUp("death_date", "true", f"agreement >= {names.AGREES}", "VIEW"),
}

# Two NIKs may have one hash.
_REPEATED = """CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT position, nik, file, village, village_code FROM person WHERE hash(nik) IN (FROM nik_twice)
    QUALIFY count(*) OVER (PARTITION BY nik) > 1"""


def prepare(con: duckdb.DuckDBPyConnection, people: pa.Table, programme: Programme, on: date) -> None:
    """Make ``person``, ``problem``, ``programme``, ``repeated``, ``village_unknown`` and ``occupation_listed``.

    ``people`` may bring its own ``position``; else the lines are numbered as they come.
    """
    names.install(con)
    for macro in (_NIK_DIGITS, _NIK_DATE, _AGE):
        con.execute(f"CREATE OR REPLACE MACRO {macro}")
    for column in _OPTIONAL:
        if column not in people.column_names:
            people = people.append_column(column, pa.repeat(pa.scalar("", pa.string()), people.num_rows))
    con.register("people", numbered(people, "position"))
    con.execute(_PERSON, {"on": on})
    con.execute(_PROBLEM)
    con.register("nik_twice", _more_than_once(con, "SELECT hash(nik) FROM person WHERE nik IS NOT NULL"))
    con.execute(_REPEATED)
    con.register("programme", programme_row(programme, on))
    con.register("village_unknown", _unknown_villages(con, programme.area))
    if programme.occupations:
        con.register("occupation_listed", _occupations(con, programme.occupations))


def look_up(con: duckdb.DuckDBPyConnection, view: str) -> None:
    """Make ``<view>_hit``: who of the people stands in the list under their NIK, with a further column of the list."""
    kept = LOOKED_UP[view]._asdict()
    for step in (_LINE, _COMPARED):
        con.execute(step.format(list=view, **kept, agreement=_AGREEMENT.replace("%s", view)))
    con.register(f"{view}_several", _more_than_once(con, f"SELECT position FROM {view}_line"))
    for step in (_HIT, *_DROPPED):
        con.execute(step.format(list=view, **kept))


def _more_than_once(con: duckdb.DuckDBPyConnection, numbers: str) -> pa.Table:
    """Those of the query's numbers that it gives more than once. To sort a million takes less than to group them."""
    given = np.sort(con.sql(numbers).to_arrow_table().column(0).to_numpy())
    return pa.table({"number": np.unique(given[1:][given[1:] == given[:-1]])})


def link(con: duckdb.DuckDBPyConnection, view: str) -> None:
    """Make ``<view>_probable`` for the people whom no line in ``<view>_hit`` settles."""
    seek(con, view, best=True)
    con.execute(_PROBABLE.format(list=view))


def seek(con: duckdb.DuckDBPyConnection, view: str, *, best: bool = False) -> None:
    """Make ``probable_person`` (see ``payung.identity.linkage``) for them: the best candidates of each, or the very best."""
    con.execute(_WANTED.format(list=view, **LOOKED_UP[view]._asdict()))
    con.execute(_KNOWN.format(list=view))
    linkage.probable_persons(con, f"{view}_wanted", "known", best=best)


def programme_row(programme: Programme, on: date) -> pa.Table:
    first, last = programme.month_range(on)
    return pa.table(
        {
            "on_day": pa.array([on], pa.date32()),
            "area": pa.array([programme.area], pa.string()),
            "grown_if_born": pa.array([_years_before(on, programme.min_age)], pa.date32()),
            "old_if_born": pa.array([_years_before(on, programme.max_age)], pa.date32()),
            "max_decile": pa.array([programme.max_decile], pa.int32()),
            "first": pa.array([first.ordinal], pa.int32()),
            "last": pa.array([last.ordinal], pa.int32()),
            "groups": pa.array([programme.excluded_groups], pa.list_(pa.string())),
        }
    )


def _years_before(on: date, years: int | None) -> date | None:
    """Whoever was born on this day or before is so many years old ``on`` that day; the ages of ``_AGE``."""
    if years is None:
        return None
    try:
        return on.replace(year=max(on.year - years, 1))
    except ValueError:  # 29 February
        return on.replace(year=max(on.year - years, 1), day=28)


def _unknown_villages(con: duckdb.DuckDBPyConnection, area: str | None) -> pa.Table:
    """Only where all villages of the area are known to us; a name borne by several villages is not unknown."""
    region = areas.region(area) if area and len(area) >= len("35.77") else None
    unknown = []
    if region:
        names = {areas.canonical(village.name) for village in region.villages}
        written = con.execute(
            "SELECT DISTINCT village FROM person WHERE village IS NOT NULL AND village_code IS NULL ORDER BY 1"
        ).fetchall()
        unknown = [
            name
            for (name,) in written
            if areas.canonical(name) not in names and not region.find_village(name)
        ]
    return pa.table({"village": pa.array(unknown, pa.string())})


def _occupations(con: duckdb.DuckDBPyConnection, listed: Sequence[str]) -> pa.Table:
    written = con.execute(
        "SELECT DISTINCT occupation FROM person WHERE occupation IS NOT NULL ORDER BY 1"
    ).fetchall()
    given = [row[0] for row in written]
    return pa.table(
        {
            "occupation": pa.array(given, pa.string()),
            "listed": pa.array(occupations.listed(given, listed), pa.bool_()),
        }
    )


def definition() -> str:
    """The steps as text: part of what a decision's rules version stands for."""
    return "\n".join(
        (
            _NIK_DIGITS,
            _NIK_DATE,
            _AGE,
            _PERSON,
            _PROBLEM,
            _REPEATED,
            _LINE,
            _AGREEMENT,
            _COMPARED,
            _HIT,
            _WANTED,
            _KNOWN,
            _PROBABLE,
        )
    )
