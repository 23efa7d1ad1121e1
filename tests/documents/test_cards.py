import io
import re
import time

import pytest
import segno
from pypdf import PdfReader

from payung.documents.cards import Card, cards_pdf
from payung.errors import UnusableInput

OFFICE = {"region": "Kabupaten Sijunjung", "phone": "0754 000000"}


def cards(count, **changes):
    values = {
        "name": "Siti Contoh",
        "kpj": "24000000001",
        "programme": "Satu Nagari 100 Pekerja Rentan",
        "village": "Nagari Aie Amo",
        "period": "Mei 2026 s.d. Desember 2026",
        **changes,
    }
    return [
        Card(nik=f"130304010580{at:04}", token=f"https://payung.example/k/{at:x}Zt9L", **values)
        for at in range(count)
    ]


def pages(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_a_card_says_who_what_until_when_and_where_to_call():
    front, back = pages(cards_pdf(cards(1), **OFFICE))
    for text in (
        "Siti Contoh",
        "24000000001",
        "130304******0000",
        "Nagari Aie Amo",
        "Mei 2026 s.d. Desember 2026",
    ):
        assert text in front
    assert "2 x 24 jam" in back
    assert "0754 000000" in back


def test_the_full_nik_stands_nowhere_on_the_card():
    made = cards(3)
    content = cards_pdf(made, **OFFICE)
    streams = b"".join(page.get_contents().get_data() for page in PdfReader(io.BytesIO(content)).pages)
    for card in made:
        assert card["nik"].encode() not in streams


def test_ten_cards_go_on_a_sheet_with_as_many_backs():
    texts = pages(cards_pdf(cards(23), **OFFICE))
    assert [text.count("Siti Contoh") for text in texts] == [10, 0, 10, 0, 3, 0]
    assert [text.count("JIKA TERJADI") for text in texts] == [0, 10, 0, 10, 0, 3]


def test_backs_lie_behind_their_fronts_when_flipped_on_the_long_edge():
    # One card is at the top left of its sheet, so its back is at the top right.
    front, back = (
        page.get_contents().get_data().decode()
        for page in PdfReader(io.BytesIO(cards_pdf(cards(1), **OFFICE))).pages
    )
    left = float(re.search(r"1 0 0 1 (\d+\.\d+) [\d.]+ cm", front)[1])
    behind = float(re.search(r"1 0 0 1 (\d+\.\d+) [\d.]+ cm", back)[1])
    assert left + behind + 85.6 * 72 / 25.4 == pytest.approx(210 * 72 / 25.4, abs=0.1)


def test_the_qr_code_on_paper_is_that_of_the_token():
    card = cards(1)[0]
    stream = PdfReader(io.BytesIO(cards_pdf([card], **OFFICE))).pages[0].get_contents().get_data().decode()
    literal = max(re.findall(r"(?:\d+ \d+ \d+ 1 re ?)+", stream), key=len)
    dark = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"(\d+) (\d+) (\d+) 1 re", literal)
        for step in range(int(width))
    }
    matrix = segno.make(card["token"], error="m", mask=3, boost_error=False, micro=False).matrix
    expected = {
        (x, len(matrix) - 1 - y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    }
    assert dark == expected


def test_a_member_without_number_is_said_to_be_waiting_for_one():
    assert "menunggu BPJS Ketenagakerjaan" in pages(cards_pdf(cards(1, kpj=""), **OFFICE))[0]


def test_a_long_name_takes_two_lines_and_loses_no_word():
    name = "Muhammad Ridwan Abdurrahman bin Haji Abdul Muthalib Datuak Rajo Nan Sati"
    text = " ".join(pages(cards_pdf(cards(1, name=name), **OFFICE))[0].split())
    assert name in text


@pytest.mark.parametrize("token", ["", "1303040105800000", "https://x/?nik=1303040105800000"])
def test_a_token_that_is_missing_or_holds_the_nik_is_refused(token):
    made = cards(1)
    made[0]["token"] = token
    with pytest.raises(UnusableInput) as error:
        cards_pdf(made, **OFFICE)
    assert "memuat NIK" in error.value.to("id")
    assert "baris 1" in error.value.to("id")


def test_no_cards_is_an_error_and_not_an_empty_file():
    with pytest.raises(UnusableInput):
        cards_pdf([], **OFFICE)


def test_the_same_members_give_the_same_bytes():
    assert cards_pdf(cards(12), **OFFICE) == cards_pdf(cards(12), **OFFICE)


def test_three_hundred_cards_take_seconds():
    made = cards(300)
    started = time.perf_counter()
    content = cards_pdf(made, **OFFICE)
    assert time.perf_counter() - started < 30
    assert len(PdfReader(io.BytesIO(content)).pages) == 60
