"""Workbooks of Excel 2 to 5, written record by record as old programs and many web applications do; and files that are
no list at all."""

from __future__ import annotations

import gzip
import json
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

from xlwt.CompoundDoc import XlsDoc

from intake.people import people
from intake.writers import FULL, A, B, C, D, E, Row, case, expect, full, listing, xlsx

_SERIAL = 693594  # of 31 December 1899 less a day: what turns a date's ordinal into Excel's number


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _label(row: int, column: int, text: str) -> bytes:
    held = text.encode("cp1252")
    return _record(0x0204, struct.pack("<HHHH", row, column, 0, len(held)) + held)


def _sheet(begin: bytes, rows: Sequence[Row]) -> bytes:
    cells = b"".join(
        _record(0x0203, struct.pack("<HHHd", at, column, 0, value))
        if isinstance(value, int | float)
        else _label(at, column, str(value))
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
    )
    return begin + cells + _record(0x000A)


def _excel_5(*sheets: tuple[str, Sequence[Row]]) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))
    bodies = [_sheet(begin, rows) for _, rows in sheets]
    head = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)) + _record(0x0042, b"\xe4\x04")
    at = len(head) + sum(11 + len(name) for name, _ in sheets) + 4
    for (name, _), body in zip(sheets, bodies, strict=True):
        head += _record(0x0085, struct.pack("<IHB", at, 0, len(name)) + name.encode())
        at += len(body)
    return head + _record(0x000A) + b"".join(bodies)


@case("web_application.xls", expect(A, B, C), {"header": 1})
def records_that_a_web_application_writes(path: Path) -> None:
    path.write_bytes(_sheet(_record(0x0809, struct.pack("<HHHH", 0, 0x0010, 0, 0)), listing(A, B, C)))


@case("excel_3.xls", expect(A, B, C), {"header": 1})
def excel_3(path: Path) -> None:
    path.write_bytes(_sheet(_record(0x0209, struct.pack("<HHH", 0, 0x0010, 0)), listing(A, B, C)))


@case("excel_4.xls", expect(A, B, C), {"header": 1})
def excel_4(path: Path) -> None:
    path.write_bytes(_sheet(_record(0x0409, struct.pack("<HHH", 0, 0x0010, 0)), listing(A, B, C)))


@case("excel_2.xls", expect(A, B), {"header": 1})
def excel_2_with_dates_and_a_formula(path: Path) -> None:
    """In Excel 2 the looks of a cell, its number format among them, stand in the cell itself."""
    data = _record(0x0009, struct.pack("<HH", 2, 0x0010))
    data += b"".join(_record(0x001E, bytes([len(form)]) + form) for form in (b"General", b"dd-mm-yyyy"))
    for at, row in enumerate([FULL, *(full(n, p) for n, p in enumerate((A, B), 1))]):
        for column, value in enumerate(row):
            place = struct.pack("<HH", at, column)
            if at and column == 5:
                born = (A, B)[at - 1].born.toordinal() - _SERIAL
                data += _record(0x0003, place + b"\0\x01\0" + struct.pack("<d", born))
            elif isinstance(value, int):
                data += _record(0x0002, place + b"\0\0\0" + struct.pack("<H", value))
            elif at and column == 8:  # a formula whose result is a text, which comes in the record after it
                data += _record(0x0006, place + b"\0\0\0" + b"\0\0\0\0\0\0\xff\xff" + b"\0\0")
                data += _record(0x0007, bytes([len(value)]) + value.encode())
            else:
                held = str(value).encode()
                data += _record(0x0004, place + b"\0\0\0" + bytes([len(held)]) + held)
    path.write_bytes(data + _record(0x000A))


@case("excel_5.xls", expect(A, B, village="Aie Amo") + expect(C, D, village="Muaro"), {"header": 2})
def excel_5_without_a_container(path: Path) -> None:
    path.write_bytes(_excel_5(("Aie Amo", listing(A, B)), ("Muaro", listing(C, D))))


@case(
    "excel_95.xls",
    expect(A, B, village="Aie Amo") + expect(C, D, E, *people(6)[5:], village="Muaro"),
    {"header": 2},
)
def excel_95_in_its_container(path: Path) -> None:
    """The main stream of Excel 5 and 95 is called "Book", where later ones have "Workbook"."""
    stream = _excel_5(("Aie Amo", listing(A, B)), ("Muaro", listing(C, D, E, *people(6)[5:])))
    XlsDoc().save(str(path), stream + b"\0" * max(0, 4096 - len(stream)))
    data = bytearray(path.read_bytes())
    at = data.index("Workbook".encode("utf-16-le"))
    data[at : at + 16] = "Book".encode("utf-16-le") + b"\0" * 8
    data[at + 64 : at + 66] = b"\x0a\0"
    path.write_bytes(data)


