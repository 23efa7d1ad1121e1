"""``payung verify`` from the files to the replies, as an analyst uses it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from payung.cli import main
from payung.intake.schema import PRINTED
from payung.verification import catalogue

PROPOSALS = """No;NIK;Nama;Tempat, Tgl Lahir;L/P;Desa;Pekerjaan
1;3577031205800001;Budi Santoso;Madiun, 12-05-1980;L;Taman;pemulung
2;3577031205800001;Budi Santoso;Madiun, 12-05-1980;L;Taman;pemulung
3;;Tono;Madiun, 12-05-1980;L;Taman;pemulung
4;3577031205700009;Muhammad Soejono;Madiun, 12-05-1970;L;Taman;pemulung
5;3577024502900002;@Siti Aminah;05-02-1990;P;Manguharjo;buruh
"""
REGISTRY = """NIK,Nama Lengkap,Tgl Lahir,JK,Desil
3577031205800001,BUDI SANTOSO,1980-05-12,L,3
3577024502900002,Siti Aminah,5 Februari 1990,P,8
3577031205700003,Moh. Sujono,12/05/1970,L,1
"""
PROGRAMME = (
    'name = "Siaga Kita"\narea = "35.77"\nfrom = "2026-01"\nregistry_required = true\nmax_decile = 5\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "usulan.csv").write_text(PROPOSALS)
    (tmp_path / "registry.csv").write_text(REGISTRY)
    (tmp_path / "p.toml").write_text(PROGRAMME)
    return tmp_path


def verify(folder: Path, *more: str) -> int:
    words = [
        "verify",
        str(folder / "usulan.csv"),
        "--programme",
        str(folder / "p.toml"),
        "--out",
        str(folder / "out"),
    ]
    return main([*words, "--registry", str(folder / "registry.csv"), "--on", "2026-01-02", *more])


def decisions(folder: Path) -> list[dict[str, str]]:
    with open(folder / "out" / "decisions.csv", newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_every_row_gets_a_decision_and_its_reasons(folder, capsys):
    assert verify(folder) == 0
    assert [
        (row["row"], row["outcome"], row["reasons"], row["matched_nik"]) for row in decisions(folder)
    ] == [
        ("2", "eligible", "", ""),
        ("3", "refused", "duplicate.in_list", ""),
        ("4", "review", "nik.missing", ""),
        ("5", "review", "registry.probable", "3577031205700003"),
        ("6", "refused", "registry.decile_above", ""),
    ]
    said = capsys.readouterr()
    assert said.out == ""
    assert "5 orang: 1 memenuhi syarat, 2 perlu diperiksa, 2 ditolak" in said.err


def test_the_columns_are_those_of_read_and_the_decision(folder):
    verify(folder, "--no-replies")
    assert list(decisions(folder)[0]) == [
        *PRINTED,
        "outcome",
        "reasons",
        "matched_nik",
        "matched_name",
        "score",
    ]
    assert decisions(folder)[4]["name"] == "'@Siti Aminah"
    assert not (folder / "out" / "replies").exists()


def test_the_summary_counts_by_reason_and_village(folder):
    verify(folder)
    summary = json.loads((folder / "out" / "summary.json").read_text())
    assert {key: summary[key] for key in ("people", "eligible", "review", "refused")} == {
        "people": 5, "eligible": 1, "review": 2, "refused": 2,
    }  # fmt: skip
    assert summary["by_village"]["35.77.03.1009"]["people"] == 4
    assert summary["by_reason"]["duplicate.in_list"] == 1
    assert summary["lists"]["registry"]["rows"] == 3


def test_the_village_learns_why_what_to_mend_and_by_when(folder):
    verify(folder)
    replies = folder / "out" / "replies"
    assert sorted(path.name for path in replies.iterdir()) == ["35.77.02.1001.xlsx", "35.77.03.1009.xlsx"]
    page = openpyxl.load_workbook(replies / "35.77.03.1009.xlsx").active
    lines = [["" if cell is None else cell for cell in line] for line in page.iter_rows(values_only=True)]
    head = next(at for at, line in enumerate(lines) if "NIK" in line)
    rows = [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]]
    assert [(row["Berkas asal"], row["Baris asal"]) for row in rows] == [
        ("usulan.csv", "3"),
        ("usulan.csv", "4"),
        ("usulan.csv", "5"),
    ]
    assert (
        rows[0]["Sebab"] == "NIK ini sudah ada lebih dahulu dalam berkas yang sama (lembar usulan, baris 2)"
    )
    assert "Moh. Sujono" in rows[2]["Sebab"]
    assert rows[2]["Bukti"] == "registry.csv"
    assert all(row["Yang harus dibenahi"] and row["Keputusan"] for row in rows)
    assert {row["Paling lambat"].date().isoformat() for row in rows} == {"2026-01-16"}
    assert rows[0]["NIK"] == "3577031205800001"


def test_the_reply_carries_a_hidden_mark_by_which_it_is_known_again(folder):
    verify(folder)
    page = openpyxl.load_workbook(folder / "out" / "replies" / "35.77.03.1009.xlsx").active
    marks = next(column for column in page.iter_cols() if "ID Payung" in [cell.value for cell in column])
    values = [cell.value for cell in marks if cell.value and cell.value != "ID Payung"]
    assert page.column_dimensions[marks[0].column_letter].hidden
    assert len(set(values)) == 3


def test_the_mended_reply_can_be_read_again(folder, capsys):
    verify(folder)
    capsys.readouterr()
    assert main(["read", str(folder / "out" / "replies" / "35.77.03.1009.xlsx")]) == 0
    back = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["nik"], row["name"], row["birth_date"], row["village_code"]) for row in back] == [
        ("3577031205800001", "Budi Santoso", "1980-05-12", "35.77.03.1009"),
        ("", "Tono", "1980-05-12", "35.77.03.1009"),
        ("3577031205700009", "Muhammad Soejono", "1970-05-12", "35.77.03.1009"),
    ]


def test_twice_gives_the_same_bytes(folder):
    verify(folder)
    first = {path.name: path.read_bytes() for path in (folder / "out").rglob("*.*") if path.is_file()}
    verify(folder)
    assert first == {path.name: path.read_bytes() for path in (folder / "out").rglob("*.*") if path.is_file()}
    assert len(first) == 4


def test_another_deadline_and_english(folder, capsys):
    assert verify(folder, "--mend-by", "2026-02-01", "--lang", "en") == 0
    assert "5 people: 1 eligible" in capsys.readouterr().err
    page = openpyxl.load_workbook(folder / "out" / "replies" / "35.77.03.1009.xlsx").active
    assert page["A1"].value == "Reply on the proposals for Siaga Kita: Taman (35.77.03.1009)"
    assert "by 1 February 2026" in page["A3"].value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--deaths", "none.csv"], "the list of deaths is not there"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message(folder, capsys, words, said):
    assert verify(folder, *words, "--lang", "en") == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_what_is_missing_is_named(capsys):
    assert main(["verify", "--lang", "en"]) == 2
    assert "missing: FILE, --programme, --out" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["id", "en"])
def test_all_reasons_are_listed_with_basis_and_remedy(capsys, language):
    assert main(["verify", "--reasons", "--lang", language]) == 0
    said = capsys.readouterr().out
    for check in catalogue():
        assert check.code in said
        message = check.message.format(value="…", matched_name="…", score="…")
        for text in (message, check.basis, check.remedy):
            assert text.to(language) in said
    assert "{" not in said


def test_of_two_people_in_one_row_the_reply_says_which_is_meant(folder):
    head = "No;Nama Suami;NIK Suami;Nama Istri;NIK Istri;Desa\n"
    (folder / "usulan.csv").write_text(
        head + "1;Budi Santoso;3577031205800001;Tini;;Taman\n2;Tono;;Sri;;Taman\n", encoding="utf-8"
    )
    assert verify(folder) == 0
    assert [(row["row"], row["name"]) for row in decisions(folder)] == [
        ("2", "Budi Santoso"), ("2", "Tini"), ("3", "Tono"), ("3", "Sri"),
    ]  # fmt: skip
    page = openpyxl.load_workbook(folder / "out" / "replies" / "35.77.03.1009.xlsx").active
    lines = list(page.iter_rows(values_only=True))
    at = next(at for at, line in enumerate(lines) if "NIK" in line)
    rows = [dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :]]
    assert [(row["Nama Lengkap"], str(row["Baris asal"])) for row in rows] == [
        ("Tini", "2, orang ke-2"),
        ("Tono", "3, orang ke-1"),
        ("Sri", "3, orang ke-2"),
    ]
    assert len({row["ID Payung"] for row in rows}) == 3


def test_lines_of_a_list_by_which_nobody_is_found_are_told_and_stop_nothing(folder, capsys):
    with open(folder / "registry.csv", "a") as stream:
        stream.write("3,57703E+15,Tini,1-1-1980,P,2\n")
    (folder / "registry.csv").write_text(
        (folder / "registry.csv").read_text().replace("3,57703", '"3,57703').replace("E+15", 'E+15"')
    )
    assert verify(folder) == 0
    said = capsys.readouterr().err
    assert (
        "Perhatian: register sosial, registry.csv: 1 dari 4 baris tidak dapat ditemukan menurut NIK" in said
    )
    assert "baris 5" in said
    lists = json.loads((folder / "out" / "summary.json").read_text())["lists"]
    assert set(lists["registry"]) == {"file", "rows", "sha256"}
