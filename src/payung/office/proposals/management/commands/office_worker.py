"""``payung manage office_worker``: works on the queue, and takes up what a dead worker left."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as Worker

from payung.errors import UnusableInput
from payung.office.core import daily
from payung.office.proposals import job, lease

log = logging.getLogger(__name__)


class Command(Worker):
    help = "Works on the queue of imports. Start as many as there are processors to spare."

    def handle(self, *, batch: bool, **options: Any) -> None:
        job.recover()
        stop = threading.Event()
        if not batch:
            threading.Thread(target=_watch, args=(stop,), name="recover", daemon=True).start()
        try:
            super().handle(batch=batch, **options)
        finally:
            stop.set()


def _watch(stop: threading.Event) -> None:
    """Recover every half lease, for as long as the worker runs; and see to the work of the day."""
    try:
        while not stop.wait(lease.LEASE.total_seconds() / 2):
            try:
                job.recover()
            except (DatabaseError, UnusableInput):
                log.exception("recovery failed; it is tried again")
            daily.run_due(timezone.localdate())
    finally:
        connection.close()
