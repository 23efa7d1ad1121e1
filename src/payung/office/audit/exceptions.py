"""What did not go the plain way in an archive's months: rests, corrections, reversals, refusals, withdrawals, closings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, Sum

from payung.office.billing.models import Closing, Correction, Payment
from payung.office.cover.models import EnrolmentReturn

if TYPE_CHECKING:
    from payung.office.audit.contents import Holding

COLUMNS = ("kind", "what", "month", "people", "rupiah", "by", "at", "why")


def rows(held: Holding) -> Iterator[tuple[Any, ...]]:
    """Everything that did not go the plain way: kind, thing, month, people, rupiah, who, when, why."""
    for name, month, rest in held.bills.order_by("pk").values_list("public_id", "month", "residual"):
        if rest:
            yield ("residual", name, month, "", rest, "", "", "")
    corrections = Correction.objects.filter(bill__in=held.bills.order_by().values("pk")).order_by("pk")
    for each in corrections.select_related("bill", "recorded_by"):
        yield (
            "correction", each.public_id, each.bill.month, "", each.amount, each.recorded_by.username, each.recorded,
            each.why,
        )  # fmt: skip
    for payment in held.payments.order_by("pk").select_related("bill", "recorded_by"):
        kind = _kind_of(payment)
        if kind:
            yield (
                kind, payment.public_id, payment.bill.month, payment.people, payment.amount,
                payment.recorded_by.username, payment.recorded, payment.why,
            )  # fmt: skip
    for answer in _returns(held).select_related("imported_by").order_by("pk"):
        yield (
            "refused_by_bpjs", answer.public_id, "", answer.refused, "", answer.imported_by.username, answer.imported, "",
        )  # fmt: skip
    gone = held.months.filter(withdrawn_by__isnull=False).order_by()
    for row in (
        gone.values("withdrawn_by__public_id", "month")
        .annotate(n=Count("pk"), sum=Sum("planned"))
        .order_by("withdrawn_by__public_id", "month")
    ):
        yield ("withdrawn", row["withdrawn_by__public_id"], row["month"], row["n"], row["sum"], "", "", "")
    for closing in _closings(held).select_related("closed_by").order_by("month"):
        yield (
            "closing",
            closing.public_id,
            closing.month,
            "",
            "",
            closing.closed_by.username,
            closing.closed,
            "",
        )


def _kind_of(payment: Payment) -> str:
    if payment.state == Payment.State.REFUSED:
        return "refused_payment"
    return "reversal" if payment.kind == Payment.Kind.REVERSAL else ""


def _returns(held: Holding) -> QuerySet[EnrolmentReturn]:
    return EnrolmentReturn.objects.filter(decision__programme=held.archive.programme, refused__gt=0)


def _closings(held: Holding) -> QuerySet[Closing]:
    asked = held.archive
    return Closing.objects.filter(
        programme=asked.programme, month__gte=asked.first_month, month__lte=asked.last_month
    )


def counts(held: Holding) -> dict[str, int]:
    """How many of each kind, counted apart from ``rows``: the summary must not rest on the list."""
    which = held.bills.order_by().values("pk")
    found = {
        "residual": held.bills.exclude(residual=0).count(),
        "correction": Correction.objects.filter(bill__in=which).count(),
        "refused_payment": held.payments.filter(state=Payment.State.REFUSED).count(),
        "reversal": held.payments.filter(kind=Payment.Kind.REVERSAL)
        .exclude(state=Payment.State.REFUSED)
        .count(),
        "refused_by_bpjs": _returns(held).count(),
        "withdrawn": held.months.filter(withdrawn_by__isnull=False)
        .order_by()
        .values("withdrawn_by", "month")
        .distinct()
        .count(),
        "closing": _closings(held).count(),
    }
    return {kind: count for kind, count in found.items() if count}
