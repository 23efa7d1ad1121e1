"""Where a fund pays different prices under one ceiling: branch and bound (HiGHS) on the few groups that are in question.

Prices of the linear relaxation, rounded to whole numbers, give a bound that holds in exact arithmetic whatever the solver's
tolerance. By that bound most groups are certainly full or certainly empty; only the others go to HiGHS, and its answer
is recounted in integers. HiGHS is the one that OR-Tools ships: two copies of it cannot live in one process.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from payung.allocation.greedy import solve_greedy
from payung.allocation.network import Ints, Limit, Network, Solution, check, objective
from payung.allocation.program import Program

SCALE = 2**16  # prices are multiples of 1 / SCALE of a point of priority
_CORE = 1500  # groups in question at first
_LARGEST = 50_000
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a place in a village's quota, of a fund's place, of a unit of its money, of a place in all: whole, never
    negative, times SCALE."""

    quota: Ints
    places: Ints
    money: Ints
    total: int = 0

    def gains(self, network: Network) -> Ints:
        """What covering one of each group gains over the prices: above 0 all of it belongs in, below 0 nobody."""
        asked = self.places[network.pair_fund] + self.money[network.pair_fund] * units(network)
        cheapest = np.full(network.classes, np.iinfo(np.int64).max)
        np.minimum.at(cheapest, network.pair_class, asked)
        quota = np.concatenate([[0], self.quota])[network.village + 1]
        gains: Ints = network.priority * SCALE - self.total - quota - cheapest[network.klass]
        return gains

    def bound(self, network: Network, gains: Ints) -> int:
        """No plan is worth more (weak duality, in Python's integers), times SCALE."""
        total: int = sum(p * q for p, q in zip(self.quota.tolist(), network.quota.tolist(), strict=True))
        for limit, place, unit in zip(network.limits, self.places.tolist(), self.money.tolist(), strict=True):
            total += place * (limit.places or 0) + unit * (limit.money or 0)
        total += self.total * (network.total or 0)
        inside = gains > 0
        for gain, people in zip(gains[inside].tolist(), network.size[inside].tolist(), strict=True):
            total += gain * people
        return total


def units(network: Network) -> Ints:
    """What each pair takes of its fund's money, in the fund's unit."""
    unit = np.array([limit.unit for limit in network.limits], dtype=np.int64)
    return network.pair_cost // unit[network.pair_fund]


def solve_mixed(network: Network, time_limit: float) -> Solution:
    """The optimum in all four aims, or what the time allowed with an honest bound."""
    return Search(network, time_limit).run()


