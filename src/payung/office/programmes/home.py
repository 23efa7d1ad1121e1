"""What waits for who manages programmes: agreements that end, regulations that lapsed under a programme."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card
from payung.office.programmes import queries


def _manages(user: Any) -> bool:
    return bool(scope(user, May.MANAGE_PROGRAMMES))


CARDS = [
    Card(
        22,
        _("Agreements with BPJS that end within 90 days"),
        lambda user: len(queries.ending_seen(user, timezone.localdate())),
        "agreements",
        "calendar",
        _manages,
        hint=_("Without an extension the cover loses its ground"),
        query={"keadaan": "ending"},
    ),
    Card(
        23,
        _("Regulations that lapsed while a programme cites them"),
        lambda user: len(queries.lapsed_cited(user, timezone.localdate())),
        "bases",
        "scale",
        _manages,
        query={"keadaan": "cited"},
    ),
]
