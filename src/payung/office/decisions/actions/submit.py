"""A draft is submitted by one user, and returned or discarded with a reason."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.decisions.actions.generate import summary
from payung.office.decisions.list_hash import list_hash
from payung.office.decisions.models import Decision, State
from payung.office.journal.acts import act, record


@act("decision.submit")
def submit(actor: Any, decision: Decision) -> Decision:
    """Send a draft for approval; from then on another user decides."""
    require(actor, May.SUBMIT_DECISION, decision.programme.area_id)
    kept = locked(decision)
    must_be(kept, State.DRAFT, State.RETURNED)
    if not kept.people and not kept.withdrawals.exists():
        raise UnusableInput(
            Text("Tidak ada orang yang mendapat tempat di daftar ini", "Nobody has a place on this list"),
            Text(
                "Periksa kuota dan dana, lalu susun daftar lagi",
                "Check quotas and funds, then generate again",
            ),
        )
    check_unchanged(kept)
    kept.state, kept.submitted_by, kept.submitted = State.SUBMITTED, actor, timezone.now()
    kept.save(update_fields=["state", "submitted_by", "submitted"])
    record(f"decision:{kept.public_id}", area=kept.programme.area_id, facts=summary(kept))
    return kept


@act("decision.return")
def return_draft(actor: Any, decision: Decision, *, why: str) -> Decision:
    """Send a submitted list back, with the reason."""
    require(actor, May.APPROVE_DECISION, decision.programme.area_id)
    kept = locked(decision)
    must_be(kept, State.SUBMITTED)
    kept.state = State.RETURNED
    kept.note = needs_reason(why)
    kept.save(update_fields=["state", "note"])
    record(f"decision:{kept.public_id}", area=kept.programme.area_id, why=kept.note)
    return kept


@act("decision.discard")
def discard(actor: Any, decision: Decision, *, why: str) -> Decision:
    """Put a list aside that nobody approved. Its people stay accepted and come onto the next list."""
    require(actor, May.SUBMIT_DECISION, decision.programme.area_id)
    kept = locked(decision)
    must_be(kept, State.DRAFT, State.RETURNED, State.SUBMITTED)
    kept.state = State.DISCARDED
    kept.note = needs_reason(why)
    kept.save(update_fields=["state", "note"])
    record(f"decision:{kept.public_id}", area=kept.programme.area_id, why=kept.note)
    return kept


def locked(decision: Decision) -> Decision:
    """The decision as it stands, for this act alone. Locks are taken in one order: programme, then decision."""
    from payung.office.programmes.models import Programme

    Programme.objects.select_for_update(no_key=True).get(pk=decision.programme_id)
    return Decision.objects.select_related("programme").select_for_update(of=("self",)).get(pk=decision.pk)


def must_be(decision: Decision, *states: State) -> None:
    if decision.state not in states:
        label = str(decision.get_state_display())
        raise UnusableInput(
            Text(f"Daftar ini berstatus: {label}", f"This list is: {label}"),
            Text(
                "Muat ulang halaman untuk melihat keadaan terakhir",
                "Load the page again to see how it stands",
            ),
        )


def needs_reason(why: str) -> str:
    if not why.strip():
        raise UnusableInput(
            Text("Alasan belum diisi", "The reason is missing"), Text("Tulis alasannya", "Write the reason")
        )
    return why.strip()


def check_unchanged(decision: Decision) -> None:
    """Raises UnusableInput where somebody on the list is no longer who or where they were when it was generated."""
    from payung.office.proposals.models import Standing

    gone = decision.lines.filter(taken=True).exclude(row__standing=Standing.ACCEPTED).count()
    if gone or list_hash(decision) != decision.list_hash:
        raise UnusableInput(
            Text(
                f"{gone} orang di daftar ini tidak lagi berstatus diterima"
                if gone
                else "Data orang di daftar ini berubah sejak disusun",
                f"{gone} people on this list are no longer accepted"
                if gone
                else "Data of people on this list changed since it was generated",
            ),
            Text("Susun daftar baru", "Generate a new list"),
        )
