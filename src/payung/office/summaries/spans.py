"""Months of many people, each from a month of their own to another: added up by the histories that people share.

The same statements run over the rows themselves where no histories are kept (SQLite): a history is then a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from payung.office.summaries.keeping import is_kept

_LAST = 999912
_KEPT = ("summaries_standing", "summaries_historymonth")
_ROWS = (
    "(SELECT id AS person_id, id AS history_id FROM people_person)",
    """(SELECT m.person_id AS history_id, m.month, l.decision_id, m.bill_line_id, m.payment_id, m.planned, m.due
    FROM cover_personmonth m JOIN decisions_line l ON l.id = m.line_id WHERE m.withdrawn_by_id IS NULL)""",
)
_ADDED = """
WITH s AS ({spans}), g AS (
    SELECT k.history_id, s.from_month, s.to_month, COUNT(*) AS n FROM s JOIN {standing} k ON k.person_id = s.of_person
    GROUP BY k.history_id, s.from_month, s.to_month
)
SELECT SUM(g.n),
    SUM(CASE WHEN m.bill_line_id IS NOT NULL THEN g.n ELSE 0 END),
    SUM(CASE WHEN m.payment_id IS NOT NULL THEN g.n ELSE 0 END),
    SUM(CASE WHEN m.bill_line_id IS NULL THEN g.n * m.planned ELSE 0 END),
    SUM(CASE WHEN m.payment_id IS NOT NULL THEN g.n * m.due ELSE 0 END)
FROM g JOIN {months} m ON m.history_id = g.history_id AND m.month BETWEEN g.from_month AND g.to_month
"""
# The earliest month of each person counts; who was taken off the decree already is not taken off again.
_UNBILLED = """
WITH d (id, ends) AS (VALUES {decisions}), s AS ({spans}), f AS (
    SELECT k.person_id, k.history_id, d.id AS decision_id, MIN(s.from_month) AS from_month
    FROM s JOIN {standing} k ON k.person_id = s.of_person
    JOIN {months} o ON o.history_id = k.history_id AND o.bill_line_id IS NULL
    JOIN d ON d.id = o.decision_id AND s.to_month >= d.ends
    WHERE NOT EXISTS (SELECT 1 FROM decisions_withdrawal w JOIN decisions_decision a ON a.id = w.decision_id
        JOIN decisions_line t ON t.id = w.line_id
        WHERE a.state = 'approved' AND t.decision_id = d.id AND t.person_id = k.person_id)
    GROUP BY k.person_id, k.history_id, d.id
), g AS (
    SELECT history_id, decision_id, from_month, COUNT(*) AS n FROM f GROUP BY history_id, decision_id, from_month
), u AS (
    SELECT g.decision_id, g.n, COUNT(*) AS months, SUM(m.planned) AS planned FROM g
    JOIN {months} m ON m.history_id = g.history_id AND m.decision_id = g.decision_id AND m.bill_line_id IS NULL
        AND m.month >= g.from_month
    GROUP BY g.history_id, g.decision_id, g.from_month, g.n
)
SELECT decision_id, SUM(n), SUM(n * months), SUM(n * planned) FROM u GROUP BY decision_id
"""


@dataclass(frozen=True, slots=True)
class Added:
    """Standing person-months: all, past two gates; rupiah planned for those not billed, and due of those paid."""

    months: int = 0
    billed: int = 0
    paid: int = 0
    planned: int = 0
    due: int = 0


@dataclass(frozen=True, slots=True)
class Unbilled:
    """Of a decision: people with months that are not billed, those months, and what was planned for them."""

    people: int
    months: int
    planned: int


def relations() -> tuple[str, str]:
    """SQL for people with their history, and for the standing months of a history with what they passed."""
    return _KEPT if is_kept() else _ROWS


def added(spans: QuerySet[Any]) -> Added:
    """What the months add up to of rows with ``person``, ``first_month`` and ``last_month`` (null: without end)."""
    rows = _asked(_ADDED, spans)
    return Added(*(int(value or 0) for value in rows[0])) if rows else Added()


def unbilled(spans: QuerySet[Any], ends: Mapping[int, int]) -> dict[int, Unbilled]:
    """By decision, of people whose span reaches its end: ``ends`` gives that month of the decisions asked for."""
    if not ends:
        return {}
    marks = ", ".join(["(%s, %s)"] * len(ends))
    pairs = [number for pair in ends.items() for number in pair]
    rows = _asked(_UNBILLED, spans, pairs, decisions=marks)
    return {int(row[0]): Unbilled(*map(int, row[1:])) for row in rows}


def _asked(
    statement: str, spans: QuerySet[Any], before: Sequence[int] = (), **more: str
) -> list[tuple[Any, ...]]:
    whole = spans.order_by().exclude(first_month=None)
    narrowed = whole.values(
        of_person=F("person_id"),
        from_month=F("first_month"),
        to_month=Coalesce("last_month", Value(_LAST)),
    )
    try:
        inner, params = narrowed.query.sql_with_params()
    except EmptyResultSet:  # the user's duties reach nothing
        return []
    standing, months = relations()
    with connection.cursor() as sql:
        sql.execute(
            statement.format(spans=inner, standing=standing, months=months, **more), [*before, *params]
        )
        rows: list[tuple[Any, ...]] = sql.fetchall()
        return rows
