"""Months to stop: by decree, and the change that takes them back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may
from payung.office.core.forms import put_on
from payung.office.decisions.models import Decision, State
from payung.office.sweeps import queries
from payung.office.sweeps.actions import stopping
from payung.office.sweeps.forms import StopForm


@needs(May.SUBMIT_DECISION, May.SEE_DECISIONS)
def index(request: HttpRequest) -> HttpResponse:
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decision = get_object_or_404(
            Decision.objects.filter(state=State.APPROVED).select_related("programme"),
            public_id=form.cleaned_data["decision"],
        )
        try:
            draft = stopping.propose_stop(request.user, decision, expected=form.cleaned_data["expected"])
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("The change is drafted. Submit it; another user approves it."))
            return redirect("decision", draft.public_id)
    stops = [
        {"it": each, "may": may(request.user, May.SUBMIT_DECISION, each.decision.programme.area_id)}
        for each in queries.stops(request.user)
    ]
    context = {"stops": stops, "form": form}
    return render(request, "sweeps/stops.html", context, status=422 if form.errors else 200)
