"""The public page: what is hidden cannot be had by subtraction; nobody needs an account; the office decides."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office import cover_world
from office.kept import kept
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.insight import publishing
from payung.office.insight.holding import held_back
from payung.office.insight.models import Publication
from payung.office.insight.suppression import nested, suppressed
from payung.office.journal.models import Entry

TODAY = date(2026, 1, 25)
numbers = st.integers(0, 30)


def area():
    return Area.objects.get(pk="13.03")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from("abcdefgh"), numbers), st.integers(3, 10))
def test_small_cells_and_enough_others_are_hidden(cells, threshold):
    hidden = suppressed(cells, threshold)
    assert {key for key, people in cells.items() if 0 < people < threshold} <= hidden
    assert all(cells[key] > 0 for key in hidden)
    if hidden and hidden != {key for key, people in cells.items() if people > 0}:
        assert len(hidden) >= 2
        assert sum(cells[key] for key in hidden) >= threshold


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from("ABCDE"),
        st.dictionaries(st.sampled_from("12345"), numbers, min_size=1),
        min_size=1,
    ),
    st.integers(3, 8),
)
def test_no_sum_less_what_is_shown_tells_few_people(groups, threshold):
    """Whoever subtracts all that is shown learns the sum of at least two cells and of at least the threshold."""
    parts = {group: {group + key: people for key, people in cells.items()} for group, cells in groups.items()}
    hidden, hidden_groups, whole_hidden = nested(parts, threshold)
    cells = {key: people for of in parts.values() for key, people in of.items()}
    assert {key for key, people in cells.items() if 0 < people < threshold} <= hidden
    for group, of in parts.items():
        left = [people for key, people in of.items() if key in hidden]
        if left and group not in hidden_groups:
            assert len(left) >= 2
            assert sum(left) >= threshold
        if 0 < sum(of.values()) < threshold:
            assert group in hidden_groups
    left = [people for group in hidden_groups for key, people in parts[group].items() if key in hidden]
    if hidden_groups and not whole_hidden:
        assert len(left) >= 2
        assert sum(left) >= threshold


def aggregates(villages, month=202601, families=0):
    """Figures as they are kept, everything shown."""
    groups = {code[:8] for code in villages}
    whole = sum(villages.values())
    return {
        "month": month, "enrolled": whole, "families": families, "benefits": families * 42_000_000,
        "contributions": whole * 16_800, "hidden": 0,
        "months": [{"month": month, "enrolled": whole}],
        "districts": [{"code": g, "enrolled": sum(n for c, n in villages.items() if c[:8] == g)} for g in sorted(groups)],
        "villages": [{"code": code, "enrolled": people} for code, people in villages.items()],
        "occupations": [],
    }  # fmt: skip


def cells(figures, table):
    return {each["code"]: each["enrolled"] for each in figures[table]}


codes = st.sampled_from([f"13.03.0{d}.200{v}" for d in range(1, 4) for v in range(1, 5)])
pairs = st.dictionaries(codes, st.tuples(st.integers(5, 60), st.integers(5, 60)), min_size=1)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pairs, st.integers(3, 8))
def test_two_publications_subtracted_tell_of_no_change_of_a_few_people(people, threshold):
    """Every number moves by the threshold or not at all, and a sum that moved hides two kept changes or none."""
    before = aggregates({code: old for code, (old, _new) in people.items()})
    now = aggregates({code: new for code, (_old, new) in people.items()})
    shown = held_back(before, now, threshold)
    for table in ("villages", "districts"):
        was, true = cells(before, table), cells(now, table)
        for code, value in cells(shown, table).items():
            assert value in (was[code], true[code])
            assert value == was[code] or abs(value - was[code]) >= threshold
    assert shown["enrolled"] == shown["months"][-1]["enrolled"]
    assert not 0 < abs(shown["enrolled"] - before["enrolled"]) < threshold
    kept = {
        c: abs(new - old) for c, (old, new) in people.items() if cells(shown, "villages")[c] == old != new
    }
    for group, value in cells(shown, "districts").items():
        of_group = [change for code, change in kept.items() if code[:8] == group]
        if of_group and value != cells(before, "districts")[group]:
            assert len(of_group) >= 2
            assert sum(of_group) >= threshold


def test_nothing_that_changed_enough_is_kept_back():
    before = aggregates({"13.03.01.2001": 20, "13.03.01.2002": 30}, families=10)
    now = aggregates({"13.03.01.2001": 40, "13.03.01.2002": 60}, families=20)
    assert held_back(before, now, 5) == now | {"contributions": before["contributions"], "held": 1}
    one_more = held_back(before, before | {"families": 11, "benefits": 462_000_000}, 5)
    assert (one_more["families"], one_more["benefits"], one_more["held"]) == (10, 420_000_000, 2)


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


@pytest.mark.django_db
def test_small_villages_are_hidden_and_so_is_what_would_tell_them(world, manager):
    """3 and 2 people in a kecamatan, 1 in the other, 6 in all, nothing shown below 3: the 2 and the 1 are hidden, the 3
    with the 2; the kecamatan of the 1 is hidden, and so the other."""
    told = publishing.publish(manager, area(), TODAY, threshold=3).figures
    assert {each["code"]: each["enrolled"] for each in told["villages"]} == {
        "13.03.04.2001": None, "13.03.04.2002": None, "13.03.08.2001": None,
    }  # fmt: skip
    assert {each["code"]: each["enrolled"] for each in told["districts"]} == {
        "13.03.04": None,
        "13.03.08": None,
    }
    assert told["enrolled"] == 6
    assert [each["enrolled"] for each in told["occupations"]] == [6]
    few = publishing.publish(manager, area(), TODAY, threshold=7).figures
    assert few["enrolled"] is None
    assert few["contributions"] is None
    assert few["occupations"] == []
    assert all(each["enrolled"] is None for each in few["months"] if each["month"] == 202601)


@pytest.mark.django_db
def test_somebody_who_joins_after_a_publication_does_not_show_in_the_next(client, world, manager):
    first = publishing.publish(manager, area(), TODAY, threshold=3).figures
    cover_world.PersonMonth.objects.filter(person=world.people[0], month=202601).delete()
    second = publishing.publish(manager, area(), TODAY, threshold=3).figures
    assert (first["enrolled"], second["enrolled"]) == (6, 6)
    assert second["contributions"] == first["contributions"]
    assert second["held"] > 0
    page = client.get(reverse("public_area", args=["13.03"])).content.decode()
    assert "tetap ditulis seperti sebelumnya" in page


@pytest.mark.django_db
def test_everybody_sees_what_was_published_and_no_more(client, world, manager):
    assert client.get(reverse("public")).status_code == 200
    assert client.get(reverse("public_area", args=["13.03"])).status_code == 404
    publishing.publish(manager, area(), TODAY, threshold=3)
    page = client.get(reverse("public_area", args=["13.03"])).content.decode()
    assert "disembunyikan" in page
    assert "Sijunjung" in client.get(reverse("public")).content.decode()
    for name in cover_world.NAMES:
        assert name not in page
    assert client.post(reverse("public_area", args=["13.03"])).status_code == 405
    assert client.get(reverse("public_csv", args=["13.03"]))["Access-Control-Allow-Origin"] == "*"
    assert "sessionid" not in client.get(reverse("public_json", args=["13.03"])).cookies


@pytest.mark.django_db
def test_the_office_publishes_once_and_takes_it_back_with_a_reason(client, world, manager):
    client.force_login(manager)
    address = reverse("publish", args=["13.03"])
    assert client.get(address).status_code == 200
    for _time in range(2):
        assert client.post(address, {"threshold": "5", "token": "a"}).status_code == 302
    assert Publication.objects.count() == 1
    assert client.post(address, {"threshold": "1", "token": "b"}).status_code == 422
    client.post(reverse("publish_withdraw", args=["13.03"]), {"why": ""})
    assert publishing.shown().exists()
    client.post(reverse("publish_withdraw", args=["13.03"]), {"why": "Salah bulan"})
    assert not publishing.shown().exists()
    assert client.get(reverse("public_area", args=["13.03"])).status_code == 404
    assert Entry.objects.get(act="public.withdraw").why == "Salah bulan"
    with pytest.raises(UnusableInput, match="Only a province"):
        publishing.publish(manager, Area.objects.get(pk="13.03.04"), TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["clerk", "verifier", "treasurer", "auditor", "sponsor", "outsider"])
def test_who_may_not_publish_or_take_back(request, client, world, manager, who):
    user, made = request.getfixturevalue(who), publishing.publish(manager, area(), TODAY)
    with pytest.raises(Refused):
        publishing.publish(user, area(), TODAY)
    with pytest.raises(Refused):
        publishing.withdraw(user, made, why="x")
    client.force_login(user)
    for name in ("publish", "publish_withdraw", "leader_map"):
        assert client.get(reverse(name, args=["13.03"])).status_code in (403, 404)
    assert Publication.objects.filter(withdrawn=None).count() == 1
