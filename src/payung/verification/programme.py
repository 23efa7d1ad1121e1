"""What a programme asks of the people it covers, as its TOML file or the office states it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month

_AREA = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


@dataclass(frozen=True, slots=True)
class Quota:
    """Places, in total and by village; None where the programme sets no limit."""

    total: int | None = None
    per_village: int | None = None
    villages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Programme:
    """The criteria. ``None`` means that the programme does not ask.

    ``first_month`` None: the month of the verification day. ``excluded_groups`` None: every group of the list
    counts. ``max_age``: must be younger. ``unknown``: keys of the file that nothing here reads.
    """

    name: str
    area: str | None = None
    first_month: Month | None = None
    months: int = 12
    min_age: int | None = None
    max_age: int | None = None
    registry_required: bool = False
    max_decile: int | None = None
    excluded_groups: tuple[str, ...] | None = None
    occupations: tuple[str, ...] | None = None
    quota: Quota = field(default_factory=Quota)
    unknown: tuple[str, ...] = ()

    @classmethod
    def from_toml(cls, path: str | Path) -> Programme:
        """Read the programme file. Raises UnusableInput naming the key."""
        place = Place(file=str(path))
        try:
            with open(path, "rb") as stream:
                content = tomllib.load(stream)
        except OSError as error:
            raise UnusableInput(
                Text("berkas program tidak dapat dibuka", "the programme file cannot be opened"),
                Text("Periksa nama dan letak berkas", "Check the file's name and place"),
                place,
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UnusableInput(
                Text(
                    f"berkas program bukan TOML yang benar: {error}",
                    f"the programme file is no TOML: {error}",
                ),
                Text(
                    'Tulis seperti: name = "Siaga Kita" (teks diapit tanda petik)',
                    'Write it like: name = "Siaga Kita" (texts between quotes)',
                ),
                place,
            ) from error
        return cls.from_mapping(content, place)

    @classmethod
    def from_mapping(cls, content: Mapping[str, Any], place: Place | None = None) -> Programme:
        """The same from a mapping with the keys of the file. Raises UnusableInput naming the key."""
        read = _Reader(content, place or Place())
        first = read.text("from")
        programme = cls(
            name=read.text("name") or read.lacking("name", '"Siaga Kita"'),
            area=read.matching("area", _AREA, '"35.77"'),
            first_month=read.month("from", first) if first else None,
            months=read.whole("months", 1, 120) or 12,
            min_age=read.whole("min_age", 0, 120),
            max_age=read.whole("max_age", 0, 150),
            registry_required=read.flag("registry_required"),
            max_decile=read.whole("max_decile", 1, 10),
            excluded_groups=read.words("excluded_groups"),
            occupations=read.words("occupations") or None,
            quota=read.quota(),
            unknown=read.unknown(),
        )
        if programme.min_age and programme.max_age and programme.min_age >= programme.max_age:
            raise read.wrong("max_age", Text("harus lebih besar dari min_age", "must be above min_age"))
        return programme

    def month_range(self, on: date) -> tuple[Month, Month]:
        """First and last contribution month."""
        first = self.first_month or Month.of(on)
        return first, first + (self.months - 1)


_KEYS = ("from", *(f.name for f in fields(Programme) if f.name not in ("first_month", "unknown")))


class _Reader:
    """Takes typed values out of a mapping; every complaint names its key."""

    def __init__(self, content: Mapping[str, Any], place: Place) -> None:
        self.content = content
        self.place = place

    def wrong(self, key: str, why: Text) -> UnusableInput:
        return UnusableInput(
            Text("program: “{key}” {why}", "programme: “{key}” {why}").format(key=key, why=why),
            Text(f"Perbaiki nilai “{key}”", f"Correct the value of “{key}”"),
            self.place,
        )

    def lacking(self, key: str, example: str) -> str:
        raise UnusableInput(
            Text(f"program: “{key}” belum diisi", f"programme: “{key}” is missing"),
            Text(f"Tambahkan {key} = {example}", f"Add {key} = {example}"),
            self.place,
        )

    def text(self, key: str) -> str | None:
        value = self.content.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.wrong(
                key, Text("harus berupa teks, diapit tanda petik", "must be a text, between quotes")
            )
        return value.strip() or None

    def matching(self, key: str, form: re.Pattern[str], example: str) -> str | None:
        value = self.text(key)
        if value is not None and not form.fullmatch(value):
            raise self.wrong(key, Text(f"harus seperti {example}", f"must be like {example}"))
        return value

    def month(self, key: str, value: str) -> Month:
        try:
            return Month.parse(value)
        except UnusableInput as error:
            raise self.wrong(
                key, Text("harus bulan seperti 2026-01", "must be a month such as 2026-01")
            ) from error

    def whole(self, key: str, low: int, high: int, of: Mapping[str, Any] | None = None) -> int | None:
        name = key.rsplit(".", 1)[-1]
        value = (self.content if of is None else of).get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.wrong(
                key,
                Text(
                    f"harus bilangan bulat {low} sampai {high}",
                    f"must be a whole number from {low} to {high}",
                ),
            )
        return value

    def flag(self, key: str) -> bool:
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, Text("harus true atau false", "must be true or false"))
        return value

    def words(self, key: str) -> tuple[str, ...] | None:
        value = self.content.get(key)
        if value is None:
            return None
        if not isinstance(value, list | tuple) or not all(
            isinstance(word, str) and word.strip() for word in value
        ):
            raise self.wrong(key, Text("harus daftar teks dalam [ ]", "must be a list of texts in [ ]"))
        return tuple(word.strip() for word in value)

    def quota(self) -> Quota:
        table = self.content.get("quota", {})
        if not isinstance(table, Mapping):
            raise self.wrong("quota", Text("harus bagian [quota]", "must be a section [quota]"))
        villages = table.get("villages", {})
        if not isinstance(villages, Mapping):
            raise self.wrong("quota.villages", Text("harus { kode = jumlah }", "must be { code = places }"))
        return Quota(
            total=self.whole("quota.total", 0, 10**9, table),
            per_village=self.whole("quota.per_village", 0, 10**9, table),
            villages={code: self._places(code, places) for code, places in villages.items()},
        )

    def _places(self, code: str, places: Any) -> int:
        if isinstance(places, bool) or not isinstance(places, int) or places < 0:
            raise self.wrong(f"quota.villages.{code}", Text("harus bilangan bulat", "must be a whole number"))
        return places

    def unknown(self) -> tuple[str, ...]:
        """Keys that nothing reads; a likely slip of the pen (max_ages) is an error, for it would go unasked."""
        unread = sorted(set(self.content) - set(_KEYS))
        for key in unread:
            close = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.8)
            if close and close[0] not in self.content:
                raise self.wrong(
                    key,
                    Text(
                        f"tidak dikenal; maksudnya “{close[0]}”?", f"is not known; did you mean “{close[0]}”?"
                    ),
                )
        return tuple(unread)
