import pytest

from payung.errors import UnusableInput
from payung.law.month import Month


def test_a_month_after_december_is_january_of_the_next_year():
    assert Month(2026, 12) + 1 == Month(2027, 1)
    assert [str(month) for month in Month(2026, 11).span(3)] == ["2026-11", "2026-12", "2027-01"]


def test_number_and_back():
    assert Month.from_number(Month(2026, 5).number) == Month(2026, 5)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "05-2026", "2026", "Mei 2026", ""])
def test_what_is_no_month_says_how_to_write_one(text):
    with pytest.raises(UnusableInput) as error:
        Month.parse(text)
    assert "2026-05" in error.value.to("id")
