"""Which lines of a long list the lines of a short one can reach at all, so that of ten million lines only those few are
spelt, cut into words and keyed that some block of ``candidates`` might bring into a pair.

Each condition is as wide as its block or wider: nobody is lost, a test holds the two together. A condition is a number
made of numbers (day of birth, hashes of codes, ``marks`` of the name), looked up among those of the short list; the
long list goes by in batches, of which only what is reached is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from payung.identity import marks
from payung.identity.marks import SPREAD, Marks, Numbers

# So many lines go by at once that their numbers stay near the processor.
_BATCH = 1 << 16
# Birth dates whose parts are kept in a table. Whoever was born on any other day is kept without a look.
_FIRST, _LAST = (int(np.datetime64(day, "D").astype(int)) for day in ("1850-01-01", "2099-12-31"))
_NEVER = 10_000_000
# Where something is not known: another number on either side, so that it never meets.
_UNKNOWN = {"known": np.uint64(1), "wanted": np.uint64(2)}
_UNKNOWN_DAY = {"known": _FIRST - 1, "wanted": _FIRST - 2}

_LONG = """SELECT {columns}, hash(kk) AS of_kk, hash(village_code) AS of_village, hash(left(village_code, 8)) AS of_district,
        {day} AS of_day
    FROM {source} WHERE name IS NOT NULL"""
_SHORT = """SELECT rough, written, mother_rough, mother_written, hash(coalesce(kk, '-')) AS of_kk, born IS NULL AS undated,
        hash(coalesce(village_code, '-')) AS of_village, hash(coalesce(left(village_code, 8), '-')) AS of_district,
        {day} AS of_day, {exchanged} AS of_exchanged
    FROM {source}"""
_DAY = f"""CASE WHEN isfinite({{born}}) THEN {{born}} - DATE '1970-01-01'
    WHEN {{born}} IS NULL THEN {{unknown}} ELSE {_NEVER} END"""


class _Lines(NamedTuple):
    """What the conditions ask of lines, in numbers. ``parts``: year and month, month and day, year and day."""

    name: Marks
    mother: Marks | None
    day: Numbers
    parts: tuple[Numbers, ...]
    undated: Numbers
    lone: Numbers
    kk: Numbers
    village: Numbers
    district: Numbers
    unknown: np.uint64


def _conditions(line: _Lines) -> Iterator[tuple[str, Numbers]]:
    """The numbers by which lines are met, each with the name of its condition; equal numbers of one name meet."""
    name, day, start = line.name, line.day, line.name.first
    final = np.where(name.last > 0, name.last, name.second)
    tail = name.tail * SPREAD[1] + day
    begun = start * SPREAD[2]
    placed = line.village + begun
    yield "near", day + line.district
    yield "pair", np.where(name.second > 0, day + (start ^ name.second) * SPREAD[2], line.unknown)
    if name.last.any():
        yield "pair", np.where(name.last > 0, day + (start ^ name.last) * SPREAD[2], line.unknown)
    yield "end", tail + begun
    yield "end", np.where(final > 0, tail + final * SPREAD[2], line.unknown)
    yield "lone", day + begun + line.lone
    yield "named", name.written + line.district
    yield "placed", placed + line.undated
    for part in line.parts:
        yield "named", name.written + part
        yield "placed", placed + part
    if line.mother is None:
        yield "card", line.kk + line.undated
        for part in line.parts:
            yield "card", line.kk + part
        return
    yield "card", line.kk  # with one mother any birth date goes
    mother = np.where(line.mother.first > 0, line.mother.rough, line.unknown)
    yield "mother", mother + day
    yield "mother", mother + name.written
    for part in line.parts:
        yield "mother", mother + begun + part


def _parts(days: NDArray[np.int64]) -> tuple[Numbers, ...]:
    day = days.astype("M8[D]")
    months, years = day.astype("M8[M]"), day.astype("M8[Y]")
    month = (months - years.astype("M8[M]")).astype(np.int64)
    of_month = (day - months.astype("M8[D]")).astype(np.int64)
    year = years.astype(np.int64) + 10_000
    numbers = (year << 8 | month, month << 8 | of_month, year << 8 | of_month)
    return tuple(
        (number << 2 | at).astype(np.uint64) * SPREAD[3] for at, number in enumerate(numbers, start=1)
    )


class _Asked:
    """The numbers of one condition that the short list asks for: their places are marked in a row of bits, twice, so that
    one number in a thousand is kept by mistake."""

    def __init__(self, numbers: Numbers) -> None:
        bits = min(max(12, int(numbers.size * 32).bit_length()), 28)
        self.shifts = (np.uint64(64 - bits), np.uint64(max(64 - 2 * bits, 8)))
        self.last = np.uint64((1 << bits) - 1)
        self.marked = tuple(self._marked(numbers, shift) for shift in self.shifts)

    def _marked(self, numbers: Numbers, shift: np.uint64) -> NDArray[np.uint8]:
        marked = np.zeros(int(self.last) + 1, np.bool_)
        marked[self._places(numbers, shift).view(np.int64)] = True
        return np.packbits(marked, bitorder="little")

    def _places(self, numbers: Numbers, shift: np.uint64) -> Numbers:
        return numbers * SPREAD[0] >> shift & self.last

    def held(self, numbers: Numbers) -> NDArray[np.int64]:
        """The places of those numbers that are asked for."""
        likely = self._bits(0, numbers)
        return likely[self._bits(1, numbers[likely])]

    def _bits(self, row: int, numbers: Numbers) -> NDArray[np.int64]:
        places = self._places(numbers, self.shifts[row])
        eight = self.marked[row][(places >> _THREE).view(np.int64)]
        return np.flatnonzero(eight >> (places.astype(np.uint8) & _SEVEN) & _ONE)


_THREE, _SEVEN, _ONE = np.uint64(3), np.uint8(7), np.uint8(1)


def within(con: duckdb.DuckDBPyConnection, source: str, lines: str, *, mothers: bool) -> pa.Table:
    """Those lines of the SQL source ``source`` (fields of ``linkage.COLUMNS`` and ``mother_name``) that the table
    ``lines``, keyed by ``candidates``, can reach. ``mothers``: whether mothers are looked at."""
    asked = _asked(con, lines, mothers)
    columns = ["id", "name", "born", "sex", "kk", "village_code", "mother_name"]
    query = _LONG.format(
        columns=", ".join(columns),
        source=source,
        day=_DAY.format(born="born", unknown=_UNKNOWN_DAY["known"]),
    )
    parts = _parts(np.arange(_FIRST - 1, _LAST + 1))
    for part in parts:
        part[0] = _UNKNOWN["known"]  # of whoever has no birth date
    kept = []
    reader = con.sql(query).to_arrow_reader(_BATCH)
    for batch in reader:
        kept.append(batch.select(columns).filter(pa.array(_reached(batch, asked, parts, mothers))))
    return pa.Table.from_batches(kept, pa.schema([reader.schema.field(name) for name in columns]))


def _reached(
    batch: pa.RecordBatch, asked: dict[str, _Asked], parts: tuple[Numbers, ...], mothers: bool
) -> NDArray[np.bool_]:
    name = marks.of_written(batch["name"])
    day = batch["of_day"].to_numpy()
    reached: NDArray[np.bool_] = name.odd | (day > _LAST) | (day < _FIRST - 1)
    mother = None
    if mothers:
        mother = marks.of_written(batch["mother_name"].fill_null(""))
        reached |= mother.odd & batch["mother_name"].is_valid().to_numpy(zero_copy_only=False)
    at = np.clip(day, _FIRST - 1, _LAST) - (_FIRST - 1)
    line = _Lines(
        name,
        mother,
        day.view(np.uint64) * SPREAD[0],
        tuple(part[at] for part in parts),
        (day == _UNKNOWN_DAY["known"]).astype(np.uint64),
        name.lone,
        batch["of_kk"].to_numpy(),
        batch["of_village"].to_numpy(),
        batch["of_district"].to_numpy(),
        _UNKNOWN["known"],
    )
    for condition, numbers in _conditions(line):
        reached[asked[condition].held(numbers)] = True
    return reached


def _asked(con: duckdb.DuckDBPyConnection, lines: str, mothers: bool) -> dict[str, _Asked]:
    """What the lines of the short list ask for, by condition."""
    days = {
        of: _DAY.format(born=born, unknown=_UNKNOWN_DAY["wanted"])
        for of, born in (("day", "born"), ("exchanged", "exchanged"))
    }
    given = con.sql(_SHORT.format(source=lines, **days)).to_arrow_table().combine_chunks()
    name = marks.of_keyed(_array(given["written"]), _array(given["rough"]))
    mother = None
    if mothers:
        mother = marks.of_keyed(
            *(_array(given[of]).fill_null("") for of in ("mother_written", "mother_rough"))
        )
    own, undated = given["of_day"].to_numpy(), given["undated"].to_numpy()
    numbers: dict[str, list[Numbers]] = {}
    # Whoever is a single word meets others and their like, else only these do; so with birth dates that are missing.
    for days_of in (own, given["of_exchanged"].to_numpy()):
        known = days_of != _UNKNOWN_DAY["wanted"]
        parts = tuple(np.where(known, part, _UNKNOWN["wanted"]) for part in _parts(days_of))
        for flag in (0, 1):
            line = _Lines(
                name,
                mother,
                days_of.view(np.uint64) * SPREAD[0],
                parts,
                np.where(undated, flag, 1).astype(np.uint64),
                np.where(name.lone > 0, flag, 1).astype(np.uint64),
                given["of_kk"].to_numpy(),
                given["of_village"].to_numpy(),
                given["of_district"].to_numpy(),
                _UNKNOWN["wanted"],
            )
            for condition, asked in _conditions(line):
                numbers.setdefault(condition, []).append(asked)
    return {condition: _Asked(np.concatenate(each)) for condition, each in numbers.items()}


def _array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)
