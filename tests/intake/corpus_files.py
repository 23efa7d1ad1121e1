"""Kinds of file and how their text is coded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from intake.people import people
from intake.writers import FULL, A, B, E, case, expect, full, listing, ods, text, xls, xlsx


@case("old.xls", expect(A, B), {"header": 1})
def an_old_workbook(path: Path) -> None:
    xls(
        path,
        (
            "Data",
            [FULL, *((*full(n, p)[:5], p.born, *full(n, p)[6:]) for n, p in enumerate((A, B), start=1))],
        ),
    )


@case("open.ods", expect(A, B), {"header": 1})
def an_open_document(path: Path) -> None:
    ods(path, ("Data", listing(A, B)))


@case("macro.xlsm", expect(A), {"header": 1})
def a_workbook_with_macros(path: Path) -> None:
    xlsx(path, ("Data", listing(A)))


@case("misnamed.xls", expect(A), {"header": 1})
def a_workbook_under_another_name(path: Path) -> None:
    xlsx(path, ("Data", listing(A)))


@case("comma.csv", expect(A, B), {"header": 1})
def comma_separated(path: Path) -> None:
    text(path, [FULL, full(1, A), full(2, B)], ",", "utf-8")


@case("semicolon.csv", expect(A, E), {"header": 1})
def semicolons_and_a_byte_order_mark(path: Path) -> None:
    text(path, [FULL, full(1, A), full(2, E)], ";", "utf-8-sig")


@case("wide.csv", expect(A, B), {"header": 1})
def utf_16_from_excel(path: Path) -> None:
    text(path, listing(A, B), "\t", "utf-16")


@case("wide_bare.csv", expect(A, B), {"header": 1})
def utf_16_without_its_mark(path: Path) -> None:
    text(path, listing(A, B), ";", "utf-16-le")


@case("windows.csv", [{**A.expected, "address": "Jalan “Melati” é"}], {"header": 1})
def windows_1252(path: Path) -> None:
    row = list(full(1, A))
    row[7] = "Jalan “Melati” é"
    text(path, [FULL, row], ";", "cp1252")


@case("tabs.tsv", expect(A, B), {"header": 1})
def tab_separated(path: Path) -> None:
    text(path, listing(A, B), "\t", "utf-8")


@case("sep.csv", expect(A), {"header": 1})
def a_line_that_names_the_separator(path: Path) -> None:
    path.write_text("sep=;\n" + "\n".join(";".join(map(str, row)) for row in listing(A)) + "\n")


@case("quote.csv", [{"nik": p.nik} for p in people(80)], {"header": 1})
def a_quotation_mark_that_is_never_closed(path: Path) -> None:
    rows = [[str(cell) for cell in full(n, p)] for n, p in enumerate(people(80), start=1)]
    rows[2][3] = '"BUDI'
    path.write_text("\n".join(";".join(row) for row in [list(FULL), *rows]) + "\n")


@case("excel_trick.csv", expect(A), {"header": 1})
def digits_written_as_a_formula(path: Path) -> None:
    row = list(full(1, A))
    row[1] = f'"=""{A.nik}"""'
    text(path, [FULL, row], ",", "utf-8")


@case("page.xls", expect(A, B), {"title": 1, "header": 1})
def an_html_table_saved_as_xls(path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in listing(A, B))
    path.write_text(
        f"<html><head><style>td{{}}</style></head><body><h3>DATA PENDUDUK</h3><table>{rows}</table></body></html>"
    )


@case("list.parquet", expect(A, B), {"header": 1})
def a_parquet_file(path: Path) -> None:
    heading, *rows = listing(A, B)
    columns = {name: [row[at] for row in rows] for at, name in enumerate(heading)}
    pq.write_table(pa.table(columns), path)


@case(
    "typed.parquet",
    [{"nik": A.expected["nik"], "name": A.expected["name"], "birth_date": A.expected["birth_date"]}, {"name": "Tanpa Nomor", "nik": ""}],
    {"header": 1},
)  # fmt: skip
def a_parquet_file_with_numbers_and_dates(path: Path) -> None:
    born = datetime.fromisoformat(A.expected["birth_date"]).replace(tzinfo=ZoneInfo("Asia/Jakarta"))
    pq.write_table(
        pa.table(
            {
                "nik": pa.array([int(A.expected["nik"]), None], pa.int64()),
                "nama": pa.array([A.expected["name"], "Tanpa Nomor"]).dictionary_encode(),
                "tgl_lahir": pa.array([born, None], pa.timestamp("ns", tz="Asia/Jakarta")),
                "catatan": pa.array([b"baik", None], pa.binary()),
                "anak": pa.array([["Adi"], None], pa.list_(pa.string())),
            }
        ),
        path,
    )
