"""What a list says by NIK and name, with the day: deaths, and wage jobs, confirmed in one act, figures first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.forms import put_on
from payung.office.core.tables import Words
from payung.office.sweeps import queries
from payung.office.sweeps.actions import together
from payung.office.sweeps.forms import CONFIRM, CertainForm
from payung.office.sweeps.models import Kind, Match
from payung.office.sweeps.views import PAGES


@dataclass(frozen=True, slots=True)
class Batch:
    """One kind's certain matches: what they are, how they are confirmed, and the words of the page. ``{n}``: how many."""

    which: Callable[[], Q]
    confirm: Callable[..., int]
    day: str  # the field with the day of what happened
    page: str
    title: Words
    offer: Words
    told: Words
    done: Words
    day_label: Words


BATCHES = {
    Kind.DEATH: Batch(
        together.certain,
        together.confirm_certain,
        "died",
        "deaths_certain",
        _("Confirm certain deaths"),
        _("Confirm %(n)s certain deaths"),
        _(
            "%(n)s members are marked as deceased in one act. Their unbilled months can then be stopped by a change of the decree; nothing is paid back by itself."
        ),
        _("%(n)s deaths are confirmed."),
        _("Died"),
    ),
    Kind.JOB: Batch(
        together.certain_job,
        together.confirm_jobs,
        "began",
        "jobs_certain",
        _("Confirm certain wage jobs"),
        _("Confirm %(n)s certain wage jobs"),
        _(
            "%(n)s members are noted in one act as earning a wage. Their unbilled months can then be stopped by a change of the decree and their places filled; nothing is paid back by itself."
        ),
        _("%(n)s wage jobs are confirmed."),
        _("Job began"),
    ),
}


def waiting(request: HttpRequest, kind: Kind) -> QuerySet[Match]:
    """The certain matches of a kind that this user may decide on."""
    return queries.matches(request.user, kind, may=May.REVIEW).filter(BATCHES[kind].which())


def offered(request: HttpRequest, kind: Kind) -> dict[str, Any]:
    """The button on a work list: how many it would confirm, and where; empty where none waits."""
    count = waiting(request, kind).count() if kind in BATCHES else 0
    return {"page": BATCHES[kind].page, "label": BATCHES[kind].offer % {"n": count}} if count else {}


@needs(May.REVIEW)
def deaths(request: HttpRequest) -> HttpResponse:
    return _certain(request, Kind.DEATH)


@needs(May.REVIEW)
def jobs(request: HttpRequest) -> HttpResponse:
    return _certain(request, Kind.JOB)


def _certain(request: HttpRequest, kind: Kind) -> HttpResponse:
    batch, rows = BATCHES[kind], waiting(request, kind)
    count = rows.count()
    form = CertainForm(request.POST or None, initial={"expected": count, "why": CONFIRM[kind]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = batch.confirm(request.user, rows, given["why"], expected=given["expected"])
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, batch.done % {"n": done})
            return redirect("stops")
    sample = [
        {"match": each, "day": getattr(each, batch.day)}
        for each in queries.figured(rows).order_by(f"-{batch.day}", "pk")[:10]
    ]
    context = {
        "batch": batch,
        "told": batch.told % {"n": count},
        "button": batch.offer % {"n": count},
        "back": reverse(PAGES[kind]),
        "back_label": kind.label,
        "form": form,
        "count": count,
        "sample": sample,
    }
    return render(request, "sweeps/certain.html", context, status=422 if form.errors else 200)
