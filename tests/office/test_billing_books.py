"""The way of the money: papers in order, reversals, rests carried over, corrections, and months that are closed for good."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.urls import reverse

from office.kept import kept
from office.world import MUARO, PEMATANG, accepted, approved, enrolled, fund, programme
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.billing import queries
from payung.office.billing.actions import (
    carry_over,
    issue_bills,
    record_correction,
    record_payment,
    record_step,
    reverse_payment,
)
from payung.office.billing.actions.payments import credit, owed, rest
from payung.office.billing.models import Bill, Correction, Payment, Step, Unsettled
from payung.office.billing.preview import preview
from payung.office.billing.timeline import timeline
from payung.office.cover.models import PersonMonth
from payung.office.journal.models import Entry
from payung.office.journal.once import once
from payung.office.programmes.models import Agreement
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.statement import statement

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 10)
RATE = 16_800


@kept
def covered(manager, other_manager, branch, tmp_path):
    """Five people on a decree from May 2026, the first four enrolled."""
    made = programme(manager)
    accepted(made, manager, [PEMATANG, MUARO, MUARO, PEMATANG, MUARO])
    decision = approved(manager, other_manager, made)
    enrolled(branch, decision, tmp_path, range(4))
    return decision


@kept
def may(covered, treasurer):
    return issue_bills(treasurer, covered.programme, 202605).bills[0]


@kept
def june(covered, may, treasurer):
    return issue_bills(treasurer, covered.programme, 202606).bills[0]


def pay(treasurer, bill, amount, document="SP2D-1", dated=DAY):
    return record_payment(treasurer, bill, document=document, dated=dated, amount=amount)


def paid_months(bill):
    return PersonMonth.objects.filter(bill_line__bill=bill, payment__isnull=False).count()


# Papers


def test_the_papers_of_a_bill_stand_in_their_order_with_what_is_missing(may, treasurer, manager, branch):
    record_step(treasurer, may, "spp", number="SPP 1", dated=date(2026, 6, 1))
    record_step(manager, may, "spm", number="SPM 1", dated=date(2026, 6, 3))
    pay(treasurer, may, 4 * RATE)
    record_step(treasurer, may, "bank", number="BANK 1", dated=date(2026, 6, 11))
    shown = [(event.number, event.status) for event in timeline(queries.bills(treasurer).get(), treasurer)]
    assert [number for number, _status in shown] == ["", "SPP 1", "SPM 1", "SP2D-1", "BANK 1", ""]
    record_step(branch, may, "receipt", number="BPJS 1", dated=date(2026, 6, 12))
    assert all(event.dated for event in timeline(queries.bills(treasurer).get(), treasurer))


@pytest.mark.parametrize(
    ("kind", "who", "dated", "said"),
    [
        ("spm", "manager", date(2026, 6, 1), "SPP of this bill is not recorded"),
        ("bank", "treasurer", date(2026, 6, 11), "SP2D of this bill is not recorded"),
        ("spp", "treasurer", date(2100, 1, 1), "has not come yet"),
        ("spp", "treasurer", None, "number is missing"),
    ],
)
def test_a_paper_out_of_its_order_is_refused(request, may, kind, who, dated, said):
    user = request.getfixturevalue(who)
    with pytest.raises(UnusableInput, match=said):
        record_step(user, may, kind, number="X" if dated else " ", dated=dated or DAY)
    assert not Step.objects.exists()


def test_money_does_not_leave_before_it_was_ordered_and_one_number_stands_once(may, treasurer, manager):
    record_step(treasurer, may, "spp", number="SPP 1", dated=date(2026, 6, 1))
    with pytest.raises(UnusableInput, match="stands on this bill already"):
        record_step(treasurer, may, "spp", number="spp  1", dated=date(2026, 6, 2))
    record_step(manager, may, "spm", number="SPM 1", dated=date(2026, 6, 12))
    with pytest.raises(UnusableInput, match="which is later"):
        pay(treasurer, may, RATE)


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        ("spp", ["clerk", "manager", "branch", "auditor", "outsider", "sponsor"]),
        ("spm", ["clerk", "treasurer", "branch", "auditor", "outsider", "sponsor"]),
        ("receipt", ["clerk", "manager", "auditor", "outsider", "sponsor"]),
    ],
)
def test_each_paper_has_its_duty(request, client, may, kind, refused):
    before = Entry.objects.count()
    for who in refused:
        user = request.getfixturevalue(who)
        with pytest.raises(Refused):
            record_step(user, may, kind, number="X", dated=DAY)
        client.force_login(user)
        answer = client.post(
            reverse("bill_step", args=[may.public_id, kind]), {"number": "X", "dated": "2026-06-01"}
        )
        assert answer.status_code in (403, 404)
    assert (Step.objects.count(), Entry.objects.count()) == (0, before)


# Payments that cannot be


def test_an_sp2d_number_stands_once_in_its_fund_whatever_the_bill_and_the_letters(may, june, treasurer):
    pay(treasurer, may, RATE, "SP2D-7")
    with pytest.raises(UnusableInput, match="stands on the bill Dana Satu Nagari 2026 202605 already"):
        pay(treasurer, june, RATE, "sp2d-7")
    assert Payment.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():  # the database itself refuses
        Payment.objects.create(
            bill=june, document="sp2D-7", dated=DAY, amount=1, residual=1, recorded_by=treasurer
        )


def test_a_payment_of_another_fund_is_refused(may, treasurer, manager):
    with pytest.raises(UnusableInput, match="This SP2D is of APBD 2026"):
        record_payment(treasurer, may, document="S", dated=DAY, amount=RATE, fund=fund(manager))
    assert not Payment.objects.exists()


def test_months_outside_the_agreement_are_not_billed_until_it_is_extended(covered, treasurer):
    made = covered.programme
    first = Agreement.objects.create(
        area_id="13.03", number="PKS 1", branch="B", starts=date(2026, 5, 10), ends=date(2026, 6, 30)
    )
    made.agreement = first
    made.save()
    issue_bills(treasurer, made, 202605)
    with pytest.raises(UnusableInput, match=r"outside the agreement PKS 1 .*30 June 2026"):
        issue_bills(treasurer, made, 202607)
    Agreement.objects.create(
        area_id="13.03",
        number="PKS 2",
        branch="B",
        starts=date(2026, 7, 1),
        ends=date(2026, 12, 31),
        extends=first,
    )
    assert issue_bills(treasurer, made, 202607).people == 4


def test_the_same_form_sent_twice_does_its_act_once_and_shows_the_first_result(client, may, treasurer):
    client.force_login(treasurer)
    address = reverse("bill_pay", args=[may.public_id])
    token = client.get(address).context["form"]["token"].value()
    given = {"state": "paid", "document": "S 1", "dated": "2026-06-10", "amount": "40.000", "token": token}
    for _again in range(3):
        answer = client.post(address, given, follow=True)
        assert answer.status_code == 200
    assert "Rp33.600" in answer.content.decode()
    assert Payment.objects.count() == 1
    assert client.get(address).context["form"]["token"].value() != token


def test_an_act_that_fails_leaves_its_token_free(treasurer):
    def failing():
        raise UnusableInput

    with pytest.raises(Exception):  # noqa: B017, PT011
        once(treasurer, "t", failing)
    assert once(treasurer, "t", lambda: "done") == ("done", True)
    assert once(treasurer, "t", failing) == ("done", False)


# Reversals


def test_a_reversal_is_a_new_entry_and_puts_its_person_months_back(may, treasurer, manager):
    payment = pay(treasurer, may, 40_000)
    made = reverse_payment(treasurer, payment, dated=DAY, why="Rekening salah")
    assert (made.amount, made.settled, made.residual, made.reverses) == (-40_000, -33_600, -6_400, payment)
    assert (paid_months(may), rest(may), Payment.objects.count()) == (0, 0, 2)
    assert Unsettled.objects.filter(reversal=made, payment=payment).count() == 2
    told = statement(manager, Asked(programme=may.programme))
    assert [(c.code, c.months) for c in told.gate("billed").causes] == [("reversed", 4)]
    assert (told.unexplained, told.money.untied, told.money.amount) == (0, 0, 0)
    pay(treasurer, may, 4 * RATE)  # the number is free again
    assert paid_months(may) == 4


def test_a_reversal_takes_back_what_later_money_settled_with_its_rest(may, treasurer):
    first = pay(treasurer, may, 40_000)
    pay(treasurer, may, 27_200, "SP2D-2")
    assert paid_months(may) == 4
    reverse_payment(treasurer, first, dated=DAY, why="Salah")
    assert (paid_months(may), rest(may)) == (1, 27_200 - RATE)


def test_an_entry_is_reversed_once_and_never_edited_or_deleted(may, treasurer):
    payment = pay(treasurer, may, 40_000)
    reverse_payment(treasurer, payment, dated=DAY, why="Salah")
    payment.refresh_from_db()
    with pytest.raises(UnusableInput, match="reversed already"):
        reverse_payment(treasurer, payment, dated=DAY, why="Salah")
    for change in (
        lambda: Payment.objects.filter(pk=payment.pk).update(amount=1, residual=1, settled=0),
        lambda: Payment.objects.filter(pk=payment.pk).delete(),
        lambda: Unsettled.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# Rests and corrections


def test_what_is_left_over_is_carried_to_the_next_bill_of_the_fund_and_back(may, june, treasurer):
    pay(treasurer, may, 4 * RATE + 20_000)
    carried = carry_over(treasurer, may, june, dated=DAY, why="Kelebihan")
    assert (carried.amount, carried.settled, rest(may), owed(june)) == (20_000, RATE, 0, 4 * RATE - 20_000)
    with pytest.raises(UnusableInput, match="was carried to the bill"):
        reverse_payment(treasurer, may.payments.get(kind="money"), dated=DAY, why="Salah")
    reverse_payment(treasurer, carried, dated=DAY, why="Salah")
    assert (rest(may), rest(june), paid_months(june)) == (20_000, 0, 0)


def test_a_rest_stays_within_its_fund(may, manager, other_manager, branch, treasurer, tmp_path):
    other = programme(manager, "Lain")
    accepted(other, manager, [MUARO], start=50)
    enrolled(branch, approved(manager, other_manager, other, number="SK-9"), tmp_path, [50], name="c.csv")
    theirs = issue_bills(treasurer, other, 202605).bills[0]
    pay(treasurer, may, 5 * RATE)
    with pytest.raises(UnusableInput, match="stays within its fund"):
        carry_over(treasurer, may, theirs, dated=DAY, why="x")
    assert not Payment.objects.filter(kind__in=["in", "out"]).exists()


def test_where_nothing_is_left_nothing_is_carried(may, june, treasurer):
    pay(treasurer, may, 4 * RATE)
    with pytest.raises(UnusableInput, match="Nothing can be carried"):
        carry_over(treasurer, may, june, dated=DAY, why="x")


def test_the_next_bill_shows_and_uses_what_earlier_ones_left_over(client, covered, may, treasurer):
    pay(treasurer, may, 4 * RATE + 20_000)
    assert preview(covered.programme, 202606).credit == 20_000
    client.force_login(treasurer)
    asked = {"programme": covered.programme.public_id, "month": "2026-06"}
    page = client.post(reverse("bill_issue"), asked).content.decode()
    assert "Rp20.000" in page
    assert "Rp47.200" in page  # what is still to be paid
    client.post(
        reverse("bill_issue"), {**asked, "confirmed": "1", "expected": str(4 * RATE), "use_credit": "1"}
    )
    made = Bill.objects.get(month=202606)
    assert (owed(made), paid_months(made)) == (4 * RATE - 20_000, 1)


def test_a_correction_below_zero_is_credit_of_the_bill(may, june, treasurer, manager):
    pay(treasurer, may, 4 * RATE)
    one = PersonMonth.objects.filter(bill_line__bill=may).first()
    record_correction(treasurer, may, amount=-8_400, dated=DAY, why="Relaksasi", person_month=one)
    assert (credit(may), owed(may)) == (8_400, -8_400)
    carry_over(treasurer, may, june, dated=DAY, why="Relaksasi")
    assert (credit(may), owed(june)) == (0, 4 * RATE - 8_400)
    told = statement(manager, Asked(programme=may.programme))
    assert (told.unexplained, told.money.untied, told.money.corrected) == (0, 0, -8_400)


def test_a_correction_before_payment_lets_less_money_pay_for_all(may, treasurer):
    record_correction(treasurer, may, amount=-2 * RATE, dated=DAY, why="Meninggal")
    assert paid_months(may) == 2
    pay(treasurer, may, 2 * RATE)
    assert (paid_months(may), credit(may), owed(may)) == (4, 0, 0)


@pytest.mark.parametrize("amount", [0, -4 * RATE - 1])
def test_a_correction_of_nothing_or_of_more_than_the_bill_is_refused(may, treasurer, amount):
    with pytest.raises(UnusableInput, match="cannot stand on a bill"):
        record_correction(treasurer, may, amount=amount, dated=DAY, why="x")
    assert not Correction.objects.exists()


# Who may not


@pytest.mark.parametrize("who", ["clerk", "verifier", "manager", "branch", "auditor", "outsider", "sponsor"])
def test_who_may_neither_reverse_nor_carry_nor_correct(request, client, who, may, june, treasurer):
    payment = pay(treasurer, may, 5 * RATE)
    user = request.getfixturevalue(who)
    before = (Entry.objects.count(), Payment.objects.count())
    for forbidden in (
        lambda: reverse_payment(user, payment, dated=DAY, why="x"),
        lambda: carry_over(user, may, june, dated=DAY, why="x"),
        lambda: record_correction(user, may, amount=-1, dated=DAY, why="x"),
    ):
        with pytest.raises(Refused):
            forbidden()
    client.force_login(user)
    for name, args in (
        ("payment_reverse", [may.public_id, payment.public_id]),
        ("bill_carry", [may.public_id]),
        ("bill_correct", [may.public_id]),
    ):
        assert client.post(reverse(name, args=args), {"why": "x"}).status_code in (403, 404)
    assert (Entry.objects.count(), Payment.objects.count(), Correction.objects.count()) == (*before, 0)


# Operations 3.2


def test_sijunjung_80_282_person_months_and_a_rest_of_rp16_290(
    manager, other_manager, treasurer, branch, areas
):
    """One payment for January to July 2025, over 11,469 people of whom one began a month later."""
    amount, people = 1_348_753_890, 11_469
    made = programme(manager, "Satu Nagari 100", first_month=202501, months=7, payer="apbd")
    accepted(made, manager, [MUARO if at % 2 else PEMATANG for at in range(people)])
    decision = approved(manager, other_manager, made)
    answer = _answer(decision, branch)
    PersonMonth.objects.all().update(enrolled_by=answer)
    late = PersonMonth.objects.filter(month=202501).order_by("pk").last()
    PersonMonth.objects.filter(pk=late.pk).update(enrolled_by=None)
    bills = [issue_bills(treasurer, made, month).bills[0] for month in range(202501, 202508)]
    pay(treasurer, bills[0], amount, "SP2D 1", date(2025, 7, 31))
    for bill in bills[1:]:
        carry_over(treasurer, bills[0], bill, dated=date(2025, 7, 31), why="Satu SP2D untuk tujuh bulan")
    told = statement(manager, Asked(programme=made))
    paid = told.gate("paid")
    assert (paid.months, paid.rupiah) == (80_282, 80_282 * RATE)
    assert (told.money.amount, told.money.left_over) == (amount, 16_290)
    assert (told.unexplained, told.money.untied) == (0, 0)
    assert Payment.objects.aggregate(s=Sum("amount"))["s"] == amount
    assert [(c.code, c.months) for c in told.gate("decided").causes] == [("later", 1)]


def _answer(decision, user):
    from payung.office.cover.models import EnrolmentReturn

    return EnrolmentReturn.objects.create(
        decision=decision,
        file_name="b.csv",
        file="x",
        sha256="0" * 64,
        rows=1,
        accepted=1,
        refused=0,
        unknown=0,
        imported_by=user,
    )


def test_a_correction_that_asks_for_more_leaves_the_bill_partly_paid(client, may, treasurer):
    pay(treasurer, may, 4 * RATE)
    record_correction(treasurer, may, amount=5_000, dated=DAY, why="Tarif kurang")
    seen = queries.bills(treasurer).get()
    assert (seen.residual, seen.owing, owed(may)) == (-5_000, 0, 5_000)
    client.force_login(treasurer)
    assert client.get(reverse("bill", args=[may.public_id])).context["tone"] == "wait"
    assert client.get(reverse("bill_pay", args=[may.public_id])).context["form"].initial["amount"] == 5_000
    assert client.get(reverse("bills"), {"keadaan": "partly"}).context["table"].count == 1
    assert client.get(reverse("bills"), {"keadaan": "paid"}).context["table"].count == 0
