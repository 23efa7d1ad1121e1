"""The shapes in which village lists arrive. A layout takes entries and gives a grid that knows who stands on which row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from payung.synthetic.areas import REGENCY_NAMES, Village
from payung.synthetic.workbooks import Cell, Entry, Grid

Layout = Callable[[str, Village, Sequence[Entry]], Grid]
Columns = Sequence[tuple[str, str]]  # heading, field

PAGE = 20
_PLAIN: Columns = (
    ("No", "number"),
    ("NIK", "nik"),
    ("No KK", "kk"),
    ("Nama", "name"),
    ("Tempat Lahir", "birth_place"),
    ("Tanggal Lahir", "birth_date"),
    ("Jenis Kelamin", "sex"),
    ("Alamat", "address"),
    ("RT", "rt"),
    ("RW", "rw"),
    ("Kelurahan/Desa", "village"),
    ("Pekerjaan", "occupation"),
    ("No HP", "phone"),
    ("Nama Ibu Kandung", "mother_name"),
)
_TITLED: Columns = (
    ("NO", "number"),
    ("NAMA LENGKAP", "name"),
    ("NOMOR INDUK KEPENDUDUKAN", "nik"),
    ("TGL LAHIR", "birth_date"),
    ("L/P", "sex"),
    ("PEKERJAAN", "occupation"),
    ("ALAMAT", "full_address"),
    ("PENGHASILAN", "income"),
    ("NAMA IBU", "mother_name"),
)
_NUMBERED: Columns = (
    ("No.", "number"),
    ("No. KK", "kk"),
    ("NIK", "nik"),
    ("Nama Lengkap", "name"),
    ("JK", "sex"),
    ("Tempat/Tanggal Lahir", "birth"),
    ("Jenis Pekerjaan", "occupation"),
    ("Alamat", "full_address"),
    ("Desa/Kelurahan/Nagari", "village"),
)
_FAMILY: Columns = (
    ("No", "number"),
    ("NIK", "nik"),
    ("Nama Anggota Keluarga", "name"),
    ("L/P", "sex"),
    ("Tempat Lahir", "birth_place"),
    ("Tgl. Lahir", "birth_date"),
    ("Pekerjaan", "occupation"),
    ("Nama Ibu Kandung", "mother_name"),
)
_PAGE: Columns = (
    ("No", "number"),
    ("Nama", "name"),
    ("N I K", "nik"),
    ("Tempat, Tgl Lahir", "birth"),
    ("L/P", "sex"),
    ("Alamat", "full_address"),
    ("Pekerjaan", "occupation"),
    ("Ket", "nothing"),
)
_REGISTER: Columns = (
    ("NO_KK", "kk"),
    ("NIK", "nik"),
    ("NAMA_LGKP", "name"),
    ("JENIS_KLMIN", "sex_code"),
    ("TMPT_LHR", "birth_place"),
    ("TGL_LHR", "birth_date"),
    ("ALAMAT", "address"),
    ("NO_RT", "rt"),
    ("NO_RW", "rw"),
    ("NAMA_KEL", "village"),
    ("KODE_KEL", "village_code"),
    ("PEKERJAAN", "occupation"),
    ("NAMA_LGKP_IBU", "mother_name"),
    ("NO_HP", "phone"),
)


def plain(name: str, village: Village, entries: Sequence[Entry]) -> Grid:
    """One heading line at the top, then people."""
    grid = Grid(name)
    grid.line(*_headings(_PLAIN))
    _people(grid, _PLAIN, entries)
    return grid


def titled(name: str, village: Village, entries: Sequence[Entry]) -> Grid:
    """A merged title, the place, a blank line, the heading, people, a total, place and signature."""
    grid = Grid(name)
    grid.line("DAFTAR USULAN PENERIMA BANTUAN IURAN BPJS KETENAGAKERJAAN")
    grid.line("BAGI PEKERJA RENTAN")
    grid.line(f"{village.full_name.upper()} KECAMATAN {village.district.upper()}")
    grid.merges += [(line, 0, line, len(_TITLED) - 1) for line in range(3)]
    grid.line()
    grid.line(*_headings(_TITLED))
    _people(grid, _TITLED, entries)
    grid.line(None, "JUMLAH", f"{len(entries)} orang")
    _signature(grid, village, 5)
    return grid


def two_row_header(name: str, village: Village, entries: Sequence[Entry]) -> Grid:
    """A heading in two rows: "Tempat dan Tanggal Lahir" above "Tempat" and "Tanggal", "Alamat" above three parts."""
    grid = Grid(name)
    grid.line(f"Data Pekerja Rentan {village.full_name}")
    grid.merges.append((0, 0, 0, 11))
    upper: list[Cell] = [
        "No", "NIK", "Nama", "Tempat dan Tanggal Lahir", None, "Jenis Kelamin", "Alamat", None, None, "Pekerjaan",
        "Nomor KK", "Nomor HP",
    ]  # fmt: skip
    grid.rows.append(upper)
    grid.line(None, None, None, "Tempat", "Tanggal", None, "Jalan/Jorong", "RT", "RW")
    grid.merges += [(1, column, 2, column) for column in (0, 1, 2, 5, 9, 10, 11)]
    grid.merges += [(1, 3, 1, 4), (1, 6, 1, 8)]
    fields = (
        "number", "nik", "name", "birth_place", "birth_date", "sex_word", "address", "rt", "rw", "occupation", "kk",
        "phone",
    )  # fmt: skip
    _people(grid, [("", field) for field in fields], entries)
    return grid


def numbered(name: str, village: Village, entries: Sequence[Entry]) -> Grid:
    """A title, the heading, and below it a row of column numbers; here and there a blank line."""
    grid = Grid(name)
    grid.line(f"LAMPIRAN BERITA ACARA MUSYAWARAH {village.full_name.upper()}")
    grid.line(f"{REGENCY_NAMES[village.regency_code]}")
    grid.line(*_headings(_NUMBERED))
    grid.line(*[str(column) for column in range(1, len(_NUMBERED) + 1)])
    for start in range(0, len(entries), 50):
        _people(grid, _NUMBERED, entries[start : start + 50], start)
        grid.line()
    return grid


def families(name: str, village: Village, entries: Sequence[Entry]) -> Grid:
    """Blocks of families: a "No. KK" line above its members, who have no KK column of their own."""
    grid = Grid(name)
    grid.line(f"DATA KELUARGA PEKERJA RENTAN {village.full_name.upper()}")
    grid.line()
    grid.line(*_headings(_FAMILY))
    by_family = sorted(entries, key=lambda entry: str(entry.cells["kk"]))
    for kk, members in groupby(by_family, key=lambda entry: str(entry.cells["kk"])):
        grid.line(f"No. KK : {kk}")
        _people(grid, _FAMILY, list(members))
    grid.line("Jumlah", str(len(entries)))
    return grid


def pages(name: str, village: Village, entries: Sequence[Entry]) -> Grid:
    """A printed form kept as a sheet: title, heading, subtotal and signature again for every twenty people."""
    grid = Grid(name)
    for start in range(0, len(entries), PAGE):
        some = entries[start : start + PAGE]
        grid.line("FORMULIR PENDATAAN PEKERJA RENTAN")
        grid.line(f"Halaman {start // PAGE + 1}", None, village.full_name)
        grid.line()
        grid.line(*_headings(_PAGE))
        _people(grid, _PAGE, some, start)
        grid.line(None, "Jumlah halaman ini", str(len(some)))
        _signature(grid, village, 4)
        grid.line()
    return grid


def register(name: str, village: Village, entries: Sequence[Entry]) -> Grid:
    """An export of the population register: technical headings, 1 and 2 for the sexes."""
    grid = Grid(name)
    grid.line(*_headings(_REGISTER))
    _people(grid, _REGISTER, entries)
    return grid


LAYOUTS: dict[str, Layout] = {
    "plain": plain,
    "titled": titled,
    "two-row-header": two_row_header,
    "numbered": numbered,
    "families": families,
    "pages": pages,
    "register": register,
}


def _headings(columns: Columns) -> list[Cell]:
    return [heading for heading, _ in columns]


def _people(grid: Grid, columns: Columns, entries: Sequence[Entry], before: int = 0) -> None:
    for number, entry in enumerate(entries, start=before + 1):
        grid.person(entry, [_value(entry, field, number) for _, field in columns])


def _value(entry: Entry, field: str, number: int) -> Cell:
    cells = entry.cells
    match field:
        case "number":
            return number
        case "nothing":
            return None
        case "birth":
            day = cells["birth_date"]
            text = f"{day:%d-%m-%Y}" if isinstance(day, date) else day
            return ", ".join(str(part) for part in (cells["birth_place"], text) if part)
        case "full_address":
            return f"{cells['address']} RT {cells['rt']}/RW {cells['rw']}"
        case "sex_word":
            return {"L": "Laki-laki", "P": "Perempuan"}.get(str(cells["sex"]))
        case "sex_code":
            return {"L": 1, "P": 2}.get(str(cells["sex"]))
        case _:
            return cells[field]


def _signature(grid: Grid, village: Village, column: int) -> None:
    lead: list[Cell] = [None] * column
    grid.line()
    grid.line(*lead, f"{village.name.removeprefix('Desa ')}, .....................")
    grid.line(*lead, {"Kelurahan": "Lurah", "Nagari": "Wali Nagari"}.get(village.kind, "Kepala Desa"))
    grid.line()
    grid.line(*lead, "(.............................)")
