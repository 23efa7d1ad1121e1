"""Pages of the four counts: every number leads to its people, and only for those who may see them."""

import pytest
from django.urls import reverse

from office import cover_world
from office.kept import kept

pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer, sponsor):
    return cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)


def page(client, user, name, *args, query=""):
    client.force_login(user)
    return client.get(reverse(name, args=args) + query)


def test_a_programme_shows_the_counts_of_each_month_and_the_money_left_over(client, world, manager):
    text = page(client, manager, "insight_programme", world.programme.public_id).content.decode()
    assert "Januari 2026" in text
    assert "Rp100.800" in text  # six people billed in January
    assert "Rp500" in text  # paid beyond whole person-months
    assert len(text) < 100_000


def test_every_gap_opens_the_people_behind_it(client, world, manager):
    shown = page(client, manager, "insight_programme", world.programme.public_id)
    cells = {
        (line[0].value, cell.column.key): cell.href for line in shown.context["table"].lines for cell in line
    }
    behind = client.get(cells["Februari 2026", "not_enrolled"]).content.decode()
    assert "Anwar" in behind
    assert "Yusuf" not in behind
    unpaid = client.get(cells["Januari 2026", "unpaid"]).content.decode()
    assert "Upik" in unpaid
    assert "Anwar" not in unpaid
    assert cells["Januari 2026", "not_enrolled"] == ""  # nobody stands behind a zero


@pytest.mark.parametrize("per", ["", "dana", "desa"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_each_breakdown_is_downloaded(client, world, manager, per, form):
    client.force_login(manager)
    address = reverse("insight_programme", args=[world.programme.public_id]) + (f"?per={per}" if per else "")
    answer = client.post(address, {"unduh": form})
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) > 100


def test_people_behind_a_count_are_found_by_name_and_shown_masked(client, world, manager):
    asked = "?cari=rahm&bulan=2026-01"
    shown = page(client, manager, "insight_people", world.programme.public_id, query=asked)
    (line,) = shown.context["table"].lines
    assert [cell.value for cell in line][:2] == ["Rahmi", "•" * 12 + "0002"]


def test_a_sponsor_sees_its_own_money_and_no_names(client, world, sponsor):
    shown = page(client, sponsor, "insight_programme", world.programme.public_id, query="?per=dana")
    assert [group["name"] for group in shown.context["table"].groups] == ["CSR"]
    text = shown.content.decode()
    assert "Rp33.600" in text
    assert "/orang/" not in text
    assert "APBD" not in text
    assert page(client, sponsor, "insight_people", world.programme.public_id).status_code == 403


def test_a_village_clerk_sees_no_rupiah_and_only_own_people(client, world, clerk):
    shown = page(client, clerk, "insight_programme", world.programme.public_id)
    assert "Rp" not in shown.content.decode().replace("Rupiah", "")
    names = page(client, clerk, "insight_people", world.programme.public_id).content.decode()
    assert "Yusuf" in names
    assert "Upik" not in names


@pytest.mark.parametrize("name", ["insight_programme", "insight_people"])
def test_who_may_not(client, world, outsider, name):
    address = reverse(name, args=[world.programme.public_id])
    assert client.get(address).status_code == 302
    client.force_login(outsider)
    assert client.get(address).status_code == 404
    assert "Satu Nagari" not in client.get(reverse("insight")).content.decode()
