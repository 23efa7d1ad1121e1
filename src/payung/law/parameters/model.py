"""What one parameter is: described, with a unit, and dated values that each carry their citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, TypeGuard, cast, get_args

from payung.errors import Place, UnusableInput
from payung.language import Language, Text
from payung.law.month import date_in_words

Confidence = Literal["verified", "reported", "unverified"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
CONFIDENCE_WORDS = {
    "verified": Text("terverifikasi", "verified"),
    "reported": Text("menurut laporan", "reported"),
    "unverified": Text("belum terverifikasi", "unverified"),
}
NUMBERS = {
    "rupiah": Text("rupiah", "rupiah"),
    "rupiah/month": Text("rupiah per bulan", "rupiah per month"),
    "percent": Text("persen", "percent"),
    "months of wage": Text("bulan upah", "months of wage"),
    "working days": Text("hari kerja", "working days"),
    "days": Text("hari", "days"),
    "hours": Text("jam", "hours"),
    "months": Text("bulan", "months"),
    "years": Text("tahun", "years"),
    "age": Text("umur (tahun)", "age (years)"),
    "children": Text("anak", "children"),
    "day of the following month": Text("tanggal pada bulan berikutnya", "day of the following month"),
    "month of the year": Text("bulan dalam tahun", "month of the year"),
}
UNITS = NUMBERS | {
    "relief": Text("keringanan", "relief"),
    "table": Text("tabel", "table"),
    "list": Text("daftar", "list"),
    "text": Text("keterangan", "statement"),
    "flag": Text("ya/tidak", "yes/no"),
    "date": Text("tanggal", "date"),
}

RELIEF_KEYS = {"code", "segments", "programmes", "pays_percent"}
STEPS = {"income_from": 0, "value_from": 0, "from_month": 1}  # columns of steps, and where they begin


class UnusableParameter(UnusableInput):
    """A parameter file that breaks the schema: names the file and what is missing."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the law says so. ``unread``: the regulation is known, its article has not been read."""

    regulation: str
    article: str = ""
    annex: str = ""
    unread: bool = False

    def to(self, language: Language) -> str:
        article, annex, unread = {
            "id": ("pasal", "Lampiran", "pasal belum dibaca"),
            "en": ("article", "Annex", "article not read yet"),
        }[language]
        parts = [self.regulation]
        if self.annex:
            parts.append(f"{annex} {self.annex}")
        if self.article:
            parts.append(f"{article} {self.article}")
        if self.unread:
            parts.append(f"({unread})")
        return " ".join(parts)

    def text(self) -> Text:
        return Text(self.to("id"), self.to("en"))


