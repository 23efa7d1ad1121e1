"""What an archive holds: each member as rows, streamed in an order that the data alone decide.

``verify_archive.py`` reads these members and nothing else: a column that changes here changes there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from payung.law.parameters import store as law
from payung.office.accounts.permissions import covers
from payung.office.audit import exceptions
from payung.office.audit.models import Archive
from payung.office.audit.streaming import CHUNK, as_csv, as_lines
from payung.office.billing import queries as billing
from payung.office.billing.models import BillLine, Payment
from payung.office.core.vault import masked, unseal_fields
from payung.office.cover.models import PersonMonth
from payung.office.decisions.models import Decision, Line, State, Withdrawal
from payung.office.journal.models import Entry
from payung.office.people.models import SEALED, Person
from payung.office.programmes.models import Criteria
from payung.office.proposals.models import Submission
from payung.office.references.models import ReferenceList


@dataclass(frozen=True, slots=True)
class Holding:
    """What an archive is made from: the archive that was asked for, who reads, and where the journal is cut."""

    archive: Archive
    reader: Any
    cut: int

    @property
    def months(self) -> QuerySet[PersonMonth]:
        """Of the ledger, those that a decree took away included."""
        asked = self.archive
        return PersonMonth.objects.filter(
            programme=asked.programme, month__gte=asked.first_month, month__lte=asked.last_month
        )

    @property
    def bills(self) -> Any:
        """A queryset of bills with what ``billing.queries`` reckons of each."""
        asked = self.archive
        return billing.bills(self.reader).filter(
            programme=asked.programme, month__gte=asked.first_month, month__lte=asked.last_month
        )

    @property
    def payments(self) -> QuerySet[Payment]:
        return Payment.objects.filter(bill__in=self.bills.order_by().values("pk"))

    @property
    def decisions(self) -> QuerySet[Decision]:
        return Decision.objects.filter(programme=self.archive.programme)


def _values(rows: QuerySet[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    return iter(rows.values_list(*fields).iterator(chunk_size=CHUNK))


Member = tuple[str, Callable[[], Iterator[bytes]]]


def members(held: Holding) -> Iterator[Member]:
    """Every member with its name, each to be read when it is written."""
    yield "BACA-SAYA.txt", lambda: iter([read_me(held.archive).encode()])
    yield "periksa_arsip.py", lambda: iter([Path(__file__).with_name("verify_archive.py").read_bytes()])
    yield "keputusan.jsonl", lambda: as_lines(_decisions(held))
    listed = held.decisions.filter(state__in=[State.APPROVED, State.SUBMITTED]).order_by("pk")
    for pk, name in _values(listed, "pk", "public_id"):
        yield f"daftar/{name}.csv", partial(_list_csv, pk)
    yield "pencabutan.csv", lambda: as_csv(list(_LEAVING), _values(_leaving(held), *_LEAVING.values()))
    yield "kriteria.jsonl", lambda: as_lines(_criteria(held))
    yield "pemeriksaan.csv", lambda: as_csv(list(_CHECKED), _values(_checked(held), *_CHECKED.values()))
    yield "parameter-hukum.csv", lambda: as_csv(("file", "sha256"), law_files())
    yield "daftar-acuan.csv", lambda: as_csv(list(_LISTS), _values(_lists(held), *_LISTS.values()))
    yield "orang.csv", lambda: as_csv(_PEOPLE, _people(held))
    yield "orang-bulan.csv", lambda: as_csv(list(_MONTHS), _values(ledger(held.months), *_MONTHS.values()))
    yield "tagihan.csv", lambda: as_csv(list(_BILLS), _values(held.bills.order_by("pk"), *_BILLS.values()))
    yield (
        "tagihan-baris.csv",
        lambda: as_csv(list(_BILL_LINES), _values(_bill_lines(held), *_BILL_LINES.values())),
    )
    yield (
        "pembayaran.csv",
        lambda: as_csv(list(_PAYMENTS), _values(held.payments.order_by("pk"), *_PAYMENTS.values())),
    )
    yield "pengecualian.csv", lambda: as_csv(exceptions.COLUMNS, exceptions.rows(held))
    yield "jurnal.jsonl", lambda: as_lines(_journal(held))


# Decisions and their lists

_LIST = (
    "number", "taken", "nik_index", "nik", "name", "born", "village", "village_name", "fund", "first_month",
    "months", "rupiah", "why",
)  # fmt: skip
_LEAVING = {
    "decision": "decision__public_id",
    "line_decision": "line__decision__public_id",
    "line": "line__number",
    "from_month": "from_month",
    "why": "why",
    "months": "months",
    "rupiah": "rupiah",
}


def _decisions(held: Holding) -> Iterator[dict[str, Any]]:
    for each in held.decisions.order_by("pk").select_related(
        "criteria", "changes", "generated_by", "submitted_by", "approved_by"
    ):
        has_list = each.state in (State.APPROVED, State.SUBMITTED)
        yield {
            "id": each.public_id,
            "state": each.state,
            "number": each.number,
            "dated": each.dated,
            "changes": each.changes.public_id if each.changes else "",
            "criteria": each.criteria.version,
            "cycle": each.cycle,
            "first_month": each.first_month,
            "months": each.months,
            "people": each.people,
            "waiting": each.waiting,
            "rupiah": each.rupiah,
            "list": f"daftar/{each.public_id}.csv" if has_list and each.list_hash else "",
            "list_hash": each.list_hash,
            "generated_by": each.generated_by.username,
            "generated": each.generated,
            "submitted_by": each.submitted_by.username if each.submitted_by else "",
            "submitted": each.submitted,
            "approved_by": each.approved_by.username if each.approved_by else "",
            "approved": each.approved,
            "note": each.note,
        }


def _list_csv(decision: int) -> Iterator[bytes]:
    return as_csv(_LIST, _list(decision))


def _list(decision: int) -> Iterator[tuple[Any, ...]]:
    rows = (
        Line.objects.filter(decision=decision)
        .order_by("-taken", "number")
        .values_list(
            "number", "taken", "row__nik_index", "row__nik_tail", "row__name", "row__birth_date", "village_id",
            "village__name", "fund__public_id", "first_month", "months", "rupiah", "why",
        )
    )  # fmt: skip
    for number, taken, index, tail, *rest in rows.iterator(chunk_size=CHUNK):
        yield (number, taken, bytes(index).hex() if index else "", masked(tail), *rest)


def _leaving(held: Holding) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(decision__programme=held.archive.programme).order_by(
        "decision_id", "line_id"
    )


# Rules and lists

_CHECKED = {
    "submission": "public_id",
    "file": "file_name",
    "sha256": "sha256",
    "uploaded_by": "uploaded_by__username",
    "uploaded": "uploaded",
    "criteria": "criteria__version",
    "rules_version": "rules_version",
    "verified_on": "verified_on",
    "people": "people",
    "skipped": "skipped",
    "eligible": "eligible",
    "review": "review",
    "refused": "refused",
}
_LISTS = {
    "id": "public_id",
    "kind": "kind",
    "name": "name",
    "source": "source",
    "dated": "dated",
    "rows": "rows",
    "sha256": "sha256",
    "original_name": "original_name",
    "original_sha256": "original_sha256",
    "uploaded_by": "uploaded_by__username",
    "uploaded": "uploaded",
}


def _criteria(held: Holding) -> Iterator[dict[str, Any]]:
    for each in Criteria.objects.filter(programme=held.archive.programme).order_by("version"):
        yield {
            "version": each.version,
            "valid_from": each.valid_from,
            "made": each.made,
            "rules": each.rules,
        }


def _checked(held: Holding) -> QuerySet[Submission]:
    return Submission.objects.filter(programme=held.archive.programme).order_by("pk")


def _lists(held: Holding) -> QuerySet[ReferenceList]:
    used = Submission.objects.filter(programme=held.archive.programme, lists=OuterRef("pk"))
    return ReferenceList.objects.filter(Exists(used)).order_by("pk")


def law_files() -> list[tuple[str, str]]:
    """The parameter files of the law with their hashes, as they are now."""
    return [
        (path.relative_to(law.LAW).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(law.LAW.rglob("*.toml"))
    ]


def law_version() -> str:
    return hashlib.sha256("".join(f"{name} {sha}\n" for name, sha in law_files()).encode()).hexdigest()


# The ledger

_PEOPLE = ("id", "nik", "name", "village", "died")
_MONTHS = {
    "person": "person__public_id",
    "month": "month",
    "village": "village_id",
    "fund": "fund__public_id",
    "decision": "line__decision__public_id",
    "line": "line__number",
    "withdrawn_by": "withdrawn_by__public_id",
    "enrolled_by": "enrolled_by__public_id",
    "bill": "bill_line__bill__public_id",
    "payment": "payment__public_id",
    "planned": "planned",
    "due": "due",
}


def ledger(months: QuerySet[PersonMonth]) -> QuerySet[PersonMonth]:
    """In the order of every ledger: by person, then month. Samples count positions in the same order."""
    return months.order_by("person_id", "month", "pk")


def _people(held: Holding) -> Iterator[tuple[Any, ...]]:
    within = PersonMonth.objects.filter(
        programme=held.archive.programme,
        month__gte=held.archive.first_month,
        month__lte=held.archive.last_month,
        person__isnull=False,
    )
    fields = ["public_id", "nik_tail", "name", "village_id", "died"]
    full = held.archive.full_nik
    # As a set: asked person by person, SQLite goes through the whole programme for each.
    rows = Person.objects.filter(pk__in=within.values("person")).order_by("pk")
    for name, tail, *rest in _values(rows, *fields, *(["sealed"] if full else [])):
        nik = unseal_fields(rest.pop(), SEALED)["nik"] if full else masked(tail)
        yield (name, nik, *rest)


# Bills and money

_BILLS = {
    "id": "public_id",
    "month": "month",
    "part": "part",
    "fund": "fund__public_id",
    "fund_name": "fund__name",
    "code": "code",
    "people": "people",
    "total": "total",
    "normal": "normal",
    "issued_by": "issued_by__username",
    "issued": "issued",
}
_BILL_LINES = {
    "bill": "bill__public_id",
    "sector": "sector",
    "registered": "registered",
    "relief": "relief",
    "jkk": "jkk",
    "jkm": "jkm",
    "jht": "jht",
    "due": "due",
    "people": "people",
    "total": "total",
}
_PAYMENTS = {
    "id": "public_id",
    "bill": "bill__public_id",
    "state": "state",
    "kind": "kind",
    "document": "document",
    "dated": "dated",
    "amount": "amount",
    "settled": "settled",
    "people": "people",
    "residual": "residual",
    "why": "why",
    "reverses": "reverses__public_id",
    "carried_from": "carried_from__public_id",
    "stands": "stands",
    "recorded_by": "recorded_by__username",
    "recorded": "recorded",
}


def _bill_lines(held: Holding) -> QuerySet[BillLine]:
    return BillLine.objects.filter(bill__in=held.bills.order_by().values("pk")).order_by("bill_id", "pk")


# The journal


def _journal(held: Holding) -> Iterator[dict[str, Any]]:
    """From the first entry to the cut: in full on the programme's area, else by number and hash."""
    area = held.archive.programme.area_id
    for entry in Entry.objects.filter(seq__lte=held.cut).order_by("seq").iterator(chunk_size=CHUNK):
        if not covers(area, entry.area_code):
            yield {"seq": entry.seq, "hash": entry.hash}
            continue
        yield {
            "seq": entry.seq,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor_id,
            "actor_name": entry.actor_name,
            "act": entry.act,
            "subject": entry.subject,
            "area": entry.area_code,
            "why": entry.why,
            "facts": entry.facts,
            "previous": entry.previous,
            "hash": entry.hash,
        }