@case("cut_records.xls", refused="rusak")
def records_cut_off(path: Path) -> None:
    path.write_bytes(_excel_5(("Aie Amo", listing(A, B)))[:-40])


@case("locked_records.xls", refused="kata sandi")
def records_behind_a_password(path: Path) -> None:
    begin = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))
    path.write_bytes(_sheet(begin + _record(0x002F, b"\1\2\3\4"), listing(A)))


@case("locked_95.xls", refused="kata sandi")
def an_old_workbook_behind_a_password(path: Path) -> None:
    stream = _excel_5(("Aie Amo", listing(A, B)))
    XlsDoc().save(str(path), stream[:12] + _record(0x002F, b"\0\0\1\2\3\4") + stream[12:] + b"\0" * 4096)


@case("ring.xls", refused="rusak")
def an_old_workbook_whose_sectors_run_in_a_ring(path: Path) -> None:
    """A single bad byte does it; the reading must end all the same."""
    XlsDoc().save(str(path), _excel_5(("Aie Amo", listing(A, B))) + b"\0" * 8192)
    data = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 512 * (table + 1) + 4 * 5, 2)
    path.write_bytes(data)


@case("beyond.xls", refused="rusak")
def an_old_workbook_with_a_cell_beyond_all_columns(path: Path) -> None:
    """It would ask for more memory than there is."""
    stream = _excel_5(("Aie Amo", [*listing(A, B), ("x",)]))
    XlsDoc().save(
        str(path), stream.replace(_label(3, 0, "x"), _record(0x0204, b"\0\xee\0\xee\0\0\1\0x")) + b"\0" * 4096
    )


@case("warned.csv", expect(A, B), {"title": 2, "header": 1})
def warnings_of_a_web_application_above_the_list(path: Path) -> None:
    lines = ["<br />", "<b>Notice</b>: Undefined index: jk in /srv/app.php on line 3<br />"]
    lines += [";".join(map(str, row)) for row in listing(A, B)]
    path.write_text("\n".join(lines), encoding="utf-8")


@case("error.xls", refused="halaman web.*Masuk dahulu")
def a_web_page_that_tells_of_an_error(path: Path) -> None:
    path.write_text("<br />\n<b>Fatal error</b>: Allowed memory size exhausted in x.php<br />")


@case("login.xls", refused="halaman web.*Masuk dahulu")
def a_login_page_instead_of_a_download(path: Path) -> None:
    path.write_text(
        "<!DOCTYPE html><html><head><title>Login</title></head><body><form>Sandi</form></body></html>"
    )


@case("data.json", refused="JSON.*ekspor ke Excel")
def data_of_a_program(path: Path) -> None:
    path.write_text(json.dumps([{"nik": A.nik, "nama": A.name}]))


@case("list.gsheet", refused="Google Spreadsheet.*Download")
def a_shortcut_to_a_sheet_on_the_web(path: Path) -> None:
    path.write_text('{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}')


@case("~$usulan.xlsx", refused="sementara Excel.*tanpa ~\\$")
def the_lock_of_a_workbook_that_is_open(path: Path) -> None:
    path.write_bytes(b"\x04user" + b" " * 160)


@case("unfinished.xlsx", refused="hanya nol.*sekali lagi")
def a_download_that_was_never_finished(path: Path) -> None:
    path.write_bytes(b"\0" * 9000)


@case("photo.heic", refused="foto.*Ketik")
def a_photo_of_a_telephone(path: Path) -> None:
    path.write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 100)


@case("zipped.zip", refused=r"ZIP.*\(usulan\.xlsx\).*ekstrak")
def an_archive_names_the_lists_in_it(path: Path) -> None:
    inner = path.with_suffix(".xlsx")
    xlsx(inner, ("Data", listing(A)))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "usulan.xlsx")
    inner.unlink()


@case("list.csv.gz", refused="gzip.*ekstrak")
def a_packed_list(path: Path) -> None:
    path.write_bytes(gzip.compress(b"NIK;Nama\n"))


@case("printed.pdf", refused="PDF.*Salin tabelnya")
def a_printed_list(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf\n%PDF-1.4 x")
