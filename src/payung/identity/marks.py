"""Names as numbers: how their words begin and how they end, of a hundred thousand names at a time, so that of ten million
lines only those few are spelt and cut into words by SQL that some other line could meet (``reach``).

The names of a batch lie in one run of bytes, each letter a number below 32; a mark is three of those, looked up in a
table of how they are spelt roughly (``candidates``). Where three letters do not tell (a title, a comma, DJO that may become DJOE),
the name is spelt out. What bytes cannot tell (letters beyond ASCII, a name that is empty or begins with a space) is
``odd``: nothing is known of it.
"""

from __future__ import annotations

from functools import cache, reduce
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

#: The rough spelling, in capitals, in this order.
SPELLING = (
    ("OE", "U"),
    ("DJ", "J"),
    ("TJ", "C"),
    ("KH", "H"),
    ("CH", "H"),
    ("SY", "S"),
    ("Y", "I"),
    ("J", "I"),
    ("V", "F"),
    ("Z", "S"),
    ("II", "I"),
)
TITLES = ("H", "HJ", "DRS", "BPK", "IBU", "ALM", "UST", "NY", "TN")

#: Odd numbers that spread small ones over all 64 bits: numbers multiplied by them can be added up to one for all.
SPREAD = tuple(
    np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
)

# Letters are 1 to 26, a space (or nothing) is 0; whatever else is not a letter is one sign.
_OTHER, _STOP, _BEYOND = 27, 28, 29
_CODES = np.array([
    _BEYOND if sign > 127
    else sign & 31 if chr(sign).isalpha()
    else 0 if sign == 32
    else _STOP if chr(sign) in ".,"
    else _OTHER
    for sign in range(256)
], np.uint8)  # fmt: skip
_SIGNS = " ABCDEFGHIJKLMNOPQRSTUVWXYZ?????"
# Marks that three letters do not tell: the spelling of what follows may change them, or they may be a title.
_UNTOLD, _TITLED = np.uint16(0xFFFF), np.uint16(0xFFFE)


class Marks(NamedTuple):
    """A number for each mark of each name, 0 where it has none; equal where the marks are.

    ``first``, ``second``, ``last``: how these words begin (``last`` only of three or more); ``tail``: the last three
    letters, all spelt roughly; ``rough``: of all these together. ``written``: of the first and last eight letters as written
    and how many there are. ``lone``: 1 for a single word.
    """

    first: Numbers
    second: Numbers
    last: Numbers
    tail: Numbers
    rough: Numbers
    written: Numbers
    lone: Numbers
    odd: NDArray[np.bool_]


class Glance(NamedTuple):
    """The marks that cost little: what ``Marks`` says of names, but for lines that are ``unclear``, which must be looked at closer."""

    first: Numbers
    tail: Numbers
    written: Numbers
    odd: NDArray[np.bool_]
    unclear: NDArray[np.bool_]


def at_a_glance(names: pa.Array) -> Glance:
    """The marks of names (no NULL) as ``of_written`` gives them, as far as they stand at the names' ends."""
    ends = _ends(_signs(names), _beginnings())
    first, tail = ends.first.astype(np.uint64), ends.tail.astype(np.uint64)
    return Glance(first, tail, ends.written, ends.odd, (ends.untold | ends.titled) & ~ends.odd)


def of_written(names: pa.Array) -> Marks:
    """The marks of names (no NULL) as they stand in a list: without titles, and then spelt roughly."""
    read = _read(names, _beginnings())
    marks = _marks(read)
    untold = np.flatnonzero(read.untold & ~read.ends.titled)
    if len(untold):
        spelt = of_spelt(_spelt(pc.utf8_upper(names.take(pa.array(untold)))))
        for all_of, some in zip(marks, spelt._replace(written=marks.written[untold]), strict=True):
            all_of[untold] = some
    titled = np.flatnonzero(read.ends.titled)
    if len(titled):
        bare = _bare(names.take(pa.array(titled)))
        for all_of, some in zip(marks, of_keyed(bare, _spelt(bare)), strict=True):
            all_of[titled] = some
    marks.odd[read.ends.odd] = True
    return marks


def of_keyed(bare: pa.Array, rough: pa.Array) -> Marks:
    """The marks of names (no NULL) without titles, spelt roughly already. Those of letters within ASCII hold for odd names as
    well."""
    return of_spelt(rough)._replace(written=_ends(_signs(bare), _as_they_are()).written)


