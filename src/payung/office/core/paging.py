"""Which rows stand on a page, asked so that a list of a million rows is neither sorted nor read whole."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet


def page_of(rows: QuerySet[Any], start: int, end: int) -> QuerySet[Any]:
    """The rows from ``start`` to ``end``: which they are is found from the order alone, and what a page shows of a
    row is then read for these and not for all the rows before them."""
    query = rows.query
    if query.combinator or query.distinct or query.group_by is not None or rows._fields is not None:  # type: ignore[attr-defined]
        return rows[start:end]
    return rows.filter(pk__in=list(rows.values_list("pk", flat=True)[start:end]))


def may_be_empty(rows: QuerySet[Any], path: str) -> bool:
    """Whether an order must say where nulls go; said of a column that has none, it keeps indexes from being used."""
    model = rows.model
    if path in rows.query.annotations:
        return True
    for part in path.split("__"):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if field.null or not field.concrete:
            return True
        model = field.related_model or model
    return False


def only_summed(rows: QuerySet[Any], paths: set[str]) -> QuerySet[Any]:
    """The rows with nothing but what is added up: the rest would be worked out for every one of them."""
    query = rows.query
    plain = query.group_by is None and not query.distinct and not query.combinator
    return rows.values("pk", *paths) if plain and query.annotations and rows._fields is None else rows  # type: ignore[attr-defined]
