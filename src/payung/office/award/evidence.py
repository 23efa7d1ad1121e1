"""What the system itself can show for a year, for a region or for each of its villages: a handful of counts.

A source gives each area a whole number. Its score is the weight times the share of ``full`` that the number
reaches, never more than the weight; tenths of a point, in integers. What is missing is named as a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.areas.models import Area
from payung.office.areas.models import Level as AreaLevel
from payung.office.award.models import Innovation, Level, Scheme
from payung.office.claims.models import Claim, State
from payung.office.core.cells import Kind
from payung.office.cover.months import inside
from payung.office.outreach.models import Activity
from payung.office.outreach.models import State as ActivityState
from payung.office.programmes.models import BasisKind, LegalBasis
from payung.office.programmes.validity import basis_state
from payung.office.summaries.counted import counted

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of evidence. ``full`` is what earns the whole weight unless the office says otherwise."""

    code: str
    aspect: str | Promise
    name: str | Promise
    kind: Kind
    weight: int
    full: int
    gap: str | Promise  # what to do where there is nothing
    hint: str | Promise = ""


POLICY, WORK, RESULT = _("Policy"), _("Practice"), _("Performance")
SOURCES: dict[str, Source] = {
    source.code: source
    for source in (
        Source("regulation", POLICY, _("Regulation in force (points)"), "integer", 20, 3,
               _("Register a regulation of its own that is in force"),
               _("Regional or village regulation 3, regulation of the head 2, instruction or decree 1")),
        Source("innovation", POLICY, _("Innovations"), "integer", 10, 3, _("Write down what was new this year")),
        Source("realised", WORK, _("Budget realised (percent)"), "integer", 15, 100,
               _("Nothing of the decided contributions is paid"),
               _("Contributions paid, of those decided for the year")),
        Source("activities", WORK, _("Activities held"), "integer", 5, 12, _("Hold and record activities")),
        Source("village_funds", WORK, _("People paid by village budgets"), "integer", 10, 500,
               _("No village budget pays for anybody")),
        Source("sponsors", WORK, _("People paid by companies, zakat and donors"), "integer", 5, 300,
               _("No company, zakat body or donor pays for anybody")),
        Source("coverage", RESULT, _("People covered at the end of the period"), "integer", 15, 5_000,
               _("Nobody is enrolled in the last month")),
        Source("growth", RESULT, _("Growth over the year before (percent)"), "integer", 10, 20,
               _("No growth can be shown over the year before"), _("Permendagri 15/2024 asks for 20 percent")),
        Source("claims", RESULT, _("Events whose family was paid (percent)"), "integer", 10, 100,
               _("No event was reported, or no family was paid"),
               _("Of the events reported in the year")),
    )
}  # fmt: skip
FULL_IN_VILLAGE = {"activities": 2, "village_funds": 50, "sponsors": 10, "coverage": 100, "innovation": 1}


@dataclass(frozen=True, slots=True)
class Found:
    """One criterion of one area: ``tenths`` is its score in tenths of a point."""

    source: Source
    value: int | None
    weight: int
    full: int

    @property
    def tenths(self) -> int:
        value = max(0, self.value or 0)
        return self.weight * TENTHS * min(value, self.full) // self.full

    @property
    def is_gap(self) -> bool:
        return not self.value or self.value < 0


@dataclass(frozen=True, slots=True)
class Standing:
    """An area with what was found of it."""

    area: Area
    found: list[Found]

    @property
    def tenths(self) -> int:
        return sum(each.tenths for each in self.found)

    @property
    def gaps(self) -> list[Found]:
        return [each for each in self.found if each.is_gap]


def last_month(year: int, today: date) -> int:
    """The month in which people are counted: December, or in a year that runs the month of today."""
    return min(Month(year, 12), max(Month.of(today), Month(year, 1))).number


def standings(scheme: Scheme, year: int, today: date) -> list[Standing]:
    """The region, or each of its villages; the same few questions to the database for either."""
    areas = _areas(scheme)
    values = _values(scheme, areas, year, today)
    used = [(SOURCES[code], said) for code, said in scheme.criteria.items() if said["weight"]]
    return [
        Standing(
            area,
            [
                Found(source, values[source.code].get(area.pk), said["weight"], said["full"])
                for source, said in used
            ],
        )
        for area in areas
    ]


def _areas(scheme: Scheme) -> list[Area]:
    if scheme.level == Level.AREA:
        return [scheme.area]
    level = ("province", "regency", "district", "code")[scheme.area_id.count(".")]
    return list(
        Area.objects.filter(level=AreaLevel.VILLAGE, **{level: scheme.area_id})
        .select_related("parent")
        .order_by("code")
    )


