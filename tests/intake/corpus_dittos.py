"""Cells that say "as above", and numbers and sexes with what people write beside them."""

from __future__ import annotations

from pathlib import Path

from intake.people import people
from intake.writers import A, B, C, Row, case, xlsx

_SAID = ('"', '-"-', "sda", "s d a", "S.D.A", "idem.", "id.", "ditto", '--"--', "- ” -", "sama", "sama dengan di atas", "s/d/a")  # fmt: skip
_ALL = people(len(_SAID) + 1, 40)


@case(
    "sda_dalam_banyak_ejaan.xlsx",
    [{"nik": p.nik, "kk": _ALL[0].kk, "birth_place": "Sijunjung", "address": "Jorong Koto", "village": "Aie Amo", "occupation": "Petani"} for p in _ALL],
    {"header": 1},
)  # fmt: skip
def as_above_in_many_spellings(path: Path) -> None:
    rows: list[Row] = [("No", "NIK", "No KK", "Nama", "Tempat Lahir", "Alamat", "Desa", "Pekerjaan")]
    first = _ALL[0]
    rows.append((1, first.nik, first.kk, first.name, "Sijunjung", "Jorong Koto", "Aie Amo", "Petani"))
    rows += [
        (n, p.nik, said, p.name, said, said, said, said)
        for n, (p, said) in enumerate(zip(_ALL[1:], _SAID, strict=True), 2)
    ]
    xlsx(path, ("Data", rows))


@case(
    "nomor_di_depan_nik.xlsx",
    [{"nik": p.nik, "sex": p.sex, "problems": ""} for p in (A, B, C)],
    {"header": 1},
)
def a_word_before_the_nik_and_a_sign_for_the_sex(path: Path) -> None:
    signs = {"L": "♂", "P": "♀"}
    rows: list[Row] = [("No", "NIK", "Nama", "L/P")]
    rows += [(n, f"No. {p.nik}", p.name, signs[p.sex]) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", rows))


@case("judul_berhuruf.xlsx", [{"nik": p.nik, "birth_date": p.born.isoformat()} for p in (A, B)], {"header": 2, "numbering": 1})  # fmt: skip
def letters_that_count_the_columns_are_no_boxes(path: Path) -> None:
    rows: list[Row] = [("NO", "IDENTITAS PEKERJA", "", "", "", "KET")]
    rows += [("", "NIK (KTP)", "NAMA (KTP)", "JENIS\nKELAMIN", "TANGGAL\nLAHIR", ""), tuple("abcdef")]
    rows += [(n, p.nik, p.name, p.sex, p.dmy(), "") for n, p in enumerate((A, B), 1)]
    xlsx(path, ("Data", rows))
