"""Why a person-month stands between two gates: as data that counts set-based, and as a filter to the people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from payung.office.billing.models import BillLine, Payment
from payung.office.cover.models import Answer, EnrolmentExport, PersonMonth
from payung.office.reconciliation.figures import room, whole
from payung.office.summaries.counted import of_decision
from payung.office.summaries.keeping import is_kept

WORDS = {
    "refused": _("Refused by BPJS"),
    "unclear": _("BPJS's answer is not clear"),
    "later": _("Enrolled, but cover begins in a later month"),
    "sent": _("Sent to BPJS, no answer about them yet"),
    "unsent": _("Not sent to BPJS yet"),
    "not_billed": _("Enrolled, no bill yet"),
    "waiting": _("No money recorded for the bill"),
    "short": _("The money ended before them"),
    "reversed": _("The payment was reversed"),
    "stopped": _("The payment was refused"),
}
OF_GAP = {
    "not_enrolled": ("refused", "unclear", "later", "sent", "unsent"),
    "not_billed": ("not_billed",),
    "unpaid": ("waiting", "short", "reversed", "stopped"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of a gap: ``reason`` is what BPJS wrote, where it wrote something. Rupiah as in the gap's rows."""

    code: str
    reason: str
    people: int
    months: int
    rupiah: int


# Months that are not enrolled, by whoever holds them, decree and answer of BPJS; then why, and how many people hold them.
# LIMIT 1 asks the index for each; EXISTS would tempt the planner to read the table.
_NOT_ENROLLED = """
WITH held AS MATERIALIZED ({held}), told AS (
    SELECT held.history, held.heads, held.months, held.rupiah, a.reason, CASE
        WHEN (SELECT 1 FROM {others} AND o.enrolled_by_id IS NOT NULL LIMIT 1) = 1 OR a.verdict = 'accepted' THEN 'later'
        WHEN a.verdict IN ('refused', 'unclear') THEN a.verdict
        WHEN EXISTS (SELECT 1 FROM cover_enrolmentexport x WHERE x.decision_id = held.in_decision) THEN 'sent'
        ELSE 'unsent' END AS code
    FROM held LEFT JOIN cover_answer a ON a.id = held.answer_id
), by_head AS (
    SELECT code, CASE WHEN code IN ('refused', 'unclear') THEN COALESCE(reason, '') ELSE '' END AS said, history, heads,
        SUM(months) AS months, SUM(rupiah) AS rupiah
    FROM told GROUP BY 1, 2, 3, 4
)
SELECT code, said, SUM(heads), SUM(months * heads), SUM(rupiah * heads) FROM by_head GROUP BY 1, 2
"""
# Other months under the same decree, whatever was asked.
_OTHERS = {
    True: "summaries_historymonth o WHERE o.history_id = held.history AND o.decision_id = held.in_decision",
    False: "cover_personmonth o WHERE o.line_id = held.line_id AND o.withdrawn_by_id IS NULL",
}


def causes(of: QuerySet[Any], gap: str, sums: Mapping[str, int]) -> list[Cause]:
    """The causes of a gap in the order of ``OF_GAP``, then of how many months they hold. ``of`` are ``counted``
    months, ``sums`` what ``whole`` says of them: what that tells is not asked again."""
    if not sums[gap]:
        return []
    if gap == "not_enrolled":
        found = _not_enrolled(of)
    elif gap == "not_billed":
        held = sums["enrolled_rupiah"] - sums["billed_planned"]
        found = [Cause("not_billed", "", sums["not_billed_people"], sums[gap], held)]
    else:
        found = _unpaid(of, sums)
    order = {code: at for at, code in enumerate(OF_GAP[gap])}
    return sorted((c for c in found if c.months), key=lambda c: (order[c.code], -c.months, c.reason))


def _not_enrolled(of: QuerySet[Any]) -> list[Cause]:
    by = ["history", "heads", "answer_id", *([] if is_kept() else ["line_id"])]
    held = (
        of.filter(enrolled_by=None)
        .order_by()
        .values(*by, in_decision=F(f"{of_decision()}_id"))
        .annotate(months=Count("month"), rupiah=Sum("planned"))
    )
    try:
        inner, params = held.query.sql_with_params()
    except EmptyResultSet:
        return []
    with room(), connection.cursor() as cursor:
        cursor.execute(_NOT_ENROLLED.format(held=inner, others=_OTHERS[is_kept()]), params)
        return [
            Cause(code, said, int(people), int(count), int(sum_))
            for code, said, people, count, sum_ in cursor.fetchall()
        ]


