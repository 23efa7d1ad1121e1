"""A village clerk: writes a person down in a manner of their own, and with the fault asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any, Literal

from payung.synthetic import errors
from payung.synthetic.vocabulary import WORK_SYNONYMS
from payung.synthetic.workbooks import Cell, Entry

Person = Mapping[str, Any]  # a row of ``people.people``
Fault = Literal[
    "nik-missing",
    "nik-slip",
    "nik-malformed",
    "nik-rounded",
    "name-missing",
    "name-other",
    "date-swapped",
    "date-missing",
    "sex-other",
    "work-missing",
    "work-unlisted",
]
UNLISTED_WORK = ("Karyawan bank", "Guru sekolah", "Pegawai kontrak dinas", "Direktur CV", "Mahasiswa")
_NIK_FAULTS = (
    errors.lost_digit,
    errors.doubled_digit,
    errors.letter_for_digit,
    errors.impossible_birthday,
)


class Clerk:
    """One clerk, one manner: date cells or date text, capitals or not, how often a NIK is quoted or spaced.

    ``taken`` holds every NIK that exists, so that a slip of the pen never hits a living person.
    """

    def __init__(self, rng: Random, taken: frozenset[str] = frozenset()) -> None:
        self._rng = rng
        self._taken = taken
        self._date_cells = rng.random()
        self._capitals = rng.choice([0.0, 0.05, 0.95])
        self._care = rng.uniform(0.85, 1.0)

    def write(self, person: Person, fault: Fault | None = None) -> Entry:
        """The line for a person. Without a fault every slip in it is one that a good reader forgives.

        Raises ValueError for ``date-swapped`` where day and month cannot be mistaken for each other.
        """
        return Entry(
            person["nik"],
            {
                "nik": self._nik(person["nik"], fault),
                "kk": person["kk"],
                "name": self._name(person, fault),
                "birth_place": person["birth_place"],
                "birth_date": self._birth_date(person["birth_date"], fault),
                "sex": errors.other_sex(person["sex"]) if fault == "sex-other" else person["sex"],
                "address": person["address"],
                "rt": person["rt"],
                "rw": person["rw"],
                "village": person["village"],
                "village_code": person["village_code"],
                "occupation": self._occupation(person["occupation"], fault),
                "phone": person["phone"] and errors.phone_text(person["phone"], self._rng),
                "mother_name": person["mother_name"],
                "income": int(person["income"]),
            },
        )

    def _nik(self, nik: str, fault: Fault | None) -> Cell:
        match fault:
            case "nik-missing":
                return None
            case "nik-rounded":
                return errors.rounded_number(nik)
            case "nik-malformed":
                return self._rng.choice(_NIK_FAULTS)(nik, self._rng)
            case "nik-slip":
                return self._slip(nik)
            case _ if self._rng.random() < self._care:
                return nik
            case _:
                return self._rng.choice([errors.spaced_nik, errors.quoted_nik])(nik, self._rng)

    def _slip(self, nik: str) -> str:
        while True:
            wrong = self._rng.choice([errors.transposed_digits, errors.slipped_digit])(nik, self._rng)
            if wrong not in self._taken:
                return wrong

    def _name(self, person: Person, fault: Fault | None) -> Cell:
        if fault == "name-missing":
            return None
        if fault == "name-other":
            return errors.nickname(person["name"], person["sex"], self._rng)
        name: str = person["called"] if fault is None else person["name"]
        if fault is None and self._rng.random() > self._care:
            name = self._rng.choice([errors.respelled, errors.recased])(name, self._rng)
        return name.upper() if self._rng.random() < self._capitals else name

    def _birth_date(self, born: date, fault: Fault | None) -> Cell:
        if fault == "date-missing":
            return None
        day = errors.swapped_day_month(born) if fault == "date-swapped" else born
        return day if self._rng.random() < self._date_cells else errors.date_text(day, self._rng)

    def _occupation(self, work: str, fault: Fault | None) -> Cell:
        if fault == "work-missing":
            return None
        if fault == "work-unlisted":
            return self._rng.choice(UNLISTED_WORK)
        return self._rng.choice([work, work.capitalize(), *WORK_SYNONYMS.get(work, ())])
