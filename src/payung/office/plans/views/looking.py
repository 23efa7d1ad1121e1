"""The list of plans, one plan while it is made and when it is ready, and the people in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.language import number, rupiah
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.core.language import page_language
from payung.office.core.tables import Table
from payung.office.funding.models import Kind
from payung.office.journal.lists import respond
from payung.office.plans import picture, queries
from payung.office.plans.job import STEPS
from payung.office.plans.models import COMING, Plan, Stage
from payung.office.plans.tables import (
    TONES,
    CoveredTable,
    FlowsTable,
    FundsTable,
    PlanTable,
    ShortTable,
    VillagesTable,
    WaitingTable,
)
from payung.office.plans.words import changes_in_words

_TABS = {
    "": (gettext_lazy("By fund"), FundsTable, queries.by_fund),
    "desa": (gettext_lazy("By village"), VillagesTable, queries.by_village),
    "alur": (gettext_lazy("From fund to village"), FlowsTable, queries.flows),
}


def seen(request: HttpRequest, public_id: str) -> Plan:
    return get_object_or_404(queries.plans(request.user), public_id=public_id)


def ready(request: HttpRequest, public_id: str) -> Plan:
    return get_object_or_404(queries.plans(request.user), public_id=public_id, stage=Stage.READY)


def at(plan: Plan) -> str:
    return reverse("plan", args=[plan.public_id])


@needs(May.SEE_PLANS)
def plans(request: HttpRequest) -> HttpResponseBase:
    table = PlanTable(request, queries.plans(request.user))
    return respond(request, table, "plans/list.html", {"may_make": bool(scope(request.user, May.MAKE_PLANS))})


@needs(May.SEE_PLANS)
def plan(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = seen(request, public_id)
    if found.stage != Stage.READY:
        return render(request, "plans/progress.html", _progress(request, found))
    per = request.GET.get("per", "")
    per = per if per in _TABS else ""
    _label, kind, groups = _TABS[per]
    here = at(found)
    context = _ready(request, found) | {
        "tabs": [
            {"label": label, "href": f"{here}?per={slug}" if slug else here, "active": slug == per}
            for slug, (label, _kind, _groups) in _TABS.items()
        ],
    }
    table: Table = kind(request, groups(found), area=found.programme.area_id)
    return respond(request, table, "plans/plan.html", context)


@needs(May.SEE_PLANS)
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """The moving part of the progress page; once the work is over, the whole page is loaded again."""
    found = seen(request, public_id)
    if found.stage not in COMING:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "plans/_progress.html", _progress(request, found))


@needs(May.SEE_PLANS)
def covered(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = ready(request, public_id)
    return _people(
        request, found, CoveredTable(request, queries.covered(found), area=found.programme.area_id)
    )


@needs(May.SEE_PLANS)
def waiting(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = ready(request, public_id)
    return _people(
        request, found, WaitingTable(request, queries.waiting(found), area=found.programme.area_id)
    )


@needs(May.SEE_PLANS)
def short(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = ready(request, public_id)
    return _people(request, found, ShortTable(request, queries.short(found), area=found.programme.area_id))


def _people(request: HttpRequest, found: Plan, table: Table) -> HttpResponseBase:
    context = {"plan": found, "back": at(found), "title": table.title}
    return respond(request, table, "plans/people.html", context)


def _progress(request: HttpRequest, found: Plan) -> dict[str, Any]:
    return {
        "plan": found,
        "tone": TONES[Stage(found.stage)],
        "running": found.stage in COMING,
        "steps": STEPS if found.stage in COMING and found.done else 0,
        "problem": found.problem_id if page_language() == "id" else found.problem_en,
        "supposes": [said.to(page_language()) for said in changes_in_words(found)],
        "may_make": may(request.user, May.MAKE_PLANS, found.programme.area_id),
    }


def _ready(request: HttpRequest, found: Plan) -> dict[str, Any]:
    language = page_language()
    flows = queries.flows(found)
    return {
        "plan": found,
        "facts": facts(found),
        "supposes": [said.to(language) for said in changes_in_words(found)],
        "sides": sides(found),
        "kinds": _kinds(found),
        "reasons": [
            {"why": each.why_id if language == "id" else each.why_en, "people": each.people}
            for each in found.reasons.all()[:12]
        ],
        "reason_count": found.reasons.count(),
        "idle": found.funds.filter(idle_for__gt=0).select_related("fund"),
        "doubts": [said[0] if language == "id" else said[1] for said in found.facts.get("doubts", ())],
        "chart": picture.sankey(found, flows),
        "chart_words": picture.in_words(found, flows),
        "derived": found.derived.order_by("id"),
        "may_make": may(request.user, May.MAKE_PLANS, found.programme.area_id),
        "may_turn": may(request.user, May.SUBMIT_DECISION, found.programme.area_id),
        "loss_each": rupiah(found.loss // found.short) if found.short else "",
    }


def facts(found: Plan) -> list[dict[str, Any]]:
    language = page_language()
    first = Month.from_number(found.first_month)
    last = first + (found.months - 1)
    said: list[dict[str, Any]] = [
        {"label": _("Programme"), "value": found.programme.name},
        {
            "label": _("Months"),
            "value": f"{first.to(language)} – {last.to(language)} ({found.months})",
        },
        {"label": _("What counts most"), "value": found.get_aim_display()},
        {
            "label": _("Proof"),
            "value": _("Proven: no other plan does better")
            if found.proven
            else _("Time ran out before it was proven; a better plan may exist"),
        },
    ]
    if found.base:
        said.append({"label": _("Derived from"), "value": str(found.base), "href": at(found.base)})
    if found.note:
        said.append({"label": _("Note"), "value": found.note})
    return [
        *said,
        {"label": _("Made by"), "value": str(found.made_by)},
        {"label": _("Hash of what went in (SHA-256)"), "value": found.inputs_hash},
        {"label": _("Hash of the plan (SHA-256)"), "value": found.plan_hash},
    ]


def sides(found: Plan) -> list[dict[str, Any]]:
    """The plan beside the plan from the top of the list and last year's cover."""
    greedy, last = found.facts.get("greedy"), found.facts.get("last", {})
    nothing = {"people": 0, "rupiah": 0}
    greedy = greedy or nothing
    return [
        {
            "label": _("People covered"), "plan": found.covered, "greedy": greedy["people"],
            "last": last.get("people", 0),
        },
        {
            "label": _("Person-months"), "plan": found.person_months, "greedy": greedy["people"] * found.months,
            "last": last.get("person_months", 0),
        },
        {
            "label": _("Rupiah"), "plan": found.rupiah, "greedy": greedy["rupiah"], "last": last.get("rupiah", 0),
            "kind": "rupiah",
        },
        {
            "label": _("Of last year's people, still covered"), "plan": last.get("stay", 0), "greedy": None,
            "last": last.get("people", 0),
        },
    ]  # fmt: skip


