"""Who may meet whom: pairs of lines worth weighing, found by exact keys (blocking), so that two lists of millions never
meet pair by pair.

Each block asks for something equal; what else a pair must have in common is looked at once, for the pairs of all blocks. People
of one birth date meet where something else ties them (district, family card, mother), else only where two marks of
their names agree: how the words begin, and how the name ends. The shorter list is keyed first, and of the longer only
those lines that it can reach (``reach``), so that a pair never depends on who else is looked for.

Tables made: ``linkage_wanted``, ``linkage_known`` (lines with their keys), ``linkage_met`` (wanted_id, known_id).
"""

from __future__ import annotations

from functools import reduce
from itertools import groupby

import duckdb

from payung.identity import marks, reach

TABLES = ("linkage_wanted", "linkage_known", "linkage_met")


def _rough(text: str) -> str:
    """SQL for the text spelt roughly; letters that become others are exchanged all at once."""
    for single, rules in groupby(marks.SPELLING, lambda rule: len(rule[0]) == 1):
        if single:
            old, new = ("".join(letters) for letters in zip(*rules, strict=True))
            text = f"translate({text}, '{old}', '{new}')"
        else:
            text = reduce(lambda inner, rule: f"replace({inner}, '{rule[0]}', '{rule[1]}')", rules, text)
    return text


# Made where these names are compared outside this module too (``meeting``).
MACROS = (
    # Capitals in about today's spelling, far cheaper than folding: only good enough to meet by.
    # Without titles; few names bear any, and a rule costs more than a look.
    rf"""bare(n) AS CASE WHEN contains(n, '.') OR contains(n, ',') OR instr(n, ' ') BETWEEN 2 AND 4
        THEN regexp_replace(regexp_replace(upper(n), ',.*$', ''), '^(({"|".join(marks.TITLES)})[.]? )+', '') ELSE upper(n) END""",
    f"rough(n) AS CASE WHEN regexp_matches(n, 'OE|KH|CH|II|[YJVZ]') THEN {_rough('n')} ELSE n END",
    "begin(word) AS nullif(left(word, 2), '')",
)

_TWO_OF_THREE = ("year_month", "month_day", "year_day")
# What a line is met by. In steps, so that each rough name is made once.
_KEYED = """SELECT *, left(village_code, 8) AS district, begin(words[1]) AS first, begin(words[2]) AS second,
        CASE WHEN len(words) > 2 THEN begin(words[-1]) ELSE begin(words[2]) END AS last, right(rough, 3) AS tail
    FROM (SELECT *, string_split(rough, ' ') AS words, left(rough, 2) AS start
        FROM (SELECT *, rough(written) AS rough
            FROM (SELECT *, year(born) * 12 + month(born) AS year_month, month(born) * 31 + day(born) AS month_day,
                    year(born) * 31 + day(born) AS year_day, bare(name) AS written, {mother} AS mother_written
                FROM {source} WHERE trim(name) <> '')))"""
# What is looked at besides. A word's code is its hash, its letter the first; each once.
_LINES = """SELECT * EXCLUDE (words, second, last, tail), exchanged(born) AS exchanged, {mother_rough} AS mother_rough, len(words) = 1 AS lone, {marks} AS marks,
        len(words) > 3 AS long, hash(words[1]) AS code, ascii(words[1]) AS letter,
        CASE WHEN len(words) > 1 THEN hash(words[2]) END AS code2, CASE WHEN len(words) > 1 THEN ascii(words[2]) END AS letter2,
        CASE WHEN len(words) > 2 THEN hash(words[-1]) END AS code3, CASE WHEN len(words) > 2 THEN ascii(words[-1]) END AS letter3
    FROM ({keyed})"""

# Two marks of a name that must agree: two beginnings of words in either order, or a beginning and the end. Hashed, and none
# where a part is missing; the second word of two is also the last.
_EITHER_ORDER = "CASE WHEN first = {other} THEN hash(first) ELSE xor(hash(first), hash({other})) END"
_TWO_MARKS = f"""CASE WHEN reached_by & {reach.bits("pair", "end")} <> 0 THEN [
        CASE WHEN length(first) > 0 AND length(second) > 0 THEN {_EITHER_ORDER.format(other="second")} END,
        CASE WHEN length(first) > 0 AND len(words) > 2 AND length(last) > 0 THEN {_EITHER_ORDER.format(other="last")} END,
        CASE WHEN length(first) > 0 THEN hash(first, tail) END,
        CASE WHEN length(last) > 0 THEN hash(last, tail) END] END"""
