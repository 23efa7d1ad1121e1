"""The home page: each app's ``home.py`` names what may wait for a user (CARDS) and what a user may begin there
(STARTS); this gathers both in one order. For whom nothing waits and nothing begins, another page is the first (FIRST)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
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
    # Both in one question, in place of ``count`` and ``rupiah``.
    sums: Callable[[Any], tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Work that begins with the user, not with something that waits: a button on the home page."""

    order: int
    title: str | Promise
    name: str
    icon: str
    shown: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class First:
    """The page with which those begin who come to look, not to work."""

    order: int
    name: str
    shown: Callable[[Any], bool]


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


@cache
def _gathered(what: str) -> list[Any]:
    found: list[Any] = []
    for app in settings.APPS:
        module = f"payung.office.{app}.home"
        if find_spec(module):
            found.extend(getattr(import_module(module), what, ()))
    return sorted(found, key=lambda one: one.order)


def first_page_of(user: Any) -> str | None:
    """The name of the page that takes the home page's place for this user; None where it does not."""
    return next((one.name for one in _gathered("FIRST") if one.shown(user)), None)


def starts_for(user: Any) -> list[Start]:
    """What this user may begin."""
    return [one for one in _gathered("STARTS") if one.shown(user)]


def waiting_for(user: Any) -> list[Waiting]:
    """What waits for this user, in the order of the cards."""
    waiting = []
    for card in _gathered("CARDS"):
        if not card.shown(user):
            continue
        count, worth = card.sums(user) if card.sums else (card.count(user), None)
        if count is not None:
            href = reverse(card.name) + (f"?{urlencode(card.query)}" if card.query else "")
            if card.rupiah and count and worth is None:
                worth = card.rupiah(user)
            rupiah = worth or None
            waiting.append(Waiting(card.title, card.hint, card.icon, count, href, card.kind, rupiah))
    return waiting
