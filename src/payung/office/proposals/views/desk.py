"""The review desk: one case at a time, decided from the keyboard; and the second reviewer's word on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import IntegerField, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.law.month import date_in_words
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.core.vault import masked
from payung.office.proposals import queries
from payung.office.proposals.actions import confirming, numbers, reviewing
from payung.office.proposals.comparing import compare
from payung.office.proposals.forms import SettleNikForm, VerdictForm
from payung.office.proposals.models import Row, Standing
from payung.office.proposals.views.people import facts, repair_tail
from payung.office.proposals.words import (
    ACCEPT_KEYS,
    ACCEPT_WHY,
    BACK_KEYS,
    BACK_WHY,
    DROP_KEYS,
    DROP_WHY,
)

NARROWING = ("tahap", "usulan", "alasan", "desa", "program")
SECOND = "kedua"  # the stage, in the address, of what waits for a second reviewer
BLANK = {"value": "…", "matched_name": "…", "score": "…"}


@needs(May.REVIEW)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, by reason; each number opens its cases. ``tahap=kedua``: what waits for a second reviewer."""
    waiting, counted = narrowed(request), counted_narrowed(request)
    second = is_second(request)
    first = waiting.order_by("submission_id", "position").values_list("public_id", flat=True).first()
    language = page_language()
    context = {
        "count": queries.how_many(counted),
        "first": keep(reverse("case", args=[first]), request) if first else "",
        "second": second,
        "own": queries.own_words(request.user).count() if second else 0,
        "tabs": [
            {"label": _("Waiting for review"), "href": reverse("desk"), "active": not second,
             "count": queries.how_many(queries.counted_waiting(request.user))},
            {"label": _("Waiting for a second reviewer"), "href": f"{reverse('desk')}?tahap={SECOND}",
             "active": second, "count": queries.how_many(queries.counted_waiting(request.user, in_second=True))},
        ],
        "reasons": [
            (each, each.reason.said(BLANK).to(language), address(request, reverse("desk"), alasan=each.reason.code),
             address(request, reverse("confirm_many" if second else "review_many"), alasan=each.reason.code))
            for each in queries.reason_counts(counted)
        ],
        "narrowed": [name for name in NARROWING if name != "tahap" and request.GET.get(name)],
        "all": reverse("desk") + (f"?tahap={SECOND}" if second else ""),
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
            return _onward(request, after)
    return _show(request, row, form, SettleNikForm())


@needs(May.REVIEW)
@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second reviewer's word on one case: ``kata`` is setuju or kembali."""
    row = get_object_or_404(queries.rows(request.user, may=May.REVIEW), public_id=public_id)
    after = _neighbours(request, row)
    form = VerdictForm()
    try:
        if request.POST.get("kata") == "setuju":
            confirming.confirm(request.user, row)
        else:
            confirming.send_back(request.user, row, request.POST.get("why", ""))
    except UnusableInput as error:
        form = VerdictForm({})
        form.errors.clear()
        put_on(form, error)
        return _show(request, row, form, SettleNikForm())
    return _onward(request, after)


def _onward(request: HttpRequest, after: dict[str, str]) -> HttpResponse:
    """The next case loads by itself."""
    if after["next"]:
        return redirect(after["next"])
    messages.success(request, _("That was the last case."))
    return redirect(keep(reverse("desk"), request))


@needs(May.REVIEW)
@require_POST
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """The reviewer brings the NIK of the identity card, or takes that of the list's person (``temuan``); the verdict
    follows on the same page."""
    row = get_object_or_404(queries.rows(request.user, may=May.REVIEW), public_id=public_id)
    taken = _nik_of_list(row, request.POST["temuan"]) if "temuan" in request.POST else None
    form = SettleNikForm(taken or request.POST)
    if form.is_valid():
        try:
            numbers.settle_nik(request.user, row, form.cleaned_data["nik"], form.cleaned_data["source"])
        except UnusableInput as error:
            if taken:  # the number is not shown
                form = SettleNikForm({})
                form.errors.clear()
            put_on(form, error)
        else:
            messages.success(request, _("The NIK is kept. Now decide."))
            return redirect(keep(reverse("case", args=[public_id]), request))
    return _show(request, row, VerdictForm(), form)


def _nik_of_list(row: Row, finding: str) -> dict[str, str]:
    """The NIK of the person whom a finding names, and from where it is."""
    told = next(
        (
            each
            for each in queries.findings([row])[row.pk]
            if str(each.finding.pk) == finding and each.said.get("matched_nik")
        ),
        None,
    )
    if told is None or told.finding.list is None:
        raise Http404
    given = told.finding.list
    return {
        "nik": str(told.said["matched_nik"]),
        "source": f"{given.name}, {date_in_words(given.dated, page_language())}",
    }


def _show(request: HttpRequest, row: Row, form: VerdictForm, nik_form: SettleNikForm) -> HttpResponse:
    after = _neighbours(request, row)
    sealed = queries.sealed_of(row)
    told = queries.findings([row])[row.pk]
    context = {
        "row": row,
        "form": nik_form if nik_form.errors else form,
        "verdict_form": form,
        "nik_form": nik_form,
        "nik_action": keep(reverse("case_nik", args=[row.public_id]), request),
        "findings": told,
        "language": page_language(),
        "facts": facts(row, sealed, {}),
        "proposed_nik": masked(repair_tail(row, sealed)),
        "pairs": [compare(row, each) for each in told if each.said.get("matched_name")],
        "accept_why": list(zip(ACCEPT_KEYS, ACCEPT_WHY, strict=True)),
        "drop_why": list(zip(DROP_KEYS, DROP_WHY, strict=True)),
        "back_why": list(zip(BACK_KEYS, BACK_WHY, strict=True)),
        "in_second": row.standing == Standing.SECOND,
        "is_own": row.reviewed_by_id == request.user.pk,
        "said": dict(Standing.choices).get(row.verdict, ""),
        "waiting": queries.how_many(counted_narrowed(request)),
        "action": keep(reverse("case", args=[row.public_id]), request),
        "second_action": keep(reverse("case_second", args=[row.public_id]), request),
        "back": keep(reverse("desk"), request),
        **after,
    }
    return render(
        request, "proposals/case.html", context, status=422 if form.errors or nik_form.errors else 200
    )


def is_second(request: HttpRequest) -> bool:
    return request.GET.get("tahap") == SECOND


def narrowed(request: HttpRequest) -> QuerySet[Row]:
    """What waits for this user, narrowed by what stands in the address."""
    second = is_second(request)
    waiting = _narrow(request, queries.to_confirm(request.user) if second else queries.waiting(request.user))
    if code := request.GET.get("alasan"):
        waiting = waiting.filter(pk__in=queries.rows_with_reason(code))
    return waiting


def counted_narrowed(request: HttpRequest) -> QuerySet[Any]:
    """The same for counting. What another must confirm is counted from the rows: it depends on whose word they are."""
    code = request.GET.get("alasan", "")
    if is_second(request) or code:
        return narrowed(request).annotate(heads=Value(1, IntegerField()))
    return _narrow(request, queries.counted_waiting(request.user))


def _narrow(request: HttpRequest, waiting: QuerySet[Any]) -> QuerySet[Any]:
    asked = request.GET
    if asked.get("usulan"):
        waiting = waiting.filter(submission__public_id=asked["usulan"])
    if asked.get("program"):
        waiting = waiting.filter(programme__public_id=asked["program"])
    if asked.get("desa"):
        waiting = waiting.filter(village_id=asked["desa"])
    return waiting


def _neighbours(request: HttpRequest, row: Row) -> dict[str, str]:
    """The cases before and after this one, in the order of submissions and their rows."""
    waiting = narrowed(request).exclude(pk=row.pk)
    ahead = waiting.filter(submission_id=row.submission_id, position__gt=row.position) | waiting.filter(
        submission_id__gt=row.submission_id
    )
    behind = waiting.filter(submission_id=row.submission_id, position__lt=row.position) | waiting.filter(
        submission_id__lt=row.submission_id
    )
    following = ahead.order_by("submission_id", "position").values_list("public_id", flat=True).first()
    previous = behind.order_by("-submission_id", "-position").values_list("public_id", flat=True).first()
    return {
        "next": keep(reverse("case", args=[following]), request) if following else "",
        "previous": keep(reverse("case", args=[previous]), request) if previous else "",
    }


def keep(where: str, request: HttpRequest) -> str:
    """The address with what this page is narrowed by."""
    return address(request, where)


def address(request: HttpRequest, where: str, **changes: Any) -> str:
    asked = QueryDict(mutable=True)
    for name in NARROWING:
        if request.GET.get(name):
            asked[name] = request.GET[name]
    for name, value in changes.items():
        asked[name] = value
    return f"{where}?{asked.urlencode()}" if asked else where
