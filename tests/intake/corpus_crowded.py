"""Cells that hold more than their column says: two people, a telephone, both numbers; and cells that go on below."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, E, F, Row, case, xlsx


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


@case(
    "alamat_bersambung.xlsx",
    [
        _short(A, address="Jorong Koto Nagari Palaluar", village="AIE AMO"),
        _short(B, address="Jorong Baru Kec. Koto VII Kab. Sijunjung", village="AIE AMO", occupation="Buruh tani lepas"),
        _short(C, address="Jorong Tengah", village="AIE AMO"),
        _short(D, address="Jorong Koto", village="Palaluar"),
    ],
    {"title": 2, "header": 1, "note": 5},
)  # fmt: skip
def an_address_that_goes_on_in_the_row_below(path: Path) -> None:
    """It names no village for those below; a line of that kind above people counted from one still does."""
    rows: list[Row] = [
        ("DAFTAR USULAN NAGARI AIE AMO",),
        ("No", "NIK", "Nama", "Pekerjaan", "Alamat"),
        (1, A.nik, A.name, "Petani", "Jorong Koto"),
        ("", "", "", "", "Nagari Palaluar"),
        (2, B.nik, B.name, "Buruh tani", "Jorong Baru"),
        ("", "", "", "lepas", "Kec. Koto VII"),
        ("", "", "", "", "Kab. Sijunjung"),
        (3, C.nik, C.name, "Ojek", "Jorong Tengah"),
        ("", "", "", "", "Nagari Palaluar"),
        (1, D.nik, D.name, "Ojek", "Jorong Koto"),
        ("", "", "", "", "Sijunjung, 12 Mei 2026"),
        ("", "", "", "", "Wali Nagari"),
    ]
    xlsx(path, ("Data", rows))


@case(
    "telepon_di_alamat.xlsx",
    [
        _short(A, address="Jorong Koto RT 01", phone="081234567890"),
        _short(B, address="Jorong Baru", phone="081298765432"),
        _short(C, address="Jorong Tengah", phone="0752123456"),
        _short(D, address="Jl. Merdeka No. 08", phone="0811222333"),
        _short(E, address="Jl. Imam Bonjol HP 081234567891", phone="0811222444"),
        _short(F, address="", phone="+6281234567890"),
    ],
    {"header": 1},
)
def a_telephone_within_the_address_or_behind_the_name(path: Path) -> None:
    """One that has a column of its own stays; what stands beside it in the address stays there too."""
    rows: list[Row] = [
        ("No", "NIK", "Nama", "Alamat", "No HP"),
        (1, A.nik, A.name, "Jorong Koto HP. 0812-3456-7890 RT 01", ""),
        (2, B.nik, f"{B.name} (WA 081298765432)", "Jorong Baru", "-"),
        (3, C.nik, C.name, "Jorong Tengah, Telp. (0752) 123456", ""),
        (4, D.nik, D.name, "Jl. Merdeka No. 08", "0811222333"),
        (5, E.nik, E.name, "Jl. Imam Bonjol HP 081234567891", "0811222444"),
        (6, F.nik, F.name, "HP: +62 812 3456 7890", ""),
    ]
    xlsx(path, ("Data", rows))


@case(
    "dua_nik_satu_sel.xlsx",
    [
        {"row": 2, **_short(A, name="BUDI", birth_date=A.born.isoformat(), kk=A.kk, phone="0812345678")},
        {"row": 2, **_short(B, name="SITI", birth_date=B.born.isoformat(), kk=A.kk, phone="0812345679")},
        {"row": 3, **_short(C, name="ANI", birth_date="", kk=C.kk)},
        {"row": 3, **_short(D, name="AMIR", birth_date="", kk=D.kk)},
        {"row": 4, "nik": E.nik + F.nik, "name": "ZUL", "problems": "nik.malformed;birthdate.missing"},
        {"row": 5, **_short(F, name="Zulkifli, M.Pd", birth_date="")},
    ],
    {"header": 1},
)  # fmt: skip
def two_niks_in_one_cell(path: Path) -> None:
    """With a name for each they are two people; with one name both numbers stay to be seen, and nobody is made up."""
    rows: list[Row] = [
        ("No", "NIK", "No KK", "Nama", "Tgl Lahir", "Alamat", "HP"),
        (1, f"{A.nik} / {B.nik}", A.kk, "BUDI / SITI", f"{A.dmy('/')} / {B.dmy('/')}", "Jorong Koto", "0812345678/0812345679"),
        (2, f"1. {C.nik}\n2. {D.nik}", f"{C.kk}\n{D.kk}", "1. ANI\n2. AMIR", "", "Jorong Koto", ""),
        (3, f"{E.nik} dan {F.nik}", E.kk, "ZUL", "", "Jorong Koto", ""),
        (4, F.nik, F.kk, "Zulkifli, M.Pd", "", "Jorong Koto", ""),
    ]  # fmt: skip
    xlsx(path, ("Data", rows))


@case(
    "suami_istri_satu_sel.xlsx",
    [_short(p, birth_date=p.born.isoformat(), address="Jorong Koto") for p in (A, B, C, D)],
    {"header": 1},
)
def husband_and_wife_in_the_cells_of_one_row(path: Path) -> None:
    rows: list[Row] = [("No", "Nama Suami/Istri", "NIK Suami/Istri", "Tgl Lahir", "Alamat")]
    rows += [
        (n, f"{p.name}\n{q.name}", f"{p.nik}\n{q.nik}", f"{p.dmy()}\n{q.dmy()}", "Jorong Koto")
        for n, (p, q) in enumerate(((A, B), (C, D)), 1)
    ]
    xlsx(path, ("Data", rows))


@case("nik_dan_kk_satu_sel.xlsx", [_short(p, kk=p.kk) for p in (A, B, C)], {"header": 1})
def nik_and_card_number_in_one_cell(path: Path) -> None:
    rows = [(n, f"{p.nik} / {p.kk}", p.name, p.address) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", [("No", "NIK / No. KK", "Nama", "Alamat"), *rows]))


@case("kk_di_atas_nik_satu_sel.xlsx", [_short(p, kk=p.kk) for p in (A, B, C)], {"header": 1})
def card_number_above_the_nik_in_one_cell(path: Path) -> None:
    rows = [(n, f"{p.kk}\n{p.nik}", p.name, p.address) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", [("No", "No. KK/NIK", "Nama", "Alamat"), *rows]))


@case(
    "keluarga_beragam.xlsx",
    [_short(p, kk=kk) for p, kk in ((A, A.kk), (B, B.kk), (C, C.kk), (D, D.kk), (E, ""))],
    {"header": 1, "family": 4, "note": 1},
)
def the_card_number_in_lines_of_many_wordings(path: Path) -> None:
    """Where a line is not understood, nobody below it gets the number of the family before."""
    rows: list[Row] = [
        ("No", "NIK", "Nama", "Hub"),
        (f"KK: {A.kk}, Kepala Keluarga: X",),
        (1, A.nik, A.name, "KK"),
        (f"NKK : {B.kk}",),
        (1, B.nik, B.name, "KK"),
        (f"Keluarga 3 (No. KK {C.kk})",),
        (1, C.nik, C.name, "KK"),
        (f"KARTU KELUARGA {D.kk}",),
        (1, D.nik, D.name, "KK"),
        (f"Keluarga berikutnya {E.kk}99",),
        (1, E.nik, E.name, "KK"),
    ]
    xlsx(path, ("Data", rows))


@case(
    "nik_terbelah.xlsx",
    [
        _short(A, address="Koto"),
        _short(B, address="Koto Nagari Aie Amo"),
        _short(C, address="Koto", phone="081234567890"),
    ],
    {"header": 1, "note": 3},
)
def a_nik_broken_over_two_rows_and_one_with_a_telephone(path: Path) -> None:
    """As a printed list comes out of a converter. Hints below the heading are nobody."""
    rows: list[Row] = [
        ("No", "NIK", "Nama", "Alamat"),
        ("", "16 digit", "sesuai KTP", "wajib diisi"),
        (1, A.nik[:8], A.name, "Koto"),
        ("", A.nik[8:], "", ""),
        (2, B.nik[:12], B.name, "Koto"),
        ("", B.nik[12:], "", "Nagari Aie Amo"),
        (3, f"{C.nik} HP 0812-3456-7890", C.name, "Koto"),
    ]
    xlsx(path, ("Data", rows))


@case(
    "nagari_di_kolom_alamat.xlsx",
    [_short(A, village="AIE AMO"), _short(B, village="PALALUAR", address="Koto")],
    {"header": 1, "title": 2},
)
def titles_of_villages_that_stand_in_the_column_of_addresses(path: Path) -> None:
    rows: list[Row] = [
        ("No", "NIK", "Nama", "Alamat"),
        ("", "", "", "NAGARI AIE AMO"),
        (1, A.nik, A.name, "Koto"),
        ("", "", "", "NAGARI PALALUAR"),
        (2, B.nik, B.name, "Koto"),
    ]
    xlsx(path, ("Data", rows))


@case(
    "tanda_tangan_di_kolom_alamat.xlsx",
    [_short(A, address="Jorong Koto Desa Lama"), _short(B, address="Jorong Baru RT 02"), _short(C, address="Jorong Tengah")],
    {"header": 1, "note": 6},
)  # fmt: skip
def signatures_right_below_the_last_address(path: Path) -> None:
    """What goes on with an address among people may be any text; below the last of them only what names a part of one."""
    rows: list[Row] = [
        ("No", "NIK", "Nama", "Alamat"),
        (1, A.nik, A.name, "Jorong Koto"),
        ("", "", "", "Desa Lama"),
        (2, B.nik, B.name, "Jorong Baru"),
        ("", "", "", "RT 02"),
        (3, C.nik, C.name, "Jorong Tengah"),
        ("", "", "", "Aie Amo, ..... 2026"),
        ("", "", "", "Yang mengusulkan,"),
        ("", "", "", "Hormat saya"),
        ("", "", "", "ZULKIFLI"),
    ]
    xlsx(path, ("Data", rows))


@case(
    "nik_nama_dua_orang.xlsx",
    [{"row": 2, **_short(A, name="BUDI")}, {"row": 2, **_short(B, name="SITI")}, {"row": 3, **_short(C, name="ANI")}],
    {"header": 1},
)  # fmt: skip
def two_people_in_one_cell_of_niks_and_names(path: Path) -> None:
    rows: list[Row] = [
        ("NIK / Nama", "Alamat"),
        (f"{A.nik} BUDI\n{B.nik} SITI", "Koto"),
        (f"{C.nik} ANI", "Koto"),
    ]
    xlsx(path, ("Data", rows))


@case(
    "nik_lama_baru.xlsx",
    [{"nik": A.nik + B.nik, "name": "BUDI", "problems": "nik.malformed;birthdate.missing"}, _short(C)],
    {"header": 1},
)
def an_old_nik_and_a_new_one_in_one_cell(path: Path) -> None:
    """Nobody guesses which of them is right; both are shown."""
    rows: list[Row] = [("NIK", "Nama"), (f"{A.nik} (lama) / {B.nik} (baru)", "BUDI"), (C.nik, C.name)]
    xlsx(path, ("Data", rows))


@case(
    "hub_kepala.xlsx",
    [_short(A, kk=A.kk, address="Koto Nagari Aie Amo"), _short(B, kk=A.kk), _short(C, kk=C.kk)],
    {"header": 1, "note": 1},
)
def an_address_that_goes_on_within_a_family(path: Path) -> None:
    rows: list[Row] = [
        ("No", "No KK", "NIK", "Nama", "Hub", "Alamat"),
        (1, A.kk, A.nik, A.name, "Kepala Keluarga", "Koto"),
        ("", "", "", "", "", "Nagari Aie Amo"),
        (2, "", B.nik, B.name, "Istri", ""),
        (3, C.kk, C.nik, C.name, "Kepala Keluarga", "Koto"),
    ]
    xlsx(path, ("Data", rows))
