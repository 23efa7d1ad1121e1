"""Participants: found by name or whole NIK, with the months behind them and their standing under the law."""

import pytest
from django.urls import reverse

from office import cover_world
from office.kept import kept
from payung.office.accounts.permissions import Refused
from payung.office.journal.models import Entry
from payung.office.people.actions import reveal_nik

pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


def names(client, query=""):
    table = client.get(reverse("participants") + query).context["table"]
    return [line[0].value for line in table.lines]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Anwar", "Buyung", "Rahmi", "Siti", "Upik", "Yusuf"]),
        ("?cari=rah", ["Rahmi"]),
        ("?bulan=2026-01&gerbang=unpaid", ["Upik"]),
        ("?bulan=2026-02&gerbang=not_enrolled", ["Anwar"]),
        ("?bulan=2027-01", []),
        ("?desa=13.03.08", ["Upik"]),
    ],
)
def test_participants_are_found(client, world, manager, query, found):
    client.force_login(manager)
    assert names(client, query) == found


def test_a_participant_is_found_by_the_whole_nik_which_stands_in_no_address(client, world, manager):
    client.force_login(manager)
    nik, upik = cover_world.NIKS[5], world.people[5]
    answer = client.post(reverse("participant_by_nik"), {"nik": f"{nik[:6]} {nik[6:]}"})
    assert answer.url == reverse("participant", args=[upik.public_id])
    assert client.get(reverse("participant_by_nik")).status_code == 405
    assert client.post(reverse("participant_by_nik"), {"nik": nik[:15]}).status_code == 422
    sent_back = client.get(reverse("participants"), {"cari": nik, "gerbang": "paid"})
    assert sent_back.url == reverse("participants") + "?gerbang=paid"


def test_a_line_shows_membership_programme_and_fund_but_no_whole_number(client, world, manager):
    client.force_login(manager)
    text = client.get(reverse("participants")).content.decode()
    assert "Satu Nagari 100" in text
    assert "•••••••0005" in text
    assert cover_world.NIKS[0] not in text


def test_a_person_shows_the_document_of_every_gate(client, world, manager):
    client.force_login(manager)
    text = client.get(reverse("participant", args=[world.people[0].public_id])).content.decode()
    for document in ("188.45/1/2026", "balasan.xlsx", "KI-APBD-202601", "SP2D 1"):
        assert document in text
    assert "berakhir, perlu daftar ulang" in text  # paid for January 2026 alone


def test_the_whole_nik_is_shown_once_and_the_journal_says_who_looked(client, world, branch):
    client.force_login(branch)
    person = world.people[0]
    page = client.post(reverse("participant_nik", args=[person.public_id])).content.decode()
    assert cover_world.NIKS[0] in page
    entry = Entry.objects.get()
    assert (entry.act, entry.actor, entry.subject) == (
        "person.reveal_nik",
        branch,
        f"person:{person.public_id}",
    )
    assert cover_world.NIKS[0] not in str(entry.facts)


@pytest.mark.parametrize("who", ["manager", "auditor", "treasurer", "sponsor", "other_clerk", "outsider"])
def test_nobody_else_looks_at_a_nik(request, world, who):
    with pytest.raises(Refused):
        reveal_nik(request.getfixturevalue(who), world.people[0])
    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["other_clerk", "outsider"])
def test_people_of_elsewhere_are_not_there(request, client, world, who):
    client.force_login(request.getfixturevalue(who))
    person = world.people[0]
    assert client.get(reverse("participant", args=[person.public_id])).status_code == 404
    assert client.post(reverse("participant_nik", args=[person.public_id])).status_code == 404
    assert person.name not in names(client)
    found = client.post(reverse("participant_by_nik"), {"nik": cover_world.NIKS[0]})
    assert found.status_code == 200
    assert person.name not in found.content.decode()


@pytest.mark.parametrize("who", ["treasurer", "sponsor", "administrator"])
def test_who_needs_no_names_gets_none(request, client, world, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("participants")).status_code == 403
    assert client.get(reverse("participant", args=[world.people[0].public_id])).status_code == 403
    assert client.post(reverse("participant_by_nik"), {"nik": cover_world.NIKS[0]}).status_code == 403


def test_the_list_asks_the_same_number_of_queries_however_long(
    client, world, manager, django_assert_max_num_queries
):
    client.force_login(manager)
    with django_assert_max_num_queries(12):
        client.get(reverse("participants") + "?bulan=2026-01&gerbang=paid")
