"""The looking itself: what funds paid that nobody owed, laid out in a temporary table, statement by statement.

Whole months come first (after death, after a wage job began, by two payers), then what was paid above the law's rate
in months of relief. It runs inside the act that writes what it found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import F

from payung.errors import UnusableInput
from payung.office.billing.models import BillLine
from payung.office.core.bulk import staged
from payung.office.funding.models import Payer
from payung.office.funding.rates import Costs
from payung.office.overpayments.events import events
from payung.office.overpayments.models import HistoryFile

# Who pays from a public budget has no relief (PP 50/2025): what the law says of the others is asked of the law.
NO_RELIEF = (Payer.APBN, Payer.APBD)

_TABLE = """CREATE TEMPORARY TABLE overpaid (
    kind text, fund_id bigint, programme_id bigint, person_id bigint, month integer, people integer, paid bigint,
    rupiah bigint, whole integer, bill_id bigint, person_month_id bigint, history_id bigint, evidence text, since date
)"""
_EVENT = {
    "at": "int",
    "person": "int",
    "first": "int",
    "last": "int",
    "kind": "text",
    "since": "date",
    "evidence": "text",
}
_NO_EARLIER = """NOT EXISTS (SELECT 1 FROM overpaid_event o
    WHERE o.person = e.person AND o.at < e.at AND {month} BETWEEN o.first AND o.last)"""
_EVENT_BOOKS = f"""
INSERT INTO overpaid (kind, fund_id, programme_id, person_id, month, people, paid, rupiah, whole, bill_id, person_month_id,
    evidence, since)
SELECT e.kind, m.fund_id, m.programme_id, m.person_id, m.month, 1, m.due, m.due, 1, b.bill_id, m.id, e.evidence, e.since
FROM overpaid_event e
JOIN cover_personmonth m ON m.person_id = e.person AND m.month BETWEEN e.first AND e.last
JOIN billing_billline b ON b.id = m.bill_line_id
WHERE m.payment_id IS NOT NULL AND m.due > 0 AND {_NO_EARLIER.format(month="m.month")}
"""
_EVENT_HISTORY = f"""
INSERT INTO overpaid (kind, fund_id, person_id, month, people, paid, rupiah, whole, history_id, evidence, since)
SELECT e.kind, h.fund_id, h.person_id, h.month, 1, h.amount, h.amount, 1, h.id, e.evidence, e.since
FROM overpaid_event e
JOIN overpayments_historyline h ON h.person_id = e.person AND h.month BETWEEN e.first AND e.last
WHERE e.kind <> 'twice' AND {_NO_EARLIER.format(month="h.month")}
"""
_NOT_YET = "NOT EXISTS (SELECT 1 FROM overpaid o WHERE o.history_id = h.id)"
# Our books hold the month: the payer before Payung is the second one, unless ours is to be claimed back already.
_TWICE_BOOKS = f"""
INSERT INTO overpaid (kind, fund_id, person_id, month, people, paid, rupiah, whole, history_id, evidence)
SELECT 'twice', h.fund_id, h.person_id, h.month, 1, h.amount, h.amount, 1, h.id, 'fund:' || f.public_id
FROM overpayments_historyline h
JOIN cover_personmonth m ON m.person_id = h.person_id AND m.month = h.month AND m.withdrawn_by_id IS NULL
JOIN funding_fund f ON f.id = m.fund_id
WHERE m.payment_id IS NOT NULL AND {_NOT_YET}
  AND NOT EXISTS (SELECT 1 FROM overpaid o WHERE o.person_month_id = m.id)
"""
# Of two payers before Payung the later payment is the second one; without days, the one that came in later.
_TWICE_HISTORY = f"""
INSERT INTO overpaid (kind, fund_id, person_id, month, people, paid, rupiah, whole, history_id, evidence)
SELECT 'twice', h.fund_id, h.person_id, h.month, 1, h.amount, h.amount, 1, h.id, MIN('fund:' || f.public_id)
FROM overpayments_historyline h
JOIN overpayments_historyline g ON g.person_id = h.person_id AND g.month = h.month AND g.id <> h.id
JOIN funding_fund f ON f.id = g.fund_id
WHERE {_NOT_YET} AND NOT EXISTS (SELECT 1 FROM overpaid o WHERE o.history_id = g.id)
  AND (g.dated < h.dated OR ((g.dated IS NULL OR h.dated IS NULL OR g.dated = h.dated) AND g.id < h.id))
