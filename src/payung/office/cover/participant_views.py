"""Pages on participants: the list, one person, a look at the NIK."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from payung.language import Text, rupiah
from payung.law.continuity import STATUS_WORDS, Continuity
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.core.language import page_language
from payung.office.core.names import FOLDED
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.vault import masked
from payung.office.cover import participants
from payung.office.cover.models import Membership, PersonMonth
from payung.office.cover.months import GATE_WORDS, gate_of, inside
from payung.office.journal.lists import respond
from payung.office.people.actions import reveal_nik
from payung.office.people.forms import NikForm
from payung.office.people.models import Person
from payung.office.programmes.models import Programme

TONES = {"paid": "ok", "billed": "wait", "enrolled": "info", "decided": "muted"}
_STANDING_TONES = {"active": "ok", "arrears": "wait", "ended": "stop", "never": "muted"}


def _programmes(request: HttpRequest) -> list[tuple[Any, Any]]:
    found = Programme.objects.filter(scope(request.user, May.SEE_PEOPLE).around("area"))
    return [(each.public_id, each.name) for each in found]


def _kept(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows  # programme, month and gate must hold for the same person-month: see ``selected``


class ParticipantTable(Table):
    name = "participants"
    title = gettext_lazy("Participants")
    columns = (
        Column(
            "name",
            gettext_lazy("Name"),
            sort="name",
            link=lambda row: reverse("participant", args=[row.public_id]),
            width=30,
        ),
        Column("nik", gettext_lazy("NIK"), kind="digits", value=lambda row: masked(row.nik_tail), width=20),
        Column("village__name", gettext_lazy("Village"), width=24),
        Column(
            "kpj_tail",
            gettext_lazy("Member number"),
            kind="digits",
            value=lambda row: masked(row.kpj_tail, 11),
        ),
        Column("programme_name", gettext_lazy("Programme"), width=28),
        Column("fund_name", gettext_lazy("Fund")),
        Column("cover_month", gettext_lazy("Month of cover"), kind="month"),
    )
    filters = (
        Filter("program", gettext_lazy("Programme"), choices=_programmes, apply=_kept),
        Filter("bulan", gettext_lazy("Month"), kind="month", apply=_kept),
        Filter("gerbang", gettext_lazy("Gate"), choices=tuple(GATE_WORDS.items()), apply=_kept),
        Filter(
            "desa",
            gettext_lazy("Village code"),
            kind="text",
            apply=lambda rows, value: rows.filter(inside(value)),
        ),
    )
    order = ("name",)
    count_limit = 10_000  # counting on takes longer than the page itself
    search_hint = gettext_lazy("Beginning of the name")
    empty_title = gettext_lazy("There are no participants in your area yet")
    empty_words = gettext_lazy("People appear here once they stand on an approved decree.")

    @cached_property
    def selected(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().selected
        asked = {name: self.chosen[name] for name in ("program", "bulan", "gerbang") if name in self.chosen}
        if not asked:
            return rows
        return participants.at_gate(
            rows,
            gate=asked.get("gerbang", "decided"),
            programme=asked.get("program", ""),
            month=Month.parse(asked["bulan"]).number if "bulan" in asked else 0,
        )

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return participants.search_people(rows, words)

    def _order_by(self, rows: QuerySet[Any]) -> list[Any]:
        # Who is found by name stands in the order in which names are found.
        return [FOLDED, "pk"] if self.words and not self.order_asked else super()._order_by(rows)


@needs(May.SEE_PEOPLE)
def participant_list(request: HttpRequest) -> HttpResponseBase:
    rows = participants.participants(request.user, timezone.localdate())
    return respond(
        request, ParticipantTable(request, rows), "cover/participants.html", {"nik_form": NikForm()}
    )


@require_POST
@needs(May.SEE_PEOPLE)
def by_nik(request: HttpRequest) -> HttpResponse:
    form = NikForm(request.POST)
    found = participants.by_nik(request.user, form.cleaned_data["nik"]) if form.is_valid() else None
    if found is not None:
        return redirect("participant", found.public_id)
    return render(request, "cover/by_nik.html", {"nik_form": form}, status=422 if form.errors else 200)


@needs(May.SEE_PEOPLE)
def participant(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, get_object_or_404(participants.people(request.user), public_id=public_id))


@require_POST
@needs(May.SEE_NIK)
def nik(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page once more, with the whole NIK: never in an address, never in the session."""
    person = get_object_or_404(participants.people(request.user), public_id=public_id)
    return _page(request, person, reveal_nik(request.user, person))


