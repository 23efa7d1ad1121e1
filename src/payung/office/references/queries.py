"""Reads on reference lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.references.models import Kind, ReferenceList


def visible(user: Any) -> QuerySet[ReferenceList]:
    """Lists of the user's areas and of the areas above them: a province's registry serves its regencies."""
    return ReferenceList.objects.filter(scope(user, May.SEE_REFERENCES).around("area")).select_related(
        "area", "uploaded_by"
    )


def areas_for_adding(user: Any) -> QuerySet[Area]:
    """Where the user may add a list: provinces, regencies and kecamatan of theirs, and villages of their own."""
    return Area.objects.filter(scope(user, May.MANAGE_REFERENCES).within("")).order_by("code")


def latest(area_code: str, on: date | None = None) -> dict[Kind, ReferenceList]:
    """The newest list of each kind, as of a day, that covers the area: its own, or that of an area above."""
    parts = area_code.split(".")
    above = [".".join(parts[:n]) for n in range(1, len(parts) + 1)]
    newest: dict[Kind, ReferenceList] = {}
    lists = ReferenceList.objects.filter(area_id__in=above)
    for each in (lists.filter(dated__lte=on) if on else lists).order_by("dated", "id"):
        newest[Kind(each.kind)] = each
    return newest


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an area stands with one kind: the newest list, and how old it is."""

    kind: Kind
    newest: ReferenceList | None
    days: int | None


def standing(area_code: str, today: date) -> list[Standing]:
    """One line per kind, those without a list included: an empty page teaches what is missing."""
    newest = latest(area_code)
    return [
        Standing(kind, newest.get(kind), (today - newest[kind].dated).days if kind in newest else None)
        for kind in Kind
    ]
