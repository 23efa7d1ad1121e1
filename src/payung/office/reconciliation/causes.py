"""Why a person-month stands between two gates: as data that counts set-based, and as a filter to the people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from payung.office.billing.models import BillLine, Payment
from payung.office.cover.models import EnrolmentExport, PersonMonth, ReturnLine
from payung.office.reconciliation.figures import room, whole
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


# Who holds months that are not enrolled, and whether other months of the same decree are: from the rows, or from the
# histories and who has them. LIMIT 1 asks the index for each line; EXISTS would tempt the planner to read the table.
_HELD_ROWS = """
WITH held AS MATERIALIZED ({held}), standing AS MATERIALIZED (
    SELECT held.person_id, l.decision_id, held.months, held.rupiah,
        (SELECT 1 FROM cover_personmonth o WHERE o.line_id = held.line_id AND o.enrolled_by_id IS NOT NULL
         AND o.withdrawn_by_id IS NULL LIMIT 1) AS later
    FROM held JOIN decisions_line l ON l.id = held.line_id
)"""
_HELD_HISTORIES = """
WITH held AS MATERIALIZED ({held}), standing AS MATERIALIZED (
    SELECT s.person_id, held.decision_id, held.months, held.rupiah, held.later
    FROM summaries_standing s JOIN (
        SELECT h.*, (SELECT 1 FROM summaries_historymonth o WHERE o.history_id = h.history
            AND o.decision_id = h.decision_id AND o.enrolled_by_id IS NOT NULL LIMIT 1) AS later FROM held h
    ) held ON held.history = s.history_id
)"""
# The newest answer of BPJS about each of them.
_NOT_ENROLLED = """, answered AS MATERIALIZED (
    SELECT s.*, (SELECT MAX(r.id) FROM cover_returnline r JOIN cover_enrolmentreturn e ON e.id = r.enrolment_return_id
         WHERE r.person_id = s.person_id AND e.decision_id = s.decision_id) AS answer
    FROM standing s
), told AS MATERIALIZED (
    SELECT a.*, r.reason, CASE
        WHEN a.later = 1 OR r.verdict = 'accepted' THEN 'later'
        WHEN r.verdict IN ('refused', 'unclear') THEN r.verdict
        WHEN EXISTS (SELECT 1 FROM cover_enrolmentexport x WHERE x.decision_id = a.decision_id) THEN 'sent'
        ELSE 'unsent' END AS code
    FROM answered a LEFT JOIN cover_returnline r ON r.id = a.answer
)
SELECT code, CASE WHEN code IN ('refused', 'unclear') THEN COALESCE(reason, '') ELSE '' END AS said,
    COUNT(DISTINCT person_id), SUM(months), SUM(rupiah)
FROM told GROUP BY 1, 2
"""


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
    groups = ("history", "decision_id") if is_kept() else ("line_id", "person_id")
    held = (
        of.filter(enrolled_by=None)
        .order_by()
        .values(*groups)
        .annotate(months=Count("month"), rupiah=Sum("planned"))
    )
    asked = (_HELD_HISTORIES if is_kept() else _HELD_ROWS) + _NOT_ENROLLED
    try:
        inner, params = held.query.sql_with_params()
    except EmptyResultSet:
        return []
    with room(), connection.cursor() as cursor:
        cursor.execute(asked.format(held=inner), params)
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


def having(months: QuerySet[PersonMonth], code: str, reason: str = "") -> QuerySet[PersonMonth]:
    """The person-months that a cause holds."""
    if code in OF_GAP["unpaid"]:
        unpaid = months.filter(bill_line__isnull=False, payment=None)
        return unpaid.filter(bill_line__bill__in=_bills_by_cause(_bills_of(unpaid)).get(code, []))
    if code == "not_billed":
        return months.filter(enrolled_by__isnull=False, bill_line=None)
    answers = ReturnLine.objects.filter(
        person=OuterRef("person"), enrolment_return__decision=OuterRef("line__decision")
    ).order_by("-pk")
    others = PersonMonth.objects.filter(line=OuterRef("line"), enrolled_by__isnull=False, withdrawn_by=None)
    sent = EnrolmentExport.objects.filter(decision=OuterRef("line__decision"))
    rows = months.filter(enrolled_by=None).annotate(
        verdict=Subquery(answers.values("verdict")[:1]), said=Subquery(answers.values("reason")[:1])
    )
    later = Exists(others) | Q(verdict="accepted")
    if code == "later":
        return rows.filter(later)
    rows = rows.exclude(Exists(others))
    if code in ("refused", "unclear"):
        return rows.filter(verdict=code, **({"said": reason} if reason else {}))
    rows = rows.filter(Q(verdict=None) | ~Q(verdict__in=["accepted", "refused", "unclear"]))
    return rows.filter(Exists(sent)) if code == "sent" else rows.exclude(Exists(sent))
