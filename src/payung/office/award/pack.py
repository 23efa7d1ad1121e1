"""The pack to hand in: a Word document with the evidence and its gaps, and annexes, in one archive with hashes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.text import slugify
from docx import Document

from payung.language import Text, number
from payung.law.month import Month, date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.award.evidence import TENTHS, Standing, last_month, regulations_of, standings
from payung.office.award.models import Innovation, Level, Scheme
from payung.office.core import store
from payung.office.cover.months import inside
from payung.office.funding.models import Fund
from payung.office.journal.acts import act, record
from payung.office.programmes.actions import STORED_ANNEX
from payung.office.programmes.models import LegalBasis
from payung.sheets import Column, Sheet, write_xlsx

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the archive's own clock, so that the same evidence gives the same bytes


@act("award.export")
def export(actor: Any, scheme: Scheme, year: int) -> bytes:
    """The archive for a year, in Indonesian: document, workbook of evidence, regulations, and a list of hashes."""
    require(actor, May.SEE_AWARD, scheme.area_id)
    with translation.override("id"):
        content = _archive(scheme, year, timezone.localdate())
    record(
        f"award:{scheme.public_id}",
        area=scheme.area_id,
        facts={"year": year, "version": scheme.version, "sha256": hashlib.sha256(content).hexdigest()},
    )
    return content


def _archive(scheme: Scheme, year: int, today: date) -> bytes:
    found = sorted(standings(scheme, year, today), key=lambda one: -one.tenths)
    bases = regulations_of([one.area for one in found], min(date(year, 12, 31), today))
    files = {
        "berkas-penghargaan.docx": _document(scheme, year, today, found, bases),
        "lampiran/bukti.xlsx": _workbook(scheme, year, found, bases),
        **_papers(bases),
    }
    hashes = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, "SHA256SUMS": hashes.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _papers(bases: list[LegalBasis]) -> dict[str, bytes]:
    """The regulations' own papers, as they were kept."""
    annexes = [
        annex
        for basis in LegalBasis.objects.filter(pk__in=[one.pk for one in bases]).prefetch_related("annexes")
        for annex in basis.annexes.all()
    ]
    return {
        f"lampiran/peraturan/{at:02}-{slugify(annex.title)}.{annex.kind.rpartition('/')[2]}": b"".join(
            store.read(annex.file, STORED_ANNEX)
        )
        for at, annex in enumerate(annexes, start=1)
    }


def points(tenths: int) -> str:
    """4,5 of 45 tenths."""
    return f"{number(tenths // TENTHS)},{tenths % TENTHS}"


def _document(
    scheme: Scheme, year: int, today: date, found: list[Standing], bases: list[LegalBasis]
) -> bytes:
    paper = Document()
    paper.add_heading(f"{scheme.name} {year}", 0)
    paper.add_paragraph(
        f"{scheme.area.name}. Disusun {date_in_words(today, 'id')} menurut kriteria versi {scheme.version}. "
        f"Jumlah peserta dihitung pada {Month.from_number(last_month(year, today)).to('id')}."
    )
    paper.add_heading("Bukti dan nilai", 1)
    if scheme.level == Level.AREA:
        for one in found:
            _evidence(paper, one)
    else:
        _league(paper, found)
    paper.add_heading("Peraturan yang berlaku", 1)
    for basis in bases:
        paper.add_paragraph(f"{basis.number} tentang {basis.about}", style="List Bullet")
    if not bases:
        paper.add_paragraph("Belum ada peraturan yang terdaftar dan berlaku.")
    paper.add_heading("Inovasi", 1)
    new = Innovation.objects.filter(inside(scheme.area_id, "area"), dated__year=year)
    for innovation in new:
        paper.add_paragraph(f"{innovation.title}: {innovation.about}", style="List Bullet")
    if not new:
        paper.add_paragraph("Belum ada inovasi yang dicatat.")
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _table(paper: Any, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(rows=1, cols=len(headings))
    table.style = "Light Grid Accent 1"
    for cell, words in zip(table.rows[0].cells, headings, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def _evidence(paper: Any, one: Standing) -> None:
    rows = [
        (
            str(each.source.aspect),
            str(each.source.name),
            "belum ada" if each.value is None else number(each.value),
            number(each.full),
            f"{points(each.tenths)} dari {each.weight}",
        )
        for each in one.found
    ]
    _table(paper, ("Aspek", "Kriteria", "Bukti", "Nilai penuh", "Nilai"), rows)
    paper.add_paragraph(f"Jumlah nilai: {points(one.tenths)} dari 100.")
    if one.gaps:
        paper.add_heading("Yang masih kurang", 1)
        for each in one.gaps:
            paper.add_paragraph(f"{each.source.name}: {each.source.gap}", style="List Bullet")


def _league(paper: Any, found: list[Standing]) -> None:
    rows = [
        (str(rank), one.area.name, one.area.parent.name if one.area.parent else "", points(one.tenths))
        for rank, one in enumerate(found, start=1)
    ]
    _table(paper, ("Peringkat", "Desa", "Kecamatan", "Nilai"), rows)


def _workbook(scheme: Scheme, year: int, found: list[Standing], bases: list[LegalBasis]) -> bytes:
    evidence = (
        Column("code", Text("Kode", "Code"), "text", 16),
        Column("area", Text("Daerah", "Area"), "text", 28),
        Column("criterion", Text("Kriteria", "Criterion"), "text", 44),
        Column("value", Text("Bukti", "Evidence"), "integer", 14),
        Column("full", Text("Nilai penuh", "Full value"), "integer", 14),
        Column("weight", Text("Bobot", "Weight"), "integer", 10),
        Column("tenths", Text("Nilai (persepuluh)", "Score (tenths)"), "integer", 18),
    )
    rows = [
        {
            "code": one.area.pk, "area": one.area.name, "criterion": str(each.source.name), "value": each.value,
            "full": each.full, "weight": each.weight, "tenths": each.tenths,
        }
        for one in found
        for each in one.found
    ]  # fmt: skip
    funds = Fund.objects.filter(inside(scheme.area_id, "area"), year=year).order_by("name")
    sheets = [
        Sheet("Bukti", evidence, rows, title=(f"{scheme.name} {year}", scheme.area.name)),
        Sheet(
            "Peraturan",
            (
                Column("number", Text("Nomor", "Number"), "text", 44),
                Column("about", Text("Tentang", "About"), "text", 60),
                Column("dated", Text("Tanggal", "Date"), "date", 14),
            ),
            [{"number": one.number, "about": one.about, "dated": one.dated} for one in bases],
        ),
        Sheet(
            "Dana",
            (
                Column("name", Text("Dana", "Fund"), "text", 40),
                Column("payer", Text("Sumber", "Source"), "text", 26),
                Column("ceiling", Text("Pagu", "Ceiling"), "rupiah", 20),
                Column("committed", Text("Terikat", "Committed"), "rupiah", 20),
            ),
            [
                {
                    "name": fund.name,
                    "payer": fund.get_payer_display(),
                    "ceiling": fund.ceiling,
                    "committed": fund.committed,
                }
                for fund in funds
            ],
        ),
    ]
    stream = io.BytesIO()
    write_xlsx(stream, sheets, "id")
    return stream.getvalue()
