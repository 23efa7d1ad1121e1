"""What is asked: a programme, a fund, an area, a run of months, each or none; and what of it a user may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from payung.law.month import Month
from payung.office.accounts.models import Role
from payung.office.accounts.permissions import ROLES, May, Scope, covers, duties_of, scope, sponsors_of
from payung.office.areas.models import Area
from payung.office.billing import queries as billing
from payung.office.billing.models import Bill
from payung.office.cover.models import PersonMonth
from payung.office.cover.months import inside
from payung.office.funding.models import Fund
from payung.office.programmes.models import Programme
from payung.office.summaries.counted import counted


@dataclass(frozen=True, slots=True)
class Asked:
    """Months are yyyymm, 0 where the run is open."""

    programme: Programme | None = None
    fund: Fund | None = None
    area: Area | None = None
    first: int = 0
    last: int = 0

    def address(self, **more: str) -> str:
        """The same question, as the rest of an address."""
        said = {
            "program": self.programme.public_id if self.programme else "",
            "dana": self.fund.public_id if self.fund else "",
            "wilayah": self.area.code if self.area else "",
            "dari": str(Month.from_number(self.first)) if self.first else "",
            "sampai": str(Month.from_number(self.last)) if self.last else "",
        } | more
        return urlencode({name: value for name, value in said.items() if value})

    def narrowed(self, **parts: Any) -> Asked:
        return replace(self, **parts)

    def _common(self, month: str) -> Q:
        asked = Q()
        if self.programme:
            asked &= Q(programme=self.programme)
        if self.fund:
            asked &= Q(fund=self.fund)
        if self.first:
            asked &= Q(**{f"{month}__gte": self.first})
        if self.last:
            asked &= Q(**{f"{month}__lte": self.last})
        return asked


def reconciled_by(user: Any) -> Q:
    """Person-months whose rupiah the user may reconcile; a sponsor's are those of its own funds."""
    seen = Q(pk__in=[])
    for duty in duties_of(user):
        if May.SEE_MONEY in ROLES[duty.role]:
            own = Q(fund__sponsor_id=duty.sponsor_id) if duty.role == Role.SPONSOR else Q()
            seen |= Scope(frozenset({duty.area_id})).within("village") & own
    return seen


def months(user: Any, asked: Asked) -> QuerySet[PersonMonth]:
    """The person-months of the question that stand: those that a decree took away are not among them."""
    rows = PersonMonth.objects.filter(reconciled_by(user), asked._common("month"), withdrawn_by=None)
    return rows.filter(inside(asked.area.code)) if asked.area else rows


def counted_months(user: Any, asked: Asked) -> QuerySet[Any]:
    """The same for counting: whoever has the same history is one row."""
    rows = counted().filter(reconciled_by(user), asked._common("month"))
    return rows.filter(inside(asked.area.code)) if asked.area else rows


def bills(user: Any, asked: Asked) -> QuerySet[Bill] | None:
    """The bills of the question; None where it is about some villages of a programme: money knows no villages."""
    areas = set(programmes(user, asked).values_list("area_id", flat=True))
    own = scope(user, May.SEE_MONEY)
    if not all(own.includes(code) and (not asked.area or covers(asked.area.code, code)) for code in areas):
        return None
    return billing.bills(user).filter(asked._common("month"))


def programmes(user: Any, asked: Asked | None = None) -> QuerySet[Programme]:
    """Programmes of which the user may see money: for a sponsor, those that its funds pay in."""
    seen = Programme.objects.filter(scope(user, May.SEE_MONEY).around("area"))
    if (own := sponsors_of(user)) is not None:
        seen = seen.filter(fund_links__fund__sponsor_id__in=own).distinct()
    if asked and asked.programme:
        seen = seen.filter(pk=asked.programme.pk)
    if asked and asked.fund:
        seen = seen.filter(fund_links__fund=asked.fund).distinct()
    return seen.order_by("-first_month", "name")


def funds(user: Any) -> QuerySet[Fund]:
    linked = Fund.objects.filter(programme_links__programme__in=programmes(user).order_by().values("pk"))
    if (own := sponsors_of(user)) is not None:
        linked = linked.filter(sponsor_id__in=own)
    return linked.distinct().order_by("year", "name")


def areas(user: Any) -> QuerySet[Area]:
    """Areas that the user serves with money, and those inside them."""
    return Area.objects.filter(scope(user, May.SEE_MONEY).within(""))
