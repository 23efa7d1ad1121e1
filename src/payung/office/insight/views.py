"""Pages of the four counts: programmes, one programme, the people behind a number."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.language import number, rupiah
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.language import page_language
from payung.office.cover.months import GATE_WORDS, named_months
from payung.office.insight import queries
from payung.office.insight.tables import CountTable, MonthPeopleTable
from payung.office.journal.lists import respond
from payung.office.programmes.models import Programme

_GROUPS: dict[str, queries.By] = {"": "month", "dana": "fund", "desa": "village"}


@needs(May.SEE_INSIGHT)
def summary(request: HttpRequest) -> HttpResponse:
    """The programmes, each with its four counts."""
    counted = {row["code"]: row for row in queries.counts(request.user, "programme")}
    programmes = [
        {"programme": programme, "counts": counted.get(programme.public_id)}
        for programme in queries.programmes(request.user)
    ]
    return render(
        request, "insight/summary.html", {"programmes": programmes, "money": queries.sees_money(request.user)}
    )


@needs(May.SEE_INSIGHT)
def programme(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(queries.programmes(request.user), public_id=public_id)
    per = request.GET.get("per", "")
    by = _GROUPS.get(per, "month")
    groups = queries.counts(request.user, by, found)
    money = queries.sees_money(request.user)
    totals = queries.totals(groups)
    here = reverse("insight_programme", args=[public_id])
    context: dict[str, Any] = {
        "programme": found,
        "totals": totals,
        "figures": _figures(totals),
        "money": money,
        "tabs": [
            {"label": _("By month"), "href": here, "active": by == "month"},
            {"label": _("By fund"), "href": f"{here}?per=dana", "active": by == "fund"},
            {"label": _("By village"), "href": f"{here}?per=desa", "active": by == "village"},
        ],
    }
    if by == "month":
        context |= {"chart": _chart(groups), "chart_words": _chart_words(totals)}
        context |= _residuals(request, found) if money else {}
    table = CountTable(request, groups, found, by, money=money)
    return respond(request, table, "insight/programme.html", context)


def _figures(totals: dict[str, int]) -> list[dict[str, Any]]:
    tones = {"not_enrolled": "wait", "not_billed": "wait", "unpaid": "stop"}
    gaps = {"enrolled": "not_enrolled", "billed": "not_billed", "paid": "unpaid"}
    figures = []
    for gate in queries.GATES:
        gap = gaps.get(gate, "")
        missing = totals.get(gap, 0)
        hint = f"{GATE_WORDS[gap]}: {number(missing, page_language())}" if missing else ""
        figures.append(
            {
                "label": GATE_WORDS[gate],
                "value": totals[gate],
                "hint": hint,
                "tone": tones[gap] if missing else "ok" if gap and totals[gate] else "",
            }
        )
    return figures


def _chart(groups: list[dict[str, Any]]) -> dict[str, Any]:
    tongue = page_language()
    return {
        "xAxis": {"type": "category", "data": [Month.from_number(row["code"]).to(tongue) for row in groups]},
        "yAxis": {"type": "value"},
        "legend": {"top": 0},
        "series": [
            {"type": "bar", "name": str(GATE_WORDS[gate]), "data": [row[gate] for row in groups]}
            for gate in queries.GATES
        ],
    }


def _chart_words(totals: dict[str, int]) -> str:
    told = {name: number(totals[name], page_language()) for name in ("decided", "paid", "unpaid")}
    return (
        _(
            "Of %(decided)s person-months decided, %(paid)s are paid; %(unpaid)s are billed and wait for money."
        )
        % told
    )


def _residuals(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """What does not tie out, month by month and in all."""
    found = queries.residuals(request.user, programme)
    rows = [
        {
            "month": month,
            "bills": rupiah(each.bills),
            "untied": rupiah(each.untied),
            "amount": rupiah(each.amount),
            "settled": rupiah(each.settled),
            "left_over": rupiah(each.left_over),
            "unpaid": rupiah(each.unpaid),
        }
        for month, each in found.items()
    ]
    untied = sum(each.untied for each in found.values())
    left_over = sum(each.left_over for each in found.values())
    return {
        "residuals": rows,
        "untied": rupiah(untied) if untied else "",
        "left_over": rupiah(left_over) if left_over else "",
    }


@needs(May.SEE_PEOPLE)
def people(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Who stands behind a number, by name."""
    found = get_object_or_404(queries.programmes(request.user), public_id=public_id)
    rows = named_months(request.user).filter(programme=found)
    table = MonthPeopleTable(request, rows, area=found.area_id)
    gate = table.chosen.get("gerbang", "decided")
    context = {"programme": found, "gate": cast(str, GATE_WORDS[gate])}
    return respond(request, table, "insight/people.html", context)
