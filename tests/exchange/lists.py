"""Writes the spreadsheets that the tests of exchange read."""

from __future__ import annotations

import csv

import xlsxwriter
import xlwt


def write(path, rows, sheet="Sheet1"):
    """Rows of cells (text, number, date, None) in the format that the path's ending names."""
    {".xlsx": _xlsx, ".xls": _xls, ".csv": _csv}[path.suffix](path, rows, sheet)
    return path


def _xlsx(path, rows, sheet):
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yyyy"}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    (page.write_string if isinstance(cell, str) else page.write)(at, column, cell)


def _xls(path, rows, sheet):
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                page.write(at, column, cell)
    book.save(str(path))


def _csv(path, rows, _sheet):
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=";").writerows(
            ["" if cell is None else cell for cell in row] for row in rows
        )
