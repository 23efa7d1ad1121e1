import io
import re
import time

import openpyxl
import pytest
from pypdf import PdfReader

from documents.people import SIGNATORY, decree, people
from payung.documents.decree_annex import annex_pdf, annex_xlsx
from payung.documents.theme import Theme
from payung.errors import UnusableInput


def pages(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.fixture(scope="module")
def large():
    lines = people(5000)
    started = time.perf_counter()
    content = annex_pdf(decree(), lines)
    return lines, pages(content), time.perf_counter() - started


def test_every_one_of_five_thousand_people_stands_on_it_once(large):
    lines, texts, _ = large
    # One number per person: districts 130304 with the serial, which the mask leaves.
    shown = re.findall(r"130304\*{6}\d{4}", "\n".join(texts))
    assert sorted(shown) == sorted(f"130304******{line['nik'][-4:]}" for line in lines)


def test_five_thousand_people_take_seconds_not_minutes(large):
    assert large[2] < 60


def test_every_page_carries_number_hash_header_and_page_of_pages(large):
    _, texts, _ = large
    for at, text in enumerate(texts, start=1):
        assert f"Halaman {at} dari {len(texts)}" in text
        assert "188.45/123/KPTS-BPT-2026" in text
        assert decree().list_hash in text
        assert "Tanggal lahir" in text or "Orang-bulan" in text or SIGNATORY.name in text


def test_subtotals_add_up_to_the_grand_total(large):
    _, texts, _ = large
    text = "\n".join(texts)

    def sums(label):
        found = re.findall(rf"{label}.*?: ([\d.]+) orang\n([\d.]+)\n([\d.]+)", text)
        return [tuple(int(part.replace(".", "")) for part in one) for one in found]

    villages, districts, (total,) = sums("Jumlah Nagari"), sums("Jumlah Kecamatan"), sums("JUMLAH SELURUHNYA")
    assert total == (5000, 40_000, 672_000_000)
    assert len(villages) == 50
    assert len(districts) == 4
    assert tuple(map(sum, zip(*villages, strict=True))) == total
    assert tuple(map(sum, zip(*districts, strict=True))) == total


def test_the_signature_stands_on_the_last_page_only(large):
    _, texts, _ = large
    assert [SIGNATORY.name in text for text in texts] == [False] * (len(texts) - 1) + [True]
    assert "enam ratus tujuh puluh dua juta rupiah" in texts[-1]


def test_the_full_nik_is_shown_only_when_asked_for():
    lines = people(3)
    assert lines[0]["nik"] not in "".join(pages(annex_pdf(decree(), lines)))
    assert lines[0]["nik"] in "".join(pages(annex_pdf(decree(), lines, full_nik=True)))


def test_a_decree_without_number_is_marked_as_a_draft():
    assert "RANCANGAN" in pages(annex_pdf(decree(number=""), people(3)))[0]
    assert "RANCANGAN" not in pages(annex_pdf(decree(), people(3)))[0]


def test_long_names_wrap_and_rare_letters_keep_their_base_letter():
    lines = people(2)
    lines[0]["name"] = (
        "Siti Nurhaliza Rahmawati binti Haji Abdul Muthalib Datuak Rajo Nan Sati Panjang Sekali"
    )
    lines[1]["name"] = "Ma’rūf Ñoño Đặng"
    text = " ".join("".join(pages(annex_pdf(decree(), lines))).split())
    for word in lines[0]["name"].split():
        assert word in text
    assert "Ma’ruf Ñoño Dang" in text


def test_scattered_villages_are_gathered_and_line_numbers_kept():
    lines = people(4, per_village=1)
    lines[3]["village"], lines[3]["district"] = lines[0]["village"], lines[0]["district"]
    text = pages(annex_pdf(decree(), lines))[0]
    assert text.index(lines[3]["nik"][-4:]) < text.index(lines[1]["nik"][-4:])
    assert f"Jumlah {lines[0]['village']}: 2 orang" in text


def test_the_same_list_gives_the_same_bytes():
    assert annex_pdf(decree(), people(40)) == annex_pdf(decree(), people(40))
    assert annex_xlsx(decree(), people(40)) == annex_xlsx(decree(), people(40))


@pytest.mark.parametrize("write", [annex_pdf, annex_xlsx])
def test_a_list_without_people_or_with_a_line_twice_is_refused(write):
    with pytest.raises(UnusableInput) as empty:
        write(decree(), [])
    assert "kosong" in empty.value.to("id")
    twice = people(2)
    twice[1]["line"] = 1
    with pytest.raises(UnusableInput) as error:
        write(decree(), twice)
    assert "Nomor baris 1 dipakai dua kali" in error.value.to("id")


def test_a_logo_that_is_no_image_is_named_as_such():
    from payung.documents.paper import Paper

    paper = Paper((400, 400), Theme(letterhead=("A",), logo=b"not an image"), title="x")
    with pytest.raises(UnusableInput) as error:
        paper.letterhead()
    assert "PNG" in error.value.to("id")


@pytest.fixture(scope="module")
def book():
    lines = people(250)
    lines[0]["name"] = '=HYPERLINK("http://x","Siti")'
    return openpyxl.load_workbook(io.BytesIO(annex_xlsx(decree(), lines, full_nik=True)))


def test_the_workbook_holds_every_person_and_the_total(book):
    rows = [row for row in book["Daftar"].iter_rows(values_only=True) if row[0]]
    assert [row[0] for row in rows[5:-1]] == [str(at) for at in range(1, 251)]
    assert rows[-1][8:] == (2000, 2000 * 16_800)


def test_in_the_workbook_digits_stay_text_and_no_cell_is_a_formula(book):
    cells = [cell for row in book["Daftar"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert people(250)[0]["nik"] in [cell.value for cell in cells]
    assert '\'=HYPERLINK("http://x","Siti")' in [cell.value for cell in cells]


def test_the_workbooks_recapitulation_ties_out(book):
    rows = list(book["Rekapitulasi"].iter_rows(values_only=True))
    assert rows[-1][2:] == (250, 2000, 2000 * 16_800)
    assert sum(row[2] for row in rows[6:-1] if row[2]) == 250
