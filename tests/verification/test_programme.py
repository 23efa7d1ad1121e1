from __future__ import annotations

from datetime import date

import pytest

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.verification import Programme, Quota

FILE = """
name = "Siaga Kita"
area = "35.77"
from = "2026-01"
months = 12
min_age = 18
max_age = 65
registry_required = true
max_decile = 5
excluded_groups = ["ASN", "TNI"]
occupations = ["pemulung"]
[quota]
total = 4500
per_village = 100
villages = { "13.03.04.2001" = 120 }
"""


def test_the_contracts_file_is_read(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(FILE)
    assert Programme.from_toml(path) == Programme(
        name="Siaga Kita",
        area="35.77",
        first_month=Month(2026, 1),
        months=12,
        min_age=18,
        max_age=65,
        registry_required=True,
        max_decile=5,
        excluded_groups=("ASN", "TNI"),
        occupations=("pemulung",),
        quota=Quota(4500, 100, {"13.03.04.2001": 120}),
    )


def test_what_is_left_out_is_not_asked():
    bare = Programme.from_mapping({"name": "A"})
    assert (bare.area, bare.min_age, bare.max_decile, bare.occupations, bare.registry_required) == (
        None,
    ) * 4 + (False,)
    assert bare.month_range(date(2026, 3, 9)) == (Month(2026, 3), Month(2027, 2))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"name": None}, "name"),
        ({"name": 3}, "name"),
        ({"area": "Madiun"}, "area"),
        ({"from": "Januari"}, "from"),
        ({"from": 2026}, "from"),
        ({"months": 0}, "months"),
        ({"min_age": "18"}, "min_age"),
        ({"min_age": True}, "min_age"),
        ({"min_age": 65, "max_age": 18}, "max_age"),
        ({"registry_required": "ya"}, "registry_required"),
        ({"max_decile": 11}, "max_decile"),
        ({"occupations": "pemulung"}, "occupations"),
        ({"excluded_groups": [1]}, "excluded_groups"),
        ({"quota": 5}, "quota"),
        ({"quota": {"total": -1}}, "quota.total"),
        ({"quota": {"villages": {"13.03.04.2001": "1"}}}, "quota.villages.13.03.04.2001"),
        ({"max_ages": 65}, "max_ages"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_key(changes, key):
    content = {name: value for name, value in {"name": "A", **changes}.items() if value is not None}
    with pytest.raises(UnusableInput) as refusal:
        Programme.from_mapping(content)
    assert f"“{key}”" in refusal.value.to("id")


def test_keys_of_other_commands_are_kept_in_mind_but_stop_nothing():
    assert Programme.from_mapping({"name": "A", "fund": []}).unknown == ("fund",)


@pytest.mark.parametrize("content", [b"name = Siaga", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "p.toml"
    path.write_bytes(content)
    with pytest.raises(UnusableInput, match="no TOML"):
        Programme.from_toml(path)
