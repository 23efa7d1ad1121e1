"""The menu: each app's ``menu.py`` names its pages and who sees them; this gathers them in sections, in one order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(IntEnum):
    """Under which heading a page stands; the first has none."""

    START = 0
    PEOPLE = 1
    MONEY = 2
    FAMILIES = 3
    FIGURES = 4
    OFFICE = 5


_HEADINGS: dict[Section, str | Promise] = {
    Section.START: "",
    Section.PEOPLE: _("Lists and people"),
    Section.MONEY: _("Programmes and money"),
    Section.FAMILIES: _("Families and citizens"),
    Section.FIGURES: _("Figures and reports"),
    Section.OFFICE: _("Office"),
}
FEW = 7  # lines that need no headings
ON_A_PHONE = 4  # lines at the foot of a small screen; the others stand under "More"


@dataclass(frozen=True, slots=True, eq=False)
class MenuItem:
    """``name`` is the address's name; ``icon`` an icon of the set; ``shown`` says for whom, ``at_hand`` whose daily work
    it is: theirs to reach with one thumb on a phone. Each is itself alone, whatever its label says in the language of
    the moment."""

    section: Section
    order: int
    label: str | Promise
    name: str
    icon: str
    shown: Callable[[Any], bool]
    at_hand: Callable[[Any], bool] = lambda user: False


@cache
def _items() -> list[MenuItem]:
    found: list[MenuItem] = []
    for app in settings.APPS:
        module = f"payung.office.{app}.menu"
        if find_spec(module):
            found.extend(import_module(module).ITEMS)
    return sorted(found, key=lambda item: (item.section, item.order))


def menu_for(request: HttpRequest) -> list[MenuItem]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    return [item for item in _items() if item.shown(request.user)]


def for_a_phone(items: list[MenuItem], user: Any) -> tuple[list[MenuItem], list[MenuItem]]:
    """The few lines at the foot of a small screen, the user's daily work first, and what is left, in the menu's order."""
    daily = [item for item in items if item.section == Section.START or item.at_hand(user)]
    foot = [*daily, *(item for item in items if item not in daily)][:ON_A_PHONE]
    return sorted(foot, key=items.index), [item for item in items if item not in foot]


def in_sections(items: list[MenuItem]) -> list[tuple[str | Promise, list[MenuItem]]]:
    """Headings with their lines, in order. A menu of a few lines has none."""
    if len(items) <= FEW:
        return [("", items)] if items else []
    grouped: dict[Section, list[MenuItem]] = {}
    for item in items:
        grouped.setdefault(item.section, []).append(item)
    found: list[tuple[str | Promise, list[MenuItem]]] = [
        (_HEADINGS[each], of) for each, of in grouped.items()
    ]
    return found
