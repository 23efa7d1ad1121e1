"""What may wait for whoever answers complaints."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.complaints import queries
from payung.office.core.home import Card

CARDS = [
    Card(
        18,
        _("Complaints that wait for an answer"),
        lambda user: queries.to_answer(user).count() or None,
        "complaints",
        "mail",
        lambda user: bool(scope(user, May.ANSWER_COMPLAINT, May.LEAD_COMPLAINT, May.INSPECT_COMPLAINT)),
        query={"keadaan": "open"},
    )
]
