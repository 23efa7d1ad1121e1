"""Scenarios side by side, as rows of a page and as sheets of a workbook."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _

from payung.language import same
from payung.office.accounts.permissions import May, Refused, common_area, scope
from payung.office.budgets.reckoning import Experience, Plan
from payung.office.core.language import page_language
from payung.office.funding.models import Payer
from payung.office.journal.acts import act, record
from payung.sheets import Column, Sheet, write_xlsx

TONES = {"paid": "ok", "late": "wait", "lost": "stop"}


def standing_words() -> dict[str, str]:
    return {"paid": _("Paid in time"), "late": _("Paid late, as arrears"), "lost": _("Left unpaid")}


def side_by_side(plans: list[Plan], experience: Experience) -> list[dict[str, Any]]:
    """One row for each question; ``kind`` as core/cells.py names kinds."""

    def row(label: str, kind: str, values: list[Any], hint: str = "") -> dict[str, Any]:
        cells = [
            {"name": plan.scenario.name, "value": value} for plan, value in zip(plans, values, strict=True)
        ]
        return {"label": label, "kind": kind, "cells": cells, "hint": hint}

    shown = [
        row(_("Who pays"), "text", [Payer(plan.scenario.payer).label for plan in plans]),
        row(_("People"), "integer", [plan.scenario.people for plan in plans]),
        row(_("Months paid"), "integer", [len(plan.paid) for plan in plans]),
        row(_("Person-months"), "integer", [plan.person_months for plan in plans]),
        row(_("Contributions"), "rupiah", [plan.cost for plan in plans]),
        row(_("Taken off by reliefs"), "rupiah", [plan.saved for plan in plans]),
        row(
            _("Full death benefit from"),
            "text",
            [plan.full_from.to(page_language()) if plan.full_from else _("never") for plan in plans],
            _("By the end of that month, and until the scenario ends"),
        ),
        row(
            _("A family gets for a death at the end"),
            "rupiah",
            [plan.death_at_end for plan in plans],
            _("Not from work, scholarship apart"),
        ),
        row(
            _("Expected cases"), "text", [_decimal(experience.expected_cases(p.person_months)) for p in plans]
        ),
        row(_("Expected benefits"), "rupiah", [experience.expected_rupiah(p.person_months) for p in plans]),
    ]
    if any(plan.scenario.with_jht for plan in plans):
        shown.append(row(_("Old-age savings of one person"), "rupiah", [plan.savings for plan in plans]))
    if any(plan.scenario.money_again for plan in plans):
        shown += [
            row(
                _("Months between the changed budget and the end"),
                "integer",
                [plan.after_decree if plan.scenario.money_again else None for plan in plans],
            ),
            row(_("Months paid late"), "integer", [plan.count("late") for plan in plans]),
            row(_("Months not paid"), "integer", [plan.count("lost") for plan in plans]),
        ]
    if any(plan.scenario.ceiling is not None for plan in plans):
        shown += [
            row(_("Ceiling of the budget"), "rupiah", [plan.scenario.ceiling for plan in plans]),
            row(
                _("Left over, or short of (below zero)"),
                "rupiah",
                [
                    None if plan.scenario.ceiling is None else plan.scenario.ceiling - plan.cost
                    for plan in plans
                ],
            ),
            row(_("People it pays all these months for"), "integer", [plan.people_bought for plan in plans]),
            row(_("Months it pays everybody for"), "integer", [plan.months_bought for plan in plans]),
        ]
    return shown


def _decimal(value: float) -> str:
    text = f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,")) if page_language() == "id" else text


def years(plans: list[Plan]) -> list[dict[str, Any]]:
    """Rupiah by year for each plan; what lies after a plan's own months is asked for, not decided."""
    sums = [dict(plan.years) for plan in plans]
    return [
        {
            "year": year,
            "cells": [
                {
                    "name": plan.scenario.name,
                    "value": of.get(year),
                    "after": year > plan.scenario.last.year,
                }
                for plan, of in zip(plans, sums, strict=True)
            ],
        }
        for year in sorted({year for of in sums for year in of})
    ]


