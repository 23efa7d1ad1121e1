"""What programs do to a file on its way: delimiters, byte orders, repeated cells, formats that reach to the sheet's end."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P

from intake.writers import FULL, A, B, C, Row, case, expect, full, listing, ods, text, xlsx


def _line(row: Row, sign: str) -> str:
    return sign.join(str(cell) for cell in row)


@case("big_endian.csv", expect(A, B), {"header": 1})
def utf_16_with_the_high_byte_first(path: Path) -> None:
    path.write_bytes(
        "\ufeff".encode("utf-16-be")
        + "\r\n".join(_line(row, "\t") for row in listing(A, B)).encode("utf-16-be")
    )


@case("carriage.csv", expect(A, B), {"header": 1})
def lines_ended_by_carriage_returns_alone(path: Path) -> None:
    path.write_bytes("\r".join(_line(row, ";") for row in listing(A, B)).encode())


@case("zeros.csv", expect(A, B), {"header": 1})
def a_file_with_zero_bytes_in_it(path: Path) -> None:
    path.write_bytes("\r\n".join(_line(row, ",") for row in listing(A, B)).encode() + b"\r\n" + b"\0" * 512)


@case("zero_in_cell.csv", expect(A, B), {"header": 1})
def zero_bytes_within_cells(path: Path) -> None:
    rows = [FULL, full(1, A), full(2, B)]
    rows[1] = (1, A.nik + "\0", *full(1, A)[2:])
    path.write_bytes("\r\n".join(_line(row, ",") for row in rows).encode())


@case("text_marks.csv", [*expect(A, B, C, kk=A.kk)[:1], *expect(B, C)], {"header": 1})
def digits_marked_as_text(path: Path) -> None:
    rows = [FULL, *(list(full(n, p)) for n, p in enumerate((A, B, C), 1))]
    rows[1][1], rows[1][2] = f"'{A.nik}", f"'{A.kk}"
    rows[2][1], rows[2][2] = f'="{B.nik}"', f'="{B.kk}"'
    rows[3][1], rows[3][2] = f'"=""{C.nik}"""', f'"=""{C.kk}"""'
    path.write_bytes("\r\n".join(_line(row, ";") for row in rows).encode())


@case("formula_quote.csv", expect(A, B), {"header": 1})
def digits_in_an_equation_of_single_quotes(path: Path) -> None:
    rows = [FULL, *(list(full(n, p)) for n, p in enumerate((A, B), 1))]
    rows[1][1], rows[2][1] = f"='{A.nik}'", f"='{B.nik}"
    path.write_bytes("\r\n".join(_line(row, ";") for row in rows).encode())


@case(
    "decimal_comma.csv",
    [{"nik": A.nik, "income": "1250000"}, {"nik": B.nik, "income": "750000"}],
    {"header": 1, "total": 1},
)
def semicolons_with_decimal_commas(path: Path) -> None:
    rows = [
        ("NIK", "Nama", "Penghasilan"),
        (A.nik, A.name, "1.250.000,00"),
        (B.nik, B.name, "Rp750.000,-"),
        ("", "Total", "2.000.000,00"),
    ]
    text(path, rows, ";", "utf-8-sig")


@case("sep_bom.csv", expect(A, B), {"header": 1})
def a_separator_line_after_a_byte_order_mark(path: Path) -> None:
    path.write_bytes(
        ("sep=;\r\n" + "\r\n".join(_line(row, ";") for row in listing(A, B))).encode("utf-8-sig")
    )


@case("sep_wide.csv", expect(A, B), {"header": 1})
def a_separator_line_in_utf_16(path: Path) -> None:
    path.write_bytes(("sep=,\r\n" + "\r\n".join(_line(row, ",") for row in listing(A, B))).encode("utf-16"))


@case("trailing.csv", expect(A, B), {"header": 1, "total": 1})
def trailing_delimiters_and_a_total(path: Path) -> None:
    rows = [*listing(A, B), ("Total", "", "", 2)]
    path.write_bytes(
        "\r\n".join(_line(row, ",") + "," * 200 for row in rows).encode()
        + ("\r\n" + "," * 200).encode() * 3000
    )


@case("tab_in_cell.tsv", expect(A, B, address="Jorong Koto"), {"header": 1})
def a_tab_within_a_quoted_cell(path: Path) -> None:
    rows = [FULL, *(list(full(n, p)) for n, p in enumerate((A, B), 1))]
    for row in rows[1:]:
        row[7] = '"Jorong\tKoto"'
    path.write_bytes("\r\n".join(_line(row, "\t") for row in rows).encode())


@case("all_in_one.xlsx", expect(A, B), {"header": 1})
def a_delimited_text_pasted_into_one_column(path: Path) -> None:
    xlsx(path, ("Data", [(_line(row, ";"),) for row in listing(A, B)]))


