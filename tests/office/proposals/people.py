"""Synthetic people and the files that offices make of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import xlsxwriter

HEADINGS = (
    "No",
    "NIK",
    "Nama Lengkap",
    "Tempat Lahir",
    "Tanggal Lahir",
    "L/P",
    "Alamat",
    "Desa",
    "Pekerjaan",
)
_FIRST = [
    "Andi",
    "Budi",
    "Cahyo",
    "Dedi",
    "Eko",
    "Fajar",
    "Gilang",
    "Hendra",
    "Irwan",
    "Joko",
    "Kurnia",
    "Lutfi",
    "Mamat",
    "Nanang",
    "Oki",
    "Purnomo",
    "Rahmat",
    "Slamet",
]
_LAST = [
    "Saputra",
    "Wijaya",
    "Santoso",
    "Pratama",
    "Hidayat",
    "Nugroho",
    "Setiawan",
    "Kusuma",
    "Siregar",
    "Lubis",
    "Chaniago",
    "Piliang",
    "Sikumbang",
]


def born(number: int) -> date:
    """Between 1963 and 1996: neither too young nor too old for anything."""
    return date(1963, 1, 1) + timedelta(days=number * 7919 % 12_400)


def nik(number: int) -> str:
    """A well-formed NIK of a man of Sijunjung."""
    return f"130304{born(number):%d%m%y}{number % 9999 + 1:04}"


def name(number: int) -> str:
    first, middle, last = number % len(_FIRST), number // 5 % len(_LAST), number // 61 % len(_LAST)
    return (
        f"{_FIRST[first]} {_LAST[middle]} {_LAST[last]}"
        if middle != last
        else f"{_FIRST[first]} {_LAST[middle]}"
    )


def line(number: int, **changes: str) -> dict[str, str]:
    """One proposed man, farm labourer of Muaro, as a list writes him."""
    person = {
        "No": str(number),
        "NIK": nik(number),
        "Nama Lengkap": name(number),
        "Tempat Lahir": "Sijunjung",
        "Tanggal Lahir": f"{born(number):%d-%m-%Y}",
        "L/P": "L",
        "Alamat": f"Jorong {number}",
        "Desa": "Muaro",
        "Pekerjaan": "buruh tani",
    }
    return person | changes


def workbook(
    lines: Iterable[dict[str, str]],
    *,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    only: bool = False,
) -> bytes:
    """An .xlsx with lines of title above the heading and lines (totals, notes) below the people; ``only``: with no
    other columns than those of the lines."""
    buffer = io.BytesIO()
    lines = list(lines)
    headings = list(dict.fromkeys([*(() if only else HEADINGS), *(key for each in lines for key in each)]))
    with xlsxwriter.Workbook(buffer, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("Usulan")
        row = 0
        for text in above:
            page.write_string(row, 0, text)
            row += 1
        page.write_row(row, 0, headings)
        for each in lines:
            row += 1
            for at, heading in enumerate(headings):
                page.write_string(row, at, each.get(heading, ""))
        for text in below:
            row += 1
            page.write_string(row, 0, text)
    return buffer.getvalue()


def registry(numbers: Iterable[int], *, decile: int = 2) -> bytes:
    """A social registry as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["nik", "name", "birth_date", "sex", "kk", "village_code", "decile"])
    for number in numbers:
        digits = nik(number)
        writer.writerow([digits, name(number), f"{born(number)}", "L", "", "13.03.04.2001", decile])
    return buffer.getvalue().encode()
