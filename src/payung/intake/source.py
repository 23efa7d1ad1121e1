"""A file as it comes in: what it really is, and whether it is safe to open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from payung.errors import Place, UnusableInput
from payung.intake import compound, foreign
from payung.intake.foreign import Foreign
from payung.language import Text

Kind = Literal["xlsx", "xls", "biff", "ods", "html", "xml", "parquet", "text"]
MEGABYTE = 1024 * 1024
MAX_BYTES = 200 * MEGABYTE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEND_SAVE = foreign.SAVE
# A workbook of Excel 2 to 5 without a container: the record that begins it, and what of it follows.
_BARE_RECORDS = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\0..(?:\x10\0|\x05\0|\0\x01)", re.DOTALL)
# The record that says an old workbook is locked, right behind the one that begins it.
_LOCKED_RECORDS = re.compile(
    rb"\x09\x08(?:\x08\0.\x05\x05\0.{4}|\x10\0.\x06\x05\0.{12})(?:\x86\0\0\0)?\x2f\0[\x04-\xff]\0", re.DOTALL
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

    def is_no_list(self, other: Foreign) -> UnusableInput:
        return self.refuse(other.what, other.mend)


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
    if (other := foreign.told(head, source.shown.rsplit("/", 1)[-1])) is not None:
        raise source.is_no_list(other)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(_OLE):
        return _compound(source)
    if _BARE_RECORDS.match(head):
        return "biff"
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
        if re.match(rb"<(br|b|p|font)\b", start):  # warnings of a web application above what it wrote
            if b"fatal error" in start:
                raise source.is_no_list(foreign.PAGE)
            return "text"
        raise source.refuse(
            Text("Berkas XML, bukan lembar kerja", "An XML file, not a spreadsheet"), MEND_SAVE
        )
    held = head if wide else head.replace(b"\0", b"")  # zeros that a program left are no sign against a text
    if not held or (not wide and sum(byte < 9 or 13 < byte < 27 for byte in held) > len(held) // 200):
        raise source.is_no_list(foreign.UNKNOWN)
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
    if "EncryptedPackage".encode("utf-16-le") in data or _LOCKED_RECORDS.search(data):
        raise locked(source)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        if not compound.is_safe(data):
            raise damaged(source)
        return "xls"
    for stream, other in foreign.IN_COMPOUND:
        if stream.encode("utf-16-le") in data:
            raise source.is_no_list(other)
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
