"""What became of a claim: credited to a bill through the books, refunded with its document, or refused with the reason."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.office.accounts.permissions import May, require
from payung.office.billing.actions import carry_over, record_correction
from payung.office.billing.actions.payments import owed
from payung.office.billing.actions.undoing import left_over
from payung.office.billing.models import Bill
from payung.office.journal.acts import act, record
from payung.office.overpayments.models import WAITING, Finding, Item, State


@act("overpayment.credit")
def credit(actor: Any, finding: Finding, target: Bill, *, dated: date, note: str = "") -> Finding:
    """BPJS takes the sum off another bill of the fund. The books follow: what a bill was too much is corrected there
    and carried to ``target``; of months from before Payung the target itself is corrected.

    Raises UnusableInput for a bill of another fund, or one that owes less than the sum.
    """
    require(actor, May.CORRECT_BOOKS, finding.fund.area_id)
    kept = _locked(finding)
    if target.fund_id != kept.fund_id:
        raise UnusableInput(
            Text("Kredit hanya berlaku di dalam dana yang sama", "A credit stays within its fund"),
            Text(f"Pilih tagihan {kept.fund}", f"Choose a bill of {kept.fund}"),
            Place(column="bill"),
        )
    if owed(target) < kept.rupiah:
        raise UnusableInput(
            Text(
                f"Tagihan itu tinggal {rupiah(max(owed(target), 0))}, kreditnya {rupiah(kept.rupiah)}",
                f"That bill owes {rupiah(max(owed(target), 0))}, the credit is {rupiah(kept.rupiah)}",
            ),
            Text(
                "Pilih tagihan yang belum dibayar dan cukup besar; tidak ada yang berubah",
                "Choose an unpaid bill that is large enough; nothing was changed",
            ),
            Place(column="bill"),
        )
    why = f"Kelebihan bayar {kept.public_id}. {note}".strip()
    for bill, too_much in _too_much(kept, target).items():
        if too_much:
            record_correction(actor, bill, amount=-too_much, dated=dated, why=why)
        if bill.pk != target.pk and left_over(bill):
            carry_over(actor, bill, target, dated=dated, why=why)
    kept.state, kept.credited_to, kept.why = State.CREDITED, target, note.strip()
    return _settle(actor, kept, dated, {"bill": target.public_id})


def _too_much(finding: Finding, target: Bill) -> dict[Bill, int]:
    """Rupiah by which each bill is to be corrected; 0 for one on which the money lies as a rest already."""
    amounts: dict[int, int] = defaultdict(int)
    sums = (
        Item.objects.filter(finding=finding)
        .order_by()
        .values_list("bill")
        .annotate(named=Sum("rupiah", filter=Q(person__isnull=False), default=0))
    )
    for bill, named in sums:
        amounts[bill or target.pk] += named
    bills = Bill.objects.select_related("programme", "fund").in_bulk(list(amounts))
    return {bills[key]: amounts[key] for key in sorted(amounts)}


@act("overpayment.refund")
def refund(actor: Any, finding: Finding, *, document: str, dated: date, note: str = "") -> Finding:
    """The money came back to the fund's owner. Raises UnusableInput without the document's number."""
    require(actor, May.RECORD_PAYMENTS, finding.fund.area_id)
    kept = _locked(finding)
    document = " ".join(document.split())[:80]
    if not document:
        raise UnusableInput(
            Text("Nomor bukti pengembalian kosong", "The number of the refund's document is missing"),
            Text("Isi nomornya", "Fill the number"),
            Place(column="document"),
        )
    kept.state, kept.document, kept.why = State.REFUNDED, document, note.strip()
    return _settle(actor, kept, dated, {"document": document})


@act("overpayment.refuse")
def refuse(actor: Any, finding: Finding, *, why: str) -> Finding:
    """BPJS refuses, or the office waives: with the reason. Raises UnusableInput without one."""
    require(actor, May.RECORD_PAYMENTS, finding.fund.area_id)
    kept = _locked(finding)
    if not why.strip():
        raise UnusableInput(
            Text("Alasan belum diisi", "The reason is missing"),
            Text("Tulis alasannya", "Write the reason"),
            Place(column="why"),
        )
    kept.state, kept.why = State.REFUSED, why.strip()
    return _settle(actor, kept, timezone.localdate(), {})


def _locked(finding: Finding) -> Finding:
    kept = (
        Finding.objects.select_for_update(of=("self",)).select_related("fund").filter(pk=finding.pk).first()
    )
    if kept is None or kept.state not in WAITING:
        label = str(kept.get_state_display()) if kept else "-"
        raise UnusableInput(
            Text(f"Temuan ini berstatus: {label}", f"This finding is: {label}"),
            Text("Muat ulang halaman; tidak ada yang berubah", "Load the page again; nothing was changed"),
        )
    return kept


def _settle(actor: Any, finding: Finding, dated: date, facts: dict[str, Any]) -> Finding:
    if dated > timezone.localdate():
        raise UnusableInput(
            Text("Tanggal ini belum tiba", "This day has not come yet"),
            Text("Isi tanggal yang sebenarnya", "Write the real date"),
            Place(column="dated"),
        )
    finding.settled_on, finding.settled_by = dated, actor
    finding.save(update_fields=["state", "why", "document", "credited_to", "settled_on", "settled_by"])
    record(
        f"overpayment:{finding.public_id}",
        area=finding.fund.area_id,
        why=finding.why,
        facts={"state": finding.state, "rupiah": finding.rupiah, "dated": dated, **facts},
    )
    return finding
