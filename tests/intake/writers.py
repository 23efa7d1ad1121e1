"""Files of the corpus: what a case of it is, who stands in it, and how a file of each kind is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from intake.people import Someone, people

Row = Sequence[Any]
Build = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A file, and what is expected: people (the fields named), skipped rows by reason, or a refusal."""

    name: str
    file: str
    build: Build
    people: Sequence[dict[str, str]] = ()
    skipped: dict[str, int] = field(default_factory=dict)
    refused: str = ""


CASES: list[Case] = []


def case(
    file: str,
    people: Sequence[dict[str, str]] = (),
    skipped: dict[str, int] | None = None,
    refused: str = "",
) -> Callable[[Build], Build]:
    def add(build: Build) -> Build:
        CASES.append(Case(build.__name__, file, build, people, skipped or {}, refused))
        return build

    return add


def xlsx(
    path: Path, *sheets: tuple[str, Sequence[Row]], hidden: Sequence[str] = (), merges: Sequence[str] = ()
) -> None:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yyyy"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(at, column, value)
                    elif value is not None:
                        sheet.write(at, column, value)
            for area in merges:
                top = sheet.table
                first = area.split(":")[0]
                row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
                held = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
                assert top is not None
                sheet.merge_range(area, held)
            if name in hidden:
                sheet.hide()


def expect(*listed: Someone, **more: str) -> list[dict[str, str]]:
    return [{**each.expected, **more} for each in listed]


FULL = ("No", "NIK", "No KK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "L/P", "Alamat", "Pekerjaan")


def full(n: int, each: Someone) -> Row:
    return (n, each.nik, each.kk, each.name, each.place, each.dmy(), each.sex, each.address, each.job)


def listing(*listed: Someone) -> list[Row]:
    return [FULL, *(full(n, each) for n, each in enumerate(listed, start=1))]


A, B, C, D, E, F = people(6)


def xls(path: Path, *sheets: tuple[str, Sequence[Row]]) -> None:
    book = xlwt.Workbook()
    dates = xlwt.easyxf(num_format_str="DD-MM-YYYY")
    for name, rows in sheets:
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date | datetime):
                    sheet.write(at, column, value, dates)
                elif value not in ("", None):
                    sheet.write(at, column, value)
    book.save(str(path))


def ods(path: Path, *sheets: tuple[str, Sequence[Row]]) -> None:
    book = OpenDocumentSpreadsheet()
    for name, rows in sheets:
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                cell = (
                    TableCell(valuetype="float", value=str(value))
                    if isinstance(value, int)
                    else TableCell(valuetype="string")
                )
                if value not in ("", None):
                    cell.addElement(P(text=str(value)))
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))


def text(path: Path, rows: Sequence[Row], delimiter: str, encoding: str) -> None:
    lines = [delimiter.join(str(cell) for cell in row) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


def xlsx_exact(path: Path, rows: Sequence[Row]) -> None:
    """By openpyxl, which writes whole numbers with all their digits."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
