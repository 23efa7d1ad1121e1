"""Person-months for counting: histories with their people where the database keeps them, else each row by itself."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, IntegerField, QuerySet, Sum, Value

from payung.office.summaries.keeping import is_kept
from payung.office.summaries.models import MonthOfPerson, SummaryMonth, SummaryWork


def counted() -> QuerySet[Any]:
    """Standing person-months by ``history``, each row for its ``heads``: people who share it.

    Whoever groups by ``history`` first counts each person once; ``heads`` is then the number of people of the group.
    Filters on programme, fund, village, month and the gates are written as for ``cover.PersonMonth``.
    """
    rows: QuerySet[Any] = SummaryMonth.objects.annotate(heads=F("people")) if is_kept() else _rows()
    return rows


def counted_by_work() -> QuerySet[Any]:
    """The same by ``work`` as well, as it is written with each person: people of one history are apart by it."""
    work: QuerySet[Any] = SummaryWork.objects.annotate(heads=F("people"))
    return work if is_kept() else _rows().annotate(work=F("person__occupation"))


def _rows() -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model("cover", "PersonMonth").objects.filter(withdrawn_by=None)
    each: QuerySet[Any] = rows.annotate(history=F("person_id"), heads=Value(1, IntegerField()))
    return each


def of_persons() -> QuerySet[Any]:
    """Standing months to be looked up by ``person_id``, with ``month``, the gates bill_line and payment, planned, due."""
    months: QuerySet[Any] = (
        MonthOfPerson.objects.all()
        if is_kept()
        else apps.get_model("cover", "PersonMonth").objects.filter(withdrawn_by=None)
    )
    return months


def of_decision() -> str:
    """The name by which ``counted`` rows are filtered by decision."""
    return "decision" if is_kept() else "line__decision"


def people(
    rows: QuerySet[Any], key: Any, gate: str = "enrolled_by", *, apart: tuple[str, ...] = ()
) -> dict[Any, tuple[int, int, int]]:
    """For each value of ``key``: people with a month, people with one past the gate, and the rupiah due.

    ``apart`` names what else tells people of one history apart: the work of ``counted_by_work``.
    """
    past = (
        rows.order_by()
        .values("history", "heads", *apart, group_key=key)
        .annotate(passed=Count(gate), owed=Sum("due", default=0))
    )
    try:
        inner, params = past.query.sql_with_params()
    except EmptyResultSet:  # the user's duties reach nothing
        return {}
    with connection.cursor() as sql:
        sql.execute(
            "SELECT group_key, SUM(heads), SUM(CASE WHEN passed > 0 THEN heads ELSE 0 END), SUM(owed * heads) "
            f"FROM ({inner}) AS of_person GROUP BY group_key",
            params,
        )
        return {key: (int(all_), int(past), int(owed)) for key, all_, past, owed in sql.fetchall()}
