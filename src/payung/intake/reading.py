"""Reading lists of people out of any files: ``read`` gives a ``Reading``."""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa

from payung.errors import Place, UnusableInput
from payung.identity import areas
from payung.intake import noted, notices, villages
from payung.intake.blocks import Heading
from payung.intake.cells import cells_json, json_keys
from payung.intake.clean import Cleaner
from payung.intake.fields import REFERENCE_FIELDS
from payung.intake.layout import Layout
from payung.intake.lists import lists
from payung.intake.preview import chosen_columns
from payung.intake.schema import SKIPPED
from payung.intake.source import Source, column_letters
from payung.intake.workbook import RawSheet, open_sheets
from payung.language import Text

# Sheet name, or "*" for any -> {field: column letters}
Mapped = Mapping[str, Mapping[str, str]]
Progress = Callable[[int, int], None]
_NO_VILLAGE = re.compile(
    r"((?:hal|lamp|cetak|jorong|dusun|dsn|rw|rt|lingkungan|korong|banjar|dukuh|kelompok|tps|kk|kec|kecamatan|kab|kabupaten)\b|sheet|lembar|data|usulan|daftar|rekap|lampiran|worksheet|bnba|peserta|penduduk|program|tabel|hasil|final|kode|form"
    r"|page|halaman|table|export|list|laporan|nik|siak|bip|dtks|bdt|copy|salinan|revisi|fix|verifikasi|validasi|tahap|gelombang|cadangan|pengganti|perubahan|tambahan|penerima|pekerja|anggota|pengurus|perangkat|gabungan"
    r"|(?:petani|pekebun|peternak|nelayan|ojek|ojol|pedagang|pkl|asongan|buruh|kuli|tukang|sopir|supir|guru|kader|linmas|marbot|garin|gharim|ustad|pemulung|becak|parkir|umkm|asn|pns|bpjs|pkh|blt|bpnt|kis|pbi|rtlh"
    r"|laki|perempuan|pria|wanita|aktif|valid|lolos|(?:tidak |tdk |belum |blm |sudah )?(?:layak|lulus|terdaftar|lengkap|ditemukan|padan|bayar|dibayar|diterima|ditolak|disetujui|memenuhi)|ditolak|diterima|disetujui|batal|dibatalkan|dicoret|meninggal|pindah|(?:jan|feb|peb|mar|apr|jun|jul|ag|sep|okt|oct|nov|nop|des|dec)(?:uari|ruari|et|t|il|i|us|ustus|tember|ober|ember)?|mrt|mei|ags|agst|januari|februari|pebruari|maret|agustus)\b|(?:lama|baru|ganda|imam)\s*$)",
    re.I,
)
# Columns of the output that come out of a column of another kind.
_PRINTED_FROM = {
    "birth": ("birth_place", "birth_date"),
    "birth_day": ("birth_date",),
    "birth_month": (),
    "birth_year": (),
    "nik_name": ("nik", "name"),
    "trade": ("occupation",),
    "work_status": ("occupation",),
    "position": ("occupation",),
    "sex_male": ("sex",),
    "sex_female": (),
}
_SHEET_NUMBER = re.compile(r"(?:\d{1,3}\s*[.)_-]?|[ivx]{1,4}\s*[.)])\s*(?=[a-z])", re.I)
_VILLAGE_TITLE = re.compile(r"(desa|nagari|kelurahan|kel|ds|gampong)\b[ .]*", re.I)


@dataclass(frozen=True)
class SheetReport:
    """What was understood of one sheet."""

    name: str
    hidden: bool
    rows: int
    people: int
    header_rows: tuple[int, ...]
    columns: dict[str, str]
    skipped: tuple[tuple[int, str], ...]
    seen: notices.Seen
    uncomputed: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "sheet": self.name,
            "rows": self.rows,
            "people": self.people,
            "header_rows": list(self.header_rows),
            "columns": self.columns,
            "skipped": [{"row": row, "why": why} for row, why in self.skipped],
        }


