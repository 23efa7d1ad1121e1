"""The list that BPJS sends back after registration: member numbers (KPJ), and refusals with their reasons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from payung.exchange.listing import Fields, Listed, Problem, squeeze, words
from payung.exchange.tabled import Tabled, read_table
from payung.identity import dates
from payung.identity.nik import read_number
from payung.intake.workbook import Cell, text_of
from payung.language import Text

SCHEMA = pa.schema(
    [
        ("sheet", pa.string()),
        ("row", pa.int32()),
        ("nik", pa.string()),
        ("kpj", pa.string()),
        ("name", pa.string()),
        ("accepted", pa.bool_()),
        ("reason", pa.string()),
        ("start_date", pa.string()),
    ]
)
_FIELDS = Fields(
    words=words(
        nik="NIK|No NIK|Nomor NIK|No KTP|NIK KTP|NIK Peserta|Nomor Identitas|No Identitas",
        kpj="KPJ|No KPJ|Nomor KPJ|No Peserta|Nomor Peserta|Nomor Kepesertaan|No Kepesertaan|No Kartu|Nomor Kartu|KPJ Peserta",
        name="Nama|Nama Lengkap|Nama Peserta|Nama Tenaga Kerja|Nama TK|Nama Pekerja",
        status="Status|Hasil|Status Pendaftaran|Status Kepesertaan|Hasil Pendaftaran|Status Validasi|Status Upload",
        reason="Keterangan|Alasan|Ket|Alasan Penolakan|Keterangan Penolakan|Pesan|Catatan|Keterangan Gagal|Error",
        start="Tanggal Mulai|Tgl Mulai|Mulai|Mulai Kepesertaan|Tanggal Kepesertaan|Tgl Kepesertaan|TMT|Tanggal Aktif"
        "|Tgl Aktif|Tanggal Mulai Perlindungan|Awal Perlindungan|Tgl Mulai Kepesertaan|Tanggal Mulai Kepesertaan",
    ),
    needed=frozenset({"nik"}),
    any_of=frozenset({"kpj", "status", "reason"}),
    naming=frozenset({"nik", "kpj", "name"}),
    shown=Text("NIK, dan KPJ, Status, atau Keterangan", "NIK, and KPJ, Status or Keterangan"),
)
# Whole words or first words; what begins with a refusing word is a refusal even if it ends in an accepting one.
_REFUSED = re.compile(
    r"(gagal|ditolak|tolak|tidak|tdk|belum|bukan|invalid|error|duplikat|double|ganda|non ?-?aktif|reject|refus|fail)",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"(berhasil|sukses|success|terdaftar|didaftarkan|diterima|terima|valid|aktif|active|lolos|ok\b|ya\b|registered)",
    re.IGNORECASE,
)
_KPJ = re.compile(r"\d{11}")
_SHOWN = 10  # rows named in a message about repetition
_FIRST_YEAR = 1977  # of the scheme
_EMPTY = frozenset({"", "null", "none", "na", "nan"})


def read_return(path: Path, name: str = "") -> Tabled:
    """Read a return list: a table with ``SCHEMA``, one line per row about somebody. ``accepted`` is null where the list
    does not say; ``start_date`` is ISO or empty; ``kpj`` is as the list has it: with a problem it is no member number yet.

    Raises UnusableInput for a file that cannot be read or without a heading of NIK and one of KPJ, status, reason.
    """
    return read_table(path, name, _FIELDS, None, SCHEMA, _result, _twice)


def _result(item: Listed, problems: list[Problem]) -> Sequence[object]:
    nik = read_nik(item, problems)
    kpj = _read_kpj(item, problems)
    accepted = _accepted(item, kpj, problems)
    if accepted and not kpj:
        problems.append(
            problem(
                item, "kpj.missing", "diterima tetapi tanpa nomor KPJ", "accepted but without a KPJ number"
            )
        )
    start = _start(item, problems)
    return item.sheet, item.row, nik, kpj, item.text("name"), accepted, item.text("reason"), start


def problem(item: Listed, code: str, indonesian: str, english: str) -> Problem:
    return Problem(item.sheet, item.row, code, Text(indonesian, english))


def read_nik(item: Listed, problems: list[Problem]) -> str:
    """The NIK's digits as the list has them, with a problem noted where they are no NIK."""
    cell = item.cells.get("nik", "")
    found = read_number(cell if isinstance(cell, str | int | float) else text_of(cell))
    faults = {
        "nik.missing": ("NIK tidak ada", "the NIK is missing"),
        "nik.malformed": (
            f"NIK “{text_of(cell)}” bukan 16 angka",
            f"the NIK “{text_of(cell)}” has not 16 digits",
        ),
        "nik.digits_lost": (
            "angka NIK hilang karena dibulatkan lembar kerja; minta daftar dengan NIK sebagai teks",
            "digits of the NIK were lost by the spreadsheet; ask for a list with the NIK as text",
        ),
    }
    if found.fault:
        problems.append(problem(item, found.fault, *faults[found.fault]))
    return found.digits


