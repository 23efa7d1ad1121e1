"""What a claim letter says, in the names of its template."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum

from payung.law.month import Month
from payung.office.core.vault import masked
from payung.office.decisions.papers import signing
from payung.office.overpayments.models import ClaimLetter, Item, Kind

PEOPLE_IN_LETTER = 300  # beyond this the list of findings is the annex
REASONS = {
    Kind.RELIEF: "iuran dibayar penuh pada bulan yang mendapat keringanan iuran",
    Kind.DEATH: "iuran tetap dibayar setelah peserta meninggal dunia",
    Kind.JOB: "iuran tetap dibayar setelah peserta bekerja sebagai penerima upah",
    Kind.TWICE: "iuran bulan yang sama sudah dibayar oleh pembayar lain",
}
_SINCE = {Kind.DEATH: "meninggal", Kind.JOB: "mulai bekerja", Kind.TWICE: "menurut data"}


def context(letter: ClaimLetter, *, named: bool) -> dict[str, Any]:
    signed = signing(letter.fund.area)
    people = _people(letter, named)
    return {
        "kop": [f"PEMERINTAH {letter.fund.area.name.upper()}"],
        "nomor": letter.number,
        "cabang": _branch(letter),
        "dana": str(letter.fund),
        "pemilik_dana": letter.fund.sponsor.name,
        "wilayah": letter.fund.area.name,
        "alasan": REASONS[Kind(letter.kind)],
        "rincian": _months(letter),
        "orang_bulan": letter.months,
        "lebih": letter.rupiah,
        "peserta": people,
        "tempat": signed.place,
        "tanggal": letter.dated,
        "jabatan": signed.title,
        "nama_pejabat": signed.name,
        "nip_pejabat": signed.nip,
    }


def _months(letter: ClaimLetter) -> list[dict[str, Any]]:
    sums = (
        Item.objects.filter(finding__letter=letter)
        .order_by("month")
        .values("month")
        .annotate(count=Sum("people"), brought=Sum("paid"), much=Sum("rupiah"))
    )
    return [
        {
            "bulan": Month.from_number(each["month"]),
            "orang": each["count"],
            "dibayar": each["brought"],
            "lebih": each["much"],
        }
        for each in sums
    ]


def _people(letter: ClaimLetter, named: bool) -> list[dict[str, Any]]:
    """One line for each person, where the letter is about people and not about a month."""
    found = (
        letter.claimed.filter(person__isnull=False)
        .select_related("person", "person__village")
        .order_by("person__village__name", "person__name", "pk")[:PEOPLE_IN_LETTER]
    )
    word = _SINCE.get(Kind(letter.kind), "")
    return [
        {
            "nama": one.person.name if named and one.person else "-",
            "nik": masked(one.person.nik_tail) if one.person else "",
            "desa": one.person.village.name if one.person else "",
            "sebab": f"{word} {one.since:%d-%m-%Y}" if one.since else word,
            "bulan": one.months,
            "lebih": one.rupiah,
        }
        for one in found
    ]


def _branch(letter: ClaimLetter) -> str:
    agreement = (
        letter.fund.programme_links.filter(programme__agreement__isnull=False)
        .order_by("-programme__first_month")
        .values_list("programme__agreement__branch", flat=True)
        .first()
    )
    return agreement or "Kepala Cabang BPJS Ketenagakerjaan"
