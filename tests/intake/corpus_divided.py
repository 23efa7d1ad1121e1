"""Columns whose cells say several things with strokes between them, as their headings do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from intake.people import Someone, people
from intake.writers import case, xlsx

FIVE = people(5)


def _short(p: Someone, **more: str) -> dict[str, str]:
    return {"nik": p.nik, "name": p.name, "problems": "", **more}


def _sheet(path: Path, label: str, cell: Callable[[Someone], str]) -> None:
    rows: list[tuple[object, ...]] = [("No", "Nama", "NIK", label)]
    xlsx(path, ("Data", [*rows, *((n, p.name, p.nik, cell(p)) for n, p in enumerate(FIVE, 1))]))


@case(
    "nama_garis_alamat.xlsx",
    [_short(p, address=f"{p.address} RT 01/RW 02", occupation=p.job) for p in FIVE],
    {"header": 1},
)
def name_and_address_with_a_stroke_between(path: Path) -> None:
    rows: list[tuple[object, ...]] = [("No", "Nama / Alamat", "NIK", "Pekerjaan")]
    rows += [(n, f"{p.name} / {p.address} RT 01/RW 02", p.nik, p.job) for n, p in enumerate(FIVE, 1)]
    xlsx(path, ("Data", rows))


@case(
    "nama_nik_alamat.xlsx",
    [_short(p, address=p.address, occupation=p.job) for p in FIVE],
    {"title": 1, "header": 2},
)
def name_nik_and_address_in_one_cell_on_two_pages(path: Path) -> None:
    head = ("No", "NAMA/NIK/ALAMAT", "Pekerjaan")
    rows = [(n, f"{p.name} / {p.nik} / {p.address}", p.job) for n, p in enumerate(FIVE, 1)]
    xlsx(path, ("Data", [("DAFTAR PEKERJA RENTAN",), head, *rows[:2], head, *rows[2:]]))


@case("nama_umur.xlsx", [_short(p, address=p.address) for p in FIVE], {"header": 1})
def name_and_age(path: Path) -> None:
    rows: list[tuple[object, ...]] = [("No", "Nama / Umur", "NIK", "Alamat")]
    xlsx(path, ("D", [*rows, *((n, f"{p.name} / 46 th", p.nik, p.address) for n, p in enumerate(FIVE, 1))]))


@case("nama_kelamin.xlsx", [_short(p, sex=p.sex) for p in FIVE], {"header": 1})
def the_sex_in_brackets_behind_the_name(path: Path) -> None:
    rows: list[tuple[object, ...]] = [("No", "Nama (L/P)", "NIK")]
    xlsx(path, ("Data", [*rows, *((n, f"{p.name} ({p.sex})", p.nik) for n, p in enumerate(FIVE, 1))]))


@case("alamat_garis_hp.xlsx", [_short(p, address=p.address, phone=p.phone) for p in FIVE], {"header": 1})
def address_and_telephone(path: Path) -> None:
    _sheet(path, "Alamat / No HP", lambda p: f"{p.address} / {p.phone}")


@case("pekerjaan_alamat.xlsx", [_short(p, address=p.address, occupation=p.job) for p in FIVE], {"header": 1})
def trade_and_address(path: Path) -> None:
    _sheet(path, "Pekerjaan/Alamat", lambda p: f"{p.job}/{p.address}")


@case("kelamin_umur.xlsx", [_short(p, sex=p.sex) for p in FIVE], {"header": 1})
def sex_and_age(path: Path) -> None:
    _sheet(path, "JK/Umur", lambda p: f"{p.sex}/46")


@case("desa_kecamatan.xlsx", [_short(p, village="Aie Amo") for p in FIVE], {"header": 1})
def village_and_district(path: Path) -> None:
    _sheet(path, "Desa/Kec", lambda _: "Aie Amo / Koto VII")


@case("lahir_umur.xlsx", [_short(p, birth_date=p.born.isoformat()) for p in FIVE], {"header": 1})
def an_age_behind_the_birth_date(path: Path) -> None:
    _sheet(path, "Tgl Lahir/ Umur", lambda p: f"{p.dmy()} / 46")


@case(
    "tanggal_lalu_tempat.xlsx",
    [_short(p, birth_date=p.born.isoformat(), birth_place=p.place) for p in FIVE],
    {"header": 1},
)
def the_place_behind_the_date_of_birth(path: Path) -> None:
    _sheet(path, "Tanggal & Tempat Lahir", lambda p: f"{p.dmy()}, {p.place}")


@case(
    "tanggal_dalam_kurung.xlsx",
    [_short(p, birth_date=p.born.isoformat(), birth_place=p.place) for p in FIVE],
    {"header": 1},
)
def the_date_of_birth_in_brackets(path: Path) -> None:
    _sheet(path, "TTL", lambda p: f"{p.place} ({p.dmy()})")
