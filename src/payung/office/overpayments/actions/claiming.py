"""A letter claims everything found for a fund for one reason; from then on these findings stand as they are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Sum

from payung.documents.letter import default_template, render
from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, may, require
from payung.office.funding.models import Fund
from payung.office.journal.acts import act, record
from payung.office.overpayments.models import ClaimLetter, Finding, Kind, State
from payung.office.overpayments.papers import context


@act("overpayment.claim")
def claim(actor: Any, fund: Fund, kind: str, *, number: str, dated: date, expected: int) -> ClaimLetter:
    """Claim back what was found. ``expected`` is the rupiah that the page showed: where it is another by now, nothing
    is done. Raises UnusableInput for nothing found, and for a number that another letter of the fund has.
    """
    check_duty(actor, fund)
    number = " ".join(number.split())[:80]
    if not number:
        raise UnusableInput(
            Text("Nomor surat belum diisi", "The letter's number is missing"),
            Text("Isi nomor surat", "Fill the letter's number"),
            Place(column="number"),
        )
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    found = Finding.objects.filter(fund=fund, kind=kind, state=State.FOUND)
    keys = list(found.select_for_update().order_by("pk").values_list("pk", flat=True))
    told = found.aggregate(
        findings=Count("pk"), months=Sum("months", default=0), rupiah=Sum("rupiah", default=0)
    )
    if not keys or told["rupiah"] != expected:
        raise UnusableInput(
            Text(
                f"Jumlahnya sekarang Rp{told['rupiah']:,}".replace(",", "."),
                f"The sum is Rp{told['rupiah']:,} now".replace(",", "."),
            ),
            Text("Periksa lagi, lalu buat suratnya", "Look again, then make the letter"),
        )
    if ClaimLetter.objects.filter(fund=fund, number__iexact=number).exists():
        raise UnusableInput(
            Text(f"Nomor {number} sudah dipakai surat lain", f"Another letter has the number {number}"),
            Text("Periksa nomornya; tidak ada yang berubah", "Check the number; nothing was changed"),
            Place(column="number"),
        )
    letter = ClaimLetter.objects.create(
        fund=fund, kind=Kind(kind), number=number, dated=dated, made_by=actor, **told
    )
    Finding.objects.filter(pk__in=keys).update(state=State.CLAIMED, letter=letter)
    record(
        f"fund:{fund.public_id}",
        area=fund.area_id,
        facts={"letter": letter.public_id, "number": number, "kind": letter.kind, **told},
    )
    return letter


@act("overpayment.letter")
def export_letter(actor: Any, letter: ClaimLetter) -> bytes:
    """The letter as Word; with names only for who may see people."""
    check_duty(actor, letter.fund)
    named = may(actor, May.SEE_PEOPLE, letter.fund.area_id)
    paper = render(default_template("overpayment_claim"), context(letter, named=named))
    record(
        f"fund:{letter.fund.public_id}",
        area=letter.fund.area_id,
        facts={"letter": letter.public_id, "named": named},
    )
    return paper


def check_duty(actor: Any, fund: Fund) -> None:
    """Who pays, or who manages the fund. Raises Refused."""
    if not may(actor, May.MANAGE_FUNDS, fund.area_id):
        require(actor, May.RECORD_PAYMENTS, fund.area_id)
