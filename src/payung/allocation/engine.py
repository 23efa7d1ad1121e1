"""From a problem to its plan: count the people, solve, and hand places out again to people by name."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from payung.allocation.columns import table, texts, whole
from payung.allocation.cost import Costs, Cover, costs, cover
from payung.allocation.greedy import solve_greedy
from payung.allocation.grouping import Grouped, group
from payung.allocation.marginal import marginal
from payung.allocation.network import Network, Solution, check, objective
from payung.allocation.people import check_quota, connect, load
from payung.allocation.problem import Problem
from payung.allocation.reasons import waiting_list
from payung.language import Language, Text, number, rupiah

Progress = Callable[[Text], None]
TIME_LIMIT = 300.0  # seconds for the search, where the optimum is hard to prove


@dataclass(frozen=True, slots=True)
class Allocation:
    """``plan``: id, fund, cost. ``waiting``: id, position, why, binding. ``flows``: fund, village_code, people, rupiah.

    ``summary`` is the contract's; ``notices`` are for the eye; ``cover`` is what a family gets. ``translated``: the
    reasons of ``waiting``, row by row, in the other language, where they were asked for.
    """

    plan: pa.Table
    waiting: pa.Table
    flows: pa.Table
    summary: dict[str, Any]
    notices: tuple[Text, ...]
    cover: Cover
    translated: pa.ChunkedArray | None = None


def allocate(
    problem: Problem,
    *,
    language: Language = "id",
    time_limit: float = TIME_LIMIT,
    progress: Progress | None = None,
    both: bool = False,
) -> Allocation:
    """The best plan, with proof. Everybody is in ``plan`` or in ``waiting``, once. Raises UnusableInput.

    ``both``: the reasons in the other language too.
    """
    return run(problem, solve, language, time_limit, progress, both=both)


def run(
    problem: Problem,
    solver: Callable[[Network, float], Solution],
    language: Language,
    time_limit: float,
    progress: Progress | None,
    *,
    with_marginal: bool = True,
    both: bool = False,
) -> Allocation:
    """``allocate`` with the solver as an argument, so that the greedy plan is made in the same way."""
    began = time.perf_counter()
    tell = progress or (lambda what: None)
    with connect() as con:
        tell(Text("memeriksa dan mengelompokkan orang", "checking and grouping the people"))
        prices = costs(problem.terms)
        load(con, problem.people, problem.terms, problem.place("people"))
        check_quota(con, problem.quota, problem.place("quota"))
        grouped = group(con, problem.terms, prices.by, problem.quota, problem.places)
        tell(Text("mencari rencana terbaik", "looking for the best plan"))
        ends = time.monotonic() + time_limit
        solution = solver(grouped.network, time_limit)
        check(grouped.network, solution)
        tell(Text("menghitung arti sejuta rupiah lagi", "reckoning what one more million would do"))
        ids = [fund.id for fund in problem.terms.funds]
        more = (
            dict(
                zip(
                    ids,
                    marginal(grouped.network, problem.terms.funds, solution, ends - time.monotonic()),
                    strict=True,
                )
            )
            if with_marginal
            else {}
        )
        tell(Text("membagikan tempat kepada orang", "handing places out to people"))
        _hand_out(con, grouped, solution, ids)
        waiting = waiting_list(con, problem, grouped, solution, language)
        other: Language = "en" if language == "id" else "id"
        translated = waiting_list(con, problem, grouped, solution, other).column("why") if both else None
        plan = con.sql("SELECT id, fund, cost FROM covered ORDER BY id").to_arrow_table()
        flows = con.sql(_FLOWS).to_arrow_table()
        notices = _notices(con, problem, grouped)
    summary = _summary(problem, grouped, solution, prices, plan, waiting, language)
    reach = cover(problem.terms)
    summary |= {"marginal": more, "cover": _cover_json(reach, plan.num_rows)}
    summary["seconds"] = round(time.perf_counter() - began, 3)
    notices = (*_about_cover(reach, plan.num_rows), *_about_proof(solution, summary), *notices)
    return Allocation(plan, waiting, flows, summary, notices, reach, translated)


def allocate_greedily(problem: Problem, *, language: Language = "id") -> Allocation:
    """The plan that going down the list by priority would give, for comparison; it proves nothing."""
    return run(problem, _greedily, language, TIME_LIMIT, None, with_marginal=False)


def _greedily(network: Network, time_limit: float) -> Solution:
    return Solution(*solve_greedy(network), bound=None, settled=False)


def solve(network: Network, time_limit: float) -> Solution:
    """Flow where only heads count, else branch and bound over rupiah. One library is loaded, the one needed."""
    if not network.groups:
        return Solution(network.size.copy(), np.zeros(network.pairs, dtype=np.int64), bound=0)
    if network.only_heads:
        from payung.allocation.flow import solve_flow

        return solve_flow(network)
    from payung.allocation.mixed import solve_mixed

    return solve_mixed(network, time_limit)


_FLOWS = """SELECT c.fund, p.village_code, count(*) AS people, sum(c.cost)::BIGINT AS rupiah
    FROM covered c JOIN placed p USING (id) GROUP BY ALL ORDER BY ALL"""


def _hand_out(
    con: duckdb.DuckDBPyConnection, grouped: Grouped, solution: Solution, ids: Sequence[str]
) -> None:
    """Table ``covered`` (id, fund, cost): in a group the lowest ids; in a class the highest priorities to the lowest rank."""
    network, some = grouped.network, solution.taken > 0
    columns = {
        "village": network.village[some],
        "class": network.klass[some],
        "priority": network.priority[some],
        "taken": solution.taken[some],
        "part": solution.taken[some] < network.size[some],
    }
    con.register("taken_rows", table(**{name: whole(values) for name, values in columns.items()}))
    con.register("paid_rows", _paid_rows(network, solution, ids))
    con.execute(
        """CREATE TEMP TABLE chosen AS
        SELECT p.id, p.class, p.priority FROM placed p JOIN taken_rows t USING (village, class, priority) WHERE t.part = 0
        UNION ALL SELECT id, class, priority FROM (
            SELECT p.id, p.class, p.priority, t.taken, row_number() OVER (PARTITION BY village, class, priority ORDER BY p.id) AS turn
            FROM placed p JOIN taken_rows t USING (village, class, priority) WHERE t.part = 1) WHERE turn <= taken"""
    )
    con.execute(
        """CREATE TEMP TABLE covered AS
        SELECT c.id, r.fund, r.cost FROM chosen c JOIN paid_rows r USING (class) WHERE r.alone = 1
        UNION ALL SELECT c.id, r.fund, r.cost FROM (
            SELECT id, class, row_number() OVER (PARTITION BY class ORDER BY priority DESC, id) - 1 AS turn
            FROM chosen WHERE class IN (SELECT class FROM paid_rows WHERE alone = 0)) c
        JOIN paid_rows r ON r.class = c.class AND c.turn >= r.first AND c.turn < r.first + r.paid"""
    )
    con.unregister("taken_rows")
    con.unregister("paid_rows")


def _paid_rows(network: Network, solution: Solution, ids: Sequence[str]) -> pa.Table:
    """Each class's payments, funds in the order of precedence: whose turn is from ``first`` on."""
    order = sorted(
        (int(klass), int(network.rank[fund]), int(fund), int(cost), int(paid))
        for klass, fund, cost, paid in zip(
            network.pair_class, network.pair_fund, network.pair_cost, solution.paid, strict=True
        )
        if paid
    )
    rows: list[dict[str, Any]] = []
    first = 0
    for at, (klass, _, fund, cost, paid) in enumerate(order):
        first = first if at and order[at - 1][0] == klass else 0
        alone = sum(1 for other in order[max(0, at - 1) : at + 2] if other[0] == klass) == 1
        rows.append(
            {"class": klass, "fund": ids[fund], "cost": cost, "first": first, "paid": paid, "alone": alone}
        )
        first += paid
    ints = {name: whole([row[name] for row in rows]) for name in ("class", "cost", "first", "paid", "alone")}
    return table(fund=texts([row["fund"] for row in rows]), **ints)


