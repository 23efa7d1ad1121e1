"""A member's standing on a day: active, in arrears, ended; what a death would pay; the days to come."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.errors import UnusableInput
from payung.law.continuity import continuity
from payung.law.month import Month

YEAR_2025 = list(Month(2025, 1).span(12))


def readings(answer):
    return {each.reading: each.amount for each in answer.death_today}


@pytest.mark.parametrize(
    ("on", "status", "owed", "left"),
    [
        ("2025-12-31", "active", 0, 0),
        ("2026-01-01", "arrears", 1, 3),
        ("2026-02-01", "arrears", 2, 2),
        ("2026-03-31", "arrears", 3, 1),
        ("2026-04-01", "ended", 0, 0),
    ],
)
def test_three_months_of_arrears_and_then_the_status_ends(on, status, owed, left):
    answer = continuity(YEAR_2025, date.fromisoformat(on))
    assert (answer.status, len(answer.months_owed), answer.months_left_to_pay) == (status, owed, left)
    assert answer.must_register_again is (status == "ended")
    assert answer.protected_until == date(2025, 12, 31)


def test_prepaid_months_protect_to_their_end():
    answer = continuity(YEAR_2025, date(2025, 3, 5))
    assert (answer.status, answer.protected_until, answer.paid_months) == ("active", date(2025, 12, 31), 3)


def test_nobody_is_protected_before_paying():
    assert continuity([], date(2026, 5, 1)).status == "never"
    assert readings(continuity(YEAR_2025, date(2024, 12, 31))) == {"law": 0}


def test_unpaid_months_between_two_decrees_may_cost_a_family_32_million():
    """January to March unpaid, paid again from April: the clock may start again."""
    paid = [*YEAR_2025, Month(2026, 4), Month(2026, 5)]
    answer = continuity(paid, date(2026, 5, 20))
    assert readings(answer) == {"unbroken": 10_000_000, "no_restart": 42_000_000}
    assert {doubt.code: doubt.effect for doubt in answer.doubts} == {"jkm_no_restart": 32_000_000}
    won = {turn.right: turn.day for turn in answer.turns if turn.won}
    assert won["full_jkm"] == date(2026, 7, 1)


def test_a_gap_longer_than_the_arrears_begins_a_new_membership():
    answer = continuity([*YEAR_2025, Month(2026, 5)], date(2026, 5, 20))
    assert answer.member_since == date(2026, 5, 1)
    within = continuity([*YEAR_2025, Month(2026, 4)], date(2026, 4, 20))
    assert within.member_since == date(2025, 1, 1)


def test_near_ninety_days_each_reading_is_answered():
    paid = list(Month(2025, 6).span(3))
    answer = continuity(paid, date(2025, 8, 30), registered=date(2025, 6, 1))
    assert readings(answer) == {"unbroken": 10_000_000, "days": 42_000_000}


def test_in_arrears_a_death_may_not_be_paid_at_all():
    answer = continuity(YEAR_2025, date(2026, 2, 10))
    assert readings(answer) == {"unbroken": 42_000_000, "arrears_not_paid": 0}
    assert readings(continuity(YEAR_2025, date(2026, 4, 10))) == {"law": 0}


def test_before_the_three_month_rule_a_day_was_enough():
    assert readings(continuity([Month(2024, 5)], date(2024, 5, 2))) == {"unbroken": 42_000_000}


def test_the_days_to_come_stand_in_order():
    answer = continuity(YEAR_2025, date(2025, 4, 10), registered=date(2025, 1, 10))
    assert [(turn.day.isoformat(), turn.right, turn.won) for turn in answer.turns] == [
        ("2026-01-01", "protection", False),
        ("2026-03-01", "membership", False),
        ("2026-03-31", "settlement", False),
        ("2026-04-01", "membership", False),
        ("2027-12-01", "scholarship", True),
    ]


def test_months_paid_before_registration_are_refused():
    with pytest.raises(UnusableInput) as error:
        continuity(YEAR_2025, date(2025, 6, 1), registered=date(2025, 2, 1))
    assert error.value.place.column == "registered"


@settings(deadline=None)
@given(
    paid=st.sets(st.integers(0, 60), min_size=1, max_size=40),
    on=st.dates(date(2022, 1, 1), date(2028, 12, 31)),
)
def test_every_day_has_one_standing_and_turns_lie_ahead(paid, on):
    answer = continuity([Month(2022, 1) + step for step in paid], on)
    assert all(turn.day > on for turn in answer.turns)
    assert (answer.status == "active") == (Month.of(on) in {Month(2022, 1) + step for step in paid})
    assert len(answer.months_owed) <= 3
    assert answer.death_today
    assert answer.to_json("en")["status"] == answer.status
