"""Acts on reference lists. There is one: a list is added, and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.core import arrivals, store
from payung.office.journal.acts import act, record
from payung.office.references import snapshot
from payung.office.references.models import Kind, ReferenceList


def add_from_file(
    actor: Any,
    *,
    area: Area,
    kind: Kind,
    name: str,
    source: str,
    dated: date,
    chunks: Iterable[bytes],
    file_name: str,
) -> ReferenceList:
    """Read an upload and add it. Reading comes before the act, so that a long one holds no lock.

    Raises Refused; UnusableInput for a date ahead, a file that is no such list, or one that is there already.
    """
    require(actor, May.MANAGE_REFERENCES, area.code)
    if dated > timezone.localdate():
        raise UnusableInput(
            Text("tanggal data belum tiba", "the date of the data lies ahead"),
            Text("Tulis tanggal keadaan data itu", "Give the date on which the data stood"),
        )
    taken = snapshot.take(chunks, file_name, kind, dated)
    try:
        return add(actor, area=area, kind=kind, name=name, source=source, dated=dated, taken=taken)
    except BaseException:
        store.remove(taken.file)
        raise


@act("references.add")
def add(
    actor: Any, *, area: Area, kind: Kind, name: str, source: str, dated: date, taken: snapshot.Snapshot
) -> ReferenceList:
    """Add a snapshot as a list. Raises Refused, UnusableInput for a list that is there already."""
    require(actor, May.MANAGE_REFERENCES, area.code)
    same = ReferenceList.objects.filter(area=area, kind=kind, sha256=taken.sha256).first()
    if same:
        raise UnusableInput(
            Text(
                f"daftar ini sudah ada: “{same.name}”, data {date_in_words(same.dated, 'id')}",
                f"this list is there already: “{same.name}”, data of {date_in_words(same.dated, 'en')}",
            ),
            Text("Tidak perlu dikirim lagi", "There is no need to send it again"),
            Place(file=taken.original_name),
        )
    made = ReferenceList.objects.create(
        area=area,
        kind=kind,
        name=name,
        source=source,
        dated=dated,
        rows=taken.rows,
        sha256=taken.sha256,
        file=taken.file,
        original_name=taken.original_name[:200],
        original_sha256=taken.original_sha256,
        notices=[{"id": each.id, "en": each.en} for each in taken.notices],
        uploaded_by=actor,
    )
    arrivals.announce("list_added", made)
    record(
        f"list:{made.public_id}",
        area=area.code,
        facts={"kind": kind, "dated": dated, "rows": made.rows, "sha256": made.sha256},
    )
    return made