def chart(plans: list[Plan]) -> dict[str, Any]:
    rows = years(plans)
    return {
        "xAxis": {"type": "category", "data": [str(row["year"]) for row in rows]},
        "yAxis": {"type": "value"},
        "legend": {"top": 0},
        "series": [
            {"type": "bar", "name": plan.scenario.name, "data": [row["cells"][at]["value"] for row in rows]}
            for at, plan in enumerate(plans)
        ],
    }


def _columns(*named: tuple[str, str, Any]) -> list[Column]:
    return [Column(key, same(label), kind) for key, label, kind in named]


@act("budget.export")
def export(actor: Any, plans: list[Plan], experience: Experience) -> bytes:
    """The scenarios as a workbook: a sheet of figures, a sheet of months, a sheet of years."""
    if not scope(actor, May.SEE_MONEY):
        raise Refused(May.SEE_MONEY)
    target = io.BytesIO()
    sheets = [_figure_sheet(plans, experience), _month_sheet(plans), _year_sheet(plans)]
    write_xlsx(target, sheets, page_language())
    record("budget", area=common_area(actor), facts={"scenarios": len(plans)})
    return target.getvalue()


def _figure_sheet(plans: list[Plan], experience: Experience) -> Sheet:
    return Sheet(
        _("Scenarios"),
        _columns(
            ("name", _("Name"), "text"),
            ("payer", _("Who pays"), "text"),
            ("people", _("People"), "integer"),
            ("months", _("Months paid"), "integer"),
            ("person_months", _("Person-months"), "integer"),
            ("cost", _("Contributions"), "rupiah"),
            ("saved", _("Taken off by reliefs"), "rupiah"),
            ("death", _("A family gets for a death at the end"), "rupiah"),
            ("savings", _("Old-age savings of one person"), "rupiah"),
            ("benefits", _("Expected benefits"), "rupiah"),
            ("late", _("Months paid late"), "integer"),
            ("lost", _("Months not paid"), "integer"),
            ("ceiling", _("Ceiling of the budget"), "rupiah"),
            ("bought", _("People it pays all these months for"), "integer"),
        ),
        [_figures(plan, experience) for plan in plans],
    )


def _month_sheet(plans: list[Plan]) -> Sheet:
    words = standing_words()
    return Sheet(
        _("Months"),
        _columns(
            ("name", _("Name"), "text"),
            ("month", _("Month"), "text"),
            ("standing", _("State"), "text"),
            ("rupiah", _("Contributions"), "rupiah"),
            ("normal", _("Without relief"), "rupiah"),
            ("death", _("A death pays the family"), "rupiah"),
        ),
        [
            {
                "name": plan.scenario.name,
                "month": str(line.month),
                "standing": words[line.standing],
                "rupiah": line.rupiah,
                "normal": line.normal,
                "death": line.death,
            }
            for plan in plans
            for line in plan.lines
        ],
    )


def _year_sheet(plans: list[Plan]) -> Sheet:
    return Sheet(
        _("Years"),
        _columns(
            ("name", _("Name"), "text"), ("year", _("Year"), "text"), ("rupiah", _("Contributions"), "rupiah")
        ),
        [
            {"name": plan.scenario.name, "year": str(year), "rupiah": sum_}
            for plan in plans
            for year, sum_ in plan.years
        ],
    )


def _figures(plan: Plan, experience: Experience) -> dict[str, Any]:
    asked = plan.scenario
    return {
        "name": asked.name,
        "payer": str(Payer(asked.payer).label),
        "people": asked.people,
        "months": len(plan.paid),
        "person_months": plan.person_months,
        "cost": plan.cost,
        "saved": plan.saved,
        "death": plan.death_at_end,
        "savings": plan.savings,
        "benefits": experience.expected_rupiah(plan.person_months),
        "late": plan.count("late"),
        "lost": plan.count("lost"),
        "ceiling": asked.ceiling,
        "bought": plan.people_bought,
    }
