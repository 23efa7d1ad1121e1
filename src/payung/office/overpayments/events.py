"""What is known that ends a person's months: deaths, wage jobs, another payer. Days and months, no money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from payung.law.month import Month
from payung.office.decisions.models import State as Approved
from payung.office.decisions.models import Vacancy, Withdrawal
from payung.office.overpayments.models import Kind
from payung.office.people.models import Person
from payung.office.sweeps.models import Kind as Sweep
from payung.office.sweeps.models import Match
from payung.office.sweeps.models import State as Decided

_LAST = 999912
_WHY = {Withdrawal.Why.DIED: Kind.DEATH, Withdrawal.Why.JOB: Kind.JOB}


@dataclass(frozen=True, slots=True)
class Event:
    """From ``first`` to ``last`` (yyyymm) no contribution was owed for the person. ``evidence`` names where that
    stands: a finding of a sweep, a report, a decree."""

    person: int
    first: int
    last: int
    kind: str
    since: date | None
    evidence: str


def events() -> Iterator[Event]:
    """The surest first: where two hold for a month, the earlier one is its reason."""
    yield from _deaths()
    yield from _matches()
    yield from _reported()
    yield from _withdrawn()


def _deaths() -> Iterator[Event]:
    dead = Person.objects.filter(died__isnull=False).order_by("pk")
    keys = dict(
        Match.objects.filter(kind=Sweep.DEATH, state=Decided.CONFIRMED)
        .order_by("-pk")
        .values_list("person_id", "public_id")
    )
    for person, died in dead.values_list("pk", "died"):
        if died is not None:
            evidence = f"match:{keys[person]}" if person in keys else "person"
            yield Event(person, _after(died), _LAST, Kind.DEATH, died, evidence)


def _matches() -> Iterator[Event]:
    """A wage job, one person under two numbers, or paid by another whom a list names, once somebody has confirmed it."""
    found = Match.objects.filter(
        state=Decided.CONFIRMED, kind__in=[Sweep.JOB, Sweep.TWICE, Sweep.PAYER], first_month__isnull=False
    ).order_by("pk")
    for person, what, began, first, last, dated, key in found.values_list(
        "person_id", "kind", "began", "first_month", "last_month", "list__dated", "public_id"
    ):
        kind = Kind.JOB if what == Sweep.JOB else Kind.TWICE
        yield Event(person, first or 0, last or _LAST, kind, began or dated, f"match:{key}")


def _reported() -> Iterator[Event]:
    told = Vacancy.objects.filter(dismissed=False, why__in=list(_WHY), line__person__isnull=False)
    for person, why, since, first, key in told.order_by("pk").values_list(
        "line__person_id", "why", "since", "first_month", "public_id"
    ):
        start = _after(since) if since else first
        if person is not None:
            yield Event(person, start, _LAST, _WHY[Withdrawal.Why(why)], since, f"vacancy:{key}")


def _withdrawn() -> Iterator[Event]:
    gone = Withdrawal.objects.filter(
        decision__state=Approved.APPROVED, why__in=list(_WHY), line__person__isnull=False
    )
    for person, why, first, key in gone.order_by("pk").values_list(
        "line__person_id", "why", "from_month", "decision__public_id"
    ):
        if person is not None:
            yield Event(person, first, _LAST, _WHY[Withdrawal.Why(why)], None, f"decision:{key}")


def _after(day: date) -> int:
    """The first month that nobody needed to pay: the one after that of the day."""
    return (Month.of(day) + 1).number
