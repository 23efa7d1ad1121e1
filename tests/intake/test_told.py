"""What the list itself says beside its columns is told, by row, before and after reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake.people import people
from intake.writers import xlsx
from payung.intake import read
from payung.intake.preview import preview

A, B, C, D, E, F, G, H = people(8)


def _told(path: Path) -> list[str]:
    notices = [notice.en for notice in read([path]).notices]
    shown = [notice.en for notice in preview(path)[0].notices]
    assert [notice.rpartition(": ")[0].partition(": ")[2] for notice in notices] == [
        notice.rpartition(": ")[0] for notice in shown
    ]
    return notices


def test_those_whom_the_list_calls_dead_or_gone_are_named_by_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [
        ("NIK", "Nama", "Keterangan", ""),
        (A.nik, "BUDI (Alm)", "", ""),
        (B.nik, "ANI", "Meninggal dunia 2024", ""),
        (C.nik, "JONI", "Pindah ke Padang", ""),
        (D.nik, "Almh. ROSMANIAR", "pindah", ""),
        (E.nik, "RUDI", "MD", ""),
        (F.nik, "YUDA", "", "wafat"),
    ]
    xlsx(path, ("Data", rows))
    dead, moved = _told(path)
    assert dead.endswith("rows 2, 3, 5, 6, 7")
    assert "have died" in dead
    assert moved.endswith("row 4")
    assert read([path]).people.column("problems").to_pylist() == [""] * 6


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("SITI BINTI AMIR (ALM)", ""),
        ("SITI", "Janda Alm. Amir"),
        ("dr. MD Yusuf, MD", ""),
        ("ALMIRA", "belum pindah"),
        ("RUDI", "Pindah dari Solok"),
        ("YUDA", "menggantikan Amir yang meninggal"),
    ],
)
def test_the_death_of_somebody_else_is_not_told(name: str, remark: str, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [("NIK", "Nama", "Keterangan"), (A.nik, name, remark), (B.nik, B.name, "")]))
    assert _told(path) == []


def test_a_date_of_death_in_a_list_of_proposals_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(
        path, ("Data", [("NIK", "Nama", "Tgl Meninggal"), (A.nik, A.name, "-"), (B.nik, B.name, "3-5-2024")])
    )
    assert [notice[-5:] for notice in _told(path)] == ["row 3"]


def test_a_cell_with_several_niks_is_told_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [
        ("NIK", "Nama", "Alamat"),
        (f"{A.nik} / {B.nik}", "BUDI / SITI", "Koto"),
        (f"{C.nik} / {D.nik}", "ANI", "Koto"),
        (E.nik, E.name, "Koto"),
        ("", "", "Nagari Palaluar"),
    ]
    xlsx(path, ("Data", rows))
    joined, paired, crowded = _told(path)
    assert joined.endswith("row 5")
    assert paired.endswith("row 2")
    assert crowded.endswith("row 3")
    assert "a row of their own" in crowded


def test_the_preview_shows_two_people_in_a_row_of_two_niks(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [("NIK", "Nama"), (f"{A.nik}\n{B.nik}", "BUDI\nSITI"), (C.nik, C.name)]))
    assert [row.people for row in preview(path)[0].rows] == [0, 2, 1]


def test_how_many_telephones_were_found_within_other_cells_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [("NIK", "Nama", "Alamat"), (A.nik, A.name, "Koto HP 081234567890")]))
    (notice,) = read([path]).notices
    assert "1 people" in notice.en
    assert "1 orang" in notice.id


def test_a_tick_under_dead_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [
        ("NIK", "Nama", "Meninggal"),
        (A.nik, A.name, "TIDAK"),
        (B.nik, B.name, "YA"),
        (C.nik, C.name, "-"),
    ]
    xlsx(path, ("Data", rows))
    assert [notice[-5:] for notice in _told(path)] == ["row 3"]


def test_answers_of_a_survey_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = ["NIK", "Nama", "Jumlah ART", *(f"B3_{n}" for n in range(17))]
    xlsx(path, ("Data", [head, *([p.nik, p.name, 4, *[1] * 17] for p in (A, B, C))]))
    cells = json.loads(read([path]).people.column("cells")[0].as_py())
    assert cells["Jumlah ART"] == "4"
    assert [cells[f"B3_{n}"] for n in range(17)] == ["1"] * 17
