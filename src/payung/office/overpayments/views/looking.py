"""What was paid too much: by fund and reason, each finding with its months, the letters."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope, sponsors_of
from payung.office.core.language import page_language
from payung.office.funding.models import Fund
from payung.office.journal.lists import respond
from payung.office.overpayments import queries
from payung.office.overpayments.actions.finding import may_find
from payung.office.overpayments.models import WAITING, Finding, State
from payung.office.overpayments.tables import TONES, FindingTable, ItemTable, LetterTable, PayerTable


def tabs(at: str) -> list[dict[str, Any]]:
    pages = (
        ("overpayments", _("By fund")),
        ("overpaid", _("All findings")),
        ("overpaid_letters", _("Claim letters")),
        ("histories", _("Before Payung")),
    )
    return [{"label": label, "href": reverse(name), "active": name == at} for name, label in pages]


@needs(May.SEE_MONEY)
def index(request: HttpRequest) -> HttpResponseBase:
    sums = queries.by_state(request.user)
    context = {
        "tabs": tabs("overpayments"),
        "figures": [
            {
                "label": state.label,
                "value": sums[state.value],
                "tone": TONES[state] if sums[state.value] else "",
                "href": f"{reverse('overpaid')}?keadaan={state.value}" if sums[state.value] else "",
            }
            for state in State
        ],
        "may_find": may_find(request.user),
        "may_import": bool(scope(request.user, May.RECORD_PAYMENTS)),
    }
    table = PayerTable(request, queries.groups(request.user), may_claim=may_find(request.user))
    return respond(request, table, "overpayments/index.html", context)


def _named(request: HttpRequest) -> bool:
    """Names only where every fund seen lies in an area whose people the user may see by name."""
    people, money = scope(request.user, May.SEE_PEOPLE), scope(request.user, May.SEE_MONEY)
    return sponsors_of(request.user) is None and all(people.includes(code) for code in money.codes)


@needs(May.SEE_MONEY)
def findings(request: HttpRequest) -> HttpResponseBase:
    table = FindingTable(request, queries.findings(request.user), named=_named(request))
    return respond(request, table, "overpayments/list.html", {"tabs": tabs("overpaid")})


@needs(May.SEE_MONEY)
def letters(request: HttpRequest) -> HttpResponseBase:
    table = LetterTable(request, queries.letters(request.user))
    return respond(request, table, "overpayments/list.html", {"tabs": tabs("overpaid_letters")})


@needs(May.SEE_MONEY)
def letter(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(queries.letters(request.user), public_id=public_id)
    rows = queries.findings(request.user).filter(letter=found)
    table = FindingTable(request, rows, named=_named(request))
    context = {"letter": found, "may_download": _answers_for(request.user, found.fund)}
    return respond(request, table, "overpayments/letter.html", context)


@needs(May.SEE_MONEY)
def finding(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(queries.findings(request.user), public_id=public_id)
    area, open_yet = found.fund.area_id, found.state in WAITING
    rows = found.items.select_related("bill", "history", "history__file")
    named = may(request.user, May.SEE_PEOPLE, area)
    context = {
        "finding": found,
        "title": found.person.name if named and found.person else found.get_kind_display(),
        "tone": TONES[State(found.state)],
        "facts": _facts(found, named),
        "may_settle": open_yet and may(request.user, May.RECORD_PAYMENTS, area),
        "may_credit": open_yet and may(request.user, May.CORRECT_BOOKS, area),
        "may_claim": found.state == State.FOUND and _answers_for(request.user, found.fund),
    }
    return respond(request, ItemTable(request, rows, area=area), "overpayments/finding.html", context)


def _answers_for(user: Any, fund: Fund) -> bool:
    return may(user, May.RECORD_PAYMENTS, fund.area_id) or may(user, May.MANAGE_FUNDS, fund.area_id)


def _facts(found: Finding, named: bool) -> list[dict[str, Any]]:
    language = page_language()
    first, last = (Month.from_number(number).to(language) for number in (found.first_month, found.last_month))
    facts: list[dict[str, Any]] = [
        {"label": _("Reason"), "value": found.get_kind_display()},
        {"label": _("Fund"), "value": str(found.fund), "href": reverse("fund", args=[found.fund.public_id])},
        {"label": _("Months"), "value": first if first == last else f"{first} – {last}"},
    ]
    if found.person and named:
        at = reverse("participant", args=[found.person.public_id])
        facts.append({"label": _("Person"), "value": found.person.name, "href": at})
        facts.append({"label": _("Village"), "value": found.person.village.name})
    told = _evidence(found)
    facts.append({"label": _("Evidence"), **told})
    if found.since:
        facts.append({"label": _("Day of the evidence"), "value": found.since})
    if found.letter:
        at = reverse("overpaid_letter", args=[found.letter.public_id])
        facts.append({"label": _("Claim letter"), "value": found.letter.number, "href": at})
    if found.credited_to:
        at = reverse("bill", args=[found.credited_to.public_id])
        facts.append({"label": _("Credited to the bill"), "value": str(found.credited_to), "href": at})
    if found.document:
        facts.append({"label": _("Document of the refund"), "value": found.document})
    if found.settled_on:
        facts.append({"label": _("Settled on"), "value": found.settled_on})
    if found.why:
        facts.append({"label": _("Note"), "value": found.why})
    return [{"href": "", **fact} for fact in facts]


_SAID = {
    "law": gettext_lazy("The law's rate for this payer and month"),
    "bill": gettext_lazy("Money that the bill did not need"),
    "person": gettext_lazy("Death confirmed"),
    "match": gettext_lazy("Finding of a sweep"),
    "vacancy": gettext_lazy("Report that the person leaves"),
    "decision": gettext_lazy("Decree of change"),
    "fund": gettext_lazy("Another fund paid the month"),
}


def _evidence(found: Finding) -> dict[str, str]:
    """What it rests on, with where that stands."""
    kind, _colon, key = found.evidence.partition(":")
    said = str(_SAID.get(kind, found.evidence))
    if kind == "fund":
        other = Fund.objects.filter(public_id=key).first()
        return {"value": f"{said}: {other}" if other else said, "href": ""}
    try:
        return {"value": said, "href": reverse(kind, args=[key]) if key else ""}
    except NoReverseMatch:
        return {"value": said, "href": ""}
