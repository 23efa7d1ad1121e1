"""The list of claims, and visits that are due."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, common_area, scope
from payung.office.claims import forms, queries
from payung.office.claims.actions import visits as acts
from payung.office.claims.models import Kind, State, Visit, VisitPlan
from payung.office.claims.presenting import STATE_TONES
from payung.office.core.forms import put_on
from payung.office.core.names import begins_with
from payung.office.core.tables import Column, Filter, Table
from payung.office.cover.months import inside
from payung.office.journal.lists import respond
from payung.office.programmes.models import Programme

_SHORT = {
    Kind.ACCIDENT: gettext_lazy("Accident"),
    Kind.DISEASE: gettext_lazy("Disease"),
    Kind.DEATH: gettext_lazy("Death"),
}
_WAITING = {
    "kertas": gettext_lazy("Papers are missing"),
    "bpjs": gettext_lazy("Waits for BPJS"),
    "terbantu": gettext_lazy("The family got money"),
}


_HELPED = Q(paid__gt=0) | Q(paid_scholarship__gt=0)  # as the leadership's page counts families


def _in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "kertas":
        return rows.filter(state__in=(State.REPORTED, State.REFUSED), papers_missing__gt=0)
    if value == "bpjs":
        return rows.filter(state__in=(State.HANDED, State.OBJECTED, State.GRANTED))
    if value == "terbantu":
        return rows.filter(_HELPED)
    return rows.filter(state=value)


class ClaimTable(Table):
    name = "claims"
    title = gettext_lazy("Claims")
    columns = (
        Column(
            "person.name",
            gettext_lazy("Name"),
            sort="person__name",
            link=lambda row: reverse("claim", args=[row.public_id]),
            width=28,
        ),
        Column("kind", gettext_lazy("Event"), words=_SHORT, sort="kind"),
        Column("day", gettext_lazy("Date"), kind="date", sort="day"),
        Column("state", gettext_lazy("State"), kind="status", words=dict(State.choices), tones=STATE_TONES),
        Column("village.name", gettext_lazy("Village"), sort="village__name", width=22),
        Column("papers_missing", gettext_lazy("Papers missing"), kind="integer", sort="papers_missing"),
        Column("owed", gettext_lazy("Owed"), kind="rupiah", sort="owed", total="owed"),
        Column("paid", gettext_lazy("Money paid"), kind="rupiah", sort="paid", total="paid"),
        Column(
            "paid_scholarship",
            gettext_lazy("Scholarship paid"),
            kind="rupiah",
            sort="paid_scholarship",
            total="paid_scholarship",
        ),
    )
    filters = (
        Filter(
            "keadaan", gettext_lazy("State"), choices=(*_WAITING.items(), *State.choices), apply=_in_state
        ),
        Filter("kejadian", gettext_lazy("Event"), choices=Kind.choices, path="kind"),
        Filter(
            "desa",
            gettext_lazy("Village code"),
            kind="text",
            apply=lambda rows, value: rows.filter(inside(value)),
        ),
    )
    order = ("-day",)
    search_hint = gettext_lazy("Beginning of the name")
    empty_title = gettext_lazy("No event has been reported yet")
    empty_words = gettext_lazy(
        "Report a death, a work accident or a disease from work: what the family is owed is shown at once."
    )

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return begins_with(rows, words, "person__name")

    def empty_action(self) -> tuple[str, Any] | None:
        if not scope(self.request.user, May.REPORT_EVENT):
            return None
        return reverse("claim_find"), gettext_lazy("Report an event")


@needs(May.SEE_CLAIMS)
def claims(request: HttpRequest) -> HttpResponseBase:
    context = {"may_report": bool(scope(request.user, May.REPORT_EVENT))}
    return respond(request, ClaimTable(request, queries.claims(request.user)), "claims/list.html", context)


def due(user: Any) -> QuerySet[Visit]:
    helps = queries.visits(user).filter(scope(user, May.REPORT_EVENT).within("claim__village"))
    return helps.filter(done_on=None, due_on__lte=timezone.localdate())


def _by_due(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "jatuh":
        return rows.filter(done_on=None, due_on__lte=timezone.localdate())
    return rows.filter(done_on__isnull=value != "sudah")


class VisitTable(Table):
    name = "visits"
    title = gettext_lazy("Visits to families")
    columns = (
        Column("due_on", gettext_lazy("Due on"), kind="date", sort="due_on"),
        Column(
            "claim.person.name",
            gettext_lazy("Family of"),
            sort="claim__person__name",
            link=lambda row: reverse("claim_visit", args=[row.claim.public_id, row.public_id]),
            width=28,
        ),
        Column("claim.village.name", gettext_lazy("Village"), sort="claim__village__name", width=22),
        Column("months", gettext_lazy("Months after"), kind="integer", sort="months"),
        Column("done_on", gettext_lazy("Visited on"), kind="date", sort="done_on"),
        Column("use", gettext_lazy("Money used for"), words=forms.USES),
        Column("income_before", gettext_lazy("Income before"), kind="rupiah", sort="income_before"),
        Column("income_after", gettext_lazy("Income now"), kind="rupiah", sort="income_after"),
    )
    filters = (
        Filter(
            "keadaan",
            gettext_lazy("State"),
            choices=(
                ("jatuh", gettext_lazy("Visit is due")),
                ("belum", gettext_lazy("Not yet visited")),
                ("sudah", gettext_lazy("Visited")),
            ),
            apply=_by_due,
        ),
    )
    order = ("due_on",)
    empty_title = gettext_lazy("No visit is planned")
    empty_words = gettext_lazy("Visits are planned by themselves once a family has its money.")


@needs(May.SEE_CLAIMS)
def visits(request: HttpRequest) -> HttpResponseBase:
    context = {"may_plan": bool(scope(request.user, May.HANDLE_CLAIM))}
    return respond(request, VisitTable(request, queries.visits(request.user)), "claims/visits.html", context)


@needs(May.HANDLE_CLAIM)
def plan(request: HttpRequest) -> HttpResponse:
    """After how many months families of the user's area are visited."""
    area = common_area(request.user)
    programmes = Programme.objects.filter(scope(request.user, May.HANDLE_CLAIM).within("area"))
    now = ", ".join(str(month) for month in acts.months_of(area))
    form = forms.PlanForm(programmes, request.POST or None, initial={"months": now})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            acts.set_plan(request.user, area, given["months"], programme=given["programme"])
        except UnusableInput as error:
            put_on(form, error, "months")
        else:
            messages.success(request, _("Kept. It holds for families paid from now on."))
            return redirect("visits")
    own = VisitPlan.objects.filter(programme__in=programmes).select_related("programme")
    rows = [
        {"label": plan.programme.name, "value": plan.months.replace(",", ", ")}
        for plan in own
        if plan.programme
    ]
    return render(
        request, "claims/plan.html", {"form": form, "plans": rows}, status=422 if form.errors else 200
    )
