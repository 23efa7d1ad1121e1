from datetime import date

import pytest

from exchange.lists import write
from payung.errors import UnusableInput
from payung.exchange.bpjs_billing import SCHEMA, read_amount, read_billing, read_month

NIK = "1303040105800001"
NIK2 = "1303040105800002"


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".csv"])
def test_code_and_month_may_stand_above_the_table(tmp_path, ending):
    rows = [
        ["Kode Iuran", ": 900123456789"],
        ["Periode : Mei 2026"],
        ["No", "NIK", "KPJ", "Nama", "Jumlah Iuran"],
        ["1", NIK, "24000000001", "Siti", "Rp16.800"],
        ["2", NIK2, "24000000002", "Ahmad", "16.800,00"],
        ["Total", "", "", "", "33.600"],
    ]
    found = read_billing(write(tmp_path / f"tagihan{ending}", rows))
    assert found.table.schema == SCHEMA
    assert found.table["code"].to_pylist() == ["900123456789"] * 2
    assert found.table["month"].to_pylist() == ["2026-05"] * 2
    assert found.table["amount"].to_pylist() == [16_800, 16_800]
    assert found.total == 33_600
    assert [(skipped.row, skipped.why) for skipped in found.skipped] == [
        (1, "title"),
        (2, "title"),
        (3, "header"),
        (6, "total"),
    ]
    assert not found.problems


def test_code_and_month_in_columns_go_before_those_above(tmp_path):
    rows = [["Periode: Mei 2026"], ["NIK", "Kode Iuran", "Bulan", "Iuran"], [NIK, "9001", "06-2026", 16_800]]
    (line,) = read_billing(write(tmp_path / "a.xlsx", rows)).table.to_pylist()
    assert (line["code"], line["month"], line["amount"]) == ("9001", "2026-06", 16_800)


def test_faults_are_told_and_the_rows_kept(tmp_path):
    rows = [
        ["NIK", "Kode Iuran", "Bulan", "Iuran"],
        [NIK, "", "2026-05", 16_800],
        [NIK2, "9001", "2026-13", 16_800],
        ["123", "9001", "2026-05", 16_800.5],
        ["1303040105800003", "9001", "2026-05", 16_800],
        ["1303040105800003", "9001", "2026-05", 16_800],
    ]
    found = read_billing(write(tmp_path / "a.xlsx", rows))
    assert [(problem.row, problem.code) for problem in found.problems] == [
        (2, "code.missing"),
        (3, "month.unclear"),
        (4, "amount.unclear"),
        (4, "nik.malformed"),
        (5, "nik.twice"),
        (6, "nik.twice"),
    ]
    assert found.table.num_rows == 5
    assert found.table["amount"].to_pylist()[2] is None
    assert found.total == 4 * 16_800


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2026-05", "2026-05"),
        ("05-2026", "2026-05"),
        ("05/2026", "2026-05"),
        ("Mei 2026", "2026-05"),
        ("MEI-2026", "2026-05"),
        ("202605", "2026-05"),
        ("052026", "2026-05"),
        (202605, "2026-05"),
        (date(2026, 5, 1), "2026-05"),
        ("01-05-2026", "2026-05"),
        ("13-2026", None),
        ("", None),
        ("segera", None),
    ],
)
def test_months_as_lists_write_them(cell, month):
    assert read_month(cell) == month if month is None else str(read_month(cell)) == month


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("16800", 16_800),
        ("Rp16.800", 16_800),
        ("Rp. 16.800,-", 16_800),
        ("16,800.00", 16_800),
        ("1.016.800", 1_016_800),
        (16_800.0, 16_800),
        (0, 0),
        ("16.800,50", None),
        ("16.80", None),
        (16_800.5, None),
        (-1, None),
        ("", None),
        ("lunas", None),
        (True, None),
    ],
)
def test_amounts_are_whole_rupiah_or_unclear(cell, amount):
    assert read_amount(cell) == amount


def test_a_list_without_amounts_is_refused(tmp_path):
    with pytest.raises(UnusableInput) as error:
        read_billing(write(tmp_path / "a.csv", [["NIK", "Nama"], [NIK, "Siti"]]))
    assert "NIK dan Jumlah Iuran" in error.value.to("id")
