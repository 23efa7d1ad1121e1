"""Payments from before Payung: the list is loaded, its rows are seen, its headings are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.exchange.payment_history import FIELDS
from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, Refused, may, scope, sponsors_of
from payung.office.areas.models import Area
from payung.office.core import store, uploads
from payung.office.core.forms import put_on
from payung.office.core.headings_form import HeadingsForm
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.overpayments import actions, queries
from payung.office.overpayments.forms import HistoryForm
from payung.office.overpayments.models import HistoryFile, HistoryProfile
from payung.office.overpayments.tables import HistoryLineTable, HistoryTable
from payung.office.overpayments.views.looking import tabs
from payung.office.programmes.pages import FormPage, form_page

_EXAMPLE = 'name = "Daftar CSR"\n\n[headings]\nnik = ["Nomor Induk"]\nmonth = ["Bulan Layanan"]\namount = ["Nilai Iuran"]\n'


@needs(May.SEE_MONEY)
def index(request: HttpRequest) -> HttpResponseBase:
    table = HistoryTable(request, queries.histories(request.user))
    imports = bool(scope(request.user, May.RECORD_PAYMENTS))
    return respond(
        request, table, "overpayments/histories.html", {"tabs": tabs("histories"), "may_import": imports}
    )


@needs(May.RECORD_PAYMENTS)
def load(request: HttpRequest) -> HttpResponse:
    uploads.check(request)
    form = HistoryForm(request.user, request.POST or None, request.FILES or None)
    page = FormPage(
        _("Load payments from before Payung"),
        _("Load the list"),
        reverse("histories"),
        _("Before Payung"),
        _("The whole list is kept, or nothing of it: what is wrong is said with its row."),
        multipart=True,
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            key, _now = once(request.user, said.pop("token"), lambda: _load(request.user, said))
        except UnusableInput as error:
            put_on(form, error, "file")
        else:
            made = HistoryFile.objects.get(public_id=key)
            told = {
                "known": number(made.known, page_language()),
                "unknown": number(made.unknown, page_language()),
            }
            messages.success(
                request,
                _("Loaded: %(known)s rows of people whom the office knows, %(unknown)s of others. Now look for overpayments.")
                % told,
            )  # fmt: skip
            return redirect("history", key)
    return render(
        request, "programmes/form.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )


def _load(user: Any, said: dict[str, Any]) -> str:
    file, fund = said.pop("file"), said.pop("fund")
    with store.private_file(Path(file.name).suffix.lower()) as (path, stream):
        for chunk in file.chunks():
            stream.write(chunk)
        stream.flush()
        return str(actions.import_history(user, fund, path, file_name=file.name, **said).public_id)


@needs(May.SEE_MONEY)
def detail(request: HttpRequest, public_id: str) -> HttpResponseBase:
    if sponsors_of(request.user) is not None:
        raise Refused(May.SEE_PEOPLE)
    found = get_object_or_404(queries.histories(request.user), public_id=public_id)
    area = found.fund.area_id
    table = HistoryLineTable(
        request,
        found.lines.select_related("person"),
        named=may(request.user, May.SEE_PEOPLE, area),
        area=area,
    )
    return respond(request, table, "overpayments/history.html", {"history": found})


@needs(May.RECORD_PAYMENTS)
def headings(request: HttpRequest) -> HttpResponse:
    areas = Area.objects.filter(pk__in=scope(request.user, May.RECORD_PAYMENTS).codes).order_by(
        "level", "code"
    )
    kept = HistoryProfile.objects.filter(area__in=areas).first()
    initial = {
        "area": areas.first(),
        "name": kept.name if kept else "Daftar CSR",
        "headings": kept.headings if kept else _EXAMPLE,
    }
    page = FormPage(
        _("Headings of payment lists"),
        _("Keep the headings"),
        reverse("histories"),
        _("Before Payung"),
        ", ".join(FIELDS.words),
    )
    return form_page(
        request,
        HeadingsForm(FIELDS, areas, request.POST or None, initial=initial),
        page,
        lambda said: actions.save_profile(
            request.user, said["area"].code, name=said["name"], headings=said["headings"]
        ),
        done=_("The headings are kept."),
        then=lambda _result: reverse("history_load"),
    )
