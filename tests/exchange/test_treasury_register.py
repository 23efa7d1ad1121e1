"""Registers of SP2D as treasuries write them: titles, totals, brackets; nothing is lost and nothing is guessed."""

import pytest

from payung.errors import UnusableInput
from payung.exchange.heading_profile import HeadingProfile
from payung.exchange.treasury_register import FIELDS, read_register

HEAD = "No;Tanggal SP2D;Nomor SP2D;Nomor SPM;Uraian;Penerima;Nilai SP2D"


def register(tmp_path, *rows, head=HEAD):
    path = tmp_path / "register.csv"
    path.write_text("\n".join(["PEMERINTAH KABUPATEN SIJUNJUNG", "REGISTER SP2D", "", head, *rows]) + "\n")
    return path


def test_a_register_is_read_with_its_title_and_total_told(tmp_path):
    path = register(
        tmp_path,
        "1;12-05-2026;04.01/2026;SPM-7;Iuran JKK JKM Mei;BPJS Ketenagakerjaan;Rp 67.200,00",
        "2;13 Mei 2026;04.02/2026;SPM-8;Gaji;Bendahara;1.250.000",
        ";;;;Jumlah;;1.317.200",
    )
    read = read_register(path)
    rows = read.table.to_pylist()
    assert [(row["document"], str(row["dated"]), row["amount"], row["spm"]) for row in rows] == [
        ("04.01/2026", "2026-05-12", 67_200, "SPM-7"),
        ("04.02/2026", "2026-05-13", 1_250_000, "SPM-8"),
    ]
    assert [one.why for one in read.skipped] == ["title", "title", "header", "total"]
    assert not read.problems


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1;12-05-2026;;SPM-7;Iuran;BPJS;67.200", "document.missing"),
        ("1;;A/1;SPM-7;Iuran;BPJS;67.200", "date.missing"),
        ("1;31-02-2026;A/1;SPM-7;Iuran;BPJS;67.200", "date.unclear"),
        ("1;12-05-2026;A/1;SPM-7;Iuran;BPJS;-67.200", "amount.negative"),
        ("1;12-05-2026;A/1;SPM-7;Iuran;BPJS;(67.200)", "amount.negative"),
        ("1;12-05-2026;A/1;SPM-7;Iuran;BPJS;67,5", "amount.unclear"),
        ("1;12-05-2026;A/1;SPM-7;Iuran;BPJS;", "amount.unclear"),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_its_row_and_the_row_stays(tmp_path, row, code):
    read = read_register(register(tmp_path, row))
    assert read.table.num_rows == 1
    assert [(one.row, one.code) for one in read.problems] == [(5, code)]


def test_a_number_that_stands_twice_is_told_at_both_rows(tmp_path):
    row = "1;12-05-2026;{};S;Iuran;BPJS;16.800"
    read = read_register(register(tmp_path, row.format("a/1"), row.format("B/1"), row.format("A/1")))
    assert [(one.row, one.code) for one in read.problems] == [(5, "document.twice"), (7, "document.twice")]


def test_headings_of_an_office_of_its_own_are_known_once_it_names_them(tmp_path):
    path = register(tmp_path, "X-1;1000;12-05-2026", head="Nomor Perintah;Nilai Cair;Tanggal")
    with pytest.raises(UnusableInput, match="Nomor SP2D"):
        read_register(path)
    own = '[headings]\ndocument = ["Nomor Perintah"]\namount = ["Nilai Cair"]\n'
    assert read_register(path, profile=HeadingProfile.from_toml(own, FIELDS)).table["amount"].to_pylist() == [
        1000
    ]
