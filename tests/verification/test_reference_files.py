"""Reference lists as offices send them: the NIK stays text, headings and dates may be anything usual."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from payung.errors import UnusableInput
from payung.verification import read_reference, references
from verification.lists import NIK, ON


def rows(path: Path, kind) -> list[dict]:
    given = read_reference(path, kind)
    with duckdb.connect() as con:
        references.attach(con, given, ON)
        table = con.sql(f"SELECT * FROM {given.view} ORDER BY rid").to_arrow_table()
    assert given.rows == table.num_rows
    return table.to_pylist()


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_usual_encoding_and_delimiter(tmp_path, encoding, delimiter):
    lines = [["NIK", "Nama Lengkap", "Tgl Lahir", "JK", "Desil"], [NIK, "André", "12/05/1980", "1", "3"]]
    path = write(tmp_path / "r.csv", "\n".join(delimiter.join(line) for line in lines), encoding)
    (row,) = rows(path, "registry")
    assert (row["nik"], row["name"], row["born"], row["sex"], row["decile"]) == (
        NIK,
        "André",
        date(1980, 5, 12),
        "L",
        "3",
    )


def test_a_title_above_the_heading_and_quoted_cells(tmp_path):
    path = write(
        tmp_path / "d.csv",
        f'DAFTAR KEMATIAN 2025\n\nNo,NIK,Nama,Tanggal Meninggal\n1,"{NIK}","Budi, S.Pd",2025-01-01\n',
    )
    (row,) = rows(path, "deaths")
    assert (row["nik"], row["name"], row["death_date"]) == (NIK, "Budi, S.Pd", "2025-01-01")


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("1980-05-12", date(1980, 5, 12)),
        ("1980-05-12 00:00:00", date(1980, 5, 12)),
        ("12 Mei 1980", date(1980, 5, 12)),
        ("12/5/80", date(1980, 5, 12)),
        ("12-05-1980", date(1980, 5, 12)),
        ("31-02-1980", None),
        ("1980-02-31", None),
        ("", None),
    ],
)
def test_birth_dates_in_any_usual_form(tmp_path, written, born):
    (row,) = rows(write(tmp_path / "r.csv", f"nik,name,birth_date\n{NIK},Budi,{written}\n"), "registry")
    assert row["born"] == born


@pytest.mark.parametrize("written", [f"'{NIK}", f'"{NIK} "', "3577 0312 0580 0001", f'"=""{NIK}"""'])
def test_a_nik_with_quotes_and_spaces_is_cleaned(tmp_path, written):
    assert rows(write(tmp_path / "a.csv", f"nik,segment\n{written},PU\n"), "active")[0]["nik"] == NIK


def test_a_workbook_keeps_text_and_whole_numbers_and_disowns_rounded_ones(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["REGISTER"])
        page.write_row(2, 0, ["No", "NIK", "Nama", "Tanggal Lahir", "Desil"])
        page.write_row(3, 0, [1, NIK, "Budi", "12-05-1980", 3])
        page.write_row(4, 0, [2, 3577031205800000, "Rusak", "12-05-1980", 3])
        hidden = book.add_worksheet("lama")
        hidden.write_row(0, 0, ["NIK", "Nama"])
        hidden.write_row(1, 0, ["3577031205800009", "Lama"])
        hidden.hide()
    first, second = rows(tmp_path / "r.xlsx", "registry")
    assert (first["nik"], first["decile"], first["born"]) == (NIK, "3", date(1980, 5, 12))
    assert (second["nik"], second["name"]) == (None, "Rusak")


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.int64()])
def test_parquet_with_the_nik_as_text_or_whole_number(tmp_path, kind):
    nik = pa.array([int(NIK)] if kind == pa.int64() else [NIK], kind)
    table = pa.table(
        {
            "NIK": nik,
            "nama": ["Budi"],
            "tanggal_lahir": pa.array([date(1980, 5, 12)]),
            "kode desa": ["3577031009"],
        }
    )
    pq.write_table(table, tmp_path / "r.parquet")
    (row,) = rows(tmp_path / "r.parquet", "registry")
    assert (row["nik"], row["born"], row["village_code"]) == (NIK, date(1980, 5, 12), "35.77.03.1009")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.csv", "nama,alamat\nBudi,Taman\n", "no NIK column"),
        ("r.csv", "", "no NIK column"),
        ("r.csv", "nik,name\n1,2,3\n", "cannot be read"),
        ("r.xlsx", "this is no workbook", "cannot be read"),
        ("r.pdf", "%PDF", "is a PDF"),
        ("r.doc", "x", "not known"),
        ("r.parquet", "no parquet", "cannot be read"),
    ],
)
def test_what_is_no_such_list_is_refused_with_its_place(tmp_path, name, content, said):
    path = write(tmp_path / name, content)
    with pytest.raises(UnusableInput) as refusal:
        rows(path, "registry")
    assert said in refusal.value.to("en")
    assert name in refusal.value.to("id")


