"""Acts on people."""

from __future__ import annotations

from typing import Any

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
