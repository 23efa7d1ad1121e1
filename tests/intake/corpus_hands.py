"""Lists put together by hand: messages of a telephone, parts of a name or a date in columns of their own, text files that
were mended in an editor."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, D, Row, case, expect, text, xlsx


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


@case(
    "pesan_wa.txt",
    [
        _short(p, name=name, village="Aie Amo")
        for p, name in ((A, "SITI AMINAH"), (B, "BUDI"), (C, "M. YUSUF"))
    ],
    {"title": 2, "note": 1},
)
def a_message_with_a_name_and_a_nik_on_each_line(path: Path) -> None:
    lines = ["Assalamualaikum", "Usulan Nagari Aie Amo:"]
    lines += [f"1. SITI AMINAH {A.nik}", f"2. BUDI - {B.nik}", f"3. M. YUSUF ({C.nik})", "Terima kasih"]
    path.write_text("\n".join(lines), encoding="utf-8")


@case(
    "pesan_wa_koma.txt",
    [_short(p, name=name, occupation=job) for p, name, job in ((A, "SITI", "Petani"), (B, "BUDI", "Ojek"), (C, "ANI", "PKL"))],
    {"title": 1},
)  # fmt: skip
def a_message_with_commas_and_trades(path: Path) -> None:
    """What each does is nobody's name."""
    path.write_text(
        f"Usulan:\n1. SITI, {A.nik}, Petani\n2. BUDI, {B.nik}, Ojek\n3. ANI, {C.nik}, PKL\n", encoding="utf-8"
    )


@case(
    "singkatan_daerah.xlsx",
    [_short(p, kk=p.kk, sex=p.sex, address=f"{p.address} RT 1", village="Aie Amo", district="Kamang Baru", occupation=p.job) for p in (A, B, C)],
    {"header": 1},
)  # fmt: skip
def headings_in_local_abbreviations(path: Path) -> None:
    head = ("No.", "N.I.K", "NKK", "Nm Lgkp", "Tmp Lhr", "Tgl Lhr", "JK", "Almt", "RT", "Ds", "Kec", "Pkrjn")
    rows = [
        (n, p.nik, p.kk, p.name, p.place, p.dmy(), p.sex, p.address, "1", "Aie Amo", "Kamang Baru", p.job)
        for n, p in enumerate((A, B, C), 1)
    ]
    xlsx(path, ("Data", [head, *rows]))


@case("tgl_bln_thn.xlsx", expect(A, B, C), {"header": 1})
def day_month_and_year_under_headings_that_do_not_say_of_what(path: Path) -> None:
    rows = [
        (n, p.nik, p.name, p.born.day, p.born.month, p.born.year, p.sex) for n, p in enumerate((A, B, C), 1)
    ]
    xlsx(path, ("Data", [("No", "NIK", "Nama", "Tgl", "Bln", "Thn", "L/P"), *rows]))


@case(
    "nama_depan_belakang.csv",
    [_short(p, name=name) for p, name in ((A, "SITI NUR AMINAH"), (B, "BUDI"), (C, "ANI HASAN"))],
    {"header": 1},
)
def a_name_in_three_columns(path: Path) -> None:
    rows: list[Row] = [("NIK", "First Name", "Middle Name", "Last Name")]
    rows += [(A.nik, "SITI", "NUR", "AMINAH"), (B.nik, "BUDI", "", "-"), (C.nik, "ANI", "", "HASAN")]
    text(path, rows, ",", "utf-8")


@case(
    "tanda_html.csv",
    [_short(A, name="NUR'AINI & SITI", address="Jl. Merdeka 1"), _short(B, name="D'ARCY")],
    {"header": 1},
)
def signs_as_a_web_page_writes_them(path: Path) -> None:
    rows: list[Row] = [("NIK", "Nama", "Alamat")]
    rows += [(A.nik, "NUR&#39;AINI &amp; SITI", "Jl.&nbsp;Merdeka 1"), (B.nik, "D&apos;ARCY", "")]
    text(path, rows, ",", "utf-8")


@case(
    "kutip_tak_ditutup.csv",
    [_short(A), _short(B), _short(C), _short(D, address="Jorong Koto\nNagari Aie Amo".replace("\n", " "))],
    {"header": 1},
)
def a_quotation_mark_that_swallows_the_next_person(path: Path) -> None:
    """Nobody is lost in the cell of another; a cell with an honest line break beside it is read whole."""
    lines = [
        "No;NIK;Nama;Alamat",
        f"1;{A.nik};{A.name};Koto",
        f'2;{B.nik};"{B.name};Koto',
        f"3;{C.nik};{C.name};Koto",
    ]
    lines.append(f'4;{D.nik};{D.name};"Jorong Koto\nNagari Aie Amo"')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@case(
    "kutip_dua_orang.csv",
    [_short(A), _short(B), _short(C, name=f'{C.name}"'), _short(D)],
    {"header": 1},
)
def two_quotation_marks_in_the_lines_of_two_people(path: Path) -> None:
    lines = ["No;NIK;Nama;Alamat", f"1;{A.nik};{A.name};Koto", f'2;{B.nik};"{B.name};Koto']
    lines += [f'3;{C.nik};{C.name}";Koto', f"4;{D.nik};{D.name};Koto"]
    path.write_text("\n".join(lines), encoding="utf-8")


@case(
    "dua_aksara.csv",
    [_short(A, name="ANDRÉ"), _short(B, name="ZOË"), _short(C)],
    {"header": 1},
)
def lines_of_two_encodings_in_one_file(path: Path) -> None:
    lines = [
        b"NIK;Nama",
        f"{A.nik};ANDRÉ".encode("cp1252"),
        f"{B.nik};ZOË".encode(),
        f"{C.nik};{C.name}".encode(),
    ]
    path.write_bytes(b"\r\n".join(lines))


@case("pemisah_topi.txt", [_short(p, birth_date=p.born.isoformat()) for p in (A, B)], {"header": 1})
def a_delimiter_that_is_rare(path: Path) -> None:
    text(path, [("NIK", "Nama", "Tgl Lahir"), *((p.nik, p.name, p.dmy()) for p in (A, B))], "^", "utf-8")


@case("tabel_catatan.txt", [_short(p) for p in (A, B)], {"header": 1, "note": 1})
def a_table_of_bars_with_a_line_below_its_heading(path: Path) -> None:
    lines = ["| No | NIK | Nama |", "|---|---|---|"]
    lines += [f"| {n} | {p.nik} | {p.name} |" for n, p in enumerate((A, B), 1)]
    path.write_text("\n".join(lines), encoding="utf-8")


@case("terurut_dengan_judul.xlsx", [_short(p) for p in (A, B, C)], {"header": 1, "title": 1})
def a_list_sorted_with_its_heading(path: Path) -> None:
    """The heading has come to stand below its people: they are people all the same."""
    rows: list[Row] = [("DAFTAR USULAN",)]
    rows += [(n, p.nik, p.name, p.address) for n, p in enumerate((A, B, C), 1)]
    xlsx(path, ("Data", [*rows, ("No", "NIK", "Nama", "Alamat")]))
