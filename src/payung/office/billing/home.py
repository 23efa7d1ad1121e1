"""What may wait for a treasurer: bills without their money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.billing import queries
from payung.office.core.home import Card, Start

CARDS = [
    Card(
        60,
        _("Bills that are not paid yet"),
        lambda user: queries.bills(user).filter(paid=0, owing__gt=0).count(),  # type: ignore[misc]  # an annotation of the query
        "bills",
        "receipt",
        lambda user: bool(scope(user, May.RECORD_PAYMENTS)),
        query={"keadaan": "unpaid"},
    ),
]
STARTS = [Start(30, _("Issue bills"), "bill_issue", "plus", lambda user: bool(scope(user, May.ISSUE_BILLS)))]
