"""The corpus: awkward files as offices send them, each with what reading must make of it.

Run it to look at the files: ``python tests/intake/corpus.py DIR``.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from intake.people import Someone, people

Row = Sequence[Any]
Build = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A file, and what is expected: people (the fields named), skipped rows by reason, or a refusal."""

    name: str
    file: str
    build: Build
    people: Sequence[dict[str, str]] = ()
    skipped: dict[str, int] = field(default_factory=dict)
    refused: str = ""


CASES: list[Case] = []


def case(
    file: str,
    people: Sequence[dict[str, str]] = (),
    skipped: dict[str, int] | None = None,
    refused: str = "",
) -> Callable[[Build], Build]:
    def add(build: Build) -> Build:
        CASES.append(Case(build.__name__, file, build, people, skipped or {}, refused))
        return build

    return add


def xlsx(
    path: Path, *sheets: tuple[str, Sequence[Row]], hidden: Sequence[str] = (), merges: Sequence[str] = ()
) -> None:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yyyy"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(at, column, value)
                    elif value is not None:
                        sheet.write(at, column, value)
            for area in merges:
                top = sheet.table
                first = area.split(":")[0]
                row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
                held = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
                assert top is not None
                sheet.merge_range(area, held)
            if name in hidden:
                sheet.hide()


def expect(*listed: Someone, **more: str) -> list[dict[str, str]]:
    return [{**each.expected, **more} for each in listed]


FULL = ("No", "NIK", "No KK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "L/P", "Alamat", "Pekerjaan")


def full(n: int, each: Someone) -> Row:
    return (n, each.nik, each.kk, each.name, each.place, each.dmy(), each.sex, each.address, each.job)


def listing(*listed: Someone) -> list[Row]:
    return [FULL, *(full(n, each) for n, each in enumerate(listed, start=1))]


A, B, C, D, E, F = people(6)


@case("plain.xlsx", expect(A, B, C), {"header": 1})
def a_plain_list(path: Path) -> None:
    xlsx(path, ("Data", listing(A, B, C)))


@case(
    "titled.xlsx",
    expect(A, B, village="AIE AMO"),
    {"title": 3, "header": 1, "numbering": 1, "total": 1, "note": 4},
)
def titles_numbering_total_and_signatures(path: Path) -> None:
    rows = [
        ("DAFTAR USULAN PEKERJA RENTAN",),
        ("NAGARI AIE AMO KECAMATAN KAMANG BARU",),
        ("TAHUN 2026",),
        (),
        FULL,
        tuple(range(1, 10)),
        full(1, A),
        full(2, B),
        ("JUMLAH", "", "", 2),
        (),
        ("", "", "", "", "", "", "Aie Amo, 12 Mei 2026"),
        ("", "", "", "", "", "", "Wali Nagari Aie Amo"),
        (),
        ("", "", "", "", "", "", "(YUSRIZAL)"),
        ("", "", "", "", "", "", "NIP. 196501011990031001"),
    ]
    xlsx(path, ("Sheet1", rows))


@case(
    "two_rows.xlsx",
    expect(A, B, address="Jorong Koto 0", birth_place="Sijunjung")[:1] + expect(B),
    {"header": 2},
)
def a_heading_in_two_rows(path: Path) -> None:
    rows = [
        ("No", "N I K", "Nama", "Kelahiran", "", "Jenis Kelamin", "", "Alamat", "", ""),
        ("", "", "", "Tempat", "Tanggal", "L", "P", "Jalan", "RT", "RW"),
        *(
            (
                n,
                p.nik,
                p.name,
                p.place,
                p.dmy(),
                "v" if p.sex == "L" else "",
                "v" if p.sex == "P" else "",
                p.address,
                "001",
                "002",
            )
            for n, p in enumerate((A, B), start=1)
        ),
    ]
    xlsx(path, ("Data", rows))


@case("merged.xlsx", expect(A, B), {"title": 1, "header": 2})
def a_heading_with_merged_cells(path: Path) -> None:
    rows = [
        ("DAFTAR PEKERJA RENTAN",),
        ("No", "NIK", "Nama Lengkap", "Tempat/Tgl Lahir", "", "L/P"),
        ("", "", "", "Tempat", "Tgl", ""),
        *((n, p.nik, p.name, p.place, p.dmy("/"), p.sex) for n, p in enumerate((A, B), start=1)),
    ]
    xlsx(path, ("Data", rows), merges=("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"))


@case(
    "kk_merged.xlsx",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**C.expected, "kk": C.kk}],
    {"header": 1},
)
def one_kk_merged_over_its_members(path: Path) -> None:
    rows = [
        ("No KK", "NIK", "Nama", "Tgl Lahir", "JK"),
        (A.kk, A.nik, A.name, A.dmy(), A.sex),
        ("", B.nik, B.name, B.dmy(), B.sex),
        (C.kk, C.nik, C.name, C.dmy(), C.sex),
    ]
    xlsx(path, ("Data", rows), merges=("A2:A3",))


