"""A block of people's rows into columns of clean strings, column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise, repeat, starmap

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payung.identity import areas
from payung.intake import addresses, cells, checks, columns, dittos, telephones
from payung.intake.blocks import Above, Block, apart
from payung.intake.columns import Births, Book, either, texts
from payung.intake.schema import PEOPLE
from payung.intake.workbook import Cell

_WORK: dict[str, Callable[[Cell], str]] = {
    "income": cells.income,
    "village": cells.village,
    "occupation": cells.occupation,
    "sex": cells.sex,
    "trade": cells.trade,
    "work_status": cells.work_status,
    "position": cells.position,
    "death_date": cells.reference_date,
    "since": cells.reference_date,
    "from": cells.reference_date,
    "to": cells.reference_date,
}
_CODED_AREA = ("province_code", "regency_code", "district_code")


class Cleaner:
    """Turns blocks into tables with the columns of ``PEOPLE`` and those named ``extra``."""

    def __init__(
        self, on: date, region: areas.Region | None, extra: Sequence[str] = (), keep_cells: bool = True
    ) -> None:
        self._region, self._extra, self._keep_cells = region, tuple(extra), keep_cells
        self._books: dict[str, Book] = {}
        self._on = on
        self._birth: dict[str, Book] = {}
        self._checks = checks.Checks(on)
        self._villages: dict[tuple[str, str], str] = {}
        self.shared = 0  # of how many people so far the village was said by a row above
        self.years: list[int] = []  # rows so far whose birth is told by its year alone
        self.phones = 0  # of how many the telephone number stood within the name or the address
        self.schema = pa.schema([*PEOPLE, *(pa.field(name, pa.string()) for name in self._extra)])

    def table(self, file: str, sheet: str, left: int, block: Block, sheet_village: str) -> pa.Table:
        """``left`` is the sheet's first column from 0; ``sheet_village`` the village that its name tells."""
        if not block.heading.several:
            return self._table(file, sheet, left, block, sheet_village)
        parts = apart(block)
        tables = [self._table(file, sheet, left, part, sheet_village) for part, _ in parts]
        places = np.concatenate([np.array(places) for _, places in parts])
        return pa.concat_tables(tables).take(pa.array(np.argsort(places, kind="stable")))

    def _table(self, file: str, sheet: str, left: int, block: Block, sheet_village: str) -> pa.Table:
        take = _Taken(block, self._books)
        births = self._births(take)
        self.years += (block.numbers[at] for at in births.of_a_year_alone())
        niks, phones, count = telephones.beside_niks(
            columns.numbers(take.cells("nik")), take.cells("nik"), columns.phones(take.cells("phone"))
        )
        self.phones += count
        kks = columns.numbers(take.cells("kk"))
        names = _uncounted(_names(take))
        sexes = _sexes(take)
        out: dict[str, pa.Array] = {
            "file": pa.repeat(file, take.size),
            "sheet": pa.repeat(sheet, take.size),
            "row": pa.array(block.numbers, pa.int32()),
            "nik": niks.digits,
            "nik_repair": niks.repairs(),
            "nik_written": niks.written(),
            "kk": either(kks.digits, take.above(Above.kk_digits)),
            "name": names,
            "birth_place": either(take.clean("birth_place"), births.place if take.has("birth") else None),
            "sex": sexes,
            "address": _addresses(take),
            "occupation": _occupations(take),
            "phone": phones,
            "mother_name": take.clean("mother_name"),
            "income": take.clean("income"),
        }
        for name in ("name", "address"):
            out[name], out["phone"], count = telephones.moved(out[name], out["phone"])
            self.phones += count
        villages = either(take.clean("village"), take.above(Above.village_text))
        villages = either(villages, pa.repeat(sheet_village, take.size) if sheet_village else None)
        districts = either(take.clean("district"), take.above(Above.district_text))
        out |= {"village": villages, "district": districts}
        out["village_code"] = self._village_codes(take, villages, districts)
        out |= self._checks.columns(niks, births, out["name"], sexes)
        self.shared += take.shared
        out["cells"] = texts(_cells(block, left)) if self._keep_cells else pa.repeat("", take.size)
        out |= {name: take.clean(name) for name in self._extra}
        return pa.table([out[field.name] for field in self.schema], schema=self.schema)

    def _births(self, take: _Taken) -> Births:
        order = take.order
        if order not in self._birth:
            self._birth[order] = Book(cells.births(self._on, order))
        book = self._birth[order]
        if take.has("birth_month") and take.has("birth_year"):
            parts = zip(
                *(take.clean(f"birth_{part}").to_pylist() for part in ("day", "month", "year")), strict=True
            )
            return Births(book, ["-".join(part) if any(part) else "" for part in parts])
        whole = Births(book, take.cells("birth"))
        if not take.has("birth_date") and not take.has("birth") and take.has("birth_year"):
            return Births(book, take.cells("birth_year"))
        if not take.has("birth_date"):
            return whole
        dated = Births(book, take.cells("birth_date"))
        return dated.or_else(whole) if take.has("birth") else dated

    def _village_codes(self, take: _Taken, villages: pa.Array, districts: pa.Array) -> pa.Array:
        given = take.work("village_code", _village_code, take.cells("village_code"))
        if all(map(take.has, _CODED_AREA)):
            above = [take.clean(name).to_pylist() for name in _CODED_AREA]
            given = texts(_joined_code(*parts) for parts in zip(*above, given.to_pylist(), strict=True))
        if self._region is None:
            return given
        named, in_district = villages.dictionary_encode(), districts.dictionary_encode()
        pairs = (
            named.indices.to_numpy().astype(np.int64) * len(in_district.dictionary)
            + in_district.indices.to_numpy()
        )
        distinct, codes = np.unique(pairs, return_inverse=True)
        names, others = named.dictionary.to_pylist(), in_district.dictionary.to_pylist()
        found = texts(
            self._find(names[at // len(others)], others[at % len(others)]) for at in distinct.tolist()
        )
        return either(given, found.take(pa.array(codes)))

    def _find(self, village: str, district: str) -> str:
        """The code of the village so named, empty where it is not known."""
        if (village, district) not in self._villages:
            found = self._region.find_village(village, district) if self._region and village else None
            self._villages[village, district] = found.code if found else ""
        return self._villages[village, district]


class _Taken:
    """The cells of a block by field; a field without a column gives blanks."""

    def __init__(self, block: Block, books: dict[str, Book]) -> None:
        self._block, self._fields, self._books = block, block.heading.fields, books
        self.size = len(block.rows)
        width = max(map(len, block.rows))
        even = min(map(len, block.rows)) == width
        rows = block.rows if even else [[*row, *repeat("", width - len(row))] for row in block.rows]
        self._columns: list[tuple[Cell, ...]] = list(zip(*rows, strict=True))
        self._blank: tuple[Cell, ...] = ("",) * self.size
        self.order = block.heading.order
        self.shared = 0  # of how many people the village was said by a row above
        self.fields, self.labels = self._fields, block.heading.header.labels
        self._split: dict[str, tuple[Cell, ...]] = {}
        if (both := self._fields.get("nik_name")) is not None and both < len(self._columns):
            halves = [cells.number_and_name(cell) for cell in self._columns[both]]
            self._split = {
                "nik": tuple(half for half, _ in halves),
                "name": tuple(half for _, half in halves),
            }

    def has(self, field: str) -> bool:
        return field in self._fields or field in self._split

    def cells(self, field: str) -> tuple[Cell, ...]:
        column = self._fields.get(field)
        if column is None and field in self._split:
            return self._split[field]
        if column is None or not 0 <= column < len(self._columns):
            return self._blank
        held = self._columns[column]
        if field in _GROUPED and (whole := _grouped(held)) is not None:
            self.shared = max(self.shared, held.count(""))
            return whole
        return dittos.filled(held) if field in dittos.FIELDS else held

    def above(self, said: Callable[[Above], str]) -> pa.Array | None:
        """What the lines above say of each, or None where they say nothing of it."""
        each = self._block.above_each(said)
        return None if each is None else texts(each)

    def work(self, kind: str, work: Callable[[Cell], str], column: Sequence[Cell]) -> pa.Array:
        """Every value through ``work``, equal ones once."""
        if kind not in self._books:
            self._books[kind] = Book(work)
        return self._books[kind].said(column)

    def joined(self, each: Sequence[tuple[str, ...]]) -> pa.Array:
        """Addresses of their parts, equal ones once."""
        if "joined" not in self._books:
            self._books["joined"] = Book(lambda parts: addresses.one(*parts))
        return self._books["joined"].said(each)

    def clean(self, field: str) -> pa.Array:
        if not self.has(field):
            return pa.repeat("", self.size)
        column, work = self.cells(field), _WORK.get(field, cells.plain)
        if work is cells.plain and columns.is_varied(column):
            return columns.plain(column)
        return self.work(work.__name__, work, column)


_GROUPED = ("village", "district", "hamlet")


def _grouped(column: tuple[Cell, ...]) -> tuple[Cell, ...] | None:
    """The cells with what is said once, in the first row of each group; None where it is not said so: more rows are then
    without than with it, and it never comes twice running."""
    said = [cell for cell in column if cell != ""]
    once = len(said) > 1 and all(first != second for first, second in pairwise(said))
    if not once or column[0] == "" or len(column) < 2 * len(said):
        return None
    above: Cell = ""
    return tuple(above := cell if cell != "" else above for cell in column)


def _village_code(cell: Cell) -> str:
    return areas.village_code(cells.plain(cell))


def _occupations(take: _Taken) -> pa.Array:
    """The occupation; in a register without one, the trade, or what stands under "status pekerjaan" or "jabatan"."""
    said = take.clean("occupation")
    for other in ("trade", "work_status", "position"):
        said = either(said, take.clean(other)) if take.has(other) else said
    return said


_DOTS = r"^[\s._?*/\\…-]+$"  # to write a name on


def _names(take: _Taken) -> pa.Array:
    """The name, put together where it has columns for its parts; the family's head where nobody else is named."""
    if not take.has("name"):
        return take.clean("head")
    whole = pc.replace_substring_regex(take.clean("name"), _DOTS, "")
    for part in ("name_middle", "name_last"):
        if take.has(part):
            whole = pc.utf8_trim_whitespace(pc.binary_join_element_wise(whole, take.clean(part), " "))
    return whole


_PLAINLY_COUNTED = r"^\d{1,4}[.)] +(\pL{2})"
_COUNTED = r"^\d{1,4}\s*[.)]\s*"


def _uncounted(names: pa.Array) -> pa.Array:
    """The names without the running number before them: "1. SITI"; and however it stands, where most begin with one."""
    sample = names.slice(0, 200)
    if pc.mean(pc.match_substring_regex(sample, _COUNTED + r"\pL")).as_py() <= 0.5:
        return pc.replace_substring_regex(names, _PLAINLY_COUNTED, r"\1")
    return pc.replace_substring_regex(names, _COUNTED, "")


def _sexes(take: _Taken) -> pa.Array:
    if take.has("sex") or not take.has("sex_male"):
        return take.clean("sex")
    men = map(cells.is_ticked, take.cells("sex_male"))
    women = map(cells.is_ticked, take.cells("sex_female"))
    return texts("" if man == woman else "L" if man else "P" for man, woman in zip(men, women, strict=True))


def _addresses(take: _Taken) -> pa.Array:
    """The street with RT, RW and hamlet of columns of their own; the address that the lines above say where there is no
    street, and hamlet, RT and RW where there is neither."""
    street = take.clean("address")
    above, between = take.above(Above.address_text), take.above(Above.hamlet_text)
    if not any(map(take.has, addresses.PARTS[1:])):
        return either(either(street, above), between)
    kind = addresses.kind_of_hamlet(take.labels, take.fields)
    parts = {name: take.clean(name) for name in addresses.PARTS}
    if between is not None:
        parts["hamlet"] = pc.if_else(pc.equal(street, ""), either(parts["hamlet"], between), parts["hamlet"])
    each = list(zip(*(column.to_pylist() for column in parts.values()), repeat(kind)))
    given = texts(starmap(addresses.one, each)) if columns.is_varied(each) else take.joined(each)
    return given if above is None else pc.if_else(pc.equal(street, ""), either(above, given), given)


def _joined_code(province: str, regency: str, district: str, village: str) -> str:
    """A village code out of four columns, where the village's part is Kemendagri's (four digits, 1xxx or 2xxx)."""
    parts = (province, regency, district, village)
    if not all(part.isdigit() for part in parts) or len(village) != 4 or village[0] not in "12":
        return village if "." in village else ""
    return f"{int(province):02}.{int(regency):02}.{int(district):02}.{village}"


def _cells(block: Block, left: int) -> list[str]:
    keys = cells.json_keys(block.heading.header.labels, max(map(len, block.rows)), left)
    return [cells.cells_json(row, keys) for row in block.rows]
