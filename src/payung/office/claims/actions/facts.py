"""Acts on what is known of a claim: costs and days for the sum, the heirs, the children, a dispute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.calendar_days import age
from payung.law.heirs import RELATIVES
from payung.office.accounts.permissions import May, require
from payung.office.claims.actions.freezing import refreeze
from payung.office.claims.models import (
    SEALED_CHILD,
    SEALED_HEIR,
    SEALED_MEDICAL,
    Child,
    Claim,
    Heir,
    Kind,
    Medical,
    Outcome,
    State,
    Working,
)
from payung.office.core.vault import blind_index, seal_fields, unseal_fields
from payung.office.journal.acts import act, record

OF_AGE = 18  # a younger heir receives through a guardian
CLOSED = (State.PAID, State.CANCELLED)


@act("claim.facts")
def set_facts(
    actor: Any,
    claim: Claim,
    *,
    outcome: str,
    died_on: date | None = None,
    doctor_statement: date | None = None,
    facts: Mapping[str, Any],
    today: date | None = None,
) -> Working:
    """What the sum depends on, in the engine's own fields. Raises UnusableInput naming the field at fault."""
    require(actor, May.REPORT_EVENT, claim.village_id)
    require(actor, May.SEE_MEDICAL, claim.village_id)
    claim = _open(claim)
    if claim.kind == Kind.DEATH:
        raise UnusableInput(
            Text(
                "Kematian bukan karena kerja tidak bergantung pada biaya atau hari",
                "A death not from work hangs on no costs or days",
            ),
            Text(
                "Bila sebenarnya karena kerja: batalkan laporan ini dan laporkan sebagai kecelakaan",
                "If it was from work: cancel this report and report an accident",
            ),
            Place(column="outcome"),
        )
    medical = Medical.objects.select_for_update().get(claim=claim)
    words = unseal_fields(medical.sealed, SEALED_MEDICAL)
    words["facts"] = {key: value for key, value in facts.items() if value}
    medical.sealed = seal_fields(words, SEALED_MEDICAL)
    medical.save()
    claim.outcome = outcome
    claim.died_on = (died_on or claim.day) if outcome == Outcome.DEATH else None
    claim.doctor_statement = doctor_statement
    try:
        with transaction.atomic():
            claim.save(update_fields=["outcome", "died_on", "doctor_statement"])
    except IntegrityError as error:
        raise UnusableInput(
            Text("Kematian orang ini sudah dilaporkan", "This person's death has been reported already"),
            Text("Buka klaim kematian yang ada", "Open the claim of the death that stands"),
            Place(column="outcome"),
        ) from error
    working = refreeze(claim, today or timezone.localdate(), "facts")
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={"version": working.version, "owed": working.total, "outcome": outcome},
    )
    return working


@dataclass(frozen=True, slots=True)
class HeirFacts:
    relation: str
    name: str
    birth_date: date | None = None
    phone: str = ""
    account: str = ""
    guardian: str = ""


@act("claim.heir_add")
def add_heir(actor: Any, claim: Claim, said: HeirFacts, *, today: date | None = None) -> Heir:
    """Somebody in the order of the law; a minor with a guardian."""
    require(actor, May.REPORT_EVENT, claim.village_id)
    claim = _open(claim)
    _check_heir(said, today or timezone.localdate())
    fields = {
        "name": said.name.strip(),
        "phone": said.phone.strip(),
        "account": said.account.strip(),
        "guardian": said.guardian.strip(),
    }
    heir = Heir.objects.create(
        claim=claim,
        relation=said.relation,
        birth_date=said.birth_date,
        guarded=bool(fields["guardian"]),
        sealed=seal_fields(fields, SEALED_HEIR),
    )
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={"heir": heir.public_id, "relation": heir.relation, "guarded": heir.guarded},
    )
    return heir


