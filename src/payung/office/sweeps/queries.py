"""Reads on sweeps: confined to the user's areas, set-based, each figure by one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.core.vault import unseal_fields
from payung.office.cover.models import PersonMonth
from payung.office.decisions.models import Decision, Line, State
from payung.office.references.models import ReferenceList
from payung.office.summaries import spans
from payung.office.summaries.counted import of_persons
from payung.office.sweeps.arrivals import SWEPT
from payung.office.sweeps.models import SEALED, Kind, Match, Sweep
from payung.office.sweeps.models import State as Decided

_LAST = 999912


def sweeps(user: Any) -> QuerySet[Sweep]:
    """Runs over the user's areas and over those above them."""
    return Sweep.objects.filter(scope(user, May.SEE_PEOPLE).around("area")).select_related(
        "area", "list", "ran_by"
    )


def matches(user: Any, *kinds: Kind, may: May = May.SEE_PEOPLE) -> QuerySet[Match]:
    """Matches of people whom the user may see by name."""
    found = Match.objects.filter(scope(user, may).within("village")).select_related(
        "person", "other", "village", "list", "draft"
    )
    return found.filter(kind__in=kinds) if kinds else found


def figured(found: QuerySet[Match]) -> QuerySet[Match]:
    """With the person's months that should not have been: ``decided``, ``billed``, ``paid`` (person-months),
    ``to_stop`` (rupiah of months not billed) and ``to_claim`` (rupiah paid)."""
    return found.annotate(
        decided_months=_count(Q()),
        billed_months=_count(Q(bill_line__isnull=False)),
        paid_after=_count(Q(payment__isnull=False)),
        to_stop=_rupiah(Q(bill_line=None), "planned"),
        to_bill=_rupiah(Q(bill_line__isnull=False, payment=None), "due"),
        to_claim=_rupiah(Q(payment__isnull=False), "due"),
    )


def _months() -> QuerySet[Any]:
    last = Coalesce(OuterRef("last_month"), Value(_LAST))
    asked = {"person_id": OuterRef("person_id"), "month__gte": OuterRef("first_month"), "month__lte": last}
    return of_persons().filter(**asked).order_by()


def to_stop() -> Exists:
    """Whether a match has rupiah to stop, without adding them up."""
    return Exists(_months().filter(bill_line=None, planned__gt=0))


def to_claim() -> Exists:
    """Whether it has rupiah to claim back."""
    return Exists(_months().filter(payment__isnull=False, due__gt=0))


def _count(gate: Q) -> Coalesce:
    counted = _months().filter(gate).values("person_id").annotate(n=Count("month")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _rupiah(gate: Q, column: str) -> Coalesce:
    summed = _months().filter(gate).values("person_id").annotate(n=Sum(column)).values("n")
    return Coalesce(Subquery(summed, output_field=BigIntegerField()), 0)


def months_behind(match: Match) -> QuerySet[PersonMonth]:
    """The months that a match's figures count."""
    if match.first_month is None:
        return PersonMonth.objects.none()
    return (
        PersonMonth.objects.filter(
            person=match.person_id,
            withdrawn_by=None,
            month__range=(match.first_month, match.last_month or _LAST),
        )
        .select_related("programme", "fund", "bill_line__bill", "payment", "line__decision")
        .order_by("month")
    )


def said_of(match: Match) -> dict[str, Any]:
    """What the list says of the person, and why the two are taken for one."""
    return unseal_fields(match.sealed, SEALED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many matches of one kind stand where, for the user."""

    kind: Kind
    open: int
    confirmed: int
    rejected: int


def standing(user: Any) -> list[Waiting]:
    counted: dict[tuple[str, str], int] = {
        (each["kind"], each["state"]): each["n"]
        for each in Match.objects.filter(scope(user, May.SEE_PEOPLE).within("village"))
        .order_by()
        .values("kind", "state")
        .annotate(n=Count("pk"))
    }
    return [
        Waiting(
            kind,
            counted.get((kind, Decided.OPEN), 0),
            counted.get((kind, Decided.CONFIRMED), 0),
            counted.get((kind, Decided.REJECTED), 0),
        )
        for kind in Kind
    ]


def open_payers(user: Any) -> list[tuple[str, int]]:
    """Other payers with matches that wait for this user, and how many."""
    waiting = matches(user, Kind.PAYER, may=May.REVIEW).filter(state=Decided.OPEN)
    counted = waiting.order_by().values("payer").annotate(n=Count("pk")).order_by("payer")
    return [(each["payer"], each["n"]) for each in counted]


def lists_to_run(user: Any) -> QuerySet[ReferenceList]:
    """Lists of the user's areas that can be run over members, with when they last were."""
    latest = Sweep.objects.filter(list=OuterRef("pk")).order_by("-pk")
    return (
        ReferenceList.objects.filter(scope(user, May.MANAGE_REFERENCES).within("area"), kind__in=SWEPT)
        .annotate(last_run=Subquery(latest.values("ran")[:1]))
        .select_related("area")
        .order_by("-dated", "-pk")
    )


def areas_to_look(user: Any) -> QuerySet[Area]:
    """Where the user may look for one person under two numbers: the areas of their own duties."""
    return Area.objects.filter(pk__in=scope(user, May.REVIEW).codes).order_by("level", "code")


# Months to stop


def stoppable(decision: Decision) -> QuerySet[Match]:
    """Confirmed matches that take unbilled months of people on a decree, and no change proposes yet. One whose
    months end before the decree's does is changed by hand: a change takes all months from one on."""
    end = _end(decision)
    unbilled = PersonMonth.objects.filter(
        line__decision=decision,
        person=OuterRef("person"),
        month__gte=OuterRef("first_month"),
        bill_line=None,
        withdrawn_by=None,
    ).exclude(line__withdrawals__decision__state=State.APPROVED)
    return (
        _confirmed()
        .filter(Q(last_month=None) | Q(last_month__gte=end), Exists(unbilled))
        .select_related("person")
        .order_by("pk")
    )


def _confirmed() -> QuerySet[Match]:
    idle = Q(draft=None) | Q(draft__state=State.DISCARDED)
    return Match.objects.filter(idle, state=Decided.CONFIRMED, first_month__isnull=False)


def _end(decision: Decision) -> int:
    return (Month.from_number(decision.first_month) + (decision.months - 1)).number


def lines_of(decision: Decision, people: Iterable[int]) -> dict[int, Line]:
    """The lines of these people on a decree."""
    found = Line.objects.filter(decision=decision, taken=True, person__in=list(people))
    return {line.person_id: line for line in found if line.person_id}


@dataclass(frozen=True, slots=True)
class Stop:
    """A decree with months to stop: of how many people, how many months, how much."""

    decision: Decision
    people: int
    months: int
    rupiah: int


def stops(user: Any) -> list[Stop]:
    """Decrees of the user's areas with unbilled months of people who are confirmed to have died, or to be paid twice."""
    seen = Decision.objects.filter(
        scope(user, May.SUBMIT_DECISION, May.SEE_DECISIONS).within("programme__area"), state=State.APPROVED
    )
    decrees = {decision.pk: decision for decision in seen.select_related("programme")}
    found = spans.unbilled(_confirmed(), {key: _end(decision) for key, decision in decrees.items()})
    return [
        Stop(decision, told.people, told.months, told.planned)
        for key, decision in decrees.items()
        if (told := found.get(key))
    ]
