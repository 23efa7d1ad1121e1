"""What pages and acts ask of programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area, Level
from payung.office.programmes.models import Agreement, Criteria, LegalBasis, Occupation, Programme, Quota

_SEEING = (May.SEE_PROPOSALS, May.SEE_DECISIONS, May.SEE_MONEY, May.MANAGE_PROGRAMMES)


def programmes(user: Any) -> QuerySet[Programme]:
    """Programmes that concern the user's areas: inside them, or of an area above."""
    return Programme.objects.filter(scope(user, *_SEEING).around("area")).select_related("area", "agreement")


def manageable(user: Any) -> QuerySet[Programme]:
    return Programme.objects.filter(scope(user, May.MANAGE_PROGRAMMES).within("area"))


def programme_areas(user: Any) -> QuerySet[Area]:
    """Where the user may make a programme: regencies and provinces first, villages too where that is the duty."""
    managing = scope(user, May.MANAGE_PROGRAMMES)
    return Area.objects.filter(managing.within("")).filter(
        Q(level__lte=Level.REGENCY) | Q(code__in=managing.codes)
    )


def legal_bases(user: Any) -> QuerySet[LegalBasis]:
    return LegalBasis.objects.filter(scope(user, *_SEEING).around("area") | Q(area=None)).select_related(
        "area"
    )


def agreements(user: Any) -> QuerySet[Agreement]:
    return Agreement.objects.filter(scope(user, *_SEEING).around("area")).select_related("area", "extends")


def villages(programme: Programme) -> QuerySet[Area]:
    """The villages inside the programme's area."""
    level = ("province", "regency", "district", "code")[programme.area_id.count(".")]
    return Area.objects.filter(level=Level.VILLAGE, **{level: programme.area_id})


def criteria_in_force(programme: Programme, on: Any) -> Criteria | None:
    return programme.criteria.filter(valid_from__lte=on).order_by("-version").first()


def occupations(programme: Programme) -> QuerySet[Occupation]:
    return programme.occupations.order_by("name")


def taken_by_village(programme: Programme) -> dict[str, int]:
    """Places taken by approved lists, less those whom an approved change withdrew."""
    approved = programme.decisions.filter(state="approved").order_by()
    listed = approved.filter(lines__taken=True).values_list("lines__village").annotate(n=Count("lines"))
    taken = dict(listed)
    withdrawn = approved.filter(withdrawals__isnull=False).values_list("withdrawals__line__village")
    for village, count in withdrawn.annotate(n=Count("withdrawals")):
        taken[village] -= count
    return taken


@dataclass(frozen=True, slots=True)
class Board:
    """The quota board: each village's places, and the sums. ``total`` is the quota in total, if there is one."""

    villages: list[Quota]
    total: Quota | None
    places: int
    taken: int

    @property
    def left(self) -> int:
        return self.places - self.taken


def quota_board(programme: Programme) -> Board:
    rows = list(programme.quotas.select_related("village", "village__parent").order_by("village_id"))
    of_villages = [row for row in rows if row.village_id]
    total = next((row for row in rows if not row.village_id), None)
    return Board(
        villages=of_villages,
        total=total,
        places=total.places if total else sum(row.places for row in of_villages),
        taken=total.taken if total else sum(row.taken for row in of_villages),
    )


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a quota of ``each`` places in every village would mean; compare ``now`` and ``then``."""

    villages: int
    each: int
    now: int
    then: int
    taken: int

    @property
    def more(self) -> int:
        return self.then - self.now


def quota_what_if(programme: Programme, each: int) -> WhatIf:
    count = villages(programme).count()
    sums = programme.quotas.exclude(village=None).aggregate(places=Sum("places"), taken=Sum("taken"))
    return WhatIf(count, each, sums["places"] or 0, count * each, sums["taken"] or 0)
