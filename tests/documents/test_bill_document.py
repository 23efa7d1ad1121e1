import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from pypdf import PdfReader

from documents.people import SIGNATORY
from payung.documents.bill import Bill, BillLine, bill_pdf, bill_xlsx
from payung.errors import UnusableInput
from payung.law.month import Month

FULL = BillLine(
    "Tarif penuh", 600, 16_800, "JKK Rp10.000 + JKM Rp6.800", ("PP 44/2015 pasal 16", "PP 82/2019")
)
RELIEF = BillLine("Keringanan 1%", 20, 168, "1% x Rp16.800", ("PP 49/2020 pasal 13", "PP 44/2015 pasal 16"))
BILL = Bill(
    number="560/12/2026",
    issued=date(2026, 5, 4),
    fund="APBD 2026",
    month=Month(2026, 5),
    programme="Siaga Kita",
    region="Kota Madiun",
    lines=(FULL, RELIEF),
    total=10_083_360,
    payment_code="900123456789",
    due=date(2026, 5, 15),
    doubts=("Uang desa belum pasti terhitung APBD",),
    signatory=SIGNATORY,
)


def text(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_bill_shows_every_rate_with_its_working_and_law():
    shown = text(bill_pdf(BILL))
    for part in ("APBD 2026", "Mei 2026", "900123456789", "15 Mei 2026", "620 orang", "10.083.360"):
        assert part in shown
    for line in BILL.lines:
        assert line.working in shown
    assert "Dasar hukum nomor 1, 2" in shown
    assert "Dasar hukum nomor 3, 1" in shown
    assert shown.count("PP 44/2015 pasal 16") == 1
    assert "sepuluh juta delapan puluh tiga ribu tiga ratus enam puluh rupiah" in shown


def test_doubts_stand_on_the_bill_and_their_heading_only_with_them():
    assert BILL.doubts[0] in text(bill_pdf(BILL))
    assert "belum pasti" not in text(bill_pdf(replace(BILL, doubts=())))


def test_a_missing_payment_code_is_said():
    assert "belum terbit" in text(bill_pdf(replace(BILL, payment_code="")))


@pytest.mark.parametrize("write", [bill_pdf, bill_xlsx])
def test_a_total_that_is_not_that_of_the_lines_is_refused_with_the_difference(write):
    with pytest.raises(UnusableInput) as error:
        write(replace(BILL, total=BILL.total + 1))
    assert "selisih Rp1" in error.value.to("id")


def test_a_bill_without_lines_is_refused():
    with pytest.raises(UnusableInput):
        bill_pdf(replace(BILL, lines=(), total=0))


def test_the_workbook_holds_lines_and_members_as_text_without_formulas():
    members = [
        {"nik": "1303040105800001", "kpj": "24000000001", "name": "=1+1", "village": "A", "rate": 16_800}
    ]
    book = openpyxl.load_workbook(io.BytesIO(bill_xlsx(BILL, members)))
    last = list(book["Tagihan"].iter_rows(values_only=True))[-1]
    assert (last[3], last[5]) == (620, 10_083_360)
    row = next(row for row in book["Peserta"].iter_rows(values_only=True) if row[0] == "1303040105800001")
    assert row == ("1303040105800001", "24000000001", "'=1+1", "A", 16_800)


def test_the_same_bill_gives_the_same_bytes():
    assert bill_pdf(BILL) == bill_pdf(BILL)
    assert bill_xlsx(BILL) == bill_xlsx(BILL)
