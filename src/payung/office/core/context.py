"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from payung import __version__
from payung.office.core.shell import Menu


def office(request: HttpRequest) -> dict[str, Any]:
    return {"payung_version": __version__, "menu": Menu(request)}
