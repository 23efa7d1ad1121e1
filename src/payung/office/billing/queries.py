"""Reads on bills and payments. A sponsor sees the money of its own funds only."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import ROLES, May, Scope, duties_of
from payung.office.billing.models import Bill, Payment


def seen_money(user: Any, programme: str = "programme", fund: str = "fund") -> Q:
    """Money of programmes or funds of the user's areas; of a sponsor's own funds for a sponsor."""
    seen = Q(pk__in=[])
    for duty in duties_of(user):
        if May.SEE_MONEY not in ROLES[duty.role]:
            continue
        if duty.role == Role.SPONSOR:
            seen |= Q(**{f"{fund}__sponsor_id": duty.sponsor_id})
            continue
        area = Scope(frozenset({duty.area_id}))
        seen |= area.within(f"{programme}__area") | area.within(f"{fund}__area")
    return seen


def bills(user: Any) -> QuerySet[Bill]:
    """With what was paid on each: ``paid``, ``settled`` and ``residual`` in rupiah, ``settled_people``."""
    return (
        Bill.objects.filter(seen_money(user))
        .select_related("programme", "fund", "fund__sponsor", "programme__area")
        .annotate(
            paid=_of_payments("amount"),
            settled=_of_payments("settled"),
            residual=_of_payments("residual"),
            settled_people=_of_payments("people"),
        )
    )


def _of_payments(field: str) -> Coalesce:
    paid = Payment.objects.filter(bill=OuterRef("pk"), state=Payment.State.PAID).order_by().values("bill")
    return Coalesce(Subquery(paid.annotate(all=Sum(field)).values("all")), 0)


def payments(user: Any) -> QuerySet[Payment]:
    return Payment.objects.filter(seen_money(user, "bill__programme", "bill__fund")).select_related(
        "bill", "bill__fund", "bill__programme", "recorded_by"
    )
