"""Acts of entry by hand: kept sealed between pages, sent as a file like any other."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, covers, require
from payung.office.areas.models import Area
from payung.office.core.vault import seal_fields, unseal_fields
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme
from payung.office.proposals.actions import submitting
from payung.office.proposals.models import SEALED_ENTRY, HandEntry, Submission

# The headings of the file that entry by hand becomes; reading knows them.
HEADINGS = {
    "nik": "NIK",
    "kk": "No. KK",
    "name": "Nama Lengkap",
    "birth_place": "Tempat Lahir",
    "birth_date": "Tanggal Lahir",
    "sex": "L/P",
    "address": "Alamat",
    "village": "Desa/Kelurahan",
    "occupation": "Pekerjaan",
    "phone": "No. HP",
    "mother_name": "Nama Ibu Kandung",
}
MOST = 200  # beyond this a spreadsheet is the better way


@act("proposals.entry_begin")
def begin(actor: Any, programme: Programme, area: Area) -> HandEntry:
    """Start entering people for a programme. Raises Refused."""
    require(actor, May.PROPOSE, area.code)
    if not covers(programme.area_id, area.code):
        raise Refused(May.PROPOSE, programme.area_id)
    made = HandEntry.objects.create(programme=programme, area=area, owner=actor, sealed=_sealed([], {}))
    record(f"entry:{made.public_id}", area=area.code, facts={"programme": programme.public_id})
    return made


@act("proposals.entry_answer")
def answer(actor: Any, entry: HandEntry, answers: Mapping[str, str]) -> None:
    """Keep some answers about the person being entered. Raises Refused for another's entry."""
    entry, people, current = _own(actor, entry)
    current |= {key: value for key, value in answers.items() if key in HEADINGS}
    _keep(entry, people, current)


@act("proposals.entry_add")
def add_person(actor: Any, entry: HandEntry) -> None:
    """The person whose answers were checked joins the list. Raises UnusableInput without a name."""
    entry, people, current = _own(actor, entry)
    if not current.get("name"):
        raise UnusableInput(
            Text("nama belum diisi", "the name is missing"), Text("Isi nama orangnya", "Fill in the name")
        )
    if len(people) >= MOST:
        raise UnusableInput(
            Text(f"sudah {MOST} orang", f"there are {MOST} people already"),
            Text("Kirim yang ini dahulu, lalu mulai lagi", "Send these first, then begin again"),
        )
    _keep(entry, [*people, current], {})


@act("proposals.entry_remove")
def remove_person(actor: Any, entry: HandEntry, at: int) -> None:
    """Take a person off the list again."""
    entry, people, current = _own(actor, entry)
    _keep(entry, [each for position, each in enumerate(people) if position != at], current)


@act("proposals.entry_send")
def send(actor: Any, entry: HandEntry) -> Submission:
    """Send the people entered: they become a file, and are checked like any other."""
    entry, people, _ = _own(actor, entry)
    if not people:
        raise UnusableInput(
            Text("belum ada orang yang diisi", "nobody has been entered yet"),
            Text("Isi sedikitnya satu orang", "Enter at least one"),
        )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS.values())
    writer.writerows([person.get(key, "") for key in HEADINGS] for person in people)
    submission = submitting.upload(
        actor,
        programme=entry.programme,
        area=entry.area,
        file_name=f"isian-{timezone.localtime():%Y-%m-%d-%H%M}-{entry.public_id}.csv",
        chunks=[text.getvalue().encode()],
        by_hand=True,
    )
    submission = submitting.confirm(actor, submission)
    public_id, area = entry.public_id, entry.area_id
    entry.delete()
    record(f"entry:{public_id}", area=area, facts={"people": len(people), "submission": submission.public_id})
    return submission


def content(entry: HandEntry) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The people entered so far, and the one being entered."""
    fields = unseal_fields(entry.sealed, SEALED_ENTRY)
    return fields["people"], fields["current"]


def _own(actor: Any, entry: HandEntry) -> tuple[HandEntry, list[dict[str, str]], dict[str, str]]:
    require(actor, May.PROPOSE, entry.area_id)
    locked = (
        HandEntry.objects.select_for_update(of=("self",)).select_related("programme", "area").get(pk=entry.pk)
    )
    if locked.owner_id != actor.pk:
        raise Refused(May.PROPOSE, entry.area_id)
    return locked, *content(locked)


def _keep(entry: HandEntry, people: list[dict[str, str]], current: dict[str, str]) -> None:
    entry.sealed = _sealed(people, current)
    entry.save(update_fields=["sealed", "changed"])
    record(f"entry:{entry.public_id}", area=entry.area_id, facts={"people": len(people)})


def _sealed(people: list[dict[str, str]], current: dict[str, str]) -> bytes:
    return seal_fields({"people": people, "current": current}, SEALED_ENTRY)
