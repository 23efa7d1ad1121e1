"""From people to proposal files: who is proposed with which fault, and the truth of every row written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa

from payung.language import Text
from payung.synthetic.areas import Village
from payung.synthetic.clerk import Clerk, Fault, Person
from payung.synthetic.errors import can_swap, swapped_day_month
from payung.synthetic.layouts import LAYOUTS
from payung.synthetic.plan import Line, Proposal, Reference
from payung.synthetic.references import ReferenceKind, write_reference
from payung.synthetic.workbooks import Entry, Grid, write

Sources = Mapping[ReferenceKind, tuple[str, date, Text]]  # file name, date of the list, who gave it


@dataclass(frozen=True, slots=True)
class Proposed:
    """One row to be written: the person, the fault, and how a verifier answers should the row come to review."""

    person: Person
    case: str
    accept: bool
    because: Text
    fault: Fault | None = None
    shown: Mapping[str, str] | None = None  # cells that are not the person's own


class Pool:
    """People to be drawn once each, in an order shuffled by the seed."""

    def __init__(self, people: Iterable[Person], rng: Random) -> None:
        self._people = list(people)
        rng.shuffle(self._people)

    def take(self, count: int, fits: Callable[[Person], bool] = lambda person: True) -> list[Person]:
        """``count`` people who fit, removed from the pool. Raises ValueError when there are not so many."""
        taken: list[Person] = []
        left: list[Person] = []
        for at, person in enumerate(self._people):
            if len(taken) == count:
                left += self._people[at:]
                break
            (taken if fits(person) else left).append(person)
        if len(taken) < count:
            raise ValueError(f"only {len(taken)} of {count} people fit")
        self._people = left
        return taken

    def rest(self) -> list[Person]:
        return list(self._people)


def age(person: Person, on: date) -> int:
    """Whole years on a day.

    >>> age({"birth_date": date(2000, 3, 1)}, date(2018, 2, 28))
    17
    """
    born: date = person["birth_date"]
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def of_age(person: Person, on: date, youngest: int, below: int) -> bool:
    return youngest <= age(person, on) < below


def swappable(person: Person, on: date, youngest: int, below: int) -> bool:
    """Whether day and month of birth can change places unnoticed: the age still fits, either way."""
    born: date = person["birth_date"]
    if not can_swap(born):
        return False
    other = {**person, "birth_date": swapped_day_month(born)}
    return of_age(person, on, youngest, below) and of_age(other, on, youngest, below)


def by_case(proposed: Iterable[Proposed]) -> dict[str, list[Person]]:
    """The people of every case, in the order proposed."""
    people: dict[str, list[Person]] = defaultdict(list)
    for row in proposed:
        people[row.case].append(row.person)
    return people


def file_name(village: Village, suffix: str) -> str:
    return f"{village.code} {village.full_name}{suffix}"


def village_files(
    folder: Path,
    villages: Sequence[Village],
    proposed: Sequence[Proposed],
    clerks: Mapping[str, Clerk],
    rng: Random,
    received: date,
    formats: Sequence[tuple[str, str]],
    old_copies: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """One file per village, the (layout, suffix) pairs of ``formats`` by turns; rows in a shuffled order.

    The workbooks of the villages in ``old_copies`` keep a hidden sheet with some of the rows again.
    """
    rows = by_village(proposed, rng)
    proposals = []
    for at, village in enumerate(villages):
        layout, suffix = formats[at % len(formats)]
        sheet = _sheet_name(village, at)
        grid, lines = fill(sheet, layout, village, rows[village.code], clerks[village.code])
        grids = [grid]
        if village.code in old_copies:
            old, _ = fill("data lama", "plain", village, rows[village.code][:12], clerks[village.code])
            old.hidden = True
            grids.append(old)
        path = write(folder / file_name(village, suffix), grids)
        proposals.append(Proposal(path, (village.code,), received, layout, lines))
    return tuple(proposals)


def sheets_per_village(
    path: Path,
    villages: Sequence[Village],
    proposed: Sequence[Proposed],
    clerks: Mapping[str, Clerk],
    rng: Random,
    received: date,
    layout: str,
) -> Proposal:
    """One workbook with a sheet for every village."""
    rows = by_village(proposed, rng)
    grids: list[Grid] = []
    lines: list[Line] = []
    for village in villages:
        grid, truth = fill(village.name[:31], layout, village, rows[village.code], clerks[village.code])
        grids.append(grid)
        lines += truth
    write(path, grids)
    return Proposal(path, tuple(village.code for village in villages), received, layout, tuple(lines))


def by_village(proposed: Sequence[Proposed], rng: Random) -> dict[str, list[Proposed]]:
    """The rows of every village, shuffled; a second row of the same person stays behind the first."""
    rows: dict[str, list[Proposed]] = defaultdict(list)
    for row in rng.sample(proposed, len(proposed)):
        rows[row.person["village_code"]].append(row)
    for some in rows.values():
        places = sorted(at for at, row in enumerate(some) if row.case.startswith("twice"))
        again = sorted(
            (some[at] for at in places), key=lambda row: (row.person["nik"], not row.accept, row.case)
        )
        for at, row in zip(places, again, strict=True):
            some[at] = row
    return rows


def fill(
    sheet: str, layout: str, village: Village, rows: Sequence[Proposed], clerk: Clerk
) -> tuple[Grid, tuple[Line, ...]]:
    """The sheet of a village and the truth about its rows."""
    entries = [_entry(row, clerk) for row in rows]
    truth = {id(entry): row for entry, row in zip(entries, rows, strict=True)}
    grid = LAYOUTS[layout](sheet, village, entries)
    lines = []
    for number, entry in grid.people:
        row = truth[id(entry)]
        lines.append(Line(grid.name, number, entry.person, row.case, row.accept, row.because))
    return grid, tuple(lines)


def write_lists(
    folder: Path, lists: Mapping[ReferenceKind, pa.Table], sources: Sources
) -> tuple[Reference, ...]:
    """Write reference lists under the names in ``sources``."""
    found = []
    for kind, table in lists.items():
        name, dated, source = sources[kind]
        found.append(Reference(kind, write_reference(folder / name, table), dated, source, len(table)))
    return tuple(found)


def _entry(row: Proposed, clerk: Clerk) -> Entry:
    entry = clerk.write(row.person, row.fault)
    return Entry(entry.person, {**entry.cells, **row.shown}) if row.shown else entry


def _sheet_name(village: Village, at: int) -> str:
    return ("Sheet1", village.name, "Usulan", "DATA")[at % 4]