def _unpaid(of: QuerySet[Any], sums: Mapping[str, int]) -> list[Cause]:
    unpaid = of.filter(bill_line__isnull=False, payment=None).order_by()
    by_cause = _bills_by_cause(_bills_of(unpaid))
    if len(by_cause) == 1:
        return [
            Cause(code, "", sums["unpaid_people"], sums["unpaid"], sums["unpaid_rupiah"]) for code in by_cause
        ]
    found = []
    for code, which in by_cause.items():
        held = whole(unpaid.filter(bill_line__bill__in=which))
        found.append(Cause(code, "", held["billed_people"], held["billed"], held["billed_rupiah"]))
    return found


def _bills_of(months: QuerySet[Any]) -> list[int]:
    lines = months.order_by().values_list("bill_line", flat=True).distinct()
    return list(
        BillLine.objects.filter(pk__in=list(lines)).order_by().values_list("bill", flat=True).distinct()
    )


def _bills_by_cause(which: list[int]) -> dict[str, list[int]]:
    """What became of the money of bills that are not wholly paid."""
    entries = Payment.objects.filter(bill__in=which).order_by()
    told = {
        row["bill"]: row
        for row in entries.values("bill").annotate(
            amount=Sum("amount", filter=Q(state=Payment.State.PAID), default=0),
            reversals=Count("pk", filter=Q(kind=Payment.Kind.REVERSAL)),
            refusals=Count("pk", filter=Q(state=Payment.State.REFUSED)),
        )
    }
    found: dict[str, list[int]] = defaultdict(list)
    for bill in which:
        row = told.get(bill)
        if row is None:
            code = "waiting"
        elif row["amount"] > 0:
            code = "short"
        else:
            code = "reversed" if row["reversals"] else "stopped" if row["refusals"] else "waiting"
        found[code].append(bill)
    return found


# In which order the months of a gap are found without sorting them: that of its index (cover.models.PersonMonth).
FOUND_BY = {"not_enrolled": ("answer", "pk"), "not_billed": ("pk",), "unpaid": ("bill_line", "pk")}


def gap_of(code: str) -> str:
    """The gap to which a cause belongs."""
    return next(gap for gap, codes in OF_GAP.items() if code in codes)


def having(
    months: QuerySet[PersonMonth], code: str, reason: str = "", *, of: QuerySet[Any] | None = None
) -> QuerySet[PersonMonth]:
    """The person-months that a cause holds. ``of`` are the same as ``counted`` months, where they are at hand."""
    if code in OF_GAP["unpaid"]:
        asked = (months if of is None else of).filter(bill_line__isnull=False, payment=None)
        bills = _bills_by_cause(_bills_of(asked)).get(code, [])
        lines = BillLine.objects.filter(bill__in=bills).values_list("pk", flat=True)
        return months.filter(payment=None, bill_line__isnull=False, bill_line__in=list(lines))
    if code == "not_billed":
        return months.filter(enrolled_by__isnull=False, bill_line=None)
    # One look for each row that is shown (LIMIT 1), 0 where there is no other: EXISTS would tempt the planner to read
    # the table, IS NULL to believe that hardly any row is left and to sort them all.
    others = PersonMonth.objects.filter(line=OuterRef("line"), enrolled_by__isnull=False, withdrawn_by=None)
    rows = months.filter(enrolled_by=None).alias(
        other=Coalesce(Subquery(others.order_by().values("pk")[:1]), 0)
    )
    if code == "later":
        return rows.filter(Q(answer__in=_answers("accepted")) | Q(other__gt=0))
    if code in ("refused", "unclear"):
        said = {"reason": reason} if reason else {}
        return rows.filter(other__lt=1, answer__in=_answers(code, **said))
    silent, told = Q(answer=None), _answers("unknown", "skipped")
    decisions = list(EnrolmentExport.objects.order_by().values_list("decision", flat=True).distinct())
    sent = Q(line__decision__in=decisions)
    rows = rows.filter(silent | Q(answer__in=told) if told else silent, other__lt=1)
    return rows.filter(sent) if code == "sent" else rows.exclude(sent)


def _answers(*verdicts: str, **said: str) -> list[int]:
    """The wordings themselves, which are few: the rows under them are then found by an index, in its order."""
    return list(Answer.objects.filter(verdict__in=verdicts, **said).values_list("pk", flat=True))