def _values(scheme: Scheme, areas: list[Area], year: int, today: date) -> dict[str, Mapping[str, int]]:
    single = scheme.area_id if scheme.level == Level.AREA else ""
    money = _money(scheme.area_id, single, year, today)
    return {
        "regulation": _regulations(areas, min(date(year, 12, 31), today)),
        "innovation": _innovations(scheme.area_id, single, year),
        "activities": _activities(scheme.area_id, single, year),
        "claims": _claims(scheme.area_id, single, year),
        **money,
    }


def _rolled(rows: Any, single: str) -> dict[str, int]:
    """(village, number) pairs by village, or all under the one area."""
    sums: dict[str, int] = defaultdict(int)
    for village, count in rows:
        sums[single or village] += int(count or 0)
    return dict(sums)


def _money(area: str, single: str, year: int, today: date) -> dict[str, dict[str, int]]:
    """Everything that person-months tell: one grouped count for the year, one for the year before."""
    month = last_month(year, today)
    rows = counted().filter(inside(area)).order_by()
    in_month = Q(month=month, enrolled_by__isnull=False)
    of_village = list(
        rows.filter(month__range=(year * 100 + 1, year * 100 + 12))
        .values("village")
        .annotate(
            heads_all=Sum("heads", filter=in_month),
            apbdes=Sum("heads", filter=in_month & Q(fund__payer="apbdes")),
            sponsors=Sum("heads", filter=in_month & Q(fund__payer__in=("csr", "baznas", "donor"))),
            decided=Sum(F("planned") * F("heads")),
            paid=Sum(F("due") * F("heads"), filter=Q(payment__isnull=False)),
        )
    )
    before = _rolled(
        rows.filter(month=month - 100, enrolled_by__isnull=False)
        .values_list("village")
        .annotate(n=Sum("heads")),
        single,
    )
    sums = {
        key: _rolled(((row["village"], row[key]) for row in of_village), single)
        for key in ("heads_all", "apbdes", "sponsors", "decided", "paid")
    }
    return {
        "coverage": sums["heads_all"],
        "village_funds": sums["apbdes"],
        "sponsors": sums["sponsors"],
        "realised": {
            code: sums["paid"].get(code, 0) * 100 // decided
            for code, decided in sums["decided"].items()
            if decided
        },
        "growth": {
            code: (people - before[code]) * 100 // before[code]
            for code, people in sums["heads_all"].items()
            if before.get(code)
        },
    }


_POINTS = {
    BasisKind.PERDA: 3,
    BasisKind.VILLAGE: 3,
    BasisKind.HEAD: 2,
    BasisKind.DECREE: 1,
    BasisKind.INSTRUCTION: 1,
}


def regulations_of(areas: list[Area], on: date) -> list[LegalBasis]:
    """The areas' own regulations that are in force on the day."""
    rows = LegalBasis.objects.filter(area__in=areas).select_related("replaced_by", "area")
    return [basis for basis in rows if basis_state(basis, on) == "holds"]


def _regulations(areas: list[Area], on: date) -> dict[str, int]:
    best: dict[str, int] = {}
    for basis in regulations_of(areas, on):
        code = basis.area_id or ""
        best[code] = max(best.get(code, 0), _POINTS.get(BasisKind(basis.kind), 0))
    return best


def _innovations(area: str, single: str, year: int) -> dict[str, int]:
    rows = Innovation.objects.filter(inside(area, "area"), dated__year=year).order_by()
    return _rolled(rows.values_list("area").annotate(n=Count("pk")), single)


def _activities(area: str, single: str, year: int) -> dict[str, int]:
    held = Activity.objects.filter(state=ActivityState.HELD, held_on__year=year).order_by()
    if single:
        return {single: held.filter(inside(area, "area")).count()}
    rows = (
        held.filter(inside(area, "villages")).values_list("villages").annotate(n=Count("pk", distinct=True))
    )
    return _rolled(rows, single)


def _claims(area: str, single: str, year: int) -> dict[str, int]:
    rows = list(
        Claim.objects.filter(inside(area), day__year=year)
        .exclude(state=State.CANCELLED)
        .order_by()
        .values("village")
        .annotate(events=Count("pk"), done=Count("pk", filter=Q(state=State.PAID)))
    )
    events = _rolled(((row["village"], row["events"]) for row in rows), single)
    done = _rolled(((row["village"], row["done"]) for row in rows), single)
    return {code: done.get(code, 0) * 100 // count for code, count in events.items() if count}
