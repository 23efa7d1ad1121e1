"""The queued task that writes an archive: taken up again where its worker died."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from payung.errors import UnusableInput
from payung.office.audit.models import STORED_ARCHIVE, Archive, Stage
from payung.office.core import store

log = logging.getLogger(__name__)
DEAD = timedelta(minutes=5)  # a job that has said nothing for so long is no more
MOST_TRIES = 3
_BEAT = 2.0  # seconds between two words about the progress
_READ = 1 << 20


class _Progress:
    """How far the job is; a thread of its own writes it down, for the job itself only reads one snapshot."""

    def __init__(self, archive: Archive) -> None:
        self._mine = Archive.objects.filter(pk=archive.pk, attempt=archive.attempt, stage=Stage.WRITING)
        self.done = 0

    def told(self, done: int) -> None:
        self.done = done

    def write(self) -> None:
        self._mine.update(done=self.done, touched=timezone.now())


@contextmanager
def _beating(progress: _Progress) -> Iterator[None]:
    stop = threading.Event()

    def beat() -> None:
        try:
            while not stop.wait(_BEAT):
                try:
                    progress.write()
                except OperationalError:
                    continue  # the database is busy; many beats fit into the time
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="archive", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@task()
def write_archive(pk: int) -> str:
    """Safe to run twice: a second run finds nothing to do while the first lives."""
    archive = _take(pk)
    if archive is None:
        return "nothing to do"
    progress = _Progress(archive)
    if connection.in_atomic_block:  # a test's transaction: no other connection sees it
        return _write(archive, progress)
    with _beating(progress):
        return _write(archive, progress)


def _take(pk: int) -> Archive | None:
    free = Q(stage=Stage.QUEUED) | Q(stage=Stage.WRITING, touched__lt=timezone.now() - DEAD)
    with transaction.atomic():
        taken = Archive.objects.filter(free, pk=pk).update(
            stage=Stage.WRITING, attempt=F("attempt") + 1, touched=timezone.now(), done=0
        )
        return (
            Archive.objects.select_related("programme", "programme__area", "asked_by").get(pk=pk)
            if taken
            else None
        )


def _write(archive: Archive, progress: _Progress) -> str:
    from payung.office.accounts.permissions import Refused
    from payung.office.audit import building
    from payung.office.audit.actions import archives

    try:
        with store.private_file(".zip") as (path, stream):
            cut = building.write(archive, archive.asked_by, path, progress.told)
            kept = store.keep(iter(lambda: stream.read(_READ), b""), STORED_ARCHIVE)
        with transaction.atomic():
            mine = Archive.objects.select_for_update().filter(
                pk=archive.pk, attempt=archive.attempt, stage=Stage.WRITING
            )
            if not mine.exists():  # another job has it now
                store.remove(kept.name)
                return "replaced"
            archives.finish(archive.asked_by, archive, kept, cut)
    except (Refused, UnusableInput, OSError, ValueError) as error:
        log.exception("archive %s broke off", archive.public_id)
        text = getattr(error, "text", None)
        _fail(
            archive,
            text.id if text else "Penulisan arsip terputus; beri tahu operator",
            text.en if text else "Writing the archive broke off; tell the operator",
        )
        return "failed"
    return "ready"


def _fail(archive: Archive, indonesian: str, english: str) -> None:
    Archive.objects.filter(pk=archive.pk, attempt=archive.attempt).update(
        stage=Stage.FAILED, problem_id=indonesian, problem_en=english
    )


def take_up(day: date) -> int:
    """Queue again what a dead worker left; after ``MOST_TRIES`` it is said to have failed."""
    dead = Archive.objects.filter(stage=Stage.WRITING, touched__lt=timezone.now() - DEAD)
    for archive in dead:
        if archive.attempt >= MOST_TRIES:
            _fail(
                archive,
                "Penulisan arsip terputus berkali-kali; minta bulan yang lebih sedikit atau beri tahu operator",
                "Writing the archive broke off several times; ask for fewer months, or tell the operator",
            )
        else:
            Archive.objects.filter(pk=archive.pk, attempt=archive.attempt).update(stage=Stage.QUEUED)
            write_archive.enqueue(archive.pk)
    return len(dead)
