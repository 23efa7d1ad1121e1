"""A list of another system as a table: its rows, what was skipped, and what a person must look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.listing import Fields, Listed, Problem, Skipped, read_list
from payung.language import Text

Line = Callable[[Listed, list[Problem]], Sequence[object]]


@dataclass(frozen=True, slots=True)
class Tabled:
    """``table`` has the schema asked for: a value that cannot be read is null, with a problem. Every row that is none of
    its lines is skipped, with why."""

    table: pa.Table
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Once:
    """What may stand in a list but once: the columns that tell it, those of them without which nothing is told (else all),
    and what is said of a repetition."""

    columns: tuple[str, ...]
    code: str
    what: Text
    needed: tuple[str, ...] = ()

    def broken(self, table: pa.Table) -> Iterator[Problem]:
        """A problem for every row that stands more than once."""
        keys = list(zip(*(map(_folded, table[column].to_pylist()) for column in self.columns), strict=True))
        counts = Counter(keys)
        told = [self.columns.index(column) for column in self.needed or self.columns]
        places = zip(table["sheet"].to_pylist(), table["row"].to_pylist(), strict=True)
        for key, (sheet, row) in zip(keys, places, strict=True):
            if counts[key] > 1 and all(key[at] for at in told):
                yield Problem(sheet, row, self.code, self.what)


def read_table(
    path: Path,
    name: str,
    fields: Fields,
    profile: HeadingProfile | None,
    schema: pa.Schema,
    line: Line,
    twice: Callable[[pa.Table], Iterable[Problem]],
    skip: Callable[[Skipped, Fields], None] = lambda skipped, fields: None,
) -> Tabled:
    """Read a list (.xlsx, .xls, .ods, .csv) with its own and the profile's headings; ``twice`` looks for what
    must not come again, ``skip`` hears of the rows passed over.

    Raises UnusableInput for a file that cannot be read or lacks a heading that is needed.
    """
    if profile:
        fields = profile.widen(fields)
    skipped: list[Skipped] = []
    problems: list[Problem] = []
    columns: dict[str, list[object]] = {field.name: [] for field in schema}
    for item in read_list(path, fields, name):
        if isinstance(item, Skipped):
            skipped.append(item)
            skip(item, fields)
            continue
        for column, value in zip(columns.values(), line(item, problems), strict=True):
            column.append(value)
    table = pa.table(columns, schema=schema)
    problems += twice(table)
    ordered = sorted(problems, key=lambda one: (one.sheet, one.row, one.code))
    return Tabled(table, tuple(skipped), tuple(ordered))


def _folded(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value
