"""Phones, family cards and bank accounts that several people share.

Phones and cards are compared by the blind index that stands with each person (people.sharing). Accounts lie sealed
with the heirs of a claim, some thousands of them: they are opened in one pass, and leave only their blind index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from django.db.models import Count, QuerySet

from payung.office.areas.models import Area
from payung.office.claims.models import SEALED_HEIR, Heir
from payung.office.claims.models import State as ClaimState
from payung.office.core.vault import unseal_fields
from payung.office.people.models import Person
from payung.office.people.sharing import LEAST_DIGITS, digits_of, number_index

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Group:
    """People who share a number: its blind index, and the smallest area that holds them all."""

    key: str
    area: str
    area_name: str
    people: tuple[int, ...]


def sharing(number: Literal["phone", "kk"], least: int) -> Iterator[Group]:
    """Living people who share a number with so many: first which numbers those are, of all people, then whose."""
    index = f"{number}_index"
    living = Person.objects.filter(died=None, **{f"{index}__isnull": False}).order_by()
    often = living.values(index).annotate(n=Count("pk")).filter(n__gte=least).values_list(index, flat=True)
    return _placed(number, _holders(living, index, sorted(map(bytes, often))))


def _holders(living: QuerySet[Person], index: str, numbers: list[bytes]) -> Iterator[tuple[bytes, int, str]]:
    """Some numbers at a time: asked for all as a set, the database would read everybody in the order of the index."""
    for at in range(0, len(numbers), _AT_ONCE):
        some = living.filter(**{f"{index}__in": numbers[at : at + _AT_ONCE]}).order_by(index, "pk")
        yield from some.values_list(index, "pk", "village")


def one_account(least: int) -> Iterator[Group]:
    """People of different claims whose heirs are paid into one account."""
    first: dict[bytes, int] = {}
    more: dict[bytes, set[int]] = {}  # only from the second person on
    heirs = Heir.objects.exclude(claim__state=ClaimState.CANCELLED).order_by("pk")
    for person, sealed in heirs.values_list("claim__person", "sealed").iterator(chunk_size=5_000):
        digits = digits_of(str(unseal_fields(sealed, SEALED_HEIR).get("account") or ""))
        account = number_index(digits) if len(digits) >= LEAST_DIGITS else None
        if account and first.setdefault(account, person) != person:
            more.setdefault(account, {first[account]}).add(person)
    shared = {account: people for account, people in sorted(more.items()) if len(people) >= least}
    everybody = {person for people in shared.values() for person in people}
    villages = dict(Person.objects.filter(pk__in=everybody).order_by().values_list("pk", "village"))
    return _placed(
        "account",
        (
            (account, person, villages[person])
            for account, people in shared.items()
            for person in sorted(people)
        ),
    )


def _placed(kind: str, rows: Iterable[tuple[bytes, int, str]]) -> Iterator[Group]:
    """Rows of index, person and village, those of one index together."""
    names: dict[str, str] = dict(Area.objects.values_list("code", "name"))
    for index, rows_of in groupby(rows, key=itemgetter(0)):
        people = [(person, village) for _index, person, village in rows_of]
        area = _common([village for _person, village in people])
        if area in names:
            key = f"{kind}:{bytes(index).hex()}"
            yield Group(key, area, names[area], tuple(person for person, _village in people))


def _common(codes: list[str]) -> str:
    """The smallest area that holds all villages; "" for those of different provinces."""
    shared = []
    for level in zip(*(code.split(".") for code in codes), strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared)
