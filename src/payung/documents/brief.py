"""A brief of two pages: figures in boxes, what is to be decided, a trend, tables. Every figure is the caller's."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4

from payung.documents.paper import Paper, text_width
from payung.documents.table import Table, TableColumn
from payung.documents.theme import DEFAULT, Theme
from payung.language import number

_BOXES = 3  # in a row
_BOX_HEIGHT = 58.0
_CHART_HEIGHT = 130.0
_DASHES: tuple[list[int], ...] = ([], [5, 3], [1, 2])
_LINES = ("#0f5c7a", "#b87503", "#2f7d4a")


@dataclass(frozen=True, slots=True)
class Box:
    label: str
    value: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trend, a value for each of its labels."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its heading; the first ``texts`` columns are text, the others stand at the right."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    texts: int = 1


@dataclass(frozen=True, slots=True)
class Brief:
    title: str
    lead: str
    boxes: Sequence[Box]
    steps: Sequence[str]
    no_steps: str
    trend_title: str
    labels: Sequence[str]
    lines: Sequence[Line]
    first_parts: Sequence[Part]  # on the first page, below the trend
    parts: Sequence[Part]
    meanings: Sequence[tuple[str, str]]


def brief_pdf(told: Brief, *, theme: Theme = DEFAULT) -> bytes:
    """Two pages A4 upright, in Indonesian; the same input gives the same bytes."""
    paper = Paper(A4, theme, title=told.title, footer=[told.title, told.lead])
    paper.letterhead()
    paper.paragraph(told.title, bold=True, size=17, after=1)
    paper.paragraph(told.lead, size=10, colour=theme.muted, after=8)
    _boxes(paper, told.boxes)
    paper.paragraph("Keputusan berikutnya", bold=True, size=12, after=3)
    for step in told.steps or [told.no_steps]:
        paper.paragraph(step, size=10, indent=10, label="•", after=2)
    paper.gap(6)
    if told.labels:
        paper.paragraph(told.trend_title, bold=True, size=12, after=10)
        _trend(paper, told)
    for part in told.first_parts:
        _part(paper, part)
    paper.new_page()
    for part in told.parts:
        _part(paper, part)
    paper.paragraph("Yang dihitung", bold=True, size=10, after=2)
    for label, counts in told.meanings:
        paper.paragraph(f"{label}: {counts}.", size=8, after=1, colour=theme.muted)
    return paper.finish()


def _boxes(paper: Paper, boxes: Sequence[Box]) -> None:
    gap = 8.0
    width = (paper.width - gap * (_BOXES - 1)) / _BOXES
    for at, box in enumerate(boxes):
        if at % _BOXES == 0:
            paper.need(_BOX_HEIGHT + gap)
            top = paper.y
            paper.gap(_BOX_HEIGHT + gap)
        left = paper.left + (at % _BOXES) * (width + gap)
        paper.box(left, top - _BOX_HEIGHT, width, _BOX_HEIGHT, paper.theme.zebra)
        paper.box(left, top - _BOX_HEIGHT, 3, _BOX_HEIGHT, paper.theme.accent)
        paper.write(left + 10, top - 15, box.label, size=9, colour=paper.theme.muted)
        paper.write(left + 10, top - 34, box.value, size=_fitting(paper, box.value, width - 16), bold=True)
        paper.write(
            left + 10, top - 49, _cut(paper, box.hint, width - 16), size=7.5, colour=paper.theme.muted
        )


def _fitting(paper: Paper, text: str, width: float) -> float:
    size = 16.0
    while size > 8 and text_width(text, paper.font(True), size) > width:
        size -= 0.5
    return size


def _cut(paper: Paper, text: str, width: float, size: float = 7.5) -> str:
    text = paper.theme.fonts.printable(text)
    while text and text_width(text, paper.font(False), size) > width:
        text = text[:-2].rstrip() + "…"
    return text


def _trend(paper: Paper, told: Brief) -> None:
    """Lines from nought to the largest value; below them the values at both ends in words. One month is words only."""
    if len(told.labels) > 1:
        _lines(paper, told)
    for at, line in enumerate(told.lines):
        paper.need(11)
        paper.y -= 11
        first, last = number(line.values[0], "id"), number(line.values[-1], "id")
        words = f"{line.name}: {last} di {told.labels[-1]}"
        if len(told.labels) > 1:
            _stroke(paper, at, [(paper.left + 36, paper.y + 3), (paper.left + 58, paper.y + 3)])
            words = f"{line.name}: {first} di {told.labels[0]}, {last} di {told.labels[-1]}"
        paper.write(paper.left + (64 if len(told.labels) > 1 else 0), paper.y, words, size=8)
    paper.gap(14)


def _lines(paper: Paper, told: Brief) -> None:
    left, right = paper.left + 36, paper.right - 8
    paper.need(_CHART_HEIGHT + 60)
    bottom = paper.y - _CHART_HEIGHT
    largest = max((value for line in told.lines for value in line.values), default=0) or 1
    for share in (0, 0.5, 1):
        y = bottom + share * _CHART_HEIGHT
        paper.canvas.setLineWidth(0.4)
        paper.canvas.setStrokeColor(HexColor(paper.theme.line))
        paper.canvas.line(left, y, right, y)
        words, muted = number(round(share * largest), "id"), paper.theme.muted
        paper.write(left - 4, y - 3, words, size=7.5, align="right", colour=muted)
    step = (right - left) / (len(told.labels) - 1)
    for at, line in enumerate(told.lines):
        points = [
            (left + n * step, bottom + value / largest * _CHART_HEIGHT) for n, value in enumerate(line.values)
        ]
        _stroke(paper, at, points)
    paper.write(left, bottom - 12, told.labels[0], size=8)
    paper.write(right, bottom - 12, told.labels[-1], size=8, align="right")
    paper.y = bottom - 18


def _stroke(paper: Paper, at: int, points: Sequence[tuple[float, float]]) -> None:
    """Each line has a dash of its own: a copy in grey still tells them apart."""
    canvas = paper.canvas
    canvas.setStrokeColor(HexColor(_LINES[at % len(_LINES)]))
    canvas.setLineWidth(1.6)
    canvas.setDash(_DASHES[at % len(_DASHES)])
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        canvas.line(x, y, to_x, to_y)
    canvas.setDash([])


def _part(paper: Paper, part: Part) -> None:
    if not part.rows:
        return
    paper.paragraph(part.title, bold=True, size=11, after=3)
    widths = [34, *[16] * (len(part.columns) - 1)]
    columns = [
        TableColumn(title, share, "left" if at < part.texts else "right")
        for at, (title, share) in enumerate(zip(part.columns, widths, strict=True))
    ]
    table = Table(paper, columns, size=8.5)
    for row in part.rows:
        table.row(list(row))
    table.end()
    if part.note:
        paper.paragraph(part.note, size=8, after=2, colour=paper.theme.muted)
    paper.gap(8)
