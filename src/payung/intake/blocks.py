"""People under one heading, and what the lines above them say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from payung.identity import dates, nik
from payung.intake.cells import plain
from payung.intake.fields import recognise
from payung.intake.headers import Header
from payung.intake.schema import Why
from payung.intake.workbook import Row


@dataclass(frozen=True, slots=True)
class Heading:
    """A mapping in force: the heading as read, field -> column after its contents were looked at, and the order in which
    its dates are written."""

    header: Header
    fields: dict[str, int]
    order: dates.Order = "dmy"
    several: tuple[dict[str, int], ...] = ()  # the columns of each person, where a row holds more than one


# Fields of people beside the one proposed, whom a village may believe to have proposed as well.
_OTHERS = ("_spouse@", "_other_nik@")


def of_others(headings: Sequence[Heading]) -> tuple[str, ...]:
    """The labels of columns that hold a spouse or a head of the family, who are not read as people proposed."""
    labels: list[str] = []
    for heading in headings:
        read = {at for person in heading.several for name, at in person.items() if name[0] != "_"} - {
            at for person in heading.several for name, at in person.items() if name == "head"
        }
        known = dict(heading.header.fields)
        if read:  # of several people in a row the heading has the first one's columns alone
            known |= {
                f"{found[0]}@{at}" if found[0].startswith("_") else found[0]: at
                for at, label in enumerate(heading.header.labels)
                if at not in read and (found := recognise(label))
            }
        others = {at for name, at in known.items() if name.startswith(_OTHERS) and at not in read}
        if any(name.startswith("_other_nik@") for name in known) and "name" in heading.fields:
            others |= {known["head"]} if "head" in known else set()
        labels += (heading.header.labels[at] for at in sorted(others) if at < len(heading.header.labels))
    return tuple(dict.fromkeys(filter(None, labels)))


@dataclass(frozen=True, slots=True)
class Above:
    """What lines above people say of them: the family line its KK and address, the title village and district."""

    kk: str = ""
    address: str = ""
    village: str = ""
    district: str = ""
    rt_rw: str = ""
    hamlet: str = ""

    def kk_digits(self) -> str:
        return nik.read_number(self.kk).digits if self.kk else ""

    def address_text(self) -> str:
        return " ".join(filter(None, (self.address, self.rt_rw and f"RT/RW {self.rt_rw}")))

    def village_text(self) -> str:
        return self.village

    def hamlet_text(self) -> str:
        return self.hamlet

    def district_text(self) -> str:
        return self.district


@dataclass
class Block:
    """People under one heading, in order: their row numbers (as Excel counts), their cells, and the lines above
    them as runs: since which of the people each holds."""

    heading: Heading
    numbers: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    above: list[tuple[int, Above]] = field(default_factory=list)

    def add(self, number: int, row: Row, above: Above) -> None:
        if not self.above or self.above[-1][1] is not above:
            self.above.append((len(self.rows), above))
        self.numbers.append(number)
        self.rows.append(row)

    def above_each(self, said: Callable[[Above], str]) -> list[str] | None:
        """One value for each of the people, or None where the lines above say nothing of it."""
        values = [(start, said(above)) for start, above in self.above]
        if not any(value for _, value in values):
            return None
        ends = [*(start for start, _ in values[1:]), len(self.rows)]
        each: list[str] = []
        for (start, value), end in zip(values, ends, strict=True):
            each += [value] * (end - start)
        return each


@dataclass
class Skipped:
    """A row that is no person: its number, why, its cells, and the labels of the columns in force."""

    number: int
    why: Why
    row: Row
    labels: tuple[str, ...]


def apart(block: Block) -> list[tuple[Block, list[int]]]:
    """The block once for each person that a row may hold, with the places of its rows in the whole; a row in which
    nobody is found stays the first person's."""
    several = block.heading.several
    found = [[place for place, row in enumerate(block.rows) if _is_there(row, fields)] for fields in several]
    nobody = set(range(len(block.rows))).difference(*found)
    found[0] = sorted({*found[0], *nobody})
    return [
        (_part(block, fields, places), places)
        for fields, places in zip(several, found, strict=True)
        if places
    ]


def _is_there(row: Row, fields: dict[str, int]) -> bool:
    return any(
        plain(row[fields[name]]) for name in ("nik", "name") if name in fields and fields[name] < len(row)
    )


def _part(block: Block, fields: dict[str, int], places: Sequence[int]) -> Block:
    part = Block(replace(block.heading, fields=fields))
    ends = [*(start for start, _ in block.above[1:]), len(block.rows)]
    each: list[Above] = []
    for (start, above), end in zip(block.above, ends, strict=True):
        each += [above] * (end - start)
    for place in places:
        part.add(block.numbers[place], block.rows[place], each[place])
    return part
