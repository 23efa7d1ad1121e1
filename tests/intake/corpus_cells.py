"""What stands in the cells: numbers, dates, headings that lie, formulas, nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from intake.people import people
from intake.writers import FULL, A, B, C, D, E, F, Row, case, expect, full, listing, xlsx, xlsx_exact


@case(
    "rounded.xlsx",
    [
        {"name": A.name, "problems": "nik.digits_lost"},
        {"name": B.name, "nik": "", "problems": "nik.digits_lost"},
        {"name": C.name, "nik": "", "problems": "nik.digits_lost"},
        {"name": D.name, "nik": D.nik, "problems": ""},
    ],
    {"header": 1},
)
def niks_that_a_spreadsheet_rounded(path: Path) -> None:
    rows = [list(full(n, p)) for n, p in enumerate((A, B, C, D), start=1)]
    rows[0][1] = int(A.nik[:15] + "0")
    rows[1][1] = "1.30306E+15"
    rows[2][1] = "1,30306E+15"
    rows[3][1] = int(D.nik)
    xlsx_exact(path, [FULL, *rows])


@case(
    "niks.xlsx",
    [
        {"nik": A.nik, "problems": ""},
        {"nik": B.nik, "problems": ""},
        {"nik": C.nik, "problems": ""},
        {"nik": "", "nik_repair": D.nik, "problems": "nik.malformed"},
        {"nik": E.nik[:15], "problems": "nik.malformed"},
        {"nik": "", "problems": "nik.missing"},
        {"nik": F.nik[:12] + "0000", "problems": "nik.malformed"},
        {"nik": F.nik[:8] + "13" + F.nik[10:], "problems": "nik.malformed"},
    ],
    {"header": 1},
)
def niks_as_people_type_them(path: Path) -> None:
    rows = [list(full(n, p)) for n, p in enumerate((A, B, C, D, E, F, F, F), start=1)]
    rows[0][1] = f"'{A.nik[:6]} {A.nik[6:12]} {A.nik[12:]}"
    rows[1][1] = f"{B.nik[:4]}.{B.nik[4:8]}.{B.nik[8:12]}.{B.nik[12:]}"
    rows[2][1] = f"\u00a0{C.nik}\u200b "
    rows[3][1] = D.nik.replace("0", "O")
    rows[4][1] = E.nik[:15]
    rows[5][1] = "-"
    rows[6][1] = F.nik[:12] + "0000"
    rows[7][1] = F.nik[:8] + "13" + F.nik[10:]
    xlsx(path, ("Data", [FULL, *rows]))


_FORMS = (
    ("12-05-1980", "1980-05-12"),
    ("12/5/80", "1980-05-12"),
    ("12 Mei 1980", "1980-05-12"),
    ("1980-05-12", "1980-05-12"),
    ("12 MEI 80", "1980-05-12"),
    ("12.05.1980", "1980-05-12"),
    ("12051980", "1980-05-12"),
    (29353, "1980-05-12"),
    ("29353", "1980-05-12"),
    (date(1980, 5, 12), "1980-05-12"),
    ("12 Nopember 1980", "1980-11-12"),
    ("3 Agt 2001", "2001-08-03"),
    ("03/08/01", "2001-08-03"),
    ("Sawahlunto, 12-05-1980", "1980-05-12"),
    ("31-02-1980", ""),
    ("12-13-1980", ""),
    ("01-01-1850", ""),
)
# The year alone is no date, and none that cannot be: the rest of it is missing.
_YEARS = ("1980", 1980, "00-00-1980", "Mei 1980", "05-1980", "tahun 1980", "Sawahlunto, 1980", "xx/xx/1980")


@case(
    "dates.xlsx",
    [
        {"birth_date": iso, "problems": "nik.missing" if iso else "nik.missing;birthdate.impossible"}
        for _, iso in _FORMS
    ]
    + [{"birth_date": "", "problems": "nik.missing;birthdate.missing"}],
    {"header": 1},
)
def dates_in_every_form(path: Path) -> None:
    rows = [(n, "", "BUDI", written, "Petani", "Koto") for n, (written, _) in enumerate(_FORMS, start=1)]
    rows.append((99, "", "SITI", "-", "Petani", "Koto"))
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl. Lahir", "Pekerjaan", "Alamat"), *rows]))


@case(
    "tahun_saja.xlsx",
    [{"birth_date": "", "problems": "nik.missing;birthdate.missing"} for _ in _YEARS]
    + [{"birth_date": "", "problems": ""}],
    {"header": 1},
)
def the_year_of_a_birth_alone(path: Path) -> None:
    rows: list[Row] = [(n, "", "BUDI", year, "Koto") for n, year in enumerate(_YEARS, start=1)]
    rows.append((9, A.nik, A.name, A.born.year, "Koto"))
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl Lahir", "Alamat"), *rows]))


_MORE_FORMS = (
    ("12_05_1980", "", "1980-05-12"),
    ("12--05--1980", "", "1980-05-12"),
    ("12 MEI1980", "", "1980-05-12"),
    ("Padang, 06.09.74", "Padang", "1974-09-06"),
    ("Sawahlunto, 12051980", "Sawahlunto", "1980-05-12"),
    ("Tanjung Gadang, Senin, 12 Mei 1980", "Tanjung Gadang", "1980-05-12"),
    ("Sijunjung, tgl 12 Mei 1980", "Sijunjung", "1980-05-12"),
    ("Sei Lasi 2, 12-05-1980", "Sei Lasi 2", "1980-05-12"),
)


@case(
    "ttl_lain.xlsx",
    [{"birth_place": place, "birth_date": iso, "problems": "nik.missing"} for _, place, iso in _MORE_FORMS],
    {"header": 1},
)
def place_and_date_with_words_and_signs_between(path: Path) -> None:
    rows = [(n, "", "BUDI", said, "Koto") for n, (said, _, _) in enumerate(_MORE_FORMS, start=1)]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "TTL", "Alamat"), *rows]))


@case("ttl.xlsx", [{**p.expected, "birth_place": p.place} for p in (A, B, C, D)], {"header": 1})
def place_and_date_in_one_cell(path: Path) -> None:
    head = ("NO", "NO. INDUK KEPENDUDUKAN", "NAMA", "TEMPAT/TGL. LAHIR", "JNS KEL")
    rows = [(n, p.nik, p.name, f"{p.place}, {p.dmy()}", p.sex) for n, p in enumerate((A, B, C, D), start=1)]
    xlsx(path, ("Data", [head, *rows]))


@case("parts.xlsx", expect(A, B), {"header": 2})
def the_date_in_three_columns(path: Path) -> None:
    head = [("No", "NIK", "Nama", "Tanggal Lahir", "", "", "JK"), ("", "", "", "Tgl", "Bln", "Thn", "")]
    rows = [
        (n, p.nik, p.name, p.born.day, p.born.month, p.born.year, p.sex)
        for n, p in enumerate((A, B), start=1)
    ]
    xlsx(path, ("Data", [*head, *rows]))


@case("differs.xlsx", [
    {"nik": A.nik, "problems": "nik.birthdate_differs"},
    {"nik": B.nik, "problems": "nik.sex_differs"},
    {"nik": "9999" + C.nik[4:], "problems": "nik.area_unknown"},
    {"nik": D.nik, "name": "", "problems": "name.missing"},
], {"header": 1})  # fmt: skip
def rows_that_contradict_themselves(path: Path) -> None:
    rows = [list(full(n, p)) for n, p in enumerate((A, B, C, D), start=1)]
    rows[0][5] = "01-01-1981"
    rows[1][6] = "L" if B.sex == "P" else "P"
    rows[2][1] = "9999" + C.nik[4:]
    rows[3][3] = "-"
    xlsx(path, ("Data", [FULL, *rows]))


@case("swapped.xlsx", [{"nik": p.nik, "kk": p.kk} for p in people(6)], {"header": 1})
def headings_of_nik_and_kk_swapped(path: Path) -> None:
    head = ("No", "No KK", "NIK", *FULL[3:])
    xlsx(path, ("Data", [head, *(full(n, p) for n, p in enumerate(people(6), start=1))]))


@case("shifted.xlsx", [{"nik": p.nik, "name": p.name} for p in people(6)], {"header": 1})
def headings_shifted_by_one(path: Path) -> None:
    head = ("No", "Nama", "NIK", "Alamat")
    xlsx(path, ("Data", [head, *((n, p.nik, p.name, p.address) for n, p in enumerate(people(6), start=1))]))


@case(
    "headless.xlsx",
    [
        {"nik": p.nik, "kk": p.kk, "name": p.name, "birth_date": p.born.isoformat(), "sex": p.sex}
        for p in people(6)
    ],
)
def no_heading_at_all(path: Path) -> None:
    xlsx(path, ("Data", [full(n, p) for n, p in enumerate(people(6), start=1)]))


@case("indented.xlsx", expect(A, B), {"header": 1, "title": 1})
def a_list_that_starts_far_from_the_corner(path: Path) -> None:
    inside = [("", "", "", *row) for row in listing(A, B)]
    xlsx(path, ("Data", [(), (), (), ("", "", "", "", "Lampiran I"), (), *inside]))


@case("twins.xlsx", [{**A.expected, "phone": "08120000001"}], {"header": 1})
def headings_that_stand_twice(path: Path) -> None:
    xlsx(
        path,
        (
            "Data",
            [
                (*FULL, "Keterangan", "Keterangan", "No HP", "No HP"),
                (*full(1, A), "a", "b", "0812-0000-001", ""),
            ],
        ),
    )


@case("nothing_words.xlsx", [{**A.expected, "phone": "", "occupation": "", "mother_name": ""}], {"header": 1})
def dashes_and_null_mean_nothing(path: Path) -> None:
    head = ("NIK", "Nama", "Tgl Lahir", "JK", "No HP", "Pekerjaan", "Ibu Kandung")
    xlsx(path, ("Data", [head, (A.nik, A.name, A.dmy(), A.sex, "-", "NULL", "N/A")]))


@case(
    "formulas.xlsx",
    [
        {"nik": A.nik, "name": A.name, "problems": ""},
        {"nik": "", "name": B.name, "problems": "nik.malformed"},
    ],
    {"header": 1},
)
def formulas_with_and_without_a_value(path: Path) -> None:
    xlsx(path, ("Data", [FULL, full(1, A), full(2, B)]))
    marked = path.read_bytes()
    assert marked
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for column, heading in enumerate(FULL):
            sheet.write(0, column, heading)
        for line, p in enumerate((A, B), start=1):
            for column, value in enumerate(full(line, p)):
                sheet.write(line, column, value)
        sheet.write_formula(1, 1, f'="{A.nik}"', None, A.nik)
        sheet.write_formula(2, 1, f'="{B.nik[:8]}"&"{B.nik[8:]}"', None, "")


@case("empty_rows.xlsx", expect(A, B), {"header": 1})
def blank_rows_between_people(path: Path) -> None:
    rows = listing(A, B)
    xlsx(path, ("Data", [rows[0], (), rows[1], (), ("", "  ", ""), rows[2]]))


@case("groups.xlsx", expect(A, B), {"header": 1, "note": 2, "total": 2})
def groups_by_hamlet_with_subtotals(path: Path) -> None:
    rows = listing(A, B)
    xlsx(
        path,
        (
            "Data",
            [
                rows[0],
                ("I", "JORONG KOTO"),
                rows[1],
                ("Sub Total", 1),
                ("II", "JORONG PASAR"),
                rows[2],
                ("Total", 2),
            ],
        ),
    )


@case("nik_only_numbers.xlsx", [{"nik": p.nik} for p in people(5) if not p.nik.endswith("0")], {"header": 1})
def niks_stored_as_numbers_by_another_program(path: Path) -> None:
    xlsx_exact(
        path, [("No", "NIK", "Nama"), *((n, int(p.nik), p.name) for n, p in enumerate(people(5), start=1))]
    )
