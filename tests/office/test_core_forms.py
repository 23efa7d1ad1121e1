"""Amounts and months as offices write them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from payung.office.core.forms import MonthField, RupiahField


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("16800", 16800),
        ("16.800", 16800),
        ("Rp16.800", 16800),
        ("Rp 16.800,00", 16800),
        ("rp. 1.864.800", 1864800),
        ("Rp16.800,-", 16800),
        (" 0 ", 0),
    ],
)
def test_an_amount_is_read_as_offices_write_it(written, amount):
    assert RupiahField().clean(written) == amount


@pytest.mark.parametrize("written", ["16.8O0", "16,8", "1.68", "-5", "1e3", "16.800.00.0", "dua", "16.80"])
def test_what_is_no_whole_amount_is_refused(written):
    with pytest.raises(ValidationError):
        RupiahField().clean(written)


@given(st.integers(min_value=0, max_value=10**15))
def test_an_amount_that_was_shown_is_taken_back(amount):
    field = RupiahField()
    assert field.clean(field.widget.format_value(amount)) == amount


def test_bounds_are_told_in_rupiah():
    with pytest.raises(ValidationError, match=r"Rp1\.000"):
        RupiahField(minimum=1000).clean("999")


@pytest.mark.parametrize("written", ["2026-05", "05-2026", "5/2026", "05.2026"])
def test_a_month_is_read_however_it_is_written(written):
    assert MonthField().clean(written) == 202605


@pytest.mark.parametrize("written", ["2026-13", "2026", "Mei", "2026-5-1"])
def test_what_is_no_month_is_refused(written):
    with pytest.raises(ValidationError):
        MonthField().clean(written)
