"""What claims have cost and contributions have brought: counts and rupiah by programme, fund, village, work, year.

Counts only, so that whoever sees figures may see these; a sponsor counts its own funds. Village and work, where a
single family may be known by its row, are for those who see claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear, Lower

from payung.law.month import Month
from payung.office.accounts.models import Role
from payung.office.accounts.permissions import ROLES, May, Scope, duties_of, scope
from payung.office.claims.models import Claim, State
from payung.office.claims.presenting import payment_limit
from payung.office.cover.months import counted_by
from payung.office.summaries.counted import counted, counted_by_work, people
from payung.office.workdays.queries import Calendars

By = Literal["programme", "fund", "village", "occupation", "year"]
_PATHS: dict[By, str] = {
    "programme": "programme__name",
    "fund": "fund__name",
    "village": "village__name",
    "occupation": "work_of",
    "year": "in_year",
}


def groups(user: Any) -> tuple[By, ...]:
    """By what the user may group."""
    return tuple(_PATHS) if scope(user, May.SEE_CLAIMS) else ("programme", "fund", "year")


def counted_claims(user: Any) -> QuerySet[Claim]:
    """Claims that the user may count; a sponsor only those of its own funds."""
    seen = Q(pk__in=[])
    for duty in duties_of(user):
        if May.SEE_INSIGHT in ROLES[duty.role]:
            inside = Scope(frozenset({duty.area_id})).within("village")
            seen |= inside & (Q(fund__sponsor_id=duty.sponsor_id) if duty.role == Role.SPONSOR else Q())
    return Claim.objects.filter(seen).exclude(state=State.CANCELLED)


def by(user: Any, what: By, run: tuple[int, int] | None = None) -> list[dict[str, Any]]:
    """One row per group: cases by kind, owed, paid, contributions paid, and benefits per hundred rupiah of them.

    ``frequency``: cases in a thousand people protected for a year; ``severity``: rupiah paid per case.
    ``run``: events and contributions of these months alone (first and last, yyyymm).
    """
    key = _PATHS[what]
    claims = counted_claims(user)
    if run:
        first, last = (Month.from_number(each) for each in run)
        claims = claims.filter(day__range=(first.first_day(), last.last_day()))
    if what == "year":
        claims = claims.annotate(in_year=ExtractYear("day"))
    if what == "occupation":  # "petani" and "Petani" are one
        claims = claims.annotate(work_of=Lower("occupation"))
    rows: dict[Any, dict[str, Any]] = {
        row["group"]: dict(row)
        for row in claims.order_by()
        .values(group=F(key))
        .annotate(
            cases=Count("pk"),
            deaths=Count("pk", filter=Q(outcome="death")),
            from_work=Count("pk", filter=~Q(kind="death")),
            owed=Sum("owed", default=0),
            benefits=Sum(F("paid") + F("paid_scholarship"), default=0),
        )
    }
    brought = _contributions(user, what, run)
    made = []
    for group in sorted({*rows, *brought}, key=str):
        row: dict[str, Any] = rows.get(group) or {
            "group": group, "cases": 0, "deaths": 0, "from_work": 0, "owed": 0, "benefits": 0,
        }  # fmt: skip
        contributions, people, months = brought.get(group, (0, 0, 0))
        made.append(
            row
            | {
                "group": group[:1].upper() + group[1:] if what == "occupation" else group,
                "contributions": contributions,
                "people": people,
                "months": months,
                "ratio": round(row["benefits"] * 100 / contributions) if contributions else None,
                "frequency": round(row["cases"] * 12_000 / months, 1) if months else None,
                "severity": round(row["benefits"] / row["cases"]) if row["cases"] else None,
            }
        )
    return made


def _contributions(user: Any, what: By, run: tuple[int, int] | None) -> dict[Any, tuple[int, int, int]]:
    """Rupiah, people and months of paid person-months, by the same groups."""
    of: Any = (
        F("month") / 100 if what == "year" else Lower("work") if what == "occupation" else F(_PATHS[what])
    )
    rows = counted_by_work() if what == "occupation" else counted()
    rows = rows.filter(counted_by(user), payment__isnull=False)
    if run:
        rows = rows.filter(month__range=run)
    months = {
        row["group_key"]: row["months"]
        for row in rows.order_by().values(group_key=of).annotate(months=Sum("heads"))
    }
    apart = ("work",) if what == "occupation" else ()
    return {
        group: (owed, heads, months[group])
        for group, (heads, _enrolled, owed) in people(rows, of, apart=apart).items()
    }


@dataclass(frozen=True, slots=True)
class InTime:
    """Families whose money came within the legal days, of those for whom both days are known."""

    paid: int
    in_time: int

    @property
    def percent(self) -> int:
        return round(self.in_time * 100 / self.paid) if self.paid else 0


_DAYS = ("kind", "outcome", "day", "complete")  # by which BPJS's last day to pay is reckoned


def in_time(user: Any) -> InTime:
    paid = counted_claims(user).filter(state=State.PAID, complete__isnull=False, paid_on__isnull=False)
    calendars = Calendars()
    limits: dict[
        tuple[Any, ...], date | None
    ] = {}  # of the same days the same: thousands of families share a few
    known = kept = 0
    for village, paid_on, *days in paid.order_by().values_list("village_id", "paid_on", *_DAYS):
        calendar = calendars.of(village)
        asked = (*days, calendar)
        if asked not in limits:
            limits[asked] = payment_limit(Claim(**dict(zip(_DAYS, days, strict=True))), calendar)
        known += 1
        kept += bool((limit := limits[asked]) and paid_on <= limit)
    return InTime(known, kept)