def _kinds(found: Plan) -> list[dict[str, Any]]:
    """By kind of money: this plan and last year."""
    before = found.facts.get("last", {}).get("kinds", {})
    now: dict[str, list[int]] = {}
    for row in found.funds.select_related("fund"):
        into = now.setdefault(row.fund.kind, [0, 0])
        into[0] += row.people
        into[1] += row.rupiah
    labels = dict(Kind.choices)
    return [
        {
            "kind": labels.get(kind, kind),
            "people": now.get(kind, [0, 0])[0],
            "rupiah": now.get(kind, [0, 0])[1],
            "last_people": before.get(kind, {}).get("people", 0),
            "last_rupiah": before.get(kind, {}).get("rupiah", 0),
        }
        for kind in sorted({*now, *before})
    ]


def figures_in_words(found: Plan) -> list[str]:
    language = page_language()
    figures = {
        "people": number(found.covered, language),
        "months": number(found.person_months, language),
        "rupiah": rupiah(found.rupiah),
        "waiting": number(found.waiting, language),
        "short": number(found.short, language),
        "loss": rupiah(found.loss),
    }
    said = [_("%(people)s people get cover: %(months)s person-months, %(rupiah)s") % figures]
    if found.waiting:
        said.append(_("%(waiting)s people wait") % figures)
    if found.short:
        said.append(
            _("%(short)s of them are covered too shortly: their families would lose %(loss)s together")
            % figures
        )
    return said
