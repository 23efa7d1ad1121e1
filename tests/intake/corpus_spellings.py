"""Spellings: headings misspelt, abbreviated or English, digits of other scripts, dates and names as clerks type them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from intake.people import Someone
from intake.writers import FULL, A, B, C, D, E, F, Row, case, expect, full, listing, text, xls, xlsx

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des")


def _rows(*people: Someone) -> list[Row]:
    return [(p.nik, p.name, p.place, p.dmy(), p.sex, p.address) for p in people]


@case("english.xlsx", expect(A, B, C, address="Jorong Koto 0")[:1] + expect(B, C), {"header": 1, "title": 1})
def headings_in_english(path: Path) -> None:
    head = ("No.", "ID Number", "Full Name", "Place of Birth", "Date of Birth", "Gender", "Home Address")
    rows = [(n, p.nik, p.name, p.place, p.born, "Male" if p.sex == "L" else "Female", p.address)
            for n, p in enumerate((A, B, C), 1)]  # fmt: skip
    xlsx(path, ("Sheet1", [("LIST OF VULNERABLE WORKERS",), head, *rows]))


@case(
    "english_short.csv",
    [{"nik": p.nik, "name": p.name, "birth_date": p.born.isoformat()} for p in (A, B)],
    {"header": 1},
)
def short_english_headings(path: Path) -> None:
    text(path, [("Name", "NIK/ID No", "DOB"), *((p.name, p.nik, p.dmy("/")) for p in (A, B))], ",", "utf-8")


@case(
    "abbreviated.xlsx",
    [
        {**p.expected, "kk": p.kk, "birth_place": p.place, "phone": p.phone, "occupation": p.job}
        for p in (A, B, C)
    ],
    {"header": 1},
)
def headings_abbreviated_with_line_breaks(path: Path) -> None:
    head = (
        "No.\nUrut",
        "NIK/\nNo. KTP",
        "No.\nKK",
        "Nama Lengkap\n(sesuai KTP)",
        "Tmpt/\nTgl Lahir",
        "L/P",
        "Pek.",
        "No.\nTelp/HP",
    )
    rows = [
        (n, p.nik, p.kk, p.name, f"{p.place}, {p.dmy()}", p.sex, p.job, p.phone)
        for n, p in enumerate((A, B, C), 1)
    ]
    xlsx(path, ("Data", [head, *rows]))


@case(
    "misspelt.xlsx",
    [{**p.expected, "address": p.address, "occupation": p.job} for p in (A, B, C)],
    {"header": 1},
)
def headings_misspelt(path: Path) -> None:
    head = ("N0", "NIKK", "Nama Lenkap", "Tempt Lahr", "Tanggl Lahir", "Jenis Klamin", "Almat", "Pekerjaaan")
    rows = [(n, p.nik, p.name, p.place, p.dmy(), p.sex, p.address, p.job) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", [head, *rows]))


@case("odd_order.xlsx", [{**p.expected, "kk": p.kk, "phone": p.phone} for p in (A, B, C)], {"header": 1})
def columns_in_another_order(path: Path) -> None:
    head = ("Ket", "No HP", "JK", "TTL", "Nama", "No. KK", "NIK", "No")
    rows = [
        ("", p.phone, p.sex, f"{p.place}/{p.dmy('/')}", p.name, p.kk, p.nik, n)
        for n, p in enumerate((A, B, C), 1)
    ]
    xlsx(path, ("Data", [head, *rows]))


@case("nik_holds_kk.xlsx", [{"nik": p.nik, "kk": p.kk, "problems": ""} for p in (A, B, C, D)], {"header": 1})
def the_headings_of_nik_and_kk_stand_over_each_other(path: Path) -> None:
    """There is no date of birth to compare with: families share a card, and women add 40 to the day."""
    head = ("No", "NIK", "No KK", "Nama", "Alamat")
    rows = [(n, p.kk, p.nik, p.name, p.address) for n, p in enumerate((A, B, C, D), 1)]
    xlsx(path, ("Data", [head, *rows]))


@case("nik_unheaded.xlsx", expect(A, B, C), {"header": 1})
def a_column_of_niks_without_a_heading(path: Path) -> None:
    rows = [(n, p.name, p.nik, p.dmy(), p.sex) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", [("No", "Nama", "", "Tgl Lahir", "JK"), *rows]))


@case(
    "digits_of_the_world.xlsx",
    [*expect(A, B, C, D)],
    {"header": 1},
)
def digits_of_other_scripts_and_unseen_signs(path: Path) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = [
        (1, A.nik.translate(arabic), A.name, A.dmy().translate(arabic), A.sex),
        (2, B.nik.translate(wide), B.name, B.dmy().translate(wide), B.sex),
        (
            3,
            f"\u200b{C.nik[:8]}\u200b{C.nik[8:]}\ufeff",
            C.name.replace("u", "u\u200b"),
            C.dmy(),
            f" {C.sex}\u200b",
        ),
        (4, f"\t{D.nik}\u00a0", f"\t{D.name}\u00a0 ", f"\u00a0{D.dmy()}\t", D.sex),
    ]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl Lahir", "JK"), *rows]))


@case("dates_as_typed.xlsx", expect(A, B, C, D, E, F), {"header": 1})
def dates_in_six_manners(path: Path) -> None:
    def said(p: Someone, month: str) -> str:
        return f"{p.born.day} {month} {p.born.year}"

    manners = (
        said(A, _MONTHS[A.born.month - 1].upper()),
        f"{B.born.day:02}-{_MONTHS[B.born.month - 1]}-{B.born.year % 100:02}",
        f"{C.born:%Y/%m/%d} 00:00:00",
        f"{D.born:%Y-%m-%d}T00:00:00.000Z",
        f"{E.born:%d%m%Y}",
        f"{F.place}, {said(F, _MONTHS[F.born.month - 1])}",
    )
    rows = [
        (n, p.nik, p.name, born, p.sex)
        for n, (p, born) in enumerate(zip((A, B, C, D, E, F), manners, strict=True), 1)
    ]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl Lahir", "JK"), *rows]))


@case(
    "honorifics.xlsx",
    [{"nik": p.nik, "name": name, "problems": ""} for p, name in (
        (A, "Hj. SITI AMINAH, S.Pd.I"), (B, "ALM. BUDI SANTOSO"), (C, "H. MUHAMMAD RIZKI, SE., MM"), (D, "KH. YULIANIS"), (E, "Ir. TOTAL SUSANTO"), (F, "CAMAT WIBOWO"),
    )],
    {"header": 1},
)  # fmt: skip
def names_in_capitals_with_honorifics(path: Path) -> None:
    """Two of the names are words that end a list elsewhere."""
    names = (
        "Hj. SITI AMINAH, S.Pd.I",
        "ALM. BUDI SANTOSO",
        "H. MUHAMMAD RIZKI, SE., MM",
        "KH. YULIANIS",
        "Ir. TOTAL SUSANTO",
        "CAMAT WIBOWO",
    )
    rows = [
        (n, p.nik, name, p.dmy(), p.sex)
        for n, (p, name) in enumerate(zip((A, B, C, D, E, F), names, strict=True), 1)
    ]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl Lahir", "JK"), *rows]))


@case(
    "names_like_totals.csv",
    [
        {"nik": "", "name": "JUMLAHI BINTI AMAT"},
        {"nik": "", "name": "Total Rahman"},
        {"nik": A.nik, "name": A.name},
    ],
    {"header": 1, "total": 1},
)
def names_that_look_like_totals(path: Path) -> None:
    rows = [
        (1, "", "JUMLAHI BINTI AMAT", "12-05-1980", "P", "Koto"),
        (2, "", "Total Rahman", "13-05-1980", "L", "Koto"),
        (3, A.nik, A.name, A.dmy(), A.sex, A.address),
        ("Jumlah", "3 orang", "", "", "", ""),
    ]
    text(path, [("No", "NIK", "Nama", "Tgl Lahir", "JK", "Alamat"), *rows], ";", "utf-8")


@case(
    "two_heading_rows_numbered.xls",
    [
        {**p.expected, "kk": p.kk, "birth_place": p.place, "address": f"{p.address} RT 001 RW 002"}
        for p in (A, B)
    ],
    {"title": 3, "header": 2, "numbering": 1, "note": 4, "total": 1},
)
def two_heading_rows_twelve_numbers_and_a_signature(path: Path) -> None:
    rows: list[Row] = [
        ("DAFTAR USULAN PENERIMA BANTUAN IURAN",),
        ("DESA SUKAMAJU KECAMATAN KAMANG BARU",),
        ("TAHUN ANGGARAN 2026",),
        ("NO", "NO. KK", "NIK", "NAMA", "LAHIR", "", "JENIS KELAMIN", "", "ALAMAT", "", "", "KET"),
        ("", "", "", "", "TEMPAT", "TANGGAL", "L", "P", "JALAN", "RT", "RW", ""),
        tuple(range(1, 13)),
        *(
            (n, p.kk, p.nik, p.name, p.place, p.born, 1 if p.sex == "L" else "", 1 if p.sex == "P" else "", p.address, "001", "002", "")
            for n, p in enumerate((A, B), 1)
        ),
        ("", "JUMLAH", "", "", "", "", 1, 1),
        ("", "", "", "", "", "", "", "", "Sukamaju, 12 Mei 2026"),
        ("", "", "", "", "", "", "", "", "Mengetahui, Kepala Desa Sukamaju"),
        ("", "", "", "", "", "", "", "", "SUGENG RAHARJO"),
        ("", "", "", "", "", "", "", "", "NIP. 19650101 199003 1 001"),
    ]  # fmt: skip
    xls(path, ("Lampiran", rows))


@case(
    "subtotals.xlsx",
    [{**A.expected}, {**B.expected}, {**C.expected}],
    {"header": 1, "total": 3, "note": 2},
)
def subtotals_of_each_hamlet(path: Path) -> None:
    rows: list[Row] = [
        FULL,
        ("", "DUSUN KRAJAN"),
        full(1, A),
        full(2, B),
        ("", "Jumlah Dusun Krajan", "", "2 orang"),
        ("", "DUSUN SUMBER"),
        full(1, C),
        ("", "Sub Total", "", 1),
        ("", "TOTAL KESELURUHAN", "", 3),
    ]
    xlsx(path, ("Data", rows))


@case(
    "by_village_sheets.xlsx",
    [*expect(A, village="Sukamaju"), *expect(B, village="KARANG ANYAR"), *expect(C, village="Tanjung Sari")],
    {"header": 3, "title": 2},
)
def a_sheet_for_each_village_and_a_recapitulation(path: Path) -> None:
    recap = [("REKAP",), ("Desa", "Jumlah"), ("Sukamaju", 1), ("Karang Anyar", 1)]
    del recap[2:]
    xlsx(
        path,
        ("1. Ds. Sukamaju", listing(A)),
        ("DESA KARANG ANYAR", listing(B)),
        ("Tanjung Sari", listing(C)),
        ("REKAP", recap),
    )


@case("age_instead.xlsx", [{"nik": A.nik, "name": A.name, "birth_date": "", "problems": ""}], {"header": 1})
def an_age_instead_of_a_birth_date(path: Path) -> None:
    xlsx(path, ("Data", [("No", "Nama", "NIK", "Umur (Th)", "Alamat"), (1, A.name, A.nik, 45, A.address)]))


@case("serials.csv", expect(A, B, C), {"header": 1})
def dates_as_serials_in_text(path: Path) -> None:
    rows = [(p.nik, p.name, (p.born - date(1899, 12, 30)).days, p.sex) for p in (A, B, C)]
    text(path, [("NIK", "NAMA", "TGL_LAHIR", "JK"), *rows], ";", "utf-8")
