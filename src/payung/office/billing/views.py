"""Pages of bills and payments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.language import number, rupiah
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope, sponsors_of
from payung.office.billing import actions, papers, queries
from payung.office.billing.actions.bills import check_month
from payung.office.billing.actions.undoing import left_over
from payung.office.billing.forms import CodeForm, IssueForm, PaymentForm
from payung.office.billing.models import Bill, Payment
from payung.office.billing.preview import preview
from payung.office.billing.timeline import timeline
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.core.tables import Column, Filter, Table
from payung.office.journal.lists import respond
from payung.office.journal.once import once

STATES = {
    "unpaid": gettext_lazy("Not paid"),
    "partly": gettext_lazy("Partly paid"),
    "paid": gettext_lazy("Paid"),
    "surplus": gettext_lazy("Paid, with money left over"),
}
TONES = {"unpaid": "stop", "partly": "wait", "paid": "ok", "surplus": "info"}
_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def state_of(bill: Any) -> str:
    """The state of a bill of ``queries.bills``."""
    if not bill.paid and bill.settled < bill.total:
        return "unpaid"
    if bill.settled < bill.total or bill.residual < 0:
        return "partly"
    return "surplus" if bill.residual > 0 else "paid"


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    return {
        "unpaid": rows.filter(paid=0, owing__gt=0),
        "partly": rows.filter(Q(paid__gt=0, owing__gt=0) | Q(owing=0, residual__lt=0)),
        "paid": rows.filter(owing=0, residual=0),
        "surplus": rows.filter(owing=0, residual__gt=0),
    }[state]


def _month(row: Any) -> str:
    return Month.from_number(row.month).to(page_language())


class BillTable(Table):
    name = "bills"
    title = gettext_lazy("Bills")
    columns = (
        Column(
            "month",
            gettext_lazy("Month"),
            kind="month",
            sort="month",
            link=lambda row: reverse("bill", args=[row.public_id]),
        ),
        Column("programme__name", gettext_lazy("Programme"), width=28),
        Column("fund", gettext_lazy("Fund"), value=lambda row: str(row.fund), width=22),
        Column("part", gettext_lazy("Part"), kind="integer", width=8),
        Column("code", gettext_lazy("Payment code"), kind="digits"),
        Column("people", gettext_lazy("People"), kind="integer", sort="people", total="people"),
        Column("total", gettext_lazy("Bill"), kind="rupiah", sort="total", total="total"),
        Column("settled", gettext_lazy("Settled"), kind="rupiah", sort="settled", total="settled"),
        Column("owing", gettext_lazy("Not settled"), kind="rupiah", sort="owing", total="owing"),
        Column("residual", gettext_lazy("Left over"), kind="rupiah", sort="residual", total="residual"),
        Column("state", gettext_lazy("State"), kind="status", value=state_of, words=STATES, tones=TONES),
    )
    filters = (
        Filter("keadaan", gettext_lazy("State"), choices=tuple(STATES.items()), apply=_in_state),
        Filter("bulan", gettext_lazy("Month"), kind="month", path="month"),
    )
    order = ("-month",)
    search_hint = gettext_lazy("Payment code, fund or programme")
    empty_title = gettext_lazy("There is no bill yet")
    empty_words = gettext_lazy("A bill holds the enrolled people of one fund and month.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(
            Q(code__startswith=words) | Q(fund__name__icontains=words) | Q(programme__name__icontains=words)
        )

    def empty_action(self) -> tuple[str, Any] | None:
        if not scope(self.request.user, May.ISSUE_BILLS):
            return None
        return reverse("bill_issue"), gettext_lazy("Issue bills")


@needs(May.SEE_MONEY)
def bills(request: HttpRequest) -> HttpResponseBase:
    context = {"may_issue": bool(scope(request.user, May.ISSUE_BILLS))}
    return respond(request, BillTable(request, queries.bills(request.user)), "billing/bills.html", context)


@needs(May.ISSUE_BILLS)
def issue(request: HttpRequest) -> HttpResponse:
    """Ask which month, then show in figures what would be billed, then do it."""
    form = IssueForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "billing/issue.html", {"form": form})
    programme, month = form.cleaned_data["programme"], form.cleaned_data["month"]
    try:
        if "confirmed" not in request.POST:
            check_month(programme, month)
            context = {"form": form, "programme": programme, "month": month}
            context["preview"] = preview(programme, month)
            return render(request, "billing/issue_check.html", context)
        done, now = once(request.user, form.cleaned_data["token"], lambda: _issue(request, programme, month))
    except UnusableInput as error:
        put_on(form, error, "month")
        return render(request, "billing/issue.html", {"form": form})
    people, total = map(int, done.split())
    if not now:
        messages.info(request, _("This form was sent before. It is recorded once; here is what came of it."))
    elif people:
        told = {"people": number(people, page_language()), "total": rupiah(total)}
        messages.success(request, _("Billed: %(people)s people, %(total)s.") % told)
    else:
        messages.info(request, _("Everybody enrolled is billed already. Nothing was changed."))
    return redirect(f"{reverse('bills')}?bulan={Month.from_number(month)}")


def _issue(request: HttpRequest, programme: Any, month: int) -> str:
    expected = request.POST.get("expected", "")
    issued = actions.issue_bills(
        request.user,
        programme,
        month,
        expected=int(expected) if expected.isascii() and expected.isdigit() else None,
        use_credit="use_credit" in request.POST,
    )
    return f"{issued.people} {issued.total}"


def _bill(request: HttpRequest, public_id: str) -> Any:
    return get_object_or_404(queries.bills(request.user), public_id=public_id)


def _title(bill: Bill) -> str:
    return f"{bill.fund}, {_month(bill)}"


@needs(May.SEE_MONEY)
def bill(request: HttpRequest, public_id: str) -> HttpResponse:
    found, tongue = _bill(request, public_id), page_language()
    area = found.programme.area_id
    lines = [
        {
            "line": line,
            "working": papers.working(line),
            "citations": papers.citations(line, tongue),
            "doubts": papers.doubts(line, tongue),
            "saved": (line.normal - line.due) * line.people,
        }
        for line in found.lines.all()
    ]
    state = state_of(found)
    context = {
        "bill": found,
        "title": _title(found),
        "state": STATES[state],
        "tone": TONES[state],
        "lines": lines,
        "timeline": timeline(found, request.user),
        "credit": left_over(found),
        "may_compare": may(request.user, May.ISSUE_BILLS, area)
        or may(request.user, May.RETURN_ENROLMENT, area),
        "may_correct": may(request.user, May.CORRECT_BOOKS, area),
        "facts": [
            {"label": _("Programme"), "value": found.programme.name},
            {"label": _("Fund"), "value": str(found.fund)},
            {"label": _("Part"), "value": found.part},
            {"label": _("Payment code (kode iuran)"), "value": found.code or _("not given yet")},
            {"label": _("Issued"), "value": found.issued},
        ],
        "unpaid": queries.unpaid_people(found),
        "may_list": sponsors_of(request.user) is None,
        "may_issue": may(request.user, May.ISSUE_BILLS, area),
        "may_pay": may(request.user, May.RECORD_PAYMENTS, area),
        "may_members": may(request.user, May.SEE_NIK, area) and may(request.user, May.SEE_PEOPLE, area),
    }
    return render(request, "billing/bill.html", context)


@require_POST
@needs(May.SEE_MONEY)
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    form = "pdf" if request.POST.get("form") == "pdf" else "xlsx"
    if request.POST.get("form") == "members":
        content = papers.download_members(request.user, found)
    else:
        content = papers.download(request.user, found, form)
    name = f"{slugify(f'tagihan {papers.number(found)}')}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_TYPES[form], headers=headers)


@needs(May.ISSUE_BILLS)
def code(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    form = CodeForm(request.POST or None, initial={"code": found.code})
    if request.method == "POST" and form.is_valid():
        kept = Bill.objects.get(pk=found.pk)
        given = form.cleaned_data
        once(
            request.user,
            given["token"],
            lambda: actions.set_payment_code(request.user, kept, given["code"]).public_id,
        )
        messages.success(request, _("The payment code is kept."))
        return redirect("bill", public_id)
    return render(
        request,
        "billing/form.html",
        {"form": form, "bill": found, "title": _("Payment code"), "lead": _title(found)},
    )


@needs(May.RECORD_PAYMENTS)
def pay(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    owing = max(found.owing - found.residual, 0)
    form = PaymentForm(found, request.POST or None, initial={"amount": owing, "state": "paid"})
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, Bill.objects.get(pk=found.pk), dict(form.cleaned_data))
        except UnusableInput as error:
            put_on(form, error, error.place.column if error.place.column in form.fields else None)
        else:
            return redirect("bill", public_id)
    lead = _("%(bill)s: %(owing)s not settled") % {"bill": _title(found), "owing": rupiah(found.owing)}
    return render(
        request,
        "billing/form.html",
        {"form": form, "bill": found, "title": _("Record a payment"), "lead": lead},
    )


def _record(request: HttpRequest, bill: Bill, given: dict[str, Any]) -> None:
    state, why, token = given.pop("state"), given.pop("why"), given.pop("token")
    refused = state == Payment.State.REFUSED

    def work() -> str:
        if refused:
            given.pop("fund")
            return actions.record_refusal(request.user, bill, **given, why=why).public_id
        return actions.record_payment(request.user, bill, **given).public_id

    result, now = once(request.user, token, work)
    made = Payment.objects.get(public_id=result)
    if not now:
        messages.info(request, _("This form was sent before. It is recorded once; here is what came of it."))
    if made.state == Payment.State.REFUSED:
        messages.warning(request, _("The refusal is kept. Nothing is settled."))
        return
    told = {
        "people": number(made.people, page_language()),
        "settled": rupiah(made.settled),
        "residual": rupiah(made.residual),
    }
    messages.success(request, _("Settled: %(people)s people, %(settled)s. Left over: %(residual)s.") % told)
