"""Small problems of allocation, and every plan there is for them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from payung.allocation import Fund, Problem, Terms, costs
from payung.law.month import Month

VILLAGES = ("13.03.04.2001", "13.03.04.2002", "13.03.05.2001")


def person(id: str, **values: Any) -> dict[str, Any]:
    given = {"village_code": VILLAGES[0], "priority": 1, "sector": "other", "groups": "", "decile": "3"}
    return {"id": id, **given, **values}


def problem(
    people: Sequence[Mapping[str, Any]],
    funds: Sequence[Fund],
    quota: Mapping[str, int] | None = None,
    start: str = "2026-01",
    months: int = 12,
    places: int | None = None,
) -> Problem:
    """The year 2026 by default: companies pay 126,000 for most, 100,800 in transport, the regency 201,600."""
    names = list(people[0] if people else person(""))
    table = (
        pa.table({name: pa.array([each[name] for each in people]) for name in names})
        if people
        else empty(names)
    )
    return Problem(table, Terms(Month.parse(start), months, tuple(funds)), quota or {}, places=places)


def empty(names: Sequence[str]) -> pa.Table:
    return pa.table({name: pa.array([], pa.string()) for name in names})


def every_score(given: Problem) -> Iterator[tuple[int, int, int, int]]:
    """(priorities, people, -ranks, -rupiah) of each plan that keeps all limits: higher is better, in this order."""
    people, funds = given.people.to_pylist(), given.terms.funds
    price = costs(given.terms).by
    choices = [[None, *(at for at, fund in enumerate(funds) if may_pay(fund, each))] for each in people]
    for plan in itertools.product(*choices):
        covered = [(each, at) for each, at in zip(people, plan, strict=True) if at is not None]
        spent = [0] * len(funds)
        heads = [0] * len(funds)
        villages: dict[str, int] = {}
        for each, at in covered:
            spent[at] += price[funds[at].payer, each["sector"]]
            heads[at] += 1
            villages[each["village_code"]] = villages.get(each["village_code"], 0) + 1
        if given.places is not None and len(covered) > given.places:
            continue
        if any(villages[v] > given.quota.get(v, len(people)) for v in villages):
            continue
        if any(
            (fund.money is not None and spent[at] > fund.money)
            or (fund.places is not None and heads[at] > fund.places)
            for at, fund in enumerate(funds)
        ):
            continue
        yield (
            sum(each["priority"] for each, _ in covered),
            len(covered),
            -sum(funds[at].rank for _, at in covered),
            -sum(spent),
        )


def may_pay(fund: Fund, each: Mapping[str, Any]) -> bool:
    """The rules once more, person by person."""
    if fund.villages is not None and not any(
        each["village_code"] == code or each["village_code"].startswith(code + ".") for code in fund.villages
    ):
        return False
    if fund.groups is not None and not set(each["groups"].split(";")) & set(fund.groups):
        return False
    return fund.sectors is None or each["sector"] in fund.sectors


def score(given: Problem, plan: pa.Table) -> tuple[int, int, int, int]:
    rank = {fund.id: fund.rank for fund in given.terms.funds}
    priority = {each["id"]: each["priority"] for each in given.people.to_pylist()}
    rows = plan.to_pylist()
    return (
        sum(priority[row["id"]] for row in rows),
        len(rows),
        -sum(rank[row["fund"]] for row in rows),
        -sum(row["cost"] for row in rows),
    )
