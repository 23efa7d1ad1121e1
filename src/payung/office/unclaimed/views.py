"""Pages of unclaimed deaths: the work list, one line of it, word of a death noted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.law.deadlines import Deadline
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.claims import presenting
from payung.office.claims.forms import RELATION_WORDS
from payung.office.claims.reckoning import Event, deadlines_of, papers_of, reckon
from payung.office.core.language import page_language
from payung.office.core.vault import unseal_fields
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.people.models import SEALED as SEALED_PERSON
from payung.office.people.models import Person
from payung.office.programmes.pages import FormPage, accept, form_page
from payung.office.sweeps.models import How
from payung.office.sweeps.tables import HOW_TONES
from payung.office.unclaimed import actions, finding, queries
from payung.office.unclaimed.forms import NONE, ChooseForm, NoticeForm, ReportForm, SettleForm
from payung.office.unclaimed.models import SEALED
from payung.office.unclaimed.tables import SOURCE_TONES, SOURCES, LeadTable, NobodyTable
from payung.office.workdays.queries import calendar_of


@needs(May.SEE_CLAIMS)
def leads(request: HttpRequest) -> HttpResponseBase:
    helps = bool(scope(request.user, May.REPORT_EVENT))
    table = LeadTable(request, queries.leads(request.user))
    context = {
        "waiting": SimpleLazyObject(lambda: table.waiting),  # not of the part that changed
        "may_report": helps,
        "nobody": queries.nobody(request.user).count() if helps else 0,
    }
    return respond(request, table, "unclaimed/list.html", context)


@needs(May.REPORT_EVENT)
def nobody(request: HttpRequest) -> HttpResponseBase:
    return respond(request, NobodyTable(request, queries.nobody(request.user)), "unclaimed/nobody.html")


def _found(request: HttpRequest, public_id: str, what: May = May.SEE_CLAIMS) -> Any:
    return get_object_or_404(queries.leads(request.user, what), public_id=public_id)


@needs(May.SEE_CLAIMS)
def lead(request: HttpRequest, public_id: str) -> HttpResponse:
    """One death: how it is known, what the law pays and why, by when, which papers, whom to tell."""
    person = _found(request, public_id)
    helps = may(request.user, May.REPORT_EVENT, person.village_id)
    notice, match = queries.notice_of(person), queries.match_of(person)
    context = {
        "person": person,
        "source": SOURCES[person.source],
        "tone": SOURCE_TONES[person.source],
        "notice": notice,
        "told": unseal_fields(notice.sealed, SEALED) if notice and notice.sealed and helps else {},
        "last_month": Month.from_number(notice.last_month).to(page_language())
        if notice and notice.last_month
        else "",
        "match": match,
        "match_tone": HOW_TONES[How(match.how)] if match else "",
        "may_help": helps,
        "heirs": _heirs(person) if helps else [],
        **_due(person),
    }
    return render(request, "unclaimed/lead.html", context)


def _due(person: Any) -> dict[str, Any]:
    """The engine's answer, as the claim will freeze it; the reason where it gives none."""
    if person.died_on is None:
        return {"owed": None, "why_not": ""}
    today, tongue = timezone.localdate(), page_language()
    event = Event("death", person.died_on, "death", person.died_on)
    try:
        reckoned = reckon(person, event, today)
    except UnusableInput as error:
        return {"owed": None, "why_not": error.to(tongue)}
    return {
        "owed": presenting.owed(reckoned.answer[tongue], reckoned.standing[tongue]),
        "standing": presenting.standing(reckoned.standing[tongue]),
        "still": presenting.still_paid(person, person.died_on),
        "papers": [
            text.to(tongue) for text in papers_of(event, scholarship=bool(reckoned.scholarship_total))
        ],
        "deadlines": _deadlines(person, event) + _deadlines(person, Event("accident", event.day, "death")),
    }


def _deadlines(person: Person, event: Event) -> list[dict[str, Any]]:
    """With what is left of them; of a death from work only those that have a last day."""
    found = deadlines_of(
        event, doctor_statement=None, complete=None, scholarship=False, days=calendar_of(person.village_id)
    )
    return [_counted(each, event) for each in found if each.by or not event.from_work]


