"""One line of a benefit: what is paid, how it was worked out, and the law it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, Literal

from payung.language import Language, Text
from payung.law.doubt import Doubt
from payung.law.parameters import Confidence, Dated
from payung.law.parameters.model import CONFIDENCES

Code = Literal[
    "medical",
    "transport",
    "temporary_inability",
    "partial_disability",
    "total_disability",
    "death_grant",
    "funeral",
    "periodic",
    "scholarship",
    "late_payment",
]


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """``amount`` in whole rupiah; ``quantity`` counts what the working names (months, wages, days)."""

    code: Code
    amount: int
    quantity: Fraction
    working: Text
    rules: tuple[Dated, ...]
    confidence: Confidence

    def citation(self, language: Language) -> str:
        return "; ".join(dict.fromkeys(rule.citation.to(language) for rule in self.rules))

    def citation_text(self) -> Text:
        return Text(self.citation("id"), self.citation("en"))

    def to_json(self, language: Language) -> dict[str, Any]:
        count = self.quantity
        return {
            "code": self.code,
            "amount": self.amount,
            "quantity": int(count) if count.denominator == 1 else round(float(count), 4),
            "working": self.working.to(language),
            "citation": self.citation(language),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """What one formula contributes to the answer."""

    lines: tuple[BenefitLine, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


def benefit_line(
    code: Code,
    amount: int,
    quantity: int | Fraction,
    working: Text,
    *rules: Dated,
    confidence: Confidence | None = None,
) -> BenefitLine:
    """A line as certain as the least certain rule it rests on, or as ``confidence`` where that is less."""
    marks = [rule.confidence for rule in rules] + ([confidence] if confidence else [])
    return BenefitLine(code, amount, Fraction(quantity), working, rules, least_certain(marks))


def least_certain(marks: Iterable[Confidence]) -> Confidence:
    return max(marks, key=CONFIDENCES.index)


def whole(amount: Fraction) -> int:
    """The nearest whole rupiah, halves upwards."""
    return floor(amount + Fraction(1, 2))


def plain(value: Fraction | Decimal | int) -> Text:
    """A number as people write it: 4,5 in Indonesian, 4.5 in English."""
    said = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return Text(said.replace(".", ","), said)