class Search:
    """One search. ``aims`` 2 stops after priorities and people; ``start`` is a plan that keeps all limits."""

    def __init__(
        self, network: Network, time_limit: float, aims: int = 4, start: Solution | None = None
    ) -> None:
        self.network = network
        self.start = start
        self.ends = time.monotonic() + time_limit
        self.aims = aims
        zero = np.zeros_like(network.rank)
        costless = Prices(np.zeros_like(network.quota), zero, zero)
        self.gains = costless.gains(network)
        self.ceiling = costless.bound(network, self.gains)

    def run(self) -> Solution:
        self._price()
        nothing = np.zeros_like(self.network.size), np.zeros_like(self.network.pair_fund)
        taken, paid = (self.start.taken, self.start.paid) if self.start else nothing
        best, bound = self._first_aim(Solution(taken, paid, None, settled=False))
        proven = bound <= objective(self.network, best.taken)
        if not proven and not self.start:  # the clerk's plan may be the better one
            taken, paid = solve_greedy(self.network)
            if objective(self.network, taken) > objective(self.network, best.taken):
                best = Solution(taken, paid, None, settled=False)
        best = replace(best, bound=bound)
        return self._later_aims(best) if proven else best

    def _left(self) -> float:
        return self.ends - time.monotonic()

    def _price(self) -> None:
        """Prices by the relaxation on the groups near the margin, until all that are left out agree with them."""
        network = self.network
        size = min(network.groups, 4 * _CORE)
        centre = self.gains if size == network.groups else _guessed(network)
        base = np.where(centre > 0, network.size, 0)
        free = _closest(centre, size)
        for _ in range(_ROUNDS):
            found = self._relaxed(free, base)
            if found is None:  # too much stands fixed: no room for it
                size = min(network.groups, 4 * size)
                free |= _closest(centre, size)
                continue
            gains = found.gains(network)
            wrong = ~free & ((gains > 0) != (base > 0)) & (np.abs(gains) > SCALE // 64)
            self._accept(found)
            if not wrong.any():
                return
            free |= wrong

    def _accept(self, prices: Prices) -> None:
        """Keep prices that bound better."""
        gains = prices.gains(self.network)
        bound = prices.bound(self.network, gains)
        if bound <= self.ceiling:
            self.gains, self.ceiling = gains, bound

    def _relaxed(self, free: Ints, base: Ints) -> Prices | None:
        program = Program(self.network, units(self.network), free, base, whole=False)
        program.maximise_priority()
        return program.prices() if program.solve(self._left()) else None

    def _program(self, free: Ints) -> Program:
        base = np.where(self.gains > 0, self.network.size, 0)
        return Program(self.network, units(self.network), free, base, whole=True)

    def _first_aim(self, best: Solution) -> tuple[Solution, int]:
        """Priorities: solve a core; what lies outside is shut out by the bound, or the core is widened.

        The best plan, and what no plan exceeds.
        """
        free, bound = _closest(self.gains, _CORE), self.ceiling // SCALE
        for _ in range(3):
            program = self._program(free)
            program.maximise_priority()
            complete = program.solve(self._left())
            found = self._checked(program)
            if found and objective(self.network, found.taken) >= objective(self.network, best.taken):
                best = found
            reached = objective(self.network, best.taken)
            outside = (self.ceiling - int(np.abs(self.gains[~free]).min(initial=2**62))) // SCALE
            if complete and found:
                bound = min(bound, max(outside, reached))
            if bound <= reached or self._left() < 1:
                break
            needed = int((np.abs(self.gains) <= self.ceiling - reached * SCALE).sum())
            free = _closest(self.gains, 8 * _CORE if program.infeasible else min(needed, _LARGEST))
        return best, bound

    def _checked(self, program: Program) -> Solution | None:
        """What the solver found, if it holds in whole numbers: its tolerance is not ours."""
        found = program.solution()
        if found is None:
            return None
        candidate = Solution(*found, bound=None, settled=False)
        try:
            check(self.network, candidate)
        except AssertionError:
            return None
        return candidate

    def _later_aims(self, best: Solution) -> Solution:
        """People, precedence, rupiah: each holds what was reached before it."""
        reached = objective(self.network, best.taken)
        free = np.abs(self.gains) <= self.ceiling - reached * SCALE
        if int(free.sum()) > _LARGEST:
            return best
        program = self._program(free)
        program.hold_priority(reached)
        for aim in (program.more_people, program.lower_ranks, program.less_rupiah)[: self.aims - 1]:
            aim()
            complete = program.solve(self._left())
            found = self._checked(program)
            if not complete or found is None or objective(self.network, found.taken) != reached:
                return best
            program.hold(found)
            best = replace(found, bound=best.bound)
        return replace(best, settled=True)


def _closest(gains: Ints, count: int) -> Ints:
    """The groups nearest to the margin, and those as near as the last of them."""
    distance = np.abs(gains)
    if count >= len(distance):
        return np.ones(len(distance), dtype=bool)
    near: Ints = distance <= np.partition(distance, count - 1)[count - 1]
    return near


def _guessed(network: Network) -> Ints:
    """Gains as a flow sees them that takes a fund of several prices for one of their mean: a place to start from."""
    from payung.allocation.flow import group_gains

    spent, limits = units(network), []
    for fund, limit in enumerate(network.limits):
        if limit.money is None:
            limits.append(limit)
            continue
        places = (
            limit.money
            * int((network.pair_fund == fund).sum())
            // int(spent[network.pair_fund == fund].sum())
        )
        limits.append(Limit(places if limit.places is None else min(places, limit.places), None))
    return group_gains(replace(network, limits=tuple(limits))) * SCALE
