"""Bulk writes: COPY on PostgreSQL, executemany on SQLite. Rows are tuples in the order of ``fields``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, models

_BATCH = 50_000
# The few kinds of column that staged rows have, in each database's words.
_KINDS = {
    "postgresql": {"text": "text", "int": "bigint", "date": "date", "bytes": "bytea", "time": "timestamptz"},
    "sqlite": {"text": "text", "int": "bigint", "date": "date", "bytes": "blob", "time": "datetime"},
}


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows without instances; returns how many. Constraints hold as ever; defaults are the caller's."""
    columns = [str(getattr(model._meta.get_field(name), "column")) for name in fields]  # noqa: B009
    return _copy(model._meta.db_table, columns, rows)


@contextmanager
def staged(table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> Iterator[int]:
    """Rows in a temporary table for the length of the block, so that one statement can join them; gives how many.

    ``columns`` maps names to text, int, date, bytes or time. Must run inside a transaction, which also clears
    the table away where the block raises.
    """
    kinds = _KINDS[connection.vendor]
    shape = ", ".join(f"{name} {kinds[kind]}" for name, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({shape})")
    count = _copy(table, list(columns), rows)
    if connection.vendor == "postgresql":  # without figures the planner takes the table for a small one
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {table}")
    yield count
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")


def _copy(table_name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    table = connection.ops.quote_name(table_name)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    count = 0
    rows = iter(rows)
    # A batch is whole before it is sent: rows may themselves come from this connection, which COPY occupies.
    while batch := list(islice(rows, _BATCH)):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns))
                values = [_for_sqlite(row) for row in batch]
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
        count += len(batch)
    return count


def _for_sqlite(row: Sequence[Any]) -> list[Any]:
    adapt = connection.ops.adapt_unknown_value
    return [adapt(value) if isinstance(value, date) else value for value in row]
