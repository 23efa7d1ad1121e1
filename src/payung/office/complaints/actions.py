"""Acts on complaints: filed by anybody, answered, passed on, not content with the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, may, require
from payung.office.areas.models import Area
from payung.office.complaints import clocks
from payung.office.complaints.models import (
    HIGHEST,
    SEALED,
    SEALED_ANSWER,
    Clock,
    Complaint,
    Kind,
    Level,
    State,
    Step,
)
from payung.office.core.vault import seal_fields
from payung.office.journal.acts import act, record
from payung.office.workdays.queries import calendar_of

LEAST, MOST = 10, 2000  # signs of a complaint
ANSWERS: dict[int, May] = {
    Level.VERIFIER: May.ANSWER_COMPLAINT,
    Level.MANAGER: May.LEAD_COMPLAINT,
    Level.INSPECTORATE: May.INSPECT_COMPLAINT,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody complains of. Without name and phone it is anonymous."""

    kind: str
    words: str
    name: str = ""
    phone: str = ""


@act("complaint.file")
def file(actor: Any, village: Area, said: Said, *, token: str, today: date | None = None) -> Complaint:
    """A complaint, once for a token. ``actor`` None: through the public page, where everybody may.

    Money that was asked for goes past those who collect the names, to the head of the programme at once.
    """
    if actor is not None:
        require(actor, May.TAKE_COMPLAINT, village.code)
    words = said.words.strip()
    if not LEAST <= len(words) <= MOST or said.kind not in Kind.values:
        raise UnusableInput(
            Text(
                f"Isi pengaduan harus {LEAST} sampai {MOST} huruf", f"A complaint has {LEAST} to {MOST} signs"
            ),
            Text("Tulis apa yang terjadi, kapan, dan di mana", "Write what happened, when and where"),
            Place(column="words"),
        )
    received = today or timezone.localdate()
    fields = {"words": words, "name": said.name.strip()[:120], "phone": said.phone.strip()[:20]}
    level = Level.MANAGER if said.kind == Kind.FEE else Level.VERIFIER
    try:
        with transaction.atomic():
            made = Complaint.objects.create(
                village=village,
                kind=said.kind,
                sealed=seal_fields(fields, SEALED),
                anonymous=not (fields["name"] or fields["phone"]),
                taken_by=actor,
                token=token,
                received=received,
                due_on=clocks.due(village.code, received),
                level=level,
            )
    except IntegrityError:
        made = Complaint.objects.get(token=token)
        record(f"complaint:{made.public_id}", area=made.village_id, facts={"again": True})
        return made
    _step(made, Step.What.RECEIVED, received)
    record(
        f"complaint:{made.public_id}",
        area=village.code,
        facts={"kind": said.kind, "anonymous": made.anonymous, "due": made.due_on, "level": level},
    )
    return made


@act("complaint.answer")
def answer(actor: Any, complaint: Complaint, words: str, *, today: date | None = None) -> Complaint:
    """The answer, seen by whoever holds the ticket."""
    held = _held(actor, complaint)
    if held.state != State.OPEN:
        raise UnusableInput(
            Text("Pengaduan ini sudah dijawab", "This complaint is answered already"),
            Text("Muat ulang halamannya", "Load the page again"),
            Place(column="words"),
        )
    if not words.strip():
        raise UnusableInput(
            Text("Jawabannya kosong", "The answer is missing"),
            Text("Tulis apa yang diperiksa dan hasilnya", "Write what was looked into and what came of it"),
            Place(column="words"),
        )
    dated = today or timezone.localdate()
    held.answer = seal_fields({"words": words.strip()[:MOST]}, SEALED_ANSWER)
    held.state, held.answered_on, held.in_time = State.ANSWERED, dated, dated <= held.due_on
    held.days = calendar_of(held.village_id).between(held.received, dated)
    held.save(update_fields=["answer", "state", "answered_on", "in_time", "days"])
    _step(held, Step.What.ANSWERED, dated)
    record(
        f"complaint:{held.public_id}",
        area=held.village_id,
        facts={"level": held.level, "in_time": held.in_time},
    )
    return held


@act("complaint.raise")
def pass_on(actor: Any, complaint: Complaint, why: str, *, today: date | None = None) -> Complaint:
    """To the next higher place. ``actor`` None: the clock, once the day to answer is over."""
    dated = today or timezone.localdate()
    held = _held(actor, complaint)
    if held.state != State.OPEN or held.level >= HIGHEST:
        raise UnusableInput(
            Text("Pengaduan ini tidak dapat diteruskan", "This complaint cannot be passed on"),
            Text("Jawab pengaduannya", "Answer it"),
            Place(column="why"),
        )
    if not why.strip():
        raise UnusableInput(
            Text("Alasannya kosong", "The reason is missing"),
            Text("Tulis mengapa diteruskan", "Write why it is passed on"),
            Place(column="why"),
        )
    _raise(held, dated)
    record(f"complaint:{held.public_id}", area=held.village_id, why=why.strip(), facts={"level": held.level})
    return held


@act("complaint.object")
def object_to(actor: None, complaint: Complaint, *, today: date | None = None) -> Complaint:
    """Whoever holds the ticket is not content: it is open again, one place higher."""
    held = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if held.state != State.ANSWERED or held.level >= HIGHEST:
        raise UnusableInput(
            Text("Pengaduan ini tidak dapat diteruskan", "This complaint cannot be passed on"),
            Text("Tunggu jawabannya, atau buat pengaduan baru", "Wait for the answer, or complain anew"),
        )
    dated = today or timezone.localdate()
    held.state = State.OPEN
    _step(held, Step.What.OBJECTED, dated)
    _raise(held, dated)
    record(f"complaint:{held.public_id}", area=held.village_id, facts={"level": held.level})
    return held


@act("complaint.clock")
def set_clock(actor: Any, area_code: str, *, answer_days: int, raised_days: int) -> Clock:
    """Working days to answer in an area; for complaints from now on."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    if not (1 <= answer_days <= 60 and 1 <= raised_days <= 60):
        raise UnusableInput(
            Text("Lama menjawab harus 1 sampai 60 hari kerja", "Time to answer must be 1 to 60 working days"),
            Text("Periksa kedua angkanya", "Check both numbers"),
            Place(column="answer_days"),
        )
    days = {"answer_days": answer_days, "raised_days": raised_days}
    made, _new = Clock.objects.update_or_create(area_id=area_code, defaults=days)
    record(f"complaints:{area_code}", area=area_code, facts=days)
    return made


def raise_overdue(today: date) -> int:
    """For every day: what nobody answered in time goes one place higher, with days of its own."""
    late = Complaint.objects.filter(state=State.OPEN, due_on__lt=today, level__lt=HIGHEST)
    found = list(late.order_by("pk"))
    for complaint in found:
        pass_on(None, complaint, "tenggat jawaban lewat", today=today)
    return len(found)


def _held(actor: Any, complaint: Complaint) -> Complaint:
    """The complaint, locked; only for whose place it is at now."""
    held = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if actor is not None and not may(actor, ANSWERS[held.level], held.village_id):
        raise Refused(ANSWERS[held.level], held.village_id)
    return held


def _raise(held: Complaint, dated: date) -> None:
    held.level += 1
    held.due_on = clocks.due(held.village_id, dated, raised=True)
    held.save(update_fields=["level", "due_on", "state"])
    _step(held, Step.What.RAISED, dated)


def _step(complaint: Complaint, what: str, dated: date) -> None:
    Step.objects.create(complaint=complaint, what=what, level=complaint.level, dated=dated)
