"""Numbered rows without a name, and lines between people that name a village or a hamlet."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, Row, case, xlsx


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
    rows += [(3, "......", "......", "......", "......", "......", "......"), (4, "", "", "", "Aie Amo", "", "")]
    rows += [(5, "", "", "", "Aie Amo", "", ""), (6,)]
    xlsx(path, ("Data", rows))


