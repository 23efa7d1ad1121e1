"""The review desk: one case at a time, decided from the keyboard; and one verdict over many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.proposals import queries
from payung.office.proposals.actions import numbers, reviewing
from payung.office.proposals.comparing import compare
from payung.office.proposals.forms import ManyForm, SettleNikForm, VerdictForm
from payung.office.proposals.models import Row
from payung.office.proposals.reasons import reason
from payung.office.proposals.views.people import facts
from payung.office.proposals.words import ACCEPT_WHY, DROP_WHY

_NARROWING = ("usulan", "alasan", "desa", "program")


@needs(May.REVIEW)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, by reason; each number opens its cases."""
    waiting = _narrowed(request)
    first = waiting.order_by("submission_id", "position").values_list("public_id", flat=True).first()
    language = page_language()
    blank = {"value": "…", "matched_name": "…", "score": "…"}
    context = {
        "count": waiting.count(),
        "first": _with(reverse("case", args=[first]), request) if first else "",
        "reasons": [
            (each, each.reason.said(blank).to(language), _address(request, reverse("desk"), alasan=each.reason.code),
             _address(request, reverse("review_many"), alasan=each.reason.code))
            for each in queries.reason_counts(waiting)
        ],
        "narrowed": [(name, request.GET[name]) for name in _NARROWING if request.GET.get(name)],
    }  # fmt: skip
    return render(request, "proposals/desk.html", context)


@needs(May.REVIEW)
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    """One case. After a verdict the next one follows; without a script it is an ordinary form."""
    row = get_object_or_404(queries.rows(request.user, may=May.REVIEW), public_id=public_id)
    form = VerdictForm(request.POST or None)
    after = _neighbours(request, row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            reviewing.review(request.user, row, given["verdict"], given["why"])
        except UnusableInput as error:
            put_on(form, error)
        else:
            if after["next"]:
                return redirect(after["next"])
            messages.success(request, _("That was the last case."))
            return redirect(_with(reverse("desk"), request))
    return _show(request, row, form, SettleNikForm())


@needs(May.REVIEW)
@require_POST
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """The reviewer brings the NIK of the identity card; the verdict follows on the same page."""
    row = get_object_or_404(queries.rows(request.user, may=May.REVIEW), public_id=public_id)
    form = SettleNikForm(request.POST)
    if form.is_valid():
        try:
            numbers.settle_nik(request.user, row, form.cleaned_data["nik"], form.cleaned_data["source"])
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("The NIK is kept. Now decide."))
            return redirect(_with(reverse("case", args=[public_id]), request))
    return _show(request, row, VerdictForm(), form)


def _show(request: HttpRequest, row: Row, form: VerdictForm, nik_form: SettleNikForm) -> HttpResponse:
    after = _neighbours(request, row)
    told = queries.findings([row])[row.pk]
    context = {
        "row": row,
        "form": nik_form if nik_form.errors else form,
        "verdict_form": form,
        "nik_form": nik_form,
        "nik_action": _with(reverse("case_nik", args=[row.public_id]), request),
        "findings": told,
        "language": page_language(),
        "facts": facts(row, queries.sealed_of(row), {}),
        "pairs": [compare(row, each) for each in told if each.said.get("matched_name")],
        "accept_why": ACCEPT_WHY,
        "drop_why": DROP_WHY,
        "waiting": _narrowed(request).count(),
        "action": _with(reverse("case", args=[row.public_id]), request),
        "back": _with(reverse("desk"), request),
        **after,
    }
    return render(
        request, "proposals/case.html", context, status=422 if form.errors or nik_form.errors else 200
    )


@needs(May.REVIEW)
def many(request: HttpRequest) -> HttpResponse:
    """One verdict over all that wait for one reason: figures first, then the confirmation."""
    code = request.GET.get("alasan", "")
    waiting = _narrowed(request)
    count = waiting.count() if code else 0
    form = ManyForm(request.POST or None, initial={"expected": count})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = reviewing.review_many(
                request.user, waiting, given["verdict"], given["why"], expected=given["expected"]
            )
        except UnusableInput as error:
            put_on(form, error)
        else:
            left = given["expected"] - done
            messages.success(
                request, _("%(done)s decided, %(left)s left as they were.") % {"done": done, "left": left}
            )
            return redirect("desk")
    context = {
        "form": form,
        "count": count,
        "code": code,
        "message": reason(code).said({"value": "…", "matched_name": "…", "score": "…"}).to(page_language())
        if code
        else "",
        "without_nik": waiting.filter(nik_index__isnull=True).count() if code else 0,
        "villages": waiting.order_by().values("village_id").distinct().count() if code else 0,
        "action": _with(reverse("review_many"), request),
        "accept_why": ACCEPT_WHY,
        "drop_why": DROP_WHY,
    }
    return render(request, "proposals/many.html", context, status=422 if form.errors else 200)


def _narrowed(request: HttpRequest) -> QuerySet[Row]:
    """What waits for this user, narrowed by what stands in the address."""
    waiting = queries.waiting(request.user)
    asked = request.GET
    if asked.get("usulan"):
        waiting = waiting.filter(submission__public_id=asked["usulan"])
    if asked.get("program"):
        waiting = waiting.filter(programme__public_id=asked["program"])
    if asked.get("desa"):
        waiting = waiting.filter(village_id=asked["desa"])
    if asked.get("alasan"):
        waiting = waiting.filter(pk__in=queries.rows_with_reason(asked["alasan"]))
    return waiting


def _neighbours(request: HttpRequest, row: Row) -> dict[str, str]:
    """The cases before and after this one, in the order of submissions and their rows."""
    waiting = _narrowed(request).exclude(pk=row.pk)
    ahead = waiting.filter(submission_id=row.submission_id, position__gt=row.position) | waiting.filter(
        submission_id__gt=row.submission_id
    )
    behind = waiting.filter(submission_id=row.submission_id, position__lt=row.position) | waiting.filter(
        submission_id__lt=row.submission_id
    )
    following = ahead.order_by("submission_id", "position").values_list("public_id", flat=True).first()
    previous = behind.order_by("-submission_id", "-position").values_list("public_id", flat=True).first()
    return {
        "next": _with(reverse("case", args=[following]), request) if following else "",
        "previous": _with(reverse("case", args=[previous]), request) if previous else "",
    }


def _with(address: str, request: HttpRequest) -> str:
    return _address(request, address)


def _address(request: HttpRequest, address: str, **changes: Any) -> str:
    asked = QueryDict(mutable=True)
    for name in _NARROWING:
        if request.GET.get(name):
            asked[name] = request.GET[name]
    for name, value in changes.items():
        asked[name] = value
    return f"{address}?{asked.urlencode()}" if asked else address
