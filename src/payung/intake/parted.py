"""A NIK or card number in pieces, one to a column, as some registers keep it (area, birth, serial): brought together in
the first of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from payung.identity import nik
from payung.intake.fields import recognise
from payung.intake.workbook import Cell, RawSheet, Row, text_of

_LOOKED_AT = 300
_MOST, _LONGEST = 6, 12  # columns of one number, digits of one piece
_LEAST = 2  # so many rows must hold the pieces of a number
_USUAL, _DIFFERENT = 0.6, 0.8
_LONGEST_LABEL = 80  # signs
_ABOVE = 4  # so far above the first of them a heading may stand
# How registers cut the number; which of these, where a spreadsheet has dropped the zeros before a piece.
_CUTS = ((6, 6, 4), (4, 4, 4, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (8, 8), (6, 10), (12, 4))
_COUNTED = re.compile(r"\W*(?:ke\W*)?\d$|\W+(?:bagian|digit|kolom)\b.*$", re.I)


@dataclass(frozen=True, slots=True)
class Parted:
    """Columns from ``first`` with pieces of so many digits; ``labels`` stand over them, ``label`` is what they say together."""

    first: int
    widths: tuple[int, ...]
    label: str = ""
    labels: frozenset[str] = frozenset()

    @property
    def end(self) -> int:
        return self.first + len(self.widths)

    def mend(self, row: Row) -> None:
        cells = row[self.first : self.end]
        texts = [text_of(cell).strip(" '`") for cell in cells]
        if any(texts) and all(text.isdigit() for text in texts if text):
            pieces = zip(cells, texts, self.widths, strict=False)
            row[self.first : self.end] = [
                "".join(_whole(cell, text, width) for cell, text, width in pieces),
                *[""] * (len(cells) - 1),
            ]
        elif self.labels.issuperset(filter(None, texts)) and any(texts):
            row[self.first : self.end] = [self.label, *[""] * (len(cells) - 1)]


def together(sheet: RawSheet, on: date) -> RawSheet:
    """The sheet with numbers in pieces brought together; the same where there are none."""
    return replace(sheet, open_rows=lambda: _rows(sheet.rows(), on))


def _rows(rows: Iterator[Row], on: date) -> Iterator[Row]:
    head = list(islice(rows, _LOOKED_AT))
    found = _found(head, on)
    if not found:
        yield from head
        yield from rows
        return
    for each in (head, rows):
        for row in each:
            for parted in found:
                parted.mend(row)
            yield row


def _whole(cell: Cell, text: str, width: int) -> str:
    """The piece with the zeros before it, which a spreadsheet drops from what it takes for a number."""
    return text if isinstance(cell, str) or not text else text.zfill(width)


def _found(head: Sequence[Row], on: date) -> list[Parted]:
    pieces = [[_piece(cell) for cell in row] for row in head]
    held = [at for at, each in enumerate(pieces) if sum(map(bool, each)) >= _LEAST]
    found: list[Parted] = []
    width = max((len(pieces[at]) for at in held), default=0)
    first = 0
    while first < width - 1:
        parted = next(
            filter(None, (_at(head, pieces, held, first, count, on) for count in range(_MOST, 1, -1))), None
        )
        if parted is None:
            first += 1
        else:
            found.append(parted)
            first = parted.end
    return found


def _piece(cell: Cell) -> str:
    text = text_of(cell).strip(" '`") if isinstance(cell, str | int | float) else ""
    return text if len(text) <= _LONGEST and text.isascii() and text.isdigit() else ""


def _at(
    head: Sequence[Row],
    pieces: Sequence[Sequence[str]],
    held: Sequence[int],
    first: int,
    count: int,
    on: date,
) -> Parted | None:
    end = first + count
    rows = [at for at in held if len(pieces[at]) >= end and all(pieces[at][first:end])]
    if len(rows) < _LEAST or not (label := _label(head[max(0, rows[0] - _ABOVE) : rows[0]], first, end)):
        return None
    said, labels = label
    cells = [head[at][first:end] for at in rows]
    if (widths := _widths(cells)) is None:
        return None
    parted = Parted(first, widths, said, labels)
    numbers = []
    for each in cells:
        whole: Row = [*[""] * first, *each]
        parted.mend(whole)
        numbers.append(str(whole[first]))
    good = {number for number in numbers if nik.is_well_formed(number, on)}
    if said:  # a family's number may come several times
        return parted if sum(number in good for number in numbers) >= _USUAL * len(numbers) else None
    return parted if len(good) >= max(_LEAST, _DIFFERENT * len(numbers)) else None


def _widths(cells: Sequence[Row]) -> tuple[int, ...] | None:
    """How many digits stand in each column, where they make sixteen."""
    longest, exact = [], []
    for column in zip(*cells, strict=True):
        texts = [text_of(cell).strip(" '`") for cell in column]
        as_text = {len(text) for text, cell in zip(texts, column, strict=True) if isinstance(cell, str)}
        if len(as_text) > 1:
            return None
        longest.append(max(map(len, texts)))
        exact.append(bool(as_text))
    for cut in ((tuple(longest),) if sum(longest) == nik.LENGTH else ()) + _CUTS:
        fits = len(cut) == len(longest) and longest[0] == cut[0]
        if fits and all(
            a == b if is_text else a <= b for a, b, is_text in zip(longest, cut, exact, strict=True)
        ):
            return cut
    return None


def _label(above: Sequence[Row], first: int, end: int) -> tuple[str, frozenset[str]] | None:
    """What the headings over the columns say together, "" where there are none; None where they speak of other things."""
    named, labels = "", set[str]()
    for row in above:
        texts = [" ".join(text_of(cell).split()) for cell in row[first:end]]
        if not any(texts):
            continue
        if max(map(len, texts)) > _LONGEST_LABEL:
            return None
        bases = {_COUNTED.sub("", text) for text in texts if text}
        field = recognise(bases.pop()) if len(bases) == 1 else None
        if not named and field and field[0] in ("nik", "kk") and texts[0]:
            named = _COUNTED.sub("", texts[0])
            labels.update(filter(None, texts))
        elif any(texts[1:]):
            labels.update(filter(None, texts))
        if not named and any(recognise(text) for text in texts[1:]):
            return None
    return named, frozenset(labels) if named else frozenset()
