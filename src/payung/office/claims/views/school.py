"""Scholarships: the schedule of a claim's children, and the years that wait for a proof."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may
from payung.office.claims import forms, presenting, queries
from payung.office.claims.actions import schooling
from payung.office.claims.models import Claim, SchoolYear
from payung.office.claims.views.acting import asked
from payung.office.claims.views.claim import found
from payung.office.core.tables import Column, Filter, Table
from payung.office.journal.lists import respond

REMIND = timedelta(days=60)  # before a school year begins, its proof is asked for
TONES = {"planned": "muted", "proven": "info", "paid": "ok", "ended": "stop"}


@needs(May.SEE_CLAIMS)
def schedule(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = found(request, public_id)
    years = SchoolYear.objects.filter(child__claim=claim)
    context = {
        "claim": claim,
        "children": presenting.children(claim),
        "tones": TONES,
        "by_year": presenting.paid_by_year(years),
        "owed": claim.owed_scholarship,
        "paid": claim.paid_scholarship,
        "may_help": may(request.user, May.REPORT_EVENT, claim.village_id),
        "may_handle": may(request.user, May.HANDLE_CLAIM, claim.village_id),
    }
    return render(request, "claims/school.html", context)


def _year(claim: Claim, year_id: str) -> SchoolYear:
    return get_object_or_404(
        SchoolYear.objects.select_related("child__claim"), child__claim=claim, public_id=year_id
    )


@needs(May.REPORT_EVENT)
def prove(request: HttpRequest, public_id: str, year_id: str) -> HttpResponse:
    claim = found(request, public_id)
    year = _year(claim, year_id)
    form = forms.ProofForm(request.POST or None)
    title = _("Proof for %(year)s") % {"year": year.year}
    return asked(request, claim, form, title, lambda given: schooling.prove(request.user, year, **given))


@needs(May.REPORT_EVENT)
def level(request: HttpRequest, public_id: str, year_id: str) -> HttpResponse:
    claim = found(request, public_id)
    year = _year(claim, year_id)
    form = forms.LevelForm(request.POST or None, initial={"level": year.level})
    title = _("Level in %(year)s") % {"year": year.year}
    return asked(
        request, claim, form, title, lambda given: schooling.change_level(request.user, year, **given)
    )


@needs(May.HANDLE_CLAIM)
def pay(request: HttpRequest, public_id: str, year_id: str) -> HttpResponse:
    claim = found(request, public_id)
    year = _year(claim, year_id)
    form = forms.SchoolPayForm(request.POST or None, initial={"amount": year.amount})
    title = _("Scholarship paid for %(year)s") % {"year": year.year}
    return asked(request, claim, form, title, lambda given: schooling.pay_year(request.user, year, **given))


@needs(May.REPORT_EVENT)
def end(request: HttpRequest, public_id: str, child_id: str) -> HttpResponse:
    claim = found(request, public_id)
    child = get_object_or_404(claim.children.select_related("claim__person"), public_id=child_id)
    form = forms.EndForm(request.POST or None)
    return asked(
        request,
        claim,
        form,
        _("End the scholarship"),
        lambda given: schooling.end_child(request.user, child, **given),
        lead=_("The years after that day end; what was proven or paid stays."),
    )


def waiting(user: Any) -> QuerySet[SchoolYear]:
    """School years about to begin, or begun, without their proof, where the user helps."""
    from payung.office.accounts.permissions import scope

    helps = queries.school_years(user).filter(scope(user, May.REPORT_EVENT).within("child__claim__village"))
    return helps.filter(state=SchoolYear.State.PLANNED, starts__lte=timezone.localdate() + REMIND)


def _asked_for(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    soon = rows.filter(starts__lte=timezone.localdate() + REMIND, state=SchoolYear.State.PLANNED)
    return soon if value == "bukti" else rows.filter(state=value)


class SchoolTable(Table):
    name = "school"
    title = gettext_lazy("Scholarships")
    columns = (
        Column("year", gettext_lazy("School year"), sort="starts"),
        Column(
            "child.claim.person.name",
            gettext_lazy("Child of"),
            sort="child__claim__person__name",
            link=lambda row: reverse("claim_school", args=[row.child.claim.public_id]),
            width=28,
        ),
        Column("child.claim.village.name", gettext_lazy("Village"), sort="child__claim__village__name"),
        Column("level", gettext_lazy("Level"), sort="level", width=8),
        Column("due_on", gettext_lazy("Claim on"), kind="date", sort="due_on"),
        Column("amount", gettext_lazy("Rupiah"), kind="rupiah", sort="amount", total="amount"),
        Column("paid", gettext_lazy("Money paid"), kind="rupiah", sort="paid", total="paid"),
        Column(
            "state",
            gettext_lazy("State"),
            kind="status",
            words=dict(SchoolYear.State.choices),
            tones=TONES,
        ),
    )
    filters = (
        Filter(
            "keadaan",
            gettext_lazy("State"),
            choices=(("bukti", gettext_lazy("Proof is due")), *SchoolYear.State.choices),
            apply=_asked_for,
        ),
    )
    order = ("starts",)
    empty_title = gettext_lazy("No scholarship here")
    empty_words = gettext_lazy(
        "Add the children on the claim of a family; the law's schedule follows by itself."
    )


@needs(May.SEE_CLAIMS)
def school_list(request: HttpRequest) -> HttpResponseBase:
    return respond(
        request, SchoolTable(request, queries.school_years(request.user)), "claims/school_list.html"
    )
