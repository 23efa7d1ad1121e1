"""Money for a bill: it settles whole person-months in a fixed order until it ends; the rest is shown, never hidden.

The order is that of the annex: village, decree, line. A payment's ``residual`` is what it brought less what it
settled. It is above zero where money was left over, and below where the payment also drew on what earlier payments
of the same bill had left: their sum is always the bill's credit, and never below zero.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.office.accounts.permissions import May, require
from payung.office.billing.models import Bill, Payment
from payung.office.journal.acts import act, record

_ORDERED = """
SELECT m.id, m.due, SUM(m.due) OVER (ORDER BY m.village_id, l.decision_id, l.number, m.id) AS reached
FROM cover_personmonth m
JOIN billing_billline b ON b.id = m.bill_line_id
JOIN decisions_line l ON l.id = m.line_id
WHERE b.bill_id = %s AND m.payment_id IS NULL
"""
_COUNT = f"SELECT COUNT(*), COALESCE(SUM(due), 0) FROM ({_ORDERED}) o WHERE o.reached <= %s"
_SETTLE = f"UPDATE cover_personmonth SET payment_id = %s WHERE id IN (SELECT o.id FROM ({_ORDERED}) o WHERE o.reached <= %s)"


@act("payment.record")
def record_payment(actor: Any, bill: Bill, *, document: str, dated: date, amount: int) -> Payment:
    """Money that left the treasury under an SP2D. Raises UnusableInput for the same SP2D twice on the bill."""
    require(actor, May.RECORD_PAYMENTS, bill.programme.area_id)
    document = _check(document, amount)
    kept = Bill.objects.select_for_update(no_key=True).get(pk=bill.pk)
    at_hand = credit(kept) + amount
    with connection.cursor() as sql:
        sql.execute(_COUNT, [kept.pk, at_hand])
        people, settled = (int(figure) for figure in sql.fetchone())
    payment = _keep(
        Payment(
            bill=kept,
            document=document,
            dated=dated,
            amount=amount,
            settled=settled,
            people=people,
            residual=amount - settled,
            recorded_by=actor,
        )
    )
    with connection.cursor() as sql:
        sql.execute(_SETTLE, [payment.pk, kept.pk, at_hand])
        if sql.rowcount != people:
            raise RuntimeError(f"{sql.rowcount} person-months settled for {people}")  # a fault of ours
    record(
        f"bill:{kept.public_id}",
        area=bill.programme.area_id,
        facts={
            "payment": payment.public_id,
            "document": document,
            "dated": dated,
            "amount": amount,
            "settled": settled,
            "people": people,
            "residual": payment.residual,
        },
    )
    return payment


@act("payment.refuse")
def record_refusal(actor: Any, bill: Bill, *, document: str, dated: date, amount: int, why: str) -> Payment:
    """A payment that the treasury or the bank refused: kept with the reason, settles nothing."""
    require(actor, May.RECORD_PAYMENTS, bill.programme.area_id)
    document = _check(document, amount)
    if not why.strip():
        raise UnusableInput(
            Text("Alasan penolakan belum diisi", "The reason of the refusal is missing"),
            Text("Tulis alasannya", "Write the reason"),
            Place(column="why"),
        )
    payment = _keep(
        Payment(
            bill=bill,
            state=Payment.State.REFUSED,
            document=document,
            dated=dated,
            amount=amount,
            residual=amount,
            why=why.strip(),
            recorded_by=actor,
        )
    )
    record(
        f"bill:{bill.public_id}",
        area=bill.programme.area_id,
        why=payment.why,
        facts={"payment": payment.public_id, "document": document, "amount": amount},
    )
    return payment


def credit(bill: Bill) -> int:
    """Rupiah that earlier payments of the bill brought and that settled nobody yet."""
    paid = Payment.objects.filter(bill=bill, state=Payment.State.PAID)
    return int(paid.aggregate(sum=Sum("residual", default=0))["sum"])


def _check(document: str, amount: int) -> str:
    document = " ".join(document.split())
    if not document:
        raise UnusableInput(
            Text("Nomor SP2D atau bukti transfer kosong", "The SP2D or receipt number is missing"),
            Text("Isi nomornya", "Fill the number"),
            Place(column="document"),
        )
    if amount <= 0:
        raise UnusableInput(
            Text(
                f"Jumlah {rupiah(amount)} tidak dapat dicatat",
                f"The amount {rupiah(amount)} cannot be recorded",
            ),
            Text("Isi rupiah yang keluar dari kas, lebih dari nol", "Write the rupiah that left, above zero"),
            Place(column="amount"),
        )
    return document[:80]


def _keep(payment: Payment) -> Payment:
    try:
        with transaction.atomic():
            payment.save(force_insert=True)
    except IntegrityError as error:
        raise UnusableInput(
            Text(
                f"{payment.document} sudah tercatat pada tagihan ini",
                f"{payment.document} stands on this bill already",
            ),
            Text("Periksa nomornya; tidak ada yang berubah", "Check the number; nothing was changed"),
            Place(column="document"),
        ) from error
    return payment
