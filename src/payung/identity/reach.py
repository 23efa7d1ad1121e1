"""Which lines of a long list the lines of a short one can reach at all: told by the cheapest marks, so that of ten million
lines only those few are spelt, cut into words and keyed that some block of ``candidates`` might bring into a pair.

Each condition is as wide as its blocks or wider: nobody is lost, a test holds the two together. The dear part of a
long list is to spell every name roughly. So only the rare names with letters in pairs (OE, KH, SY) are; of the others the
marks stay as written, and the short list gives each of its own marks in all the letters it may be written with.
"""

from __future__ import annotations

import duckdb

TABLES = ("linkage_reached", "linkage_spelling")

# The letters that a letter of a roughly spelt name may stand for.
_WRITTEN = {"I": "IYJ", "F": "FV", "S": "SZ"}
# Where the spelling of more than one letter changes.
_IN_PAIRS = "OE|DJ|TJ|KH|CH|SY|[IYJ][IYJ]"

# A mark is two letters. One that is a whole word of a single letter is read with the space behind it.
_SPELLING = """CREATE OR REPLACE TEMP TABLE linkage_spelling AS
    WITH letter AS (SELECT mark.letter, unnest(string_split(written, '')) AS written FROM (VALUES {letters}) mark(letter, written)),
    given AS (SELECT DISTINCT unnest([first, second, last, start, right(tail, 2)]) AS mark FROM {lines}),
    one AS (SELECT mark, coalesce(a.written, mark[1]) || coalesce(b.written, mark[2]) AS spelt
        FROM given LEFT JOIN letter a ON a.letter = mark[1] LEFT JOIN letter b ON b.letter = mark[2] WHERE mark <> '')
    FROM one UNION SELECT mark, spelt || ' ' FROM one WHERE length(mark) = 1"""

# What the short list reaches by: kind, key. ``day`` is the birth date, or that with day and month exchanged.
_REACHED = """CREATE OR REPLACE TEMP TABLE linkage_reached AS
    WITH dated AS (SELECT *, born AS day FROM {lines} WHERE born IS NOT NULL
        UNION ALL SELECT *, exchanged FROM {lines} WHERE exchanged IS NOT NULL),
    pairs AS (SELECT day, unnest([{{a: first, b: second}}, {{a: first, b: last}}], recursive := true) FROM dated),
    ends AS (SELECT day, unnest([first, last]) AS a, right(tail, 2) AS b FROM dated),
    placed AS (SELECT village_code, year(born) AS year, month_day, spelt FROM {lines} JOIN linkage_spelling ON mark = start
        WHERE village_code IS NOT NULL)
    SELECT 'near' AS kind, hash(day, district) AS key FROM dated WHERE district IS NOT NULL
    UNION SELECT 'pair', hash(day, xor(hash(a.spelt), hash(b.spelt)))
        FROM pairs JOIN linkage_spelling a ON a.mark = pairs.a JOIN linkage_spelling b ON b.mark = pairs.b
    UNION SELECT 'end', hash(day, a.spelt, b.spelt)
        FROM ends JOIN linkage_spelling a ON a.mark = ends.a JOIN linkage_spelling b ON b.mark = ends.b
    UNION SELECT 'lone', hash(day, spelt, unnest(CASE WHEN lone THEN [true, false] ELSE [true] END))
        FROM dated JOIN linkage_spelling ON mark = first
    UNION SELECT 'name', by_name FROM {lines}
    UNION SELECT 'card', hash(kk) FROM {lines} WHERE kk IS NOT NULL
    UNION SELECT 'year', hash(village_code, spelt, year) FROM placed WHERE year IS NOT NULL
    UNION SELECT 'year', hash(village_code, spelt, 0) FROM placed
    UNION SELECT 'day', hash(village_code, spelt, month_day) FROM placed WHERE month_day IS NOT NULL
    UNION SELECT 'undated', hash(village_code, spelt) FROM placed WHERE year IS NULL"""