_BY_MARKS = "SELECT id, {day} AS day, unnest(marks) AS key FROM {lines} WHERE {day} IS NOT NULL"


def _meets(condition: str, *reached_by: str) -> str:
    """SQL for the pairs of whom the condition holds, ``w`` the line of the person looked for, ``k`` the known one. Only lines
    that were reached by one of those conditions (``reach``) can be in such a pair."""
    bits = reach.bits(*reached_by)
    return f"""SELECT w.id AS wanted_id, k.id AS known_id FROM linkage_wanted w JOIN linkage_known k ON {condition}
        WHERE w.reached_by & {bits} <> 0 AND k.reached_by & {bits} <> 0"""


_DAYS = (("born", "same birth date"), ("exchanged", "day and month exchanged"))
_PLACED = "w.village_code = k.village_code AND w.start = k.start"
_BLOCKS: dict[str, str] = {
    **{
        f"{said}, two marks of the name": f"""SELECT w.id AS wanted_id, k.id AS known_id
            FROM ({_BY_MARKS.format(day=day, lines="linkage_wanted")}) w
            JOIN ({_BY_MARKS.format(day="born", lines="linkage_known")}) k ON w.day = k.day AND w.key = k.key"""
        for day, said in _DAYS
    },
    **{
        f"{said}, one of a single word that begins as the other": _meets(
            f"w.{day} = k.born AND w.first = k.first AND (w.lone OR k.lone)", "lone"
        )
        for day, said in _DAYS
    },
    **{
        f"{said}, same district": _meets(f"w.{day} = k.born AND w.district = k.district", "near")
        for day, said in _DAYS
    },
    # Where a mother is not the same, only these pairs stand the look at birth dates below; and of a card number that stands for
    # none (all zeros), which thousands bear, not everybody meets everybody.
    **{
        f"same family, {part}": _meets(f"w.kk = k.kk AND w.{part} = k.{part}", "card")
        for part in _TWO_OF_THREE
    },
    "same family, day and month exchanged": _meets("w.kk = k.kk AND w.exchanged = k.born", "card"),
    "same family, birth date missing": _meets("w.kk = k.kk AND w.born IS NULL", "card"),
    "same family, birth date not listed": _meets("w.kk = k.kk AND k.born IS NULL", "card"),
    "same name, same district": _meets("w.written = k.written AND w.district = k.district", "named"),
    "same village, start, birth date missing": _meets(f"{_PLACED} AND w.born IS NULL", "placed undated"),
    "same village, start, birth date not listed": _meets(f"{_PLACED} AND k.born IS NULL", "placed undated"),
    # One part of the date is another.
    **{
        f"same village, start, {part}": _meets(f"{_PLACED} AND w.{part} = k.{part}", "placed")
        for part in _TWO_OF_THREE
    },
    **{
        f"same name, {part}": _meets(f"w.written = k.written AND w.{part} = k.{part}", "named")
        for part in _TWO_OF_THREE
    },
}
# The mother's name stands in for the family card where that is missing or new.
_MOTHERS: dict[str, str] = {
    "same family, same mother": _meets("w.kk = k.kk AND w.mother_rough = k.mother_rough", "card"),
    "same name, same mother": _meets("w.written = k.written AND w.mother_rough = k.mother_rough", "mother"),
    **{
        f"{said}, same mother": _meets(f"w.{day} = k.born AND w.mother_written = k.mother_written", "mother")
        for day, said in _DAYS
    },
    **{
        f"same mother, start, {part}": _meets(
            f"w.mother_written = k.mother_written AND w.start = k.start AND w.{part} = k.{part}", "mother"
        )
        for part in _TWO_OF_THREE
    },
}

# What pairs of every block must have in common.
_SAME_MOTHER = "coalesce(w.mother_rough = k.mother_rough, false)"
_SEXES = f"(w.sex IS NULL OR k.sex IS NULL OR w.sex = k.sex OR w.born = k.born OR {_SAME_MOTHER})"
_DATES = f"(w.born IS NULL OR k.born IS NULL OR w.born = k.born OR w.exchanged = k.born OR {_SAME_MOTHER} OR date_slip(w.born, k.born))"


def _common(of: str, among: str, part: str) -> str:
    """SQL: how many words of one name have their code or letter among those of the other."""
    others = ", ".join(f"{among}.{part}{nth}" for nth in ("", "2", "3"))
    return " + ".join(f"coalesce({of}.{part}{nth} IN ({others}), false)::INT" for nth in ("", "2", "3"))


