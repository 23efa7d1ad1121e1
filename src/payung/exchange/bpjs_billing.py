"""The list behind a payment code (kode iuran): whom BPJS bills, for which month, with how many rupiah."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from payung.errors import UnusableInput
from payung.exchange.bpjs_return import problem, read_nik
from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.listing import Fields, Listed, Problem, Skipped, squeeze, words
from payung.exchange.tabled import Once, Tabled, read_table
from payung.identity import dates
from payung.intake.workbook import Cell
from payung.language import Text
from payung.law.month import Month

SCHEMA = pa.schema(
    [
        ("sheet", pa.string()),
        ("row", pa.int32()),
        ("code", pa.string()),
        ("month", pa.string()),
        ("nik", pa.string()),
        ("kpj", pa.string()),
        ("name", pa.string()),
        ("amount", pa.int64()),
    ]
)
FIELDS = Fields(
    words=words(
        nik="NIK|No NIK|Nomor NIK|No KTP|NIK Peserta|Nomor Identitas",
        kpj="KPJ|No KPJ|Nomor KPJ|No Peserta|Nomor Peserta|Nomor Kepesertaan",
        name="Nama|Nama Lengkap|Nama Peserta|Nama Tenaga Kerja|Nama TK",
        code="Kode Iuran|Kode Bayar|Kode Billing|Kode Pembayaran|ID Billing|Nomor Tagihan",
        month="Bulan|Bulan Iuran|Periode|Periode Iuran|BLTH|Bulan Tahun|Untuk Bulan",
        amount="Iuran|Jumlah|Jumlah Iuran|Total Iuran|Nominal|Jumlah Bayar|Total|Iuran (Rp)|Jumlah (Rp)|Total (Rp)|Tagihan",
    ),
    needed=frozenset({"nik", "amount"}),
    any_of=frozenset({"nik"}),
    naming=frozenset({"nik", "kpj", "name"}),
    shown=Text("NIK dan Jumlah Iuran", "NIK and Jumlah Iuran"),
)
# "Kode Iuran : 900123" and "Periode: Mei 2026" in the lines above the table.
_ABOVE = re.compile(r"^(?P<label>[^:|]+?)\s*[:|][\s:|]*(?P<value>[^|]+)")
_WHOLE = re.compile(r"(\d{1,3}([.,]\d{3})+|\d+)([.,]00?)?")


_ONCE = Once(
    ("code", "month", "nik"),
    "nik.twice",
    Text(
        "NIK ini ditagih lebih dari sekali pada bulan itu", "this NIK is billed more than once in that month"
    ),
)


@dataclass(frozen=True, slots=True)
class BillingList(Tabled):
    """``table`` has ``SCHEMA``: ``month`` such as 2026-05, or empty; ``amount`` whole rupiah, or null with a problem."""

    @property
    def total(self) -> int:
        """Rupiah of all rows whose amount could be read."""
        return sum(amount for amount in self.table["amount"].to_pylist() if amount is not None)


def read_billing(path: Path, name: str = "", profile: HeadingProfile | None = None) -> BillingList:
    """Read a billing list; ``profile`` adds headings of a branch's own. Code and month may stand in columns or once in
    the lines above the table.

    Raises UnusableInput for a file that cannot be read or has no heading with NIK and amount.
    """
    above: dict[tuple[str, str], str] = {}
    read = read_table(
        path, name, FIELDS, profile, SCHEMA, lambda item, problems: _line(item, above, problems), _ONCE.broken,
        skip=lambda skipped, fields: above.update(_stated(skipped, fields)),
    )  # fmt: skip
    return BillingList(read.table, read.skipped, read.problems)


def _stated(item: Skipped, fields: Fields) -> Iterator[tuple[tuple[str, str], str]]:
    found = _ABOVE.match(item.text) if item.why == "title" else None
    for field in ("code", "month") if found else ():
        if found and squeeze(found["label"]) in fields.words[field]:
            yield (item.sheet, field), found["value"].strip()


def _line(item: Listed, above: dict[tuple[str, str], str], problems: list[Problem]) -> Sequence[object]:
    nik = read_nik(item, problems)
    code = item.text("code") or above.get((item.sheet, "code"), "")
    if not code:
        problems.append(problem(item, "code.missing", "kode iuran tidak ada", "the payment code is missing"))
    stated: Cell = item.cells.get("month", above.get((item.sheet, "month"), ""))
    month = read_month(stated)
    if month is None:
        problems.append(
            problem(
                item,
                "month.unclear",
                f"bulan iuran “{stated}” tidak jelas",
                f"the month “{stated}” is not clear",
            )
        )
    amount = read_amount(item.cells.get("amount", ""))
    if amount is None:
        shown = item.text("amount")
        problems.append(
            problem(
                item,
                "amount.unclear",
                f"jumlah “{shown}” bukan rupiah utuh",
                f"the amount “{shown}” is no whole number of rupiah",
            )
        )
    return item.sheet, item.row, code, str(month or ""), nik, item.text("kpj"), item.text("name"), amount


def read_month(cell: Cell) -> Month | None:
    """The month that a cell names: 2026-05, 05-2026, Mei 2026, 202605, or a date in it.

    >>> str(read_month("Mei 2026")), str(read_month("05/2026")), str(read_month(202605.0)), read_month("13-2026")
    ('2026-05', '2026-05', '2026-05', None)
    """
    if isinstance(cell, datetime | date):
        return Month.of(cell)
    if isinstance(cell, float | int):
        cell = str(int(cell))
    text = str(cell).strip()
    try:
        if re.fullmatch(r"\d{6}", text):
            by_year = int(text[:4]) > 1900 and int(text[4:]) <= 12
            return Month.from_number(int(text if by_year else text[2:] + text[:2]))
        if re.fullmatch(r"\d{4}[-/.]\d{2}", text):
            return Month(int(text[:4]), int(text[5:]))
        written = dates.parse(text)
        if not written.possible:  # a month without a day: "Mei 2026", "05-2026"
            written = dates.parse(f"01 {text}")
        day = written.on_calendar() if written.year >= 100 else None
        return Month.of(day) if day else None
    except UnusableInput:
        return None


def read_amount(cell: Cell) -> int | None:
    """Whole rupiah, or None: fractions are not rounded away.

    >>> read_amount("Rp 16.800,00"), read_amount("16,800"), read_amount(16800.0), read_amount(16800.5)
    (16800, 16800, 16800, None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell >= 0 and cell == int(cell) else None
    bare = re.sub(r"(?i)^rp\.?|idr|[\s\u00a0]|,-$", "", str(cell).strip())
    found = _WHOLE.fullmatch(bare)
    return int(re.sub(r"\D", "", found[1])) if found else None
