"""A family's card number, and its address, said once: on the row of its head, with blanks below for the members.

A blank is filled only where the list itself shows that the row belongs to the family above: by the relation to the head,
by a count that begins anew with every family, or by a count of families instead of people. It never reaches across a
heading, a blank row, or any row that is no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from payung.intake import headers, places
from payung.intake.addresses import PARTS, joined
from payung.intake.blocks import Above
from payung.intake.cells import plain
from payung.intake.fields import squeeze
from payung.intake.workbook import Cell, Row, text_of

_HEAD = re.compile(
    r"0?1|\d{0,2}(?:kepala(?:keluarga|kel|rumahtangga|rt|kk)?|kepkel(?:uarga)?|kk|krt|head(?:offamily|ofhousehold)?)"
)
_COUNT = re.compile(r"(\d{1,6})[.)]?")
_MOSTLY = 0.8
_LONG = 10


def are_shown(labels: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether a list with that heading says a family's card number once for all its members: on a line of its own above
    them, or on the row of its head."""
    header = headers.first_row(labels)
    name, number = header.fields.get("name"), header.fields.get("nik")
    if any(places.family([text_of(cell) for cell in row], name, number) for row in rows):
        return True
    return bool(Families(header.fields, header.labels, rows).evidence)


class Families:
    """Follows the families of one list, row by row. ``evidence`` tells by which column they show; None where nothing
    does, and then nothing is carried."""

    def __init__(self, fields: dict[str, int], labels: Sequence[str], rows: Sequence[Row]) -> None:
        """``rows`` are the first below the heading, blank ones included as empty lists."""
        self._fields, self._labels = fields, labels
        self._relation = next((at for name, at in fields.items() if name.startswith("_relation")), -1)
        self.evidence = self._evident([row for row in rows if self._could_be_person(row)])
        self.carried = 0
        self._said_of: dict[
            tuple[int, ...], Above
        ] = {}  # within one family, the same for each of its members
        self._kk = ""
        self._address = ""
        self._village = ""
        self._last = 0
        self._open = False

    def end(self) -> None:
        """A heading, a blank row, or a row that is no person: nothing is carried over it."""
        self._open = False

    def above(self, row: Row, above: Above) -> Above:
        """What is said of this person by the lines above, its family's first row among them."""
        kk = self._text(row, "kk")
        begins = bool(kk) and (kk != self._kk or not self._open or self._is_head(row))
        if begins or not self._open or not self._continues(row):
            self._begin(row, kk)
            return above
        self._last = self._counted(row)
        lacks = (
            not kk,
            bool(self._address) and not any(self._text(row, name) for name in PARTS),
            bool(self._village) and not self._text(row, "village"),
        )
        self.carried += lacks[0] or lacks[1]
        key = (id(above), *lacks)
        if key not in self._said_of:
            self._said_of[key] = self._with(above, *lacks)
        return self._said_of[key]

    def _with(self, above: Above, card: bool, address: bool, village: bool) -> Above:
        if card:
            above = replace(above, kk=self._kk)
        if address:
            above = replace(above, address=self._address, rt_rw="")
        return replace(above, village=self._village) if village else above

    def _begin(self, row: Row, kk: str) -> None:
        self._open = bool(kk)
        self._kk = kk
        self._said_of = {}
        self._address = joined(self._labels, self._fields, lambda name: self._text(row, name)) if kk else ""
        self._village = self._text(row, "village")
        self._last = self._counted(row)

    def _continues(self, row: Row) -> bool:
        if self.evidence == "relation":
            return not self._is_head(row) and bool(self._said(row))
        if self.evidence == "count":
            return self._counted(row) == self._last + 1
        return not self._text(row, "number")

    # -- evidence ---------------------------------------------------------------------------------------------

    def _evident(self, rows: Sequence[Row]) -> str:
        """Families show where the card number stands on first rows only, and some row below has none."""
        if "kk" not in self._fields:
            return ""
        with_card = [row for row in rows if self._text(row, "kk")]
        without = [row for row in rows if not self._text(row, "kk")]
        if not with_card or not without:
            return ""
        if self._relation >= 0 and self._share(map(self._is_head, with_card)) >= _MOSTLY:
            members = [row for row in without if self._said(row) and not self._is_head(row)]
            return "relation" if members else ""
        if "number" not in self._fields or len(with_card) < 2:
            return ""
        if self._restarts(rows, with_card):
            return "count"
        counted = self._share(self._counted(row) > 0 for row in with_card) >= _MOSTLY
        steps = [after - before for before, after in pairwise(self._counted(row) for row in with_card)]
        if (
            counted
            and all(step == 1 for step in steps)
            and not any(self._text(row, "number") for row in without)
        ):
            return "families"
        return ""

    def _restarts(self, rows: Sequence[Row], with_card: Sequence[Row]) -> bool:
        """Whether the count begins anew on the rows with a card number, and goes on below."""
        firsts = [row for row in rows if self._counted(row) == 1]
        goes_on = any(self._counted(row) > 1 for row in rows if not self._text(row, "kk"))
        begin = self._share(self._counted(row) == 1 for row in with_card)
        return len(firsts) > 1 and goes_on and begin >= _MOSTLY

    @staticmethod
    def _share(said: Iterable[bool]) -> float:
        every = list(said)
        return sum(every) / len(every) if every else 0.0

    # -- cells ------------------------------------------------------------------------------------------------

    def _cell(self, row: Row, at: int) -> Cell:
        return row[at] if 0 <= at < len(row) else ""

    def _text(self, row: Row, name: str) -> str:
        return plain(self._cell(row, self._fields.get(name, -1)))

    def _could_be_person(self, row: Row) -> bool:
        """Not a heading, a title or a total: those have words where a card number stands, or nobody's name."""
        kk = self._text(row, "kk")
        if kk:
            return sum(sign.isdigit() for sign in kk) >= _LONG
        nik = self._text(row, "nik")
        return bool(self._text(row, "name")) or sum(sign.isdigit() for sign in nik) >= _LONG

    def _said(self, row: Row) -> str:
        return squeeze(plain(self._cell(row, self._relation)))

    def _is_head(self, row: Row) -> bool:
        return self._relation >= 0 and bool(_HEAD.fullmatch(self._said(row)))

    def _counted(self, row: Row) -> int:
        found = _COUNT.fullmatch(self._text(row, "number"))
        return int(found.group(1)) if found else 0
