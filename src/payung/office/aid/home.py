"""Who was drawn and has no pack yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.aid import queries
from payung.office.core.home import Card

CARDS = [
    Card(
        64,
        _("Participants drawn for aid who have no pack yet"),
        lambda user: queries.waiting(user).count(),
        "aids",
        "inbox",
        lambda user: bool(scope(user, May.HAND_OUT_AID)),
    ),
]