GROUP BY h.id, h.fund_id, h.person_id, h.month, h.amount
"""
_RELIEF_BOOKS = """
INSERT INTO overpaid (kind, fund_id, programme_id, person_id, month, people, paid, rupiah, whole, bill_id, person_month_id,
    evidence)
SELECT 'relief', m.fund_id, m.programme_id, m.person_id, m.month, 1, m.due, m.due - r.owed, 0, r.bill, m.id, 'law'
FROM overpaid_rate r JOIN cover_personmonth m ON m.bill_line_id = r.line
WHERE m.payment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM overpaid o WHERE o.person_month_id = m.id)
"""
_SINCE = """CREATE TEMPORARY TABLE overpaid_since AS
SELECT person_id, MIN(month) AS month FROM (
    SELECT person_id, month FROM overpayments_historyline WHERE person_id IS NOT NULL
    UNION ALL
    SELECT m.person_id, m.month FROM cover_personmonth m WHERE m.payment_id IS NOT NULL
      AND EXISTS (SELECT 1 FROM overpayments_historyline h WHERE h.person_id = m.person_id)
) paid GROUP BY person_id"""
_PATTERNS = """
SELECT DISTINCT h.file_id, h.month, p.sector, s.month FROM overpayments_historyline h
JOIN people_person p ON p.id = h.person_id JOIN overpaid_since s ON s.person_id = h.person_id
"""
_RELIEF_HISTORY = f"""
INSERT INTO overpaid (kind, fund_id, person_id, month, people, paid, rupiah, whole, history_id, evidence)
SELECT 'relief', h.fund_id, h.person_id, h.month, 1, h.amount, h.amount - r.owed, 0, h.id, 'law'
FROM overpayments_historyline h
JOIN people_person p ON p.id = h.person_id JOIN overpaid_since s ON s.person_id = h.person_id
JOIN overpaid_pattern r ON r.file = h.file_id AND r.month = h.month AND r.sector = p.sector AND r.registered = s.month
WHERE h.amount > r.owed AND {_NOT_YET}
"""
# Money that lies unused on a settled bill of a relief month, up to what the relief took off: the full rate was paid.
_SURPLUS = """
INSERT INTO overpaid (kind, fund_id, programme_id, month, people, paid, rupiah, whole, bill_id, evidence)
SELECT 'relief', fund_id, programme_id, month, people, money, CASE WHEN rest < relief THEN rest ELSE relief END, 0, id, 'bill'
FROM (
    SELECT b.id, b.fund_id, b.programme_id, b.month, b.people, b.total, b.normal - b.total AS relief,
        COALESCE((SELECT SUM(p.amount) FROM billing_payment p WHERE p.bill_id = b.id AND p.state = 'paid'), 0) AS money,
        COALESCE((SELECT SUM(p.settled) FROM billing_payment p WHERE p.bill_id = b.id AND p.state = 'paid'), 0) AS settled,
        COALESCE((SELECT SUM(p.residual) FROM billing_payment p WHERE p.bill_id = b.id AND p.state = 'paid'), 0)
        - COALESCE((SELECT SUM(c.amount) FROM billing_correction c WHERE c.bill_id = b.id), 0)
        - COALESCE((SELECT SUM(i.rupiah) FROM overpayments_item i JOIN overpayments_finding f ON f.id = i.finding_id
            WHERE i.bill_id = b.id AND i.person_id IS NULL AND f.state IN ('claimed', 'refunded', 'refused')), 0) AS rest
    FROM billing_bill b WHERE b.normal > b.total
) bills WHERE settled >= total AND rest > 0
"""
# What was claimed before stays as it was claimed; a whole month later found gives only what is left of it.
_CLAIMED = """FROM overpayments_item i JOIN overpayments_finding f ON f.id = i.finding_id
    WHERE f.state <> 'found' AND i.{key} = overpaid.{key}"""
_FORGET = "DELETE FROM overpaid WHERE EXISTS (SELECT 1 {claimed} AND (i.whole OR overpaid.whole = 0))"
_LESS = """UPDATE overpaid SET rupiah = rupiah - COALESCE((SELECT SUM(i.rupiah) {claimed} AND f.state <> 'refused'), 0)
WHERE whole = 1 AND EXISTS (SELECT 1 {claimed})"""


@contextmanager
def looked() -> Iterator[Any]:
    """The temporary table ``overpaid`` with everything found and not claimed yet; gives a cursor."""
    with connection.cursor() as sql:
        for table in ("overpaid", "overpaid_since"):
            sql.execute(f"DROP TABLE IF EXISTS {table}")
        sql.execute(_TABLE)
        rows = (
            (at, each.person, each.first, each.last, each.kind, each.since, each.evidence)
            for at, each in enumerate(events())
        )
        with staged("overpaid_event", _EVENT, rows):
            sql.execute("CREATE INDEX overpaid_event_person ON overpaid_event (person)")
            sql.execute(_EVENT_BOOKS)
            sql.execute(_EVENT_HISTORY)
        sql.execute("CREATE INDEX overpaid_history ON overpaid (history_id)")
        sql.execute("CREATE INDEX overpaid_month ON overpaid (person_month_id)")
        sql.execute(_TWICE_BOOKS)
        sql.execute(_TWICE_HISTORY)
        _relief(sql)
        for key in ("person_month_id", "history_id"):
            claimed = _CLAIMED.format(key=key)
            sql.execute(_FORGET.format(claimed=claimed))
            sql.execute(_LESS.format(claimed=claimed))
        sql.execute("DELETE FROM overpaid WHERE rupiah <= 0")
        yield sql
        sql.execute("DROP TABLE overpaid")


def _relief(sql: Any) -> None:
    rate = {"line": "int", "bill": "int", "owed": "int"}
    with staged("overpaid_rate", rate, _billed_too_much()):
        sql.execute(_RELIEF_BOOKS)
    sql.execute(_SURPLUS)
    sql.execute(_SINCE)
    sql.execute(_PATTERNS)
    pattern = {"file": "int", "month": "int", "sector": "text", "registered": "int", "owed": "int"}
    with staged("overpaid_pattern", pattern, _owed(sql.fetchall())):
        sql.execute(_RELIEF_HISTORY)
    sql.execute("DROP TABLE overpaid_since")


def _billed_too_much() -> Iterator[tuple[int, int, int]]:
    """Lines of bills above what the law asks today: a relief came out, or was entered, after the bill."""
    costs: dict[tuple[int, bool], Costs] = {}
    lines = (
        BillLine.objects.exclude(bill__fund__payer__in=NO_RELIEF)
        .filter(due__gt=0)
        .annotate(payer=F("bill__fund__payer"), month=F("bill__month"))
        .order_by("pk")
    )
    for pk, bill, month, sector, payer, registered, due, income, jht in lines.values_list(
        "pk", "bill_id", "month", "sector", "payer", "registered", "due",
        "bill__programme__income", "bill__programme__with_jht",
    ).iterator():  # fmt: skip
        cost = costs.setdefault((income, jht), Costs(income, jht))
        owed = _asked(cost, month, sector, payer, registered)
        if owed is not None and owed < due:
            yield pk, bill, owed


def _owed(patterns: list[tuple[int, int, str, int]]) -> Iterator[tuple[int, int, str, int, int]]:
    """What the law asked for each kind of month in the histories, where it asked less than the full rate."""
    files = {
        file.pk: (Costs(file.income, file.with_jht), file.fund.payer)
        for file in HistoryFile.objects.select_related("fund")
    }
    for file, month, sector, registered in sorted(patterns):
        costs, payer = files[file]
        if payer in NO_RELIEF:
            continue
        owed = _asked(costs, month, sector, payer, registered)
        if owed is not None:
            yield file, month, sector, registered, owed


def _asked(costs: Costs, month: int, sector: str, payer: str, registered: int) -> int | None:
    """What is due where a relief holds; None where none does, or the law has no answer."""
    try:
        rate = costs.month(month, sector, payer, registered or month)
    except UnusableInput:
        return None
    return rate.due if rate.due < rate.normal else None
