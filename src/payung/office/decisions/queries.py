"""What pages ask of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from payung.office.accounts.permissions import May, scope
from payung.office.decisions.models import Decision, Line, State, Withdrawal
from payung.office.funding.models import Fund
from payung.office.programmes.models import Programme


def decisions(user: Any) -> QuerySet[Decision]:
    """Lists of the user's own areas at every stage; of the areas above, what was approved."""
    seen = scope(user, May.SEE_DECISIONS)
    above = seen.around("programme__area") & Q(state=State.APPROVED)
    return Decision.objects.filter(seen.within("programme__area") | above).select_related(
        "programme", "programme__area", "criteria", "changes", "submitted_by", "approved_by", "generated_by"
    )


def lines(user: Any, decision: Decision) -> QuerySet[Line]:
    """The lines of the villages that the user serves."""
    seen = scope(user, May.SEE_DECISIONS).within("village")
    return decision.lines.filter(seen).select_related("row", "village", "village__parent", "fund", "decision")


def sums_of_lines(user: Any, decision: Decision, *, taken: bool) -> tuple[int, int]:
    """How many lines ``lines`` gives, and their rupiah, without reading them."""
    seen = scope(user, May.SEE_DECISIONS).within("village")
    found = decision.tallies.filter(seen, taken=taken).aggregate(
        heads=Sum("people", default=0), rupiah_sum=Sum("rupiah", default=0)
    )
    return found["heads"], found["rupiah_sum"]


def withdrawals(user: Any, decision: Decision) -> QuerySet[Withdrawal]:
    seen = scope(user, May.SEE_DECISIONS).within("line__village")
    return decision.withdrawals.filter(seen).select_related("line", "line__row", "line__village")


def decidable(user: Any) -> QuerySet[Programme]:
    """Programmes for which the user may make lists."""
    return Programme.objects.filter(scope(user, May.SUBMIT_DECISION).within("area"), closed=False)


def to_approve(user: Any) -> QuerySet[Decision]:
    """Lists that wait for this user's approval: not those that they submitted themselves."""
    mine = scope(user, May.APPROVE_DECISION).within("programme__area")
    return Decision.objects.filter(mine, state=State.SUBMITTED).exclude(submitted_by=user)


@dataclass(frozen=True, slots=True)
class FundEffect:
    """What the list asks of a fund, and what it then has left (None: no ceiling)."""

    fund: Fund
    people: int
    rupiah: int
    left: int | None


def by_fund(decision: Decision) -> list[FundEffect]:
    sums = {
        row["fund"]: row
        for row in decision.tallies.filter(taken=True)
        .order_by()
        .values("fund")
        .annotate(heads=Sum("people"), rupiah_sum=Sum("rupiah"))
    }
    held = decision.state == State.APPROVED
    return [
        FundEffect(
            fund,
            sums[fund.pk]["heads"],
            sums[fund.pk]["rupiah_sum"],
            None
            if fund.ceiling is None
            else fund.ceiling - fund.committed - (0 if held else sums[fund.pk]["rupiah_sum"]),
        )
        for fund in Fund.objects.filter(pk__in=sums).order_by("pk")
    ]


def by_reason(decision: Decision) -> list[tuple[str, int]]:
    """Why people wait, and how many."""
    waiting = decision.tallies.filter(taken=False).order_by().values_list("why")
    return list(waiting.annotate(n=Sum("people")).order_by("-n", "why"))


def by_village(decision: Decision) -> list[Any]:
    return list(
        decision.tallies.order_by()
        .values("village_id", "village__name")
        .annotate(
            taken_people=Sum("people", filter=Q(taken=True), default=0),
            waiting=Sum("people", filter=Q(taken=False), default=0),
            rupiah_sum=Sum("rupiah", filter=Q(taken=True), default=0),
        )
        .order_by("village_id")
    )
