"""A block of people's rows, as cells, into columns of clean strings. Each distinct value is worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from json.encoder import encode_basestring

import pyarrow as pa

from payung.identity import areas, codes, dates, nik
from payung.intake import checks
from payung.intake.layout import Block
from payung.intake.schema import PEOPLE
from payung.intake.source import column_letters
from payung.intake.workbook import Cell, Row, text_of

_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "null",
        "none",
        "nan",
        "n/a",
        "#n/a",
        "na",
        "#ref!",
        "#value!",
        "#name?",
        "?",
        ".",
        "tidak ada",
        "x",
    }
)
_FORMULA = re.compile(r"=(?![\"'\s]*\d)")
_NOT_DIGITS = re.compile(r"[^\d+]")
_DECIMALS = re.compile(r"[.,]\d{1,2}$")
_TICKS = frozenset({"v", "√", "✓", "✔", "x", "1", "ya", "y", "*", "l", "p", "true", "1.0", "ü"})


def _plain(cell: Cell) -> str:
    text = " ".join(text_of(cell).replace("\u00a0", " ").replace("\u200b", "").split()).strip("'`")
    return "" if text.lower() in _NOTHING or _FORMULA.match(text) else text.strip()


def _phone(cell: Cell) -> str:
    text = _plain(cell)
    digits = _NOT_DIGITS.sub("", text.split("/")[0].split(",")[0].split(";")[0])
    return digits if len(digits) >= 6 else ""


def _income(cell: Cell) -> str:
    """Whole rupiah; empty where the cell has no one amount ("1-2 juta")."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(round(cell)) if cell > 0 else ""
    text = _plain(cell).lower().removeprefix("idr").removeprefix("rp").strip(" .:,-")
    text = (
        _DECIMALS.sub("", text)
        if text.count(".") + text.count(",") > 1 or re.search(r"[.,]00$", text)
        else text
    )
    bare = re.sub(r"[\s.,]|/\s*bulan$|perbulan$", "", text)
    return bare if bare.isdigit() and int(bare) > 0 else ""


def _village(cell: Cell) -> str:
    text = _plain(cell)
    return "" if text.isdigit() else text


_AS = {"phone": _phone, "income": _income, "village": _village}


class Cache:
    """Clean values by original one, kept for the whole reading. Bounded: a column of nothing but distinct
    values must not be held in memory twice."""

    _LIMIT = 50_000

    def __init__(self, work: Callable[[Cell], str]) -> None:
        self._work = work
        self._known: dict[Cell, str] = {}

    def column(self, cells: Sequence[Cell]) -> list[str]:
        known, work = self._known, self._work
        if len(known) > self._LIMIT:
            known.clear()
        result = []
        for cell in cells:
            value = known.get(cell) if cell is not True else None
            if value is None:
                value = known[cell] = work(cell)
            result.append(value)
        return result


