"""What a plan is made under: its months, its package and its funds, as FUNDS.toml or the office states them."""

from __future__ import annotations

import difflib
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.allocation.fund import Condition, Fund
from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month

LONGEST = 120  # months
LOWEST_BAND = 1_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """``income`` sets the band of JKK. ``new_members``: everybody's membership begins with the plan.

    ``full_rate_from``: a what-if, no relief is counted from that month. ``jht``: the package holds old-age savings too.
    Raises UnusableInput.
    """

    start: Month
    months: int
    funds: tuple[Fund, ...]
    income: int = LOWEST_BAND
    new_members: bool = False
    full_rate_from: Month | None = None
    jht: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.months <= LONGEST:
            raise _wrong("months", Text(f"harus 1 sampai {LONGEST}", f"must be from 1 to {LONGEST}"), Place())
        if not self.funds:
            raise _wrong("fund", Text("tidak ada satu pun", "there is none"), Place())
        twice = [name for name, count in Counter(fund.id for fund in self.funds).items() if count > 1]
        if twice:
            at = [str(n) for n, fund in enumerate(self.funds, start=1) if fund.id == twice[0]]
            raise UnusableInput(
                Text(
                    f"dua dana bernama “{twice[0]}” ([[fund]] ke-{' dan '.join(at)})",
                    f"two funds are called “{twice[0]}” ([[fund]] number {' and '.join(at)})",
                ),
                Text("Beri nama lain, atau gabungkan keduanya", "Rename one, or make them one"),
            )
        for fund in self.funds:
            if fund.min_months > self.months:
                raise fund.wrong(
                    "min_months",
                    Text(
                        f"meminta {fund.min_months} bulan, rencana hanya {self.months} bulan",
                        f"asks for {fund.min_months} months, the plan has {self.months}",
                    ),
                )

    @property
    def last(self) -> Month:
        return self.start + (self.months - 1)

    def fund(self, id: str) -> Fund:
        """Raises UnusableInput where there is no such fund."""
        found = next((fund for fund in self.funds if fund.id == id), None)
        if found is None:
            raise UnusableInput(
                Text(f"tidak ada dana “{id}”", f"there is no fund “{id}”"),
                Text("Pilih: {ids}", "Choose from: {ids}").format(ids=", ".join(f.id for f in self.funds)),
            )
        return found


