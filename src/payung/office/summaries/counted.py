"""Person-months for counting: histories with their people where the database keeps them, else each row by itself."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import F, IntegerField, QuerySet, Value

from payung.office.summaries.keeping import is_kept
from payung.office.summaries.models import SummaryMonth


def counted() -> QuerySet[Any]:
    """Standing person-months by ``history``, each row for its ``heads``: people who share it.

    Whoever groups by ``history`` first counts each person once; ``heads`` is then the number of people of the group.
    Filters on programme, fund, village, month and the gates are written as for ``cover.PersonMonth``.
    """
    if is_kept():
        return SummaryMonth.objects.annotate(heads=F("people"))
    rows = apps.get_model("cover", "PersonMonth").objects.filter(withdrawn_by=None)
    return rows.annotate(history=F("person_id"), heads=Value(1, IntegerField()))
