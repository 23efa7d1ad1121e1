"""The home page: each app's ``home.py`` names what may wait for a user (CARDS); this gathers it in one order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Card:
    """One line of "what waits for me".

    ``count(user)`` is how much waits, in one cheap query; a card with nothing waiting is shown quietly, None
    hides it. ``rupiah(user)``, where given, is the money behind the count. ``name`` and ``query`` make the
    address of exactly what was counted. ``shown(user)`` says for whom.
    """

    order: int
    title: str | Promise
    count: Callable[[Any], int | None]
    name: str
    icon: str
    shown: Callable[[Any], bool]
    hint: str | Promise = ""
    query: Mapping[str, str] = field(default_factory=dict)
    kind: str = "number"  # of what is counted, as core/cells.py names kinds: rupiah for money
    rupiah: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card filled in for one user."""

    title: str | Promise
    hint: str | Promise
    icon: str
    count: int
    href: str
    kind: str
    rupiah: int | None = None


def _cards() -> list[Card]:
    found: list[Card] = []
    for app in settings.APPS:
        module = f"payung.office.{app}.home"
        if find_spec(module):
            found.extend(import_module(module).CARDS)
    return sorted(found, key=lambda card: card.order)


def waiting_for(user: Any) -> list[Waiting]:
    """What waits for this user, in the order of the cards."""
    waiting = []
    for card in _cards():
        if not card.shown(user):
            continue
        count = card.count(user)
        if count is not None:
            href = reverse(card.name) + (f"?{urlencode(card.query)}" if card.query else "")
            rupiah = (card.rupiah(user) or None) if card.rupiah and count else None
            waiting.append(Waiting(card.title, card.hint, card.icon, count, href, card.kind, rupiah))
    return waiting