def _counted(each: Deadline, event: Event) -> dict[str, Any]:
    tongue = page_language()
    words, tone = presenting.left_words(each.by, timezone.localdate())
    what = each.what.to(tongue)
    return {
        "what": _("If it was from work: %(what)s") % {"what": what} if event.from_work else what,
        "by": each.by,
        "citation": each.rule.cited(tongue),
        "left": words,
        "tone": tone,
    }


def _heirs(person: Person) -> list[dict[str, str]]:
    """Those named at enrolment."""
    held = unseal_fields(person.sealed, SEALED_PERSON).get("heirs") or []
    return [
        {
            "name": str(one.get("name", "")),
            "relation": str(RELATION_WORDS.get(one.get("relation", ""), one.get("relation", ""))),
            "phone": str(one.get("phone", "") or ""),
        }
        for one in held
    ]


@needs(May.REPORT_EVENT)
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """One act turns the line into a claim."""
    person = _found(request, public_id, May.REPORT_EVENT)
    form = ReportForm(request.POST or None, initial=_known(person))
    page = FormPage(
        _("Report the death of %(name)s") % {"name": person.name},
        _("Report"),
        reverse("unclaimed_lead", args=[public_id]),
        person.name,
        lead=_("A claim is opened with what the law pays, its papers and its deadlines."),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.report(request.user, person, **said),
        done=_("The event is reported. Below stands what the family is owed, and by when."),
        then=lambda claim: reverse("claim", args=[claim.public_id]),
    )


def _known(person: Any) -> dict[str, Any]:
    """What is known already, so that nothing is typed again."""
    notice, match = queries.notice_of(person), queries.match_of(person)
    told = unseal_fields(notice.sealed, SEALED) if notice and notice.sealed else {}
    heirs = _heirs(person)
    happened = str(SOURCES[person.source])
    if match and match.list:
        happened = f"{happened}: {match.list.name}"
    return {
        "died": person.died_on,
        "happened": f"{happened}. {told.get('paper', '')}".strip(),
        "reporter": told.get("teller") or (heirs[0]["name"] if heirs else ""),
        "phone": heirs[0]["phone"] if heirs else "",
    }


@needs(May.REPORT_EVENT)
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    person = _found(request, public_id, May.REPORT_EVENT)
    form = SettleForm(request.POST or None)
    page = FormPage(
        _("Take %(name)s off the list") % {"name": person.name},
        _("Take off"),
        reverse("unclaimed_lead", args=[public_id]),
        person.name,
        lead=_("For somebody who is alive, or whose family has its money already."),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.settle(request.user, person, said["why"]),
        done=_("Taken off the list; the reason is kept."),
        then=lambda _none: reverse("unclaimed"),
    )


@needs(May.REPORT_EVENT)
def note(request: HttpRequest) -> HttpResponse:
    """Word of a death: what was heard, then who of the members it is."""
    form = NoticeForm(request.user, request.POST or None, initial=_asked(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "unclaimed/note.html", {"form": form}, status=422 if form.errors else 200)
    said = form.cleaned_data
    found = finding.candidates(
        request.user, said["village"].code, name=said["name"], birth_date=said["birth_date"], nik=said["nik"]
    )
    choose = ChooseForm(found, request.POST if "person" in request.POST else None)
    if not choose.is_bound or not choose.is_valid():
        hidden = [(name, request.POST.get(name, "")) for name in form.fields]
        context = {"form": choose, "hidden": hidden, "found": found}
        return render(request, "unclaimed/choose.html", context, status=422 if choose.errors else 200)
    chosen = choose.cleaned_data["person"]
    person = next((each.person for each in found if each.person.public_id == chosen), None)
    own = {key: said[key] for key in ("source", "name", "teller", "died", "paper", "birth_date")}
    token = said["token"]
    result = accept(
        form,
        lambda: once(
            request.user,
            token,
            lambda: actions.note(request.user, said["village"], person=person, **own).public_id,
        ),
    )
    if result is None:
        return render(request, "unclaimed/note.html", {"form": form}, status=422)
    if chosen == NONE:
        messages.success(request, _("Kept among the deaths of people who were no members."))
        return redirect("unclaimed_nobody")
    messages.success(request, _("Noted."))
    listed = person is not None and queries.leads(request.user).filter(pk=person.pk).exists()
    return redirect("unclaimed_lead", chosen) if listed else redirect("unclaimed")


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"name": request.GET.get("nama", "")[:120]}
