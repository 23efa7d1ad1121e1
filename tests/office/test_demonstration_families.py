"""Sawahlunto's families: each benefit computed by the law, and together what the press counted."""

import time

import pytest

from payung.law.benefit import benefit
from payung.law.case import read_case
from payung.law.parameters import current
from payung.office.areas.actions import import_areas
from payung.office.areas.official_list import packaged_files, read_files
from payung.office.claims import experience
from payung.office.claims.models import Claim, SchoolYear, State
from payung.office.demonstration import characters, families
from payung.office.demonstration.load import SEED, run
from payung.office.journal import chain
from payung.synthetic.sawahlunto import sawahlunto

pytestmark = pytest.mark.django_db


def quiet(what, done, of):
    pass


def of_the_law(claim):
    """The sum of the claim's first frozen case, asked of the engine once more; compensation for lateness apart."""
    return benefit(read_case(claim.workings.exclude(why="late").first().case, current())).total


def test_sawahluntos_families_got_969_million_by_the_law(tmp_path):
    import_areas(None, read_files(packaged_files()))
    office = characters.staff(characters.SAWAHLUNTO)
    for plan in sawahlunto(tmp_path, SEED):
        run(office, plan, SEED, quiet)
    began = time.process_time()
    claims = families.add(office)
    seconds = time.process_time() - began

    school = SchoolYear.objects.filter(state=SchoolYear.State.PAID)
    assert len(claims) == 24
    assert sum(of_the_law(claim) for claim in claims) + sum(y.amount for y in school) == 969_000_000
    assert families.total(claims) == families.TOTAL == 969_000_000
    assert {claim.state for claim in claims} == {State.PAID}
    assert len({claim.person_id for claim in claims}) == 24
    in_time = experience.in_time(office.manager)
    assert (in_time.paid, in_time.in_time) == (24, 21)
    rows = experience.by(office.manager, "programme")
    assert sum(row["benefits"] for row in rows) == 969_000_000
    assert Claim.objects.exclude(state=State.PAID).count() == 2
    assert chain.verify().broken is None
    assert seconds < 5
