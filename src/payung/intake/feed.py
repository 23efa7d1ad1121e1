"""The rows of a sheet one after the other, with a look at those to come."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from payung.intake import packed
from payung.intake.beside import Beside
from payung.intake.workbook import RawSheet, Row, text_of

Numbered = tuple[int, Row]


class Feed:
    """Numbers rows as Excel does. ``beside`` takes what belongs to a second list, once it has begun."""

    def __init__(self, sheet: RawSheet) -> None:
        self._sheet = sheet
        self.beside = Beside()
        self.split: packed.Cut | None = None  # what cuts a text that stands in one column
        self._ahead: deque[Numbered] = deque()
        self.rest = self._numbered()  # without those looked at

    def _numbered(self) -> Iterator[Numbered]:
        uncomputed, left = self._sheet.uncomputed, self._sheet.left
        by_row: dict[int, list[tuple[int, str]]] = {}
        for (line, column), formula in uncomputed.items():
            by_row.setdefault(line, []).append((column, formula))
        for line, row in enumerate(self._sheet.rows()):
            for column, formula in by_row.get(line, ()):
                if 0 <= column - left < len(row) and row[column - left] == "":
                    row[column - left] = formula
            whole = packed.apart(row, self.split) if self.split else row
            yield line + 1, (self.beside.off(line + 1, whole) if self.beside.cut else whole)

    def next(self) -> Numbered | None:
        return self._ahead.popleft() if self._ahead else next(self.rest, None)

    def peek(self, count: int) -> list[Numbered]:
        while len(self._ahead) < count and (numbered := next(self.rest, None)) is not None:
            self._ahead.append(numbered)
        return [self._ahead[at] for at in range(min(count, len(self._ahead)))]

    def unpack(self, cut: packed.Cut) -> None:
        """From here on, the texts of rows with one cell are cut; those looked at too."""
        self.split = cut
        self._ahead = deque((number, packed.apart(row, cut)) for number, row in self._ahead)

    def cut(self, number: int, row: Row) -> Row:
        """The row without what belongs to the list beside; those looked at are cut too."""
        row = self.beside.off(number, row)
        self._ahead = deque((line, self.beside.off(line, each)) for line, each in self._ahead)
        return row

    def texts(self, count: int) -> list[list[str]]:
        """The next rows as texts."""
        return [[text_of(cell) for cell in row] for _, row in self.peek(count)]
