"""Putting the summary in order: tidied every day, compared with the rows, made anew from them.

On SQLite there is no summary: what it would say is counted from the rows, and nothing here has anything to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.db import connection, transaction

from payung.office.proposals import tallying

_FIRST = import_module("payung.office.summaries.migrations.0001_histories")
_MADE = import_module("payung.office.summaries.migrations.0002_answers").MADE
_WORK = import_module("payung.office.summaries.migrations.0003_work")
_TIDY = """
DELETE FROM summaries_change;
INSERT INTO summaries_change (history_id, people) SELECT history_id, COUNT(*) FROM summaries_standing
    WHERE history_id <> 0 GROUP BY history_id;
DELETE FROM summaries_history h WHERE NOT EXISTS (SELECT 1 FROM summaries_change c WHERE c.history_id = h.id);
DELETE FROM summaries_historymonth m WHERE NOT EXISTS (SELECT 1 FROM summaries_change c WHERE c.history_id = m.history_id);
WITH folded AS (DELETE FROM summaries_workchange RETURNING *)
INSERT INTO summaries_workchange (history_id, work, people) SELECT history_id, work, SUM(people) FROM folded
    GROUP BY history_id, work HAVING SUM(people) <> 0;
"""
_CELL, _OF_ROW = _MADE.columns, _MADE.of_month
# Every cell of the rows beside the same cell of the summary: those that differ.
_CELLS = f"""
SELECT COUNT(*) FROM (
    SELECT {_CELL}, SUM(people) FROM (
        SELECT {_OF_ROW}, COUNT(*) AS people FROM cover_personmonth m JOIN decisions_line l ON l.id = m.line_id
        WHERE m.withdrawn_by_id IS NULL GROUP BY {_OF_ROW}
        UNION ALL SELECT {_CELL}, -people FROM summaries_month) c
    GROUP BY {_CELL} HAVING SUM(people) <> 0) d
"""
_SIDE = _MADE.side.format(rows="cover_personmonth")
# Everybody's own months beside the history that they are counted under.
_PEOPLE = f"""
SELECT COUNT(*) FROM (
    SELECT person_id, bit_xor(key) AS key, bit_xor(other_key) AS other_key FROM ({_SIDE}) c GROUP BY person_id) r
FULL JOIN (SELECT s.person_id, h.key, h.other_key FROM summaries_standing s
    JOIN summaries_history h ON h.id = s.history_id) k ON k.person_id = r.person_id
WHERE r.key IS DISTINCT FROM k.key OR r.other_key IS DISTINCT FROM k.other_key
"""
_HOLD = """
SELECT COUNT(*) FROM (SELECT history_id, SUM(people) AS people FROM summaries_change GROUP BY 1) c
FULL JOIN (SELECT history_id, COUNT(*) AS people FROM summaries_standing WHERE history_id <> 0 GROUP BY 1) s
    ON s.history_id = c.history_id
WHERE COALESCE(c.people, 0) <> COALESCE(s.people, 0)
"""
# People of each history by their work, beside what is kept of them.
_WORKS = f"""
SELECT COUNT(*) FROM (
    SELECT history_id, work FROM (
        {_WORK.OF_PEOPLE} UNION ALL SELECT history_id, work, -people FROM summaries_workchange) c
    GROUP BY history_id, work HAVING SUM(people) <> 0) d
"""
_SIZE = """SELECT (SELECT COUNT(*) FROM cover_personmonth WHERE withdrawn_by_id IS NULL),
    (SELECT COUNT(*) FROM summaries_standing WHERE history_id <> 0), (SELECT COUNT(DISTINCT history) FROM summaries_month),
    (SELECT COUNT(*) FROM summaries_month)"""


@dataclass(frozen=True, slots=True)
class Compared:
    """``cells``, ``persons``, ``histories`` and ``works`` (of histories) that differ between rows and summary, and
    ``proposed``: cells of the proposed rows; the rest is their size."""

    months: int = 0
    people: int = 0
    kinds: int = 0
    lines: int = 0
    cells: int = 0
    persons: int = 0
    histories: int = 0
    works: int = 0
    proposed: int = 0

    @property
    def differences(self) -> int:
        return self.cells + self.persons + self.histories + self.works + self.proposed


def is_kept() -> bool:
    return connection.vendor == "postgresql"


def compare() -> Compared:
    """Count the rows again and hold the summary against them, cell by cell and person by person."""
    if not is_kept():
        return Compared()
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute("SELECT pg_advisory_xact_lock(%s)", [_FIRST.LOCK])
        found: list[int] = []
        for statement in (_SIZE, _CELLS, _PEOPLE, _HOLD, _WORKS):
            sql.execute(statement)
            found += map(int, sql.fetchone())
        found.append(tallying.differences())
    return Compared(*found)


def rebuild() -> None:
    """Make the summary anew from the rows. Acts on person-months wait until it is done."""
    if is_kept():
        with transaction.atomic(), connection.cursor() as sql:
            sql.execute(_MADE.rebuild)
        tallying.rebuild()
        _analyse()


def tidy(day: date | None = None) -> bool:
    """Fold the changes and drop histories that nobody has any more; whether it was done.

    It waits for nobody: where an act on person-months runs, the next day's turn does it.
    """
    if not is_kept():
        return False
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute("SELECT pg_try_advisory_xact_lock(%s)", [_FIRST.LOCK])
        if not sql.fetchone()[0]:
            return False
        sql.execute(_TIDY)
    tallying.fold()
    _analyse()
    return True


def _analyse() -> None:
    with connection.cursor() as sql:
        for table in ("change", "history", "historymonth", "standing", "workchange"):
            sql.execute(f"ANALYZE summaries_{table}")
