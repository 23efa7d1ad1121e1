"""Rupiah that may come back, on the first page of whoever can claim it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card
from payung.office.overpayments import queries

CARDS = [
    Card(
        50,
        _("Paid too much, waiting to be claimed back"),
        lambda user: queries.waiting_rupiah(user) or None,
        "overpayments",
        "receipt",
        lambda user: bool(scope(user, May.RECORD_PAYMENTS, May.MANAGE_FUNDS)),
        kind="rupiah",
    ),
]
