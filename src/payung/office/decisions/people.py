"""The people of an approved list: each person once, found again by the blind index of the NIK."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from payung.office.core.bulk import staged
from payung.office.core.identifiers import public_id
from payung.office.core.vault import seal_fields, unseal_fields
from payung.office.decisions.models import Decision
from payung.office.people.models import SEALED as SEALED_PERSON
from payung.office.people.models import Person
from payung.office.people.sharing import shared_indexes
from payung.office.proposals.models import SEALED_ROW, Row

_STAGED = {
    "public_id": "text",
    "nik_index": "bytes",
    "nik_tail": "text",
    "sealed": "bytes",
    "phone_index": "bytes",
    "kk_index": "bytes",
    "name": "text",
    "birth_date": "date",
    "sex": "text",
    "village_id": "text",
    "occupation": "text",
    "sector": "text",
    "since": "time",
}
_NEWER = (
    "nik_tail",
    "sealed",
    "phone_index",
    "kk_index",
    "name",
    "birth_date",
    "sex",
    "village_id",
    "occupation",
    "sector",
)
# What a person keeps of a proposed row; the original cells stay with the proposal.
_KEPT = ("nik", "kk", "phone", "birth_place", "mother_name", "address", "heirs")
_UPSERT = f"""
INSERT INTO people_person ({", ".join(_STAGED)})
SELECT {", ".join(_STAGED)} FROM staged_person WHERE TRUE ORDER BY nik_index
ON CONFLICT (nik_index) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _NEWER)}
"""
_NAME_LINES = """
UPDATE decisions_line SET person_id = p.id
FROM proposals_row r JOIN people_person p ON p.nik_index = r.nik_index
WHERE decisions_line.row_id = r.id AND decisions_line.decision_id = %s AND decisions_line.taken
"""


def make_people(decision: Decision) -> None:
    """Add the list's people or bring them up to date, and name them on its lines. Sorted, so that acts never deadlock."""
    with staged("staged_person", _STAGED, _people(decision)), connection.cursor() as sql:
        sql.execute(_UPSERT)
        sql.execute(_NAME_LINES, [decision.pk])


def _people(decision: Decision) -> Iterator[tuple[Any, ...]]:
    taken = decision.lines.filter(taken=True)
    rows = Row.objects.filter(pk__in=taken.values("row_id")).values_list(
        "nik_index", "nik_tail", "sealed", "name", "birth_date", "sex", "village_id", "occupation", "sector"
    )
    known = dict(
        Person.objects.filter(nik_index__in=taken.values("row__nik_index")).values_list("nik_index", "sealed")
    )
    held: dict[bytes, bytes] = {bytes(index or b""): bytes(sealed or b"") for index, sealed in known.items()}
    now = timezone.now()
    for index, tail, sealed, name, born, sex, village, occupation, sector in rows.iterator(chunk_size=10_000):
        before = held.get(bytes(index or b""))
        private = _private(bytes(sealed), before)
        numbers = shared_indexes(private)
        yield (
            public_id(),
            bytes(index or b""),
            tail,
            seal_fields(private, SEALED_PERSON),
            numbers["phone_index"],
            numbers["kk_index"],
            name[:120],
            born,
            sex,
            village,
            occupation[:80],
            sector,
            now,
        )


def _private(of_row: bytes, of_person: bytes | None) -> dict[str, Any]:
    """What the row says, over what was known before; an empty field takes nothing away."""
    fields = unseal_fields(of_person, SEALED_PERSON) if of_person is not None else {}
    said = unseal_fields(of_row, SEALED_ROW)
    return fields | {key: said[key] for key in _KEPT if said.get(key)}
