"""A sheet on which people sign that they received something: grouped by village, with room for a hand or a thumb."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypedDict

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from payung.documents.paper import Paper
from payung.documents.table import Table, TableColumn
from payung.documents.theme import DEFAULT, Theme
from payung.errors import UnusableInput
from payung.language import Text, number

_COLUMNS = (
    TableColumn("No", 7, "right"),
    TableColumn("Nama", 32),
    TableColumn("NIK", 20),
    TableColumn("No. peserta", 17),
    TableColumn("Tanda tangan atau cap jempol", 34),
)
_ROOM = "\n\n"  # two empty lines: a signature needs height


class Signer(TypedDict):
    """``nik`` and ``kpj`` are masked already."""

    number: int
    name: str
    nik: str
    kpj: str
    village: str
    district: str


def signature_sheet_pdf(
    title: str, facts: Sequence[tuple[str, str]], signers: Sequence[Signer], *, theme: Theme = DEFAULT
) -> bytes:
    """A4 upright, in Indonesian. ``signers`` come in the order of their villages. Raises UnusableInput for nobody."""
    if not signers:
        raise UnusableInput(
            Text("Tidak ada nama untuk lembar tanda tangan", "There is nobody for a sheet to sign"),
            Text("Undi penerima lebih dulu, atau pilih desa lain", "Draw first, or choose another village"),
        )
    paper = Paper(
        A4, theme, title=title, footer=[title, *(f"{label}: {value}" for label, value in facts[:1])]
    )
    paper.letterhead()
    paper.paragraph(title.upper(), bold=True, align="center", size=13, after=6)
    paper.fields(facts, left=paper.left, label_width=38 * mm, size=9)
    paper.gap(6)
    table = Table(paper, _COLUMNS, size=9)
    for (district, village), group in groupby(signers, key=lambda one: (one["district"], one["village"])):
        people = list(group)
        table.group(f"Kecamatan {district} · {village}: {number(len(people))} orang")
        for one in people:
            table.row((number(one["number"]), one["name"], one["nik"], one["kpj"], _ROOM))
    table.end()
    paper.paragraph(
        "Yang bertanda tangan menyatakan telah menerima satu paket. Nomor yang tidak bertanda tangan belum menerima.",
        size=9,
    )
    return paper.finish()
