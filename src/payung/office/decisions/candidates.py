"""The accepted rows of a programme in its order of preference, with what stands against each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, Min, OuterRef, Q, QuerySet, Subquery, When

from payung.law.month import Month
from payung.office.decisions import reasons
from payung.office.decisions.models import Decision, Line, State
from payung.office.decisions.placing import Candidate
from payung.office.funding.eligible import may_pay
from payung.office.funding.models import Fund
from payung.office.funding.queries import funds_of
from payung.office.funding.terms import rule_in_force
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
    with_rules: bool = True,
) -> Iterator[Ranked]:
    """One query, streamed in the order of preference. ``rows`` narrows it, as for a change; who was born by
    ``born_after`` is too old to enter, as a replacement long after the check may find. A fund whose rule does not
    let it pay for the person is shut for them, unless rules are somebody else's business."""
    keys = priority.fields(programme.priority)
    ruled = _ruled(programme, first_month) if with_rules else []
    accepted = _accepted(programme, first_month, months).filter(rows or Q())
    accepted = accepted.annotate(
        **{f"may_{key}": Case(When(q, then=True), default=False) for key, q in ruled}
    )
    chosen = accepted.order_by(*priority.order_by(programme.priority)).values_list(
        "id", "village_id", "sector", "name", "sex", "birth_date", "elsewhere", "member_since",
        *(f"may_{key}" for key, _ in ruled), *keys,
    )  # fmt: skip
    for row, village, sector, name, sex, born, elsewhere, since, *more in chosen.iterator(chunk_size=10_000):
        allowed, grounds = more[: len(ruled)], more[len(ruled) :]
        shut = frozenset(key for (key, _), may in zip(ruled, allowed, strict=True) if not may)
        registered = min(since or first_month, first_month)
        barred = _barred(bool(name and sex and born), elsewhere)
        if not barred and born_after and born <= born_after:
            barred = reasons.ENTRY_AGE
        yield Ranked(
            Candidate(row, village, sector, registered, barred, shut), [_plain(value) for value in grounds]
        )


def _ruled(programme: Programme, first_month: int) -> list[tuple[int, Q]]:
    """The programme's funds that have a rule on the list's first day, with whom each may pay."""
    on = Month.from_number(first_month).first_day()
    found = ((fund, rule_in_force(fund, on)) for fund in funds_of(programme))
    return [(fund.pk, may_pay(fund, rule.rules, first_month)) for fund, rule in found if rule and rule.rules]


def _accepted(programme: Programme, first_month: int, months: int) -> QuerySet[Row]:
    """With ``elsewhere``, whether another decree holds some of these months already, and ``member_since``."""
    last = (Month.from_number(first_month) + (months - 1)).number
    same = Person.objects.filter(nik_index=OuterRef("nik_index"))
    held = same.filter(months__month__range=(first_month, last), months__withdrawn_by=None)
    # A paid month is never withdrawn; to say so is what lets the index of standing months answer.
    standing = same.filter(months__payment__isnull=False, months__withdrawn_by=None)
    paid = standing.values("nik_index").annotate(first=Min("months__month"))
    return Row.objects.filter(programme=programme, standing=Standing.ACCEPTED).annotate(
        elsewhere=Exists(held), member_since=Subquery(paid.values("first"))
    )


def _barred(complete: bool, elsewhere: bool) -> str:
    if not complete:
        return reasons.INCOMPLETE
    return reasons.OTHER_PAYER if elsewhere else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def people_held(fund: Fund, leaving: Decision | None = None) -> int:
    """People on approved lists for whom the fund pays, without those who left, or whom the draft ``leaving`` takes off."""
    lines = Line.objects.filter(fund=fund, taken=True, decision__state=State.APPROVED)
    lines = lines.exclude(withdrawals__decision__state=State.APPROVED)
    return (lines.exclude(withdrawals__decision=leaving) if leaving else lines).count()
