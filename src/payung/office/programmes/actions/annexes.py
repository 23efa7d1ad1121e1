"""Papers of agreements and regulations: added, and looked at. Each look is an act: they may name people."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, require, scope
from payung.office.core import small_files, store
from payung.office.journal.acts import act, record
from payung.office.programmes.actions.legal import filled
from payung.office.programmes.models import Agreement, Annex, LegalBasis

STORED_ANNEX = "programmes.annex"  # the store's purpose


@act("annex.add")
def add_annex(actor: Any, to: Agreement | LegalBasis, stored: small_files.Stored, *, title: str) -> Annex:
    """Keep a photo or PDF. Raises UnusableInput for the same file twice."""
    require(actor, May.MANAGE_PROGRAMMES, to.area_id or "")
    filled("title", title)
    kept = small_files.settle(stored, STORED_ANNEX)
    owner = {"agreement": to} if isinstance(to, Agreement) else {"basis": to}
    try:
        with transaction.atomic():
            annex = Annex.objects.create(
                **owner, title=title.strip(), file_name=kept.file_name, kind=kept.kind, file=kept.file,
                size=kept.size, sha256=kept.sha256, added_by=actor,
            )  # fmt: skip
    except IntegrityError as error:
        store.remove(kept.file)
        raise UnusableInput(
            Text("Berkas ini sudah ada di sini", "This file is here already"),
            Text("Pilih berkas lain", "Choose another file"),
            Place(column="file"),
        ) from error
    transaction.on_commit(lambda: store.remove(stored.file))
    record(subject(to), area=to.area_id or "", facts={"annex": annex.title, "sha256": annex.sha256})
    return annex


@act("annex.look")
def look_annex(actor: Any, annex: Annex) -> bytes:
    """The file, for whoever sees the agreement or the regulation."""
    to = annex.agreement or annex.basis
    assert to is not None, "a constraint of the table"
    seeing = scope(actor, May.SEE_PROPOSALS, May.SEE_DECISIONS, May.SEE_MONEY, May.MANAGE_PROGRAMMES)
    if not seeing or (to.area_id and not seeing.touches(to.area_id)):
        raise Refused(May.SEE_DECISIONS, to.area_id or "")
    content = b"".join(store.read(annex.file, STORED_ANNEX))
    record(subject(to), area=to.area_id or "", facts={"annex": annex.title, "sha256": annex.sha256})
    return content


def subject(to: Agreement | LegalBasis) -> str:
    return f"{'agreement' if isinstance(to, Agreement) else 'basis'}:{to.public_id}"
