"""What is wrong with the lines of a reference list is told: how many, which, and how to mend it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from payung.verification import read_reference, reference_faults
from verification.lists import NIK, ON

OTHER = "3577031205800002"


def told(path: Path, kind, most: int | None = None) -> list[str]:
    notices = reference_faults.told(read_reference(path, kind), ON, most=most)
    assert all(notice.id != notice.en for notice in notices)
    return [notice.en for notice in notices]


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name.removeprefix("hidden_"))
        page.sheet_state = "hidden" if name.startswith("hidden_") else "visible"
        for row in rows:
            page.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("3,57703E+15", "1 rounded"),
        ("357703120580", "1 not 16 digits"),
        ("3577039901800001", "1 not 16 digits, or impossible"),
        ("3577031205800000", "1 not 16 digits, or impossible"),
        ("", "1 empty"),
    ],
)
@pytest.mark.parametrize("kind", ["registry", "active", "excluded", "deaths"])
def test_a_line_by_whose_nik_nobody_is_found_is_told_with_its_row(tmp_path, kind, written, why):
    (notice,) = told(csv(tmp_path / "a.csv", "DAFTAR", "NIK;NAMA", f"{NIK};Budi", f"{written};Siti"), kind)
    assert notice.startswith("1 of 2 lines cannot be found by NIK")
    assert why in notice
    assert "row 4" in notice
    asked = "the NIK as text" if why == "1 rounded" else "to put the NIK of these lines right"
    assert asked in notice


def test_a_list_without_faults_says_nothing(tmp_path):
    lines = ["NIK;NAMA;TGL LAHIR;DESIL", f"{NIK};Budi;12-05-1980;3", f"{OTHER};Ani;;Desil 10", "JUMLAH;"]
    assert told(csv(tmp_path / "a.csv", *lines), "registry") == []


def test_rows_are_those_of_the_sheet_and_many_are_counted(tmp_path):
    rows = [["REGISTER"], [], ["NIK", "Nama"], [NIK, "Budi"]]
    rows += [[3577031205800000, f"Rusak {n}"] for n in range(8)] + [["", ""], [OTHER, "Ani"]]
    rows += [[f"357703120580{n:04}", "Utuh"] for n in range(10, 20)]
    (notice,) = told(workbook(tmp_path / "r.xlsx", Register=rows), "registry")
    assert "8 of 20 lines" in notice
    assert "8 rounded by a spreadsheet" in notice
    assert "row 5, 6, 7, 8, 9 and 3 more" in notice


def test_sheets_that_are_left_out_are_told_and_rows_have_their_sheet(tmp_path):
    head = ["NIK", "Nama"]
    path = workbook(
        tmp_path / "r.xlsx",
        Taman=[head, [NIK, "Budi"]],
        Mojo=[head, ["123", "Ani"]],
        Lanjutan=[[OTHER, "Siti"]],
        hidden_Lama=[head, [OTHER, "Siti"]],
    )
    lanjutan, lama, line = told(path, "registry")
    assert "“Lanjutan” (1 rows) was not read" in lanjutan
    assert "hidden sheet “Lama”" in lama
    assert "row 2 of sheet Mojo" in line


def test_what_reading_families_has_to_tell_of_a_list_is_told(tmp_path):
    card = "No. KK : 3577010101100001"
    rows = [["No", "NIK", "Nama"], [card], [1, NIK, "BUDI"], [2, "123", "ANI"]]
    hidden, line = told(workbook(tmp_path / "r.xlsx", Data=rows, hidden_Lama=rows), "registry")
    assert "hidden sheet" in hidden
    assert "row 4" in line


def test_a_heading_that_stands_twice_is_told(tmp_path):
    (notice,) = told(csv(tmp_path / "a.csv", "NIK,NAMA,NIK", f"{NIK},Budi,{OTHER}"), "active")
    assert "“NIK” stands 2 times" in notice


@pytest.mark.parametrize(
    ("kind", "heading", "written"),
    [
        ("registry", "TGL LAHIR", "31-02-1980"),
        ("deaths", "TGL LAHIR", "1980-02-31"),
        ("deaths", "TGL MENINGGAL", "minggu lalu"),
        ("active", "TMT", "2020"),
    ],
)
def test_a_date_that_is_none_is_told_as_it_is_written(tmp_path, kind, heading, written):
    path = csv(tmp_path / "a.csv", f"NIK;NAMA;{heading}", f"{NIK};Budi;{written}", f"{OTHER};Ani;1-5-2001")
    (notice,) = told(path, kind)
    assert "1 of 2 lines" in notice
    assert f"“{written}” (row 2)" in notice


@pytest.mark.parametrize("decile", ["III", "0", "15", "", "tidak tahu", "1-4", "desil 3 s/d 5"])
def test_a_decile_that_cannot_be_compared_is_told(tmp_path, decile):
    path = csv(tmp_path / "a.csv", "NIK;NAMA;DESIL", f"{NIK};Budi;Desil 4", f"{OTHER};Ani;{decile}")
    (notice,) = told(path, "registry")
    assert "1 of 2 lines: the decile is none of 1 to 10" in notice
    assert "(row 3)" in notice


def test_months_that_end_before_they_begin_and_unknown_groups_are_told(tmp_path):
    payers = csv(
        tmp_path / "p.csv", "NIK;PAYER;FROM;TO", f"{NIK};BAZNAS;2026-05;2026-01", f"{OTHER};A;2026-01;"
    )
    (notice,) = told(payers, "other-payers")
    assert "1 of 2 lines: the first month comes after the last" in notice
    groups = csv(tmp_path / "g.csv", "NIK;NAMA;KELOMPOK", f"{NIK};Budi;Honorer", f"{OTHER};Ani;PNS")
    (notice,) = told(groups, "excluded")
    assert "1 lines name a group other" in notice
    assert "“Honorer”" in notice


def test_a_list_whose_last_digits_are_mostly_zero_was_perhaps_rounded(tmp_path):
    rounded = [f"35770312058{n:04}0;Budi" for n in range(1, 41)]
    (notice,) = told(csv(tmp_path / "a.csv", "NIK;NAMA", *rounded), "active")
    assert notice.startswith("40 of 40 NIKs end in 0")
    assert (
        told(csv(tmp_path / "b.csv", "NIK;NAMA", *(f"357703120580{n:04};B" for n in range(1, 41))), "active")
        == []
    )


def test_of_a_long_parquet_file_only_the_first_lines_are_looked_at(tmp_path):
    niks = [NIK] * 50 + ["123"] * 50
    pq.write_table(pa.table({"nik": niks, "name": ["Budi"] * 100}), tmp_path / "r.parquet")
    assert told(tmp_path / "r.parquet", "registry", most=50) == []
    (notice,) = told(tmp_path / "r.parquet", "registry", most=60)
    assert "10 of the first 60 lines" in notice
    assert "data line 51, 52" in notice
    (notice,) = told(tmp_path / "r.parquet", "registry", most=100)
    assert "50 of 100 lines" in notice
