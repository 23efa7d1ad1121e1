"""The rules over columns equal the single case, row by row."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.errors import UnusableInput
from payung.law.benefit import benefit
from payung.law.bulk import death_benefit, due_per_month, due_schedule
from payung.law.case import read_case
from payung.law.contribution import contribution
from payung.law.member import PAYERS, SECTORS
from payung.law.month import Month
from payung.law.parameters import current

months = st.one_of(st.integers(0, 160), st.integers(58, 70), st.integers(124, 142)).map(
    lambda step: Month(2015, 7) + step
)


@st.composite
def person_months(draw):
    month = draw(months)
    registered = draw(st.none() | st.integers(0, 12).map(lambda back: month + -back))
    return (
        month,
        draw(st.integers(0, 25_000_000)),
        draw(st.sampled_from(SECTORS)),
        draw(st.sampled_from(PAYERS)),
        registered,
    )


@settings(deadline=None)
@given(rows=st.lists(person_months(), min_size=1, max_size=20))
def test_person_months_cost_in_bulk_what_they_cost_one_by_one(rows):
    answer = due_per_month(
        np.array([row[0].number for row in rows]),
        np.array([row[1] for row in rows]),
        pa.array([row[2] for row in rows]).dictionary_encode(),
        [row[3] for row in rows],
        np.array([row[4].number if row[4] else 0 for row in rows]),
    )
    table = answer.to_arrow().to_pylist()
    for row, (month, income, sector, payer, registered) in zip(table, rows, strict=True):
        single = contribution(month=month, income=income, sector=sector, payer=payer, registered=registered)
        due = {line.programme: line.due for line in single.lines}
        assert (row["jkk"], row["jkm"]) == (due["JKK"], due["JKM"])
        assert row["relief"] == single.lines[0].relief


@settings(deadline=None)
@given(first=months, count=st.integers(1, 14), rows=st.lists(person_months(), min_size=1, max_size=8))
def test_a_schedule_is_its_person_months(first, count, rows):
    incomes, sectors, payers = ([row[part] for row in rows] for part in (1, 2, 3))
    answer = due_schedule(first, count, incomes, sectors, payers)
    assert answer.jkk.shape == (count, len(rows))
    for column, (_, income, sector, payer, _) in enumerate(rows):
        single = contribution(month=first, months=count, income=income, sector=sector, payer=payer)
        assert int(answer.due[:, column].sum()) == single.due


@st.composite
def deaths(draw):
    day = draw(st.dates(date(2015, 7, 1), date(2027, 12, 31)) | st.dates(date(2025, 2, 1), date(2026, 3, 31)))
    registered = day - timedelta(days=draw(st.integers(0, 130) | st.integers(0, 3000)))
    longest = Month.of(day) - Month.of(registered) + 1
    return (
        day,
        draw(st.booleans()),
        draw(st.integers(0, 25_000_000)),
        registered,
        draw(st.integers(0, min(longest, 4)) | st.integers(0, longest)),
    )


@settings(deadline=None, max_examples=200)
@given(rows=st.lists(deaths(), min_size=1, max_size=20), segment=st.sampled_from(["bpu", "pu"]))
def test_deaths_pay_in_bulk_what_they_pay_one_by_one(rows, segment):
    answer = death_benefit(
        day=np.array([row[0] for row in rows], "datetime64[D]"),
        from_work=[row[1] for row in rows],
        income=[row[2] for row in rows],
        registered=np.array([row[3] for row in rows], "datetime64[D]"),
        paid_months=[row[4] for row in rows],
        segment=segment,
    )
    for number, (day, from_work, income, registered, paid_months) in enumerate(rows):
        case = {
            "event": "accident" if from_work else "death",
            "date": day.isoformat(),
            "segment": segment,
            "income": income,
            "registered": registered.isoformat(),
            "paid_months": paid_months,
            "outcome": "death",
            "children": [],
        }
        single = benefit(read_case(case, current()))
        by_code = {line.code: line.amount for line in single.lines}
        assert answer.total[number] == single.total
        assert answer.death_grant[number] == by_code.get("death_grant", 0)
        assert bool(answer.short[number]) == ("death_grant" not in by_code)


def test_no_rows_give_no_rows():
    assert due_per_month(np.zeros(0, np.int64), np.zeros(0, np.int64), [], []).due.size == 0


def test_a_null_relief_stands_for_none():
    table = due_per_month([202605, 202605], 1_000_000, "other", ["self", "apbd"]).to_arrow()
    assert table["relief"].to_pylist() == ["PP50_2025_OTHER", None]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("month", {"month": [202613]}),
        ("month", {"month": [201506]}),
        ("month", {"month": [0]}),
        ("income", {"income": [-1]}),
        ("income", {"income": [1.5]}),
        ("income", {"income": [None]}),
        ("sector", {"sector": ["sea"]}),
        ("payer", {"payer": ["nobody"]}),
        ("payer", {"payer": [None]}),
        ("registered", {"registered": [202606]}),
        ("payer", {"month": [202605] * 3, "income": [1, 2, 3], "payer": ["apbd", "apbd"]}),
    ],
)
def test_bad_columns_are_refused_by_name(field, change):
    columns = {
        "month": [202605],
        "income": [1],
        "sector": ["other"],
        "payer": ["apbd"],
        "registered": [0],
        **change,
    }
    with pytest.raises(UnusableInput) as error:
        due_per_month(**columns)
    assert error.value.place.column == field


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("date", {"day": ["2015-06-30"]}),
        ("date", {"day": ["NaT"]}),
        ("registered", {"registered": ["2026-05-02"]}),
        ("income", {"income": [-1]}),
        ("segment", {"segment": "pmi"}),
        ("paid_months", {"day": ["2026-05-01"] * 3, "paid_months": [1, 2]}),
    ],
)
def test_bad_columns_of_deaths_are_refused_by_name(field, change):
    columns = {
        "day": ["2026-05-01"],
        "from_work": [False],
        "income": [1],
        "registered": ["2015-07-01"],
        "paid_months": [1],
        **change,
    }
    with pytest.raises(UnusableInput) as error:
        death_benefit(**columns)
    assert error.value.place.column == field
