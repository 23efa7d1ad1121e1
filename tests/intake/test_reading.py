"""Reading as callers use it: preview, corrections, villages, several files, progress, the command."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from intake.people import people
from intake.writers import FULL, full, listing, xls, xlsx
from payung import cli
from payung.errors import UnusableInput
from payung.intake import Source, preview, read
from payung.intake.schema import PEOPLE, PRINTED

A, B, C, D = people(4)


def test_preview_shows_columns_samples_and_the_fate_of_each_row(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [("DAFTAR",), *listing(A, B)]))
    (sheet,) = preview(path)
    assert sheet.mapping() == {
        "nik": "B", "kk": "C", "name": "D", "birth_place": "E", "birth_date": "F", "sex": "G", "address": "H", "occupation": "I"
    }  # fmt: skip
    assert [row.why for row in sheet.rows] == ["title", "header", "", ""]
    assert sheet.columns[1].label == "NIK"
    assert sheet.columns[1].samples == (A.nik, B.nik)


def test_files_of_one_shape_share_it_whatever_they_hold(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", ("Aie Amo", listing(A)))
    xlsx(tmp_path / "b.xlsx", ("Lain", [("JUDUL",), (), *listing(B, C)]))
    xlsx(tmp_path / "c.xlsx", ("Lain", [("NIK", "Nama"), (A.nik, A.name)]))
    shapes = [preview(tmp_path / name)[0].shape for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    assert shapes[0] == shapes[1] != shapes[2]


def test_a_correction_of_the_columns_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [("No", "NIK", "Alias", "Nama"), (1, A.nik, "Buyung", A.name)]))
    corrected = read([path], mapping={"Data": {"nik": "B", "name": "C", "occupation": "D"}})
    (row,) = corrected.people.to_pylist()
    assert (row["nik"], row["name"], row["occupation"]) == (A.nik, "Buyung", A.name)
    assert corrected.report()["files"][0]["sheets"][0]["columns"]["name"] == "Alias"
    (sheet,) = preview(path, mapping={"*": {"nik": "B", "name": "C"}})
    assert sheet.mapping() == {"nik": "B", "name": "C"}


def test_village_names_become_codes_inside_the_region(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [
        ("Nama", "NIK", "Nagari", "Kecamatan"),
        (A.name, A.nik, "Air Amo", "Kamang Baru"),
        (B.name, B.nik, "Air Amo", "Koto VII"),
    ]
    xlsx(path, ("Data", rows), ("Padang Laweh", listing(C)))
    reading = read([path], area="13.03")
    assert reading.people.column("village_code").to_pylist() == ["13.03.06.2004", "", "13.03.08.2004"]
    assert read([path]).people.column("village_code").to_pylist() == ["", "", ""]


def test_a_village_code_in_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"NIK,Nama,Kode Desa,Desa\n{A.nik},{A.name},1303062004,Entah\n")
    assert read([path], area="13.03").people.column("village_code").to_pylist() == ["13.03.06.2004"]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder, each in (("aie-amo", A), ("muaro", B)):
        (tmp_path / folder).mkdir()
        xlsx(tmp_path / folder / "usulan.xlsx", ("Data", listing(each)))
    reading = read([tmp_path / "aie-amo" / "usulan.xlsx", tmp_path / "muaro" / "usulan.xlsx"])
    assert reading.people.column("file").to_pylist() == ["aie-amo/usulan.xlsx", "muaro/usulan.xlsx"]


def test_an_upload_goes_by_the_name_that_people_know(tmp_path: Path) -> None:
    stored = tmp_path / "3f2a91"
    xlsx(stored.with_suffix(".xlsx"), ("Data", listing(A)))
    stored.with_suffix(".xlsx").rename(stored)
    reading = read([Source(stored, "usulan muaro.xlsx")])
    assert reading.people.column("file").to_pylist() == ["usulan muaro.xlsx"]


def test_people_have_the_columns_of_the_schema_and_their_original_cells(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", [(*FULL, "Ket"), (*full(1, A)[:1], f" {A.nik}", *full(1, A)[2:], "janda")]))
    people = read([path]).people
    assert people.schema == PEOPLE
    cells = json.loads(people.column("cells")[0].as_py())
    assert cells["NIK"] == f" {A.nik}"
    assert cells["Ket"] == "janda"
    assert list(cells) == [*FULL, "Ket"]


def test_reference_columns_are_read_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "deaths.xlsx"
    xlsx(path, ("Data", [("NIK", "Nama", "Tgl Meninggal", "Desil"), (A.nik, A.name, date(2025, 3, 1), 3)]))
    people = read([path], extra=("death_date", "decile")).people
    assert people.column("death_date").to_pylist() == ["2025-03-01"]
    assert people.column("decile").to_pylist() == ["3"]
    assert "decile" not in read([path]).people.column_names


def test_progress_is_told_and_ends_at_the_number_of_people(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", listing(A, B, C)))
    told: list[tuple[int, int]] = []
    read([path], progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == 3


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_a_damaged_workbook_is_read_or_refused_but_never_breaks(
    suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"list.{suffix}"
    (xlsx if suffix == "xlsx" else xls)(path, ("Data", listing(A, B, C)))
    whole = path.read_bytes()
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data[: chance.randrange(len(data))] if seed % 3 == 0 else data))
        outcome: object = None
        try:
            outcome = read([path])
        except UnusableInput as refusal:
            outcome = refusal.mend.id
        assert outcome
    assert capfd.readouterr().err == ""


def test_the_command_prints_exactly_the_columns_of_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", listing(A, B)))
    assert cli.main(["read", str(path), "--report", str(tmp_path / "report.json")]) == 0
    printed = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert tuple(printed[0]) == PRINTED
    assert printed[1][:6] == ["list.xlsx", "Data", "2", A.nik, A.kk, A.name]
    report = json.loads((tmp_path / "report.json").read_text())
    (sheet,) = report["files"][0]["sheets"]
    assert sheet["sheet"] == "Data"
    assert sheet["people"] == 2
    assert sheet["header_rows"] == [1]
    assert sheet["columns"]["nik"] == "NIK"
    assert sheet["skipped"] == [{"row": 1, "why": "header"}]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", listing(*people(50))))
    outs = [tmp_path / "1.csv", tmp_path / "2.csv"]
    for out in outs:
        assert cli.main(["read", str(path), "--on", "2026-06-01", "--out", str(out)]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_the_command_cannot_be_made_to_print_a_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"NIK,Nama,Alamat\n{A.nik},@SUM(1),+cmd|calc\n")
    cli.main(["read", str(path)])
    row = list(csv.reader(io.StringIO(capsys.readouterr().out)))[1]
    assert row[5] == "'@SUM(1)"
    assert row[9] == "'+cmd|calc"


@pytest.mark.parametrize(("language", "word"), [("id", "tidak ditemukan"), ("en", "not there")])
def test_unusable_input_exits_with_two_and_one_message(
    language: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["read", str(tmp_path / "missing.xlsx"), "--lang", language]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert word in captured.err
    assert "missing.xlsx" in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_cell_of_several_lines_is_whole_whatever_number_stands_in_it_or_beside_it(
    tmp_path: Path, delimiter: str
) -> None:
    """As a reply to a village is saved as CSV: its reasons have lines, and a family card's number follows them."""
    path = tmp_path / "balasan.csv"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Nama Lengkap", "NIK", "Sebab", "No. KK", "Alamat"])
    for each in (A, B):
        why = f"1. Ada huruf (l, O); mungkin, yang dimaksud {each.nik}\n2. Cocokkan NIK, nama; lalu {each.nik}, umur"
        writer.writerow([each.name, each.nik, why, each.nik, "Jl. Sawo"])
    path.write_text(out.getvalue())
    assert [each["name"] for each in read([path]).people.to_pylist()] == [A.name, B.name]


