"""Birth dates as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.identity import dates

ON = date(2026, 6, 1)
MAY = date(1980, 5, 12)


def read(cell: str | float | date) -> tuple[date | None, str]:
    written = dates.parse(cell)
    born = dates.settle(written.day, written.month, written.year, ON) if written.possible else None
    return born, written.place


@pytest.mark.parametrize(
    "cell",
    [
        "12-05-1980", "12/5/80", "12/05/1980", "12.05.1980", "12 05 1980", "12 - 05 - 1980", "1980-05-12", "1980/05/12",
        "12 Mei 1980", "12 MEI 80", "12-Mei-1980", "12-May-80", "12Mei1980", "Mei 12, 1980", "1980-05-12 00:00:00",
        "1980-05-12T00:00:00Z", "12/05/1980 0:00", "12051980", "19800512", "80/05/12", "120580", 29353, 29353.0, "29353",
        date(1980, 5, 12), datetime(1980, 5, 12), "'12-05-1980", " 12-05-1980 ", "12-05-1980 (46 th)", 12051980,
    ],
)  # fmt: skip
def test_every_way_of_writing_the_twelfth_of_may(cell: str | float | date) -> None:
    assert read(cell) == (MAY, "")


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("Sawahlunto, 12-05-1980", "Sawahlunto"),
        ("SAWAHLUNTO/12 MEI 1980", "SAWAHLUNTO"),
        ("Sei Lasi 2, 12-05-1980", "Sei Lasi 2"),
        ("Kp. Baru 12/05/80", "Kp. Baru"),
        ("Koto VII,12-05-1980", "Koto VII"),
    ],
)
def test_place_and_date_in_one_cell(cell: str, place: str) -> None:
    assert read(cell) == (MAY, place)


@pytest.mark.parametrize(
    ("word", "month"),
    [("Januari", 1), ("Peb", 2), ("Pebruari", 2), ("Maret", 3), ("Apr", 4), ("Juni", 6), ("Juli", 7), ("Ags", 8),
     ("Agt", 8), ("Agustus", 8), ("Sept", 9), ("Okt", 10), ("Nopember", 11), ("Des", 12), ("December", 12)],
)  # fmt: skip
def test_months_by_name(word: str, month: int) -> None:
    assert read(f"3 {word} 1975")[0] == date(1975, month, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "31-02-1980",
        "12-13-1980",
        "32-01-1980",
        "01-01-1850",
        "01-01-2090",
        "12-05-198",
        "05/25/1980",
    ],
)
def test_a_date_that_cannot_be_is_given_but_impossible(cell: str | int) -> None:
    written = dates.parse(cell)
    assert written.given
    assert read(cell)[0] is None


@pytest.mark.parametrize("cell", ["1980", 1980, "00-00-1980", "Mei 1980", "05/1980", "thn 1980"])
def test_a_year_alone_is_told_as_such(cell: str | int) -> None:
    written = dates.parse(cell)
    assert (written.year, written.given, written.possible) == (1980, False, False)


@pytest.mark.parametrize("cell", ["", "-", "NULL", "0000-00-00", "00-00-0000", "n/a", 0])
def test_nothing_is_no_date(cell: str | int) -> None:
    assert not dates.parse(cell).given


@pytest.mark.parametrize(("year", "settled"), [(80, 1980), (5, 2005), (16, 2016), (26, 2026), (27, 1927)])
def test_a_year_of_two_digits_gives_an_age_of_0_to_110(year: int, settled: int) -> None:
    born = dates.settle(1, 6, year, ON)
    assert born is not None
    assert born.year == settled


@given(
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "Padang, %d-%m-%Y", "%d%m%Y"]),
)
def test_what_is_written_is_read_back(born: date, form: str) -> None:
    assert read(born.strftime(form))[0] == born


@given(st.text(max_size=30))
def test_no_text_is_an_error(text: str) -> None:
    written = dates.parse(text)
    assert written.given or not written.possible


def test_age_counts_whole_years() -> None:
    assert dates.age(date(1961, 6, 2), ON) == 64
    assert dates.age(date(1961, 6, 1), ON) == 65
