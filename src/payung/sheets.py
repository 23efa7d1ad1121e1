"""Writing spreadsheets that people can trust: digits stay text, and no cell can act as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, Literal

import xlsxwriter

from payung.language import Language, Text

Kind = Literal["text", "digits", "integer", "rupiah", "date"]
# OWASP's list of leading signs that spreadsheets take for a formula; +62812... stays as it is.
_ACTS = re.compile(r"[=@\t\r\n]|[+-](?![\d\s().-]*$)")
# With which such a text begins; looking here first spares the expression. An empty text is in every string.
_SIGNS = "=@\t\r\n+-"
_A4 = 9  # as xlsxwriter numbers paper
_LINE_HEIGHT = 15.0
_SPARE = 2  # signs of a line that stay empty where words are wrapped
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same input must give the same bytes


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key into a row, its heading, its kind, its width in characters, shown or hidden."""

    key: str
    title: Text
    kind: Kind = "text"
    width: int = 16
    hidden: bool = False


def neutral(value: str) -> str:
    """The value, disarmed with a leading apostrophe where a spreadsheet would run it as a formula.

    >>> neutral('=HYPERLINK("x")'), neutral("+62812 3456"), neutral("-")
    ('\\'=HYPERLINK("x")', '+62812 3456', '-')
    """
    return f"'{value}" if value[:1] in _SIGNS and _ACTS.match(value) else value


def write_csv(
    stream: IO[str], columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], language: Language
) -> None:
    """Comma-separated, one heading line; the caller opens the stream (``newline=""``) and picks the encoding."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.title.to(language) for column in columns])
    for row in rows:
        writer.writerow([_plain(row.get(column.key)) for column in columns])


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else neutral(str(value))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: title lines, a heading row, rows, and column totals under the rows if asked for.

    ``tall``: rows are as high as their longest text needs, which not every program finds out by itself. ``kept``: so many
    columns at the left stay in sight.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Any]]
    title: Sequence[str] = ()
    totals: bool = False
    tall: bool = False
    kept: int = 0


def write_xlsx(target: IO[bytes] | str, sheets: Sequence[Sheet], language: Language) -> None:
    """Write a workbook, heading frozen and filterable. The same input gives the same bytes."""
    options = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": _MADE, "author": "Payung"})
        formats = _formats(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_sheet_name(sheet.name)), sheet, formats, language)


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Lembar"


def _formats(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True, "valign": "top"}
        ),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "digits": book.add_format({"valign": "top", "num_format": "@"}),
        "integer": book.add_format({"valign": "top", "num_format": "#,##0"}),
        "rupiah": book.add_format({"valign": "top", "num_format": '"Rp"#,##0'}),
        "date": book.add_format({"valign": "top", "num_format": "dd-mm-yyyy", "align": "left"}),
        "total": book.add_format({"bold": True, "top": 1, "num_format": "#,##0"}),
    }


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any], language: Language) -> None:
    for line, text in enumerate(sheet.title):
        page.write_string(line, 0, neutral(text), formats["title"] if line == 0 else formats["digits"])
    head = len(sheet.title) + (1 if sheet.title else 0)
    for at, column in enumerate(sheet.columns):
        # The format of the whole column: an empty cell, or a line added below, is typed as its neighbours are.
        page.set_column(at, at, column.width, formats[column.kind], {"hidden": column.hidden})
        page.write_string(head, at, column.title.to(language), formats["head"])
    sums = [0] * len(sheet.columns)
    line = head
    cells = [(at, column.key, column.kind, formats[column.kind]) for at, column in enumerate(sheet.columns)]
    for line, row in enumerate(sheet.rows, start=head + 1):
        for at, key, kind, form in cells:
            value = row.get(key)
            if value is None or value == "":
                continue
            _write_cell(page, line, at, kind, value, form)
            if kind in ("integer", "rupiah") and isinstance(value, int):
                sums[at] += value
        if sheet.tall:
            page.set_row(line, _LINE_HEIGHT * _lines(row, sheet.columns))
    page.freeze_panes(head + 1, sheet.kept)
    page.autofilter(head, 0, max(line, head), len(sheet.columns) - 1)
    if sheet.totals:
        page.write_string(line + 1, 0, Text("Jumlah", "Total").to(language), formats["total"])
        for at, column in enumerate(sheet.columns):
            if column.kind in ("integer", "rupiah"):
                page.write_number(line + 1, at, sums[at], formats["total"])
    if sheet.tall:
        titles = {column.key: column.title.to(language) for column in sheet.columns}
        page.set_row(head, _LINE_HEIGHT * _lines(titles, sheet.columns))
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)


def _lines(row: Mapping[str, Any], columns: Sequence[Column]) -> int:
    """Of the text that needs most; a word that does not fit goes to the next line, so that a line is not filled."""
    return max(
        sum(
            -(-len(part) // max(column.width - _SPARE, 1)) or 1
            for part in str(row.get(column.key) or "").split("\n")
        )
        for column in columns
        if column.kind == "text" and not column.hidden
    )


def _write_cell(page: Any, line: int, at: int, kind: Kind, value: Any, form: Any) -> None:
    if kind in ("integer", "rupiah"):
        page.write_number(line, at, value, form)
    elif kind == "date" and isinstance(value, date):
        page.write_datetime(line, at, datetime(value.year, value.month, value.day), form)  # noqa: DTZ001
    else:
        page.write_string(line, at, neutral(str(value)), form)