def _summary(
    problem: Problem,
    grouped: Grouped,
    solution: Solution,
    prices: Costs,
    plan: pa.Table,
    waiting: pa.Table,
    language: Language,
) -> dict[str, Any]:
    network = grouped.network
    spent = dict.fromkeys((fund.id for fund in problem.terms.funds), 0)
    for fund, cost, paid in zip(
        network.pair_fund.tolist(), network.pair_cost.tolist(), solution.paid.tolist(), strict=True
    ):
        spent[problem.terms.funds[fund].id] += cost * paid
    reached = objective(network, solution.taken)
    for fund in problem.terms.funds:
        assert fund.money is None or spent[fund.id] <= fund.money, "a ceiling is exceeded"
    return {
        "people": problem.people.num_rows,
        "covered": plan.num_rows,
        "waiting": waiting.num_rows,
        "objective": reached,
        "bound": solution.bound,
        "gap": _gap(solution.bound, reached),
        "settled": solution.settled,
        "from": str(problem.terms.start),
        "months": problem.terms.months,
        "spent": spent,
        "left": {
            fund.id: None if fund.money is None else fund.money - spent[fund.id]
            for fund in problem.terms.funds
        },
        "cost": {
            fund.id: {sector: rupiah for (payer, sector), rupiah in prices.by.items() if payer == fund.payer}
            for fund in problem.terms.funds
        },
        "doubts": [doubt.to(language) for doubt in prices.doubts],
    }


