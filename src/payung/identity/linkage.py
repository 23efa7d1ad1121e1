"""Who is probably the same person, where no NIK says so.

Candidates are found by exact keys (blocking), so that two lists of millions never meet pair by pair; each pair
is then weighed field by field by the trained model (``linkage_model``), and keeps the explanation. Two people are never
taken for one because their names are alike: rules on top keep twins, parents and children apart.
A probable match is always for a person to decide.

Score and explanation of a pair depend on the two lines alone and not on who else is listed, nor on their order.

Input tables (or views) have the columns of ``COLUMNS`` and may have those of ``OPTIONAL``; empty text and NULL both mean
"not known".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce

import duckdb
import pyarrow as pa

from payung.identity import linkage_fields, linkage_model, names
from payung.identity.linkage_model import Reason, explain

__all__ = [
    "COLUMNS",
    "KEPT",
    "OPTIONAL",
    "THRESHOLD",
    "WEIGHED",
    "Reason",
    "Scorer",
    "definition",
    "explain",
    "probable_persons",
]

# id: unique; born: DATE; sex: L, P; the rest text as in the lists.
COLUMNS = ("id", "name", "born", "sex", "kk", "village_code")
OPTIONAL = ("mother_name",)

# Below this score nobody is called probably the same.
THRESHOLD = 0.5
# At most this many candidates are kept for one person, the best first.
KEPT = 5


@dataclass(frozen=True, slots=True)
class Scorer:
    """How a pair of candidates is weighed. Another model replaces this object, nothing else.

    ``sql`` selects ``wanted_id, known_id, score, weight, explanation, allowed, whole`` from the table ``linkage_leveled``, which
    holds the pair's ids and each field twice (``born_l``, ``born_r``; the wanted left), names folded, and how far
    the names agree (``level_of_name``, ``level_of_mother``). ``allowed`` is false where a rule forbids the pair, ``whole`` true where no part of either name is missing.
    """

    name: str
    sql: str


WEIGHED = Scorer("trained model", linkage_model.packaged().sql)


def _rough(text: str) -> str:
    spelling = (
        ("OE", "U"),
        ("DJ", "J"),
        ("TJ", "C"),
        ("KH", "H"),
        ("CH", "H"),
        ("SY", "S"),
        ("Y", "I"),
        ("J", "I"),
        ("V", "F"),
        ("Z", "S"),
        ("II", "I"),
    )
    return reduce(lambda inner, pair: f"replace({inner}, '{pair[0]}', '{pair[1]}')", spelling, text)


# What both sides are met by. The mother's name stands in for the family card where that is missing or new.
_LIKE = "(w.tail = k.tail OR w.first IN (k.first, k.second, k.last) OR w.second IN (k.first, k.second, k.last) OR w.last IN (k.first, k.second, k.last))"
_SAME_MOTHER = "coalesce(w.mother_rough = k.mother_rough, false)"
_SEXES = f"(w.sex IS NULL OR k.sex IS NULL OR w.sex = k.sex OR w.born = k.born OR {_SAME_MOTHER})"
_DATES = f"(w.born IS NULL OR k.born IS NULL OR w.born = k.born OR w.exchanged = k.born OR date_slip(w.born, k.born) OR {_SAME_MOTHER})"
_TWO_OF_THREE = {"year_month": "month and year", "month_day": "day and month", "year_day": "day and year"}
_BLOCKS: dict[str, str] = {
    "same birth date, a word that begins alike": f"w.born = k.born AND {_LIKE}",
    "day and month exchanged, a word that begins alike": f"w.exchanged = k.born AND {_LIKE}",
    "same birth date, same village": "w.born = k.born AND w.village_code = k.village_code",
    "same family, no other birth date": f"w.kk = k.kk AND {_DATES}",
    "same name, same district, no other birth date": f"left(w.village_code, 8) = left(k.village_code, 8) AND w.written = k.written AND {_DATES}",
    "same name, same mother, no other birth date": f"w.written = k.written AND w.mother_rough = k.mother_rough AND {_DATES}",
    "same village, start, a birth date missing": "w.village_code = k.village_code AND w.start = k.start AND (w.born IS NULL OR k.born IS NULL)",
    # One part of the date is another.
    "same village, start, month and year": f"w.village_code = k.village_code AND w.start = k.start AND w.year_month = k.year_month AND {_DATES}",
    "same village, start, day and month": f"w.village_code = k.village_code AND w.start = k.start AND w.month_day = k.month_day AND {_DATES}",
    "same village, start, day and year": f"w.village_code = k.village_code AND w.start = k.start AND w.year_day = k.year_day AND {_DATES}",
    **{
        f"same name, {said}": f"w.written = k.written AND w.{part} = k.{part} AND {_DATES}"
        for part, said in _TWO_OF_THREE.items()
    },
    **{
        f"same mother, start, {said}": f"w.mother_written = k.mother_written AND w.{part} = k.{part} AND w.start = k.start AND {_DATES}"
        for part, said in _TWO_OF_THREE.items()
    },
}

# Made where these names are compared outside this module too (``meeting``).
MACROS = (
    # Capitals in about today's spelling, far cheaper than folding: only good enough to meet by.
    # Without titles; few names bear any, and a rule costs more than a look.
    r"""bare(n) AS CASE WHEN contains(n, '.') OR contains(n, ',') OR ' ' IN (n[2], n[3], n[4])
        THEN regexp_replace(regexp_replace(upper(n), ',.*$', ''), '^((H|HJ|DRS|BPK|IBU|ALM|UST|NY|TN)[.]? )+', '') ELSE upper(n) END""",
    f"rough(n) AS {_rough('n')}",
    "begins(words, nth) AS nullif(left(split_part(words, ' ', nth), 2), '')",
)


def probable_persons(
    con: duckdb.DuckDBPyConnection,
    wanted: str,
    known: str,
    *,
    threshold: float = THRESHOLD,
    scorer: Scorer = WEIGHED,
    result: str = "probable_person",
) -> str:
    """Look for the people of ``wanted`` in ``known``; both name tables or views with ``COLUMNS``.

    Creates the table ``result``: wanted_id, known_id, score 0..1, explanation (JSON: agreement of each field from
    0 to 1, null where either side does not know it), rank (1 the best); scores from ``threshold`` on, at most ``KEPT`` a
    person. Returns the table's name.
    """
    linkage_fields.install(con)
    for macro in MACROS:
        con.execute(f"CREATE OR REPLACE MACRO {macro}")
    nobody = f"""CREATE OR REPLACE TEMP TABLE {result} AS SELECT w.id AS wanted_id, k.id AS known_id,
        NULL::DOUBLE AS score, ''::VARCHAR AS explanation, 0::BIGINT AS rank FROM {wanted} w, {known} k WHERE false"""
    if not (_any(con, wanted) and _any(con, known)):  # a short list is answered before the rules are planned
        con.execute(nobody)
        return result
    con.register("linkage_word_given", _words())
    con.execute("CREATE OR REPLACE TEMP TABLE linkage_word AS FROM linkage_word_given")
    con.unregister("linkage_word_given")
    con.execute(_WANTED.format(fields=_fields(con, wanted)))
    con.execute(_NEAR.format(fields=_fields(con, known)))
    con.execute(_KNOWN)
    con.execute(_MEETING)
    if not _any(con, "linkage_met"):
        con.execute(nobody)
        return _tidied(con, result)
    for side in ("wanted", "known"):
        con.execute(_PREPARED.format(side=side, prepared=linkage_fields.prepared(_MET.format(side=side))))
    con.execute(_PAIR)
    con.execute(_LEVELED)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {result} AS
        SELECT wanted_id, known_id, score, explanation,
            row_number() OVER (PARTITION BY wanted_id ORDER BY score DESC, weight DESC, known_id) AS rank
        FROM ({_BETTER.format(sql=scorer.sql)}) WHERE score >= {threshold} QUALIFY rank <= {KEPT}"""
    )
    return _tidied(con, result)


