"""Whole columns of cells at once: a distinct cell is worked out once, and one that is already as it should be not at
all. What comes out is cell for cell what the functions of ``cells`` say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from payung.identity import nik
from payung.intake import cells
from payung.intake.workbook import Cell, text_of

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
# Beyond this a column is nearly all different, and remembering it only costs memory.
_REMEMBERED = 200_000
_SAMPLE = 1_000
# A text that ``cells.plain`` gives back as it is, but for the words of nothing: visible ASCII without &, single spaces,
# no quotation mark at either end, no equals sign at the beginning.
_PLAIN = r"^[!-%(-<>-_a-~](?:(?: ?[!-%'-~])* ?[!-%(-_a-~])?$"


@cache
def _nothing() -> pa.StringArray:
    """Made when it is asked for: the first array made from a list imports pandas, where that is installed."""
    return pa.array(sorted(word for word in cells.NOTHING if word.isascii()), pa.string())


_PHONE = r"^[0-9]{6,}$"
_SIXTEEN = r"^[0-9]{16}$"


class Book:
    """What cells say by ``work``. (True and 1 are equal to a dictionary; so is what they say in every column that we
    read.)"""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._places = _Places(work)

    def codes(self, column: Sequence[Any]) -> Codes:
        """For each cell the place of what it says in ``values``, until ``codes`` is called again."""
        if len(self._places) > _REMEMBERED:
            self._places = _Places(self._places.work)
        return np.fromiter(map(self._places.__getitem__, column), np.int32, len(column))

    @property
    def values(self) -> list[Any]:
        return self._places.said

    def said(self, column: Sequence[Any]) -> pa.Array:
        """The texts that the cells say."""
        codes = self.codes(column)
        if len(self.values) > len(codes):  # a long book, a short column: only the pages that are wanted
            wanted, places = np.unique(codes, return_inverse=True)
            return texts(map(self.values.__getitem__, wanted.tolist())).take(pa.array(places))
        return texts(self.values).take(pa.array(codes))


class _Places(dict[Any, int]):
    def __init__(self, work: Callable[[Any], Any]) -> None:
        super().__init__()
        self.work, self.said = work, list[Any]()

    def __missing__(self, cell: Any) -> int:
        at = self[cell] = len(self.said)
        self.said.append(self.work(cell))
        return at


def texts(values: Iterable[str]) -> pa.Array:
    return pa.array(values, pa.string())


def flags(array: pa.Array) -> Flags:
    return array.to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def either(first: pa.Array, second: pa.Array | None) -> pa.Array:
    """The first where it has something, else the second."""
    return first if second is None else pc.if_else(pc.equal(first, ""), second, first)


def is_varied(column: Sequence[object]) -> bool:
    """Whether nearly every cell is another, as names and phone numbers are: nothing to gain from remembering."""
    sample = column[:_SAMPLE]
    return len(set(sample)) > 0.6 * len(sample)


def plain(column: Sequence[Cell]) -> pa.Array:
    """``cells.plain`` of cells nearly all different; those that it would give back as they are skip it."""
    return _worked(column, cells.plain, _is_plain)


def phones(column: Sequence[Cell]) -> pa.Array:
    return _worked(column, cells.phone, lambda array: pc.match_substring_regex(array, _PHONE))


def _is_plain(array: pa.Array) -> pa.Array:
    nothing = pc.is_in(pc.ascii_lower(array), value_set=_nothing())
    return pc.and_not(pc.match_substring_regex(array, _PLAIN), nothing)


def _worked(
    column: Sequence[Cell], work: Callable[[Cell], str], is_done: Callable[[pa.Array], pa.Array]
) -> pa.Array:
    array = _as_texts(column)
    if array is None:
        return texts(map(work, column))
    undone = np.flatnonzero(~flags(is_done(array)))
    if not len(undone):
        return array
    if len(undone) == len(column):
        return texts(map(work, column))
    mask = np.zeros(len(column), bool)
    mask[undone] = True
    return pc.replace_with_mask(array, pa.array(mask), texts(work(column[at]) for at in undone.tolist()))


def _as_texts(column: Sequence[Cell]) -> pa.Array | None:
    """The column where every cell is a text."""
    try:
        array = pa.array(column, pa.string())
    except (pa.ArrowException, TypeError, ValueError):
        return None
    return None if array.null_count else array


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of NIKs or KK numbers: the digits of each, and by place those that are not plainly sixteen digits."""

    digits: pa.Array
    odd: dict[int, nik.Number]

    def repairs(self) -> pa.Array:
        repairs = [""] * len(self.digits)
        for at, number in self.odd.items():
            repairs[at] = number.repair
        return texts(repairs)

    def written(self) -> pa.Array:
        """What the cells hold that is something, but not all digits."""
        written = [""] * len(self.digits)
        for at, number in self.odd.items():
            written[at] = number.written
        return texts(written)


def numbers(column: Sequence[Cell]) -> Numbers:
    """NIKs or KK numbers out of their cells."""
    array = _as_texts(column)
    if array is None:
        sixteen = [_is_sixteen(cell) for cell in column]
        odd_at = [at for at, is_plain in enumerate(sixteen) if not is_plain]
    else:
        odd_at = np.flatnonzero(~flags(pc.match_substring_regex(array, _SIXTEEN))).tolist()
    odd = {at: _number(column[at]) for at in odd_at}
    if array is not None and not odd:
        return Numbers(array, odd)
    digits = list(column)
    for at, number in odd.items():
        digits[at] = number.digits
    return Numbers(pa.array(digits, pa.string()), odd)


def _is_sixteen(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) == nik.LENGTH and cell.isdigit() and cell.isascii()


def _number(cell: Cell) -> nik.Number:
    is_value = isinstance(cell, str | int | float) and not isinstance(cell, bool)
    return nik.read_number(cell if is_value else text_of(cell))  # type: ignore[arg-type]


class Births:
    """A column of births: for each the date where it can be one (ISO and DDMMYY), the place beside it, and whether a
    date was given at all."""

    def __init__(self, book: Book, column: Sequence[Cell]) -> None:
        codes = book.codes(column)
        wanted, self._codes = np.unique(codes, return_inverse=True)
        self._said: list[cells.Birth] = list(map(book.values.__getitem__, wanted.tolist()))

    def _each(self, values: pa.Array) -> pa.Array:
        return values.take(pa.array(self._codes))

    @property
    def iso(self) -> pa.Array:
        return self._each(texts(birth.iso for birth in self._said))

    @property
    def six(self) -> pa.Array:
        return self._each(texts(birth.six for birth in self._said))

    @property
    def place(self) -> pa.Array:
        return self._each(texts(birth.place for birth in self._said))

    @property
    def known(self) -> Flags:
        return flags(self._each(pa.array([birth.day is not None for birth in self._said])))

    def of_a_year_alone(self) -> Sequence[int]:
        """The places of those of which only the year is told."""
        alone = np.array([birth.year_alone for birth in self._said], bool)
        return np.flatnonzero(alone[self._codes]).tolist() if alone.any() else ()  # type: ignore[no-any-return]

    @property
    def given(self) -> Flags:
        return flags(self._each(pa.array([birth.given for birth in self._said])))

    def or_else(self, other: Births) -> Births:
        """These where a date was given, else the others."""
        both = object.__new__(Births)
        both._said = self._said + other._said
        both._codes = np.where(self.given, self._codes, other._codes + len(self._said))
        return both
