"""Months that are closed for good, and what is shown to the rupiah before a month is billed."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from office.kept import kept
from office.world import MUARO, PEMATANG, accepted, approved, enrolled, programme
from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.accounts.permissions import Refused
from payung.office.billing.actions import (
    close_month,
    issue_bills,
    record_correction,
    record_payment,
    reverse_payment,
)
from payung.office.billing.models import Bill, Closing, Correction, Payment
from payung.office.billing.preview import preview
from payung.office.cover.models import PersonMonth
from payung.office.decisions.actions import Leaving, approve, propose_change, submit

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


def pay(treasurer, bill, amount, document="SP2D-1", dated=DAY):
    return record_payment(treasurer, bill, document=document, dated=dated, amount=amount)


# Closing


def closed_fixture(treasurer, made, until):
    month = made.first_month
    while month <= until:
        close_month(treasurer, made, month)
        month += 1


def test_a_closed_month_refuses_bills_and_money_and_takes_late_money_in_an_open_one(may, treasurer, covered):
    closed_fixture(treasurer, covered.programme, 202606)
    with pytest.raises(UnusableInput, match="books of June 2026 are closed"):
        pay(treasurer, may, RATE)
    with pytest.raises(UnusableInput, match="are closed"):
        issue_bills(treasurer, covered.programme, 202606)
    with pytest.raises(UnusableInput, match="are closed"):
        record_correction(treasurer, may, amount=-1, dated=DAY, why="x")
    late = pay(treasurer, may, RATE, dated=date(2026, 7, 1))
    assert late.people == 1
    record_correction(treasurer, may, amount=-RATE, dated=date(2026, 7, 2), why="Meninggal 3 Mei")
    assert Closing.objects.get(month=202605).figures["paid"] == 0  # as it was then


def test_the_database_itself_keeps_a_closed_month(may, treasurer, covered):
    paid = pay(treasurer, may, RATE)
    closed_fixture(treasurer, covered.programme, 202606)
    own = PersonMonth.objects.filter(month=202605)
    for change in (
        lambda: Bill.objects.filter(pk=may.pk).update(total=1),
        lambda: Bill.objects.filter(pk=may.pk).update(people=5),
        lambda: may.lines.all().delete(),
        lambda: own.update(planned=1),
        lambda: own.filter(bill_line=None).update(withdrawn_by=covered),
        lambda: own.filter(bill_line=None).delete(),
        lambda: own.update(bill_line=None, payment=None, due=None),
        lambda: Closing.objects.all().delete(),
        lambda: Closing.objects.update(figures={}),
        lambda: Payment.objects.create(
            bill=may, document="X", dated=DAY, amount=1, residual=1, recorded_by=treasurer
        ),
        lambda: Correction.objects.create(bill=may, amount=1, dated=DAY, why="x", recorded_by=treasurer),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    Bill.objects.filter(pk=may.pk).update(code="900")  # a payment code may come later
    assert reverse_payment(treasurer, paid, dated=date(2026, 7, 3), why="Salah").people == -1


def test_who_leaves_keeps_closed_months_and_a_new_list_gets_none(
    covered, treasurer, manager, other_manager, may
):
    closed_fixture(treasurer, covered.programme, 202605)
    line = covered.lines.get(person__months__enrolled_by=None, person__months__month=202605)
    draft = propose_change(manager, covered, [Leaving(line, "died")], from_month=202605, replace=False)
    approve(other_manager, submit(manager, draft), number="SK-2", dated=date(2026, 6, 1))
    standing = PersonMonth.objects.filter(line=line, withdrawn_by=None)
    assert list(standing.values_list("month", flat=True)) == [202605]
    accepted(covered.programme, manager, [MUARO], start=70)
    with pytest.raises(UnusableInput, match="books up to May 2026 are closed"):
        approved(manager, other_manager, covered.programme, number="SK-3")


def test_a_late_return_list_leaves_closed_months_alone(covered, treasurer, branch, tmp_path):
    closed_fixture(treasurer, covered.programme, 202605)
    enrolled(branch, covered, tmp_path, [4], name="susulan.csv")
    late = PersonMonth.objects.filter(line__number=5, enrolled_by__isnull=False).order_by("month")
    assert late.first().month == 202606


def test_months_are_closed_in_turn_and_not_before_they_are_over(covered, treasurer, may):
    with pytest.raises(UnusableInput, match="to close next is May 2026"):
        close_month(treasurer, covered.programme, 202606)
    covered.programme.__class__.objects.filter(pk=covered.programme_id).update(first_month=209001)
    covered.programme.refresh_from_db()
    with pytest.raises(UnusableInput, match="not over yet"):
        close_month(treasurer, covered.programme, 209001)
    assert not Closing.objects.exists()


def test_closing_is_shown_in_figures_then_done_once(client, covered, may, manager):
    client.force_login(manager)
    assert "Mei 2026" in client.get(reverse("books")).content.decode()
    address = reverse("books_close", args=[covered.programme.public_id, 202605])
    assert "Rp67.200" in client.get(address).content.decode()
    for _twice in range(2):
        assert client.post(address).status_code == 302
    assert Closing.objects.get().figures["bills"] == 4 * RATE
    assert client.post(reverse("books_close", args=[covered.programme.public_id, 202608])).status_code == 422


@pytest.mark.parametrize("who", ["clerk", "verifier", "branch", "auditor", "outsider", "sponsor"])
def test_who_may_not_close_a_month(request, client, who, may):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        close_month(user, may.programme, 202605)
    client.force_login(user)
    address = reverse("books_close", args=[may.programme.public_id, 202605])
    assert client.post(address).status_code in (403, 404)
    assert not Closing.objects.exists()


# Before billing


def test_what_will_be_billed_is_shown_to_the_rupiah_with_its_groups(client, covered, treasurer):
    client.force_login(treasurer)
    asked = {"programme": covered.programme.public_id, "month": "2026-05"}
    page = client.post(reverse("bill_issue"), asked).content.decode()
    assert "4 × Rp16.800 = Rp67.200" in page
    assert "JKK Rp10.000 + JKM Rp6.800 = Rp16.800" in page
    assert (
        client.post(reverse("bill_issue"), {**asked, "confirmed": "1", "expected": "67199"}).status_code
        == 200
    )
    assert not Bill.objects.exists()  # another sum than was shown
    issue_bills(treasurer, covered.programme, 202605)
    again = client.post(reverse("bill_issue"), asked).content.decode()
    assert "Sudah ditagih untuk bulan ini: 4 orang, Rp67.200" in again


def test_the_preview_is_what_the_bill_then_holds(covered, treasurer):
    shown = preview(covered.programme, 202605)
    issued = issue_bills(treasurer, covered.programme, 202605, expected=shown.total)
    assert (shown.people, shown.total) == (issued.people, issued.total)


def test_arrears_are_told_before_they_are_billed(covered, treasurer, client):
    today = Month.of(timezone.localdate())
    assert (preview(covered.programme, 202605).window, preview(covered.programme, today.number).late) == (
        3,
        0,
    )
    assert not preview(covered.programme, (today + -3).number).is_too_late
    assert preview(covered.programme, (today + -4).number).is_too_late
    client.force_login(treasurer)
    asked = {"programme": covered.programme.public_id, "month": "2026-05"}
    assert "Bulannya sudah lama lewat" in client.post(reverse("bill_issue"), asked).content.decode()
