"""Pages for everybody, without log-in: complain, look at a ticket, look at one's own cover."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.complaints import actions, checking, limits, queries
from payung.office.complaints.forms import CheckForm, PublicForm, RegencyForm, TicketForm
from payung.office.complaints.models import HIGHEST, Complaint, State
from payung.office.core.forms import put_on
from payung.office.core.language import page_language


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "complaints/public/too_many.html", status=429)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """Choose the regency, then write. The ticket is shown at once; nothing stands in an address."""
    regencies = queries.regencies()
    asked = request.GET.get("daerah", "")
    known = {one.code: one for one in regencies}
    if asked not in known:
        if len(known) != 1:
            return render(
                request, "complaints/public/regency.html", {"form": RegencyForm(), "any": bool(known)}
            )
        asked = next(iter(known))
    form = PublicForm(queries.villages(asked), request.POST or None)
    if request.method == "POST":
        if not limits.all_allowed(limits.FILE, limits.address_of(request), limits.FILE_ALL):
            return _too_many(request)
        if form.is_valid():
            try:
                made = actions.file(
                    None, form.cleaned_data["village"], form.said(), token=form.cleaned_data["token"]
                )
            except UnusableInput as error:
                put_on(form, error, error.place.column)
            else:
                return render(request, "complaints/public/ticket_given.html", {"complaint": made})
    context = {"form": form, "regency": known[asked]}
    return render(request, "complaints/public/complain.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ticket(request: HttpRequest) -> HttpResponse:
    """How far a complaint is, for whoever holds the ticket."""
    form = TicketForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _ask_ticket(request, form)
    if not limits.all_allowed(limits.LOOK, limits.address_of(request)):
        return _too_many(request)
    found = queries.by_ticket(form.cleaned_data["ticket"])
    if found is None:
        return _ask_ticket(request, form, unknown=True)
    return _shown(request, found)


@login_not_required
@never_cache
@require_POST
def not_content(request: HttpRequest) -> HttpResponse:
    """Whoever holds the ticket is not content with the answer."""
    if not limits.all_allowed(limits.LOOK, limits.address_of(request)):
        return _too_many(request)
    found = queries.by_ticket(request.POST.get("ticket", ""))
    if found is None:
        return _ask_ticket(request, TicketForm(), unknown=True)
    return _shown(request, actions.object_to(None, found))


def _ask_ticket(request: HttpRequest, form: TicketForm, *, unknown: bool = False) -> HttpResponse:
    context = {"form": form, "unknown": unknown}
    return render(request, "complaints/public/ask_ticket.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    context = {
        "complaint": complaint,
        "steps": complaint.steps.all(),
        "answer": queries.answer_of(complaint),
        "may_object": complaint.state == State.ANSWERED and complaint.level < HIGHEST,
    }
    return render(request, "complaints/public/ticket.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """One's own cover by NIK, birth date and the code of the card. All but the right three get the very same answer."""
    form = CheckForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "complaints/public/check.html", {"form": form}, status=422 if form.errors else 200
        )
    given, today = form.cleaned_data, timezone.localdate()
    within = limits.all_allowed(limits.CHECK, limits.address_of(request), limits.CHECK_ALL)
    if not (limits.allowed(limits.CHECK_NIK, given["nik"]) and within):
        return _too_many(request)
    covered = checking.is_covered(
        nik=given["nik"], birth_date=given["birth_date"], code=given["code"], today=today
    )
    context = {"covered": covered, "month": Month.of(today).to(page_language())}
    return render(request, "complaints/public/check_answer.html", context)
