"""Reads on working days: the calendar of an area, and the days of a year with what the office corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from payung.law.calendar_days import WorkingDays, holidays_of
from payung.office.accounts.permissions import covers, duties_of
from payung.office.workdays.models import CorrectedDay

_SHARED_LEAVE = "cuti bersama"


class Calendars:
    """The calendar of any area, by one query for all of them. The nearest area's word counts."""

    def __init__(self) -> None:
        held = CorrectedDay.objects.filter(removed=None).values_list("area_id", "day", "works")
        self._rows = sorted(held, key=lambda row: len(row[0]))
        self._known: dict[str, WorkingDays] = {}

    def of(self, area_code: str) -> WorkingDays:
        if area_code not in self._known:
            self._known[area_code] = self._made(area_code)
        return self._known[area_code]

    def _made(self, area_code: str) -> WorkingDays:
        said = {day: works for area, day, works in self._rows if covers(area, area_code)}
        return WorkingDays(
            frozenset(day for day, works in said.items() if not works),
            frozenset(day for day, works in said.items() if works),
        )


def calendar_of(area_code: str) -> WorkingDays:
    """Working days as they are counted in an area."""
    return Calendars().of(area_code)


def corrections(user: Any) -> QuerySet[CorrectedDay]:
    """Corrections in force that touch an area of the user's, made there or above."""
    codes = {duty.area_id for duty in duties_of(user)}
    around = {code for code in _areas() if any(covers(code, own) or covers(own, code) for own in codes)}
    return CorrectedDay.objects.filter(removed=None, area__in=around).select_related("area", "set_by")


def _areas() -> Iterable[str]:
    return CorrectedDay.objects.filter(removed=None).order_by().values_list("area_id", flat=True).distinct()


def days_of(user: Any, year: int) -> list[dict[str, Any]]:
    """The weekdays without work of a year, and every day that was corrected, in order."""
    said = list(corrections(user).filter(day__year=year))
    rows = [_of_list(day, name) for day, name in holidays_of(year).items()] + [
        _of_office(one) for one in said
    ]
    return sorted(rows, key=lambda row: (row["day"], row["office"]))


def _of_list(day: date, name: str) -> dict[str, Any]:
    return {"day": day, "name": name, "works": False, "office": False, "area": "", "document": "", "of": None}


def _of_office(one: CorrectedDay) -> dict[str, Any]:
    return {
        "day": one.day,
        "name": one.name,
        "works": one.works,
        "office": True,
        "area": one.area.name,
        "document": one.document,
        "of": one,
    }


def knows_shared_leave(year: int) -> bool:
    """Whether the year's decree on joint leave stands in the list already."""
    return any(_SHARED_LEAVE in name.lower() for name in holidays_of(year).values())
