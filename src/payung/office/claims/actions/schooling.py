"""Acts on scholarships: the yearly proof, another level, the money, the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.law.parameters import current
from payung.law.scholarship import LEVELS
from payung.office.accounts.permissions import May, require
from payung.office.claims.actions.freezing import refreeze
from payung.office.claims.models import Child, Claim, SchoolYear
from payung.office.journal.acts import act, record

ENDINGS = ("married", "working")


@act("scholarship.prove")
def prove(actor: Any, year: SchoolYear, *, proof: str) -> None:
    """The yearly proof that the child is at school has come."""
    claim = year.child.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    held = _year(year, SchoolYear.State.PLANNED)
    if not proof.strip():
        raise UnusableInput(
            Text("Buktinya belum disebut", "The proof is not named"),
            Text(
                "Tulis misalnya: surat keterangan sekolah 12 Juli 2026",
                "Write such as: letter of the school, 12 July 2026",
            ),
            Place(column="proof"),
        )
    held.proof, held.state = proof.strip()[:200], SchoolYear.State.PROVEN
    held.save(update_fields=["proof", "state"])
    _record(held, claim)


@act("scholarship.level")
def change_level(actor: Any, year: SchoolYear, *, level: str, why: str) -> None:
    """The child is at another level than the engine planned; the amount is the law's for that level."""
    claim = year.child.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    held = _year(year, SchoolYear.State.PLANNED, SchoolYear.State.PROVEN)
    amounts = {row["level"]: row["amount"] for row in current().at("scholarship/levels", claim.day).value}
    if level not in LEVELS or level not in amounts:
        raise UnusableInput(
            Text("Jenjang tidak dikenal", "The level is unknown"),
            Text(f"Pilih: {', '.join(LEVELS)}", f"Choose from: {', '.join(LEVELS)}"),
            Place(column="level"),
        )
    held.level, held.amount = level, int(amounts[level])
    held.save(update_fields=["level", "amount"])
    _total(claim)
    _record(held, claim, why=why.strip())


@act("scholarship.pay")
def pay_year(actor: Any, year: SchoolYear, *, amount: int, dated: date) -> None:
    """The year's money reached the family. Raises UnusableInput without the year's proof."""
    claim = year.child.claim
    require(actor, May.HANDLE_CLAIM, claim.village_id)
    held = _year(year, SchoolYear.State.PROVEN)
    if dated > timezone.localdate() or dated < claim.day:
        raise UnusableInput(
            Text("Tanggalnya di luar masa klaim ini", "The date lies outside this claim's time"),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="dated"),
        )
    if not 0 < amount <= held.amount:
        raise UnusableInput(
            Text(
                f"{rupiah(amount)} di luar hak tahun ini ({rupiah(held.amount)})",
                f"{rupiah(amount)} is not within this year's right ({rupiah(held.amount)})",
            ),
            Text("Isi rupiah yang diterima", "Fill the rupiah received"),
            Place(column="amount"),
        )
    held.state, held.paid, held.paid_on = SchoolYear.State.PAID, amount, dated
    held.save(update_fields=["state", "paid", "paid_on"])
    paid = SchoolYear.objects.filter(child__claim=claim).aggregate(sum=Sum("paid"))["sum"] or 0
    Claim.objects.filter(pk=claim.pk).update(paid_scholarship=paid)
    _record(held, claim, amount=amount)


@act("scholarship.end")
def end_child(actor: Any, child: Child, *, dated: date, why: str) -> None:
    """Marriage or work: the engine is asked again, and the years after it end."""
    claim = child.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    if why not in ENDINGS or dated > timezone.localdate() or dated < child.birth_date:
        raise UnusableInput(
            Text("Tanggal atau sebabnya keliru", "The date or the cause is wrong"),
            Text(
                "Pilih menikah atau bekerja, dan hari yang sudah lewat",
                "Choose married or working, and a day that is past",
            ),
            Place(column="dated"),
        )
    held = Child.objects.select_for_update().get(pk=child.pk)
    held.ended, held.ended_why = dated, why
    held.save(update_fields=["ended", "ended_why"])
    working = refreeze(claim, timezone.localdate(), f"child {why}")
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={"child": held.public_id, "why": why, "dated": dated, "scholarship": working.scholarship_total},
    )


def _year(year: SchoolYear, *states: str) -> SchoolYear:
    held = SchoolYear.objects.select_for_update().get(pk=year.pk)
    if held.state not in states:
        raise UnusableInput(
            Text(
                f"Tahun ajaran {held.year} sudah lewat langkah ini, atau buktinya belum ada",
                f"The school year {held.year} is past this step, or its proof is missing",
            ),
            Text(
                "Catat bukti sekolah dulu, lalu pembayarannya",
                "Record the school's proof first, then the payment",
            ),
            Place(column="proof"),
        )
    return held


def _total(claim: Claim) -> None:
    owed = SchoolYear.objects.filter(child__claim=claim).aggregate(sum=Sum("amount"))["sum"] or 0
    Claim.objects.filter(pk=claim.pk).update(owed_scholarship=owed)


def _record(year: SchoolYear, claim: Claim, *, why: str = "", **more: Any) -> None:
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        why=why,
        facts={
            "school_year": year.public_id,
            "year": year.year,
            "level": year.level,
            "state": year.state,
            **more,
        },
    )
