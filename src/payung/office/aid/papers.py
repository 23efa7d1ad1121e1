"""The sheet to sign, as PDF: names of one village or of all that the user hands out in."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from payung.documents.signature_sheet import Signer, signature_sheet_pdf
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require, scope
from payung.office.aid.models import Distribution
from payung.office.core.vault import masked
from payung.office.cover.models import Membership
from payung.office.journal.acts import act, record

_KPJ_LENGTH = 11


@act("aid.print")
def sheet(actor: Any, distribution: Distribution, *, village: str = "") -> bytes:
    """Raises UnusableInput where nobody waits there for a pack."""
    handing = scope(actor, May.HAND_OUT_AID)
    if village or not handing:
        require(actor, May.HAND_OUT_AID, village or distribution.area_id)
    tail = Membership.objects.filter(person=OuterRef("person")).values("kpj_tail")[:1]
    rows = distribution.recipients.filter(handing.within("village"), reserve=False, receipt=None)
    if village:
        rows = rows.filter(village=village)
    signers = [
        Signer(
            number=row["number"],
            name=row["person__name"],
            nik=masked(row["person__nik_tail"]),
            kpj=masked(row["kpj"], _KPJ_LENGTH),
            village=row["village__name"],
            district=row["village__parent__name"] or "",
        )
        for row in rows.order_by("village_id", "number")
        .annotate(kpj=Coalesce(Subquery(tail), Value("")))
        .values("number", "person__name", "person__nik_tail", "kpj", "village__name", "village__parent__name")
    ]
    facts = [
        ("Bantuan", distribution.name),
        ("Isi paket", distribution.pack),
        ("Daerah", distribution.area.name),
        ("Diundi pada", date_in_words(distribution.drawn.date(), "id") if distribution.drawn else "-"),
        ("Sidik daftar", distribution.list_hash),
    ]
    paper = signature_sheet_pdf("Tanda terima bantuan", facts, signers)
    record(
        f"aid:{distribution.public_id}",
        area=village or distribution.area_id,
        facts={"people": len(signers), "sha256": hashlib.sha256(paper).hexdigest()},
    )
    return paper
