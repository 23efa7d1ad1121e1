"""How many more people each fund would cover with one more million rupiah: by solving again, never by a shadow price.

Where only heads count the optimal flow is carried on from where it stands, place by place along the best exchange; else the
search is done again from the prices that are known.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from payung.allocation.flow import distances
from payung.allocation.fund import Fund
from payung.allocation.network import Ints, Limit, Network, Solution, fund_limits

MILLION = 1_000_000


def marginal(network: Network, funds: Sequence[Fund], solution: Solution, seconds: float) -> list[int | None]:
    """People more (rarely fewer: some weigh more than two others), by fund. Without a ceiling: none.

    None where the seconds left for all of them were not enough for proof.
    """
    ends = time.monotonic() + seconds
    return [_more(network, at, fund, solution, ends) for at, fund in enumerate(funds)]


def _more(network: Network, at: int, fund: Fund, solution: Solution, ends: float) -> int | None:
    if fund.ceiling is None or not network.groups:
        return 0
    heads = np.zeros(network.classes, dtype=np.int64)
    np.add.at(heads, network.klass, network.size)
    richer = replace(fund, ceiling=fund.ceiling + MILLION)
    limit = fund_limits(at, richer, network.pair_fund, network.pair_cost, heads[network.pair_class])
    if limit == network.limits[at]:
        return 0
    if network.only_heads:
        before = network.limits[at].places
        assert before is not None, "a fund whose limit moves has one"
        reached = (
            int(heads[network.pair_class[network.pair_fund == at]].sum())
            if limit.places is None
            else limit.places
        )
        return Exchange(network, solution).add_places(at, reached - before)
    return _searched(network, at, limit, solution, ends)


def _searched(network: Network, at: int, limit: Limit, solution: Solution, ends: float) -> int | None:
    from payung.allocation.mixed import Search

    limits = (*network.limits[:at], limit, *network.limits[at + 1 :])
    found = Search(replace(network, limits=limits), ends - time.monotonic(), aims=2, start=solution).run()
    if not (solution.settled and found.settled):
        return None
    return int(found.taken.sum() - solution.taken.sum())


class Exchange:
    """An optimal flow that takes in further places one after the other, each time by the best chain of exchanges."""

    def __init__(self, network: Network, solution: Solution) -> None:
        self.network = network
        self.taken, self.paid = solution.taken.copy(), solution.paid.copy()
        villages, classes = len(network.quota), network.classes
        self.door = 0 if network.total is None else 1 + villages + classes + len(network.limits)
        self.nodes = 1 + villages + classes + len(network.limits) + (network.total is not None)
        self.class_node = 1 + villages + np.arange(classes)
        self.fund_node = 1 + villages + classes + np.arange(len(network.limits))
        key = (network.village + 1) * classes + network.klass
        self.starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
        self.stops = np.append(self.starts[1:], network.groups)
        self.weight = network.priority * (int(network.size.sum()) + 1) + 1  # priorities first, then people

    def add_places(self, fund: int, places: int) -> int:
        """How many more people are covered at the optimum with so many places more."""
        before = int(self.taken.sum())
        while places > 0:
            tail, head, price, room, which = self._arcs()
            distance = distances(tail, head, price, self.nodes, start=0)
            target = int(self.fund_node[fund])
            if distance[target] >= 0:
                break
            chain = self._chain(tail, head, price, distance, target)
            amount = min(places, int(room[chain].min()))
            self._push(which[chain], amount)
            places -= amount
        return int(self.taken.sum()) - before

    def _arcs(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """The residual: tail, head, price, room, and what the arc stands for (sign gives the direction, 0 nothing)."""
        network, everybody = self.network, int(self.network.size.sum())
        limited = network.village >= 0
        used = np.zeros(len(network.quota), dtype=np.int64)
        np.add.at(used, network.village[limited], self.taken[limited])
        full = np.zeros(len(network.limits), dtype=np.int64)
        np.add.at(full, network.pair_fund, self.paid)
        places = np.array([everybody if limit.places is None else limit.places for limit in network.limits])
        village = 1 + np.arange(len(network.quota))
        quota_arcs = _both(
            np.full_like(village, self.door), village, 0 * village, network.quota - used, used, 0 * village
        )
        fund_arcs = _both(
            self.fund_node,
            0 * self.fund_node,
            0 * self.fund_node,
            np.maximum(0, places - full),
            full,
            0 * full,
        )
        pair = 1 + network.groups + np.arange(network.pairs)
        ends = self.class_node[network.pair_class], self.fund_node[network.pair_fund]
        pair_arcs = _both(*ends, 0 * pair, np.full(network.pairs, everybody), self.paid, pair)
        parts = [quota_arcs, fund_arcs, pair_arcs, *self._group_arcs(), *self._door_arc()]
        columns = [np.concatenate([part[at] for part in parts]) for at in range(5)]
        open_ = columns[3] > 0
        return tuple(column[open_] for column in columns)  # type: ignore[return-value]

    def _door_arc(self) -> list[tuple[Ints, ...]]:
        """Through which everybody goes, where places in all are limited."""
        if self.network.total is None:
            return []
        used = np.array([int(self.taken.sum())])
        return [_both(0 * used, 0 * used + self.door, 0 * used, self.network.total - used, used, 0 * used)]

    def _group_arcs(self) -> list[tuple[Ints, ...]]:
        """Between a village and a class: in goes the best who waits, out the least of the covered."""
        network = self.network
        spare = network.size - self.taken
        index = np.arange(network.groups)
        first = np.minimum.reduceat(np.where(spare > 0, index, network.groups), self.starts)
        last = np.maximum.reduceat(np.where(self.taken > 0, index, -1), self.starts)
        arcs = []
        for at, sign, room in (
            (first[(first < self.stops)], 1, spare),
            (last[last >= self.starts], -1, self.taken),
        ):
            village = np.where(network.village[at] < 0, self.door, network.village[at] + 1)
            klass = self.class_node[network.klass[at]]
            ends = (village, klass) if sign > 0 else (klass, village)
            arcs.append((*ends, -sign * self.weight[at], room[at], sign * (at + 1)))
        return arcs

    def _chain(self, tail: Ints, head: Ints, price: Ints, distance: Ints, target: int) -> list[int]:
        """Arcs of a shortest way from the hub to ``target``: breadth first along arcs that are tight."""
        tight = np.flatnonzero((distance[tail] < 2**60) & (distance[tail] + price == distance[head]))
        leaving: dict[int, list[int]] = {}
        for arc in tight.tolist():
            leaving.setdefault(int(tail[arc]), []).append(arc)
        came: dict[int, int] = {}
        queue = [0]
        for node in queue:
            if target in came:
                break
            for arc in leaving.get(node, ()):
                end = int(head[arc])
                if end != 0 and end not in came:
                    came[end] = arc
                    queue.append(end)
        chain, node = [], target
        while node != 0:
            chain.append(came[node])
            node = int(tail[came[node]])
        return chain

    def _push(self, stands_for: Ints, amount: int) -> None:
        for code in stands_for.tolist():
            at, change = abs(code) - 1, amount if code > 0 else -amount
            if code and at < self.network.groups:
                self.taken[at] += change
            elif code:
                self.paid[at - self.network.groups] += change


def _both(tail: Ints, head: Ints, price: Ints, room: Ints, used: Ints, code: Ints) -> tuple[Ints, ...]:
    """An arc and its way back."""
    pairs = ((tail, head), (head, tail), (price, -price), (room, used), (code, -code))
    return tuple(np.concatenate(pair) for pair in pairs)
