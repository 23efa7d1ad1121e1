"""Workbooks of Excel 2 to 5 that are a bare stream of records, with no container around them: old programs wrote them
under the name .xls, and web applications still do with a few lines of code."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from payung.intake.source import Source, damaged, locked

Value = str | float | datetime
_BEGINS = (0x0009, 0x0209, 0x0409, 0x0809)
_BEGIN = frozenset(_BEGINS)
_END, _SHEETS, _CODE_PAGE, _EPOCH_1904, _LOCKED = 0x000A, 0x0085, 0x0042, 0x0022, 0x002F
_LABELS, _NUMBERS, _INTEGER, _RK, _MANY_RK = (
    (0x0004, 0x0204, 0x00D6),
    (0x0003, 0x0203),
    0x0002,
    0x027E,
    0x00BD,
)
_FORMULAS, _TEXTS = (0x0006, 0x0206, 0x0406), (0x0007, 0x0207)
_FORMATS, _STYLES = (0x001E, 0x041E), (0x0043, 0x0243, 0x0443, 0x00E0)
_DATE_FORMATS = frozenset((14, 15, 16, 17, 22))
_CODE_PAGES = {10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256


@dataclass
class Sheet:
    name: str
    hidden: bool = False
    cells: dict[int, dict[int, Value]] = field(default_factory=dict)

    def rows(self) -> list[list[Value]]:
        """From row 1, blank ones included."""
        rows: list[list[Value]] = []
        for at in range(max(self.cells, default=-1) + 1):
            held = self.cells.get(at, {})
            rows.append([held.get(column, "") for column in range(max(held, default=-1) + 1)])
        return rows


def read(source: Source) -> list[Sheet]:
    """The worksheets of the file. Raises ``UnusableInput`` for one that is cut off or damaged."""
    try:
        return _Book(source).sheets()
    except (struct.error, IndexError, ValueError, OverflowError, LookupError) as error:
        raise damaged(source) from error


class _Book:
    """One file being read, record by record."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._data = source.path.read_bytes()
        self._name = source.shown.rsplit(".", 1)[0]
        self._encoding = ""
        self._epoch = date(1899, 12, 30)
        self._version = 0
        self._formats: list[tuple[int, str]] = []
        self._styles: list[int] = []
        self._asked: tuple[int, int] | None = None  # the formula whose text comes in the record after it

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        while at < len(self._data):
            kind, length = struct.unpack_from("<HH", self._data, at)
            body = self._data[at + 4 : at + 4 + length]
            if len(body) < length:
                raise ValueError("cut off")
            yield kind, body
            at += 4 + length

    def sheets(self) -> list[Sheet]:
        named: list[tuple[int, Sheet]] = []
        only = Sheet(self._name)
        for kind, body in self._records(0):
            if kind in _BEGIN:
                self._version = _BEGINS.index(kind) + 2
                if body[2:4] == b"\x10\0":
                    break
            elif kind == _SHEETS and self._version >= 5:
                named.append(self._sheet(body))
            else:
                self._global(kind, body)
        if not named:
            return [self._filled(only, 0)]
        return [self._filled(sheet, start) for start, sheet in named]

    def _sheet(self, body: bytes) -> tuple[int, Sheet]:
        start, hidden, kind, length = struct.unpack_from("<IBBB", body)
        if kind:  # a chart, or macros
            return len(self._data), Sheet(self._text(body[7 : 7 + length]), True)
        return start, Sheet(self._text(body[7 : 7 + length]), bool(hidden & 3))

    def _global(self, kind: int, body: bytes) -> None:
        if kind == _LOCKED:
            raise locked(self._source)
        if kind == _CODE_PAGE:
            (page,) = struct.unpack_from("<H", body)
            self._encoding = _CODE_PAGES.get(page, f"cp{page}")
            "".encode(self._encoding)
        elif kind == _EPOCH_1904 and body[:1] == b"\x01":
            self._epoch = date(1904, 1, 1)
        elif kind in _FORMATS:
            number = struct.unpack_from("<H", body)[0] if self._version >= 4 else len(self._formats)
            self._formats.append((number, self._text(body[3 if self._version >= 4 else 1 :])))
        elif kind in _STYLES:
            self._styles.append(body[1] if self._version in (3, 4) else body[2])

    def _filled(self, sheet: Sheet, start: int) -> Sheet:
        begun = False
        for kind, body in self._records(start):
            if kind == _END and begun:
                break
            begun = begun or kind in _BEGIN
            self._global(kind, body)
            for row, column, value in self._cells(kind, body):
                if row >= _MAX_ROWS or column >= _MAX_COLUMNS:
                    raise ValueError((row, column))
                if value != "":
                    sheet.cells.setdefault(row, {})[column] = value
        return sheet

    def _cells(self, kind: int, body: bytes) -> Iterator[tuple[int, int, Value]]:
        asked, self._asked = self._asked, None
        if kind in _TEXTS and asked is not None:
            yield (*asked, self._text(body[1 if self._version == 2 else 2 :]))
            return
        if kind not in (*_LABELS, *_NUMBERS, _INTEGER, _RK, _MANY_RK, *_FORMULAS):
            return
        row, column = struct.unpack_from("<HH", body)
        old = kind in (0x0002, 0x0003, 0x0004) or (kind == 0x0006 and self._version == 2)
        after = 7 if old else 6  # of Excel 2 with three bytes of looks, later with the number of a style
        style = -1 - (body[5] & 0x3F) if old else struct.unpack_from("<H", body, 4)[0]
        if kind in _LABELS:
            size = 1 if old else 2
            length = int.from_bytes(body[after : after + size], "little")
            yield row, column, self._text(body[after + size : after + size + length])
        elif kind in _NUMBERS:
            yield row, column, self._number(struct.unpack_from("<d", body, after)[0], style)
        elif kind == _INTEGER:
            yield row, column, self._number(struct.unpack_from("<H", body, after)[0], style)
        elif kind == _RK:
            yield row, column, self._number(_rk(body[6:10]), style)
        elif kind == _MANY_RK:
            for at, place in enumerate(range(4, len(body) - 2, 6)):
                style = struct.unpack_from("<H", body, place)[0]
                yield row, column + at, self._number(_rk(body[place + 2 : place + 6]), style)
        elif body[after + 6 : after + 8] != b"\xff\xff":
            yield row, column, self._number(struct.unpack_from("<d", body, after)[0], style)
        elif body[after] == 0:
            self._asked = row, column

    def _number(self, number: float, style: int) -> Value:
        if not self._is_date(style):
            return number
        return datetime.combine(self._epoch, datetime.min.time()) + timedelta(days=number)

    def _is_date(self, style: int) -> bool:
        """``style`` below 0 is the number of a format itself, counted from -1."""
        form = -1 - style if style < 0 else self._styles[style] if style < len(self._styles) else 0
        written = dict(self._formats).get(form)
        if written is None:
            return form in _DATE_FORMATS
        return (
            any(sign in written.lower().replace("general", "") for sign in ("d", "y")) and "#" not in written
        )

    def _text(self, data: bytes) -> str:
        if self._encoding:
            return data.decode(self._encoding, errors="replace")
        try:  # what states nothing was written by a web application of today or by an old Excel
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", errors="replace")


def _rk(four: bytes) -> float:
    (whole,) = struct.unpack("<i", four)
    number = (
        float(whole >> 2)
        if whole & 2
        else struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", whole & 0xFFFFFFFC))[0]
    )
    return number / 100 if whole & 1 else number
