"""What goes wrong in the lists: who falls out, why, in which village, in which month. Counted by rows, never by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.cover.months import inside
from payung.office.programmes.models import Programme
from payung.office.proposals import queries as proposals
from payung.office.proposals.models import Finding, Outcome, Row, Standing
from payung.office.proposals.reasons import Reason, reason
from payung.office.proposals.tables import checked

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


def rows(user: Any, asked: Asked) -> QuerySet[Row]:
    """Each proposed person once, in the user's areas."""
    found = proposals.rows(user).exclude(standing=Standing.MENDED).select_related(None).order_by()
    found = found.filter(checked(asked.first, asked.last))
    if asked.programme:
        found = found.filter(programme=asked.programme)
    return found.filter(inside(asked.area.code)) if asked.area else found


def villages(of: QuerySet[Row]) -> list[dict[str, Any]]:
    """By village: proposed, lost, waits, the share lost (of a thousand), and the reason that most of the lost have."""
    counted = list(
        of.values("village_id", "village__name", "village__level")
        .annotate(proposed=Count("pk"), lost=Count("pk", filter=LOST), waits=Count("pk", filter=WAITS))
        .order_by("village_id")
    )
    most: dict[str, tuple[int, str]] = {}
    for each in (
        _findings(of.filter(LOST))
        .values("row__village_id", "code")
        .annotate(n=Count("row", distinct=True))
        .order_by("row__village_id", "code")
    ):
        known = most.get(each["row__village_id"], (0, ""))
        if each["n"] > known[0]:
            most[each["row__village_id"]] = (each["n"], each["code"])
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
            "most_rows": most.get(each["village_id"], (0, ""))[0],
        }
        for each in counted
    ]


def reasons(of: QuerySet[Row]) -> list[ReasonFigure]:
    """The reasons of those who fell out or wait, the most frequent first. A row may have several."""
    counted = (
        _findings(of.filter(LOST | WAITS))
        .values("code")
        .annotate(
            lost=Count("row", distinct=True, filter=_through(LOST)),
            waits=Count("row", distinct=True, filter=_through(WAITS)),
        )
        .order_by()
    )
    found = [ReasonFigure(reason(each["code"]), each["lost"], each["waits"]) for each in counted]
    return sorted(found, key=lambda each: (-each.rows, each.reason.order))


def by_month(of: QuerySet[Row]) -> list[dict[str, Any]]:
    """By month of checking: proposed, lost, waits; lists checked on one day are counted together by the database."""
    counted = (
        of.exclude(submission__verified_on=None)
        .values("submission__verified_on")
        .annotate(proposed=Count("pk"), lost=Count("pk", filter=LOST), waits=Count("pk", filter=WAITS))
        .order_by("submission__verified_on")
    )
    months: dict[int, dict[str, int]] = defaultdict(lambda: {"proposed": 0, "lost": 0, "waits": 0})
    for each in counted:
        month = months[_month(each["submission__verified_on"] or date.min)]
        for name in ("proposed", "lost", "waits"):
            month[name] += each[name]
    return [{"month": month, **months[month]} for month in sorted(months)]


def reasons_by_month(of: QuerySet[Row], codes: Sequence[str]) -> Mapping[str, Mapping[int, int]]:
    """Of some reasons, how many rows fell out with each in each month."""
    counted = (
        _findings(of.filter(LOST))
        .filter(code__in=codes)
        .values("code", "row__submission__verified_on")
        .annotate(n=Count("row", distinct=True))
        .order_by()
    )
    found: dict[str, dict[int, int]] = {code: defaultdict(int) for code in codes}
    for each in counted:
        if each["row__submission__verified_on"]:
            found[each["code"]][_month(each["row__submission__verified_on"])] += each["n"]
    return found


def _findings(of: QuerySet[Row]) -> QuerySet[Finding]:
    """Hints decide nothing, and are left out."""
    return Finding.objects.filter(row__in=of.values("pk")).exclude(outcome=Outcome.ELIGIBLE)


def _through(asked: Q) -> Q:
    """A condition on rows as one on their findings."""
    if asked is LOST:
        return Q(row__standing=Standing.DROPPED)
    return Q(row__standing__in=(Standing.OPEN, Standing.SECOND))


def _month(day: date) -> int:
    return Month.of(day).number
