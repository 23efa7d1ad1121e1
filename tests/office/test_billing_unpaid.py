"""Who waits for money: a list by decree and line, names only for those who see people; the home card counts bills."""

import pytest
from django.urls import reverse

from office import cover_world
from office.kept import kept
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db


@kept
def bill(manager, treasurer, sponsor):
    world = cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)
    return world.bills["APBD", 202602]


@pytest.mark.parametrize(("who", "named"), [("treasurer", False), ("manager", True), ("auditor", True)])
def test_the_unpaid_are_listed_with_names_only_for_those_who_see_people(request, client, bill, who, named):
    client.force_login(request.getfixturevalue(who))
    address = reverse("bill_unpaid", args=[bill.public_id])
    assert address in client.get(reverse("bill", args=[bill.public_id])).content.decode()
    page = client.get(address)
    assert page.context["table"].count == 4
    assert ("Rahmi" in page.content.decode()) is named


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 403), ("verifier", 403), ("outsider", 404), ("sponsor", 404)]
)
def test_others_do_not_see_the_list(request, client, bill, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("bill_unpaid", args=[bill.public_id])).status_code == status
    assert not Entry.objects.exists()


def test_a_sponsor_sees_how_many_of_its_own_wait_and_not_who(client, bill, sponsor):
    type(bill.fund).objects.filter(pk=bill.fund_id).update(sponsor=sponsor.duties.get().sponsor)
    client.force_login(sponsor)
    page = client.get(reverse("bill", args=[bill.public_id])).content.decode()
    assert reverse("bill_unpaid", args=[bill.public_id]) not in page
    assert client.get(reverse("bill_unpaid", args=[bill.public_id])).status_code == 403


def test_strangers_are_sent_to_the_login(client, bill):
    assert client.get(reverse("bill_unpaid", args=[bill.public_id])).status_code == 302


def test_the_home_page_leads_to_what_waits(client, bill, treasurer, manager):
    client.force_login(treasurer)
    assert f"{reverse('bills')}?keadaan=unpaid" in client.get("/").content.decode()
    client.force_login(manager)
    page = client.get("/").content.decode()
    assert f"{reverse('enrolments')}?keadaan=missing" in page
    assert client.get(f"{reverse('enrolments')}?keadaan=missing").status_code == 200
