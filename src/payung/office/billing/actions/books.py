"""Closing a month, and corrections: after a closing the books of the month say what they said."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q, Sum
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.billing.actions.payments import (
    check_why,
    corrected,
    credit,
    enter,
    first_unpaid_within,
    hold_books,
    locked,
)
from payung.office.billing.models import Bill, Closing, Correction, Payment
from payung.office.billing.months import check_dated, closed_until
from payung.office.cover.models import PersonMonth
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme
from payung.office.summaries.counted import counted


@act("month.close")
def close_month(actor: Any, programme: Programme, month: int) -> Closing:
    """Close the books of a programme's month (yyyymm) for good, keeping its figures as they stand.

    Months are closed one after the other, from the programme's first, and not before they are over.
    """
    require(actor, May.CLOSE_MONTHS, programme.area_id)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    following = next_to_close(programme)
    if month != following:
        raise UnusableInput(
            Text(
                f"Bulan yang ditutup berikutnya adalah {Month.from_number(following).to('id')}",
                f"The month to close next is {Month.from_number(following).to('en')}",
            ),
            Text("Bulan ditutup berurutan", "Months are closed one after the other"),
            Place(column="month"),
        )
    if Month.from_number(month).last_day() >= timezone.localdate():
        raise UnusableInput(
            Text("Bulan ini belum berakhir", "The month is not over yet"),
            Text("Tutup sesudah bulannya berakhir", "Close it when it is over"),
            Place(column="month"),
        )
    made = Closing.objects.create(
        programme=programme, month=month, figures=figures(programme, month), closed_by=actor
    )
    record(f"programme:{programme.public_id}", area=programme.area_id, facts={"month": month, **made.figures})
    return made


def next_to_close(programme: Programme) -> int:
    last = closed_until(programme)
    return (Month.from_number(last) + 1).number if last else programme.first_month


def figures(programme: Programme, month: int) -> dict[str, int]:
    """The month in figures: the four gates of its person-months, its bills, and the money dated in it."""
    own = counted().filter(programme=programme, month=month)
    heads, due, billed, paid = (
        F("heads"),
        F("due") * F("heads"),
        Q(bill_line__isnull=False),
        Q(payment__isnull=False),
    )
    gates = own.aggregate(
        decided=Sum(heads, default=0),
        enrolled=Sum(heads, filter=Q(enrolled_by__isnull=False), default=0),
        billed=Sum(heads, filter=billed, default=0),
        paid=Sum(heads, filter=paid, default=0),
        decided_rupiah=Sum(F("planned") * heads, default=0),
        billed_rupiah=Sum(due, filter=billed, default=0),
        paid_rupiah=Sum(due, filter=paid, default=0),
    )
    first, last = Month.from_number(month).first_day(), Month.from_number(month).last_day()
    money = Payment.objects.filter(
        bill__programme=programme, state=Payment.State.PAID, dated__range=(first, last)
    ).aggregate(money=Sum("amount", default=0))
    bills = Bill.objects.filter(programme=programme, month=month).aggregate(bills=Sum("total", default=0))
    return {name: int(value) for name, value in (gates | bills | money).items()}


@act("bill.correct")
def record_correction(
    actor: Any,
    bill: Bill,
    *,
    amount: int,
    dated: date,
    why: str,
    person_month: PersonMonth | None = None,
) -> Correction:
    """A signed amount by which a bill was too much (below zero) or too little, dated in an open month.

    What it takes off is credit of the bill, like money: the next payment reckons with it, or it is carried over.
    Raises UnusableInput for nothing, for more than the bill, for somebody who is not on it.
    """
    require(actor, May.CORRECT_BOOKS, bill.programme.area_id)
    why = check_why(why)
    hold_books(bill)
    check_dated(bill.programme, dated)
    kept = locked(bill)
    left = kept.total + corrected(kept)
    if amount == 0 or left + amount < 0:
        raise UnusableInput(
            Text(
                f"Koreksi {rupiah(amount)} tidak dapat dicatat pada tagihan {rupiah(left)}",
                f"A correction of {rupiah(amount)} cannot stand on a bill of {rupiah(left)}",
            ),
            Text(
                "Isi selisihnya: kurang dari nol bila tagihan terlalu besar, paling banyak sebesar tagihan",
                "Write the difference: below zero where the bill was too much, at most the bill",
            ),
            Place(column="amount"),
        )
    if person_month and (person_month.bill_line is None or person_month.bill_line.bill_id != kept.pk):
        raise UnusableInput(
            Text("Orang ini tidak ada pada tagihan ini", "This person is not on this bill"),
            Text("Pilih dari daftar tagihan ini", "Choose from this bill's list"),
            Place(column="person_month"),
        )
    made = Correction.objects.create(
        bill=kept, person_month=person_month, amount=amount, dated=dated, why=why, recorded_by=actor
    )
    settled = _settle(made)
    record(
        f"bill:{kept.public_id}",
        area=kept.programme.area_id,
        why=why,
        facts={"settled": settled, "correction": made.public_id, "amount": amount, "dated": dated},
    )
    return made


def _settle(correction: Correction) -> int:
    """Who is paid by what a correction took off the bill; gives the rupiah."""
    bill = correction.bill
    if correction.amount > 0 or not first_unpaid_within(bill, credit(bill)):
        return 0
    entry = Payment(
        bill=bill,
        kind=Payment.Kind.OFFSET,
        document=f"KOREKSI {correction.public_id}",
        dated=correction.dated,
        amount=0,
        why=correction.why,
        recorded_by=correction.recorded_by,
    )
    return enter(entry).settled