@case("latin.csv", [{"nik": A.nik, "name": "SITI MARI’AH É"}], {"header": 1})
def an_apostrophe_of_windows(path: Path) -> None:
    path.write_bytes(f"NIK;Nama\r\n{A.nik};SITI MARI’AH É\r\n".encode("cp1252"))


@case("formatted.xlsx", expect(A, B), {"header": 1})
def formats_down_to_the_last_row(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, grey = book.add_worksheet("Data"), book.add_format({"bg_color": "#eeeeee"})
        for at, row in enumerate(listing(A, B)):
            sheet.write_row(at, 0, row)
        for column in range(9):
            sheet.write_blank(1_048_575, column, None, grey)
        sheet.set_column(0, 16_383, 9, grey)


@case("wide_empty.xlsx", expect(A, B), {"header": 1})
def an_empty_sheet_of_every_column(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, other, grey = (
            book.add_worksheet("Data"),
            book.add_worksheet("Kosong"),
            book.add_format({"bold": True}),
        )
        for at, row in enumerate(listing(A, B)):
            sheet.write_row(at, 0, row)
        for column in range(0, 16_384, 3):
            other.write_blank(0, column, None, grey)
            other.write_blank(900, column, None, grey)


@case("chart.xlsx", expect(A), {"header": 1})
def a_sheet_that_is_a_chart(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for at, row in enumerate(listing(A)):
            sheet.write_row(at, 0, row)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$A$2:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)


@case("outside.xlsx", expect(A, B), {"header": 1})
def cells_that_come_from_another_workbook(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for at, row in enumerate(listing(A, B)):
            for column, value in enumerate(row):
                if at and column == 3:
                    sheet.write_formula(at, column, "='[induk.xlsx]Data'!D2", None, value)
                else:
                    sheet.write(at, column, value)


@case("hidden_columns.xlsx", [{**p.expected, "kk": p.kk} for p in (A, B)], {"header": 1})
def columns_that_are_hidden(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for at, row in enumerate(listing(A, B)):
            for column, value in enumerate(row):
                sheet.write_string(at, column, str(value))
        sheet.set_column(1, 2, None, None, {"hidden": True})


def _cell(value: object = "", **more: object) -> TableCell:
    cell = TableCell(valuetype="string", **more) if value != "" else TableCell(**more)
    if value != "":
        cell.addElement(P(text=str(value)))
    return cell


@case(
    "repeats.ods", [{**A.expected, "occupation": "Tani"}, {**B.expected, "occupation": "Tani"}], {"header": 1}
)
def repeated_and_covered_cells(path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Data")
    table.addElement(TableColumn(numbercolumnsrepeated=1024))
    head = TableRow()
    for word in ("No", "NIK", "Nama", "Tgl Lahir", "JK", "Pekerjaan"):
        head.addElement(_cell(word))
    table.addElement(head)
    for n, p in enumerate((A, B), 1):
        line = TableRow()
        for at, value in enumerate((n, p.nik, p.name, p.dmy(), p.sex, "Tani")):
            if at == 5 and n == 1:
                line.addElement(_cell(value, numberrowsspanned=5, numbercolumnsspanned=1))
            elif at == 5:
                line.addElement(CoveredTableCell())
            else:
                line.addElement(_cell(value))
        line.addElement(_cell(numbercolumnsrepeated=1018))
        table.addElement(line)
        if n == 1:
            table.addElement(_blank(3))
    table.addElement(_blank(1_048_000))
    book.spreadsheet.addElement(table)
    book.save(str(path))


def _blank(times: int) -> TableRow:
    row = TableRow(numberrowsrepeated=times)
    row.addElement(_cell(numbercolumnsrepeated=1024))
    return row


@case("flat.fods", refused="OpenDocument|LibreOffice")
def a_flat_open_document(path: Path) -> None:
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet/></office:body></office:document>'
    )


@case("links.slk", refused="SYLK")
def a_symbolic_link_file(path: Path) -> None:
    path.write_text('ID;PWXL;N;E\r\nC;Y1;X1;K"NIK"\r\nC;X2;K"Nama"\r\nE\r\n')


@case("exchange.dif", refused="DIF")
def a_data_interchange_file(path: Path) -> None:
    path.write_text(
        'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\nTUPLES\r\n0,2\r\n""\r\nDATA\r\n0,0\r\n""\r\n-1,0\r\nBOT\r\n1,0\r\n"NIK"\r\n'
    )


@case("empty_archive.xlsx", refused="ZIP|rusak")
def an_archive_of_nothing(path: Path) -> None:
    with zipfile.ZipFile(path, "w"):
        pass


@case("kept_number.ods", expect(A, B), {"header": 1})
def an_open_document_with_texts(path: Path) -> None:
    ods(path, ("Data", listing(A, B)), ("Kosong", []))


@case("tables.xlsx", expect(A, B), {"header": 1})
def a_list_as_a_table_with_filters(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in listing(A, B):
        book.active.append([str(cell) for cell in row])
    book.active.auto_filter.ref = "A1:I3"
    book.active.freeze_panes = "A2"
    book.save(path)
