"""A change is a new decision: people leave from a month on, those who wait take their places, the old list stands."""

from datetime import date

import pytest

from office.kept import kept
from office.world import MUARO, PEMATANG, SK_DATE, accepted, approved, enrolled, nik, programme
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.billing.actions import issue_bills, record_payment
from payung.office.cover.models import PersonMonth
from payung.office.decisions import actions
from payung.office.decisions.actions import Leaving
from payung.office.decisions.list_hash import list_hash
from payung.office.decisions.models import Decision, State
from payung.office.funding.models import Fund
from payung.office.journal.models import Entry
from payung.office.proposals.models import Row, Standing

pytestmark = pytest.mark.django_db


@kept
def decree(manager, other_manager):
    """Two places in Muaro for four people: two are taken, two wait; the fund holds exactly the two."""
    made = programme(manager, quotas={MUARO: 2, PEMATANG: 1}, ceiling=2 * 134_400)
    accepted(made, manager, [MUARO] * 4)
    return approved(manager, other_manager, made)


def change(manager, other_manager, decree, numbers, month=202609, why="died", **options):
    leaving = [Leaving(decree.lines.get(taken=True, number=number), why) for number in numbers]
    draft = actions.propose_change(manager, decree, leaving, from_month=month, **options)
    actions.submit(manager, draft)
    return actions.approve(other_manager, draft, number="SK-2", dated=SK_DATE)


def test_who_waits_takes_the_place_of_who_died(manager, other_manager, decree):
    done = change(manager, other_manager, decree, [1])
    assert (done.changes, done.people, done.months, done.rupiah) == (decree, 1, 4, 4 * 16_800)
    gone = PersonMonth.objects.filter(line__decision=decree, line__number=1)
    assert list(gone.filter(withdrawn_by=done).values_list("month", flat=True)) == [
        202609,
        202610,
        202611,
        202612,
    ]
    new = PersonMonth.objects.filter(line__decision=done)
    assert set(new.values_list("month", flat=True)) == {202609, 202610, 202611, 202612}
    assert new.first().person.name == "Warga 2"
    quota, fund = decree.programme.quotas.get(village=MUARO), Fund.objects.get()
    assert (quota.taken, fund.committed) == (2, 2 * 134_400)
    withdrawal = done.withdrawals.get()
    assert (withdrawal.months, withdrawal.rupiah) == (4, 4 * 16_800)
    assert list_hash(decree) == decree.list_hash
    assert Row.objects.get(nik_tail=nik(0)[-4:]).standing == Standing.DROPPED


def test_without_a_replacement_the_place_and_the_money_come_back(manager, other_manager, decree):
    change(manager, other_manager, decree, [1, 2], replace=False, why="job")
    assert decree.programme.quotas.get(village=MUARO).taken == 0
    assert Fund.objects.get().committed == 2 * 4 * 16_800


def test_months_that_are_billed_stay_and_are_counted(
    manager, other_manager, branch, treasurer, tmp_path, decree
):
    enrolled(branch, decree, tmp_path, [0, 1])
    bill = issue_bills(treasurer, decree.programme, 202609).bills[0]
    record_payment(treasurer, bill, document="S", dated=date(2026, 9, 30), amount=33_600)
    done = change(manager, other_manager, decree, [1], replace=False)
    facts = Entry.objects.filter(act="decision.approve").latest("seq").facts
    assert (facts["withdrawn_months"], facts["billed_after"], facts["billed_after_people"]) == (3, 1, 1)
    assert done.withdrawals.get().rupiah == 3 * 16_800
    assert PersonMonth.objects.filter(payment__isnull=False, withdrawn_by=None).count() == 2


def test_nobody_leaves_twice(manager, other_manager, decree):
    change(manager, other_manager, decree, [1])
    with pytest.raises(UnusableInput, match="1 of them left"):
        change(manager, other_manager, decree, [1])
    line = decree.lines.get(taken=True, number=2)
    with pytest.raises(UnusableInput, match="twice"):
        actions.propose_change(manager, decree, [Leaving(line, "died")] * 2, from_month=202609)


@pytest.mark.parametrize(
    ("month", "why", "said"),
    [
        (202604, "died", "outside this decree"),
        (202701, "died", "outside this decree"),
        (202609, "bosan", "not known"),
    ],
)
def test_a_change_that_cannot_be_says_why(manager, decree, month, why, said):
    line = decree.lines.get(taken=True, number=1)
    with pytest.raises(UnusableInput, match=said):
        actions.propose_change(manager, decree, [Leaving(line, why)], from_month=month)
    with pytest.raises(UnusableInput, match="Nobody is chosen"):
        actions.propose_change(manager, decree, [], from_month=202609)
    assert Decision.objects.exclude(state=State.APPROVED).count() == 0


def test_who_waits_on_the_old_list_is_no_member_to_withdraw(manager, decree):
    waiting = decree.lines.filter(taken=False).first()
    with pytest.raises(UnusableInput, match="not on this decree"):
        actions.propose_change(manager, decree, [Leaving(waiting, "died")], from_month=202609)


@pytest.mark.parametrize("who", ["clerk", "treasurer", "branch", "auditor", "outsider", "administrator"])
def test_who_may_not_propose_a_change(request, who, decree):
    line = decree.lines.get(taken=True, number=1)
    with pytest.raises(Refused):
        actions.propose_change(
            request.getfixturevalue(who), decree, [Leaving(line, "died")], from_month=202609
        )
    assert Decision.objects.count() == 1
