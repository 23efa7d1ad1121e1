"""People on three lines and more, or on several lines of one cell; and what else stands below a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from intake.people import Someone, people
from intake.writers import Row, case, text, xlsx

FIVE = people(5)


def _each(first: int, step: int, **fields: Callable[[Someone], str]) -> list[dict[str, object]]:
    """What is expected of the five: the row of each, NIK, name, and the fields told."""
    return [
        {
            "row": first + step * n,
            "nik": p.nik,
            "name": p.name,
            **{name: of(p) for name, of in fields.items()},
        }
        for n, p in enumerate(FIVE)
    ]


def _stack(heading: Sequence[str], lines: Callable[[int, Someone], Sequence[Row]]) -> list[Row]:
    return [heading, *(line for n, p in enumerate(FIVE, 1) for line in lines(n, p))]


def _kk(p: Someone) -> str:
    return p.kk


def _phone(p: Someone) -> str:
    return p.phone


def _born(p: Someone) -> str:
    return p.born.isoformat()


@case(
    "three_lines.xlsx",
    _each(2, 3, kk=_kk, birth_date=_born, address=lambda p: f"{p.address} RT 02 RW 01"),
    {"header": 1, "note": 10},
)
def name_nik_and_card_in_one_column(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "Nama / NIK / No KK", "Tempat, Tgl Lahir", "Alamat"), lambda n, p: [
        (n, p.name, f"{p.place}, {p.dmy()}", p.address), ("", p.nik, "", "RT 02 RW 01"), ("", p.kk)])))  # fmt: skip


@case(
    "three_headings.xlsx",
    _each(
        4,
        3,
        kk=_kk,
        birth_date=_born,
        sex=lambda p: p.sex,
        birth_place=lambda p: p.place,
        occupation=lambda p: p.job,
        address=lambda p: f"{p.address} RT/RW 002/001",
    ),
    {"header": 3, "note": 10},
)
def a_row_of_the_heading_for_each_line(path: Path) -> None:
    rows = _stack(("No", "Nama", "Tempat Lahir", "Alamat"), lambda n, p: [
        (n, p.name, p.place, p.address), ("", p.nik, p.dmy(), "002/001"), ("", p.kk, p.sex, p.job)])  # fmt: skip
    rows[1:1] = [("", "NIK", "Tgl Lahir", "RT/RW"), ("", "No. KK", "L/P", "Pekerjaan")]
    xlsx(path, ("Data", rows))


@case("card_first.xlsx", _each(2, 3, kk=_kk, sex=lambda p: p.sex), {"header": 1, "note": 10})
def card_nik_and_name_from_the_top(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "No. KK / NIK / Nama", "Alamat", "L/P"), lambda n, p: [
        (n, p.kk, p.address, p.sex), ("", p.nik), ("", p.name)])))  # fmt: skip


@case("nik_card_name.csv", _each(2, 3, kk=_kk), {"header": 1, "note": 10})
def nik_card_and_name_without_a_running_number(path: Path) -> None:
    text(path, _stack(("NIK / KK / Nama", "Alamat"), lambda n, p: [
        (p.nik, p.address), (p.kk, ""), (p.name, "")]), ";", "utf-8")  # fmt: skip


@case(
    "lines_lacking.xlsx",
    [
        {"nik": FIVE[0].nik, "kk": FIVE[0].kk},
        {"nik": FIVE[1].nik, "kk": "", "name": FIVE[1].name},
        {"nik": FIVE[2].nik, "kk": FIVE[2].kk},
        {"nik": "", "kk": FIVE[3].kk, "name": FIVE[3].name, "problems": "nik.missing;birthdate.missing"},
        {"nik": FIVE[4].nik, "kk": FIVE[4].kk, "address": FIVE[4].address},
    ],
    {"header": 1, "note": 10, "total": 1},
)
def a_card_alone_is_nobodys_nik_and_signatures_are_nobodys_lines(path: Path) -> None:
    rows = _stack(("No", "Nama / NIK / KK", "Alamat"), lambda n, p: [
        (n, p.name, p.address),
        *([("", p.nik, "")] if n != 4 else []),
        *([("", p.kk, "")] if n != 2 else [])])  # fmt: skip
    rows += [("JUMLAH", "5 orang"), ("", "", "Wali Nagari"), ("", "", "SYAFRIL")]
    xlsx(path, ("Data", rows))


@case(
    "phone_below.xlsx",
    _each(2, 2, phone=_phone, address=lambda p: f"{p.address} RT 02 RW 01"),
    {"header": 1, "note": 5},
)
def a_telephone_below_the_name(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "Nama", "NIK", "Alamat"), lambda n, p: [
        (n, p.name, p.nik, p.address), ("", p.phone, "", "RT 02 RW 01")])))  # fmt: skip


@case(
    "phone_of_some.xlsx",
    _each(2, 3, phone=_phone)[:1] + _each(2, 3)[1:],
    {"header": 1, "note": 9, "title": 1},
)
def a_telephone_on_the_third_line_of_some(path: Path) -> None:
    rows = _stack(("No", "Nama / NIK", "Alamat"), lambda n, p: [
        (n, p.name, p.address), ("", p.nik, "RT 02 RW 01"), ("", p.phone) if n in (1, 2, 4, 5) else ("Desa : X",)])  # fmt: skip
    xlsx(path, ("Data", rows))


@case(
    "address_below.xlsx",
    _each(2, 2, address=lambda p: p.address, occupation=lambda p: p.job),
    {"header": 1, "note": 5},
)
def the_address_below_the_name(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "Nama dan Alamat", "NIK", "Pekerjaan"), lambda n, p: [
        (n, p.name, p.nik, p.job), ("", p.address)])))  # fmt: skip


@case(
    "birth_below.xlsx", _each(2, 2, birth_date=_born, birth_place=lambda p: p.place), {"header": 1, "note": 7}
)
def place_and_date_of_birth_below_the_name(path: Path) -> None:
    """The place and date above the signatures are nobody's birth."""
    rows = _stack(("No", "Nama", "NIK"), lambda n, p: [(n, p.name, p.nik), ("", f"{p.place}, {p.dmy()}")])
    xlsx(path, ("Data", [*rows, (), ("", "Sijunjung, 12 Mei 2026"), ("", "SYAFRIL")]))


