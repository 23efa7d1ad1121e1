"""Villages found by name as people spell it, never across districts."""

from __future__ import annotations

import pytest

from payung.identity import areas

SIJUNJUNG = areas.region("13.03")
SAWAHLUNTO = areas.region("13.73")
MADIUN = areas.region("35.77")
assert SIJUNJUNG is not None
assert SAWAHLUNTO is not None
assert MADIUN is not None


@pytest.mark.parametrize(
    ("region", "name", "district", "code"),
    [
        (SIJUNJUNG, "Aie Amo", "", "13.03.06.2004"),
        (SIJUNJUNG, "Nagari AIR AMO", "Kamang Baru", "13.03.06.2004"),
        (SIJUNJUNG, "Padang Laweh", "Koto Tujuh", "13.03.08.2004"),
        (SIJUNJUNG, "Tanjung", "Koto VII", "13.03.08.2005"),
        (SIJUNJUNG, "Kampung Baru", "Kupitan", "13.03.10.2004"),
        (SIJUNJUNG, "Tj. Lolo", "", "13.03.03.2007"),
        (SIJUNJUNG, "Muara", "Kec. Sijunjung", "13.03.04.2001"),
        (SIJUNJUNG, "Kenagarian Aie Amo", "", "13.03.06.2004"),
        (SIJUNJUNG, "N. Air Amo", "", "13.03.06.2004"),
        (SIJUNJUNG, "NAGARI AIR AMO KEC. KAMANG BARU", "", "13.03.06.2004"),
        (SIJUNJUNG, "Tanjung, Koto VII", "", "13.03.08.2005"),
        (SIJUNJUNG, "Pd. Laweh (Koto Tujuh)", "", "13.03.08.2004"),
        (SAWAHLUNTO, "Kel. Kubang Sirakuk Selatan", "", "13.73.01.1003"),
        (SAWAHLUNTO, "Durian 2", "Barangin", "13.73.02.1004"),
        (SAWAHLUNTO, "DESA TALAWI HILIR", "", "13.73.04.2001"),
        (MADIUN, "Kelurahan Oro Oro Ombo", "", "35.77.01.1001"),
        (MADIUN, "Kartoharjo", "Kartoharjo", "35.77.01.1008"),
    ],
)
def test_the_village_is_found_however_it_is_spelt(
    region: areas.Region, name: str, district: str, code: str
) -> None:
    found = region.find_village(name, district)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("Aie Amo", "Koto VII"),
        ("Aie Amo", "Nowhere"),
        ("Aie Amo, Koto VII", ""),
        ("Aie Amo Kec. Nowhere", ""),
        ("Kumpulan Xyz", ""),
        ("", ""),
        ("Padang", ""),
        ("Koto", ""),
    ],
)
def test_nothing_is_found_across_districts_or_by_half_a_name(name: str, district: str) -> None:
    assert SIJUNJUNG.find_village(name, district) is None


def test_two_villages_of_one_name_are_for_a_person_to_say() -> None:
    twins = areas.Region(
        "99.01",
        (
            areas.Village("99.01.01.2001", "Koto Baru", "99.01.01"),
            areas.Village("99.01.02.2001", "Koto Baru", "99.01.02"),
        ),
        {"99.01.01": "Satu", "99.01.02": "Dua"},
    )
    assert twins.find_village("Koto Baru") is None
    found = twins.find_village("Koto Baru", "Dua")
    assert found is not None
    assert found.code == "99.01.02.2001"


@pytest.mark.parametrize("region", [SIJUNJUNG, SAWAHLUNTO, MADIUN], ids=lambda each: each.code)
def test_every_village_is_found_by_its_own_name_and_district(region: areas.Region) -> None:
    for village in region.villages:
        assert region.find_village(village.name, region.districts[village.district_code]) == village


def test_the_packaged_regions_are_complete() -> None:
    assert [len(each.villages) for each in (SIJUNJUNG, SAWAHLUNTO, MADIUN)] == [62, 37, 27]
    assert areas.region("32.01") is None
    province = areas.region("13")
    assert province is not None
    assert len(province.villages) == 99


def test_districts_of_today_are_known() -> None:
    assert areas.is_known_district("130306")
    assert not areas.is_known_district("130399")
    assert areas.regency_name("13.73") == "Kota Sawahlunto"
