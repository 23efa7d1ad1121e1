"""Tables as people draw them: lists side by side, dates by the other order, headings with units, cells with two things."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

from intake.people import people
from intake.writers import FULL, A, B, C, D, E, F, case, expect, full, listing, text, xlsx

_SHORT = ("No", "NIK", "Nama", "Alamat")


@case("beside.xlsx", expect(A, B, C, D, E, birth_date="", sex=""), {"title": 1, "header": 2, "total": 1})
def two_lists_side_by_side(path: Path) -> None:
    left, right = (A, B), (C, D, E)
    rows: list[tuple[object, ...]] = [("DAFTAR USULAN",), (*_SHORT, "", *_SHORT)]
    for n in range(3):
        one = (n + 1, left[n].nik, left[n].name, left[n].address) if n < 2 else ("", "", "", "")
        rows.append((*one, "", n + 3, right[n].nik, right[n].name, right[n].address))
    xlsx(path, ("Data", [*rows, ("JUMLAH", 5)]))


@case(
    "jorongs_beside.xlsx",
    [
        *expect(A, B, birth_date="", sex="", village="Aie Amo"),
        *expect(C, D, birth_date="", sex="", village="Muaro"),
    ],
    {"title": 1, "header": 2},
)
def two_villages_side_by_side_without_a_gap(path: Path) -> None:
    rows = [
        ("Nagari : Aie Amo", "", "", "Nagari : Muaro"),
        ("NIK", "Nama", "Pekerjaan", "NIK", "Nama", "Pekerjaan"),
        (A.nik, A.name, A.job, C.nik, C.name, C.job),
        (B.nik, B.name, B.job, D.nik, D.name, D.job),
    ]
    xlsx(path, ("Data", rows))


@case("three_beside.csv", expect(A, D, B, E, C, F, birth_date="", sex=""), {"header": 3})
def three_lists_side_by_side(path: Path) -> None:
    rows = [(*("No", "Nama", "NIK") * 3,)] + [
        tuple(value for at, p in enumerate(three) for value in (n + at, p.name, p.nik))
        for n, three in enumerate(((A, B, C), (D, E, F)), start=1)
    ]
    text(path, rows, ";", "utf-8")


@case(
    "beside_lacking.xlsx",
    [
        {"nik": A.nik, "name": A.name},
        {"nik": "", "name": B.name, "problems": "nik.missing;birthdate.missing"},
    ],
    {"header": 2},
)
def a_second_list_whose_people_lack_a_nik(path: Path) -> None:
    xlsx(path, ("Data", [("NIK", "Nama", "", "NIK", "Nama"), (A.nik, A.name, "", "-", B.name)]))


@case("heirs_beside.xlsx", [{**A.expected}, {**B.expected}], {"header": 2})
def an_heir_beside_the_worker_is_no_second_list(path: Path) -> None:
    rows = [
        ("No", "Pekerja", "", "", "", "Ahli Waris", "", ""),
        ("", "NIK", "Nama", "Tgl Lahir", "L/P", "NIK", "Nama", "Hubungan"),
        *((n, p.nik, p.name, p.dmy(), p.sex, E.nik, E.name, "ISTRI") for n, p in enumerate((A, B), start=1)),
    ]
    xlsx(path, ("Data", rows))


@case("month_first.xlsx", [{**p.expected} for p in (A, B, D)], {"header": 1})
def a_heading_that_puts_the_month_first(path: Path) -> None:
    rows = [(p.nik, p.name, f"{p.born.month}/{p.born.day}/{p.born.year}", p.sex) for p in (A, B, D)]
    xlsx(path, ("Data", [("NIK", "Nama", "Tanggal Lahir (MM/DD/YYYY)", "JK"), *rows]))


@case("day_first.xlsx", [{**p.expected} for p in (A, B, D)], {"header": 1})
def a_heading_that_puts_the_day_first(path: Path) -> None:
    rows = [(p.nik, p.name, p.dmy("/"), p.sex) for p in (A, B, D)]
    xlsx(path, ("Data", [("NIK", "Nama", "Tgl Lahir (dd/mm/yyyy)", "JK"), *rows]))


@case("year_first.xlsx", [{**p.expected} for p in (A, B, D)], {"header": 1})
def a_heading_that_puts_the_year_first(path: Path) -> None:
    rows = [
        (p.nik, p.name, f"{p.born.year % 100:02}-{p.born.month:02}-{p.born.day:02}", p.sex) for p in (A, B, D)
    ]
    xlsx(path, ("Data", [("NIK", "Nama", "Tgl Lahir [yy-mm-dd]", "JK"), *rows]))


@case(
    "units.xlsx",
    [
        {**A.expected, "income": "1250000", "phone": "081234500000", "kk": A.kk, "address": A.address},
        {**B.expected, "income": "900000", "phone": "081234500001", "kk": B.kk},
    ],
    {"header": 1},
)
def headings_with_units_and_hints(path: Path) -> None:
    head = (
        "No.", "NIK*", "No. KK (16 digit)", "Nama Lengkap (sesuai KTP)", "Tgl. Lahir\n(tgl-bln-thn)", "Jenis Kelamin (L/P)",
        "Penghasilan per bulan (Rp)", "No. HP/WA (aktif)", "Alamat (RT/RW)",
    )  # fmt: skip
    rows = [
        (n, p.nik, p.kk, p.name, p.dmy(), p.sex, pay, p.phone, p.address)
        for n, (p, pay) in enumerate(((A, "Rp 1.250.000,-"), (B, 900000)), start=1)
    ]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "two_in_one.xlsx",
    [{"nik": p.nik, "name": p.name, "birth_date": p.born.isoformat(), "problems": ""} for p in (A, B, C, F)],
    {"header": 1},
)
def nik_and_name_in_one_cell(path: Path) -> None:
    rows = [
        (1, f"{A.nik} / {A.name}", A.dmy()),
        (2, f"{B.nik}\n{B.name}", B.dmy()),
        (3, f"{C.name} ({C.nik})", C.dmy()),
        (4, f"{F.name} - NIK: {F.nik}", F.dmy()),
    ]
    xlsx(path, ("Data", [("No", "NIK / Nama", "Tgl Lahir"), *rows]))


@case("three_rows.xlsx", expect(A, B, sex=""), {"header": 3, "numbering": 1})
def a_heading_in_three_rows(path: Path) -> None:
    rows = [
        ("NO", "IDENTITAS PEKERJA", "", "", "", "KET"),
        ("", "NIK", "NAMA", "KELAHIRAN", "", ""),
        ("", "", "", "TEMPAT", "TANGGAL", ""),
        (1, 2, 3, 4, 5, 6),
        *((n, p.nik, p.name, p.place, p.dmy(), "") for n, p in enumerate((A, B), start=1)),
    ]
    expected = path, ("Data", rows)
    xlsx(*expected, merges=("A1:A3", "B1:E1", "B2:B3", "C2:C3", "D2:E2", "F1:F3"))


CASES_OF_DATES = (
    ("17 Agst 1985", "1985-08-17"),
    ("17-08-85", "1985-08-17"),
    ("1985.08.17", "1985-08-17"),
    ("Sijunjung, 17-08-1985", "1985-08-17"),
    ("Sijunjung / 17 Agustus 1985", "1985-08-17"),
    ("17|08|1985", "1985-08-17"),
    ("17 - Ags - 85", "1985-08-17"),
    ("Sabtu, 17 Agustus 1985", "1985-08-17"),
    ("17081985", "1985-08-17"),
    ("17/VIII/1985", "1985-08-17"),
    ("１７-０８-１９８５", "1985-08-17"),
    ("17-08-1985\u200b", "1985-08-17"),
    ("17-Aug-85", "1985-08-17"),
    ("1985-08-17T00:00:00Z", "1985-08-17"),
    ("Sat Aug 17 1985", "1985-08-17"),
    ("17 08 1985", "1985-08-17"),
    ("17,08,1985", "1985-08-17"),
    ("tgl 17 Agustus 1985", "1985-08-17"),
    ("17 Agustus 1985 (41 th)", "1985-08-17"),
    ("#REF!", ""),
    ("30-02-1985", ""),
    ("00-00-1958", ""),
)


@case(
    "more_dates.xlsx",
    [
        {"birth_date": iso, "problems": "nik.missing" if iso else "nik.missing;birthdate." + ("impossible" if "85" in said else "missing")}
        for said, iso in CASES_OF_DATES
    ],
    {"header": 1},
)  # fmt: skip
def dates_in_still_more_forms(path: Path) -> None:
    rows = [(n, "", "BUDI", said, "Koto") for n, (said, _) in enumerate(CASES_OF_DATES, start=1)]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl Lahir", "Alamat"), *rows]))


@case("epoch_1904.xlsx", expect(A, B), {"header": 1})
def dates_counted_from_1904(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"date_1904": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Data")
        for at, row in enumerate(listing(A, B)):
            for column, value in enumerate(row):
                sheet.write(at, column, value)
        for at, p in enumerate((A, B), start=1):
            sheet.write_datetime(at, 5, date(p.born.year, p.born.month, p.born.day))


@case(
    "sexes.xlsx",
    [{"name": f"ORANG {n}", "sex": sex} for n, (_, sex) in enumerate((
        ("Laki2", "L"), ("pr", "P"), ("lk", "L"), ("LAKI - LAKI", "L"), ("Prp.", "P"), ("1", "L"), ("2", "P"), ("L ", "L"),
        ("Perempuan (P)", "P"), ("laki laki", "L"), ("W", "P"), ("1. Laki-laki", "L"), ("2 - Perempuan", "P"), ("Lki", "L"), ("perempun", "P"),
        ("L / P", ""), ("?", ""),
    ))],
    {"header": 1},
)  # fmt: skip
def sexes_as_people_write_them(path: Path) -> None:
    said = (
        "Laki2", "pr", "lk", "LAKI - LAKI", "Prp.", "1", "2", "L ", "Perempuan (P)", "laki laki", "W", "1. Laki-laki", "2 - Perempuan",
        "Lki", "perempun", "L / P", "?",
    )  # fmt: skip
    rows = [(n + 1, "", f"ORANG {n}", sex, "Koto") for n, sex in enumerate(said)]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Jenis Kelamin", "Alamat"), *rows]))


@case(
    "odd_niks.xlsx",
    [
        {"nik": A.nik, "problems": ""},
        {"nik": B.nik, "problems": ""},
        {"nik": C.nik, "problems": ""},
        {"nik": "", "problems": "nik.digits_lost"},
        {"nik": "", "problems": "nik.missing"},
        {"nik": "", "problems": "nik.missing"},
        {"nik": F.nik, "problems": ""},
    ],
    {"header": 1},
)
def niks_with_signs_that_cannot_be_seen(path: Path) -> None:
    wide = "".join(chr(0xFF10 + int(digit)) for digit in A.nik)
    said = (
        wide,
        f"\u200e{B.nik[:8]}\u200b{B.nik[8:]}\u00a0",
        f"NIK : {C.nik}",
        "1,30303E+15",
        "#N/A",
        "#REF!",
        f"`{F.nik}",
    )
    rows = [
        (n, nik, p.name, p.dmy())
        for n, (nik, p) in enumerate(zip(said, (A, B, C, D, E, F, F), strict=True), 1)
    ]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl Lahir"), *rows]))


@case("pages.xlsx", expect(*people(9)), {"title": 3, "header": 3, "numbering": 3, "total": 3, "note": 9})
def headings_and_signatures_on_every_page(path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for page in range(3):
        rows += [
            ("", "", "DAFTAR PEKERJA RENTAN"),
            FULL,
            tuple(f"({n})" for n in range(1, 10)),
            *(full(page * 3 + n + 1, p) for n, p in enumerate(people(3, page * 3))),
            ("", "Jumlah dipindahkan", "", 3),
            ("", "", "", "", "", "", "", "Aie Amo, 12 Mei 2026"),
            ("", "", "", "", "", "", "", "Wali Nagari"),
            ("", "", "", "", "", "", "", "YUSRIZAL, S.Sos"),
            (),
        ]
    xlsx(path, ("Data", rows))


@case("filtered.xlsx", expect(A, B, C), {"header": 1})
def rows_and_columns_hidden_by_a_filter(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in listing(A, B, C):
        book.active.append(list(row))
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.save(path)


@case(
    "family_merged.xlsx",
    [
        {**A.expected, "kk": A.kk, "address": A.address, "village": "Aie Amo"},
        {**B.expected, "kk": A.kk, "address": A.address, "village": "Aie Amo"},
        {**D.expected, "kk": D.kk, "address": D.address, "village": "Aie Amo"},
    ],
    {"header": 1},
)
def kk_and_address_merged_down_a_family(path: Path) -> None:
    rows = [
        ("No KK", "NIK", "Nama", "Tgl Lahir", "JK", "Alamat", "Nagari"),
        (A.kk, A.nik, A.name, A.dmy(), A.sex, A.address, "Aie Amo"),
        ("", B.nik, B.name, B.dmy(), B.sex, "", ""),
        (D.kk, D.nik, D.name, D.dmy(), D.sex, D.address, ""),
    ]
    xlsx(path, ("Data", rows), merges=("A2:A3", "F2:F3", "G2:G4"))


@case(
    "rws.xlsx",
    [*expect(A, village="AIE AMO"), *expect(B, village="AIE AMO"), *expect(C, village="AIE AMO")],
    {"title": 3, "header": 3},
)
def one_sheet_per_hamlet(path: Path) -> None:
    sheets = [
        (name, [("NAGARI AIE AMO",), *listing(p)])
        for name, p in (("Jorong Koto", A), ("RW 02", B), ("Dusun III", C))
    ]
    xlsx(path, *sheets)


@case(
    "titles_of_people.xlsx",
    [{"name": name} for name in ("Drs. H. Zulkifli, M.Pd", "NURHAYATI BINTI AMIR", "Hj. Siti Aisyah, S.Pd.I", "Ny. Rosmaniar",
                                 "M. Yusuf bin Ahmad", "Ibu Kartini", "JUMLAH HATI", "Total Budiman", "Ketua Sianturi", "R. Ngt. Lurahwati",
                                 "I.G.A. Putri", "D'Angelo Simatupang", "Ahmad Mengetahui")],
    {"header": 1},
)  # fmt: skip
def names_that_look_like_titles_totals_and_notes(path: Path) -> None:
    names = (
        "Drs. H. Zulkifli, M.Pd", "NURHAYATI BINTI AMIR", "Hj. Siti Aisyah, S.Pd.I", "Ny. Rosmaniar", "M. Yusuf bin Ahmad", "Ibu Kartini",
        "JUMLAH HATI", "Total Budiman", "Ketua Sianturi", "R. Ngt. Lurahwati", "I.G.A. Putri", "D'Angelo Simatupang", "Ahmad Mengetahui",
    )  # fmt: skip
    rows = [
        (n, p.nik, name, p.dmy(), p.address)
        for n, (name, p) in enumerate(zip(names, people(13), strict=True), 1)
    ]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl Lahir", "Alamat"), *rows]))


@case(
    "family_card.xlsx",
    [
        {**p.expected, "kk": A.kk, "address": "Jorong Koto RT/RW 001/002", "village": "Aie Amo"}
        for p in (A, B)
    ],
    {"title": 6, "family": 1, "header": 2, "numbering": 1, "note": 2},
)
def a_family_card_with_its_two_tables(path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("KARTU KELUARGA",),
        ("No.", A.kk),
        ("Nama Kepala Keluarga", ":", A.name),
        ("Alamat", ":", "Jorong Koto"),
        ("RT/RW", ":", "001/002"),
        ("Desa/Kelurahan", ":", "Aie Amo"),
        ("Kecamatan", ":", "Kamang Baru"),
        (
            "No",
            "Nama Lengkap",
            "NIK",
            "Jenis Kelamin",
            "Tempat Lahir",
            "Tanggal Lahir",
            "Agama",
            "Jenis Pekerjaan",
        ),
        ("", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        *(
            (n, p.name, p.nik, p.sex, p.place, p.dmy(), "ISLAM", "PETANI")
            for n, p in enumerate((A, B), start=1)
        ),
        (
            "No",
            "Status Perkawinan",
            "Status Hubungan Dalam Keluarga",
            "Kewarganegaraan",
            "Nama Ayah",
            "Nama Ibu",
        ),
        (1, "KAWIN", "ISTRI", "WNI", "AMIR", A.mother),
        (2, "KAWIN", "KEPALA KELUARGA", "WNI", "AMIR", B.mother),
    ]
    xlsx(path, ("KK1", rows))


@case(
    "second_sheet.xlsx",
    [{**p.expected, "birth_place": p.place, "address": p.address, "village": ""} for p in people(5)],
    {"header": 1},
)
def a_heading_on_the_first_sheet_only(path: Path) -> None:
    xlsx(
        path,
        ("Jorong A", listing(A, B)),
        ("Jorong B", [full(n, p) for n, p in enumerate((C, D, E), start=1)]),
    )


@case(
    "covering_letter.xlsx",
    [{"nik": p.nik, "name": p.name, "village": "AIE AMO", "address": p.address} for p in (A, B)],
    {"title": 9, "header": 1, "note": 3},
)
def a_letter_with_the_list_inside(path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("PEMERINTAH KABUPATEN SIJUNJUNG",),
        ("KECAMATAN KAMANG BARU",),
        ("NAGARI AIE AMO",),
        ("Jl. Raya No. 1 Telp (0754) 20001 Kode Pos 27572",),
        ("Nomor", "", ": 460/12/2026"),
        ("Perihal", "", ": Usulan pekerja rentan"),
        ("Kepada Yth. Bupati Sijunjung",),
        ("di Muaro",),
        ("Bersama ini kami kirim nama dan NIK calon peserta sebagai berikut:",),
        ("No.", "Nama / NIK", "Pekerjaan", "Alamat"),
        (1, f"{A.name} / {A.nik}", A.job, A.address),
        (2, f"{B.name}\n{B.nik}", B.job, B.address),
        ("Demikian disampaikan, terima kasih.",),
        ("", "", "", "Wali Nagari Aie Amo"),
        ("", "", "", "(YUSRIZAL)"),
    ]
    xlsx(path, ("Surat", rows))


@case(
    "forms.xlsx",
    [{**p.expected, "kk": p.kk, "birth_place": p.place, "address": p.address} for p in (A, B)]
    + [{"nik": C.nik[:15] + "0", "name": C.name, "problems": "nik.digits_lost"}],
    {"title": 1, "header": 18, "note": 5},
)
def a_form_for_every_person(path: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for p in (A, B, C):
        rows += [
            ("FORMULIR PENDAFTARAN",),
            ("NIK", ":", p.nik if p is not C else int(C.nik[:15] + "0")),
            ("No. KK", ":", p.kk),
            ("Nama Lengkap", ":", p.name),
            ("Tempat, Tgl Lahir", ":", f"{p.place}, {p.dmy()}"),
            ("Jenis Kelamin :", p.sex),
            (f"Alamat : {p.address}",),
            ("Pekerjaan", "", ": " + p.job),
            ("Tanda tangan", "", "(........)"),
            (),
        ]
    xlsx(path, ("Form", rows))


@case("date_in_parts.xlsx", expect(A, B), {"header": 3})
def a_heading_in_three_rows_with_the_date_in_parts(path: Path) -> None:
    rows = [
        ("No", "Nama", "NIK", "Tempat/Tanggal Lahir", "", "", "", "JK"),
        ("", "", "", "Tempat", "Tanggal", "", "", ""),
        ("", "", "", "", "Tgl", "Bln", "Thn", ""),
        (1, A.name, A.nik, A.place, A.born.day, A.born.month, A.born.year, A.sex),
        (2, B.name, B.nik, B.place, B.born.day, "Juni", str(B.born.year)[2:], B.sex),
    ]
    xlsx(path, ("Data", rows))


@case(
    "as_above.xlsx",
    [
        {"nik": A.nik, "kk": A.kk, "occupation": "Tani", "village": "AIE AMO"},
        {"nik": B.nik, "kk": A.kk, "occupation": "Tani", "village": "AIE AMO"},
        {"nik": C.nik, "kk": C.kk, "occupation": "Ojek", "village": "AIE AMO"},
        {"nik": D.nik, "kk": C.kk, "occupation": "Ojek", "village": "AIE AMO"},
    ],
    {"title": 1, "header": 1, "note": 1, "total": 1},
)
def cells_that_say_as_above(path: Path) -> None:
    rows = [
        ("DATA PEKERJA RENTAN NAGARI AIE AMO 2026",),
        ("No", "Nama", "Nik", "No KK", "Pekerjaan"),
        ("1.", A.name, A.nik, A.kk, "Tani"),
        ("2.", B.name, B.nik, "sda", "sda"),
        ("", "JORONG PASAR", "", "", ""),
        ("1", C.name, C.nik, C.kk, "Ojek"),
        ("2", D.name, D.nik, '"', '"'),
        ("jumlah", "4 orang"),
    ]
    xlsx(path, ("Sheet1", rows))


@case(
    "heads.xlsx",
    [{"nik": p.nik, "kk": p.kk, "name": p.name, "address": p.address} for p in (A, B)],
    {"header": 1},
)
def a_list_of_heads_of_families(path: Path) -> None:
    head = ("No", "No KK", "NIK Kepala Keluarga", "Nama Kepala Keluarga", "Alamat")
    rows = [(n, p.kk, p.nik, p.name, p.address) for n, p in enumerate((A, B), start=1)]
    xlsx(path, ("Data", [head, *rows]))
