"""Bills against person-months, and money against what it settled: every difference to the rupiah."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from payung.office.billing.models import Bill, BillLine, Correction, Payment
from payung.office.billing.queries import bills, payments
from payung.office.programmes.models import Programme
from payung.office.summaries.counted import counted


@dataclass(frozen=True, slots=True)
class Residual:
    """``bills`` and ``months``: rupiah of bills, and of the person-months on them. ``amount``: money recorded, what
    was reversed taken off; ``settled``: what it paid by its own account, ``paid_months`` by that of the
    person-months. ``corrected``: corrections of the bills."""

    bills: int = 0
    months: int = 0
    corrected: int = 0
    amount: int = 0
    settled: int = 0
    paid_months: int = 0

    @property
    def untied(self) -> int:
        """Rupiah on bills that no person-month owes, or of money that no person-month shows: 0, or a fault."""
        return (self.bills - self.months) or (self.settled - self.paid_months)

    @property
    def left_over(self) -> int:
        """Rupiah that left the treasury and settled no whole person-month, what corrections asked taken off."""
        return self.amount - self.settled - self.corrected

    @property
    def unpaid(self) -> int:
        return self.bills - self.settled

    @property
    def owed(self) -> int:
        """What is still to be paid, corrections and money at hand taken into account; below zero: too much was paid."""
        return self.bills + self.corrected - self.amount

    def __add__(self, other: Residual) -> Residual:
        return Residual(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def residuals(user: Any, programme: Programme) -> dict[int, Residual]:
    """By month (yyyymm), of the bills of a programme that the user may see."""
    return residuals_of(bills(user).filter(programme=programme), payments(user), "month")


def tied(seen: QuerySet[Bill], months: int, paid_months: int) -> Residual:
    """These bills and their money, against what their person-months owe and what of these is paid."""
    which = seen.order_by().values("pk")
    found = {
        **Bill.objects.filter(pk__in=which).aggregate(bills=Sum("total", default=0)),
        **Correction.objects.filter(bill__in=which).aggregate(corrected=Sum("amount", default=0)),
        **Payment.objects.filter(bill__in=which, state=Payment.State.PAID).aggregate(
            of_entries=Sum("amount", default=0), settled=Sum("settled", default=0)
        ),
    }
    found["amount"] = found.pop("of_entries")
    figures = {name: int(value) for name, value in found.items()}
    return Residual(months=months, paid_months=paid_months, **figures)


def residuals_of(seen: QuerySet[Bill], paid: QuerySet[Payment], key: str) -> dict[Any, Residual]:
    """By a field of bills, of these bills and of the payments for them, in four queries."""
    which = seen.order_by().values("pk")
    entries = paid.filter(bill__in=which, state=Payment.State.PAID)
    corrections = Correction.objects.filter(bill__in=which)
    found: dict[Any, dict[str, int]] = {}
    for of in (
        _sums(Bill.objects.filter(pk__in=which), F(key), bills="total"),
        _of_months(which, key),
        _sums(entries, F(f"bill__{key}"), amount="amount", settled="settled"),
        _sums(corrections, F(f"bill__{key}"), corrected="amount"),
    ):
        for group, figures in of.items():
            found.setdefault(group, {}).update(figures)
    return {group: Residual(**found[group]) for group in sorted(found)}


def _of_months(which: Any, key: str) -> dict[Any, dict[str, int]]:
    """The person-months of bills, summed by line first: lines are few, months many."""
    groups = dict(BillLine.objects.filter(bill__in=which).values_list("pk", f"bill__{key}"))
    rows = (
        counted()
        .filter(bill_line__in=list(groups))
        .order_by()
        .values_list("bill_line")
        .annotate(
            owed=Sum(F("due") * F("heads")),
            paid=Sum(F("due") * F("heads"), filter=Q(payment__isnull=False), default=0),
        )
    )
    found: dict[Any, dict[str, int]] = {}
    for line, owed, paid in rows:
        sums = found.setdefault(groups[line], {"months": 0, "paid_months": 0})
        sums["months"] += int(owed)
        sums["paid_months"] += int(paid)
    return found


def _sums(rows: QuerySet[Any], key: F, **fields: str) -> dict[Any, Mapping[str, int]]:
    # The sums carry names of their own: one of a model's field would be taken for the field.
    named = {f"sum_{name}": Sum(field, default=0) for name, field in fields.items()}
    return {
        row["group_key"]: {name: int(row[f"sum_{name}"]) for name in fields}
        for row in rows.order_by().values(group_key=key).annotate(**named)
    }
