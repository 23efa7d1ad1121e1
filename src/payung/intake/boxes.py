"""What is written one sign to a cell, as in the boxes of a paper form: brought together in the first of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from payung.identity import nik
from payung.intake import headers
from payung.intake.fields import recognise
from payung.intake.workbook import Cell, RawSheet, Row, text_of

_LOOKED_AT = 300
# How many boxes a field has, at least and at most; spaces and dashes between groups of them are among the most.
_WIDTHS = {
    "nik": (14, 22), "kk": (14, 22), "phone": (9, 20), "birth_date": (6, 12), "rt": (2, 4), "rw": (2, 4),
    "name": (8, 60), "birth_place": (6, 40), "address": (8, 80), "mother_name": (8, 60),
}  # fmt: skip
_WORDS = ("name", "birth_place", "address", "mother_name")
_LEAST = 2  # so many rows without any heading must have a NIK in boxes
_USUAL = 0.6


class Span(NamedTuple):
    """Columns from ``first`` to before ``end``; in words a blank box is a space."""

    first: int
    end: int
    words: bool
    label: str = ""


def together(sheet: RawSheet, on: date) -> RawSheet:
    """The sheet with numbers and words in boxes brought together; the same where there are none."""
    return replace(sheet, open_rows=lambda: _rows(sheet.rows(), on))


def _rows(rows: Iterator[Row], on: date) -> Iterator[Row]:
    head = list(islice(rows, _LOOKED_AT))
    lined = [_line(row) for row in head]
    has_lines = any(line is not row for line, row in zip(lined, head, strict=True))
    spans = _spans(lined, on)
    yield from (_mended(row, spans) for row in lined) if spans else lined
    if not spans and not has_lines:
        yield from rows
        return
    for row in rows:
        yield _mended(_line(row) if has_lines else row, spans)


def is_box(cell: Cell) -> bool:
    """One sign: a digit, or a letter."""
    if isinstance(cell, str):
        return len(cell.strip()) == 1
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell in range(10)


def said(cells: Sequence[Cell], words: bool = False) -> str:
    """What stands in boxes; nothing where some cell holds more than one sign, or only one holds any."""
    held = [cell for cell in cells if cell != "" and text_of(cell).strip()]
    if len(held) < 2 or not all(map(is_box, held)):
        return ""
    signs = [text_of(cell).strip() or " " * words for cell in cells]
    return " ".join("".join(signs).split())


def _mended(row: Row, spans: Sequence[Span]) -> Row:
    for first, end, words, label in spans:
        boxes = row[first:end]
        if text := said(boxes, words):
            row[first:end] = [text, *[""] * (len(boxes) - 1)]
        elif label and len(boxes) > 1 and {text_of(cell).strip() for cell in boxes} == {label}:
            # A merged heading that was filled into each cell.
            row[first:end] = [label, *[""] * (len(boxes) - 1)]
    return row


def _line(row: Row) -> Row:
    """A line that gives one number in boxes behind its label, as "No. KK : 1 3 0 3 …" above a family."""
    if len(row) <= nik.LENGTH or not any(map(is_box, row)):
        return row
    held = [at for at, cell in enumerate(row) if text_of(cell).strip(" :=")]
    label = text_of(row[held[0]]) if held else ""
    boxes = held[1:]
    if len(boxes) != nik.LENGTH or (recognise(label.strip(" :=")) or ("",))[0] not in ("nik", "kk"):
        return row
    number = said([row[at] for at in boxes])
    return [*row[: boxes[0]], number, *[""] * (len(row) - boxes[0] - 1)] if number else row


def _spans(head: Sequence[Row], on: date) -> list[Span]:
    boxed = [
        at
        for at, row in enumerate(head)
        if sum(map(is_box, row)) >= _WIDTHS["birth_date"][0]
        and not headers.is_numbering([text_of(cell).strip() for cell in row])
    ]
    if not boxed:
        return []
    found: dict[int, Span] = {}
    for at, row in enumerate(head[: boxed[-1]]):
        for span in _headed(row):
            if span.first not in found and _is_boxed(span, [head[line] for line in boxed if line > at]):
                found[span.first] = span
    labelled = {
        column
        for at, row in enumerate(head[: boxed[0]])
        for column, cell in enumerate(row)
        if isinstance(cell, str) and len(cell.strip()) > 1
    }
    taken = labelled | {column for span in found.values() for column in range(span.first, span.end)}
    return [*found.values(), *_without_heading([head[at] for at in boxed], taken, on)]


def _headed(row: Row) -> Iterator[Span]:
    """The columns that a heading spans: up to the next one."""
    labels = [" ".join(cell.split()) if isinstance(cell, str) else text_of(cell) for cell in row]
    for first, label in enumerate(labels):
        field = (recognise(label) or ("",))[0] if len(label) > 1 else ""
        if field not in _WIDTHS or (first and labels[first - 1] == label):
            continue
        least, most = _WIDTHS[field]
        end = first + 1
        while end < len(labels) and end - first < most and labels[end] in ("", label):
            end += 1
        if end == len(labels):  # the rows below may be longer
            end = first + most
        if end - first >= least:
            yield Span(first, end, field in _WORDS, label)


def _is_boxed(span: Span, rows: Sequence[Row]) -> bool:
    held = [row[span.first : span.end] for row in rows]
    held = [cells for cells in held if sum(text_of(cell).strip() != "" for cell in cells) > 1]
    return bool(held) and sum(bool(said(cells)) for cells in held) > _USUAL * len(held)


def _without_heading(rows: Sequence[Row], taken: set[int], on: date) -> Iterator[Span]:
    """Sixteen columns without a heading of their own whose digits are NIKs in most rows, a different one in each."""
    width = max(map(len, rows))
    for first in range(width - nik.LENGTH + 1):
        columns = set(range(first, first + nik.LENGTH))
        if columns & taken:
            continue
        numbers = [said(row[first : first + nik.LENGTH]) for row in rows]
        good = {number for number in numbers if nik.is_well_formed(number, on)}
        if len(good) >= max(_LEAST, _USUAL * len(rows)):
            taken |= columns
            yield Span(first, first + nik.LENGTH, False)