def _check_heir(said: HeirFacts, today: date) -> None:
    if said.relation not in RELATIVES:
        raise _missing("relation", "Hubungan keluarganya", "The relation")
    if not said.name.strip():
        raise _missing("name", "Nama ahli waris", "The heir's name")
    if said.birth_date is not None and said.birth_date > today:
        raise UnusableInput(
            Text("Tanggal lahirnya belum tiba", "That day of birth has not come yet"),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="birth_date"),
        )
    if said.birth_date is not None and age(said.birth_date, today) < OF_AGE and not said.guardian.strip():
        raise UnusableInput(
            Text(f"Ahli waris belum {OF_AGE} tahun", f"The heir is not yet {OF_AGE}"),
            Text("Tulis nama walinya", "Write the guardian's name"),
            Place(column="guardian"),
        )


@act("claim.heir_remove")
def remove_heir(actor: Any, heir: Heir) -> None:
    """Taken off; not once money went to that heir."""
    claim = heir.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    _open(claim)
    if heir.payments.exists():
        raise UnusableInput(
            Text("Ahli waris ini sudah menerima uang", "This heir has received money"),
            Text("Catat sengketanya bila keliru", "Note the dispute if that was wrong"),
        )
    facts = {"heir": heir.public_id, "relation": heir.relation}
    heir.delete()
    record(f"claim:{claim.public_id}", area=claim.village_id, facts=facts)


@act("claim.dispute")
def set_dispute(actor: Any, claim: Claim, words: str) -> None:
    """Who of the heirs disagrees and where it lies; empty once it is settled."""
    require(actor, May.REPORT_EVENT, claim.village_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    claim.dispute = words.strip()[:2000]
    claim.save(update_fields=["dispute"])
    record(f"claim:{claim.public_id}", area=claim.village_id, facts={"disputed": bool(claim.dispute)})


@act("claim.child_add")
def add_child(
    actor: Any,
    claim: Claim,
    *,
    name: str,
    birth_date: date,
    level: str = "",
    grade: int = 1,
    today: date | None = None,
) -> Child:
    """A child, once; the schedule follows from the engine. Raises UnusableInput for the same child again."""
    require(actor, May.REPORT_EVENT, claim.village_id)
    claim = _not_cancelled(claim)
    if not name.strip():
        raise _missing("name", "Nama anak", "The child's name")
    try:
        with transaction.atomic():
            child = Child.objects.create(
                claim=claim,
                name_index=blind_index(" ".join(name.casefold().split())),
                birth_date=birth_date,
                level=level,
                grade=grade,
                sealed=seal_fields({"name": name.strip()}, SEALED_CHILD),
            )
    except IntegrityError as error:
        raise UnusableInput(
            Text("Anak ini sudah ada dalam daftar", "This child is on the list already"),
            Text(
                "Periksa nama dan tanggal lahirnya; tidak ada yang ditambah",
                "Check name and date of birth; nothing was added",
            ),
            Place(column="name"),
        ) from error
    working = refreeze(claim, today or timezone.localdate(), "child")
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={
            "child": child.public_id,
            "version": working.version,
            "scholarship": working.scholarship_total,
        },
    )
    return child


def _missing(column: str, indonesian: str, english: str) -> UnusableInput:
    return UnusableInput(
        Text(f"{indonesian} kosong", f"{english} is missing"),
        Text("Isi lebih dulu", "Fill it first"),
        Place(column=column),
    )


def _open(claim: Claim) -> Claim:
    held = _not_cancelled(claim)
    if held.state in CLOSED:
        raise UnusableInput(
            Text("Klaim ini sudah dibayar", "This claim has been paid"),
            Text("Catat selisihnya bila jumlahnya keliru", "Record the difference if the sum is wrong"),
        )
    return held


def _not_cancelled(claim: Claim) -> Claim:
    held = Claim.objects.select_for_update(of=("self",)).select_related("person").get(pk=claim.pk)
    if held.state == State.CANCELLED:
        raise UnusableInput(
            Text("Klaim ini dibatalkan", "This claim was cancelled"),
            Text("Laporkan kejadiannya sekali lagi bila benar", "Report the event again if it was right"),
        )
    return held
