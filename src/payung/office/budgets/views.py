"""The budget pages: scenarios side by side, and what each fund pays this year and next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from payung.language import number, rupiah
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.budgets import presenting, queries
from payung.office.budgets.forms import scenario_forms
from payung.office.core.group_tables import GroupTable
from payung.office.core.language import page_language
from payung.office.core.tables import Column
from payung.office.journal.lists import respond

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _tabs(at: str) -> list[dict[str, Any]]:
    pages = (("budgets", _("What a budget buys")), ("budget_cliff", _("What falls away")))
    return [{"label": label, "href": reverse(name), "active": name == at} for name, label in pages]


@needs(May.SEE_MONEY)
def what_if(request: HttpRequest) -> HttpResponse:
    """Up to three scenarios; nothing is kept, the address is the scenario."""
    forms = scenario_forms(request.GET)
    asked = [form for form in forms if form.is_bound]
    plans = [form.plan for form in asked if form.is_valid()]
    wrong = any(form.errors for form in asked)
    context: dict[str, Any] = {"tabs": _tabs("budgets"), "forms": forms, "wrong": wrong, "plans": plans}
    if plans:
        experience = queries.experience(request.user)
        words = presenting.standing_words()
        context |= {
            "rows": presenting.side_by_side(plans, experience),
            "years": presenting.years(plans),
            "chart": presenting.chart(plans),
            "chart_words": _chart_words(plans),
            "experience": experience,
            "months": [
                {
                    "name": plan.scenario.name,
                    "lines": [
                        {"it": line, "label": words[line.standing], "tone": presenting.TONES[line.standing]}
                        for line in plan.lines
                    ],
                }
                for plan in plans
            ],
            "asked": request.GET.urlencode(),
        }
    return render(request, "budgets/what_if.html", context, status=422 if wrong else 200)


def _chart_words(plans: list[Any]) -> str:
    said = [
        _("%(name)s: %(cost)s for %(months)s person-months")
        % {
            "name": plan.scenario.name,
            "cost": rupiah(plan.cost),
            "months": number(plan.person_months, page_language()),
        }
        for plan in plans
    ]
    return ". ".join(said) + "."


@require_POST
@needs(May.SEE_MONEY)
def export(request: HttpRequest) -> HttpResponseBase:
    plans = [form.plan for form in scenario_forms(request.GET) if form.is_bound and form.is_valid()]
    if not plans:
        return what_if(request)
    content = presenting.export(request.user, plans, queries.experience(request.user))
    headers = {"Content-Disposition": 'attachment; filename="anggaran.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=_XLSX, headers=headers)


class CliffTable(GroupTable):
    name = "budget-cliff"
    title = gettext_lazy("What each fund pays, and what falls away")
    columns = (
        Column(
            "fund", gettext_lazy("Fund"), sort="fund", width=34, link=lambda row: reverse("fund", args=[row["public_id"]])
        ),
        Column("falls_away", gettext_lazy("Without a decree in January"), kind="integer", sort="falls_away", total="falls_away"),
        Column("people", gettext_lazy("People"), kind="integer", sort="people", total="people"),
        Column("last_month", gettext_lazy("Last month"), kind="month", sort="last_month"),
        Column("rupiah", gettext_lazy("This year"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column("next_rupiah", gettext_lazy("Next year"), kind="rupiah", sort="next_rupiah", total="next_rupiah"),
        Column("to_go_on", gettext_lazy("To go on for 12 months"), kind="rupiah", sort="to_go_on", total="to_go_on"),
        Column("ends", gettext_lazy("Agreement ends"), kind="date"),
        Column("person_months", gettext_lazy("Person-months"), kind="integer", sort="person_months", total="person_months"),
    )  # fmt: skip
    first_order = "-falls_away"
    empty_title = gettext_lazy("No fund pays anything this year")
    empty_words = gettext_lazy("Figures appear with the first approved decree of a fund.")


@needs(May.SEE_MONEY)
def cliff(request: HttpRequest) -> HttpResponseBase:
    today = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= 2100 else today
    table = CliffTable(request, [_sortable(row) for row in queries.cliff(request.user, year)])
    context = {
        "tabs": _tabs("budget_cliff"),
        "year": year,
        "years": [
            {"label": str(each), "href": f"{reverse('budget_cliff')}?tahun={each}", "active": each == year}
            for each in range(today - 2, today + 2)
        ],
    }
    return respond(request, table, "budgets/cliff.html", context)


def _sortable(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"last_month": row["last_month"] or 0} if row["last_month"] is None else row
