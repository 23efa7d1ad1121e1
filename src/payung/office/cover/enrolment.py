"""Reads for the enrolment pages: decisions on their way to BPJS, a return list before it is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from payung.exchange.bpjs_return import read_return
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.cover.matching import judge, known
from payung.office.cover.models import Verdict
from payung.office.decisions.models import Decision, State
from payung.office.summaries.counted import counted, of_decision, people

_MAYS = (May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT, May.ISSUE_CARDS)


def decisions(user: Any) -> QuerySet[Decision]:
    """Approved decisions of the user's areas, with how many people still hold a month and are enrolled."""
    seen = scope(user, *_MAYS).within("programme__area")
    which = Decision.objects.filter(seen, state=State.APPROVED)
    key = of_decision()
    held = people(counted().filter(**{f"{key}__in": which.order_by().values("pk")}), F(key))
    return which.select_related("programme", "programme__area").annotate(
        covered=_told({pk: all_ for pk, (all_, _enrolled, _owed) in held.items()}),
        enrolled=_told({pk: enrolled for pk, (_all, enrolled, _owed) in held.items()}),
    )


def _told(figures: Mapping[int, int]) -> Case:
    """Figures that are counted already as a column: decisions are few, their person-months many."""
    return Case(
        *(When(pk=pk, then=Value(figure)) for pk, figure in figures.items()),
        default=Value(0),
        output_field=IntegerField(),
    )


def villages(decision: Decision) -> list[Mapping[str, Any]]:
    """Villages of the decision with their people, and those whom BPJS holds."""
    found = people(counted().filter(**{of_decision(): decision}), F("village_id"))
    named = Area.objects.filter(pk__in=list(found)).order_by("code").values_list("code", "name")
    return [
        {"village_id": code, "village__name": name, "people": found[code][0], "enrolled": found[code][1]}
        for code, name in named
    ]


def preview(decision: Decision, path: Path, file_name: str) -> dict[str, int]:
    """How many rows of a return list fall under each verdict; nothing is kept. Raises UnusableInput."""
    listed = read_return(path, file_name)
    counts = Counter(answer.verdict for answer in judge(listed, known(decision, listed)))
    return {verdict.value: counts[verdict] for verdict in Verdict}
