"""Money into a fund and out of it: each appropriation and revision by its document. The ceiling is their sum."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.office.accounts.permissions import May, require
from payung.office.funding.actions.complaints import field
from payung.office.funding.models import Appropriation, Fund
from payung.office.journal.acts import act, record

MOST = 10**15


@act("fund.appropriate")
def appropriate(
    actor: Any, fund: Fund, *, amount: int, document: str, dated: date, why: str = ""
) -> Appropriation:
    """Add an appropriation, or a revision (below 0: a cut). The ceiling follows; never below what lists hold."""
    require(actor, May.MANAGE_FUNDS, fund.area_id)
    kept = locked(fund)
    made = _add(actor, kept, amount, document, dated, why, "amount")
    record(
        f"fund:{kept.public_id}",
        area=kept.area_id,
        why=why,
        facts={"amount": amount, "document": made.document, "dated": dated, "ceiling": kept.ceiling},
    )
    return made


@act("fund.ceiling")
def change_ceiling(
    actor: Any, fund: Fund, ceiling: int | None, *, why: str, document: str = "", dated: date | None = None
) -> Fund:
    """A new ceiling, never below what approved lists hold: the difference is a revision of its own.

    Without a document the reason stands for it.
    """
    require(actor, May.MANAGE_FUNDS, fund.area_id)
    kept = locked(fund)
    before = kept.ceiling
    if ceiling is None:
        raise field(
            "ceiling",
            "Pagu baru belum diisi",
            "The new ceiling is missing",
            "Isi rupiah bulat; 0 bila dananya habis",
            "Write rupiah; 0 where the money is gone",
        )
    if ceiling == (before or 0) and before is not None:
        raise field(
            "ceiling",
            f"Pagu memang sudah {rupiah(ceiling)}",
            f"The ceiling is {rupiah(ceiling)} already",
            "Tidak perlu diubah",
            "There is nothing to change",
        )
    if ceiling < kept.committed:
        raise _below(ceiling, kept.committed, "ceiling")
    _add(actor, kept, ceiling - (before or 0), document or why, dated or timezone.localdate(), why, "ceiling")
    record(
        f"fund:{kept.public_id}",
        area=kept.area_id,
        why=why,
        facts={"ceiling": ceiling, "before": before, "document": document or why},
    )
    return kept


def first_money(actor: Any, fund: Fund, amount: int, document: str, dated: date | None) -> None:
    """What a new fund begins with."""
    _add(actor, fund, amount, document or str(fund), dated or timezone.localdate(), "", "ceiling")


def locked(fund: Fund) -> Fund:
    return Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)


def _add(
    actor: Any, fund: Fund, amount: int, document: str, dated: date, why: str, column: str
) -> Appropriation:
    """The row; the database adds it to the ceiling."""
    document = " ".join(document.split())[:160]
    if not document:
        raise field(
            "document",
            "Dokumennya belum diisi",
            "The document is missing",
            "Isi nomornya, misalnya DPA-SKPD 1/2026",
            "Write its number, such as DPA-SKPD 1/2026",
        )
    if dated > timezone.localdate():
        raise field(
            "dated",
            "Tanggal dokumen di masa depan",
            "The document's date lies in the future",
            "Isi tanggal dokumennya",
            "Write the document's date",
        )
    after = (fund.ceiling or 0) + amount
    if abs(amount) > MOST or after > MOST or (amount == 0 and fund.ceiling is not None):
        raise field(
            column, "Jumlahnya tidak masuk akal", "The amount cannot be", "Isi rupiah bulat", "Write rupiah"
        )
    if after < fund.committed:
        raise _below(after, fund.committed, column)
    made = Appropriation(
        fund=fund, amount=amount, document=document, dated=dated, why=why.strip()[:500], recorded_by=actor
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise field(
            "document",
            f"Dokumen {document} dengan jumlah itu sudah tercatat",
            f"The document {document} with that amount is recorded already",
            "Periksa riwayat dana ini",
            "Look at the fund's history",
        ) from error
    fund.refresh_from_db(fields=["ceiling"])
    return made


def _below(ceiling: int, committed: int, column: str) -> UnusableInput:
    if ceiling < 0:
        what = Text(
            f"Pagu akan menjadi {rupiah(ceiling)}, di bawah nol",
            f"The ceiling would be {rupiah(ceiling)}, below nothing",
        )
    else:
        what = Text(
            f"Pagu {rupiah(ceiling)} kurang dari yang sudah terikat, {rupiah(committed)}",
            f"The ceiling {rupiah(ceiling)} is below what is committed, {rupiah(committed)}",
        )
    return UnusableInput(
        what,
        Text(
            "Isi sedikitnya sebesar yang terikat, atau keluarkan peserta lewat SK perubahan lebih dulu",
            "Set at least what is committed, or withdraw people by a decree of change first",
        ),
        Place(column=column),
    )
