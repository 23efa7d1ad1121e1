"""The way to a target: who is missing, what it costs a year, where the pace so far leads. Numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from payung.law.contribution import contribution
from payung.law.coverage import Share, coverage_share
from payung.law.month import Month
from payung.law.parameters import current

YEAR = 12
_DAYS = Fraction(36525, 100)


@dataclass(frozen=True, slots=True)
class Goal:
    """People to be protected in a year, and who said so; ``percent`` where the goal is one of a workforce."""

    series: str
    year: int
    people: int
    percent: Fraction | None = None
    about: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class National:
    """A national target as the law's parameters keep it, dated and cited."""

    series: str
    year: int
    percent: Fraction
    confidence: str
    citation: str


def national(today: date) -> list[National]:
    """Kept apart by series: they use different definitions."""
    dated = current().at("coverage/targets", today)
    rows: Any = dated.value
    return sorted(
        (
            National(
                row["series"], int(row["year"]), Fraction(str(row["percent"])), row["confidence"],
                dated.citation.regulation,
            )
            for row in rows
        ),
        key=lambda each: (each.year, each.series),
    )  # fmt: skip


def goal_of(target: National, workforce: int) -> Goal:
    """The people that a share of the workforce means: a part of a person counts as one."""
    return Goal(target.series, target.year, ceil(target.percent * workforce / 100), target.percent)


def year_of_cover(today: date) -> int:
    """Rupiah that the law asks for one informal worker's twelve months next year, paid from APBD, lowest band."""
    start = Month(today.year + 1, 1)
    return contribution(month=start, months=YEAR, income=1_000_000, sector="other", payer="apbd").due


@dataclass(frozen=True, slots=True)
class Way:
    """From now to a goal, with what decided and planned lists bring."""

    goal: Goal
    now: int
    decided: int
    planned: int
    workforce: int | None
    years: int
    rupiah: int  # of one person's year

    @property
    def with_decided(self) -> int:
        return self.now + self.decided

    @property
    def with_plan(self) -> int:
        return self.with_decided + self.planned

    @property
    def missing(self) -> int:
        """0 where the goal is reached already."""
        return max(0, self.goal.people - self.now)

    @property
    def missing_after_decided(self) -> int:
        return max(0, self.goal.people - self.with_decided)

    @property
    def missing_after_plan(self) -> int:
        return max(0, self.goal.people - self.with_plan)

    @property
    def people_a_year(self) -> int:
        """So many more every year, the year of the goal included; all at once where that year is past."""
        return ceil(self.missing_after_plan / self.years)

    @property
    def rupiah_first_year(self) -> int:
        return self.people_a_year * self.rupiah

    @property
    def rupiah_a_year(self) -> int:
        """What all who are missing cost in each year once they are protected."""
        return self.missing_after_plan * self.rupiah

    def share(self, people: int) -> Share | None:
        return coverage_share(people, self.workforce) if self.workforce else None


def years_left(today: date, year: int) -> int:
    """Years in which something can still be done: this one, and those up to the goal's."""
    return max(1, year - today.year + 1)


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the pace so far leads: people on the last day of a year, from slow to fast."""

    year: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Pace:
    """People a year between each two dated counts: the slowest, the middle and the fastest that are reckoned with."""

    counts: int
    low: Fraction
    middle: Fraction
    high: Fraction
    last: date
    people: int

    def at(self, year: int) -> Projection:
        """Never below nobody; never held at a hundred percent."""
        ahead = Fraction((date(year, 12, 31) - self.last).days) / _DAYS
        low, middle, high = (
            max(0, round(self.people + pace * ahead)) for pace in (self.low, self.middle, self.high)
        )
        return Projection(year, low, middle, high)


def pace(counts: Mapping[date, int]) -> Pace | None:
    """The median of the paces between each two counts (Theil and Sen), and as a range its outer quarters; with two
    counts there is one pace and no range. None from fewer than two days."""
    points = sorted(counts.items())
    if len(points) < 2:
        return None
    slopes = sorted(
        (people - before) / (Fraction((day - earlier).days) / _DAYS)
        for at, (earlier, before) in enumerate(points)
        for day, people in points[at + 1 :]
    )
    last, people = points[-1]
    return Pace(len(points), _quantile(slopes, 1, floor), _quantile(slopes, 2, round), _quantile(slopes, 3, ceil),
                last, people)  # fmt: skip


def _quantile(values: Sequence[Fraction], quarter: int, rounded: Any) -> Fraction:
    """One of the values, the outer ones where quarters fall between two; the median of an even number is its mean."""
    at = Fraction((len(values) - 1) * quarter, 4)
    if quarter == 2:
        return (values[floor(at)] + values[ceil(at)]) / 2
    return values[int(rounded(at))]


def by_share(need: int, weights: Mapping[str, int]) -> dict[str, int]:
    """``need`` people over the keys by weight, whole, with nobody lost (largest remainders); evenly without weights."""
    if not weights:
        return {}
    total = sum(weights.values())
    even = {key: weight or 1 for key, weight in weights.items()} if not total else dict(weights)
    total = sum(even.values())
    given = {key: need * weight // total for key, weight in even.items()}
    rest = sorted(even, key=lambda key: (-(need * even[key] % total), key))
    for key in rest[: need - sum(given.values())]:
        given[key] += 1
    return given
