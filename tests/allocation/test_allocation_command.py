"""``payung allocate`` from the files to the results, as an analyst uses it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from payung.cli import main

PEOPLE = """id,village_code,priority,sector,groups,decile
a,13.03.04.2001,5,other,tobacco,2
b,13.03.04.2001,4,transport,,3
c,13.03.04.2001,3,other,,9
d,13.03.05.2001,5,other,tobacco;mustahik,1
e,13.03.05.2001,1,other,,2
"""
FUNDS = """from = "2026-04"
months = 9

[[fund]]
id = "apbd"
payer = "apbd"
ceiling = 302_400
max_decile = 5

[[fund]]
id = "leaf"
payer = "apbd"
places = 1
groups = ["tobacco"]
rank = 2

[[fund]]
id = "zakat"
payer = "baznas"
ceiling = 75_600
groups = ["mustahik"]
rank = 3
"""
QUOTA = "village_code,places\n13.03.04.2001,2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "funds.toml").write_text(FUNDS)
    (tmp_path / "quota.csv").write_text(QUOTA)
    return tmp_path


def allocated(folder: Path, *words: str) -> int:
    files = [str(folder / "people.csv"), "--funds", str(folder / "funds.toml"), "--out", str(folder / "out")]
    return main(["allocate", *files, "--quota", str(folder / "quota.csv"), *words])


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def summary(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "out/summary.json").read_text()))


def test_the_three_files_of_the_contract(folder):
    assert allocated(folder) == 0
    assert {path.name for path in (folder / "out").iterdir()} == {"plan.csv", "waiting.csv", "summary.json"}
    assert rows(folder / "out/plan.csv") == [
        {"id": "a", "fund": "leaf", "cost": "151200"},
        {"id": "b", "fund": "apbd", "cost": "151200"},
        {"id": "d", "fund": "zakat", "cost": "75600"},
        {"id": "e", "fund": "apbd", "cost": "151200"},
    ]
    assert [list(row) for row in rows(folder / "out/waiting.csv")] == [["id", "position", "why", "binding"]]
    found = summary(folder)
    assert {key: found[key] for key in ("people", "covered", "waiting", "objective", "bound", "gap")} == {
        "people": 5,
        "covered": 4,
        "waiting": 1,
        "objective": 15,
        "bound": 15,
        "gap": 0,
    }
    assert found["spent"] == {"apbd": 302_400, "leaf": 151_200, "zakat": 75_600}
    assert found["left"] == {"apbd": 0, "leaf": None, "zakat": 0}
    assert set(found["marginal"]) == {"apbd", "leaf", "zakat"}
    assert found["seconds"] >= 0


def test_whom_no_fund_may_pay_learns_which_rule_says_so(folder):
    allocated(folder, "--lang", "en")
    assert rows(folder / "out/waiting.csv") == [
        {
            "id": "c",
            "position": "1",
            "why": "No fund may pay for this person: its condition on decile is not met (apbd); "
            "not of its groups (leaf, zakat).",
            "binding": "no_fund",
        }
    ]


def test_the_quota_and_the_ceilings_that_bind_are_named_in_words_and_by_code(folder):
    (folder / "funds.toml").write_text(
        'from = "2026-04"\nmonths = 9\n[[fund]]\nid = "apbd"\npayer = "apbd"\nceiling = 500_000\n'
    )
    allocated(folder)
    assert rows(folder / "out/waiting.csv") == [
        {
            "id": "c",
            "position": "1",
            "why": "Kuota desa 13.03.04.2001 penuh (2 tempat). Pagu dana apbd tinggal Rp46.400, seorang perlu Rp151.200.",
            "binding": "quota:13.03.04.2001;ceiling:apbd",
        },
        {
            "id": "e",
            "position": "2",
            "why": "Pagu dana apbd tinggal Rp46.400, seorang perlu Rp151.200.",
            "binding": "ceiling:apbd",
        },
    ]


def test_the_same_input_gives_the_same_bytes_but_for_the_seconds(folder):
    allocated(folder)
    first = {name: (folder / "out" / name).read_bytes() for name in ("plan.csv", "waiting.csv")}
    before = summary(folder)
    header, *lines = PEOPLE.splitlines(keepends=True)
    (folder / "people.csv").write_text("".join([header, *reversed(lines)]))
    allocated(folder)
    assert {name: (folder / "out" / name).read_bytes() for name in first} == first
    assert {**summary(folder), "seconds": 0} == {**before, "seconds": 0}


def test_semicolons_tabs_and_a_byte_order_mark_are_read_too(folder):
    allocated(folder)
    plan = (folder / "out/plan.csv").read_bytes()
    turned = PEOPLE.replace("tobacco;mustahik", '"tobacco|mustahik"').replace(",", ";").replace("|", ";")
    (folder / "people.csv").write_text("\ufeff" + turned, encoding="utf-8")
    assert allocated(folder) == 0
    assert (folder / "out/plan.csv").read_bytes() == plan


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(folder):
    (folder / "people.csv").write_text(PEOPLE.replace("\na,", "\n=1+1,"))
    allocated(folder)
    assert "'=1+1,leaf,151200" in (folder / "out/plan.csv").read_text()


def test_a_plan_under_three_months_says_what_families_would_lose(folder, capsys):
    (folder / "funds.toml").write_text(FUNDS.replace("months = 9", "months = 2"))
    allocated(folder, "--lang", "en")
    assert summary(folder)["cover"] == {
        "months": 2,
        "death_benefit": 10_000_000,
        "full_death_benefit": 42_000_000,
        "loss": 32_000_000,
        "people_short": summary(folder)["covered"],
    }
    assert "only Rp10.000.000 on a death, not Rp42.000.000" in capsys.readouterr().err


def test_what_is_odd_but_usable_is_said(folder, capsys):
    (folder / "quota.csv").write_text(QUOTA + "13.03.09.2001,5\n")
    (folder / "funds.toml").write_text(
        FUNDS + '\n[[fund]]\nid = "far"\npayer = "apbdes"\nvillages = ["13.03.10"]\n'
    )
    assert allocated(folder, "--lang", "en") == 0
    said = capsys.readouterr().err
    assert "Quotas of villages that nobody comes from: 13.03.09.2001" in said
    assert "Villages without a quota (no limit): 13.03.05.2001" in said
    assert "Funds that may pay nobody in the list: far" in said
    assert "APBDes" in said  # the doubt about its rate


def test_nothing_goes_to_standard_output(folder, capfd):
    (folder / "funds.toml").write_text(
        'from = "2026-01"\nmonths = 12\n[[fund]]\nid = "csr"\npayer = "csr"\nceiling = 350_000\n'
    )
    assert allocated(folder) == 0
    assert capfd.readouterr().out == ""


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert allocated(folder, "--lang", "en", *words) == 2
    assert not (folder / "out").exists()
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("b,13.03.04.2001,4", "a,13.03.04.2001,4", "the same id more than once: row 2 (“a”), 3 (“a”)"),
        ("b,13", ",13", "the id is empty: row 3"),
        ("b,13.03.04.2001", "b,", "the village code is empty: row 3"),
        ("2001,4,", "2001,4.5,", "row 3 (“4.5”)"),
        ("2001,4,", "2001,-4,", "row 3 (“-4”)"),
        ("2001,4,", "2001,,", "priority must be a whole number"),
        ("2001,4,", "2001,99999999999,", "row 3 (“99999999999”)"),
        ("transport", "ojek", "the sector is not known: row 3 (“ojek”)"),
        ("priority", "prio", "missing column: priority"),
        ("decile", "desil", "missing column: decile"),
        ("groups", "kelompok", "missing column: groups"),
        (",9\n", ",nine\n", "column “decile” is no number, and fund “apbd” asks for one: row 4 (“nine”)"),
        ("b,13.03", 'b,"13.03', "the CSV is damaged"),
        ("b,13.03.04.2001,4", "b,13.03.04.2001,4,x", "the CSV is damaged"),
    ],
)
def test_people_that_cannot_be_used_are_named_by_row(folder, capsys, old, new, says):
    (folder / "people.csv").write_text(PEOPLE.replace(old, new, 1))
    message = refused(folder, capsys)
    assert says in message
    assert "people.csv" in message


def test_many_bad_rows_are_named_at_once_the_first_ten_and_a_count(folder, capsys):
    lines = "".join(f"p{n},13.03.04.2001,x,other,,1\n" for n in range(15))
    (folder / "people.csv").write_text(PEOPLE.splitlines(keepends=True)[0] + lines)
    message = refused(folder, capsys)
    assert ", 11 (“x”) and 5 more rows" in message


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("13.03.04.2001,2\n13.03.04.2001,3\n", "more than once: row 2 (“13.03.04.2001”), 3"),
        ("13.03.04.2001,-2\n", "0 or more: row 2 (“-2”)"),
        ("13.03.04.2001,two\n", "row 2 (“two”)"),
        (",2\n", "the village code is empty: row 2"),
        ("Aie Amo,2\n13.03.04.2001,2\n", "one that nobody comes from: row 2 (“Aie Amo”)"),
    ],
)
def test_quotas_that_cannot_be_used_are_named_by_row(folder, capsys, lines, says):
    (folder / "quota.csv").write_text("village_code,places\n" + lines)
    message = refused(folder, capsys)
    assert says in message
    assert "quota.csv" in message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('from = "2026-04"\n', "", 'Add from = "2026-04"'),
        ('"2026-04"', '"April"', "“from” must be a month such as 2026-04"),
        ("months = 9\n", "", "“months” is missing"),
        ("months = 9", "months = 0", "“months” must be from 1 to 120"),
        ("months = 9", 'months = "9"', "“months” must be a whole number"),
        ('"2026-04"', '"1999-01"', "No rule is loaded"),
        (
            'payer = "baznas"',
            'payer = "zakat"',
            "fund “zakat”: “payer” “zakat” is not known; choose self, apbn",
        ),
        ('payer = "baznas"\n', "", "“fund zakat: payer” is missing"),
        ('id = "zakat"', 'id = "leaf"', "two funds are called “leaf” ([[fund]] number 2 and 3)"),
        ("ceiling = 75_600", "ceiling = -1", "fund “zakat”: “ceiling” cannot be negative"),
        ("ceiling = 75_600", "ceiling = 75_600.5", "“fund zakat: ceiling” must be a whole number"),
        ("ceiling = 75_600", "ceiling = 75_600\nplaces = 0", "0 contradicts a ceiling that has money"),
        (
            "ceiling = 75_600",
            "ceiling = 75_600\ncommitted = 80_000",
            "below what is already committed (80000)",
        ),
        ("ceiling = 75_600", "ceiling = 75_600\nmin_months = 12", "asks for 12 months, the plan has 9"),
        ('groups = ["mustahik"]', "groups = []", "fund “zakat”: “groups” lets nobody be paid"),
        ('groups = ["mustahik"]', 'sectors = ["ojek"]', "“sectors” “ojek” is not known"),
        (
            'groups = ["mustahik"]',
            "where = { decile = { min = 5, max = 2 } }",
            "“where.decile” lets nobody be paid",
        ),
        (
            'groups = ["mustahik"]',
            "where = { decile = 5 }",
            'must be "text", ["text"] or { min, max, any, not }',
        ),
        (
            'groups = ["mustahik"]',
            'group = ["mustahik"]',
            "“fund zakat: group” is not known; did you mean groups?",
        ),
        ("max_decile = 5", "max_decile = 5\nwhere = { decile = { max = 4 } }", "meets a where.decile too"),
        ("[[fund]]", "[fund", "the funds file is no TOML"),
    ],
)
def test_funds_that_cannot_be_used_are_named_by_key(folder, capsys, old, new, says):
    (folder / "funds.toml").write_text(FUNDS.replace(old, new, 1))
    message = refused(folder, capsys)
    assert says in message


@pytest.mark.parametrize("name", ["people.csv", "funds.toml", "quota.csv"])
def test_a_file_that_is_not_there_is_named(folder, capsys, name):
    (folder / name).unlink()
    assert name in refused(folder, capsys)


def test_an_output_folder_that_cannot_be_made_is_named(folder, capsys):
    (folder / "out").write_text("a file")
    assert allocated(folder) == 2
    assert "--out" in capsys.readouterr().err
    assert (folder / "out").read_text() == "a file"
