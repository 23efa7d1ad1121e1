"""The list of programmes, one programme, and its facts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.law.month import Month, date_in_words
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.programmes import actions, priority, queries, validity
from payung.office.programmes.forms import ProgrammeForm, WhyForm
from payung.office.programmes.models import Agreement, Programme
from payung.office.programmes.pages import FormPage, form_page
from payung.office.programmes.tables import ProgrammeTable

SEEING = (May.SEE_PROPOSALS, May.SEE_DECISIONS, May.SEE_MONEY, May.MANAGE_PROGRAMMES)


def seen(request: HttpRequest, public_id: str) -> Programme:
    return get_object_or_404(queries.programmes(request.user), public_id=public_id)


def managed(request: HttpRequest, public_id: str) -> Programme:
    return get_object_or_404(queries.manageable(request.user).select_related("area"), public_id=public_id)


def at(programme: Programme) -> str:
    return reverse("programme", args=[programme.public_id])


@needs(*SEEING)
def programmes(request: HttpRequest) -> HttpResponseBase:
    table = ProgrammeTable(request, queries.programmes(request.user))
    context = {"may_manage": bool(scope(request.user, May.MANAGE_PROGRAMMES))}
    return respond(request, table, "programmes/list.html", context)


@needs(*SEEING)
def programme(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        queries.programmes(request.user).prefetch_related("bases__replaced_by"), public_id=public_id
    )
    language = page_language()
    first = Month.from_number(found.first_month)
    facts: list[dict[str, Any]] = [
        {
            "label": _("Months"),
            "value": f"{first.to(language)} – {(first + (found.months - 1)).to(language)}",
        },
        {"label": _("Income base a month"), "value": found.income, "kind": "rupiah"},
        {"label": _("With old-age savings (JHT)"), "value": found.with_jht},
        {"label": _("Order of preference"), "value": priority.in_words(found.priority).to(language)},
        {
            "label": _("Review"),
            "value": _("Two people: a second reviewer confirms each verdict")
            if found.two_reviewers
            else _("One reviewer decides"),
        },
        {
            "label": _("Agreement with BPJS (PKS)"),
            "value": str(found.agreement) if found.agreement else "",
            "href": reverse("agreement", args=[found.agreement.public_id]) if found.agreement else "",
        },
        {"label": _("Legal bases"), "value": "; ".join(basis.number for basis in found.bases.all())},
        {"label": _("Purpose"), "value": found.purpose},
        {
            "label": _("State"),
            "value": _("Closed") if found.closed else _("Open"),
            "tone": "muted" if found.closed else "ok",
        },
    ]
    context = {
        "programme": found,
        "facts": facts,
        "warnings": _warnings(found),
        "criteria": queries.criteria_in_force(found, timezone.localdate()),
        "board": queries.quota_board(found),
        "occupations": found.occupations.count(),
        "funds": list(found.fund_links.select_related("fund").order_by("rank", "fund_id")),
        "may_manage": may(request.user, May.MANAGE_PROGRAMMES, found.area_id),
        "may_decide": may(request.user, May.SUBMIT_DECISION, found.area_id),
        "sees_money": bool(scope(request.user, May.SEE_MONEY)),
    }
    return render(request, "programmes/programme.html", context)


def _warnings(found: Programme) -> list[dict[str, str]]:
    """What the programme rests on and no longer holds, or ends before its last month does."""
    today, last = timezone.localdate(), Month.from_number(found.first_month) + (found.months - 1)
    said = []
    for basis in validity.lapsed_bases(found, today):
        words = _("%(number)s lapsed on %(day)s, and the programme cites it.") % {
            "number": basis.number,
            "day": date_in_words(validity.basis_until(basis) or today, page_language()),
        }
        said.append({"words": words, "href": reverse("basis", args=[basis.public_id])})
    if found.agreement is not None:
        known = validity.by_id(Agreement.objects.filter(area=found.agreement.area_id))
        end = validity.chain(found.agreement, known)[-1]
        if end.ends < last.last_day():
            words = _("%(number)s ends on %(day)s, before the programme's last month.") % {
                "number": end.number,
                "day": date_in_words(end.ends, page_language()),
            }
            said.append({"words": words, "href": reverse("agreement", args=[end.public_id])})
    return said


@needs(May.MANAGE_PROGRAMMES)
def new(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request.user, request.POST or None)
    page = FormPage(
        _("Make a programme"),
        _("Make the programme"),
        reverse("programmes"),
        _("Programmes"),
        _("After this: criteria, quotas and funds."),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.create_programme(request.user, said["area"].code, form.facts()),
        done=_("The programme is made. Set its criteria next."),
        then=at,
    )


@needs(May.MANAGE_PROGRAMMES)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    found = managed(request, public_id)
    form = ProgrammeForm(request.user, request.POST or None, programme=found)
    page = FormPage(_("Change the programme"), _("Save"), at(found), found.name)
    return form_page(
        request,
        form,
        page,
        lambda said: actions.change_programme(request.user, found, form.facts()),
        done=_("Saved."),
        then=lambda _result: at(found),
    )


@needs(May.MANAGE_PROGRAMMES)
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close it, or open it again."""
    found = managed(request, public_id)
    form = WhyForm(request.POST or None)
    if found.closed:
        page = FormPage(
            _("Open the programme again?"),
            _("Open it"),
            at(found),
            found.name,
            _("Proposals and lists can be made again."),
        )
        work, done = actions.reopen_programme, _("The programme is open again.")
    else:
        page = FormPage(
            _("Close the programme?"),
            _("Close it"),
            at(found),
            found.name,
            _("No new lists can be made. What is decided goes on until its last month."),
        )
        work, done = actions.close_programme, _("The programme is closed.")
    return form_page(
        request,
        form,
        page,
        lambda said: work(request.user, found, why=said["why"]),
        done=done,
        then=lambda _result: at(found),
    )
