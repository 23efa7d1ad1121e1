"""Every slip differs from the truth in the way its name says."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.synthetic import errors

niks = st.builds(
    lambda code, day, serial: f"{code}{day:%d%m%y}{serial}",
    st.sampled_from(["357701", "130304", "137302"]),
    st.dates(date(1945, 1, 1), date(2005, 12, 31)),
    st.integers(9001, 9999),
)
seeds = st.integers(0, 10**9).map(Random)


@given(niks, seeds)
def test_manners_of_writing_a_nik_keep_its_digits(nik: str, rng: Random) -> None:
    for write in (errors.spaced_nik, errors.quoted_nik):
        written = write(nik, rng)
        assert "".join(letter for letter in written if letter.isdigit()) == nik
        assert written != nik


@given(niks, seeds)
def test_a_slip_keeps_sixteen_digits_and_the_birth_date(nik: str, rng: Random) -> None:
    for slip in (errors.transposed_digits, errors.slipped_digit):
        wrong = slip(nik, rng)
        assert wrong != nik
        assert wrong[:12] == nik[:12]
        assert len(wrong) == 16
        assert wrong.isdigit()


@given(niks, seeds)
def test_malformed_niks_are_no_niks(nik: str, rng: Random) -> None:
    assert len(errors.lost_digit(nik, rng)) == 15
    assert len(errors.doubled_digit(nik, rng)) == 17
    broken = errors.impossible_birthday(nik, rng)
    assert broken.endswith("0000") or int(broken[8:10]) > 12
    letters = errors.letter_for_digit(nik, rng)
    assert not letters.isdigit() or len(letters) == 15


@given(niks)
def test_excel_keeps_fifteen_digits(nik: str) -> None:
    rounded = errors.rounded_number(nik)
    assert str(rounded) == f"{nik[:15]}0"
    assert float(rounded) == rounded  # it is a number that a workbook can hold exactly
    assert errors.scientific("3577010107969001") == "3,57701E+15"


@given(st.dates(date(1945, 1, 1), date(2005, 12, 31)))
def test_day_and_month_are_swapped_only_where_nobody_would_notice(day: date) -> None:
    if errors.can_swap(day):
        other = errors.swapped_day_month(day)
        assert (other.day, other.month, other.year) == (day.month, day.day, day.year)
        assert other != day
    else:
        with pytest.raises(ValueError, match="cannot be swapped"):
            errors.swapped_day_month(day)


@given(st.dates(date(1945, 1, 1), date(2005, 12, 31)), seeds)
def test_a_date_in_words_still_has_its_day_and_year(day: date, rng: Random) -> None:
    text = errors.date_text(day, rng)
    assert str(day.day) in text
    assert f"{day:%y}" in text


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Muhammad Ilham", {"Mohammad Ilham", "Moh. Ilham", "Mohd Ilham", "M. Ilham", "Muh. Ilham"}),
        ("Djoko", {"Joko"}),
        ("Joko", {"Djoko"}),
        ("Budi", {"Boedi"}),
        ("Eka", {"Eka"}),
    ],
)
def test_known_spellings(name: str, forms: set[str]) -> None:
    seen = {errors.respelled(name, Random(seed)) for seed in range(200)}
    assert seen & forms
    assert all(form[0] == name[0] or {form[0], name[0]} == {"D", "J"} for form in seen)


def test_abbreviation_spares_the_first_name() -> None:
    assert errors.abbreviated("Agus Santoso", Random(1)) == "Agus S."
    assert errors.abbreviated("Sutrisno", Random(1)) == "Sutrisno"


@given(seeds)
def test_a_keyboard_slip_changes_one_letter(rng: Random) -> None:
    wrong = errors.keyboard_slip("Suparman", rng)
    assert sum(a != b for a, b in zip("Suparman", wrong, strict=True)) == 1
    assert wrong[0] == "S"
