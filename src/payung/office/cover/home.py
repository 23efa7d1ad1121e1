"""What may wait for whoever registers people with BPJS: decrees with people not enrolled yet."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card
from payung.office.cover import enrolment

CARDS = [
    Card(
        45,
        _("Decrees with people not enrolled yet"),
        lambda user: enrolment.decisions(user).filter(covered__gt=F("enrolled")).count(),  # type: ignore[misc]  # an annotation of the query
        "enrolments",
        "id-badge-2",
        lambda user: bool(scope(user, May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT)),
        query={"keadaan": "missing"},
    ),
]
