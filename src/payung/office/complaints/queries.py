"""Reads on complaints, held to areas and places; and what they come to in figures."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.areas.models import Level as AreaLevel
from payung.office.complaints.models import SEALED, SEALED_ANSWER, Complaint, Kind, Level, State, Step
from payung.office.core.vault import unseal_fields
from payung.office.programmes.models import Programme

By = Literal["kind", "village", "month"]


def complaints(user: Any) -> QuerySet[Complaint]:
    """Those of the user's areas. What was passed on, or is about money asked for, only for those above."""
    low = Q(level=Level.VERIFIER) & scope(user, May.ANSWER_COMPLAINT).within("village")
    high = scope(user, May.LEAD_COMPLAINT, May.INSPECT_COMPLAINT).within("village")
    return Complaint.objects.filter(low | high).select_related("village")


def to_answer(user: Any) -> QuerySet[Complaint]:
    """What waits for this user's answer."""
    mine = (
        Q(level=Level.VERIFIER) & scope(user, May.ANSWER_COMPLAINT).within("village")
        | Q(level=Level.MANAGER) & scope(user, May.LEAD_COMPLAINT).within("village")
        | Q(level=Level.INSPECTORATE) & scope(user, May.INSPECT_COMPLAINT).within("village")
    )
    return Complaint.objects.filter(mine, state=State.OPEN)


def told(complaint: Complaint) -> dict[str, Any]:
    """The words, and name and phone where they were given."""
    return unseal_fields(complaint.sealed, SEALED)


def answer_of(complaint: Complaint) -> str:
    if complaint.state != State.ANSWERED or not complaint.answer:
        return ""
    return str(unseal_fields(complaint.answer, SEALED_ANSWER)["words"])


def by_ticket(ticket: str) -> Complaint | None:
    """As a citizen types it: with spaces or hyphens, in small letters or large."""
    plain = "".join(sign for sign in ticket.lower() if sign.isalnum())
    return Complaint.objects.filter(public_id=plain).first()


def regencies() -> list[Area]:
    """Where a programme runs, and so where there is somebody to complain to."""
    codes = set(Programme.objects.order_by().values_list("area_id", flat=True).distinct())
    inside = Q(code__in={code[:5] for code in codes}) | Q(province__in={c for c in codes if len(c) == 2})
    return list(Area.objects.filter(inside, level=AreaLevel.REGENCY).order_by("name"))


def villages(regency: str) -> QuerySet[Area]:
    return Area.objects.filter(regency=regency, level=AreaLevel.VILLAGE).select_related("parent")


_GROUPS: dict[By, Any] = {
    "kind": F("kind"),
    "village": F("village__name"),
    "month": TruncMonth("received"),
}


def figures(user: Any, by: By) -> list[dict[str, Any]]:
    """One row a group: received, open, late, answered, in time, passed on, anonymous, working days to the answer."""
    open_, answered = Q(state=State.OPEN), Q(state=State.ANSWERED)
    passed_on = Exists(Step.objects.filter(complaint=OuterRef("pk"), what=Step.What.RAISED))
    held = complaints(user).order_by().annotate(was_raised=passed_on).values(group=_GROUPS[by])
    rows = held.annotate(
        received=Count("pk"),
        open=Count("pk", filter=open_),
        late=Count("pk", filter=open_ & Q(due_on__lt=timezone.localdate())),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(in_time=True)),
        raised=Count("pk", filter=Q(was_raised=True)),
        anonymous=Count("pk", filter=Q(anonymous=True)),
    )
    spans: dict[Any, list[tuple[int, int]]] = defaultdict(list)
    told = held.filter(answered, days__isnull=False).order_by("group", "days")
    for group, days, count in told.values_list("group", "days").annotate(count=Count("pk")):
        spans[group].append((days, count))
    made = [_closed(dict(row), _median(spans[row["group"]]), by) for row in rows]
    return sorted(made, key=lambda row: str(row["group"]))


def _median(spans: list[tuple[int, int]]) -> int | None:
    """Of days with how often each was needed, in order."""
    total = sum(count for _days, count in spans)
    if not total:
        return None
    middle, passed = [], 0
    for days, count in spans:
        for place in ((total - 1) // 2, total // 2):
            if passed <= place < passed + count:
                middle.append(days)
        passed += count
    return round(sum(middle) / len(middle))


def _closed(row: dict[str, Any], days: int | None, by: By) -> dict[str, Any]:
    group = f"{row['group']:%Y-%m}" if by == "month" else row["group"]
    share = round(row["in_time"] * 100 / row["answered"]) if row["answered"] else None
    return row | {"group": group, "days": days, "share": share}


KIND_WORDS = dict(Kind.choices)
