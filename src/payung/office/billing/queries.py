"""What pages and acts ask of bills."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from payung.office.accounts.permissions import May, scope, sponsors_of
from payung.office.billing.models import Bill, Correction, Payment
from payung.office.cover.models import PersonMonth
from payung.office.summaries.counted import counted

_CORRECTED = (
    Correction.objects.filter(bill=OuterRef("pk"))
    .order_by()
    .values("bill")
    .annotate(s=Sum("amount"))
    .values("s")
)


def bills(user: Any) -> QuerySet[Bill]:
    """Bills in the user's areas with ``paid`` (brought), ``settled``, ``corrected`` and ``residual`` (what is left over
    when corrections are taken into account; below zero where they ask for more); a sponsor sees their own only."""
    seen = Bill.objects.filter(scope(user, May.SEE_MONEY).within("programme__area"))
    own = sponsors_of(user)
    if own is not None:
        seen = seen.filter(fund__sponsor_id__in=own)
    return with_money(seen)


def with_money(seen: QuerySet[Bill]) -> QuerySet[Bill]:
    """Bills with ``paid``, ``settled``, ``owing``, ``corrected`` and ``residual``, each in rupiah."""
    recorded = Q(payments__state=Payment.State.PAID)
    return seen.select_related("programme", "fund").annotate(
        paid=Sum("payments__amount", filter=recorded, default=0),
        settled=Sum("payments__settled", filter=recorded, default=0),
        entries_rest=Sum("payments__residual", filter=recorded, default=0),
        owing=F("total") - F("settled"),
        corrected=Coalesce(Subquery(_CORRECTED), 0, output_field=BigIntegerField()),
        residual=F("entries_rest") - F("corrected"),
    )


def unpaid_months(bill: Bill) -> QuerySet[PersonMonth]:
    """Person-months of the bill that no payment has settled."""
    unpaid = PersonMonth.objects.filter(bill_line__bill=bill, payment=None)
    return unpaid.select_related("person", "village", "line__decision")


def unpaid_sums(bill: Bill) -> tuple[int, int]:
    """How many they are, and what they owe."""
    found = (
        counted()
        .filter(bill_line__bill=bill, payment=None)
        .aggregate(n=Sum("heads", default=0), owed=Sum(F("due") * F("heads"), default=0))
    )
    return int(found["n"]), int(found["owed"])


def unpaid_people(bill: Bill) -> int:
    return unpaid_sums(bill)[0]


def billable(user: Any) -> QuerySet[Any]:
    """Programmes whose months the user may bill."""
    from payung.office.programmes.models import Programme

    return Programme.objects.filter(scope(user, May.ISSUE_BILLS).within("area"))


def payments(user: Any) -> QuerySet[Payment]:
    """Payments of the bills that the user may see."""
    return Payment.objects.filter(bill__in=bills(user).order_by().values("pk")).select_related(
        "bill", "bill__fund", "bill__programme", "recorded_by"
    )


def kept_books(user: Any) -> QuerySet[Any]:
    """Programmes with bills that the user may see."""
    from payung.office.programmes.models import Programme

    own = bills(user).order_by().values("programme")
    return Programme.objects.filter(pk__in=own).select_related("area").order_by("-first_month", "name")
