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
from functools import cache

import duckdb
import pyarrow as pa

from payung.identity import candidates, linkage_fields, linkage_model, names
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
# So many people are worth a look at their own family card before they are looked for everywhere.
MANY = 5_000


@dataclass(frozen=True, slots=True)
class Scorer:
    """How a pair of candidates is weighed. Another model replaces this object, nothing else.

    ``sql`` selects ``wanted_id, known_id, score, weight, explanation, allowed, whole, unrivalled`` from the table ``linkage_leveled``, which
    holds the pair's ids and each field twice (``born_l``, ``born_r``; the wanted left), names folded, and how far
    the names agree (``level_of_name``, ``level_of_mother``). ``allowed`` is false where a rule forbids the pair, ``whole`` true where no part of either name is missing.
    ``unrivalled`` is true only where no other pair of the wanted could weigh as much, but for those that are unrivalled too.
    """

    name: str
    sql: str


WEIGHED = Scorer("trained model", linkage_model.packaged().sql)


def probable_persons(
    con: duckdb.DuckDBPyConnection,
    wanted: str,
    known: str,
    *,
    threshold: float = THRESHOLD,
    scorer: Scorer = WEIGHED,
    result: str = "probable_person",
    best: bool = False,
    many: int = MANY,
) -> str:
    """Look for the people of ``wanted`` in ``known``; both name tables or views with ``COLUMNS``.

    Creates the table ``result``: wanted_id, known_id, known_name as listed, score 0..1, explanation (JSON: agreement of each field from
    0 to 1, null where either side does not know it), rank (1 the best); scores from ``threshold`` on, at most ``KEPT`` a
    person, with ``best`` those of rank 1 alone. Returns the table's name. ``many``: where so many are wanted, the ``best`` of
    those who stand on the same family card with nothing else written are found first; the result is the same.
    """
    linkage_fields.install(con)
    for macro in candidates.MACROS:
        con.execute(f"CREATE OR REPLACE MACRO {macro}")
    con.execute(_FOUND.format(result=result, wanted=wanted, known=known))
    if not (_any(con, wanted) and _any(con, known)):  # a short list is answered before the rules are planned
        return result
    con.register("linkage_word_given", _words())
    con.execute("CREATE OR REPLACE TEMP TABLE linkage_word AS FROM linkage_word_given")
    con.unregister("linkage_word_given")
    mothers = _knows_mothers(con, wanted) and _knows_mothers(con, known)
    weighing = _Weighing(con, result, scorer, mothers, threshold, 1 if best else KEPT)
    house = None
    if best and _count(con, wanted) >= many:
        house = "linkage_house"
        wanted = _settle_sure(weighing, wanted, known)
    candidates.meet(con, _fields(con, wanted), _fields(con, known), mothers=mothers, house=house)
    weighing.add("allowed")
    for side in _SIDES:
        con.execute(f"DROP VIEW IF EXISTS linkage_{side}_met")
    for table in _TABLES:
        con.execute(f"DROP TABLE IF EXISTS {table}")
    return result


@dataclass(frozen=True, slots=True)
class _Weighing:
    """How the pairs that met are weighed, and where what is found among them is put."""

    con: duckdb.DuckDBPyConnection
    result: str
    scorer: Scorer
    mothers: bool
    threshold: float
    kept: int

    def add(self, which: str) -> None:
        if not _any(self.con, "linkage_met"):
            return
        self.con.execute(_PREPARED)
        for side in _SIDES:
            self.con.execute(_OF_SIDE.format(side=side))
        self.con.execute(_PAIR)
        self.con.execute(_leveled(mothers=self.mothers))
        better = _BETTER.format(sql=self.scorer.sql)
        self.con.execute(
            f"""INSERT INTO {self.result} SELECT wanted_id, known_id, known_name, score, explanation,
                row_number() OVER (PARTITION BY wanted_id ORDER BY score DESC, weight DESC, known_id) AS rank
            FROM ({better}) WHERE score >= {self.threshold} AND {which} QUALIFY rank <= {self.kept}"""
        )


def _settle_sure(weighing: _Weighing, wanted: str, known: str) -> str:
    """Find those who are listed on the same card and birth date with all else the same: nobody whom they meet otherwise
    could be a better candidate. Returns the name of a table of the rest, who are looked for everywhere."""
    con = weighing.con
    sources = {"known": _fields(con, known), "wanted": _fields(con, wanted)}
    con.execute(_HOUSE.format(sharing_card=candidates.sharing_card(sources["known"], sources["wanted"])))
    for step in (_HOUSEMATE, _HOUSED):
        con.execute(step.format(**sources))
    candidates.meet_housed(con, "linkage_housed", "linkage_housemate", mothers=weighing.mothers)
    weighing.add("unrivalled")
    if not _any(con, weighing.result):
        return wanted
    con.execute(_SOUGHT.format(wanted=wanted, result=weighing.result))
    return "linkage_sought"