# A cheap look: folding names and weighing them word by word is the dear part. Names somewhat alike without a word in common
# are one name only where two of their words begin with the same letter, or one of them is a single word.
_LOOK = f"""{_common("w", "k", "code")} > 0
    OR jaro_winkler_similarity(w.rough, k.rough) >= CASE WHEN w.letter2 IS NULL OR k.letter2 IS NULL
        OR {_common("w", "k", "letter")} >= 2 AND {_common("k", "w", "letter")} >= 2 THEN 0.65 ELSE 0.8 END
    OR (w.long OR k.long) AND list_has_any(string_split(w.rough, ' '), string_split(k.rough, ' '))"""
_MET = f"""CREATE OR REPLACE TEMP TABLE linkage_met AS
    SELECT wanted_id, known_id FROM (SELECT DISTINCT wanted_id, known_id FROM ({{blocks}}))
    JOIN linkage_wanted w ON w.id = wanted_id JOIN linkage_known k ON k.id = known_id
    WHERE {_SEXES} AND {_DATES} AND ({_LOOK})"""


def meet(
    con: duckdb.DuckDBPyConnection,
    wanted: str,
    known: str,
    *,
    mothers: bool,
    sifted: bool = True,
    house: str | None = None,
) -> None:
    """Make ``linkage_met`` and the lines it speaks of. ``wanted`` and ``known`` are SQL sources with the fields of
    ``linkage.COLUMNS`` and ``mother_name``, unknown ones NULL; ``mothers``: whether both lists know mothers at all.
    ``sifted``: whether only those lines of the longer list are keyed that can be reached; the pairs are the same.
    ``house``: a table of ``sharing_card(known, wanted)``, where there is one already.

    The connection needs ``linkage_fields.install`` and ``MACROS``.
    """
    sources = {"wanted": wanted, "known": known}
    counted = {
        side: con.execute(f"SELECT count(*) FROM {source}").fetchall()[0][0]
        for side, source in sources.items()
    }
    shorter, longer = sorted(sources, key=lambda side: counted[side])
    _make_lines(con, shorter, _all_reached(sources[shorter]), mothers)
    if sifted:
        reached = reach.within(con, sources[longer], f"linkage_{shorter}", mothers=mothers)
        con.register("linkage_reached", reached)
        shared = (
            house
            if house and longer == "known"
            else f"({sharing_card(sources[longer], f'linkage_{shorter}')})"
        )
        _make_lines(
            con,
            longer,
            _REACHED.format(source=sources[longer], shared=shared, shorter=f"linkage_{shorter}"),
            mothers,
        )
        con.unregister("linkage_reached")
    else:
        _make_lines(con, longer, _all_reached(sources[longer]), mothers)
    blocks = [*_BLOCKS.values(), *(_MOTHERS.values() if mothers else ())]
    con.execute(_MET.format(blocks=" UNION ALL ".join(blocks)))


_REACHED = f"""(FROM {{source}} JOIN (SELECT id, bit_or(reached_by) AS reached_by
        FROM (FROM linkage_reached UNION ALL
            SELECT id, {reach.bits("card")} FROM {{shared}} WHERE kk IN (SELECT kk FROM {{shorter}}))
        GROUP BY id) USING (id))"""


def sharing_card(source: str, lines: str) -> str:
    """SQL for ``id`` and ``kk`` of the lines of ``source`` whose family card is among those of ``lines``."""
    return f"SELECT id, kk FROM {source} WHERE kk IN (SELECT kk FROM {lines})"


def meet_housed(con: duckdb.DuckDBPyConnection, wanted: str, known: str, *, mothers: bool) -> None:
    """The same for those alone who share family card and birth date; of such, all pairs of ``meet`` and no other."""
    for side, source in (("wanted", wanted), ("known", known)):
        _make_lines(con, side, _all_reached(source), mothers)
    con.execute(_MET.format(blocks=_meets("w.kk = k.kk AND w.born = k.born", "card")))


def _all_reached(source: str) -> str:
    return f"(SELECT *, {reach.EVERY} AS reached_by FROM {source})"


def _make_lines(con: duckdb.DuckDBPyConnection, side: str, source: str, mothers: bool) -> None:
    keyed = _KEYED.format(source=source, mother="bare(mother_name)" if mothers else "NULL::VARCHAR")
    mother_rough = "rough(mother_written)" if mothers else "NULL::VARCHAR"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE linkage_{side} AS {_LINES.format(keyed=keyed, mother_rough=mother_rough, marks=_TWO_MARKS)}"
    )


def definition() -> str:
    """The rules as text: part of what a decision's rules version stands for."""
    return "\n".join((*MACROS, _KEYED, _LINES, _TWO_MARKS, *_BLOCKS.values(), *_MOTHERS.values(), _MET))
