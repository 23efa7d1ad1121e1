"""Which bill an order pays: by the payment code or the SPM that it names; by its amount alone only perhaps.

A register holds all that the treasury paid; most of it has nothing to do with contributions and stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from payung.exchange.listing import squeeze
from payung.language import Text, rupiah
from payung.law.month import date_in_words
from payung.office.accounts.permissions import Scope
from payung.office.billing.models import Bill, Payment, Step
from payung.office.billing.queries import with_money
from payung.office.funding.models import Fund
from payung.office.treasury.models import Order

_F = Order.Finding
_CONTRIBUTIONS = re.compile(r"bpjs|jamsostek|ketenagakerjaan|\biuran\b|\bjkk\b|\bjkm\b|pekerja rentan", re.I)
_MARKS = re.compile(r"[^\s,;:()]+")


@dataclass(frozen=True, slots=True)
class Found:
    """What an order is, and why where that is not plain."""

    finding: str
    bill: Bill | None = None
    payment: Payment | None = None
    fund: Fund | None = None
    reason: Text | None = None


@dataclass(slots=True)
class Books:
    """The bills of an area with what points to them, read once for a whole register."""

    bills: dict[int, Bill]
    by_code: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_spm: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_owing: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    funds: dict[str, Fund] = field(default_factory=dict)
    payments: dict[str, list[Payment]] = field(default_factory=lambda: defaultdict(list))


def books_of(area: str) -> Books:
    scope = Scope(frozenset({area}))
    own = Bill.objects.filter(scope.within("programme__area")).order_by()
    books = Books({bill.pk: bill for bill in with_money(own)})
    for bill in books.bills.values():
        if bill.code:
            books.by_code[squeeze(bill.code)].add(bill.pk)
        if still_owed(bill) > 0:
            books.by_owing[still_owed(bill)].add(bill.pk)
    steps = Step.objects.filter(bill__in=own.values("pk"), kind=Step.Kind.SPM)
    for number, pk in steps.values_list("number", "bill"):
        books.by_spm[squeeze(number)].add(pk)
    for fund in Fund.objects.filter(scope.within("area")).order_by("pk"):
        books.funds.setdefault(squeeze(fund.name), fund)
    standing = Payment.objects.filter(
        bill__in=own.values("pk"), state=Payment.State.PAID, kind=Payment.Kind.MONEY, stands=True
    )
    for payment in standing.select_related("bill", "bill__fund"):
        books.payments[squeeze(payment.document)].append(payment)
    return books


def still_owed(bill: Any) -> int:
    """Rupiah that the bill still asks for, what earlier payments left over taken into account."""
    return int(bill.owing - bill.residual)


def recognise(row: Mapping[str, Any], unreadable: Iterable[Text], books: Books) -> Found:
    """``row`` as ``payung.exchange.treasury_register.SCHEMA`` has it."""
    faults = list(unreadable)
    if faults:
        said = Text("; ".join(one.id for one in faults), "; ".join(one.en for one in faults))
        return Found(_F.UNCLEAR, reason=said)
    earlier = books.payments.get(squeeze(row["document"]), [])
    named = books.funds.get(squeeze(row["fund"])) if row["fund"] else None
    bill, certain, several = _bill(row, books)
    if earlier:
        return _known(row, earlier, named)
    if several:
        return Found(_F.SEVERAL, fund=named, reason=_several(several))
    if bill is None:
        return Found(_F.OTHER, fund=named)
    if named and named.pk != bill.fund_id:
        why = Text(
            f"SP2D menyebut {named}, tagihannya untuk {bill.fund}",
            f"The SP2D names {named}, the bill is for {bill.fund}",
        )
        return Found(_F.CLASHES, bill, fund=named, reason=why)
    if not certain:
        why = Text(
            "Hanya jumlahnya yang sama dengan sisa tagihan", "Only its amount equals what the bill owes"
        )
        return Found(_F.PERHAPS, bill, fund=named, reason=why)
    return Found(_F.PAYS, bill, fund=named, reason=_difference(row["amount"], bill))


def _bill(row: Mapping[str, Any], books: Books) -> tuple[Bill | None, bool, list[Bill]]:
    """The bill, whether that is certain, and else those among which somebody must choose."""
    hits = set(books.by_code.get(squeeze(row["code"]), ())) if row["code"] else set()
    if row["spm"]:
        hits |= books.by_spm.get(squeeze(row["spm"]), set())
    if not hits:
        for mark in _MARKS.findall(f"{row['purpose']} {row['payee']}"):
            hits |= books.by_code.get(squeeze(mark), set()) | books.by_spm.get(squeeze(mark), set())
    same = books.by_owing.get(row["amount"], set())
    if len(hits) > 1 and len(hits & same) == 1:  # several months on one SPM: the one that asks for just this
        hits &= same
    if len(hits) == 1:
        return books.bills[hits.pop()], True, []
    if hits:
        return None, False, [books.bills[pk] for pk in sorted(hits)]
    if len(same) == 1 and _CONTRIBUTIONS.search(f"{row['purpose']} {row['payee']}"):
        return books.bills[next(iter(same))], False, []
    return None, False, []


def _known(row: Mapping[str, Any], earlier: list[Payment], named: Fund | None) -> Found:
    for payment in earlier:
        if (payment.amount, payment.dated) == (row["amount"], row["dated"]):
            return Found(_F.RECORDED, payment.bill, payment, named)
    first = earlier[0]
    why = Text(
        f"{first.document} sudah tercatat: {rupiah(first.amount)}, {date_in_words(first.dated, 'id')}",
        f"{first.document} is recorded already: {rupiah(first.amount)}, {date_in_words(first.dated, 'en')}",
    )
    return Found(_F.CLASHES, first.bill, fund=named, reason=why)


def _several(bills: list[Bill]) -> Text:
    said = ", ".join(str(bill) for bill in bills[:3])
    return Text(f"Menunjuk ke {len(bills)} tagihan: {said}", f"It points to {len(bills)} bills: {said}")


def _difference(amount: int, bill: Bill) -> Text | None:
    over = amount - still_owed(bill)
    if over == 0:
        return None
    if over > 0:
        return Text(
            f"{rupiah(over)} lebih dari sisa tagihan", f"{rupiah(over)} more than the bill still asks"
        )
    return Text(f"{rupiah(-over)} kurang dari sisa tagihan", f"{rupiah(-over)} less than the bill still asks")
