"""The register of regulations: what programmes cite, from when to when it holds, what took its place."""

from __future__ import annotations

from datetime import date
from typing import Any

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, covers, require
from payung.office.journal.acts import act, record
from payung.office.programmes.models import BasisKind, LegalBasis


@act("basis.add")
def add_basis(
    actor: Any,
    area_code: str,
    *,
    number: str,
    about: str,
    dated: date,
    until: date | None = None,
    kind: str = BasisKind.OTHER,
    valid_from: date | None = None,
    replaced_by: LegalBasis | None = None,
) -> LegalBasis:
    """A regulation or instruction that programmes of the area may cite."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    basis = LegalBasis(
        area_id=area_code, number=number.strip(), about=about.strip(), dated=dated, until=until,
        kind=kind, valid_from=valid_from, replaced_by=replaced_by,
    )  # fmt: skip
    _check(basis)
    basis.save()
    record(f"basis:{basis.public_id}", area=area_code, facts=_said(basis))
    return basis


@act("basis.change")
def change_basis(
    actor: Any,
    basis: LegalBasis,
    *,
    number: str,
    about: str,
    dated: date,
    until: date | None = None,
    kind: str = BasisKind.OTHER,
    valid_from: date | None = None,
    replaced_by: LegalBasis | None = None,
    why: str = "",
) -> LegalBasis:
    """Mend the entry, or say when it lapsed and what took its place. The journal keeps what it said before."""
    require(actor, May.MANAGE_PROGRAMMES, basis.area_id or "")
    kept = LegalBasis.objects.select_for_update(no_key=True, of=("self",)).get(pk=basis.pk)
    before = _said(kept)
    kept.number, kept.about, kept.dated, kept.until = number.strip(), about.strip(), dated, until
    kept.kind, kept.valid_from, kept.replaced_by = kind, valid_from, replaced_by
    _check(kept)
    kept.save()
    record(
        f"basis:{kept.public_id}",
        area=kept.area_id or "",
        why=why,
        facts=_said(kept) | {"before": before},
    )
    return kept


def _check(basis: LegalBasis) -> None:
    filled("number", basis.number)
    if basis.kind not in BasisKind.values:
        raise UnusableInput(
            Text("Jenis peraturan tidak dikenal", "This kind of regulation is not known"),
            Text("Pilih dari daftar", "Choose one of the list"),
            Place(column="kind"),
        )
    starts = basis.valid_from or basis.dated
    if basis.valid_from and basis.valid_from < basis.dated:
        raise UnusableInput(
            Text("Berlaku sebelum tanggalnya sendiri", "In force before its own date"),
            Text("Periksa kedua tanggal", "Check both dates"),
            Place(column="valid_from"),
        )
    if basis.until and basis.until < starts:
        raise ends_before("until")
    if basis.pk and any((one.valid_from or one.dated) >= starts for one in basis.replaces.all()):
        raise UnusableInput(
            Text(
                "Mulai lebih dulu daripada peraturan yang digantikannya",
                "It would begin before the one it replaces",
            ),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="valid_from"),
        )
    if basis.replaced_by is not None:
        _check_successor(basis, basis.replaced_by, starts)


def _check_successor(basis: LegalBasis, successor: LegalBasis, starts: date) -> None:
    """The successor is younger, which leaves no circle, and of an area that has a say here."""
    if (successor.valid_from or successor.dated) <= starts:
        raise _bad_successor(
            Text("Pengganti berlaku lebih dulu daripada peraturan ini", "The successor began before this one")
        )
    if successor.area_id and basis.area_id and not covers(successor.area_id, basis.area_id):
        raise _bad_successor(Text("Pengganti milik daerah lain", "The successor is another area's"))


def _bad_successor(what: Text) -> UnusableInput:
    return UnusableInput(
        what, Text("Pilih peraturan yang benar", "Choose the right one"), Place(column="replaced_by")
    )


def _said(basis: LegalBasis) -> dict[str, Any]:
    return {
        "number": basis.number,
        "about": basis.about,
        "kind": basis.kind,
        "dated": basis.dated,
        "valid_from": basis.valid_from,
        "until": basis.until,
        "replaced_by": basis.replaced_by and basis.replaced_by.number,
    }


def filled(column: str, value: str) -> None:
    if not value.strip():
        raise UnusableInput(
            Text("Isian ini kosong", "This field is empty"),
            Text("Isi lebih dulu", "Fill it first"),
            Place(column=column),
        )


def ends_before(column: str = "ends") -> UnusableInput:
    return UnusableInput(
        Text("Tanggal akhir mendahului tanggal mulai", "The end is before the start"),
        Text("Periksa kedua tanggal", "Check both dates"),
        Place(column=column),
    )
