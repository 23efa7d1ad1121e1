"""The day on which the law changes, and the days beside it."""

import pytest

from payung.law.benefit import benefit
from payung.law.case import read_case
from payung.law.parameters import current

LAW = current()


def owed(**facts):
    return benefit(read_case({"segment": "bpu", "income": 1_000_000, **facts}, LAW))


@pytest.mark.parametrize(
    ("day", "total"),
    [("2019-12-01", 48_000_000 + 7_800_000), ("2019-12-02", 70_000_000), ("2019-12-03", 70_000_000)],
)
def test_death_at_work_around_pp_82_2019(day, total):
    assert owed(event="accident", date=day, outcome="death", children=[]).total == total


@pytest.mark.parametrize(
    ("day", "total"), [("2019-12-01", 24_000_000), ("2019-12-02", 42_000_000), ("2019-12-03", 42_000_000)]
)
def test_other_death_around_pp_82_2019(day, total):
    assert owed(event="death", date=day, registered="2019-01-01", paid_months=11).total == total


@pytest.mark.parametrize(
    ("day", "total"), [("2025-02-23", 42_000_000), ("2025-02-24", 10_000_000), ("2025-02-25", 10_000_000)]
)
def test_death_of_a_new_member_around_permenaker_1_2025(day, total):
    assert owed(event="death", date=day, registered="2025-01-10", paid_months=2).total == total


@pytest.mark.parametrize(
    ("day", "total", "other"),
    [
        ("2019-12-01", 11_500_000, 1_500_000),
        ("2019-12-02", 13_000_000, None),
        ("2019-12-03", 13_000_000, None),
    ],
)
def test_income_while_unable_follows_the_day_of_the_accident_to_the_end(day, total, other):
    """14 months: 6 at 100%, 6 at 75%, 2 at 50% under the old law; 12 at 100% and 2 at 50% under the new."""
    answer = owed(event="accident", date=day, outcome="recovered", unable_months=14)
    assert answer.total == total
    assert {doubt.code: doubt.effect for doubt in answer.doubts}.get("transition") == other


@pytest.mark.parametrize(("day", "expected"), [("2019-12-01", "2021-12-01"), ("2019-12-02", "2024-12-02")])
def test_the_right_to_claim_ends_after_two_years_or_five(day, expected):
    answer = owed(event="accident", date=day, outcome="recovered")
    assert expected in [deadline.by.isoformat() for deadline in answer.deadlines if deadline.by]


@pytest.mark.parametrize(
    ("day", "land", "sea", "air"),
    [("2019-12-01", 1_000_000, 1_500_000, 2_500_000), ("2019-12-02", 5_000_000, 2_000_000, 10_000_000)],
)
def test_each_means_of_transport_has_its_own_ceiling(day, land, sea, air):
    bills = {"land": 99_000_000, "sea": 99_000_000, "air": 99_000_000}
    answer = owed(event="accident", date=day, outcome="recovered", transport=bills)
    assert [line.amount for line in answer.lines] == [land, sea, air]


@pytest.mark.parametrize(
    ("day", "paid_months", "lump", "yearly"),
    [
        ("2019-12-01", 59, 0, False),
        ("2019-12-01", 60, 12_000_000, False),
        ("2019-12-02", 35, 0, False),
        ("2019-12-02", 36, 0, True),
    ],
)
def test_the_scholarship_after_another_death_asks_for_five_years_and_then_three(
    day, paid_months, lump, yearly
):
    child = {"born": "2010-01-01", "level": "SD", "grade": 4}
    answer = owed(event="death", date=day, registered="2014-01-01", paid_months=paid_months, children=[child])
    assert sum(line.amount for line in answer.lines if line.code == "scholarship") == lump
    assert bool(answer.scholarship.years) is yearly
