"""The papers on the way of the money: SPP, SPM, the bank's proof, BPJS's receipt; each by the duty that answers for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.billing.actions.payments import hold_books
from payung.office.billing.models import Bill, Payment, Step
from payung.office.billing.months import check_dated
from payung.office.journal.acts import act, record

# The treasurer asks for the money, the head of the office orders it, who receives it confirms it.
DUTY = {
    Step.Kind.SPP: May.RECORD_PAYMENTS,
    Step.Kind.SPM: May.ORDER_PAYMENTS,
    Step.Kind.BANK: May.RECORD_PAYMENTS,
    Step.Kind.RECEIPT: May.CONFIRM_RECEIPT,
}


@act("bill.step")
def record_step(actor: Any, bill: Bill, kind: str, *, number: str, dated: date) -> Step:
    """A paper with number and date. Raises UnusableInput where the one before it is missing or is later."""
    require(actor, DUTY[Step.Kind(kind)], bill.programme.area_id)
    number = " ".join(number.split())[:80]
    if not number:
        raise UnusableInput(
            Text("Nomor dokumen kosong", "The document's number is missing"),
            Text("Isi nomornya", "Fill the number"),
            Place(column="number"),
        )
    hold_books(bill)
    check_dated(bill.programme, dated)
    kept = Bill.objects.select_for_update(no_key=True).get(pk=bill.pk)
    _check_order(kept, Step.Kind(kind), dated)
    try:
        with transaction.atomic():
            step = Step.objects.create(bill=kept, kind=kind, number=number, dated=dated, recorded_by=actor)
    except IntegrityError as error:
        raise UnusableInput(
            Text(f"{number} sudah tercatat pada tagihan ini", f"{number} stands on this bill already"),
            Text("Periksa nomornya; tidak ada yang berubah", "Check the number; nothing was changed"),
            Place(column="number"),
        ) from error
    record(
        f"bill:{bill.public_id}",
        area=bill.programme.area_id,
        facts={"kind": kind, "number": number, "dated": dated},
    )
    return step


def _check_order(bill: Bill, kind: Step.Kind, dated: date) -> None:
    before: Step | Payment | None
    if kind == Step.Kind.SPP:
        return
    if kind == Step.Kind.SPM:
        before, named = bill.steps.filter(kind=Step.Kind.SPP).order_by("dated").first(), "SPP"
    else:
        paid = bill.payments.filter(state=Payment.State.PAID, kind=Payment.Kind.MONEY, stands=True)
        before, named = paid.order_by("dated").first(), "SP2D"
    if before is None:
        raise UnusableInput(
            Text(f"{named} tagihan ini belum tercatat", f"The {named} of this bill is not recorded yet"),
            Text(f"Catat {named} lebih dulu", f"Record the {named} first"),
        )
    if dated < before.dated:
        raise UnusableInput(
            Text(
                f"{named} bertanggal {date_in_words(before.dated, 'id')}, sesudah tanggal ini",
                f"The {named} is of {date_in_words(before.dated, 'en')}, after this date",
            ),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="dated"),
        )
