"""How long documents take beside the bare work in them: placing the same texts on pages, making the same QR codes.

    python bench/documents.py           an annex of 5,000 people as PDF and XLSX, 1,000 cards

Both sides are measured in one run, on made-up people; the table shows seconds and their ratio.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date, timedelta

import segno
import xlsxwriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from payung.documents.cards import Card, cards_pdf
from payung.documents.decree import Decree, DecreeLine
from payung.documents.decree_annex import annex_pdf, annex_xlsx
from payung.documents.signature import Signatory
from payung.law.month import Month

PEOPLE, CARDS = 5_000, 1_000
DECREE = Decree(
    regulation="Keputusan Bupati Contoh",
    about="Penetapan Peserta Perlindungan Pekerja Rentan",
    region="Kabupaten Contoh",
    programme="Satu Nagari 100 Pekerja Rentan",
    first=Month(2026, 1),
    last=Month(2026, 12),
    signatory=Signatory("BUPATI CONTOH", "Nama Pejabat"),
    list_hash="0" * 64,
    number="1/2026",
    signed=date(2026, 1, 2),
)


def lines() -> list[DecreeLine]:
    return [
        DecreeLine(
            line=at + 1,
            name=f"Warga Contoh {at:04}",
            nik=f"1303040105{at:06}",
            birth_date=date(1965, 1, 1) + timedelta(days=at),
            village=f"Nagari {at // 100}",
            district=f"Kecamatan {at // 1000}",
            occupation="Petani penggarap",
            fund="APBD 2026",
            months=12,
            amount=12 * 16_800,
        )
        for at in range(PEOPLE)
    ]


def cards() -> list[Card]:
    return [
        Card(
            name=f"Warga Contoh {at:04}",
            kpj=f"24{at:09}",
            nik=f"1303040105{at:06}",
            programme=DECREE.programme,
            village="Nagari Contoh",
            period=DECREE.period(),
            token=f"https://payung.example.go.id/k/{at:08x}Zt9L",
        )
        for at in range(CARDS)
    ]


def texts_on_pages(people: list[DecreeLine]) -> None:
    """The floor of a PDF: the same eight texts a person, thirty people a page, nothing wrapped, ruled or summed."""
    canvas = Canvas(io.BytesIO(), pagesize=landscape(A4), pageCompression=1)
    for at, person in enumerate(people):
        if at % 30 == 0:
            canvas.showPage()
            canvas.setFont("Helvetica", 7.6)
        for column, key in enumerate(
            ("line", "name", "nik", "birth_date", "occupation", "fund", "months", "amount")
        ):
            canvas.drawString(40 + 90 * column, 550 - 17 * (at % 30), str(person[key]))  # type: ignore[literal-required]
    canvas.save()


def cells_in_a_sheet(people: list[DecreeLine]) -> None:
    with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}) as book:
        page = book.add_worksheet()
        for at, person in enumerate(people):
            page.write_row(at, 0, [str(value) for value in person.values()])


def codes(members: list[Card]) -> None:
    for card in members:
        segno.make(card["token"], error="m", mask=3, boost_error=False, micro=False)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    people, members = lines(), cards()
    pairs: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        (f"annex of {PEOPLE} people, PDF", lambda: annex_pdf(DECREE, people), lambda: texts_on_pages(people)),
        (
            f"annex of {PEOPLE} people, XLSX",
            lambda: annex_xlsx(DECREE, people),
            lambda: cells_in_a_sheet(people),
        ),
        (
            f"{CARDS} cards, both sides, PDF",
            lambda: cards_pdf(members, region="Kabupaten Contoh", phone="0754 000000"),
            lambda: codes(members),
        ),
    ]
    print(f"{'document':34}{'seconds':>9}{'bare':>9}{'ratio':>8}")
    for title, work, floor in pairs:
        taken, bare = seconds(work), seconds(floor)
        print(f"{title:34}{taken:9.2f}{bare:9.2f}{taken / bare:8.1f}")


if __name__ == "__main__":
    main()
