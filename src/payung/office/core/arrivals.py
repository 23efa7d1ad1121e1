"""What follows when something arrives: apps to the right name it in their ``arrivals.py``, and are not imported."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings


def announce(what: str, thing: Any) -> None:
    """Call the function ``what`` of every app's ``arrivals.py`` that has one, in the order of the apps."""
    for app in settings.APPS:
        module = f"payung.office.{app}.arrivals"
        if find_spec(module):
            follow = getattr(import_module(module), what, None)
            if follow is not None:
                follow(thing)
