"""The power is cut (kill -9) at any step of billing and paying: every form sent again, the books are as without it."""

import os
import random

import pytest

import migrated
from office.proposals.test_killed import HERE as PROPOSALS
from office.proposals.test_killed import Office

PEOPLE, MONTHS, KILLS = 500, 4, 5


class Books(Office):
    driver = PROPOSALS.parent / "billing_kill_driver.py"


@pytest.fixture
def prepared(tmp_path):
    folder = tmp_path / "prepared"
    folder.mkdir()
    name = f"billing_killed_{os.getpid()}"
    database = migrated.empty_office(folder, os.environ.get("DATABASE_URL", ""), name)
    office = Books(folder, database)
    office.well("prepare", str(PEOPLE), str(MONTHS))
    yield office
    office.remove()


def test_killed_five_times_while_2000_person_months_are_billed_the_books_are_the_same(prepared):
    calm = prepared.copy(0)
    statements = int(calm.well("work"))
    said = calm.well("tell")
    calm.remove()
    assert said.count("\nmonth ") + said.startswith("month ") == PEOPLE * MONTHS
    assert said.endswith("invariants that do not hold: []\n")
    dice = random.Random(20261121)
    shaken = prepared.copy(1)
    for _ in range(KILLS):
        done = shaken.run("work", str(dice.randrange(5, statements // (KILLS + 1))))
        assert done.returncode == -9, done.stderr[-2000:]
    shaken.well("work")
    again = shaken.well("work")  # and once more, all of it: nothing is done twice
    assert int(again) < statements
    assert shaken.well("tell") == said
    shaken.remove()
