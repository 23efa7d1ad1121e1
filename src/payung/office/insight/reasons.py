"""What goes wrong in the lists: who falls out, why, in which village, in which month. Counted by rows, never by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.cover.months import inside
from payung.office.programmes.models import Programme
from payung.office.proposals import queries as proposals
from payung.office.proposals.models import Standing
from payung.office.proposals.reasons import Reason, reason
from payung.office.proposals.tables import checked
from payung.office.proposals.tallying import codes_of

LOST, WAITS = proposals.FATES["gugur"], proposals.FATES["tunggu"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is narrowed to: a programme, months of checking (2026-01, "" for open), an area."""

    programme: Programme | None = None
    first: str = ""
    last: str = ""
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class ReasonFigure:
    """How many rows fell out, or wait, with this reason among theirs."""

    reason: Reason
    lost: int
    waits: int

    @property
    def rows(self) -> int:
        return self.lost + self.waits


def programmes(user: Any) -> QuerySet[Programme]:
    return Programme.objects.filter(scope(user, May.SEE_PROPOSALS).around("area"))


def areas(user: Any) -> QuerySet[Area]:
    return Area.objects.filter(scope(user, May.SEE_PROPOSALS).within(""))


def rows(user: Any, asked: Asked) -> QuerySet[Any]:
    """Each proposed person once, in the user's areas; for counting, each for its ``heads``."""
    found = proposals.counted(user).exclude(standing=Standing.MENDED).order_by()
    found = found.filter(checked(asked.first, asked.last))
    if asked.programme:
        found = found.filter(programme=asked.programme)
    return found.filter(inside(asked.area.code)) if asked.area else found


def _sums(of: QuerySet[Any], *by: str) -> QuerySet[Any]:
    grouped: QuerySet[Any] = of.order_by().values(*by)
    summed: QuerySet[Any] = grouped.annotate(
        proposed=Sum("heads"),
        lost=Sum("heads", filter=LOST, default=0),
        waits=Sum("heads", filter=WAITS, default=0),
    )
    return summed


def villages(of: QuerySet[Any]) -> list[dict[str, Any]]:
    """By village: proposed, lost, waits, the share lost (of a thousand), and the reason that most of the lost have."""
    lost: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in _sums(of.filter(LOST), "village_id", "codes"):
        for code in codes_of(each["codes"]):
            lost[each["village_id"]][code] += each["lost"]
    # Of reasons that are equally frequent, the first of the alphabet.
    most = {village: min((-n, code) for code, n in codes.items()) for village, codes in lost.items() if codes}
    return [
        {
            "code": each["village_id"],
            "name": each["village__name"],
            "is_village": each["village__level"] == 4,
            "proposed": each["proposed"],
            "lost": each["lost"],
            "waits": each["waits"],
            "share": round(1000 * each["lost"] / each["proposed"]) if each["proposed"] else 0,
            "most": most.get(each["village_id"], (0, ""))[1],
            "most_rows": -most.get(each["village_id"], (0, ""))[0],
        }
        for each in _sums(of, "village_id", "village__name", "village__level").order_by("village_id")
    ]


def reasons(of: QuerySet[Any]) -> list[ReasonFigure]:
    """The reasons of those who fell out or wait, the most frequent first. A row may have several; hints decide
    nothing, and are left out."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in _sums(of.filter(LOST | WAITS), "codes"):
        for code in codes_of(each["codes"]):
            sums[code][0] += each["lost"]
            sums[code][1] += each["waits"]
    found = [ReasonFigure(reason(code), *of_code) for code, of_code in sums.items()]
    return sorted(found, key=lambda each: (-each.rows, each.reason.order))


def by_month(of: QuerySet[Any]) -> list[dict[str, Any]]:
    """By month of checking: proposed, lost, waits; lists checked on one day are counted together by the database."""
    counted = _sums(of.exclude(submission__verified_on=None), "submission__verified_on")
    months: dict[int, dict[str, int]] = defaultdict(lambda: {"proposed": 0, "lost": 0, "waits": 0})
    for each in counted.order_by("submission__verified_on"):
        month = months[_month(each["submission__verified_on"] or date.min)]
        for name in ("proposed", "lost", "waits"):
            month[name] += each[name]
    return [{"month": month, **months[month]} for month in sorted(months)]


def reasons_by_month(of: QuerySet[Any], codes: Sequence[str]) -> Mapping[str, Mapping[int, int]]:
    """Of some reasons, how many rows fell out with each in each month."""
    found: dict[str, dict[int, int]] = {code: defaultdict(int) for code in codes}
    for each in _sums(
        of.filter(LOST).exclude(submission__verified_on=None), "codes", "submission__verified_on"
    ):
        for code in codes_of(each["codes"]).intersection(codes):
            found[code][_month(each["submission__verified_on"])] += each["lost"]
    return found


def _month(day: date) -> int:
    return Month.of(day).number
