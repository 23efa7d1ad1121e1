"""A statement of figures on one page: lines with people, person-months and rupiah, and a place to sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from payung.documents.paper import Paper
from payung.documents.table import Table, TableColumn
from payung.documents.theme import DEFAULT, Theme
from payung.language import number, rupiah


@dataclass(frozen=True, slots=True)
class StatementLine:
    """``strong``: a sum, told in bold. People and months are left empty where a line has none."""

    words: str
    people: int | None
    months: int | None
    rupiah: int
    strong: bool = False


_COLUMNS = (
    TableColumn("Uraian", 54),
    TableColumn("Orang", 12, "right"),
    TableColumn("Orang-bulan", 14, "right"),
    TableColumn("Rupiah", 20, "right"),
)


def statement_pdf(
    title: str,
    facts: Sequence[tuple[str, str]],
    lines: Iterable[StatementLine],
    notes: Sequence[str] = (),
    *,
    theme: Theme = DEFAULT,
) -> bytes:
    """A4 upright, in Indonesian; the same input gives the same bytes."""
    paper = Paper(A4, theme, title=title, footer=[f"{title} · {value}" for _label, value in facts[:1]])
    paper.letterhead()
    paper.paragraph(title.upper(), bold=True, align="center", size=14, after=8)
    paper.fields(facts, left=paper.left, label_width=38 * mm, size=10)
    paper.gap(8)
    table = Table(paper, _COLUMNS, size=9)
    for line in lines:
        people, months = (
            "" if value is None else number(value, "id") for value in (line.people, line.months)
        )
        if line.strong:
            sums = {at: text for at, text in ((1, people), (2, months)) if text}
            table.total(line.words, sums | {3: rupiah(line.rupiah)})
        else:
            table.row([line.words, people, months, rupiah(line.rupiah)])
    table.end()
    for note in notes:
        paper.paragraph(note, size=9, after=2)
    return paper.finish()
