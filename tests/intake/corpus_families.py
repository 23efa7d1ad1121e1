"""Families: a card number said once for all members, couples in one row, addresses in several columns."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, E, F, Row, case, text, xlsx

_MEMBERS = ("No", "No KK", "NIK", "Nama", "SHDK", "Tgl Lahir", "JK", "Alamat")


def _member(n: object, kk: str, p: Someone, relation: str, address: str) -> Row:
    return (n, kk, p.nik, p.name, relation, p.dmy(), p.sex, address)


@case(
    "kk_once.xlsx",
    [
        {**A.expected, "kk": A.kk, "address": "Jorong Pasar"},
        {**B.expected, "kk": A.kk, "address": "Jorong Pasar"},
        {**C.expected, "kk": A.kk, "address": "Jorong Pasar"},
        {**D.expected, "kk": D.kk, "address": "Jorong Koto"},
        {**E.expected, "kk": D.kk, "address": "Jorong Koto"},
        {**F.expected, "kk": "", "address": ""},
    ],
    {"header": 1},
)
def the_card_number_on_the_head_alone(path: Path) -> None:
    """The last family's head has no number either: the one above is another family's."""
    rows = [
        _member(1, A.kk, A, "KEPALA KELUARGA", "Jorong Pasar"),
        _member(2, "", B, "ISTRI", ""),
        _member(3, "", C, "ANAK", ""),
        _member(4, D.kk, D, "KEPALA KELUARGA", "Jorong Koto"),
        _member(5, "", E, "ISTRI", ""),
        _member(6, "", F, "KEPALA KELUARGA", ""),
    ]
    xlsx(path, ("Data", [_MEMBERS, *rows]))


@case(
    "kk_counted.xlsx",
    [
        {**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**C.expected, "kk": C.kk}, {**D.expected, "kk": C.kk},
        {**E.expected, "kk": E.kk}, {**F.expected, "kk": ""},
    ],
    {"header": 1},
)  # fmt: skip
def members_counted_anew_in_each_family(path: Path) -> None:
    rows = [
        (1, A.kk, A.nik, A.name, A.dmy(), A.sex), (2, "", B.nik, B.name, B.dmy(), B.sex),
        (1, C.kk, C.nik, C.name, C.dmy(), C.sex), (2, "", D.nik, D.name, D.dmy(), D.sex),
        (1, E.kk, E.nik, E.name, E.dmy(), E.sex), (1, "", F.nik, F.name, F.dmy(), F.sex),
    ]  # fmt: skip
    xlsx(path, ("Data", [("No", "No KK", "NIK", "Nama", "Tgl Lahir", "JK"), *rows]))


@case(
    "kk_numbered_families.xlsx",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**C.expected, "kk": C.kk}, {**D.expected, "kk": C.kk}],
    {"header": 1},
)  # fmt: skip
def families_and_not_people_are_counted(path: Path) -> None:
    rows = [
        (1, A.kk, A.name, A.nik, A.name, A.dmy(), A.sex), ("", "", "", B.nik, B.name, B.dmy(), B.sex),
        (2, C.kk, C.name, C.nik, C.name, C.dmy(), C.sex), ("", "", "", D.nik, D.name, D.dmy(), D.sex),
    ]  # fmt: skip
    head = ("No", "No KK", "Nama Kepala Keluarga", "NIK", "Nama Anggota Keluarga", "Tgl Lahir", "JK")
    xlsx(path, ("Data", [head, *rows]))


@case(
    "kk_lacking.xlsx",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": ""}, {**C.expected, "kk": C.kk}, {**D.expected, "kk": ""}],
    {"header": 1},
)  # fmt: skip
def a_card_number_that_is_simply_not_known(path: Path) -> None:
    """Nothing says that these are families: a blank stays blank."""
    rows = [(n, p.kk if n % 2 else "", p.nik, p.name, p.dmy(), p.sex) for n, p in enumerate((A, B, C, D), 1)]
    xlsx(path, ("Data", [("No", "No KK", "NIK", "Nama", "Tgl Lahir", "JK"), *rows]))


@case(
    "kk_over_headings.xlsx",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**C.expected, "kk": ""}, {**D.expected, "kk": ""}],
    {"header": 2},
)  # fmt: skip
def a_card_number_ends_at_a_heading_and_a_blank_row(path: Path) -> None:
    head = ("NIK", "Nama", "No KK", "Hubungan Keluarga", "Tgl Lahir", "JK")
    rows: list[Row] = [
        head,
        (A.nik, A.name, A.kk, "Kepala Keluarga", A.dmy(), A.sex),
        (B.nik, B.name, "", "Istri", B.dmy(), B.sex),
        (),
        (C.nik, C.name, "", "Anak", C.dmy(), C.sex),
        head,
        (D.nik, D.name, "", "Anak", D.dmy(), D.sex),
    ]
    xlsx(path, ("Data", rows))


@case(
    "kk_codes.csv",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**C.expected, "kk": C.kk}, {**D.expected, "kk": C.kk}],
    {"header": 1},
)  # fmt: skip
def the_relation_as_a_code(path: Path) -> None:
    rows = [
        (A.kk, A.nik, A.name, 1, A.dmy(), A.sex),
        ("", B.nik, B.name, 3, B.dmy(), B.sex),
        (C.kk, C.nik, C.name, 1, C.dmy(), C.sex),
        ("", D.nik, D.name, 4, D.dmy(), D.sex),
    ]
    text(path, [("no_kk", "nik", "nama", "kk_level", "tanggallahir", "sex"), *rows], ";", "utf-8")


_COUPLE = ("No", "Nama Suami", "NIK Suami", "Nama Istri", "NIK Istri", "Alamat")


@case(
    "couples.xlsx",
    [
        {"row": 2, "nik": B.nik, "name": B.name, "address": "Jorong Koto", "problems": ""},
        {"row": 2, "nik": A.nik, "name": A.name, "address": "Jorong Koto", "problems": ""},
        {"row": 3, "nik": D.nik, "name": D.name, "address": "Jorong Pasar", "problems": ""},
        {"row": 3, "nik": C.nik, "name": C.name, "address": "Jorong Pasar", "problems": ""},
        {"row": 4, "nik": F.nik, "name": F.name, "address": "Jorong Baru", "problems": ""},
        {"row": 5, "nik": E.nik, "name": E.name, "address": "Jorong Baru", "problems": ""},
    ],
    {"header": 1, "total": 1},
)
def husband_and_wife_in_one_row(path: Path) -> None:
    rows = [
        (1, B.name, B.nik, A.name, A.nik, "Jorong Koto"),
        (2, D.name, D.nik, C.name, C.nik, "Jorong Pasar"),
        (3, F.name, F.nik, "-", "-", "Jorong Baru"),
        (4, "-", "-", E.name, E.nik, "Jorong Baru"),
        ("JUMLAH", 6),
    ]
    xlsx(path, ("Data", [_COUPLE, *rows]))


@case(
    "couples_two_rows.xlsx",
    [
        {"nik": B.nik, "kk": B.kk, "name": B.name, "birth_date": B.born.isoformat(), "problems": ""},
        {"nik": A.nik, "kk": B.kk, "name": A.name, "birth_date": A.born.isoformat(), "problems": ""},
        {"nik": D.nik, "kk": D.kk, "name": D.name, "birth_date": D.born.isoformat(), "problems": ""},
        {"nik": C.nik, "kk": D.kk, "name": C.name, "birth_date": C.born.isoformat(), "problems": ""},
    ],
    {"header": 2, "numbering": 1},
)
def husband_and_wife_under_a_heading_in_two_rows(path: Path) -> None:
    rows = [
        ("No", "No KK", "Suami", "", "", "Istri", "", ""),
        ("", "", "Nama", "NIK", "Tgl Lahir", "Nama", "NIK", "Tgl Lahir"),
        tuple(range(1, 9)),
        (1, B.kk, B.name, B.nik, B.dmy(), A.name, A.nik, A.dmy()),
        (2, D.kk, D.name, D.nik, D.dmy(), C.name, C.nik, C.dmy()),
    ]
    xlsx(path, ("Data", rows))


@case(
    "couples_head.xlsx",
    [
        {"nik": B.nik, "name": B.name, "problems": ""},
        {"nik": D.nik, "name": D.name, "problems": ""},
    ],
    {"header": 1},
)
def heads_of_families_with_the_spouse_beside_them(path: Path) -> None:
    head = ("No", "No KK", "Nama Kepala Keluarga", "NIK KK", "Nama Pasangan", "NIK Pasangan")
    rows = [(1, B.kk, B.name, B.nik, A.name, A.nik), (2, D.kk, D.name, D.nik, C.name, C.nik)]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "spouse_beside.xlsx",
    [{"nik": B.nik, "name": B.name, "problems": ""}, {"nik": D.nik, "name": D.name, "problems": ""}],
    {"header": 1},
)
def a_spouse_who_is_only_named_is_not_proposed(path: Path) -> None:
    head = ("No", "NIK", "Nama", "Nama Suami/Istri", "Pekerjaan")
    rows = [(1, B.nik, B.name, A.name, B.job), (2, D.nik, D.name, C.name, D.job)]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "address_parts.xlsx",
    [
        {**A.expected, "address": "Jl. Melati RT 002 RW 001 Dusun Sukamaju"},
        {**B.expected, "address": "Jl. Mawar RT 003 RW 001"},
        {**C.expected, "address": "Dusun Sukamaju RT 001 RW 002"},
        {**D.expected, "address": "Dusun Karang RT 01/02"},
    ],
    {"header": 1},
)
def the_address_in_four_columns(path: Path) -> None:
    head = ("No", "NIK", "Nama", "Tgl Lahir", "JK", "Alamat", "RT", "RW", "Dusun")
    rows = [
        (1, A.nik, A.name, A.dmy(), A.sex, "Jl. Melati", "002", "001", "Sukamaju"),
        (2, B.nik, B.name, B.dmy(), B.sex, "Jl. Mawar RT 003", 3, "001", "-"),
        (3, C.nik, C.name, C.dmy(), C.sex, "-", "001", "002", "Dusun Sukamaju"),
        (4, D.nik, D.name, D.dmy(), D.sex, "Dusun Karang RT 01/02", "01", "02", "Karang"),
    ]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "address_rt_rw.xlsx",
    [{**A.expected, "address": "Jl. Melati RT/RW 002/001"}, {**B.expected, "address": "Jl. Mawar RT/RW 3/1"}],
    {"header": 1},
)
def rt_and_rw_in_one_column_beside_the_address(path: Path) -> None:
    head = ("NIK", "Nama", "Tgl Lahir", "JK", "Alamat", "RT/RW")
    rows = [
        (A.nik, A.name, A.dmy(), A.sex, "Jl. Melati", "002/001"),
        (B.nik, B.name, B.dmy(), B.sex, "Jl. Mawar", "3/1"),
    ]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "rounded_alone.xlsx",
    [
        {"row": 2, "nik": A.nik, "name": A.name, "problems": ""},
        {"row": 3, "nik": "", "name": "", "problems": "nik.digits_lost;name.missing;birthdate.missing"},
        {"row": 4, "nik": B.nik, "name": B.name, "problems": ""},
        {"row": 5, "nik": "", "name": "", "problems": "nik.digits_lost;name.missing;birthdate.missing"},
    ],
    {"header": 1},
)
def a_row_with_nothing_but_a_rounded_nik(path: Path) -> None:
    rows = [("NIK", "Nama"), (A.nik, A.name), ("3.57E+15", ""), (B.nik, B.name), ("3,57701E+15", "")]
    xlsx(path, ("Data", rows))


@case(
    "suami_istri_csv.csv",
    [{"nik": B.nik, "name": B.name}, {"nik": A.nik, "name": A.name}, {"nik": D.nik, "name": D.name}, {"nik": C.nik, "name": C.name}],
    {"header": 1},
)  # fmt: skip
def couples_with_ages_and_jobs_of_their_own(path: Path) -> None:
    head = (
        "No",
        "Nama Suami",
        "NIK Suami",
        "Pekerjaan Suami",
        "Nama Istri",
        "NIK Istri",
        "Pekerjaan Istri",
        "Dusun",
    )
    rows = [
        (1, B.name, B.nik, "Petani", A.name, A.nik, "Dagang", "Koto"),
        (2, D.name, D.nik, "Ojek", C.name, C.nik, "IRT", "Koto"),
    ]
    text(path, [head, *rows], ";", "utf-8")


@case(
    "cards_under_names.xlsx",
    [{"nik": p.nik, "kk": A.kk} for p in (A, B)] + [{"nik": p.nik, "kk": C.kk} for p in (C, D)],
    {"header": 1, "family": 2},
)
def a_card_alone_where_a_name_should_be(path: Path) -> None:
    rows: list[Row] = [("No", "Nama", "NIK", "L/P")]
    for head, other in ((A, B), (C, D)):
        rows += [("", head.kk), (1, head.name, head.nik, head.sex), (2, other.name, other.nik, other.sex)]
    xlsx(path, ("Data", rows))


@case(
    "cards_under_niks.xlsx",
    [{"nik": p.nik, "name": p.name, "kk": p.kk} for p in (A, B, C)],
    {"header": 1, "family": 3},
)
def a_card_alone_under_nik_above_a_count_that_begins_anew(path: Path) -> None:
    rows: list[Row] = [("No", "NIK", "Nama", "L/P")]
    for p in (A, B, C):
        rows += [("", p.kk), (1, p.nik, p.name, p.sex)]
    xlsx(path, ("Data", rows))
