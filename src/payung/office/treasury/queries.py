"""What pages ask of registers: confined to the user's areas; a sponsor sees none of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from payung.office.accounts.permissions import May, Scope, scope, sponsors_of
from payung.office.billing.models import Bill
from payung.office.billing.queries import with_money
from payung.office.treasury.models import Order, Register

_F = Order.Finding


def registers(user: Any) -> QuerySet[Register]:
    if sponsors_of(user) is not None:
        return Register.objects.none()
    seen = Register.objects.filter(scope(user, May.SEE_MONEY).within("area"))
    return seen.select_related("area", "imported_by").annotate(
        waiting=Count("orders", filter=Q(orders__finding__in=[_F.PAYS, _F.PERHAPS, _F.SEVERAL, _F.CLASHES])),
        recorded=Count("orders", filter=Q(orders__finding=_F.RECORDED)),
    )


def counts(register: Register) -> dict[str, tuple[int, int]]:
    """For each finding: orders, and rupiah."""
    found = (
        register.orders.order_by()
        .values_list("finding")
        .annotate(n=Count("id"), sum=Sum("amount", default=0))
    )
    kept = {finding: (n, total) for finding, n, total in found}
    return {finding.value: kept.get(finding.value, (0, 0)) for finding in _F}


def payable(user: Any, register: Register) -> QuerySet[Bill]:
    """Bills of the register's area that the user may record payments for and that ask for money yet."""
    own = Bill.objects.filter(
        scope(user, May.RECORD_PAYMENTS).within("programme__area"),
        Scope(frozenset({register.area_id})).within("programme__area"),
    )
    asking = with_money(own).filter(owing__gt=0)  # type: ignore[misc]  # an annotation of the query
    return asking.order_by("month", "fund__name", "part")
