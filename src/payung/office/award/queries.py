"""What pages ask of the award."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from payung.office.accounts.permissions import May, Scope, scope
from payung.office.areas.models import Area, Level
from payung.office.award.models import Innovation, Scheme


def managing(user: Any) -> Scope:
    return scope(user, May.MANAGE_AWARD)


def areas(user: Any) -> QuerySet[Area]:
    return Area.objects.filter(managing(user).within(""), level=Level.REGENCY)


def schemes(user: Any) -> QuerySet[Scheme]:
    """Every version, of the user's areas."""
    return Scheme.objects.filter(scope(user, May.SEE_AWARD).within("area")).select_related("area")


def newest(user: Any) -> QuerySet[Scheme]:
    """The version in force of each award."""
    same = Scheme.objects.filter(area=OuterRef("area"), name=OuterRef("name")).order_by("-version")
    return schemes(user).filter(pk=Subquery(same.values("pk")[:1]))


def innovations(user: Any) -> QuerySet[Innovation]:
    return Innovation.objects.filter(scope(user, May.SEE_AWARD).within("area")).select_related("area")
