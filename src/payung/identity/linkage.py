"""Who is probably the same person, where no NIK says so.

Candidates are found by exact keys (blocking), so that two lists of millions never meet pair by pair; each pair
is then scored from 0 to 1, field by field, and keeps the explanation. Two people are never taken for one because
their names are alike: the birth date must agree, or differ by a plausible slip under the same written name.
A probable match is always for a person to decide.

Input tables (or views) have the columns of ``COLUMNS``; empty text and NULL both mean "not known".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import duckdb

from payung.identity import names

# id: unique; born: DATE; sex: L, P; the rest text as in the lists.
COLUMNS = ("id", "name", "born", "sex", "kk", "village_code")

# Below this score nobody is called probably the same.
THRESHOLD = 0.85
# At most this many candidates are kept for one person, the best first.
KEPT = 5


@dataclass(frozen=True, slots=True)
class Scorer:
    """How a pair of candidates is weighed. Another model replaces this object, nothing else.

    A field that is not known counts for nothing, save the birth date: without it nobody is certain.
    ``sql`` selects ``wanted_id, known_id, score, explanation`` from the table ``linkage_pair``, which holds the
    pair's ids and each field twice (``w_born``, ``k_born``), names folded.
    """

    name: str
    sql: str


# The keys by which candidates meet. A date given with day and month exchanged meets by the second block, every
# other slip by the last two, which ask for the same family or for the same written name in the same village.
_LIKE = "(w.first IN (k.first, k.second, k.last) OR w.second IN (k.first, k.second, k.last) OR w.last IN (k.first, k.second, k.last))"
_DATES = "(w.born IS NULL OR k.born IS NULL OR date_agreement(w.born, k.born) > 0)"
_SEXES = "(w.sex IS NULL OR k.sex IS NULL OR w.sex = k.sex)"
_BLOCKS: dict[str, str] = {
    "same birth date, a word that begins alike": f"w.born = k.born AND {_LIKE}",
    "day and month exchanged, a word that begins alike": f"w.exchanged = k.born AND {_LIKE}",
    "same family, no other birth date": f"w.kk = k.kk AND {_DATES}",
    "same name, same village, no other birth date": f"w.village_code = k.village_code AND w.written = k.written AND {_DATES}",
}


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
    )
    return reduce(lambda inner, pair: f"replace({inner}, '{pair[0]}', '{pair[1]}')", spelling, text)


_MACROS = (
    # Capitals in about today's spelling, far cheaper than folding: only good enough to meet by.
    f"rough(n) AS {_rough('upper(n)')}",
    "begins(words, nth) AS nullif(left(split_part(words, ' ', nth), 2), '')",
    """exchanged(d) AS CASE WHEN day(d) <= 12 AND day(d) <> month(d)
        THEN make_date(year(d), day(d), month(d)) END""",
    # 1 the same; 0.7 day and month exchanged, or one digit wrong (never a generation apart); 0 another date.
    """date_agreement(a, b) AS
        CASE WHEN a = b THEN 1.0
             WHEN exchanged(a) = b THEN 0.7
             WHEN hamming(strftime(a, '%Y%m%d'), strftime(b, '%Y%m%d')) = 1 AND abs(year(a) - year(b)) < 15 THEN 0.7
             ELSE 0.0 END""",
    # Villages of one regency are near; people move, so another place alone refutes nothing.
    """place_agreement(a, b) AS
        CASE WHEN a = b THEN 1.0 WHEN left(a, 8) = left(b, 8) THEN 0.6 WHEN left(a, 5) = left(b, 5) THEN 0.4 ELSE 0.0 END""",
)

WEIGHED = Scorer(
    name="weighed fields, first version",
    sql="""
    WITH agreement AS (
        SELECT wanted_id, known_id,
            folded_likeness(w_name, k_name) AS name,
            CASE WHEN w_born IS NULL OR k_born IS NULL THEN NULL ELSE date_agreement(w_born, k_born) END AS birth_date,
            CASE WHEN w_village_code IS NULL OR k_village_code IS NULL THEN NULL
                 ELSE place_agreement(w_village_code, k_village_code) END AS village,
            CASE WHEN w_kk IS NULL OR k_kk IS NULL THEN NULL WHEN w_kk = k_kk THEN 1.0 ELSE 0.0 END AS family
        FROM linkage_pair
    ), scored AS (
        SELECT *,
            (0.55 * name + coalesce(0.30 * birth_date, 0.075) + coalesce(0.10 * village, 0)
                + CASE WHEN family = 1 THEN 0.05 ELSE 0 END)
            / (0.55 + CASE WHEN birth_date IS NULL THEN 0.15 ELSE 0.30 END
                + CASE WHEN village IS NULL THEN 0 ELSE 0.10 END + CASE WHEN family = 1 THEN 0.05 ELSE 0 END) AS score
        FROM agreement
        WHERE name >= 0.75 AND CASE
            WHEN birth_date = 1 THEN true
            WHEN birth_date > 0 THEN name >= 0.95 AND (family = 1 OR village = 1)
            WHEN birth_date IS NULL THEN name >= 0.95 AND (family = 1 OR village = 1)
            ELSE false END
    )
    SELECT wanted_id, known_id, round(score, 4)::DOUBLE AS score,
        to_json({name: round(name, 3), birth_date: round(birth_date, 2), village: round(village, 2), family: family})
            ::VARCHAR AS explanation
    FROM scored
    """,
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
    names.install(con)
    for macro in _MACROS:
        con.execute(f"CREATE OR REPLACE MACRO {macro}")
    con.execute(_WANTED.format(table=wanted))
    con.execute(_NEAR.format(table=known))
    con.execute(_KNOWN)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE linkage_met AS "
        + " UNION ".join(
            f"SELECT w.id AS wanted_id, k.id AS known_id FROM linkage_wanted w JOIN linkage_known k ON {on} AND {_SEXES}"
            for on in _BLOCKS.values()
        )
    )
    con.execute(_PAIR)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {result} AS
        SELECT wanted_id, known_id, score, explanation,
            row_number() OVER (PARTITION BY wanted_id ORDER BY score DESC, known_id) AS rank
        FROM ({scorer.sql}) WHERE score >= {threshold} QUALIFY rank <= {KEPT}"""
    )
    for table in ("linkage_wanted", "linkage_near", "linkage_known", "linkage_met", "linkage_pair"):
        con.execute(f"DROP TABLE {table}")
    return result


