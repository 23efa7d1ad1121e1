"""Drawing a sample anybody can draw again: numbers from SHA-256 of seed and counter, positions in the ledger's order.

Simple: position = 1 + SHA-256("seed:i") mod population, for i = 0, 1, 2, ... until enough different ones are there.
Monetary (systematic, one random start): interval = rupiah / size, whole; start = 1 + SHA-256("seed:0") mod interval;
the rupiah start, start + interval, start + 2 x interval, ... are hit, and with each the person-month that holds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from payung.office.audit.models import Method
from payung.office.cover.models import PersonMonth
from payung.office.cover.months import GATES
from payung.office.reconciliation import asking
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.figures import room

MOST = 5_000  # rows that somebody can look at by hand


def number(seed: str, counter: int, beyond: int) -> int:
    """A number from 0 on below ``beyond``; the same everywhere.

    >>> number("2026", 0, 1000), number("2026", 1, 1000)
    (31, 467)
    """
    return int.from_bytes(hashlib.sha256(f"{seed}:{counter}".encode()).digest(), "big") % beyond


def positions(seed: str, size: int, population: int) -> list[int]:
    """Different places from 1 on, in their order."""
    if size >= population:
        return list(range(1, population + 1))
    chosen: set[int] = set()
    counter = 0
    while len(chosen) < size:
        chosen.add(1 + number(seed, counter, population))
        counter += 1
    return sorted(chosen)


@dataclass(frozen=True, slots=True)
class Item:
    person_month: int
    position: int
    rupiah: int
    hits: int = 1


@dataclass(frozen=True, slots=True)
class Draw:
    population: int
    rupiah: int
    interval: int
    start: int
    items: list[Item]


def population(user: Any, asked: Asked, gate: str) -> QuerySet[PersonMonth]:
    """The person-months that stand at a gate, each with its ``amount``: what the bill says, else what was decided."""
    rows = asking.months(user, asked).filter(GATES[gate])
    return rows.annotate(amount=Coalesce(F("due"), F("planned")))


def draw(rows: QuerySet[PersonMonth], method: str, seed: str, size: int) -> Draw:
    """The sample. ``rows`` as ``population`` gives them; an empty population gives an empty sample."""
    sums = rows.order_by().aggregate(n=Count("pk"), rupiah=Sum("amount", default=0))
    count, rupiah = int(sums["n"]), int(sums["rupiah"])
    size = min(size, MOST)
    if not count or (method == Method.MONETARY and not rupiah):
        return Draw(count, rupiah, 0, 0, [])
    if method == Method.SIMPLE:
        return Draw(count, rupiah, 0, 0, _at(rows, positions(seed, size, count)))
    size = min(size, rupiah)
    interval = rupiah // size
    start = 1 + number(seed, 0, interval)
    return Draw(count, rupiah, interval, start, _hit(rows, start, interval, size))


def _numbered(rows: QuerySet[PersonMonth]) -> tuple[str, tuple[Any, ...]]:
    fields = ("id", "person_id", "month", "amount")
    inner, params = rows.order_by().values(*fields).query.sql_with_params()
    return (
        "SELECT id, amount, ROW_NUMBER() OVER o AS position, SUM(amount) OVER o AS reached"
        f" FROM ({inner}) p WINDOW o AS (ORDER BY person_id, month, id ROWS UNBOUNDED PRECEDING)",
        params,
    )


def _asked(sql: str, params: tuple[Any, ...]) -> Iterator[Item]:
    with room(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        for row in cursor.fetchall():
            yield Item(*map(int, row))


def _at(rows: QuerySet[PersonMonth], places: list[int]) -> list[Item]:
    try:
        numbered, params = _numbered(rows)
    except EmptyResultSet:
        return []
    marks = ", ".join(map(str, places))  # whole numbers of our own making
    return list(
        _asked(
            f"SELECT id, position, amount FROM ({numbered}) n WHERE position IN ({marks}) ORDER BY position",
            params,
        )
    )


def _hit(rows: QuerySet[PersonMonth], start: int, interval: int, size: int) -> list[Item]:
    """Those that hold a hit rupiah; up to the rupiah r, (r - start + interval) / interval of them lie, at most size."""
    try:
        numbered, params = _numbered(rows)
    except EmptyResultSet:
        return []

    def upto(rupiah: str) -> str:
        hits = f"(({rupiah}) - {start} + {interval}) / {interval}"
        return f"CASE WHEN {hits} > {size} THEN {size} ELSE {hits} END"

    whole = "CAST(reached AS bigint)"
    hits = f"{upto(whole)} - {upto(f'{whole} - amount')}"
    return list(
        _asked(
            f"SELECT id, position, amount, hits FROM (SELECT id, position, amount, {hits} AS hits FROM ({numbered}) n) h"
            " WHERE hits > 0 ORDER BY position",
            params,
        )
    )