def _page(request: HttpRequest, person: Person, nik: str = "") -> HttpResponse:
    months = participants.months_of(person)
    membership = Membership.objects.filter(person=person).first()
    standing = participants.standing(person, months, timezone.localdate())
    number = _("not enrolled yet") if membership is None else masked(membership.kpj_tail, 11)
    context = {
        "person": person,
        "may_see_nik": not nik and may(request.user, May.SEE_NIK, person.village_id),
        "facts": [
            {"label": _("NIK"), "value": nik or masked(person.nik_tail), "kind": "digits"},
            {"label": _("Birth date"), "value": person.birth_date},
            {"label": _("Sex"), "value": person.get_sex_display()},
            {"label": _("Village"), "value": person.village.name},
            *([{"label": _("Died"), "value": person.died}] if person.died else []),
            {"label": _("Work"), "value": person.occupation},
            {"label": _("Member number (KPJ)"), "value": number, "kind": "digits"},
            {"label": _("Member since"), "value": membership.since if membership else None},
        ],
        "years": _calendar(months),
        **_standing_words(standing),
    }
    return render(request, "cover/participant.html", context)


def _calendar(months: list[PersonMonth]) -> list[tuple[int, list[dict[str, Any]]]]:
    """By year, latest first: each month with its gate in words and the document of every gate it passed."""
    years: dict[int, list[dict[str, Any]]] = {}
    for month in months:
        gate = gate_of(month)
        withdrawn = month.withdrawn_by is not None
        years.setdefault(month.month // 100, []).append(
            {
                "month": month.month,
                "label": _("Withdrawn") if withdrawn else GATE_WORDS[gate],
                "tone": "stop" if withdrawn else TONES[gate],
                "programme": month.programme.name,
                "fund": str(month.fund),
                "due": month.planned if month.due is None else month.due,
                "documents": _documents(month),
            }
        )
    return list(years.items())


def _documents(month: PersonMonth) -> list[dict[str, str]]:
    decision, bill = month.line.decision, month.bill_line.bill if month.bill_line else None
    documents = [(_("SK"), f"{decision.number}, {_('line')} {month.line.number}")]
    if month.enrolled_by:
        documents.append((_("BPJS list"), month.enrolled_by.file_name))
    if bill:
        documents.append((_("Payment code"), bill.code or _("not given yet")))
    if month.payment:
        documents.append((_("SP2D"), month.payment.document))
    if month.withdrawn_by:
        documents.append((_("Withdrawn by"), month.withdrawn_by.number))
    return [{"label": label, "value": value} for label, value in documents]


def _standing_words(standing: Continuity) -> dict[str, Any]:
    """The law's answer in the language of the page."""
    tongue = page_language()

    def said(text: Text) -> str:
        return text.to(tongue)

    return {
        "standing": said(STATUS_WORDS[standing.status]),
        "standing_tone": _STANDING_TONES[standing.status],
        "standing_facts": [
            {"label": _("Protected until"), "value": standing.protected_until},
            {"label": _("Months paid"), "value": standing.paid_months},
            {
                "label": _("Months owed"),
                "value": ", ".join(month.to(tongue) for month in standing.months_owed) or _("none"),
            },
        ],
        "deaths": [{"amount": rupiah(each.amount), "why": said(each.why)} for each in standing.death_today],
        "turns": [{"day": turn.day, "won": turn.won, "what": said(turn.what)} for turn in standing.turns],
        "doubts": [doubt.sentence(tongue) for doubt in standing.doubts],
    }
