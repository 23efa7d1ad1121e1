"""The lines of a statement, as the page and the papers tell them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.law.month import Month
from payung.office.core.language import page_language
from payung.office.cover.months import GATE_WORDS
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.causes import WORDS
from payung.office.reconciliation.statement import Statement

GATES = {
    "decided": gettext_lazy("On decrees"),
    "enrolled": gettext_lazy("Enrolled with BPJS"),
    "billed": gettext_lazy("On bills"),
    "paid": gettext_lazy("Paid"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """``kind``: a gate, a cause (taken off), or money. ``people`` and ``months`` are None where there are none."""

    kind: str
    words: str
    people: int | None
    months: int | None
    rupiah: int
    href: str = ""


def lines(statement: Statement, asked: Asked) -> Iterator[Line]:
    """From decided to the money that left; causes are told below zero, so that the column adds up."""
    for gate in statement.gates:
        yield Line(
            "gate",
            str(GATES[gate.code]),
            gate.people,
            gate.months,
            gate.rupiah,
            _to(asked, gerbang=gate.code),
        )
        for cause in gate.causes:
            words = f"{WORDS[cause.code]}: {cause.reason}" if cause.reason else str(WORDS[cause.code])
            yield Line(
                "cause",
                words,
                cause.people,
                -cause.months,
                -cause.rupiah,
                _to(asked, sebab=cause.code, alasan=cause.reason),
            )
        if gate.rate:
            yield Line(
                "cause", _("The bills ask another rate than the decision reckoned"), None, None, gate.rate
            )
    money = statement.money
    if money is None:
        return
    if money.untied:
        yield Line("fault", _("Money and bills without person-months"), None, None, money.untied)
    if money.corrected:
        yield Line("correction", _("Corrections of the bills"), None, None, money.corrected)
    yield Line("residual", _("Left over: settles no whole person-month"), None, None, money.left_over)
    yield Line("money", _("Money recorded for these bills"), None, None, money.amount)


def _to(asked: Asked, **more: str) -> str:
    return f"{reverse('reconciliation_people')}?{asked.address(**more)}"


def title(asked: Asked) -> str:
    """What the question is about, in one line."""
    tongue = page_language()
    parts: list[Any] = [asked.programme.name if asked.programme else _("All programmes")]
    if asked.fund:
        parts.append(str(asked.fund))
    if asked.area:
        parts.append(asked.area.name)
    months = [Month.from_number(each).to(tongue) if each else "…" for each in (asked.first, asked.last)]
    if asked.first or asked.last:
        parts.append(months[0] if asked.first == asked.last else " – ".join(months))
    return " · ".join(str(part) for part in parts)


def behind(gate: str, cause: str, reason: str) -> str:
    """What a list of people stands behind."""
    if cause:
        return f"{WORDS[cause]}: {reason}" if reason else str(WORDS[cause])
    return str(GATE_WORDS[gate])
