"""The map: an office's own outlines, checked with clear answers; tiles where there are none."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office import cover_world
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.insight import geojson, maps
from payung.office.insight.models import AreaMap
from payung.office.insight.overview import Overview

AREAS = [
    ("13.03.04", "Sijunjung", 3),
    ("13.03.04.2001", "Muaro", 4),
    ("13.03.04.2002", "Pematang Panjang", 4),
    ("13.03.08", "Koto VII", 3),
    ("13.03.08.2001", "Tanjung", 4),
]


def square(x, y, size=0.1, steps=1):
    edge = [(x + size * at / steps, y) for at in range(steps)]
    return [[*edge, [x + size, y], [x + size, y + size], [x, y + size], [x, y]]]


def feature(x, properties, **more):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": square(x, -0.7)},
    } | more


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


GOOD = collection(
    feature(101.0, {"kode": "13.03.04.2001"}),
    feature(101.1, {"KODE_DESA": "1303042002", "nama": "apa saja"}),
    feature(101.2, {"DESA": "TANJUNG", "KECAMATAN": "Koto VII"}),
    feature(101.3, {"DESA": "Antah Berantah"}),
)


def test_shapes_are_known_by_code_or_name_and_the_rest_is_told():
    told = geojson.read(GOOD, AREAS)
    assert set(told.shapes) == {"13.03.04.2001", "13.03.04.2002", "13.03.08.2001"}
    assert told.level == 4
    assert told.left_out == ["Antah Berantah"]
    assert max(told.shapes["13.03.08.2001"][0]) == geojson.WIDTH


def test_points_on_a_line_are_left_out():
    many = {"type": "Polygon", "coordinates": square(101.0, -0.7, steps=5_000)}
    told = geojson.read(collection(feature(0, {"kode": "13.03.04.2001"}, geometry=many)), AREAS)
    assert len(told.shapes["13.03.04.2001"][0]) == 8


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "no FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [1]}', "no FeatureCollection"),
        (b'{"type": "Topology"}', "TopoJSON"),
        (collection(), "no shape fits"),
        (collection(feature(101.0, {"DESA": "Wakanda"})), "no shape fits an area here .in the file: Wakanda"),
        (
            collection(
                feature(101.0, {"kode": "13.03.04"}, geometry={"type": "Point", "coordinates": [101, 0]})
            ),
            "no shape",
        ),
        (collection(feature(678_000.0, {"kode": "13.03.04"})), "not longitude and latitude"),
        (
            collection(
                feature(1, {"kode": "13.03.04"}, geometry={"type": "Polygon", "coordinates": [["x"]]})
            ),
            "broken",
        ),
        (b" " * (geojson.LIMIT + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_does_not_fit_gets_a_clear_answer(content, said):
    with pytest.raises(UnusableInput, match=said):
        geojson.read(content, AREAS)


@pytest.mark.django_db
def test_the_map_is_drawn_from_the_offices_outlines_else_from_tiles(client, manager, treasurer):
    cover_world.at_every_gate(manager, treasurer)
    seen = Overview(manager, Area.objects.get(pk="13.03"), date(2026, 1, 25))
    tiles = maps.drawn(seen)
    assert tiles["tiles"]
    assert [each["name"] for each in tiles["shapes"]] == ["Sijunjung", "Koto VII"]
    client.force_login(manager)
    address = reverse("leader_map", args=["13.03"])
    wrong = client.post(address, {"file": SimpleUploadedFile("peta.geojson", b"{}")})
    assert wrong.status_code == 422
    assert "bukan GeoJSON" in wrong.content.decode()
    assert not AreaMap.objects.exists()
    client.post(address, {"file": SimpleUploadedFile("peta.geojson", GOOD)})
    assert "Antah Berantah" in client.get(address).content.decode()
    drawn = maps.drawn(Overview(manager, Area.objects.get(pk="13.03"), date(2026, 1, 25)))
    assert not drawn["tiles"]
    assert {each["name"]: each["people"] for each in drawn["shapes"]} == {
        "Muaro": 3,
        "Pematang Panjang": 2,
        "Tanjung": 1,
    }
    page = client.get(reverse("leader_area", args=["13.03.04"])).content.decode()
    assert page.count("<path d=") == 2  # the kecamatan's own villages only


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["clerk", "verifier", "treasurer", "auditor", "sponsor", "outsider"])
def test_who_may_not_give_a_map(request, who):
    with pytest.raises(Refused):
        maps.add(request.getfixturevalue(who), Area.objects.get(pk="13.03"), file_name="x", chunks=[GOOD])
    assert not AreaMap.objects.exists()
