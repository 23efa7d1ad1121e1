"""What BPJS sends back for a registration file: a member number for almost everyone, a reason for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

REFUSALS = (
    "NIK tidak ditemukan pada Dukcapil",
    "Nama tidak sesuai KTP-el",
    "Sudah terdaftar sebagai peserta aktif",
    "Nama ibu kandung kosong",
)


@dataclass(frozen=True, slots=True)
class Returned:
    """One line of the return list: ``kpj`` for a member, ``reason`` for who was refused; the other is empty."""

    nik: str
    name: str
    kpj: str
    reason: str


def return_list(
    people: Iterable[tuple[str, str]], seed: int, *, refused: float = 0.0, never: frozenset[str] = frozenset()
) -> list[Returned]:
    """Answer the (NIK, name) of an export, in its order.

    ``refused`` is the share turned away; those whose NIK stands in ``never`` are always taken. A member number (KPJ)
    has eleven digits and starts with 99, which marks it as made up; it depends on the NIK and the seed alone, so
    that an earlier member keeps the number. Raises ValueError for a NIK that comes twice.
    """
    answers: list[Returned] = []
    given: dict[str, str] = {}
    numbers: set[str] = set()
    for nik, name in people:
        if nik in given:
            raise ValueError(f"NIK {nik} comes twice")
        chance = Random(f"{seed}:{nik}")  # noqa: S311 - made-up data, not a secret
        kpj = f"99{chance.randrange(10**9):09}"
        while kpj in numbers:
            kpj = f"99{chance.randrange(10**9):09}"
        turned_away = chance.random() < refused and nik not in never
        reason = chance.choice(REFUSALS) if turned_away else ""
        given[nik] = kpj
        numbers.add(kpj)
        answers.append(Returned(nik, name, "" if turned_away else kpj, reason))
    return answers
