"""What a Spark executor does with the rows that were moved to it: the steps of ``engine``, on one bucket at a time.

    lines      a part of a list, with whatever headings -> the columns that checks read, and the keys to meet by
    find       people and lines of one bucket of NIKs -> findings, and who is still to be sought
    meet       people sought and lines of one bucket of keys -> the best candidates
    settle     people sought and all their candidates -> the findings that rest on probable persons

Nothing here knows Spark, and no rule stands here: tables in, tables out, and the SQL is that of ``steps`` and the checks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import duckdb
import pyarrow as pa

from payung.errors import Place, UnusableInput
from payung.identity import meeting
from payung.language import Text
from payung.verification import engine, references, steps
from payung.verification.check import Check
from payung.verification.engine import Task
from payung.verification.references import COLUMNS, KINDS, LINE, Kind

_LISTED = tuple(dict.fromkeys(column for kind in KINDS for column in COLUMNS[kind]))
#: A line of any list. ``rid`` is its number in its list.
LINES = pa.schema(
    [
        ("kind", pa.string()),
        ("rid", pa.int64()),
        *((name, pa.string()) for name in _LISTED),
        ("born", pa.date32()),
        ("first", pa.int32()),
        ("last", pa.int32()),
        ("keys", pa.list_(pa.int64())),
    ]
)
FINDINGS = pa.schema(
    [
        ("position", pa.int64()),
        ("rank", pa.int32()),
        *((name, pa.string()) for name in ("matched_nik", "matched_name")),
        ("score", pa.float64()),
        *((name, pa.string()) for name in ("value", "explanation")),
    ]
)
_HIT = pa.schema(
    [
        ("hit_rid", pa.int64()),
        ("hit_name", pa.string()),
        ("hit_more", pa.string()),
        ("hit_agreement", pa.float64()),
    ]
)
#: Who is looked for in a list under another NIK (``person`` is the schema of that step): with the line under their own.
_SOUGHT = pa.schema([("sought", pa.string()), ("keys", pa.list_(pa.int64()))])

_MARK = "payung-unusable-input:"
_P = ParamSpec("_P")
_R = TypeVar("_R")


def person_schema(task: Task) -> pa.Schema:
    """The columns of the step ``person``, as they are in this version."""
    with engine.connection() as con:
        steps.prepare(con, task.people.slice(0, 0), task.programme, task.on)
        return con.sql("FROM person").to_arrow_table().schema


def found_schema(person: pa.Schema) -> pa.Schema:
    """What ``find`` gives: findings, and between them (without a ``rank``) the people to be sought."""
    return pa.schema([*FINDINGS, *(field for field in person if field.name != "position"), *_SOUGHT, *_HIT])


def candidate_schema() -> pa.Schema:
    """What ``meet`` gives: the person sought, and the line of the list that may be the same."""
    return pa.schema([("sought", pa.string()), ("position", pa.int64()), *LINES])


def telling(work: Callable[_P, _R]) -> Callable[_P, _R]:
    """Lets UnusableInput through Spark, which passes on only the text of an error; see ``told``."""

    @wraps(work)
    def passed_on(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return work(*args, **kwargs)
        except UnusableInput as error:
            place = error.place
            content = {
                "what": [error.what.id, error.what.en],
                "mend": [error.mend.id, error.mend.en],
                "place": [place.file, place.sheet, place.row, place.column],
            }
            raise RuntimeError(f"{_MARK}{json.dumps(content)}") from error

    return passed_on


def told(message: str) -> UnusableInput | None:
    """The UnusableInput that an executor's message carries, if it carries one."""
    _, mark, rest = message.partition(_MARK)
    if not mark:
        return None
    content, _ = json.JSONDecoder().raw_decode(rest)
    return UnusableInput(Text(*content["what"]), Text(*content["mend"]), Place(*content["place"]))


