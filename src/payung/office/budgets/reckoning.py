"""What a budget buys, month by month: rupiah by the law's rates, months that wait for the changed budget, and what a
family would get in each of them. Plain reckoning; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from payung.law.continuity import continuity
from payung.law.death import full_death_benefit
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.funding.rates import Costs, Rate

Standing = Literal["paid", "late", "lost"]
CLIFF_YEARS = 2  # after the last year of the scenario


@dataclass(frozen=True, slots=True)
class Scenario:
    """``first_budget``: months that the first budget pays (None: all of them); the others wait for the changed budget,
    whose money flows from ``money_again`` on. ``transport`` is the share of the people in percent."""

    name: str
    people: int
    first: Month
    months: int
    payer: str
    transport: int = 0
    with_jht: bool = False
    income: int = 1_000_000
    ceiling: int | None = None
    first_budget: int | None = None
    money_again: Month | None = None

    @property
    def last(self) -> Month:
        return self.first + (self.months - 1)

    @property
    def drivers(self) -> int:
        return round(self.people * self.transport / 100)


@dataclass(frozen=True, slots=True)
class Line:
    """One month: ``rupiah`` and ``normal`` (without relief) of everybody; ``death`` what a death not from work on its
    last day pays a family, by the months paid until then."""

    month: Month
    standing: Standing
    rupiah: int
    normal: int
    jht: int  # of one person
    death: int


class Plan:
    """A scenario reckoned."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._costs = Costs(scenario.income, scenario.with_jht)

    @cached_property
    def lines(self) -> list[Line]:
        said = dict(self._standings())
        return [
            Line(
                month,
                standing,
                *(self._of_month(month, self.scenario.people) if standing != "lost" else (0, 0)),
                self._rate(month, "other").jht if standing != "lost" else 0,
                self._death(month, said),
            )
            for month, standing in said.items()
        ]

    def _standings(self) -> Iterator[tuple[Month, Standing]]:
        """Months before the money flows again are paid late where the law's window of arrears allows it and somebody
        is a member already; else they are lost, and membership begins anew."""
        asked = self.scenario
        paid = asked.months if asked.first_budget is None else asked.first_budget
        gap_first = asked.first + paid
        again = asked.money_again or gap_first
        window = current().amount("membership/arrears_months", again.first_day())
        late: Standing = "late" if paid and again - gap_first <= window else "lost"
        for month in asked.first.span(asked.months):
            yield month, ("paid" if month < gap_first or month >= again else late)

    def _rate(self, month: Month, sector: str) -> Rate:
        return self._costs.month(month.number, sector, self.scenario.payer, self._registered)

    @property
    def _registered(self) -> int:
        return self.scenario.first.number

    def _of_month(self, month: Month, people: int) -> tuple[int, int]:
        drivers = round(people * self.scenario.transport / 100)
        other, transport = self._rate(month, "other"), self._rate(month, "transport")
        return (
            (people - drivers) * other.due + drivers * transport.due,
            (people - drivers) * other.normal + drivers * transport.normal,
        )

    def _death(self, month: Month, said: dict[Month, Standing]) -> int:
        """By the months paid by then: a late one counts from the day on which the money flows."""
        again = self.scenario.money_again or self.scenario.first
        known = [
            each
            for each, standing in said.items()
            if each <= month and (standing == "paid" or (standing == "late" and month >= again))
        ]
        told = continuity(known, month.last_day())
        return told.death_today[0].amount if told.death_today else 0

    # The figures that stand side by side

    @property
    def paid(self) -> list[Line]:
        return [line for line in self.lines if line.standing != "lost"]

    @property
    def person_months(self) -> int:
        return self.scenario.people * len(self.paid)

    @property
    def cost(self) -> int:
        return sum(line.rupiah for line in self.lines)

    @property
    def saved(self) -> int:
        """What reliefs take off."""
        return sum(line.normal - line.rupiah for line in self.lines)

    def count(self, standing: Standing) -> int:
        return sum(line.standing == standing for line in self.lines)

    @property
    def savings(self) -> int:
        """Old-age savings paid in for one person, without their growth."""
        return sum(line.jht for line in self.lines)

    @cached_property
    def full_from(self) -> Month | None:
        """The month from whose end on a death pays in full, without a break, until the scenario ends."""
        since: Month | None = None
        for line in reversed(self.lines):
            if line.death < full_death_benefit(line.month.last_day(), current()).total:
                break
            since = line.month
        return since

    @property
    def death_at_end(self) -> int:
        return self.lines[-1].death

    @property
    def after_decree(self) -> int | None:
        """Months between the changed budget and the end."""
        again = self.scenario.money_again
        return None if again is None else max(self.scenario.last - again + 1, 0)

    # What the ceiling buys

    def price(self, people: int) -> int:
        return sum(self._of_month(line.month, people)[0] for line in self.paid)

    @cached_property
    def people_bought(self) -> int | None:
        """How many people the ceiling pays all these months for."""
        ceiling = self.scenario.ceiling
        if ceiling is None or not self.paid:
            return None
        low, high = 0, max(self.scenario.people, 1)
        while self.price(high) <= ceiling and high < 10**9:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.price(middle) <= ceiling else (low, middle)
        return low

    @cached_property
    def months_bought(self) -> int | None:
        """How many of the paid months the ceiling reaches for everybody."""
        if self.scenario.ceiling is None:
            return None
        left, bought = self.scenario.ceiling, 0
        for line in self.paid:
            left -= line.rupiah
            if left < 0:
                break
            bought += 1
        return bought

    # The years after

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """Rupiah by calendar year: of the scenario, then of whole years in which the same people go on."""
        sums: dict[int, int] = {}
        for line in self.lines:
            sums[line.month.year] = sums.get(line.month.year, 0) + line.rupiah
        after = self.scenario.last.year
        for year in range(after + 1, after + CLIFF_YEARS + 1):
            sums[year] = sum(
                self._of_month(month, self.scenario.people)[0] for month in Month(year, 1).span(12)
            )
        return sorted(sums.items())


@dataclass(frozen=True, slots=True)
class Experience:
    """Cases and rupiah for so many paid person-months; ``own`` false where it is the published prior."""

    person_months: int
    cases: int
    benefits: int
    own: bool

    def expected_cases(self, person_months: int) -> float:
        return self.cases * person_months / self.person_months if self.person_months else 0.0

    def expected_rupiah(self, person_months: int) -> int:
        return self.benefits * person_months // self.person_months if self.person_months else 0


# Kabupaten Sijunjung, March 2022 to July 2025: Rp5.4 billion paid in, 119 cases, Rp5.8 billion paid out (radarsumbar
# 177073, tribunpadang); at Rp16.800 a month.
PUBLISHED = Experience(5_400_000_000 // 16_800, 119, 5_800_000_000, own=False)
