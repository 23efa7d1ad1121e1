"""Every reason code of the contract: when it is given, when it is not, and to which outcome it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from payung.verification import catalogue
from verification.lists import NIK, checked, listing, outcomes, person, programme

IN_REGISTRY = {"nik": NIK, "name": "BUDI SANTOSO", "birth_date": "1980-05-12", "sex": "L", "decile": "3"}
ASKS_REGISTRY = {"registry_required": True}
WOMAN = "3577035205800001"

# code -> (the one person, what the programme asks, the lists)
Case = tuple[Mapping[str, str], Mapping[str, Any], Mapping[str, Sequence[Mapping[str, str]]]]
GIVEN: dict[str, Case] = {
    "nik.missing": (person(nik="", problems="nik.missing"), {}, {}),
    "nik.malformed": (person(nik="357703120580", problems="nik.malformed"), {}, {}),
    "nik.digits_lost": (person(nik="3577031205800000", problems="nik.digits_lost"), {}, {}),
    "nik.birthdate_differs": (person(birth_date="1981-05-12", problems="nik.birthdate_differs"), {}, {}),
    "nik.sex_differs": (person(sex="P", problems="nik.sex_differs"), {}, {}),
    "nik.area_unknown": (person(problems="nik.area_unknown"), {}, {}),
    "name.missing": (person(name="", problems="name.missing"), {}, {}),
    "birthdate.missing": (person(nik="", birth_date="", problems="nik.missing;birthdate.missing"), {}, {}),
    "birthdate.impossible": (person(nik="", birth_date="", problems="nik.missing;birthdate.impossible"), {}, {}),
    "age.below": (person(birth_date="2008-01-03"), {"min_age": 18}, {}),
    "age.above": (person(birth_date="1961-01-02"), {"max_age": 65}, {}),
    "registry.absent": (person(), ASKS_REGISTRY, {"registry": []}),
    "registry.probable": (person(nik="3577031205800009"), ASKS_REGISTRY, {"registry": [IN_REGISTRY]}),
    "registry.name_differs": (person(name="Slamet Riyadi"), ASKS_REGISTRY, {"registry": [IN_REGISTRY]}),
    "registry.decile_above": (person(), {"max_decile": 2}, {"registry": [IN_REGISTRY]}),
    "active.elsewhere": (person(), {}, {"active": [{"nik": NIK, "segment": "PU"}]}),
    "deceased": (person(), {}, {"deaths": [{"nik": NIK, "name": "Budi S.", "death_date": "2025-03-01"}]}),
    "deceased.probable": (person(), {}, {"deaths": [{"nik": "", "name": "Budi Santosa", "birth_date": "12-05-1980"}]}),
    "excluded.group": (person(), {}, {"excluded": [{"nik": NIK, "group": "ASN"}]}),
    "payer.other": (person(), {}, {"other-payers": [{"nik": NIK, "payer": "BAZNAS", "from": "2025-06", "to": "2026-01"}]}),
    "occupation.missing": (person(occupation=""), {"occupations": ["pemulung"]}, {}),
    "occupation.unlisted": (person(occupation="dokter gigi"), {"occupations": ["pemulung"]}, {}),
    "residence.outside": (person(village="Aie Amo", village_code="13.03.10.2001"), {}, {}),
}  # fmt: skip
TWO_ROWS = {"duplicate.in_list", "duplicate.across_lists"}
DECIDED = {"refused": "refused", "review": "review", "none": "eligible"}


def run(case: Case) -> tuple[str, list[str]]:
    row, asked, lists = case
    result = checked([row], programme(**asked), *(listing(kind, *rows) for kind, rows in lists.items()))
    ((outcome, reasons),) = outcomes(result)
    return outcome, reasons.split(";")


@pytest.mark.parametrize("code", GIVEN)
def test_each_reason_is_given_and_decides_as_the_contract_says(code):
    outcome, reasons = run(GIVEN[code])
    assert code in reasons
    by_code = {check.code: check for check in catalogue()}
    gravest = min((by_code[each].outcome for each in reasons), key=["refused", "review", "none"].index)
    assert outcome == DECIDED[gravest]
    assert reasons == [check.code for check in catalogue() if check.code in reasons], "most serious first"


def test_the_table_knows_every_reason():
    assert set(GIVEN) | TWO_ROWS == {check.code for check in catalogue()}


def test_outcomes_are_those_of_the_contract():
    refused = "age.below age.above duplicate.in_list registry.absent registry.decile_above active.elsewhere deceased excluded.group payer.other occupation.unlisted"
    assert {c.code for c in catalogue() if c.outcome == "refused"} == set(refused.split())
    assert {c.code for c in catalogue() if c.outcome == "none"} == {"nik.area_unknown"}


def test_a_person_against_whom_nothing_speaks_is_eligible():
    asked = {
        "min_age": 18,
        "max_age": 65,
        "max_decile": 5,
        "registry_required": True,
        "occupations": ["pemulung"],
    }
    lists = {"registry": [IN_REGISTRY], "active": [], "deaths": [], "excluded": [], "other-payers": []}
    assert run((person(), asked, lists)) == ("eligible", [""])


def test_a_hint_leaves_an_eligible_person_eligible():
    assert run(GIVEN["nik.area_unknown"]) == ("eligible", ["nik.area_unknown"])


@pytest.mark.parametrize("problem", ["birthdate.missing", "birthdate.impossible"])
def test_a_birth_date_that_the_nik_gives_is_not_wanting(problem):
    assert run((person(birth_date="", problems=problem), {"min_age": 18}, {})) == ("eligible", [""])


@pytest.mark.parametrize(
    ("born", "on", "reasons"),
    [
        ("2008-01-02", "2026-01-02", ""),  # eighteen today
        ("2008-01-03", "2026-01-02", "age.below"),
        ("1961-01-03", "2026-01-02", ""),  # sixty-five tomorrow
        ("1961-01-02", "2026-01-02", "age.above"),
        ("2008-02-29", "2026-02-28", "age.below"),  # a birthday on 1 March of other years
        ("2008-02-29", "2026-03-01", ""),
        ("1960-02-29", "2025-02-28", ""),
        ("1960-02-29", "2025-03-01", "age.above"),
    ],
)
def test_age_is_counted_to_the_day(born, on, reasons):
    result = checked([person(birth_date=born)], programme(min_age=18, max_age=65), on=date.fromisoformat(on))
    assert outcomes(result)[0][1] == reasons


def test_without_a_birth_date_the_age_is_that_of_the_nik():
    young = person(nik="3577031205100001", birth_date="")
    assert outcomes(checked([young], programme(min_age=18))) == [("refused", "age.below")]


@pytest.mark.parametrize("name", ["", " "])
def test_a_line_without_a_name_under_the_nik_neither_differs_nor_leaves_the_person_absent(name):
    lists = {"registry": [{**IN_REGISTRY, "name": name}], "deaths": [{"nik": "", "name": name}]}
    assert run((person(), ASKS_REGISTRY, lists)) == ("eligible", [""])


def test_a_dead_persons_nik_under_no_name_is_for_a_person_to_decide():
    lists = {"deaths": [{"nik": NIK, "name": "", "death_date": "2025-03-01"}]}
    assert run((person(), {}, lists)) == ("review", ["deceased.probable"])


def test_in_one_file_the_first_stays_and_the_others_are_refused():
    result = checked([person(), person(name="B. Santoso"), person(nik="3577031205800002", name="Lain")])
    assert outcomes(result) == [("eligible", ""), ("refused", "duplicate.in_list"), ("eligible", "")]


def test_in_two_files_all_are_held():
    result = checked([person(), person(file="lain.xlsx")])
    assert outcomes(result) == [("review", "duplicate.across_lists")] * 2


def test_in_two_villages_of_one_file_all_are_held_and_the_later_is_a_repetition():
    result = checked([person(), person(village="Kejuron", village_code="35.77.03.1008")])
    assert outcomes(result) == [
        ("review", "duplicate.across_lists"),
        ("refused", "duplicate.in_list;duplicate.across_lists"),
    ]


@pytest.mark.parametrize("problem", ["nik.missing", "nik.malformed", "nik.digits_lost"])
def test_a_nik_that_cannot_be_looked_up_is_no_duplicate(problem):
    nik = "" if problem == "nik.missing" else "3577031205800000"
    result = checked([person(nik=nik, problems=problem), person(nik=nik, problems=problem, name="Slamet")])
    assert outcomes(result) == [("review", problem)] * 2


@pytest.mark.parametrize("problem", ["nik.missing", "nik.malformed", "nik.digits_lost"])
def test_absence_is_not_stated_of_a_nik_that_cannot_be_looked_up(problem):
    case = (person(nik="", name="Tono", problems=problem), ASKS_REGISTRY, {"registry": [IN_REGISTRY]})
    assert run(case) == ("review", [problem])


def test_a_person_without_a_nik_is_searched_by_name_birth_date_and_village():
    case = (person(nik="", problems="nik.missing"), ASKS_REGISTRY, {"registry": [IN_REGISTRY]})
    assert run(case) == ("review", ["nik.missing", "registry.probable"])


def test_the_decision_names_who_is_probably_the_same():
    result = checked(
        [person(nik="3577031205800009")], programme(**ASKS_REGISTRY), listing("registry", IN_REGISTRY)
    )
    (decision,) = result.decisions.to_pylist()
    assert (decision["matched_nik"], decision["matched_name"]) == (NIK, "BUDI SANTOSO")
    assert 0.85 <= float(decision["score"]) <= 1


@pytest.mark.parametrize(
    "name", ["SANTOSO BUDI", "H. Boedi Santosa, S.Pd", "Budi S.", "Budi", "budi  santoso", "Budi bin Slamet"]
)
def test_another_spelling_order_title_or_missing_part_is_no_other_name(name):
    assert run((person(name=name), ASKS_REGISTRY, {"registry": [IN_REGISTRY]})) == ("eligible", [""])


def test_of_two_lines_under_one_nik_the_one_that_agrees_counts():
    other = {**IN_REGISTRY, "name": "SLAMET", "decile": "9"}
    assert run((person(), {"max_decile": 5}, {"registry": [other, IN_REGISTRY]})) == ("eligible", [""])


def test_the_dead_persons_nik_under_another_name_is_for_a_person_to_decide():
    case = (person(), {}, {"deaths": [{"nik": NIK, "name": "Slamet Riyadi", "death_date": "2025-03-01"}]})
    assert run(case) == ("review", ["deceased.probable"])


@pytest.mark.parametrize(
    ("start", "end", "reasons"),
    [
        ("2025-01", "2025-12", ""),
        ("2025-01", "2026-01", "payer.other"),
        ("2026-12", "2027-12", "payer.other"),
        ("2027-01", "", ""),
        ("", "", "payer.other"),
        ("", "2025-12-31", ""),
        ("Januari 2026", "Maret 2026", "payer.other"),
        ("01-03-2026", "31-03-2026", "payer.other"),
    ],
)
def test_another_payer_counts_for_any_month_of_the_programme(start, end, reasons):
    payer = listing("other-payers", {"nik": NIK, "payer": "BAZNAS", "from": start, "to": end})
    assert outcomes(checked([person()], programme(months=12), payer))[0][1] == reasons


@pytest.mark.parametrize(
    ("group", "groups", "reasons"),
    [
        ("ASN", ["ASN", "TNI"], "excluded.group"),
        ("PNS", ["ASN"], "excluded.group"),
        ("PPPK Kota", ["asn"], "excluded.group"),
        ("Pensiunan PNS", ["ASN"], ""),
        ("Pensiunan PNS", ["pensioner"], "excluded.group"),
        ("POLRI", ["ASN"], ""),
        ("POLRI", None, "excluded.group"),
        ("", ["ASN"], "excluded.group"),
    ],
)
def test_only_the_groups_that_the_programme_names_are_excluded(group, groups, reasons):
    asked = programme(**({"excluded_groups": groups} if groups is not None else {}))
    result = checked([person()], asked, listing("excluded", {"nik": NIK, "name": "Budi", "group": group}))
    assert outcomes(result)[0][1] == reasons


@pytest.mark.parametrize(
    ("village", "code", "reasons"),
    [
        ("Taman", "35.77.03.1009", ""),
        ("Taman", "35.77", ""),
        ("", "", ""),
        ("Taman", "", ""),
        ("Negeri Jauh", "", "residence.outside"),
        ("Taman", "35.78.03.1009", "residence.outside"),
        ("Taman", "35.770.3", "residence.outside"),
    ],
)
def test_a_village_outside_the_area_is_held(village, code, reasons):
    assert outcomes(checked([person(village=village, village_code=code)]))[0][1] == reasons


def test_every_reason_says_in_both_languages_what_why_and_how_to_mend():
    for check in catalogue():
        for text in (check.message, check.basis, check.remedy):
            assert text.id
            assert text.en
            assert text.id != text.en, check.code


def test_the_reasons_of_a_person_have_room_in_one_number():
    assert len(catalogue()) < 63, "a decision keeps its reasons as bits of a BIGINT"


@pytest.mark.parametrize(
    ("written", "above"),
    [("5", False), ("Desil 5", False), ("5.0", False), ("6", True), ("Desil 10", True), ("> 5", True), ("5+", True),
     ("di atas 5", True), ("> 4", False), ("1-4", False), ("", False), ("miskin", False)],
)  # fmt: skip
def test_a_decile_is_read_however_it_is_written(written, above):
    outcome, _ = run((person(), {"max_decile": 5}, {"registry": [{**IN_REGISTRY, "decile": written}]}))
    assert outcome == ("refused" if above else "eligible")
