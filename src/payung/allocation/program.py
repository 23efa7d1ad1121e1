"""The counted problem as a linear or whole-number program for OR-Tools: rows for quotas, classes and funds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from payung.allocation.network import Ints, Network, Solution

if TYPE_CHECKING:
    from payung.allocation.mixed import Prices


# No banner on standard output; every aim is a whole number, so that less than 1 apart is proof.
_SETTINGS = "output_flag=false,mip_rel_gap=0,mip_abs_gap=0.5"


class Program:
    """Groups in ``free`` are variables; the others stand at ``base``. ``spent``: what a pair takes of its fund's money."""

    def __init__(self, network: Network, spent: Ints, free: Ints, base: Ints, *, whole: bool) -> None:
        from ortools.linear_solver import pywraplp

        self.network, self.free, self.whole = network, free, whole
        self.base = np.where(free, 0, base)
        self.solver: Any = pywraplp.Solver.CreateSolver("HIGHS" if whole else "GLOP")
        if whole:
            self.solver.SetSolverSpecificParametersAsString(_SETTINGS)
        make = self.solver.IntVar if whole else self.solver.NumVar
        self.which = np.flatnonzero(free)
        self.groups = [make(0, int(network.size[at]), "") for at in self.which]
        everybody = int(network.size.sum())
        self.pairs = [make(0, everybody, "") for _ in range(network.pairs)]
        self._class_rows()
        self.quota = self._quota_rows()
        self.places, self.money = self._fund_rows(spent)
        self.total = self._total_row()
        self.infeasible = False
        self._found = False

    def _class_rows(self) -> None:
        """People of a class and payments for it are as many."""
        standing = _sums(self.network.klass, self.base, self.network.classes)
        rows = [self.solver.Constraint(-float(count), -float(count)) for count in standing]
        for variable, at in zip(self.groups, self.which, strict=True):
            rows[self.network.klass[at]].SetCoefficient(variable, 1)
        for variable, klass in zip(self.pairs, self.network.pair_class, strict=True):
            rows[klass].SetCoefficient(variable, -1)

    def _quota_rows(self) -> list[Any]:
        network = self.network
        limited = network.village >= 0
        standing = _sums(network.village[limited], self.base[limited], len(network.quota))
        rows = [self._at_most(int(left)) for left in network.quota - standing]
        for variable, at in zip(self.groups, self.which, strict=True):
            if network.village[at] >= 0:
                rows[network.village[at]].SetCoefficient(variable, 1)
        return rows

    def _fund_rows(self, spent: Ints) -> tuple[list[Any], list[Any]]:
        limits = self.network.limits
        places = [None if limit.places is None else self._at_most(limit.places) for limit in limits]
        money = [None if limit.money is None else self._at_most(limit.money) for limit in limits]
        for variable, fund, units in zip(self.pairs, self.network.pair_fund, spent, strict=True):
            for row, amount in ((places[fund], 1), (money[fund], int(units))):
                if row is not None:
                    row.SetCoefficient(variable, amount)
        return places, money

    def _total_row(self) -> Any:
        """Everybody together, where that is limited."""
        if self.network.total is None:
            return None
        row = self._at_most(self.network.total - int(self.base.sum()))
        for variable in self.groups:
            row.SetCoefficient(variable, 1)
        return row

    def _at_most(self, amount: int) -> Any:
        return self.solver.Constraint(-self.solver.infinity(), float(amount))

    def maximise_priority(self) -> None:
        self._aim(self.groups, self.network.priority[self.which], most=True)

    def more_people(self) -> None:
        self._aim(self.pairs, np.ones(self.network.pairs), most=True)

    def lower_ranks(self) -> None:
        self._aim(self.pairs, self.network.rank[self.network.pair_fund], most=False)

    def less_rupiah(self) -> None:
        unit = int(np.gcd.reduce(self.network.pair_cost)) or 1
        self._aim(self.pairs, self.network.pair_cost // unit, most=False)

    def _aim(self, variables: list[Any], weights: Any, *, most: bool) -> None:
        goal = self.solver.Objective()
        goal.Clear()
        for variable, weight in zip(variables, weights, strict=True):
            goal.SetCoefficient(variable, float(weight))
        goal.SetOptimizationDirection(most)
        self.aim = (variables, [int(weight) for weight in weights] if self.whole else [], most)

    def hold_priority(self, reached: int) -> None:
        """No plan below this sum of priorities."""
        standing = sum(
            p * n for p, n in zip(self.network.priority.tolist(), self.base.tolist(), strict=True) if n
        )
        self._hold(self.groups, self.network.priority[self.which].tolist(), reached - standing, most=True)

    def hold(self, found: Solution) -> None:
        """Nothing worse in the present aim than what was found."""
        variables, weights, most = self.aim
        counts = found.taken[self.which] if variables is self.groups else found.paid
        self._hold(
            variables, weights, sum(w * n for w, n in zip(weights, counts.tolist(), strict=True)), most=most
        )

    def _hold(self, variables: list[Any], weights: list[int], reached: int, *, most: bool) -> None:
        infinity = self.solver.infinity()
        row = self.solver.Constraint(
            float(reached) if most else -infinity, infinity if most else float(reached)
        )
        for variable, weight in zip(variables, weights, strict=True):
            row.SetCoefficient(variable, float(weight))

    def solve(self, seconds: float) -> bool:
        """True where the solver found and proved the optimum."""
        from ortools.linear_solver import pywraplp

        if seconds <= 0:
            self._found = False
            return False
        self.solver.SetTimeLimit(max(1, int(1000 * seconds)))
        status = self.solver.Solve()
        self.infeasible = status == pywraplp.Solver.INFEASIBLE
        self._found = status in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE)
        return bool(status == pywraplp.Solver.OPTIMAL)

    def solution(self) -> tuple[Ints, Ints] | None:
        """(taken, paid) as whole numbers, or None where nothing was found."""
        if not self._found:
            return None
        taken = self.base.copy()
        taken[self.which] = [round(variable.solution_value()) for variable in self.groups]
        return taken, np.array([round(variable.solution_value()) for variable in self.pairs], dtype=np.int64)

    def prices(self) -> Prices:
        from payung.allocation.mixed import SCALE, Prices

        def whole(rows: list[Any]) -> Ints:
            values = [0.0 if row is None else max(0.0, row.dual_value()) for row in rows]
            return np.array([round(value * SCALE) for value in values], dtype=np.int64)

        return Prices(whole(self.quota), whole(self.places), whole(self.money), int(whole([self.total])[0]))


def _sums(index: Any, amounts: Any, count: int) -> Ints:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, index, amounts)
    return sums
