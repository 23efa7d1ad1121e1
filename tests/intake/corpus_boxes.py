"""Lists and forms filled in like paper: one digit, or one letter, to a cell."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, Row, case, expect, text, xlsx

_BLANK = ("",) * 15


def _kept(p: Someone, *without: str, **more: str) -> dict[str, str]:
    return {key: value for key, value in (p.expected | more).items() if key not in without}


@case(
    "kotak_nik_kk.xlsx",
    [_kept(p, "birth_date", "sex", kk=p.kk, address=p.address) for p in (A, B, C)],
    {"title": 1, "header": 1, "numbering": 1},
)
def nik_and_card_number_in_sixteen_boxes_each(path: Path) -> None:
    rows: list[Row] = [
        ("DAFTAR USULAN PEKERJA RENTAN",),
        ("No", "NIK", *_BLANK, "No. KK", *_BLANK, "Nama", "Alamat"),
        (1, 2, *_BLANK, 3, *_BLANK, 4, 5),
    ]
    rows += [(n, *p.nik, *p.kk, p.name, p.address) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", rows), merges=["B2:Q2", "R2:AG2"])


@case(
    "kotak_bilangan.xlsx",
    [
        _kept(A, "birth_date", "sex"),
        _kept(B, "birth_date", "sex"),
        {"nik": C.nik[:9] + C.nik[10:], "name": C.name, "problems": "nik.malformed;birthdate.missing"},
        _kept(D, "birth_date", "sex"),
    ],
    {"header": 1, "numbering": 1},
)
def boxes_that_hold_numbers_one_left_blank_and_one_nik_in_a_single_cell(path: Path) -> None:
    """Fifteen digits are told as they are: nobody guesses the sixteenth."""
    rows: list[Row] = [("No", "Nama", "NIK", *_BLANK, "Alamat"), ("", "", *range(1, 17))]
    rows += [(n, p.name, *map(int, p.nik), p.address) for n, p in enumerate((A, B), 1)]
    rows.append((3, C.name, *C.nik[:9], "", *C.nik[10:], C.address))
    rows.append((4, D.name, D.nik, *_BLANK, D.address))
    xlsx(path, ("Data", rows))


@case(
    "kotak_semua.xlsx",
    [_kept(p, "sex", address=f"{p.address} RT 001 RW 002") for p in (A, B, C)],
    {"header": 1},
)
def name_birth_rt_and_rw_in_boxes_too(path: Path) -> None:
    head = (
        "No",
        "NIK",
        *_BLANK,
        "Nama Lengkap",
        *("",) * 27,
        "Tgl Lahir",
        *("",) * 7,
        "RT",
        "",
        "",
        "RW",
        "",
        "",
        "Alamat",
    )
    rows = [
        (n, *p.nik, *p.name.ljust(28), *p.dmy(""), *"001", *"002", p.address)
        for n, p in enumerate((A, B, C), 1)
    ]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "kotak_judul_berulang.csv",
    [_kept(p, "birth_date", "sex") for p in (A, B, C)],
    {"header": 1},
)
def the_heading_again_over_every_box(path: Path) -> None:
    rows = [(n, p.name, *p.nik, p.address) for n, p in enumerate((A, B, C), 1)]
    text(path, [("No", "Nama", *("NIK",) * 16, "Alamat"), *rows], ";", "utf-8")


@case("kotak_tanpa_judul.xlsx", [_kept(p, "birth_date", "sex") for p in (A, B, C)])
def boxes_without_any_heading(path: Path) -> None:
    xlsx(path, ("Data", [(n, p.name, *map(int, p.nik), p.address) for n, p in enumerate((A, B, C), 1)]))


@case("kotak_formulir.xlsx", expect(A, B), {"title": 1, "header": 8, "note": 1})
def a_form_for_each_person_in_boxes(path: Path) -> None:
    rows: list[Row] = []
    for n, p in enumerate((A, B), 1):
        rows += [
            ("FORMULIR PENDATAAN",),
            (n, "NIK", ":", *p.nik),
            (n, "Nama Lengkap", ":", *p.name),
            (n, "Tanggal Lahir", ":", *p.dmy("")),
            (n, "Jenis Kelamin", ":", p.sex),
            (n, "Alamat", ":", p.address),
        ]
    xlsx(path, ("Form", rows))


@case(
    "kotak_kk_di_atas.xlsx",
    [{**_kept(p, "birth_date", "sex"), "kk": kk} for p, kk in ((A, A.kk), (B, A.kk), (C, C.kk))],
    {"title": 1, "family": 2, "header": 2},
)
def the_card_number_in_boxes_above_each_family(path: Path) -> None:
    head = ("No", "Nama Lengkap", "NIK", "Hubungan")
    rows: list[Row] = [("FORMULIR BIODATA KELUARGA",), ("No. KK", ":", *A.kk), head]
    rows += [(1, A.name, A.nik, "Kepala Keluarga"), (2, B.name, B.nik, "Istri"), ()]
    rows += [("No. KK", ":", *map(int, C.kk)), head, (1, C.name, C.nik, "Kepala Keluarga")]
    xlsx(path, ("Form", rows))


@case(
    "kode_satu_angka.xlsx",
    [_kept(p, "birth_date", "sex") for p in (A, B, C)],
    {"header": 1},
)
def columns_of_codes_are_no_boxes(path: Path) -> None:
    """Sixteen answers of a survey in a row are nobody's number: each stands under a heading of its own."""
    head = ("No", "Jumlah ART", *(f"B3_{n}" for n in range(20)), "Nama", "NIK")
    rows = [(n, 4, *[1] * 16, 2, 1, 3, 4, p.name, p.nik) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "formulir_berdampingan.xlsx",
    [
        {"row": row, **_kept(p, "birth_date", "sex", address=p.address)}
        for row, p in ((1, A), (1, B), (5, C), (5, D))
    ],
    {"header": 4},
)
def forms_side_by_side(path: Path) -> None:
    """As cards are printed two to a row: whoever stands on the left is not lost to the right."""
    rows: list[Row] = []
    for left, right in ((A, B), (C, D)):
        rows += [
            ("NIK", f": {left.nik}", "", "NIK", f": {right.nik}"),
            ("Nama", f": {left.name}", "", "Nama", f": {right.name}"),
            ("Alamat", f": {left.address}", "", "Alamat", f": {right.address}"),
            (),
        ]
    xlsx(path, ("Kartu", rows))
