"""Two people in the cells of one row: two NIKs in one cell, two names in another."""

from __future__ import annotations

import re

from payung.intake.blocks import Heading
from payung.intake.cells import number_and_name
from payung.intake.couples import OWN
from payung.intake.workbook import Cell, Row, text_of

_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .]?\d){15}(?!\d)")
_BETWEEN = re.compile(r"\s*(?:\n|\r|;|\||&|\+|\s/\s|\bdan\b)\s*", re.I)
_LINES = re.compile(r"[\n\r;]+")
_SLASH = re.compile(r"\s*/\s*")
_COUNT = re.compile(r"^\s*\(?\d{1,2}\s*[.)]\s*(?=\D|\d{16})")
_NOT_BETWEEN = re.compile(r"[^\s\d./,;&|+()'\"–-]")
_WORDS_BETWEEN = re.compile(r"\b(?:dan|nik|no|ktp|kk|istri|suami|lama|baru|asli|salah|benar)\b", re.I)
_SLASHED = ("name", "sex", "occupation", "phone", "mother_name", "birth_place")


def niks_in(cell: Cell) -> list[str]:
    """The NIKs of a cell that holds several and nothing else; empty for any other.

    >>> niks_in("1303064101500001 / 1303061206570002"), niks_in("1303064101500001")
    (['1303064101500001', '1303061206570002'], [])
    """
    if not isinstance(cell, str) or len(cell) < 32:
        return []
    found = _SIXTEEN.findall(cell)
    rest = _WORDS_BETWEEN.sub("", _SIXTEEN.sub("", cell))
    return found if len(set(found)) > 1 and not _NOT_BETWEEN.search(rest) else []


def apart(row: Row, heading: Heading) -> list[Row]:
    """The row once for each of its people, where there are as many names as NIKs; once, with all its NIKs, where there are
    not; none for the row of one person. What has no parts is said of all."""
    if "nik_name" in heading.fields and not heading.several:
        return _lines_apart(row, heading.fields["nik_name"])
    at, name = heading.fields.get("nik", -1), heading.fields.get("name", -1)
    niks = niks_in(row[at]) if 0 <= at < len(row) and not heading.several else []
    if not niks:
        return []
    names = _parts(row[name], "name") if 0 <= name < len(row) else []
    if len(names) != len(niks) or not all(map(_is_name, names)):
        return [[*row[:at], " / ".join(niks), *row[at + 1 :]]]
    each: list[Row] = [list(row) for _ in niks]
    for field in OWN & heading.fields.keys():
        column = heading.fields[field]
        said = _parts(row[column], field) if column < len(row) else []
        if len(said) == len(niks):
            for whose, part in zip(each, said, strict=True):
                whose[column] = part
    for whose, digits in zip(each, niks, strict=True):
        whose[at] = digits
    return each


def _lines_apart(row: Row, at: int) -> list[Row]:
    """The row once for each line of a cell that holds NIK and name of another person on each."""
    cell = row[at] if at < len(row) else ""
    parts = [part for part in _LINES.split(cell) if part.strip()] if isinstance(cell, str) else []
    told = [number_and_name(part) for part in parts]
    if len(parts) < 2 or not all(
        _SIXTEEN.fullmatch(number.strip()) and _is_name(name) for number, name in told
    ):
        return []
    return [[*row[:at], part, *row[at + 1 :]] for part in parts]


def _parts(cell: Cell, field: str) -> list[str]:
    text = text_of(cell).strip()
    if field == "kk":
        return _SIXTEEN.findall(text)
    parts = _BETWEEN.split(text)
    if len(parts) == 1 and field in _SLASHED:
        parts = _SLASH.split(text)
    return [_COUNT.sub("", part).strip() for part in parts if part.strip()]


def _is_name(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 1 and not any(map(str.isdigit, text))