@dataclass(frozen=True)
class Reading:
    """People and skipped rows of all files, in the order of files, sheets and rows.

    ``people`` has the columns of ``schema.PEOPLE`` (plus those asked for as ``extra``), ``skipped`` those of
    ``schema.SKIPPED``. ``notices`` are things the user should know that stop nothing.
    """

    people: pa.Table
    skipped: pa.Table
    files: tuple[tuple[str, tuple[SheetReport, ...]], ...]
    notices: tuple[Text, ...] = field(default=())

    def report(self) -> dict[str, Any]:
        """The report of ``payung read --report``: every non-blank row is a person or skipped with a reason."""
        return {
            "files": [
                {"file": name, "sheets": [sheet.as_dict() for sheet in sheets]} for name, sheets in self.files
            ]
        }


def read(
    paths: Sequence[Path | Source],
    *,
    area: str | areas.Region | None = None,
    mapping: Mapped | None = None,
    extra: Sequence[str] = (),
    on: date | None = None,
    progress: Progress | None = None,
    keep_cells: bool = True,
) -> Reading:
    """Read the people out of the files.

    ``area`` (a Kemendagri code, or a region) matches village names to codes. ``mapping`` overrides the columns
    found, by sheet name or ``"*"``: ``{"Aie Amo": {"nik": "C"}}``. ``extra`` names columns of reference lists
    (``fields.REFERENCE_FIELDS``) to read as well. ``on`` is the day on which ages of 0 to 110 settle years of two
    digits; today if left out. ``progress`` is called with rows done and rows in all (0 where not known).
    ``keep_cells=False`` leaves the column ``cells`` empty.

    Raises ``UnusableInput`` for a file that cannot be read, or that holds no list of people.
    """
    region = areas.region(area) if isinstance(area, str) else area
    work = _Work(on or date.today(), region, mapping or {}, tuple(extra), progress, keep_cells)  # noqa: DTZ011
    with _without_collector():
        for source, name in _named(paths):
            work.file(source, name)
    return work.finish()


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of cells come and go here, none in a cycle: looking for cycles would take a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _named(paths: Sequence[Path | Source]) -> list[tuple[Source, str]]:
    """Every source with a name of its own: two files of one name are told apart by their folders, or counted."""
    sources = [each if isinstance(each, Source) else Source(Path(each)) for each in paths]
    shown = [source.shown for source in sources]
    names: list[str] = []
    for source in sources:
        name = source.shown
        if shown.count(name) > 1:
            name = (
                f"{source.path.parent.name}/{name}" if not source.name and source.path.parent.name else name
            )
        base, count = name, 2
        while name in names:
            name, count = f"{base} ({count})", count + 1
        names.append(name)
    return list(zip(sources, names, strict=True))


