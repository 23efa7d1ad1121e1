"""Sweeps over members: who has died by a list, who stands twice."""

from datetime import date

import pyarrow as pa
import pytest

from payung.verification.references import ReferenceList
from payung.verification.sweeps import MEMBERS, find_dead, find_twice, other_payments

ON = date(2026, 11, 1)
MUARO, PEMATANG = "13.03.04.2001", "13.03.04.2002"


def members(*rows):
    columns = ("id", "nik", "name", "born", "sex", "village_code")
    return pa.Table.from_pylist([dict(zip(columns, row, strict=True)) for row in rows], schema=MEMBERS)


def deaths(*rows, columns=("nik", "name", "birth_date", "death_date")):
    table = pa.Table.from_pylist(
        [dict(zip(columns, row, strict=True)) for row in rows],
        schema=pa.schema([(c, pa.string()) for c in columns]),
    )
    return ReferenceList("deaths", "kematian", table, "0" * 64, table.num_rows, ON)


def found(table):
    return {row["id"]: row for row in table.to_pylist()}


def test_nik_and_name_together_are_certain_and_either_alone_is_not():
    people = members(
        (1, "1303041205800001", "Siti Aminah", date(1980, 5, 12), "P", MUARO),
        (2, "1303041205800002", "Buyung Saputra", date(1981, 5, 12), "L", MUARO),
        (3, "", "Anwar Chaniago", date(1982, 6, 13), "L", MUARO),
        (4, "", "Upik Lubis", date(1983, 7, 14), "P", MUARO),
    )
    told = found(
        find_dead(
            people,
            deaths(
                ("1303041205800001", "ST. AMINAH", "1980-05-12", "2026-03-04"),
                ("1303041205800002", "HENDRA WIJAYA", "1981-05-12", "2026-03-05"),
                ("1303041306829999", "ANWAR CHANIAGO", "1982-06-13", "2026-03-06"),
            ),
            on=ON,
        )
    )
    assert {key: row["how"] for key, row in told.items()} == {1: "certain", 2: "name_differs", 3: "probable"}
    assert told[1]["died"] == date(2026, 3, 4)
    assert told[3]["explanation"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("4-3-2026", date(2026, 3, 4)),
        ("4 Maret 2026", date(2026, 3, 4)),
        ("2027-01-01", None),  # lies ahead
        ("1979-01-01", None),  # before birth
        ("entah", None),
        (None, None),
    ],
)
def test_a_day_of_death_that_cannot_be_is_not_taken(written, read):
    people = members((1, "1303041205800001", "Siti Aminah", date(1980, 5, 12), "P", MUARO))
    list_ = deaths(("1303041205800001", "Siti Aminah", "1980-05-12", written))
    assert found(find_dead(people, list_, on=ON))[1]["died"] == read


def test_a_list_without_numbers_finds_people_by_name_and_birth_date():
    people = members((1, "", "Siti Aminah", date(1980, 5, 12), "P", MUARO))
    list_ = deaths(("Siti Aminah", "1980-05-12", "2026-03-04"), columns=("name", "birth_date", "death_date"))
    assert found(find_dead(people, list_, on=ON))[1]["how"] == "probable"


def test_one_person_under_two_numbers_is_found_and_twins_are_not():
    people = members(
        (1, "", "Siti Aminah", date(1980, 5, 12), "P", MUARO),
        (2, "", "ST. AMINAH", date(1980, 5, 12), "P", MUARO),
        (3, "", "Hasan Basri", date(1990, 1, 2), "L", MUARO),
        (4, "", "Husin Basri", date(1990, 1, 2), "L", MUARO),
        (5, "", "Siti Aminah", date(1980, 5, 13), "P", PEMATANG),
    )
    assert [(row["id"], row["other"]) for row in find_twice(people).to_pylist()] == [(1, 2)]


def test_months_of_other_payers_are_numbers_and_open_ends_stay_open():
    table = pa.table(
        {
            "nik": ["1303041205800001", "1303041205800002"],
            "payer": ["BAZNAS", "PT Contoh"],
            "from": ["2026-01", None],
            "to": ["2026-12", None],
        }
    )
    given = ReferenceList("other-payers", "lain", table, "0" * 64, 2, ON)
    rows = [(r["payer"], r["first"], r["last"]) for r in other_payments(given, on=ON).to_pylist()]
    assert rows == [("BAZNAS", 202601, 202612), ("PT Contoh", None, None)]
