"""Work of every day: each app's ``daily.py`` names functions of the day (JOBS); a worker calls them.

A job runs once a day at least and must cope with being called again: it looks for itself whether it is due.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)


def jobs() -> list[Callable[[date], Any]]:
    found: list[Callable[[date], Any]] = []
    for app in settings.APPS:
        module = f"payung.office.{app}.daily"
        if find_spec(module):
            found.extend(import_module(module).JOBS)
    return found


def run_due(day: date) -> None:
    """Run every job that is due; one that fails is told in the log and does not keep the others from running."""
    for job in jobs():
        try:
            job(day)
        except Exception:  # whatever it was, the next job has nothing to do with it
            log.exception("%s failed; it is tried again", job.__qualname__)
