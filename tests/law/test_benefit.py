"""Benefits: what holds for every case, and the unsettled points that a family must hear of."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.law.benefit import benefit
from payung.law.benefit_text import as_text
from payung.law.case import read_case
from payung.law.month import Month
from payung.law.parameters import current

LAW = current()
SAMPLE = {
    "event": "accident",
    "date": "2025-03-10",
    "segment": "bpu",
    "income": 1_000_000,
    "registered": "2024-01-15",
    "paid_months": 14,
    "outcome": "death",
    "unable_months": 8,
    "unable_days": 0,
    "disabilities": [{"part": "left_arm_shoulder", "loss": 1.0}],
    "transport": {"land": 6_200_000, "sea": 0, "air": 4_000_000},
    "medical": 0,
    "children": [{"born": "2018-07-01", "level": "SD", "grade": 1}],
    "compensation_days": 0,
}


def owed(**facts):
    return benefit(read_case({**SAMPLE, **facts}, LAW))


def died(**facts):
    base = {"event": "death", "segment": "bpu", "income": 1_000_000, "children": []}
    return benefit(read_case({**base, **facts}, LAW))


def effects(answer):
    return {doubt.code: doubt.effect for doubt in answer.doubts}


def test_the_case_of_the_contract():
    answer = owed().to_json("en")
    assert list(answer) == [
        "law_versions",
        "lines",
        "total",
        "scholarship",
        "scholarship_total",
        "grand_total",
        "doubts",
        "deadlines",
        "documents",
    ]
    assert [(line["code"], line["amount"]) for line in answer["lines"]] == [
        ("transport", 5_000_000),
        ("transport", 4_000_000),
        ("temporary_inability", 8_000_000),
        ("death_grant", 48_000_000),
        ("funeral", 10_000_000),
        ("periodic", 12_000_000),
    ]
    assert answer["scholarship"][0] == {"child": 1, "year": "2024/2025", "level": "SD", "amount": 1_500_000}
    assert answer["grand_total"] == answer["total"] + answer["scholarship_total"] == 87_000_000 + 84_000_000
    assert answer["law_versions"] == ["PP 82/2019", "PP 44/2015"]
    assert {line["confidence"] for line in answer["lines"]} <= {"verified", "reported", "unverified"}


@settings(deadline=None)
@given(
    event=st.sampled_from(["accident", "disease", "death"]),
    day=st.dates(date(2016, 1, 1), date(2028, 12, 31)),
    member_days=st.integers(0, 4000),
    income=st.integers(0, 25_000_000),
    unable=st.integers(0, 30),
    late=st.integers(0, 30),
    data=st.data(),
)
def test_totals_are_sums_of_lines_and_more_paid_months_never_pay_less(
    event, day, member_days, income, unable, late, data
):
    registered = day - timedelta(days=member_days)
    longest = Month.of(day) - Month.of(registered) + 1
    fewer = data.draw(st.integers(0, longest))
    more = data.draw(st.integers(fewer, longest))
    facts = {
        "event": event,
        "date": day.isoformat(),
        "registered": registered.isoformat(),
        "income": income,
        "unable_months": unable,
        "compensation_days": late,
        "disabilities": [],
        "children": [{"born": "2012-01-01", "level": "SD", "grade": 2}],
    }
    poorer, richer = (owed(**facts, paid_months=paid) for paid in (fewer, more))
    assert poorer.grand_total <= richer.grand_total
    for answer in (poorer, richer):
        assert answer.total == sum(line.amount for line in answer.lines)
        assert answer.grand_total == answer.total + sum(year.amount for year in answer.scholarship.years)
        assert all(type(line.amount) is int and line.amount >= 0 for line in answer.lines)


@pytest.mark.parametrize(
    ("registered", "day", "total", "doubts"),
    [
        # 90 days, not yet three months; and the fourth contribution month
        ("2025-06-01", "2025-08-29", 10, {}),
        ("2025-06-01", "2025-08-30", 10, {"jkm_waiting_days": 32_000_000}),
        ("2025-06-01", "2025-09-01", 42, {}),
        ("2025-06-15", "2025-09-05", 10, {"jkm_waiting_contribution_months": 32_000_000}),
        # three short months end before the ninetieth day
        ("2026-02-01", "2026-04-30", 10, {}),
        ("2026-02-01", "2026-05-01", 42, {"jkm_waiting_days": -32_000_000}),
        ("2025-11-30", "2026-02-27", 10, {"jkm_waiting_contribution_months": 32_000_000}),
        ("2025-11-30", "2026-02-28", 42, {}),
    ],
)
def test_each_reading_of_the_three_months_near_its_edge(registered, day, total, doubts):
    answer = died(registered=registered, date=day, paid_months=3)
    assert answer.total == total * 1_000_000
    found = {code: effect for code, effect in effects(answer).items() if code != "jkm_waiting_article"}
    assert found == doubts


def test_the_reduced_grant_is_one_funeral_line_that_cites_the_rule():
    answer = died(registered="2025-06-15", date="2025-08-14", paid_months=2)
    assert [(line.code, line.amount) for line in answer.lines] == [("funeral", 10_000_000)]
    assert answer.law_versions == ("Permenaker 1/2025",)
    assert effects(answer)["jkm_waiting_article"] == 32_000_000


def test_wage_workers_are_outside_the_three_month_rule_with_a_doubt():
    answer = died(segment="pu", wage=3_000_000, registered="2025-06-15", date="2025-08-14", paid_months=2)
    assert answer.total == 42_000_000
    assert effects(answer) == {"jkm_waiting_segment": -32_000_000}


def test_months_left_unpaid_put_the_whole_benefit_at_risk():
    window = died(registered="2024-01-15", date="2025-06-10", paid_months=15)
    assert window.total == 42_000_000
    assert effects(window) == {"arrears_window": -42_000_000, "jkm_waiting_unbroken": -32_000_000}
    lapsed = died(registered="2024-01-15", date="2025-06-10", paid_months=5)
    assert effects(lapsed)["membership_may_have_ended"] == -42_000_000
    broken = died(registered="2024-01-15", date="2025-06-10", paid_months=2)
    assert broken.total == 10_000_000
    assert effects(broken)["jkm_waiting_unbroken"] == 32_000_000


def test_a_low_wage_worker_has_at_least_the_death_grant_of_jkm():
    answer = owed(segment="pu", wage=300_000, unable_months=0, transport={}, children=[], disabilities=[])
    assert answer.lines[0].amount == 20_000_000
    assert "JKM" in answer.lines[0].working.id


@pytest.mark.parametrize(
    ("months", "days", "amount"),
    [(6, 15, 6_375_000), (5, 45, 6_375_000), (12, 0, 10_500_000), (13, 1, 11_016_667)],
)
def test_days_fall_into_the_stage_in_which_they_lie(months, days, amount):
    answer = owed(
        date="2018-03-10",
        registered="2018-01-15",
        paid_months=2,
        outcome="recovered",
        unable_months=months,
        unable_days=days,
        transport={},
        disabilities=[],
    )
    assert answer.total == amount


def test_percentages_above_the_cap_are_undecided_and_not_paid():
    parts = [{"part": "both_legs_hip"}, {"part": "left_arm_shoulder"}]
    answer = owed(outcome="partial", disabilities=parts, transport={}, unable_months=0)
    assert answer.total == 56_000_000
    assert effects(answer)["disability_sum_cap"] == 28_000_000


def test_left_handed_people_swap_right_and_left():
    part = [{"part": "left_arm_shoulder"}]
    answer = owed(outcome="partial", disabilities=part, left_handed=True, transport={}, unable_months=0)
    assert answer.total == 32_000_000
    assert "lengan kiri" in answer.lines[0].working.id


@pytest.mark.parametrize(
    ("disability", "total"),
    [
        ({"part": "hearing_one_ear_10_db", "steps": 3}, 7_200_000),
        ({"part": "scalp", "percent": 12.5}, 10_000_000),
        ({"part": "right_index_phalanx"}, 3_600_000),
    ],
)
def test_graded_parts_and_ranges(disability, total):
    answer = owed(outcome="partial", disabilities=[disability], transport={}, unable_months=0)
    assert answer.total == total


def test_recalled_percentages_are_marked_unverified_and_confirmed_ones_reported():
    parts = [{"part": "left_arm_shoulder"}, {"part": "right_thumb"}]
    answer = owed(outcome="partial", disabilities=parts, transport={}, unable_months=0)
    assert [line.confidence for line in answer.lines] == ["reported", "unverified"]
    assert "disability_table_unverified" in effects(answer)


@pytest.mark.parametrize(
    ("change", "years"),
    [
        ({}, 17),
        ({"married": True}, 0),
        ({"married": "2030-03-11"}, 6),
        ({"working": "2030-03-10", "working_as": "employee"}, 5),
        ({"working": "2030-03-10", "working_as": "internship"}, 17),
    ],
)
def test_marriage_and_work_end_a_scholarship(change, years):
    child = {"born": "2018-07-01", "level": "SD", "grade": 1, **change}
    assert len(owed(children=[child]).scholarship.years) == years


def test_two_children_at_most_and_the_family_chooses():
    children = [
        {"born": "2008-01-01", "level": "SMA", "grade": 2},
        {"born": "2018-07-01", "level": "SD", "grade": 1},
        {"born": "2014-07-01", "level": "SD", "grade": 5},
    ]
    answer = owed(children=children)
    assert {year.child for year in answer.scholarship.years} == {2, 3}
    assert "scholarship_choice" in effects(answer)


def test_a_child_not_yet_at_school_waits_for_it():
    answer = owed(children=[{"born": "2024-03-10"}])
    assert answer.scholarship.years[0].year == "2027/2028"
    assert answer.scholarship.total == 87_000_000
    assert "scholarship_school_start" in effects(answer)


def test_school_years_turn_in_july():
    years = owed(date="2025-07-01").scholarship.years
    assert years[0].year == "2025/2026"


@pytest.mark.parametrize(
    ("complete", "by"),
    [
        ("2025-03-21", "2025-04-10"),  # Nyepi and Idul Fitri, with the joint leave around them
        ("2025-06-16", "2025-06-25"),
    ],
)
def test_seven_working_days_skip_weekends_holidays_and_joint_leave(complete, by):
    answer = owed(documents_complete=complete)
    assert by in [deadline.by.isoformat() for deadline in answer.deadlines if deadline.by]


def test_late_payment_is_counted_from_the_day_of_payment():
    answer = died(
        registered="2022-08-01",
        date="2024-07-10",
        paid_months=24,
        documents_complete="2024-07-17",
        paid_on="2024-07-29",
    )
    assert answer.lines[-1].code == "late_payment"
    assert answer.lines[-1].amount == 2_940_000
    assert effects(answer)["late_payment_days"] == -840_000


def test_what_was_given_and_does_not_count_is_said():
    assert "left_out" in effects(owed(outcome="recovered"))
    assert "left_out" in effects(owed(event="death"))


def test_a_date_beyond_the_last_known_rule_warns():
    assert "beyond_known_rules" not in effects(
        died(registered="2026-01-01", date="2027-03-31", paid_months=14)
    )
    assert "beyond_known_rules" in effects(died(registered="2026-01-01", date="2027-04-01", paid_months=14))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ["Seluruhnya: Rp171.000.000", "Belum pasti:", "Akta kematian"]),
        ("en", ["All together: Rp171.000.000"]),
    ],
)
def test_the_working_can_be_handed_to_a_family(language, words):
    said = as_text(owed(), language)
    assert all(word in said for word in words)
    assert "60% × 80 × Rp1.000.000 = Rp48.000.000" in said
