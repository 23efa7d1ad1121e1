"""Whether JKM is full, or membership was too short for it (Permenaker 1/2025: the three-month rule of BPU)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.law.calendar_days import add_months
from payung.law.month import Month
from payung.law.parameters import Dated, Parameters


@dataclass(frozen=True, slots=True)
class Waiting:
    """The rule on the day of death and each reading of it: is the benefit full?

    ``by_months`` is the reading acted on: calendar months since registration. ``by_days`` counts 90 days,
    ``by_contribution_months`` counts the months of contribution begun (“the first to the third month”).
    """

    rule: Dated
    applies: bool
    by_months: bool
    by_days: bool
    by_contribution_months: bool

    @property
    def amount(self) -> int:
        """What is paid while membership is too short, in rupiah."""
        return int(self.rule.value["amount"])


def waiting(registered: date, death: date, segment: str, parameters: Parameters) -> Waiting:
    """How the three-month rule reads for a membership from ``registered`` to ``death``."""
    rule = parameters.at("jkm/waiting", death)
    terms: dict[str, Any] = rule.value
    return Waiting(
        rule=rule,
        applies=segment in terms["segments"] and terms["months"] > 0,
        by_months=add_months(registered, terms["months"]) <= death,
        by_days=(death - registered).days >= terms["days"],
        by_contribution_months=Month.of(death) - Month.of(registered) >= terms["months"],
    )


def full_from(registered: date, parameters: Parameters, on: date) -> date:
    """The first day on which JKM is full under the rule in force ``on`` a day: calendar months."""
    return add_months(registered, parameters.at("jkm/waiting", on).value["months"])
