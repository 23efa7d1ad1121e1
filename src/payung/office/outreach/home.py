"""What may wait for who holds activities: agreed actions past their day, activities nobody recorded."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card
from payung.office.outreach import queries


def _manages(user: Any) -> bool:
    return bool(scope(user, May.MANAGE_OUTREACH))


CARDS = [
    Card(
        62,
        _("Agreed actions that are overdue"),
        lambda user: queries.overdue(user, timezone.localdate()).count(),
        "follow_ups",
        "checklist",
        _manages,
        query={"keadaan": "late"},
    ),
    Card(
        63,
        _("Activities whose day passed without a record"),
        lambda user: queries.unrecorded(user, timezone.localdate()).count(),
        "activities",
        "users-group",
        _manages,
        hint=_("Say whether they took place"),
        query={"keadaan": "unrecorded"},
    ),
]
