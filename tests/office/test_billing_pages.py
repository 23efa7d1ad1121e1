"""Pages of bills: issued after a check in figures, explained, paid or refused, with what is left over in the open."""

import pytest
from django.urls import reverse

from office import cover_world
from office.cover_world import RATE
from office.kept import kept
from payung.office.billing.models import Bill, Payment
from payung.office.cover.models import PersonMonth
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer, sponsor):
    return cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)


@kept
def open_bill(world):
    return world.bills["APBD", 202602]


def test_bills_are_issued_only_after_a_check_in_figures(client, world, treasurer):
    PersonMonth.objects.filter(month=202603, person__in=world.people[:2]).update(enrolled_by=world.answer)
    client.force_login(treasurer)
    asked = {"programme": world.programme.public_id, "month": "2026-03"}
    check = client.post(reverse("bill_issue"), asked).content.decode()
    assert "Rp33.600" in check
    assert Bill.objects.filter(month=202603).count() == 0
    assert client.post(reverse("bill_issue"), {**asked, "confirmed": "1"}).status_code == 302
    made = Bill.objects.get(month=202603)
    assert (made.people, made.total) == (2, 2 * RATE)


def test_a_bill_explains_its_rate_with_citations(client, open_bill, treasurer):
    client.force_login(treasurer)
    page = client.get(reverse("bill", args=[open_bill.public_id])).content.decode()
    assert "JKK Rp10.000 + JKM Rp6.800 = Rp16.800" in page
    assert "4 × Rp16.800 = Rp67.200" in page
    assert "PP 44/2015" in page


def test_each_bill_says_its_state_in_words(client, world, manager):
    client.force_login(manager)
    states = {
        (line[0].value, line[2].value): line[-1].column.key and line[-1].tone
        for line in client.get(reverse("bills")).context["table"].lines
    }
    assert states["Januari 2026", "APBD 2026"] == "info"  # paid, with money left over
    assert states["Februari 2026", "APBD 2026"] == "stop"


@pytest.mark.parametrize(
    ("amount", "settled", "left", "tone"),
    [("67.200", 4, 0, "ok"), ("40.000", 2, 6_400, "wait"), ("70.000", 4, 2_800, "info")],
)
def test_a_payment_settles_whole_people_and_shows_the_rest(
    client, open_bill, treasurer, amount, settled, left, tone
):
    client.force_login(treasurer)
    given = {"state": "paid", "document": "SP2D 7", "dated": "2026-02-20", "amount": amount}
    assert client.post(reverse("bill_pay", args=[open_bill.public_id]), given).status_code == 302
    payment = Payment.objects.get(bill=open_bill)
    assert (payment.people, payment.residual) == (settled, left)
    assert client.get(reverse("bill", args=[open_bill.public_id])).context["tone"] == tone


def test_a_refused_payment_needs_its_reason_and_settles_nobody(client, open_bill, treasurer):
    client.force_login(treasurer)
    given = {"state": "refused", "document": "SP2D 7", "dated": "2026-02-20", "amount": "67.200"}
    address = reverse("bill_pay", args=[open_bill.public_id])
    assert 'href="#id_why"' in client.post(address, given).content.decode()
    assert not Payment.objects.filter(bill=open_bill).exists()
    assert client.post(address, {**given, "why": "Rekening salah"}).status_code == 302
    assert Payment.objects.get(bill=open_bill).people == 0


def test_the_same_sp2d_twice_is_said_at_its_field(client, open_bill, treasurer):
    client.force_login(treasurer)
    given = {"state": "paid", "document": "SP2D 7", "dated": "2026-02-20", "amount": "16.800"}
    address = reverse("bill_pay", args=[open_bill.public_id])
    client.post(address, given)
    assert 'href="#id_document"' in client.post(address, given).content.decode()
    assert Payment.objects.filter(bill=open_bill).count() == 1


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_bill_is_downloaded_and_journalled(client, open_bill, treasurer, form):
    client.force_login(treasurer)
    answer = client.post(reverse("bill_download", args=[open_bill.public_id]), {"form": form})
    assert answer.content[:2] == (b"%P" if form == "pdf" else b"PK")
    assert Entry.objects.get().act == "bill.download"


def test_a_sponsor_sees_its_own_bills_and_never_the_people(client, world, sponsor):
    client.force_login(sponsor)
    table = client.get(reverse("bills")).context["table"]
    assert {line[2].value for line in table.lines} == {"CSR 2026"}
    own, other = world.bills["CSR", 202601], world.bills["APBD", 202601]
    page = client.get(reverse("bill", args=[own.public_id])).content.decode()
    assert "Upik" not in page
    assert client.post(reverse("bill_download", args=[own.public_id]), {"form": "members"}).status_code == 403
    assert client.get(reverse("bill", args=[other.public_id])).status_code == 404


@pytest.mark.parametrize(
    ("who", "seen"),
    [("clerk", 403), ("verifier", 403), ("outsider", 404), ("manager", 200), ("auditor", 200)],
)
def test_who_may_look_and_who_may_not_act(request, client, open_bill, who, seen):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("bill", args=[open_bill.public_id])).status_code == seen
    given = {"state": "paid", "document": "X", "dated": "2026-02-20", "amount": "1"}
    assert client.post(reverse("bill_pay", args=[open_bill.public_id]), given).status_code in (403, 404)
    assert client.post(reverse("bill_code", args=[open_bill.public_id]), {"code": "9"}).status_code in (
        403,
        404,
    )
    assert client.post(reverse("bill_issue"), {}).status_code == 403
    assert not Payment.objects.filter(bill=open_bill).exists()
    assert not Entry.objects.exists()
