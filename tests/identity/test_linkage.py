"""Who is taken for the same person, and above all who is not."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.identity.linkage import KEPT, THRESHOLD, definition, explain, probable_persons

PERSON = {
    "name": "Bambang Sutrisno",
    "born": date(1970, 5, 12),
    "sex": "L",
    "kk": "3577030101010001",
    "village_code": "35.77.03.1009",
}
FIELDS = ("id", "name", "born", "sex", "kk", "village_code")
TYPES = (pa.int64(), pa.string(), pa.date32(), pa.string(), pa.string(), pa.string())
MOTHER = "mother_name"


@cache
def database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def linked(wanted: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[tuple[int, int, float, dict]]:
    con = database()
    for table, rows in (("wanted", wanted), ("known", known)):
        filled = [{"id": at, **PERSON, **row} for at, row in enumerate(rows)]
        columns = {
            f: pa.array([row[f] for row in filled], kind) for f, kind in zip(FIELDS, TYPES, strict=True)
        }
        if any(MOTHER in row for row in rows):
            columns[MOTHER] = pa.array([row.get(MOTHER) for row in filled], pa.string())
        con.register(table, pa.table(columns))
    table = probable_persons(con, "wanted", "known")
    found = con.execute(
        f"SELECT wanted_id, known_id, score, explanation FROM {table} ORDER BY wanted_id, rank"
    ).fetchall()
    return [(w, k, score, json.loads(why)) for w, k, score, why in found]


def is_probable(**differs: Any) -> bool:
    return bool(linked([differs], [{}]))


@pytest.mark.parametrize(
    "differs",
    [
        {},
        {"name": "H. BAMBANG SOETRISNO"},
        {"name": "Sutrisno Bambang"},
        {"name": "Bambang S."},
        {"name": "Bambang Sutrsino"},
        {"name": "Bambang sytriano"},  # two slips make a word that nobody bears
        {"name": "vambang Sutrisno"},
        {"kk": "", "village_code": ""},
        {"village_code": "35.77.01.1001"},
        {"village_code": "13.03.06.2004"},  # moved from another province, all else the same
        {"born": date(1970, 12, 5)},  # day and month exchanged
        {"born": date(1970, 5, 13)},
        {"born": date(1971, 5, 12)},
        {"born": None},
        {"sex": ""},
        {"sex": "P"},  # one wrong letter in the list; all else is the same
    ],
)
def test_the_same_person_written_otherwise_is_probable(differs):
    assert is_probable(**differs)


@pytest.mark.parametrize(
    "differs",
    [
        {"name": "Slamet Riyadi"},
        {"name": ""},
        {"born": date(1995, 8, 1)},  # father and son of one name
        {"born": date(1990, 5, 12)},  # even with the same birthday: a generation is no slip
        {"born": date(2000, 5, 12)},
        {"born": date(1970, 7, 21)},
        {
            "sex": "P",
            "village_code": "35.77.01.1001",
            "kk": "",
        },  # a letter for the sex is easily another, but not this
        {"sex": "P", "name": "Bambang Sutrisna"},
        {"name": "Bambang Sutrsino", "born": date(1970, 5, 13), "village_code": "35.77.01.1001", "kk": ""},
        {"born": None, "kk": "", "village_code": ""},
        {"born": None, "name": "Bambang"},
        {"name": "Sri Bambang", "village_code": "13.03.06.2004", "kk": ""},
    ],
)
def test_another_person_is_not_probable(differs):
    assert not is_probable(**differs)


TWINS = [("Hasan Basri", "Husin Basri"), ("Rini Anggraini", "Rina Anggraini"), ("Ahmad Hasan", "Ahmad Husein"),
         ("Dewi Kembar Sari", "Dewi Kembar Wati"), ("Yanto", "Yanti"), ("Muhammad Adi", "Muhammad Ali"),
         ("Ilham Rohman", "Irham Rohman"), ("Ari Listiono", "Aris Listiono")]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_twins_are_two_people_though_all_but_the_name_agrees(one, other):
    assert linked([{"name": one}], [{"name": other}]) == []


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_each_twin_is_linked_to_themself(one, other):
    found = linked([{"name": one}, {"name": other}], [{"name": other}, {"name": one}])
    assert [(wanted, known) for wanted, known, _, _ in found] == [(0, 1), (1, 0)]


def test_father_and_son_of_one_name_in_one_house_are_kept_apart():
    father, son = {"born": date(1955, 3, 4)}, {"born": date(1985, 4, 3)}
    found = linked([father, son], [son, father])
    assert [(wanted, known) for wanted, known, _, _ in found] == [(0, 1), (1, 0)]


def test_the_explanation_says_how_far_each_field_agrees():
    ((_, _, score, why),) = linked([{"born": date(1970, 12, 5)}], [{"kk": ""}])
    assert THRESHOLD <= score < 1
    assert {field: said["level"] for field, said in why.items()} == {
        "name": "same",
        "birth_date": "exchanged",
        "sex": "same",
        "mother_name": "unknown",
        "kk": "unknown",
        "village": "same",
    }
    assert why["name"]["weight"] > 0
    assert why["kk"]["weight"] == 0
    assert [reason.words.id for reason in explain(why)][:2] == ["sama", "hari dan bulan tertukar"]


def test_the_best_candidate_comes_first_and_few_are_kept():
    found = linked(
        [{}],
        [{"name": "Bambang", "kk": ""}, {}, *({"kk": "", "village_code": "35.77.01.1001"} for _ in range(9))],
    )
    assert len(found) == KEPT
    assert found[0][1] == 1
    assert [score for _, _, score, _ in found] == sorted((score for _, _, score, _ in found), reverse=True)


people = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ["Budi Santoso", "SANTOSO BUDI", "Boedi S", "Siti Aminah", "St. Aminah", "Ali", ""]
        ),
        "born": st.sampled_from([None, date(1980, 5, 12), date(1980, 12, 5), date(1981, 5, 12)]),
        "sex": st.sampled_from(["L", "P", ""]),
        "village_code": st.sampled_from(["", "35.77.03.1009", "35.77.01.1001"]),
    }
)


@settings(max_examples=15, deadline=None)
@given(st.lists(people, max_size=8), st.lists(people, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_nobodys_matches(wanted, known, random):
    """Scores are bounded, and each person's best score stays whatever the order."""

    def best(known_rows: list[dict[str, Any]]) -> dict[int, float]:
        found: dict[int, float] = {}
        for at, _, score, _ in linked(wanted, known_rows):
            found[at] = max(found.get(at, 0.0), score)
        return found

    shuffled = list(known)
    random.shuffle(shuffled)
    first = best(known)
    assert first == best(shuffled)
    assert all(THRESHOLD <= score <= 1 for score in first.values())


