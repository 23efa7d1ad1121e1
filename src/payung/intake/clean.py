"""A block of people's rows into columns of clean strings. Each distinct value is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import repeat
from typing import Any

import pyarrow as pa

from payung.identity import areas
from payung.intake import cells, checks
from payung.intake.cells import Birth
from payung.intake.layout import Above, Block
from payung.intake.schema import PEOPLE
from payung.intake.workbook import Cell

_WORK: dict[str, Callable[[Cell], str]] = {
    "phone": cells.phone,
    "income": cells.income,
    "village": cells.village,
    "occupation": cells.occupation,
    "sex": cells.sex,
    "death_date": cells.reference_date,
    "since": cells.reference_date,
    "from": cells.reference_date,
    "to": cells.reference_date,
}
_CODED_AREA = ("province_code", "regency_code", "district_code")
# Beyond this a column is nearly all different, and remembering it only costs memory.
_REMEMBERED = 200_000


class Cleaner:
    """Turns blocks into tables with the columns of ``PEOPLE`` and those named ``extra``."""

    def __init__(
        self, on: date, region: areas.Region | None, extra: Sequence[str] = (), keep_cells: bool = True
    ) -> None:
        self._on, self._region, self._extra, self._keep_cells = on, region, tuple(extra), keep_cells
        self._known: dict[str, dict[Cell, Any]] = {}
        self._birth = cells.births(on)
        self.schema = pa.schema([*PEOPLE, *(pa.field(name, pa.string()) for name in self._extra)])

    def table(self, file: str, sheet: str, left: int, block: Block, sheet_village: str) -> pa.Table:
        """``left`` is the sheet's first column from 0; ``sheet_village`` the village that its name tells."""
        take = _Taken(block, self._known)
        births = self._births(take)
        niks = cells.numbers(take.cells("nik"))
        kks = cells.numbers(take.cells("kk"))
        names = take.clean("name") if take.has("name") else take.clean("head")
        sexes = _sexes(take)
        out: dict[str, Iterable[Any]] = {
            "file": pa.repeat(file, take.size),
            "sheet": pa.repeat(sheet, take.size),
            "row": block.numbers,
            "nik": niks.digits,
            "nik_repair": niks.repairs(),
            "kk": _or(kks.digits, block.above_each(Above.kk_digits)),
            "name": names,
            "birth_place": _or(
                take.clean("birth_place"), [birth.place for birth in births] if take.has("birth") else None
            ),
            "sex": sexes,
            "address": _or(
                _or(take.clean("address"), block.above_each(Above.address_text)), _composed_address(take)
            ),
            "occupation": take.clean("occupation"),
            "phone": take.clean("phone"),
            "mother_name": take.clean("mother_name"),
            "income": take.clean("income"),
        }
        villages = _or(take.clean("village"), block.above_each(Above.village_text))
        villages = _or(villages, [sheet_village] * take.size if sheet_village else None)
        districts = _or(take.clean("district"), block.above_each(Above.district_text))
        out |= {"village": villages, "district": districts}
        out["village_code"] = self._village_codes(take, villages, districts)
        out |= checks.columns(niks, births, names, sexes, self._on)
        out["cells"] = _cells(block, left) if self._keep_cells else pa.repeat("", take.size)
        out |= {name: take.clean(name) for name in self._extra}
        arrays = [
            values if isinstance(values := out[field.name], pa.Array) else pa.array(values, field.type)
            for field in self.schema
        ]
        return pa.table(arrays, schema=self.schema)

    def _births(self, take: _Taken) -> list[Birth]:
        if take.has("birth_month") and take.has("birth_year"):
            parts = zip(*(take.clean(f"birth_{part}") for part in ("day", "month", "year")), strict=True)
            joined: list[Cell] = ["-".join(part) if any(part) else "" for part in parts]
            return take.work("birth", self._birth, joined)
        whole = take.work("birth", self._birth, take.cells("birth"))
        if not take.has("birth_date"):
            return whole
        dated = take.work("birth", self._birth, take.cells("birth_date"))
        if not take.has("birth"):
            return dated
        return [one if one.given else other for one, other in zip(dated, whole, strict=True)]

    def _village_codes(self, take: _Taken, villages: list[str], districts: list[str]) -> list[str]:
        given = take.work(
            "village_code", lambda cell: areas.village_code(cells.plain(cell)), take.cells("village_code")
        )
        if all(map(take.has, _CODED_AREA)):
            above = [take.clean(name) for name in _CODED_AREA]
            given = [_joined_code(*parts) for parts in zip(*above, given, strict=True)]
        if self._region is None:
            return given
        find, known = self._region.find_village, {}
        for village, district in set(zip(villages, districts, strict=True)):
            found = find(village, district) if village else None
            known[village, district] = found.code if found else ""
        named = zip(given, villages, districts, strict=True)
        return [code or known[village, district] for code, village, district in named]