def _any(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def _tidied(con: duckdb.DuckDBPyConnection, result: str) -> str:
    for table in _TABLES:
        con.execute(f"DROP TABLE IF EXISTS {table}")
    return result


@cache
def _words() -> pa.Table:
    """The words that many bear, with their share; as a table, since to parse it as SQL took longer than to link a few."""
    words = linkage_model.packaged().words
    return pa.table({"word": list(words), "share": list(words.values())})


def _fields(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """SQL for the table's fields, those it lacks as NULL."""
    held = {row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()}
    more = ", ".join(f"nullif({c}, '') AS {c}" if c in held else f"NULL::VARCHAR AS {c}" for c in OPTIONAL)
    return f"(SELECT {_FIELDS}, {more} FROM {table})"


def definition() -> str:
    """The rules as text: part of what a decision's rules version stands for."""
    return "\n".join(
        (
            names.definition(),
            *linkage_fields.MACROS,
            *MACROS,
            *_BLOCKS.values(),
            linkage_fields.prepared(""),
            _WORDS,
            _MEETING,
            _LEVELED,
            _BETTER,
            WEIGHED.sql,
            str(THRESHOLD),
            str(KEPT),
        )
    )


_TABLES = tuple(
    f"linkage_{table}"
    for table in ("wanted", "near", "known", "met", "wanted_met", "known_met", "word", "pair", "leveled")
)
_FIELDS = """id, nullif(name, '') AS name, born::DATE AS born, nullif(sex, '') AS sex, nullif(kk, '') AS kk,
    nullif(village_code, '') AS village_code"""
_DATE_KEYS = """year(born) * 12 + month(born) AS year_month, month(born) * 31 + day(born) AS month_day,
    year(born) * 31 + day(born) AS year_day"""
# In steps, so that each rough name is made once.
_KEYS = f"""SELECT *, begins(rough, 1) AS first, begins(rough, 2) AS second, begins(rough, -1) AS last,
        right(rough, 3) AS tail, left(written, 2) AS start
    FROM (SELECT *, rough(written) AS rough
        FROM (SELECT *, {_DATE_KEYS}, exchanged(born) AS exchanged, bare(name) AS written, bare(mother_name) AS mother_written, rough(bare(mother_name)) AS mother_rough
            FROM {{source}} WHERE name IS NOT NULL))"""
_WORDS = linkage_model.words_table(linkage_model.packaged().words)
_WANTED = f"CREATE OR REPLACE TEMP TABLE linkage_wanted AS {_KEYS.format(source='{fields}')}"
# One pass over the long list keeps only those whom any block could meet: each condition is as wide as its block or
# wider, so that a pair never depends on who else is looked for.
_NEAR = f"""CREATE OR REPLACE TEMP TABLE linkage_near AS
    SELECT * EXCLUDE (year_month, month_day, year_day, written, mother_written, start)
    FROM (SELECT *, left(written, 2) AS start
        FROM (SELECT *, {_DATE_KEYS}, bare(name) AS written, bare(mother_name) AS mother_written FROM {{fields}}))
    WHERE name IS NOT NULL AND (
        born IN (SELECT born FROM linkage_wanted WHERE born IS NOT NULL
            UNION SELECT exchanged FROM linkage_wanted WHERE exchanged IS NOT NULL)
        OR kk IN (SELECT kk FROM linkage_wanted WHERE kk IS NOT NULL)
        OR written IN (SELECT written FROM linkage_wanted)
        OR (mother_written, year_month) IN (SELECT (mother_written, year_month) FROM linkage_wanted WHERE mother_written IS NOT NULL AND born IS NOT NULL)
        OR (mother_written, month_day) IN (SELECT (mother_written, month_day) FROM linkage_wanted WHERE mother_written IS NOT NULL AND born IS NOT NULL)
        OR (mother_written, year_day) IN (SELECT (mother_written, year_day) FROM linkage_wanted WHERE mother_written IS NOT NULL AND born IS NOT NULL)
        OR (village_code, start) IN (SELECT (village_code, start) FROM linkage_wanted WHERE village_code IS NOT NULL AND born IS NULL)
        OR born IS NULL AND (village_code, start) IN (SELECT (village_code, start) FROM linkage_wanted WHERE village_code IS NOT NULL)
        OR (village_code, start, year_month) IN (SELECT (village_code, start, year_month) FROM linkage_wanted WHERE village_code IS NOT NULL AND born IS NOT NULL)
        OR (village_code, start, month_day) IN (SELECT (village_code, start, month_day) FROM linkage_wanted WHERE village_code IS NOT NULL AND born IS NOT NULL)
        OR (village_code, start, year_day) IN (SELECT (village_code, start, year_day) FROM linkage_wanted WHERE village_code IS NOT NULL AND born IS NOT NULL))"""
_KNOWN = f"CREATE OR REPLACE TEMP TABLE linkage_known AS {_KEYS.format(source='linkage_near')}"
# Names are folded once each, and only those that met somebody.
_MET = """(SELECT id, name, born, sex, kk, village_code, mother_name FROM linkage_{side} WHERE id IN (SELECT {side}_id FROM linkage_met))"""
_PREPARED = "CREATE OR REPLACE TEMP TABLE linkage_{side}_met AS {prepared}"
_BOTH = (
    "name",
    "name_words",
    "tf_name",
    "mother",
    "mother_words",
    "tf_mother",
    "born",
    "sex",
    "kk",
    "village_code",
)
# Born on one day in one house: of twins only the one whose whole name is wanted is offered, where there is one.
_BETTER = """SELECT s.* FROM ({sql}) s JOIN linkage_known_met k ON k.id = known_id WHERE allowed
    QUALIFY whole OR k.kk IS NULL OR k.born IS NULL OR NOT bool_or(whole) OVER (PARTITION BY wanted_id, k.kk, k.born)"""
# A cheap look at both first: folding names and weighing them word by word is the dear part.
_MEETING = f"""CREATE OR REPLACE TEMP TABLE linkage_met AS
    SELECT DISTINCT wanted_id, known_id FROM ({
    " UNION ALL ".join(
        f"SELECT w.id AS wanted_id, k.id AS known_id, w.rough AS w_rough, k.rough AS k_rough FROM linkage_wanted w JOIN linkage_known k ON {on} AND {_SEXES}"
        for on in _BLOCKS.values()
    )
}) WHERE jaro_winkler_similarity(w_rough, k_rough) >= 0.65 OR list_has_any(string_split(w_rough, ' '), string_split(k_rough, ' '))"""
_PAIR = f"""CREATE OR REPLACE TEMP TABLE linkage_pair AS
    SELECT wanted_id, known_id, {", ".join(f"w.{c} AS {c}_l, k.{c} AS {c}_r" for c in _BOTH)}
    FROM linkage_met JOIN linkage_wanted_met w ON w.id = wanted_id JOIN linkage_known_met k ON k.id = known_id
    WHERE w.name IS NOT NULL AND k.name IS NOT NULL"""
_LEVELED = f"""CREATE OR REPLACE TEMP TABLE linkage_leveled AS
    WITH n AS ({linkage_fields.level_steps("name")}), m AS ({linkage_fields.level_steps("mother")})
    SELECT p.*, CASE WHEN name_l = name_r THEN 'same' ELSE coalesce(n.level, 'other') END AS level_of_name,
        CASE WHEN mother_l = mother_r THEN 'same' ELSE coalesce(m.level, 'other') END AS level_of_mother
    FROM linkage_pair p LEFT JOIN n ON n.a = name_l AND n.b = name_r LEFT JOIN m ON m.a = mother_l AND m.b = mother_r"""
