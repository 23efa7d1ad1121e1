"""Where only heads count: an exact flow from quotas through groups and classes to funds (OR-Tools min-cost flow).

The aims are ordered, so they are solved one after the other. After each, potentials prove the optimum, and every arc that
no optimal flow uses differently is fixed; the next aim chooses among what is left. Everything is in integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from payung.allocation.network import Ints, Network, Solution, objective


@dataclass(frozen=True, slots=True)
class Arcs:
    """Arcs of a circulation through node 0; ``first_group`` and ``first_pair`` say where those stand."""

    tail: Ints
    head: Ints
    room: Ints
    nodes: int
    first_group: int
    first_pair: int


def arcs_of(network: Network) -> Arcs:
    """hub → (door →) quota → (groups) → class → fund → hub. Groups without a quota leave the hub directly; where places
    in all are limited everybody goes through the door, whose arc stands last."""
    villages, classes, funds = len(network.quota), network.classes, len(network.limits)
    everybody = int(network.size.sum())
    village_node, class_node = 1 + np.arange(villages), 1 + villages + np.arange(classes)
    fund_node = 1 + villages + classes + np.arange(funds)
    nodes = 1 + villages + classes + funds
    door = 0 if network.total is None else nodes
    from_node = np.concatenate([[door], village_node])[network.village + 1]
    places = [everybody if limit.places is None else limit.places for limit in network.limits]
    tail = [np.full(villages, door), from_node, class_node[network.pair_class], fund_node]
    head = [village_node, class_node[network.klass], fund_node[network.pair_fund], np.zeros(funds)]
    room = [network.quota, network.size, np.full(network.pairs, everybody), np.array(places)]
    if network.total is not None:
        tail.append(np.array([0]))
        head.append(np.array([door]))
        room.append(np.array([network.total]))
        nodes += 1
    tails, heads, rooms = (np.concatenate(parts).astype(np.int64) for parts in (tail, head, room))
    return Arcs(
        tails,
        heads,
        rooms,
        nodes=nodes,
        first_group=villages,
        first_pair=villages + network.groups,
    )


def solve_flow(network: Network) -> Solution:
    """The optimum in all four aims: priorities, people, precedence, rupiah."""
    arcs = arcs_of(network)
    flow = optimum(arcs, aims(network, arcs))
    taken, paid = split(network, arcs, flow)
    return Solution(taken, paid, bound=objective(network, taken))


def group_gains(network: Network) -> Ints:
    """What each group gains over the prices of the optimal flow, in points of priority: above 0 all of it is in."""
    arcs = arcs_of(network)
    cost = aims(network, arcs)[0]
    free = arcs.room > 0
    flow = _least(arcs, cost, np.zeros_like(cost), free)
    changed = cost + _potentials(arcs, cost, flow, free)
    return -changed[arcs.first_group : arcs.first_group + network.groups]


def split(network: Network, arcs: Arcs, flow: Ints) -> tuple[Ints, Ints]:
    groups = flow[arcs.first_group : arcs.first_group + network.groups]
    return groups, flow[arcs.first_pair : arcs.first_pair + network.pairs]


def aims(network: Network, arcs: Arcs) -> list[Ints]:
    """Costs by arc, to be minimised in this order. Ranks and prices are made small: their order is all that counts.

    Among flows with as many people, those at the lowest ranks are the same for every rising scale of ranks.
    """
    unit = int(np.gcd.reduce(network.pair_cost)) or 1 if network.pairs else 1
    prices = network.pair_cost // unit
    ranks = np.unique(network.rank, return_inverse=True)[1][network.pair_fund]
    return [
        _costs(arcs, arcs.first_group, -network.priority),
        _costs(arcs, arcs.first_group, np.full(network.groups, -1)),
        _costs(arcs, arcs.first_pair, ranks),
        _costs(arcs, arcs.first_pair, prices),
    ]


def _costs(arcs: Arcs, first: int, values: Ints) -> Ints:
    costs = np.zeros(len(arcs.tail), dtype=np.int64)
    costs[first : first + len(values)] = values
    return costs


def optimum(arcs: Arcs, costs: Sequence[Ints]) -> Ints:
    """The circulation that is least in the first cost, then in the second, and so on."""
    flow = np.zeros(len(arcs.tail), dtype=np.int64)
    free = arcs.room > 0
    for number, cost in enumerate(costs):
        flow = _least(arcs, cost, flow, free)
        if number + 1 < len(costs):
            left = cost + _potentials(arcs, cost, flow, free)
            free &= left == 0
    return flow


def _least(arcs: Arcs, cost: Ints, flow: Ints, free: Ints) -> Ints:
    """Solve on the free arcs; the others keep their flow, which their ends supply or take up."""
    from ortools.graph.python import min_cost_flow

    supply = np.zeros(arcs.nodes, dtype=np.int64)
    np.add.at(supply, arcs.head[~free], flow[~free])
    np.subtract.at(supply, arcs.tail[~free], flow[~free])
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(arcs.tail[free], arcs.head[free], arcs.room[free], cost[free])
    solver.set_nodes_supplies(np.arange(arcs.nodes), supply)
    status = solver.solve()
    assert status == solver.OPTIMAL, f"the flow solver answered {status}"
    result = flow.copy()
    result[free] = solver.flows(np.arange(int(free.sum())))
    return result


def _potentials(arcs: Arcs, cost: Ints, flow: Ints, free: Ints) -> Ints:
    """What each arc's price changes by under potentials that prove the flow optimal: shortest distances in the residual.

    An arc whose changed price is above 0 is empty in every optimum, below 0 full. Raises AssertionError otherwise.
    """
    forward, backward = free & (flow < arcs.room), free & (flow > 0)
    tail = np.concatenate([arcs.tail[forward], arcs.head[backward]])
    head = np.concatenate([arcs.head[forward], arcs.tail[backward]])
    price = np.concatenate([cost[forward], -cost[backward]])
    distance = distances(tail, head, price, arcs.nodes)
    return distance[arcs.tail] - distance[arcs.head]


def distances(tail: Ints, head: Ints, price: Ints, nodes: int, start: int | None = None) -> Ints:
    """Least sum of prices to each node (Bellman-Ford): from ``start``, or from anywhere at 0."""
    key = head * nodes + tail  # parallel arcs: the cheapest will do
    order = np.lexsort((price, key))
    key = key[order]
    first = np.ones(len(key), dtype=bool)
    first[1:] = key[1:] != key[:-1]
    tail, head, price = (values[order][first] for values in (tail, head, price))
    far = np.int64(2**61)
    distance = np.full(nodes, far if start is not None else 0, dtype=np.int64)
    if start is not None:
        distance[start] = 0
    if not len(tail):
        return distance
    starts = np.flatnonzero(np.concatenate([[True], head[1:] != head[:-1]]))
    ends = head[starts]
    for _ in range(nodes + 1):
        reached = np.minimum.reduceat(np.where(distance[tail] < far, distance[tail] + price, far), starts)
        better = reached < distance[ends]
        if not better.any():
            return distance
        distance[ends[better]] = reached[better]
    raise AssertionError("the flow is not optimal: a cheaper way round remains")
