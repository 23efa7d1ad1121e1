"""Reads on person-months: which of them a user may count, and the gates as filters."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.models import Role
from payung.office.accounts.permissions import ROLES, May, Scope, duties_of, scope
from payung.office.cover.models import PersonMonth

_LEVELS = 4  # of an area code

# What a count is made of: the four gates, and those who stand between two of them.
GATES: dict[str, Q] = {
    "decided": Q(),
    "enrolled": Q(enrolled_by__isnull=False),
    "billed": Q(bill_line__isnull=False),
    "paid": Q(payment__isnull=False),
    "not_enrolled": Q(enrolled_by=None),
    "not_billed": Q(enrolled_by__isnull=False, bill_line=None),
    "unpaid": Q(bill_line__isnull=False, payment=None),
}
GATE_WORDS = {
    "decided": _("Decided"),
    "enrolled": _("Enrolled"),
    "billed": _("Billed"),
    "paid": _("Paid"),
    "not_enrolled": _("Decided, not enrolled"),
    "not_billed": _("Enrolled, not billed"),
    "unpaid": _("Billed, not paid"),
}


def counted_by(user: Any) -> Q:
    """Person-months that the user may count; a sponsor counts only those of its own funds."""
    seen = Q(pk__in=[])
    for duty in duties_of(user):
        if May.SEE_INSIGHT in ROLES[duty.role]:
            inside = Scope(frozenset({duty.area_id})).within("village")
            own = Q(fund__sponsor_id=duty.sponsor_id) if duty.role == Role.SPONSOR else Q()
            seen |= inside & own
    return seen


def inside(code: str, field: str = "village") -> Q:
    """Rows in the village with this code, or in any village of the kecamatan, regency or province with it."""
    return Scope(frozenset({code})).within(field) if code.count(".") < _LEVELS else Q(pk__in=[])


def months(user: Any) -> QuerySet[PersonMonth]:
    """For counting. Names are for ``named_months``."""
    return PersonMonth.objects.filter(counted_by(user), withdrawn_by=None)


def named_months(user: Any) -> QuerySet[PersonMonth]:
    """Person-months of people whom the user may see by name."""
    return PersonMonth.objects.filter(
        scope(user, May.SEE_PEOPLE).within("village"), withdrawn_by=None
    ).select_related("person", "village", "fund")


def gate_of(month: PersonMonth) -> str:
    """The last gate that the person-month has passed."""
    if month.payment_id:
        return "paid"
    if month.bill_line_id:
        return "billed"
    return "enrolled" if month.enrolled_by_id else "decided"
