"""The statement: from what was decided to the money that left, every step between them with its cause, in rupiah."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from payung.office.reconciliation.asking import Asked, bills, counted_months
from payung.office.reconciliation.causes import Cause, causes
from payung.office.reconciliation.figures import GAPS, GATES, whole
from payung.office.reconciliation.money import Residual, tied


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate's count, and behind it the causes by which the next one is smaller. ``rate``: rupiah by which the
    bills ask another rate than the decision reckoned (below zero: less)."""

    code: str
    people: int
    months: int
    rupiah: int
    gap: str = ""
    causes: list[Cause] = field(default_factory=list)
    rate: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """``money`` is None where the question is about some villages only: money is recorded for bills, not villages."""

    gates: list[Gate]
    money: Residual | None

    def gate(self, code: str) -> Gate:
        return next(gate for gate in self.gates if gate.code == code)

    @property
    def unexplained(self) -> int:
        """Rupiah between the gates that no cause names: 0, or a fault."""
        left = 0
        for before, after in zip(self.gates, self.gates[1:], strict=False):
            named = sum(cause.rupiah for cause in before.causes) - before.rate
            left += abs(before.rupiah - named - after.rupiah)
        return left

    @property
    def ties(self) -> bool:
        return not self.unexplained and not (self.money and self.money.untied)


def statement(user: Any, asked: Asked) -> Statement:
    """The whole of what was asked, in about a dozen queries whatever its size."""
    of = counted_months(user, asked)
    sums = whole(of)
    gaps = {before: gap for before, _after, gap in GAPS}
    gates = []
    for code in GATES:
        gap = gaps.get(code, "")
        gates.append(
            Gate(
                code,
                sums[f"{code}_people"],
                sums[code],
                sums[f"{code}_rupiah"],
                gap,
                causes(of, gap, sums) if gap else [],
                sums["billed_rupiah"] - sums["billed_planned"] if code == "enrolled" else 0,
            )
        )
    seen = bills(user, asked)
    if seen is None:
        return Statement(gates, None)
    # The person-months of these bills are those counted above: a bill is of one programme, fund and month.
    return Statement(gates, tied(seen, sums["billed_rupiah"], sums["paid_rupiah"]))
