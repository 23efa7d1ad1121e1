"""The web server is killed (-9) while it bills, takes payments and closes months; the form is sent again until there is
an answer: afterwards the books are as without it."""

import os
import random

import pytest

from office.test_billing_killed import Books
from office.treasurer_at_the_web import Treasurer, environment_of, free_port, serving

PEOPLE, MONTHS = 30, 3


@pytest.fixture
def prepared(tmp_path):
    office = Books(tmp_path, f"web_killed_{os.getpid()}")
    office.programme = office.well("prepare", str(PEOPLE), str(MONTHS))
    office.keep()
    yield office
    office.remove()


def through_the_pages(office, programme, **kill):
    with serving(office.folder, environment_of(office.folder, office.database), free_port()) as (url, deaths):
        treasurer = Treasurer(url)
        treasurer.ask("/akun/login/")
        treasurer.deaths = 0  # until the server answers for the first time
        treasurer.logs_in()
        treasurer.works(programme, MONTHS, PEOPLE, **kill)
        return treasurer, deaths.read_text().count("died by signal 9")


def test_each_form_is_killed_once_at_any_statement_and_the_books_are_the_same(prepared):
    undisturbed, none = through_the_pages(prepared, prepared.programme)
    said = prepared.well("tell")
    assert none == 0
    assert said.count("\nmonth ") + said.startswith("month ") == PEOPLE * MONTHS
    assert said.endswith("invariants that do not hold: []\n")

    dice = random.Random(20261122)
    prepared.anew()

    def once_each(form, times):
        return {} if times else {"X-Killed-Before": str(dice.randint(1, undisturbed.statements[form] + 1))}

    treasurer, deaths = through_the_pages(prepared, prepared.programme, kill=once_each)
    assert deaths == treasurer.deaths == len(undisturbed.statements) - 1 == 13  # all but the login
    assert prepared.well("tell") == said
