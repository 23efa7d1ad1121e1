"""The contribution month (bulan iuran), the unit in which cover is decided, billed and paid."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from payung.errors import UnusableInput
from payung.language import Language, Text

_NAMES = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_FORM = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month. Pure: every method returns a new value.

    >>> Month.parse("2026-12") + 1
    Month(year=2027, month=1)
    >>> Month(2027, 1) - Month(2026, 1)
    12
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1900 <= self.year <= 2200:
            raise UnusableInput(
                Text(f"{self.year}-{self.month:02} bukan bulan", f"{self.year}-{self.month:02} is no month"),
                Text("Tulis tahun dan bulan, misalnya 2026-05", "Write year and month, such as 2026-05"),
            )

    @classmethod
    def parse(cls, text: str) -> Month:
        """``2026-05``. Raises UnusableInput."""
        found = _FORM.fullmatch(text.strip())
        if not found:
            raise UnusableInput(
                Text(f"“{text}” bukan bulan", f"“{text}” is no month"),
                Text("Tulis tahun dan bulan, misalnya 2026-05", "Write year and month, such as 2026-05"),
            )
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def from_number(cls, number: int) -> Month:
        """The inverse of ``number``: 202605 is May 2026, as the tables of the office keep it."""
        return cls(number // 100, number % 100)

    @property
    def number(self) -> int:
        return self.year * 100 + self.month

    @property
    def ordinal(self) -> int:
        """Months since year 0: differences of ordinals are differences in months."""
        return self.year * 12 + self.month - 1

    def __add__(self, months: int) -> Month:
        year, month = divmod(self.ordinal + months, 12)
        return Month(year, month + 1)

    def __sub__(self, other: Month) -> int:
        return self.ordinal - other.ordinal

    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def span(self, months: int) -> Iterator[Month]:
        """This month and the following ones, ``months`` in all."""
        return (self + step for step in range(months))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    def to(self, language: Language) -> str:
        """As people write it: Mei 2026, May 2026."""
        return f"{_NAMES[language][self.month - 1]} {self.year}"


def date_in_words(day: date, language: Language) -> str:
    """12 Mei 2026, 12 May 2026."""
    return f"{day.day} {_NAMES[language][day.month - 1]} {day.year}"
