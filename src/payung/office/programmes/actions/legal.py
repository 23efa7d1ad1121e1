"""The register of legal bases, and agreements with BPJS with the chain of their extensions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Agreement, LegalBasis


@act("basis.add")
def add_basis(
    actor: Any, area_code: str, *, number: str, about: str, dated: date, until: date | None = None
) -> LegalBasis:
    """A regulation or instruction that programmes of the area may cite."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    _filled("number", number)
    if until and until < dated:
        raise _ends_before()
    basis = LegalBasis.objects.create(
        area_id=area_code, number=number.strip(), about=about.strip(), dated=dated, until=until
    )
    record(
        f"basis:{basis.public_id}",
        area=area_code,
        facts={"number": basis.number, "dated": dated, "until": until},
    )
    return basis


@act("agreement.add")
def add_agreement(
    actor: Any,
    area_code: str,
    *,
    number: str,
    branch: str,
    starts: date,
    ends: date,
    extends: Agreement | None = None,
) -> Agreement:
    """A cooperation agreement (PKS); an extension names the one it extends and starts no earlier than that began."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    _filled("number", number)
    _filled("branch", branch)
    if ends < starts:
        raise _ends_before()
    if extends and (extends.area_id != area_code or starts <= extends.starts):
        raise UnusableInput(
            Text(
                f"Perpanjangan harus dari daerah yang sama dan mulai sesudah {extends.starts:%d-%m-%Y}",
                f"An extension must be of the same area and start after {extends.starts:%Y-%m-%d}",
            ),
            Text(
                "Periksa PKS yang diperpanjang dan tanggal mulainya", "Check the extended one and the start"
            ),
            Place(column="extends"),
        )
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                area_id=area_code,
                number=number.strip(),
                branch=branch.strip(),
                starts=starts,
                ends=ends,
                extends=extends,
            )
    except IntegrityError as error:
        raise UnusableInput(
            Text(f"PKS nomor {number} sudah ada", f"There is an agreement {number} already"),
            Text("Periksa nomornya", "Check the number"),
            Place(column="number"),
        ) from error
    record(
        f"agreement:{agreement.public_id}",
        area=area_code,
        facts={
            "number": agreement.number,
            "starts": starts,
            "ends": ends,
            "extends": extends and extends.number,
        },
    )
    return agreement


def _filled(column: str, value: str) -> None:
    if not value.strip():
        raise UnusableInput(
            Text("Isian ini kosong", "This field is empty"),
            Text("Isi lebih dulu", "Fill it first"),
            Place(column=column),
        )


def _ends_before() -> UnusableInput:
    return UnusableInput(
        Text("Tanggal akhir mendahului tanggal mulai", "The end is before the start"),
        Text("Periksa kedua tanggal", "Check both dates"),
        Place(column="ends"),
    )
