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
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Sum,
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


def _best(matches: QuerySet[Match]) -> QuerySet[Match]:
    """Of each person the match that counts."""
    place = Window(RowNumber(), partition_by=F("person"), order_by=[_CONFIRMED_FIRST.asc(), F("pk").desc()])
    return matches.order_by().annotate(place=place).filter(place=1)


def _joined(people: QuerySet[Person], matches: QuerySet[Match]) -> QuerySet[Person]:
    """With ``match``, the one that counts of ``matches``, and ``notice``: one of each at most, so that nobody stands
    there twice; and what follows from them.

    Joined as sets: looked up for each person by itself, twenty thousand deaths take seconds.
    """
    joined = people.annotate(
        match=FilteredRelation("matches", condition=_of_a_list("matches__")),
        notice=FilteredRelation("death_notices", condition=_told("death_notices__")),
    ).filter(Q(match=None) | Q(match__in=_best(matches).values("pk")))
    return joined.select_related("village").annotate(
        died_on=Coalesce("died", "notice__died", "match__died", output_field=DateField()),
        benefit=Coalesce("notice__benefit", "match__benefit", output_field=BigIntegerField()),
        source=Case(
            When(match__state=Decided.CONFIRMED, then=Value(CONFIRMED)),
            When(match__isnull=False, then=Value(LISTED)),
            default=F("notice__source"),
            output_field=CharField(),
        ),
    )


def leads(user: Any, may: May = May.SEE_CLAIMS) -> QuerySet[Person]:
    """People with ``source``, ``died_on`` and ``benefit`` (rupiah, null while the day of death is not known).

    Out of it: whose death is claimed or rejected, who was no member on that day.
    """
    return _joined(_meant(user, may), _matches())


def leads_of(keys: list[int]) -> QuerySet[Person]:
    """The same of people who are known to be ``leads``: nobody else is looked at."""
    return _joined(Person.objects.filter(pk__in=keys), _matches().filter(person__in=keys))


@dataclass(frozen=True, slots=True)
class Waiting:
    """People whose death is known and unclaimed, and the rupiah that the law pays for them."""

    people: int
    rupiah: int


def waiting(user: Any) -> Waiting:
    """Of deaths that were told; who is only not seen any more is not counted.

    As the list has them (``leads``), but without their names: the deaths of lists with what is told of them, then
    what is told of others.
    """
    seen = scope(user, May.SEE_CLAIMS)
    mine = seen.within("village") & seen.within("person__village")
    claimed = Claim.objects.filter(person=OuterRef("person"), outcome="death").exclude(
        state=ClaimState.CANCELLED
    )
    listed = _best(_matches().filter(mine, ~Exists(claimed)))
    told = FilteredRelation("person__death_notices", condition=_told("person__death_notices__"))
    worth = Coalesce("notice__benefit", "benefit", output_field=BigIntegerField())
    of_lists = listed.annotate(notice=told).aggregate(people=Count("pk"), rupiah=Sum(worth))
    others = _notices().filter(mine, ~Exists(claimed)).exclude(source=Source.SILENT).order_by()
    known = _matches().filter(seen.within("village")).order_by()
    only_told = others.exclude(person__in=known.values("person")).aggregate(
        people=Count("pk"), rupiah=Sum("benefit")
    )
    return Waiting(
        of_lists["people"] + only_told["people"], (of_lists["rupiah"] or 0) + (only_told["rupiah"] or 0)
    )


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
