"""What pages ask of aid."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from payung.office.accounts.permissions import May, scope
from payung.office.aid.models import Distribution, Recipient
from payung.office.areas.models import Area, Level
from payung.office.programmes.models import Programme


def distributions(user: Any) -> QuerySet[Distribution]:
    return (
        Distribution.objects.filter(scope(user, May.SEE_AID).around("area"))
        .select_related("area", "programme")
        .annotate(left=F("received") - F("handed"))
    )


def managed(user: Any) -> QuerySet[Distribution]:
    return Distribution.objects.filter(scope(user, May.MANAGE_AID).within("area")).select_related("area")


def areas(user: Any) -> QuerySet[Area]:
    return (
        Area.objects.filter(scope(user, May.MANAGE_AID).within(""))
        .exclude(level=Level.PROVINCE)
        .order_by("level", "code")
    )


def programmes(user: Any) -> QuerySet[Programme]:
    return Programme.objects.filter(scope(user, May.MANAGE_AID).around("area"))


def recipients(user: Any, distribution: Distribution) -> QuerySet[Recipient]:
    """Those in the villages that the user may see by name."""
    return distribution.recipients.filter(scope(user, May.SEE_AID).within("village")).select_related(
        "person", "village", "receipt"
    )


def waiting(user: Any) -> QuerySet[Recipient]:
    """Drawn, in the villages that the user hands out in, and without a pack."""
    return Recipient.objects.filter(
        scope(user, May.HAND_OUT_AID).within("village"),
        reserve=False,
        receipt=None,
        distribution__closed=False,
    )


def by_village(user: Any, distribution: Distribution) -> list[dict[str, Any]]:
    """How many are drawn, have their pack, and are missing, by village."""
    counted = (
        recipients(user, distribution)
        .order_by("village__name")
        .values("village", "village__name")
        .annotate(
            drawn=Count("pk", filter=Q(reserve=False)),
            handed=Count("receipt"),
            missing=Count("pk", filter=Q(reserve=False, receipt=None)),
        )
    )
    return [dict(row) for row in counted]
