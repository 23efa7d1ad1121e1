"""The menu: each app's ``menu.py`` names its pages and who sees them; this gathers them in one order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class MenuItem:
    """``name`` is the address's name; ``icon`` an icon of the set; ``shown`` says for whom."""

    order: int
    label: str | Promise
    name: str
    icon: str
    shown: Callable[[Any], bool]


def _items() -> list[MenuItem]:
    found: list[MenuItem] = []
    for app in settings.APPS:
        module = f"payung.office.{app}.menu"
        if find_spec(module):
            found.extend(import_module(module).ITEMS)
    return sorted(found, key=lambda item: item.order)


def menu_for(request: HttpRequest) -> list[MenuItem]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    return [item for item in _items() if item.shown(request.user)]
