"""What the list itself says beside its columns is told, by row, before and after reading."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from intake.people import people
from intake.writers import xlsx
from payung.errors import UnusableInput
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
    assert dead.endswith(": rows 2, 3, 5, 6, 7 (5 rows)")
    assert "have died" in dead
    assert moved.endswith(": row 4")
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
    assert [notice[-7:] for notice in _told(path)] == [": row 3"]


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
    assert joined.endswith(": row 5")
    assert paired.endswith(": row 2")
    assert crowded.endswith(": row 3")
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
    assert [notice[-7:] for notice in _told(path)] == [": row 3"]


def test_answers_of_a_survey_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = ["NIK", "Nama", "Jumlah ART", *(f"B3_{n}" for n in range(17))]
    xlsx(path, ("Data", [head, *([p.nik, p.name, 4, *[1] * 17] for p in (A, B, C))]))
    cells = json.loads(read([path]).people.column("cells")[0].as_py())
    assert cells["Jumlah ART"] == "4"
    assert [cells[f"B3_{n}"] for n in range(17)] == ["1"] * 17


def test_rt_and_rw_that_became_a_date_are_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [
        f"{p.nik};{p.name};{said}"
        for p, said in zip((A, B, C, D), ("05-Mar", "Mei-12", "02/01", "Marunda"), strict=True)
    ]
    path.write_text("\n".join(["NIK;Nama;RT/RW", *rows]))
    (notice,) = _told(path)
    assert notice.endswith(": rows 2, 3 (2 rows)")
    assert "as text" in notice


def test_names_and_niks_of_heads_beside_members_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = ("No KK", "Nama Kepala Keluarga", "NIK Kepala Keluarga", "Nama Anggota", "NIK")
    xlsx(path, ("Data", [head, *((p.kk, "AMIR", H.nik, p.name, p.nik) for p in (A, B))]))
    (notice,) = _told(path)
    assert "“Nama Kepala Keluarga”, “NIK Kepala Keluarga”" in notice


def test_heads_beside_several_members_in_a_row_are_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = (
        "No KK",
        "Nama Kepala Keluarga",
        "NIK KK",
        "Nama Anggota 1",
        "NIK Anggota 1",
        "Nama Anggota 2",
        "NIK Anggota 2",
    )
    xlsx(path, ("Data", [head, (A.kk, "AMIR", H.nik, A.name, A.nik, B.name, B.nik)]))
    several, others = _told(path)
    assert "up to 2 people" in several
    assert "“Nama Kepala Keluarga”, “NIK KK”" in others


def test_codes_for_occupations_are_told_with_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [("NIK", "Nama", "Kode Pekerjaan"), *((p.nik, p.name, 9) for p in (A, B))]))
    (notice,) = _told(path)
    assert "“Kode Pekerjaan”: 9 = Petani/Pekebun" in notice
    assert read([path]).people.column("occupation")[0].as_py() == "Petani/Pekebun"


def test_a_list_on_its_side_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [("NIK", A.nik, B.nik), ("Nama", A.name, B.name), ("Alamat", "Koto", "Koto")]))
    (notice,) = read([path]).notices
    assert "2 people were read" in notice.en
    assert read([path]).people.column("row").to_pylist() == [1, 1]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Laporan", "Januari"),
            ("NIK", "120"),
            ("Nama", "30"),
            ("Alamat", "9"),
        ],  # counts, no numbers of people
        [("NIK", A.nik, B.nik), ("Nama", A.name, B.name)],  # two labels alone may be anything
    ],
)
def test_what_only_looks_like_a_list_on_its_side_is_refused(
    rows: list[tuple[str, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", rows))
    with pytest.raises(UnusableInput, match="No column headings"):
        read([path])


def test_a_sheet_in_which_nobody_is_found_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(
        path,
        ("Petunjuk", [("Cara mengisi",), ("Isi lembar Data",)]),
        ("Rekap", [("Jumlah", 1)]),
        ("Data", [("NIK", "Nama"), (A.nik, A.name)]),
    )
    (notice,) = read([path]).notices
    assert "nobody was found in the sheets Petunjuk (2 rows), Rekap (1 rows);" in notice.en


def test_niks_that_mostly_end_in_zero_were_perhaps_rounded(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    listed = people(90)
    path.write_text("\n".join(["NIK;Nama", *(f"{p.nik[:-1]}0;{p.name}" for p in listed)]))
    (notice,) = read([path]).notices
    assert "90 of 90 NIKs end in 0" in notice.en
    path.write_text("\n".join(["NIK;Nama", *(f"{p.nik};{p.name}" for p in listed)]))
    assert read([path]).notices == ()


def test_a_column_of_other_niks_that_is_not_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = ("NIK", "Nama", "NIK", "Rekan", "Kode")
    xlsx(path, ("Data", [head, *((p.nik, p.name, q.nik, "YUDA", p.nik) for p, q in ((A, B), (C, D)))]))
    (notice,) = _told(path)
    assert "the columns “NIK” hold other NIKs" in notice  # not the code, which is the person's own NIK again
    assert read([path]).people.column("nik").to_pylist() == [A.nik, C.nik]


def test_such_a_column_without_a_heading_is_told_by_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [("", "NIK", "Nama", "")]
    xlsx(path, ("Data", [*rows, *(("", p.nik, p.name, q.nik) for p, q in ((A, B), (C, D)))]))
    (notice,) = _told(path)
    assert "the columns “D”" in notice


def test_pages_in_sheets_of_their_own_are_no_villages(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = ("NIK", "Nama")
    xlsx(path, ("Hal 1", [head, (A.nik, A.name)]), ("Lamp. 2", [head, (B.nik, B.name)]))
    assert read([path]).people.column("village").to_pylist() == ["", ""]


def test_sheets_of_what_became_of_people_are_no_villages_and_tell_of_deaths(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    sheets = ("LAYAK", "Tidak Layak", "Data Meninggal", "PINDAH", "Belum padan")
    head = ("NIK", "Nama")
    xlsx(path, *((name, [head, (each.nik, each.name)]) for name, each in zip(sheets, people(5), strict=True)))
    dead, moved = [notice.en for notice in read([path]).notices]
    assert read([path]).people.column("village").to_pylist() == [""] * 5
    assert "have died" in dead
    assert "have moved away" in moved
    assert dead.startswith("list.xlsx, sheet Data Meninggal: ")


def test_lines_read_as_villages_are_named(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [("Tanjung Gadang",), (1, A.nik, A.name), (2, B.nik, B.name)]
    rows += [("Timbulun",), (1, C.nik, C.name), (2, D.nik, D.name)]
    xlsx(path, ("Data", [("No", "NIK", "Nama"), *rows]))
    (notice,) = read([path]).notices
    assert "the village of those below them: “Tanjung Gadang” (row 2), “Timbulun” (row 5);" in notice.en


def test_where_the_region_is_known_most_lines_must_be_its_villages(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = ("No", "NIK", "Nama")
    rows = [("Tanjung Gadang",), (1, A.nik, A.name), ("Kelapa Dua",), (1, B.nik, B.name)]
    xlsx(path, ("Data", [head, *rows]))
    assert read([path], area="13.03").people.column("village").to_pylist() == ["Tanjung Gadang", "Kelapa Dua"]
    rows[0] = ("Simpang Ampek",)
    xlsx(path, ("Data", [head, *rows]))
    reading = read([path], area="13.03")
    assert reading.people.column("village").to_pylist() == ["", ""]
    assert reading.notices == ()


def test_a_birth_of_which_only_the_year_is_told_is_named_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    head = ("NIK", "Nama", "Tgl Lahir")
    xlsx(path, ("Data", [head, (A.nik, A.name, A.dmy()), (B.nik, B.name, "00-00-1975"), ("", C.name, 1980)]))
    reading = read([path])
    (notice,) = reading.notices
    assert "only the year of birth is told" in notice.en
    assert notice.en.endswith("rows 3, 4 (2 rows)")
    assert reading.people.column("problems").to_pylist()[1:] == ["", "nik.missing;birthdate.missing"]


@pytest.mark.parametrize("style", [{"font_strikeout": True}, {"font_strikeout": True, "bold": True}])
def test_rows_that_are_struck_out_are_read_and_named(tmp_path: Path, style: dict[str, bool]) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, struck = book.add_worksheet("Data"), book.add_format(style)
        sheet.write_row(0, 0, ["No", "Nama", "NIK"])
        for row, person in enumerate((A, B, C, D), 1):
            sheet.write_row(row, 0, [row, person.name, person.nik], struck if person in (B, D) else None)
        sheet.write(3, 1, C.name, struck)  # one cell is a correction
    (told,) = _told(path)
    assert "are struck out in the file, but were read as proposed" in told
    assert told.endswith(": rows 3, 5 (2 rows)")
    assert read([path]).people.num_rows == 4


def test_a_style_that_strikes_nothing_out_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, struck = book.add_worksheet("Data"), book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["No", "Nama", "NIK"])
        sheet.write_row(1, 0, [1, A.name, A.nik])
        sheet.write_row(9, 0, ["", "", ""], struck)
    assert _told(path) == []


def test_dates_whose_day_and_month_a_spreadsheet_has_exchanged_are_named(tmp_path: Path) -> None:
    """The dates that cannot be read so stay texts beside them."""
    path = tmp_path / "list.xlsx"
    listed = [each for each in people(30) if each.born.day != each.born.month]
    exchanged = [each for each in listed if each.born.day <= 12]
    rows = [("Nama", "NIK", "Tgl Lahir")]
    rows += [
        (
            each.name,
            each.nik,
            date(each.born.year, each.born.day, each.born.month) if each in exchanged else each.dmy(),
        )
        for each in listed
    ]
    xlsx(path, ("Data", rows))
    (told,) = [notice.en for notice in read([path]).notices]
    assert "day and month of the birth date are exchanged" in told
    assert told.endswith(f"({len(exchanged)} rows)")
    assert len(exchanged) > 5
    problems = read([path]).people.column("problems").to_pylist()
    assert problems == ["nik.birthdate_differs" if each in exchanged else "" for each in listed]
