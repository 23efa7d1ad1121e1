"""Cells of an OpenDocument sheet that reach over several rows, which the library that reads the file does not tell of."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import defusedxml.ElementTree

from payung.intake.source import Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
Range = tuple[tuple[int, int], tuple[int, int]]


def spans(source: Source) -> dict[str, list[Range]]:
    """Sheet -> its cells over several rows, from 0, both ends included."""
    found: dict[str, list[Range]] = {}
    name, number = "", 0
    with zipfile.ZipFile(source.path) as archive, archive.open("content.xml") as stream:
        for event, element in defusedxml.ElementTree.iterparse(stream, events=("start", "end")):
            if event == "start" and element.tag == f"{_TABLE}table":
                name, number = element.get(f"{_TABLE}name", ""), 0
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                found.setdefault(name, []).extend(_of_row(element, number))
                number += int(element.get(f"{_TABLE}number-rows-repeated", 1))
                element.clear()
    return found


def _of_row(row: Element, number: int) -> list[Range]:
    column, found = 0, []
    for cell in row:
        down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
        across = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
        if down > 1:
            found.append(((number, column), (number + down - 1, column + across - 1)))
        column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
    return found