def read_me(archive: Archive) -> str:
    return f"""ARSIP AUDIT PAYUNG

Program : {archive.programme.name}
Wilayah : {archive.programme.area}
Bulan   : {archive.first_month} sampai {archive.last_month}

Memeriksa tanpa jaringan, dengan Python 3.8 atau lebih baru:

    python3 periksa_arsip.py ARSIP.zip --key KUNCI-PUBLIK-KANTOR

Ambil periksa_arsip.py dan kunci publik dari kantor atau dari pihak ketiga, bukan dari arsip ini: siapa pun dapat
mengemas ulang arsip beserta pemeriksanya. Yang diperiksa: tanda tangan (Ed25519), SHA-256 setiap berkas, rantai jurnal,
hash setiap daftar keputusan, dan bahwa ditetapkan, terdaftar, ditagih, dan dibayar menjumlah sampai ke rupiahnya.

Isi
    ringkasan.json        angka pokok, dihitung oleh kantor
    keputusan.jsonl       setiap keputusan; daftar/*.csv daftarnya; pencabutan.csv yang dikeluarkan
    kriteria.jsonl        setiap versi syarat; pemeriksaan.csv pemeriksaan usulan dengan versi aturannya
    parameter-hukum.csv   berkas tarif dan aturan hukum dengan SHA-256-nya
    daftar-acuan.csv      daftar acuan yang dipakai, dengan tanggal dan SHA-256-nya
    orang.csv             peserta; orang-bulan.csv buku besar orang-bulan
    tagihan.csv, tagihan-baris.csv, pembayaran.csv
    pengecualian.csv      sisa, koreksi, pembatalan, penolakan, pencabutan, penutupan bulan
    jurnal.jsonl          jurnal; tindakan di wilayah lain hanya nomor dan hash-nya
    manifest.json, manifest.sig   SHA-256 setiap berkas, dan tanda tangannya

AUDIT ARCHIVE OF PAYUNG. Take periksa_arsip.py and the public key from the office or a third party, not from this archive,
and run: python3 periksa_arsip.py ARCHIVE.zip --key PUBLIC-KEY --lang en
"""
