"""Counting on the calendar: months, years, ages and Indonesian working days."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

_SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter.

    >>> add_months(date(2025, 11, 30), 3)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes the 28th where there is none."""
    return add_months(day, 12 * years)


def age(born: date, on: date) -> int:
    """Completed years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday, neither public holiday nor joint leave (cuti bersama).

    The list of holidays ends where the government's decree of the year does, and a decree is changed late: ``off``
    are days without work besides, ``on`` days with work all the same.
    """

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def includes(self, day: date) -> bool:
        if day in self.off or day in self.on:
            return day in self.on
        return day.weekday() < _SATURDAY and day not in holidays_of(day.year)

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day after a day."""
        working = (later for later in _days_after(day) if self.includes(later))
        for _ in range(count):
            day = next(working)
        return day

    def between(self, day: date, until: date) -> int:
        """Working days after ``day`` up to and including ``until``."""
        return sum(self.includes(day + timedelta(days=step)) for step in range(1, (until - day).days + 1))


NATIONAL = WorkingDays()


def is_working_day(day: date, days: WorkingDays = NATIONAL) -> bool:
    return days.includes(day)


def add_working_days(day: date, count: int, days: WorkingDays = NATIONAL) -> date:
    """The ``count``-th working day after a day."""
    return days.after(day, count)


def working_days_between(day: date, until: date, days: WorkingDays = NATIONAL) -> int:
    """Working days after ``day`` up to and including ``until``."""
    return days.between(day, until)


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        yield day


@lru_cache(maxsize=32)
def holidays_of(year: int) -> Mapping[date, str]:
    """Public holidays and joint leave of a year, with their Indonesian names."""
    found = holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    return dict(sorted(found.items()))
