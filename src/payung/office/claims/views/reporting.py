"""Reporting an event: find the person, say what happened, check, send."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.claims import files, presenting, queries
from payung.office.claims.actions import reporting
from payung.office.claims.forms import EVENTS, ReportForm
from payung.office.claims.reckoning import reckon
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.core.vault import blind_index, masked
from payung.office.people.forms import NikForm
from payung.office.people.models import Person

_FOUND_MOST = 20
_SALT = "claims.report"


def _people(request: HttpRequest) -> Any:
    return Person.objects.filter(queries.reporting_areas(request.user)).select_related("village")


@needs(May.REPORT_EVENT)
def find(request: HttpRequest) -> HttpResponse:
    """Whom did it happen to? By the beginning of the name; a NIK has its own box."""
    words = request.GET.get("cari", "").strip()[:100]
    if sum(sign.isdigit() for sign in words) >= 16:
        messages.warning(
            request, _("A NIK is looked for in its own box, so that it never stands in an address.")
        )
        return redirect("claim_find")
    found = (
        list(_people(request).filter(name__istartswith=words).order_by("name")[: _FOUND_MOST + 1])
        if words
        else []
    )
    context = {
        "words": words,
        "found": [
            {
                "title": person.name,
                "hint": f"{person.village.name}, {masked(person.nik_tail)}",
                "href": reverse("claim_report", args=[person.public_id]),
            }
            for person in found[:_FOUND_MOST]
        ],
        "more": len(found) > _FOUND_MOST,
        "nik_form": NikForm(),
    }
    return render(request, "claims/find.html", context)


@require_POST
@needs(May.REPORT_EVENT)
def by_nik(request: HttpRequest) -> HttpResponse:
    form = NikForm(request.POST)
    if form.is_valid():
        person = _people(request).filter(nik_index=blind_index(form.cleaned_data["nik"])).first()
        if person is not None:
            return redirect("claim_report", person.public_id)
    context = {"words": "", "found": [], "nik_form": form, "unknown": not form.errors}
    return render(request, "claims/find.html", context, status=422 if form.errors else 200)


@needs(May.REPORT_EVENT)
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(_people(request), public_id=public_id)
    if request.method != "POST":
        return _ask(request, person, ReportForm())
    uploads.check(request)
    waiting = _opened(request)
    if "change" in request.POST:
        return _ask(request, person, ReportForm(initial=request.POST.dict()), waiting)
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, person, form, waiting)
    try:
        said = form.said()
        waiting += [files.keep(one.name, one.chunks(), waiting=True) for one in form.cleaned_data["photos"]]
        if "confirmed" in request.POST:
            claim = reporting.report(request.user, person, said, waiting)
            messages.success(
                request, _("The event is reported. Below stands what the family is owed, and by when.")
            )
            return redirect("claim", claim.public_id)
        reckoned = reckon(person, said.event, timezone.localdate())
        reporting.check_new(person, said.event)
    except UnusableInput as error:
        put_on(form, error, error.place.column if error.place.column in form.fields else None)
        return _ask(request, person, form, waiting)
    return render(request, "claims/report_check.html", _check(request, person, form, reckoned, waiting))


def _ask(
    request: HttpRequest, person: Person, form: Any, waiting: list[files.Stored] | None = None
) -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "waiting": waiting or [],
        "tokens": _tokens(request, waiting or []),
    }
    return render(request, "claims/report.html", context, status=422 if form.errors else 200)


def _check(
    request: HttpRequest, person: Person, form: Any, reckoned: Any, waiting: list[files.Stored]
) -> dict[str, Any]:
    given, tongue = form.cleaned_data, page_language()
    rows = [
        {"label": _("Participant"), "value": f"{person.name}, {person.village.name}"},
        {"label": form["happening"].label, "value": str(EVENTS[given["happening"]][2])},
        {"label": form["day"].label, "value": presenting.day_words(given["day"])},
        {"label": form["happened"].label, "value": given["happened"]},
        {"label": form["reporter"].label, "value": f"{given['reporter']}, {given['phone']}"},
        {"label": _("Photos"), "value": ", ".join(one.file_name for one in waiting) or _("none yet")},
    ]
    if given["died_on"]:
        rows.insert(3, {"label": form["died_on"].label, "value": presenting.day_words(given["died_on"])})
    event = form.said().event
    return {
        "person": person,
        "rows": rows,
        "hidden": [(name, request.POST.get(name, "")) for name in form.fields if name != "photos"],
        "tokens": _tokens(request, waiting),
        "owed": presenting.owed(reckoned.answer[tongue], reckoned.standing[tongue]),
        "standing": presenting.standing(reckoned.standing[tongue]),
        "still": presenting.still_paid(person, event.died_on) if event.died_on else None,
    }


def _tokens(request: HttpRequest, waiting: list[files.Stored]) -> list[str]:
    """Files that wait for the report to be sent, named so that only their sender can name them."""
    return [signing.dumps([request.user.pk, *astuple(one)], salt=_SALT) for one in waiting]


def _opened(request: HttpRequest) -> list[files.Stored]:
    found = []
    for token in request.POST.getlist("waiting")[: files.MOST_FILES]:
        try:
            user, *stored = signing.loads(token, salt=_SALT, max_age=24 * 3600)
        except signing.BadSignature:
            continue
        if user == request.user.pk:
            found.append(files.Stored(*stored))
    return found
