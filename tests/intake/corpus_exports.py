"""Files that systems and office programs write under the names of spreadsheets: web pages, XML, binary workbooks."""

from __future__ import annotations

import html
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

from intake.writers import FULL, A, B, C, Row, case, expect, full, listing, text, xlsx


def _page(rows: Sequence[Row], head: int = 1) -> str:
    lines = []
    for at, row in enumerate(rows):
        tag = "th" if at < head else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{html.escape(str(cell))}</{tag}>" for cell in row) + "</tr>")
    return f"<table border=1>{''.join(lines)}</table>"


@case("spans.xls", expect(A, B), {"header": 2})
def a_page_whose_heading_spans_rows(path: Path) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>{p.nik}</td><td>{p.name}</td><td>{p.place}</td><td>{p.dmy()}</td><td>{p.sex}</td></tr>"
        for n, p in enumerate((A, B), start=1)
    )
    path.write_text(
        '<table><tr><th rowspan=2>No</th><th rowspan="2">NIK</th><th rowspan=2>Nama</th><th colspan=2>Kelahiran</th>'
        "<th rowspan=2>L/P</th></tr><tr><th>Tempat</th><th>Tanggal</th></tr>" + rows + "</table>"
    )


@case(
    "spanned_kk.xls",
    [{**A.expected, "kk": A.kk}, {**B.expected, "kk": A.kk}, {**C.expected, "kk": C.kk}],
    {"header": 1},
)
def a_page_whose_kk_spans_its_members(path: Path) -> None:
    def rest(p: object) -> str:
        return f"<td>{p.nik}<td>{p.name}<td>{p.dmy()}<td>{p.sex}"  # type: ignore[attr-defined]

    path.write_text(
        "<table><tr><th>No KK<th>NIK<th>Nama<th>Tgl Lahir<th>JK"
        f"<tr><td rowspan=2>{A.kk}{rest(A)}<tr>{rest(B)}<tr><td>{C.kk}{rest(C)}</table>"
    )


@case("charset.xls", [{**A.expected, "address": "Jalan “Melati” é"}], {"header": 1})
def a_page_in_windows_1252(path: Path) -> None:
    row = list(full(1, A))
    row[7] = "Jalan “Melati” é"
    page = '<html><meta http-equiv=Content-Type content="text/html; charset=windows-1252">' + _page(
        [FULL, row]
    )
    path.write_bytes(page.encode("cp1252"))


@case("wide_page.xls", expect(A, B), {"header": 1})
def a_page_in_utf_16(path: Path) -> None:
    path.write_bytes(("<html><body>" + _page(listing(A, B)) + "</body></html>").encode("utf-16"))


@case("archive.xls", expect(A, B), {"header": 1})
def a_page_saved_as_one_file(path: Path) -> None:
    page = "<html><body>" + _page(listing(A, B)) + "</body></html>"
    soft = page.replace("=", "=3D")
    lines = "=\r\n".join(soft[at : at + 70] for at in range(0, len(soft), 70))
    path.write_text(
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Next"\r\n\r\n------=_Next\r\n'
        "Content-Location: file:///C:/page.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f'Content-Type: text/html; charset="utf-8"\r\n\r\n{lines}\r\n------=_Next--\r\n'
    )


_NAMESPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)


def _sheet(name: str, rows: Sequence[Row], hidden: bool = False) -> str:
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            kind = "Number" if isinstance(cell, int) else "String"
            cells.append(
                f'<Cell ss:StyleID="s1"><Data ss:Type="{kind}">{html.escape(str(cell))}</Data></Cell>'
            )
        lines.append(f"<Row>{''.join(cells)}</Row>")
    options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>" if hidden else ""
    return f'<Worksheet ss:Name="{name}"><Table>{"".join(lines)}</Table>{options}</Worksheet>'


@case(
    "spreadsheet_2003.xls",
    [*expect(A, B, village="Aie Amo"), *expect(C, village="Muaro")],
    {"header": 2, "hidden": 2},
)
def a_spreadsheet_in_xml(path: Path) -> None:
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook {_NAMESPACES}>'
        + _sheet("Aie Amo", listing(A, B)) + _sheet("Muaro", listing(C)) + _sheet("Lama", listing(A), hidden=True)
        + "</Workbook>",
        encoding="utf-8",
    )  # fmt: skip


