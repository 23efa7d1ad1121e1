"""What pages and acts ask of funds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from payung.office.accounts.permissions import May, scope, sponsors_of
from payung.office.funding.models import Fund, Sponsor
from payung.office.funding.rates import Costs
from payung.office.programmes.models import Programme


def funds(user: Any) -> QuerySet[Fund]:
    """Funds in the user's areas; a sponsor sees their own only."""
    seen = Fund.objects.filter(scope(user, May.SEE_MONEY, May.MANAGE_FUNDS).within("area"))
    own = sponsors_of(user)
    return (seen if own is None else seen.filter(sponsor_id__in=own)).select_related("sponsor", "area")


def manageable_sponsors(user: Any) -> QuerySet[Sponsor]:
    return Sponsor.objects.filter(scope(user, May.MANAGE_FUNDS).within("area"))


def funds_of(programme: Programme) -> list[Fund]:
    """In the order in which they are asked."""
    links = programme.fund_links.select_related("fund").order_by("rank", "fund_id")
    return [link.fund for link in links]


@dataclass(frozen=True, slots=True)
class Reach:
    """What a fund can still buy of a programme: ``left`` rupiah (None: no ceiling), ``people`` for all its months."""

    fund: Fund
    rank: int
    left: int | None
    cost: int
    people: int | None


def reach(programme: Programme) -> list[Reach]:
    """For each linked fund, at the cost of a new member whose work is not transport."""
    costs = Costs(programme.income, programme.with_jht)
    found = []
    for link in programme.fund_links.select_related("fund", "fund__sponsor").order_by("rank", "fund_id"):
        fund = link.fund
        cost = costs.run(programme.first_month, programme.months, "other", fund.payer, programme.first_month)
        left = None if fund.ceiling is None else fund.ceiling - fund.committed
        found.append(Reach(fund, link.rank, left, cost, left // cost if left is not None and cost else None))
    return found


def linkable(user: Any, programme: Programme) -> QuerySet[Fund]:
    """Funds that could pay in the programme and do not yet."""
    inside = Q(area__code__startswith=programme.area_id)
    above = Q(area_id__in=_heads(programme.area_id))
    return funds(user).filter(inside | above).exclude(programme_links__programme=programme)


def _heads(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts) + 1)]
