"""What waits for an auditor: red flags that nobody has answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.audit import queries
from payung.office.core.home import Card, Start

CARDS = [
    Card(
        80,
        _("Red flags that nobody has answered"),
        queries.new_flags,
        "audit",
        "flag",
        lambda user: bool(scope(user, May.AUDIT)),
        query={"keadaan": "new"},
    ),
]
STARTS = [
    Start(
        50, _("Make an audit file"), "audit_archive_new", "archive", lambda user: bool(scope(user, May.AUDIT))
    )
]
