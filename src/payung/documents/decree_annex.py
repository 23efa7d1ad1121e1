"""The annex (lampiran) of a decree: everybody on the list, readable at 5,000 rows, as PDF and as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from payung.documents.amount_in_words import rupiah_in_words
from payung.documents.decree import Decree, DecreeLine, Sum, by_area, check_lines, shown_nik
from payung.documents.paper import Paper
from payung.documents.signature import draw_signature
from payung.documents.table import Table, TableColumn
from payung.documents.theme import DEFAULT, Theme
from payung.language import Text, number
from payung.sheets import Column, Sheet, write_xlsx

_PEOPLE = (
    TableColumn("No", 4.2, "right"),
    TableColumn("Nama", 21),
    TableColumn("NIK", 14.5),
    TableColumn("Tanggal lahir", 9.5),
    TableColumn("Pekerjaan", 22),
    TableColumn("Sumber dana", 13),
    TableColumn("Bulan", 5.5, "right"),
    TableColumn("Iuran (Rp)", 10, "right"),
)
_SUMS = (
    TableColumn("Uraian", 40),
    TableColumn("Orang", 10, "right"),
    TableColumn("Orang-bulan", 12, "right"),
    TableColumn("Iuran (Rp)", 16, "right"),
)

_SIGNED = 52 * mm  # room for the sum in words and the signature
_SUM_ROW = 15.0


def annex_pdf(
    decree: Decree, lines: Sequence[DecreeLine], *, full_nik: bool = False, theme: Theme = DEFAULT
) -> bytes:
    """A4 landscape, grouped by district and village with subtotals, signed on the last page.

    Raises UnusableInput for a list without people or with a line number used twice.
    """
    check_lines(lines)
    paper = Paper(
        landscape(A4),
        theme,
        title=f"Lampiran {decree.regulation} Nomor {decree.numbered()}",
        footer=[
            f"{decree.regulation} Nomor {decree.numbered()} · {decree.programme}",
            *([f"Sidik daftar (SHA-256): {decree.list_hash}"] if decree.list_hash else []),
        ],
        margins=(14 * mm, 13 * mm),
    )
    paper.watermark = "RANCANGAN" if decree.draft else ""
    _draw_head(paper, decree)
    _draw_people(paper, lines, full_nik=full_nik)
    _draw_recapitulation(paper, lines)
    draw_signature(paper, decree.signatory)
    return paper.finish()


def _draw_head(paper: Paper, decree: Decree) -> None:
    left = paper.right - 118 * mm
    lead = f"LAMPIRAN {decree.annex}".strip()
    paper.paragraph(f"{lead}\n{decree.regulation.upper()}", indent=left - paper.left, size=9, after=0)
    pairs = [("Nomor", decree.numbered()), ("Tanggal", decree.dated()), ("Tentang", decree.about)]
    paper.fields(pairs, left=left, label_width=16 * mm, size=9)
    paper.gap(10)
    paper.paragraph(f"DAFTAR PESERTA {decree.programme.upper()}", bold=True, align="center", size=12, after=1)
    paper.paragraph(decree.region.upper(), bold=True, align="center", size=10, after=1)
    paper.paragraph(f"Masa perlindungan {decree.period()}", align="center", size=9, after=8)


def _draw_people(paper: Paper, lines: Sequence[DecreeLine], *, full_nik: bool) -> None:
    table = Table(paper, _PEOPLE)
    district, of_district = "", list[DecreeLine]()
    for this, village, people in by_area(lines):
        if of_district and this != district:
            _draw_sum(table, f"Jumlah Kecamatan {district}", of_district, strong=True)
            of_district = []
        district = this
        table.group(f"Kecamatan {district} · {village}")
        for line in people:
            table.row(_cells(line, full_nik=full_nik))
        _draw_sum(table, f"Jumlah {village}", people)
        of_district += people
    _draw_sum(table, f"Jumlah Kecamatan {district}", of_district, strong=True)
    _draw_sum(table, "JUMLAH SELURUHNYA", lines, strong=True)
    table.end(after=14)


def _cells(line: DecreeLine, *, full_nik: bool) -> tuple[str, ...]:
    return (
        number(line["line"]),
        line["name"],
        shown_nik(line, full=full_nik),
        day(line["birth_date"]),
        line["occupation"],
        line["fund"],
        number(line["months"]),
        number(line["amount"]),
    )


def _draw_sum(table: Table, label: str, lines: Sequence[DecreeLine], *, strong: bool = False) -> None:
    sum_ = Sum.of(lines)
    cells = {6: number(sum_.months), 7: number(sum_.amount)}
    table.total(f"{label}: {number(sum_.people)} orang", cells, strong=strong)


def _draw_recapitulation(paper: Paper, lines: Sequence[DecreeLine]) -> None:
    """Sums by district and by fund, kept on one page with the signature wherever they fit on one."""
    parts = [
        ("Menurut kecamatan", _grouped(lines, "district")),
        ("Menurut sumber dana", _grouped(lines, "fund")),
    ]
    rows = sum(len(groups) + 1 for _, groups in parts)
    whole = _SIGNED + (rows + 4) * _SUM_ROW
    paper.need(whole if whole <= paper.top - paper.bottom else _SIGNED)
    paper.paragraph("Rekapitulasi", bold=True, size=10.5, after=3)
    table = Table(paper, _SUMS, size=8.4)
    for heading, groups in parts:
        table.group(heading)
        for name, group in groups:
            table.row((name, *_figures(group)))
    table.total("Jumlah seluruhnya", dict(enumerate(_figures(lines), start=1)), strong=True)
    table.end(after=4)
    paper.need(_SIGNED)  # so that the signature never stands on a page of its own
    paper.paragraph(f"Terbilang: {rupiah_in_words(Sum.of(lines).amount)}.", size=9, after=14)


def _grouped(lines: Iterable[DecreeLine], key: str) -> list[tuple[str, list[DecreeLine]]]:
    groups: dict[str, list[DecreeLine]] = {}
    for line in lines:
        groups.setdefault(str(line[key]), []).append(line)  # type: ignore[literal-required]
    return list(groups.items())


def _figures(lines: Sequence[DecreeLine]) -> tuple[str, str, str]:
    total = Sum.of(lines)
    return number(total.people), number(total.months), number(total.amount)


def day(value: date | None) -> str:
    """12-05-1980, the form that lists have room for."""
    return f"{value:%d-%m-%Y}" if value else ""


def annex_xlsx(decree: Decree, lines: Sequence[DecreeLine], *, full_nik: bool = False) -> bytes:
    """The same list as a workbook: the people, and the sums by village. Raises UnusableInput as the PDF does."""
    check_lines(lines)
    head = (
        f"Lampiran {decree.regulation} Nomor {decree.numbered()} tanggal {decree.dated()}",
        f"Tentang {decree.about}",
        f"{decree.programme}, {decree.region}, masa perlindungan {decree.period()}",
        f"Sidik daftar (SHA-256): {decree.list_hash}",
    )
    people = [line for _, _, group in by_area(lines) for line in group]
    rows = ({**line, "line": str(line["line"]), "nik": shown_nik(line, full=full_nik)} for line in people)
    stream = io.BytesIO()
    sheets = [
        Sheet("Daftar", _PEOPLE_COLUMNS, rows, title=head, totals=True),
        Sheet("Rekapitulasi", _SUM_COLUMNS, _village_sums(lines), title=head, totals=True),
    ]
    write_xlsx(stream, sheets, "id")
    return stream.getvalue()


def _village_sums(lines: Sequence[DecreeLine]) -> Iterable[dict[str, Any]]:
    for district, village, group in by_area(lines):
        total = Sum.of(group)
        yield {
            "district": district,
            "village": village,
            "people": total.people,
            "months": total.months,
            "amount": total.amount,
        }


_PEOPLE_COLUMNS = (
    Column("line", Text("No", "No"), "digits", 8),
    Column("name", Text("Nama", "Name"), "text", 42),
    Column("nik", Text("NIK", "NIK"), "digits", 20),
    Column("birth_date", Text("Tanggal lahir", "Birth date"), "date", 14),
    Column("village", Text("Desa/Kelurahan/Nagari", "Village"), "text", 24),
    Column("district", Text("Kecamatan", "District"), "text", 20),
    Column("occupation", Text("Pekerjaan", "Occupation"), "text", 42),
    Column("fund", Text("Sumber dana", "Fund"), "text", 20),
    Column("months", Text("Bulan", "Months"), "integer", 8),
    Column("amount", Text("Iuran (Rp)", "Contribution (Rp)"), "rupiah", 18),
)
_SUM_COLUMNS = (
    Column("district", Text("Kecamatan", "District"), "text", 24),
    Column("village", Text("Desa/Kelurahan/Nagari", "Village"), "text", 28),
    Column("people", Text("Orang", "People"), "integer", 10),
    Column("months", Text("Orang-bulan", "Person-months"), "integer", 14),
    Column("amount", Text("Iuran (Rp)", "Contribution (Rp)"), "rupiah", 20),
)
