"""Orders of a register become payments of bills: each as if written by hand, what is refused keeps its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.billing.actions import record_payment
from payung.office.billing.models import Bill
from payung.office.core.language import page_language
from payung.office.journal.acts import act, record
from payung.office.treasury.models import Order, Register

_F = Order.Finding
OPEN = (_F.PAYS, _F.PERHAPS, _F.SEVERAL, _F.CLASHES, _F.OTHER)  # may become a payment


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it: how many became payments, how many were refused, rupiah, people settled."""

    payments: int
    refused: int
    rupiah: int
    people: int


@act("register.record")
def record_orders(
    actor: Any, register: Register, orders: Sequence[Order], *, bill: Bill | None = None
) -> Recorded:
    """Record orders as payments of the bills that were recognised, or of ``bill`` where somebody chose it.

    In the order of date and row, so that the same register gives the same books. An order that is recorded already
    is left alone; one that the books refuse stays with the reason. Raises UnusableInput where none can be recorded.
    """
    require(actor, May.RECORD_PAYMENTS, register.area_id)
    asked = [order.pk for order in orders]
    held = list(
        register.orders.select_for_update(of=("self",))
        .filter(pk__in=asked, finding__in=OPEN)
        .select_related("bill__programme", "bill__fund", "fund")
        .order_by("dated", "row", "pk")
    )
    ready = [order for order in held if bill or order.bill_id]
    if not ready:
        raise UnusableInput(
            Text(
                "Tidak ada lagi SP2D yang dapat dicatat di sini",
                "There is no SP2D left here that can be recorded",
            ),
            Text(
                "Muat ulang daftarnya untuk melihat keadaan terakhir",
                "Load the register again to see how it stands",
            ),
        )
    came = [_record(actor, order, bill) for order in ready]
    made = [order.payment for order in came if order.payment]
    result = Recorded(
        len(made), len(came) - len(made), sum(one.amount for one in made), sum(one.people for one in made)
    )
    record(
        f"register:{register.public_id}",
        area=register.area_id,
        facts={
            "payments": [one.public_id for one in made],
            "refused": result.refused,
            "rupiah": result.rupiah,
            "people": result.people,
        },
    )
    return result


def _record(actor: Any, order: Order, bill: Bill | None) -> Order:
    to = bill or order.bill
    assert to is not None  # the three hold for every open order
    assert order.dated is not None
    assert order.amount is not None
    try:
        with transaction.atomic():
            order.payment = record_payment(
                actor, to, document=order.document, dated=order.dated, amount=order.amount, fund=order.fund
            )
    except UnusableInput as error:
        order.reason = error.to(page_language())[:400]
        order.finding = _F.CLASHES
    else:
        order.bill, order.finding, order.reason = to, _F.RECORDED, ""
    order.save(update_fields=["bill", "finding", "reason", "payment"])
    return order
