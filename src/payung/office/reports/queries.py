"""What pages of the reports ask: a sponsor sees its own, others those of their area that show its money."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from payung.office.accounts.permissions import May, scope, sponsors_of
from payung.office.areas.models import Area
from payung.office.funding.models import Sponsor
from payung.office.reports.models import Obligation, Report


def _seen(user: Any, path: str = "") -> Q:
    area = scope(user, May.SEE_MONEY).within(f"{path}area")
    own = sponsors_of(user)
    return area if own is None else area & Q(**{f"{path}sponsor_id__in": own})


def obligations(user: Any) -> QuerySet[Obligation]:
    return Obligation.objects.filter(_seen(user)).select_related("area", "sponsor")


def reports(user: Any) -> QuerySet[Report]:
    return Report.objects.filter(_seen(user, "obligation__")).select_related(
        "obligation__area", "obligation__sponsor", "sent_by"
    )


def managed(user: Any) -> QuerySet[Obligation]:
    return Obligation.objects.filter(scope(user, May.MANAGE_REPORTS).within("area"))


def unsent(user: Any, today: date) -> QuerySet[Report]:
    """Reports of the user's duty that should be on their way."""
    own = scope(user, May.MANAGE_REPORTS).within("obligation__area")
    return Report.objects.filter(own, sent=None, due__lte=today)


def areas(user: Any) -> QuerySet[Area]:
    """Areas for which the user may say what is owed: those of their own duties."""
    return Area.objects.filter(pk__in=scope(user, May.MANAGE_REPORTS).codes).order_by("level", "code")


def sponsors(user: Any) -> QuerySet[Sponsor]:
    return Sponsor.objects.filter(scope(user, May.MANAGE_REPORTS).within("area"))
