"""People on two lines each: the NIK below the name or above it, other cells going on below."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, Row, case, text, xlsx


def _both(p: Someone, **more: str) -> dict[str, object]:
    return {"nik": p.nik, "name": p.name, "birth_date": p.expected["birth_date"], "problems": "", **more}


@case(
    "name_above_nik.xlsx",
    [{"row": 3, **_both(A)}, {"row": 5, **_both(B)}, {"row": 7, **_both(C)}, {"row": 9, **_both(D)}],
    {"title": 1, "header": 1, "note": 5},
)
def the_nik_below_the_name_under_one_heading(path: Path) -> None:
    rows: list[Row] = [("DAFTAR USULAN",), ("No", "Nama / NIK", "Tgl Lahir", "Alamat")]
    for n, p in enumerate((A, B, C, D), 1):
        rows += [(n, p.name, p.dmy(), "Jorong Koto"), ("", p.nik, "", "RT 01")]
    rows.append(("", "Kepala Desa", "", ""))
    xlsx(path, ("Data", rows))


@case(
    "two_headings_below_each_other.xlsx",
    [{"row": 3, **_both(A, birth_place="Sijunjung")}, {"row": 5, **_both(B, birth_place="Sijunjung")}, {"row": 7, **_both(C, birth_place="Sijunjung")}],
    {"header": 2, "note": 3},
)  # fmt: skip
def a_heading_of_its_own_for_the_second_line(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "Tempat Lahir", "Alamat"), ("", "NIK", "Tanggal Lahir", "Pekerjaan")]
    for n, p in enumerate((A, B, C), 1):
        rows += [(n, p.name, "Sijunjung", "Jorong Koto"), ("", p.nik, p.dmy(), "Petani")]
    xlsx(path, ("Data", rows))


@case(
    "nik_above_name.csv",
    [{"row": 2, **_both(A, sex=A.sex)}, {"row": 4, **_both(B, sex=B.sex)}, {"row": 6, "nik": C.nik, "name": "", "problems": "name.missing"}, {"row": 7, **_both(D, sex=D.sex)}],
    {"header": 1, "note": 3},
)  # fmt: skip
def the_nik_above_and_one_without_a_name(path: Path) -> None:
    """Place and date go on below each other too; one line stays alone and takes nothing of its neighbour."""
    rows: list[Row] = [("No", "NIK / Nama", "Tempat/Tgl Lahir", "L/P")]
    for n, p in enumerate((A, B, C, D), 1):
        rows.append((n, p.nik, "Sijunjung,", p.sex))
        if p is not C:
            rows.append(("", p.name, p.dmy(), ""))
    text(path, rows, ";", "utf-8")
