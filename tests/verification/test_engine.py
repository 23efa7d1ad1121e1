"""What holds for every verification, whatever the people."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.errors import UnusableInput
from payung.intake.schema import PRINTED
from payung.sheets import neutral
from payung.verification import RULES_VERSION, catalogue, output, verify
from verification.lists import NIK, ON, checked, listing, outcomes, people, person, programme

ASKED = programme(
    min_age=18, max_age=65, registry_required=True, max_decile=5, occupations=["pemulung", "ojek"]
)
LISTS = (
    listing("registry", {"nik": NIK, "name": "Budi Santoso", "birth_date": "1980-05-12", "decile": "3"},
            {"nik": "3577035205900002", "name": "Siti Aminah", "birth_date": "12 Mei 1990", "decile": "8"}),
    listing("active", {"nik": "3577035205900002", "segment": "PU"}),
    listing("deaths", {"nik": "", "name": "Slamet Riyadi", "birth_date": "1970-01-01"}),
    listing("excluded", {"nik": "3577030101700003", "group": "ASN"}),
    listing("other-payers", {"nik": "3577030101700003", "payer": "BAZNAS", "from": "2026-03", "to": ""}),
)  # fmt: skip
anyone = st.fixed_dictionaries(
    {
        "file": st.sampled_from(["a.xlsx", "b.xlsx"]),
        "nik": st.sampled_from([NIK, "3577035205900002", "3577030101700003", "3577030101700009", "", "12"]),
        "name": st.sampled_from(["Budi Santoso", "St. Aminah", "SLAMET RIYADI", "", "=1+1"]),
        "birth_date": st.sampled_from(["1980-05-12", "1990-05-12", "1970-01-01", "2010-01-01", ""]),
        "sex": st.sampled_from(["L", "P", ""]),
        "occupation": st.sampled_from(["pemulung", "ojol", "guru", ""]),
        "problems": st.sampled_from(["", "nik.missing", "nik.malformed;name.missing", "nik.area_unknown"]),
        "village_code": st.sampled_from(["35.77.03.1009", "35.77.01.1001", "13.03.06.2004", ""]),
    }
)
groups = st.lists(anyone, max_size=12)


@settings(max_examples=8, deadline=None)
@given(groups)
def test_every_person_has_exactly_one_decision_in_the_order_given(rows):
    table = people([person(**row) for row in rows])
    result = verify(table, ASKED, LISTS, on=ON)
    assert result.decisions.select(list(PRINTED)).to_pylist() == table.to_pylist()
    counts = Counter(result.decisions["outcome"].to_pylist())
    assert {key: result.summary[key] for key in ("people", "eligible", "review", "refused")} == {
        "people": len(rows), **{key: counts[key] for key in ("eligible", "review", "refused")},
    }  # fmt: skip
    assert sum(village["people"] for village in result.summary["by_village"].values()) == len(rows)
    assert sum(result.summary["by_reason"].values()) == result.findings.num_rows


@settings(max_examples=8, deadline=None)
@given(groups)
def test_the_outcome_is_that_of_the_gravest_finding(rows):
    result = checked([person(**row) for row in rows], ASKED, *LISTS)
    order = [check.code for check in catalogue()]
    for position, (outcome, reasons) in enumerate(outcomes(result)):
        mine = [f for f in result.findings.to_pylist() if f["position"] == position]
        assert [finding["code"] for finding in mine] == [code for code in reasons.split(";") if code]
        assert [order.index(finding["code"]) for finding in mine] == sorted(
            order.index(f["code"]) for f in mine
        )
        found = {finding["outcome"] for finding in mine}
        assert outcome == ("refused" if "refused" in found else "review" if "review" in found else "eligible")


@settings(max_examples=6, deadline=None)
@given(groups, st.randoms(use_true_random=False))
def test_without_repeated_niks_the_order_of_rows_changes_no_outcome(rows, random):
    seen: set[str] = set()
    alone = [row for row in rows if not row["nik"] or not (row["nik"] in seen or seen.add(row["nik"]))]
    numbered = [person(**row, row=at) for at, row in enumerate(alone)]
    shuffled = list(numbered)
    random.shuffle(shuffled)
    by_row = [
        dict(zip(result.decisions["row"].to_pylist(), outcomes(result), strict=True))
        for result in (checked(numbered, ASKED, *LISTS), checked(shuffled, ASKED, *LISTS))
    ]
    assert by_row[0] == by_row[1]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    rows = [
        person(nik=f"35770312058{at:05}", name=f"Budi {at}", file=f"{at % 3}.xlsx") for at in range(500)
    ] * 2
    registry = listing(
        "registry", *({"nik": row["nik"], "name": row["name"], "decile": "9"} for row in rows[::2])
    )
    for folder in ("one", "two"):
        output.write(checked(rows, ASKED, registry), tmp_path / folder)
    for name in ("decisions.csv", "summary.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["decisions.csv", "summary.json"]


def test_a_finding_cites_the_list_it_rests_on_and_its_date():
    result = checked([person(nik="3577035205900002")], ASKED, *LISTS)
    by_code = {finding["code"]: finding for finding in result.findings.to_pylist()}
    decile = by_code["registry.decile_above"]
    assert (decile["list"], decile["list_sha256"], decile["list_dated"]) == (
        "registry.csv",
        "0" * 64,
        date(2025, 12, 1),
    )
    assert json.loads(decile["detail"]) == {"value": "8"}


def test_a_finding_tells_what_is_known_and_leaves_out_the_rest():
    row = {"nik": NIK, "name": 'Slamet "Mbah" Riyadi', "decile": "9"}
    result = checked([person()], ASKED, listing("registry", row))
    told = {finding["code"]: json.loads(finding["detail"]) for finding in result.findings.to_pylist()}
    differs = told["registry.name_differs"]
    assert list(differs) == ["matched_nik", "matched_name", "score"]
    assert (differs["matched_nik"], differs["matched_name"]) == (NIK, row["name"])
    assert differs["score"] == 0.0
    assert told["registry.decile_above"] == {"value": "9"}


def test_a_probable_person_is_told_with_each_field():
    row = {"nik": "3577031205800002", "name": "BUDI SANTOSO", "birth_date": "1980-05-12", "sex": "L"}
    result = checked([person()], ASKED, listing("registry", row))
    (finding,) = result.findings.to_pylist()
    detail = json.loads(finding["detail"])
    assert list(detail) == ["matched_nik", "matched_name", "score", "explanation"]
    assert detail["explanation"]["birth_date"]["level"] == "same"


def test_each_village_has_its_own_counts_and_reasons():
    rows = [
        person(),
        person(nik="3577031205800002", name="Lain"),
        person(nik="", name="", problems="nik.missing;name.missing", village_code="35.77.01.1001"),
        person(nik="", problems="nik.missing", village="Aie Amo", village_code=""),
        person(nik="", problems="nik.missing", village=" ", village_code=""),
    ]
    by_village = checked(rows, programme(max_decile=2), *LISTS[:1]).summary["by_village"]
    assert {village: list(told.values())[:4] for village, told in by_village.items()} == {
        "35.77.01.1001": [1, 0, 1, 0],
        "35.77.03.1009": [2, 1, 0, 1],
        "Aie Amo": [1, 0, 1, 0],
        "tanpa desa": [1, 0, 1, 0],
    }
    assert by_village["35.77.03.1009"]["by_reason"] == {"registry.decile_above": 1}
    assert by_village["35.77.01.1001"]["by_reason"] == {"nik.missing": 1, "name.missing": 1}


def test_the_summary_tells_what_it_rests_on():
    summary = checked([person()], ASKED, *LISTS).summary
    assert summary["lists"]["registry"] == {
        "file": "registry.csv",
        "rows": 2,
        "sha256": "0" * 64,
        "dated": "2025-12-01",
    }
    assert (summary["programme"], summary["on"], summary["rules_version"]) == (
        "Siaga Kita",
        "2026-01-02",
        RULES_VERSION,
    )


def test_no_people_are_no_error():
    result = checked([], ASKED, *LISTS)
    assert (result.decisions.num_rows, result.summary["people"], result.summary["by_village"]) == (0, 0, {})


def test_progress_is_told_step_by_step():
    steps: list[tuple[int, int]] = []
    verify(
        people([person()]),
        ASKED,
        LISTS,
        on=ON,
        progress=lambda what, done, total: steps.append((done, total)),
    )
    assert [done for done, _ in steps] == list(range(len(steps)))
    assert {total for _, total in steps} == {len(steps)}


@pytest.mark.parametrize(
    ("lists", "engine", "said"),
    [
        ((), "duckdb", "asks for the social registry"),
        ((LISTS[0], LISTS[0]), "duckdb", "two lists"),
        (LISTS, "abacus", "the engine “abacus” is not known"),
    ],
)
def test_what_cannot_be_verified_is_said_before_anything_is_decided(lists, engine, said):
    with pytest.raises(UnusableInput) as refusal:
        verify(people([person()]), ASKED, lists, on=ON, engine=engine)
    assert said in refusal.value.to("en")


def test_criteria_whose_list_is_not_given_are_named():
    asked = programme(max_decile=5, excluded_groups=["ASN"])
    assert checked([person()], asked).unchecked == ("max_decile", "excluded_groups")


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12), min_size=1, max_size=40
    )
)
def test_no_cell_of_the_decisions_can_act_as_a_formula(tmp_path_factory, texts):
    path: Path = tmp_path_factory.mktemp("csv") / "decisions.csv"
    table = people([person(name=text) for text in texts])
    output.write_decisions(table, path)
    with open(path, newline="", encoding="utf-8") as stream:
        assert [row["name"] for row in csv.DictReader(stream)] == [neutral(text) for text in texts]


@pytest.mark.parametrize(
    ("mother", "reasons"), [("SUMIATI", "nik.missing;registry.probable"), ("", "nik.missing")]
)
def test_a_probable_person_is_known_by_the_mother_and_the_card_too(mother, reasons):
    """Another birth date is forgiven only where name, mother and card agree."""
    kk = "3577030101010001"
    wanted = person(nik="", problems="nik.missing", birth_date="1980-09-23", kk=kk, mother_name="Sumiati")
    listed = {
        "nik": NIK,
        "name": "BUDI SANTOSO",
        "birth_date": "1980-05-12",
        "sex": "L",
        "kk": kk,
        "mother_name": mother,
    }
    result = checked([wanted], programme(registry_required=True), listing("registry", listed))
    assert outcomes(result) == [("review", reasons)]
