"""Headings that are questions or instructions, and people one to a line of one column."""

from __future__ import annotations

from pathlib import Path

from intake.people import Someone
from intake.writers import A, B, C, Row, case, expect, xlsx


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


@case(
    "formulir_daring.xlsx",
    [_short(p, village="Aie Amo", occupation=p.job, address=p.address, phone=p.phone) for p in (A, B)],
    {"header": 1},
)
def questions_of_a_form_on_the_web(path: Path) -> None:
    """The polite "Bapak/Ibu" is nobody's father, and a long question is known by how it begins."""
    head = (
        "Timestamp",
        "NAMA LENGKAP (Sesuai KTP)",
        "Nomor Induk Kependudukan (NIK) - wajib 16 digit, lihat KTP masing-masing",
        "Alamat lengkap tempat tinggal Bapak/Ibu (jalan, RT/RW, jorong) pada saat ini",
        "Nama Nagari / Kelurahan tempat tinggal",
        "Apa pekerjaan utama Bapak/Ibu saat ini?",
        "Apakah Bapak/Ibu memiliki pekerjaan lain?",
        "Nomor WhatsApp yang aktif dan bisa dihubungi",
    )
    rows = [
        ("2026-05-12 09:11:22", p.name, p.nik, p.address, "Aie Amo", p.job, "Tidak", p.phone) for p in (A, B)
    ]
    xlsx(path, ("Form Responses 1", [head, *rows]))


@case(
    "ekspor_art.xlsx",
    [_short(p, kk=p.kk, sex=p.sex, birth_date=p.born.isoformat(), birth_place="") for p in (A, B)],
    {"header": 1},
)
def columns_named_after_a_member_of_the_household(path: Path) -> None:
    rows: list[Row] = [("no_kk", "art_no", "art_nama", "art_nik", "art_jk", "art_tgl_lahir")]
    rows += [(p.kk, 1, p.name, p.nik, 1 if p.sex == "L" else 2, p.dmy("/")) for p in (A, B)]
    xlsx(path, ("ART", rows))


@case("wajib_opsional.xlsx", expect(A, B), {"header": 1, "note": 2})
def what_must_be_filled_in_below_the_heading(path: Path) -> None:
    rows: list[Row] = [("NIK", "NAMA", "TGL LAHIR", "JENIS KELAMIN", "ALAMAT", "EMAIL")]
    rows += [("Wajib", "Wajib", "Wajib", "Wajib", "Wajib", "Opsional")]
    rows += [("16 digit", "Huruf", "DD-MM-YYYY", "L/P", "Huruf & Angka", "")]
    rows += [(p.nik, p.name, p.dmy(), p.sex, p.address, "") for p in (A, B)]
    xlsx(path, ("TEMPLATE", rows))


@case(
    "satu_kolom_koma.xlsx",
    [_short(p, address="Jl. Merdeka No. 5", occupation=p.job) for p in (A, B, C)],
    {"title": 1},
)
def people_with_commas_in_one_column(path: Path) -> None:
    rows: list[Row] = [("Data Pekerja Rentan RT 02",)]
    rows += [
        (f"{n}. {p.name.replace(',', '')}, {p.nik}, Jl. Merdeka No. 5, {p.job}",)
        for n, p in enumerate((A, B, C), 1)
    ]
    xlsx(path, ("RT 02", rows))


@case(
    "garis_miring_pesan.txt",
    [_short(p, birth_date=p.born.isoformat(), address="Jl. Merdeka No. 5") for p in (A, B, C)],
)
def people_with_strokes_between_blanks(path: Path) -> None:
    lines = [f"{n}. {p.name} / {p.nik} / {p.dmy()} / Jl. Merdeka No. 5" for n, p in enumerate((A, B, C), 1)]
    path.write_text("\n".join(lines), encoding="utf-8")


@case(
    "kepala_baris_tunggal.xlsx",
    [_short(p, village="Langki") for p in (A, B)],
    {"title": 2, "header": 1, "total": 1},
)
def a_village_right_above_a_heading_with_a_unit(path: Path) -> None:
    """It is no part of the heading "Luas (Ha)" below it."""
    rows: list[Row] = [
        ("Kelompok Tani : Tuah Sakato",),
        ("Nagari : Langki",),
        ("No", "Nama Anggota", "NIK", "Luas (Ha)"),
    ]
    rows += [(n, p.name, p.nik, 0.5) for n, p in enumerate((A, B), 1)]
    xlsx(path, ("Data", [*rows, ("Jumlah", "", "", 1.0)]))


@case("salinan.sql", refused="SQL")
def a_copy_of_a_database(path: Path) -> None:
    lines = ["-- phpMyAdmin SQL Dump", "-- version 5.2", "", 'SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";', ""]
    lines += ["INSERT INTO `penduduk` (`nik`, `nama`) VALUES", f"('{A.nik}', '{B.name}');"]
    path.write_text("\n".join(lines), encoding="utf-8")


@case("baris_saringan.xlsx", expect(A, B), {"header": 1, "note": 1})
def a_row_of_filters_below_the_heading(path: Path) -> None:
    rows: list[Row] = [
        ("NIK", "Nama", "Tgl Lahir", "JK", "Status"),
        ("Semua", "Semua", "Semua", "Semua", "Semua"),
    ]
    xlsx(path, ("Data", [*rows, *((p.nik, p.name, p.dmy(), p.sex, "Aktif") for p in (A, B))]))


@case("desa_berkode.xlsx", [_short(p, village="LANGKI") for p in (A, B, C)], {"header": 1})
def villages_with_their_codes(path: Path) -> None:
    said = ("2001 - LANGKI", "1303032001 LANGKI", "13.03.03.2001 LANGKI")
    rows: list[Row] = [("NIK", "Nama", "Desa/Kel")]
    xlsx(path, ("Data", [*rows, *((p.nik, p.name, one) for p, one in zip((A, B, C), said, strict=True))]))
