"""What covering one person for the whole plan costs each fund, by the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from payung.allocation.terms import Terms
from payung.language import Text
from payung.law.contribution import contribution
from payung.law.death import death_benefit, full_death_benefit
from payung.law.member import SECTORS
from payung.law.parameters import Parameters, current


@dataclass(frozen=True, slots=True)
class Costs:
    """``by``: whole rupiah a person by (payer, sector). ``doubts``: what they rest on that is unsettled."""

    by: Mapping[tuple[str, str], int]
    doubts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What a family gets, in rupiah, when a member enrolled by the plan dies (not from work) as its months are over.

    ``short`` where the plan ends before membership is long enough for the full death benefit.
    """

    months: int
    full: int
    at_end: int

    @property
    def loss(self) -> int:
        return self.full - self.at_end

    @property
    def short(self) -> bool:
        return self.loss > 0


def costs(terms: Terms, parameters: Parameters | None = None) -> Costs:
    """Asked once for every payer and sector. Raises UnusableInput where the law has no answer for the months."""
    by: dict[tuple[str, str], int] = {}
    doubts: dict[str, Text] = {}
    for payer in dict.fromkeys(fund.payer for fund in terms.funds):
        for sector in SECTORS:
            answer = contribution(
                month=terms.start,
                months=terms.months,
                income=terms.income,
                sector=sector,
                payer=payer,
                jht=terms.jht,
                registered=terms.start if terms.new_members else None,
                parameters=parameters,
            )
            by[payer, sector] = sum(
                line.due if terms.full_rate_from is None or line.month < terms.full_rate_from else line.normal
                for line in answer.lines
            )
            doubts.update({doubt.code: doubt.text for doubt in answer.doubts})
    return Costs(by, tuple(doubts.values()))


def cover(terms: Terms, parameters: Parameters | None = None) -> Cover:
    """The death benefit at the end of the plan, for one whose membership began with it."""
    law = parameters or current()
    end = (terms.last + 1).first_day()  # all its months are complete
    paid = death_benefit(terms.start.first_day(), terms.months, end, "bpu", law).total
    return Cover(terms.months, full_death_benefit(end, law).total, paid)