class _Work:
    """One reading in progress."""

    def __init__(
        self,
        on: date,
        region: areas.Region | None,
        mapping: Mapped,
        extra: tuple[str, ...],
        progress: Progress | None,
        keep_cells: bool,
    ) -> None:
        self._on, self._region, self._mapping, self._progress = on, region, mapping, progress
        self._extra = extra
        self._cleaner = Cleaner(on, region, extra, keep_cells)
        self._keep_cells = keep_cells
        self._people: list[pa.Table] = []
        self._skipped: list[pa.Table] = []
        self._files: list[tuple[str, tuple[SheetReport, ...]]] = []
        self._notices: list[Text] = []
        self._done = self._total = 0
        self._before: Heading | None = None  # of the sheet before, in this file

    def file(self, source: Source, name: str) -> None:
        sheets = list(open_sheets(source))
        self._before = None
        self._total += sum(sheet.height for sheet in sheets)
        several = sum(not sheet.hidden for sheet in sheets) > 1
        reports = tuple(self._sheet(name, sheet, several) for sheet in sheets)
        if not any(report.rows for report in reports):
            raise source.refuse(
                Text("Berkas tidak berisi satu baris pun", "The file holds not a single row"),
                Text("Periksa apakah berkas yang benar yang dikirim", "Check that the right file was sent"),
            )
        if not any(report.people or report.columns for report in reports):
            raise _no_list(source, reports)
        self._files.append((name, reports))
        self._notice(name, reports)

    def _sheet(self, file: str, sheet: RawSheet, several: bool) -> SheetReport:
        village = self._village_of(sheet.name, several)
        reports = [
            self._list(file, layout, village)
            for layout in lists(
                sheet, self._on, chosen_columns(self._mapping, sheet), self._before, self._is_village(village)
            )
        ]
        report = reports[0] if len(reports) == 1 else _joined(reports)
        return replace(report, uncomputed=len(sheet.uncomputed))

    def _list(self, file: str, layout: Layout, village: str) -> SheetReport:
        sheet, people, further = layout.sheet, 0, 0
        zeros: list[notices.Zeros] = []
        shared, phones = self._cleaner.shared, self._cleaner.phones
        for block in layout.blocks():
            table = self._cleaner.table(file, sheet.name, sheet.left, block, village)
            self._people.append(table)
            layout.noted.swapped += noted.swapped(table)
            zeros.append(notices.Zeros.of(table["nik"]))
            people += table.num_rows
            further += table.num_rows - len(block.rows)
            self._done += len(block.rows)
            if self._progress is not None:
                self._progress(self._done, max(self._total, self._done))
        layout.noted.years += dict.fromkeys(self._cleaner.years)
        self._cleaner.years.clear()
        self._skipped.append(self._skipped_table(file, sheet, layout))
        if people:
            self._before = layout.headings[0]
        return SheetReport(
            name=sheet.name,
            hidden=sheet.hidden,
            rows=layout.rows + further,  # a row of two people counts for each of them
            people=people,
            header_rows=tuple(layout.header_rows),
            columns=self._columns(layout, sheet.left),
            skipped=tuple((each.number, each.why) for each in layout.skipped),
            seen=replace(
                notices.of_list(layout),
                shared=self._cleaner.shared - shared,
                phones=self._cleaner.phones - phones,
                zeros=notices.Zeros(sum(each.ending for each in zeros), sum(each.niks for each in zeros)),
            ),
        )

    def _is_village(self, of_sheet: str) -> villages.IsVillage | None:
        """What tells the name of a village: the region, where it is known; nothing is one in a village's own sheet."""
        if of_sheet:
            return lambda _: False
        region = self._region
        return None if region is None else lambda name: region.find_village(name) is not None

    def _is_heard(self, name: str) -> bool:
        return name not in REFERENCE_FIELDS or name in self._extra

    def _village_of(self, name: str, several: bool) -> str:
        """The village that a sheet's name tells, where it can only be one."""
        name = _SHEET_NUMBER.sub("", name.strip())
        bare = _VILLAGE_TITLE.sub("", name, count=1) if _VILLAGE_TITLE.match(name) else ""
        if bare:
            return bare.strip()
        if self._region is not None and self._region.find_village(name):
            return name.strip()
        wordy = sum(sign.isalpha() for sign in name) >= 3
        return name.strip() if several and wordy and not _NO_VILLAGE.match(name.strip()) else ""

    def _columns(self, layout: Layout, left: int) -> dict[str, str]:
        """Field -> the heading it was found under (the column's letters where it has none)."""
        columns: dict[str, str] = {}
        for heading in layout.headings:
            labels = heading.header.labels
            for name, at in heading.fields.items():
                if name.startswith("_") or not self._is_heard(name):
                    continue
                places = [
                    at,
                    *dict.fromkeys(each[name] for each in heading.several[1:] if each.get(name, at) != at),
                ]
                said = [
                    (labels[each] if each < len(labels) else "") or column_letters(each + left)
                    for each in places
                ]
                for printed in _PRINTED_FROM.get(name, (name,)):
                    columns.setdefault(printed, "; ".join(said))
        return columns

    def _skipped_table(self, file: str, sheet: RawSheet, layout: Layout) -> pa.Table:
        keys: dict[tuple[tuple[str, ...], int], list[str]] = {}
        cells = []
        for each in layout.skipped:
            shape = (each.labels, len(each.row))
            if shape not in keys:
                keys[shape] = json_keys(*shape, sheet.left)
            cells.append(cells_json(each.row, keys[shape]))
        size = len(cells)
        columns = [
            [file] * size,
            [sheet.name] * size,
            [each.number for each in layout.skipped],
            [each.why for each in layout.skipped],
            cells,
        ]
        return pa.table([pa.array(c, f.type) for c, f in zip(columns, SKIPPED, strict=True)], schema=SKIPPED)

    def _notice(self, name: str, reports: tuple[SheetReport, ...]) -> None:
        if empty := [each for each in reports if each.rows and not each.people and not each.hidden]:
            self._notices.append(_nobody(name, empty))
        for report in reports:
            if report.hidden and report.rows:
                self._notices.append(
                    Text(
                        f"{name}: lembar tersembunyi “{report.name}” ({report.rows} baris) tidak dibaca",
                        f"{name}: the hidden sheet “{report.name}” ({report.rows} rows) was left out",
                    )
                )
            if report.uncomputed:
                self._notices.append(
                    Text(
                        f"{name}, lembar {report.name}: {report.uncomputed} rumus belum dihitung sehingga isinya tidak ada; "
                        "buka berkas di Excel, simpan, lalu kirim lagi",
                        f"{name}, sheet {report.name}: {report.uncomputed} formulas were never computed and hold no value; "
                        "open the file in Excel, save it, and send it again",
                    )
                )
            self._notices += (
                Text(f"{name}, lembar {report.name}: {each.id}", f"{name}, sheet {report.name}: {each.en}")
                for each in notices.of_sheet(report.seen)
            )

    def finish(self) -> Reading:
        people = pa.concat_tables(self._people) if self._people else self._cleaner.schema.empty_table()
        skipped = pa.concat_tables(self._skipped) if self._skipped else SKIPPED.empty_table()
        return Reading(people, skipped, tuple(self._files), tuple(self._notices))


