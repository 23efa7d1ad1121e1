"""Replacements: places that fell free, reports by hand, and the draft that fills them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.language import number
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.core.language import page_language
from payung.office.decisions import actions, vacancies
from payung.office.decisions.models import Decision, State, Vacancy
from payung.office.decisions.vacancy_forms import ReplaceForm, ReportForm
from payung.office.decisions.vacancy_tables import TONES, VacancyTable
from payung.office.decisions.views.looking import at, seen
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.programmes import priority
from payung.office.programmes.forms import WhyForm
from payung.office.programmes.pages import FormPage, form_page


def _may_report(user: Any) -> bool:
    return bool(scope(user, May.PROPOSE, May.SUBMIT_DECISION))


@needs(May.SEE_DECISIONS)
def index(request: HttpRequest) -> HttpResponseBase:
    table = VacancyTable(request, vacancies.vacancies(request.user), may_report=_may_report(request.user))
    submits = bool(scope(request.user, May.SUBMIT_DECISION))
    context = {
        "decrees": vacancies.decrees(request.user) if submits else [],
        "may_submit": submits,
        "may_report": _may_report(request.user),
    }
    return respond(request, table, "decisions/vacancies.html", context)


@require_POST
@needs(May.SUBMIT_DECISION)
def gather(request: HttpRequest) -> HttpResponse:
    found = actions.gather(request.user)
    said = _("%(n)s places fell free since the last look.") % {"n": number(found, page_language())}
    messages.success(request, said if found else _("No further place fell free."))
    return redirect("vacancies")


@needs(May.PROPOSE, May.SUBMIT_DECISION)
def report(request: HttpRequest) -> HttpResponse:
    asked = {"decision": request.GET.get("sk", ""), "numbers": request.GET.get("nomor", "")[:200]}
    form = ReportForm(request.user, request.POST or None, initial=asked)
    page = FormPage(
        _("Report somebody who leaves"),
        _("Report"),
        reverse("vacancies"),
        _("Replacements"),
        _("Nothing is stopped by this yet: the office drafts a new decree that takes the months back."),
    )

    def work(said: dict[str, Any]) -> Any:
        facts = {key: said[key] for key in ("why", "since", "note")}
        return once(
            request.user,
            said["token"],
            lambda: str(actions.report(request.user, said["decision"], said["lines"], **facts)[0].public_id),
        )

    return form_page(
        request,
        form,
        page,
        work,
        done=_("Reported. The place stands on the list of free places."),
        then=lambda _result: reverse("vacancies"),
    )


@needs(May.SEE_DECISIONS)
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(vacancies.vacancies(request.user), public_id=public_id)
    standing: str = found.standing  # type: ignore[attr-defined]
    decision = found.line.decision
    area = decision.programme.area_id
    context = {
        "vacancy": found,
        "facts": _facts(request, found),
        "label": vacancies.STANDINGS[standing],
        "tone": TONES[standing],
        "may_dismiss": standing == "open" and may(request.user, May.SUBMIT_DECISION, found.village_id),
        "may_choose": standing == "open" and may(request.user, May.SUBMIT_DECISION, area),
        "decision": decision,
    }
    return render(request, "decisions/vacancy.html", context)


def _facts(request: HttpRequest, found: Vacancy) -> list[dict[str, Any]]:
    decision = found.line.decision
    facts: list[dict[str, Any]] = [
        {"label": _("Decree (SK)"), "value": f"{decision.number}, {found.line.number}", "href": at(decision)},
        {"label": _("Programme"), "value": decision.programme.name},
        {"label": _("Village"), "value": found.village.name},
        {"label": _("Why they leave"), "value": found.get_why_display()},
        {"label": _("Since"), "value": found.since or "-"},
        {
            "label": _("First month without cover"),
            "value": Month.from_number(found.first_month).to(page_language()),
        },
        {
            "label": _("Known from"),
            "value": f"{found.get_source_display()} {found.reference}".strip(),
            "href": _evidence(found),
        },
        {"label": _("Reported by"), "value": str(found.reported_by or _("The office itself"))},
        {"label": _("Reported on"), "value": found.reported},
    ]
    if found.note:
        facts.append({"label": _("How it is known"), "value": found.note})
    if found.dismissed:
        facts.append({"label": _("Why put aside"), "value": found.why_dismissed})
    if found.draft and found.draft.state != State.DISCARDED:
        facts.append({"label": _("Replacement"), "value": str(found.draft), "href": at(found.draft)})
    return [{**fact, "href": fact.get("href", "")} for fact in facts]


def _evidence(found: Vacancy) -> str:
    """Where the finding or the claim stands, for whoever may open it."""
    page = {Vacancy.Source.SWEEP: "match", Vacancy.Source.CLAIM: "claim"}.get(Vacancy.Source(found.source))
    try:
        return reverse(page, args=[found.reference]) if page else ""
    except NoReverseMatch:
        return ""


@needs(May.SUBMIT_DECISION)
def dismiss(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(vacancies.vacancies(request.user), public_id=public_id)
    page = FormPage(
        _("Put this report aside?"),
        _("Put it aside"),
        reverse("vacancy", args=[public_id]),
        found.line.row.name,
        _("The person stays on the decree, or nobody comes in their place."),
    )
    return form_page(
        request,
        WhyForm(request.POST or None),
        page,
        lambda said: actions.dismiss(request.user, found, why=said["why"]),
        done=_("Put aside."),
        then=lambda _result: reverse("vacancies"),
    )


@needs(May.SUBMIT_DECISION)
def choose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which places to fill, and from which month; who comes is settled by the programme's order."""
    found = seen(request, public_id)
    places = list(vacancies.open_places(found))
    if not places or found.state != State.APPROVED:
        messages.info(request, _("No place of this decree waits for a replacement."))
        return redirect("vacancies")
    form = ReplaceForm(places, request.POST or None)
    page = FormPage(
        _("Fill free places"),
        _("Draft the replacement"),
        reverse("vacancies"),
        _("Replacements"),
        _lead(found),
    )

    def work(said: dict[str, Any]) -> Decision:
        key, _now = once(
            request.user,
            said["token"],
            lambda: str(
                actions.propose_replacements(
                    request.user, found, said["places"], first_month=said["first_month"]
                ).public_id
            ),
        )
        return Decision.objects.get(public_id=key)

    return form_page(
        request,
        form,
        page,
        work,
        done=_("The replacement is drafted. Look at who comes, then submit it; another user approves it."),
        then=at,
    )


def _lead(found: Decision) -> str:
    order = priority.in_words(found.programme.priority).to(page_language())
    where = (
        _("Who waits in the same village comes first: the places are the village's.")
        if found.programme.quotas.exclude(village=None).exists()
        else _("Who waits in the whole programme may come: the places are the programme's.")
    )
    waits = _("%(n)s people wait. Order: %(order)s.") % {
        "n": number(vacancies.waiting_people(found), page_language()),
        "order": order,
    }
    return f"{where} {waits}"
