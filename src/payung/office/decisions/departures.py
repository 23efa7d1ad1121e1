"""Who is known to leave a list: each app's ``leavers.py`` to the right names where it looks (LEAVERS)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from payung.law.calendar_days import add_months
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.decisions.models import Line, State, Vacancy, Withdrawal

Why, Source = Withdrawal.Why, Vacancy.Source


@dataclass(frozen=True, slots=True)
class Leaver:
    """A person whose months end, as an app knows it. ``first_month`` (yyyymm) is the first without cover."""

    person: int
    why: str
    since: date | None
    first_month: int
    source: str
    reference: str


@dataclass(frozen=True, slots=True)
class Found:
    """A line whose place falls free, not written yet."""

    line: int
    village: str
    why: str
    since: date | None
    first_month: int
    source: str
    reference: str = ""
    note: str = ""


def latest_birth_barred(day: date) -> date:
    """Whoever was born on this day or earlier is too old to be registered on ``day``."""
    limit = current().amount("membership/registration_age", day)
    return add_months(day, -12 * limit)


def found(lines: QuerySet[Line] | None = None, today: date | None = None) -> Iterator[Found]:
    """Lines of decrees that still run, of people known to leave, that no vacancy names yet. Each line once."""
    today = today or timezone.localdate()
    now = Month.of(today).number
    months = apps.get_model("cover", "PersonMonth").objects.filter(line=OuterRef("pk"))
    known = Vacancy.objects.filter(line=OuterRef("pk"))
    running = (Line.objects.all() if lines is None else lines).filter(
        Exists(months.filter(month__gte=now)), taken=True, decision__state=State.APPROVED
    )
    running = running.exclude(Exists(known)).order_by("pk")
    seen: set[int] = set()
    for source in (_left_unfilled, _dead, _named, partial(_too_old, today=today)):
        for each in source(running):
            if each.line not in seen:
                seen.add(each.line)
                yield each


def _standing(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Without those who left by a change: a change with newcomers has filled the place already."""
    return lines.exclude(withdrawals__decision__state=State.APPROVED)


def _left_unfilled(lines: QuerySet[Line]) -> Iterator[Found]:
    """Who left by a change that took nobody in their place."""
    gone = Withdrawal.objects.filter(
        decision__state=State.APPROVED, decision__people=0, line__in=lines
    ).order_by("pk")
    for line, village, why, first, number, note in gone.values_list(
        "line_id", "line__village_id", "why", "from_month", "decision__number", "note"
    ):
        yield Found(line, village, why, None, first, Source.CHANGE, number[:40], note)


def _dead(lines: QuerySet[Line]) -> Iterator[Found]:
    dead = _standing(lines).filter(person__died__isnull=False)
    for line, village, died, first in dead.values_list("pk", "village_id", "person__died", "first_month"):
        if died is not None:
            yield Found(line, village, Why.DIED, died, max(_after(died), first), Source.DEATH)


def _named(lines: QuerySet[Line]) -> Iterator[Found]:
    """As other apps know: findings of the sweeps, claims of families."""
    told: dict[int, Leaver] = {}
    for one in _all_leavers():
        before = told.get(one.person)
        if before is None or one.first_month < before.first_month:
            told[one.person] = one
    chosen = _standing(lines).filter(person__in=list(told))
    for line, village, person, first in chosen.values_list("pk", "village_id", "person_id", "first_month"):
        if person is None:
            continue
        one = told[person]
        yield Found(line, village, one.why, one.since, max(one.first_month, first), one.source, one.reference)


def _too_old(lines: QuerySet[Line], today: date) -> Iterator[Found]:
    """Who was never enrolled and cannot be any more: the age limit counts at entry only."""
    months = apps.get_model("cover", "PersonMonth").objects.filter(line=OuterRef("pk"))
    old = _standing(lines).filter(
        ~Exists(months.filter(enrolled_by__isnull=False)),
        person__birth_date__lte=latest_birth_barred(today),
        person__died=None,
    )
    limit = current().amount("membership/registration_age", today)
    rows = old.values_list("pk", "village_id", "first_month", "person__birth_date")
    for line, village, first, born in rows:
        yield Found(line, village, Why.AGE, add_months(born, 12 * limit), first, Source.AGE)


def _all_leavers() -> Iterator[Leaver]:
    for app in settings.APPS:
        module = f"payung.office.{app}.leavers"
        if find_spec(module):
            sources: Iterable[Callable[[], Iterable[Leaver]]] = import_module(module).LEAVERS
            for source in sources:
                yield from source()


def _after(day: date) -> int:
    return (Month.of(day) + 1).number


OPEN = Q(dismissed=False) & (Q(draft=None) | Q(draft__state=State.DISCARDED))
