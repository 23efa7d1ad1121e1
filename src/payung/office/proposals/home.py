"""What may wait for a user: lists to confirm, people to review, rows to mend."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card, Start
from payung.office.proposals import queries
from payung.office.proposals.models import Stage

CARDS = [
    Card(
        10,
        _("Lists that wait for your confirmation"),
        lambda user: queries.submissions(user).filter(stage=Stage.PREVIEW, uploaded_by=user).count(),
        "submissions",
        "file-text",
        lambda user: bool(scope(user, May.PROPOSE)),
        query={"keadaan": Stage.PREVIEW},
    ),
    Card(
        12,
        _("People who wait for review"),
        lambda user: queries.how_many(queries.counted_waiting(user)),
        "desk",
        "checklist",
        lambda user: bool(scope(user, May.REVIEW)),
    ),
    Card(
        13,
        _("Verdicts that wait for a second reviewer"),
        lambda user: queries.to_confirm(user).count() or None,
        "desk",
        "users",
        lambda user: bool(scope(user, May.REVIEW)),
        query={"tahap": "kedua"},
    ),
    Card(
        14,
        _("Lists with rows to mend"),
        lambda user: queries.to_mend(user, timezone.localdate()).count(),
        "submissions",
        "pencil",
        lambda user: bool(scope(user, May.PROPOSE)),
    ),
]
STARTS = [Start(10, _("Send a list"), "propose", "upload", lambda user: bool(scope(user, May.PROPOSE)))]
