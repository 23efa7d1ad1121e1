"""The parameter browser: every rule has its page, with its history, its standing in words and its sources."""

import pytest
from django.urls import reverse

from payung.law.parameters import current
from payung.law.parameters.model import CONFIDENCES
from payung.office.rules import citations
from payung.office.rules.parameter_words import KEYS
from payung.office.rules.words import BRANCHES

pytestmark = pytest.mark.django_db


def text(client, user, path, **asked):
    client.force_login(user)
    return client.get(path, asked).content.decode()


def test_every_parameter_is_listed_and_has_a_page(client, clerk):
    listed = text(client, clerk, reverse("parameters"))
    assert f"Aturan yang ditemukan: {len(current())}" in listed
    for path, parameter in current().items():
        address = reverse("parameter", args=[path])
        assert f'href="{address}"' in listed
        page = text(client, clerk, address)
        assert parameter.description.id in page.replace("&#x27;", "'")
        for dated in parameter.values:
            assert f'id="{dated.start.isoformat()}"' in page
            assert dated.citation.regulation in page
            assert all(source.split("/")[2] in page for source in dated.sources)


@pytest.mark.parametrize("mark", CONFIDENCES)
def test_a_branch_and_a_mark_narrow_the_list(client, clerk, mark):
    page = text(client, clerk, reverse("parameters"), cabang="jkm", kepastian=mark)
    assert reverse("parameter", args=["jkk/funeral"]) not in page
    shown = reverse("parameter", args=["jkm/death_grant"]) in page
    assert shown == (current()["jkm/death_grant"].values[-1].confidence == mark)


@pytest.mark.parametrize(
    "words", ["santunan kematian", "DEATH GRANT", "jkm/death_grant", "pp 82/2019 santunan kematian"]
)
def test_words_are_searched_in_both_languages_and_in_citations(client, clerk, words):  # fmt: skip
    page = text(client, clerk, reverse("parameters"), cari=words)
    assert reverse("parameter", args=["jkm/death_grant"]) in page
    assert reverse("parameter", args=["contribution/bpu/bands"]) not in page


def test_an_empty_search_teaches_the_next_step(client, clerk):
    page = text(client, clerk, reverse("parameters"), cari="zzz")
    assert "Tidak ada yang cocok" in page or "Hapus" in page


def test_the_history_is_drawn_said_and_tabled(client, clerk):
    client.force_login(clerk)
    page = client.get(reverse("parameter", args=["jkm/death_grant"]))
    points = page.context["chart"]["series"][0]["data"]
    assert points[:2] == [["2015-07-01", 16_200_000.0], ["2019-12-02", 20_000_000.0]]
    assert "1 Juli 2015 sampai 1 Desember 2019: Rp16.200.000; sejak 2 Desember 2019: Rp20.000.000" in page.content.decode()  # fmt: skip


def test_a_relief_is_a_dip_and_says_what_is_not_settled(client, clerk):
    client.force_login(clerk)
    page = client.get(reverse("parameter", args=["contribution/relief/pp_50_2025_other"]))
    figures = [figure for _day, figure in page.context["chart"]["series"][0]["data"]]
    assert figures == [100, 50, 50, 100, 100]
    assert "Uang yang tidak mendapat keringanan" in page.content.decode()
    assert "APBDes (Dana Desa)" in page.content.decode()


def test_a_value_that_never_changed_says_so(client, clerk):
    page = text(client, clerk, reverse("parameter", args=["contribution/bpu/jkm"]))
    assert "Nilainya tidak berubah sejak 1 Juli 2015" in page


def test_tables_are_readable(client, clerk):
    bands = text(client, clerk, reverse("parameter", args=["contribution/bpu/bands"]))
    assert "Rp1.100.000 – Rp1.299.999" in bands
    assert "Rp20.200.000 ke atas" in bands
    disability = text(client, clerk, reverse("parameter", args=["jkk/partial_disability/table"]))
    assert "lengan kanan dari bahu" in disability
    assert "40%" in disability
    assert "left_arm_shoulder" not in disability


def test_every_column_of_the_law_has_a_word():
    rows = [
        row
        for parameter in current().values()
        if parameter.unit in ("table", "relief")
        for dated in parameter.values
        for row in (dated.value if isinstance(dated.value, list) else [dated.value])
    ]
    told_apart = {"id", "en", "part", "mirror", "alias", "relatives", "code", "open_points"}
    assert {key for row in rows for key in row} - told_apart <= KEYS.keys()
    assert {path.partition("/")[0] for path in current()} <= BRANCHES.keys()


def test_every_rule_leads_to_its_own_page():
    for path, parameter in current().items():
        for dated in parameter.values:
            assert (
                citations.address(dated) == f"{reverse('parameter', args=[path])}#{dated.start.isoformat()}"
            )


def test_an_unknown_rule_is_not_found(client, clerk):
    client.force_login(clerk)
    for path in ("jkm/nothing", "../settings", "model.py"):
        assert client.get(f"/hitung/aturan/{path}/").status_code == 404
