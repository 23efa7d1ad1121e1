"""Tables for thousands of rows: repeated header, zebra, groups, subtotals; drawn straight onto the page.

Platypus needs several times as long for the same table; a list of 5,000 people is an ordinary annex.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from payung.documents.paper import LEADING, Align, Paper, text_width, wrap

_PAD_X = 3.0
_PAD_Y = 2.0


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``share`` is the width as a part of the sum of all shares."""

    title: str
    share: float
    align: Align = "left"


class Table:
    """Draws below the paper's cursor; a page that ends is followed by one with the header and the open group."""

    def __init__(self, paper: Paper, columns: Sequence[TableColumn], *, size: float = 7.6) -> None:
        self._paper = paper
        self._columns = tuple(columns)
        self._size = size
        self._leading = size * LEADING
        unit = paper.width / sum(column.share for column in columns)
        self._widths = [column.share * unit for column in columns]
        self._lefts = [paper.left + sum(self._widths[:at]) for at in range(len(columns))]
        self._group = ""
        self._striped = False
        self._ink = HexColor(paper.theme.ink)
        self._header()

    def _header(self) -> None:
        paper, bold = self._paper, self._paper.font(True)
        cells = [
            wrap(column.title, bold, self._size, width - 2 * _PAD_X)
            for column, width in zip(self._columns, self._widths, strict=True)
        ]
        height = max(map(len, cells)) * self._leading + 2 * _PAD_Y
        paper.need(height + 3 * self._line_height(1))
        paper.box(paper.left, paper.y - height, paper.width, height, paper.theme.head)
        paper.rule(thickness=0.9)
        self._draw(cells, bold)
        paper.rule(thickness=0.9)

    def row(self, cells: Sequence[str], *, continued: bool = False) -> None:
        """One row; a cell too wide for its column wraps and never loses a letter.

        ``continued`` keeps the stripe of the row above, to which this one belongs.
        """
        font, printable = self._paper.font(False), self._paper.theme.fonts.printable
        lines = [
            wrap(printable(cell), font, self._size, width - 2 * _PAD_X)
            for cell, width in zip(cells, self._widths, strict=True)
        ]
        self._striped = self._striped if continued else not self._striped
        capacity = int((self._paper.top - self._paper.bottom) / self._leading) - 8
        for start in range(
            0, max(map(len, lines)), capacity
        ):  # more than once only for a cell as tall as a page
            self._draw_row([cell[start : start + capacity] for cell in lines], font)

    def _draw_row(self, lines: Sequence[Sequence[str]], font: str) -> None:
        paper, height = self._paper, self._line_height(max(map(len, lines)))
        self._room(height)
        if not self._striped:
            paper.box(paper.left, paper.y - height, paper.width, height, paper.theme.zebra)
        self._draw(lines, font)

    def group(self, title: str) -> None:
        """A heading over the following rows; it is never the last thing on a page."""
        self._group = ""
        self._room(4 * self._line_height(1))
        self._group, self._striped = title, False
        self._heading(title)

    def total(self, label: str, cells: Mapping[int, str], *, strong: bool = False) -> None:
        """A line of sums: ``cells`` by column index, the label before the first of them. A strong one ends the group."""
        paper, font = self._paper, self._paper.font(True)
        first = min(cells)
        height = self._line_height(1)
        self._group = "" if strong else self._group
        self._room(height)
        paper.box(
            paper.left,
            paper.y - height,
            paper.width,
            height,
            paper.theme.head if strong else paper.theme.group,
        )
        room = sum(self._widths[:first]) - 2 * _PAD_X
        label = wrap(paper.theme.fonts.printable(label), font, self._size, room)[0]
        baseline = paper.y - _PAD_Y - self._size
        paper.write(self._lefts[first] - _PAD_X, baseline, label, size=self._size, bold=True, align="right")
        for at, cell in cells.items():
            right = self._lefts[at] + self._widths[at] - _PAD_X
            paper.write(right, baseline, cell, size=self._size, bold=True, align="right")
        paper.y -= height
        self._striped = False
        if strong:
            paper.rule(thickness=0.9)

    def end(self, *, after: float = 8) -> None:
        """Close the table with a rule."""
        self._paper.rule(thickness=0.9)
        self._paper.gap(after)

    def _line_height(self, lines: int) -> float:
        return lines * self._leading + 2 * _PAD_Y

    def _room(self, height: float) -> None:
        if self._paper.y - height >= self._paper.bottom:
            return
        self._paper.rule(thickness=0.9)
        self._paper.new_page()
        self._header()
        if self._group:
            self._heading(f"{self._group} (lanjutan)")

    def _heading(self, title: str) -> None:
        paper, height = self._paper, self._line_height(1)
        paper.box(paper.left, paper.y - height, paper.width, height, paper.theme.group)
        baseline = paper.y - _PAD_Y - self._size
        paper.write(
            paper.left + _PAD_X, baseline, title, size=self._size, bold=True, colour=paper.theme.accent
        )
        paper.y -= height

    def _draw(self, cells: Sequence[Sequence[str]], font: str) -> None:
        paper, size = self._paper, self._size
        baseline = paper.y - _PAD_Y - size
        paper.canvas.setFillColor(self._ink)
        text = paper.canvas.beginText()
        text.setFont(font, size)
        for column, left, width, lines in zip(self._columns, self._lefts, self._widths, cells, strict=True):
            for number, line in enumerate(lines):
                if not line:
                    continue
                x = left + _PAD_X
                if column.align != "left":
                    spare = width - 2 * _PAD_X - text_width(line, font, size)
                    x += spare if column.align == "right" else spare / 2
                text.setTextOrigin(x, baseline - number * self._leading)
                text.textOut(line)
        paper.canvas.drawText(text)
        paper.y -= self._line_height(max(map(len, cells)))
