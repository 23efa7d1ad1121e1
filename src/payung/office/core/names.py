"""Looking for people by the beginning of a name, in lists of a million."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Collate, Concat, Upper

_LAST = "\U0010ffff"  # no letter comes after it
FOLDED = "folded_name"


def folded(path: str = "name") -> Collate | Upper:
    """A name as the indexes order it: small and capital letters alike."""
    return Collate(Upper(path), "C") if connection.vendor == "postgresql" else Upper(path)


def begins_with(rows: QuerySet[Any], words: str, path: str = "name") -> QuerySet[Any]:
    """Rows whose name begins so, small or capital letters; ``folded_name`` is the order in which they are found.

    On PostgreSQL the names of people and of proposed rows are indexed so (migrations ``*_folded_names``).
    """
    words = words.strip()
    found: QuerySet[Any] = rows.alias(**{FOLDED: folded(path)})
    if connection.vendor != "postgresql":
        return found.filter(**{f"{path}__istartswith": words})
    begin = Upper(Value(words))
    return found.filter(**{f"{FOLDED}__gte": begin, f"{FOLDED}__lt": Concat(begin, Value(_LAST))})
