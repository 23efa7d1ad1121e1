"""A file as it comes in: what it really is, and whether it is safe to open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from payung.errors import Place, UnusableInput
from payung.language import Text

Kind = Literal["xlsx", "xls", "ods", "html", "xml", "parquet", "text"]
MEGABYTE = 1024 * 1024
MAX_BYTES = 200 * MEGABYTE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEND_SAVE = Text(
    "Buka berkas itu di Excel atau LibreOffice, simpan sebagai .xlsx, lalu kirim lagi",
    "Open it in Excel or LibreOffice, save it as .xlsx, and send it again",
)
_MEND_KIND = Text("Kirim .xlsx, .xls, .ods atau .csv", "Send .xlsx, .xls, .ods or .csv")
# What a compound file of old Office programs is, by the name of its main stream.
_COMPOUND: tuple[tuple[str, Text], ...] = (
    (
        "WordDocument",
        Text(
            "Berkas ini dokumen Word, bukan lembar kerja", "This file is a Word document, not a spreadsheet"
        ),
    ),
    (
        "PowerPoint Document",
        Text(
            "Berkas ini presentasi PowerPoint, bukan lembar kerja",
            "This file is a PowerPoint presentation, not a spreadsheet",
        ),
    ),
    (
        "__nameid_version",
        Text(
            "Berkas ini surel Outlook, bukan lembar kerja",
            "This file is an Outlook message, not a spreadsheet",
        ),
    ),
)
_OTHERS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("Berkas ini PDF, bukan lembar kerja", "This file is a PDF, not a spreadsheet")),
    (b"\x89PNG", Text("Berkas ini gambar, bukan lembar kerja", "This file is a picture, not a spreadsheet")),
    (b"\xff\xd8\xff", Text("Berkas ini foto, bukan lembar kerja", "This file is a photo, not a spreadsheet")),
    (b"Rar!", Text("Berkas ini arsip RAR", "This file is a RAR archive")),
    (b"7z\xbc\xaf", Text("Berkas ini arsip 7z", "This file is a 7z archive")),
    (b"\x1f\x8b", Text("Berkas ini arsip gzip", "This file is a gzip archive")),
    (b"{\\rtf", Text("Berkas ini dokumen RTF", "This file is an RTF document")),
    (b"GIF8", Text("Berkas ini gambar, bukan lembar kerja", "This file is a picture, not a spreadsheet")),
    (b"II*\0", Text("Berkas ini gambar pindaian (TIFF)", "This file is a scanned picture (TIFF)")),
    (b"MM\0*", Text("Berkas ini gambar pindaian (TIFF)", "This file is a scanned picture (TIFF)")),
    (b"\0\1\0\0Standard", Text("Berkas ini basis data Access", "This file is an Access database")),
    (b"SQLite format 3", Text("Berkas ini basis data SQLite", "This file is a SQLite database")),
    (b"ID;P", Text("Berkas ini SYLK (.slk)", "This is a SYLK file (.slk)")),
    (b"TABLE\r\n0,1", Text("Berkas ini DIF (.dif)", "This is a DIF file (.dif)")),
    (b"TABLE\n0,1", Text("Berkas ini DIF (.dif)", "This is a DIF file (.dif)")),
    (b"PARE", Text("Berkas Parquet ini terenkripsi", "This Parquet file is encrypted")),
)
_OPENED_BY_EXCEL = (b"ID;P", b"TABLE\r\n0,1", b"TABLE\n0,1")


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
            raise source.refuse(what, MEND_SAVE if magic in _OPENED_BY_EXCEL else _MEND_KIND)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(_OLE):
        return _compound(source)
    return _plain(source, head)


def _plain(source: Source, head: bytes) -> Kind:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or bool(wide_without_mark(head))
    start = (head.replace(b"\0", b"") if wide else head).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|table|head|meta|body|style|div|center)\b", start):
        return "html"
    if start.startswith(b"mime-version:") and b"multipart/related" in start:
        return "html"
    if start.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<html" not in start:
            return "xml"
        if b"<html" in start or b"<table" in start:
            return "html"
        raise source.refuse(
            Text("Berkas XML, bukan lembar kerja", "An XML file, not a spreadsheet"), MEND_SAVE
        )
    held = head if wide else head.replace(b"\0", b"")  # zeros that a program left are no sign against a text
    if not held or (not wide and sum(byte < 9 or 13 < byte < 27 for byte in held) > len(held) // 200):
        raise source.refuse(Text("Jenis berkas tidak dikenal", "The kind of file is not known"), _MEND_KIND)
    return "text"


def wide_without_mark(head: bytes) -> str:
    """UTF-16 without its mark: nearly every second byte of Latin text is zero, and none of the others."""
    half = len(head) // 2
    first, second = head[0::2].count(0), head[1::2].count(0)
    if half < 2 or min(first, second) > 0.1 * half:
        return ""
    return "utf-16-le" if second > 0.8 * half else "utf-16-be" if first > 0.8 * half else ""


def _compound(source: Source) -> Kind:
    data = source.path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(source)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    for stream, what in _COMPOUND:
        if stream.encode("utf-16-le") in data:
            raise source.refuse(what, _MEND_KIND)
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