def test_a_nik_kept_as_decimal_number_is_refused(tmp_path):
    pq.write_table(pa.table({"nik": [3577031205800001.0], "name": ["Budi"]}), tmp_path / "r.parquet")
    with pytest.raises(UnusableInput, match="decimal"):
        rows(tmp_path / "r.parquet", "registry")


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(UnusableInput, match="is not there"):
        read_reference(tmp_path / "none.csv", "deaths")


def test_a_month_that_is_none_is_refused(tmp_path):
    path = write(tmp_path / "p.csv", f"nik,payer,from,to\n{NIK},BAZNAS,kapan-kapan,\n")
    with pytest.raises(UnusableInput, match="no month"):
        rows(path, "other-payers")


def test_a_single_foreign_letter_far_down_is_no_obstacle(tmp_path):
    lines = "".join(f"35770312058{at:05},Budi\n" for at in range(4000))
    path = write(tmp_path / "a.csv", f"nik,name\n{lines}{NIK},André\n", "windows-1252")
    assert rows(path, "active")[-1]["name"] == "André"


def test_a_register_saved_as_a_web_page_with_a_heading_in_two_rows_is_read(tmp_path):
    page = (
        "<html><body><h3>DAFTAR PENDUDUK</h3><table><tr><th rowspan=2>NO</th><th rowspan=2>NIK</th><th rowspan=2>NAMA</th>"
        "<th colspan=2>LAHIR</th></tr><tr><th>TEMPAT</th><th>TANGGAL</th></tr>"
        f"<tr><td>1</td><td>{NIK}</td><td>BUDI SANTOSO</td><td>Madiun</td><td>12-05-1980</td></tr></table></body></html>"
    )
    (row,) = rows(write(tmp_path / "register.xls", page), "registry")
    assert (row["nik"], row["name"], row["born"]) == (NIK, "BUDI SANTOSO", date(1980, 5, 12))


def test_a_list_that_is_no_list_is_named_for_what_it_is(tmp_path):
    with pytest.raises(UnusableInput, match="PDF"):
        read_reference(write(tmp_path / "register.xlsx", "%PDF-1.4"), "registry")


def test_who_is_a_member_no_more_is_no_active_member(tmp_path):
    lines = ["NIK;Nama;Segmen;Status", f"{NIK};BUDI;BPU;AKTIF", "3577015205800002;SITI;BPU;NON AKTIF"]
    lines.append("3577015205800003;ANI;PU;Tidak Aktif")
    (row,) = rows(write(tmp_path / "active.csv", "\n".join(lines)), "active")
    assert row["nik"] == NIK


KK, KK2, NIK2, NIK3 = "3577010101100001", "3577010202110002", "3577015205800002", "3577014101990003"


@pytest.mark.parametrize("kind", ["registry", "deaths"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "short.csv"])
def test_a_card_number_on_a_line_above_its_family_is_every_members(tmp_path, kind, ending):
    lines = [
        ["No", "NIK", "Nama", "Tgl Lahir", "Desil"],
        [f"No. KK : {KK}", "", "", "", ""],
        ["1", NIK, "BUDI", "12-05-1980", "2"],
        ["2", NIK2, "SITI", "12-05-1980", "2"],
        [f"No. KK : {KK2}", "", "", "", ""],
        ["1", NIK3, "ANI", "01-01-1999", "4"],
    ]
    path = tmp_path / f"register.{ending}"
    if ending == "xlsx":
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
    else:
        short = ending == "short.csv"
        write(path, "\n".join(";".join(line).rstrip(";" if short else "") for line in lines))
    found = rows(path, kind)
    assert [(row["nik"], row["name"], row["kk"]) for row in found] == [
        (NIK, "BUDI", KK),
        (NIK2, "SITI", KK),
        (NIK3, "ANI", KK2),
    ]
    assert [row["born"] for row in found] == [date(1980, 5, 12), date(1980, 5, 12), date(1999, 1, 1)]
    if kind == "registry":
        assert [row["decile"] for row in found] == ["2", "2", "4"]


