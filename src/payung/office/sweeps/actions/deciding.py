"""The acts of deciding on a match, with a reason, and of asking for the months that follow from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.journal.acts import act, record
from payung.office.people.actions import mark_died
from payung.office.people.models import Person
from payung.office.sweeps import standing
from payung.office.sweeps.finding import after
from payung.office.sweeps.models import Claim, Kind, Match, State

_REASON_MIN = 3


@act("sweep.confirm")
def confirm(
    actor: Any,
    match: Match,
    why: str,
    *,
    died: date | None = None,
    began: date | None = None,
    stays: Person | None = None,
) -> Match:
    """The match is right. A death marks the person, ``died`` overruling the list's day as ``began`` does that of a
    wage job; of two numbers of one person
    the one that ``stays`` keeps its months. Money does not move yet: the months are withdrawn by a change of the decree.

    Raises Refused; UnusableInput without a reason, for a match that was decided, or a death without its day.
    """
    match = _open(actor, match, why)
    if match.kind == Kind.DEATH:
        match.died = died or match.died
        if match.died is None:
            raise UnusableInput(
                Text("tanggal meninggal belum diketahui", "the day of death is not known"),
                Text(
                    "Isi tanggal menurut akta atau surat desa",
                    "Give the day by certificate or the village's letter",
                ),
            )
        mark_died(actor, match.person, match.died, why)
        match.first_month = after(match.died)
        history = standing.histories([match.person_id])[match.person_id]
        match.paid_months, match.benefit = standing.reckoned(history, match.died)
    elif match.kind == Kind.JOB:
        _begin(match, began)
    elif match.kind == Kind.TWICE:
        _keep_one(match, stays)
    _settle(actor, match, State.CONFIRMED, why)
    return match


@act("sweep.reject")
def reject(actor: Any, match: Match, why: str) -> Match:
    """The match is wrong: alive, another person, or not paid by another. Raises Refused, UnusableInput."""
    match = _open(actor, match, why)
    _settle(actor, match, State.REJECTED, why)
    return match


@act("sweep.reopen")
def reopen(actor: Any, match: Match, why: str) -> Match:
    """Take a decision back, as long as no change of a decree rests on it. Raises Refused, UnusableInput."""
    require(actor, May.REVIEW, match.village_id)
    why = checked_reason(why)
    match = _locked(match)
    if match.state == State.OPEN or (match.draft and match.draft.state != "discarded"):
        raise UnusableInput(
            Text(
                "temuan ini masih terbuka, atau sudah ada usulan perubahan SK-nya",
                "this match is still open, or a change of the decree rests on it",
            ),
            Text("Buang usulan perubahan itu lebih dulu", "Discard that change first"),
        )
    before = match.state
    if match.kind == Kind.DEATH and before == State.CONFIRMED:
        mark_died(actor, match.person, None, why)
    match.state, match.why, match.decided_by, match.decided = State.OPEN, "", None, None
    match.save(update_fields=["state", "why", "decided_by", "decided"])
    record(f"match:{match.public_id}", area=match.village_id, why=why, facts={"before": before})
    return match


@act("sweep.claim")
def note_claim(actor: Any, match: Match, claim: str, why: str) -> Match:
    """Note whether the family has claimed, as heard from them or from BPJS. Raises Refused, UnusableInput."""
    require(actor, May.REVIEW, match.village_id)
    why = checked_reason(why)
    match = _locked(match)
    if match.kind != Kind.DEATH or match.state == State.REJECTED or claim not in Claim.values:
        raise UnusableInput(
            Text("klaim hanya dicatat pada kematian", "a claim is noted of a death only"),
            Text("Pilih temuan kematian", "Choose a match of a death"),
        )
    match.claim = claim
    match.save(update_fields=["claim"])
    record(f"match:{match.public_id}", area=match.village_id, why=why, facts={"claim": claim})
    return match


def _begin(match: Match, began: date | None) -> None:
    """A day that cannot be is refused; without any, the months stay those after the list's own day."""
    if began is None or began == match.began:
        return
    if not match.person.birth_date < began <= timezone.localdate():
        raise UnusableInput(
            Text(f"tanggal mulai kerja {began} tidak mungkin", f"the job cannot have begun on {began}"),
            Text(
                "Periksa tanggalnya: sesudah lahir, sampai hari ini",
                "Check the day: after birth, not after today",
            ),
        )
    match.began, match.first_month = began, after(began)


def _keep_one(match: Match, stays: Person | None) -> None:
    """``match.person`` is who leaves."""
    if stays is None or stays.pk not in (match.person_id, match.other_id):
        raise UnusableInput(
            Text("belum dipilih NIK mana yang benar", "which of the numbers is right has not been said"),
            Text("Pilih satu dari keduanya", "Choose one of the two"),
        )
    if stays.pk == match.person_id:
        match.person, match.other = match.other, match.person  # type: ignore[assignment]  # a pair has both
        match.village_id = match.person.village_id


def _open(actor: Any, match: Match, why: str) -> Match:
    require(actor, May.REVIEW, match.village_id)
    checked_reason(why)
    match = _locked(match)
    if match.state != State.OPEN:
        raise UnusableInput(
            Text("temuan ini sudah diputuskan", "this match is decided already"),
            Text("Muat ulang halamannya", "Reload the page"),
        )
    return match


def _settle(actor: Any, match: Match, state: State, why: str) -> None:
    match.state, match.why = state, checked_reason(why)
    match.decided_by, match.decided = actor, timezone.now()
    match.save()
    facts: dict[str, Any] = {
        "kind": match.kind,
        "how": match.how,
        "state": state,
        "person": match.person.public_id,
    }
    if match.other:
        facts["stays"] = match.other.public_id
    if match.first_month:
        facts["first_month"] = match.first_month
    record(f"match:{match.public_id}", area=match.village_id, why=match.why, facts=facts)


def _locked(match: Match) -> Match:
    return (
        Match.objects.select_for_update(of=("self",))
        .select_related("person", "other", "draft")
        .get(pk=match.pk)
    )


def checked_reason(why: str) -> str:
    why = " ".join(why.split())
    if len(why) < _REASON_MIN:
        raise UnusableInput(
            Text("alasan belum ditulis", "the reason is missing"),
            Text("Tulis alasan keputusan ini dengan singkat", "Write shortly why"),
        )
    return why[:500]
