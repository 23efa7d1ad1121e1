"""Kept worlds: whatever a test does to one, the next test finds it as it was built."""

import pytest

from office.kept import KEEPER, kept
from payung.office.accounts.models import User
from payung.office.areas.models import Area

pytestmark = pytest.mark.django_db
built = []


@kept
def pair(manager):
    built.append("pair")
    return {"one": manager, "other": manager, "notes": []}


@kept
def renamed(pair, treasurer):
    pair["one"].name = "Ganti Nama"
    pair["one"].save()
    pair["notes"].append("renamed")
    return treasurer


@pytest.fixture
def anew(manager, settings):
    return manager


@pytest.mark.parametrize("time", range(3))
def test_what_a_test_does_is_not_left_for_the_next(pair, manager, time):
    assert User.objects.get().name == manager.name == "Pengelola Program"
    assert pair["one"] is pair["other"] is manager
    assert pair["notes"] == []
    pair["notes"].append(time)
    manager.name = "Lain"
    User.objects.update(name="Lain")


@pytest.mark.parametrize("time", range(3))
def test_a_world_on_top_of_another_changes_it_for_those_who_ask(renamed, pair, manager, time):
    assert pair["one"] is manager
    assert (manager.name, pair["notes"]) == ("Ganti Nama", ["renamed"])
    assert set(User.objects.values_list("name", flat=True)) == {"Ganti Nama", renamed.name}
    User.objects.all().update(name=f"{time}")


@pytest.mark.parametrize("time", range(2))
def test_who_asks_for_less_finds_less(areas, time):
    assert Area.objects.count() == 10
    assert not User.objects.exists()
    Area.objects.filter(level=4).delete()


@pytest.mark.parametrize("time", range(2))
def test_who_asks_while_it_runs_gets_it_too(request, time):
    assert not Area.objects.exists()
    assert request.getfixturevalue("pair")["one"] == User.objects.get()
    User.objects.update(name="Lain")


@pytest.mark.parametrize("time", range(2))
def test_a_plain_fixture_stands_on_kept_ones(anew, manager, time):
    assert anew is manager
    assert User.objects.get().name == manager.name == "Pengelola Program"


def test_what_is_asked_for_is_built_once_for_all(pair):
    assert KEEPER.layers[-1].fixture.argname == "pair"
    before = len(built)
    KEEPER._reach(None, [layer.fixture for layer in KEEPER.layers])
    assert len(built) == before
