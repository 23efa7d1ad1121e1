"""Numbered rows without a name, and lines between people that name a village or a hamlet."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, Row, case, xlsx


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


_NOBODY = {"nik": "", "name": "", "problems": "nik.missing;name.missing;birthdate.missing"}


@case(
    "bernomor_tanpa_nama.xlsx",
    [_short(A), {**_NOBODY, "occupation": "Petani"}, _short(B), {**_NOBODY, "address": "Jorong Koto"}, {**_NOBODY, "phone": "081234567890"}],
    {"header": 1},
)  # fmt: skip
def numbered_rows_without_a_name(path: Path) -> None:
    """A dash or dots for the name, and yet something of somebody: nobody is lost among the notes."""
    rows: list[Row] = [("No", "NIK", "Nama", "Pekerjaan", "Alamat", "No HP")]
    rows += [(1, A.nik, A.name, A.job, "", ""), (2, "", "-", "Petani", "", "")]
    rows += [(3, B.nik, B.name, B.job, "", ""), (4, ".......", ".......", "", "Jorong Koto", "")]
    rows.append((5, "", "", "Ojek", "", "081234567890"))
    xlsx(path, ("Data", rows))


@case("baris_formulir_kosong.xlsx", [_short(A), _short(B)], {"header": 1, "note": 4})
def numbered_lines_of_a_form_that_nobody_filled_in(path: Path) -> None:
    rows: list[Row] = [("No", "NIK", "Nama", "Alamat", "Desa", "Pekerjaan", "No HP")]
    rows += [(n, p.nik, p.name, "Koto", "Aie Amo", p.job, p.phone) for n, p in enumerate((A, B), 1)]
    rows += [
        (3, "......", "......", "......", "......", "......", "......"),
        (4, "", "", "", "Aie Amo", "", ""),
    ]
    rows += [(5, "", "", "", "Aie Amo", "", ""), (6,)]
    xlsx(path, ("Data", rows))


def _grouped(first: str, second: str, place: int = 0, again: int = 1) -> list[Row]:
    """Two people below each of two lines that name only a place, in the column of that place."""
    rows: list[Row] = [("No", "Nama", "NIK", "Pekerjaan")]
    for line, listed, start in ((first, (A, B), 1), (second, (C, D), again)):
        rows.append((*[""] * place, line))
        rows += [(n, p.name, p.nik, p.job) for n, p in enumerate(listed, start)]
    return rows


def _of(first: str, second: str) -> list[dict[str, str]]:
    return [_short(p, village=village) for p, village in ((A, first), (B, first), (C, second), (D, second))]


@case("nama_desa_saja.xlsx", _of("Tanjung Gadang", "Timbulun"), {"header": 1, "title": 2})
def a_line_with_nothing_but_a_village(path: Path) -> None:
    xlsx(path, ("Data", _grouped("Tanjung Gadang", "Timbulun")))


@case("nama_desa_di_kolom_nama.xlsx", _of("TANJUNG GADANG", "TIMBULUN"), {"header": 1, "title": 2})
def a_village_in_the_column_of_names_is_nobody(path: Path) -> None:
    xlsx(path, ("Data", _grouped("TANJUNG GADANG", "TIMBULUN", 1, again=3)))


@case("nama_desa_berhuruf.xlsx", _of("Tanjung Gadang", "Timbulun"), {"header": 1, "title": 2})
def villages_counted_by_letters(path: Path) -> None:
    rows = _grouped("", "")
    rows[1], rows[4] = ("A", "Tanjung Gadang"), ("B", "Timbulun")
    xlsx(path, ("Data", rows))


@case("kelompok_bukan_desa.xlsx", _of("", ""), {"header": 1, "note": 2})
def a_line_with_a_trade_is_no_village(path: Path) -> None:
    xlsx(path, ("Data", _grouped("PETANI", "TUKANG OJEK")))


@case("satu_baris_bukan_desa.xlsx", _of("", ""), {"header": 2, "note": 1})
def one_line_alone_is_not_surely_a_village(path: Path) -> None:
    rows = _grouped("Koto Baru", "")
    rows[4] = rows[0]
    xlsx(path, ("Data", rows))


@case(
    "jorong_di_nagari.xlsx",
    [{**each, "village": "Aie Amo"} for each in _of("", "")],
    {"title": 1, "header": 1, "note": 2},
)
def lines_within_a_village_that_the_title_names(path: Path) -> None:
    xlsx(path, ("Data", [("USULAN NAGARI : Aie Amo",), *_grouped("Koto Tuo", "Pasa Baru")]))


@case(
    "baris_jorong.xlsx",
    [{"nik": p.nik, "address": said} for p, said in ((A, "JORONG KOTO"), (B, "JORONG KOTO"), (C, "JORONG PASA"), (D, "JORONG PASA"))],
    {"header": 1, "note": 2},
)  # fmt: skip
def lines_that_name_a_hamlet_say_where_those_below_live(path: Path) -> None:
    xlsx(path, ("Data", _grouped("A. JORONG KOTO (2 orang)", "JORONG PASA :")))


@case(
    "rumah_tangga_dtks.xlsx",
    [{"nik": p.nik, "address": said, "village": "LANGKI"} for p, said in ((A, "JORONG KOTO"), (B, "JORONG PASA"))],
    {"title": 8, "header": 2, "note": 1},
)  # fmt: skip
def the_address_above_the_members_of_a_household(path: Path) -> None:
    rows: list[Row] = [("DAFTAR RUMAH TANGGA DTKS",)]
    for p, address in ((A, "JORONG KOTO"), (B, "JORONG PASA")):
        rows += [("ID DTKS", ":", "3D5F"), ("Nama KRT", ":", p.name), ("Alamat", ":", address)]
        rows += [("Desa/Kelurahan", ":", "LANGKI"), ("No", "NIK", "Nama ART", "Hub KRT", "Umur")]
        rows.append((1, p.nik, p.name, 1, 40))
    xlsx(path, ("Data", rows))


@case(
    "nkk_dan_alamat.xlsx",
    [{"nik": p.nik, "kk": p.kk, "address": "Jorong Koto RT 01"} for p in (A, D)],
    {"header": 1, "family": 2},
)
def a_card_number_and_an_address_in_cells_of_their_own(path: Path) -> None:
    rows: list[Row] = [("NO", "NAMA", "NIK", "HUBUNGAN")]
    for p in (A, D):
        rows += [("NKK", p.kk, "ALAMAT", "Jorong Koto RT 01"), (1, p.name, p.nik, "KEPALA KELUARGA")]
    xlsx(path, ("Data", rows))


@case(
    "desa_di_bawah_judul.xlsx",
    [_short(p, village="TANJUNG GADANG") for p in (A, B)],
    {"header": 1, "title": 1},
)
def a_village_right_below_a_heading_with_a_remark(path: Path) -> None:
    rows: list[Row] = [("No. Induk Kependudukan (NIK)", "Nama"), ("NAGARI TANJUNG GADANG",)]
    xlsx(path, ("Data", [*rows, *((p.nik, p.name) for p in (A, B))]))


@case(
    "desa_di_bawah_kepingan.xlsx",
    [_short(p, village="Timbulun") for p in (A, B, C)],
    {"header": 1, "title": 1},
)
def a_village_right_below_the_heading_of_pieces(path: Path) -> None:
    rows: list[Row] = [("NIK", "", "", "Nama"), ("Desa : Timbulun",)]
    rows += [(p.nik[:6], p.nik[6:12], p.nik[12:], p.name) for p in (A, B, C)]
    xlsx(path, ("Data", rows))


@case(
    "kk_di_kolom_alamat.xlsx",
    [{"nik": p.nik, "kk": p.kk, "address": "Jl. Merdeka"} for p in (A, D)],
    {"header": 1, "family": 2},
)
def a_card_number_in_the_column_of_addresses_goes_on_with_nobody(path: Path) -> None:
    rows: list[Row] = [("Alamat", "Nama", "NIK")]
    for p in (A, D):
        rows += [(f"Nomor KK : {p.kk}",), ("Jl. Merdeka", p.name, p.nik)]
    xlsx(path, ("Data", rows))
