"""Decisions and summary as files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.verification.engine import Verification

# ``payung.sheets.neutral`` for whole columns: a leading sign that a spreadsheet would run gets an apostrophe.
_NEUTRAL = """neutral(t) AS CASE
    WHEN left(t, 1) IN ('=', '@', chr(9), chr(10), chr(13)) THEN '''' || t
    WHEN left(t, 1) IN ('+', '-') AND NOT regexp_full_match(t[2:], '[\\d\\s().-]*') THEN '''' || t
    ELSE t END"""
# One comparison tells of most cells that they begin with none of those signs, which all lie outside these bounds.
_CELL = """CASE WHEN "{0}" = '' THEN NULL WHEN "{0}" < '.' OR "{0}" >= '=' AND "{0}" < 'A' THEN neutral("{0}")
    ELSE "{0}" END AS "{0}" """


def write(verification: Verification, out: Path) -> None:
    """Write ``decisions.csv`` and ``summary.json`` into ``out``, made where it is missing. Each file appears whole or not at all."""
    make_directory(out)
    _whole(out / "decisions.csv", lambda path: write_decisions(verification.decisions, path))
    text = json.dumps(verification.summary, ensure_ascii=False, indent=2) + "\n"
    _whole(out / "summary.json", lambda path: path.write_text(text, encoding="utf-8"))


def write_decisions(decisions: pa.Table, path: Path) -> None:
    """UTF-8, comma, one heading line, quotes only where needed; empty cells are empty."""
    columns = ", ".join(
        _CELL.format(field.name) if pa.types.is_string(field.type) else f'"{field.name}"'
        for field in decisions.schema
    )
    # With several threads DuckDB may write large parts in another order.
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}) as con:
        con.execute(f"CREATE TEMP MACRO {_NEUTRAL}")
        con.register("decisions", decisions)
        target = str(path).replace("'", "''")
        con.execute(
            f"COPY (SELECT {columns} FROM decisions) TO '{target}' (FORMAT csv, HEADER, DELIMITER ',')"
        )


def make_directory(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableInput(
            Text("folder hasil tidak dapat dibuat", "the output folder cannot be made"),
            Text("Pilih folder lain dengan --out", "Choose another folder with --out"),
            Place(file=str(path)),
        ) from error


def _whole(path: Path, write_to: Callable[[Path], object]) -> None:
    partial = path.with_name(path.name + ".partial")
    write_to(partial)
    os.replace(partial, path)
