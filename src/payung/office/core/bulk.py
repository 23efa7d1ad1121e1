"""Bulk writes: COPY on PostgreSQL, executemany on SQLite. Rows are tuples in the order of ``fields``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows without instances; returns how many. Constraints hold as ever; defaults are the caller's."""
    columns = [model._meta.get_field(name).column for name in fields]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    count = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
                    count += 1
        else:
            values = [_for_sqlite(row) for row in rows]
            marks = ", ".join(["%s"] * len(columns))
            if values:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
            count = len(values)
    return count


def _for_sqlite(row: Sequence[Any]) -> list[Any]:
    adapt = connection.ops.adapt_unknown_value
    return [adapt(value) if isinstance(value, date) else value for value in row]
