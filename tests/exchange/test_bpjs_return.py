from datetime import date, datetime

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.lists import write
from payung.errors import UnusableInput
from payung.exchange.bpjs_return import SCHEMA, read_return

NIK = "1303040105800001"
NIK2 = "1303040105800002"
NIK3 = "1303040105800003"
HEAD = ["No", "NIK", "No. Peserta", "Nama Peserta", "Status", "Keterangan", "Tgl Mulai"]


def codes(found):
    return [(problem.row, problem.code) for problem in found.problems]


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".csv"])
def test_members_and_refusals_are_read_from_every_kind_of_file(tmp_path, ending):
    path = write(
        tmp_path / f"kembali{ending}",
        [
            ["DAFTAR HASIL PENDAFTARAN"],
            [],
            HEAD,
            ["1", NIK, "24000000001", "Siti Contoh", "Berhasil", "", "01-05-2026"],
            ["2", NIK2, "", "Ahmad Contoh", "Gagal", "Usia di atas 65 tahun", ""],
            ["Jumlah", "", "", "2"],
        ],
    )
    found = read_return(path)
    assert found.table.schema == SCHEMA
    rows = [{key: value for key, value in row.items() if key != "sheet"} for row in found.table.to_pylist()]
    assert rows == [
        {
            "row": 4,
            "nik": NIK,
            "kpj": "24000000001",
            "name": "Siti Contoh",
            "accepted": True,
            "reason": "",
            "start_date": "2026-05-01",
        },
        {
            "row": 5,
            "nik": NIK2,
            "kpj": "",
            "name": "Ahmad Contoh",
            "accepted": False,
            "reason": "Usia di atas 65 tahun",
            "start_date": "",
        },
    ]
    assert [(skipped.row, skipped.why) for skipped in found.skipped] == [
        (1, "title"),
        (3, "header"),
        (6, "total"),
    ]
    assert not found.problems


@pytest.mark.parametrize(
    "heading", ["KPJ", "No KPJ", "Nomor KPJ", "No. Peserta", "NOMOR  PESERTA", "Nomor Kepesertaan"]
)
def test_the_member_number_goes_by_many_names(tmp_path, heading):
    path = write(tmp_path / "a.csv", [["nik", heading], [NIK, "24000000001"]])
    assert read_return(path).table["kpj"].to_pylist() == ["24000000001"]


@pytest.mark.parametrize(
    ("status", "kpj", "reason", "accepted"),
    [
        ("Berhasil", "24000000001", "", True),
        ("TERDAFTAR", "24000000001", "", True),
        ("Aktif", "24000000001", "", True),
        ("Valid", "24000000001", "", True),
        ("Gagal", "", "x", False),
        ("Tidak valid", "", "x", False),
        ("TIDAK TERDAFTAR", "", "", False),
        ("Ditolak - usia", "", "", False),
        ("Non Aktif", "", "", False),
        ("", "24000000001", "", True),
        ("-", "24000000001", "", True),
        ("", "", "NIK tidak padan", False),
        ("Diproses", "", "", None),
        ("Sudah terdaftar", "24000000001", "", None),
        ("", "", "", None),
        ("", "-", "-", None),
        ("", "0", "", None),
    ],
)
def test_what_the_status_means(tmp_path, status, kpj, reason, accepted):
    path = write(tmp_path / "a.xlsx", [["NIK", "KPJ", "Status", "Alasan"], [NIK, kpj, status, reason]])
    found = read_return(path)
    assert found.table["accepted"].to_pylist() == [accepted]
    assert ((2, "status.unknown") in codes(found)) == (accepted is None)


def test_a_status_nobody_knows_is_shown_as_it_stands(tmp_path):
    path = write(tmp_path / "a.csv", [["NIK", "Status"], [NIK, "Diproses"]])
    (problem,) = read_return(path).problems
    assert "“Diproses”" in problem.what.to("id")
    assert problem.place("a.csv").to("id") == "berkas a.csv, lembar a, baris 2"


def test_faults_are_told_and_the_rows_kept(tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        [
            ["NIK", "KPJ", "Nama", "Status", "Tanggal Mulai"],
            ["", "24000000001", "Tanpa NIK", "Berhasil", ""],
            ["13030401058", "24000000002", "NIK pendek", "Berhasil", ""],
            [1.30304010580000e15, "24000000003", "NIK dibulatkan", "Berhasil", ""],
            [NIK, "", "Tanpa KPJ", "Berhasil", ""],
            [NIK2, "2400000", "KPJ pendek", "Berhasil", "01-05-26"],
            [NIK3, 24000000005, "KPJ angka", "Berhasil", "31-02-2026"],
        ],
    )
    found = read_return(path)
    assert found.table.num_rows == 6
    assert codes(found) == [
        (2, "nik.missing"),
        (3, "nik.malformed"),
        (4, "nik.digits_lost"),
        (5, "kpj.missing"),
        (6, "kpj.malformed"),
        (6, "start.unclear"),
        (7, "start.unclear"),
    ]
    assert found.table["kpj"].to_pylist()[-1] == "24000000005"