def lines(
    task: Task, kind: Kind, headings: list[str], batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Parts of one list (its columns under ``headings``, then the line's number) as ``LINES``."""
    attach = telling(references.attach)
    with engine.connection() as con:
        meeting.install(con)
        for batch in batches:
            part = pa.Table.from_batches([batch]).rename_columns([*headings, LINE])
            given = replace(task.lists[kind], data=part, rows=part.num_rows)
            attach(con, given, task.on)
            query = f"SELECT '{kind}' AS kind, * FROM {given.view}"
            if kind in engine.linked(task):
                query = meeting.with_keys(query, COLUMNS[kind], wanted=False, salt=kind)
            table = con.sql(query).to_arrow_table()
            yield from _shaped(table, LINES).to_batches()


def find(task: Task, found: pa.Schema, people: pa.Table, listed: pa.Table) -> pa.Table:
    """Look the people of a bucket up in its lines and make every check that asks for no probable person."""
    if not people.num_rows:
        return found.empty_table()
    with engine.connection() as con:
        con.execute(engine.FINDING)
        steps.prepare(con, people, task.programme, task.on)
        _view_lines(con, task, listed)
        for kind in task.lists:
            if kind in steps.LOOKED_UP:
                steps.look_up(con, kind)
        for check in task.checks:
            if not _is_late(check):
                engine.run_check(con, check, task)
        parts = ["SELECT * FROM finding", *(f"({_seek(con, kind)})" for kind in engine.linked(task))]
        return _shaped(con.sql(" UNION ALL BY NAME ".join(parts)).to_arrow_table(), found)


def _seek(con: duckdb.DuckDBPyConnection, kind: Kind) -> str:
    """Whoever no line under the own NIK settles, with that line."""
    more, settled = steps.LOOKED_UP[kind].more, steps.LOOKED_UP[kind].settled
    query = f"""SELECT p.*, '{kind}' AS sought, h.rid AS hit_rid, h.name AS hit_name,
            h.{more} AS hit_more, h.agreement AS hit_agreement
        FROM person p LEFT JOIN {kind}_hit h USING (position)
        WHERE position NOT IN (SELECT position FROM {kind}_hit WHERE {settled})"""
    columns = [row[0] for row in con.execute("DESCRIBE person").fetchall()]
    meeting.install(con)
    return meeting.with_keys(query, columns, wanted=True, salt=kind)


def meet(sought: pa.Table, known: pa.Table) -> pa.Table:
    """The best candidates in ``known`` for those ``sought``; all of one list and one bucket of keys."""
    schema = candidate_schema()
    if not sought.num_rows or not known.num_rows:
        return schema.empty_table()
    kind = sought["sought"][0].as_py()
    with engine.connection() as con:
        _people_sought(con, kind, sought)
        _candidates(con, kind, known)
        steps.seek(con, kind)
        met = con.sql(f"""SELECT '{kind}' AS sought, wanted_id AS position, l.* FROM probable_person
            JOIN {kind} l ON l.rid = known_id""")
        return _shaped(met.to_arrow_table(), schema)


def settle(task: Task, sought: pa.Table, candidates: pa.Table) -> pa.Table:
    """Choose among all candidates and make the checks that ask for a probable person of this list."""
    if not sought.num_rows:
        return FINDINGS.empty_table()
    kind = sought["sought"][0].as_py()
    with engine.connection() as con:
        con.execute(engine.FINDING)
        con.register("programme", steps.programme_row(task.programme, task.on))
        _people_sought(con, kind, sought)
        _candidates(con, kind, candidates)
        steps.link(con, kind)
        for check in task.checks:
            if _is_late(check) and check.evidence == kind:
                engine.run_check(con, check, task)
        return _shaped(con.sql("FROM finding").to_arrow_table(), FINDINGS)


def _is_late(check: Check) -> bool:
    return "_probable" in check.sql


def _view_lines(con: duckdb.DuckDBPyConnection, task: Task, listed: pa.Table) -> None:
    con.register("listed", listed if listed.num_columns else LINES.empty_table())
    for kind in task.lists:
        con.execute(
            f"CREATE TEMP TABLE {references.view_name(kind)} AS SELECT * EXCLUDE (kind, keys) FROM listed WHERE kind = '{kind}'"
        )
    con.unregister("listed")


def _people_sought(con: duckdb.DuckDBPyConnection, kind: Kind, sought: pa.Table) -> None:
    """``person`` and ``<list>_hit`` as the look-up left them; who came by several keys counts once."""
    con.register("came", sought)
    con.execute("CREATE TEMP TABLE person AS SELECT DISTINCT ON (position) * FROM came")
    con.execute(f"""CREATE TEMP TABLE {kind}_hit AS
        SELECT position, hit_rid AS rid, hit_name AS name, hit_more AS {steps.LOOKED_UP[kind].more},
            hit_agreement AS agreement FROM person WHERE hit_rid IS NOT NULL""")


def _candidates(con: duckdb.DuckDBPyConnection, kind: Kind, known: pa.Table) -> None:
    con.register("offered", known if known.num_columns else candidate_schema().empty_table())
    columns = ", ".join(f'"{name}"' for name in LINES.names if name not in ("kind", "keys"))
    con.execute(f"CREATE TEMP TABLE {kind} AS SELECT DISTINCT ON (rid) {columns} FROM offered")


def _shaped(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of ``schema`` in its order and types, NULL where the table has none."""
    arrays: list[Any] = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(arrays, schema=schema)
