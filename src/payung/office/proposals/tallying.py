"""How many rows of a kind there are: read from what PostgreSQL keeps of them, counted from the rows on SQLite."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import connection, transaction
from django.db.models import IntegerField, QuerySet, Value

from payung.office.proposals.models import Row, RowTally, Standing

_MADE = import_module("payung.office.proposals.migrations.0004_tally")
_FOLD = f"""
WITH folded AS (DELETE FROM proposals_rowchange RETURNING *)
{_MADE.INTO} SELECT {_MADE.CELL}, SUM(heads) FROM folded GROUP BY {_MADE.CELL} HAVING SUM(heads) <> 0
"""
# Every cell of the rows beside the same cell of what is kept: those that differ.
_DIFFERENT = f"""
SELECT COUNT(*) FROM (
    SELECT {_MADE.CELL} FROM (
        {_MADE._SIDE.format(rows="proposals_row")}
        UNION ALL SELECT {_MADE.CELL}, -heads FROM proposals_rowtally) c
    GROUP BY {_MADE.CELL} HAVING SUM(heads) <> 0) d
"""
HINT = "~"


def counted_rows() -> QuerySet[Any]:
    """Rows that have been checked, each for its ``heads``: rows of the same list, programme, village, outcome,
    standing and reasons. Filters on these are written as for ``Row``."""
    if is_kept():
        return RowTally.objects.all()
    return Row.objects.exclude(standing=Standing.ARRIVING).annotate(heads=Value(1, IntegerField()))


def codes_of(kept: str, *, hints: bool = False) -> set[str]:
    """The reasons in ``Row.codes``, each once."""
    told = [code for code in kept.split(";") if code]
    return {code.removeprefix(HINT) for code in told if hints or not code.startswith(HINT)}


def is_kept() -> bool:
    return connection.vendor == "postgresql"


def differences() -> int:
    """Cells in which what is kept is not what the rows say."""
    if not is_kept():
        return 0
    with connection.cursor() as sql:
        sql.execute(_DIFFERENT)
        return int(sql.fetchone()[0])


def rebuild() -> None:
    """Count the rows anew, as after a load with triggers off."""
    if is_kept():
        with transaction.atomic(), connection.cursor() as sql:
            sql.execute("LOCK TABLE proposals_row IN SHARE MODE")
            sql.execute(_MADE.REBUILD)


def fold() -> None:
    """Put the changes of a day together; whoever changes rows meanwhile is not waited for."""
    if is_kept():
        with transaction.atomic(), connection.cursor() as sql:
            sql.execute(_FOLD)
        with connection.cursor() as sql:
            sql.execute("ANALYZE proposals_rowchange")