def _read_kpj(item: Listed, problems: list[Problem]) -> str:
    """Eleven digits of text; nothing is added or cut. A dash or a zero stands for none."""
    bare = re.sub(r"[\s.'’`-]", "", item.text("kpj"))
    if bare.casefold() in _EMPTY or not bare.strip("0"):
        return ""
    if not _KPJ.fullmatch(bare):
        shown = item.text("kpj")
        problems.append(
            problem(
                item, "kpj.malformed", f"KPJ “{shown}” bukan 11 angka", f"the KPJ “{shown}” has not 11 digits"
            )
        )
    return bare


def _accepted(item: Listed, kpj: str, problems: list[Problem]) -> bool | None:
    status = item.text("status")
    if status.strip(" -"):
        if _REFUSED.match(status):
            return False
        if _ACCEPTED.match(status):
            return True
        problems.append(
            problem(
                item,
                "status.unknown",
                f"status “{status}” tidak dikenal",
                f"the status “{status}” is unknown",
            )
        )
        return None
    if kpj:
        return True
    if squeeze(item.text("reason")):
        return False
    problems.append(
        problem(item, "status.unknown", "tanpa status, KPJ, dan alasan", "without status, KPJ and reason")
    )
    return None


def _start(item: Listed, problems: list[Problem]) -> str:
    cell: Cell = item.cells.get("start", "")
    written = dates.parse(cell if isinstance(cell, str | int | float | date) else text_of(cell))
    if not written.given and not written.year:
        return ""
    day = _date(written)
    if day is None:
        shown = item.text("start")
        problems.append(
            problem(
                item,
                "start.unclear",
                f"tanggal mulai “{shown}” tidak jelas",
                f"the start “{shown}” is not clear",
            )
        )
        return ""
    return day.isoformat()


def _date(written: dates.Written) -> date | None:
    """None where it cannot be, or before there was a scheme to join: a year of two digits is not guessed."""
    try:
        return date(written.year, written.month, written.day) if written.year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _twice(table: pa.Table) -> Iterator[Problem]:
    """A KPJ for different people, and a NIK on several rows."""
    by_kpj: dict[str, list[int]] = defaultdict(list)
    by_nik: dict[str, list[int]] = defaultdict(list)
    niks = table["nik"].to_pylist()
    for at, (nik, kpj) in enumerate(zip(niks, table["kpj"].to_pylist(), strict=True)):
        by_kpj[kpj].append(at)
        by_nik[nik].append(at)
    for kpj, group in by_kpj.items():
        if kpj and len({niks[at] for at in group}) > 1:
            what = Text(
                f"KPJ {kpj} dipakai untuk orang berbeda", f"the KPJ {kpj} is given to different people"
            )
            yield from _each(table, group, "kpj.twice", what)
    for nik, group in by_nik.items():
        if nik and len(group) > 1:
            what = Text("NIK yang sama berulang", "the same NIK stands more than once")
            yield from _each(table, group, "nik.twice", what)


def _each(table: pa.Table, group: list[int], code: str, what: Text) -> Iterator[Problem]:
    rows = table.select(["sheet", "row"]).take(group).to_pylist()
    places = ", ".join(str(row["row"]) for row in rows[:_SHOWN]) + (" …" if len(rows) > _SHOWN else "")
    told = Text(f"{what.id}: baris {places}", f"{what.en}: rows {places}")
    return (Problem(row["sheet"], row["row"], code, told) for row in rows)
