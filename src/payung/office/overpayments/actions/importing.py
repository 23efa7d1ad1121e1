"""Payment histories from before Payung: all of a file is kept, or nothing is, and each fault names its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.listing import Problem
from payung.exchange.payment_history import FIELDS, read_history
from payung.exchange.tabled import Tabled
from payung.language import Text
from payung.law.month import Month, date_in_words
from payung.law.parameters import current
from payung.office.accounts.permissions import May, require
from payung.office.billing.models import Payment
from payung.office.core import store
from payung.office.core.bulk import insert_rows
from payung.office.core.vault import blind_index, seal_fields
from payung.office.funding.models import Fund
from payung.office.journal.acts import act, record
from payung.office.overpayments.models import SEALED, HistoryFile, HistoryLine, HistoryProfile
from payung.office.people.models import Person
from payung.office.programmes.models import Agreement

_SHOWN = 5
_NOTHING = Text("Tidak ada yang disimpan", "Nothing was kept")
_BATCH = 5_000
_FIELDS = ("file", "fund", "sheet", "row", "person", "month", "amount", "document", "dated", "sealed")


@act("history_profile.save")
def save_profile(actor: Any, area_code: str, *, name: str, headings: str) -> HistoryProfile:
    """The headings of this office's histories, in TOML. Raises UnusableInput naming what is wrong."""
    require(actor, May.RECORD_PAYMENTS, area_code)
    HeadingProfile.from_toml(headings, FIELDS)
    profile, _made = HistoryProfile.objects.update_or_create(
        area_id=area_code, name=" ".join(name.split())[:80] or "Riwayat", defaults={"headings": headings}
    )
    record(f"profile:{profile.public_id}", area=area_code, facts={"name": profile.name})
    return profile


@act("history.import")
def import_history(
    actor: Any,
    fund: Fund,
    path: Path,
    *,
    file_name: str,
    agreement: Agreement | None = None,
    income: int = 1_000_000,
    with_jht: bool = False,
    profile: HistoryProfile | None = None,
) -> HistoryFile:
    """Keep what a fund paid before its books were kept here. People whom the office does not know are counted only.

    Raises UnusableInput, with nothing kept: for a value that cannot be read or lies below zero, a NIK twice in a month,
    a month outside the agreement or not begun, an SP2D that stands in the books or in another file, the same file twice.
    """
    require(actor, May.RECORD_PAYMENTS, fund.area_id)
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    headings = HeadingProfile.from_toml(profile.headings, FIELDS) if profile else None
    read = read_history(path, file_name, headings)
    rows = read.table.to_pylist()
    _check(fund, read, rows, agreement)
    with store.keeping(path, SEALED) as stored:
        _check_file(fund, stored.sha256)
        made = _keep(actor, fund, rows, stored, file_name, agreement, income, with_jht)
    record(
        f"fund:{fund.public_id}",
        area=fund.area_id,
        facts={
            "file": made.public_id, "sha256": made.sha256, "rows": made.rows, "known": made.known,
            "unknown": made.unknown, "rupiah": made.rupiah, "skipped": len(read.skipped),
            "agreement": agreement.number if agreement else "",
        },
    )  # fmt: skip
    return made


def _keep(
    actor: Any,
    fund: Fund,
    rows: list[dict[str, Any]],
    stored: store.Kept,
    file_name: str,
    agreement: Agreement | None,
    income: int,
    with_jht: bool,
) -> HistoryFile:
    people = _people(rows)
    _check_months_again(fund, people, rows)
    months = [row["month"] for row in rows]
    known = sum(row["nik"] in people for row in rows)
    made = HistoryFile.objects.create(
        fund=fund,
        agreement=agreement,
        income=income,
        with_jht=with_jht,
        file_name=file_name[:200],
        file=stored.name,
        sha256=stored.sha256,
        rows=len(rows),
        known=known,
        unknown=len(rows) - known,
        rupiah=sum(row["amount"] for row in rows),
        first_month=min(months),
        last_month=max(months),
        imported_by=actor,
    )
    insert_rows(HistoryLine, _FIELDS, _lines(made, rows, people))
    return made