@case(
    "villages.xlsx",
    [*expect(A, village="Aie Amo"), *expect(B, village="Padang Laweh")],
    {"header": 2},
)
def one_sheet_per_village(path: Path) -> None:
    xlsx(path, ("Aie Amo", listing(A)), ("Padang Laweh", listing(B)))


@case("hidden.xlsx", expect(A), {"header": 1, "hidden": 2})
def a_hidden_sheet_is_left_out(path: Path) -> None:
    xlsx(path, ("Data", listing(A)), ("Lama", listing(B)), hidden=("Lama",))


@case("repeated.xlsx", expect(A, B, C), {"header": 3, "title": 3, "note": 3})
def page_forms_with_signatures(path: Path) -> None:
    rows: list[Row] = []
    for page, each in enumerate((A, B, C), start=1):
        rows += [
            ("DAFTAR PENDUDUK",),
            FULL,
            full(page, each),
            ("", "", "", "", "", "", "", f"Halaman {page} dari 3"),
            (),
        ]
    xlsx(path, ("Data", rows))


@case(
    "bip2016.xls",
    [
        {**A.expected, "kk": A.kk, "address": "MERTAK PAOK"},
        {**B.expected, "kk": A.kk, "address": "MERTAK PAOK"},
        {**D.expected, "kk": D.kk, "address": "KOTO TUO"},
    ],
    {"title": 2, "header": 1, "family": 2, "note": 2},
)
def the_population_book_of_2016(path: Path) -> None:
    head = (
        "No",
        "Nama",
        "NIK",
        "Tempat Lahir",
        "Tgl Lahir",
        "JK",
        "SHDK",
        "Agama",
        "Pendidikan",
        "Pekerjaan",
        "Nama Ibu",
        "Nama Ayah",
    )

    def member(n: int, p: Someone) -> Row:
        sex = "Lk" if p.sex == "L" else "Pr"
        return (
            n,
            p.name,
            p.nik,
            p.place,
            p.dmy(),
            sex,
            "ANAK",
            "ISLAM",
            "SLTA/SEDERAJAT",
            "PETANI/PEKEBUN",
            p.mother,
            "AMIR",
        )

    xls(
        path,
        (
            "Sheet1",
            [
                ("BUKU INDUK PENDUDUK WNI",),
                ("Desa : AIE AMO", "", "", "Kecamatan : KAMANG BARU"),
                head,
                (f"No. KK : {A.kk}", "", "Alamat : MERTAK PAOK, Nama Dusun : MERTAK PAOK, RT/RW : -/-"),
                member(1, A),
                member(2, B),
                (f"No. KK : {D.kk}", "", "Alamat : KOTO TUO, Nama Dusun : KOTO, RT/RW : 001/002"),
                member(1, D),
                ("Keterangan:",),
                ("Lk = Laki-laki, Pr = Perempuan",),
            ],
        ),
    )


