"""People as reading gives them become rows of the office: sealed, placed in a village, ready to be written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from payung.office.core.identifiers import public_id
from payung.office.core.vault import blind_index, seal_fields
from payung.office.proposals.models import SEALED_FINDING, SEALED_ROW, SEALED_SKIPPED, Outcome, Standing
from payung.office.proposals.reasons import reason
from payung.office.proposals.villages import Placed

SEALED_FIELDS = ("nik", "kk", "birth_place", "address", "phone", "mother_name", "nik_repair", "nik_written")
ROW_FIELDS = [
    "public_id",
    "submission",
    "programme",
    "position",
    "sheet",
    "row",
    "village",
    "village_known",
    "village_text",
    "nik_index",
    "nik_tail",
    "name",
    "birth_date",
    "sex",
    "occupation",
    "occupation_code",
    "sector",
    "income",
    "decile",
    "sealed",
    "outcome",
    "reasons",
    "codes",
    "standing",
    "mends",
    "review_reason",
]
SKIPPED_FIELDS = ["submission", "position", "sheet", "row", "why", "sealed"]
FINDING_FIELDS = ["row", "code", "outcome", "list", "score", "sealed"]
_LENGTH = {"name": 150, "sheet": 120, "village": 120, "occupation": 120}


@dataclass(frozen=True, slots=True)
class Found:
    """One reason on one person. ``list_id`` is the reference list it rests on, ``said`` what its sentence names."""

    code: str
    outcome: str
    list_id: int | None = None
    score: float | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one person: the outcome, and the reasons with the gravest first."""

    outcome: str
    found: tuple[Found, ...]

    @property
    def codes(self) -> str:
        return ";".join(dict.fromkeys(each.code for each in self.found))[:400]

    @property
    def code_set(self) -> str:
        """All of them in the order of the alphabet, hints marked."""
        return ";".join(sorted({("~" if e.outcome == Outcome.ELIGIBLE else "") + e.code for e in self.found}))


def judge(found: Sequence[Found]) -> Judged:
    """The gravest outcome counts: refused over review over none; a hint decides nothing."""
    outcomes = {each.outcome for each in found}
    outcome = next((o for o in (Outcome.REFUSED, Outcome.REVIEW) if o in outcomes), Outcome.ELIGIBLE)
    return Judged(outcome, tuple(sorted(found, key=lambda each: reason(each.code).order)))


def nik_index(nik: str, problems: str) -> bytes | None:
    """The blind index of a NIK that can be looked up: sixteen digits, none lost on the way."""
    usable = len(nik) == 16 and nik.isascii() and nik.isdigit() and "nik.digits_lost" not in problems
    return blind_index(nik) if usable else None


@dataclass(frozen=True, slots=True)
class Work:
    """What the programme calls a kind of work: its code and sector."""

    code: str = ""
    sector: str = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """All that is known of one proposed person when its row is written. ``index`` as of ``nik_index``."""

    read: Mapping[str, Any]
    placed: Placed
    index: bytes | None
    judged: Judged
    work: Work
    decile: int | None
    mends: int | None


def row_values(person: Person, submission_id: int, programme_id: int, position: int) -> tuple[Any, ...]:
    """One row in the order of ``ROW_FIELDS``. It arrives: nobody sees it before the whole file is there."""
    read = person.read
    born = read["birth_date"] or read["nik_birth_date"]
    return (
        public_id(),
        submission_id,
        programme_id,
        position,
        _cut(read, "sheet"),
        read["row"],
        person.placed.code,
        person.placed.known,
        _cut(read, "village"),
        person.index,
        read["nik"][-4:] if person.index else "",
        _cut(read, "name"),
        date.fromisoformat(born) if born else None,
        read["sex"] or read["nik_sex"],
        _cut(read, "occupation"),
        person.work.code,
        person.work.sector,
        int(read["income"]) if read["income"].isdigit() and len(read["income"]) < 16 else None,
        person.decile,
        seal_fields(
            {name: read[name] for name in SEALED_FIELDS if read[name]} | {"cells": json.loads(read["cells"])},
            SEALED_ROW,
        ),
        person.judged.outcome,
        person.judged.codes,
        person.judged.code_set,
        Standing.ARRIVING,
        person.mends,
        "",
    )


def finding_values(found: Sequence[Found], row_id: int) -> Iterator[tuple[Any, ...]]:
    for each in found:
        said = {key: value for key, value in each.said.items() if value}
        sealed = seal_fields(said, SEALED_FINDING) if said else None
        yield (row_id, each.code, each.outcome, each.list_id, each.score, sealed)


def skipped_values(skipped: Mapping[str, Any], submission_id: int, position: int) -> tuple[Any, ...]:
    """``skipped``: sheet, row, why, and the cells as JSON text."""
    cells = seal_fields({"cells": json.loads(skipped["cells"])}, SEALED_SKIPPED)
    return (submission_id, position, _cut(skipped, "sheet"), skipped["row"], skipped["why"], cells)


def _cut(read: Mapping[str, Any], name: str) -> str:
    """Postgres refuses a NUL, and a column has its length; the original stands whole among the cells."""
    return str(read[name]).replace("\x00", "")[: _LENGTH[name]]
