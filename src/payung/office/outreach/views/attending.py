"""Attendance: the code on the door, the page behind it, lists, names by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.exchange.listing import SKIPS
from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, require
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.outreach.actions import attending
from payung.office.outreach.actions.attending import Person, Taken
from payung.office.outreach.forms import ListForm, SignForm
from payung.office.outreach.models import Activity, State
from payung.office.outreach.tables import ManagedPresentTable, PresentTable
from payung.office.outreach.views.activity import found, managed
from payung.office.programmes.forms import WhyForm
from payung.office.programmes.pages import FormPage, form_page


@needs(May.SEE_OUTREACH)
def present(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Who came; for whoever serves the whole area of the activity."""
    activity = found(request, public_id)
    require(request.user, May.SEE_OUTREACH, activity.area_id)
    manages = may(request.user, May.MANAGE_OUTREACH, activity.area_id)
    table = (ManagedPresentTable if manages else PresentTable)(
        request, activity.present.select_related("village", "activity"), area=activity.area_id
    )
    context = {
        "activity": activity,
        "may_manage": manages,
        "planned": activity.state == State.PLANNED,
    }
    return respond(request, table, "outreach/present.html", context)


@needs(May.MANAGE_OUTREACH)
def code(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sheet for the door: a QR code, the address in letters, and whether signing is open."""
    activity = managed(request, public_id)
    address = request.build_absolute_uri(reverse("sign_in", args=[activity.code]))
    picture = segno.make(address, error="m", micro=False).svg_inline(scale=7, border=2)
    context = {
        "activity": activity,
        "address": address,
        "picture": mark_safe(picture),  # noqa: S308 - drawn by the library out of our own address
        "planned": activity.state == State.PLANNED,
    }
    return render(request, "outreach/code.html", context)


@require_POST
@needs(May.MANAGE_OUTREACH)
def signing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the page for signing, or close it."""
    activity = managed(request, public_id)
    try:
        if request.POST.get("do") == "open":
            attending.open_signing(request.user, activity)
            messages.success(request, _("People can sign in now."))
        else:
            attending.close_signing(request.user, activity)
            messages.success(request, _("Signing in is closed."))
    except UnusableInput as error:
        messages.error(request, error.to(page_language()))
    return redirect("activity_code", public_id)


@login_not_required
@never_cache
def sign_in(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever comes writes name and institution. A code that never was and one that is closed get one answer, and
    a name that stands on the list already gets the same thanks as a new one."""
    activity = Activity.objects.filter(code=code, attendance_open=True).first()
    if activity is None:
        return render(request, "outreach/sign_closed.html", status=404)
    form = SignForm(activity, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        village = said["village"].pk if said["village"] else ""
        try:
            attending.sign(None, activity, Person(said["name"], said["institution"], village))
        except UnusableInput as error:
            put_on(form, UnusableInput(error.what, error.mend))
        else:
            return render(request, "outreach/signed.html", {"activity": activity, "name": said["name"]})
    context = {"activity": activity, "form": form}
    return render(request, "outreach/sign.html", context, status=422 if form.errors else 200)


@needs(May.MANAGE_OUTREACH)
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    activity = managed(request, public_id)
    form = SignForm(activity, request.POST or None)

    def work(given: dict[str, Any]) -> str:
        village = given["village"].pk if given["village"] else ""
        person = Person(given["name"], given["institution"], village)
        return str(attending.write(request.user, activity, person))

    return form_page(
        request,
        form,
        FormPage(_("Write a name"), _("Add"), _list_of(activity), activity.title),
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The name stands on the list."),
        then=lambda _result: _list_of(activity),
    )


@needs(May.MANAGE_OUTREACH)
def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    activity = managed(request, public_id)
    uploads.check(request)
    form = ListForm(request.POST or None, request.FILES or None)
    taken: list[Taken] = []

    def work(given: dict[str, Any]) -> str:
        file = given["file"]
        with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix) as copy:
            for chunk in file.chunks():
                copy.write(chunk)
            copy.flush()
            taken.append(attending.take_list(request.user, activity, Path(copy.name), file_name=file.name))
        return ""

    page = FormPage(
        _("Send an attendance list"),
        _("Take the names"),
        _list_of(activity),
        activity.title,
        _("Who stands on the list already is not taken twice."),
        multipart=True,
    )
    answer = form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The list is taken."),
        then=lambda _result: _list_of(activity),
    )
    if taken:
        messages.info(request, _told(taken[0]))
    return answer


def _told(taken: Taken) -> str:
    tongue = page_language()
    words = _("%(added)s new names; %(twice)s stood there already.") % {
        "added": number(taken.added, tongue),
        "twice": number(taken.twice, tongue),
    }
    if taken.unknown_village:
        words += " " + _("%(n)s name a village that is none of this activity: kept without it.") % {
            "n": number(taken.unknown_village, tongue)
        }
    rest = {why: n for why, n in taken.skipped.items() if why != "header"}
    if rest:
        reasons = "; ".join(f"{SKIPS[why].to(tongue)} {n}" for why, n in sorted(rest.items()))
        words += " " + _("Rows that are nobody: %(reasons)s.") % {"reasons": reasons}
    return words


@needs(May.MANAGE_OUTREACH)
def remove(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    activity = managed(request, public_id)
    one = get_object_or_404(activity.present, pk=number)
    form = WhyForm(request.POST or None)
    page = FormPage(
        _("Take %(name)s off the list?") % {"name": one.name},
        _("Take off"),
        _list_of(activity),
        activity.title,
    )
    return form_page(
        request,
        form,
        page,
        lambda given: attending.remove(request.user, activity, one, why=given["why"]),
        done=_("Taken off the list."),
        then=lambda _result: _list_of(activity),
    )


def _list_of(activity: Activity) -> str:
    return reverse("activity_present", args=[activity.public_id])
