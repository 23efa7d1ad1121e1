"""Reads on complaints, held to areas and places; and what they come to in figures."""

from __future__ import annotations

from statistics import median
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.utils import timezone

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.areas.models import Level as AreaLevel
from payung.office.complaints.models import SEALED, SEALED_ANSWER, Complaint, Kind, Level, State, Step
from payung.office.core.vault import unseal_fields
from payung.office.programmes.models import Programme
from payung.office.workdays.queries import Calendars

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


def figures(user: Any, by: By) -> list[dict[str, Any]]:
    """One row a group: received, open, late, answered, in time, passed on, anonymous, working days to the answer."""
    rows: dict[str, dict[str, Any]] = {}
    held = complaints(user).values_list(
        "pk", "kind", "village__name", "village_id", "received", "state", "due_on", "answered_on", "in_time",
        "level", "anonymous",
    )  # fmt: skip
    raised = set(
        Step.objects.filter(what=Step.What.RAISED, complaint__in=complaints(user)).values_list(
            "complaint_id", flat=True
        )
    )
    calendars, today = Calendars(), timezone.localdate()
    for pk, kind, village, code, received, state, due_on, answered_on, in_time, _level, anonymous in held:
        group = {"kind": kind, "village": village, "month": f"{received:%Y-%m}"}[by]
        row = rows.setdefault(group, _empty(group))
        row["received"] += 1
        row["open"] += state == State.OPEN
        row["late"] += state == State.OPEN and due_on < today
        row["answered"] += state == State.ANSWERED
        row["in_time"] += bool(in_time) and state == State.ANSWERED
        row["raised"] += pk in raised
        row["anonymous"] += anonymous
        if answered_on and state == State.ANSWERED:
            row["days"].append(calendars.of(code).between(received, answered_on))
    return [_closed(row) for _group, row in sorted(rows.items())]


def _empty(group: str) -> dict[str, Any]:
    counts = dict.fromkeys(("received", "open", "late", "answered", "in_time", "raised", "anonymous"), 0)
    return {"group": group, **counts, "days": []}


def _closed(row: dict[str, Any]) -> dict[str, Any]:
    days = row["days"]
    return row | {
        "days": round(median(days)) if days else None,
        "share": round(row["in_time"] * 100 / row["answered"]) if row["answered"] else None,
    }


KIND_WORDS = dict(Kind.choices)
