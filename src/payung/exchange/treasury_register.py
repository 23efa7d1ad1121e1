"""The treasury's register of payment orders (SP2D): number, date, rupiah, and what it says the money was for."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from payung.exchange.bpjs_return import problem
from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.listing import Fields, Listed, Problem, words
from payung.exchange.stated import stated_amount, stated_day
from payung.exchange.tabled import Once, Tabled, read_table
from payung.language import Text

SCHEMA = pa.schema(
    [
        ("sheet", pa.string()),
        ("row", pa.int32()),
        ("document", pa.string()),
        ("dated", pa.date32()),
        ("amount", pa.int64()),
        ("spm", pa.string()),
        ("code", pa.string()),
        ("fund", pa.string()),
        ("purpose", pa.string()),
        ("payee", pa.string()),
    ]
)
FIELDS = Fields(
    words=words(
        document="SP2D|No SP2D|Nomor SP2D|No. Bukti|Nomor Bukti|No Bukti|Nomor Dokumen|No Dokumen",
        dated="Tanggal|Tgl|Tanggal SP2D|Tgl SP2D|Tanggal Terbit|Tanggal Cair|Tgl Cair|Tanggal Pencairan",
        amount="Nilai|Nilai SP2D|Jumlah|Jumlah SP2D|Bruto|Nilai Bruto|Jumlah Bruto|Jumlah (Rp)|Nilai (Rp)|Nominal|LS|Pengeluaran",
        spm="SPM|No SPM|Nomor SPM",
        code="Kode Iuran|Kode Bayar|Kode Billing|ID Billing",
        fund="Sumber Dana|Dana|Rekening Kas|Nama Dana",
        purpose="Uraian|Keterangan|Keperluan|Untuk Keperluan|Uraian SP2D|Keterangan SP2D|Untuk|Uraian Belanja",
        payee="Penerima|Nama Penerima|Pihak Ketiga|Nama Pihak Ketiga|Kepada|Rekanan",
    ),
    needed=frozenset({"document", "amount"}),
    any_of=frozenset({"document"}),
    naming=frozenset({"document", "purpose", "payee"}),
    shown=Text("Nomor SP2D dan Nilai SP2D", "Nomor SP2D and Nilai SP2D"),
)


_ONCE = Once(
    ("document",),
    "document.twice",
    Text(
        "nomor SP2D ini ada lebih dari sekali di daftar",
        "this SP2D number stands in the register more than once",
    ),
)


def read_register(path: Path, name: str = "", profile: HeadingProfile | None = None) -> Tabled:
    """Read a register: a table with ``SCHEMA``.

    Raises UnusableInput for a file that cannot be read or has no heading with the number and the amount.
    """
    return read_table(path, name, FIELDS, profile, SCHEMA, _order, _ONCE.broken)


def _order(item: Listed, problems: list[Problem]) -> tuple[object, ...]:
    document, amount, dated = (
        item.text("document"),
        stated_amount(item, problems),
        stated_day(item, problems),
    )
    if not document:
        problems.append(problem(item, "document.missing", "nomor SP2D kosong", "the SP2D number is missing"))
    if not item.text("dated"):
        problems.append(problem(item, "date.missing", "tanggal kosong", "the date is missing"))
    told = (item.text(field) for field in ("spm", "code", "fund", "purpose", "payee"))
    return item.sheet, item.row, document, dated, amount, *told