SITI = {"name": "Siti Aminah", "sex": "P", MOTHER: "Sumiati"}


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        ({"name": "St. Aminah", MOTHER: "SUMIATI"}, {}),
        ({"name": "S. Aminah"}, {}),
        ({"name": "SITI AMINAH BINTI AHMAD"}, {}),
        ({"name": "Hj. Siti Aminah, S.Pd"}, {}),
        ({"name": "Aminah Siti"}, {}),
        ({"name": "Siti Amin"}, {}),
        ({"name": "Siti Amniah", "born": date(1970, 5, 13)}, {}),  # two errors at once
        ({"name": "Siti Amniah", "kk": "3577030101010010"}, {}),
        ({"name": "Siti A.", "born": date(1970, 12, 5)}, {}),
        ({"name": "Siti Amimah", MOTHER: "Soemiati"}, {}),
        ({"born": date(1907, 5, 12)}, {}),  # digits of the year exchanged
        ({"born": None, "kk": ""}, {}),
        ({"sex": "L", "kk": ""}, {}),  # the mother outweighs a wrong letter
        ({"born": date(1970, 7, 21)}, {}),  # another date, all else the same, the mother too
        ({"kk": "1303062512080009", "village_code": "13.03.06.2004"}, {}),  # moved and newly married
    ],
)
def test_with_the_mothers_name_the_same_person_is_probable(wanted, known):
    found = linked([{**SITI, **wanted}], [{**SITI, **known}])
    assert [(w, k) for w, k, _, _ in found] == [(0, 0)]


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        ({MOTHER: "Kartini", "kk": "3577030101010077"}, {}),  # a neighbour of the same name and birth date
        ({MOTHER: "Kartini", "kk": ""}, {}),
        ({"name": "Siti Aisyah"}, {}),
        ({"name": "Siti Amina", "sex": "L"}, {"name": "Siti Amino"}),
        ({"born": date(1990, 5, 12), MOTHER: "Siti Aminah"}, {}),  # mother and daughter of one name
        ({"name": "Sugiarto Handayani", "sex": "L"}, {"name": "Sugiarti Handayani"}),  # twins
        ({"name": "Agus Handoko"}, {"name": "Bagus Handoko"}),
        ({"name": "Fitri"}, {"name": "Fitria"}),
    ],
)
def test_with_the_mothers_name_another_person_is_not_probable(wanted, known):
    assert linked([{**SITI, **wanted}], [{**SITI, **known}]) == []


def test_of_twins_only_the_one_wanted_is_offered_though_the_name_is_shortened():
    twins = [{"name": "Mohamad Hasan Kuswanto"}, {"name": "Mohamad Husein Kuswanto"}]
    assert [k for _, k, _, _ in linked([{"name": "Mohamad Hasan Kuswanto"}], twins)] == [0]
    sisters = [{"name": "Laras", "sex": "P"}, {"name": "Laras Nuryani", "sex": "P"}]
    assert [k for _, k, _, _ in linked([{"name": "Laras", "sex": "P"}], sisters)] == [0]


def test_the_same_person_under_two_niks_is_found_twice():
    again = {"village_code": "35.77.01.1001", "kk": "3577010101010009"}
    assert {k for _, k, _, _ in linked([{}], [{}, again])} == {0, 1}


@settings(max_examples=12, deadline=None)
@given(people, people)
def test_a_pair_is_the_same_from_either_side(one, other):
    assert linked([one], [other]) == linked([other], [one])


def test_a_score_does_not_depend_on_who_else_is_listed():
    alone = linked([{"name": "Bambang Sutrsino"}], [{}])
    crowd = [{"name": f"Sutrisno {n}", "kk": str(n)} for n in ("Adi", "Budi", "Eko", "Heru")]
    among = linked([{"name": "Bambang Sutrsino"}, *crowd], [{}, *crowd])
    assert alone[0] in among


def test_the_rules_version_stands_for_the_model_too():
    assert "mother_name" in definition()
    assert definition() == definition()