def _gap(bound: int | None, reached: int) -> float | None:
    """The share of the bound that is not reached; 0 is proof."""
    if bound is None:
        return None
    return (bound - reached) / bound if bound > reached else 0


def _cover_json(reach: Cover, people: int) -> dict[str, Any]:
    return {
        "months": reach.months,
        "death_benefit": reach.at_end,
        "full_death_benefit": reach.full,
        "loss": reach.loss,
        "people_short": people if reach.short else 0,
    }


def _about_cover(reach: Cover, people: int) -> tuple[Text, ...]:
    if not reach.short or not people:
        return ()
    return (
        Text(
            f"Perhatian: {reach.months} bulan terlalu pendek. Keluarga dari {number(people)} orang yang baru terdaftar "
            f"hanya menerima {rupiah(reach.at_end)} bila ia meninggal, bukan {rupiah(reach.full)}.",
            f"Note: {reach.months} months are too short. The families of {number(people, 'en')} newly enrolled people "
            f"get only {rupiah(reach.at_end)} on a death, not {rupiah(reach.full)}.",
        ),
    )


def _about_proof(solution: Solution, summary: dict[str, Any]) -> tuple[Text, ...]:
    if solution.bound is None or (not summary["gap"] and solution.settled):
        return ()
    return (
        Text(
            f"Perhatian: waktu habis sebelum terbukti terbaik; batas atas {summary['bound']}, tercapai {summary['objective']}.",
            f"Note: time ran out before the proof; upper bound {summary['bound']}, reached {summary['objective']}.",
        ),
    )


def _notices(con: duckdb.DuckDBPyConnection, problem: Problem, grouped: Grouped) -> tuple[Text, ...]:
    """What is odd but stops nothing: villages nobody comes from, villages without a quota, funds with nobody to pay."""
    notices = []
    here = {code for (code,) in con.execute("SELECT DISTINCT village_code FROM placed").fetchall()}
    strange = [code for code in problem.quota if code not in here]
    if strange:
        notices.append(
            _listed(
                "Kuota tanpa seorang pun dari desanya", "Quotas of villages that nobody comes from", strange
            )
        )
    free = sorted(here - set(problem.quota)) if problem.quota else []
    if free:
        notices.append(
            _listed("Desa tanpa kuota (tidak dibatasi)", "Villages without a quota (no limit)", free)
        )
    paying = {int(fund) for fund in grouped.network.pair_fund}
    idle = [fund.id for at, fund in enumerate(problem.terms.funds) if at not in paying]
    if idle:
        notices.append(
            _listed("Dana yang tidak cocok dengan seorang pun", "Funds that may pay nobody in the list", idle)
        )
    for fund in problem.terms.funds:
        unknown = [
            code
            for code in fund.villages or ()
            if not any(c == code or c.startswith(code + ".") for c in here)
        ]
        if unknown and len(unknown) < len(fund.villages or ()):
            notices.append(
                _listed(
                    f"Desa pada dana {fund.id} tanpa seorang pun",
                    f"Villages of fund {fund.id} that nobody comes from",
                    unknown,
                )
            )
    return tuple(notices)


def _listed(id: str, en: str, names: Sequence[str]) -> Text:
    shown = ", ".join(names[:10])
    more = len(names) - 10
    return Text(
        f"Perhatian: {id}: {shown}" + (f" dan {more} lainnya" if more > 0 else "") + ".",
        f"Note: {en}: {shown}" + (f" and {more} more" if more > 0 else "") + ".",
    )
