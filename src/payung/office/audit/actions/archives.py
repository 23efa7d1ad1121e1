"""An archive is asked for, written by a job, and taken; each is an act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, may, require
from payung.office.audit import building, signing
from payung.office.audit.models import STORED_ARCHIVE, Archive, Stage
from payung.office.core import store
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme


def _facts(archive: Archive) -> dict[str, Any]:
    return {
        "archive": archive.public_id,
        "first_month": archive.first_month,
        "last_month": archive.last_month,
        "full_nik": archive.full_nik,
    }


@act("audit.archive")
def ask(actor: Any, programme: Programme, first: int, last: int) -> Archive:
    """Ask for an archive of the months from ``first`` to ``last`` (yyyymm); a job writes it. Raises UnusableInput.

    Whole NIKs stand in it only where the actor may see them all over the programme's area.
    """
    require(actor, May.AUDIT, programme.area_id)
    if last < first:
        raise UnusableInput(
            Text("Bulan terakhir mendahului bulan pertama", "The last month comes before the first"),
            Text("Tukar kedua bulan itu", "Turn the two months round"),
            Place(column="last"),
        )
    end = (Month.from_number(programme.first_month) + (programme.months - 1)).number
    if last < programme.first_month or first > end:
        raise UnusableInput(
            Text(
                f"Program ini berjalan {programme.first_month} sampai {end}; bulan yang diminta ada di luarnya",
                f"This programme runs from {programme.first_month} to {end}; the months asked for lie outside",
            ),
            Text("Pilih bulan di dalam program", "Choose months of the programme"),
            Place(column="first"),
        )
    made = Archive(
        programme=programme,
        first_month=first,
        last_month=last,
        full_nik=may(actor, May.SEE_NIK, programme.area_id),
        asked_by=actor,
        public_key=signing.public_key(),
    )
    made.todo = building.rows_to_write(made)
    made.save()
    record(f"programme:{programme.public_id}", area=programme.area_id, facts=_facts(made))
    from payung.office.audit.tasks import write_archive

    write_archive.enqueue(made.pk)
    return made


@act("audit.archive_written")
def finish(actor: Any, archive: Archive, kept: store.Kept, journal_seq: int) -> Archive:
    """The job's last word: the archive is there, under its hash."""
    require(actor, May.AUDIT, archive.programme.area_id)
    archive.stage, archive.done = Stage.READY, archive.todo
    archive.file, archive.size, archive.sha256 = kept.name, kept.size, kept.sha256
    archive.journal_seq = journal_seq
    archive.save()
    record(
        f"programme:{archive.programme.public_id}",
        area=archive.programme.area_id,
        facts=_facts(archive)
        | {"sha256": kept.sha256, "size": kept.size, "journal": journal_seq, "key": archive.public_key},
    )
    return archive


@act("audit.archive_taken")
def take(actor: Any, archive: Archive) -> Iterator[bytes]:
    """The archive's bytes. Who took it stands in the journal."""
    require(actor, May.AUDIT, archive.programme.area_id)
    if archive.full_nik:
        require(actor, May.SEE_NIK, archive.programme.area_id)
    if archive.stage != Stage.READY:
        raise UnusableInput(
            Text("Arsip ini belum selesai ditulis", "This archive is not written yet"),
            Text("Tunggu sampai selesai", "Wait until it is"),
        )
    record(
        f"programme:{archive.programme.public_id}",
        area=archive.programme.area_id,
        facts={"archive": archive.public_id, "sha256": archive.sha256},
    )
    return store.read(archive.file, STORED_ARCHIVE)
