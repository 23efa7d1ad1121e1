"""The chain of the journal: how an entry is hashed, appended, and proven."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from payung.office.journal.models import Entry, Head

GENESIS = "0" * 64


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the canonical JSON of everything the entry says, the previous hash included."""
    said = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "act": entry.act,
        "subject": entry.subject,
        "area": entry.area_code,
        "why": entry.why,
        "facts": entry.facts,
        "previous": entry.previous,
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def append(
    *,
    actor: Any,
    act: str,
    subject: str = "",
    area_code: str = "",
    why: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one entry at the end. Must run inside the transaction of the act it tells of."""
    head = Head.objects.select_for_update().get(id=1)
    entry = Entry(
        seq=head.seq + 1,
        at=timezone.now(),
        actor_id=getattr(actor, "pk", None),
        actor_name=getattr(actor, "username", "") or "payung",
        act=act,
        subject=subject,
        area_code=area_code,
        why=why,
        facts=json.loads(json.dumps(facts or {}, default=_plain)),
        previous=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    Head.objects.filter(id=1).update(seq=entry.seq, hash=entry.hash)
    return entry


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) or hasattr(value, "isoformat") else str(value)


@dataclass(frozen=True, slots=True)
class Proof:
    """``broken`` is the sequence number of the first entry that does not hold, with why; None if all hold."""

    entries: int
    head: str
    broken: int | None = None
    why: str = ""


def verify() -> Proof:
    """Walk the chain from the beginning. Constant memory."""
    previous, expected = GENESIS, 1
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=5000):
        if entry.seq != expected:
            return Proof(expected - 1, previous, expected, "missing")
        if entry.previous != previous:
            return Proof(expected - 1, previous, entry.seq, "not chained to the entry before")
        if entry_hash(entry) != entry.hash:
            return Proof(expected - 1, previous, entry.seq, "changed after it was written")
        previous, expected = entry.hash, expected + 1
    head = Head.objects.get(id=1)
    if (head.seq, head.hash) != (expected - 1, previous):
        return Proof(expected - 1, previous, expected, "the end of the journal was cut off")
    return Proof(expected - 1, previous)