def of_spelt(rough: pa.Array) -> Marks:
    """The marks of names (no NULL) spelt roughly; ``written`` is that of these."""
    return _marks(_read(rough, _as_they_are()))


class _Ends(NamedTuple):
    """How names begin and end as the tables give it; ``untold`` where a table could not, ``titled`` where something may have
    to be taken from the name first."""

    first: NDArray[np.uint16]
    tail: NDArray[np.uint32]
    written: Numbers
    odd: NDArray[np.bool_]
    untold: NDArray[np.bool_]
    titled: NDArray[np.bool_]


class _Read(NamedTuple):
    """Besides, how the other words begin, and how many spaces there are."""

    ends: _Ends
    second: NDArray[np.uint16]
    last: NDArray[np.uint16]
    spaces: NDArray[Any]
    untold: NDArray[np.bool_]


class _Table(NamedTuple):
    """By three letters, 5 bits each: how a name's first word begins, another word, the name's end."""

    opening: NDArray[np.uint16]
    word: NDArray[np.uint16]
    end: NDArray[np.uint16]
    #: Two letters that become one, by 10 bits: a name that ends with such is untold.
    pair: NDArray[np.bool_]


class _Signs(NamedTuple):
    """The numbers of all letters of names, with eight more before and behind; where each name begins, and behind the last
    where that ends; the places of what is no letter and no space."""

    bounds: NDArray[np.int64]
    signs: NDArray[np.uint8]
    others: NDArray[np.int64]


def _signs(names: pa.Array) -> _Signs:
    names = names.cast(pa.string())
    _, offsets, data = names.buffers()
    bounds = np.zeros(1, np.int64)
    if len(names):
        bounds = np.frombuffer(offsets, np.int32)[names.offset :][: len(names) + 1].astype(np.int64)
    held = np.frombuffer(data or b"", np.uint8)[bounds[0] : bounds[-1]]
    signs = np.full(len(held) + 16, _OTHER, np.uint8)
    signs[8:-8] = held & 31  # what the table has of letters and spaces
    others = np.flatnonzero(((held | 32) - ord("a") > 25) & (held != 32)) + 8
    signs[others] = _CODES[held[others - 8]]
    return _Signs(bounds - bounds[0] + 8, signs, others)


def _ends(read: _Signs, table: _Table) -> _Ends:
    bounds, signs, others = read
    start, stop = bounds[:-1], bounds[1:]
    eight = np.ndarray(len(signs) - 7, "<u8", signs, strides=(1,))
    ahead, behind, length = eight[start], eight[stop - 8], stop - start
    first = table.opening[_three(ahead.astype(np.uint32), length)]
    four = _ending((behind >> _HALF).astype(np.uint32), length)
    titled = first == _TITLED
    odd = (ahead & _BYTE == 0) | (start == stop)
    for sign, found in ((_STOP, titled), (_BEYOND, odd)):
        found[np.searchsorted(bounds, others[signs[others] == sign], "right") - 1] = True
    untold = (
        (first == _UNTOLD) | table.pair[four & 0x3FF] | table.pair[four >> 5 & 0x3FF] | table.pair[four >> 10]
    )
    return _Ends(
        first, table.end[four >> 5].astype(np.uint32), _written(ahead, behind, length),
        odd, untold & ~odd, titled & ~odd,
    )  # fmt: skip


def _read(names: pa.Array, table: _Table) -> _Read:
    read = _signs(names)
    bounds, signs, _ = read
    ends, stop = _ends(read, table), bounds[1:]
    gaps = np.flatnonzero(signs == 0)
    at = np.searchsorted(gaps, bounds)  # of each line, the number of its first gap
    spaces = np.diff(at)
    padded = np.concatenate([gaps, [len(signs)]])
    letters = np.ndarray(len(signs) - 3, "<u4", signs, strides=(1,))  # four at each place
    second, last = np.zeros(len(stop), np.uint16), np.zeros(len(stop), np.uint16)
    two, more = np.flatnonzero(spaces > 0), np.flatnonzero(spaces > 1)
    for word, of, gap in ((second, two, at[two]), (last, more, at[more + 1] - 1)):
        begins = padded[gap] + 1
        word[of] = table.word[_three(letters[begins], stop[of] - begins)]
    untold = (ends.untold | (second == _UNTOLD) | (last == _UNTOLD)) & ~ends.odd
    return _Read(ends, second, last, spaces, untold)


# Of four letters in four bytes, as many as a word has.
_KEPT = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF], np.uint32)