def definition() -> str:
    """The rules as text: part of what a decision's rules version stands for."""
    return "\n".join(
        (names.definition(), *_MACROS, *_BLOCKS.values(), _PAIR, WEIGHED.sql, str(THRESHOLD), str(KEPT))
    )


_FIELDS = """id, nullif(name, '') AS name, born::DATE AS born, nullif(sex, '') AS sex, nullif(kk, '') AS kk,
    nullif(village_code, '') AS village_code"""
_KEYS = """*, upper(name) AS written, exchanged(born) AS exchanged, begins(rough(name), 1) AS first,
    begins(rough(name), 2) AS second, begins(rough(name), -1) AS last"""

_WANTED = f"CREATE OR REPLACE TEMP TABLE linkage_wanted AS SELECT {_KEYS} FROM (SELECT {_FIELDS} FROM {{table}}) WHERE name IS NOT NULL"
# One pass over the long list keeps only those whom any block could meet.
_NEAR = f"""CREATE OR REPLACE TEMP TABLE linkage_near AS
    SELECT * FROM (SELECT {_FIELDS} FROM {{table}})
    WHERE name IS NOT NULL AND (
        born IN (SELECT born FROM linkage_wanted WHERE born IS NOT NULL
            UNION SELECT exchanged FROM linkage_wanted WHERE exchanged IS NOT NULL)
        OR kk IN (SELECT kk FROM linkage_wanted WHERE kk IS NOT NULL)
        OR upper(name) IN (SELECT written FROM linkage_wanted WHERE village_code IS NOT NULL))"""
_KNOWN = f"CREATE OR REPLACE TEMP TABLE linkage_known AS SELECT {_KEYS} FROM linkage_near"

# Names are folded once each, and only those that met somebody.
# A cheap look at both first: weighing names word by word is the dear part.
_PAIR = """CREATE OR REPLACE TEMP TABLE linkage_pair AS
    WITH w AS (SELECT *, comparable_name(name) AS folded FROM linkage_wanted WHERE id IN (SELECT wanted_id FROM linkage_met)),
        k AS (SELECT *, comparable_name(name) AS folded FROM linkage_known WHERE id IN (SELECT known_id FROM linkage_met))
    SELECT wanted_id, known_id, w.folded AS w_name, k.folded AS k_name, w.born AS w_born, k.born AS k_born,
        w.sex AS w_sex, k.sex AS k_sex, w.kk AS w_kk, k.kk AS k_kk,
        w.village_code AS w_village_code, k.village_code AS k_village_code
    FROM linkage_met JOIN w ON w.id = wanted_id JOIN k ON k.id = known_id
    WHERE jaro_winkler_similarity(w.folded, k.folded) >= 0.6
        OR list_has_any(string_split(w.folded, ' '), string_split(k.folded, ' '))"""
