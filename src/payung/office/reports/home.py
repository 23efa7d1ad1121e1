"""What waits: reports whose day has come and that nobody has sent."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import May, scope, serves_as
from payung.office.core.home import Card, Start
from payung.office.reports import queries

CARDS = [
    Card(
        70,
        _("Reports to be sent"),
        lambda user: queries.unsent(user, timezone.localdate()).count(),
        "reports",
        "report",
        lambda user: bool(scope(user, May.MANAGE_REPORTS)),
        query={"keadaan": "late"},
    ),
]
STARTS = [Start(60, _("Read the reports"), "reports", "report", lambda user: serves_as(user, Role.SPONSOR))]