def _three(held: Any, length: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The first three of four letters, 5 bits each, the first lowest; of a word of that length."""
    held = held & _KEPT[np.minimum(length, 3)]
    three: NDArray[np.uint32] = held & 0x1F | held >> 3 & 0x3E0 | held >> 6 & 0x7C00
    return three


def _ending(held: Any, length: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The last four letters ``held``, 5 bits each, the first lowest; nothing before the name of that length."""
    short = np.flatnonzero(length < 4)
    lacking = (4 - length[short]).astype(np.uint32)
    held[short] = np.where(lacking < 4, held[short] >> 8 * lacking << 8 * lacking, 0)
    four: NDArray[np.uint32] = held & 0x1F | held >> 3 & 0x3E0 | held >> 6 & 0x7C00 | held >> 9 & 0xF8000
    return four


def _written(ahead: Numbers, behind: Numbers, length: NDArray[np.int64]) -> Numbers:
    """The first and last eight letters and the length, as one number."""
    ahead = ahead & _FEW[np.minimum(length, 8)]
    behind = behind & ~_FEW[np.maximum(8 - length, 0)]
    written: Numbers = ahead * SPREAD[0] + behind * SPREAD[1] + length.astype(np.uint64) * SPREAD[2]
    return written


_HALF, _BYTE = np.uint64(32), np.uint64(0xFF)
_FEW = np.array([(1 << 8 * few) - 1 for few in range(9)], np.uint64)


def _marks(read: _Read) -> Marks:
    first, second, last = (part.astype(np.uint64) for part in (read.ends.first, read.second, read.last))
    tail = read.ends.tail.astype(np.uint64)
    words = first << 32 | second << 16 | last
    rough = words * SPREAD[0] + (tail << 16 | read.spaces.astype(np.uint64)) * SPREAD[1]
    lone = (read.spaces == 0).astype(np.uint64)
    return Marks(first, second, last, tail, rough, read.ends.written, lone, read.ends.odd)


def _bare(names: pa.Array) -> pa.Array:
    """The names in capitals without titles, as ``candidates`` has them in SQL."""
    bare = pc.replace_substring_regex(pc.utf8_upper(names), ",[^\\n]*$", "")
    return pc.replace_substring_regex(bare, f"^(({'|'.join(TITLES)})[.]? )+", "", max_replacements=1)


def _spelt(names: pa.Array) -> pa.Array:
    """All in one text, which takes a tenth of the time of one by one."""
    given = names.to_pylist()
    spelt = _rough("\n".join(given)).split("\n")
    return pa.array(spelt if len(spelt) == len(given) else [_rough(name) for name in given], pa.string())


def _rough(text: str) -> str:
    return reduce(lambda said, pair: said.replace(*pair), SPELLING, text)


@cache
def _codes(text: str) -> int:
    return sum(int(_CODES[ord(sign)]) << 5 * at for at, sign in enumerate(text))


@cache
def _threes() -> list[str]:
    """Three letters at each of their numbers."""
    return [c + b + a for a in _SIGNS for b in _SIGNS for c in _SIGNS]


def _words() -> list[str]:
    return [three.partition(" ")[0] for three in _threes()]


@cache
def _as_they_are() -> _Table:
    words = np.array([_codes(word[:2]) for word in _words()], np.uint16)
    return _Table(words, words, np.arange(1 << 15, dtype=np.uint16), np.zeros(1 << 10, np.bool_))


@cache
def _beginnings() -> _Table:
    spelt = _rough("\n".join(_words())).split("\n")
    words = [
        int(_UNTOLD) if _may_change(word, rough) else _codes(rough[:2])
        for word, rough in zip(_words(), spelt, strict=True)
    ]
    openings = [
        int(_TITLED) if word in TITLES and (len(word) == 3 or word != three) else told
        for word, three, told in zip(_words(), _threes(), words, strict=True)
    ]
    sign = np.array([_codes(_rough(sign)) for sign in _SIGNS], np.uint16)
    three = np.arange(1 << 15)
    ends = sign[three & 31] | sign[three >> 5 & 31] << 5 | sign[three >> 10] << 10
    pairs = [len(_rough(a + b)) < 2 for b in _SIGNS for a in _SIGNS]
    return _Table(np.array(openings, np.uint16), np.array(words, np.uint16), ends, np.array(pairs, np.bool_))


def _may_change(word: str, spelt: str) -> bool:
    """Whether what follows three letters may change how they are spelt in the first two."""
    return len(word) == 3 and (
        len(spelt) < 2 or (len(spelt) == 2 and spelt[-1] in "ODTKC") or word.endswith("CK")
    )
