"""How far activities reached, by village, and whether proposals came afterwards: counted, not explained.

A village's turning point is its first activity held. Rows proposed for it (mended lists apart) are counted in as
many days before that day as after it; the day itself counts as after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area, Level
from payung.office.outreach.models import Activity, Attendance, State
from payung.office.proposals.models import Row, Stage

DAYS = 30
MOST_DAYS = 365


@dataclass(slots=True)
class Reach:
    """One village."""

    village: Area
    activities: int = 0
    present: int = 0
    first: date | None = None
    before: int = 0
    after: int = 0
    days_after: int = 0  # of the days asked for, how many have passed
    held: set[int] = field(default_factory=set)


def by_village(user: Any, days: int, today: date, *, campaign: str = "") -> list[dict[str, Any]]:
    """One row for each village of the user's areas; four questions to the database, whatever their number."""
    seen = scope(user, May.SEE_OUTREACH)
    villages = Area.objects.filter(seen.within(""), level=Level.VILLAGE).select_related("parent")
    found = {village.pk: Reach(village) for village in villages}
    held = Activity.objects.filter(seen.around("area"), state=State.HELD)
    if campaign:
        held = held.filter(campaign__public_id=campaign)
    _count_activities(found, held)
    _count_present(found, held)
    _count_proposals(found, days, today)
    return [_row(one) for one in found.values()]


def _count_activities(found: dict[str, Reach], held: QuerySet[Activity]) -> None:
    pairs = held.filter(villages__in=found).order_by().values_list("pk", "held_on", "villages")
    for activity, day, village in pairs:
        assert day is not None, "held activities have their day"
        one = found[village]
        one.held.add(activity)
        one.activities = len(one.held)
        one.first = min(one.first or day, day)


def _count_present(found: dict[str, Reach], held: QuerySet[Activity]) -> None:
    counted = (
        Attendance.objects.filter(activity__in=held.order_by().values("pk"), village__in=found)
        .order_by()
        .values_list("village")
        .annotate(n=Count("pk"))
    )
    for village, count in counted:
        found[village].present = count


def _count_proposals(found: dict[str, Reach], days: int, today: date) -> None:
    firsts = {code: one.first for code, one in found.items() if one.first}
    if not firsts:
        return
    span = timedelta(days=days)
    earliest, latest = min(firsts.values()) - span, max(firsts.values()) + span
    counted: dict[str, dict[date, int]] = defaultdict(dict)
    rows = (
        Row.objects.filter(
            village__in=firsts,
            submission__stage=Stage.READY,
            submission__mends=None,
            submission__uploaded__range=(_midnight(earliest), _midnight(latest)),
        )
        .order_by()
        .values_list("village", TruncDate("submission__uploaded"))
        .annotate(n=Count("pk"))
    )
    for village, day, count in rows:
        counted[village][day] = count
    for code, first in firsts.items():
        one = found[code]
        one.before = _within(counted[code].items(), first - span, first)
        one.after = _within(counted[code].items(), first, first + span)
        one.days_after = min(days, (today - first).days + 1)


def _within(counts: Iterable[tuple[date, int]], first: date, end: date) -> int:
    return sum(count for day, count in counts if first <= day < end)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _row(one: Reach) -> dict[str, Any]:
    parent = one.village.parent
    return {
        "code": one.village.pk,
        "village": one.village.name,
        "district": parent.name if parent else "",
        "activities": one.activities,
        "present": one.present,
        "first": one.first,
        "before": one.before if one.first else None,
        "after": one.after if one.first else None,
        "change": one.after - one.before if one.first else None,
        "days_after": one.days_after if one.first else None,
    }
