"""The person-months of an approved list, made and withdrawn by one statement each.

Person-months belong to the app of cover, which stands to the right of this one; they are reached by their table.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.core.bulk import staged
from payung.office.decisions.models import Decision
from payung.office.funding.rates import Costs
from payung.office.proposals.models import Row, Standing

_RATE = {"month": "int", "sector": "text", "payer": "text", "registered": "int", "due": "int"}
_CREATE = """
INSERT INTO cover_personmonth (person_id, month, programme_id, fund_id, village_id, line_id, planned)
SELECT l.person_id, r.month, %s, l.fund_id, l.village_id, l.id, r.due
FROM decisions_line l
JOIN funding_fund f ON f.id = l.fund_id
JOIN staged_rate r ON r.payer = f.payer AND r.sector = l.sector AND r.registered = l.registered
WHERE l.decision_id = %s AND l.taken
ORDER BY l.person_id, r.month
"""
_WITHDRAW = """
UPDATE cover_personmonth SET withdrawn_by_id = w.decision_id
FROM decisions_withdrawal w
WHERE w.decision_id = %s AND cover_personmonth.line_id = w.line_id AND cover_personmonth.month >= w.from_month
  AND cover_personmonth.bill_line_id IS NULL AND cover_personmonth.withdrawn_by_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM billing_closing k
                  WHERE k.programme_id = cover_personmonth.programme_id AND k.month = cover_personmonth.month)
"""
_GIVE_BACK = """
UPDATE decisions_withdrawal SET
    months = (SELECT COUNT(*) FROM cover_personmonth m
              WHERE m.line_id = decisions_withdrawal.line_id AND m.withdrawn_by_id = decisions_withdrawal.decision_id),
    rupiah = (SELECT COALESCE(SUM(m.planned), 0) FROM cover_personmonth m
              WHERE m.line_id = decisions_withdrawal.line_id AND m.withdrawn_by_id = decisions_withdrawal.decision_id)
WHERE decision_id = %s
"""
_BILLED_AFTER = """
SELECT COUNT(*), COUNT(DISTINCT m.person_id) FROM cover_personmonth m
JOIN decisions_withdrawal w ON w.line_id = m.line_id
WHERE w.decision_id = %s AND m.month >= w.from_month AND m.bill_line_id IS NOT NULL AND m.withdrawn_by_id IS NULL
"""


def create_months(decision: Decision) -> int:
    """Insert every month of every taken line, with what it costs by the law; returns how many."""
    with staged("staged_rate", _RATE, _rates(decision)), connection.cursor() as sql:
        sql.execute(_CREATE, [decision.programme_id, decision.pk])
        made = int(sql.rowcount)
    if made != decision.people * decision.months:
        raise RuntimeError(f"{made} person-months for {decision.people} people")  # a fault of ours
    return made


def _rates(decision: Decision) -> Iterator[tuple[int, str, str, int, int]]:
    """What each combination on the list costs in each month; its sum must be what the list says."""
    programme = decision.programme
    costs = Costs(programme.income, programme.with_jht)
    combinations = (
        decision.lines.filter(taken=True)
        .order_by()
        .values_list("sector", "fund__payer", "registered", "rupiah")
        .distinct()
    )
    known: dict[tuple[str, str, int], int] = {}
    for sector, payer, registered, rupiah in combinations:
        cost = costs.run(decision.first_month, decision.months, sector, payer, registered)
        if cost != rupiah:
            raise UnusableInput(
                Text(
                    "Tarif iuran berubah sejak daftar ini disusun",
                    "The contribution rates changed since this list was generated",
                ),
                Text("Susun daftar baru", "Generate a new list"),
            )
        known[sector, payer, registered] = cost
    for sector, payer, registered in known:
        for month in Month.from_number(decision.first_month).span(decision.months):
            due = costs.month(month.number, sector, payer, registered).due
            yield month.number, sector, payer, registered, due


def withdraw_months(decision: Decision) -> dict[str, int]:
    """Take the unbilled months of those who leave; what was billed after their leaving stays and is counted, and so
    do the months whose books are closed."""
    leaving = decision.withdrawals.count()
    if not leaving:
        return {}
    with connection.cursor() as sql:
        sql.execute(_WITHDRAW, [decision.pk])
        sql.execute(_GIVE_BACK, [decision.pk])
        sql.execute(_BILLED_AFTER, [decision.pk])
        billed, people = sql.fetchone()
    Row.objects.filter(lines__withdrawals__decision=decision).update(standing=Standing.DROPPED)
    months = sum(decision.withdrawals.values_list("months", flat=True))
    return {
        "withdrawn": leaving,
        "withdrawn_months": months,
        "billed_after": billed,
        "billed_after_people": people,
    }
