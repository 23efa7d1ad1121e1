"""Sweeps over members who hold cover already: who of them a new list says has died or has a wage job, and who stands
twice.

The rules are those of the checks over proposals (``steps``, ``linkage``): a death is certain only where NIK and name
both say so; every other match is for a person to decide. Members are an Arrow table with the columns of ``MEMBERS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from payung.identity import linkage, names
from payung.identity.names import AGREES
from payung.verification import references, steps
from payung.verification.references import ReferenceList

#: id int64, unique; nik text, "" where it is not given; name; born date32; sex L or P; village_code.
MEMBERS = pa.schema(
    [
        ("id", pa.int64()),
        ("nik", pa.string()),
        ("name", pa.string()),
        ("born", pa.date32()),
        ("sex", pa.string()),
        ("village_code", pa.string()),
    ]
)
#: From this score on two members may be one person: the names nearly the same, birth date and village the same.
SAME = 0.95

_PERSON = """CREATE OR REPLACE TEMP TABLE person AS
    SELECT id AS position, nullif(nik, '') AS nik, nullif(name, '') AS name, born, nullif(sex, '') AS sex,
        NULL::VARCHAR AS kk, nullif(village_code, '') AS village_code, NULL::VARCHAR AS mother_name FROM member"""
_DEAD = f"""
    WITH found AS (
        SELECT position AS id, rid, CASE WHEN agreement >= {AGREES} THEN 'certain' ELSE 'name_differs' END AS how,
            round(agreement, 4)::DOUBLE AS score, NULL::VARCHAR AS explanation
        FROM deaths_hit
        UNION ALL
        SELECT wanted_id, known_id, 'probable', score, explanation FROM probable_person
        WHERE wanted_id NOT IN (SELECT position FROM deaths_hit)
    )
    SELECT id, how, score, explanation, d.nik, nullif(d.name, '') AS name, d.born, d.sex, d.village_code,
        CASE WHEN t.read::DATE <= $on AND (d.born IS NULL OR t.read::DATE >= d.born) THEN t.read::DATE END AS died,
        d.death_date AS written
    FROM found JOIN deaths d USING (rid) LEFT JOIN death_day t ON t.written = d.death_date
    ORDER BY id"""
_TWICE = """
    SELECT wanted_id AS id, known_id AS other, score, explanation FROM probable_person
    WHERE wanted_id < known_id ORDER BY id, other"""
# "PU", "Penerima Upah", "PPU"; not "BPU", "PBPU" or "Bukan Penerima Upah".
_WAGE = """
    SELECT nik, arg_min(nullif(name, ''), rid) AS name, min(CASE WHEN t.read::DATE <= $on THEN t.read::DATE END) AS since
    FROM active LEFT JOIN since_day t ON t.written = active.since
    WHERE nik IS NOT NULL
        AND regexp_matches(regexp_replace(upper(segment), '[^A-Z]', '', 'g'), '^(PEKERJA)?(PPU|PU|PENERIMAUPAH)')
    GROUP BY nik ORDER BY min(rid)"""
_KNOWN = "CREATE OR REPLACE TEMP VIEW known_member AS SELECT id, name, born, sex, NULL::VARCHAR AS kk, village_code FROM member"


def find_dead(members: pa.Table, deaths: ReferenceList, *, on: date) -> pa.Table:
    """Members whom the list of deaths names: id, how (certain, name_differs, probable), score 0..1, explanation (JSON
    of a probable match), and what the list says: nik, name, born, sex, village_code, died (NULL where it gives no
    day that can be), written (the day as the list has it). One line a member. Raises UnusableInput for a list
    without its columns."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        names.install(con)
        con.register("member", members)
        con.execute(_PERSON)
        references.attach(con, deaths, on)
        steps.look_up(con, "deaths")
        steps.seek(con, "deaths", best=True)
        references.translate(
            con,
            "death_day",
            "SELECT DISTINCT death_date FROM deaths",
            lambda text: references.read_day(text, on),
        )
        return con.sql(_DEAD, params={"on": on}).to_arrow_table()


def find_twice(members: pa.Table) -> pa.Table:
    """Pairs of members who may be one person under two numbers: id, other (the greater id), score, explanation."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        con.register("member", members)
        con.execute(_KNOWN)
        linkage.probable_persons(con, "known_member", "known_member", threshold=SAME)
        return con.sql(_TWICE).to_arrow_table()


@dataclass(frozen=True, slots=True)
class WageJobs:
    """``lines``: nik, name, since (the earliest day that can be, or NULL), one line a NIK of those who earn a wage.
    ``silent``: lines of the list that name no segment, of whom nothing can be said."""

    lines: pa.Table
    silent: int


def wage_jobs(given: ReferenceList, *, on: date) -> WageJobs:
    """Of a list of active members, those in the segment of wage workers (PU): an employer pays for them."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        references.attach(con, given, on)
        references.translate(
            con, "since_day", "SELECT DISTINCT since FROM active", lambda text: references.read_day(text, on)
        )
        silent = con.sql("SELECT count(*) FROM active WHERE segment IS NULL").fetchall()[0][0]
        return WageJobs(con.sql(_WAGE, params={"on": on}).to_arrow_table(), silent)


def other_payments(given: ReferenceList, *, on: date) -> pa.Table:
    """The list of other payers as one line a row: nik, payer, first, last (yyyymm; NULL where it is open)."""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        references.attach(con, given, on)
        return con.sql(
            """SELECT nik, payer, (first // 12) * 100 + first % 12 + 1 AS first, (last // 12) * 100 + last % 12 + 1 AS last
            FROM other_payers WHERE nik IS NOT NULL ORDER BY rid"""
        ).to_arrow_table()
