"""Excel's "XML Spreadsheet 2003", which systems write under the name .xls or .xml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from payung.intake.source import MEND_SAVE, Source, damaged
from payung.language import Text

_MAX_CELLS = 20_000_000
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_EMPTY_ROWS = 100_000  # as many blank rows as an index may leap over


@dataclass
class Sheet:
    """One worksheet: its rows from row 1, and cells over several rows as ((first row, column), (last row, column))."""

    name: str
    hidden: bool = False
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    cells: int = 0


def read(source: Source) -> list[Sheet]:
    """The worksheets of the file. Raises ``UnusableInput`` for one that is damaged or unsafe."""
    try:
        return list(_sheets(source))
    except DefusedXmlException as error:
        raise source.refuse(
            Text("Berkas memuat definisi XML yang tidak aman", "The file holds an unsafe XML definition"),
            MEND_SAVE,
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(source) from error


def _sheets(source: Source) -> Iterator[Sheet]:
    sheet = Sheet("")
    held: list[Element] = []
    with source.path.open("rb") as stream:
        for event, element in defusedxml.ElementTree.iterparse(
            stream, events=("start", "end"), forbid_dtd=True
        ):
            name = _bare(element.tag)
            if event == "start":
                if name == "Worksheet":
                    sheet = Sheet(_told(element, "Name"))
                elif name == "Table":
                    held.append(element)
                continue
            if name == "Row":
                _add_row(sheet, element)
                if held:  # read; what stays hanging from the table would fill the memory
                    held[-1].clear()
                if sheet.cells > _MAX_CELLS:
                    raise ValueError("cells")
            elif name == "Visible":
                sheet.hidden = (element.text or "").strip().startswith(
                    "Sheet"
                ) and element.text != "SheetVisible"
            elif name == "Worksheet":
                yield sheet
                element.clear()


def _bare(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _told(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _bare(key) == name), "")


def _place(element: Element, after: int, most: int) -> int:
    """Where a row or cell stands, from 0: its index where it has one."""
    stated = _told(element, "Index")
    at = int(stated) - 1 if stated else after
    if not after <= at < most:
        raise ValueError(stated)
    return at


def _add_row(sheet: Sheet, element: Element) -> None:
    at = _place(element, len(sheet.rows), _MAX_ROWS)
    if at - len(sheet.rows) > _EMPTY_ROWS:
        raise ValueError(at)
    sheet.rows.extend([] for _ in range(at - len(sheet.rows)))
    row: list[Any] = []
    below = {
        column for (top, column), (bottom, _) in sheet.merged[-500:] if top < at <= bottom
    }  # taken by a cell above
    for cell in element:
        if _bare(cell.tag) != "Cell":
            continue
        if not _told(cell, "Index"):
            while len(row) in below:
                row.append("")
        column = _place(cell, len(row), _MAX_COLUMNS)
        row += [""] * (column - len(row))
        row.append(_value(cell))
        across, down = (int(_told(cell, f"Merge{way}") or 0) for way in ("Across", "Down"))
        row += [""] * min(across, _MAX_COLUMNS)
        if down > 0:
            sheet.merged.append(((at, column), (at + down, column)))
    sheet.cells += len(row)
    sheet.rows.append(row)


def _value(cell: Element) -> Any:
    data = next((each for each in cell if _bare(each.tag) == "Data"), None)
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = _told(data, "Type")
    if kind == "Number":
        return int(text) if text.strip().isdigit() else float(text)
    if kind == "DateTime":
        return datetime.fromisoformat(text.strip()[:19])
    if kind == "Boolean":
        return text.strip() in ("1", "true")
    return text
