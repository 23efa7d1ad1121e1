"""Pages of the way of the money: papers, reversals, carrying over, corrections, and the closing of months."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.language import number, rupiah
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, Refused, may, sponsors_of
from payung.office.billing import actions, queries
from payung.office.billing.actions.books import figures, next_to_close
from payung.office.billing.actions.steps import DUTY
from payung.office.billing.actions.undoing import left_over
from payung.office.billing.forms import CarryForm, CorrectForm, ReverseForm, StepForm, bill_in_words
from payung.office.billing.models import Bill, Closing, Payment, Step
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.once import once


def _bill(request: HttpRequest, public_id: str) -> Any:
    return get_object_or_404(queries.bills(request.user), public_id=public_id)


def _one_form(
    request: HttpRequest,
    bill: Bill,
    form: forms.Form,
    words: tuple[str, str],
    work: Callable[[dict[str, Any]], Any],
    done: str,
) -> HttpResponse:
    """A form for one entry about a bill; sent twice it makes the entry once."""
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        token = given.pop("token")
        try:
            _result, now = once(request.user, token, lambda: str(work(given).public_id))
        except UnusableInput as error:
            put_on(form, error, error.place.column if error.place.column in form.fields else None)
        else:
            if now:
                messages.success(request, done)
            else:
                messages.info(
                    request, _("This form was sent before. It is recorded once; here is what came of it.")
                )
            return redirect("bill", bill.public_id)
    context = {"form": form, "bill": bill, "title": words[0], "lead": words[1]}
    return render(request, "billing/form.html", context, status=422 if form.errors else 200)


@needs(May.RECORD_PAYMENTS, May.ORDER_PAYMENTS, May.CONFIRM_RECEIPT)
def step(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    if kind not in Step.Kind.values:
        raise Http404
    found, named = _bill(request, public_id), Step.Kind(kind)
    if not may(request.user, DUTY[named], found.programme.area_id):
        raise Refused(DUTY[named], found.programme.area_id)
    return _one_form(
        request,
        found,
        StepForm(request.POST or None),
        (str(named.label), bill_in_words(found)),
        lambda given: actions.record_step(request.user, Bill.objects.get(pk=found.pk), kind, **given),
        _("The document is recorded."),
    )


@needs(May.RECORD_PAYMENTS)
def reverse(request: HttpRequest, public_id: str, payment_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    payment = get_object_or_404(Payment, public_id=payment_id, bill=found.pk)
    lead = _(
        "%(document)s, %(amount)s: %(people)s person-months go back from paid to billed. The payment stays in the books, and the reversal beside it."
    ) % {
        "document": payment.document,
        "amount": rupiah(payment.amount),
        "people": number(payment.people, page_language()),
    }
    return _one_form(
        request,
        found,
        ReverseForm(request.POST or None),
        (_("Reverse a payment"), lead),
        lambda given: actions.reverse_payment(request.user, payment, **given),
        _("The payment is reversed. Its person-months are billed and not paid."),
    )


@needs(May.RECORD_PAYMENTS)
def carry(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    of_fund = queries.bills(request.user).filter(fund=found.fund).exclude(pk=found.pk)
    others = of_fund.filter(settled__lt=F("total")).order_by("month")  # type: ignore[misc]  # an annotation
    lead = _("%(amount)s is left over on this bill.") % {"amount": rupiah(left_over(found))}

    def work(given: dict[str, Any]) -> Payment:
        target = Bill.objects.get(pk=given.pop("target").pk)
        return actions.carry_over(request.user, Bill.objects.get(pk=found.pk), target, **given)

    return _one_form(
        request,
        found,
        CarryForm(others, request.POST or None),
        (_("Carry over what is left"), lead),
        work,
        _("Carried over. Both bills show it."),
    )


@needs(May.CORRECT_BOOKS)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    form = CorrectForm(request.POST or None)
    return _one_form(
        request,
        found,
        form,
        (_("Correct the bill"), bill_in_words(found)),
        lambda given: actions.record_correction(
            request.user,
            Bill.objects.get(pk=found.pk),
            amount=form.signed(),
            dated=given["dated"],
            why=given["why"],
        ),
        _("The correction is recorded. The bill itself stays as it was."),
    )


@needs(May.SEE_MONEY)
def books(request: HttpRequest) -> HttpResponse:
    """Which months are closed, with their figures then, and which is next; of whole programmes, so for no sponsor."""
    if sponsors_of(request.user) is not None:
        raise Refused(May.SEE_MONEY)
    programmes = [
        {
            "programme": each,
            "closings": list(each.closings.select_related("closed_by")),
            "next": next_to_close(each),
            "may_close": may(request.user, May.CLOSE_MONTHS, each.area_id),
        }
        for each in queries.kept_books(request.user)
    ]
    return render(request, "billing/books.html", {"programmes": programmes})


@needs(May.CLOSE_MONTHS)
def close(request: HttpRequest, public_id: str, month: int) -> HttpResponse:
    """What will be kept, in figures, before the month is closed for good."""
    programme = get_object_or_404(queries.kept_books(request.user), public_id=public_id)
    if not may(request.user, May.CLOSE_MONTHS, programme.area_id):
        raise Refused(May.CLOSE_MONTHS, programme.area_id)
    context: dict[str, Any] = {"programme": programme, "month": month}
    try:
        Month.from_number(month)
        if request.method == "POST":
            if not Closing.objects.filter(programme=programme, month=month).exists():
                actions.close_month(request.user, programme, month)
            messages.success(request, _("The month is closed."))
            return redirect("books")
        context["figures"] = figures(programme, month)
    except UnusableInput as error:
        context["refused"] = error.to(page_language())
    return render(request, "billing/close.html", context, status=422 if "refused" in context else 200)
