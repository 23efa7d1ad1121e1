"""Money for a bill: it settles whole person-months in a fixed order until it ends; the rest is shown, never hidden.

The order is that of the annex: village, decree, line. A payment's ``residual`` is what it brought less what it
settled. It is above zero where money was left over, and below where the payment also drew on what earlier payments
of the same bill had left: their sum is always the bill's rest, and never below zero.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, Sum

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.billing.models import Bill, Correction, Payment, Step
from payung.office.billing.months import check_dated
from payung.office.funding.models import Fund
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme

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
def record_payment(
    actor: Any, bill: Bill, *, document: str, dated: date, amount: int, fund: Fund | None = None
) -> Payment:
    """Money that left the treasury under an SP2D of ``fund`` (where it is told, it must be the bill's).

    Raises UnusableInput for an SP2D that is recorded already, for another fund, for a closed month.
    """
    require(actor, May.RECORD_PAYMENTS, bill.programme.area_id)
    hold_books(bill)
    document = check_money(bill, document, dated, amount)
    _check_fund(bill, fund)
    kept = locked(bill)
    _check_order(kept, dated)
    payment = enter(
        Payment(bill=kept, document=document, dated=dated, amount=amount, recorded_by=actor),
    )
    record(f"bill:{kept.public_id}", area=bill.programme.area_id, facts=facts_of(payment))
    return payment


@act("payment.refuse")
def record_refusal(actor: Any, bill: Bill, *, document: str, dated: date, amount: int, why: str) -> Payment:
    """A payment that the treasury or the bank refused: kept with the reason, settles nothing."""
    require(actor, May.RECORD_PAYMENTS, bill.programme.area_id)
    hold_books(bill)
    document = check_money(bill, document, dated, amount)
    payment = _keep(
        Payment(
            bill=bill,
            state=Payment.State.REFUSED,
            document=document,
            dated=dated,
            amount=amount,
            residual=amount,
            why=check_why(why),
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


def hold_books(*bills: Bill) -> None:
    """Until the end of the act no month of these programmes is closed: a closing waits for the same rows."""
    programmes = sorted({bill.programme_id for bill in bills})
    list(Programme.objects.select_for_update(no_key=True).filter(pk__in=programmes).order_by("pk"))


def locked(bill: Bill) -> Bill:
    return Bill.objects.select_for_update(no_key=True).select_related("programme", "fund").get(pk=bill.pk)


def enter(payment: Payment) -> Payment:
    """Keep an entry of money of a locked bill, with the whole person-months that it and the bill's credit settle."""
    bill = payment.bill
    at_hand = max(credit(bill) + payment.amount, 0)
    with connection.cursor() as sql:
        sql.execute(_COUNT, [bill.pk, at_hand])
        payment.people, payment.settled = (int(figure) for figure in sql.fetchone())
    payment.residual = payment.amount - payment.settled
    _keep(payment)
    with connection.cursor() as sql:
        sql.execute(_SETTLE, [payment.pk, bill.pk, at_hand])
        if sql.rowcount != payment.people:
            raise RuntimeError(
                f"{sql.rowcount} person-months settled for {payment.people}"
            )  # a fault of ours
    return payment


def first_unpaid_within(bill: Bill, rupiah: int) -> bool:
    """Whether so much settles at least one person-month of the bill."""
    with connection.cursor() as sql:
        sql.execute(_COUNT, [bill.pk, max(rupiah, 0)])
        return bool(sql.fetchone()[0])


def facts_of(payment: Payment) -> dict[str, Any]:
    return {
        "payment": payment.public_id,
        "document": payment.document,
        "dated": payment.dated,
        "amount": payment.amount,
        "settled": payment.settled,
        "people": payment.people,
        "residual": payment.residual,
    }


def rest(bill: Bill) -> int:
    """Rupiah that the entries of the bill brought and that settled nobody."""
    paid = Payment.objects.filter(bill=bill, state=Payment.State.PAID)
    return int(paid.aggregate(sum=Sum("residual", default=0))["sum"])


def corrected(bill: Bill) -> int:
    return int(Correction.objects.filter(bill=bill).aggregate(sum=Sum("amount", default=0))["sum"])


def credit(bill: Bill) -> int:
    """What may settle somebody yet: the rest, and what corrections took off the bill (or put on it)."""
    return rest(bill) - corrected(bill)


def owed(bill: Bill) -> int:
    """Rupiah still to be paid, corrections taken into account; below zero: too much was paid."""
    paid = Payment.objects.filter(bill=bill, state=Payment.State.PAID)
    return bill.total + corrected(bill) - int(paid.aggregate(sum=Sum("amount", default=0))["sum"])


def check_money(bill: Bill, document: str, dated: date, amount: int) -> str:
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
    check_dated(bill.programme, dated)
    return document[:80]


def check_why(why: str) -> str:
    if not why.strip():
        raise UnusableInput(
            Text("Alasan belum diisi", "The reason is missing"),
            Text("Tulis alasannya", "Write the reason"),
            Place(column="why"),
        )
    return why.strip()


def _check_fund(bill: Bill, fund: Fund | None) -> None:
    if fund is not None and fund.pk != bill.fund_id:
        raise UnusableInput(
            Text(
                f"SP2D ini dari {fund}, tagihan ini untuk {bill.fund}",
                f"This SP2D is of {fund}, the bill is for {bill.fund}",
            ),
            Text(
                f"Catat pada tagihan {fund}; tidak ada yang berubah",
                f"Record it on a bill of {fund}; nothing was changed",
            ),
            Place(column="fund"),
        )


def _check_order(bill: Bill, dated: date) -> None:
    """Money leaves after it was ordered, where the order is recorded."""
    ordered = Step.objects.filter(bill=bill, kind=Step.Kind.SPM).order_by("dated").first()
    if ordered and dated < ordered.dated:
        raise UnusableInput(
            Text(
                f"SPM {ordered.number} baru terbit {date_in_words(ordered.dated, 'id')}",
                f"The SPM {ordered.number} is of {date_in_words(ordered.dated, 'en')}, which is later",
            ),
            Text("Periksa tanggal SP2D", "Check the date of the SP2D"),
            Place(column="dated"),
        )


def _keep(payment: Payment) -> Payment:
    try:
        with transaction.atomic():
            payment.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(payment) from error
    return payment


def _taken(payment: Payment) -> UnusableInput:
    first = Payment.objects.filter(
        Q(document__iexact=payment.document),
        fund=payment.bill.fund_id,
        stands=True,
        state="paid",
        kind="money",
    ).first()
    if first is None or first.bill_id == payment.bill_id:
        where = Text("pada tagihan ini", "stands on this bill already")
        what = Text(f"{payment.document} sudah tercatat {where.id}", f"{payment.document} {where.en}")
    else:
        what = Text(
            f"{payment.document} sudah tercatat pada tagihan {first.bill}",
            f"{payment.document} stands on the bill {first.bill} already",
        )
    return UnusableInput(
        what,
        Text(
            "Periksa nomornya; sisa satu SP2D dialihkan ke tagihan lain dari tagihannya. Tidak ada yang berubah",
            "Check the number; what an SP2D leaves over is carried to another bill from its own. Nothing was changed",
        ),
        Place(column="document"),
    )
