"""What the guard has to say on the first page: people whose families would get nothing today or soon."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.continuity import queries
from payung.office.continuity.models import Standing
from payung.office.core.home import Card

CARDS = [
    Card(
        58,
        _("People in arrears: their membership ends if nothing is paid"),
        lambda user: queries.standings(queries.watched(user))[Standing.ARREARS],
        "continuity",
        "umbrella",
        lambda user: bool(scope(user, May.RECORD_PAYMENTS, May.SUBMIT_DECISION, May.MANAGE_FUNDS)),
    ),
]
