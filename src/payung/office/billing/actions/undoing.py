"""Reversals and carrying over: entries that cite others; what stands in the books is never changed or deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum

from payung.errors import UnusableInput
from payung.language import Text, rupiah
from payung.office.accounts.permissions import May, require
from payung.office.billing.actions.payments import (
    check_why,
    corrected,
    credit,
    enter,
    facts_of,
    hold_books,
    locked,
    owed,
    rest,
)
from payung.office.billing.models import Bill, Payment
from payung.office.billing.months import check_dated
from payung.office.journal.acts import act, record

_OWN = "m.payment_id = %s"
# Of what other entries settled, the last in the order of the annex, until the bill's money reaches for the others.
_LAST = """m.id IN (SELECT o.id FROM (
    SELECT p.id, p.due, SUM(p.due) OVER (ORDER BY p.village_id DESC, l.decision_id DESC, l.number DESC, p.id DESC) AS reached
    FROM cover_personmonth p JOIN billing_billline b ON b.id = p.bill_line_id JOIN decisions_line l ON l.id = p.line_id
    WHERE b.bill_id = %s AND p.payment_id IS NOT NULL AND p.payment_id <> %s) o
    WHERE o.reached - o.due < %s)"""
_SUM = "SELECT COUNT(*), COALESCE(SUM(m.due), 0) FROM cover_personmonth m WHERE {which}"
_NOTE = """INSERT INTO billing_unsettled (reversal_id, payment_id, person_month_id)
SELECT %s, m.payment_id, m.id FROM cover_personmonth m WHERE {which}"""
_BACK = """UPDATE cover_personmonth SET payment_id = NULL
WHERE id IN (SELECT person_month_id FROM billing_unsettled WHERE reversal_id = %s)"""


@act("payment.reverse")
def reverse_payment(actor: Any, payment: Payment, *, dated: date, why: str) -> Payment:
    """Undo an entry of money by another that cites it: the person-months it paid go back to billed.

    Where later entries drew on its rest, the last person-months of the annex go back with them. Raises UnusableInput
    where it is reversed already, or where its rest was carried to another bill.
    """
    require(actor, May.RECORD_PAYMENTS, payment.bill.programme.area_id)
    why = check_why(why)
    bills = [payment.bill]
    if payment.carried_from_id:
        source = Payment.objects.select_related("bill__programme").get(pk=payment.carried_from_id)
        require(actor, May.RECORD_PAYMENTS, source.bill.programme.area_id)
        bills.append(source.bill)
    hold_books(*bills)
    for bill in bills:
        check_dated(bill.programme, dated)
    keys = [bill.pk for bill in bills]
    list(Bill.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    kept = Payment.objects.select_related("bill__programme", "bill__fund").get(pk=payment.pk)
    _check_standing(kept)
    made = _undo(actor, kept, dated, why)
    if kept.carried_from_id:
        source = Payment.objects.select_related("bill").get(pk=kept.carried_from_id)
        _undo(actor, source, dated, why)
    record(
        f"bill:{kept.bill.public_id}",
        area=kept.bill.programme.area_id,
        why=why,
        facts=facts_of(made) | {"reverses": kept.public_id},
    )
    return made


def _undo(actor: Any, payment: Payment, dated: date, why: str) -> Payment:
    bill = payment.bill
    people, settled = _sum(_OWN, [payment.pk])
    # What the bill's other money must still cover; corrections below zero are money to it as well.
    short = -(rest(bill) - min(corrected(bill), 0) + settled - payment.amount)
    last = [bill.pk, payment.pk, short]
    more_people, more = _sum(_LAST, last) if short > 0 else (0, 0)
    if short > more:
        raise _carried(bill)
    made = Payment.objects.create(
        bill=bill,
        kind=Payment.Kind.REVERSAL,
        document=payment.document,
        dated=dated,
        amount=-payment.amount,
        settled=-settled - more,
        people=-people - more_people,
        residual=-payment.amount + settled + more,
        why=why,
        reverses=payment,
        recorded_by=actor,
    )
    with connection.cursor() as sql:
        sql.execute(_NOTE.format(which=_OWN), [made.pk, payment.pk])
        if short > 0:
            sql.execute(_NOTE.format(which=_LAST), [made.pk, *last])
        sql.execute(_BACK, [made.pk])
        if sql.rowcount != people + more_people:
            raise RuntimeError(f"{sql.rowcount} person-months put back for {people + more_people}")
    Payment.objects.filter(pk=payment.pk).update(stands=False)
    return made


def _sum(which: str, values: list[Any]) -> tuple[int, int]:
    with connection.cursor() as sql:
        sql.execute(_SUM.format(which=which), values)
        people, settled = sql.fetchone()
    return int(people), int(settled)


def _check_standing(payment: Payment) -> None:
    if payment.state != Payment.State.PAID or payment.kind not in (
        Payment.Kind.MONEY,
        Payment.Kind.CARRY_IN,
    ):
        raise UnusableInput(
            Text("Catatan ini tidak dapat dibatalkan", "This entry cannot be reversed"),
            Text(
                "Batalkan pembayarannya, atau alihan di tagihan tujuannya",
                "Reverse the payment, or the carrying over on the bill that it went to",
            ),
        )
    if not payment.stands:
        raise UnusableInput(
            Text(f"{payment.document} sudah dibatalkan", f"{payment.document} is reversed already"),
            Text("Muat ulang halaman; tidak ada yang berubah", "Load the page again; nothing was changed"),
        )


def _carried(bill: Bill) -> UnusableInput:
    to = Payment.objects.filter(carried_from__bill=bill, stands=True).select_related("bill__fund").first()
    named = str(to.bill) if to else str(bill)
    return UnusableInput(
        Text(
            f"Sisa uangnya sudah dialihkan ke tagihan {named}",
            f"What it left over was carried to the bill {named}",
        ),
        Text(
            "Batalkan alihan itu lebih dulu; tidak ada yang berubah",
            "Reverse that carrying over first; nothing was changed",
        ),
    )


@act("credit.carry")
def carry_over(actor: Any, source: Bill, target: Bill, *, dated: date, why: str) -> Payment:
    """Carry what a wholly settled bill has left over to another bill of the same fund; gives the entry there.

    Not more than the other bill owes. Raises UnusableInput where nothing is left, or the funds differ.
    """
    for bill in (source, target):
        require(actor, May.RECORD_PAYMENTS, bill.programme.area_id)
    hold_books(source, target)
    for bill in (source, target):
        check_dated(bill.programme, dated)
    why = check_why(why)
    if source.fund_id != target.fund_id or source.pk == target.pk:
        raise UnusableInput(
            Text("Sisa hanya dapat dialihkan di dalam dana yang sama", "A rest stays within its fund"),
            Text(
                f"Pilih tagihan lain dari {source.fund}; tidak ada yang berubah",
                f"Choose another bill of {source.fund}; nothing was changed",
            ),
        )
    list(Bill.objects.select_for_update(no_key=True).filter(pk__in=[source.pk, target.pk]).order_by("pk"))
    source, target = locked(source), locked(target)
    amount = min(left_over(source), owed(target))
    if amount <= 0:
        raise UnusableInput(
            Text(
                f"Tidak ada yang dapat dialihkan: sisa {rupiah(left_over(source))}, tagihan tujuan kurang "
                f"{rupiah(max(owed(target), 0))}",
                f"Nothing can be carried: {rupiah(left_over(source))} is left, the other bill lacks "
                f"{rupiah(max(owed(target), 0))}",
            ),
            Text("Tidak ada yang berubah", "Nothing was changed"),
        )
    common = {"dated": dated, "why": why, "recorded_by": actor}
    out = Payment.objects.create(
        bill=source,
        kind=Payment.Kind.CARRY_OUT,
        document=_number(target),
        amount=-amount,
        residual=-amount,
        **common,
    )
    made = enter(
        Payment(
            bill=target,
            kind=Payment.Kind.CARRY_IN,
            document=_number(source),
            amount=amount,
            carried_from=out,
            **common,
        )
    )
    record(
        f"bill:{target.public_id}",
        area=target.programme.area_id,
        why=why,
        facts=facts_of(made) | {"from": source.public_id},
    )
    return made


def left_over(bill: Bill) -> int:
    """What a bill may give away: its credit, once everybody on it is paid."""
    paid = Payment.objects.filter(bill=bill, state=Payment.State.PAID).aggregate(s=Sum("settled", default=0))[
        "s"
    ]
    return max(credit(bill), 0) if paid >= bill.total else max(-owed(bill), 0)


def _number(bill: Bill) -> str:
    return f"{bill.month}/{bill.fund.name}/{bill.part}"[:80]
