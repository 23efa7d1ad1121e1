"""The work lists, one match with its evidence and its months, and the decision on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.people.models import Person
from payung.office.sweeps import comparing, queries, standing
from payung.office.sweeps.actions import deciding, together
from payung.office.sweeps.forms import CONFIRM, ClaimForm, DecideForm, PayerForm
from payung.office.sweeps.models import Claim, How, Kind, Match, State
from payung.office.sweeps.tables import (
    CLAIM_TONES,
    HOW_TONES,
    STATE_TONES,
    DeathTable,
    JobTable,
    PayerTable,
    TwiceTable,
)
from payung.office.sweeps.views import PAGES
from payung.office.sweeps.views.certain import offered

_TABLES = {Kind.DEATH: DeathTable, Kind.TWICE: TwiceTable, Kind.PAYER: PayerTable, Kind.JOB: JobTable}
_HINTS = {
    Kind.DEATH: gettext_lazy(
        "Months count from the one after the death. Stop what is not billed yet; claim back what is paid; visit the heirs where a benefit was not claimed."
    ),
    Kind.JOB: gettext_lazy(
        "Months count from the one after the job began. Stop what is not billed yet; claim back what is paid; a replacement takes the place."
    ),
}
_HELD_TWICE = gettext_lazy(
    "Months are those that are held twice. Stop what is not billed yet; claim back what is paid."
)


@needs(May.SEE_PEOPLE)
def deaths(request: HttpRequest) -> HttpResponseBase:
    return _list(request, Kind.DEATH)


@needs(May.SEE_PEOPLE)
def twice(request: HttpRequest) -> HttpResponseBase:
    return _list(request, Kind.TWICE)


@needs(May.SEE_PEOPLE)
def payers(request: HttpRequest) -> HttpResponseBase:
    return _list(request, Kind.PAYER)


@needs(May.SEE_PEOPLE)
def jobs(request: HttpRequest) -> HttpResponseBase:
    return _list(request, Kind.JOB)


def _list(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    rows = queries.figured(queries.matches(request.user, kind))
    table = _TABLES[kind](request, rows)
    context = {
        "table_title": kind.label,
        "hint": _HINTS.get(kind, _HELD_TWICE),
        "certain": offered(request, kind),
        "payers": queries.open_payers(request.user) if kind == Kind.PAYER else [],
    }
    return respond(request, table, "sweeps/list.html", context)


@needs(May.REVIEW)
def payer(request: HttpRequest) -> HttpResponse:
    """Everybody whom one other payer names, decided in one act: figures first."""
    name = request.GET.get("pembayar", "")
    rows = queries.matches(request.user, Kind.PAYER, may=May.REVIEW).filter(state=State.OPEN, payer=name)
    count = rows.count()
    form = PayerForm(request.POST or None, initial={"expected": count})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = together.decide_payer(
                request.user, rows, name, given["verdict"], given["why"], expected=given["expected"]
            )
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("%(n)s matches are decided.") % {"n": done})
            return redirect("payers_twice")
    context = {
        "form": form,
        "count": count,
        "payer": name,
        "sample": queries.figured(rows).order_by("pk")[:10],
    }
    return render(request, "sweeps/payer.html", context, status=422 if form.errors else 200)


@needs(May.SEE_PEOPLE)
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One match; a decision on it brings the next that waits."""
    match = get_object_or_404(queries.figured(queries.matches(request.user)), public_id=public_id)
    form = DecideForm(match, request.POST or None, initial={"why": CONFIRM[Kind(match.kind)]})
    if request.method == "POST" and "buka" in request.POST:
        deciding.reopen(request.user, match, request.POST.get("why", ""))
        messages.success(request, _("The match is open again."))
        return redirect("match", public_id)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, match, form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error)
        else:
            return _onward(request, match)
    return _show(request, match, form, ClaimForm(initial={"claim": match.claim}))


@require_POST
@needs(May.REVIEW)
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    match = get_object_or_404(queries.figured(queries.matches(request.user)), public_id=public_id)
    form = ClaimForm(request.POST)
    if form.is_valid():
        try:
            deciding.note_claim(request.user, match, form.cleaned_data["claim"], form.cleaned_data["why"])
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("What is known of the claim is kept."))
            return redirect("match", public_id)
    return _show(request, match, DecideForm(match), form)


def _decide(request: HttpRequest, match: Match, given: dict[str, Any]) -> None:
    if given["verdict"] == State.REJECTED:
        deciding.reject(request.user, match, given["why"])
        return
    stays = Person.objects.filter(public_id=given["stays"]).first() if given.get("stays") else None
    deciding.confirm(
        request.user, match, given["why"], died=given.get("died"), began=given.get("began"), stays=stays
    )


def _onward(request: HttpRequest, match: Match) -> HttpResponse:
    """The next open match of the same kind loads by itself."""
    following = (
        queries.matches(request.user, Kind(match.kind), may=May.REVIEW)
        .filter(state=State.OPEN)
        .order_by("-pk")
        .first()
    )
    messages.success(request, _("The decision on %(name)s is kept.") % {"name": match.person.name})
    return redirect("match", following.public_id) if following else redirect(PAGES[Kind(match.kind)])


def _show(request: HttpRequest, match: Match, form: DecideForm, claim_form: ClaimForm) -> HttpResponse:
    kind, language = Kind(match.kind), page_language()
    numbers = may(request.user, May.SEE_NIK, match.village_id)
    context = {
        "match": match,
        "title": kind.label,
        "is_death": kind == Kind.DEATH,
        "is_job": kind == Kind.JOB,
        "back": reverse(PAGES[kind]),
        "state_tone": STATE_TONES[State(match.state)],
        "how_tone": HOW_TONES[How(match.how)],
        "claim_tone": CLAIM_TONES[Claim(match.claim)],
        "lines": comparing.lines(match, queries.said_of(match), numbers=numbers),
        "columns": comparing.columns(match),
        "months": queries.months_behind(match),
        "form": form,
        "claim_form": claim_form,
        "may_decide": may(request.user, May.REVIEW, match.village_id),
        "may_see_decisions": bool(scope(request.user, May.SEE_DECISIONS)),
        **(_at_death(match, language) if kind == Kind.DEATH else {}),
    }
    status = 422 if form.errors or claim_form.errors else 200
    return render(request, "sweeps/match.html", context, status=status)


def _at_death(match: Match, language: Any) -> dict[str, Any]:
    """Cover on the day: how the member stood, what is due, by when, with which papers."""
    if match.died is None:
        return {}
    history = standing.histories([match.person_id])[match.person_id]
    try:
        told = standing.on_the_day(history, match.died)
    except UnusableInput:
        return {}
    owed = (
        standing.entitlement(history, match.died) if told.death_today and told.death_today[0].amount else None
    )
    return {
        "stood": comparing.stood(told, language),
        "deaths": [(each.amount, each.why.to(language)) for each in told.death_today],
        "owed_lines": [(line.working.to(language), line.amount) for line in owed.lines] if owed else [],
        "deadlines": [(each.what.to(language), each.by) for each in owed.deadlines] if owed else [],
        "documents": [each.to(language) for each in owed.documents] if owed else [],
        "doubts": [doubt.sentence(language) for doubt in told.doubts],
    }
