"""A problem of allocation as a value: people, terms, quotas. A what-if is another problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from payung.allocation.people import read_quota, read_table
from payung.allocation.terms import Terms, read_terms
from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month


@dataclass(frozen=True, slots=True)
class Problem:
    """``people``: Arrow table with ``id, village_code, priority, sector``, ``groups`` and further columns as the rules ask.

    ``quota``: places by village code; a village that is not in it has no limit. ``places``: people in all, whatever
    villages have room; None: no such limit. ``names``: what messages call the inputs.
    """

    people: pa.Table
    terms: Terms
    quota: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    places: int | None = None

    def __post_init__(self) -> None:
        if self.places is not None and self.places < 0:
            raise _negative("places")

    def place(self, what: str) -> Place:
        return Place(file=self.names.get(what))


def read_problem(people: str | Path, funds: str | Path, quota: str | Path | None = None) -> Problem:
    """The files of ``payung allocate``. Raises UnusableInput."""
    terms = read_terms(funds)
    return Problem(
        people=read_table(people, ("id", "village_code", "priority", "sector")),
        terms=terms,
        quota={} if quota is None else read_quota(quota),
        names={"people": str(people), "funds": str(funds), "quota": str(quota)},
    )


def with_places_per_village(problem: Problem, places: int) -> Problem:
    """What if every village had so many places (50 -> 100)?"""
    if places < 0:
        raise _negative("places")
    villages = problem.people.column("village_code").unique().to_pylist()
    codes = sorted({str(code).strip() for code in villages if code is not None} | set(problem.quota))
    return replace(problem, quota=dict.fromkeys(codes, places))


def with_ceiling(problem: Problem, fund: str, percent: int) -> Problem:
    """What if the fund had ``percent`` of its ceiling (80: cut by a fifth)? Raises UnusableInput."""
    given = problem.terms.fund(fund)
    if percent < 0:
        raise _negative("percent")
    if given.ceiling is None:
        raise given.wrong("ceiling", Text("tidak ada yang dapat diubah", "is not there to be changed"))
    return _with_fund(problem, replace(given, ceiling=given.ceiling * percent // 100))


def with_more_money(problem: Problem, fund: str, rupiah: int) -> Problem:
    """What if the fund had so much more, or less? Without a ceiling nothing changes. Raises UnusableInput."""
    given = problem.terms.fund(fund)
    ceiling = None if given.ceiling is None else given.ceiling + rupiah
    return _with_fund(problem, replace(given, ceiling=ceiling))


def with_months(problem: Problem, months: int) -> Problem:
    """What if the plan covered so many months (8, 12)? Raises UnusableInput."""
    return replace(problem, terms=replace(problem.terms, months=months))


def without_relief_from(problem: Problem, month: Month) -> Problem:
    """What if every relief ended before the month, earlier than the law says today?"""
    return replace(problem, terms=replace(problem.terms, full_rate_from=month))


def _with_fund(problem: Problem, changed: object) -> Problem:
    funds = tuple(
        changed if fund.id == getattr(changed, "id", None) else fund for fund in problem.terms.funds
    )
    return replace(problem, terms=replace(problem.terms, funds=funds))  # type: ignore[arg-type]


def _negative(what: str) -> UnusableInput:
    return UnusableInput(
        Text(f"“{what}” tidak boleh negatif", f"“{what}” cannot be negative"),
        Text("Tulis 0 atau lebih", "Write 0 or more"),
    )
