"""The counted problem as arrays: groups of people, classes, funds and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from payung.allocation.fund import Fund

Ints = npt.NDArray[Any]  # of whole numbers, or of truth values


@dataclass(frozen=True, slots=True)
class Limit:
    """What can still stop a fund: ``places`` in people, ``money`` in ``unit`` rupiah; None: cannot bind.

    Where the fund pays one price for everybody its money is so many places; only a fund of two prices keeps ``money``.
    """

    places: int | None
    money: int | None
    unit: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """Group ``g``: ``size`` people of a ``village`` (-1: no quota), ``klass`` and ``priority``.

    Pair ``i``: class ``pair_class`` may be paid by ``pair_fund`` for ``pair_cost`` rupiah a person. Groups are sorted by
    village, class, falling priority.
    """

    village: Ints
    klass: Ints
    priority: Ints
    size: Ints
    quota: Ints
    classes: int
    pair_class: Ints
    pair_fund: Ints
    pair_cost: Ints
    limits: tuple[Limit, ...]
    rank: Ints
    total: int | None = None  # places in all; None: cannot bind

    @property
    def groups(self) -> int:
        return len(self.size)

    @property
    def pairs(self) -> int:
        return len(self.pair_class)

    @property
    def only_heads(self) -> bool:
        """Everything counts in people: a flow."""
        return all(limit.money is None for limit in self.limits)


@dataclass(frozen=True, slots=True)
class Solution:
    """How many of each group are covered and of each pair paid; what is proven of it.

    ``bound`` is never below the best objective, None where none is known; ``settled`` says that people, precedence and
    rupiah are optimal too.
    """

    taken: Ints
    paid: Ints
    bound: int | None
    settled: bool = True


def objective(network: Network, taken: Ints) -> int:
    """The priorities of the covered, summed: exact, for no priority exceeds 10^9 and no country has 10^9 people."""
    return int(np.dot(network.priority, taken))


def fund_limits(at: int, fund: Fund, pair_fund: Ints, pair_cost: Ints, heads: Ints) -> Limit:
    """The limits of one fund that can bind, given how many people stand in the class of each pair."""
    mine = pair_fund == at
    prices, people = pair_cost[mine].tolist(), heads[mine].tolist()
    return limit_of(fund.places, fund.money, prices, people)


def limit_of(places: int | None, money: int | None, prices: list[int], people: list[int]) -> Limit:
    """As ``fund_limits``, from the prices of its classes and the people in each."""
    everybody = sum(people)
    room = everybody if places is None else min(places, everybody)
    if money is not None and prices and min(prices):
        room = min(room, money // min(prices))  # more than that nobody can pay, which makes bounds tight
        money = None if len(set(prices)) == 1 else money
    unit = int(np.gcd.reduce(np.array(prices or [1], dtype=np.int64))) or 1
    all_paid = sum(price * count for price, count in zip(prices, people, strict=True))
    if money is not None and min(all_paid, room * max(prices, default=0)) <= money:
        money = None
    return Limit(
        places=None if room >= everybody else room,
        money=None if money is None else money // unit,
        unit=unit,
    )


def check(network: Network, solution: Solution) -> None:
    """Every limit, recounted in Python's integers. A breach is a fault of ours, never a plan."""
    taken, paid = solution.taken, solution.paid
    assert ((taken >= 0) & (taken <= network.size)).all(), "a count out of range"
    assert (paid >= 0).all(), "a payment for fewer than nobody"
    covered, placed = (
        _sums(network.klass, taken, network.classes),
        _sums(network.pair_class, paid, network.classes),
    )
    assert (covered == placed).all(), "people and payments differ"
    limited = network.village >= 0
    used = _sums(network.village[limited], taken[limited], len(network.quota))
    assert (used <= network.quota).all(), "a quota is exceeded"
    assert network.total is None or int(taken.sum()) <= network.total, "the places in all are exceeded"
    for fund, limit in enumerate(network.limits):
        mine = network.pair_fund == fund
        people, costs = paid[mine].tolist(), network.pair_cost[mine].tolist()
        assert limit.places is None or sum(people) <= limit.places, "places exceeded"
        spent = sum(n * cost for n, cost in zip(people, costs, strict=True))
        assert limit.money is None or spent <= limit.money * limit.unit, "a ceiling is exceeded"


def _sums(index: Any, amounts: Any, count: int) -> Ints:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, index, amounts)
    return sums