class _Taken:
    """The cells of a block by field; a field without a column gives blanks."""

    def __init__(self, block: Block, known: dict[str, dict[Cell, Any]]) -> None:
        self._fields, self._known = block.heading.fields, known
        self.size = len(block.rows)
        width = max(map(len, block.rows))
        even = min(map(len, block.rows)) == width
        rows = block.rows if even else [[*row, *repeat("", width - len(row))] for row in block.rows]
        self._columns: list[tuple[Cell, ...]] = list(zip(*rows, strict=True))
        self._blank: tuple[Cell, ...] = ("",) * self.size

    def has(self, field: str) -> bool:
        return field in self._fields

    def cells(self, field: str) -> tuple[Cell, ...]:
        column = self._fields.get(field)
        if column is None or not 0 <= column < len(self._columns):
            return self._blank
        return self._columns[column]

    def work(self, kind: str, work: Callable[[Cell], Any], column: Sequence[Cell]) -> list[Any]:
        """Every value through ``work``, equal ones once. (True and 1 are equal to a dictionary; so are what they
        say in every column that we read.)"""
        known = self._known.setdefault(kind, {})
        if len(known) > _REMEMBERED:
            known.clear()
        distinct = set(column)
        if len(distinct) > 0.6 * len(column):  # names, phone numbers: nothing to gain from remembering
            return list(map(work, column))
        for cell in distinct - known.keys():
            known[cell] = work(cell)
        return list(map(known.__getitem__, column))

    def clean(self, field: str) -> list[str]:
        if field not in self._fields:
            return [""] * self.size
        work = _WORK.get(field, cells.plain)
        return self.work(work.__name__, work, self.cells(field))


def _or(first: list[str], second: Sequence[str] | None) -> list[str]:
    """The first where it has something, else the second."""
    if second is None:
        return first
    return [a or b for a, b in zip(first, second, strict=True)]


def _sexes(take: _Taken) -> list[str]:
    if take.has("sex") or not take.has("sex_male"):
        return take.clean("sex")
    men = map(cells.is_ticked, take.cells("sex_male"))
    women = map(cells.is_ticked, take.cells("sex_female"))
    return ["" if man == woman else "L" if man else "P" for man, woman in zip(men, women, strict=True)]


def _composed_address(take: _Taken) -> list[str] | None:
    """Hamlet, RT and RW as an address, for lists that have nothing else."""
    if take.has("address") or not any(map(take.has, ("hamlet", "rt", "rw", "rt_rw"))):
        return None
    parts = zip(*map(take.clean, ("hamlet", "rt", "rw", "rt_rw")), strict=True)
    signs = ("", "RT ", "RW ", "RT/RW ")
    return [" ".join(sign + part for sign, part in zip(signs, each, strict=True) if part) for each in parts]


def _joined_code(province: str, regency: str, district: str, village: str) -> str:
    """A village code out of four columns, where the village's part is Kemendagri's (four digits, 1xxx or 2xxx)."""
    parts = (province, regency, district, village)
    if not all(part.isdigit() for part in parts) or len(village) != 4 or village[0] not in "12":
        return village if "." in village else ""
    return f"{int(province):02}.{int(regency):02}.{int(district):02}.{village}"


def _cells(block: Block, left: int) -> list[str]:
    keys = cells.json_keys(block.heading.header.labels, max(map(len, block.rows)), left)
    return [cells.cells_json(row, keys) for row in block.rows]
