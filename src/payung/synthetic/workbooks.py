"""Grids of cells, and the files that carry them: .xlsx, .xls, .ods, .csv. The same grid gives the same bytes."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from payung.synthetic.errors import scientific

Cell = str | int | date | None
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same input must give the same bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposed line as its clerk wrote it. ``person`` is the true NIK of whom it means.

    ``cells`` are keyed ``nik kk name birth_place birth_date sex address rt rw village village_code occupation phone
    mother_name income``.
    """

    person: str
    cells: Mapping[str, Cell]


@dataclass(slots=True)
class Grid:
    """One sheet. ``merges`` are (first row, first column, last row, last column), from nought.

    ``people`` is the truth: the row number, as Excel shows it, of every entry.
    """

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    people: list[tuple[int, Entry]] = field(default_factory=list)
    hidden: bool = False

    def line(self, *cells: Cell) -> None:
        self.rows.append(list(cells))

    def person(self, entry: Entry, cells: list[Cell]) -> None:
        self.rows.append(cells)
        self.people.append((len(self.rows), entry))


def write(path: Path, grids: Sequence[Grid]) -> Path:
    """Write the grids in the format that the suffix names. A .csv takes exactly one grid."""
    path.parent.mkdir(parents=True, exist_ok=True)
    {".xlsx": _write_xlsx, ".xls": _write_xls, ".ods": _write_ods, ".csv": _write_csv}[path.suffix](
        path, grids
    )
    return path


def _write_xlsx(path: Path, grids: Sequence[Grid]) -> None:
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        middle = book.add_format({"align": "center", "valign": "vcenter"})
        for grid in grids:
            page = book.add_worksheet(grid.name[:31])
            if grid.hidden:
                page.hide()
            for first_row, first_column, last_row, last_column in grid.merges:
                page.merge_range(first_row, first_column, last_row, last_column, "", middle)
            for at, row in enumerate(grid.rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        page.write_string(at, column, value)
                    elif isinstance(value, int):
                        page.write_number(at, column, value)
                    elif value is not None:
                        page.write_datetime(at, column, _midnight(value), day)


def _write_xls(path: Path, grids: Sequence[Grid]) -> None:
    """Excel 97. Needs xlwt, which only the development environment has."""
    import xlwt  # type: ignore[import-untyped]

    book: Any = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="dd-mm-yyyy")
    for grid in grids:
        page = book.add_sheet(grid.name[:31])
        page.visibility = int(grid.hidden)
        covered = {(merge[0], merge[1]): merge for merge in grid.merges}
        for at, row in enumerate(grid.rows):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if (at, column) in covered:
                    first_row, first_column, last_row, last_column = covered[at, column]
                    page.write_merge(first_row, last_row, first_column, last_column, value)
                elif isinstance(value, date):
                    page.write(at, column, _midnight(value), day)
                else:
                    page.write(at, column, value)
    book.save(str(path))


def _write_csv(path: Path, grids: Sequence[Grid]) -> None:
    """As Excel in Indonesia saves it: semicolons, Windows-1252, CRLF; long numbers lose their digits."""
    (grid,) = grids
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        width = max((len(row) for row in grid.rows), default=0)
        for row in grid.rows:
            writer.writerow([_csv_cell(value) for value in row] + [""] * (width - len(row)))


def _csv_cell(value: Cell) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and value >= 10**12:
        return scientific(str(value))
    return "" if value is None else str(value)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - spreadsheets know no zones


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _write_ods(path: Path, grids: Sequence[Grid]) -> None:
    tables = "".join(_ods_table(grid) for grid in grids)
    parts = {
        "mimetype": _ODS_TYPE,
        "content.xml": f"{_ODS_HEAD}{tables}{_ODS_TAIL}",
        "META-INF/manifest.xml": _ODS_MANIFEST,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text, method)


def _ods_table(grid: Grid) -> str:
    spans = {(merge[0], merge[1]): merge for merge in grid.merges}
    lines = []
    for at, row in enumerate(grid.rows):
        cells = "".join(_ods_cell(value, spans.get((at, column))) for column, value in enumerate(row))
        lines.append(f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>")
    style = ' table:style-name="hidden"' if grid.hidden else ""
    return f'<table:table table:name="{escape(grid.name)}"{style}>{"".join(lines)}</table:table>'


def _ods_cell(value: Cell, merge: tuple[int, int, int, int] | None) -> str:
    span = ""
    if merge:
        rows, columns = merge[2] - merge[0] + 1, merge[3] - merge[1] + 1
        span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        text = f"{value:%d-%m-%Y}"
    elif isinstance(value, int):
        kind, text = f'office:value-type="float" office:value="{value}"', str(value)
    else:
        kind, text = 'office:value-type="string"', escape(value)
    return f"<table:table-cell{span} {kind}><text:p>{text}</text:p></table:table-cell>"
