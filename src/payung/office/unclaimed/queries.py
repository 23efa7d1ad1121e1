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
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

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


def _of_a_list(path: str = "") -> Q:
    """Deaths that lists tell and nobody has claimed or rejected; ``path`` leads to the match."""
    left_out = Q(**{f"{path}state": Decided.REJECTED}) | Q(**{f"{path}claim": Asked.CLAIMED})
    return Q(_worth(path), ~left_out, **{f"{path}kind": Kind.DEATH})


def _told(path: str = "") -> Q:
    """Deaths of which there is word; ``path`` leads to the notice."""
    return Q(_worth(path), **{f"{path}state": State.OPEN})


def _worth(path: str) -> Q:
    return Q(**{f"{path}benefit": None}) | ~Q(**{f"{path}benefit": 0})


def _matches() -> QuerySet[Match]:
    return Match.objects.filter(_of_a_list())


def _notices() -> QuerySet[Notice]:
    return Notice.objects.filter(_told())


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


def _joined(people: QuerySet[Person]) -> QuerySet[Person]:
    """With ``match``, the one that counts, and ``notice``: one of each at most, so that nobody stands there twice.

    Joined as sets: looked up for each person by itself, twenty thousand deaths take seconds.
    """
    place = Window(RowNumber(), partition_by=F("person"), order_by=[_CONFIRMED_FIRST.asc(), F("pk").desc()])
    best = _matches().order_by().annotate(place=place).filter(place=1)
    return people.annotate(
        match=FilteredRelation("matches", condition=_of_a_list("matches__")),
        notice=FilteredRelation("death_notices", condition=_told("death_notices__")),
    ).filter(Q(match=None) | Q(match__in=best.values("pk")))


def leads(user: Any, may: May = May.SEE_CLAIMS) -> QuerySet[Person]:
    """People with ``source``, ``died_on`` and ``benefit`` (rupiah, null while the day of death is not known).

    Out of it: whose death is claimed or rejected, who was no member on that day.
    """
    return (
        _joined(_meant(user, may))
        .select_related("village")
        .annotate(
            died_on=Coalesce("died", "notice__died", "match__died", output_field=DateField()),
            benefit=Coalesce("notice__benefit", "match__benefit", output_field=BigIntegerField()),
            source=Case(
                When(match__state=Decided.CONFIRMED, then=Value(CONFIRMED)),
                When(match__isnull=False, then=Value(LISTED)),
                default=F("notice__source"),
                output_field=CharField(),
            ),
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
