"""Whom a rule finds among the participants of a month, and the lot among them: one seed, one answer, for ever.

The lot orders people by SHA-256 of the seed and the person's public identifier. Whoever knows seed and list can
draw again and see that nobody was put in front.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from payung.office.cover.models import PersonMonth
from payung.office.cover.months import inside
from payung.office.people.models import Person


@dataclass(frozen=True, slots=True)
class Rule:
    """Enrolled in ``month`` (yyyymm), of a programme (its key) or any, in these villages or the whole area, whose
    work holds the word or any."""

    month: int
    programme: int | None = None
    villages: tuple[str, ...] = ()
    occupation: str = ""

    def mapping(self) -> dict[str, Any]:
        return {
            "month": self.month,
            "programme": self.programme,
            "villages": list(self.villages),
            "occupation": self.occupation,
        }

    @staticmethod
    def of(mapping: Mapping[str, Any]) -> Rule:
        return Rule(
            mapping["month"], mapping.get("programme"), tuple(mapping["villages"]), mapping["occupation"]
        )


class Drawn(NamedTuple):
    """A person of the lot, in its order."""

    lot: bytes
    person: int
    public_id: str
    village: str


def candidates(area_code: str, rule: Rule) -> QuerySet[Person]:
    """Living participants of the area whom the rule finds."""
    month = Q(person=OuterRef("pk"), month=rule.month, enrolled_by__isnull=False, withdrawn_by=None)
    if rule.programme:
        month &= Q(programme=rule.programme)
    found = Person.objects.filter(inside(area_code), Exists(PersonMonth.objects.filter(month)), died=None)
    if rule.villages:
        found = found.filter(village__in=rule.villages)
    if rule.occupation:
        found = found.filter(occupation__icontains=rule.occupation)
    return found.order_by()


def draw(people: Iterable[tuple[int, str, str]], seed: str, places: int) -> tuple[list[Drawn], int]:
    """The first ``places`` of the lot in their order, and among how many they were drawn."""
    count = 0

    def lots() -> Iterable[Drawn]:
        nonlocal count
        for person, public_id, village in people:
            count += 1
            yield Drawn(lot(seed, public_id), person, public_id, village)

    return heapq.nsmallest(places, lots()), count


def lot(seed: str, public_id: str) -> bytes:
    return hashlib.sha256(f"{seed}:{public_id}".encode()).digest()


def list_hash(drawn: Sequence[tuple[int, bool, str]]) -> str:
    """SHA-256 over the list as drawn: number, whether in reserve, the person's public identifier."""
    digest = hashlib.sha256()
    for number, reserve, public_id in drawn:
        digest.update(f"{number};{int(reserve)};{public_id}\n".encode())
    return digest.hexdigest()
