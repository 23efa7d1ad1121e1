"""Writing an archive: one snapshot of the database, streamed into a zip whose bytes the data alone decide."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from payung.office.audit import contents, exceptions, signing
from payung.office.audit.contents import Holding
from payung.office.audit.models import Archive
from payung.office.audit.verify_archive import FORMAT, MANIFEST, SIGNATURE
from payung.office.journal.models import Entry
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.statement import statement

_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every member: the zip tells no time of its own
# Acts that look and change nothing: with them at its end, the journal is cut before, so that asking for an archive
# twice gives the same bytes twice.
_LOOKING = Q(act__startswith="audit.") | Q(act__in=["list.export", "continuity.count"])

Told = Callable[[int], None]


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads within see the database as it was at the first of them, and hold up nobody who writes."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as sql:
                sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        connection.ensure_connection()
        connection.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.connection.execute("COMMIT")


def cut_of_journal() -> tuple[int, str]:
    """The last entry that changed anything: number and hash."""
    last = Entry.objects.exclude(_LOOKING).order_by("-seq").first()
    return (last.seq, last.hash) if last else (0, "0" * 64)


def rows_to_write(archive: Archive) -> int:
    """About how many rows an archive holds, for the progress."""
    held = Holding(archive, archive.asked_by, 0)
    return int(held.months.count()) + Entry.objects.count()


def write(archive: Archive, reader: Any, path: Path, told: Told = lambda done: None) -> int:
    """Write the whole archive to ``path``; returns where the journal was cut. ``told`` hears how many rows are done."""
    with snapshot():
        seq, head = cut_of_journal()
        held = Holding(archive, reader, seq)
        said: dict[str, dict[str, Any]] = {}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
            done = 0
            for name, chunks in contents.members(held):
                done = _put(target, name, chunks(), said, done, told)
            summary = _as_json(_summary(held, seq, head))
            _put(target, "ringkasan.json", iter([summary]), said, done, told)
            manifest = _as_json(_manifest(held, seq, head, said))
            _put(target, MANIFEST, iter([manifest]), {}, done, told)
            _put(target, SIGNATURE, iter([signing.sign(manifest).encode() + b"\n"]), {}, done, told)
    return seq


def _put(
    target: zipfile.ZipFile, name: str, chunks: Iterator[bytes], said: dict[str, Any], done: int, told: Told
) -> int:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    digest, size = hashlib.sha256(), 0
    with target.open(info, "w", force_zip64=True) as stream:
        for chunk in chunks:
            stream.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            done += chunk.count(b"\n")
            told(done)
    said[name] = {"sha256": digest.hexdigest(), "bytes": size}
    return done


def _as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def _manifest(held: Holding, seq: int, head: str, said: dict[str, Any]) -> dict[str, Any]:
    asked = held.archive
    return {
        "format": FORMAT,
        "programme": asked.programme.public_id,
        "first_month": asked.first_month,
        "last_month": asked.last_month,
        "journal": {"seq": seq, "hash": head},
        "public_key": signing.public_key(),
        "members": said,
    }


def _summary(held: Holding, seq: int, head: str) -> dict[str, Any]:
    """The office's own figures, by the one computation behind every page; the verifier adds the members up anew."""
    asked = held.archive
    told = statement(
        held.reader, Asked(programme=asked.programme, first=asked.first_month, last=asked.last_month)
    )
    if told.money is None:  # only where the reader serves a part of the programme's area
        raise ValueError("the reader does not see the whole programme")
    money = told.money
    return {
        "programme": {
            "id": asked.programme.public_id,
            "name": asked.programme.name,
            "area": asked.programme.area_id,
            "area_name": asked.programme.area.name,
        },
        "first_month": asked.first_month,
        "last_month": asked.last_month,
        "gates": {
            gate.code: {"people": gate.people, "months": gate.months, "rupiah": gate.rupiah}
            for gate in told.gates
        },
        "money": {
            "bills": money.bills,
            "amount": money.amount,
            "settled": money.settled,
            "corrected": money.corrected,
            "left_over": money.left_over,
        },
        "exceptions": exceptions.counts(held),
        "journal": {"seq": seq, "hash": head},
        "law": contents.law_version(),
    }
