"""Deaths that are known, by the day a person confirmed or a claim gives, and the months paid for after them."""

from __future__ import annotations

from typing import Any

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from payung.law.month import Month
from payung.office.claims.models import Claim
from payung.office.claims.models import State as ClaimState
from payung.office.cover.models import PersonMonth
from payung.office.people.models import Person


def _month_of(path: str) -> Any:
    return ExtractYear(path) * Value(100) + ExtractMonth(path)


def dead_months() -> QuerySet[PersonMonth]:
    """Person-months paid for after the month of death, by the day a person confirmed or a claim gives."""
    claims = Claim.objects.filter(outcome="death").exclude(state=ClaimState.CANCELLED)
    told = claims.filter(person=OuterRef("person")).order_by("died_on").annotate(number=_month_of("died_on"))
    dead = Person.objects.filter(Q(died__isnull=False) | Q(pk__in=claims.order_by().values("person")))
    rows: Any = PersonMonth.objects.filter(
        person__in=dead.order_by().values("pk"), payment__isnull=False, withdrawn_by=None
    ).annotate(
        death_month=Coalesce(
            _month_of("person__died"), Subquery(told.values("number")[:1]), output_field=IntegerField()
        )
    )
    after: QuerySet[PersonMonth] = rows.filter(month__gt=F("death_month"))
    return after


def months_of_death() -> dict[int, int]:
    """Everybody who is known to have died, with the month (yyyymm): as ``dead_months`` has it, for all at once."""
    claims = Claim.objects.filter(outcome="death").exclude(state=ClaimState.CANCELLED).order_by("-died_on")
    found = {person: died for person, died in claims.values_list("person", "died_on") if died}
    told = Person.objects.filter(died__isnull=False).order_by().values_list("pk", "died")
    found |= {person: died for person, died in told if died}
    return {person: Month.of(died).number for person, died in found.items()}
