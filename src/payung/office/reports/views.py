"""Pages of the reports: those made, one as it was made, what is owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.core.forms import put_on
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.reports import actions, papers, queries
from payung.office.reports.forms import ObligationForm, SentForm, StopForm
from payung.office.reports.models import Obligation, Report
from payung.office.reports.tables import (
    STATE_TONES,
    STATE_WORDS,
    ObligationTable,
    ReportTable,
    period_words,
    state_of,
)

_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(May.SEE_MONEY)
def listed(request: HttpRequest) -> HttpResponseBase:
    manages = bool(scope(request.user, May.MANAGE_REPORTS))
    table = ReportTable(request, queries.reports(request.user), manages=manages)
    return respond(request, table, "reports/list.html", {"manages": manages})


@needs(May.SEE_MONEY)
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    return _page(request, report, SentForm())


def _page(request: HttpRequest, report: Report, form: SentForm) -> HttpResponse:
    context: dict[str, Any] = {
        "report": report,
        "period": period_words(report),
        "state": STATE_WORDS[state_of(report)],
        "tone": STATE_TONES[state_of(report)],
        "sections": [_shown(section) for section in report.content["sections"]],
        "nothing": papers.NOTHING,
        "form": form,
        "may_send": scope(request.user, May.MANAGE_REPORTS).includes(report.obligation.area_id)
        and not report.sent,
    }
    return render(request, "reports/report.html", context, status=422 if form.errors else 200)


def _shown(section: dict[str, Any]) -> dict[str, Any]:
    """A section with its cells in words: those of the workbook and the PDF."""
    columns = section["columns"]

    def line(row: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "label": c["label"],
                "figure": c["kind"] != "text",
                "words": "" if row.get(c["key"], "") == "" else papers.in_words(row[c["key"]], c["kind"]),
            }
            for c in columns
        ]

    sums = papers.totals(section)
    return {
        **section,
        "heads": [{"label": c["label"], "figure": c["kind"] != "text"} for c in columns],
        "lines": [line(row) for row in section["rows"]],
        "sums": line({columns[0]["key"]: _("Total"), **sums}) if sums else [],
    }


@require_POST
@needs(May.SEE_MONEY)
def take(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    form = "pdf" if request.POST.get("form") == "pdf" else "xlsx"
    name = f"laporan-{slugify(str(report.obligation))}-{report.first_month}.{form}"
    return StreamingHttpResponse(
        actions.take(request.user, report, form),
        content_type=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@needs(May.MANAGE_REPORTS)
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    report = get_object_or_404(queries.reports(request.user), public_id=public_id)
    form = SentForm(request.POST)

    def work() -> str:
        said = form.cleaned_data
        return actions.mark_sent(request.user, report, dated=said["dated"], letter=said["letter"]).public_id

    if _done(request, form, work, "letter"):
        messages.success(request, _("The report is marked as sent."))
        return redirect("report", public_id)
    return _page(request, report, form)


def _done(request: HttpRequest, form: forms.Form, work: Callable[[], str], field: str) -> str:
    """What the act gave, or "" with its error on the form."""
    if not form.is_valid():
        return ""
    try:
        return once(request.user, form.cleaned_data["token"], work)[0]
    except UnusableInput as error:
        column = error.place.column
        put_on(form, error, column if column in form.fields else field)
        return ""


@needs(May.MANAGE_REPORTS)
def obligations(request: HttpRequest) -> HttpResponseBase:
    rows = queries.managed(request.user).select_related("area", "sponsor")
    return respond(request, ObligationTable(request, rows), "reports/obligations.html")


@needs(May.MANAGE_REPORTS)
def owe(request: HttpRequest) -> HttpResponse:
    form = ObligationForm(request.user, request.POST or None)

    def work() -> str:
        said = {name: value for name, value in form.cleaned_data.items() if name not in ("token", "area")}
        return actions.owe(request.user, form.cleaned_data["area"], **said).public_id

    if request.method == "POST" and (made := _done(request, form, work, "recipient")):
        return redirect("obligation", made)
    return render(request, "reports/obligation_new.html", {"form": form}, status=422 if form.errors else 200)


@needs(May.MANAGE_REPORTS)
def obligation(request: HttpRequest, public_id: str) -> HttpResponseBase:
    return _obligation(request, _managed(request, public_id), StopForm())


def _managed(request: HttpRequest, public_id: str) -> Obligation:
    return get_object_or_404(
        queries.managed(request.user).select_related("area", "sponsor"), public_id=public_id
    )


def _obligation(request: HttpRequest, found: Obligation, form: StopForm) -> HttpResponseBase:
    table = ReportTable(request, queries.reports(request.user).filter(obligation=found), manages=False)
    context = {
        "obligation": found,
        "form": form,
        "rows": [
            {"label": _("Area"), "value": str(found.area)},
            {"label": _("How often"), "value": found.get_every_display()},  # type: ignore[attr-defined]
            {"label": _("Days after the end of the period"), "value": found.due_days},
            {"label": _("From the period of"), "value": found.first_month, "kind": "month"},
            {"label": _("What asks for it"), "value": found.basis},
        ],
    }
    answer = respond(request, table, "reports/obligation.html", context)
    if form.errors:
        answer.status_code = 422
    return answer


@require_POST
@needs(May.MANAGE_REPORTS)
def make(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _managed(request, public_id)
    try:
        made = actions.make_last(request.user, found)
    except UnusableInput as error:
        from payung.office.core.language import page_language

        messages.error(request, error.to(page_language()))
        return redirect("obligation", public_id)
    return redirect(reverse("report", args=[made.public_id]))


@require_POST
@needs(May.MANAGE_REPORTS)
def stop(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = _managed(request, public_id)
    form = StopForm(request.POST)
    if _done(
        request, form, lambda: actions.stop(request.user, found, form.cleaned_data["why"]).public_id, "why"
    ):
        messages.success(request, _("These reports are no longer made. Those that were made stay."))
        return redirect("obligations")
    return _obligation(request, found, form)
