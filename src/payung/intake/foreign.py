"""Files that are no list at all: what each is, told by its first bytes, and what the sender can do about it."""

from __future__ import annotations

import re
from typing import NamedTuple

from payung.language import Text


class Foreign(NamedTuple):
    what: Text
    mend: Text


SAVE = Text(
    "Buka berkas itu di Excel atau LibreOffice, simpan sebagai .xlsx, lalu kirim lagi",
    "Open it in Excel or LibreOffice, save it as .xlsx, and send it again",
)
KIND = Text("Kirim .xlsx, .xls, .ods atau .csv", "Send .xlsx, .xls, .ods or .csv")
_COPY = Text(
    "Salin tabelnya ke Excel, simpan sebagai .xlsx, lalu kirim; atau minta berkas Excel aslinya",
    "Copy its table into Excel, save it as .xlsx and send that; or ask for the original Excel file",
)
_TYPE = Text(
    "Ketik daftarnya di Excel, atau minta berkas Excel aslinya, lalu kirim sebagai .xlsx",
    "Type the list in Excel, or ask for the original Excel file, and send it as .xlsx",
)
UNPACK = Text(
    "Buka (ekstrak) arsip itu dan kirim berkas .xlsx, .xls, .ods atau .csv di dalamnya satu per satu",
    "Unpack it and send the .xlsx, .xls, .ods or .csv files inside one by one",
)
_EXPORT = Text(
    "Buka di programnya, ekspor ke Excel (.xlsx), lalu kirim hasilnya",
    "Open it in its program, export it to Excel (.xlsx), and send that",
)
_DOWNLOAD = Text(
    "Buka di Google Spreadsheet, pilih File > Download > Microsoft Excel (.xlsx), lalu kirim hasilnya",
    "Open it in Google Sheets, choose File > Download > Microsoft Excel (.xlsx), and send that",
)
_AGAIN = Text(
    "Unduh atau salin sekali lagi dari asalnya sampai selesai, lalu kirim",
    "Download or copy it once more from where it came, to its end, and send it",
)
_LOGGED_IN = Text(
    "Masuk dahulu ke sistem asalnya, unduh sekali lagi, dan periksa isinya di Excel sebelum dikirim",
    "Log in to the system it comes from, download it again, and look at it in Excel before sending",
)

_PICTURE = Foreign(
    Text("Berkas ini gambar, bukan lembar kerja", "This file is a picture, not a spreadsheet"), _TYPE
)
_PHOTO = Foreign(
    Text("Berkas ini foto, bukan lembar kerja", "This file is a photo, not a spreadsheet"), _TYPE
)
_SCAN = Foreign(Text("Berkas ini gambar pindaian (TIFF)", "This file is a scanned picture (TIFF)"), _TYPE)
PDF = Foreign(Text("Berkas ini PDF, bukan lembar kerja", "This file is a PDF, not a spreadsheet"), _COPY)
WORD = Foreign(
    Text("Berkas ini dokumen Word, bukan lembar kerja", "This file is a Word document, not a spreadsheet"),
    _COPY,
)
WRITER = Foreign(
    Text("Berkas ini dokumen teks, bukan lembar kerja", "This file is a text document, not a spreadsheet"),
    _COPY,
)
SLIDES = Foreign(
    Text(
        "Berkas ini presentasi PowerPoint, bukan lembar kerja",
        "This file is a PowerPoint presentation, not a spreadsheet",
    ),
    _COPY,
)
NUMBERS = Foreign(Text("Berkas ini dari Apple Numbers", "This file is of Apple Numbers"), _EXPORT)
PAGE = Foreign(
    Text(
        "Berkas ini halaman web tanpa tabel, misalnya halaman masuk atau pesan galat, bukan daftar",
        "This file is a web page without a table, such as a login page or an error, not a list",
    ),
    _LOGGED_IN,
)
UNKNOWN = Foreign(Text("Jenis berkas tidak dikenal", "The kind of file is not known"), KIND)
_ARCHIVE = "Berkas ini arsip {0}", "This file is a {0} archive"
_DIF = Foreign(Text("Berkas ini DIF (.dif)", "This is a DIF file (.dif)"), SAVE)


def _archive(name: str) -> Foreign:
    return Foreign(Text(_ARCHIVE[0].format(name), _ARCHIVE[1].format(name)), UNPACK)