@case(
    "spreadsheet_gaps.xml",
    [
        {**A.expected, "kk": A.kk, "birth_place": "", "problems": ""},
        {**B.expected, "kk": A.kk, "birth_place": "Padang & sekitar", "problems": ""},
    ],
    {"title": 1, "header": 1},
)
def a_spreadsheet_in_xml_with_gaps_and_merges(path: Path) -> None:
    def cell(value: object, kind: str = "String", more: str = "") -> str:
        return f'<Cell{more}><Data ss:Type="{kind}">{value}</Data></Cell>'

    rows = (
        "<Row ss:Index=\"2\">" + cell("DAFTAR PEKERJA", more=' ss:MergeAcross="4"') + "</Row>"
        "<Row ss:Index=\"4\">" + "".join(map(cell, ("No KK", "NIK", "Nama", "Tempat Lahir", "Tgl Lahir", "JK"))) + "</Row>"
        "<Row>" + cell(A.kk, more=' ss:MergeDown="1"') + cell(A.nik) + cell(A.name)
        + cell(f"{A.born.isoformat()}T00:00:00.000", "DateTime", ' ss:Index="5"') + cell(A.sex) + "</Row>"
        '<Row><Cell ss:Index="2"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>' + B.nik
        + "</B></ss:Data></Cell>" + cell(B.name) + cell("Padang &amp; sekitar") + cell(B.dmy()) + cell(B.sex) + "</Row>"
    )  # fmt: skip
    path.write_text(
        f'<?xml version="1.0"?><Workbook {_NAMESPACES}><Worksheet ss:Name="Data"><Table>{rows}</Table></Worksheet></Workbook>'
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return number + size + data


def _wide(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def _binary_sheet(rows: Sequence[Row]) -> bytes:
    body = _record(129)
    body += _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)) + _record(145)
    for at, row in enumerate(rows):
        body += _record(0, struct.pack("<IIHHBI", at, 0, 300, 0, 0, 0))
        for column, value in enumerate(row):
            start = struct.pack("<II", column, 0)
            if isinstance(value, int):
                body += _record(5, start + struct.pack("<d", value))
            elif value != "":
                body += _record(6, start + _wide(str(value)))
    return body + _record(146) + _record(130)


@case("binary.xlsb", expect(A, B, C), {"header": 1})
def a_binary_workbook(path: Path) -> None:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    book = (
        _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Data"))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        )  # fmt: skip
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/workbook.bin", book + _record(144) + _record(132))
        archive.writestr("xl/worksheets/sheet1.bin", _binary_sheet(listing(A, B, C)))


@case("formfeed.csv", expect(A, B), {"header": 1})
def text_with_a_form_feed_and_old_line_ends(path: Path) -> None:
    path.write_bytes("\r".join(";".join(map(str, row)) for row in listing(A, B)).encode() + b"\r\x0c\r")


@case("pipes.txt", expect(A, B), {"header": 1})
def text_split_by_bars(path: Path) -> None:
    text(path, listing(A, B), "|", "utf-8")


@case("quoted_all.csv", expect(A, B), {"header": 1})
def every_cell_in_quotation_marks(path: Path) -> None:
    rows = [['"' + str(cell).replace('"', '""') + '"' for cell in row] for row in listing(A, B)]
    text(path, rows, ";", "utf-8-sig")


@case("comma_in_title.csv", expect(A, B), {"title": 2, "header": 1})
def a_title_with_commas_above_semicolons(path: Path) -> None:
    lines = ["DAFTAR PEKERJA RENTAN, NAGARI AIE AMO, TAHUN 2026", "Kamang Baru, Sijunjung, Sumatera Barat"]
    lines += [";".join(map(str, row)) for row in listing(A, B)]
    path.write_text("\n".join(lines))


@case(
    "broken_reference.xlsx",
    [{"nik": "", "name": A.name, "problems": "nik.missing"}, {**B.expected}],
    {"header": 1},
)
def formulas_that_ended_in_errors(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for line, row in enumerate(listing(A, B)):
            sheet.write_row(line, 0, row)
        sheet.write_formula(1, 1, "=VLOOKUP(A2,Z:Z,1,0)", None, "#N/A")
        sheet.write_formula(1, 8, "=Sheet9!A1", None, "#REF!")


@case("fit.xlsx", expect(A, B), {"header": 1})
def a_workbook_whose_dimension_is_a_lie(path: Path) -> None:
    xlsx(path, ("Data", listing(A, B)))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<dimension ref="A1:I3"/>', b'<dimension ref="A1"/>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