def _joined(reports: Sequence[SheetReport]) -> SheetReport:
    """Lists that stand side by side, as one sheet: a row is counted in every list in which it holds something."""
    columns: dict[str, str] = {}
    for report in reversed(reports):
        columns |= report.columns
    return replace(
        reports[0],
        rows=sum(report.rows for report in reports),
        people=sum(report.people for report in reports),
        header_rows=tuple(sorted({row for report in reports for row in report.header_rows})),
        columns=columns,
        skipped=tuple(sorted(skipped for report in reports for skipped in report.skipped)),
        seen=reduce(notices.Seen.beside, (report.seen for report in reports)),
    )


def _nobody(name: str, sheets: Sequence[SheetReport]) -> Text:
    listed = {
        word: ", ".join(f"{each.name} ({each.rows} {word})" for each in sheets) for word in ("baris", "rows")
    }
    return Text(
        f"{name}: tidak seorang pun terbaca di lembar {listed['baris']}; periksa apakah memang bukan daftar orang",
        f"{name}: nobody was found in the sheets {listed['rows']}; check that these are indeed no lists of people",
    )


def _no_list(source: Source, reports: tuple[SheetReport, ...]) -> UnusableInput:
    if all(report.hidden for report in reports if report.rows):
        return source.refuse(
            Text("Semua lembar yang berisi disembunyikan", "All sheets that hold anything are hidden"),
            Text("Tampilkan lembarnya (Unhide) lalu kirim lagi", "Unhide the sheet and send it again"),
        )
    sheet = next((report.name for report in reports if report.rows and not report.hidden), None)
    return UnusableInput(
        Text("Judul kolom tidak ditemukan", "No column headings were found"),
        Text(
            "Beri satu baris judul kolom, sedikitnya NIK dan Nama, di atas data",
            "Put one row of column headings, at least NIK and Nama, above the data",
        ),
        Place(file=source.shown, sheet=sheet),
    )
