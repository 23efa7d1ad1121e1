"""Other plans for other assumptions, and what changes between two."""

from __future__ import annotations

import pytest
from problems_of_allocation import VILLAGES, person, problem

from payung.allocation import (
    Condition,
    Fund,
    allocate,
    allocate_greedily,
    compare,
    costs,
    cover,
    terms_from_mapping,
    with_ceiling,
    with_months,
    with_places_per_village,
    without_relief_from,
)
from payung.errors import UnusableInput
from payung.law.month import Month


@pytest.fixture
def villages():
    people = [person(f"{n:03}", village_code=VILLAGES[n % 3], priority=n % 7) for n in range(300)]
    return problem(
        people, [Fund("apbd", "apbd", ceiling=40_320_000), Fund("csr", "csr", ceiling=5_040_000, rank=2)]
    )


def test_twice_the_places_a_village_cover_up_to_twice_the_people(villages):
    fifty, hundred = (allocate(with_places_per_village(villages, places)) for places in (50, 100))
    assert (fifty.summary["covered"], hundred.summary["covered"]) == (150, 240)
    change = compare(fifty, hundred)
    assert change.counts["covered"] == 90
    assert change.counts["in"] - change.counts["out"] == 90
    assert sum(change.villages.column("people").to_pylist()) == 90
    assert sum(change.funds.column("rupiah").to_pylist()) == change.counts["rupiah"]


def test_a_fund_cut_by_a_fifth_covers_a_fifth_fewer(villages):
    assert allocate(with_ceiling(villages, "apbd", 80)).summary["covered"] == 240 - 40


def test_fewer_months_cover_more_people(villages):
    people = {months: allocate(with_months(villages, months)).summary["covered"] for months in (8, 12)}
    assert people[8] > people[12] == 240


def test_the_end_of_a_relief_raises_what_companies_pay_and_nothing_else(villages):
    full = without_relief_from(villages, Month(2026, 4))
    assert costs(full.terms).by["csr", "other"] == costs(full.terms).by["apbd", "other"] == 201_600
    assert costs(villages.terms).by["csr", "other"] == 126_000
    assert allocate(full).summary["covered"] == 200 + 25


def test_a_comparison_names_who_comes_in_falls_out_and_changes_payer():
    people = [person("a", priority=3, groups="tobacco"), person("b", priority=2), person("c", priority=2)]
    funds = [Fund("general", "apbd", places=1), Fund("leaf", "apbd", places=1, rank=2, groups=("tobacco",))]
    small = problem(people, funds)
    change = compare(allocate_greedily(small), allocate(small))
    assert change.people.to_pylist() == [
        {"id": "a", "change": "moved", "fund_before": "general", "fund_after": "leaf"},
        {"id": "b", "change": "in", "fund_before": None, "fund_after": "general"},
    ]
    assert change.counts == {"in": 1, "out": 0, "moved": 1, "covered": 1, "objective": 2, "rupiah": 201_600}


def test_flows_from_funds_to_villages_add_up_to_the_plan(villages):
    result = allocate(villages)
    assert sum(result.flows.column("people").to_pylist()) == result.summary["covered"]
    assert sum(result.flows.column("rupiah").to_pylist()) == sum(result.summary["spent"].values())


@pytest.mark.parametrize(("months", "loss"), [(1, 32_000_000), (2, 32_000_000), (3, 0), (12, 0)])
def test_under_three_months_a_family_loses_all_but_the_funeral_grant(villages, months, loss):
    reach = cover(with_months(villages, months).terms)
    assert (reach.loss, reach.short) == (loss, loss > 0)


def test_a_new_members_first_months_are_priced_as_the_law_of_their_relief_says():
    """PP 49/2020: who came after July 2020 pays two months in full, then 1%."""
    content = {"from": "2020-09", "months": 5, "fund": [{"id": "a", "payer": "apbd"}]}
    standing, new = (costs(terms_from_mapping({**content, "new_members": flag})) for flag in (False, True))
    assert (standing.by["apbd", "other"], new.by["apbd", "other"]) == (5 * 168, 2 * 16_800 + 3 * 168)


@pytest.mark.parametrize(
    ("asked", "covered"),
    [
        (Condition(any=("fakir", "miskin")), ["a", "b"]),
        (Condition(none=("fakir",)), ["b", "c", "d"]),
        (Condition(least=2), ["e"]),
        (Condition(most=2), ["e"]),
        (Condition(least=3, most=4), []),
    ],
)
def test_a_fund_may_ask_anything_of_any_column(asked, covered):
    rows = [("a", "Fakir"), ("b", "miskin"), ("c", ""), ("d", "kaya")]
    numbers = asked.numeric
    people = [person("e", groups="2")] if numbers else [person(id, groups=said) for id, said in rows]
    small = problem(people, [Fund("zakat", "baznas", where={"groups": asked})])
    assert allocate(small).plan.column("id").to_pylist() == covered


def test_a_fund_for_a_regency_pays_in_all_its_villages_and_no_other():
    people = [person("a"), person("b", village_code="13.73.01.1001")]
    small = problem(people, [Fund("sjj", "apbd", villages=("13.03",))])
    assert allocate(small).plan.column("id").to_pylist() == ["a"]


def test_an_unknown_fund_and_a_negative_quota_are_refused(villages):
    with pytest.raises(UnusableInput, match="there is no fund"):
        with_ceiling(villages, "desa", 80)
    with pytest.raises(UnusableInput, match="cannot be negative"):
        with_places_per_village(villages, -1)


@pytest.mark.parametrize("name", ["line", "said", "kind", "fit", "Kepala keluarga?", 'a "quoted" one'])
def test_a_column_may_have_any_name(name):
    people = [{**person("a"), name: "ya"}, {**person("b"), name: "tidak"}]
    small = problem(people, [Fund("csr", "csr", where={name: Condition(any=("ya",))})])
    assert allocate(small).plan.column("id").to_pylist() == ["a"]