class Cleaner:
    """Turns blocks into tables with the columns of ``PEOPLE`` (and those of ``extra``)."""

    def __init__(
        self, on: date, region: areas.Region | None, extra: Sequence[str] = (), keep_cells: bool = True
    ) -> None:
        self._on, self._region, self._extra, self._keep_cells = on, region, tuple(extra), keep_cells
        self._caches: dict[str, Cache] = {}
        self._codes: dict[tuple[str, str], str] = {}
        fields = [pa.field(name, pa.string()) for name in self._extra]
        self.schema = pa.schema([*PEOPLE, *fields])

    def table(self, file: str, sheet: str, block: Block, sheet_village: str) -> pa.Table:
        take = _Columns(block, self._cached)
        size = len(block.rows)
        above = list(zip(*block.above, strict=True)) if block.above else [(), (), (), ()]
        births = _births(take)
        numbers = [nik.read_number(_number_cell(cell)) for cell in take.cells("nik")]
        out: dict[str, list[str] | list[int]] = {
            "file": [file] * size,
            "sheet": [sheet] * size,
            "row": block.numbers,
            "nik": [number.digits for number in numbers],
            "kk": _or(
                [nik.read_number(_number_cell(cell)).digits for cell in take.cells("kk")],
                map(_digits, above[0]),
            ),
            "name": take.clean("name") if take.has("name") else take.clean("head"),
            "birth_place": _or(
                take.clean("birth_place"), (written.place for written in births) if take.has("birth") else ()
            ),
            "sex": _sex(take),
            "address": _or(_or(take.clean("address"), above[1]), _composed_address(take)),
            "village": _or(_or(take.clean("village"), above[2]), [sheet_village] * size),
            "district": _or(take.clean("district"), above[3]),
            "occupation": take.work("occupation", lambda cell: codes.occupation(_plain(cell))),
            "phone": take.clean("phone"),
            "mother_name": take.clean("mother_name"),
            "income": take.clean("income"),
            "nik_repair": [number.repair for number in numbers],
        }
        out |= checks.columns(numbers, births, out["name"], out["sex"], self._on)  # type: ignore[arg-type]
        out["village_code"] = self._village_codes(take, out["village"], out["district"])  # type: ignore[arg-type]
        out["cells"] = _cells_json(block) if self._keep_cells else [""] * size
        for name in self._extra:
            out[name] = self._reference(take, name)
        return pa.table([pa.array(out[field.name], field.type) for field in self.schema], schema=self.schema)

    def _cached(self, kind: str, work: Callable[[Cell], str]) -> Cache:
        return self._caches.setdefault(kind, Cache(work))

    def _reference(self, take: _Columns, name: str) -> list[str]:
        if name in ("death_date", "since", "from", "to"):
            return take.work(name, self._any_date)
        return take.clean(name)

    def _any_date(self, cell: Cell) -> str:
        """An ISO date, or the text as it is ("2026-04" is a month)."""
        text = _plain(cell)
        if isinstance(cell, bool | time | timedelta):
            return text
        written = dates.parse_text(text) if isinstance(cell, str) else dates.parse(cell)
        if not written.possible:
            return text
        try:
            return date(
                written.year + 2000 if written.year < 100 else written.year, written.month, written.day
            ).isoformat()
        except ValueError:
            return text

    def _village_codes(self, take: _Columns, villages: list[str], districts: list[str]) -> list[str]:
        given = take.work("village_code", lambda cell: areas.village_code(_plain(cell)))
        if {"province_code", "regency_code", "district_code"} <= take.fields.keys():
            parts = zip(
                *(take.clean(name) for name in ("province_code", "regency_code", "district_code")),
                given,
                strict=True,
            )
            given = [_joined_code(*each) for each in parts]
        if self._region is None:
            return given
        known, find = self._codes, self._region.find_village
        codes_found = []
        for code, village, district in zip(given, villages, districts, strict=True):
            if code or not village:
                codes_found.append(code)
                continue
            if (village, district) not in known:
                found = find(village, district)
                known[village, district] = found.code if found else ""
            codes_found.append(known[village, district])
        return codes_found


class _Columns:
    """The cells of a block by field; a field without a column gives blanks."""

    def __init__(self, block: Block, cached: Callable[[str, Callable[[Cell], str]], Cache]) -> None:
        self.fields, self._rows, self._cached = block.heading.fields, block.rows, cached
        self._blank: list[Cell] = [""] * len(block.rows)

    def has(self, field: str) -> bool:
        return field in self.fields

    def cells(self, field: str) -> list[Cell]:
        column = self.fields.get(field)
        if column is None:
            return self._blank
        return [row[column] if column < len(row) else "" for row in self._rows]

    def clean(self, field: str) -> list[str]:
        return self.work(field, _AS.get(field, _plain))

    def work(self, field: str, work: Callable[[Cell], str]) -> list[str]:
        if field not in self.fields:
            return [""] * len(self._rows)
        return self._cached(field, work).column(self.cells(field))


def _number_cell(cell: Cell) -> str | float | int:
    if isinstance(cell, str):
        return cell
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else text_of(cell)


