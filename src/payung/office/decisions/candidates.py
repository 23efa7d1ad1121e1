"""The accepted rows of a programme in its order of preference, with what stands against each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from payung.law.month import Month
from payung.office.decisions import reasons
from payung.office.decisions.placing import Candidate
from payung.office.people.models import Person
from payung.office.programmes import priority
from payung.office.programmes.models import Programme
from payung.office.proposals.models import Row, Standing


@dataclass(frozen=True, slots=True)
class Ranked:
    """``grounds``: the values of the priority's keys, as the list's line keeps them."""

    candidate: Candidate
    grounds: list[Any]


def ranked(
    programme: Programme,
    first_month: int,
    months: int,
    rows: Q | None = None,
    *,
    born_after: date | None = None,
) -> Iterator[Ranked]:
    """One query, streamed in the order of preference. ``rows`` narrows it, as for a change; who was born by
    ``born_after`` is too old to enter, as a replacement long after the check may find."""
    keys = priority.fields(programme.priority)
    accepted = _accepted(programme, first_month, months).filter(rows or Q())
    chosen = accepted.order_by(*priority.order_by(programme.priority)).values_list(
        "id", "village_id", "sector", "name", "sex", "birth_date", "elsewhere", "member_since", *keys
    )
    for row, village, sector, name, sex, born, elsewhere, since, *grounds in chosen.iterator(
        chunk_size=10_000
    ):
        registered = min(since or first_month, first_month)
        barred = _barred(bool(name and sex and born), elsewhere)
        if not barred and born_after and born <= born_after:
            barred = reasons.ENTRY_AGE
        yield Ranked(
            Candidate(row, village, sector, registered, barred), [_plain(value) for value in grounds]
        )


def _accepted(programme: Programme, first_month: int, months: int) -> QuerySet[Row]:
    """With ``elsewhere``, whether another decree holds some of these months already, and ``member_since``."""
    last = (Month.from_number(first_month) + (months - 1)).number
    same = Person.objects.filter(nik_index=OuterRef("nik_index"))
    held = same.filter(months__month__range=(first_month, last), months__withdrawn_by=None)
    paid = same.filter(months__payment__isnull=False).values("nik_index").annotate(first=Min("months__month"))
    return Row.objects.filter(programme=programme, standing=Standing.ACCEPTED).annotate(
        elsewhere=Exists(held), member_since=Subquery(paid.values("first"))
    )


def _barred(complete: bool, elsewhere: bool) -> str:
    if not complete:
        return reasons.INCOMPLETE
    return reasons.OTHER_PAYER if elsewhere else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
