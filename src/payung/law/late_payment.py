"""What BPJS owes for paying late: 1% a day (PP 44/2015 art 37(3) and art 40(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from payung.language import Text, rupiah
from payung.law.calendar_days import NATIONAL, WorkingDays
from payung.law.doubt import Doubt
from payung.law.line import Part, benefit_line, whole
from payung.law.parameters import Parameters
from payung.law.parameters.store import percent

_WORKING = Text("{days} hari × {percent}% × {amount} = {sum}", "{days} days × {percent}% × {amount} = {sum}")
_READING = Text(
    "Keterlambatan dihitung dalam hari kalender menurut bunyinya; bila hari kerja yang dimaksud: {days} hari, {sum}.",
    "Days of delay are calendar days by the words; if working days are meant: {days} days, {sum}.",
)
_DAYS_IN_WEEK, _WEEKEND = 7, 2


@dataclass(frozen=True, slots=True)
class Delay:
    """Days late, both readings. ``working`` is the most it can be where only the days are known."""

    calendar: int
    working: int

    @classmethod
    def between(cls, limit: date, paid: date, days: WorkingDays = NATIONAL) -> Delay:
        """From the last day allowed to the day of payment."""
        return cls(max(0, (paid - limit).days), days.between(limit, paid))

    @classmethod
    def of_days(cls, days: int) -> Delay:
        """Only the number is known: every whole week holds a weekend, holidays are not known."""
        return cls(days, days - days // _DAYS_IN_WEEK * _WEEKEND)


def late_payment(amount: int, delay: Delay, day: date, parameters: Parameters) -> Part:
    """Compensation on an amount of rupiah for a delay, by the law on ``day``."""
    if not delay.calendar or not amount:
        return Part()
    rule = parameters.at("deadlines/late_penalty", day)
    per_day = amount * percent(rule.value)
    due, other = whole(per_day * delay.calendar), whole(per_day * delay.working)
    working = _WORKING.format(days=delay.calendar, percent=rule.value, amount=rupiah(amount), sum=rupiah(due))
    line = benefit_line("late_payment", due, delay.calendar, working, rule, confidence="reported")
    said = _READING.format(days=delay.working, sum=rupiah(other))
    return Part((line,), (Doubt("late_payment_days", said, other - due),))
