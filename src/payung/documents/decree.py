"""A decree (SK) that fixes who is covered, and one line of its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypedDict

from payung.documents.masking import masked_nik
from payung.documents.signature import Signatory
from payung.errors import UnusableInput
from payung.language import Language, Text
from payung.law.month import Month, date_in_words


@dataclass(frozen=True, slots=True)
class Decree:
    """What the head of the annex says. ``number`` and ``signed`` (its date) are empty while the decree is a draft.

    ``regulation`` is the title of the regulation ("Keputusan Bupati Sijunjung"); ``list_hash`` the hash of the
    frozen list, which every page carries; ``annex`` the annex' own number ("I") where there are several.
    """

    regulation: str
    about: str
    region: str
    programme: str
    first: Month
    last: Month
    signatory: Signatory
    list_hash: str
    number: str = ""
    signed: date | None = None
    annex: str = ""

    @property
    def draft(self) -> bool:
        return not self.number or self.signed is None

    def period(self, language: Language = "id") -> str:
        """Mei 2026; Mei 2026 s.d. Desember 2026."""
        if self.first == self.last:
            return self.first.to(language)
        until = Text("s.d.", "to").to(language)
        return f"{self.first.to(language)} {until} {self.last.to(language)}"

    def dated(self) -> str:
        """The date in words, or room to write it in."""
        return date_in_words(self.signed, "id") if self.signed else "." * 24

    def numbered(self) -> str:
        return self.number or "." * 24


class DecreeLine(TypedDict):
    """One person on the list. ``amount`` is whole rupiah for all ``months``; ``birth_date`` may be unknown."""

    line: int
    name: str
    nik: str
    birth_date: date | None
    village: str
    district: str
    occupation: str
    fund: str
    months: int
    amount: int


@dataclass(frozen=True, slots=True)
class Sum:
    """People, person-months and rupiah of some lines."""

    people: int
    months: int
    amount: int

    @classmethod
    def of(cls, lines: Sequence[DecreeLine]) -> Sum:
        return cls(len(lines), sum(line["months"] for line in lines), sum(line["amount"] for line in lines))


def check_lines(lines: Sequence[DecreeLine]) -> None:
    """A list without people, or with one line number for two people, is no list. Raises UnusableInput."""
    if not lines:
        raise UnusableInput(
            Text("Daftar keputusan kosong", "The decree's list is empty"),
            Text("Susun daftar yang berisi orang lebih dulu", "Generate a list with people on it first"),
        )
    twice = [number for number, count in Counter(line["line"] for line in lines).items() if count > 1]
    if twice:
        raise UnusableInput(
            Text(f"Nomor baris {twice[0]} dipakai dua kali", f"Line number {twice[0]} is used twice"),
            Text("Susun ulang daftar ini", "Generate the list again"),
        )


def by_area(lines: Sequence[DecreeLine]) -> Iterator[tuple[str, str, list[DecreeLine]]]:
    """District, village and their lines, areas in the order in which the list first names them."""
    districts: dict[str, int] = {}
    villages: dict[tuple[str, str], int] = {}
    for line in lines:
        districts.setdefault(line["district"], len(districts))
        villages.setdefault((line["district"], line["village"]), len(villages))

    def place(line: DecreeLine) -> tuple[int, int]:
        return districts[line["district"]], villages[line["district"], line["village"]]

    for _, group in groupby(sorted(lines, key=place), key=place):
        found = list(group)
        yield found[0]["district"], found[0]["village"], found


def shown_nik(line: DecreeLine, *, full: bool) -> str:
    return line["nik"] if full else masked_nik(line["nik"])
