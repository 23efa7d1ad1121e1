"""Synthetic people are valid in form, unique, plausible, and the same for the same seed."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.identity.occupations import recognise
from payung.synthetic.areas import MADIUN, SAWAHLUNTO, SIJUNJUNG, villages
from payung.synthetic.clerk import UNLISTED_WORK
from payung.synthetic.people import people
from payung.synthetic.vocabulary import CITY_CATALOGUE, JAVANESE, WORK_SYNONYMS, city_occupations

ON = date(2024, 2, 29)


@pytest.fixture(scope="module")
def nagari() -> pa.Table:
    return people(20_000, 11, villages(SIJUNJUNG), on=ON)


@pytest.mark.parametrize(("regency", "count"), [(MADIUN, 27), (SIJUNJUNG, 62), (SAWAHLUNTO, 37)])
def test_each_demonstration_region_has_its_villages(regency: str, count: int) -> None:
    assert len({village.code for village in villages(regency)}) == count


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 400), regency=st.sampled_from([MADIUN, SIJUNJUNG]))
def test_every_nik_states_the_birth_date_and_sex_of_its_owner(seed: int, count: int, regency: str) -> None:
    for person in people(count, seed, villages(regency), on=ON).to_pylist():
        nik, born = person["nik"], person["birth_date"]
        day = born.day + (40 if person["sex"] == "P" else 0)
        assert nik[6:12] == f"{day:02}{born:%m%y}"
        assert len(nik) == 16
        assert nik.isdigit()
        assert nik[12:] != "0000"


def test_no_nik_comes_twice_and_all_are_plainly_made_up(nagari: pa.Table) -> None:
    niks = nagari["nik"].to_pylist()
    assert len(set(niks)) == 20_000
    assert {nik[12] for nik in niks} == {"9"}
    assert {phone[:8] for phone in nagari["phone"].to_pylist() if phone} == {"08120000"}


def test_pools_with_serials_apart_share_no_nik() -> None:
    some = people(3_000, 1, villages(SIJUNJUNG), on=ON, first_serial=9001)
    others = people(3_000, 1, villages(SIJUNJUNG), on=ON, first_serial=9301)
    assert not set(some["nik"].to_pylist()) & set(others["nik"].to_pylist())


def test_serials_that_run_out_are_refused_not_repeated() -> None:
    with pytest.raises(ValueError, match="serials"):
        people(60_000, 1, villages(SIJUNJUNG)[:1], on=ON, first_serial=9999)


def test_some_were_first_registered_elsewhere(nagari: pa.Table) -> None:
    own = pc.sum(pc.starts_with(nagari["nik"], "1303")).as_py()
    assert 0.84 < own / 20_000 < 0.92


def test_ages_run_from_18_to_80_with_most_in_the_middle(nagari: pa.Table) -> None:
    ages = [(ON - born).days / 365.25 for born in nagari["birth_date"].to_pylist()]
    assert min(ages) >= 18
    assert max(ages) < 80.1
    middle = sum(30 <= age < 60 for age in ages) / len(ages)
    assert 0.5 < middle < 0.8


def test_a_family_card_is_one_household_at_one_address(nagari: pa.Table) -> None:
    homes: dict[str, set[tuple[str, ...]]] = {}
    for person in nagari.to_pylist():
        place = (person["village_code"], person["address"], person["rt"], person["rw"])
        homes.setdefault(person["kk"], set()).add(place)
    assert all(len(places) == 1 for places in homes.values())
    assert 11_000 < len(homes) < 15_000
    assert {kk[:4] for kk in homes} == {"1303"}


def test_a_grown_child_names_the_woman_of_the_house_as_mother(nagari: pa.Table) -> None:
    families: dict[str, list[dict[str, object]]] = {}
    for person in nagari.to_pylist():
        families.setdefault(person["kk"], []).append(person)
    threes = [family for family in families.values() if len(family) == 3]
    assert len(threes) > 500
    for head, spouse, child in threes:
        mother = head if head["sex"] == "P" else spouse
        assert child["mother_name"] == mother["name"]
        assert child["birth_date"] > mother["birth_date"]


def test_names_are_those_of_the_region(nagari: pa.Table) -> None:
    javanese = set(people(5_000, 3, villages(MADIUN), on=ON)["name"].to_pylist())
    minangkabau = nagari["name"].to_pylist()
    assert any("Zulkifli" in name for name in minangkabau)
    assert any("Slamet" in name for name in javanese)
    assert not any("Slamet" in name for name in minangkabau)
    assert 0.25 < sum(" " not in name for name in minangkabau) / len(minangkabau) < 0.5
    assert any(name.startswith("Muhammad ") for name in minangkabau)


def test_villages_write_titles_and_gelar_that_the_register_does_not_have(nagari: pa.Table) -> None:
    called, name = nagari["called"].to_pylist(), nagari["name"].to_pylist()
    other = [(c, n) for c, n in zip(called, name, strict=True) if c != n]
    assert all(n in c for c, n in other)
    assert any(c.startswith("Hj. ") for c, _ in other)
    assert any(c.endswith("Sutan Mudo") for c, _ in other)


def test_the_same_seed_gives_the_same_table_and_another_seed_another() -> None:
    one, two, three = (people(500, seed, villages(SAWAHLUNTO), on=ON) for seed in (5, 5, 6))
    assert one.equals(two)
    assert not one.equals(three)


def test_nobody_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least one"):
        people(0, 1, villages(MADIUN))


def test_the_city_names_56_kinds_of_work_and_its_people_do_them() -> None:
    assert len(set(CITY_CATALOGUE)) == len(set(city_occupations())) == 56
    assert {code_of(name) for name in city_occupations()} == set(CITY_CATALOGUE)
    spoken = [*JAVANESE.work, *(word for words in WORK_SYNONYMS.values() for word in words)]
    assert {code_of(word) for word in spoken} <= set(CITY_CATALOGUE)
    assert [code_of(word) for word in UNLISTED_WORK] == [None] * len(UNLISTED_WORK)


def test_another_word_for_the_same_work_means_the_same() -> None:
    for work, words in WORK_SYNONYMS.items():
        assert {code_of(word) for word in words} == {code_of(work)}


def code_of(word: str) -> str | None:
    found = recognise(word)
    return found and found.code
