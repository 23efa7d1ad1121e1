"""The power is cut (kill -9) at any step of billing and paying: every form sent again, the books are as without it."""

import os
import random

import pytest

from office.proposals.test_killed import Office

PEOPLE, MONTHS, KILLS = 500, 4, 5


class Books(Office):
    driver = "office.billing_kill_driver"


@pytest.fixture
def prepared(tmp_path):
    office = Books(tmp_path, f"billing_killed_{os.getpid()}")
    office.well("prepare", str(PEOPLE), str(MONTHS))
    office.keep()
    yield office
    office.remove()


def test_killed_five_times_while_2000_person_months_are_billed_the_books_are_the_same(prepared):
    statements = int(prepared.well("work"))
    said = prepared.well("tell")
    assert said.count("\nmonth ") + said.startswith("month ") == PEOPLE * MONTHS
    assert said.endswith("invariants that do not hold: []\n")
    dice = random.Random(20261121)
    prepared.anew()
    for _ in range(KILLS):
        done = prepared.run("work", str(dice.randrange(5, statements // (KILLS + 1))))
        assert done.returncode == -9, done.stderr[-2000:]
    prepared.well("work")
    again = prepared.well("work")  # and once more, all of it: nothing is done twice
    assert int(again) < statements
    assert prepared.well("tell") == said
