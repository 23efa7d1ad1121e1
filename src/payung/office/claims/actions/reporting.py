"""Acts that open a claim: an event reported, or reported by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.claims import files
from payung.office.claims.actions.freezing import freeze
from payung.office.claims.models import (
    SEALED_CLAIM,
    SEALED_MEDICAL,
    Attachment,
    Claim,
    Medical,
    Outcome,
    State,
    Step,
)
from payung.office.claims.reckoning import Event, reckon
from payung.office.core import store
from payung.office.core.vault import seal_fields
from payung.office.journal.acts import act, record
from payung.office.people.models import Person


@dataclass(frozen=True, slots=True)
class Report:
    """What a clerk writes down. ``happened`` and ``diagnosis`` are medical words and are sealed apart."""

    kind: str
    day: date
    outcome: str
    happened: str
    reporter: str
    phone: str
    died_on: date | None = None
    diagnosis: str = ""

    @property
    def event(self) -> Event:
        died = self.died_on or self.day
        return Event(self.kind, self.day, self.outcome, died if self.outcome == Outcome.DEATH else None)


@act("claim.report")
def report(
    actor: Any,
    person: Person,
    said: Report,
    attached: Sequence[files.Stored] = (),
    *,
    today: date | None = None,
) -> Claim:
    """Open a claim with its frozen working. Raises UnusableInput, and then nothing is kept."""
    require(actor, May.REPORT_EVENT, person.village_id)
    event = said.event
    reckoned = reckon(person, event, today or timezone.localdate())
    check_new(person, event)
    claim = Claim(
        person=person,
        kind=said.kind,
        day=said.day,
        outcome=said.outcome,
        died_on=event.died_on,
        village_id=person.village_id,
        programme=reckoned.month.programme,
        fund=reckoned.month.fund,
        occupation=person.occupation,
        sealed=seal_fields({"reporter": said.reporter.strip(), "phone": said.phone.strip()}, SEALED_CLAIM),
        reported_by=actor,
    )
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as error:  # somebody else was quicker: the database holds the rule
        raise _twice(person, event) from error
    words = {"happened": said.happened.strip(), "diagnosis": said.diagnosis.strip(), "facts": {}}
    Medical.objects.create(claim=claim, sealed=seal_fields(words, SEALED_MEDICAL))
    Step.objects.create(claim=claim, state=State.REPORTED, dated=today or timezone.localdate(), by=actor)
    freeze(claim, reckoned)
    _attach(actor, claim, attached)
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={
            "person": person.public_id,
            "kind": claim.kind,
            "outcome": claim.outcome,
            "day": claim.day,
            "owed": claim.owed,
            "files": len(attached),
        },
    )
    return claim


def _attach(actor: Any, claim: Claim, attached: Sequence[files.Stored]) -> None:
    for each in {one.sha256: one for one in attached}.values():
        kept = files.settle(each)
        Attachment.objects.create(
            claim=claim,
            file_name=kept.file_name,
            kind=kept.kind,
            file=kept.file,
            size=kept.size,
            sha256=kept.sha256,
            added_by=actor,
        )
    for each in attached:
        transaction.on_commit(lambda name=each.file: store.remove(name))  # type: ignore[misc]


def check_new(person: Person, event: Event) -> None:
    """Raises UnusableInput where the event, or another death of the person, stands already."""
    standing = Claim.objects.filter(person=person).exclude(state=State.CANCELLED)
    if event.died and standing.filter(outcome=Outcome.DEATH).exists():
        raise _twice(person, event)
    if standing.filter(kind=event.kind, day=event.day).exists():
        raise _twice(person, event)


def _twice(person: Person, event: Event) -> UnusableInput:
    held = Claim.objects.filter(person=person).exclude(state=State.CANCELLED)
    if event.died:
        held = held.filter(outcome=Outcome.DEATH)
    found = held.order_by("-pk").first()
    day = (found.died_on or found.day) if found else event.day
    if event.died:
        what = Text(
            f"Kematian {person.name} ({date_in_words(day, 'id')}) sudah dilaporkan",
            f"The death of {person.name} ({date_in_words(day, 'en')}) has been reported already",
        )
    else:
        what = Text(
            f"Kejadian {person.name} tanggal ini sudah dilaporkan",
            f"This event of {person.name} has been reported already",
        )
    mend = Text(
        "Buka klaim yang ada dan lanjutkan di sana; tidak ada yang dicatat",
        "Open the claim that stands and go on there; nothing was recorded",
    )
    return UnusableInput(what, mend, Place(column="day"))


@act("claim.cancel")
def cancel(actor: Any, claim: Claim, why: str) -> None:
    """Reported by mistake. Not once BPJS has it."""
    require(actor, May.REPORT_EVENT, claim.village_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.state not in (State.REPORTED, State.GATHERED):
        raise UnusableInput(
            Text("Klaim ini sudah di BPJS", "BPJS has this claim already"),
            Text("Catat keputusan BPJS", "Record what BPJS decides"),
            Place(column="why"),
        )
    if not why.strip():
        raise UnusableInput(
            Text("Alasannya kosong", "The reason is missing"),
            Text("Tulis mengapa laporan ini keliru", "Write why this report was a mistake"),
            Place(column="why"),
        )
    claim.state = State.CANCELLED
    claim.save(update_fields=["state"])
    Step.objects.create(
        claim=claim, state=State.CANCELLED, dated=timezone.localdate(), note=why.strip(), by=actor
    )
    record(f"claim:{claim.public_id}", area=claim.village_id, why=why.strip())
