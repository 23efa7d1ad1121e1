"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from payung import __version__
from payung.office.core.menu import for_a_phone, in_sections, menu_for


def office(request: HttpRequest) -> dict[str, Any]:
    menu = menu_for(request)
    foot, more = for_a_phone(menu, request.user) if menu else ([], [])
    return {
        "payung_version": __version__,
        "menu": menu,
        "menu_foot": foot,
        "menu_sections": in_sections(menu),
        "menu_more": in_sections(more),
    }