def _lines(
    made: HistoryFile, rows: list[dict[str, Any]], people: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        person = people.get(row["nik"])
        sealed = b"" if person else seal_fields({"nik": row["nik"], "name": row["name"] or ""}, SEALED)
        yield (
            made.pk, made.fund_id, (row["sheet"] or "")[:120], row["row"], person, row["month"], row["amount"],
            (row["document"] or "")[:80], row["dated"], sealed,
        )  # fmt: skip


def _people(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Whom the office knows, by NIK."""
    by_index = {blind_index(nik): nik for nik in {row["nik"] for row in rows}}
    indexes = list(by_index)
    found: dict[str, int] = {}
    for at in range(0, len(indexes), _BATCH):
        part = Person.objects.filter(nik_index__in=indexes[at : at + _BATCH])
        for index, pk in part.values_list("nik_index", "pk"):
            found[by_index[bytes(index or b"")]] = pk
    return found


# What a file must not have


def _check(fund: Fund, read: Tabled, rows: list[dict[str, Any]], agreement: Agreement | None) -> None:
    if read.problems:
        raise _unreadable(read.problems)
    if not rows:
        raise UnusableInput(
            Text("Tidak ada baris pembayaran di berkas ini", "There is no payment in this file"), _NOTHING
        )
    _check_months(rows, agreement)
    _check_documents(fund, rows)


def _unreadable(problems: tuple[Problem, ...]) -> UnusableInput:
    first = problems[:_SHOWN]
    more = len(problems) - len(first)
    ids = "; ".join(f"{one.sheet} baris {one.row}: {one.what.id}" for one in first)
    ens = "; ".join(f"{one.sheet} row {one.row}: {one.what.en}" for one in first)
    return UnusableInput(
        Text(
            f"{len(problems)} isian tidak dapat dipakai. {ids}" + (f"; dan {more} lagi" if more else ""),
            f"{len(problems)} values cannot be used. {ens}" + (f"; and {more} more" if more else ""),
        ),
        Text(
            "Perbaiki baris itu lalu muat lagi; tidak ada yang disimpan",
            "Mend these rows and load the file again; nothing was kept",
        ),
        Place(column="file"),
    )


def _check_months(rows: list[dict[str, Any]], agreement: Agreement | None) -> None:
    now = Month.of(timezone.localdate()).number
    first = Month.of(current().first_day).number
    last, start = now, first
    if agreement:
        start = max(start, Month.of(agreement.starts).number)
        last = min(last, Month.of(agreement.ends).number)
    outside = [row for row in rows if not start <= row["month"] <= last]
    if not outside:
        return
    one = outside[0]
    named, begin, end = (Month.from_number(number) for number in (one["month"], start, last))
    term = (
        Text(f"masa PKS {agreement.number}", f"the term of the agreement {agreement.number}")
        if agreement
        else Text("masa yang dapat dihitung", "the time that can be reckoned")
    )
    raise UnusableInput(
        Text(
            f"{len(outside)} baris di luar {term.id} ({begin.to('id')} sampai {end.to('id')}); "
            f"yang pertama baris {one['row']}: {named.to('id')}",
            f"{len(outside)} rows lie outside {term.en} ({begin.to('en')} to {end.to('en')}); "
            f"the first is row {one['row']}: {named.to('en')}",
        ),
        Text(
            "Periksa bulannya atau pilih PKS yang benar; tidak ada yang disimpan",
            "Check the months or choose the right agreement; nothing was kept",
        ),
        Place(column="file"),
    )


def _check_documents(fund: Fund, rows: list[dict[str, Any]]) -> None:
    """One SP2D stands in one place: in the books, or in one file."""
    given = sorted({(row["document"] or "").strip()[:80] for row in rows} - {""})
    for at in range(0, len(given), _BATCH):
        part = given[at : at + _BATCH]
        lowered = Q()
        for document in part if len(part) <= 200 else ():
            lowered |= Q(document__iexact=document)
        asked = lowered or Q(document__in=part)
        booked = Payment.objects.filter(asked, fund=fund, state="paid", stands=True).first()
        if booked:
            raise _document_again(
                booked.document,
                Text("sudah tercatat di pembukuan", "stands in the books"),
                Text(f"pada tagihan {booked.bill}", f"on the bill {booked.bill}"),
            )
        before = HistoryLine.objects.filter(asked, fund=fund).select_related("file").first()
        if before:
            on = before.file.imported.date()
            raise _document_again(
                before.document,
                Text("sudah dimuat", "was loaded already"),
                Text(
                    f"dari {before.file.file_name} pada {date_in_words(on, 'id')}",
                    f"from {before.file.file_name} on {date_in_words(on, 'en')}",
                ),
            )


def _document_again(document: str, what: Text, where: Text) -> UnusableInput:
    return UnusableInput(
        Text(f"SP2D {document} {what.id} {where.id}", f"The SP2D {document} {what.en} {where.en}"),
        Text(
            "Keluarkan baris SP2D itu, atau pilih dana yang benar; tidak ada yang disimpan",
            "Take its rows out, or choose the right fund; nothing was kept",
        ),
        Place(column="file"),
    )


def _check_file(fund: Fund, sha256: str) -> None:
    before = HistoryFile.objects.filter(fund=fund, sha256=sha256).first()
    if before:
        on = before.imported.date()
        raise UnusableInput(
            Text(
                f"Berkas ini sudah dimuat pada {date_in_words(on, 'id')}",
                f"This file was loaded on {date_in_words(on, 'en')} already",
            ),
            Text("Tidak ada yang berubah", "Nothing was changed"),
            Place(column="file"),
        )


def _check_months_again(fund: Fund, people: Mapping[str, int], rows: list[dict[str, Any]]) -> None:
    """Months that another file of the fund holds already; the fund is locked, so that no other file comes between."""
    keys = list(people.values())
    held: set[tuple[int | None, int]] = set()
    for at in range(0, len(keys), _BATCH):
        part = HistoryLine.objects.filter(fund=fund, person__in=keys[at : at + _BATCH])
        held.update(part.values_list("person_id", "month"))
    again = [row for row in rows if (people.get(row["nik"]), row["month"]) in held]
    if not again:
        return
    first = again[0]["row"]
    raise UnusableInput(
        Text(
            f"{len(again)} bulan peserta sudah dimuat dari berkas lain untuk {fund}; yang pertama baris {first}",
            f"{len(again)} months were loaded from another file for {fund}; the first is row {first}",
        ),
        Text("Keluarkan baris itu; tidak ada yang disimpan", "Take these rows out; nothing was kept"),
        Place(column="file"),
    )
