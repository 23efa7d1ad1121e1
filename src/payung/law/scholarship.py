"""Which scholarship each child gets, school year by school year (PP 82/2019; Permenaker 1/2025 art 103)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from payung.language import Text, rupiah
from payung.law.calendar_days import add_years, age
from payung.law.doubt import Doubt
from payung.law.line import Part, benefit_line
from payung.law.parameters import Dated, Parameters

LEVELS = ("TK", "SD", "SMP", "SMA", "PT")


@dataclass(frozen=True, slots=True)
class Child:
    """``level`` and ``grade`` on the day of the event; None: not at school.

    ``married`` and ``working``: since when, or None. ``working_as``: kind of work, for the exceptions.
    """

    born: date
    level: str | None = None
    grade: int = 1
    married: date | None = None
    working: date | None = None
    working_as: str | None = None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """One claim. ``child`` counts from 1 in the order given; ``year`` as in 2026/2027."""

    child: int
    year: str
    level: str
    amount: int

    def to_json(self) -> dict[str, Any]:
        return {"child": self.child, "year": self.year, "level": self.level, "amount": self.amount}


@dataclass(frozen=True, slots=True)
class Schedule:
    """The school years of the children who get a scholarship, child by child."""

    years: tuple[SchoolYear, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rules: tuple[Dated, ...] = ()

    @property
    def total(self) -> int:
        return sum(year.amount for year in self.years)


@dataclass(frozen=True, slots=True)
class _Terms:
    levels: dict[str, tuple[int, int]]  # level -> (rupiah a year, years)
    end_age: int
    exceptions: tuple[str, ...]
    start_ages: dict[str, int]
    school_year_start: int


_MORE_CHILDREN = Text(
    "Beasiswa bagi paling banyak {n} anak. Dihitung anak dengan jumlah terbesar; keluarga yang memilih.",
    "A scholarship goes to at most {n} children. Those with the largest sums are taken; the family chooses.",
)
_SCHOOL_START = Text(
    "Anak yang belum bersekolah dianggap mulai TK pada umur {tk} atau SD pada umur {sd}; umur ini kebiasaan, bukan "
    "hukum yang dibaca.",
    "A child not yet at school is taken to begin TK at {tk} or SD at {sd}; this is custom, not law that was read.",
)
_AGE_DAY = Text(
    "Umur {age} diuji pada hari pengajuan tiap tahun (ulang tanggal kejadian); bila diuji pada awal tahun ajaran, "
    "jumlahnya {total}.",
    "Age {age} is tested on the day of each yearly claim (the date of the event); tested at the start of the school "
    "year, the sum is {total}.",
)
_LUMP = Text("Beasiswa {amount}, satu per peserta", "Scholarship {amount}, one per participant")
_ANY_CHILD = Text(
    "Tidak ada anak di bawah 23 tahun yang belum menikah atau bekerja, jadi tidak dihitung; apakah satu beasiswa per "
    "peserta itu mensyaratkannya belum dibaca.",
    "No child is under 23, unmarried and out of work, so nothing is counted; whether that one scholarship per "
    "participant asked for it has not been read.",
)
_NO_CHILD_SAID = Text(
    "Kasus tidak menyebut anak; beasiswa hanya bila ada anak yang bersekolah.",
    "The case names no children; the scholarship is due only if a child is at school.",
)


def lump_sum(children: tuple[Child, ...] | None, event: date, parameters: Parameters) -> Part:
    """Before PP 82/2019: one amount per participant. ``children`` None: the case does not say."""
    rule = parameters["scholarship/lump_sum"].find(event)
    if rule is None:
        return Part()
    if children and not any(_may_claim(child, event, parameters) for child in children):
        return Part((), (Doubt("scholarship_any_child", _ANY_CHILD, rule.value),))
    if children == ():
        return Part()
    line = benefit_line("scholarship", rule.value, 1, _LUMP.format(amount=rupiah(rule.value)), rule)
    return Part(
        (line,), (Doubt("children_not_named", _NO_CHILD_SAID, -rule.value),) if children is None else ()
    )


def _may_claim(child: Child, event: date, parameters: Parameters) -> bool:
    end_age = parameters.amount("scholarship/end_age", event)
    return age(child.born, event) < end_age and not child.married and not child.working


def schedule(children: tuple[Child, ...], event: date, parameters: Parameters) -> Schedule:
    """From PP 82/2019: a yearly amount per child until 23, marriage, work or the end of studies."""
    levels = parameters["scholarship/levels"].find(event)
    if levels is None or not children:
        return Schedule()
    terms = _terms(levels, event, parameters)
    by_child = [tuple(_years(n, child, event, terms)) for n, child in enumerate(children, 1)]
    limit = parameters.at("scholarship/max_children", event)
    chosen = _largest(by_child, limit.value)
    years = tuple(year for number in chosen for year in by_child[number])
    doubts = []
    if sum(1 for own in by_child if own) > limit.value:
        doubts.append(Doubt("scholarship_choice", _MORE_CHILDREN.format(n=limit.value)))
    starters = [c for c in children if c.level is None and age(c.born, event) < terms.start_ages["SD"]]
    if starters:
        text = _SCHOOL_START.format(tk=terms.start_ages["TK"], sd=terms.start_ages["SD"])
        doubts.append(Doubt("scholarship_school_start", text))
    other = sum(
        year.amount
        for number in chosen
        for year in _years(number + 1, children[number], event, terms, at_school_start=True)
    )
    total = sum(year.amount for year in years)
    if other != total:
        text = _AGE_DAY.format(age=terms.end_age, total=rupiah(other))
        doubts.append(Doubt("scholarship_age_day", text, other - total))
    return Schedule(years, tuple(doubts), (levels, limit))


def _terms(levels: Dated, event: date, parameters: Parameters) -> _Terms:
    return _Terms(
        levels={row["level"]: (row["amount"], row["years"]) for row in levels.value},
        end_age=parameters.amount("scholarship/end_age", event),
        exceptions=tuple(parameters.at("scholarship/work_exceptions", event).value),
        start_ages=parameters.at("scholarship/start_age", event).value,
        school_year_start=parameters.amount("scholarship/school_year_start", event),
    )


def _years(
    number: int, child: Child, event: date, terms: _Terms, *, at_school_start: bool = False
) -> Iterator[SchoolYear]:
    """One claim for each school year, on the day of the event in each following year."""
    first_year = event.year if event.month >= terms.school_year_start else event.year - 1
    wait, path = _path(child, event, terms)
    for step, level in zip(count(wait), path, strict=False):
        claim = add_years(event, step)
        start = date(first_year + step, terms.school_year_start, 1)
        # A claim falls on an anniversary of the event: whole years are added, so that 29 February makes no odds.
        old = age(child.born, start) if at_school_start else age(child.born, event) + step
        if old >= terms.end_age or _ended(child, claim, terms):
            return
        year = first_year + step
        yield SchoolYear(number, f"{year}/{year + 1}", level, terms.levels[level][0])


def _ended(child: Child, claim: date, terms: _Terms) -> bool:
    """Marriage or work before the claim; some work of a child still in education does not count."""
    married = child.married is not None and child.married <= claim
    works = child.working is not None and child.working <= claim
    return married or (works and child.working_as not in terms.exceptions)


def _path(child: Child, event: date, terms: _Terms) -> tuple[int, list[str]]:
    """Years to wait for school, and the level of each school year after that, the present grade first."""
    if child.level is not None:
        wait, level, grade = 0, child.level, child.grade
    else:
        level = "TK" if age(child.born, event) < terms.start_ages["TK"] else "SD"
        wait = next(n for n in count() if age(child.born, add_years(event, n)) >= terms.start_ages[level])
        grade = 1
    levels = list(terms.levels)
    following = levels[levels.index(level) + 1 :]
    own = [level] * (terms.levels[level][1] - grade + 1)
    return wait, own + [later for later in following for _ in range(terms.levels[later][1])]


def _largest(by_child: Iterable[tuple[SchoolYear, ...]], limit: int) -> list[int]:
    """Positions of the children with the largest sums, in the order given."""
    sums = [sum(year.amount for year in own) for own in by_child]
    ranked = sorted(range(len(sums)), key=lambda number: (-sums[number], number))
    return sorted(number for number in ranked[:limit] if sums[number])
