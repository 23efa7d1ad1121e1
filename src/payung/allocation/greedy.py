"""The plan a careful clerk makes: by priority from the top, each to the first fund that has room. For comparison."""

from __future__ import annotations

import numpy as np

from payung.allocation.network import Ints, Network


def solve_greedy(network: Network) -> tuple[Ints, Ints]:
    """(taken, paid): groups by falling priority, funds by rank. Keeps every limit; sees no further than the next group."""
    pairs: list[list[int]] = [[] for _ in range(network.classes)]
    by_rank = sorted(
        range(network.pairs), key=lambda at: (network.rank[network.pair_fund[at]], network.pair_fund[at])
    )
    for at in by_rank:
        pairs[network.pair_class[at]].append(at)
    quota = network.quota.tolist()
    places = [limit.places for limit in network.limits]
    money = [None if limit.money is None else limit.money * limit.unit for limit in network.limits]
    fund_of, cost_of = network.pair_fund.tolist(), network.pair_cost.tolist()
    everybody = int(network.size.sum()) if network.total is None else network.total
    taken, paid = [0] * network.groups, [0] * network.pairs
    village, klass, size = network.village.tolist(), network.klass.tolist(), network.size.tolist()
    for group in np.argsort(-network.priority, kind="stable").tolist():
        left = min(everybody, size[group])
        left = left if village[group] < 0 else min(left, quota[village[group]])
        start = left
        for at in pairs[klass[group]]:
            if not left:
                break
            fund, cost = fund_of[at], cost_of[at]
            room, rupiah = places[fund], money[fund]
            count = left if room is None else min(left, room)
            if rupiah is not None and cost:
                count = min(count, rupiah // cost)
            if count:
                places[fund] = None if room is None else room - count
                money[fund] = None if rupiah is None else rupiah - count * cost
                paid[at] += count
                left -= count
        taken[group] = start - left
        everybody -= taken[group]
        if village[group] >= 0:
            quota[village[group]] -= taken[group]
    return np.array(taken, dtype=np.int64), np.array(paid, dtype=np.int64)