_BY_START: tuple[tuple[bytes, Foreign], ...] = (
    (b"%PDF", PDF),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\xff\xd8\xff", _PHOTO),
    (b"II*\0", _SCAN),
    (b"MM\0*", _SCAN),
    (b"Rar!", _archive("RAR")),
    (b"7z\xbc\xaf", _archive("7z")),
    (b"\x1f\x8b", _archive("gzip")),
    (b"{\\rtf", Foreign(Text("Berkas ini dokumen RTF", "This file is an RTF document"), _COPY)),
    (b"\0\1\0\0Standard", Foreign(Text("Berkas ini basis data Access", "This file is an Access database"), _EXPORT)),
    (b"SQLite format 3", Foreign(Text("Berkas ini basis data SQLite", "This file is a SQLite database"), _EXPORT)),
    (b"ID;P", Foreign(Text("Berkas ini SYLK (.slk)", "This is a SYLK file (.slk)"), SAVE)),
    (b"TABLE\r\n0,1", _DIF),
    (b"TABLE\n0,1", _DIF),
    (b"PARE", Foreign(Text("Berkas Parquet ini terenkripsi", "This Parquet file is encrypted"), KIND)),
    (b"[InternetShortcut]", Foreign(Text("Berkas ini pintasan ke sebuah alamat web, bukan isinya", "This file is a shortcut to a web address, not what is there"), _DOWNLOAD)),
)  # fmt: skip
_BY_LOOK: tuple[tuple[re.Pattern[bytes], Foreign], ...] = (
    (re.compile(rb"....ftyp(?:heic|heix|mif1|avif|hevc)", re.DOTALL), _PHOTO),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _PHOTO),
    (re.compile(rb"....ftyp", re.DOTALL), Foreign(Text("Berkas ini video", "This file is a video"), _TYPE)),
    (re.compile(rb"[\x02\x03\x30\x83\x8b\xf5][\x00-\x7f][\x01-\x0c][\x01-\x1f].{4}..[\x01-\xff]\0", re.DOTALL), Foreign(Text("Berkas ini tabel dBase (.dbf)", "This file is a dBase table (.dbf)"), SAVE)),
    (re.compile(rb"[\xef\xbb\xbf\s]*%PDF"), PDF),
    (re.compile(rb'[\xef\xbb\xbf\s]*\{\s*"(?:url|doc_id|resource_id)"'), Foreign(Text("Berkas ini pintasan ke Google Spreadsheet, bukan isinya", "This file is a shortcut to Google Sheets, not what is there"), _DOWNLOAD)),
    (re.compile(rb'[\xef\xbb\xbf\s]*(?:\{\s*"[^"\n]{1,60}"\s*:|\[\s*\{\s*")'), Foreign(Text("Berkas ini data JSON, bukan lembar kerja", "This file is JSON data, not a spreadsheet"), _EXPORT)),
    (re.compile(rb"(?:[\xef\xbb\xbf\s]|--[^\n]*\n|/\*.*?\*/;?)*(?:SET\s+[\w@]+\s*=|START TRANSACTION|(?:CREATE|DROP) (?:TABLE|DATABASE)\b|INSERT\s+INTO\s+[`\"\w.]+\s*(?:\(|VALUES)|LOCK TABLES)", re.DOTALL | re.I), Foreign(Text("Berkas ini salinan basis data (SQL), bukan lembar kerja", "This file is a copy of a database (SQL), not a spreadsheet"), _EXPORT)),
    (re.compile(rb"\0{64}"), Foreign(Text("Isi berkas ini hanya nol: unduhan atau salinannya tidak selesai", "This file holds nothing but zeros: its download or copy was never finished"), _AGAIN)),
)  # fmt: skip
_LOCK = Foreign(
    Text(
        "Ini berkas sementara Excel atau LibreOffice (berawalan ~$ atau .~lock), bukan lembar kerjanya",
        "This is a temporary file of Excel or LibreOffice (its name starts with ~$ or .~lock), not the workbook",
    ),
    Text(
        "Tutup Excel, lalu kirim berkas yang namanya tanpa ~$",
        "Close Excel and send the file whose name has no ~$",
    ),
)
# What a compound file of old Office programs is, by the name of its main stream.
IN_COMPOUND: tuple[tuple[str, Foreign], ...] = (
    ("WordDocument", WORD),
    ("PowerPoint Document", SLIDES),
    (
        "__nameid_version",
        Foreign(
            Text("Berkas ini surel Outlook, bukan lembar kerja", "This file is an Outlook message, not a spreadsheet"),
            Text("Simpan lampirannya, lalu kirim lampiran itu", "Save what is attached to it, and send that"),
        ),
    ),
)  # fmt: skip


def told(head: bytes, name: str) -> Foreign | None:
    """What a file is that begins so and has that name; None where it may be a list."""
    if name.startswith(("~$", ".~lock")):
        return _LOCK
    for start, foreign in _BY_START:
        if head.startswith(start):
            return foreign
    return next((foreign for pattern, foreign in _BY_LOOK if pattern.match(head)), None)
