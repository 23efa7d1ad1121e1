"""A file as it comes in: what it really is, and whether it is safe to open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from payung.errors import Place, UnusableInput
from payung.language import Text

Kind = Literal["xlsx", "xls", "ods", "html", "text"]
MEGABYTE = 1024 * 1024
MAX_BYTES = 200 * MEGABYTE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEND_SAVE = Text(
    "Buka berkas itu di Excel atau LibreOffice, simpan sebagai .xlsx, lalu kirim lagi",
    "Open it in Excel or LibreOffice, save it as .xlsx, and send it again",
)
_OTHERS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("Berkas ini PDF, bukan lembar kerja", "This file is a PDF, not a spreadsheet")),
    (b"\x89PNG", Text("Berkas ini gambar, bukan lembar kerja", "This file is a picture, not a spreadsheet")),
    (b"\xff\xd8\xff", Text("Berkas ini foto, bukan lembar kerja", "This file is a photo, not a spreadsheet")),
    (b"Rar!", Text("Berkas ini arsip RAR", "This file is a RAR archive")),
    (b"7z\xbc\xaf", Text("Berkas ini arsip 7z", "This file is a 7z archive")),
    (b"\x1f\x8b", Text("Berkas ini arsip gzip", "This file is a gzip archive")),
    (b"{\\rtf", Text("Berkas ini dokumen RTF", "This file is an RTF document")),
    (b"PAR1", Text("Berkas ini Parquet, bukan daftar usulan", "This file is Parquet, not a proposal list")),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the name by which people know it (an upload is often stored under another)."""

    path: Path
    name: str = ""

    @property
    def shown(self) -> str:
        return self.name or self.path.name

    def refuse(self, what: Text, mend: Text, sheet: str | None = None) -> UnusableInput:
        return UnusableInput(what, mend, Place(file=self.shown, sheet=sheet))


def examine(source: Source) -> Kind | Literal["zip"]:
    """What the file is by its content, whatever it is called; ``zip`` where only a look inside the archive can
    say more. Raises ``UnusableInput`` for what cannot be read."""
    try:
        size = source.path.stat().st_size
    except OSError as error:
        raise source.refuse(
            Text(
                "Berkas tidak ditemukan atau tidak dapat dibuka", "The file is not there or cannot be opened"
            ),
            Text("Periksa nama dan letaknya", "Check its name and place"),
        ) from error
    if source.path.is_dir():
        raise source.refuse(
            Text("Ini folder, bukan berkas", "This is a folder, not a file"),
            Text("Sebutkan berkas di dalamnya", "Name the files inside it"),
        )
    if size == 0:
        raise source.refuse(
            Text("Berkas kosong (0 bita)", "The file is empty (0 bytes)"),
            Text("Kirim ulang berkasnya", "Send the file again"),
        )
    if size > MAX_BYTES:
        raise source.refuse(
            Text(
                f"Berkas {size // MEGABYTE} MB, melebihi batas {MAX_BYTES // MEGABYTE} MB",
                f"The file has {size // MEGABYTE} MB, more than the limit of {MAX_BYTES // MEGABYTE} MB",
            ),
            Text(
                "Bagi menjadi beberapa berkas, misalnya satu per kecamatan",
                "Split it, for example by district",
            ),
        )
    with source.path.open("rb") as stream:
        head = stream.read(4096)
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise source.refuse(
                what, Text("Kirim .xlsx, .xls, .ods atau .csv", "Send .xlsx, .xls, .ods or .csv")
            )
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(_OLE):
        return _compound(source)
    return _plain(source, head)


def _plain(source: Source, head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|table|head|meta|body|style|div|center)\b", start):
        return "html"
    if start.startswith(b"<"):
        if b"<html" in start:
            return "html"
        raise source.refuse(
            Text("Berkas XML, bukan lembar kerja", "An XML file, not a spreadsheet"), MEND_SAVE
        )
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(head)
    if not wide and sum(byte < 9 or 13 < byte < 27 for byte in head) > len(head) // 200:
        raise source.refuse(
            Text("Jenis berkas tidak dikenal", "The kind of file is not known"),
            Text("Kirim .xlsx, .xls, .ods atau .csv", "Send .xlsx, .xls, .ods or .csv"),
        )
    return "text"


def _looks_wide(head: bytes) -> bool:
    """UTF-16 without its mark: nearly every second byte of Latin text is zero."""
    half = len(head) // 2
    return half > 1 and (head[1::2].count(0) > 0.8 * half or head[0::2].count(0) > 0.8 * half)


def _compound(source: Source) -> Kind:
    data = source.path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(source)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise source.refuse(
        Text("Berkas Office ini bukan lembar kerja Excel", "This Office file is not an Excel workbook"),
        MEND_SAVE,
    )


def locked(source: Source) -> UnusableInput:
    return source.refuse(
        Text("Berkas dikunci kata sandi", "The file is protected by a password"),
        Text(
            "Buka kuncinya di Excel, simpan tanpa kata sandi, lalu kirim lagi",
            "Save it without a password and send it again",
        ),
    )


def damaged(source: Source, sheet: str | None = None) -> UnusableInput:
    return source.refuse(
        Text("Berkas rusak atau terpotong", "The file is damaged or cut off"), MEND_SAVE, sheet
    )


def column_index(letters: str) -> int:
    """The number of a column from 1.

    >>> column_index("A"), column_index("AB")
    (1, 28)
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index


def column_letters(index: int) -> str:
    """The letters of a column counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