def test_hidden_sheets_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.xlsx"
    xlsx(path, ("Data", listing(A)), ("Lama", listing(B)), hidden=("Lama",))
    assert cli.main(["read", str(path)]) == 0
    assert "Lama" in capsys.readouterr().err


def test_lists_side_by_side_are_read_from_left_to_right_and_told(tmp_path: Path) -> None:
    path = tmp_path / "dua.csv"
    path.write_text(
        "NIK,Nama,,NIK,Nama,Ket\n1303064101500001,SITI,,1303061206570002,BUDI,janda\n1303066311640003,ANI,,,\n"
    )
    reading = read([path])
    assert [(row["row"], row["name"]) for row in reading.people.to_pylist()] == [
        (2, "SITI"),
        (3, "ANI"),
        (2, "BUDI"),
    ]
    assert json.loads(reading.people.column("cells")[2].as_py())["Ket"] == "janda"
    assert ["2 lists side by side" in notice.en for notice in reading.notices] == [True]
    (sheet,) = preview(path)
    assert sheet.mapping() == {"nik": "A", "name": "B"}
    assert [row.number for row in sheet.rows] == [1, 1, 2, 2, 3]
    assert ["side by side" in notice.en for notice in sheet.notices] == [True]
    corrected = read([path], mapping={"*": {"nik": "A", "name": "B"}})
    assert corrected.people.column("name").to_pylist() == ["SITI", "ANI", "BUDI"]


def test_dates_that_can_only_be_month_first_and_agree_with_the_niks_are_read_so_and_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "export.csv"
    lines = [f"{p.nik},{p.name},{p.born.month}/{p.born.day}/{p.born.year}" for p in people(12)]
    path.write_text("\n".join(["NIK,Nama,Tgl Lahir", *lines]))
    reading = read([path])
    assert set(reading.people.column("problems").to_pylist()) == {""}
    assert any("month first" in notice.en for notice in reading.notices)


