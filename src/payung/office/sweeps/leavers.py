"""Whom the sweeps know to leave a list: confirmed to be paid by another too, to stand under two numbers, or to earn a wage."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from payung.office.decisions.departures import Leaver
from payung.office.decisions.models import Vacancy, Withdrawal
from payung.office.sweeps.models import Kind, Match, State


def confirmed() -> Iterator[Leaver]:
    """Deaths are known from the person; a match whose months end again frees no place."""
    ends = Q(last_month=None) | Q(kind=Kind.TWICE)
    matches = Match.objects.filter(
        ends, state=State.CONFIRMED, kind__in=[Kind.TWICE, Kind.PAYER, Kind.JOB], first_month__isnull=False
    )
    for person, kind, began, first, key in matches.order_by("pk").values_list(
        "person_id", "kind", "began", "first_month", "public_id"
    ):
        why = Withdrawal.Why.JOB if kind == Kind.JOB else Withdrawal.Why.OTHER
        yield Leaver(person, why, began, first or 0, Vacancy.Source.SWEEP, key)


LEAVERS = [confirmed]
