"""Values in the sentences of reasons stand as people say them."""

import pytest

from payung.language import Text
from payung.verification import wording

VALUE = Text("({value})", "({value})")


@pytest.mark.parametrize(
    ("code", "value", "said", "in_english"),
    [
        ("deceased", "2024-08-14", "14 Agustus 2024", "14 August 2024"),
        ("nik.birthdate_differs", "1980-05-12", "12 Mei 1980", "12 May 1980"),
        ("payer.other", "BAZNAS 2026-01 – 2026-12", "BAZNAS Januari 2026 – Desember 2026", "BAZNAS January 2026 – December 2026"),
        ("payer.other", "BAZNAS ... – 2026-12", "BAZNAS ... – Desember 2026", "BAZNAS ... – December 2026"),
        ("duplicate.in_list", "Data RW 02!5", "lembar Data RW 02, baris 5", "sheet Data RW 02, row 5"),
        ("proposed.already", "Muaro, usulan.xlsx, 28", "Muaro, usulan.xlsx, baris 28", "Muaro, usulan.xlsx, row 28"),
        ("deceased", "2024-13-45", "2024-13-45", "2024-13-45"),
        ("age.below", "14", "14", "14"),
    ],
)  # fmt: skip
def test_dates_months_and_rows_are_in_words(code, value, said, in_english):
    told = wording.sentence(code, VALUE, {"value": value})
    assert (told.id, told.en) == (f"({said})", f"({in_english})")


def test_what_is_missing_is_a_dash():
    assert wording.sentence("x", Text("{value} {matched_name} {score}", ""), {"value": None}).id == "- - -"
