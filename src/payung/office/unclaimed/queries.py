"""The work list: members whose death is known and not claimed, held to the user's areas, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from payung.office.accounts.permissions import May, scope
from payung.office.claims.models import Claim
from payung.office.claims.models import State as ClaimState
from payung.office.people.models import Person
from payung.office.sweeps.models import Claim as Asked
from payung.office.sweeps.models import Kind, Match
from payung.office.sweeps.models import State as Decided
from payung.office.unclaimed.models import Notice, Source, State

CONFIRMED, LISTED = "confirmed", "listed"


def _matches() -> QuerySet[Match]:
    return (
        Match.objects.filter(kind=Kind.DEATH)
        .exclude(state=Decided.REJECTED)
        .exclude(claim=Asked.CLAIMED)
        .exclude(benefit=0)
    )


def leads(user: Any, may: May = May.SEE_CLAIMS) -> QuerySet[Person]:
    """People with ``source``, ``died_on`` and ``benefit`` (rupiah, null while the day of death is not known).

    Out of it: whose death is claimed or rejected, who was no member on that day.
    """
    seen = scope(user, may)
    matches, notices = _matches(), Notice.objects.filter(state=State.OPEN).exclude(benefit=0)
    meant = Q(pk__in=matches.filter(seen.within("village")).values("person")) | Q(
        pk__in=notices.filter(seen.within("village")).values("person")
    )
    claimed = Claim.objects.filter(person=OuterRef("pk"), outcome="death").exclude(state=ClaimState.CANCELLED)
    match = matches.filter(person=OuterRef("pk")).order_by(
        Case(When(state=Decided.CONFIRMED, then=0), default=1), "-pk"
    )
    notice = notices.filter(person=OuterRef("pk"))
    return (
        Person.objects.filter(meant, ~Exists(claimed))
        .filter(seen.within("village"))
        .select_related("village")
        .annotate(
            match_state=Subquery(match.values("state")[:1]),
            notice_source=Subquery(notice.values("source")[:1]),
            died_on=Coalesce(
                F("died"),
                Subquery(notice.values("died")[:1]),
                Subquery(match.values("died")[:1]),
                output_field=DateField(),
            ),
            benefit=Coalesce(
                Subquery(notice.values("benefit")[:1]),
                Subquery(match.values("benefit")[:1]),
                output_field=BigIntegerField(),
            ),
        )
        .annotate(
            source=Case(
                When(match_state=Decided.CONFIRMED, then=Value(CONFIRMED)),
                When(match_state__isnull=False, then=Value(LISTED)),
                default=F("notice_source"),
                output_field=CharField(),
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """People whose death is known and unclaimed, and the rupiah that the law pays for them."""

    people: int
    rupiah: int


def waiting(user: Any) -> Waiting:
    """Of deaths that were told; who is only not seen any more is not counted."""
    told: QuerySet[Any] = leads(user)
    told = told.exclude(source=Source.SILENT)
    sums = told.aggregate(people=Count("pk"), rupiah=Sum("benefit"))
    return Waiting(sums["people"], int(sums["rupiah"] or 0))


def notice_of(person: Person) -> Notice | None:
    return Notice.objects.filter(person=person, state=State.OPEN).first()


def match_of(person: Person) -> Match | None:
    found = _matches().filter(person=person).select_related("list")
    return found.order_by(Case(When(state=Decided.CONFIRMED, then=0), default=1), "-pk").first()


def nobody(user: Any) -> QuerySet[Notice]:
    """What was told and fits no member."""
    return (
        Notice.objects.filter(scope(user, May.REPORT_EVENT).within("village"), state=State.NOBODY)
        .select_related("village", "noted_by")
        .order_by("-pk")
    )
