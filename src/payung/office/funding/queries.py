"""What pages and acts ask of funds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from payung.office.accounts.permissions import May, scope, sponsors_of
from payung.office.areas.models import Area, Level
from payung.office.funding.models import Fund, PeopleGroup, Sponsor
from payung.office.funding.rates import Costs
from payung.office.programmes.models import Occupation, Programme


def funds(user: Any) -> QuerySet[Fund]:
    """Funds in the user's areas; a sponsor sees their own only."""
    seen = Fund.objects.filter(scope(user, May.SEE_MONEY, May.MANAGE_FUNDS).within("area"))
    own = sponsors_of(user)
    return (seen if own is None else seen.filter(sponsor_id__in=own)).select_related("sponsor", "area")


def manageable_sponsors(user: Any) -> QuerySet[Sponsor]:
    return Sponsor.objects.filter(scope(user, May.MANAGE_FUNDS).within("area"))


def fund_areas(user: Any) -> QuerySet[Area]:
    """Where the user may keep lists of people: regencies and provinces first, villages too where that is the duty."""
    managing = scope(user, May.MANAGE_FUNDS)
    inside = Area.objects.filter(managing.within(""))
    return inside.filter(Q(level__lte=Level.REGENCY) | Q(code__in=managing.codes)).order_by("code")


def groups(user: Any) -> QuerySet[PeopleGroup]:
    """Lists of people of the user's areas. What a list says of somebody is for nobody to read."""
    seen = scope(user, May.SEE_MONEY, May.MANAGE_FUNDS).within("area")
    hidden = sponsors_of(user) is not None
    return PeopleGroup.objects.none() if hidden else PeopleGroup.objects.filter(seen).select_related("area")


def lists_for(fund: Fund) -> list[tuple[str, str]]:
    """Lists of people that a fund's rule may name: of its area, of those above it, and inside it."""
    near = Q(area_id__in=_heads(fund.area_id)) | Q(area__code__startswith=f"{fund.area_id}.")
    found = PeopleGroup.objects.filter(near).order_by("name")
    return [(each.public_id, f"{each.name} ({each.people})") for each in found]


def kinds_of_work(fund: Fund) -> list[tuple[str, str]]:
    """Kinds of work in the catalogues of the programmes near the fund."""
    near = Q(programme__area_id__in=_heads(fund.area_id)) | Q(
        programme__area__code__startswith=f"{fund.area_id}."
    )
    return list(
        Occupation.objects.filter(near).order_by("name", "code").values_list("code", "name").distinct()
    )


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
