"""Whom claims know to leave a list: members whose death the family or the village has reported."""

from __future__ import annotations

from collections.abc import Iterator

from payung.law.month import Month
from payung.office.claims.models import Claim, Outcome, State
from payung.office.decisions.departures import Leaver
from payung.office.decisions.models import Vacancy, Withdrawal


def deaths() -> Iterator[Leaver]:
    reported = Claim.objects.filter(outcome=Outcome.DEATH, died_on__isnull=False).exclude(
        state__in=[State.CANCELLED]
    )
    for person, died, key in reported.order_by("pk").values_list("person_id", "died_on", "public_id"):
        if died is not None:
            first = (Month.of(died) + 1).number
            yield Leaver(person, Withdrawal.Why.DIED, died, first, Vacancy.Source.CLAIM, key)


LEAVERS = [deaths]
