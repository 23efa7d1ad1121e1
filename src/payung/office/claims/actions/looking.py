"""Looks at medical words and at papers: each is an act, for the journal keeps who looked."""

from __future__ import annotations

from typing import Any

from payung.office.accounts.permissions import May, require
from payung.office.claims.models import (
    SEALED_CLAIM,
    SEALED_MEDICAL,
    STORED_PAPER,
    Attachment,
    Claim,
    Medical,
)
from payung.office.core import store
from payung.office.core.vault import unseal_fields
from payung.office.journal.acts import act, record


@act("claim.look_medical")
def look_medical(actor: Any, claim: Claim) -> dict[str, Any]:
    """What happened and the diagnosis, for one look."""
    require(actor, May.SEE_MEDICAL, claim.village_id)
    words = unseal_fields(Medical.objects.get(claim=claim).sealed, SEALED_MEDICAL)
    record(f"claim:{claim.public_id}", area=claim.village_id)
    return words


@act("claim.look_paper")
def look_paper(actor: Any, attachment: Attachment) -> bytes:
    """One photo or PDF. It shows a NIK, and it may be medical: then only for whoever may see that."""
    claim = attachment.claim
    require(actor, May.SEE_CLAIMS, claim.village_id)
    require(actor, May.SEE_MEDICAL if attachment.medical else May.SEE_NIK, claim.village_id)
    content = b"".join(store.read(attachment.file, STORED_PAPER))
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={"attachment": attachment.public_id, "sha256": attachment.sha256},
    )
    return content


def reporter_of(claim: Claim) -> dict[str, str]:
    """Who reported, and the phone: for the people who work on the claim."""
    found: dict[str, str] = unseal_fields(claim.sealed, SEALED_CLAIM)
    return found
