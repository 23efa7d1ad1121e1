"""What pages of insight ask. The figures themselves are computed in one place, ``reconciliation``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from payung.office.accounts.permissions import May, scope
from payung.office.programmes.models import Programme
from payung.office.reconciliation.figures import GAPS, GATES, By, counts, totals
from payung.office.reconciliation.money import Residual, residuals

__all__ = ["GAPS", "GATES", "By", "Residual", "counts", "programmes", "residuals", "sees_money", "totals"]


def programmes(user: Any) -> QuerySet[Programme]:
    """Programmes that concern the user's areas."""
    return Programme.objects.filter(scope(user, May.SEE_INSIGHT).around("area")).select_related("area")


def sees_money(user: Any) -> bool:
    return bool(scope(user, May.SEE_MONEY))
