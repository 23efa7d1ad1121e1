"""The counts behind the leadership's figures, one query each: the one place to put something faster under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce, Lower

from payung.office.areas.models import Area, Level
from payung.office.claims.experience import counted_claims
from payung.office.continuity import queries as continuity
from payung.office.continuity.models import Standing
from payung.office.cover import months as cover
from payung.office.cover.months import inside
from payung.office.decisions.models import Decision, State
from payung.office.insight.models import PublishedCount, Segment
from payung.office.reconciliation.figures import room
from payung.office.summaries.counted import counted, counted_by_work


class VillageMonth(NamedTuple):
    """Person-months of a village in one month, and the rupiah that settled those that are paid."""

    village: str
    month: int
    decided: int
    enrolled: int
    paid: int
    rupiah: int


def village_months(user: Any, area: Area) -> list[VillageMonth]:
    """Every village and month of the area's cover; a sponsor counts its own funds only."""
    rows = (
        counted()
        .filter(cover.counted_by(user), inside(area.pk))
        .order_by()
        .values("village_id", "month")
        .annotate(
            decided=_whole(Sum("heads")),
            enrolled=_whole(Sum("heads", filter=cover.GATES["enrolled"], default=0)),
            paid=_whole(Sum("heads", filter=cover.GATES["paid"], default=0)),
            rupiah=_whole(Sum(F("due") * F("heads"), filter=cover.GATES["paid"], default=0)),
        )
        .order_by("village_id", "month")
    )
    names = ("village_id", "month", "decided", "enrolled", "paid", "rupiah")
    with room():
        return list(map(VillageMonth._make, rows.values_list(*names)))


def _whole(sum_of: Any) -> Cast:
    """PostgreSQL adds whole numbers up to a decimal, which is slow to read thousands of times."""
    return Cast(sum_of, BigIntegerField())


@dataclass(frozen=True, slots=True)
class Stream:
    """People enrolled in a month, from the fund that pays, by the village, to the work they do."""

    fund: str
    village: str
    occupation: str
    people: int


def streams(user: Any, area: Area, month: int, *, work: bool) -> list[Stream]:
    """Without ``work`` the occupation is left empty: places are fewer than places by their work."""
    of = (
        (counted_by_work() if work else counted())
        .filter(cover.counted_by(user), inside(area.pk), cover.GATES["enrolled"], month=month)
        .order_by()
    )
    if not work:
        places = of.values_list("fund__name", "village_id").annotate(people=Sum("heads"))
        return [Stream(fund, village, "", int(people)) for fund, village, people in sorted(places)]
    rows = of.values_list("fund__name", "village_id", Lower("work")).annotate(
        written=Min("work"), people=Sum("heads")
    )
    with room():
        held = sorted(rows)
    words: dict[str, str] = {}  # one spelling for "petani padi" and "Petani padi": the one with a capital
    for _fund, _village, work_of, written, _people in held:
        words[work_of] = min(written, words.get(work_of, written))
    return [
        Stream(fund, village, words[work_of], int(people))
        for fund, village, work_of, _written, people in held
    ]


@dataclass(frozen=True, slots=True)
class Standings:
    arrears: int
    waiting: int
    needed: int


def standings(user: Any, area: Area) -> dict[str, Standings]:
    """By village, as the guard counted them last: in arrears, decided and never paid, rupiah that would mend it."""
    rows = (
        continuity.watched(user)
        .filter(inside(area.pk))
        .order_by()
        .values("village_id")
        .annotate(
            arrears=Sum("heads", filter=Q(standing=Standing.ARREARS), default=0),
            waiting=Sum("heads", filter=Q(standing=Standing.WAITING), default=0),
            needed=Sum("needed", filter=Q(standing__in=(Standing.ARREARS, Standing.WAITING)), default=0),
        )
    )
    return {each["village_id"]: Standings(each["arrears"], each["waiting"], each["needed"]) for each in rows}


@dataclass(frozen=True, slots=True)
class Benefits:
    """Families who got money, cases reported, and the rupiah that they got, scholarships included."""

    families: int
    cases: int
    rupiah: int


def benefits(user: Any, area: Area) -> dict[str, Benefits]:
    helped = Q(paid__gt=0) | Q(paid_scholarship__gt=0)
    rows = (
        counted_claims(user)
        .filter(inside(area.pk))
        .order_by()
        .values("village_id")
        .annotate(
            families=Count("person_id", distinct=True, filter=helped),
            cases=Count("pk"),
            rupiah=Coalesce(Sum(F("paid") + F("paid_scholarship")), 0),
        )
    )
    return {each["village_id"]: Benefits(each["families"], each["cases"], each["rupiah"]) for each in rows}


def villages(area: Area) -> QuerySet[Area]:
    return Area.objects.filter(inside(area.pk, ""), level=Level.VILLAGE).order_by("code")


def districts(codes: Iterable[str]) -> dict[str, str]:
    return dict(Area.objects.filter(pk__in=set(codes)).values_list("code", "name"))


def village_workforce(area: Area) -> dict[str, int]:
    """The newest count of the workforce of each village: of the vulnerable where it was counted, else of all."""
    found: dict[str, tuple[bool, int]] = {}
    rows = PublishedCount.objects.filter(
        inside(area.pk, "area"),
        area__level=Level.VILLAGE,
        what=PublishedCount.What.WORKFORCE,
        segment__in=(Segment.VULNERABLE, Segment.BPU, Segment.ALL),
    ).order_by("dated", "pk")
    for code, segment, people in rows.values_list("area_id", "segment", "people"):
        narrow = segment != Segment.ALL
        if narrow or not found.get(code, (False, 0))[0]:
            found[code] = (narrow, people)
    return {code: people for code, (_narrow, people) in found.items()}


def waiting_decisions(area: Area) -> list[Decision]:
    """Lists that wait for a signature, each with how many it takes off an earlier one (``leaving``)."""
    return list(
        Decision.objects.filter(inside(area.pk, "programme__area"), state=State.SUBMITTED)
        .select_related("programme")
        .annotate(leaving=Count("withdrawals"))
    )
