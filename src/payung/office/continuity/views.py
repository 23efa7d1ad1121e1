"""Pages of the guard: the days to come, the people behind them, and the two letters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.continuity import actions, papers, queries
from payung.office.continuity.forms import LateForm, PaperForm
from payung.office.continuity.models import Standing
from payung.office.continuity.tables import DayTable, GroupsTable, WatchTable, people_address
from payung.office.continuity.words import STANDING_TONES, STANDING_WORDS
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.lists import respond

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BY: dict[str, queries.By] = {"dana": "fund", "desa": "village"}


@needs(May.SEE_INSIGHT)
def guard(request: HttpRequest) -> HttpResponseBase:
    rows = queries.watched(request.user)
    counted = queries.latest()
    per = request.GET.get("per", "")
    money = bool(scope(request.user, May.SEE_MONEY))
    here = reverse("continuity")
    context: dict[str, Any] = {
        "counted": counted,
        "late": bool(counted and counted.day < timezone.localdate()),
        "payments": queries.payments_since(counted) if counted and money else 0,
        "figures": _figures(request, queries.standings(rows)),
        "may_count": actions.may_count(request.user),
        "may_write": bool(scope(request.user, May.RECORD_PAYMENTS, May.MANAGE_FUNDS)),
        "tabs": [
            {"label": _("By day"), "href": here, "active": per not in _BY},
            {"label": _("By fund"), "href": f"{here}?per=dana", "active": per == "dana"},
            {"label": _("By village"), "href": f"{here}?per=desa", "active": per == "desa"},
        ],
    }
    table: DayTable | GroupsTable
    if by := _BY.get(per):
        table = GroupsTable(request, queries.groups(rows, by), by, money=money)
    else:
        today = counted.day if counted else timezone.localdate()
        table = DayTable(request, queries.calendar(rows, today), money=money)
    return respond(request, table, "continuity/guard.html", context)


def _figures(request: HttpRequest, standings: dict[str, int]) -> list[dict[str, Any]]:
    names = bool(scope(request.user, May.SEE_PEOPLE))
    return [
        {
            "label": STANDING_WORDS[name],
            "value": people,
            "tone": STANDING_TONES[Standing(name)] if people else "",
            "href": people_address(keadaan=name) if names and people else "",
        }
        for name, people in standings.items()
    ]


@needs(May.SEE_PEOPLE)
def people(request: HttpRequest) -> HttpResponseBase:
    table = WatchTable(request, queries.named(request.user))
    return respond(request, table, "continuity/people.html", {"counted": queries.latest()})


@require_POST
@needs(May.RECORD_PAYMENTS, May.SUBMIT_DECISION)
def count(request: HttpRequest) -> HttpResponse:
    made = actions.count(request.user, timezone.localdate())
    told = {"people": number(made.people, page_language())}
    messages.success(request, _("Counted anew: %(people)s people.") % told)
    return redirect("continuity")


@needs(May.RECORD_PAYMENTS, May.MANAGE_FUNDS)
def memo(request: HttpRequest) -> HttpResponse:
    form = PaperForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            paper = papers.treasurer_memo(request.user, given["fund"], number=given["number"])
        except UnusableInput as error:
            put_on(form, error, "fund")
        else:
            return _docx(paper, f"memo-{given['fund']}")
    return _form(
        request,
        form,
        _("Memo to the treasurer"),
        _(
            "Word document: what is open month by month, by when it must be paid, and what families lose otherwise."
        ),
    )


@needs(May.RECORD_PAYMENTS, May.MANAGE_FUNDS)
def late(request: HttpRequest) -> HttpResponse:
    form = LateForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            paper = papers.late_funds(
                request.user,
                given["fund"],
                why=given["why"],
                expected=given["expected"],
                number=given["number"],
            )
        except UnusableInput as error:
            put_on(form, error, error.place.column or "fund")
        else:
            return _docx(paper, f"dana-terlambat-{given['fund']}")
    return _form(
        request,
        form,
        _("Letter to BPJS: the money is late"),
        _("Word document for the branch: which bills wait, why, and when the money is expected."),
    )


def _form(request: HttpRequest, form: PaperForm, title: str, lead: str) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead}
    return render(request, "continuity/paper.html", context, status=422 if form.errors else 200)


def _docx(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{slugify(name)}.docx"'
    return HttpResponse(content, content_type=_DOCX, headers={"Content-Disposition": disposition})
