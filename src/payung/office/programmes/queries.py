"""What pages and acts ask of programmes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area, Level
from payung.office.programmes import validity
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
        "area", "replaced_by"
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


def ending(day: date) -> list[Agreement]:
    """Agreements in their last days that nothing extends, soonest first."""
    return list(
        Agreement.objects.filter(
            ends__range=(day, day + timedelta(days=validity.SOON)), starts__lte=day, extensions=None
        )
        .select_related("area")
        .order_by("ends", "pk")
    )


@dataclass(frozen=True, slots=True)
class Falling:
    """People covered in the month under an agreement's programmes, and what that month costs."""

    month: int
    people: int
    rupiah: int


def falling(agreements: Iterable[Agreement], day: date) -> dict[int, Falling]:
    """By agreement: who loses the ground of their cover when it ends. One count for all of them.

    A programme that names an earlier agreement of the chain goes on under its extension.
    """
    asked = list(agreements)
    known = validity.by_id(Agreement.objects.filter(area__in={one.area_id for one in asked}))
    in_chain = {one.pk: {each.pk for each in validity.chain(one, known)} for one in asked}
    citing: dict[int, set[int]] = defaultdict(set)
    rows = Programme.objects.filter(agreement__in={key for keys in in_chain.values() for key in keys})
    for agreement, programme in rows.order_by().values_list("agreement", "pk"):
        citing[agreement].add(programme)
    month = Month.of(day).number
    counted = {
        programme: (people, rupiah or 0)
        for programme, people, rupiah in apps.get_model("cover", "PersonMonth")
        .objects.filter(
            programme__in={key for keys in citing.values() for key in keys}, month=month, withdrawn_by=None
        )
        .order_by()
        .values_list("programme")
        .annotate(people=Count("pk"), rupiah=Sum(Coalesce("due", "planned")))
    }
    found = {}
    for one in asked:
        of_chain = {programme for each in in_chain[one.pk] for programme in citing[each]}
        sums = [counted.get(programme, (0, 0)) for programme in of_chain]
        found[one.pk] = Falling(month, sum(each[0] for each in sums), sum(each[1] for each in sums))
    return found


def lapsed_cited(user: Any, day: date) -> list[LegalBasis]:
    """Regulations that open programmes cite and that hold no longer."""
    cited = legal_bases(user).filter(programmes__closed=False).distinct()
    return [basis for basis in cited if validity.basis_state(basis, day) == "lapsed"]


def ending_seen(user: Any, day: date) -> list[Agreement]:
    """Agreements of the user's areas in their last days."""
    managed = scope(user, May.MANAGE_PROGRAMMES)
    return [one for one in ending(day) if managed.includes(one.area_id)]


def citing(user: Any, basis: LegalBasis) -> QuerySet[Programme]:
    return programmes(user).filter(bases=basis)


@dataclass(frozen=True, slots=True)
class Cited:
    """An approved decree of a programme that cites a regulation, and whether that was in force on its day."""

    decision: Any
    in_force: bool


def citing_decisions(user: Any, basis: LegalBasis) -> list[Cited]:
    """Approved decrees that rest on the regulation, latest first."""
    decisions = (
        apps.get_model("decisions", "Decision")
        .objects.filter(programme__in=citing(user, basis), state="approved", dated__isnull=False)
        .select_related("programme")
        .order_by("-dated", "-pk")
    )
    return [Cited(one, _held(basis, one.dated)) for one in decisions]


def _held(basis: LegalBasis, day: Any) -> bool:
    return validity.basis_state(basis, day) == "holds"
