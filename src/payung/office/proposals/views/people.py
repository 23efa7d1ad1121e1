"""Proposed people: the list, one of them with the reasons and the original cells, and search by NIK."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may
from payung.office.core.language import page_language
from payung.office.core.vault import masked
from payung.office.journal.lists import respond
from payung.office.people.forms import NikForm
from payung.office.proposals import queries
from payung.office.proposals.actions import reviewing
from payung.office.proposals.models import Outcome, Row, Standing
from payung.office.proposals.tables import RowTable
from payung.office.proposals.words import OUTCOME_TONES, STANDING_TONES


@needs(May.SEE_PROPOSALS)
def index(request: HttpRequest) -> HttpResponseBase:
    found = queries.rows(request.user)
    submission = None
    if public_id := request.GET.get("usulan", ""):
        submission = get_object_or_404(queries.submissions(request.user), public_id=public_id)
        found = found.filter(submission=submission)
    if together := request.GET.get("bersama", ""):
        found = found.filter(together__public_id=together)
    context = {"submission": submission, "nik_form": NikForm()}
    return respond(request, RowTable(request, found), "proposals/rows.html", context)


@require_POST
@needs(May.SEE_NIK)
def by_nik(request: HttpRequest) -> HttpResponse:
    """By POST: a NIK in an address would stand in every log on the way."""
    form = NikForm(request.POST)
    found: list[Row] = []
    if form.is_valid():
        found = list(queries.by_nik(request.user, form.cleaned_data["nik"])[:50])
        if len(found) == 1:
            return redirect("row", found[0].public_id)
    status = 200 if form.is_valid() else 422
    return render(request, "proposals/by_nik.html", {"form": form, "found": found}, status=status)


@needs(May.SEE_PROPOSALS)
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(queries.row_of(request.user, public_id))
    return render(request, "proposals/row.html", _page(request, row, {}))


@require_POST
@needs(May.SEE_NIK)
def reveal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same page with the numbers in full; each look leaves a line in the journal."""
    row = get_object_or_404(queries.row_of(request.user, public_id))
    answer = render(request, "proposals/row.html", _page(request, row, reviewing.reveal(request.user, row)))
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, row: Row, numbers: dict[str, str]) -> dict[str, Any]:
    sealed = queries.sealed_of(row)
    return {
        "row": row,
        "outcome_tone": OUTCOME_TONES[Outcome(row.outcome)],
        "standing_tone": STANDING_TONES[Standing(row.standing)],
        "said": dict(Standing.choices).get(row.verdict, ""),
        "facts": facts(row, sealed, numbers),
        "cells": _cells(sealed, bool(numbers)),
        "findings": queries.findings([row])[row.pk],
        "language": page_language(),
        "mended_by": row.mended_by.select_related("submission").first(),
        "revealed": bool(numbers),
        "may_reveal": may(request.user, May.SEE_NIK, row.village_id),
        "may_review": may(request.user, May.REVIEW, row.village_id)
        and row.standing in (Standing.OPEN, Standing.SECOND),
    }


def facts(row: Row, sealed: dict[str, Any], numbers: dict[str, str]) -> list[dict[str, Any]]:
    """The clean row, as a definition list. Numbers are masked unless they were revealed."""
    village = (
        row.village.name
        if row.village_known
        else _("%(name)s (stands in for “%(text)s”)")
        % {
            "name": row.village.name,
            "text": row.village_text or "-",
        }
    )
    kk = sealed.get("kk", "")
    tail = repair_tail(row, sealed)
    proposed = numbers.get("nik_repair", masked(tail)) if tail else ""
    return [
        {"label": "NIK", "value": numbers.get("nik") or masked(row.nik_tail) or _("None that can be used")},
        *([{"label": _("NIK if its letters are read as digits"), "value": proposed}] if proposed else []),
        {"label": _("Family card number (KK)"), "value": numbers.get("kk") or masked(kk[-4:])},
        {"label": _("Name"), "value": row.name},
        {"label": _("Birth place"), "value": sealed.get("birth_place", "")},
        {"label": _("Birth date"), "value": row.birth_date},
        {"label": _("Sex"), "value": {"L": _("Male"), "P": _("Female")}.get(row.sex, "")},
        {"label": _("Village"), "value": village},
        {"label": _("Address"), "value": sealed.get("address", "")},
        {"label": _("Occupation"), "value": row.occupation},
        {"label": _("Phone"), "value": numbers.get("phone") or masked(sealed.get("phone", "")[-3:], 9)},
        {"label": _("Mother's name"), "value": sealed.get("mother_name", "")},
        {"label": _("Income"), "value": row.income, "kind": "rupiah"},
        {"label": _("Decile in the registry"), "value": row.decile, "kind": "integer"},
    ]


def repair_tail(row: Row, sealed: dict[str, Any]) -> str:
    """The end of the NIK that is proposed where letters stand among the digits (O, l) and none is settled yet."""
    return "" if row.nik_index else str(sealed.get("nik_repair", ""))[-4:]


def _cells(sealed: dict[str, Any], revealed: bool) -> list[tuple[str, str]]:
    """The original cells; long numbers are masked until they are revealed."""
    return [
        (
            heading,
            value
            if revealed or not _is_number(value)
            else masked(value.strip()[-4:], max(len(value.strip()), 4)),
        )
        for heading, value in sealed.get("cells", {}).items()
    ]


def _is_number(value: str) -> bool:
    digits = sum(sign.isdigit() for sign in value)
    return digits >= 9 and digits >= 0.7 * len(value.strip())
