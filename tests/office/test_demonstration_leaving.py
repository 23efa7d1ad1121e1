"""The demonstration's leavers and its company that paid the full rate: figures by the acts, whatever the day."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from office.kept import kept
from office.world import MUARO, accepted, approved, programme
from payung.law.month import Month
from payung.office.decisions.models import Decision, State, Vacancy
from payung.office.demonstration import leaving
from payung.office.overpayments.models import ClaimLetter, HistoryFile

pytestmark = pytest.mark.django_db


@kept
def office(manager, verifier, treasurer):
    return SimpleNamespace(
        manager=manager, verifier=verifier, treasurer=treasurer, region=SimpleNamespace(code="13.03")
    )


def test_three_leave_and_one_place_is_on_its_way(office, manager, other_manager):
    first = Month.of(timezone.localdate()) + -1
    made = programme(manager, "Petani", first_month=first.number, months=6)
    accepted(made, manager, [MUARO] * 30)
    approved(manager, other_manager, made)
    accepted(made, manager, [MUARO] * 2, start=100)
    leaving.leave(office, "Petani")
    assert sorted(Vacancy.objects.values_list("why", flat=True)) == ["declined", "job", "moved"]
    draft = Decision.objects.get(state=State.SUBMITTED)
    assert (draft.people, draft.withdrawals.count(), draft.first_month) == (1, 1, (first + 2).number)


def test_a_list_that_ends_has_no_leavers(office, manager, other_manager):
    made = programme(manager, "Petani", first_month=Month.of(timezone.localdate()).number, months=1)
    accepted(made, manager, [MUARO] * 30)
    approved(manager, other_manager, made)
    leaving.leave(office, "Petani")
    assert Vacancy.objects.count() == 0


def test_the_companys_month_was_half_too_much(office, manager, other_manager, tmp_path):
    made = programme(manager, "Petani 2024")
    accepted(made, manager, [MUARO] * 5)
    approved(manager, other_manager, made)
    leaving.company_history(office, tmp_path)
    assert HistoryFile.objects.get().rupiah == 5 * 16_800
    assert ClaimLetter.objects.get().rupiah == 5 * 8_400
