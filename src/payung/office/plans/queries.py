"""What pages ask of plans. A plan belongs to its programme's area: who serves a part of it does not see the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from payung.office.accounts.permissions import May, scope
from payung.office.plans.models import Line, Plan, PlanFlow
from payung.office.programmes.models import Programme


def plans(user: Any) -> QuerySet[Plan]:
    return Plan.objects.filter(scope(user, May.SEE_PLANS).within("programme__area")).select_related(
        "programme", "programme__area", "base", "made_by", "decision"
    )


def plannable(user: Any) -> QuerySet[Programme]:
    return Programme.objects.filter(scope(user, May.MAKE_PLANS).within("area"), closed=False)


def by_fund(plan: Plan) -> list[dict[str, Any]]:
    rows = plan.funds.select_related("fund", "rule").order_by("rank", "fund_id")
    return [
        {
            "fund": str(row.fund),
            "public_id": row.fund.public_id,
            "rank": row.rank,
            "version": row.rule.version if row.rule else None,
            "money": row.money,
            "people": row.people,
            "person_months": row.people * plan.months,
            "rupiah": row.rupiah,
            "left": None if row.money is None else row.money - row.rupiah,
            "marginal": None if row.money is None else row.marginal,
            "greedy_people": row.greedy_people,
            "idle_for": row.idle_for,
        }
        for row in rows
    ]


def by_village(plan: Plan) -> list[dict[str, Any]]:
    """Villages that have somebody in the plan, waiting, or covered last year."""
    anybody = Q(people__gt=0) | Q(waiting__gt=0) | Q(last_people__gt=0)
    rows = plan.villages.filter(anybody).select_related("village", "village__parent").order_by("village_id")
    return [
        {
            "code": row.village_id,
            "village": row.village.name,
            "district": row.village.parent.name if row.village.parent else "",
            "places": row.places,
            "people": row.people,
            "person_months": row.people * plan.months,
            "rupiah": row.rupiah,
            "waiting": row.waiting,
            "greedy_people": row.greedy_people,
            "last_people": row.last_people,
            "last_months": row.last_months,
            "last_rupiah": row.last_rupiah,
        }
        for row in rows
    ]


def flows(plan: Plan) -> list[dict[str, Any]]:
    rows = plan.flows.select_related("fund", "village", "village__parent").order_by("fund_id", "village_id")
    return [
        {
            "fund": str(row.fund),
            "village": row.village.name,
            "code": row.village_id,
            "district": row.village.parent.name if row.village.parent else "",
            "people": row.people,
            "person_months": row.people * plan.months,
            "rupiah": row.rupiah,
        }
        for row in rows
    ]


def covered(plan: Plan) -> QuerySet[Line]:
    return plan.lines.filter(fund__isnull=False).select_related("row", "village", "fund")


def waiting(plan: Plan) -> QuerySet[Line]:
    return plan.lines.filter(fund=None).select_related("row", "village", "reason")


def short(plan: Plan) -> QuerySet[Line]:
    """Who is covered for too few months, and whose family would lose by it."""
    return covered(plan).filter(loss__gt=0)


@dataclass(frozen=True, slots=True)
class Moves:
    """What the second plan does to people of the first: comes in, falls out, has another payer."""

    comes_in: int
    falls_out: int
    moved: int


def with_other(before: Plan, after: Plan) -> QuerySet[Line]:
    """Lines of ``after`` whose fund differs from that of the same person in ``before`` (``was``, null: waited)."""
    same = Line.objects.filter(plan=before, row=OuterRef("row"))
    lines = after.lines.annotate(
        was=Subquery(same.values("fund")[:1]), was_name=Subquery(same.values("fund__name")[:1])
    )
    differs = (
        Q(was=None, fund__isnull=False)
        | Q(was__isnull=False, fund=None)
        | (Q(was__isnull=False) & ~Q(was=F("fund")))
    )
    return lines.filter(differs).select_related("row", "village", "fund")


def moves(before: Plan, after: Plan) -> Moves:
    counts = with_other(before, after).aggregate(
        comes_in=Count("id", filter=Q(was=None)),
        falls_out=Count("id", filter=Q(fund=None)),
        moved=Count("id", filter=Q(was__isnull=False, fund__isnull=False)),
    )
    return Moves(**counts)


def compared(before: Plan, after: Plan, what: str) -> list[dict[str, Any]]:
    """By ``fund`` or ``village``: people and rupiah of both, and the difference."""
    sums: dict[int, dict[Any, Any]] = {}
    names: dict[Any, str] = {}
    for plan in (before, after):
        if what == "fund":
            sums[plan.pk] = {row.fund_id: row for row in plan.funds.select_related("fund")}
            names |= {key: str(row.fund) for key, row in sums[plan.pk].items()}
        else:
            sums[plan.pk] = {row.village_id: row for row in plan.villages.select_related("village")}
            names |= {key: row.village.name for key, row in sums[plan.pk].items()}
    made = []
    for key in sorted(names, key=str):
        one, two = sums[before.pk].get(key), sums[after.pk].get(key)
        row: dict[str, Any] = {"key": key, "name": names[key]}
        for figure in ("people", "rupiah"):
            was, now = getattr(one, figure, 0), getattr(two, figure, 0)
            row |= {f"{figure}_before": was, f"{figure}_after": now, f"{figure}_more": now - was}
        made.append(row)
    return made


def districts(plan: Plan) -> list[dict[str, Any]]:
    """Flows by kecamatan, for a picture of many villages."""
    rows = (
        PlanFlow.objects.filter(plan=plan)
        .order_by()
        .values("fund__name", "fund__year", "village__parent__name")
        .annotate(n=Sum("people"), sum=Sum("rupiah"))
        .order_by("fund__name", "village__parent__name")
    )
    return [
        {
            "fund": f"{row['fund__name']} {row['fund__year']}",
            "place": row["village__parent__name"],
            "people": row["n"],
            "rupiah": row["sum"],
        }
        for row in rows
    ]
