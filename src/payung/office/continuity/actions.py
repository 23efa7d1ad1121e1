"""The count itself: everybody's standing, written in one transaction, one statement for all people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, fields
from datetime import date
from typing import Any

from django.db import connection, transaction

from payung.law.month import Month
from payung.office.accounts.permissions import May, Refused, scope
from payung.office.continuity.models import Count, Tally, Watch
from payung.office.continuity.patterns import Answer, answer
from payung.office.core.bulk import staged
from payung.office.journal.acts import act, record

_KEY = 1_000_000_000  # a month and an id in one number, so that the id of the last month is a plain maximum

# Everybody ever decided: the paid months, what is open up to this month and at which gate the first open month
# stands, and whether a later decision took the person out for good.
_BASE = """
CREATE TEMPORARY TABLE continuity_base AS
SELECT b.*, CASE WHEN s.since IS NULL THEN '' ELSE CAST(s.since AS text) END AS since
FROM (
    SELECT person_id,
        COALESCE({months}, '') AS paid,
        MAX(CASE WHEN withdrawn_by_id IS NULL THEN month END) AS last_month,
        MAX(CASE WHEN withdrawn_by_id IS NOT NULL THEN month END) AS taken_out,
        MAX(CASE WHEN withdrawn_by_id IS NULL THEN CAST(month AS bigint) * {key} + fund_id END) AS fund_key,
        MAX(CASE WHEN withdrawn_by_id IS NULL THEN CAST(month AS bigint) * {key} + programme_id END) AS programme_key,
        SUM(CASE WHEN {open} THEN 1 ELSE 0 END) AS open_months,
        SUM(CASE WHEN {open} THEN COALESCE(due, planned) ELSE 0 END) AS needed,
        MIN(CASE WHEN {open} THEN month * 10 +
            CASE WHEN enrolled_by_id IS NULL THEN 1 WHEN bill_line_id IS NULL THEN 2 ELSE 3 END
        END) % 10 AS gate
    FROM cover_personmonth GROUP BY person_id
) b LEFT JOIN cover_membership s ON s.person_id = b.person_id
WHERE b.last_month IS NOT NULL AND (b.taken_out IS NULL OR b.taken_out <= b.last_month)
"""
_OPEN = "withdrawn_by_id IS NULL AND payment_id IS NULL AND month <= {now}"
_PAID = "CASE WHEN payment_id IS NOT NULL AND withdrawn_by_id IS NULL THEN month END"
_MONTHS = {
    "postgresql": f"STRING_AGG(CAST({_PAID} AS text), ',' ORDER BY month)",
    "sqlite": f"GROUP_CONCAT({_PAID})",
}
_COLUMNS = [field.name for field in fields(Answer)]
_STAGED = {
    "paid": "text",
    "since": "text",
    "standing": "text",
    "paid_months": "int",
    "paid_until": "int",
    "owed_months": "int",
    "death_now": "int",
    "doubted": "int",
    "arrears_on": "date",
    "earliest_end_on": "date",
    "ends_on": "date",
    "full_on": "date",
    "scholarship_on": "date",
}
# By name, so that of those whom a day concerns the list shows them so without sorting a million.
_FILL = """
INSERT INTO continuity_watch (person_id, village_id, fund_id, programme_id, cause, open_months, needed, {columns})
SELECT b.person_id, p.village_id, b.fund_key % {key}, b.programme_key % {key},
    CASE b.gate WHEN 1 THEN 'not_enrolled' WHEN 2 THEN 'not_billed' WHEN 3 THEN 'unpaid'
        ELSE CASE WHEN b.last_month > {now} AND b.last_month > COALESCE(a.paid_until, 0) OR a.paid_until > {now}
            THEN 'none' ELSE 'no_decree' END
    END,
    b.open_months, b.needed, {answers}
FROM continuity_base b
JOIN people_person p ON p.id = b.person_id
JOIN continuity_answer a ON a.paid = b.paid AND a.since = b.since
ORDER BY p.name, p.id
"""
_GROUP = "village_id, fund_id, standing, cause, arrears_on, ends_on, full_on, scholarship_on"
_TALLY = f"""
INSERT INTO continuity_tally ({_GROUP}, heads, needed, death_now)
SELECT {_GROUP}, COUNT(*), SUM(needed), SUM(death_now) FROM continuity_watch GROUP BY {_GROUP}
"""


@act("continuity.count")
def count(actor: Any, day: date) -> Count:
    """State everybody's standing on a day. ``actor`` None is the office itself, once a day.

    Raises Refused for whoever neither pays nor decides.
    """
    if actor is not None and not may_count(actor):
        raise Refused(May.RECORD_PAYMENTS)
    now = Month.of(day).number
    with connection.cursor() as sql:
        sql.execute("DROP TABLE IF EXISTS continuity_base")
        sql.execute(
            _BASE.format(
                months=_MONTHS[connection.vendor],
                key=_KEY,
                open=_OPEN.format(now=now),
            )
        )
        sql.execute("SELECT DISTINCT paid, since FROM continuity_base")
        patterns = sql.fetchall()
    with staged("continuity_answer", _STAGED, _answers(patterns, day)), connection.cursor() as sql:
        Watch.objects.all()._raw_delete(using=connection.alias)
        answers = ", ".join(f"a.{name} = 1" if name == "doubted" else f"a.{name}" for name in _COLUMNS)
        sql.execute(_FILL.format(columns=", ".join(_COLUMNS), answers=answers, key=_KEY, now=now))
        people = sql.rowcount
        sql.execute("DROP TABLE continuity_base")
        Tally.objects.all()._raw_delete(using=connection.alias)
        sql.execute(_TALLY)
    made = Count.objects.create(day=day, people=people)
    record("continuity", facts={"day": day.isoformat(), "people": people, "patterns": len(patterns)})
    return made


def may_count(user: Any) -> bool:
    return bool(scope(user, May.RECORD_PAYMENTS)) or bool(scope(user, May.SUBMIT_DECISION))


def _answers(patterns: list[tuple[str, str]], day: date) -> Iterator[tuple[Any, ...]]:
    for paid, since in patterns:
        found = answer(paid, date.fromisoformat(since) if since else None, day)
        yield paid, since, found.standing.value, *map(_plain, astuple(found)[1:])


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def count_if_due(day: date) -> Count | None:
    """The office's own count of the day, unless there is one."""
    if Count.objects.filter(day=day).exists():
        return None
    with transaction.atomic():
        return count(None, day)
