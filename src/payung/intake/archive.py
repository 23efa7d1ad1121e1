"""Workbooks that are ZIP archives (.xlsx, .xlsm, .ods): is it safe to unpack them, and what the library hides."""

from __future__ import annotations

import html
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from payung.errors import UnusableInput
from payung.intake import foreign, struck
from payung.intake.source import MEGABYTE, MEND_SAVE, Kind, Source, column_index, damaged, locked
from payung.language import Text

MAX_EXPANDED = 2048 * MEGABYTE  # a million rows of fifteen columns are about 1 GB of XML
MAX_CELLS = 100_000_000  # of the rectangle that holds a sheet, which is held in memory whole
_MAX_PARTS = 5_000
_MAX_RATIO = 400  # honest sheets reach 60; a bomb 1,000 and more
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)><f[^>]*(?:/>|>([^<]*)</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_HIDDEN = re.compile(rb'<row\b[^>]*\bhidden="1"')
_WIDE = re.compile(rb'<c r="([A-Z]{2,3})\d{1,7}"[^>]*[^/]>')
_LAST = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"[^>]*[^/]>')
# An OpenDocument row or cell that holds something and says it stands there a thousand times or more.
_REPEATED = re.compile(
    rb"<table:table-cell(?=[^>]*office:value-type)(?=[^>]*number-columns-repeated=\"\d{4,}\")"
    rb"|number-rows-repeated=\"\d{4,}\"[^>]*>(?:<table:table-cell[^>]*/>)*<table:table-cell[^>]*office:value-type"
)
_SPANNED = re.compile(rb'number-rows-spanned="(?!1")')
_ARCHIVE = Text(
    "Ini arsip ZIP berisi berkas lain, bukan lembar kerja",
    "This is a ZIP archive of other files, not a spreadsheet",
)
# By a folder inside, or by the type that an OpenDocument states.
_NO_SHEETS = (
    ("word/", foreign.WORD),
    ("ppt/", foreign.SLIDES),
    ("application/vnd.oasis.opendocument.text", foreign.WRITER),
    ("application/vnd.oasis.opendocument.presentation", foreign.SLIDES),
    ("Index/Document.iwa", foreign.NUMBERS),
    ("Index.zip", foreign.NUMBERS),
)
_LISTS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
_NAMED = 3  # so many of the files in an archive are named


@dataclass
class Contents:
    """What an archive is; sheet part -> {(row, column), both from 0: the formula never computed}; sheet part -> how many
    of its rows are hidden; sheet part -> which of its rows are struck out."""

    kind: Kind
    uncomputed: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    hidden_rows: dict[str, int] = field(default_factory=dict)
    struck: dict[str, frozenset[int]] = field(default_factory=dict)
    spans_rows: bool = False  # an OpenDocument with cells over several rows


def look_inside(source: Source) -> Contents:
    """Raises ``UnusableInput`` for an archive that is damaged, locked, unsafe, or no spreadsheet."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _check_declared(source, parts)
            kind = _office_kind(source, archive, names)
            return _inflate(source, archive, parts, kind)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError) as error:
        raise damaged(source) from error


def _check_declared(source: Source, parts: list[zipfile.ZipInfo]) -> None:
    expanded = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if (
        len(parts) > _MAX_PARTS
        or expanded > MAX_EXPANDED
        or expanded > max(64 * MEGABYTE, _MAX_RATIO * packed)
    ):
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
    mimetype = archive.read("mimetype")[:200] if "mimetype" in names else b""
    for sign, other in _NO_SHEETS:
        if mimetype == sign.encode() or _holds(names, sign):
            raise source.is_no_list(other)
    lists = sorted(
        name for name in names if name.lower().endswith(_LISTS) and not name.startswith("__MACOSX")
    )
    held = ", ".join(lists[:_NAMED]) + (", …" if len(lists) > _NAMED else "")
    what = Text(f"{_ARCHIVE.id} ({held})", f"{_ARCHIVE.en} ({held})") if held else _ARCHIVE
    raise source.refuse(what, foreign.UNPACK)


def _holds(names: set[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in names)


def _inflate(source: Source, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: Kind) -> Contents:
    """Unpack every XML part once, in pieces, counting: the sizes that an archive declares may lie. On the way,
    find document types (which could define entities without end) and formulas without a value."""
    left = MAX_EXPANDED
    contents = Contents(kind)
    for part in parts:
        if not part.filename.endswith((".xml", ".rels", ".bin")):
            continue
        scan = _Scan(source, kind, part.filename)
        for piece in _pieces(source, archive, part):
            left -= len(piece)
            if left < 0:
                raise _bomb(source)
            scan.take(piece)
        if scan.hidden_rows:
            contents.hidden_rows[part.filename] = scan.hidden_rows
        contents.spans_rows |= scan.spans_rows
        if scan.formulas:
            contents.uncomputed[part.filename] = scan.formulas
    if kind == "xlsx":
        contents.struck = struck.rows(archive, [part.filename for part in parts])
    return contents


class _Scan:
    """Looks at one XML part as it unpacks, piece by piece."""

    def __init__(self, source: Source, kind: Kind, part: str) -> None:
        self._source, self._first, self._tail = source, True, b""
        self._is_sheet = kind == "xlsx" and part.startswith("xl/worksheets/") and part.endswith(".xml")
        self._is_content = kind == "ods" and part == "content.xml"
        self._rows, self._columns = 1, 26
        self.formulas: dict[tuple[int, int], str] = {}
        self.hidden_rows = 0
        self.spans_rows = False

    def take(self, piece: bytes) -> None:
        if self._first and (b"<!DOCTYPE" in piece[:4096] or b"<!ENTITY" in piece[:4096]):
            raise self._source.refuse(
                Text("Berkas memuat definisi XML yang tidak aman", "The file holds an unsafe XML definition"),
                MEND_SAVE,
            )
        self._first = False
        data = self._tail + piece
        if self._is_sheet:
            self._sheet(data)
            if b'hidden="1"' in piece:
                self.hidden_rows += len(_HIDDEN.findall(piece))
            cut = data.rfind(b"<c ")
            self._tail = data[cut:] if cut >= 0 and len(data) - cut < MEGABYTE else data[-200:]
        elif self._is_content:
            if _REPEATED.search(data):
                raise self._too_wide()
            self.spans_rows = self.spans_rows or bool(_SPANNED.search(data))
            self._tail = data[-2000:]

    def _sheet(self, data: bytes) -> None:
        for letters in set(_WIDE.findall(data)):
            self._columns = max(self._columns, column_index(letters.decode()))
        at = data.rfind(b"<c r=")
        while at >= 0 and not (found := _LAST.match(data, at)):
            at = data.rfind(b"<c r=", 0, at)
        if at >= 0 and found:
            self._rows = max(self._rows, int(found.group(1)))
        if self._rows * self._columns > MAX_CELLS:
            raise self._too_wide()
        if b"<f" in data:
            self._formulas(data)

    def _formulas(self, data: bytes) -> None:
        for found in _FORMULA.finditer(data):
            column, row, attributes, formula = found.groups()
            if b't="str"' in attributes:  # computed, and the result is an empty text
                continue
            text = html.unescape((formula or b"").decode("utf-8", "replace"))
            self.formulas[int(row) - 1, column_index(column.decode()) - 1] = "=" + text

    def _too_wide(self) -> UnusableInput:
        return self._source.refuse(
            Text(
                "Lembar terlalu luas: ada isi jauh di luar daftar",
                "The sheet is too wide: a cell lies far outside the list",
            ),
            Text("Salin daftarnya saja ke buku kerja baru", "Copy only the list to a new workbook"),
        )


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
