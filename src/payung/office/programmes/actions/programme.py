"""A programme's own facts: made, changed while nothing is decided, closed and reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import IntegrityError, transaction

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, covers, require
from payung.office.journal.acts import act, record
from payung.office.programmes import priority
from payung.office.programmes.models import Agreement, LegalBasis, Programme

# What a decree rests on: once one is approved, these stay as they were.
_SETTLED = ("first_month", "months", "income", "with_jht")
_PACKAGE = Text("Paket dan bulan program", "The programme's package and months")


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What a person says of a programme. Months are yyyymm, ``income`` whole rupiah a month."""

    name: str
    first_month: int
    months: int
    purpose: str = ""
    income: int = 1_000_000
    with_jht: bool = False
    priority: Sequence[str] = ("decile", "oldest", "first_come")
    registry_max_age: int = 400
    delegated: bool = False
    two_reviewers: bool = False
    agreement: Agreement | None = None
    bases: Sequence[LegalBasis] = field(default_factory=tuple)


@act("programme.create")
def create_programme(actor: Any, area_code: str, facts: ProgrammeFacts) -> Programme:
    """A new programme of the area. Raises UnusableInput where the facts cannot be."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    _check(facts, area_code)
    programme = Programme(area_id=area_code)
    _write(programme, facts)
    record(f"programme:{programme.public_id}", area=area_code, facts=_said(facts))
    return programme


@act("programme.change")
def change_programme(actor: Any, programme: Programme, facts: ProgrammeFacts) -> Programme:
    """Change the facts; the package and the months only while no decree rests on them."""
    require(actor, May.MANAGE_PROGRAMMES, programme.area_id)
    _check(facts, programme.area_id)
    kept = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    settled = [name for name in _SETTLED if getattr(kept, name) != getattr(facts, name)]
    if settled and kept.decisions.filter(state="approved").exists():
        raise UnusableInput(
            Text(
                "{what} tidak dapat diubah: sudah ada SK yang disetujui",
                "{what} cannot change: a decree is approved",
            ).format(what=_PACKAGE),
            Text(
                "Buat program baru untuk paket atau bulan yang lain",
                "Make a new programme for another package or other months",
            ),
            Place(column=settled[0]),
        )
    _write(kept, facts)
    record(f"programme:{kept.public_id}", area=kept.area_id, facts=_said(facts))
    return kept


@act("programme.close")
def close_programme(actor: Any, programme: Programme, *, why: str) -> None:
    """No more proposals and lists; what is decided goes on."""
    require(actor, May.MANAGE_PROGRAMMES, programme.area_id)
    Programme.objects.filter(pk=programme.pk).update(closed=True)
    record(f"programme:{programme.public_id}", area=programme.area_id, why=why)


@act("programme.reopen")
def reopen_programme(actor: Any, programme: Programme, *, why: str) -> None:
    require(actor, May.MANAGE_PROGRAMMES, programme.area_id)
    Programme.objects.filter(pk=programme.pk).update(closed=False)
    record(f"programme:{programme.public_id}", area=programme.area_id, why=why)


def _check(facts: ProgrammeFacts, area_code: str) -> None:
    Month.from_number(facts.first_month)
    priority.check(facts.priority)
    for column, good, what, mend in (
        ("name", bool(facts.name.strip()), ("Nama program kosong", "The programme has no name"),
         ("Isi nama program", "Fill the programme's name")),
        ("months", 1 <= facts.months <= 60, ("Jumlah bulan harus 1 sampai 60", "The months must be 1 to 60"),
         ("Isi berapa bulan iuran dibayar", "Say how many months are paid for")),
        ("income", 0 < facts.income <= 100_000_000,
         ("Dasar penghasilan tidak masuk akal", "The income base cannot be"),
         ("Isi rupiah sebulan, misalnya 1000000", "Write rupiah a month, such as 1000000")),
        ("registry_max_age", 1 <= facts.registry_max_age <= 3650,
         ("Umur data sosial harus 1 sampai 3650 hari", "The registry's age must be 1 to 3650 days"),
         ("Isi jumlah hari", "Write a number of days")),
    ):  # fmt: skip
        if not good:
            raise UnusableInput(Text(*what), Text(*mend), Place(column=column))
    foreign = [basis for basis in facts.bases if basis.area_id and not covers(basis.area_id, area_code)]
    agreement = facts.agreement
    if foreign or (agreement and not covers(agreement.area_id, area_code)):
        raise UnusableInput(
            Text("Dasar hukum atau PKS milik daerah lain", "The legal basis or agreement is another area's"),
            Text("Pilih milik daerah ini atau daerah di atasnya", "Choose one of this area or one above it"),
        )


def _write(programme: Programme, facts: ProgrammeFacts) -> None:
    for item in fields(facts):
        if item.name not in ("bases", "priority"):
            setattr(programme, item.name, getattr(facts, item.name))
    programme.priority = list(facts.priority)
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as error:
        raise UnusableInput(
            Text(
                f"Program “{facts.name}” sudah ada di daerah ini",
                f"The area has a programme “{facts.name}” already",
            ),
            Text("Pakai nama lain, misalnya dengan tahunnya", "Use another name, such as one with the year"),
            Place(column="name"),
        ) from error
    programme.bases.set(facts.bases)


def _said(facts: ProgrammeFacts) -> dict[str, Any]:
    said = {item.name: getattr(facts, item.name) for item in fields(facts)}
    return {
        **said,
        "priority": list(facts.priority),
        "agreement": facts.agreement.number if facts.agreement else None,
        "bases": [basis.number for basis in facts.bases],
    }
