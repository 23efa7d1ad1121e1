"""Reads for the enrolment pages: decisions on their way to BPJS, a return list before it is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from payung.exchange.bpjs_return import read_return
from payung.office.accounts.permissions import May, scope
from payung.office.cover.matching import judge, known
from payung.office.cover.models import PersonMonth, Verdict
from payung.office.decisions.models import Decision, State

_MAYS = (May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT, May.ISSUE_CARDS)


def decisions(user: Any) -> QuerySet[Decision]:
    """Approved decisions of the user's areas, with how many people still hold a month and are enrolled."""
    held = PersonMonth.objects.filter(line__decision=OuterRef("pk"), withdrawn_by=None).order_by()
    counted = held.values("line__decision")
    return (
        Decision.objects.filter(scope(user, *_MAYS).within("programme__area"), state=State.APPROVED)
        .select_related("programme", "programme__area")
        .annotate(
            covered=_people(counted, Q()),
            enrolled=_people(counted, Q(enrolled_by__isnull=False)),
        )
    )


def _people(counted: QuerySet[Any], gate: Q) -> Coalesce:
    people = counted.filter(gate).annotate(people=Count("person", distinct=True)).values("people")
    return Coalesce(Subquery(people), 0)


def villages(decision: Decision) -> list[Mapping[str, Any]]:
    """Villages of the decision with their people, and those whom BPJS holds."""
    found = (
        PersonMonth.objects.filter(line__decision=decision, withdrawn_by=None)
        .order_by("village_id")
        .values("village_id", "village__name")
        .annotate(
            people=Count("person", distinct=True),
            enrolled=Count("person", distinct=True, filter=Q(enrolled_by__isnull=False)),
        )
    )
    return [dict(each) for each in found]


def preview(decision: Decision, path: Path, file_name: str) -> dict[str, int]:
    """How many rows of a return list fall under each verdict; nothing is kept. Raises UnusableInput."""
    listed = read_return(path, file_name)
    counts = Counter(answer.verdict for answer in judge(listed, known(decision, listed)))
    return {verdict.value: counts[verdict] for verdict in Verdict}
