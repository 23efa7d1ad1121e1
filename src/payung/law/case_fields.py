"""Reading JSON values one field at a time, each complaint naming the field by its full path."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from payung.language import Text, same
from payung.law.fields import check_choice, check_count, check_rupiah, unusable

MOST = 20_000  # of months, days, steps: more is a slip of the pen
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_MISSING = object()


class Fields:
    """The fields of one JSON object; ``path`` is where it stands, such as ``children[0]``."""

    def __init__(self, raw: Mapping[str, Any], path: str = "") -> None:
        self._raw = raw
        self._path = path

    def __contains__(self, key: str) -> bool:
        return key in self._raw

    def given(self, key: str) -> bool:
        """Present and not null."""
        return self._raw.get(key) is not None

    def name(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path and key else self._path or key

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """A misspelt field would silently change the answer."""
        for key in self._raw:
            if key not in known:
                raise unusable(
                    self.name(key),
                    Text("Isian ini tidak dikenal", "This field is not known"),
                    Text("Isian yang dikenal: {known}", "Known fields: {known}").format(
                        known=same(", ".join(sorted(known)))
                    ),
                )

    def _get(self, key: str, default: Any = _MISSING) -> Any:
        value = self._raw.get(key)
        if value is not None:
            return value
        if default is _MISSING:
            raise unusable(
                self.name(key),
                Text("Belum diisi", "Missing"),
                Text("Tambahkan isian ini", "Add this field"),
            )
        return default

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str):
            raise unusable(
                self.name(key), Text("Bukan teks", "Not text"), Text("Tulis sebagai teks", "Write it as text")
            )
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self._get(key) if default is None else self._get(key, default)
        return check_choice(self.name(key), value, choices)

    def rupiah(self, key: str, default: int | None = None) -> int:
        value = self._get(key) if default is None else self._get(key, default)
        return check_rupiah(self.name(key), value)

    def whole(self, key: str, default: int | None = None, least: int = 0) -> int:
        value = self._get(key) if default is None else self._get(key, default)
        count = check_count(self.name(key), value, least)
        if count > MOST:
            raise unusable(
                self.name(key),
                Text("Angkanya terlalu besar", "The number is too large"),
                Text(f"Tulis paling besar {MOST}", f"Write at most {MOST}"),
            )
        return count

    def whole_or_none(self, key: str) -> int | None:
        return self.whole(key) if self.given(key) else None

    def flag(self, key: str) -> bool:
        value = self._get(key, False)
        if not isinstance(value, bool):
            raise unusable(
                self.name(key),
                Text("Bukan true atau false", "Neither true nor false"),
                Text("Tulis true atau false", "Write true or false"),
            )
        return value

    def fraction(self, key: str, default: Fraction | None = None) -> Fraction:
        value = self._get(key) if default is None else self._get(key, default)
        number = isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool)
        if not number or value != value or value in (float("inf"), float("-inf")):
            raise unusable(
                self.name(key),
                Text("Bukan angka", "Not a number"),
                Text("Tulis misalnya 0.5", "Write such as 0.5"),
            )
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)

    def day(self, key: str) -> date:
        value = self._get(key)
        try:
            if not isinstance(value, str) or len(value) != len("2025-03-10"):
                raise ValueError(value)
            found = date.fromisoformat(value)
            if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
                raise ValueError(value)
            return found
        except ValueError as error:
            raise unusable(
                self.name(key),
                Text("“{value}” bukan tanggal", "“{value}” is no date").format(value=same(str(value))),
                Text(
                    "Tulis tahun-bulan-hari, misalnya 2025-03-10", "Write year-month-day, such as 2025-03-10"
                ),
            ) from error

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if self.given(key) else None

    def days(self, key: str) -> list[date]:
        value = self._get(key, [])
        if not isinstance(value, list):
            raise unusable(
                self.name(key),
                Text("Bukan daftar tanggal", "Not a list of dates"),
                Text("Tulis di antara [ dan ]", "Write it between [ and ]"),
            )
        return [Fields({"": each}, f"{self.name(key)}[{at}]").day("") for at, each in enumerate(value)]

    def since(self, key: str, born: date) -> date | None:
        """A date, or true for “already so”, or false, null or absent for “not”."""
        value = self._get(key, False)
        if isinstance(value, bool):
            return born if value else None
        return self.day(key)

    def object(self, key: str) -> Fields | None:
        value = self._get(key, None)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise unusable(
                self.name(key),
                Text("Bukan objek JSON", "Not a JSON object"),
                Text("Tulis di antara { dan }", "Write it between { and }"),
            )
        return Fields(value, self.name(key))

    def objects(self, key: str) -> list[Fields] | None:
        value = self._get(key, None)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise unusable(
                self.name(key),
                Text("Bukan daftar objek", "Not a list of objects"),
                Text("Tulis di antara [ dan ]", "Write it between [ and ]"),
            )
        return [Fields(each, f"{self.name(key)}[{number}]") for number, each in enumerate(value)]
