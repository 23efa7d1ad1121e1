"""The power is cut (kill -9) at any step of billing and paying: every form sent again, the books are as without it."""

import random

import pytest

from office.proposals.test_killed import HERE as PROPOSALS
from office.proposals.test_killed import POSTGRESQL, Office, _maintenance, settings

PEOPLE, MONTHS, KILLS = 500, 4, 5


class Books(Office):
    driver = PROPOSALS.parent / "billing_kill_driver.py"


@pytest.fixture
def prepared(tmp_path):
    folder = tmp_path / "prepared"
    folder.mkdir()
    database = f"sqlite:///{folder / 'payung.sqlite3'}"
    if POSTGRESQL:
        given = settings.DATABASES["default"]
        name = f"billing_killed_{tmp_path.name}"
        _maintenance(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
        secret = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
        database = f"postgresql://{given['USER']}{secret}@{given['HOST']}:{given['PORT'] or 5432}/{name}"
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
