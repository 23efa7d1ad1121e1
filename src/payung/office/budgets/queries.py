"""What the budget pages ask of the office's own figures: claims so far, and what each fund pays this year and next."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.accounts.permissions import May, scope, sponsors_of
from payung.office.budgets.reckoning import PUBLISHED, Experience
from payung.office.claims.experience import by
from payung.office.cover.models import PersonMonth
from payung.office.cover.months import counted_by
from payung.office.funding.models import Fund
from payung.office.funding.queries import funds
from payung.office.funding.rates import Costs
from payung.office.programmes.models import Agreement
from payung.office.summaries.counted import counted

ENOUGH_CASES = 20  # fewer say little: then the published figures stand in


def experience(user: Any) -> Experience:
    """The user's own claims where there are enough of them, else what a regency has published."""
    years = by(user, "year")
    cases, benefits = (sum(row[key] for row in years) for key in ("cases", "benefits"))
    if cases < ENOUGH_CASES:
        return PUBLISHED
    paid = counted().filter(counted_by(user), payment__isnull=False)
    months = int(paid.aggregate(n=Sum("heads", default=0))["n"])
    return Experience(months, cases, benefits, own=True) if months else PUBLISHED


def cliff(user: Any, year: int) -> list[dict[str, Any]]:
    """For each fund: what it pays in the year, who has nothing decided after it, and what it takes to go on."""
    seen = funds(user).filter(scope(user, May.SEE_MONEY).within("area"))
    own = sponsors_of(user)
    if own is not None:
        seen = seen.filter(sponsor_id__in=own)
    by_fund = {fund.pk: fund for fund in seen}
    counted = _by_month(list(by_fund), year)
    ends = _agreements(list(by_fund))
    return [
        _row(by_fund[pk], months, ends.get(pk), year)
        for pk, months in sorted(counted.items(), key=lambda one: str(by_fund[one[0]]))
    ]


def _by_month(keys: list[int], year: int) -> dict[int, dict[int, list[dict[str, Any]]]]:
    """Fund -> month -> its groups of people whose month costs the same."""
    rows = (
        PersonMonth.objects.filter(
            fund__in=keys, month__range=(year * 100 + 1, year * 100 + 112), withdrawn_by=None
        )
        .order_by()
        .values(
            "fund", "month", "line__sector", "line__registered", "programme__income", "programme__with_jht"
        )
        .annotate(people=Count("pk"), rupiah=Sum(Coalesce("due", "planned")))
    )
    found: dict[int, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["fund"]][row["month"]].append(dict(row))
    return found


def _agreements(keys: list[int]) -> dict[int, date]:
    """The day on which the last agreement of a fund's programmes ends."""
    found: dict[int, date] = {}
    rows = Agreement.objects.filter(programmes__fund_links__fund__in=keys).values_list(
        "programmes__fund_links__fund", "ends"
    )
    for fund, ends in rows:
        found[fund] = max(ends, found.get(fund, ends))
    return found


def _row(fund: Fund, months: dict[int, list[dict[str, Any]]], ends: date | None, year: int) -> dict[str, Any]:
    this = {month: groups for month, groups in months.items() if month // 100 == year}
    following = {month: groups for month, groups in months.items() if month // 100 == year + 1}
    last = max(this) if this else 0
    people = sum(group["people"] for group in this.get(last, []))
    january = sum(group["people"] for group in following.get((year + 1) * 100 + 1, []))
    return {
        "public_id": fund.public_id,
        "fund": str(fund),
        "person_months": sum(group["people"] for groups in this.values() for group in groups),
        "rupiah": sum(group["rupiah"] or 0 for groups in this.values() for group in groups),
        "last_month": last or None,
        "people": people,
        "next_rupiah": sum(group["rupiah"] or 0 for groups in following.values() for group in groups),
        "falls_away": max(people - january, 0),
        "to_go_on": _go_on(fund, this.get(last, []), year + 1),
        "ends": ends,
    }


def _go_on(fund: Fund, groups: list[dict[str, Any]], year: int) -> int:
    """Twelve months of the year for the people of the last month, at the rates of that year."""
    total = 0
    costs: dict[tuple[int, bool], Costs] = {}
    for group in groups:
        package = (group["programme__income"], group["programme__with_jht"])
        cost = costs.setdefault(package, Costs(*package))
        try:
            total += group["people"] * cost.run(
                Month(year, 1).number, 12, group["line__sector"], fund.payer, group["line__registered"]
            )
        except UnusableInput:  # the law has no answer for this group: it is not guessed
            continue
    return total
