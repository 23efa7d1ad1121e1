"""The typed plan of a demonstration: which files there are, what a verifier should answer, what should come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from payung.language import Text
from payung.law.month import Month
from payung.synthetic.criteria import Criteria
from payung.synthetic.references import ReferenceKind

FundKind = Literal["apbd", "apbdes", "csr", "baznas"]
PriorityKey = Literal["decile", "oldest", "first_come"]


@dataclass(frozen=True, slots=True)
class Line:
    """The truth about one row: whose it is, what is wrong with it, how a careful verifier would answer.

    ``row`` is the row number as Excel shows it. ``person`` is the true NIK. ``case`` is a word for tests.
    ``accept`` says whether the person deserves the place on account of this row; ``because`` is the verifier's note.
    """

    sheet: str
    row: int
    person: str
    case: str
    accept: bool
    because: Text


@dataclass(frozen=True, slots=True)
class Proposal:
    """One file that a village (or kecamatan) sends; ``lines`` in order of sheet and row."""

    path: Path
    village_codes: tuple[str, ...]
    received: date
    layout: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    kind: ReferenceKind
    path: Path
    dated: date
    source: Text
    rows: int


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A regulation. ``day_known`` is false where only the year is reported; ``dated`` is then its first day."""

    number: str
    dated: date
    about: Text
    day_known: bool = True


@dataclass(frozen=True, slots=True)
class Agreement:
    """A cooperation agreement (PKS) with the BPJS branch; ``extends`` is the number of the one before."""

    number: str
    branch: str
    signed: date
    first_day: date
    last_day: date
    extends: str | None = None


@dataclass(frozen=True, slots=True)
class Fund:
    """Money of one payer for people of ``area``. Of a programme's funds the lower ``rank`` is asked first."""

    code: str
    name: Text
    kind: FundKind
    payer: str
    year: int
    ceiling: int
    area: str
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Decree:
    """The decision to draw up: its number and date, how many people it may take, and their months."""

    number: str
    dated: date
    places: int
    first_month: Month
    months: int


@dataclass(frozen=True)
class ProgrammePlan:
    """One programme: criteria (also as a programme file), files, funds, decrees, and its expected figures.

    ``priority`` orders the accepted when places are short: poorest decile, oldest, first in the files. ``delegated``:
    the village's own meeting decides who is worthy. ``expected``
    is for tests only and never an input.
    """

    key: str
    criteria: Criteria
    criteria_path: Path
    on: date
    priority: tuple[PriorityKey, ...]
    proposals: tuple[Proposal, ...]
    references: tuple[Reference, ...]
    legal_bases: tuple[LegalBasis, ...]
    agreement: Agreement
    funds: tuple[Fund, ...]
    decree: Decree
    delegated: bool = False
    expected: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.criteria.name

    @property
    def area(self) -> str:
        return self.criteria.area

    @property
    def first_month(self) -> Month:
        return self.criteria.first_month

    @property
    def months(self) -> int:
        return self.criteria.months

    def reference(self, kind: ReferenceKind) -> Reference | None:
        return next((found for found in self.references if found.kind == kind), None)

    def line(self, file: str, sheet: str | None, row: int) -> Line:
        """The truth about a row, ``file`` by its name without folders; a file of one sheet needs no sheet.

        Raises KeyError for a row that is no person.
        """
        sheets = self._lines[file]
        only = next(iter(sheets)) if len(sheets) == 1 else sheet
        return sheets[only or ""][row]

    @cached_property
    def _lines(self) -> dict[str, dict[str, dict[int, Line]]]:
        found: dict[str, dict[str, dict[int, Line]]] = {}
        for proposal in self.proposals:
            for line in proposal.lines:
                found.setdefault(proposal.path.name, {}).setdefault(line.sheet, {})[line.row] = line
        return found


@dataclass(frozen=True, slots=True)
class CoverageFigure:
    """A share of the workforce, never clipped. ``reconstructed``: the press gives the percentage only."""

    area: str
    month: Month
    numerator: int
    denominator: int
    definition: Text
    source: Text
    reconstructed: bool = False

    @property
    def per_myriad(self) -> int:
        """The share in hundredths of a percent, rounded half up: 5784 is 57.84%."""
        return (self.numerator * 20_000 + self.denominator) // (2 * self.denominator)


@dataclass(frozen=True, slots=True)
class Target:
    area: str
    year: int
    people: int
    about: Text


@dataclass(frozen=True, slots=True)
class Plan:
    directory: Path
    seed: int
    programmes: tuple[ProgrammePlan, ...]
    coverage: tuple[CoverageFigure, ...]
    targets: tuple[Target, ...]

    def programme(self, key: str) -> ProgrammePlan:
        return next(programme for programme in self.programmes if programme.key == key)