@pytest.mark.parametrize(
    ("written", "born"),
    [
        (["5/13/1980", "3/4/1975"], ["1980-05-13", "1975-03-04"]),
        (["5/13/1980", "4/3/1975", "3/4/1975"], ["", "1975-03-04", "1975-04-03"]),  # one agrees day first
        (["5/13/1980"], [""]),  # a slip of one hand
    ],
)
def test_few_dates_are_month_first_only_where_none_agrees_day_first(
    tmp_path: Path, written: list[str], born: list[str]
) -> None:
    niks = ["1303061305800001", "1303060403750001", "1303060403750002"]
    path = tmp_path / "form.csv"
    path.write_text("\n".join(["NIK,Nama,Tgl Lahir", *map(",Siti,".join, zip(niks, written, strict=False))]))
    assert read([path]).people.column("birth_date").to_pylist() == born


def test_a_running_number_before_a_name_is_no_part_of_it_even_where_few_have_one(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Nama,NIK\nSITI,{A.nik}\n2. BUDI,{B.nik}\nANI,{C.nik}\n")
    assert read([path]).people.column("name").to_pylist() == ["SITI", "BUDI", "ANI"]


def test_rows_hidden_by_a_filter_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    for row in listing(A, B, C):
        book.active.append(list(row))
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    reading = read([path])
    assert reading.people.num_rows == 3
    assert any("1 rows that are hidden" in notice.en for notice in reading.notices)


def test_what_is_carried_down_to_members_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [
        ("No KK", "NIK", "Nama", "SHDK", "Alamat"),
        (A.kk, A.nik, A.name, "KEPALA KELUARGA", "Jorong Koto"),
        ("", B.nik, B.name, "ISTRI", ""),
        ("", C.nik, C.name, "ANAK", ""),
    ]
    xlsx(path, ("Data", rows))
    reading = read([path])
    assert [(row["kk"], row["address"]) for row in reading.people.to_pylist()] == [(A.kk, "Jorong Koto")] * 3
    assert "No KK" not in json.loads(reading.people.column("cells")[1].as_py()), "the cells stay as they are"
    (notice,) = reading.notices
    assert "2 anggota keluarga" in notice.id
    assert preview(path)[0].notices[0].id in notice.id


def test_a_preview_counts_both_people_of_a_row_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [
        ("No", "Nama Suami", "NIK Suami", "Nama Istri", "NIK Istri"),
        (1, B.name, B.nik, A.name, A.nik),
        (2, D.name, D.nik, "", ""),
    ]
    xlsx(path, ("Data", rows))
    (sheet,) = preview(path)
    assert [row.people for row in sheet.rows if not row.why] == [2, 1]
    assert "2 orang" in sheet.notices[0].id
    reading = read([path])
    assert [row["row"] for row in reading.people.to_pylist()] == [2, 2, 3]
    columns = reading.report()["files"][0]["sheets"][0]["columns"]
    assert columns["nik"] == "NIK Suami; NIK Istri"


def test_people_on_two_lines_are_told_and_the_second_line_can_be_mapped_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [("No", "Nama / NIK", "Pekerjaan")]
    for n, person in enumerate((A, B, D), 1):
        rows += [(n, person.name, "Petani"), ("", person.nik, "")]
    xlsx(path, ("Data", rows))
    (sheet,) = preview(path)
    assert "3 orang tertulis pada dua baris" in sheet.notices[0].id
    assert sheet.mapping()["name"] == "B"
    told = sheet.mapping()["nik"]
    assert next(column for column in sheet.columns if column.letters == told).samples[0] == A.nik
    again = read([path], mapping={"Data": sheet.mapping()})
    assert again.people["nik"].to_pylist() == read([path]).people["nik"].to_pylist() == [A.nik, B.nik, D.nik]
    assert A.nik in again.people["cells"].to_pylist()[0]


def test_columns_of_a_spouse_or_a_head_of_the_family_are_told_not_to_be_proposed(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    rows = [("No", "Nama Pekerja", "NIK", "Nama Istri", "NIK Istri"), (1, B.name, B.nik, A.name, A.nik)]
    xlsx(path, ("Data", rows))
    reading = read([path])
    assert reading.people["nik"].to_pylist() == [B.nik]
    assert "“Nama Istri”, “NIK Istri”" in reading.notices[0].id


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "formulir.txt",
            "\n".join(f"1. Nama : {p.name}\n2. NIK : {p.nik}\n3. Ket : {p.job}\n" for p in people(2)),
        ),
        ("pesan.txt", "\n".join(f"- {p.name} NIK: {p.nik} alamat: {p.job}" for p in people(2))),
        ("koma.txt", "DATA PEKERJA\n" + "\n".join(f"{p.name} - {p.nik} - {p.job}" for p in people(2))),
    ],
)
def test_columns_set_by_hand_count_for_forms_and_lines_as_well(name: str, lines: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(lines, encoding="utf-8")
    (sheet,) = preview(path)
    assert {"name": "A", "nik": "B"}.items() <= sheet.mapping().items()
    found = read([path], mapping={"*": {"name": "A", "nik": "B", "occupation": "C"}}).people
    assert found.column("occupation").to_pylist() == [each.job for each in people(2)]
    assert found.column("nik").to_pylist() == [each.nik for each in people(2)]
    assert set(found.column("problems").to_pylist()) == {""}
