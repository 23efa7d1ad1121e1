"""Acts on people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.core.vault import unseal_fields
from payung.office.journal.acts import act, record
from payung.office.people.models import SEALED, Person


@act("person.reveal_nik")
def reveal_nik(actor: Any, person: Person) -> str:
    """The whole NIK, for one look; who looked stands in the journal."""
    require(actor, May.SEE_NIK, person.village_id)
    nik: str = unseal_fields(person.sealed, SEALED)["nik"]
    record(f"person:{person.public_id}", area=person.village_id)
    return nik


@act("person.died")
def mark_died(actor: Any, person: Person, on: date | None, why: str) -> Person:
    """The person died on a day; None takes it back. Raises Refused; UnusableInput for a day that cannot be."""
    require(actor, May.REVIEW, person.village_id)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if on is not None and not person.birth_date <= on <= timezone.localdate():
        raise UnusableInput(
            Text("tanggal meninggal itu tidak mungkin", "that day of death cannot be"),
            Text(
                "Tulis tanggal seperti pada akta kematian, tidak di depan hari ini",
                "Write the day of the death certificate, not one that lies ahead",
            ),
        )
    person.died = on
    person.save(update_fields=["died"])
    record(f"person:{person.public_id}", area=person.village_id, why=why, facts={"died": on})
    return person
