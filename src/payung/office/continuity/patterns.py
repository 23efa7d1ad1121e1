"""From a pattern of paid months to a standing under the law: each pattern is asked of the law once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from payung.law.continuity import Continuity, Turn, continuity
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.continuity.models import Standing

_STANDINGS = {
    "active": Standing.ACTIVE,
    "arrears": Standing.ARREARS,
    "ended": Standing.ENDED,
    "never": Standing.WAITING,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The standing of everybody with the same paid months, in the columns of ``Watch``."""

    standing: Standing
    paid_months: int
    paid_until: int | None
    owed_months: int
    death_now: int
    doubted: bool
    arrears_on: date | None
    earliest_end_on: date | None
    ends_on: date | None
    full_on: date | None
    scholarship_on: date | None


def months_of(pattern: str) -> list[Month]:
    """The months of a pattern such as ``202601,202602``, in any order."""
    return sorted({Month.from_number(int(each)) for each in pattern.split(",") if each})


def answer(pattern: str, since: date | None, on: date) -> Answer:
    """``since`` is the start of cover as BPJS holds it; one after the first paid month cannot be counted from."""
    paid = months_of(pattern)
    usable = since if since and paid and Month.of(since) <= paid[0] else None
    said = continuity(paid, on, registered=usable)
    until = Month.of(said.protected_until) if said.protected_until else None
    ends = _days(said, "membership")
    return Answer(
        standing=_STANDINGS[said.status],
        paid_months=said.paid_months,
        paid_until=until.number if until else None,
        owed_months=len(said.months_owed),
        death_now=said.death_today[0].amount,
        doubted=len(said.death_today) > 1,
        arrears_on=next(iter(_days(said, "protection")), None),
        earliest_end_on=ends[0] if len(ends) > 1 else None,
        ends_on=ends[-1] if ends else _ended_on(said, until),
        full_on=next(iter(_days(said, "full_jkm")), None),
        scholarship_on=next(iter(_days(said, "scholarship")), None),
    )


def _days(said: Continuity, right: str) -> list[date]:
    turns: tuple[Turn, ...] = said.turns
    return [turn.day for turn in turns if turn.right == right]


def _ended_on(said: Continuity, until: Month | None) -> date | None:
    if said.status != "ended" or until is None:
        return None
    return (until + (current().amount("membership/arrears_months", said.on) + 1)).first_day()
