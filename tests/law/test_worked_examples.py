"""The eighteen worked examples. C: the result is published. F: formula and rates are published, the sum derived.
D: derived from a reading of the law."""

from datetime import date
from decimal import Decimal

import pytest

from payung.law.benefit import benefit
from payung.law.case import read_case
from payung.law.contribution import contribution
from payung.law.coverage import coverage_share
from payung.law.eligibility import registration
from payung.law.heirs import heirs
from payung.law.late_payment import Delay, late_payment
from payung.law.month import Month
from payung.law.parameters import current

LAW = current()


def due(month, months, payer="self", sector="other", **more):
    return contribution(
        month=Month.parse(month), months=months, income=1_000_000, sector=sector, payer=payer, **more
    ).due


def owed(**facts):
    facts = {"event": "accident", "segment": "bpu", "outcome": "recovered", **facts}
    if "wage" not in facts:
        facts.setdefault("income", 1_000_000)
    return benefit(read_case(facts, LAW))


def amounts(answer):
    return {line.code: line.amount for line in answer.lines}


def codes(answer):
    return {doubt.code: doubt.effect for doubt in answer.doubts}


def test_1_c_a_farmer_paid_by_the_regency_costs_the_full_rate_all_through_2026():
    assert due("2026-01", 12, "apbd") == 201_600


@pytest.mark.parametrize(("sector", "expected"), [("transport", 100_800), ("other", 126_000)])
def test_2_f_workers_who_pay_themselves_have_the_relief_of_2026(sector, expected):
    assert due("2026-01", 12, sector=sector) == expected


@pytest.mark.parametrize(
    ("start", "months", "options", "expected"),
    [
        ("2020-08", 6, {}, 1_008),
        ("2020-08", 6, {"registered": Month(2018, 1), "paid_through": Month(2020, 7)}, 1_008),
        ("2020-08", 6, {"registered": Month(2018, 1), "paid_through": Month(2020, 6)}, 100_800),
        ("2020-09", 5, {"registered": Month(2020, 9)}, 34_104),
        ("2020-12", 2, {"registered": Month(2020, 12)}, 33_600),
    ],
)
def test_3_f_the_covid_relief_asks_for_a_settled_july_or_a_third_month(start, months, options, expected):
    assert due(start, months, **options) == expected


@pytest.mark.parametrize(
    ("day", "months", "days", "expected", "standing"),
    [
        ("2024-03-01", 8, 0, 8_000_000, "F"),
        ("2018-03-01", 8, 0, 7_500_000, "F"),
        ("2024-03-01", 14, 0, 13_000_000, "F"),
        ("2024-03-01", 0, 45, 1_500_000, "D"),
    ],
)
def test_4_income_while_unable_to_work(day, months, days, expected, standing):
    assert owed(date=day, unable_months=months, unable_days=days).total == expected


def test_5_c_death_at_work_and_d_the_scholarships_of_two_children():
    answer = owed(
        date="2025-03-10",
        outcome="death",
        children=[
            {"born": "2018-01-01", "level": "SD", "grade": 1},
            {"born": "2009-01-01", "level": "SMA", "grade": 1},
        ],
    )
    assert amounts(answer) == {"death_grant": 48_000_000, "funeral": 10_000_000, "periodic": 12_000_000}
    by_child = [sum(y.amount for y in answer.scholarship.years if y.child == n) for n in (1, 2)]
    assert by_child == [72_000_000, 57_000_000]
    assert (answer.total, answer.scholarship.total, answer.grand_total) == (
        70_000_000,
        129_000_000,
        199_000_000,
    )


def test_6_c_death_not_from_work_after_two_years_gives_no_scholarship():
    answer = owed(
        event="death",
        outcome="death",
        date="2025-08-10",
        registered="2023-08-01",
        paid_months=24,
        children=[{"born": "2015-01-01", "level": "SD", "grade": 4}],
    )
    assert (answer.total, answer.grand_total) == (42_000_000, 42_000_000)


@pytest.mark.parametrize(
    ("registered", "died", "expected", "standing"),
    [("2025-06-15", "2025-08-14", 10_000_000, "C"), ("2023-06-15", "2023-08-14", 42_000_000, "C")],
)
def test_7_death_sixty_days_after_registration(registered, died, expected, standing):
    assert (
        owed(event="death", outcome="death", date=died, registered=registered, paid_months=2).total
        == expected
    )


def test_7_d_on_the_ninetieth_day_both_readings_are_shown():
    answer = owed(event="death", outcome="death", date="2025-08-30", registered="2025-06-01", paid_months=3)
    assert answer.total == 10_000_000
    assert codes(answer)["jkm_waiting_days"] == 32_000_000


def test_8_c_three_years_paid_and_two_children_from_tk_reach_the_maximum():
    answer = owed(
        event="death",
        outcome="death",
        date="2026-08-10",
        registered="2023-08-01",
        paid_months=36,
        children=[{"born": "2022-08-01", "level": "TK"}, {"born": "2022-08-09", "level": "TK"}],
    )
    assert (answer.total, answer.scholarship.total, answer.grand_total) == (
        42_000_000,
        174_000_000,
        216_000_000,
    )


