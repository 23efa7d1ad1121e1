"""Contributions paid before Payung: whom a payer paid, for which month, how many rupiah, with which SP2D."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from payung.exchange.bpjs_billing import read_month
from payung.exchange.bpjs_return import problem, read_nik
from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.listing import Fields, Listed, Problem, words
from payung.exchange.stated import stated_amount, stated_day
from payung.exchange.tabled import Once, Tabled, read_table
from payung.intake.workbook import Cell, text_of
from payung.language import Text

SCHEMA = pa.schema(
    [
        ("sheet", pa.string()),
        ("row", pa.int32()),
        ("nik", pa.string()),
        ("name", pa.string()),
        ("month", pa.int32()),
        ("amount", pa.int64()),
        ("document", pa.string()),
        ("dated", pa.date32()),
    ]
)
FIELDS = Fields(
    words=words(
        nik="NIK|No NIK|Nomor NIK|No KTP|NIK Peserta|Nomor Identitas",
        name="Nama|Nama Lengkap|Nama Peserta|Nama Tenaga Kerja|Nama TK",
        month="Bulan|Bulan Iuran|Periode|Periode Iuran|BLTH|Bulan Tahun|Untuk Bulan",
        amount="Iuran|Jumlah|Jumlah Iuran|Total Iuran|Nominal|Jumlah Bayar|Dibayar|Total|Iuran (Rp)|Jumlah (Rp)",
        document="SP2D|No SP2D|Nomor SP2D|Bukti Bayar|No Bukti|Nomor Bukti|Bukti Transfer",
        dated="Tanggal|Tanggal Bayar|Tgl Bayar|Tanggal SP2D|Tgl SP2D",
    ),
    needed=frozenset({"nik", "month", "amount"}),
    any_of=frozenset({"nik"}),
    naming=frozenset({"nik", "name"}),
    shown=Text("NIK, Bulan Iuran, dan Jumlah Iuran", "NIK, Bulan Iuran and Jumlah Iuran"),
)


_ONCE = Once(
    ("nik", "month"),
    "nik.twice",
    Text("NIK ini dibayar lebih dari sekali pada bulan itu", "this NIK is paid more than once in that month"),
)


def read_history(path: Path, name: str = "", profile: HeadingProfile | None = None) -> Tabled:
    """Read a payment history: a table with ``SCHEMA``, ``month`` as yyyymm.

    Raises UnusableInput for a file that cannot be read or has no heading with NIK, month and amount.
    """
    return read_table(path, name, FIELDS, profile, SCHEMA, _line, _ONCE.broken)


def _line(item: Listed, problems: list[Problem]) -> tuple[object, ...]:
    nik = read_nik(item, problems)
    stated: Cell = item.cells.get("month", "")
    month = read_month(stated)
    if month is None:
        problems.append(
            problem(
                item,
                "month.unclear",
                f"bulan iuran “{text_of(stated)}” tidak jelas",
                f"the month “{text_of(stated)}” is not clear",
            )
        )
    amount = stated_amount(item, problems)
    return (
        item.sheet,
        item.row,
        nik,
        item.text("name"),
        month.number if month else None,
        amount,
        item.text("document"),
        stated_day(item, problems),
    )
