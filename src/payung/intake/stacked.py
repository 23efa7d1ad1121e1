"""People who stand on several lines each, name, NIK, card number, telephone or address below one another in one column
(or in one cell): what is said of one person is read as one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from payung.identity import nik
from payung.intake import lines, places
from payung.intake.headers import Header
from payung.intake.lines import LONG, Said
from payung.intake.workbook import Cell, Row, text_of

MOST = 6  # so many lines a person has at most
# How often a thing is said of one person; sixteen digits as often as there are numbers to tell.
_TWICE = ("phone", "address", "")
_ADULT = 18


@dataclass(frozen=True, slots=True)
class Stacked:
    """Under ``header``, which has further columns for what stands below: ``mains`` are the columns whose lines say
    different things, ``kinds`` what a further line may say there (in ``order`` where no running number tells people
    apart), ``numbers`` which of the sixteen digits come first. ``own`` gives, for each row of the heading below its
    first, the columns whose further line means something else, and where it goes."""

    header: Header
    width: int
    mains: tuple[int, ...]
    number: int | None
    kinds: frozenset[str]
    order: tuple[str, ...]
    numbers: tuple[str, ...]
    place: dict[str, int]
    own: tuple[dict[int, int], ...]
    in_cells: bool
    on: date

    def lines(self, row: Row, below: Sequence[Row]) -> int:
        """How many of the rows below go on with what the row says of a person."""
        said = said_of(row, self.mains)
        if not any(each.field in ("name", LONG, "nik") for each in said):
            return 0
        kinds = [each.field for each in said]
        for count, under in enumerate(below[: MOST - 1]):
            more = self._further(kinds, under)
            if not more:
                return count
            kinds += more
        return min(len(below), MOST - 1)

    def _further(self, before: list[str], row: Row) -> list[str]:
        """What the row adds to a person of whom ``before`` is said; nothing where it speaks of somebody else."""
        if self.number is not None and text_at(row, self.number):
            return []
        more = further_kinds(row, self.mains)
        if not more or not self.kinds.issuperset(more):
            return []
        counts = Counter(before + more)
        if any(counts[kind] > self._at_most(kind) for kind in more):
            return []
        return more if self.number is not None or _follows(self.order, before, more) else []

    def _at_most(self, kind: str) -> int:
        return len(self.numbers) if kind == LONG else 2 if kind in _TWICE else 1

    def joined(self, row: Row, below: Sequence[Row]) -> Row:
        """A person's lines as one row. What goes on below ("Sawahlunto," above "12-05-1980") is put behind what it follows."""
        whole: Row = [*row[: self.width], *[""] * (len(self.header.labels) - len(row[: self.width]))]
        if self.in_cells and len(self.mains) > 1:
            if not self._is_told(row):
                return row
            for at in self.mains:
                whole[at] = ""  # each of its lines is put where it belongs
        numbers = list(self._numbers([row, *below]))
        self._move_card(whole, row, numbers)
        for at, line in enumerate([row, *below]):
            fields = []
            for said in said_of(line, self.mains):
                field = numbers.pop(0) if said.field == LONG else said.field
                fields.append(field)
                if (at or self.in_cells) and field in self.place:
                    self._put(whole, self.place[field], said.value, field)
            if at:
                self._put_others(whole, line, self._own(at, fields))
        return whole

    def _move_card(self, whole: Row, row: Row, numbers: Sequence[str]) -> None:
        """A card number that stands above the NIKs in their column, to where card numbers go."""
        own, card = self.place.get("nik", -1), self.place.get("kk", -1)
        stands = (
            not self.in_cells and len(self.mains) > 1 and own in self.mains and own < len(row) and card >= 0
        )
        if stands and numbers[:1] == ["kk"] and any(s.field == LONG for s in lines.told(row[own])):
            whole[own], whole[card] = "", whole[own]

    def _is_told(self, row: Row) -> bool:
        """Whether every line of the row's main cells says something that has a place, and a name but once."""
        held = [said for at in self.mains if at < len(row) and row[at] != "" for said in lines.told(row[at])]
        fields = [said.field for said in held]
        return all(field == LONG or field in self.place for field in fields) and fields.count("name") <= 1

    def _own(self, at: int, fields: Sequence[str]) -> dict[int, int]:
        """Where the further columns of a line go: by the row of the heading that names what its first column says."""
        for own in self.own:
            if any(self.place.get(field, -1) == own.get(main) for field in fields for main in self.mains):
                return own
        return self.own[at - 1] if not fields and at <= len(self.own) else {}

    def _put_others(self, whole: Row, line: Row, own: dict[int, int]) -> None:
        for at, cell in enumerate(line[: self.width]):
            if at not in self.mains and text_at(line, at):
                self._put(whole, own.get(at, at), cell, "")

    @staticmethod
    def _put(whole: Row, at: int, value: Cell, field: str) -> None:
        before = text_of(whole[at]).strip()
        sign = " / " if field == "phone" else " "
        whole[at] = f"{before}{sign}{text_of(value).strip()}" if before else value

    def _numbers(self, person: Sequence[Row]) -> Sequence[str]:
        """Whose each of the sixteen digits is. One alone, where there should be two, is the card's if as a NIK it
        would be a child's: nobody may be looked up by the number of a card."""
        long = [said.value for row in person for said in said_of(row, self.mains) if said.field == LONG]
        if len(long) == 1 and len(self.numbers) == 2 and _is_card(long[0], self.on):
            return ("kk",)
        return (*self.numbers, *["kk"] * len(long))[: len(long)]

    def whole(self, rows: Sequence[Row]) -> list[Row]:
        """Rows below the heading with the lines of each person joined."""
        told: list[Row] = []
        at = 0
        while at < len(rows):
            count = self.lines(rows[at], rows[at + 1 : at + MOST])
            told.append(
                self.joined(rows[at], rows[at + 1 : at + 1 + count])
                if count or self.in_cells
                else list(rows[at])
            )
            at += count + 1
        return told


def said_of(row: Row, mains: Sequence[int]) -> list[Said]:
    return [
        said for at in mains if at < len(row) and row[at] != "" for said in lines.told(row[at]) if said.field
    ]


def further_kinds(row: Row, mains: Sequence[int]) -> list[str]:
    """What a line says below a person's first; "" for one that goes on in other columns alone. Nothing for a blank line,
    a total, a note, and what cannot be told."""
    texts = [text_of(cell).strip() for cell in row]
    if not any(texts) or places.is_total(texts) or places.is_note(texts):
        return []
    held = [said for at in mains if at < len(row) and row[at] != "" for said in lines.told(row[at])]
    if any(not said.field for said in held):
        return []
    return [said.field for said in held] or [""]


def _follows(order: Sequence[str], before: Sequence[str], more: Sequence[str]) -> bool:
    """Whether what is said comes after what was said before, in the order usual for the list."""
    at = -1
    for kind in (*before, *more):
        if kind in order:
            if kind not in order[at + 1 :]:
                return False
            at = order.index(kind, at + 1)
    return True


def _is_card(value: Cell, on: date) -> bool:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return False
    digits = nik.read_number(value).digits
    if len(digits) != nik.LENGTH or digits[6] >= "4":
        return False
    year = 2000 + int(digits[10:12])
    return on.year - _ADULT < year <= on.year


def text_at(row: Row, at: int) -> str:
    return text_of(row[at]).strip() if at < len(row) else ""
