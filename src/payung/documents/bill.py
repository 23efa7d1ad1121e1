"""A bill (tagihan iuran) for one fund and month: every rate explained, sums that tie out, doubts in the open."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from payung.documents.amount_in_words import rupiah_in_words
from payung.documents.paper import Paper
from payung.documents.signature import Signatory, draw_signature
from payung.documents.table import Table, TableColumn
from payung.documents.theme import DEFAULT, Theme
from payung.errors import Place, UnusableInput
from payung.language import Text, number, rupiah
from payung.law.month import Month, date_in_words
from payung.sheets import Column, Sheet, write_xlsx


@dataclass(frozen=True, slots=True)
class BillLine:
    """People who owe the same ``rate`` (rupiah for each for the month), and why that is the rate.

    ``working`` is the rate written out ("JKK 1% x Rp1.000.000 = Rp10.000; JKM Rp6.800").
    """

    title: str
    people: int
    rate: int
    working: str
    citations: tuple[str, ...] = ()

    @property
    def amount(self) -> int:
        return self.people * self.rate


@dataclass(frozen=True, slots=True)
class Bill:
    """``total`` is the sum that the office holds; it must be the sum of the lines, to the rupiah.

    ``payment_code`` (kode iuran) is empty until BPJS has issued it; ``doubts`` are the unsettled points on
    which the rates rest.
    """

    number: str
    issued: date
    fund: str
    month: Month
    programme: str
    region: str
    lines: tuple[BillLine, ...]
    total: int
    payment_code: str = ""
    due: date | None = None
    list_hash: str = ""
    doubts: tuple[str, ...] = ()
    place: str = ""
    signatory: Signatory | None = None

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)


_LINES = (
    TableColumn("No", 5, "right"),
    TableColumn("Uraian dan perhitungan tarif", 52),
    TableColumn("Orang", 11, "right"),
    TableColumn("Tarif (Rp)", 13, "right"),
    TableColumn("Jumlah (Rp)", 19, "right"),
)


def bill_pdf(bill: Bill, *, theme: Theme = DEFAULT) -> bytes:
    """A4 upright. Raises UnusableInput for a bill without lines or whose total is not that of its lines."""
    _check(bill)
    footer = [f"Tagihan iuran {bill.number} · {bill.fund} · {bill.month.to('id')}"]
    if bill.list_hash:
        footer.append(f"Sidik daftar (SHA-256): {bill.list_hash}")
    paper = Paper(A4, theme, title=f"Tagihan iuran {bill.number}", footer=footer)
    paper.letterhead()
    paper.paragraph("TAGIHAN IURAN", bold=True, align="center", size=14, after=1)
    paper.paragraph(f"Nomor {bill.number}", align="center", size=10, after=10)
    paper.fields(_facts(bill), left=paper.left, label_width=38 * mm, size=10)
    paper.gap(8)
    _draw_lines(paper, bill)
    paper.paragraph(f"Terbilang: {rupiah_in_words(bill.total)}.", size=10, bold=True, after=10)
    _draw_points(paper, "Dasar hukum", _citations(bill.lines))
    _draw_points(paper, "Hal yang belum pasti", bill.doubts, colour=theme.warning)
    if bill.signatory:
        paper.gap(10)
        lead = (
            f"{bill.place}, {date_in_words(bill.issued, 'id')}"
            if bill.place
            else date_in_words(bill.issued, "id")
        )
        draw_signature(paper, bill.signatory, (lead,))
    return paper.finish()


def _check(bill: Bill) -> None:
    if not bill.lines:
        raise UnusableInput(
            Text("Tagihan tidak berisi baris", "The bill has no lines"),
            Text(
                "Buat tagihan dari orang-bulan yang terutang", "Make the bill from person-months that are due"
            ),
        )
    total = sum(line.amount for line in bill.lines)
    if total != bill.total:
        raise UnusableInput(
            Text(
                f"Jumlah tagihan {rupiah(bill.total)} tidak sama dengan jumlah barisnya {rupiah(total)}: "
                f"selisih {rupiah(bill.total - total)}",
                f"The bill's total {rupiah(bill.total)} is not that of its lines, {rupiah(total)}: "
                f"a difference of {rupiah(bill.total - total)}",
            ),
            Text("Hitung ulang tagihan ini", "Compute the bill again"),
            Place(column="total"),
        )


def _facts(bill: Bill) -> list[tuple[str, str]]:
    facts = [
        ("Sumber dana", bill.fund),
        ("Program", f"{bill.programme}, {bill.region}"),
        ("Bulan iuran", bill.month.to("id")),
        ("Peserta", f"{number(bill.people)} orang"),
        ("Kode iuran", bill.payment_code or "belum terbit"),
    ]
    return [*facts, ("Dibayar paling lambat", date_in_words(bill.due, "id"))] if bill.due else facts


def _draw_lines(paper: Paper, bill: Bill) -> None:
    table, numbered = Table(paper, _LINES, size=9), _citations(bill.lines)
    for at, line in enumerate(bill.lines, start=1):
        text = f"{line.title}\n{line.working}"
        if line.citations:
            grounds = ", ".join(str(numbered.index(citation) + 1) for citation in line.citations)
            text += f"\nDasar hukum nomor {grounds}"
        table.row((number(at), text, number(line.people), number(line.rate), number(line.amount)))
    table.total("Jumlah tagihan", {2: number(bill.people), 3: "", 4: number(bill.total)}, strong=True)
    table.end()


def _citations(lines: Iterable[BillLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation for line in lines for citation in line.citations))


def _draw_points(paper: Paper, title: str, points: Sequence[str], *, colour: str = "") -> None:
    if not points:
        return
    paper.need(16 * mm)
    paper.paragraph(title, bold=True, size=10, after=2, colour=colour)
    for at, point in enumerate(points, start=1):
        paper.paragraph(point, size=9, indent=14, label=f"{at}.", after=2)
    paper.gap(6)


def bill_xlsx(bill: Bill, members: Iterable[Mapping[str, Any]] = ()) -> bytes:
    """The bill as a workbook; with ``members`` (nik, kpj, name, village, rate) also the list behind it.

    Raises UnusableInput as the PDF does.
    """
    _check(bill)
    head = (
        f"Tagihan iuran {bill.number}",
        *(f"{label}: {value}" for label, value in _facts(bill)),
        f"Terbilang: {rupiah_in_words(bill.total)}",
        *(f"Belum pasti: {doubt}" for doubt in bill.doubts),
    )
    rows = [
        {
            "title": line.title,
            "working": line.working,
            "citations": "; ".join(line.citations),
            "people": line.people,
            "rate": rupiah(line.rate),
            "amount": line.amount,
        }
        for line in bill.lines
    ]
    sheets = [Sheet("Tagihan", _LINE_COLUMNS, rows, title=head, totals=True)]
    listed = list(members)
    if listed:
        sheets.append(Sheet("Peserta", _MEMBER_COLUMNS, listed, title=head[:1], totals=True))
    stream = io.BytesIO()
    write_xlsx(stream, sheets, "id")
    return stream.getvalue()


_LINE_COLUMNS = (
    Column("title", Text("Uraian", "Line"), "text", 34),
    Column("working", Text("Perhitungan tarif", "Working of the rate"), "text", 46),
    Column("citations", Text("Dasar hukum", "Legal basis"), "text", 46),
    Column("people", Text("Orang", "People"), "integer", 10),
    Column("rate", Text("Tarif", "Rate"), "text", 12),  # text: a sum of rates means nothing
    Column("amount", Text("Jumlah (Rp)", "Amount (Rp)"), "rupiah", 20),
)
_MEMBER_COLUMNS = (
    Column("nik", Text("NIK", "NIK"), "digits", 20),
    Column("kpj", Text("No. peserta (KPJ)", "Member number (KPJ)"), "digits", 18),
    Column("name", Text("Nama", "Name"), "text", 32),
    Column("village", Text("Desa/Kelurahan/Nagari", "Village"), "text", 24),
    Column("rate", Text("Iuran (Rp)", "Contribution (Rp)"), "rupiah", 16),
)
