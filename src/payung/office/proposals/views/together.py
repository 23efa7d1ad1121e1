"""One act over many rows: a verdict for all that wait for one reason, or a second reviewer's word on them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.proposals import queries
from payung.office.proposals.actions import confirming, reviewing
from payung.office.proposals.forms import FigureForm, ManyForm
from payung.office.proposals.models import Row, Standing
from payung.office.proposals.reasons import reason
from payung.office.proposals.views.desk import BLANK, SECOND, keep, narrowed
from payung.office.proposals.words import ACCEPT_WHY, DROP_WHY

SAMPLE = 10


@needs(May.REVIEW)
def many(request: HttpRequest) -> HttpResponse:
    """One verdict over all that wait for one reason: figures and a sample first, then the confirmation."""
    code = request.GET.get("alasan", "")
    waiting = narrowed(request)
    count = waiting.count() if code else 0
    form = ManyForm(request.POST or None, initial={"expected": count})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = reviewing.review_many(
                request.user, waiting, given["verdict"], given["why"], expected=given["expected"], reason=code
            )
        except UnusableInput as error:
            put_on(form, error)
        else:
            left = given["expected"] - done
            messages.success(
                request, _("%(done)s decided, %(left)s left as they were.") % {"done": done, "left": left}
            )
            return redirect("desk")
    open_rows = waiting if code else waiting.none()
    context = _shown(request, code, open_rows, count) | {
        "form": form,
        "without_nik": open_rows.filter(nik_index__isnull=True).count(),
        "second": open_rows.filter(programme__two_reviewers=True).count(),
        "action": keep(reverse("review_many"), request),
        "accept_why": ACCEPT_WHY,
        "drop_why": DROP_WHY,
    }
    return render(request, "proposals/many.html", context, status=422 if form.errors else 200)


@needs(May.REVIEW)
def confirm_many(request: HttpRequest) -> HttpResponse:
    """The second reviewer confirms all verdicts that wait for one reason; one's own are not among them."""
    code = request.GET.get("alasan", "")
    waiting = queries.to_confirm(request.user)
    waiting = waiting.filter(pk__in=narrowed(request)) if request.GET.get("tahap") == SECOND else waiting
    if code:
        waiting = waiting.filter(pk__in=queries.rows_with_reason(code))
    count = waiting.count()
    form = FigureForm(request.POST or None, initial={"expected": count})
    if request.method == "POST" and form.is_valid():
        expected = form.cleaned_data["expected"]
        try:
            done = confirming.confirm_many(request.user, waiting, expected=expected)
        except UnusableInput as error:
            put_on(form, error)
        else:
            told = {"done": done, "left": expected - done}
            messages.success(request, _("%(done)s confirmed, %(left)s left as they were.") % told)
            return redirect(f"{reverse('desk')}?tahap={SECOND}")
    said = dict(waiting.order_by().values_list("verdict").annotate(rows=Count("pk")))
    context = _shown(request, code, waiting, count) | {
        "form": form,
        "accepted": said.get(Standing.ACCEPTED, 0),
        "dropped": said.get(Standing.DROPPED, 0),
        "action": keep(reverse("confirm_many"), request),
        "back": f"{reverse('desk')}?tahap={SECOND}",
    }
    return render(request, "proposals/confirm_many.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, code: str, rows: QuerySet[Row], count: int) -> dict[str, Any]:
    """The figures that both pages show, with a sample spread evenly over the rows."""
    keys = list(rows.order_by("submission_id", "position").values_list("pk", flat=True)) if count else []
    step = max(1, len(keys) // SAMPLE)
    sample = queries.rows(request.user, may=May.REVIEW).filter(pk__in=keys[::step][:SAMPLE])
    return {
        "code": code,
        "count": count,
        "message": reason(code).said(BLANK).to(page_language()) if code else "",
        "villages": rows.order_by().values("village_id").distinct().count() if count else 0,
        "sample": sample.order_by("submission_id", "position"),
        "one_by_one": keep(reverse("desk"), request),
    }
