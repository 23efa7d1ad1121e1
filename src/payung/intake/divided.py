"""Cells that say several things with strokes between them, as their heading does: "NAMA / ALAMAT" over "Siti / Jorong Koto". Each
is put in a column of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from payung.intake import content
from payung.intake.fields import parts, squeeze
from payung.intake.headers import Header
from payung.intake.workbook import Cell, Row, text_of

_LEAST, _USUAL = 2, 0.6  # of the cells, how many must be divided as the heading is
_FITTING = 0.6  # of the parts, how many must look like what they are said to be
_LONGEST = 300  # signs of a cell
_KNOWN = ({"nik", "name"}, {"nik", "kk"}, {"name", "kk"}, {"nik", "name", "kk"})  # read elsewhere
_TESTED = ("nik", "kk", "sex", "phone", "birth", "birth_date")
_BY_SEX = re.compile(r"\(?\s*(?:L\s*/\s*P|P\s*/\s*L)\s*\)?\s*$", re.I)
# What stands between the parts; whatever divides more of the cells than those before it.
_SIGNS = tuple(map(re.compile, (r"\s*\n\s*", r"(?<=\s)/(?=\s)", r"[/|;]", r"\((?=[^()]*\)\s*$)")))
_EDGES = " \t\r\n/|;,"


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a divided column stands, what its parts are and where they go, what divides its cells, and how it is headed."""

    at: int
    told: tuple[str, ...]
    places: tuple[int, ...]
    sign: re.Pattern[str]
    label: str

    def cut(self, cell: Cell) -> list[str]:
        """The parts of a cell, nothing where it has fewer than its heading; an address may have such signs in it."""
        if not isinstance(cell, str) or len(cell) > _LONGEST or squeeze(cell) == squeeze(self.label):
            return []
        cells = self.sign.split(cell)
        more = len(cells) - len(self.told)
        if more > 0 and "address" in self.told:
            at = self.told.index("address")
            cells[at : at + more + 1] = ["/".join(cells[at : at + more + 1])]
        bare = [part.strip(_EDGES) for part in cells]
        if self.sign is _SIGNS[-1] and len(bare) > 1:
            bare[-1] = bare[-1].rstrip(") ")
        return bare if len(bare) == len(self.told) else []


@dataclass(frozen=True, slots=True)
class Divided:
    """The divided columns under ``header``, which has further columns from ``width`` on for their parts."""

    header: Header
    width: int
    columns: tuple[_Column, ...]

    def apart(self, row: Row) -> Row:
        if len(row) > self.width:
            return row
        whole: Row = [*row, *[""] * (len(self.header.labels) - len(row))]
        for column in self.columns:
            cut = column.cut(row[column.at]) if column.at < len(row) else []
            for place, part in zip(column.places, cut, strict=False):
                whole[place] = part
        return whole


class Dividing:
    """The divided columns of each heading of a list; ``row`` is for the heading in force."""

    def __init__(self, on: date, by_hand: bool) -> None:
        self._on, self._by_hand = on, by_hand
        self._under: dict[tuple[str, ...], Divided | None] = {}
        self._now: Divided | None = None

    def header(self, header: Header, below: Sequence[Row]) -> Header:
        """The heading with a column for each part; the same where nothing is divided. Looked at once for each heading."""
        if header.signature not in self._under:
            found = None if self._by_hand else _find(header, below[:_LONGEST], self._on)
            self._under[header.signature] = found
            if found is not None:
                self._under[found.header.signature] = found
        found = self._under[header.signature]
        return found.header if found else header

    def use(self, header: Header) -> None:
        self._now = self._under.get(header.signature)

    def rows(self, header: Header, rows: Sequence[Row]) -> list[Row]:
        found = self._under.get(header.signature)
        return [found.apart(row) for row in rows] if found else list(rows)

    @property
    def row(self) -> Callable[[Row], Row] | None:
        return self._now.apart if self._now else None


def _find(header: Header, below: Sequence[Row], on: date) -> Divided | None:
    if header.several or header.beside:
        return None
    width = max([len(header.labels), *map(len, below)])
    labels = [*header.labels, *[""] * (width - len(header.labels))]
    fields = dict(header.fields)
    columns: list[_Column] = []
    for at, label in enumerate(header.labels):
        told = _told(label)
        own = {name.partition("@")[0] for name, column in fields.items() if column != at}
        if len(told) < 2 or len(set(told)) < len(told) or own.intersection(told):
            continue
        places = (at, *range(len(labels), len(labels) + len(told) - 1))
        cells = [row[at] for row in below if at < len(row) and text_of(row[at]).strip()]
        if (column := _divided(_Column(at, told, places, _SIGNS[0], label), cells, on)) is None:
            continue
        columns.append(column)
        fields = {name: place for name, place in fields.items() if place != at}
        fields |= {
            f"{name}@{place}" if name.startswith("_") else name: place
            for name, place in zip(told, places, strict=True)
        }
        labels += [label] * (len(told) - 1)
    if not columns:
        return None
    fields = dict(sorted(fields.items(), key=lambda each: each[1]))
    return Divided(replace(header, labels=tuple(labels), fields=fields), width, tuple(columns))


def _told(label: str) -> tuple[str, ...]:
    """What the parts of the cells are by the heading; nothing where that is read elsewhere."""
    by_sex = _BY_SEX.search(label[-12:])
    before = label[: len(label) - len(by_sex.group())] if by_sex else label
    told = (*parts(before), "sex") if by_sex and before.strip() else tuple(parts(label))
    return () if set(told) in _KNOWN or len(told) < 2 else told


def _divided(column: _Column, cells: Sequence[Cell], on: date) -> _Column | None:
    """The column with the sign that divides most of its cells into what the heading says."""
    best, most = None, max(_LEAST, _USUAL * len(cells)) - 1
    for sign in _SIGNS:
        tried = replace(column, sign=sign)
        cut = [each for each in map(tried.cut, cells) if each]
        if len(cut) > most and _fit(tried.told, cut, on):
            best, most = tried, len(cut)
    return best


def _fit(told: Sequence[str], cut: Sequence[Sequence[str]], on: date) -> bool:
    tests = content.tests(on)
    return all(
        content.share([each[at] for each in cut], tests[name]) >= _FITTING
        for at, name in enumerate(told)
        if name in _TESTED and name in tests
    )
