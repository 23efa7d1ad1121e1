"""What can be told of an old Office file (sectors in chains, as on a disk) before the library opens it: a chain bent into
a ring would hold it for ever, and a cell placed beyond all sheets would fill the memory. Whatever else may be wrong is
left for the library to tell."""

from __future__ import annotations

import struct

_LAST = 0xFFFFFFFA  # numbers from here on are no sectors but marks
_IN_HEADER = 109  # so many sectors of the table of sectors are named in the header itself
_ENTRY, _ROOT, _SMALL = 128, 5, 64
_BOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_SHIFTS = (9, 12)
_ROWS, _COLUMNS = 65_536, 256
_EXTENT, _MANY = 0x0200, (0x00BD, 0x00BE)
# Records of cells: row and column come first, in those of several cells the last column too.
_CELLS = frozenset((*_MANY, 0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027E))


class RingError(ValueError):
    """A chain that comes back to itself."""


def is_safe(data: bytes) -> bool:
    """Whether the file may be opened: no ring, and no cell beyond the last column that Excel 97 had."""
    try:
        sectors = _Sectors(data)
        sectors.follow()
        return _is_within(sectors.book())
    except RingError:
        return False
    except struct.error:  # shorter than a header
        return True


def _is_within(records: bytes) -> bool:
    at, end = 0, len(records) - 4
    while at <= end:
        kind, length = struct.unpack_from("<HH", records, at)
        if kind in _CELLS and length >= 6:
            last = at + 2 + length if kind in _MANY else at + 6
            if last + 2 <= len(records) and struct.unpack_from("<H", records, last)[0] >= _COLUMNS:
                return False
        elif kind == _EXTENT and length >= 8 and not _is_extent(records[at + 4 : at + 4 + length]):
            return False
        at += 4 + length
    return True


def _is_extent(body: bytes) -> bool:
    """First and last row and column that a sheet says it has; in four bytes or two for each row."""
    if len(body) < 8:
        return True
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) >= 12 else "<HHHH", body)
    return bool(bottom - top <= _ROWS and right - left <= _COLUMNS)


class _Sectors:
    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        self._size = 1 << (shift if shift in _SHIFTS else _SHIFTS[0])
        self._after = self._table()
        self._root = b""  # the stream that holds all small ones

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _numbers(self, number: int) -> list[int]:
        held = self._sector(number)
        return list(struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4]))

    def _table(self) -> list[int]:
        """Sector -> the sector after it."""
        (further,) = struct.unpack_from("<I", self._data, 68)
        named = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        seen: set[int] = set()
        while further < _LAST and (held := self._numbers(further)):
            if further in seen:
                raise RingError
            seen.add(further)
            *more, further = held
            named += more
        return [after for number in named if number < _LAST for after in self._numbers(number)]

    def follow(self) -> None:
        """Every chain to its end, those of the streams that the directory names among them."""
        for entry in self._entries():
            self._held(entry)

    def book(self) -> bytes:
        """The stream of the workbook; empty where there is none."""
        for entry in self._entries():
            if entry[: entry[64] - 2 if entry[64] > 2 else 0].decode("utf-16-le", "replace") in _BOOKS:
                numbers, is_small = self._held(entry)
                return b"".join(map(self._small_sector if is_small else self._sector, numbers))
        return b""

    def _small_sector(self, number: int) -> bytes:
        if not self._root:
            self._root = b"".join(map(self._sector, self._held(self._entries()[0])[0]))
        return self._root[number * _SMALL : (number + 1) * _SMALL]

    def _entries(self) -> list[bytes]:
        (directory,) = struct.unpack_from("<I", self._data, 48)
        held = b"".join(map(self._sector, _chain(self._after, directory)))
        return [held[at : at + _ENTRY] for at in range(0, len(held) - _ENTRY + 1, _ENTRY)]

    def _held(self, entry: bytes) -> tuple[list[int], bool]:
        """The sectors of a stream, and whether they are small ones within the stream of the first entry."""
        (smallest,) = struct.unpack_from("<I", self._data, 56)
        first, size = struct.unpack_from("<II", entry, 116)
        is_small = entry[66] != _ROOT and size < smallest
        if not entry[66] or (is_small and not size):
            return [], is_small
        return _chain(self._small() if is_small else self._after, first), is_small

    def _small(self) -> list[int]:
        (table,) = struct.unpack_from("<I", self._data, 60)
        return [after for number in _chain(self._after, table) for after in self._numbers(number)]


def _chain(after: list[int], first: int) -> list[int]:
    found: list[int] = []
    seen: set[int] = set()
    while first < len(after):
        if first in seen:
            raise RingError
        seen.add(first)
        found.append(first)
        first = after[first]
    return found
