"""What may wait for whoever helps families: deaths that nobody has claimed, with the rupiah behind them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.home import Card
from payung.office.unclaimed import queries


def _waiting(user: Any) -> tuple[int, int]:
    found = queries.waiting(user)
    return found.people, found.rupiah


CARDS = [
    Card(
        8,
        _("Deaths that nobody has claimed"),
        lambda user: queries.waiting(user).people,
        "unclaimed",
        "list-search",
        lambda user: bool(scope(user, May.SEE_CLAIMS)),
        hint=_("Rupiah that the law pays wait for these families"),
        sums=_waiting,
    )
]
