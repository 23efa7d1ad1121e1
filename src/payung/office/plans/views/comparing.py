"""Two plans side by side: figures, funds, villages, and the people whom the difference is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.plans import queries
from payung.office.plans.models import Plan
from payung.office.plans.tables import ComparedTable, MovesTable
from payung.office.plans.views.looking import at, ready
from payung.office.plans.words import changes_in_words


@needs(May.SEE_PLANS)
def compare(request: HttpRequest, public_id: str, other_id: str) -> HttpResponseBase:
    """``public_id`` is the plan before, ``other_id`` the plan after."""
    before, after = ready(request, public_id), ready(request, other_id)
    what = "village" if request.GET.get("per") == "desa" else "fund"
    here = reverse("plan_compare", args=[public_id, other_id])
    table = ComparedTable(request, queries.compared(before, after, what), area=after.programme.area_id)
    context = {
        "before": before,
        "after": after,
        "supposes": [said.to(page_language()) for said in changes_in_words(after)],
        "rows": _figures(before, after),
        "moves": queries.moves(before, after),
        "tabs": [
            {"label": _("By fund"), "href": here, "active": what == "fund"},
            {"label": _("By village"), "href": f"{here}?per=desa", "active": what == "village"},
        ],
        "back": at(after),
    }
    return respond(request, table, "plans/compare.html", context)


@needs(May.SEE_PLANS)
def moves(request: HttpRequest, public_id: str, other_id: str) -> HttpResponseBase:
    before, after = ready(request, public_id), ready(request, other_id)
    table = MovesTable(request, queries.with_other(before, after), area=after.programme.area_id)
    context: dict[str, Any] = {
        "plan": after,
        "title": table.title,
        "back": reverse("plan_compare", args=[public_id, other_id]),
        "about": f"{before} → {after}",
    }
    return respond(request, table, "plans/people.html", context)


def _figures(before: Plan, after: Plan) -> list[dict[str, Any]]:
    asked = (
        (_("Months"), "months", "number"),
        (_("People covered"), "covered", "number"),
        (_("Person-months"), "person_months", "number"),
        (_("Rupiah"), "rupiah", "rupiah"),
        (_("People who wait"), "waiting", "number"),
        (_("People covered too shortly"), "short", "number"),
        (_("What their families would lose"), "loss", "rupiah"),
    )
    return [
        {
            "label": label,
            "before": getattr(before, name),
            "after": getattr(after, name),
            "more": getattr(after, name) - getattr(before, name),
            "kind": kind,
        }
        for label, name, kind in asked
    ]
