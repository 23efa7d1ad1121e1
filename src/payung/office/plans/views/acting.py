"""Asking for a plan, supposing something else, turning a plan into a list for decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, require
from payung.office.journal.once import once
from payung.office.plans import actions, queries
from payung.office.plans.forms import PlanForm, TurnForm, WhatIfForm
from payung.office.plans.views.looking import at, figures_in_words, ready
from payung.office.programmes.pages import FormPage, accept, form_page


@needs(May.MAKE_PLANS)
def new(request: HttpRequest) -> HttpResponse:
    chosen = queries.plannable(request.user).filter(public_id=request.GET.get("program", "")).first()
    form = PlanForm(request.user, request.POST or None, initial={"programme": chosen})
    page = FormPage(
        _("Make a plan"),
        _("Make the plan"),
        reverse("plans"),
        _("Plans"),
        _(
            "The best use of the programme's funds for everybody accepted and not yet decided. Nothing is decided by it."
        ),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: once(
            request.user,
            said["token"],
            lambda: (
                actions.make(
                    request.user,
                    said["programme"],
                    first_month=said["first_month"],
                    months=said["months"],
                    aim=said["aim"],
                    note=said["note"],
                ).public_id
            ),
        )[0],
        done=_("The plan is being made. You may leave this page."),
        then=lambda public_id: reverse("plan", args=[public_id]),
    )


@needs(May.MAKE_PLANS)
def what_if(request: HttpRequest, public_id: str) -> HttpResponse:
    found = ready(request, public_id)
    require(request.user, May.MAKE_PLANS, found.programme.area_id)
    form = WhatIfForm(found, request.POST or None)
    page = FormPage(
        _("What if?"),
        _("Make the plan"),
        at(found),
        str(found),
        _("A new plan for the same people, derived from this one. What you leave empty stays as it is."),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: once(
            request.user,
            said["token"],
            lambda: (
                actions.derive(
                    request.user, found, form.changes(), months=said["months"], note=said["note"]
                ).public_id
            ),
        )[0],
        done=_("The plan is being made. You may leave this page."),
        then=lambda made: reverse("plan", args=[made]),
    )


@needs(May.SUBMIT_DECISION)
def turn(request: HttpRequest, public_id: str) -> HttpResponse:
    """What will happen, in figures; then the draft list."""
    found = ready(request, public_id)
    require(request.user, May.SUBMIT_DECISION, found.programme.area_id)
    form = TurnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def work() -> str:
            return actions.turn_into_list(request.user, found, note=said["note"]).public_id

        made = accept(form, lambda: once(request.user, said["token"], work)[0])
        if not form.errors:
            messages.success(request, _("The list is drafted. Look at it before you submit it."))
            return redirect("decision", made)
    context = {"plan": found, "form": form, "words": figures_in_words(found), "back": at(found)}
    return render(request, "plans/turn.html", context, status=422 if form.errors else 200)
