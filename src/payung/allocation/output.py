"""The plan as files: all of them, or none."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa

from payung.allocation.engine import Allocation
from payung.allocation.people import connect
from payung.errors import Place, UnusableInput
from payung.language import Text

FILES = ("plan.csv", "waiting.csv", "summary.json")
# ``payung.sheets.neutral`` for whole columns: a leading sign that a spreadsheet would run gets an apostrophe.
_NEUTRAL = """CREATE TEMP MACRO neutral(t) AS CASE
    WHEN left(t, 1) IN ('=', '@', chr(9), chr(10), chr(13)) THEN '''' || t
    WHEN left(t, 1) IN ('+', '-') AND NOT regexp_full_match(t[2:], '[\\d\\s().-]*') THEN '''' || t
    ELSE t END"""


def write(allocation: Allocation, out: Path) -> None:
    """Write the three files into ``out``, made where it is missing: in a folder beside it first, then moved."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        working = Path(tempfile.mkdtemp(prefix=".payung-", dir=out))
    except OSError as error:
        raise UnusableInput(
            Text("folder hasil tidak dapat dibuat", "the output folder cannot be made"),
            Text("Pilih folder lain dengan --out", "Choose another folder with --out"),
            Place(file=str(out)),
        ) from error
    try:
        with connect() as con:
            con.execute(_NEUTRAL)
            _csv(con, allocation.plan, working / FILES[0])
            _csv(con, allocation.waiting, working / FILES[1])
        text = json.dumps(allocation.summary, ensure_ascii=False, indent=2) + "\n"
        (working / FILES[2]).write_text(text, encoding="utf-8")
        for name in FILES:
            os.replace(working / name, out / name)
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _csv(con: duckdb.DuckDBPyConnection, table: pa.Table, path: Path) -> None:
    columns = ", ".join(
        f'neutral("{field.name}") AS "{field.name}"' if pa.types.is_string(field.type) else f'"{field.name}"'
        for field in table.schema
    )
    target = str(path).replace("'", "''")
    con.register("given", table)
    con.execute(f"COPY (SELECT {columns} FROM given) TO '{target}' (FORMAT csv, HEADER, DELIMITER ',')")
    con.unregister("given")
