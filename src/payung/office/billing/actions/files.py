"""BPJS's billing list against our bill, line by line: all of it is compared and kept, or nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from payung.errors import UnusableInput
from payung.exchange.bpjs_billing import FIELDS, BillingList, read_billing
from payung.exchange.heading_profile import HeadingProfile
from payung.language import Text
from payung.law.month import Month, date_in_words
from payung.office.accounts.permissions import May, may, require
from payung.office.billing.models import Bill, BillingFile, BillingFileLine, BillingProfile
from payung.office.core import store
from payung.office.core.bulk import insert_rows
from payung.office.core.vault import blind_index, seal_fields
from payung.office.cover.models import PersonMonth
from payung.office.journal.acts import act, record

SEALED_BILLING = "billing.file"  # the vault's purpose
_UNCLEAR = ("nik.missing", "nik.malformed", "nik.digits_lost", "nik.twice", "month.unclear", "amount.unclear")
_V = BillingFileLine.Verdict


@dataclass(frozen=True, slots=True)
class _Line:
    verdict: str
    sheet: str = ""
    row: int = 0
    month: int | None = None
    listed: int | None = None
    ours: int | None = None
    reason: str = ""
    cells: dict[str, str] = field(default_factory=dict)


@act("billing_profile.save")
def save_billing_profile(actor: Any, area_code: str, *, name: str, headings: str) -> BillingProfile:
    """The headings of this office's branch, in TOML. Raises UnusableInput naming what is wrong."""
    require(actor, May.ISSUE_BILLS, area_code)
    HeadingProfile.from_toml(headings, FIELDS)
    profile, _made = BillingProfile.objects.update_or_create(
        area_id=area_code, name=" ".join(name.split())[:80] or "BPJS", defaults={"headings": headings}
    )
    record(f"profile:{profile.public_id}", area=area_code, facts={"name": profile.name})
    return profile


@act("bill.compare")
def compare_billing(
    actor: Any, bill: Bill, path: Path, *, file_name: str, profile: BillingProfile | None = None
) -> BillingFile:
    """Compare a billing list with the bill. Where both are the same to the rupiah, the bill takes the list's code.

    Raises UnusableInput, with nothing kept, for a list of another month or another payment code, and for the same
    file twice.
    """
    area = bill.programme.area_id
    if not may(actor, May.RETURN_ENROLMENT, area):
        require(actor, May.ISSUE_BILLS, area)
    kept = Bill.objects.select_for_update(no_key=True).get(pk=bill.pk)
    headings = HeadingProfile.from_toml(profile.headings, FIELDS) if profile else None
    listed = read_billing(path, file_name, headings)
    code = _check(kept, listed)
    with store.keeping(path, SEALED_BILLING) as stored:
        return _keep(actor, kept, listed, code, stored, file_name)


def _keep(
    actor: Any, bill: Bill, listed: BillingList, code: str, stored: store.Kept, file_name: str
) -> BillingFile:
    earlier = BillingFile.objects.filter(bill=bill, sha256=stored.sha256).first()
    if earlier:
        on = earlier.imported.date()
        raise UnusableInput(
            Text(
                f"Berkas ini sudah dibandingkan pada {date_in_words(on, 'id')}",
                f"This file was compared on {date_in_words(on, 'en')} already",
            ),
            Text("Muat berkas yang baru; tidak ada yang berubah", "Load the newer file; nothing was changed"),
        )
    lines = list(_compare(bill, listed))
    counts = Counter(line.verdict for line in lines)
    made = BillingFile.objects.create(
        bill=bill,
        file_name=file_name[:200],
        file=stored.name,
        sha256=stored.sha256,
        code=code,
        total=listed.total,
        imported_by=actor,
        **{verdict.value: counts[verdict] for verdict in _V},
    )
    insert_rows(BillingFileLine, _FIELDS, (_row(made, line) for line in lines))
    if not made.differs and code and not bill.code:
        bill.code = code
        bill.save(update_fields=["code"])
    record(
        f"bill:{bill.public_id}",
        area=bill.programme.area_id,
        facts={
            "file": made.public_id,
            "sha256": made.sha256,
            "total": made.total,
            "code": code,
            **{verdict.value: counts[verdict] for verdict in _V},
        },
    )
    return made


_FIELDS = ("billing_file", "sheet", "row", "verdict", "person_month", "listed", "ours", "reason", "sealed")


def _row(made: BillingFile, line: _Line) -> tuple[Any, ...]:
    sealed = seal_fields(line.cells, SEALED_BILLING) if line.cells else b""
    return (
        made.pk, line.sheet[:120], line.row, line.verdict, line.month, line.listed, line.ours, line.reason[:300], sealed,
    )  # fmt: skip


def _check(bill: Bill, listed: BillingList) -> str:
    """The list's one payment code, "" where it has none."""
    month = str(Month.from_number(bill.month))
    months = {text for text in listed.table["month"].to_pylist() if text}
    if months - {month}:
        raise UnusableInput(
            Text(
                f"Berkas ini untuk {', '.join(sorted(months))}, tagihan ini untuk {month}",
                f"This file is for {', '.join(sorted(months))}, the bill for {month}",
            ),
            Text(
                "Pilih tagihan bulan itu, atau minta berkas satu bulan; tidak ada yang berubah",
                "Choose the bill of that month, or ask for a file of one month; nothing was changed",
            ),
        )
    codes = {text for text in listed.table["code"].to_pylist() if text}
    if len(codes) > 1 or (bill.code and codes - {bill.code}):
        raise UnusableInput(
            Text(
                f"Kode iuran berkas ini {', '.join(sorted(codes))}, tagihan ini {bill.code or '(belum ada)'}",
                f"The payment code of this file is {', '.join(sorted(codes))}, of the bill {bill.code or '(none yet)'}",
            ),
            Text(
                "Periksa tagihannya; tidak ada yang berubah",
                "Check which bill it is for; nothing was changed",
            ),
        )
    return next(iter(codes), "")[:40]


def _compare(bill: Bill, listed: BillingList) -> Iterator[_Line]:
    months = PersonMonth.objects.filter(bill_line__bill=bill).values_list("person__nik_index", "pk", "due")
    ours = {bytes(index): (pk, due) for index, pk, due in months.iterator(chunk_size=10_000)}
    asks = {(one.sheet, one.row): one.what.id for one in listed.problems if one.code in _UNCLEAR}
    seen: set[int] = set()
    for row in listed.table.to_pylist():
        place = {"sheet": row["sheet"], "row": row["row"], "listed": row["amount"]}
        cells = {key: row[key] or "" for key in ("nik", "kpj", "name")}
        pk, due = ours.get(blind_index(row["nik"]), (None, None)) if row["nik"] else (None, None)
        if pk is not None:
            seen.add(pk)
        ask = asks.get((row["sheet"], row["row"]))
        if ask:
            yield _Line(_V.UNCLEAR, month=pk, ours=due, reason=ask, cells=cells, **place)
        elif pk is None:
            yield _Line(_V.UNKNOWN, cells=cells, **place)
        else:
            yield _Line(_V.SAME if due == row["amount"] else _V.AMOUNT, month=pk, ours=due, **place)
    for pk, due in ours.values():
        if pk not in seen:
            yield _Line(_V.MISSING, month=pk, ours=due)