@case("labelled_lines.xlsx", _each(2, 3, kk=_kk, occupation=lambda p: p.job), {"header": 1, "note": 10})
def lines_that_name_what_they_say(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "Identitas", "Pekerjaan"), lambda n, p: [
        (n, f"Nama : {p.name}", p.job), ("", f"NIK : {p.nik}"), ("", f"KK : {p.kk}")])))  # fmt: skip


@case("lines_in_cells.xlsx", _each(2, 1, kk=_kk, birth_date=_born), {"header": 1})
def several_lines_in_one_cell(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "Nama\nNIK\nNo. KK", "Tempat\nTgl Lahir"), lambda n, p: [
        (n, f"{p.name}\n{p.nik}\n{p.kk}", f"{p.place}\n{p.dmy()}")])))  # fmt: skip


@case("labels_in_cells.xlsx", _each(2, 1, phone=_phone, address=lambda p: p.address), {"header": 1})
def several_labelled_lines_in_one_cell(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "Identitas", "Alamat"), lambda n, p: [
        (n, f"Nama: {p.name}\nNIK: {p.nik}\nHP: {p.phone}", p.address)])))  # fmt: skip


@case("lines_unheaded.xlsx", _each(3, 2), {"title": 1, "note": 7})
def name_and_nik_without_any_heading(path: Path) -> None:
    rows: list[Row] = [("DAFTAR PENERIMA",), ()]
    rows += [row for n, p in enumerate(FIVE, 1) for row in ((f"{n}. {p.name}",), (p.nik,))]
    xlsx(path, ("Data", [*rows, (), ("Wali Nagari",), ("SYAFRIL",)]))


@case(
    "patronyms.xlsx",
    [{"nik": p.nik, "name": f"{p.name} binti Ahmad", "address": f"{p.address} RT 01"} for p in FIVE],
    {"header": 1, "note": 5},
)
def the_fathers_name_below_ones_own(path: Path) -> None:
    xlsx(path, ("Data", _stack(("No", "Nama", "NIK", "Alamat"), lambda n, p: [
        (n, p.name, p.nik, p.address), ("", "binti Ahmad", "", "RT 01")])))  # fmt: skip


@case(
    "parts_like_addresses.xlsx",
    [{"nik": p.nik, "address": f"JORONG KE-{n}"} for n, p in enumerate(FIVE, 1)],
    {"header": 1, "note": 5},
)
def parts_of_the_list_are_no_second_lines_of_those_above(path: Path) -> None:
    xlsx(
        path,
        ("Data", _stack(("No", "Nama", "NIK"), lambda n, p: [("", f"JORONG KE-{n}"), (n, p.name, p.nik)])),
    )
