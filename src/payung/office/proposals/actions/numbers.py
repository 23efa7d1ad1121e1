"""The act by which a reviewer brings the right NIK for a row: from the identity card, or from the register."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import UnusableInput
from payung.identity import nik as numbers
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.core.vault import blind_index, seal_fields, unseal_fields
from payung.office.journal.acts import act, record
from payung.office.proposals.models import SEALED_ROW, Row, Stage, Standing


@act("proposals.settle_nik")
def settle_nik(actor: Any, row: Row, nik: str, why: str) -> Row:
    """Set the NIK of a row that waits for review. The original cells stay; what the list said is kept beside it.

    ``nik`` sixteen digits as text. Raises Refused; UnusableInput for a number that cannot be a NIK, without a reason,
    for a row that moved on, or where somebody with this NIK stands in the programme already.
    """
    require(actor, May.REVIEW, row.village_id)
    row = Row.objects.select_for_update(of=("self",)).select_related("submission").get(pk=row.pk)
    digits = "".join(nik.split())
    _check(row, digits, why)
    fields = unseal_fields(row.sealed, SEALED_ROW)
    fields |= {"nik_as_listed": fields.get("nik", ""), "nik": digits}
    row.nik_index, row.nik_tail, row.sealed = (
        blind_index(digits),
        digits[-4:],
        seal_fields(fields, SEALED_ROW),
    )
    said = numbers.meaning(digits[6:12], row.submission.verified_on or timezone.localdate())
    row.birth_date = row.birth_date or (date.fromisoformat(said.iso) if said else None)
    row.sex = row.sex or numbers.sex(digits)
    try:
        with transaction.atomic():
            row.save(update_fields=["nik_index", "nik_tail", "sealed", "birth_date", "sex"])
    except IntegrityError:
        raise _taken() from None
    if Row.objects.filter(
        programme=row.programme_id,
        nik_index=row.nik_index,
        standing__in=[Standing.ACCEPTED, Standing.LISTED, Standing.DECIDED],
    ).exists():
        raise _taken()
    record(f"row:{row.public_id}", area=row.village_id, why=why.strip(), facts={"reasons": row.reasons})
    return row


def _check(row: Row, digits: str, why: str) -> None:
    if row.standing != Standing.OPEN or row.submission.stage != Stage.READY:
        raise UnusableInput(
            Text("baris ini tidak lagi menunggu pemeriksaan", "this row no longer waits for review"),
            Text("Muat ulang halamannya", "Reload the page"),
        )
    if not numbers.is_well_formed(digits, row.submission.verified_on or timezone.localdate()):
        raise UnusableInput(
            Text("nomor itu bukan NIK", "that number is no NIK"),
            Text("Tulis 16 angka seperti pada KTP", "Write the 16 digits as they stand on the identity card"),
        )
    if not why.strip():
        raise UnusableInput(
            Text("sumber NIK belum ditulis", "the source of the NIK is missing"),
            Text("Tulis dari mana NIK ini diambil", "Write where this NIK was taken from"),
        )


def _taken() -> UnusableInput:
    return UnusableInput(
        Text(
            "orang dengan NIK ini sudah diterima dalam program ini",
            "a person with this NIK is accepted already",
        ),
        Text("Gugurkan baris ini", "Drop this row"),
    )
