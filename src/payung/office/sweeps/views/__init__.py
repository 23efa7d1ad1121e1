"""Pages of the sweeps: where they stand, and running them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.sweeps import queries
from payung.office.sweeps.models import Kind
from payung.office.sweeps.tasks import look_twice, sweep

PAGES = {Kind.DEATH: "deaths", Kind.TWICE: "twice", Kind.PAYER: "payers_twice", Kind.JOB: "jobs"}
_SHOWN = 20


@needs(May.SEE_PEOPLE)
def index(request: HttpRequest) -> HttpResponse:
    """What waits of each kind, the months to stop, the lists that can be run, and the runs so far."""
    waiting: list[dict[str, Any]] = [
        {"told": each, "title": each.kind.label, "href": reverse(PAGES[each.kind])}
        for each in queries.standing(request.user)
    ]
    stops = queries.stops(request.user)
    context = {
        "waiting": waiting,
        "stop_people": sum(each.people for each in stops),
        "stop_rupiah": sum(each.rupiah for each in stops),
        "lists": queries.lists_to_run(request.user)[:_SHOWN],
        "areas": queries.areas_to_look(request.user),
        "runs": queries.sweeps(request.user)[:_SHOWN],
        "may_add": bool(scope(request.user, May.MANAGE_REFERENCES)),
    }
    return render(request, "sweeps/index.html", context)


@require_POST
@needs(May.MANAGE_REFERENCES, May.REVIEW)
def run(request: HttpRequest) -> HttpResponse:
    """Queue a run, of a list or over an area; the act itself asks once more whether the user may."""
    user = int(request.user.pk or 0)
    if asked := request.POST.get("daftar", ""):
        given = get_object_or_404(queries.lists_to_run(request.user), public_id=asked)
        sweep.enqueue(given.pk, user)
    else:
        area = get_object_or_404(queries.areas_to_look(request.user), pk=request.POST.get("wilayah", ""))
        look_twice.enqueue(area.pk, user)
    messages.success(request, _("The sweep runs now. Its result stands here in a moment."))
    return redirect("sweeps")