_REACHED_MOTHERS = """INSERT INTO linkage_reached
    SELECT 'mother', hash(mother_written, born) FROM {lines} WHERE mother_written IS NOT NULL AND born IS NOT NULL
    UNION SELECT 'mother', hash(mother_written, exchanged) FROM {lines} WHERE mother_written IS NOT NULL AND exchanged IS NOT NULL
    UNION SELECT 'mother_month', hash(mother_written, year_month) FROM {lines} WHERE mother_written IS NOT NULL AND born IS NOT NULL
    UNION SELECT 'mother_day', hash(mother_written, month_day) FROM {lines} WHERE mother_written IS NOT NULL AND born IS NOT NULL
    UNION SELECT 'mother_year', hash(mother_written, year_day) FROM {lines} WHERE mother_written IS NOT NULL AND born IS NOT NULL"""

# A line's marks: how its first, second and (of three or more) last word begin (f, s, l), and its end (e).
_MARKED = """SELECT *, left(r, 2) AS f, CASE WHEN gap > 0 THEN substr(r, gap + 1, 2) END AS s, substr(r, -2) AS e,
        CASE WHEN r LIKE '% % %' THEN left(split_part(r, ' ', -1), 2) END AS l
    FROM (SELECT *, instr(r, ' ') AS gap
        FROM (SELECT *, CASE WHEN regexp_matches(n, '{in_pairs}') THEN rough(n) ELSE n END AS r
            FROM (SELECT *, bare(name) AS n{mother} FROM {source} WHERE name IS NOT NULL)))"""
_KEYS = {
    "near": "hash(born, left(village_code, 8))",
    "pair": "hash(born, xor(hash(f), hash(s)))",
    "end": "hash(born, f, e)",
    "lone": "hash(born, f, gap = 0)",
    "name": "hash(n)",
    "card": "hash(kk)",
    "year": "hash(village_code, f, coalesce(year(born), 0))",
    "day": "hash(village_code, f, month(born) * 31 + day(born))",
    "undated": "hash(village_code, f)",
}
# Few names have a third word: for the others there is nothing to look up.
_LAST = {
    "pair": "CASE WHEN l IS NOT NULL THEN hash(born, xor(hash(f), hash(l))) END",
    "end": "hash(born, coalesce(l, s), e)",
}
_MOTHERS = {
    "mother": "hash(m, born)",
    "mother_month": "hash(m, year(born) * 12 + month(born))",
    "mother_day": "hash(m, month(born) * 31 + day(born))",
    "mother_year": "hash(m, year(born) * 31 + day(born))",
}


def mark(con: duckdb.DuckDBPyConnection, lines: str, *, mothers: bool) -> None:
    """Make ``linkage_reached``: the keys by which ``lines`` (keyed by ``candidates``) reach others."""
    letters = ", ".join(f"('{letter}', '{written}')" for letter, written in _WRITTEN.items())
    con.execute(_SPELLING.format(letters=letters, lines=lines))
    con.execute(_REACHED.format(lines=lines))
    if mothers:
        con.execute(_REACHED_MOTHERS.format(lines=lines))


def within(con: duckdb.DuckDBPyConnection, source: str, *, mothers: bool) -> str:
    """SQL for those lines of ``source`` that are reached, with the columns of ``source``."""
    kinds = {row[0] for row in con.execute("SELECT DISTINCT kind FROM linkage_reached").fetchall()}
    keys = [*_KEYS.items(), *_LAST.items(), *(_MOTHERS.items() if mothers else ())]
    reached = " OR ".join(
        f"{key} IN (SELECT key FROM linkage_reached WHERE kind = '{kind}')"
        for kind, key in keys
        if kind in kinds
    )
    marked = _MARKED.format(
        source=source, in_pairs=_IN_PAIRS, mother=", bare(mother_name) AS m" if mothers else ""
    )
    more = ", m" if mothers else ""
    return f"(SELECT * EXCLUDE (n, r, gap, f, s, l, e{more}) FROM ({marked}) WHERE {reached or 'false'})"