@case(
    "bip2012.xls",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**D.expected, "kk": D.kk}],
    {"title": 1, "header": 4, "family": 2},
)
def the_population_book_of_2012(path: Path) -> None:
    family = ("", "NO.KK", "", "NAMA KEP. KELUARGA", "", "", "ALAMAT")
    head = (
        "NO", "", "NIK", "NAMA LENGKAP", "JK", "TMPT LAHIR", "TGL LAHIR", "GDR", "AGAMA", "STATUS", "SHDK",
        "PDDK AKHIR", "PEKERJAAN", "NAMA IBU", "NAMA AYAH", "AKTA LAHIR",
    )  # fmt: skip

    def member(n: int, p: Someone) -> Row:
        return (
            n,
            "",
            p.nik,
            p.name,
            p.sex,
            p.place,
            p.dmy(),
            "-",
            "ISLAM",
            "KAWIN",
            "ANAK",
            "SD",
            "PETANI",
            p.mother,
            "AMIR",
            "-",
        )

    xls(
        path,
        (
            "Sheet1",
            [
                ("BUKU INDUK PENDUDUK",),
                family,
                ("", A.kk, "", A.name, "", "", "DUSUN KERANDANGAN, RT:001, RW:001, Kodepos:83355,-"),
                head,
                member(1, A),
                member(2, B),
                family,
                ("", D.kk, "", D.name, "", "", "DUSUN KOTO, RT:001, RW:001, Kodepos:83355,-"),
                head,
                member(1, D),
            ],
        ),
    )


@case(
    "bip_ektp.xls",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**D.expected, "kk": D.kk}],
    {"title": 2, "header": 1, "numbering": 1, "family": 2, "note": 2},
)
def the_population_book_of_the_electronic_card(path: Path) -> None:
    head = (
        "NO", "Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "JK", "Stat Kwn", "Gol. Drh", "SHDK", "Agama",
        "Pendidikan Terakhir", "No Akta Lahir", "Pekerjaan", "Nama Ibu", "Nama Ayah", "Wjb KTP", "KTP-eL", "Status", "Stat Rkm",
    )  # fmt: skip

    def member(n: int, p: Someone) -> Row:
        sex = "Lk" if p.sex == "L" else "Pr"
        return (
            n, p.name, p.nik, p.place, p.dmy(), sex, "CM", "-", "KEPALA KELUARGA", "ISLAM", "TAMAT SD / SEDERAJAT", "6767/2002",
            "BELUM / TIDAK BEKERJA", p.mother, "WARTA", "WAJIB", "KTP-eL", "SDH DPT", "CARD SHIPPED",
        )  # fmt: skip

    blank = ("",) * 8
    xls(
        path,
        (
            "BIP",
            [
                ("BUKU INDUK PENDUDUK",),
                ("KELURAHAN / DESA : LUBUK BESAR",),
                head,
                tuple(str(n) for n in range(1, 20)),
                (A.kk, "", A.name, *blank, "DESA LUBUK BESAR RT/RW : 002/000 DUSUN : -"),
                member(1, A),
                member(2, B),
                (*("",) * 18, "CARD"),
                (D.kk, "", D.name, *blank, "DESA LUBUK BESAR RT/RW : 002/000 DUSUN : -"),
                member(1, D),
                ("", "", "", "Halaman 1 dari 1"),
            ],
        ),
    )


@case(
    "siak.xlsx",
    [
        {
            **p.expected,
            "kk": p.kk,
            "occupation": "Petani/Pekebun",
            "mother_name": p.mother,
            "village_code": "13.03.06.2004",
        }
        for p in (A, B)
    ],
    {"header": 1},
)
def the_siak_export_with_codes(path: Path) -> None:
    head = (
        "NO_KK", "NIK", "NAMA_LGKP", "STAT_HIDUP", "TMPT_LHR", "TGL_LHR", "JENIS_KLMIN", "NIK_AYAH", "NAMA_LGKP_AYAH", "NIK_IBU",
        "NAMA_LGKP_IBU", "STAT_KWN", "STAT_HBKEL", "AGAMA", "NO_PROP", "NO_KAB", "ALAMAT", "NO_RW", "NO_RT", "PDDK_AKH",
        "JENIS_PKRJN", "NO_KEC", "NO_KEL", "TGL_ENTRI",
    )  # fmt: skip
    rows = [
        (
            p.kk, p.nik, p.name, 1, p.place, p.born.isoformat() + " 00:00:00", 1 if p.sex == "L" else 2, E.nik, E.name, F.nik,
            p.mother, 2, 1, 1, 13, 3, "DSN KOTO", 1, 2, 5, 9, 6, 2004, "2019-01-01",
        )
        for p in (A, B)
    ]  # fmt: skip
    xlsx(path, ("Export", [head, *rows]))


