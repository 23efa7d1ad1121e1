"""Looking again, the claim letter, and what became of a claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.language import number, rupiah
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.billing.models import Bill
from payung.office.core.language import page_language
from payung.office.journal.once import TokenForm, once
from payung.office.overpayments import actions, queries
from payung.office.overpayments.actions.claiming import check_duty
from payung.office.overpayments.forms import ClaimForm, CreditForm, RefundForm, RefuseForm
from payung.office.overpayments.models import Finding, Kind
from payung.office.programmes.pages import FormPage, form_page

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_POST
@needs(May.RECORD_PAYMENTS, May.MANAGE_FUNDS)
def find(request: HttpRequest) -> HttpResponse:
    actions.find(request.user)
    messages.success(request, _("Looked through all payments. What is found stands below."))
    return redirect("overpayments")


@needs(May.RECORD_PAYMENTS, May.MANAGE_FUNDS)
def claim(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """A letter for one fund and reason; its figures are said before it is made."""
    fund = get_object_or_404(queries.payers(request.user), public_id=public_id)
    if kind not in Kind.values:
        raise Http404
    check_duty(request.user, fund)
    named = Kind(kind)
    told = queries.to_claim(fund, named)
    form = ClaimForm(request.POST or None)
    lead = _("%(reason)s: %(rupiah)s for %(months)s person-months. Claimed findings no longer change.") % {
        "reason": named.label,
        "rupiah": rupiah(told["rupiah"]),
        "months": number(told["months"], page_language()),
    }
    page = FormPage(_("Claim letter"), _("Make the letter"), reverse("overpayments"), _("Overpayments"), lead)

    def work(said: dict[str, Any]) -> str:
        key, _now = once(
            request.user,
            said["token"],
            lambda: str(
                actions.claim(
                    request.user,
                    fund,
                    kind,
                    number=said["number"],
                    dated=said["dated"],
                    expected=told["rupiah"],
                ).public_id
            ),
        )
        return key

    return form_page(
        request,
        form,
        page,
        work,
        done=_("The letter is ready to be downloaded and signed."),
        then=lambda key: reverse("overpaid_letter", args=[key]),
    )


@require_POST
@needs(May.RECORD_PAYMENTS, May.MANAGE_FUNDS)
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    letter = get_object_or_404(queries.letters(request.user), public_id=public_id)
    paper = actions.export_letter(request.user, letter)
    disposition = f'attachment; filename="{slugify(f"pengembalian-{letter.number}")}.docx"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(paper, content_type=_DOCX, headers=headers)


def _settle(
    request: HttpRequest,
    found: Finding,
    form: TokenForm,
    words: tuple[str, str, str],
    work: Callable[[dict[str, Any]], Finding],
) -> HttpResponse:
    back = reverse("overpayment", args=[found.public_id])
    title, button, lead = words
    page = FormPage(title, button, back, rupiah(found.rupiah), lead)

    def done_once(said: dict[str, Any]) -> None:
        given = dict(said)
        once(request.user, given.pop("token"), lambda: str(work(given).public_id))

    return form_page(request, form, page, done_once, done=_("Recorded."), then=lambda _result: back)


@needs(May.CORRECT_BOOKS)
def credit(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.findings(request.user), public_id=public_id)
    bills = queries.creditable(request.user, found)
    if request.method != "POST" and not bills.exists():
        return render(request, "overpayments/no_bill.html", {"finding": found})

    def work(said: dict[str, Any]) -> Finding:
        target = Bill.objects.select_related("programme", "fund").get(pk=said["bill"].pk)
        return actions.credit(request.user, found, target, dated=said["dated"], note=said["note"])

    words = (
        _("Credited to a bill"),
        _("Record the credit"),
        _("BPJS takes %(rupiah)s off this bill. The books carry it over by entries that cite this finding.")
        % {"rupiah": rupiah(found.rupiah)},
    )
    return _settle(request, found, CreditForm(bills, request.POST or None), words, work)


@needs(May.RECORD_PAYMENTS)
def refund(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.findings(request.user), public_id=public_id)
    words = (
        _("Refunded"),
        _("Record the refund"),
        _("The money came back to %(owner)s.") % {"owner": found.fund.sponsor.name},
    )
    return _settle(
        request,
        found,
        RefundForm(request.POST or None),
        words,
        lambda said: actions.refund(request.user, found, **said),
    )


@needs(May.RECORD_PAYMENTS)
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.findings(request.user), public_id=public_id)
    words = (
        _("Refused"),
        _("Record the refusal"),
        _("BPJS refuses, or the office waives the sum. The finding stays with its reason."),
    )
    return _settle(
        request,
        found,
        RefuseForm(request.POST or None),
        words,
        lambda said: actions.refuse(request.user, found, why=said["why"]),
    )
