"""Sheets of cells out of any file that we read, one row at a time."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from types import TracebackType
from typing import Any

import defusedxml.ElementTree
import python_calamine

from payung.intake import archive, biff, delimited, opendocument, parquet, spreadsheetml, webpage
from payung.intake.source import Kind, Source, damaged, examine, locked

Cell = str | float | int | bool | date | datetime | time | timedelta
Row = list[Cell]
# ((first row, first column), (last row, last column)), from 0, both ends included
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class RawSheet:
    """One sheet as the file has it. ``rows`` starts at row 1 and gives blank rows too; column ``left`` (from 0)
    is the first of each row. ``height`` is 0 where it cannot be known before reading."""

    name: str
    hidden: bool
    open_rows: Callable[[], Iterator[Row]]
    height: int = 0
    left: int = 0
    merged: tuple[Range, ...] = ()
    uncomputed: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0
    struck: frozenset[int] = frozenset()  # numbers of rows, as Excel counts
    overfull: delimited.Overfull = field(
        default_factory=delimited.Overfull
    )  # of a text, known once it has been read

    def rows(self) -> Iterator[Row]:
        return self.open_rows()


def open_sheets(source: Source) -> Iterator[RawSheet]:
    """The sheets of a file, hidden ones included. Raises ``UnusableInput`` for what cannot be read."""
    kind = examine(source)
    if kind == "text":
        told = delimited.Overfull()
        name = _text_sheet_name(source)
        yield RawSheet(name, False, lambda: iter(delimited.rows(source, told)), overfull=told)  # type: ignore[arg-type]
        return
    if kind == "parquet":
        yield RawSheet(_text_sheet_name(source), False, lambda: parquet.rows(source), parquet.height(source))
        return
    if kind == "html":
        page = webpage.read(source)
        yield RawSheet(
            _text_sheet_name(source),
            False,
            lambda: _copies(page.rows),
            len(page.rows),
            merged=tuple(page.merged),
        )
        return
    if kind == "xml":
        for each in spreadsheetml.read(source):
            yield _xml_sheet(each)
        return
    if kind == "biff":
        for old in biff.read(source):
            rows = old.rows()
            yield RawSheet(old.name, old.hidden, partial(_copies, rows), len(rows))
        return
    contents = archive.look_inside(source) if kind == "zip" else archive.Contents("xls")
    yield from _open_workbook(source, contents)


def _xml_sheet(sheet: spreadsheetml.Sheet) -> RawSheet:
    return RawSheet(
        sheet.name, sheet.hidden, lambda: _copies(sheet.rows), len(sheet.rows), merged=tuple(sheet.merged)
    )


def _copies(rows: Sequence[Sequence[Cell]]) -> Iterator[Row]:
    """Rows that a reader may change."""
    return map(list, rows)


def _text_sheet_name(source: Source) -> str:
    return source.shown.rsplit(".", 1)[0]


def _open_workbook(source: Source, contents: archive.Contents) -> Iterator[RawSheet]:
    kind, uncomputed = contents.kind, contents.uncomputed
    parts = _sheet_parts(source) if uncomputed or contents.hidden_rows or contents.struck else {}
    spans = opendocument.spans(source) if contents.spans_rows else {}
    with _Guard(source, kind), source.path.open("rb") as stream:
        book = python_calamine.load_workbook(stream)
        metadata = list(book.sheets_metadata)
    for index, about in enumerate(metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        with _Guard(source, kind, about.name):
            sheet = book.get_sheet_by_index(index)
            merged = tuple(sheet.merged_cell_ranges or ()) or tuple(spans.get(about.name, ()))
            start = sheet.start
        yield RawSheet(
            name=about.name,
            hidden=about.visible != python_calamine.SheetVisibleEnum.Visible,
            open_rows=_rows_of(source, kind, sheet),
            height=sheet.total_height if start else 0,
            left=start[1] if start else 0,
            merged=merged,
            uncomputed=uncomputed.get(parts.get(about.name, ""), {}),
            hidden_rows=contents.hidden_rows.get(parts.get(about.name, ""), 0),
            struck=contents.struck.get(parts.get(about.name, ""), frozenset()),
        )


def _rows_of(source: Source, kind: Kind, sheet: Any) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        if kind == "xls":  # at most 65,536 rows; never suspended while the error stream is silenced
            with _Guard(source, kind, sheet.name):
                every = list(sheet.iter_rows())
            yield from every
            return
        with _Guard(source, kind, sheet.name):
            yield from sheet.iter_rows()

    return rows


def _sheet_parts(source: Source) -> dict[str, str]:
    """Sheet name -> its part in the archive, by the workbook's relations."""
    try:
        with zipfile.ZipFile(source.path) as parts:
            relations = defusedxml.ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
            book = defusedxml.ElementTree.fromstring(parts.read("xl/workbook.xml"))
    except (KeyError, zipfile.BadZipFile, defusedxml.ElementTree.ParseError) as error:
        raise damaged(source) from error
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            target = targets.get(relation, "").lstrip("/")
            found[sheet.get("name", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return found


class _Guard:
    """Turns the library's complaints into ours. A damaged .xls can make its Rust code panic: that arrives as an
    exception outside ``Exception`` after a message on the error stream, which people must not see."""

    def __init__(self, source: Source, kind: Kind, sheet: str | None = None) -> None:
        self._source, self._sheet = source, sheet
        self._stack = contextlib.ExitStack()
        self._silent = kind == "xls"

    def __enter__(self) -> _Guard:
        if self._silent:
            self._stack.enter_context(_silenced())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._stack.close()
        if kind is None or error is None:
            return
        if issubclass(kind, python_calamine.PasswordError):
            raise locked(self._source) from error
        if issubclass(kind, python_calamine.CalamineError) or kind.__name__ == "PanicException":
            raise damaged(self._source, self._sheet) from error


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def is_filled(row: Row) -> bool:
    return any(cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in row)


def text_of(cell: Cell) -> str:
    """The cell as people see it: whole numbers without decimals, dates ISO.

    >>> text_of(3577011205800001.0), text_of(date(1980, 5, 12)), text_of(" Budi ")
    ('3577011205800001', '1980-05-12', ' Budi ')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