@case(
    "opensid.xlsx",
    [{**p.expected, "kk": p.kk, "occupation": "Buruh Tani/Perkebunan"} for p in (A, B)],
    {"header": 1, "title": 4},
)
def the_opensid_population_workbook(path: Path) -> None:
    head = (
        "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id", "pendidikan_kk_id",
        "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id", "ayah_nik", "nama_ayah", "ibu_nik",
        "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport", "ktp_el", "status_rekam", "alamat_sekarang",
    )  # fmt: skip
    rows = [
        (
            "", "MANGSIT", "-", "004", p.name, p.kk, p.nik, 1 if p.sex == "L" else 2, p.place, p.born, 1, 5, 18, 20, 2, 1, 1,
            "", "AMIR", "", p.mother, 13, "", "", 1, 2, "",
        )
        for p in (A, B)
    ]  # fmt: skip
    codes = [("KODE DATA",), ("SEX", "1", "LAKI-LAKI"), ("SEX", "2", "PEREMPUAN"), ("AGAMA", "1", "ISLAM")]
    xlsx(path, ("Data Penduduk", [head, *rows]), ("Kode Data", codes))


@case("bantuan.xlsx", expect(A, B, sex=""), {"title": 4, "header": 1, "note": 1})
def the_opensid_aid_participants(path: Path) -> None:
    programme = [("id", 12), ("Nama Program", "BLT"), ("Sasaran Program", 1), ("Asal Dana", "Dana Desa")]
    head = ("Peserta", "No. Peserta", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat")
    rows = [(p.nik, "acak_12", p.nik, p.name, p.place, p.born.isoformat(), p.address) for p in (A, B)]
    xlsx(path, ("Program", programme), ("Peserta", [head, *rows, ("###",)]))


@case(
    "dtks.xlsx",
    [{**p.expected, "kk": p.kk, "mother_name": p.mother} for p in (A, B)],
    {"header": 1, "numbering": 1},
)
def the_social_registry_with_one_row_per_member(path: Path) -> None:
    head = (
        "IDBDT", "IDARTBDT", "KDPROP", "KDKAB", "KDKEC", "KDDESA", "Alamat", "Nama_KRT", "Jumlah_ART", *(f"B3_{n}" for n in range(40)),
        "NoPesertaPKH", "Nama", "JnsKel", "TmpLahir", "TglLahir", "NIK", "NoKK", "Hub_KRT", "Umur", "Sta_kawin", "Lapangan_usaha",
        "namagadis_ibukandung",
    )  # fmt: skip
    rows = [
        (
            "1303060040001", f"130306004000{n}", 13, 4, 60, 4, "JORONG KOTO", E.name, 4, *([1] * 40), "", p.name,
            1 if p.sex == "L" else 2, p.place, p.dmy("/"), p.nik, p.kk, n, 45, 2, 1, p.mother,
        )
        for n, p in enumerate((A, B), start=1)
    ]  # fmt: skip
    xlsx(path, ("Sheet1", [head, ("KOLOM", *range(2, len(head) + 1)), *rows]))


@case(
    "vaksin.xlsx", [{"nik": p.nik, "name": "", "problems": "name.missing"} for p in (A, B, C)], {"header": 1}
)
def a_list_with_nothing_but_niks(path: Path) -> None:
    xlsx(path, ("Vaksin", [("NIK",), *((p.nik,) for p in (A, B, C))]))


@case(
    "vaksin2.xlsx",
    [{"nik": p.nik, "birth_date": "", "problems": "name.missing"} for p in (A, B)],
    {"header": 1},
)
def a_vaccination_list(path: Path) -> None:
    head = ("NIK", "vaksin_1", "tgl_vaksin_1", "jenis_vaksin_1", "vaksin_2", "tgl_vaksin_2", "tunda")
    xlsx(path, ("Data", [head, *((p.nik, 1, "2021-06-01", "Sinovac", 1, "2021-07-01", 0) for p in (A, B))]))


def xls(path: Path, *sheets: tuple[str, Sequence[Row]]) -> None:
    book = xlwt.Workbook()
    dates = xlwt.easyxf(num_format_str="DD-MM-YYYY")
    for name, rows in sheets:
        sheet = book.add_sheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date | datetime):
                    sheet.write(at, column, value, dates)
                elif value not in ("", None):
                    sheet.write(at, column, value)
    book.save(str(path))