def read_terms(path: str | Path) -> Terms:
    """Read FUNDS.toml. Raises UnusableInput naming file, fund and key."""
    place = Place(file=str(path))
    try:
        with open(path, "rb") as stream:
            content = tomllib.load(stream)
    except OSError as error:
        raise UnusableInput(
            Text("berkas dana tidak dapat dibuka", "the funds file cannot be opened"),
            Text("Periksa nama dan letak berkas", "Check the file's name and place"),
            place,
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableInput(
            Text(f"berkas dana bukan TOML yang benar: {error}", f"the funds file is no TOML: {error}"),
            Text('Tulis seperti: from = "2026-04"', 'Write it like: from = "2026-04"'),
            place,
        ) from error
    try:
        return terms_from_mapping(content)
    except UnusableInput as error:
        raise UnusableInput(error.what, error.mend, place) from error


def terms_from_mapping(content: Mapping[str, Any]) -> Terms:
    """The same from a mapping with the keys of the file. Raises UnusableInput."""
    top = _Reader(content, ("from", "months", "fund", "income", "new_members", "full_rate_from", "jht"), "")
    funds = top.tables("fund")
    start = top.month("from")
    if start is None:
        raise _wrong("from", Text("belum diisi", "is missing"), Place(), 'from = "2026-04"')
    months = top.whole("months")
    if months is None:
        raise _wrong("months", Text("belum diisi", "is missing"), Place(), "months = 9")
    income = top.whole("income")
    return Terms(
        start=start,
        months=months,
        funds=tuple(_fund(table, number) for number, table in enumerate(funds, start=1)),
        income=LOWEST_BAND if income is None else income,
        new_members=top.flag("new_members"),
        full_rate_from=top.month("full_rate_from"),
        jht=top.flag("jht"),
    )


def _fund(table: Mapping[str, Any], number: int) -> Fund:
    name = table.get("id")
    read = _Reader(table, _FUND_KEYS, f"fund {name if isinstance(name, str) else number}: ")
    id, payer = read.text("id"), read.text("payer")
    if not id or not payer:
        key = "payer" if id else "id"
        raise _wrong(f"{read.lead}{key}", Text("belum diisi", "is missing"), Place(), _EXAMPLES[key])
    where = read.conditions()
    decile = read.whole("max_decile")
    if decile is not None:
        if "decile" in where:
            raise _wrong(
                f"{read.lead}max_decile",
                Text("bertabrakan dengan where.decile", "meets a where.decile too"),
                Place(),
            )
        where["decile"] = Condition(most=decile)
    return Fund(
        id=id,
        payer=payer,
        ceiling=read.whole("ceiling"),
        places=read.whole("places"),
        rank=_or(read.whole("rank"), 1),
        villages=read.words("villages"),
        groups=read.words("groups"),
        sectors=read.words("sectors"),
        where=where,
        committed=_or(read.whole("committed"), 0),
        min_months=_or(read.whole("min_months"), 1),
    )


_FUND_KEYS = (
    "id", "payer", "ceiling", "places", "rank", "villages", "groups", "sectors", "where", "max_decile",
    "committed", "min_months", "name", "note",
)  # fmt: skip
_EXAMPLES = {"id": 'id = "apbd"', "payer": 'payer = "apbd"'}
_BIGGEST = 10**15


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _wrong(key: str, why: Text, place: Place, example: str = "") -> UnusableInput:
    mend = (
        Text(f"Tambahkan {example}", f"Add {example}")
        if example
        else Text("Perbaiki nilainya", "Correct its value")
    )
    return UnusableInput(Text("“{key}” {why}", "“{key}” {why}").format(key=key, why=why), mend, place)


class _Reader:
    """Takes typed values out of a table; every complaint names the key. A key nothing reads is refused."""

    def __init__(self, content: Mapping[str, Any], known: tuple[str, ...], lead: str) -> None:
        self.content = content
        self.lead = lead
        for key in content:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                hint = close[0] if close else ", ".join(known)
                raise self.wrong(
                    key, Text(f"tidak dikenal; maksudnya {hint}?", f"is not known; did you mean {hint}?")
                )

    def wrong(self, key: str, why: Text) -> UnusableInput:
        return _wrong(f"{self.lead}{key}", why, Place())

    def text(self, key: str) -> str | None:
        value = self.content.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(
                key, Text("harus berupa teks, diapit tanda petik", "must be a text, between quotes")
            )
        return value.strip() or None if value is not None else None

    def whole(self, key: str, of: Mapping[str, Any] | None = None) -> int | None:
        value = (self.content if of is None else of).get(key.rsplit(".", 1)[-1])
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int) or abs(value) > _BIGGEST
        ):
            raise self.wrong(key, Text("harus bilangan bulat", "must be a whole number"))
        return value

    def flag(self, key: str) -> bool:
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, Text("harus true atau false", "must be true or false"))
        return value

    def month(self, key: str) -> Month | None:
        value = self.text(key)
        try:
            return None if value is None else Month.parse(value)
        except UnusableInput as error:
            raise self.wrong(
                key, Text("harus bulan seperti 2026-04", "must be a month such as 2026-04")
            ) from error

    def words(self, key: str, of: Mapping[str, Any] | None = None) -> tuple[str, ...] | None:
        value = (self.content if of is None else of).get(key.rsplit(".", 1)[-1])
        if value is None:
            return None
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
            raise self.wrong(key, Text("harus daftar teks dalam [ ]", "must be a list of texts in [ ]"))
        return tuple(dict.fromkeys(word.strip() for word in value if word.strip()))

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        value = self.content.get(key, [])
        if not isinstance(value, list | tuple) or not all(isinstance(table, Mapping) for table in value):
            raise self.wrong(key, Text("harus bagian [[fund]]", "must be sections [[fund]]"))
        return list(value)

    def conditions(self) -> dict[str, Condition]:
        table = self.content.get("where", {})
        if not isinstance(table, Mapping):
            raise self.wrong("where", Text("harus { kolom = syarat }", "must be { column = condition }"))
        return {str(column): self._condition(f"where.{column}", asked) for column, asked in table.items()}

    def _condition(self, key: str, asked: Any) -> Condition:
        if isinstance(asked, str):
            return Condition(any=(asked.strip(),))
        if isinstance(asked, list | tuple):
            return Condition(any=self.words(key, {key.rsplit(".", 1)[-1]: asked}))
        if isinstance(asked, Mapping):
            inner = _Reader(asked, ("min", "max", "any", "not"), f"{self.lead}{key}.")
            return Condition(inner.words("any"), inner.words("not"), inner.whole("min"), inner.whole("max"))
        raise self.wrong(
            key,
            Text(
                'harus "teks", ["teks"], atau { min, max, any, not }',
                'must be "text", ["text"] or { min, max, any, not }',
            ),
        )
