"""A second list that stands beside the first: its cells are put by while the first is read, then read as a sheet."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from payung.intake import places
from payung.intake.blocks import Above
from payung.intake.workbook import RawSheet, Row


class Beside:
    """Cuts rows at a column; what lies right of it is kept. ``cut`` is 0 as long as there is no second list."""

    def __init__(self) -> None:
        self.cut = 0
        self._rows: list[tuple[int, Row]] = []
        self._above = Above()

    def begin(self, column: int, above: Above, titles: list[list[str]]) -> None:
        """``titles`` are the lines above both lists: what stands right of the cut speaks of the second alone."""
        self.cut = column
        self._above = Above(village=above.village, district=above.district)
        for texts in titles:
            named = places.named(texts[column:], plain=True)
            self._above = replace(
                self._above, **{name: said for name, said in named.items() if name in ("village", "district")}
            )

    def off(self, number: int, row: Row) -> Row:
        """The row without what is the second list's."""
        self._rows.append((number, row[self.cut :]))
        return row[: self.cut]

    def sheet(self, sheet: RawSheet) -> tuple[RawSheet, Above]:
        """The second list as a sheet of its own, and what the lines above say of its people."""
        rows = self._rows
        blank: list[Row] = [[]] * (rows[0][0] - 1)
        beside = replace(
            sheet,
            open_rows=lambda: chain(blank, (row for _, row in rows)),
            left=sheet.left + self.cut,
            merged=tuple(each for each in sheet.merged if each[0][1] - sheet.left >= self.cut),
            uncomputed={},
        )
        return beside, self._above
