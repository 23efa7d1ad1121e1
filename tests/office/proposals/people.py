"""Synthetic people and the files that offices make of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

HEADINGS = ("No", "NIK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "L/P", "Alamat", "Desa", "Pekerjaan")
_FIRST = "Andi Budi Cahyo Dedi Eko Fajar Gilang Hendra Irwan Joko Kurnia Lutfi Mamat Nanang Oki Purnomo Rahmat Slamet".split()
_LAST = "Saputra Wijaya Santoso Pratama Hidayat Nugroho Setiawan Kusuma Siregar Lubis Chaniago Piliang Sikumbang".split()


def nik(number: int, born: date = date(1980, 5, 12)) -> str:
    """A well-formed NIK of a man of Sijunjung; ``number`` 1 to 9999 is the serial, beyond it another birthday."""
    day, serial = divmod(number - 1, 9999)
    born = date(born.year, born.month, min(28, born.day + day % 16))
    return f"130304{born:%d%m%y}{serial + 1:04}"


def name(number: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[(number // 7) % len(_LAST)]}"


def line(number: int, **changes: str) -> dict[str, str]:
    """One proposed man, born 12 May 1980, farm labourer of Muaro, as a list writes him."""
    person = {
        "No": str(number),
        "NIK": nik(number),
        "Nama Lengkap": name(number),
        "Tempat Lahir": "Sijunjung",
        "Tanggal Lahir": f"{nik(number)[6:8]}-05-1980",
        "L/P": "L",
        "Alamat": f"Jorong {number}",
        "Desa": "Muaro",
        "Pekerjaan": "buruh tani",
    }
    return person | changes


def workbook(lines: Iterable[dict[str, str]], *, above: Sequence[str] = (), below: Sequence[str] = ()) -> bytes:
    """An .xlsx with lines of title above the heading and lines (totals, notes) below the people."""
    buffer = io.BytesIO()
    lines = list(lines)
    headings = list(dict.fromkeys([*HEADINGS, *(key for each in lines for key in each)]))
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
        writer.writerow([digits, name(number), f"1980-05-{digits[6:8]}", "L", "", "13.03.04.2001", decile])
    return buffer.getvalue().encode()
