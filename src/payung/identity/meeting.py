"""By what two lines of different lists may meet: keys by which a cluster brings candidates to one place.

``linkage`` compares two people only where one of its blocks says so, and each block asks for something equal. The keys
here are those equalities (or looser ones): whoever may meet shares at least one key, so that lines parted by key
lose nobody. The blocks themselves, and all that decides, stay in ``linkage``. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from payung.identity import candidates

# What a block compares, in a short form; r is the name as roughly spelt, w the first letters of one of its words, s its own
# first letters, n the name in capitals, b the birth date in ISO, v the village, m the mother as roughly spelt. A part
# that is not known makes the whole key NULL, and NULL is no key.
_BY_WORD = ("'b' || w || b",)
_WHOLE = (
    "'e' || left(v, 8) || b",
    "'k' || nullif(kk, '')",
    "'n' || left(v, 8) || n",
    "'o' || n || m",
    "'z' || m || b",
    "'y' || v || s || b[1:7]",
    "'m' || v || s || b[6:10]",
    "'d' || v || s || b[1:4] || b[9:10]",
    "'p' || n || b[1:7]",
    "'q' || n || b[6:10]",
    "'r' || n || b[1:4] || b[9:10]",
    "'u' || m || s || b[1:7]",
    "'w' || m || s || b[6:10]",
    "'x' || m || s || b[1:4] || b[9:10]",
)
# The person looked for also meets whoever was born on the day with day and month exchanged.
_EXCHANGED = "b[1:5] || b[9:10] || '-' || b[6:7]"
_BY_WORD_WANTED = f"'b' || w || {_EXCHANGED}"
# Where a birth date is missing, village and start are enough: who has none meets all, and all meet who has none.
_WANTED = (
    f"'e' || left(v, 8) || {_EXCHANGED}",
    f"'z' || m || {_EXCHANGED}",
    "'h' || v || s",
    "CASE WHEN b IS NULL THEN 'g' || v || s END",
)
_KNOWN = ("'g' || v || s", "CASE WHEN b IS NULL THEN 'h' || v || s END")


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Create what ``with_keys`` needs on the connection."""
    for macro in candidates.MACROS:
        con.execute(f"CREATE OR REPLACE MACRO {macro}")


def with_keys(source: str, columns: Collection[str], *, wanted: bool, salt: str) -> str:
    """SQL for the lines of the query ``source``, which has ``columns`` (those of ``linkage.COLUMNS`` but for the id at
    least), with their ``keys``: BIGINT[], empty where nobody could be met. The connection needs ``install``.

    ``wanted``: the lines are people who are looked for. ``salt`` tells the keys of one list from those of another. Keys
    that are equal by chance only cost a comparison.
    """
    by_word = (*_BY_WORD, *([_BY_WORD_WANTED] if wanted else []))
    whole = (*_WHOLE, *(_WANTED if wanted else _KNOWN))
    lists = [f"list_transform(words, lambda w: {key})" for key in by_word]
    mother = "rough(bare(nullif(mother_name, '')))" if "mother_name" in columns else "NULL::VARCHAR"
    words = ", ".join(f"begin(string_split(r, ' ')[{nth}])" for nth in (1, 2, -1))
    return f"""SELECT * EXCLUDE (n, r, s, v, b, m, words), list_distinct(list_transform(
            list_filter(flatten([{", ".join(lists)}, [{", ".join(whole)}]]), lambda k: k IS NOT NULL AND r IS NOT NULL),
            lambda k: (hash(k, '{salt}') >> 1)::BIGINT)) AS keys
        FROM (SELECT *, list_distinct(list_filter([{words}], lambda w: w IS NOT NULL)) AS words
            FROM (SELECT *, rough(n) AS r, left(rough(n), 2) AS s
                FROM (SELECT *, bare(nullif(name, '')) AS n, nullif(village_code, '') AS v, born::VARCHAR AS b, {mother} AS m
                    FROM ({source}))))"""
