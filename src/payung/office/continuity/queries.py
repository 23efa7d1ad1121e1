"""What the pages ask of the count: the days to come, and who stands behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import F, Q, QuerySet, Sum

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import ROLES, May, Scope, duties_of, scope
from payung.office.billing.models import Payment
from payung.office.continuity.models import Count, Standing, Tally, Watch

AHEAD = timedelta(days=200)  # what a treasury can still act on: a budget revision takes half a year
Right = Literal["ends_on", "arrears_on", "full_on", "scholarship_on"]
# In the order in which they hurt. The first two are lost, the others won.
RIGHTS: tuple[Right, ...] = ("ends_on", "arrears_on", "full_on", "scholarship_on")
WON: frozenset[Right] = frozenset({"full_on", "scholarship_on"})


def latest() -> Count | None:
    return Count.objects.first()


def payments_since(count: Count) -> int:
    """Payments recorded after the count, which it does not know of."""
    return Payment.objects.filter(recorded__gt=count.made).count()


def watched(user: Any) -> QuerySet[Tally]:
    """Whom the user may count, each tally for its ``heads``; a sponsor counts those of its own funds."""
    seen = Q(pk__in=[])
    for duty in duties_of(user):
        if May.SEE_INSIGHT in ROLES[duty.role]:
            own = Q(fund__sponsor_id=duty.sponsor_id) if duty.role == Role.SPONSOR else Q()
            seen |= Scope(frozenset({duty.area_id})).within("village") & own
    return Tally.objects.filter(seen)


def named(user: Any) -> QuerySet[Watch]:
    """Whom the user may see by name."""
    return Watch.objects.filter(scope(user, May.SEE_PEOPLE).within("village")).select_related(
        "person", "village", "fund", "programme"
    )


def standings(rows: QuerySet[Tally]) -> dict[str, int]:
    found = dict(rows.order_by().values_list("standing").annotate(people=Sum("heads")))
    return {standing.value: found.get(standing.value, 0) for standing in Standing}


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which people lose or win a right. ``needed`` is rupiah that prevents the loss."""

    day: date
    right: Right
    people: int
    needed: int
    death_now: int
    without_decree: int

    @property
    def won(self) -> bool:
        return self.right in WON


def calendar(rows: QuerySet[Tally], today: date) -> list[Day]:
    """The days to come, soonest first; those who already stand in arrears lose the membership next."""
    days: list[Day] = []
    for right in RIGHTS:
        of_right = rows.filter(**{f"{right}__gt": today, f"{right}__lte": today + AHEAD})
        if right == "ends_on":
            of_right = of_right.filter(standing=Standing.ARREARS)
        found = (
            of_right.order_by()
            .values(day=F(right))
            .annotate(
                people=Sum("heads"),
                rupiah=Sum("needed"),
                death=Sum("death_now"),
                undecided=Sum("heads", filter=Q(cause="no_decree"), default=0),
            )
        )
        days += [
            Day(each["day"], right, each["people"], each["rupiah"], each["death"], each["undecided"])
            for each in found
        ]
    return sorted(days, key=lambda each: (each.day, RIGHTS.index(each.right)))


By = Literal["fund", "village"]
_KEYS: dict[By, tuple[str, ...]] = {
    "fund": ("fund__public_id", "fund__name", "fund__year"),
    "village": ("village_id", "village__name"),
}


def groups(rows: QuerySet[Tally], by: By) -> list[dict[str, Any]]:
    """For each fund or village: people by standing, the soonest loss, rupiah needed and at risk."""
    lost = Q(standing__in=(Standing.ARREARS, Standing.WAITING)) | Q(
        standing=Standing.ACTIVE, cause__in=("unpaid", "not_billed", "not_enrolled", "no_decree")
    )
    return list(
        rows.order_by(*_KEYS[by][1:])
        .values(*_KEYS[by])
        .annotate(
            active=Sum("heads", filter=Q(standing=Standing.ACTIVE), default=0),
            arrears=Sum("heads", filter=Q(standing=Standing.ARREARS), default=0),
            waiting=Sum("heads", filter=Q(standing=Standing.WAITING), default=0),
            ended=Sum("heads", filter=Q(standing=Standing.ENDED), default=0),
            needed=Sum("needed", filter=~Q(standing=Standing.ENDED), default=0),
            at_risk=Sum("death_now", filter=lost, default=0),
        )
    )
