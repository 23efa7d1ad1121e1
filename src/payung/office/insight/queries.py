"""The four counts and the rupiah between them: decided, enrolled, billed, paid. One grouped query each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from payung.office.accounts.permissions import May, scope, sponsors_of
from payung.office.billing.models import Payment
from payung.office.cover.models import PersonMonth

GATES: dict[str, Q] = {
    "decided": Q(),
    "enrolled": Q(enrolled_by__isnull=False),
    "billed": Q(bill_line__isnull=False),
    "paid": Q(payment__isnull=False),
}
# Decrees hold what the law said when they were made; bills say what is owed.
_RUPIAH = {"decided": "planned", "enrolled": "planned", "billed": "due", "paid": "due"}
BY: dict[str, tuple[str, ...]] = {
    "programme": ("programme_id", "programme__public_id", "programme__name"),
    "month": ("month",),
    "fund": ("fund_id", "fund__public_id", "fund__name"),
    "village": ("village_id", "village__name"),
}


def person_months(user: Any) -> QuerySet[PersonMonth]:
    """The person-months whose money or figures the user may see; a sponsor's own money only."""
    seen = PersonMonth.objects.filter(scope(user, May.SEE_INSIGHT).within("village"), withdrawn_by=None)
    own = sponsors_of(user)
    money_everywhere = own is None or not own
    return seen if money_everywhere else seen.filter(fund__sponsor_id__in=own)


def four_counts(months: QuerySet[PersonMonth], by: Sequence[str] = ("programme", "month")) -> QuerySet[Any]:
    """For each group: ``{gate}_people``, ``{gate}_months`` and ``{gate}_rupiah`` of the four gates.

    ``by`` names keys of BY; none gives one row over all. People are counted once in a group.
    """
    fields = [field for name in by for field in BY[name]]
    return months.order_by().values(*fields).annotate(**_figures()).order_by(*fields)


def totals(months: QuerySet[PersonMonth]) -> dict[str, int]:
    """The four counts over all of these."""
    return months.order_by().aggregate(**_figures())


def _figures() -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for gate, passed in GATES.items():
        figures[f"{gate}_people"] = Count("person", filter=passed or None, distinct=True)
        figures[f"{gate}_months"] = Count("pk", filter=passed or None)
        figures[f"{gate}_rupiah"] = Sum(_RUPIAH[gate], filter=passed or None, default=0)
    return figures


def residuals(user: Any) -> QuerySet[Any]:
    """Money that settled nobody, by programme, month and fund: where ``residual`` is not zero."""
    seen = Payment.objects.filter(
        scope(user, May.SEE_MONEY).within("bill__programme__area"), state=Payment.State.PAID
    )
    own = sponsors_of(user)
    if own is not None:
        seen = seen.filter(bill__fund__sponsor_id__in=own)
    fields = (
        "bill__programme__public_id",
        "bill__programme__name",
        "bill__month",
        "bill__fund__public_id",
        "bill__fund__name",
    )
    grouped = (
        seen.order_by()
        .values(*fields)
        .annotate(paid=Sum("amount"), settled_rupiah=Sum("settled"), left=Sum("residual"))
    )
    return grouped.exclude(left=0).order_by(*fields)
