"""The demonstration's complaints and second looks, made through the acts, in the small country of the tests."""

from datetime import date

import pytest

from office import cover_world
from office.kept import kept
from office.test_followup import families
from payung.office.claims.models import Claim
from payung.office.complaints.models import Complaint, State, Step
from payung.office.demonstration import voices
from payung.office.demonstration.characters import SIJUNJUNG, Office
from payung.office.followup.models import Sample
from payung.office.followup.queries import found

__all__ = ["families"]
pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


@kept
def office(administrator, clerk, verifier, manager, treasurer, branch, auditor):
    return Office(SIJUNJUNG, administrator, clerk, verifier, manager, treasurer, branch, auditor)


def test_complaints_are_answered_in_time_late_and_not_at_all(office):
    voices.add({SIJUNJUNG.code: office})
    assert Complaint.objects.count() == 6
    answered = Complaint.objects.filter(state=State.ANSWERED)
    assert set(answered.values_list("in_time", flat=True)) == {True}
    assert Complaint.objects.filter(state=State.OPEN).count() == 2
    assert Step.objects.filter(what=Step.What.RAISED).count() == 1  # what nobody answered


def test_half_a_sample_is_looked_at_again(office, world, families):
    Claim.objects.update(paid_on=date(2025, 5, 6))
    voices.look_again(office)
    told = found(Sample.objects.get())
    assert (told.size, told.agrees, told.differs, told.absent) == (5, 3, 1, 1)
    assert told.same_again
