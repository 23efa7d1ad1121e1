"""The NIK: what a cell holds, whether it can be one, and what it says of birth and sex."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.identity import nik

ON = date(2026, 6, 1)
GOOD = "3577011205800001"


@pytest.mark.parametrize(
    ("cell", "digits", "fault", "repair"),
    [
        (GOOD, GOOD, "", ""),
        (f" {GOOD} ", GOOD, "", ""),
        ("3577 0112 0580 0001", GOOD, "", ""),
        ("35.77.01.120580.0001", GOOD, "", ""),
        (f"'{GOOD}", GOOD, "", ""),
        (f"\u00a0{GOOD}\u200b", GOOD, "", ""),
        (f'="{GOOD}"', GOOD, "", ""),
        (f"{GOOD}.0", GOOD, "", ""),
        (3577011205800001, GOOD, "", ""),
        (3577011205800001.0, GOOD, "", ""),
        (3577011205800000.0, "3577011205800000", "nik.digits_lost", ""),
        (9171011205800001.0, str(int(9171011205800001.0)), "nik.digits_lost", ""),
        ("3.57701E+15", "", "nik.digits_lost", ""),
        ("3,57701120580000E+15", "", "nik.digits_lost", ""),
        ("357701l2O5800001", "", "nik.malformed", GOOD),
        ("35770112O580000I", "", "nik.malformed", GOOD),
        ("357701120580001", "357701120580001", "nik.malformed", ""),
        (357701120580001.0, "357701120580001", "nik.malformed", ""),
        ("A577011205800001", "", "nik.malformed", ""),
        ("", "", "nik.missing", ""),
        ("-", "", "nik.missing", ""),
        ("NULL", "", "nik.missing", ""),
        ("belum ada", "", "nik.missing", ""),
        (0, "", "nik.missing", ""),
        ("0", "", "nik.missing", ""),
    ],
)
def test_a_cell_gives_digits_a_fault_and_a_repair(
    cell: str | float, digits: str, fault: str, repair: str
) -> None:
    assert nik.read_number(cell) == nik.Number(digits, fault, repair)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("digits", "good"),
    [
        (GOOD, True),
        ("3577015205800001", True),
        ("3577012902000001", True),  # 29 February 2000
        ("3577012902810001", False),  # 1981 had none
        ("3577013205800001", False),
        ("3577010005800001", False),
        ("3577017205800001", False),
        ("3577011213800001", False),
        ("3577011200800001", False),
        ("3577011205800000", False),  # serial 0000
        ("357701120580001", False),
        ("35770112058000O1", False),
    ],
)
def test_day_month_and_serial_must_be_possible(digits: str, good: bool) -> None:
    assert nik.is_well_formed(digits, ON) is good


def test_women_have_forty_added_to_the_day() -> None:
    assert nik.meaning("520580", ON) == nik.Meaning("1980-05-12", "120580", "P")
    assert nik.meaning("120580", ON) == nik.Meaning("1980-05-12", "120580", "L")
    assert nik.sex("3577015205800001") == "P"


@pytest.mark.parametrize(
    ("six", "iso"),
    [("310525", "2025-05-31"), ("020626", "1926-06-02"), ("010626", "2026-06-01"), ("120515", "2015-05-12")],
)
def test_the_century_is_settled_by_an_age_of_0_to_110(six: str, iso: str) -> None:
    found = nik.meaning(six, ON)
    assert found is not None
    assert found.iso == iso


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.booleans(), st.integers(1, 9999))
def test_a_nik_says_what_it_was_made_of(born: date, woman: bool, serial: int) -> None:
    digits = f"130306{born.day + 40 * woman:02}{born:%m%y}{serial:04}"
    found = nik.meaning(digits[6:12], ON)
    assert found is not None
    assert nik.is_well_formed(digits, ON)
    assert found.six == f"{born:%d%m%y}"
    assert found.sex == ("P" if woman else "L")


@given(st.text(max_size=24))
def test_nothing_is_ever_guessed(text: str) -> None:
    number = nik.read_number(text)
    # Digits of other scripts and full-width ones are digits too.
    written = "".join(
        str(unicodedata.decimal(sign)) for sign in unicodedata.normalize("NFKC", text) if sign.isdecimal()
    )
    assert number.digits in ("", written) or written.startswith(number.digits)
    assert number.fault == "" or number.fault.startswith("nik.")
    assert (number.fault == "") == (len(number.digits) == 16)