def test_one_number_for_two_people_and_one_person_twice(tmp_path):
    rows = [
        ["NIK", "KPJ"],
        [NIK, "24000000001"],
        [NIK2, "24000000001"],
        [NIK3, "24000000003"],
        [NIK3, "24000000003"],
    ]
    found = read_return(write(tmp_path / "a.csv", rows))
    assert codes(found) == [(2, "kpj.twice"), (3, "kpj.twice"), (4, "nik.twice"), (5, "nik.twice")]
    assert "baris 2, 3" in found.problems[0].what.to("id")


def test_dates_in_cells_are_dates(tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        [
            ["NIK", "KPJ", "TMT"],
            [NIK, "24000000001", datetime(2026, 5, 1)],
            [NIK2, "24000000002", date(2026, 6, 1)],
        ],
    )
    assert read_return(path).table["start_date"].to_pylist() == ["2026-05-01", "2026-06-01"]


def test_repeated_headings_column_numbers_and_notes_are_skipped_with_why(tmp_path):
    rows = [
        ["NIK", "KPJ", "Status"],
        ["(1)", "(2)", "(3)"],
        [NIK, "24000000001", "Berhasil"],
        ["NIK", "KPJ", "Status"],
        [NIK2, "24000000002", "Berhasil"],
        ["", "", "Dicetak oleh sistem"],
    ]
    found = read_return(write(tmp_path / "a.xlsx", rows))
    assert found.table["row"].to_pylist() == [3, 5]
    assert [(skipped.row, skipped.why) for skipped in found.skipped] == [
        (1, "header"),
        (2, "numbering"),
        (4, "header"),
        (6, "note"),
    ]


def test_hidden_and_foreign_sheets_are_accounted_for(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Hasil").write_row(0, 0, ["NIK", "KPJ"])
        book.get_worksheet_by_name("Hasil").write_row(1, 0, [NIK, "24000000001"])
        other = book.add_worksheet("Petunjuk")
        other.write_string(0, 0, "Cara mengisi")
        hidden = book.add_worksheet("Lama")
        hidden.write_row(0, 0, ["NIK", "KPJ"])
        hidden.hide()
    found = read_return(path)
    assert found.table["sheet"].to_pylist() == ["Hasil"]
    assert [(s.sheet, s.row, s.why) for s in found.skipped] == [
        ("Hasil", 1, "header"),
        ("Petunjuk", 1, "no_header"),
        ("Lama", 1, "hidden"),
    ]


def test_a_file_without_heading_is_refused_and_says_which_is_needed(tmp_path):
    with pytest.raises(UnusableInput) as error:
        read_return(write(tmp_path / "a.csv", [["Nama", "Alamat"], ["Siti", "Jalan"]]), "hasil bpjs.csv")
    assert "hasil bpjs.csv" in error.value.to("id")
    assert "NIK, dan KPJ" in error.value.to("id")


def test_what_is_no_spreadsheet_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(UnusableInput, match="PDF"):
        read_return(path)


CELLS = st.sampled_from(
    ["", NIK, NIK2, "NIK", "KPJ", "24000000001", "Jumlah", "Gagal", "Siti", "1", "2", "x"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=12))
def test_every_row_that_is_not_blank_ends_exactly_once(tmp_path, rows):
    path = write(tmp_path / "a.xlsx", [["NIK", "KPJ", "Nama", "Status"], *rows])
    found = read_return(path)
    ended = found.table["row"].to_pylist() + [skipped.row for skipped in found.skipped]
    assert sorted(ended) == [1] + [at for at, row in enumerate(rows, start=2) if any(row)]


def test_ten_thousand_rows_of_one_number_stay_quick(tmp_path):
    rows = [["NIK", "KPJ"], *([f"13030401058{at:05}", "24000000001"] for at in range(10_000))]
    found = read_return(write(tmp_path / "a.csv", rows))
    assert isinstance(found.table, pa.Table)
    assert sum(problem.code == "kpj.twice" for problem in found.problems) == 10_000
