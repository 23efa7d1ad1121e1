"""Which lines of a long list the lines of a short one can reach at all, so that of ten million lines only those few are
spelt, cut into words and keyed that some block of ``candidates`` might bring into a pair.

Each condition is as wide as its block or wider: nobody is lost, a test holds the two together. A condition is a number
made of numbers (day of birth, hashes of codes, ``marks`` of the name), looked up among those of the short list; the
long list goes by in batches, of which only what is reached is kept. Whoever shares a family card is found by a plain join
(``candidates``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from payung.identity import marks
from payung.identity.marks import SPREAD, Glance, Marks, Numbers

# So many lines go by at once that their numbers stay near the processor.
_BATCH = 1 << 16
# After an array of so many bytes was freed, glibc keeps what is freed up to twice as much: the arrays of a batch come to lie
# where those of the last one lay, instead of being cleared page by page (a third of a million pages in ten million lines).
_KEPT_BACK = 24 << 20
# Birth dates whose parts are kept in a table. Whoever was born on any other day is kept without a look.
_FIRST, _LAST = (int(np.datetime64(day, "D").astype(int)) for day in ("1850-01-01", "2099-12-31"))

#: What conditions are named by, each a bit of ``reached_by``.
KINDS = (
    *("near", "pair", "end", "lone", "named", "placed", "placed undated"),
    *("card", "mother"),
)
EVERY = (1 << len(KINDS)) - 1

Places = NDArray[np.int64]
# Where something is not known: another number on either side, so that it never meets.
_UNKNOWN = {"known": np.uint64(1), "wanted": np.uint64(2)}
_UNKNOWN_DAY = {"known": _FIRST - 1, "wanted": _FIRST - 2}

# What is shown of each line is little; whoever is reached is read afterwards (texts are the dear part of a long list).
_LONG = """SELECT id, name, {mother} AS mother_name, hash(village_code) AS of_village,
        hash(substr(village_code, 1, 8)) AS of_district, born
    FROM {source} WHERE name IS NOT NULL"""
_SHORT = """SELECT rough, written, mother_rough, mother_written, born IS NULL AS undated,
        hash(coalesce(village_code, '-')) AS of_village, hash(coalesce(substr(village_code, 1, 8), '-')) AS of_district,
        born, exchanged
    FROM {source}"""


def bits(*kinds: str) -> int:
    """The bits of these conditions in ``reached_by``."""
    return sum(1 << KINDS.index(kind) for kind in kinds)


class _Lines(NamedTuple):
    """What the conditions ask of lines, in numbers. ``parts``: year and month, month and day, year and day."""

    name: Marks | Glance
    mother: Marks | None
    day: Numbers
    parts: tuple[Numbers, ...]
    undated: Numbers
    village: Numbers
    district: Numbers

    def of(self, places: Places, name: Marks) -> _Lines:
        """Some of the lines, their names read whole."""
        mother = self.mother and Marks._make(mark[places] for mark in self.mother)
        parts = tuple(part[places] for part in self.parts)
        more = (number[places] for number in (self.undated, self.village, self.district))
        return _Lines(name, mother, self.day[places], parts, *more)


class _Condition(NamedTuple):
    """A number of each line, or only of the lines ``of``, that the other list must ask for. Where ``more`` has any, the sum
    with one of those must be asked for as well: so most lines are told apart by a single look."""

    name: str
    numbers: Numbers
    of: Places | None = None
    more: tuple[Numbers, ...] = ()

    @property
    def kind(self) -> str:
        return self.name.partition(" in ")[0]

    def sums(self, held: Places | None = None) -> Iterator[Numbers]:
        """The number of each line (or of those ``held`` alone) with each of ``more``."""
        numbers = self.numbers if held is None else self.numbers[held]
        lines = self.of if held is None else self.lines(held)
        return (numbers + (each if lines is None else each[lines]) for each in self.more)

    def lines(self, held: Places) -> Places:
        return held if self.of is None else self.of[held]


def _plain(line: _Lines, *, asking: bool) -> Iterator[_Condition]:
    """The numbers by which lines are met; equal numbers of one name meet. ``asking``: the lines are of the short list.
    Here those which ask for no more of a name than is seen at a glance."""
    name, day = line.name, line.day
    begun = name.first * SPREAD[2]
    placed = line.village + begun
    yield _Condition("near", day + line.district)
    yield _Condition("named", name.written, None, (line.district, *line.parts))
    yield from _either("placed undated", placed, line.undated, asking)
    yield _Condition("placed", placed, None, line.parts)
    if line.mother is None:
        return
    borne = np.flatnonzero(line.mother.first)
    more = (day, name.written, *(begun + part for part in line.parts))
    yield _Condition("mother", line.mother.rough[borne], borne, more)


def _by_words(name: Marks, day: Numbers, *, asking: bool) -> Iterator[_Condition]:
    """Those of people born on one day which ask how the words of their names begin."""
    start, begun = name.first, name.first * SPREAD[2]
    tail = name.tail * SPREAD[1] + day
    two, three = np.flatnonzero(name.second), np.flatnonzero(name.last)
    final = np.where(name.last > 0, name.last, name.second) * SPREAD[2]
    yield _Condition("pair", (day + (start ^ name.second) * SPREAD[2])[two], two)
    yield _Condition("pair", (day + (start ^ name.last) * SPREAD[2])[three], three)
    yield _Condition("end", tail + begun)
    yield _Condition("end", (tail + final)[two], two)
    yield from _either("lone", day + begun, name.lone, asking)


# Whoever meets another by words begins as one of the other's words does, or ends as the other: so most are told apart
# before more of their names is read.
_WORD, _TAIL = "a word", "a tail"


def _glances(name: Marks, day: Numbers) -> Iterator[tuple[str, Numbers]]:
    """What the lines of the short list ask of a first word and of an end, together with the birth date."""
    yield _TAIL, name.tail * SPREAD[1] + day
    for word in (name.first, name.second, name.last):
        borne = np.flatnonzero(word)
        yield _WORD, word[borne] * SPREAD[2] + day[borne]


def _either(name: str, numbers: Numbers, some: Numbers, asking: bool) -> Iterator[_Condition]:
    """Numbers by which lines meet where ``some`` is so of one of them: those lines of either list meet any of the other."""
    of = np.flatnonzero(some)
    these, all_of = _Condition(name, numbers[of], of), _Condition(name, numbers)
    for whose in ("long", "short"):
        each = these if (whose == "short") == asking else all_of
        yield each._replace(name=f"{name} in the {whose} list")


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
    """The numbers that the short list asks for under one name: their places are marked in a row of bits, few enough to stay
    near the processor, and in a second row, so that one number in some hundreds is held by mistake."""

    def __init__(self, numbers: Numbers) -> None:
        bits = min(max(12, int(numbers.size * 16).bit_length()), 28)
        self.shifts = (np.uint64(64 - bits), np.uint64(max(64 - 2 * bits, 8)))
        self.last = np.uint64((1 << bits) - 1)
        self.marked = tuple(self._marked(numbers, shift) for shift in self.shifts)

    def _marked(self, numbers: Numbers, shift: np.uint64) -> NDArray[np.uint8]:
        marked = np.zeros(int(self.last) + 1, np.bool_)
        marked[self._places(numbers, shift).view(np.int64)] = True
        return np.packbits(marked, bitorder="little")

    def _places(self, numbers: Numbers, shift: np.uint64) -> Numbers:
        return numbers * SPREAD[0] >> shift & self.last

    def held(self, numbers: Numbers) -> Places:
        """The places of those numbers that are asked for."""
        likely = self._bits(0, numbers)
        return likely[self._bits(1, numbers[likely])]

    def _bits(self, row: int, numbers: Numbers) -> Places:
        places = self._places(numbers, self.shifts[row])
        eight = self.marked[row][(places >> _THREE).view(np.int64)]
        asked = eight >> (places.astype(np.uint8) & _SEVEN) & _ONE
        return np.flatnonzero(asked.view(np.bool_))  # ten times as fast as of numbers


_THREE, _SEVEN, _ONE = np.uint64(3), np.uint8(7), np.uint8(1)
# Beside the name of a condition: what it asks for in sums.
_SUM = "with more"


def within(con: duckdb.DuckDBPyConnection, source: str, lines: str, *, mothers: bool) -> pa.Table:
    """Those lines of the SQL source ``source`` (fields of ``linkage.COLUMNS`` and ``mother_name``) that the table
    ``lines``, keyed by ``candidates``, can reach: their ``id``, and ``reached_by``, the bits (``bits``) of the conditions
    that they meet. ``mothers``: whether mothers are looked at."""
    asked = _asked(con, lines, mothers)
    query = _LONG.format(source=source, mother="mother_name" if mothers else "NULL")
    parts = _parts(np.arange(_FIRST - 1, _LAST + 1))
    for part in parts:
        part[0] = _UNKNOWN["known"]  # of whoever has no birth date
    np.empty(_KEPT_BACK, np.uint8)
    threads: int = con.execute("SELECT current_setting('threads')").fetchall()[0][0]
    reader = con.sql(query).to_arrow_reader(_BATCH)
    sifting = max(1, threads - 1)  # the reading keeps one busy
    kept = list(_side_by_side(sifting, partial(_sifted, asked, parts, mothers), reader))
    schema = pa.schema([reader.schema.field("id"), ("reached_by", pa.int32())])
    return pa.Table.from_batches(kept, schema)


def _side_by_side(
    threads: int,
    sift: Callable[[pa.RecordBatch], pa.RecordBatch],
    batches: Iterable[pa.RecordBatch],
) -> Iterator[pa.RecordBatch]:
    """What is left of each batch, in their order; never more batches at hand than the threads need."""
    with ThreadPoolExecutor(threads) as pool:
        begun: deque[Future[pa.RecordBatch]] = deque()
        for batch in batches:
            begun.append(pool.submit(sift, batch))
            if len(begun) > 2 * threads:
                yield begun.popleft().result()
        for each in begun:
            yield each.result()


def _sifted(
    asked: dict[str, _Asked], parts: tuple[Numbers, ...], mothers: bool, batch: pa.RecordBatch
) -> pa.RecordBatch:
    by = _reached(batch, asked, parts, mothers)
    held = np.flatnonzero(by)
    return batch.select(["id"]).take(pa.array(held)).append_column("reached_by", pa.array(by[held]))


def _reached(
    batch: pa.RecordBatch, asked: dict[str, _Asked], parts: tuple[Numbers, ...], mothers: bool
) -> NDArray[np.int32]:
    """The bits of the conditions that each line meets, 0 where it meets none; all where nothing is known of it."""
    name = marks.at_a_glance(batch["name"])
    day = _days(batch["born"], _UNKNOWN_DAY["known"])
    unknown = name.odd | (day > _LAST) | (day < _FIRST - 1)
    mother = None
    if mothers:
        mother = marks.of_written(batch["mother_name"].fill_null(""))
        unknown |= mother.odd & batch["mother_name"].is_valid().to_numpy(zero_copy_only=False)
    reached: NDArray[np.int32] = np.where(unknown, np.int32(EVERY), np.int32(0))
    at = np.clip(day, _FIRST - 1, _LAST) - (_FIRST - 1)
    lines = _Lines(
        name,
        mother,
        day.view(np.uint64) * SPREAD[0],
        tuple(part[at] for part in parts),
        (day == _UNKNOWN_DAY["known"]).astype(np.uint64),
        *(batch[of].to_numpy() for of in ("of_village", "of_district")),
    )
    _meet_conditions(asked, _plain(lines, asking=False), reached)
    closer = _worth_a_look(asked, name, lines.day)
    whole = marks.of_written(batch["name"].take(pa.array(closer)))
    some = lines.of(closer, whole)
    found = reached[closer]
    _meet_conditions(asked, _plain(some, asking=False), found)
    _meet_conditions(asked, _by_words(whole, some.day, asking=False), found)
    reached[closer] = found
    return reached


def _meet_conditions(
    asked: dict[str, _Asked], conditions: Iterable[_Condition], reached: NDArray[np.int32]
) -> None:
    """Set the bits of those conditions that a line meets."""
    for condition in conditions:
        if condition.name not in asked:
            continue
        held = [asked[condition.name].held(condition.numbers)]
        if condition.more:
            sums = asked[condition.name + _SUM]
            held = [held[0][sums.held(each)] for each in condition.sums(held[0])]
        for some in held:
            reached[condition.lines(some)] |= bits(condition.kind)


def _worth_a_look(asked: dict[str, _Asked], name: Glance, day: Numbers) -> Places:
    """The lines whose names are to be read whole: they may meet somebody by words, or a glance does not tell."""
    look = name.unclear.copy()
    for what, numbers in ((_WORD, name.first * SPREAD[2]), (_TAIL, name.tail * SPREAD[1])):
        if what in asked:
            look[asked[what].held(numbers + day)] = True
    return np.flatnonzero(look)


def _asked(con: duckdb.DuckDBPyConnection, lines: str, mothers: bool) -> dict[str, _Asked]:
    """What the lines of the short list ask for, by condition."""
    given = con.sql(_SHORT.format(source=lines)).to_arrow_table().combine_chunks()
    name = marks.of_keyed(_array(given["written"]), _array(given["rough"]))
    mother = None
    if mothers:
        mother = marks.of_keyed(
            *(_array(given[of]).fill_null("") for of in ("mother_written", "mother_rough"))
        )
    undated = given["undated"].to_numpy()
    numbers: dict[str, list[Numbers]] = {}
    for born in ("born", "exchanged"):
        days_of = _days(_array(given[born]), _UNKNOWN_DAY["wanted"])
        known = days_of != _UNKNOWN_DAY["wanted"]
        line = _Lines(
            name,
            mother,
            days_of.view(np.uint64) * SPREAD[0],
            tuple(np.where(known, part, _UNKNOWN["wanted"]) for part in _parts(days_of)),
            undated.astype(np.uint64),
            *(given[of].to_numpy() for of in ("of_village", "of_district")),
        )
        for condition in (*_plain(line, asking=True), *_by_words(name, line.day, asking=True)):
            numbers.setdefault(condition.name, []).append(condition.numbers)
            numbers.setdefault(condition.name + _SUM, []).extend(condition.sums())
        for what, each in _glances(name, line.day):
            numbers.setdefault(what, []).append(each)
    asked = {name: np.concatenate(each) for name, each in numbers.items() if each}
    return {name: _Asked(each) for name, each in asked.items() if len(each)}


def _days(born: pa.Array, unknown: int) -> NDArray[np.int64]:
    """The days since 1970; ``unknown`` where there is none."""
    days: NDArray[np.int64] = born.view(pa.int32()).fill_null(unknown).to_numpy().astype(np.int64)
    return days


def _array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)