def test_a_card_number_on_the_row_of_the_head_alone_is_every_members(tmp_path):
    lines = ["No KK;NIK;Nama;Hubungan", f"{KK};{NIK};BUDI;Kepala Keluarga", f";{NIK2};SITI;Istri"]
    lines += [f"{KK2};{NIK3};ANI;Kepala Keluarga"]
    path = write(tmp_path / "register.csv", "\n".join(lines))
    assert [row["kk"] for row in rows(path, "registry")] == [KK, KK, KK2]


def test_a_total_below_a_csv_and_a_remark_beside_it_are_no_reason_to_refuse_it(tmp_path):
    lines = ["NIK;Nama;Status", f"{NIK};BUDI;AKTIF", f"{NIK2};SITI;NON AKTIF;pindah kerja", "JUMLAH;2"]
    (row,) = rows(write(tmp_path / "active.csv", "\n".join(lines)), "active")
    assert (row["nik"], row["name"]) == (NIK, "BUDI")


def test_quotation_marks_in_two_names_lose_nobody(tmp_path):
    lines = ["NIK;Nama;Segmen", f'{NIK};"BUDI;BPU', f'{NIK2};SITI";BPU', f"{NIK3};ANI;PU"]
    found = rows(write(tmp_path / "active.csv", "\n".join(lines)), "active")
    assert [row["nik"] for row in found] == [NIK, NIK2, NIK3]


def test_a_line_break_within_a_cell_loses_nobody(tmp_path):
    lines = ["NIK;Nama;Segmen", f'{NIK};"BUDI\nSANTOSO";BPU', f"{NIK2};SITI;BPU"]
    found = rows(write(tmp_path / "active.csv", "\n".join(lines)), "active")
    assert [row["nik"] for row in found] == [NIK, NIK2]


@pytest.mark.parametrize(
    ("headings", "line", "group"),
    [
        ("NIP;GOLONGAN;JENIS PEGAWAI", "197604042000012001;III/a;PNS", "PNS"),
        ("NIP;GOLONGAN", "197604042000012001;III/a", None),  # a rank: whoever is listed is excluded
        ("GOLONGAN;INSTANSI", "Anggota TNI;Kodim 0310", "Anggota TNI"),
        ("INSTANSI", "Dinas Pendidikan", None),
        ("KELOMPOK", "Perangkat desa", "Perangkat desa"),
    ],
)
def test_a_rank_or_an_office_is_no_group(tmp_path, headings, line, group):
    path = write(tmp_path / "asn.csv", f"NIK;NAMA;{headings}\n{NIK};Siti;{line}\n")
    assert [row["group"] for row in rows(path, "excluded")] == [group]


@pytest.mark.parametrize("written", [f"{NIK}.0", f"{NIK},00", f"'{NIK}.0", f'"=""{NIK}"""'])
def test_decimals_behind_a_whole_nik_are_no_digits_of_it(tmp_path, written):
    path = write(tmp_path / "r.csv", f"NIK;NO KK;NAMA\n{written};{written};Siti\n")
    assert [(row["nik"], row["kk"]) for row in rows(path, "registry")] == [(NIK, NIK)]


@pytest.mark.parametrize("kind", ["registry", "active", "excluded", "deaths"])
def test_a_list_whose_niks_were_rounded_is_refused_rather_than_finding_nobody(tmp_path, kind):
    path = write(tmp_path / "r.csv", "NIK;NAMA\n3,57703E+15;Siti\n3,57703E+15;Budi\n")
    with pytest.raises(UnusableInput, match="rounded"):
        read_reference(path, kind)


def test_a_single_rounded_nik_is_nobodys(tmp_path):
    path = write(tmp_path / "r.csv", f"NIK;NAMA\n3,57703E+15;Siti\n{NIK};Budi\n")
    assert [row["nik"] for row in rows(path, "registry")] == [None, NIK]


def test_deaths_without_any_nik_are_looked_for_by_name(tmp_path):
    path = write(tmp_path / "d.csv", "NIK;NAMA;TGL LAHIR\n;Siti;12-05-1980\n-;Budi;12-05-1981\n")
    assert [row["nik"] for row in rows(path, "deaths")] == [None, None]
