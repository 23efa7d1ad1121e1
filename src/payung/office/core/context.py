"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from payung import __version__
from payung.office.core.menu import in_sections, menu_for

ON_A_PHONE = 4  # lines at the foot of a small screen; the others stand under "More"


def office(request: HttpRequest) -> dict[str, Any]:
    menu = menu_for(request)
    return {
        "payung_version": __version__,
        "menu": menu,
        "menu_sections": in_sections(menu),
        "menu_more": in_sections(menu[ON_A_PHONE:]),
    }