def _digits(text: str) -> str:
    return nik.read_number(text).digits if text else ""


def _or(first: Sequence[str], second: object) -> list[str]:
    """The first where it has something, else the second."""
    other = list(second)  # type: ignore[call-overload]
    return [a or b for a, b in zip(first, other, strict=True)] if other else list(first)


def _births(take: _Columns) -> list[dates.Written]:
    if take.has("birth_month") and take.has("birth_year"):
        parts = zip(take.clean("birth_day"), take.clean("birth_month"), take.clean("birth_year"), strict=True)
        return [dates.parse_text("-".join(each)) if any(each) else dates.NOTHING for each in parts]
    field = "birth_date" if take.has("birth_date") else "birth"
    found = [_birth(cell) for cell in take.cells(field)]
    if field == "birth_date" and take.has("birth"):
        both = zip(found, take.cells("birth"), strict=True)
        return [written if written.given else _birth(cell) for written, cell in both]
    return found


def _birth(cell: Cell) -> dates.Written:
    if isinstance(cell, str):
        return dates.parse_text(cell) if not _FORMULA.match(cell) else dates.IMPOSSIBLE
    return (
        dates.parse(cell)
        if isinstance(cell, date | int | float) and not isinstance(cell, bool)
        else dates.NOTHING
    )


def _sex(take: _Columns) -> list[str]:
    if take.has("sex"):
        return take.work("sex", lambda cell: codes.sex(text_of(cell)))
    if not take.has("sex_male"):
        return take.clean("sex")
    ticked = zip(take.cells("sex_male"), take.cells("sex_female"), strict=True)
    return [
        "L" if _tick(man) > _tick(woman) else "P" if _tick(woman) > _tick(man) else ""
        for man, woman in ticked
    ]


def _tick(cell: Cell) -> bool:
    return text_of(cell).strip().lower() in _TICKS


def _composed_address(take: _Columns) -> list[str]:
    """Hamlet, RT and RW as an address, for lists that have nothing else."""
    if take.has("address") or not any(map(take.has, ("hamlet", "rt", "rw", "rt_rw"))):
        return []
    parts = zip(take.clean("hamlet"), take.clean("rt"), take.clean("rw"), take.clean("rt_rw"), strict=True)
    return [
        " ".join(
            part
            for part in (
                hamlet,
                f"RT {rt}" if rt else "",
                f"RW {rw}" if rw else "",
                f"RT/RW {both}" if both else "",
            )
            if part
        )
        for hamlet, rt, rw, both in parts
    ]


def _joined_code(province: str, regency: str, district: str, village: str) -> str:
    parts = (province, regency, district, village)
    if not all(part.isdigit() for part in parts) or len(village) != 4 or village[0] not in "12":
        return village if "." in village else ""
    return f"{int(province):02}.{int(regency):02}.{int(district):02}.{village}"


def unique_labels(labels: Sequence[str], width: int) -> list[str]:
    """A name for every column: its heading, told apart by number where it stands twice, or its letter."""
    seen: dict[str, int] = {}
    names = []
    for at in range(max(width, len(labels))):
        label = (labels[at] if at < len(labels) else "") or column_letters(at)
        seen[label] = seen.get(label, 0) + 1
        names.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return names


def cells_json(row: Row, keys: Sequence[str]) -> str:
    """The row's cells that hold something, as a JSON object, heading -> text."""
    parts = [
        f"{key}{encode_basestring(cell if type(cell) is str else text_of(cell))}"
        for key, cell in zip(keys, row, strict=False)
        if cell != ""
    ]
    return "{" + ", ".join(parts) + "}"


def json_keys(labels: Sequence[str], width: int) -> list[str]:
    return [f"{encode_basestring(label)}: " for label in unique_labels(labels, width)]


def _cells_json(block: Block) -> list[str]:
    width = max(map(len, block.rows), default=0)
    keys = json_keys(block.heading.header.labels, width)
    return [cells_json(row, keys) for row in block.rows]
