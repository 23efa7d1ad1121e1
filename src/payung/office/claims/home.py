"""What may wait for whoever helps families: papers, BPJS, school proofs, visits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.claims import queries
from payung.office.claims.views import lists, school
from payung.office.core.home import Card, Start


def _helps(user: Any) -> bool:
    return bool(scope(user, May.REPORT_EVENT))


CARDS = [
    Card(
        10,
        _("Claims that wait for papers"),
        lambda user: queries.missing_papers(user).count(),
        "claims",
        "heart-handshake",
        _helps,
        hint=_("A family waits for its money"),
        query={"keadaan": "kertas"},
    ),
    Card(
        12,
        _("Claims that wait for BPJS"),
        lambda user: queries.with_bpjs(user).count(),
        "claims",
        "hourglass",
        lambda user: bool(scope(user, May.HANDLE_CLAIM)),
        query={"keadaan": "bpjs"},
    ),
    Card(
        14,
        _("Children whose school proof is due"),
        lambda user: school.waiting(user).count(),
        "school",
        "school",
        _helps,
        query={"keadaan": "bukti"},
    ),
    Card(
        16,
        _("Visits to families that are due"),
        lambda user: lists.due(user).count(),
        "visits",
        "home-heart",
        _helps,
        query={"keadaan": "jatuh"},
    ),
]
STARTS = [Start(20, _("Report an event"), "claim_find", "plus", _helps)]
