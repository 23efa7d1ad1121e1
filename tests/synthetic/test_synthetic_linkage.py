"""Labelled lists for linkage: the same for the same seed, half of the wanted known, the hard ones truly hard."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from payung.synthetic.families import population
from payung.synthetic.linkage_errors import KINDS
from payung.synthetic.linkage_lists import lists


def test_the_same_seed_gives_the_same_lists():
    one, other = lists("hard", 200, 2000, 7, places=9), lists("hard", 200, 2000, 7, places=9)
    assert one.wanted.equals(other.wanted)
    assert one.known.equals(other.known)
    assert one.errors == other.errors
    assert not lists("hard", 200, 2000, 8, places=9).wanted.equals(one.wanted)


def test_half_of_the_wanted_are_known():
    made = lists("hard", 400, 4000, 1)
    known = set(made.known["entity"].to_pylist())
    assert sum(entity in known for entity in made.wanted["entity"].to_pylist()) == 200
    assert made.known.num_rows == 4000


def test_every_hard_line_has_errors_and_many_have_two():
    made = lists("hard", 1000, 10_000, 2)
    counts = Counter(len(errors) for errors in made.errors)
    assert counts[0] == 0
    assert counts[2] > 250
    assert {kind for errors in made.errors for kind in errors} == set(KINDS)


def test_many_districts_and_many_provinces():
    villages = set(lists("easy", 100, 3000, 3).known["village_code"].to_pylist()) - {""}
    assert len({code[:8] for code in villages}) > 40
    assert len({code[:2] for code in villages}) > 10


def test_some_known_stand_there_twice_under_another_nik():
    known = lists("easy", 100, 4000, 4).known
    seen = Counter(known["entity"].to_pylist())
    twice = {entity for entity, times in seen.items() if times == 2}
    assert len(twice) == 60
    niks = [row["nik"] for row in known.to_pylist() if row["entity"] in twice]
    assert len(set(niks)) == 120


def test_twins_share_birth_date_mother_and_card_but_no_name():
    people = population(20_000, 6)
    twins = [(person, people[person.double]) for person in people if person.tie == "twin"]
    assert len(twins) > 100
    for one, other in twins:
        assert (one.birth_date, one.mother_name, one.kk) == (other.birth_date, other.mother_name, other.kk)
        assert one.name != other.name


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_error_says_whether_it_changed_anything(kind):
    rng = Random(1)
    for person in population(300, 9, places=3):
        record = {
            "name": person.name,
            "birth_date": person.birth_date,
            "sex": person.sex,
            "kk": person.kk,
            "village_code": person.village_code,
            "mother_name": person.mother_name,
        }
        before = dict(record)
        assert KINDS[kind][1](record, rng) == (record != before)


def test_more_wanted_than_the_known_can_hold_is_refused():
    with pytest.raises(ValueError, match="too few"):
        lists("easy", 100, 150, 1)
