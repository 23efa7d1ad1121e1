"""What is no NIK is told so that whoever wrote it finds the slip, and nobody else learns the number."""

import pytest

from payung.identity.nik_words import malformed


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("357701l2O5800001", "ada huruf di antara angkanya (l O); mungkin yang dimaksud 3577011205800001"),
        ("3577 01l2 0580 0001", "ada huruf di antara angkanya (l); mungkin yang dimaksud 3577011205800001"),
        ("35770112O580000X", "ada tanda selain angka"),
        ("l11111111111OOOO", "ada tanda selain angka"),
        ("357701120580000", "berisi 15 angka, seharusnya 16"),
        ("35770112058000012", "berisi 17 angka, seharusnya 16"),
        ("3577013113800001", "angka ke-7 sampai ke-12 bukan tanggal lahir"),
        ("3577011205800000", "nomor urutnya (empat angka terakhir) 0000"),
    ],
)
def test_the_sentence_says_what_is_written_and_what_is_wrong_with_it(written, said):
    told = malformed(written).id
    assert said in told
    assert f"“{written}”" in told


@pytest.mark.parametrize("written", ["357701l2O5800001", "357701120580000", "3577013113800001"])
def test_masked_it_keeps_the_letters_and_the_tail_but_no_other_digit(written):
    told = malformed(written, "•")
    for sentence in (told.id, told.en):
        assert written not in sentence
        assert "3577" not in sentence
        assert written[-4:] in sentence
    assert all(sign in told.id for sign in written if sign.isalpha())


@pytest.mark.parametrize("written", ["", "-", "…"])
def test_where_nothing_is_known_of_it_no_dash_stands_for_the_number(written):
    assert malformed(written).id == "NIK tidak benar: harus 16 angka dengan tanggal lahir yang mungkin"
