"""Cells merged over several rows: one KK, address or village for all members of a family."""

from __future__ import annotations

from payung.intake.workbook import Cell, RawSheet, Row

# What one merged cell, or "as above", may say of several people.
SHARED = (
    "kk",
    "head",
    "address",
    "rt",
    "rw",
    "rt_rw",
    "hamlet",
    "village",
    "village_code",
    "district",
    "occupation",
)


class Merges:
    """The merged cells of a sheet, followed row by row."""

    def __init__(self, sheet: RawSheet) -> None:
        # First row of a merged cell over several rows -> its column and last row; and those that are open now.
        self._from: dict[int, list[tuple[int, int]]] = {}
        for (top, column), (bottom, _) in sheet.merged:
            if bottom > top:
                self._from.setdefault(top + 1, []).append((column - sheet.left, bottom + 1))
        self.any = bool(self._from)
        self.open: dict[int, tuple[int, Cell]] = {}

    def enter(self, number: int, row: Row) -> None:
        """Take note of the cells that begin in this row."""
        for column, last in self._from.get(number, ()):
            if 0 <= column < len(row):
                self.open[column] = (last, row[column])

    def filled_down(self, number: int, row: Row, fields: dict[str, int]) -> Row:
        """The row with what merged cells say of it."""
        shared = {fields[name] for name in SHARED if name in fields}
        filled = list(row)
        for column in shared & self.open.keys():
            last, value = self.open[column]
            if number > last:
                continue
            filled += [""] * (column + 1 - len(filled))
            if filled[column] == "":
                filled[column] = value
        return filled
