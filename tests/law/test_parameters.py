"""The law as data: what a parameter file must carry, what is refused, and what may be changed."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from payung.law.bulk import due_per_month
from payung.law.contribution import contribution
from payung.law.month import Month
from payung.law.page import page
from payung.law.parameters import UnusableParameter, current, load

ROOT = Path(__file__).parents[2]
GOOD = """
description = { id = "Santunan kematian", en = "Death grant" }
unit = "rupiah"

[[values]]
from = 2015-07-01
to = 2019-12-01
value = 16_200_000
confidence = "verified"
citation = { regulation = "PP 44/2015", article = "34" }
sources = ["https://example.org/1"]

[[values]]
from = 2019-12-02
value = 20_000_000
confidence = "verified"
citation = { regulation = "PP 82/2019", article = "34" }
sources = ["https://example.org/2"]
"""


def written(directory, content, path="jkm/death_grant.toml"):
    file = directory / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return directory


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('description = { id = "Santunan kematian", en = "Death grant" }', "", "description"),
        ('unit = "rupiah"', "", "unit"),
        ('unit = "rupiah"', 'unit = "dollar"', "unit"),
        ("from = 2015-07-01\n", "", "from"),
        ("from = 2015-07-01\n", 'from = "2015-07-01"\n', "from"),
        ("to = 2019-12-01", "to = 2015-06-30", "from"),
        ('citation = { regulation = "PP 44/2015", article = "34" }', "", "citation"),
        ('{ regulation = "PP 44/2015", article = "34" }', '{ article = "34" }', "citation"),
        ('{ regulation = "PP 44/2015", article = "34" }', '{ regulation = "PP 44/2015" }', "unread"),
        ('confidence = "verified"', "", "confidence"),
        ('confidence = "verified"', 'confidence = "sure"', "confidence"),
        ('sources = ["https://example.org/1"]', "sources = []", "sources"),
        ("value = 16_200_000\n", "", "value"),
        ("value = 16_200_000\n", "value = 16200000.5\n", "value"),
        ("value = 16_200_000\n", "value = -1\n", "value"),
        ('en = "Death grant"', 'english = "Death grant"', "description"),
        ('article = "34" }', 'article = "34", page = 5 }', "citation"),
        ("from = 2019-12-02", "from = 2019-12-01", "overlap"),
        ("from = 2019-12-02", "from = 2019-12-03", "gap"),
        ("to = 2019-12-01\n", "", "overlap"),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused_by_name(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(UnusableParameter) as error:
        load(written(tmp_path, GOOD.replace(old, new, 1)))
    assert said in error.value.to("en")
    assert "jkm/death_grant.toml" in error.value.to("id")


def test_toml_that_cannot_be_read_and_an_empty_directory_are_refused(tmp_path):
    with pytest.raises(UnusableParameter):
        load(written(tmp_path / "broken", "value = = 1"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(Exception, match="no parameter file"):
        load(tmp_path / "empty")


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("contribution/bpu/bands", "income_from = 0,", "income_from = 1000,", "value"),
        ("contribution/bpu/bands", "income_from = 1_300_000", "income_from = 1_000_000", "value"),
        ("contribution/bpu/bands", "base = 1_200_000", "wage = 1_200_000", "base"),
        ("contribution/bpu/bands", 'unit = "table"', 'unit = "list"', "table"),
        ("contribution/relief/pp_49_2020", "pays_percent = 1", "pays = 1", "value"),
        ("jkm/waiting", "amount = 10_000_000", "paid = 10_000_000", "amount"),
    ],
)
def test_a_changed_table_keeps_the_form_that_the_formulas_read(tmp_path, path, old, new, said):
    content = (ROOT / "src/payung/law/parameters" / f"{path}.toml").read_text(encoding="utf-8")
    assert old in content
    with pytest.raises(UnusableParameter) as error:
        load(written(tmp_path, content.replace(old, new, 1), f"{path}.toml"))
    assert said in error.value.to("en")


def test_a_changed_file_replaces_only_its_own_parameter(tmp_path):
    law = load(written(tmp_path, GOOD.replace("20_000_000", "25_000_000")))
    assert law.amount("jkm/death_grant", date(2026, 5, 1)) == 25_000_000
    assert law.amount("jkm/funeral", date(2026, 5, 1)) == 10_000_000
    assert current().amount("jkm/death_grant", date(2026, 5, 1)) == 20_000_000


def extended(tmp_path):
    """PP 50/2025 for others, as if it ran to June 2027."""
    own = ROOT / "src/payung/law/parameters/contribution/relief/pp_50_2025_other.toml"
    content = own.read_text(encoding="utf-8").replace("to = 2026-12-31", "to = 2027-06-30")
    return written(tmp_path, content, "contribution/relief/pp_50_2025_other.toml")


def test_a_relief_extended_in_data_lowers_what_is_due_by_both_paths(tmp_path):
    law = load(extended(tmp_path))
    asked = {"income": 1_000_000, "sector": "other", "payer": "self"}
    single = contribution(month=Month(2027, 1), months=6, parameters=law, **asked)
    assert single.due == 6 * 8_400
    assert contribution(month=Month(2027, 1), months=6, **asked).due == 6 * 16_800
    months = [month.number for month in Month(2027, 1).span(6)]
    assert due_per_month(months, 1_000_000, "other", "self", parameters=law).due.tolist() == [8_400] * 6


def payung(*words, given=None):
    return subprocess.run(
        [sys.executable, "-m", "payung.cli", *words],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )


def test_what_if_compares_cost_and_entitlement_before_and_after(tmp_path):
    words = "contribution --month 2027-01 --months 6 --income 1000000 --payer self --what-if"
    cost = json.loads(payung(*words.split(), str(extended(tmp_path / "a"))).stdout)
    assert (cost["before"]["due"], cost["after"]["due"], cost["difference"]) == (100_800, 50_400, -50_400)
    case = (
        '{"event": "death", "date": "2026-05-10", "income": 1, "registered": "2025-01-01", "paid_months": 17}'
    )
    raised = str(written(tmp_path / "b", GOOD.replace("20_000_000", "25_000_000")))
    owed = json.loads(payung("benefit", "-", "--what-if", raised, given=case).stdout)
    assert (owed["before"]["total"], owed["difference"]) == (42_000_000, 5_000_000)


def test_every_parameter_is_cited_dated_and_sourced():
    assert len(current()) > 70
    for parameter in current().values():
        for dated in parameter.values:
            assert dated.citation.regulation, parameter.path
            assert dated.sources, parameter.path


def test_the_page_of_parameters_is_current():
    written_page = (ROOT / "docs/law/parameters.md").read_text(encoding="utf-8")
    assert written_page == page(current()), "run: python -m payung.law.page > docs/law/parameters.md"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_lists_every_parameter_with_its_marks(language):
    said = page(current(), language)
    assert all(f"`{path}`" in said for path in current())
    assert ("belum terverifikasi" if language == "id" else "unverified") in said
    assert "Rp20.000.000" in said
