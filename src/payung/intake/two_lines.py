"""People who stand on two lines each, the NIK below the name (or above it) in one column: the second line is read as if
it went on to the right of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from payung.intake import headers
from payung.intake.headers import Header, Texts
from payung.intake.workbook import Cell, Row, text_of

_Kind = Literal["nik", "name", ""]
_LEAST = 0.7  # of the lines with a NIK, how many must stand beside a name's
_NIK_DIGITS = 14
_LETTERS = re.compile(r"[^\W\d_]")
_LABELS = {"nik": "NIK", "name": "Nama"}


@dataclass(frozen=True, slots=True)
class TwoLines:
    """Under ``header``, whose second half of columns is the second line's: ``column`` holds ``first`` and, a line below,
    the other of name and NIK; ``own`` are the columns whose second line means something else than their first."""

    header: Header
    width: int
    column: int
    first: _Kind
    number: int | None
    own: frozenset[int]

    def are_one(self, first: Row, second: Row) -> bool:
        """Whether the two lines are those of one person."""
        kinds = _kind(first, self.column), _kind(second, self.column)
        counted = self.number is not None and _text(second, self.number) != ""
        return kinds == (self.first, _OTHER[self.first]) and not counted

    def joined(self, first: Row, second: Row) -> Row:
        """Both lines as one row. What goes on below ("Sawahlunto," above "12-05-1980") is put behind what it follows."""
        row: Row = [*first[: self.width], *[""] * (2 * self.width - len(first[: self.width]))]
        for at, cell in enumerate(second[: self.width]):
            if at in self.own or _text(first, at) == "":
                row[at if at not in self.own else self.width + at] = cell
            elif _text(second, at):
                row[at] = f"{_text(first, at)} {_text(second, at)}"
        return row

    def whole(self, rows: Sequence[Row]) -> list[Row]:
        """Rows below the heading with every two lines of a person joined."""
        told: list[Row] = []
        for row in rows:
            if told and self.are_one(told[-1], row):
                told[-1] = self.joined(told[-1], row)
            else:
                told.append(row)
        return told


_OTHER: dict[_Kind, _Kind] = {"nik": "name", "name": "nik", "": ""}


def find(header: Header, below: Sequence[Row]) -> TwoLines | None:
    """How people stand on two lines under the heading, None where they do not; ``below`` starts right under it."""
    if header.several or header.beside:
        return None
    column = header.fields.get("nik_name", header.fields.get("name", header.fields.get("nik")))
    nik_at = header.fields.get("nik", column)
    if column is None or nik_at != column:
        return None
    second = _second_heading(header, below, column)
    people = [row for row in below if any(cell != "" for cell in row)]
    kinds = [_kind(row, column) for row in people]
    first: _Kind = next((kind for kind in kinds if kind), "")
    at = header.fields.get("number")
    trial = TwoLines(header, len(header.labels), column, first, at, frozenset((column,)))
    pairs = sum(trial.are_one(above, under) for above, under in pairwise(people))
    if not first or pairs < 2 or pairs < _LEAST * kinds.count("nik"):
        return None
    return _with_second(trial, second)


def _second_heading(header: Header, below: Sequence[Row], column: int) -> Header | None:
    """The heading of the second lines, where it stands in a row of its own right below that of the first."""
    if not below:
        return None
    texts: Texts = [text_of(cell) for cell in below[0]]
    found = headers.find([texts])
    names = {"nik", "name"} & header.fields.keys()
    if found is None or found.height > 1 or len(names) != 1:
        return None
    other = "nik" if names == {"name"} else "name"
    return found if found.fields.get(other) == column else None


def _with_second(trial: TwoLines, second: Header | None) -> TwoLines:
    header, width, column = trial.header, trial.width, trial.column
    labels = [*header.labels, *[""] * width]
    fields = {name: at for name, at in header.fields.items() if name not in ("nik_name", "nik", "name")}
    own = {column}
    for name, at in (second.fields if second else {}).items():
        if at < width and name not in fields:
            own.add(at)
            fields[name] = width + at
            labels[width + at] = second.labels[at] if second else ""
    below = _OTHER[trial.first]
    fields |= {trial.first: column, below: width + column}
    labels[width + column] = labels[width + column] or _LABELS[below]
    whole = replace(
        header,
        labels=tuple(labels),
        fields=dict(sorted(fields.items(), key=lambda each: each[1])),
        height=header.height + (second is not None),
    )
    return replace(trial, header=whole, own=frozenset(own))


def _text(row: Sequence[Cell], at: int) -> str:
    return text_of(row[at]).strip() if at < len(row) else ""


def _kind(row: Sequence[Cell], column: int) -> _Kind:
    """What the cell is, so far as it can be told apart at a glance."""
    text = _text(row, column)
    digits, letters = sum(sign.isdigit() for sign in text), len(_LETTERS.findall(text))
    if digits >= _NIK_DIGITS and letters <= 2:
        return "nik"
    return "name" if letters >= 2 and not digits else ""
