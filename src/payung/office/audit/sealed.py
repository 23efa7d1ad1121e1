"""What lies sealed, compared without being kept: phones, family cards, bank accounts that several people share.

Everything is opened once, in one pass; a shared number leaves only its blind index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from payung.office.areas.models import Area
from payung.office.claims.models import SEALED_HEIR, Heir
from payung.office.claims.models import State as ClaimState
from payung.office.core.vault import blind_index, unseal_fields
from payung.office.people.models import SEALED, Person

_LEAST_DIGITS = 8  # of a phone or an account that can be told from another
_KK_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Group:
    """People who share a number: its blind index, and the smallest area that holds them all."""

    key: str
    area: str
    area_name: str
    people: tuple[int, ...]


class _Shared:
    """People by number. Most numbers are one person's: a list is made only from the second on."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._more: dict[str, dict[int, None]] = {}  # in the order in which they came, each once

    def add(self, number: str, person: int) -> None:
        first = self._first.setdefault(number, person)
        if first != person:
            self._more.setdefault(number, {first: None})[person] = None

    def groups(self, least: int) -> Iterator[tuple[str, list[int]]]:
        return (
            (number, list(people)) for number, people in sorted(self._more.items()) if len(people) >= least
        )


class Sealed:
    """One look into the sealed fields, shared by the rules that need it."""

    @cached_property
    def _of_people(self) -> tuple[_Shared, _Shared]:
        phones, cards = _Shared(), _Shared()
        living = Person.objects.filter(died=None).order_by("pk").values_list("pk", "sealed")
        for person, sealed in living.iterator(chunk_size=5_000):
            said = unseal_fields(sealed, SEALED)
            if phone := phone_digits(str(said.get("phone") or "")):
                phones.add(phone, person)
            card = _digits(str(said.get("kk") or ""))
            if len(card) == _KK_DIGITS:
                cards.add(card, person)
        return phones, cards

    def phones(self, least: int) -> Iterator[Group]:
        return _placed("phone", self._of_people[0].groups(least))

    def families(self, least: int) -> Iterator[Group]:
        return _placed("kk", self._of_people[1].groups(least))

    def accounts(self, least: int) -> Iterator[Group]:
        shared = _Shared()
        heirs = Heir.objects.exclude(claim__state=ClaimState.CANCELLED).order_by("pk")
        for person, sealed in heirs.values_list("claim__person", "sealed").iterator(chunk_size=5_000):
            account = _digits(str(unseal_fields(sealed, SEALED_HEIR).get("account") or ""))
            if len(account) >= _LEAST_DIGITS:
                shared.add(account, person)
        return _placed("account", shared.groups(least))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def phone_digits(text: str) -> str:
    """A phone number as one text however it was written; "" where it is none.

    >>> phone_digits("+62 812-3456-7890"), phone_digits("0812 3456 7890"), phone_digits("-")
    ('81234567890', '81234567890', '')
    """
    digits = _digits(text)
    digits = digits.removeprefix("62") if digits.startswith("62") else digits.lstrip("0")
    return digits if len(digits) >= _LEAST_DIGITS else ""


def _placed(kind: str, groups: Iterable[tuple[str, list[int]]]) -> Iterator[Group]:
    found = list(groups)
    everybody = {person for _number, people in found for person in people}
    villages = (
        dict(Person.objects.filter(pk__in=everybody).values_list("pk", "village_id")) if everybody else {}
    )
    names: dict[str, str] = dict(Area.objects.values_list("code", "name")) if found else {}
    for number, people in found:
        area = _common([villages[person] for person in people])
        if area in names:
            key = f"{kind}:{blind_index(number)[:16].hex()}"
            yield Group(key, area, names[area], tuple(people))


def _common(codes: list[str]) -> str:
    """The smallest area that holds all villages; "" for those of different provinces."""
    shared = []
    for level in zip(*(code.split(".") for code in codes), strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared)
