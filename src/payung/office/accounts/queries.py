"""Reading users and duties, within what the reader administers."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from payung.office.accounts.models import Duty, User
from payung.office.accounts.permissions import May, scope

Area: Any = Duty._meta.get_field("area").related_model  # the areas app stands to our right
Sponsor: Any = Duty._meta.get_field("sponsor").related_model


def users_of(administrator: Any) -> QuerySet[User]:
    """Users with a duty in the administrator's area, their duties and areas at hand."""
    inside = Duty.objects.filter(user=OuterRef("pk")).filter(
        scope(administrator, May.MANAGE_USERS).within("area")
    )
    return User.objects.filter(Exists(inside)).prefetch_related("duties__area", "duties__sponsor")


def duties_in_reach(administrator: Any, user: User) -> set[int]:
    """Which of the user's duties the administrator may take away."""
    mine = scope(administrator, May.MANAGE_USERS)
    return {duty.pk for duty in user.duties.all() if mine.includes(duty.area_id)}


def is_wholly_within(administrator: Any, user: User) -> bool:
    return len(duties_in_reach(administrator, user)) == len(user.duties.all())


def areas_of(administrator: Any) -> QuerySet[Any]:
    areas: QuerySet[Any] = Area.objects.filter(scope(administrator, May.MANAGE_USERS).within(""))
    return areas


def area_suggestions(administrator: Any, words: str, limit: int = 20) -> list[Any]:
    """Areas whose name or code begins with the words, wider areas first."""
    fitting = areas_of(administrator).filter(Q(name__istartswith=words) | Q(code__startswith=words))
    return list(fitting.select_related("parent").order_by("level", "name")[:limit])


def sponsors_of_area(administrator: Any) -> QuerySet[Any]:
    sponsors: QuerySet[Any] = Sponsor.objects.filter(scope(administrator, May.MANAGE_USERS).within("area"))
    return sponsors.order_by("name")
