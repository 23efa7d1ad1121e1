"""A list that mends an earlier one: which of its rows are whose, and which were left as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from payung.language import Text
from payung.office.accounts.permissions import Scope
from payung.office.core.vault import unseal_fields
from payung.office.proposals.models import MENDABLE, SEALED_ROW, Row, Standing, Submission

IDENTIFIER = "ID Payung"  # the heading of the reply workbook's hidden column
# Headings by which a reply is known whose identifiers are gone.
REPLY_HEADINGS = (Text("Sebab", "Why"), Text("Yang harus dibenahi", "What to mend"))
# What a village can mend. Where none of it changed, the row was left as it is.
_MENDS = ("nik", "kk", "birth_place", "address", "phone", "mother_name")


@dataclass(frozen=True, slots=True)
class Mended:
    """``replaces``: position -> the row it mends. ``left``: position -> why it is no proposal:
    ``unchanged`` (as it was) or ``standing`` (accepted already)."""

    replaces: Mapping[int, int] = field(default_factory=dict)
    left: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Earlier:
    """The row as it stands now, and what it and those that it mended said."""

    id: int
    standing: str
    said: list[dict[str, str]]


def recognise(
    earlier: Submission, people: Iterable[tuple[int, Mapping[str, Any], bytes | None]], area: str
) -> Mended:
    """Find the earlier row of each person: by the hidden identifier, else the NIK, else the name with the birth
    date, else the name alone where it is the only one. A row that was mended already is found by what it said and by
    what mended it, and that one is mended again: a workbook may come back several times. ``people``: position, what was read, blind index. Only rows
    inside ``area`` can be mended: a village mends its own of a list that its regency sent."""
    book = _Book(earlier, area)
    replaces: dict[int, int] = {}
    left: dict[int, str] = {}
    taken: set[int] = set()
    for position, read, index in people:
        old = book.find(read, index)
        if old is None or old.id in taken:
            continue
        taken.add(old.id)
        if old.standing not in MENDABLE:
            left[position] = "standing"
        elif _said(read) in old.said:
            left[position] = "unchanged"
        else:
            replaces[position] = old.id
    return Mended(replaces, left)


class _Book:
    """The rows of the earlier list, under each of the marks by which they may come back."""

    def __init__(self, earlier: Submission, area: str) -> None:
        self.by_identifier: dict[str, _Earlier] = {}
        self.by_nik: dict[bytes, list[_Earlier]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[_Earlier]] = defaultdict(list)
        own = Scope(frozenset({area})).within("village")
        mended: dict[int, _Earlier] = {}
        rows = Row.objects.filter(own, submission=earlier).order_by("position")
        while True:
            of = {old: mended[old] for old in mended}
            mended = {}
            for row in rows.iterator(chunk_size=2_000):
                old = self._add(row, of.get(row.mends_id or 0))
                if row.standing == Standing.MENDED:
                    mended[row.pk] = old
            if not mended:
                break
            rows = (
                Row.objects.filter(mends__in=list(mended)).exclude(standing=Standing.ARRIVING).order_by("pk")
            )

    def _add(self, row: Row, old: _Earlier | None) -> _Earlier:
        sealed = unseal_fields(row.sealed, SEALED_ROW)
        born = row.birth_date.isoformat() if row.birth_date else ""
        said = {name: sealed.get(name, "") for name in _MENDS} | {
            "name": row.name,
            "birth_date": born,
            "sex": row.sex,
            "occupation": row.occupation,
            "village": row.village_text,
        }
        old = old or _Earlier(row.pk, row.standing, [])
        old.id, old.standing = row.pk, row.standing
        old.said.append(_plain(said))
        self.by_identifier[row.public_id] = old
        if row.nik_index is not None:
            _once(self.by_nik[bytes(row.nik_index)], old)
        _once(self.by_name[old.said[-1]["name"], born], old)
        if born:
            _once(self.by_name[old.said[-1]["name"], ""], old)
        return old

    def find(self, read: Mapping[str, Any], index: bytes | None) -> _Earlier | None:
        identifier = read["identifier"]
        if identifier in self.by_identifier:
            return self.by_identifier[identifier]
        said = _said(read)
        candidates = (
            self.by_nik.get(index, []) if index else [],
            self.by_name.get((said["name"], said["birth_date"]), []) if said["name"] else [],
            self.by_name.get((said["name"], ""), []) if said["name"] else [],
        )
        return next((each[0] for each in candidates if len(each) == 1), None)


def _once(known: list[_Earlier], old: _Earlier) -> None:
    if not any(each is old for each in known):
        known.append(old)


def _said(read: Mapping[str, Any]) -> dict[str, str]:
    said = {name: read[name] for name in _MENDS} | {
        "name": read["name"],
        "birth_date": read["birth_date"] or read["nik_birth_date"],
        "sex": read["sex"] or read["nik_sex"],
        "occupation": read["occupation"],
        "village": read["village"],
    }
    return _plain(said)


def _plain(said: Mapping[str, str]) -> dict[str, str]:
    """Case and spaces are not what a village mends."""
    return {name: " ".join(value.upper().split()) for name, value in said.items()}
