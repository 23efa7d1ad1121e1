"""The work list: members whose death is known and not claimed, held to the user's areas, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
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
_CONFIRMED_FIRST = Case(When(state=Decided.CONFIRMED, then=0), default=1)


def _matches() -> QuerySet[Match]:
    return (
        Match.objects.filter(kind=Kind.DEATH)
        .exclude(state=Decided.REJECTED)
        .exclude(claim=Asked.CLAIMED)
        .exclude(benefit=0)
    )


def _notices() -> QuerySet[Notice]:
    return Notice.objects.filter(state=State.OPEN).exclude(benefit=0)


def _meant(user: Any, may: May) -> QuerySet[Person]:
    """Whose death is known and not claimed."""
    seen = scope(user, may)
    claimed = Claim.objects.filter(person=OuterRef("pk"), outcome="death").exclude(state=ClaimState.CANCELLED)
    # As one set: of two, either of which may hold, the database would look at each of a million people.
    of_match, of_notice = (
        each.order_by().filter(seen.within("village")).values("person") for each in (_matches(), _notices())
    )
    meant = Person.objects.filter(Q(pk__in=of_match.union(of_notice)), ~Exists(claimed))
    return meant.filter(seen.within("village"))


def _of_person() -> tuple[QuerySet[Match], QuerySet[Notice]]:
    """The match that counts, and the notice: there is one at most."""
    match = _matches().filter(person=OuterRef("pk"))
    best = match.order_by(_CONFIRMED_FIRST, "-pk")
    return best, _notices().filter(person=OuterRef("pk")).order_by()


def _benefit() -> Coalesce:
    match, notice = _of_person()
    return Coalesce(
        Subquery(notice.values("benefit")[:1]),
        Subquery(match.values("benefit")[:1]),
        output_field=BigIntegerField(),
    )


def leads(user: Any, may: May = May.SEE_CLAIMS) -> QuerySet[Person]:
    """People with ``source``, ``died_on`` and ``benefit`` (rupiah, null while the day of death is not known).

    Out of it: whose death is claimed or rejected, who was no member on that day.
    """
    match, notice = _of_person()
    return (
        _meant(user, may)
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
            benefit=_benefit(),
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
    """Of deaths that were told; who is only not seen any more is not counted.

    As the list has them (``leads``), but in two plain reads: asked for each person by itself this takes seconds.
    """
    seen = scope(user, May.SEE_CLAIMS)
    mine = seen.within("village") & seen.within("person__village")
    claimed = Claim.objects.filter(person=OuterRef("person"), outcome="death").exclude(
        state=ClaimState.CANCELLED
    )
    matches = _matches().filter(mine, ~Exists(claimed)).order_by(_CONFIRMED_FIRST, "-pk")
    worth: dict[int, int | None] = {}
    for person, benefit in matches.values_list("person", "benefit"):
        worth.setdefault(person, benefit)
    notices = _notices().filter(mine, ~Exists(claimed)).order_by()
    for person, source, benefit in notices.values_list("person", "source", "benefit"):
        if source != Source.SILENT or person in worth:
            worth[person] = worth.get(person) if benefit is None else benefit
    return Waiting(len(worth), sum(benefit or 0 for benefit in worth.values()))


def notice_of(person: Person) -> Notice | None:
    return Notice.objects.filter(person=person, state=State.OPEN).first()


def match_of(person: Person) -> Match | None:
    found = _matches().filter(person=person).select_related("list")
    return found.order_by(_CONFIRMED_FIRST, "-pk").first()


def nobody(user: Any) -> QuerySet[Notice]:
    """What was told and fits no member."""
    return (
        Notice.objects.filter(scope(user, May.REPORT_EVENT).within("village"), state=State.NOBODY)
        .select_related("village", "noted_by")
        .order_by("-pk")
    )
