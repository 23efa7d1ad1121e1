"""What may wait for a user: deaths among the members, people who may be paid twice, months to stop."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card
from payung.office.sweeps import queries
from payung.office.sweeps.models import Kind, State

CARDS = [
    Card(
        55,
        _("Deaths among the members that wait for a decision"),
        lambda user: (
            queries.matches(user, Kind.DEATH, may=May.REVIEW).filter(state=State.OPEN).count() or None
        ),
        "deaths",
        "zoom-check",
        lambda user: bool(scope(user, May.REVIEW)),
        query={"keadaan": State.OPEN},
    ),
    Card(
        56,
        _("Wage jobs among the members that wait for a decision"),
        lambda user: queries.matches(user, Kind.JOB, may=May.REVIEW).filter(state=State.OPEN).count() or None,
        "jobs",
        "zoom-check",
        lambda user: bool(scope(user, May.REVIEW)),
        query={"keadaan": State.OPEN},
    ),
    Card(
        56,
        _("People who may be in cover twice"),
        lambda user: (
            queries.matches(user, Kind.TWICE, Kind.PAYER, may=May.REVIEW).filter(state=State.OPEN).count()
            or None
        ),
        "sweeps",
        "zoom-check",
        lambda user: bool(scope(user, May.REVIEW)),
    ),
]