def _any(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def _knows_mothers(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    held = {row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()}
    return "mother_name" in held and _any(con, f"(FROM {table} WHERE mother_name <> '')")


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    counted: int = con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
    return counted


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
            candidates.definition(),
            linkage_fields.prepared(""),
            _WORDS,
            _leveled(mothers=True),
            _BETTER,
            WEIGHED.sql,
            str(THRESHOLD),
            str(KEPT),
        )
    )


_TABLES = (
    *candidates.TABLES,
    *(f"linkage_{table}" for table in ("prepared", "word", "pair", "leveled")),
    *(f"linkage_{table}" for table in ("house", "housemate", "housed", "sought")),
)
_FOUND = """CREATE OR REPLACE TEMP TABLE {result} AS SELECT w.id AS wanted_id, k.id AS known_id, k.name AS known_name,
    NULL::DOUBLE AS score, ''::VARCHAR AS explanation, 0::BIGINT AS rank FROM {wanted} w, {known} k WHERE false"""
# By the card alone first: a long list is read whole only where that is asked for.
_HOUSE = "CREATE OR REPLACE TEMP TABLE linkage_house AS {sharing_card}"
_HOUSEMATE = """CREATE OR REPLACE TEMP TABLE linkage_housemate AS
    SELECT id, k.name, k.born, k.sex, h.kk, k.village_code, k.mother_name FROM {known} k JOIN linkage_house h USING (id)
    SEMI JOIN {wanted} w ON w.kk = h.kk AND w.born = k.born"""
_HOUSED = """CREATE OR REPLACE TEMP TABLE linkage_housed AS
    SELECT w.* FROM {wanted} w SEMI JOIN linkage_housemate k ON w.kk = k.kk AND w.born = k.born"""
_SOUGHT = """CREATE OR REPLACE TEMP TABLE linkage_sought AS
    FROM {wanted} WHERE id NOT IN (SELECT wanted_id FROM {result})"""
_FIELDS = """id, name, born::DATE AS born, nullif(sex, '') AS sex, nullif(kk, '') AS kk,
    nullif(village_code, '') AS village_code"""
_WORDS = linkage_model.words_table(linkage_model.packaged().words)
# Names are folded once each, on whichever side they stand, and only those that met somebody.
_SIDES = ("wanted", "known")
_MET = " UNION ALL ".join(
    f"""SELECT '{side}' AS side, id, name, born, sex, kk, village_code, mother_name FROM linkage_{side}
        WHERE id IN (SELECT {side}_id FROM linkage_met)"""
    for side in _SIDES
)
_PREPARED = f"CREATE OR REPLACE TEMP TABLE linkage_prepared AS {linkage_fields.prepared(f'({_MET})')}"
_OF_SIDE = "CREATE OR REPLACE TEMP VIEW linkage_{side}_met AS FROM linkage_prepared WHERE side = '{side}'"
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
_BETTER = """SELECT s.*, k.written AS known_name FROM ({sql}) s JOIN linkage_known_met k ON k.id = known_id WHERE allowed
    QUALIFY whole OR k.kk IS NULL OR k.born IS NULL OR NOT bool_or(whole) OVER (PARTITION BY wanted_id, k.kk, k.born)"""
_PAIR = f"""CREATE OR REPLACE TEMP TABLE linkage_pair AS
    SELECT wanted_id, known_id, {", ".join(f"w.{c} AS {c}_l, k.{c} AS {c}_r" for c in _BOTH)}
    FROM linkage_met JOIN linkage_wanted_met w ON w.id = wanted_id JOIN linkage_known_met k ON k.id = known_id
    WHERE w.name IS NOT NULL AND k.name IS NOT NULL"""
# Where no mother is known there is nothing to plan for, which takes longer than to link a few.
_NO_MOTHERS = "SELECT NULL::VARCHAR AS a, NULL::VARCHAR AS b, NULL::VARCHAR AS level WHERE false"


def _leveled(*, mothers: bool) -> str:
    of_mothers = linkage_fields.level_steps("mother") if mothers else _NO_MOTHERS
    return f"""CREATE OR REPLACE TEMP TABLE linkage_leveled AS
    WITH n AS ({linkage_fields.level_steps("name")}), m AS ({of_mothers})
    SELECT p.*, CASE WHEN name_l = name_r THEN 'same' ELSE coalesce(n.level, 'other') END AS level_of_name,
        CASE WHEN mother_l = mother_r THEN 'same' ELSE coalesce(m.level, 'other') END AS level_of_mother
    FROM linkage_pair p LEFT JOIN n ON n.a = name_l AND n.b = name_r LEFT JOIN m ON m.a = mother_l AND m.b = mother_r"""
