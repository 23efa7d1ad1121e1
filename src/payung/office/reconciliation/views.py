"""Pages of reconciliation: the statement, its groups, the people behind each number, and the same as papers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, Refused, scope, sponsors_of
from payung.office.billing import queries as billing
from payung.office.core.language import page_language
from payung.office.cover.months import GATES
from payung.office.journal.lists import respond
from payung.office.reconciliation import asking, papers, words
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.causes import FOUND_BY, OF_GAP, gap_of, having
from payung.office.reconciliation.figures import grouped
from payung.office.reconciliation.forms import AskForm
from payung.office.reconciliation.money import residuals_of
from payung.office.reconciliation.statement import Statement, statement
from payung.office.reconciliation.tables import (
    DIMENSIONS,
    MonthsTable,
    NamedMonthsTable,
    ReconciledTable,
)

# So far the rows behind a cause are counted: each takes a look at the other months of its line, and how many there
# are stands with the cause itself.
CAUSE_LIMIT = 2_000
_CAUSES = {code for codes in OF_GAP.values() for code in codes}
_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(May.SEE_MONEY)
def page(request: HttpRequest) -> HttpResponseBase:
    form = AskForm(request.user, request.GET)
    if not form.is_valid():
        return render(request, "reconciliation/page.html", {"form": form}, status=422)
    asked = form.asked()
    per = request.GET.get("per", "")
    per = per if per in DIMENSIONS else "bulan" if asked.programme else "program"
    told = statement(request.user, asked)
    listed = sponsors_of(request.user) is None
    table = ReconciledTable(
        request,
        groups(request.user, asked, per),
        asked,
        per,
        listed=listed,
        with_money=per != "desa" and told.money is not None,
    )
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "title": words.title(asked),
        "statement": told,
        "lines": list(words.lines(told, asked)) if told.gate("decided").months else [],
        "listed": listed,
        "figures": _figures(told),
        "tabs": _tabs(asked, per),
        "narrowed": bool(asked.address()),
        "download": f"{reverse('reconciliation_download')}?{asked.address()}",
    }
    return respond(request, table, "reconciliation/page.html", context)


def groups(user: Any, asked: Asked, per: str) -> list[dict[str, Any]]:
    """The counts of the question by a dimension, each with what is left over of its bills."""
    rows = grouped(asking.counted_months(user, asked), DIMENSIONS[per][0])  # type: ignore[arg-type]
    seen = asking.bills(user, asked) if per != "desa" else None
    left = {}
    if seen is not None:
        key = {"program": "programme__public_id", "bulan": "month", "dana": "fund__public_id"}[per]
        left = residuals_of(seen, billing.payments(user), key)
    for row in rows:
        found = left.get(row["code"])
        row["left_over"] = found.left_over if found else None if seen is None else 0
        row["open_rupiah"] = row["decided_rupiah"] - row["paid_rupiah"]
    return rows


def _figures(told: Statement) -> list[dict[str, Any]]:
    tongue = page_language()
    return [
        {
            "label": words.GATES[gate.code],
            "value": gate.rupiah,
            "hint": _("%(people)s people, %(months)s person-months")
            % {"people": number(gate.people, tongue), "months": number(gate.months, tongue)},
        }
        for gate in told.gates
    ]


def _tabs(asked: Asked, per: str) -> list[dict[str, Any]]:
    here = reverse("reconciliation")
    return [
        {"label": label, "href": f"{here}?{asked.address(per=name)}", "active": name == per}
        for name, (_by, label, _head) in DIMENSIONS.items()
        if not (name == "program" and asked.programme)
    ]


@needs(May.SEE_MONEY)
def people(request: HttpRequest) -> HttpResponseBase:
    """Who stands behind a number: by name where the duty shows people, else by decree and line; no sponsor."""
    if sponsors_of(request.user) is not None:
        raise Refused(May.SEE_PEOPLE)
    form = AskForm(request.user, request.GET)
    if not form.is_valid():
        return render(request, "reconciliation/page.html", {"form": form}, status=422)
    asked = form.asked()
    cause, reason = request.GET.get("sebab", ""), request.GET.get("alasan", "")[:300]
    gate = request.GET.get("gerbang", "")
    gate, cause = gate if gate in GATES else "decided", cause if cause in _CAUSES else ""
    rows = asking.months(request.user, asked)
    if cause:
        rows = having(rows, cause, reason, of=asking.counted_months(request.user, asked))
    else:
        rows = rows.filter(GATES[gate])
    names = scope(request.user, May.SEE_PEOPLE)
    kind = NamedMonthsTable if names else MonthsTable
    if names:
        rows = rows.filter(names.within("village"))
    rows = rows.select_related("person", "village", "fund", "line__decision")
    table = kind(request, rows, area=asked.programme.area_id if asked.programme else "")
    gap = gap_of(cause) if cause else gate
    if gap in FOUND_BY:
        table.order, table.counted_in_order = FOUND_BY[gap], not table.words  # type: ignore[misc]
    if cause:
        table.count_limit = CAUSE_LIMIT  # type: ignore[misc]
    context = {
        "title": words.behind(gate, cause, reason),
        "about": words.title(asked),
        "back": f"{reverse('reconciliation')}?{asked.address()}",
    }
    return respond(request, table, "reconciliation/people.html", context)


@require_POST
@needs(May.SEE_MONEY)
def download(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.user, request.GET)
    if not form.is_valid():
        return render(request, "reconciliation/page.html", {"form": form}, status=422)
    kind = "pdf" if request.POST.get("form") == "pdf" else "xlsx"
    content = papers.download(request.user, form.asked(), kind)
    headers = {"Content-Disposition": f'attachment; filename="rekonsiliasi.{kind}"'}
    return HttpResponse(content, content_type=_TYPES[kind], headers=headers)
