"""What a worker's month costs, by the law: asked once for every combination that occurs, never once per person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from payung.language import Text, rupiah
from payung.law.contribution import Contribution, contribution
from payung.law.month import Month


class RateKey(NamedTuple):
    """What sets a rate: the contribution month, the kind of work, the kind of money, the first month of membership.

    Months are yyyymm. ``income`` and ``with_jht`` are the programme's package.
    """

    month: int
    sector: str
    payer: str
    registered: int
    income: int
    with_jht: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """Whole rupiah a person for one month; ``working`` explains it in both languages, for a bill to keep."""

    jkk: int
    jkm: int
    jht: int
    normal: int
    due: int
    relief: str
    working: Mapping[str, Any]


def rates(keys: Iterable[RateKey]) -> dict[RateKey, Rate]:
    """Raises UnusableInput where the law has no answer (a month before it, a month before the membership)."""
    return {key: rate(key) for key in dict.fromkeys(keys)}


def rate(key: RateKey) -> Rate:
    answer = contribution(
        month=Month.from_number(key.month),
        income=key.income,
        sector=key.sector,
        payer=key.payer,
        jht=key.with_jht,
        registered=Month.from_number(key.registered),
    )
    due = {line.programme: line.due for line in answer.lines}
    reliefs = dict.fromkeys(line.relief for line in answer.lines if line.relief)
    return Rate(
        jkk=due.get("JKK", 0),
        jkm=due.get("JKM", 0),
        jht=due.get("JHT", 0),
        normal=answer.normal,
        due=answer.due,
        relief=",".join(reliefs),
        working=_working(answer),
    )


def _working(answer: Contribution) -> dict[str, Any]:
    return {
        "lines": [line.to_json() for line in answer.lines],
        "citations": [_both(text) for text in answer.citations],
        "doubts": [
            {"code": doubt.code, "id": doubt.sentence("id"), "en": doubt.sentence("en")}
            for doubt in answer.doubts
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def in_words(found: Rate) -> Text:
    """JKK Rp10.000 + JKM Rp6.800 = Rp16.800"""
    parts = [("JKK", found.jkk), ("JKM", found.jkm), ("JHT", found.jht)]
    sum_ = " + ".join(f"{name} {rupiah(amount)}" for name, amount in parts if amount)
    line = f"{sum_} = {rupiah(found.due)}"
    return Text(line, line)


class Costs:
    """Costs of whole runs of months for a programme's package; each combination is asked of the law once."""

    def __init__(self, income: int, with_jht: bool) -> None:
        self.income, self.with_jht = income, with_jht
        self._of_month: dict[RateKey, Rate] = {}
        self._of_run: dict[tuple[int, int, str, str, int], int] = {}

    def month(self, month: int, sector: str, payer: str, registered: int) -> Rate:
        key = RateKey(month, sector, payer, registered, self.income, self.with_jht)
        if key not in self._of_month:
            self._of_month[key] = rate(key)
        return self._of_month[key]

    def run(self, first: int, months: int, sector: str, payer: str, registered: int) -> int:
        """Rupiah due for ``months`` months from ``first``."""
        key = (first, months, sector, payer, registered)
        if key not in self._of_run:
            self._of_run[key] = sum(
                self.month(each.number, sector, payer, registered).due
                for each in Month.from_number(first).span(months)
            )
        return self._of_run[key]

    def known(self) -> list[tuple[int, str, str, int, int]]:
        """Every month asked so far: month, sector, payer, registered, due."""
        return [(k.month, k.sector, k.payer, k.registered, rate.due) for k, rate in self._of_month.items()]
