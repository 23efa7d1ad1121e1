"""Lists whose NIK stands in pieces, a few digits to a column."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone, people
from intake.writers import A, B, C, Row, case, expect, text, xlsx


def _pieces(number: str, *widths: int) -> list[str]:
    cut, at = [], 0
    for width in widths:
        cut.append(number[at : at + width])
        at += width
    return cut


def _numbered(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


@case("nik_tiga_kolom.xlsx", expect(A, B, C), {"header": 1})
def a_nik_in_three_columns_under_one_heading(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "NIK", "", "", "Tgl Lahir", "L/P")]
    rows += [(n, p.name, *_pieces(p.nik, 6, 6, 4), p.dmy(), p.sex) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", rows), merges=["C1:E1"])


@case("nik_tiga_kolom_angka.xlsx", expect(*people(6)), {"header": 1})
def pieces_of_a_nik_that_lost_their_zeros(path: Path) -> None:
    """The serial 0007 is a number 7 there; the width of its column is known all the same."""
    rows: list[Row] = [("No", "Nama", "NIK", "", "", "Tgl Lahir", "L/P")]
    rows += [
        (n, p.name, *map(int, _pieces(p.nik, 6, 6, 4)), p.dmy(), p.sex) for n, p in enumerate(people(6), 1)
    ]
    xlsx(path, ("Data", rows))


@case("nik_kk_empat_kolom.csv", [_numbered(p, kk=p.kk) for p in (A, B, C)], {"header": 1})
def nik_and_card_number_in_four_columns_each(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "NIK", "", "", "", "No KK", "", "", "")]
    rows += [
        (n, p.name, *_pieces(p.nik, 4, 4, 4, 4), *_pieces(p.kk, 4, 4, 4, 4))
        for n, p in enumerate((A, B, C), 1)
    ]
    text(path, rows, ",", "utf-8")


@case("nik_bagian_bernama.xlsx", [_numbered(p, sex=p.sex, birth_date="") for p in (A, B, C)], {"header": 2})
def pieces_of_a_nik_with_headings_of_their_own(path: Path) -> None:
    """The piece that holds the birth is headed so, and is no birth date."""
    rows: list[Row] = [("No", "Nama", "Nomor Induk Kependudukan", "", "", "JK")]
    rows += [("", "", "Kode Wilayah", "Tgl Lahir", "No Urut", "")]
    rows += [(n, p.name, *_pieces(p.nik, 6, 6, 4), p.sex) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", rows))


@case("nik_1_2_3.csv", [_numbered(p) for p in (A, B, C)], {"header": 1})
def pieces_of_a_nik_under_counted_headings(path: Path) -> None:
    rows: list[Row] = [("No", "NIK1", "NIK2", "NIK3", "Nama")]
    rows += [(n, *_pieces(p.nik, 6, 6, 4), p.name) for n, p in enumerate((A, B, C), 1)]
    text(path, rows, ";", "utf-8")


@case(
    "nik_bagian_kurang.xlsx",
    [_numbered(A), {"nik": B.nik[:6] + B.nik[12:], "problems": "nik.malformed;birthdate.missing"}, _numbered(C)],
    {"header": 1},
)  # fmt: skip
def a_nik_that_lacks_one_of_its_pieces(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "NIK", "", "")]
    rows += [(n, p.name, *_pieces(p.nik, 6, 6, 4)) for n, p in enumerate((A, B, C), 1)]
    rows[2] = (2, B.name, B.nik[:6], "", B.nik[12:])
    xlsx(path, ("Data", rows))


@case("kode_wilayah_empat_kolom.xlsx", [_numbered(p) for p in (A, B, C)], {"header": 1})
def codes_side_by_side_are_no_pieces(path: Path) -> None:
    """Sixteen digits in all, and yet four codes of an area."""
    rows: list[Row] = [("Kode Prov", "Kode Kab", "Kode Kec", "Kode Desa", "NIK", "Nama")]
    rows += [("13", "03", "03", f"130303200{n}", p.nik, p.name) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", rows))
