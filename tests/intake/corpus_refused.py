"""Files that are refused, each with a way to mend it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from intake.people import people
from intake.writers import A, B, case, listing, xls, xlsx


@case("locked.xlsx", refused="kata sandi")
def a_locked_workbook(path: Path) -> None:
    plain = path.with_suffix(".plain")
    xlsx(plain, ("Data", listing(A)))
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("rahasia", target)
    plain.unlink()


@case("cut.xlsx", refused="rusak")
def a_workbook_cut_off(path: Path) -> None:
    xlsx(path, ("Data", listing(*people(200))))
    path.write_bytes(path.read_bytes()[:4000])


@case("cut.xls", refused="rusak")
def an_old_workbook_cut_off(path: Path) -> None:
    xls(path, ("Data", listing(*people(200))))
    whole = path.read_bytes()
    at = whole.find("Workbook".encode("utf-16-le"))
    path.write_bytes(whole[: len(whole) // 3] + whole[at - 64 : at + 64])


@case("cut.parquet", refused="rusak")
def a_parquet_file_cut_off(path: Path) -> None:
    pq.write_table(pa.table({"nik": [A.expected["nik"]], "nama": [A.expected["name"]]}), path)
    path.write_bytes(path.read_bytes()[:-20])


@case("paper.xlsx", refused="PDF")
def a_pdf_under_a_false_name(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")


@case("photo.xls", refused="foto")
def a_photo(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100))


@case("letter.xlsx", refused="Word")
def a_word_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")


@case("bomb.xlsx", refused="mengembang")
def an_archive_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (90 * 1024 * 1024))


@case("lying_bomb.xlsx", refused="rusak|mengembang")
def an_archive_that_lies_about_its_size(path: Path) -> None:
    an_archive_bomb(path)
    data = bytearray(path.read_bytes())
    size = (90 * 1024 * 1024).to_bytes(4, "little")
    at = data.find(size)
    while at >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")
        at = data.find(size)
    path.write_bytes(bytes(data))


@case("entities.xlsx", refused="tidak aman")
def an_xml_document_type(path: Path) -> None:
    xlsx(path, ("Data", listing(A)))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


@case("far.xlsx", refused="terlalu luas")
def a_cell_at_the_end_of_the_world(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for line, row in enumerate(listing(A, B)):
            sheet.write_row(line, 0, row)
        sheet.write("XFD1048576", "x")


@case("nothing.xlsx", refused="tidak berisi")
def an_empty_workbook(path: Path) -> None:
    xlsx(path, ("Sheet1", []), ("Sheet2", []))


@case("zero.csv", refused="kosong")
def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


@case("recap.xlsx", refused="Judul kolom")
def a_workbook_that_lists_nobody(path: Path) -> None:
    xlsx(path, ("Rekap", [("REKAP USULAN",), ("Aie Amo", 100), ("Padang Laweh", 120)]))


@case("noise.xls", refused="tidak dikenal")
def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


@case("all_hidden.xlsx", refused="disembunyikan")
def nothing_but_hidden_rows(path: Path) -> None:
    xlsx(path, ("Isi", []), ("Data", listing(A)), hidden=("Data",))


@case("old_letter.xlsx", refused="Word")
def an_old_word_document_under_a_false_name(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
    )


@case("letter_docx.xls", refused="Word")
def a_word_document_under_the_name_of_a_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")


@case("photos.xlsx", refused="ZIP")
def an_archive_of_photos(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("KTP/foto1.jpg", b"\xff\xd8\xff")


@case("cut_2003.xls", refused="rusak")
def a_spreadsheet_in_xml_cut_off(path: Path) -> None:
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>'
    )


@case("laughs.xls", refused="tidak aman")
def a_spreadsheet_in_xml_that_defines_entities(path: Path) -> None:
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>'
    )


@case("scan.xlsx", refused="TIFF")
def a_scanned_page(path: Path) -> None:
    path.write_bytes(b"II*\0" + bytes(200))
