"""What pages ask of activities."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area, Level
from payung.office.outreach.models import Activity, Attendance, Campaign, FollowUp, State
from payung.office.programmes.models import Programme


def activities(user: Any) -> QuerySet[Activity]:
    """Activities inside the user's areas, and those of an area above that concern them; with how many came."""
    came = (
        Attendance.objects.filter(activity=OuterRef("pk"))
        .order_by()
        .values("activity")
        .annotate(n=Count("pk"))
    )
    return (
        Activity.objects.filter(scope(user, May.SEE_OUTREACH).around("area"))
        .select_related("area", "campaign", "programme")
        .annotate(came=Coalesce(Subquery(came.values("n")), 0))
    )


def managed(user: Any) -> QuerySet[Activity]:
    return Activity.objects.filter(scope(user, May.MANAGE_OUTREACH).within("area"))


def campaigns(user: Any) -> QuerySet[Campaign]:
    return Campaign.objects.filter(scope(user, May.SEE_OUTREACH).around("area")).select_related("area")


def own_campaigns(user: Any) -> QuerySet[Campaign]:
    """Those that the user's activities may belong to: of their areas and the areas above."""
    return Campaign.objects.filter(scope(user, May.MANAGE_OUTREACH).around("area"))


def own_programmes(user: Any) -> QuerySet[Programme]:
    return Programme.objects.filter(scope(user, May.MANAGE_OUTREACH).around("area"), closed=False)


def areas(user: Any) -> QuerySet[Area]:
    """Where the user may hold activities, from the largest area down."""
    return (
        Area.objects.filter(scope(user, May.MANAGE_OUTREACH).within(""))
        .exclude(level=Level.PROVINCE)
        .order_by("level", "code")
    )


def follow_ups(user: Any) -> QuerySet[FollowUp]:
    """What was agreed in the user's areas."""
    return FollowUp.objects.filter(scope(user, May.SEE_OUTREACH).within("activity__area")).select_related(
        "activity", "activity__area"
    )


def overdue(user: Any, today: date) -> QuerySet[FollowUp]:
    mine = scope(user, May.MANAGE_OUTREACH).within("activity__area")
    return FollowUp.objects.filter(mine, ended_on=None, due__lt=today)


def unrecorded(user: Any, today: date) -> QuerySet[Activity]:
    """Whose day has passed, and nobody wrote down whether they took place."""
    return managed(user).filter(state=State.PLANNED, day__lt=today)
