"""What may wait for a user: lists to approve, and lists that came back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card, Start
from payung.office.decisions import queries, vacancies
from payung.office.decisions.models import State

CARDS = [
    Card(
        20,
        _("Lists that wait for your approval"),
        lambda user: queries.to_approve(user).count(),
        "decisions",
        "gavel",
        lambda user: bool(scope(user, May.APPROVE_DECISION)),
        query={"keadaan": State.SUBMITTED},
    ),
    Card(
        22,
        _("Lists that were returned to you"),
        lambda user: queries.decisions(user).filter(state=State.RETURNED, submitted_by=user).count(),
        "decisions",
        "pencil",
        lambda user: bool(scope(user, May.SUBMIT_DECISION)),
        query={"keadaan": State.RETURNED},
    ),
    Card(
        24,
        _("Places that fell free and wait for a replacement"),
        lambda user: vacancies.waiting(user) or None,
        "vacancies",
        "user-question",
        lambda user: bool(scope(user, May.SUBMIT_DECISION)),
        query={"keadaan": "open"},
    ),
]
STARTS = [
    Start(
        40,
        _("Generate a list"),
        "decision_new",
        "gavel",
        lambda user: bool(scope(user, May.SUBMIT_DECISION)),
    )
]
