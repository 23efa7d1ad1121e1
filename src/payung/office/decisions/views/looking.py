"""The list of decisions, one decision, its people, its waiting list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.core.language import page_language
from payung.office.decisions import queries, reasons, vacancies
from payung.office.decisions.models import Decision, State
from payung.office.decisions.tables import TONES, DecisionTable, LeavingTable, TakenTable, WaitingTable
from payung.office.journal.lists import respond
from payung.office.programmes import priority

DRAFTS = (State.DRAFT, State.RETURNED)


def seen(request: HttpRequest, public_id: str) -> Decision:
    return get_object_or_404(queries.decisions(request.user), public_id=public_id)


def at(decision: Decision) -> str:
    return reverse("decision", args=[decision.public_id])


@needs(May.SEE_DECISIONS)
def decisions(request: HttpRequest) -> HttpResponseBase:
    table = DecisionTable(request, queries.decisions(request.user))
    context = {
        "may_submit": bool(scope(request.user, May.SUBMIT_DECISION)),
        "may_manage": bool(scope(request.user, May.MANAGE_PROGRAMMES)),
    }
    return respond(request, table, "decisions/list.html", context)


@needs(May.SEE_DECISIONS)
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    area = found.programme.area_id
    whole = may(request.user, May.SEE_DECISIONS, area)
    context = {
        "decision": found,
        "whole": whole,
        "facts": _facts(found),
        "tone": TONES[State(found.state)],
        "funds": queries.by_fund(found) if whole else [],
        "reasons": [
            {"code": code, "words": reasons.in_words(code).to(page_language()), "count": count}
            for code, count in (queries.by_reason(found) if whole else [])
        ],
        "villages": queries.by_village(found) if whole else [],
        "leaving": found.withdrawals.count(),
        "changed_by": found.changed_by.filter(state=State.APPROVED) if found.state == State.APPROVED else [],
        "may_submit": found.state in DRAFTS and may(request.user, May.SUBMIT_DECISION, area),
        "may_discard": found.state in (*DRAFTS, State.SUBMITTED)
        and may(request.user, May.SUBMIT_DECISION, area),
        "may_approve": found.state == State.SUBMITTED
        and found.submitted_by_id != request.user.pk
        and may(request.user, May.APPROVE_DECISION, area),
        "may_return": found.state == State.SUBMITTED and may(request.user, May.APPROVE_DECISION, area),
        "own": found.state == State.SUBMITTED and found.submitted_by_id == request.user.pk,
        "may_change": found.state == State.APPROVED and may(request.user, May.SUBMIT_DECISION, area),
        "may_report": found.state == State.APPROVED
        and bool(scope(request.user, May.PROPOSE, May.SUBMIT_DECISION)),
        "free": vacancies.open_places(found).count() if found.state == State.APPROVED and whole else 0,
        "sees_nik": whole and may(request.user, May.SEE_NIK, area),
    }
    return render(request, "decisions/decision.html", context)


def _facts(found: Decision) -> list[dict[str, Any]]:
    language = page_language()
    first = Month.from_number(found.first_month)
    last = first + (found.months - 1)
    facts: list[dict[str, Any]] = [
        {"label": _("Months"), "value": f"{first.to(language)} – {last.to(language)}"},
        {
            "label": _("Order of preference"),
            "value": priority.in_words(found.programme.priority).to(language),
        },
        {"label": _("Criteria"), "value": _("Version %(n)s") % {"n": found.criteria.version}},
        {"label": _("Made by"), "value": f"{found.generated_by}"},
    ]
    if found.changes:
        facts.append({"label": _("Changes"), "value": str(found.changes), "href": at(found.changes)})
    if found.submitted_by:
        facts.append({"label": _("Submitted by"), "value": str(found.submitted_by)})
    if found.approved_by:
        facts += [
            {"label": _("Number of the decree (SK)"), "value": found.number},
            {"label": _("Date of the decree"), "value": found.dated},
            {"label": _("Approved by"), "value": str(found.approved_by)},
        ]
    if found.note:
        facts.append({"label": _("Note"), "value": found.note})
    return [*facts, {"label": _("Hash of the list (SHA-256)"), "value": found.list_hash}]


@needs(May.SEE_DECISIONS)
def taken(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = seen(request, public_id)
    rows = queries.lines(request.user, found).filter(taken=True)
    sums = queries.sums_of_lines(request.user, found, taken=True)
    table = TakenTable(request, rows, sums=sums, area=found.programme.area_id)
    return respond(request, table, "decisions/lines.html", {"decision": found})


@needs(May.SEE_DECISIONS)
def waiting(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = seen(request, public_id)
    rows = queries.lines(request.user, found).filter(taken=False)
    sums = queries.sums_of_lines(request.user, found, taken=False)
    table = WaitingTable(request, rows, sums=sums, area=found.programme.area_id)
    return respond(request, table, "decisions/lines.html", {"decision": found})


@needs(May.SEE_DECISIONS)
def leaving(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = seen(request, public_id)
    table = LeavingTable(request, queries.withdrawals(request.user, found), area=found.programme.area_id)
    return respond(request, table, "decisions/lines.html", {"decision": found})
