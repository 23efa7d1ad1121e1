"""A file as it comes in: what it really is, and whether it is safe to open."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from payung.errors import Place, UnusableInput
from payung.language import Text

Kind = Literal["xlsx", "xls", "ods", "html", "text"]
MEGABYTE = 1024 * 1024
MAX_BYTES = 200 * MEGABYTE
MAX_EXPANDED = 2048 * MEGABYTE  # a million rows of fifteen columns are about 1 GB of XML
_MAX_PARTS = 5_000
_MAX_RATIO = 400  # honest sheets reach 60; a bomb 1,000 and more
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)><f[^>]*(?:/>|>([^<]*)</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_MEND_SAVE = Text(
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


# Sheet's part inside the archive -> {(row, column), both from 0: the formula that was never computed}
Uncomputed = dict[str, dict[tuple[int, int], str]]


def examine(source: Source) -> tuple[Kind, Uncomputed]:
    """What the file is by its content, whatever it is called. Raises ``UnusableInput`` for what cannot be read."""
    try:
        size = source.path.stat().st_size
    except OSError as error:
        raise source.refuse(
            Text("Berkas tidak ditemukan atau tidak dapat dibuka", "The file is not there or cannot be opened"),
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
            Text("Bagi menjadi beberapa berkas, misalnya satu per kecamatan", "Split it, for example by district"),
        )
    with source.path.open("rb") as stream:
        head = stream.read(4096)
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise source.refuse(what, Text("Kirim .xlsx, .xls, .ods atau .csv", "Send .xlsx, .xls, .ods or .csv"))
    if head.startswith(b"PK"):
        return _archive(source)
    if head.startswith(_OLE):
        return _compound(source), {}
    return _plain(source, head), {}


def _plain(source: Source, head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|table|head|meta|body|style|div|center)\b", start):
        return "html"
    if start.startswith(b"<?xml") or start.startswith(b"<"):
        if b"<html" in start:
            return "html"
        raise source.refuse(Text("Berkas XML, bukan lembar kerja", "An XML file, not a spreadsheet"), _MEND_SAVE)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(head)
    if not wide and head.count(0) > len(head) // 100:
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
        Text("Berkas Office ini bukan lembar kerja Excel", "This Office file is not an Excel workbook"), _MEND_SAVE
    )


def locked(source: Source) -> UnusableInput:
    return source.refuse(
        Text("Berkas dikunci kata sandi", "The file is protected by a password"),
        Text("Buka kuncinya di Excel, simpan tanpa kata sandi, lalu kirim lagi", "Save it without a password and send it again"),
    )


def damaged(source: Source, sheet: str | None = None) -> UnusableInput:
    return source.refuse(Text("Berkas rusak atau terpotong", "The file is damaged or cut off"), _MEND_SAVE, sheet)


def _archive(source: Source) -> tuple[Kind, Uncomputed]:
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _check_declared(source, parts)
            kind = _office_kind(source, archive, names)
            return kind, _inflate(source, archive, parts, kind)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError) as error:
        raise damaged(source) from error


def _check_declared(source: Source, parts: list[zipfile.ZipInfo]) -> None:
    expanded = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > _MAX_PARTS or expanded > MAX_EXPANDED or expanded > max(64 * MEGABYTE, _MAX_RATIO * packed):
        raise _bomb(source)


def _bomb(source: Source) -> UnusableInput:
    return source.refuse(
        Text("Isi berkas mengembang jauh melebihi batas", "The file expands far beyond the limit"),
        Text(
            "Salin baris datanya saja ke buku kerja baru, atau bagi menjadi beberapa berkas",
            "Copy only the rows of data to a new workbook, or split it",
        ),
    )


def _office_kind(source: Source, archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise locked(source)
        return "ods"
    raise source.refuse(
        Text("Arsip ini bukan lembar kerja (mungkin Word atau ZIP)", "This archive is not a spreadsheet (Word or ZIP perhaps)"),
        Text("Kirim .xlsx, .xls, .ods atau .csv di dalamnya", "Send the .xlsx, .xls, .ods or .csv itself"),
    )


def _inflate(source: Source, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: Kind) -> Uncomputed:
    """Unpack every XML part once, in pieces, counting: the sizes that an archive declares may lie. On the way,
    find document types (which could define entities without end) and formulas without a value."""
    left = MAX_EXPANDED
    uncomputed: Uncomputed = {}
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        formulas: dict[tuple[int, int], str] = {}
        tail, first = b"", True
        for piece in _pieces(source, archive, part):
            left -= len(piece)
            if left < 0:
                raise _bomb(source)
            if first and (b"<!DOCTYPE" in piece[:4096] or b"<!ENTITY" in piece[:4096]):
                raise source.refuse(
                    Text("Berkas memuat definisi XML yang tidak aman", "The file holds an unsafe XML definition"), _MEND_SAVE
                )
            first = False
            if kind == "xlsx" and part.filename.startswith("xl/worksheets/"):
                tail = _scan_formulas(tail + piece, formulas)
        if formulas:
            uncomputed[part.filename] = formulas
    return uncomputed


def _pieces(source: Source, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes as they really unpack, not cut at the declared size."""
    if part.flag_bits & 0x1:
        raise locked(source)
    with source.path.open("rb") as stream:
        stream.seek(part.header_offset)
        header = stream.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise damaged(source)
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        stream.seek(name_length + extra_length, 1)
        left = part.compress_size
        unpacker = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
        if unpacker is None and part.compress_type != zipfile.ZIP_STORED:
            raise damaged(source)
        while left > 0 and (chunk := stream.read(min(left, MEGABYTE // 4))):
            left -= len(chunk)
            while chunk:
                if unpacker is None:
                    yield chunk
                    break
                yield unpacker.decompress(chunk, 4 * MEGABYTE)
                chunk = unpacker.unconsumed_tail


def _scan_formulas(data: bytes, formulas: dict[tuple[int, int], str]) -> bytes:
    """Note the formulas whose value is missing; returns what the next piece must begin with."""
    if b"<f" in data:
        for found in _FORMULA.finditer(data):
            column, row, attributes, formula = found.groups()
            if b't="str"' in attributes:  # computed, and the result is an empty text
                continue
            text = (formula or b"").decode("utf-8", "replace")
            formulas[int(row) - 1, column_index(column.decode()) - 1] = "=" + text
    cut = data.rfind(b"<c ")
    return data[cut:] if 0 <= cut and len(data) - cut < MEGABYTE else data[-200:]


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
