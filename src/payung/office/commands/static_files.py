"""The static files of this version, in the folder from which they are served."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_MADE_FROM = "made-from"


def collect() -> bool:
    """Bring the folder up to date; whether there was anything to do. To compress the files takes five seconds, which an
    office whose files are as they were does not wait for at every start."""
    note = Path(settings.STATIC_ROOT) / _MADE_FROM
    given = _given()
    if note.exists() and note.read_text() == given and note.with_name("staticfiles.json").exists():
        return False
    note.unlink(missing_ok=True)  # half a collection is none
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(given)
    return True


def _given() -> str:
    """Names, sizes and times of change of all files, and how they are kept, as one short text."""
    files = sorted(
        (name, Path(storage.path(name)).stat())
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    told = [repr(settings.STORAGES)]
    told += [f"{name}\x1f{stat.st_size}\x1f{stat.st_mtime_ns}" for name, stat in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