def ods(path: Path, *sheets: tuple[str, Sequence[Row]]) -> None:
    book = OpenDocumentSpreadsheet()
    for name, rows in sheets:
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                cell = (
                    TableCell(valuetype="float", value=str(value))
                    if isinstance(value, int)
                    else TableCell(valuetype="string")
                )
                if value not in ("", None):
                    cell.addElement(P(text=str(value)))
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))


@case("old.xls", expect(A, B), {"header": 1})
def an_old_workbook(path: Path) -> None:
    xls(
        path,
        (
            "Data",
            [FULL, *((*full(n, p)[:5], p.born, *full(n, p)[6:]) for n, p in enumerate((A, B), start=1))],
        ),
    )


@case("open.ods", expect(A, B), {"header": 1})
def an_open_document(path: Path) -> None:
    ods(path, ("Data", listing(A, B)))


@case("macro.xlsm", expect(A), {"header": 1})
def a_workbook_with_macros(path: Path) -> None:
    xlsx(path, ("Data", listing(A)))


@case("misnamed.xls", expect(A), {"header": 1})
def a_workbook_under_another_name(path: Path) -> None:
    xlsx(path, ("Data", listing(A)))


def text(path: Path, rows: Sequence[Row], delimiter: str, encoding: str) -> None:
    lines = [delimiter.join(str(cell) for cell in row) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


@case("comma.csv", expect(A, B), {"header": 1})
def comma_separated(path: Path) -> None:
    text(path, [FULL, full(1, A), full(2, B)], ",", "utf-8")


@case("semicolon.csv", expect(A, E), {"header": 1})
def semicolons_and_a_byte_order_mark(path: Path) -> None:
    text(path, [FULL, full(1, A), full(2, E)], ";", "utf-8-sig")


@case("wide.csv", expect(A, B), {"header": 1})
def utf_16_from_excel(path: Path) -> None:
    text(path, listing(A, B), "\t", "utf-16")


@case("wide_bare.csv", expect(A, B), {"header": 1})
def utf_16_without_its_mark(path: Path) -> None:
    text(path, listing(A, B), ";", "utf-16-le")


@case("windows.csv", [{**A.expected, "address": "Jalan “Melati” é"}], {"header": 1})
def windows_1252(path: Path) -> None:
    row = list(full(1, A))
    row[7] = "Jalan “Melati” é"
    text(path, [FULL, row], ";", "cp1252")


@case("tabs.tsv", expect(A, B), {"header": 1})
def tab_separated(path: Path) -> None:
    text(path, listing(A, B), "\t", "utf-8")


@case("sep.csv", expect(A), {"header": 1})
def a_line_that_names_the_separator(path: Path) -> None:
    path.write_text("sep=;\n" + "\n".join(";".join(map(str, row)) for row in listing(A)) + "\n")


@case("quote.csv", [{"nik": p.nik} for p in people(80)], {"header": 1})
def a_quotation_mark_that_is_never_closed(path: Path) -> None:
    rows = [[str(cell) for cell in full(n, p)] for n, p in enumerate(people(80), start=1)]
    rows[2][3] = '"BUDI'
    path.write_text("\n".join(";".join(row) for row in [list(FULL), *rows]) + "\n")


@case("excel_trick.csv", expect(A), {"header": 1})
def digits_written_as_a_formula(path: Path) -> None:
    row = list(full(1, A))
    row[1] = f'"=""{A.nik}"""'
    text(path, [FULL, row], ",", "utf-8")


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


def xlsx_exact(path: Path, rows: Sequence[Row]) -> None:
    """By openpyxl, which writes whole numbers with all their digits."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)


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
    ("1980", ""),
    ("01-01-1850", ""),
)


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


@case("page.xls", expect(A, B), {"title": 1, "header": 1})
def an_html_table_saved_as_xls(path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in listing(A, B))
    path.write_text(
        f"<html><head><style>td{{}}</style></head><body><h3>DATA PENDUDUK</h3><table>{rows}</table></body></html>"
    )


@case("nik_only_numbers.xlsx", [{"nik": p.nik} for p in people(5) if not p.nik.endswith("0")], {"header": 1})
def niks_stored_as_numbers_by_another_program(path: Path) -> None:
    xlsx_exact(
        path, [("No", "NIK", "Nama"), *((n, int(p.nik), p.name) for n, p in enumerate(people(5), start=1))]
    )


@case("locked.xlsx", refused="kata sandi")
def a_locked_workbook(path: Path) -> None:
    plain = path.with_suffix(".plain")
    xlsx(plain, ("Data", listing(A)))
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("rahasia", target)
    plain.unlink()


@case("cut.xlsx", refused="rusak")
def a_workbook_cut_off(path: Path) -> None:
    xlsx(path, ("Data", listing(*people(200))))
    path.write_bytes(path.read_bytes()[:4000])


@case("cut.xls", refused="rusak")
def an_old_workbook_cut_off(path: Path) -> None:
    xls(path, ("Data", listing(*people(200))))
    whole = path.read_bytes()
    at = whole.find("Workbook".encode("utf-16-le"))
    path.write_bytes(whole[: len(whole) // 3] + whole[at - 64 : at + 64])


@case("paper.xlsx", refused="PDF")
def a_pdf_under_a_false_name(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")


@case("photo.xls", refused="foto")
def a_photo(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100))


@case("letter.xlsx", refused="bukan lembar kerja")
def a_word_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")


@case("bomb.xlsx", refused="mengembang")
def an_archive_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (90 * 1024 * 1024))


@case("lying_bomb.xlsx", refused="rusak|mengembang")
def an_archive_that_lies_about_its_size(path: Path) -> None:
    an_archive_bomb(path)
    data = bytearray(path.read_bytes())
    size = (90 * 1024 * 1024).to_bytes(4, "little")
    at = data.find(size)
    while at >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")
        at = data.find(size)
    path.write_bytes(bytes(data))


@case("entities.xlsx", refused="tidak aman")
def an_xml_document_type(path: Path) -> None:
    xlsx(path, ("Data", listing(A)))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


@case("far.xlsx", refused="terlalu luas")
def a_cell_at_the_end_of_the_world(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for line, row in enumerate(listing(A, B)):
            sheet.write_row(line, 0, row)
        sheet.write("XFD1048576", "x")


@case("nothing.xlsx", refused="tidak berisi")
def an_empty_workbook(path: Path) -> None:
    xlsx(path, ("Sheet1", []), ("Sheet2", []))


@case("zero.csv", refused="kosong")
def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


@case("recap.xlsx", refused="Judul kolom")
def a_workbook_that_lists_nobody(path: Path) -> None:
    xlsx(path, ("Rekap", [("REKAP USULAN",), ("Aie Amo", 100), ("Padang Laweh", 120)]))


@case("noise.xls", refused="tidak dikenal")
def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


@case("all_hidden.xlsx", refused="disembunyikan")
def nothing_but_hidden_rows(path: Path) -> None:
    xlsx(path, ("Isi", []), ("Data", listing(A)), hidden=("Data",))


def build_all(folder: Path) -> None:
    for each in CASES:
        each.build(folder / each.file)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    build_all(target)
    sys.stdout.write(f"{len(CASES)} files in {target}\n")
