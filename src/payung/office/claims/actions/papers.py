"""Acts on papers: photographed, noted as come, or not needed in this case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.claims import files
from payung.office.claims.models import Attachment, Paper, State
from payung.office.core import store
from payung.office.journal.acts import act, record


@act("claim.paper_attach")
def attach(actor: Any, paper: Paper, stored: files.Stored) -> Attachment:
    """A photo of a paper: the paper has come. Raises UnusableInput for the same file twice on the claim."""
    claim = paper.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    _check_alive(paper)
    kept = files.settle(stored)
    try:
        with transaction.atomic():
            made = Attachment.objects.create(
                claim=claim,
                paper=paper,
                file_name=kept.file_name,
                kind=kept.kind,
                file=kept.file,
                size=kept.size,
                sha256=kept.sha256,
                medical=paper.medical,
                added_by=actor,
            )
    except IntegrityError as error:
        store.remove(kept.file)
        raise UnusableInput(
            Text("Berkas ini sudah ada pada klaim ini", "This file is on the claim already"),
            Text("Pilih foto kertas yang dimaksud", "Choose the photo of the paper meant"),
            Place(column="file"),
        ) from error
    _came(paper, timezone.localdate())
    transaction.on_commit(lambda: store.remove(stored.file))
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={"paper": paper.public_id, "attachment": made.public_id, "sha256": made.sha256},
    )
    return made


@act("claim.paper_came")
def paper_came(actor: Any, paper: Paper, *, dated: date | None = None) -> None:
    """The paper is at hand, without a photo."""
    require(actor, May.REPORT_EVENT, paper.claim.village_id)
    _check_alive(paper)
    _came(paper, dated or timezone.localdate())
    record(
        f"claim:{paper.claim.public_id}",
        area=paper.claim.village_id,
        facts={"paper": paper.public_id, "came": paper.came},
    )


@act("claim.paper_spare")
def spare(actor: Any, paper: Paper, why: str) -> None:
    """Not needed in this case, with the reason: no traffic, no spouse."""
    require(actor, May.REPORT_EVENT, paper.claim.village_id)
    _check_alive(paper)
    if not why.strip():
        raise UnusableInput(
            Text("Alasannya kosong", "The reason is missing"),
            Text("Tulis mengapa kertas ini tidak perlu", "Write why this paper is not needed"),
            Place(column="why"),
        )
    paper.spared = why.strip()[:200]
    paper.save(update_fields=["spared"])
    record(
        f"claim:{paper.claim.public_id}",
        area=paper.claim.village_id,
        why=paper.spared,
        facts={"paper": paper.public_id},
    )


def _came(paper: Paper, dated: date) -> None:
    paper.came, paper.spared = paper.came or dated, ""
    paper.save(update_fields=["came", "spared"])


def _check_alive(paper: Paper) -> None:
    if paper.claim.state == State.CANCELLED:
        raise UnusableInput(
            Text("Klaim ini dibatalkan", "This claim was cancelled"),
            Text("Tidak ada yang disimpan", "Nothing was kept"),
        )
