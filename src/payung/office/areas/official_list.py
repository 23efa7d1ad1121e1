"""The official list of areas as CSV: provinces, regencies, districts and villages, one file for each level.

The shape is that of the npm package ``idn-area-data``: ``code,name`` and, below the provinces, the code of the
parent. Codes may be written with dots (13.03.04.2001) or without (1303042001).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from payung.errors import Place, UnusableInput
from payung.language import Text

# Digits of a code at each level, and how they group.
_GROUPS = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}


class AreaRow(NamedTuple):
    """An area as the list has it; ``place`` is where, for messages."""

    code: str
    name: str
    place: Place = Place()


def dotted(digits: str) -> str | None:
    """1303042001 and 13.03.04.2001 as 13.03.04.2001; None where it is no code.

    >>> dotted("1303042001"), dotted("13.03"), dotted("130")
    ('13.03.04.2001', '13.03', None)
    """
    plain = digits.strip().replace(".", "")
    groups = _GROUPS.get(len(plain))
    if groups is None or not plain.isascii() or not plain.isdigit():
        return None
    parts, start = [], 0
    for size in groups:
        parts.append(plain[start : start + size])
        start += size
    code = ".".join(parts)
    return code if digits.strip() in (plain, code) else None


def read_files(paths: Iterable[str | Path]) -> Iterator[AreaRow]:
    """Every area of these files. Raises UnusableInput naming file, row and column."""
    for path in paths:
        try:
            with open(path, encoding="utf-8-sig", newline="") as stream:
                yield from _read(stream, str(path))
        except OSError as error:
            raise UnusableInput(
                Text("Berkas wilayah tidak dapat dibuka", "The file of areas cannot be opened"),
                Text("Periksa nama dan letak berkas", "Check the file's name and place"),
                Place(file=str(path)),
            ) from error
        except UnicodeDecodeError as error:
            raise UnusableInput(
                Text("Berkas wilayah bukan CSV berhuruf UTF-8", "The file of areas is no CSV in UTF-8"),
                Text(
                    "Pakai provinces.csv, regencies.csv, districts.csv, dan villages.csv dari daftar resmi",
                    "Use provinces.csv, regencies.csv, districts.csv and villages.csv of the official list",
                ),
                Place(file=str(path)),
            ) from error


def packaged_files() -> list[Path]:
    """The lists that come with Payung: the country down to regencies, and the regions of the demonstration."""
    folder = files("payung.identity") / "data" / "areas"
    return sorted(Path(str(item)) for item in folder.iterdir() if item.name.endswith(".csv"))


def _read(stream: Iterable[str], file: str) -> Iterator[AreaRow]:
    reader = csv.DictReader(stream)
    if not {"code", "name"} <= set(reader.fieldnames or ()):
        raise UnusableInput(
            Text("Kolom “code” dan “name” tidak ada", "The columns “code” and “name” are missing"),
            Text(
                "Baris pertama harus memuat nama kolom: code, name",
                "The first line must hold the names of the columns: code, name",
            ),
            Place(file=file),
        )
    for row in reader:
        place = Place(file=file, row=reader.line_num)
        code = dotted(row["code"] or "")
        if code is None:
            raise UnusableInput(
                Text(f"“{row['code']}” bukan kode wilayah", f"“{row['code']}” is no code of an area"),
                Text(
                    "Tulis kode Kemendagri, misalnya 13.03.04.2001",
                    "Write the Kemendagri code, such as 13.03.04.2001",
                ),
                Place(file=file, row=reader.line_num, column="code"),
            )
        name = (row["name"] or "").strip()
        if not name:
            raise UnusableInput(
                Text(f"Wilayah {code} tidak bernama", f"Area {code} has no name"),
                Text("Isi kolom name", "Fill the column name"),
                Place(file=file, row=reader.line_num, column="name"),
            )
        yield AreaRow(code, name, place)
