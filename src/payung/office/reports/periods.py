"""Periods of reports: months, quarters and years of the calendar, and when what was of them is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from payung.language import Language
from payung.law.month import Month
from payung.office.reports.models import Every, Obligation

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    first: Month
    last: Month

    def due(self, days: int) -> date:
        return self.last.last_day() + timedelta(days=days)

    def to(self, language: Language) -> str:
        """Mei 2026; Triwulan II 2026; 2026."""
        length = self.last - self.first + 1
        if length == 1:
            return self.first.to(language)
        if length == 12:
            return str(self.first.year)
        quarter = _ROMAN[(self.first.month - 1) // 3]
        return f"{'Triwulan' if language == 'id' else 'Quarter'} {quarter} {self.first.year}"


def period_of(every: str, month: Month) -> Period:
    """The period that a month lies in."""
    length = _MONTHS[Every(every)]
    first = Month(month.year, (month.month - 1) // length * length + 1)
    return Period(first, first + (length - 1))


def owed(obligation: Obligation, until: date) -> list[Period]:
    """Periods that were due by a day, the oldest first."""
    found = []
    period = period_of(obligation.every, Month.from_number(obligation.first_month))
    while period.due(obligation.due_days) <= until:
        found.append(period)
        period = period_of(obligation.every, period.last + 1)
    return found


def last_ended(obligation: Obligation, today: date) -> Period | None:
    """The last period that has ended, owed already or not; None before the first has."""
    period = period_of(obligation.every, Month.of(today))
    before = period_of(obligation.every, period.first + -1)
    first = period_of(obligation.every, Month.from_number(obligation.first_month))
    return before if before.first >= first.first else None


def following(obligation: Obligation, today: date) -> Period:
    """The next period that becomes due after a day."""
    done = owed(obligation, today)
    if not done:
        return period_of(obligation.every, Month.from_number(obligation.first_month))
    return period_of(obligation.every, done[-1].last + 1)
