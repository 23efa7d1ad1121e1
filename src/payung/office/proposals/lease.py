"""The lease of a running job: it is renewed while the job lives, and says so when the job has been replaced.

``attempt`` fences: every write of a job first renews its lease in the same transaction, which locks the submission's
row. A job that was cancelled, or taken for dead and replaced, finds another attempt there and stops.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from payung.office.proposals.models import RUNNING, Stage, Submission

LEASE = timedelta(seconds=60)


class Replaced(Exception):  # noqa: N818 - what happened to the job
    """The submission was cancelled, or another job has it now: this one must stop, and write nothing more."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A job's hold on a submission."""

    pk: int
    attempt: int

    def renew(self, **changes: Any) -> None:
        """Renew the lease, and write the stage and progress with it. Raises Replaced."""
        if not self._mine().update(lease=timezone.now() + LEASE, **changes):
            raise Replaced(str(self.pk))

    def let_go(self) -> None:
        """End the lease, so that the submission is taken up again at once."""
        self._mine().update(lease=timezone.now())

    def _mine(self) -> Any:
        return Submission.objects.filter(pk=self.pk, attempt=self.attempt, stage__in=RUNNING)


def take(pk: int) -> Hold | None:
    """Take a submission that is queued, or whose job died. None where there is nothing to do, or another has it."""
    with transaction.atomic():
        free = Q(stage=Stage.QUEUED) | Q(stage__in=RUNNING, lease__lt=timezone.now())
        taken = Submission.objects.filter(free, pk=pk).update(
            stage=Stage.READING,
            attempt=F("attempt") + 1,
            tries=F("tries") + 1,
            lease=timezone.now() + LEASE,
            done=0,
            todo=0,
        )
        if not taken:
            return None
        return Hold(pk, Submission.objects.values_list("attempt", flat=True).get(pk=pk))


@contextmanager
def heartbeat(hold: Hold) -> Iterator[None]:
    """Renew the lease from a thread of its own while the work runs: a long check is not a dead job."""
    stop = threading.Event()

    def beat() -> None:
        try:
            while not stop.wait(LEASE.total_seconds() / 4):
                try:
                    hold.renew()
                except Replaced:
                    return  # the work finds out by itself at its next write
                except OperationalError:
                    continue  # the database is busy; three more beats fit into the lease
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"lease-{hold.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
