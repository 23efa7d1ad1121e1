"""Who sees the leadership's figures, and of which areas."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, duties_of, scope, sponsors_of
from payung.office.areas.models import Area


def areas(user: Any) -> QuerySet[Area]:
    """Areas whose figures and money the user sees; none for a sponsor, whose money has pages of its own."""
    if not leads(user):
        return Area.objects.none()
    return Area.objects.filter(scope(user, May.SEE_MONEY).within(""), scope(user, May.SEE_INSIGHT).within(""))


def leads(user: Any) -> bool:
    """Without a query: the menu asks on every page."""
    return (
        bool(scope(user, May.SEE_MONEY)) and bool(scope(user, May.SEE_INSIGHT)) and sponsors_of(user) is None
    )


def only_leads(user: Any) -> bool:
    """Whether this is the user's first page: who leads has no other work here."""
    return {duty.role for duty in duties_of(user)} == {Role.LEADER}
