"""Making a list, submitting, returning, discarding, approving, changing. What will happen is said in figures first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.language import number, rupiah
from payung.law.month import date_in_words
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.language import page_language
from payung.office.decisions import actions, queries
from payung.office.decisions.actions import Leaving
from payung.office.decisions.forms import ApproveForm, ChangeForm, NewListForm
from payung.office.decisions.models import Decision
from payung.office.decisions.views.looking import at, seen
from payung.office.programmes.forms import WhyForm
from payung.office.programmes.pages import FormPage, accept, confirm_page, form_page


@needs(May.SUBMIT_DECISION)
def new(request: HttpRequest) -> HttpResponse:
    chosen = queries.decidable(request.user).filter(public_id=request.GET.get("program", "")).first()
    form = NewListForm(request.user, request.POST or None, initial={"programme": chosen})
    page = FormPage(
        _("Generate a list"),
        _("Generate the list"),
        reverse("decisions"),
        _("Decisions"),
        _(
            "Everybody accepted and not yet decided is put in order; places and money settle who is on the list."
        ),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.generate(
            request.user,
            said["programme"],
            first_month=said["first_month"],
            months=said["months"],
            note=said["note"],
        ),
        done=_("The list is generated. Look at it before you submit it."),
        then=at,
    )


@needs(May.SUBMIT_DECISION)
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    if request.method == "POST":
        actions.submit(request.user, found)
        messages.success(request, _("The list waits for approval by another user."))
        return redirect(at(found))
    return confirm_page(
        request,
        title=_("Submit this list for approval?"),
        words=[*_people(found), _("Another user approves it; you cannot approve it yourself.")],
        button=_("Submit the list"),
        cancel=at(found),
    )


def _why_page(request: HttpRequest, public_id: str, page: FormPage, work: Any, done: str) -> HttpResponse:
    found = seen(request, public_id)
    form = WhyForm(request.POST or None)
    return form_page(
        request,
        form,
        page,
        lambda said: work(request.user, found, why=said["why"]),
        done=done,
        then=lambda _result: at(found),
    )


@needs(May.APPROVE_DECISION)
def give_back(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    page = FormPage(
        _("Return this list?"),
        _("Return the list"),
        at(found),
        str(found),
        _("The list can be submitted again."),
    )
    return _why_page(request, public_id, page, actions.return_draft, _("The list is returned."))


@needs(May.SUBMIT_DECISION)
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    lead = _("Its %(n)s people stay accepted and come onto the next list.") % {
        "n": number(found.people + found.waiting, page_language())
    }
    page = FormPage(_("Put this list aside?"), _("Put it aside"), at(found), str(found), lead)
    return _why_page(request, public_id, page, actions.discard, _("The list is put aside."))


@needs(May.APPROVE_DECISION)
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Number and date; then the answers with what will happen; then the act."""
    found = seen(request, public_id)
    form = ApproveForm(request.POST or None)
    page = FormPage(
        _("Approve this list"),
        _("Continue"),
        at(found),
        str(found),
        _("Write what stands on the signed decree."),
    )
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "programmes/form.html", {"form": form, "page": page}, status=422 if form.errors else 200
        )
    if "sure" in request.POST:
        accept(form, lambda: actions.approve(request.user, found, **form.cleaned_data))
        if not form.errors:
            messages.success(request, _("The list is approved and frozen."))
            return redirect(at(found))
        return render(request, "programmes/form.html", {"form": form, "page": page}, status=422)
    said = form.cleaned_data
    context = {
        "decision": found,
        "answers": [
            {"label": _("Number of the decree (SK)"), "value": said["number"]},
            {"label": _("Date of the decree"), "value": date_in_words(said["dated"], page_language())},
        ],
        "said": {"number": said["number"], "dated": said["dated"].isoformat()},
        "words": [*_people(found), *_effects(found)],
        "funds": queries.by_fund(found),
    }
    return render(request, "decisions/approve_check.html", context)


@needs(May.SUBMIT_DECISION)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    form = ChangeForm(found, request.POST or None)
    page = FormPage(
        _("People who leave"),
        _("Make the decree of change"),
        at(found),
        str(found),
        _("This decree stays as it is. A new list refers to it, and goes to approval like every list."),
    )

    def work(said: dict[str, Any]) -> Decision:
        leaving = [Leaving(line, said["why"], said["note"]) for line in said["numbers"]]
        return actions.propose_change(
            request.user, found, leaving, from_month=said["from_month"], replace=said["replace"]
        )

    return form_page(
        request, form, page, work, done=_("The change is drafted. Look at it, then submit it."), then=at
    )


def _people(found: Decision) -> list[str]:
    language = page_language()
    figures = {
        "people": number(found.people, language),
        "months": number(found.people * found.months, language),
        "rupiah": rupiah(found.rupiah),
        "waiting": number(found.waiting, language),
        "leaving": number(found.withdrawals.count(), language),
    }
    said = [_("%(people)s people get cover: %(months)s person-months, %(rupiah)s") % figures]
    if found.waiting:
        said.append(_("%(waiting)s people wait") % figures)
    if found.changes_id:
        said.append(_("%(leaving)s people leave the earlier list") % figures)
    return said


def _effects(found: Decision) -> list[str]:
    others = (
        found.programme.decisions.filter(cycle=found.cycle, state__in=["draft", "submitted", "returned"])
        .exclude(pk=found.pk)
        .count()
    )
    said = [
        _("Places and money are taken, and a person and month has one payer from then on"),
        _("The list is frozen: a change needs a new decree"),
    ]
    if others:
        said.append(
            _("%(n)s other drafts of this round are put aside") % {"n": number(others, page_language())}
        )
    return said
