from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems_of_allocation import VILLAGES, every_score, may_pay, person, problem, score

from payung.allocation import Fund, Problem, allocate, allocate_greedily, costs, with_more_money

MOST = 6  # people: every plan is tried
MANY = settings(max_examples=20, deadline=None)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    people = [
        person(
            f"p{n}",
            village_code=draw(st.sampled_from(VILLAGES)),
            priority=draw(st.integers(0, 4)),
            sector=draw(st.sampled_from(["transport", "other"])),
            groups=draw(st.sampled_from(["", "tobacco", "tobacco;mustahik"])),
        )
        for n in range(draw(st.integers(1, MOST)))
    ]
    funds = [
        Fund(
            id=f"f{n}",
            payer=draw(st.sampled_from(["apbd", "csr", "baznas"])),
            ceiling=draw(st.none() | st.integers(0, 650_000)),
            places=draw(st.none() | st.integers(1, 4)),
            rank=draw(st.integers(1, 3)),
            villages=draw(st.none() | st.just(("13.03.04",)) | st.just((VILLAGES[0],))),
            groups=draw(st.none() | st.just(("tobacco",)) | st.just(("mustahik",))),
            sectors=draw(st.none() | st.just(("transport",))),
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    quota = draw(st.dictionaries(st.sampled_from(VILLAGES), st.integers(0, 3)))
    return problem(people, funds, quota, places=draw(st.none() | st.integers(0, 4)))


@given(problems())
@MANY
def test_no_plan_is_better_in_priorities_then_people_then_ranks_then_rupiah(small):
    result = allocate(small)
    best = max(every_score(small))
    assert score(small, result.plan) == best
    assert (result.summary["objective"], result.summary["bound"], result.summary["gap"]) == (
        best[0],
        best[0],
        0,
    )
    assert result.summary["settled"]


@given(problems())
@MANY
def test_rules_quotas_ceilings_and_places_hold_and_everybody_is_somewhere_once(small):
    result = allocate(small)
    people = {each["id"]: each for each in small.people.to_pylist()}
    price, funds = costs(small.terms).by, {fund.id: fund for fund in small.terms.funds}
    rows = result.plan.to_pylist()
    for row in rows:
        fund, each = funds[row["fund"]], people[row["id"]]
        assert may_pay(fund, each)
        assert row["cost"] == price[fund.payer, each["sector"]]
    for fund in funds.values():
        mine = [row["cost"] for row in rows if row["fund"] == fund.id]
        assert result.summary["spent"][fund.id] == sum(mine)
        assert fund.ceiling is None or sum(mine) <= fund.ceiling
        assert fund.places is None or len(mine) <= fund.places
    for village, places in small.quota.items():
        assert sum(people[row["id"]]["village_code"] == village for row in rows) <= places
    assert small.places is None or len(rows) <= small.places
    waiting = result.waiting.to_pylist()
    assert sorted([row["id"] for row in rows] + [row["id"] for row in waiting]) == sorted(people)
    assert sorted(row["position"] for row in waiting) == list(range(1, len(waiting) + 1))
    assert all(row["why"] and row["binding"] for row in waiting)


@given(problems())
@MANY
def test_what_shut_somebody_out_is_really_full(small):
    result = allocate(small)
    people = {each["id"]: each for each in small.people.to_pylist()}
    price, funds = costs(small.terms).by, {fund.id: fund for fund in small.terms.funds}
    rows = result.plan.to_pylist()
    for row in result.waiting.to_pylist():
        each = people[row["id"]]
        payers = [fund for fund in funds.values() if may_pay(fund, each)]
        if not payers:
            assert row["binding"] == "no_fund"
            continue
        parts = [part for part in row["binding"].split(";") if part != "total"]
        if len(parts) < len(row["binding"].split(";")):
            assert len(rows) == small.places
        kinds = dict(part.split(":") for part in parts if part.startswith("quota"))
        if "quota" in kinds:
            taken = sum(people[other["id"]]["village_code"] == each["village_code"] for other in rows)
            assert taken == small.quota[each["village_code"]]
        elif parts or len(rows) != small.places:
            named = {part.split(":")[1] for part in parts}
            assert named == {fund.id for fund in payers}
        for part in parts:
            kind, id = part.split(":")
            if kind == "ceiling":
                left = (funds[id].ceiling or 0) - result.summary["spent"][id]
                assert left < price[funds[id].payer, each["sector"]]
            if kind == "places":
                assert sum(other["fund"] == id for other in rows) == funds[id].places


@given(problems())
@MANY
def test_one_more_million_covers_as_many_as_solving_again_says_and_never_less_weight(small):
    result = allocate(small)
    for fund in small.terms.funds:
        richer = allocate(with_more_money(small, fund.id, 1_000_000))
        assert result.summary["marginal"][fund.id] == richer.summary["covered"] - result.summary["covered"]
        assert richer.summary["objective"] >= result.summary["objective"]


@given(problems())
@MANY
def test_going_down_the_list_never_beats_the_best_plan(small):
    assert allocate_greedily(small).summary["objective"] <= allocate(small).summary["objective"]


@given(problems(), st.randoms(use_true_random=False))
@MANY
def test_the_order_of_rows_changes_nothing(small, chance):
    order = list(range(small.people.num_rows))
    chance.shuffle(order)
    turned = Problem(small.people.take(order), small.terms, small.quota, places=small.places)
    first, second = allocate(small), allocate(turned)
    assert (first.plan, first.waiting, first.flows) == (second.plan, second.waiting, second.flows)


def test_greed_loses_where_a_chain_of_funds_wins():
    people = [
        person("a", priority=3, groups="tobacco"),
        person("b", priority=2, village_code=VILLAGES[1]),
    ]
    funds = [
        Fund("general", "apbd", places=1, rank=1),
        Fund("leaf", "apbd", places=1, rank=2, groups=("tobacco",)),
    ]
    small = problem(people, funds)
    assert allocate_greedily(small).summary["objective"] == 3
    assert allocate(small).plan.to_pylist() == [
        {"id": "a", "fund": "leaf", "cost": 201_600},
        {"id": "b", "fund": "general", "cost": 201_600},
    ]


def test_two_of_less_weight_go_before_one_of_more_where_they_weigh_more_together():
    """A company's last Rp201,600 buy two in transport (Rp100,800) or one farmer (Rp126,000)."""
    people = [
        person("farmer", priority=3),
        *(person(f"ojek{n}", priority=2, sector="transport") for n in range(2)),
    ]
    result = allocate(problem(people, [Fund("csr", "csr", ceiling=201_600)]))
    assert result.plan.column("id").to_pylist() == ["ojek0", "ojek1"]
    assert result.summary["marginal"] == {"csr": 1}


def test_among_equals_the_lowest_id_is_covered():
    result = allocate(problem([person(id) for id in "cabd"], [Fund("apbd", "apbd", places=2)]))
    assert result.plan.column("id").to_pylist() == ["a", "b"]
    assert result.waiting.select(["id", "position"]).to_pylist() == [
        {"id": "c", "position": 1},
        {"id": "d", "position": 2},
    ]


@pytest.mark.parametrize("priority", [999_999_999, 1_000_000_000])
def test_great_priorities_are_summed_exactly(priority):
    people = [
        person(f"p{n:02}", priority=priority - n, sector=("transport", "other")[n % 2]) for n in range(30)
    ]
    result = allocate(
        problem(people, [Fund("csr", "csr", ceiling=1_000_000), Fund("apbd", "apbd", places=7)])
    )
    # ten can be paid by the company only if all but one of them are in transport: 9 x 100,800 leaves 92,800
    assert result.summary["gap"] == 0
    assert result.summary["objective"] == sum(
        priority - int(id[1:]) for id in result.plan.column("id").to_pylist()
    )


def test_places_in_all_bind_beside_those_of_villages_and_say_so():
    people = [person(f"p{n}", village_code=VILLAGES[n % 2], priority=9 - n) for n in range(6)]
    small = problem(people, [Fund(id="apbd", payer="apbd")], {VILLAGES[0]: 2, VILLAGES[1]: 2}, places=3)
    result = allocate(small)
    assert {row["id"] for row in result.plan.to_pylist()} == {"p0", "p1", "p2"}
    told = {row["id"]: (row["why"], row["binding"]) for row in result.waiting.to_pylist()}
    assert told["p3"] == ("Tempat seluruhnya penuh (3).", "total")
    assert told["p4"][1] == f"quota:{VILLAGES[0]};total"


def test_priority_nought_is_covered_where_there_is_money_left():
    result = allocate(problem([person("a", priority=0)], [Fund("apbd", "apbd")]))
    assert result.summary["covered"] == 1


def test_nobody_is_a_plan_too():
    result = allocate(problem([], [Fund("apbd", "apbd", ceiling=5)]))
    assert (result.summary["people"], result.summary["covered"], result.summary["gap"]) == (0, 0, 0)


def test_a_search_that_runs_out_of_time_says_so_and_keeps_every_limit():
    people = [person(f"p{n}", priority=n, sector=("transport", "other")[n % 2]) for n in range(6)]
    small = problem(people, [Fund("csr", "csr", ceiling=350_000)])
    result = allocate(small, time_limit=0)
    assert result.summary["bound"] > result.summary["objective"] > 0
    assert result.summary["gap"] > 0
    assert any("time ran out" in notice.en for notice in result.notices)
    assert result.summary["spent"]["csr"] <= 350_000
    assert result.summary["marginal"] == {"csr": None}
    assert result.summary["bound"] >= max(every_score(small))[0]
