"""The way to a target: Sijunjung's published figures come out of it; ranges, years and money are reckoned plainly."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.urls import reverse

from office import cover_world
from office.kept import kept
from payung.office.accounts.models import User
from payung.office.areas.models import Area
from payung.office.demonstration import steering
from payung.office.demonstration.characters import SIJUNJUNG
from payung.office.insight import actions, importing, measures, track

from .test_coverage import active_list
from .test_coverage_import import uploaded

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@kept
def sijunjung(manager, treasurer):
    """August 2023: members by segment from BPJS's table, 6,200 more on a decree, the target, the workforce."""
    area = Area.objects.get(pk="13.03")
    text = "Wilayah,PU,BPU\nKabupaten Sijunjung,14468,17143\n"
    importing.keep(manager, uploaded(manager, text, "bpjs.csv", dated=date(2023, 8, 31), source="BPJS"))
    actions.add_count(
        manager, area=area, segment="all", what="workforce", definition="Potensi pekerja", people=77_100,
        source="BPJS", dated=date(2023, 8, 31),
    )  # fmt: skip
    actions.add_target(
        manager, area=area, year=2023, people=30_000, stock=48_838, about="Sasaran pekerja rentan"
    )
    cover_world.decided(manager, treasurer, people=6_200)
    return area


def test_the_figures_of_sijunjung_come_out_of_parts_and_lists(client, manager, sijunjung):
    above = {each.segment: each for each in measures.protected(manager, sijunjung)}
    assert above["all"].people == 31_611 == 14_468 + 17_143
    below = {each.people: each for each in measures.workforce(manager, sijunjung)}
    client.force_login(manager)
    asked = {"dari": above["bpu"].key, "penyebut": below[48_838].key}
    first = client.get(reverse("coverage_track", args=["13.03"]), asked)
    lists = [each.decision.public_id for each in first.context["lists"]]
    page = client.get(reverse("coverage_track", args=["13.03"]), asked | {"daftar": lists})
    own = page.context["ways"][0]
    assert (own["it"].now, own["it"].with_decided, own["it"].goal.people) == (17_143, 23_343, 30_000)
    assert own["it"].missing_after_plan == 6_657
    assert own["goal_share"] == "61,43%"
    text = page.content.decode()
    for shown in ("17.143", "23.343", "30.000", "48.838", "6.657", "61,43%"):
        assert shown in text
    whole = client.get(
        reverse("coverage_track", args=["13.03"]), {"dari": above["all"].key, "penyebut": below[77_100].key}
    )
    assert whole.context["share"] == "41,00%"
    assert {(way["it"].goal.series, way["it"].goal.year) for way in whole.context["ways"]} >= {
        ("RPJMN 2025-2029", 2029),
        ("RPJPN 2025-2045", 2045),
    }


def test_national_targets_are_dated_data_with_a_citation():
    found = {(each.series, each.year): each for each in track.national(TODAY)}
    assert found["RPJMN 2025-2029", 2029].percent == Fraction("43.92")
    assert found["RPJPN 2025-2045", 2045].percent == Fraction("99.5")
    assert all(each.citation and each.confidence for each in found.values())
    assert track.goal_of(found["RPJMN 2025-2029", 2029], 100_000).people == 43_920


def test_a_way_says_people_and_money_a_year():
    goal = track.Goal("x", 2029, 1_000)
    way = track.Way(goal, 400, 100, 50, None, track.years_left(TODAY, 2029), track.year_of_cover(TODAY))
    assert (way.missing, way.missing_after_decided, way.missing_after_plan) == (600, 500, 450)
    assert (way.years, way.people_a_year) == (4, 113)
    assert track.year_of_cover(TODAY) == 201_600
    assert (way.rupiah_first_year, way.rupiah_a_year) == (113 * 201_600, 450 * 201_600)
    assert track.years_left(TODAY, 2023) == 1


def test_the_pace_is_a_median_with_its_quarters():
    assert track.pace({}) is None
    assert track.pace({TODAY: 5}) is None
    one = track.pace({date(2024, 1, 1): 1_000, date(2025, 1, 1): 2_000})
    assert one.low == one.middle == one.high
    found = track.pace(
        {date(2022, 1, 1): 0, date(2023, 1, 1): 1_000, date(2024, 1, 1): 1_500, date(2025, 1, 1): 5_000}
    )
    assert found.low < found.middle < found.high
    ahead = found.at(2026)
    assert 5_000 < ahead.low < ahead.middle < ahead.high
    falling = track.pace({date(2024, 1, 1): 1_000, date(2024, 7, 1): 10})
    assert falling.at(2045).low == 0


def test_missing_people_are_shared_out_whole():
    assert track.by_share(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert sum(track.by_share(6_657, {str(at): at * 7 % 11 for at in range(62)}).values()) == 6_657
    assert track.by_share(5, {"a": 0, "b": 0}) == {"a": 3, "b": 2}
    assert track.by_share(5, {}) == {}


def test_an_area_without_any_figure_teaches_the_next_step(client, manager):
    client.force_login(manager)
    page = client.get(reverse("coverage_track", args=["13.03.04"]))
    assert page.status_code == 200


def test_who_may_not(client, manager, sijunjung, outsider):
    address = reverse("coverage_track", args=["13.03"])
    assert client.get(address).status_code == 302
    client.force_login(outsider)
    assert client.get(address).status_code == 404


def test_the_demonstration_has_a_table_by_segment_and_numbers_for_everybody(client, manager, administrator):
    steering.add({SIJUNJUNG.code: SimpleNamespace(manager=manager, admin=administrator, region=SIJUNJUNG)})
    client.force_login(User.objects.get(username="pimpinan.sijunjung"))
    assert client.get(reverse("leader_area", args=["13.03"])).status_code == 200
    client.logout()
    area = Area.objects.get(pk="13.03")
    assert {each.segment: each.people for each in measures.protected(manager, area)}["all"] == 31_611
    assert client.get(reverse("public_area", args=["13.03"])).status_code == 200


def test_the_list_of_active_members_is_a_numerator_by_segment(client, manager):
    active_list(manager, {"PU": 40, "BPU": 60})
    found = {each.segment: each.people for each in measures.protected(manager, Area.objects.get(pk="13.03"))}
    assert found == {"pu": 40, "bpu": 60, "all": 100}
