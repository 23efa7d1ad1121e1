"""By when a complaint is answered: working days of the area, as the office has set them."""

from __future__ import annotations

from datetime import date

from payung.office.complaints.models import Clock
from payung.office.workdays.queries import calendar_of

DEFAULT = Clock()


def clock_of(area_code: str) -> Clock:
    """The clock of the area, or of the nearest one above it; else five working days, and three when passed on."""
    parts = area_code.split(".")
    above = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    held = {clock.area_id: clock for clock in Clock.objects.filter(area__in=above)}
    return next((held[code] for code in above if code in held), DEFAULT)


def due(area_code: str, since: date, *, raised: bool = False) -> date:
    clock = clock_of(area_code)
    return calendar_of(area_code).after(since, clock.raised_days if raised else clock.answer_days)
