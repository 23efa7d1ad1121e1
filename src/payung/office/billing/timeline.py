"""The way of a bill's money in the order of its papers, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.language import number, rupiah
from payung.office.accounts.permissions import May, may
from payung.office.billing.actions.steps import DUTY
from payung.office.billing.models import Bill, Payment, Step
from payung.office.core.language import page_language

_KINDS = {
    Payment.Kind.MONEY: (gettext_lazy("SP2D or transfer"), gettext_lazy("Left the treasury"), "ok"),
    Payment.Kind.REVERSAL: (gettext_lazy("Reversal"), gettext_lazy("Taken back"), "stop"),
    Payment.Kind.CARRY_OUT: (gettext_lazy("Carried to another bill"), gettext_lazy("Carried away"), "info"),
    Payment.Kind.CARRY_IN: (gettext_lazy("Carried from another bill"), gettext_lazy("Credit"), "ok"),
    Payment.Kind.OFFSET: (gettext_lazy("Settled by a correction"), gettext_lazy("Credit"), "ok"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """``dated`` is None for what has not come yet; ``href`` is the next act, where the user may do it."""

    title: str
    number: str
    dated: date | None
    words: str
    status: str
    tone: str
    amount: int | None = None
    href: str = ""
    button: str = ""


def timeline(bill: Bill, user: Any) -> list[Event]:
    """What happened, by date; then the papers that are still missing, in their order."""
    area = bill.programme.area_id
    done = [
        *_steps(bill),
        *_payments(bill, may(user, May.RECORD_PAYMENTS, area)),
        *_corrections(bill),
    ]
    done.sort(key=lambda pair: pair[0])
    issued = timezone.localtime(bill.issued).date()
    first = Event(
        _("Bill"),
        bill.code,
        issued,
        _("%(people)s people") % {"people": number(bill.people, page_language())},
        _("Issued"),
        "info",
        bill.total,
    )
    return [first, *(event for _key, event in done), *_missing(bill, user)]


def _steps(bill: Bill) -> Iterator[tuple[Any, Event]]:
    order = {Step.Kind.SPP: 0, Step.Kind.SPM: 1, Step.Kind.BANK: 3, Step.Kind.RECEIPT: 4}
    for step in bill.steps.all():
        event = Event(step.get_kind_display(), step.number, step.dated, "", _("Recorded"), "info")
        yield (step.dated, order[Step.Kind(step.kind)], step.pk), event


def _payments(bill: Bill, may_reverse: bool) -> Iterator[tuple[Any, Event]]:
    tongue = page_language()
    for entry in bill.payments.order_by("pk"):
        title, told_as, tone = _KINDS[Payment.Kind(entry.kind)]
        status = str(told_as)
        words, href = entry.why, ""
        if entry.state == Payment.State.REFUSED:
            status, tone = _("Refused"), "stop"
        else:
            told = _("%(people)s people, %(settled)s settled; %(residual)s left over") % {
                "people": number(entry.people, tongue),
                "settled": rupiah(entry.settled),
                "residual": rupiah(entry.residual),
            }
            words = f"{told}. {entry.why}" if entry.why else told
            if not entry.stands:
                status, tone = _("Reversed"), "muted"
            elif may_reverse and entry.kind in (Payment.Kind.MONEY, Payment.Kind.CARRY_IN):
                href = reverse("payment_reverse", args=[bill.public_id, entry.public_id])
        yield (
            (entry.dated, 2, entry.pk),
            Event(
                str(title),
                entry.document,
                entry.dated,
                words,
                status,
                tone,
                entry.amount,
                href,
                _("Reverse") if href else "",
            ),
        )


def _corrections(bill: Bill) -> Iterator[tuple[Any, Event]]:
    for entry in bill.corrections.all():
        event = Event(
            _("Correction of the bill"), "", entry.dated, entry.why, _("Corrected"), "info", entry.amount
        )
        yield (entry.dated, 5, entry.pk), event


def _missing(bill: Bill, user: Any) -> Iterator[Event]:
    """The next papers; SPP and SPM are for money of a budget, a transfer of a donor has none."""
    has = {step.kind for step in bill.steps.all()}
    budget = bill.fund.payer in ("apbn", "apbd", "apbdes")
    paid = any(
        entry.state == Payment.State.PAID and entry.kind == Payment.Kind.MONEY and entry.stands
        for entry in bill.payments.all()
    )
    for kind in Step.Kind:
        before_money = kind in (Step.Kind.SPP, Step.Kind.SPM)
        if kind in has or (before_money and (paid or not budget)):
            continue
        able = may(user, DUTY[kind], bill.programme.area_id)
        ready = Step.Kind.SPP in has if kind == Step.Kind.SPM else before_money or paid
        href = reverse("bill_step", args=[bill.public_id, kind]) if able and ready else ""
        yield Event(
            str(kind.label),
            "",
            None,
            "",
            _("Not recorded yet"),
            "muted",
            None,
            href,
            _("Record") if href else "",
        )
