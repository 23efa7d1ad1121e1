"""Aid in kind: stock, the seeded lot, one pack a person, and many hands at once."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from office import cover_world
from office.kept import kept
from office.test_decisions_concurrency import AtOnce
from office.test_decisions_concurrency import office as staff
from office.world import MUARO, PEMATANG
from payung.errors import UnusableInput
from payung.office.accounts.models import User
from payung.office.accounts.permissions import Refused
from payung.office.aid import drawing, queries
from payung.office.aid.actions import handing, stock
from payung.office.aid.actions.drawing import draw
from payung.office.aid.drawing import Rule
from payung.office.aid.models import Delivery, Distribution, Receipt, Recipient
from payung.office.core.home import waiting_for
from payung.office.cover.models import Membership
from payung.office.journal.models import Entry
from payung.office.people.models import Person

pytestmark = pytest.mark.django_db
FEBRUARY = Rule(
    202602
)  # five people are enrolled then: three of Muaro, one of Pematang Panjang, one of Tanjung


def today():
    return timezone.localdate()


def rice(manager, packs=3, name="Beras 2026", **more):
    made = stock.plan(manager, "13.03", name=name, pack="karung beras 5 kg", **more)
    if packs:
        stock.receive(manager, made, packs=packs, document="BAST-1", giver="Bulog", dated=today())
    return Distribution.objects.get(pk=made.pk)


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


@kept
def drawn(manager, world):
    return draw(manager, rice(manager), FEBRUARY, seed="madiun", reserve=1)


def numbers(distribution, **more):
    return list(distribution.recipients.filter(**more).values_list("number", flat=True))


def test_only_participants_of_the_month_are_found_and_the_dead_are_not(manager, world):
    assert drawing.candidates("13.03", FEBRUARY).count() == 5
    assert drawing.candidates("13.03", Rule(202603)).count() == 0  # decided, not enrolled
    assert drawing.candidates("13.03", Rule(202602, villages=(PEMATANG,))).count() == 1
    assert drawing.candidates("13.03", Rule(202602, programme=world.programme.pk)).count() == 5
    assert drawing.candidates("13.73", FEBRUARY).count() == 0
    Person.objects.filter(pk=world.people[0].pk).update(died=date(2026, 2, 3), occupation="Petani karet")
    Person.objects.filter(pk=world.people[1].pk).update(occupation="petani")
    assert drawing.candidates("13.03", FEBRUARY).count() == 4
    assert drawing.candidates("13.03", Rule(202602, occupation="PETANI")).filter(village=MUARO).exists()


def test_the_lot_is_the_seeds_and_nobody_elses(manager, world, drawn):
    assert (numbers(drawn, reserve=False), numbers(drawn, reserve=True)) == ([1, 2, 3], [4])
    assert drawn.candidates == 5
    order = sorted(
        Person.objects.filter(pk__in=drawing.candidates("13.03", FEBRUARY)).values_list(
            "public_id", flat=True
        ),
        key=lambda one: drawing.lot("madiun", one),
    )
    taken = list(drawn.recipients.values_list("person__public_id", flat=True))
    assert taken == order[:4]
    first = drawn.list_hash
    again = draw(manager, drawn, FEBRUARY, seed="madiun", reserve=1)
    assert again.list_hash == first
    assert Entry.objects.filter(act="aid.draw").last().facts["list_hash"] == first
    orders = {
        tuple(draw(manager, drawn, FEBRUARY, seed=f"s{at}").recipients.values_list("person", flat=True))
        for at in range(8)
    }
    assert len(orders) > 1


def test_where_packs_are_plenty_everybody_is_taken(manager, world):
    made = draw(manager, rice(manager, 400), FEBRUARY, seed="x")
    assert (made.recipients.count(), made.candidates) == (5, 5)


@pytest.mark.parametrize(
    ("rule", "more", "said"),
    [
        (Rule(202612), {}, "no participant"),
        (Rule(202602, villages=("13.73.01.1001",)), {}, "outside"),
        (FEBRUARY, {"seed": " "}, "empty"),
        (FEBRUARY, {"reserve": 9}, "reserve"),
        (Rule(202613), {}, "no month"),
    ],
)
def test_a_draw_that_cannot_be(manager, world, rule, more, said):
    with pytest.raises(UnusableInput, match=said):
        draw(manager, rice(manager), rule, **{"seed": "x"} | more)
    with pytest.raises(UnusableInput, match="No pack has come in"):
        draw(manager, rice(manager, 0, name="Kosong"), FEBRUARY, seed="x")
    assert not Recipient.objects.exists()


def member_number(person):
    return f"2600000000{cover_world.NAMES.index(person.name)}"


def test_a_card_and_a_member_number_each_open_one_pack(manager, world, drawn, clerk):
    first, second = drawn.recipients.select_related("person").order_by("number")[:2]
    code = Membership.objects.get(person=first.person).card_code
    receipt = handing.hand_by_card(manager, drawn, code)
    assert (receipt.pack, receipt.way) == (1, "card")
    with pytest.raises(UnusableInput, match="had a pack"):
        handing.hand_by_card(manager, drawn, code)
    index = bytes(Membership.objects.get(person=second.person).kpj_index)
    from payung.office.core.vault import blind_index

    number = next(n for n in (f"2600000000{at}" for at in range(10)) if blind_index(n) == index)
    assert handing.hand_by_card(manager, drawn, f" {number[:4]} {number[4:]} ").pack == 2
    left_out = (
        Person.objects.filter(memberships__isnull=False)
        .exclude(pk__in=drawn.recipients.values("person"))
        .first()
    )
    for wrong in ("99999999999", "", "tidakada", Membership.objects.get(person=left_out).card_code):
        with pytest.raises(UnusableInput, match="not on the list"):
            handing.hand_by_card(manager, drawn, wrong)
    kept = Distribution.objects.get()
    assert (kept.handed, kept.received) == (2, 3)
    with pytest.raises(UnusableInput, match="cannot be drawn again"):
        draw(manager, kept, FEBRUARY, seed="y")


def test_the_signed_sheet_is_taken_whole_or_not_at_all(manager, drawn):
    with pytest.raises(UnusableInput, match="99 are not on the list"):
        handing.hand_by_sheet(manager, drawn, "1, 99", dated=today())
    for wrong in ("satu", "3-1", "", "1-99999999"):
        with pytest.raises(UnusableInput):
            handing.hand_by_sheet(manager, drawn, wrong, dated=today())
    assert not Receipt.objects.exists()
    assert [one.pack for one in handing.hand_by_sheet(manager, drawn, "1-2", dated=today())] == [1, 2]
    with pytest.raises(UnusableInput, match="Number 2 had a pack"):
        handing.hand_by_sheet(manager, drawn, "2-3", dated=today())
    with pytest.raises(UnusableInput, match="1 packs are left, 2 were asked"):
        handing.hand_by_sheet(manager, drawn, "3-4", dated=today())
    with pytest.raises(UnusableInput, match="between the drawing and today"):
        handing.hand_by_sheet(manager, drawn, "3", dated=date(2020, 1, 1))
    assert (Receipt.objects.count(), Distribution.objects.get().handed) == (2, 2)


def test_the_database_itself_refuses_a_second_pack_and_a_stock_below_zero(manager, drawn):
    (receipt,) = handing.hand_by_sheet(manager, drawn, "1", dated=today())
    other = drawn.recipients.get(number=2)
    same = {"distribution": drawn, "way": "card", "dated": today(), "handed_by": manager}
    for wrong in ({"recipient": receipt.recipient, "pack": 2}, {"recipient": other, "pack": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Receipt.objects.create(**same, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Distribution.objects.update(handed=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Distribution.objects.update(received=0)


def test_stock_goes_down_with_a_reason_and_never_below_what_left(manager, drawn):
    handing.hand_by_sheet(manager, drawn, "1-2", dated=today())
    said = {"document": "BA-2", "giver": "Gudang", "dated": today()}
    with pytest.raises(UnusableInput, match="empty"):
        stock.receive(manager, drawn, packs=-1, **said)
    with pytest.raises(UnusableInput, match="not 2 packs left"):
        stock.receive(manager, drawn, packs=-2, note="Rusak", **said)
    stock.receive(manager, drawn, packs=-1, note="Rusak", **said)
    with pytest.raises(UnusableInput, match="recorded already"):
        stock.receive(manager, drawn, packs=5, **said)
    assert Distribution.objects.get().received == 2
    assert sum(Delivery.objects.values_list("packs", flat=True)) == 2
    with pytest.raises(UnusableInput, match="cannot be"):
        stock.receive(manager, drawn, packs=0, **said | {"document": "BA-3"})


def test_a_mistake_is_taken_back_and_a_closed_aid_stays_closed(manager, drawn, clerk):
    (receipt,) = handing.hand_by_sheet(manager, drawn, "1", dated=today())
    with pytest.raises(Refused):
        handing.undo(clerk, receipt, why="x")
    handing.undo(manager, receipt, why="Salah nomor")
    assert (Receipt.objects.count(), Distribution.objects.get().handed) == (0, 0)
    stock.close(manager, drawn, why="Selesai")
    for work in (
        lambda: handing.hand_by_sheet(manager, drawn, "1", dated=today()),
        lambda: stock.receive(manager, drawn, packs=1, document="x", giver="y", dated=today()),
        lambda: draw(manager, drawn, FEBRUARY, seed="x"),
    ):
        with pytest.raises(UnusableInput, match="closed"):
            work()


def test_who_may_not(manager, world, drawn, clerk, other_clerk, outsider, treasurer, auditor):
    before = Entry.objects.count()
    for user in (clerk, outsider, treasurer, auditor):
        for work in (
            lambda user=user: rice(user, name="Gelap"),
            lambda user=user: stock.receive(user, drawn, packs=1, document="x", giver="y", dated=today()),
            lambda user=user: draw(user, drawn, FEBRUARY, seed="x"),
            lambda user=user: stock.close(user, drawn, why="x"),
        ):
            with pytest.raises(Refused):
                work()
    own = numbers(drawn, village=MUARO)
    for user in (other_clerk, outsider, treasurer, auditor):
        with pytest.raises(Refused):
            handing.hand_by_sheet(user, drawn, str(own[0]), dated=today())
    assert Entry.objects.count() == before
    handing.hand_by_sheet(clerk, drawn, str(own[0]), dated=today())
    foreign = numbers(drawn, village=PEMATANG)
    if foreign:
        with pytest.raises(Refused):
            handing.hand_by_sheet(clerk, drawn, str(foreign[0]), dated=today())
    assert {one.village_id for one in queries.recipients(clerk, drawn)} == {MUARO}
    assert not queries.distributions(outsider).exists()


def test_the_way_of_an_aid_on_its_pages(client, manager, world, clerk, outsider):
    client.force_login(manager)
    sent = {"area": "13.03", "name": "Beras", "pack": "karung 5 kg", "token": "sekali"}
    for _again in range(2):
        assert client.post(reverse("aid_new"), sent).status_code == 302
    made = Distribution.objects.get()
    own = made.public_id
    came = {"packs": "3", "document": "BAST", "giver": "Bulog", "dated": today().isoformat(), "token": "a"}
    for _again in range(2):
        assert client.post(reverse("aid_receive", args=[own]), came).status_code == 302
    assert client.post(reverse("aid_receive", args=[own]), {**came, "token": "b"}).status_code == 422
    asked = {"month": "2026-02", "seed": "madiun", "reserve": "1", "villages": [MUARO, PEMATANG]}
    assert client.post(reverse("aid_draw", args=[own]), {**asked, "month": "2026-12"}).status_code == 422
    assert client.post(reverse("aid_draw", args=[own]), asked).status_code == 302
    page = client.get(reverse("aid", args=[own]))
    assert (page.context["left"], page.context["missing"]) == (3, 3)
    assert waiting_for(manager)[-1].count >= 0
    assert {one.href: one.count for one in waiting_for(manager)}[reverse("aids")] == 3
    pdf = client.post(reverse("aid_print", args=[own]))
    words = PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    first = Recipient.objects.select_related("person").get(number=1)
    assert first.person.name in words
    assert f"••••{first.person.nik_tail}" in words or first.person.nik_tail in words
    card = Membership.objects.get(person=first.person).card_code
    for _again in range(2):
        answer = client.post(reverse("aid_hand", args=[own]), {"code": card, "token": "c"})
        assert answer.status_code == 302
    assert Distribution.objects.get().handed == 1
    assert client.post(reverse("aid_hand", args=[own]), {"code": card, "token": "d"}).status_code == 422
    signed = {"numbers": "2-3", "dated": today().isoformat(), "token": "e"}
    assert client.post(reverse("aid_sheet", args=[own]), signed).status_code == 302
    assert client.post(reverse("aid_sheet", args=[own]), {**signed, "token": "f"}).status_code == 422
    receipt = Receipt.objects.get(pack=3)
    assert client.get(reverse("aid_undo", args=[own, receipt.public_id])).status_code == 200
    assert (
        client.post(reverse("aid_undo", args=[own, receipt.public_id]), {"why": "Keliru"}).status_code == 302
    )
    for state, count in (("handed", 2), ("waiting", 1), ("reserve", 1)):
        assert client.get(reverse("aid", args=[own]), {"keadaan": state}).context["table"].count == count
    assert client.get(reverse("aid_deliveries", args=[own])).context["table"].count == 1
    assert client.get(reverse("aids")).context["table"].count == 1
    client.force_login(clerk)
    assert {row["village"] for row in client.get(reverse("aid", args=[own])).context["villages"]} == {MUARO}
    assert client.post(reverse("aid_draw", args=[own]), asked).status_code == 403
    client.force_login(outsider)
    for name in ("aid", "aid_deliveries", "aid_hand", "aid_sheet", "aid_draw", "aid_receive", "aid_close"):
        assert client.get(reverse(name, args=[own])).status_code == 404
    assert client.post(reverse("aid_print", args=[own])).status_code == 404
    client.force_login(manager)
    assert client.post(reverse("aid_close", args=[own]), {"why": "Selesai"}).status_code == 302


def test_the_page_asks_a_constant_number_of_questions(client, manager, drawn, django_assert_max_num_queries):
    handing.hand_by_sheet(manager, drawn, "1-2", dated=today())
    client.force_login(manager)
    for name, args in (("aids", []), ("aid", [drawn.public_id])):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name, args=args)).status_code == 200


class HandsAtOnce(AtOnce):
    def test_many_hands_and_three_packs(self):
        """Every person of five is handed a pack four times at once: three packs leave, each once."""
        manager, other = staff()
        cover_world.at_every_gate(manager, other)
        made = draw(manager, rice(manager, 3), FEBRUARY, seed="x", reserve=2)
        wanted = [number for number in numbers(made) for _again in range(4)]
        start = threading.Barrier(len(wanted))

        def run(number):
            try:
                actor = User.objects.get(pk=manager.pk)
                start.wait()
                handing.hand_by_sheet(actor, Distribution.objects.get(pk=made.pk), str(number), dated=today())
            except UnusableInput as error:
                return error.what.en
            finally:
                connection.close()
            return "handed"

        with ThreadPoolExecutor(len(wanted)) as pool:
            came = list(pool.map(run, wanted))
        assert came.count("handed") == 3
        assert all("had a pack" in said or "0 packs are left" in said for said in came if said != "handed")
        kept = Distribution.objects.get()
        assert (kept.handed, Receipt.objects.count()) == (3, 3)
        assert sorted(Receipt.objects.values_list("pack", flat=True)) == [1, 2, 3]
        assert Receipt.objects.values("recipient__person").distinct().count() == 3