@pytest.mark.parametrize(
    ("part", "loss", "income", "expected"),
    [
        ("nose_wing", 1, 1_000_000, 24_000_000),
        ("nose_wing", 1, 2_950_000, 70_800_000),
        ("left_arm_shoulder", 1.0, 1_000_000, 28_000_000),
        ("right_hand_wrist", 0.5, 1_000_000, 12_800_000),
    ],
)
def test_9_f_partial_disability(part, loss, income, expected):
    answer = owed(
        date="2024-03-01", outcome="partial", income=income, disabilities=[{"part": part, "loss": loss}]
    )
    assert answer.total == expected


def test_10_c_permanent_total_disability_and_f_with_the_periodic_benefit():
    answer = owed(date="2024-03-01", outcome="total")
    assert amounts(answer) == {"total_disability": 56_000_000, "periodic": 12_000_000}
    assert answer.total == 68_000_000


def test_11_f_a_guard_who_died_at_work_before_the_change_of_law():
    answer = owed(
        segment="pu",
        wage=4_000_000,
        date="2019-10-27",
        outcome="death",
        children=[{"born": "2010-01-01", "level": "SD", "grade": 3}],
    )
    assert amounts(answer) == {
        "death_grant": 192_000_000,
        "funeral": 3_000_000,
        "periodic": 4_800_000,
        "scholarship": 12_000_000,
    }
    assert answer.grand_total == 211_800_000


def test_11_c_another_death_on_the_same_day():
    answer = owed(
        event="death",
        outcome="death",
        date="2019-10-27",
        registered="2018-01-01",
        paid_months=20,
        children=[],
    )
    assert answer.total == 24_000_000


@pytest.mark.parametrize(
    ("wage", "expected", "standing"), [(4_276_350, 227_264_800, "F"), (4_276_354, 227_264_992, "F")]
)
def test_12_the_jakarta_workers_of_july_2020(wage, expected, standing):
    """Published Rp227,265,000: a rounding of some 200 rupiah away from the minimum wage."""
    answer = owed(segment="pu", wage=wage, date="2020-07-15", outcome="death", children=[])
    assert answer.total == expected
    assert abs(answer.total - 227_265_000) <= 200


def test_12_d_a_child_in_the_last_year_of_sd():
    child = {"born": "2009-01-15", "level": "SD", "grade": 6}
    answer = owed(segment="pu", wage=4_276_350, date="2020-07-15", outcome="death", children=[child])
    assert answer.scholarship.total == 76_500_000


def test_13_f_transport_by_land_and_air():
    answer = owed(date="2024-03-01", transport={"land": 6_200_000, "air": 4_000_000})
    assert answer.total == 9_000_000


def test_14_f_a_construction_contract_of_two_billion():
    answer = contribution(
        month=Month(2026, 5),
        income=0,
        sector="other",
        payer="self",
        segment="construction",
        contract_value=2_000_000_000,
    )
    assert {line.programme: line.due for line in answer.lines} == {"JKK": 2_640_000, "JKM": 310_000}
    assert answer.due == 2_950_000


def test_15_d_late_payment_shows_calendar_and_working_days():
    five = owed(
        event="death",
        outcome="death",
        date="2024-08-10",
        registered="2022-08-01",
        paid_months=24,
        compensation_days=5,
    )
    assert amounts(five)["late_payment"] == 2_100_000
    monday = date(2024, 7, 22)
    part = late_payment(42_000_000, Delay.between(monday, date(2024, 7, 29)), monday, LAW)
    assert part.total == 2_940_000
    assert part.doubts[0].effect == 2_100_000 - 2_940_000


def test_16_f_heirs_in_their_order():
    day = date(2025, 1, 1)
    family = heirs({"parent", "sibling"}, day, LAW, total=42_000_000, funeral=10_000_000)
    assert (family.who, family.to_heirs) == (("parent",), 42_000_000)
    nobody = heirs((), day, LAW, total=42_000_000, funeral=10_000_000)
    assert (nobody.to_heirs, nobody.to_undertaker, nobody.to_fund) == (0, 10_000_000, 32_000_000)


def test_17_d_a_published_share_that_is_not_that_of_its_parts_is_said():
    share = coverage_share(935_079, 1_873_899, Decimal("50.88"))
    assert share.percent == Decimal("49.90")
    assert not share.matches
    assert "Tidak cocok" in share.remark.to("id")
    above = coverage_share(105, 100)
    assert above.percent == Decimal("105.00")
    assert "100%" in above.remark.to("en")


@pytest.mark.parametrize(("born", "accepted"), [(date(1961, 3, 1), True), (date(1961, 2, 20), False)])
def test_18_d_registration_ends_on_the_sixty_fifth_birthday(born, accepted):
    day = date(2026, 2, 20)
    assert registration(born, day, day, LAW).accepted is accepted