@dataclass(frozen=True, slots=True)
class Dated:
    """One value and the days on which it holds; ``end`` is its last day, or None where no end is known."""

    start: date
    end: date | None
    value: Any
    citation: Citation
    confidence: Confidence
    sources: tuple[str, ...]
    note: Text | None = None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def cited(self, language: Language) -> str:
        """The citation; followed by the mark of confidence where that is not the best."""
        where = self.citation.to(language)
        if self.confidence == "verified":
            return where
        return f"{where} [{CONFIDENCE_WORDS[self.confidence].to(language)}]"

    def cited_text(self) -> Text:
        return Text(self.cited("id"), self.cited("en"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter and its history, earliest first, without overlap and without gap."""

    path: str
    description: Text
    unit: str
    values: tuple[Dated, ...]

    def find(self, day: date) -> Dated | None:
        """The value that holds on the day, or None."""
        for dated in reversed(self.values):
            if dated.start <= day:
                return dated if dated.holds(day) else None
        return None

    def at(self, day: date) -> Dated:
        """The value that holds on the day. Raises UnusableInput where the law has none for it."""
        found = self.find(day)
        if found is None:
            when = Text(date_in_words(day, "id"), date_in_words(day, "en"))
            first = self.values[0].start
            raise UnusableInput(
                Text("Tidak ada aturan “{what}” pada {day}", "There is no rule “{what}” on {day}").format(
                    what=self.description, day=when
                ),
                Text(
                    f"Gunakan tanggal sejak {date_in_words(first, 'id')}",
                    f"Use a date from {date_in_words(first, 'en')}",
                ),
                Place(column="date"),
            )
        return found


def parse(path: str, raw: dict[str, Any]) -> Parameter:
    """One parameter from its file's content. Raises UnusableParameter naming what the schema misses."""
    description = raw.get("description")
    if not _is_text(description):
        raise _bad(path, Text("keterangan (description.id dan .en)", "description (.id and .en)"))
    if raw.get("unit") not in UNITS:
        raise _bad(path, Text("satuan (unit) yang dikenal", "a known unit"))
    rows = raw.get("values")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise _bad(
            path, Text("sekurangnya satu nilai bertanggal (values)", "at least one dated value (values)")
        )
    values = tuple(_dated(path, raw["unit"], row) for row in rows)
    _check_continuous(path, values)
    return Parameter(path, Text(description["id"], description["en"]), raw["unit"], values)


def _dated(path: str, unit: str, row: dict[str, Any]) -> Dated:
    start, end = row.get("from"), row.get("to")
    if type(start) is not date or (end is not None and type(end) is not date):
        raise _bad(path, Text("tanggal (from, to)", "a date (from, to)"))
    if end is not None and end < start:
        raise _bad(path, Text("to yang tidak mendahului from", "a to that is not before from"))
    citation = _citation(path, row.get("citation"))
    if row.get("confidence") not in CONFIDENCES:
        raise _bad(path, Text("tingkat kepastian (confidence)", "a confidence"))
    if not row.get("sources") or not all(str(source).startswith("http") for source in row["sources"]):
        raise _bad(path, Text("alamat sumber (sources)", "source addresses (sources)"))
    if "value" not in row or not _fits(unit, row["value"]):
        raise _bad(path, Text("nilai (value) yang cocok dengan satuannya", "a value that fits its unit"))
    note = row.get("note")
    if note is not None and not _is_text(note):
        raise _bad(path, Text("catatan dalam id dan en (note)", "a note in id and en (note)"))
    return Dated(
        start=start,
        end=end,
        value=row["value"],
        citation=citation,
        confidence=cast(Confidence, row["confidence"]),
        sources=tuple(row["sources"]),
        note=Text(note["id"], note["en"]) if note else None,
    )


def _citation(path: str, raw: Any) -> Citation:
    known = {"regulation", "article", "annex", "unread"}
    if not isinstance(raw, dict) or not str(raw.get("regulation", "")).strip() or raw.keys() - known:
        raise _bad(path, Text("kutipan (citation.regulation)", "a citation (citation.regulation)"))
    if not any(raw.get(key) for key in ("article", "annex", "unread")):
        raise _bad(
            path, Text("pasal, lampiran, atau unread = true", "an article, an annex, or unread = true")
        )
    return Citation(**raw)


def _fits(unit: str, value: Any) -> bool:
    if unit in ("rupiah", "rupiah/month"):
        return type(value) is int and value >= 0
    if unit in NUMBERS:
        return isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0
    if unit == "text":
        return _is_text(value)
    if unit == "relief":
        return isinstance(value, dict) and value.keys() >= RELIEF_KEYS
    if unit == "table":
        return _steps_ascend(value)
    plain: dict[str, type] = {"list": list, "flag": bool, "date": date}
    return isinstance(value, plain[unit])


def _is_text(value: Any) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("id", "en"))


def _steps_ascend(table: Any) -> bool:
    """A table of steps (``income_from`` and the like) begins at its lowest value and rises."""
    if not isinstance(table, list) or not table:
        return isinstance(table, dict) and bool(table)
    if not all(isinstance(row, dict) for row in table):
        return False
    for key, lowest in STEPS.items():
        if any(key in row for row in table):
            steps = [row.get(key) for row in table]
            if not all(type(step) is int for step in steps) or steps[0] != lowest:
                return False
            if any(later <= earlier for earlier, later in pairwise(steps)):
                return False
    return True


def _check_continuous(path: str, values: tuple[Dated, ...]) -> None:
    for earlier, later in pairwise(values):
        if earlier.end is None or later.start <= earlier.end:
            raise _bad(path, Text("masa yang tidak tumpang-tindih", "periods that do not overlap"))
        if later.start != earlier.end + timedelta(days=1):
            raise _bad(path, Text("masa tanpa celah", "periods without a gap"))


def _bad(path: str, needed: Text) -> UnusableParameter:
    return UnusableParameter(
        Text("Berkas parameter tidak sah", "The parameter file breaks the schema"),
        Text("Diperlukan: {needed}", "Needed: {needed}").format(needed=needed),
        Place(file=f"{path}.toml"),
    )
