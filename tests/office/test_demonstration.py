"""The demonstration drives real acts, and the published figures come out of its rows."""

from collections import Counter

import pytest

from payung.office.areas.actions import import_areas
from payung.office.areas.official_list import packaged_files, read_files
from payung.office.billing.models import Bill
from payung.office.cover.models import PersonMonth
from payung.office.demonstration import characters, deaths, load, newcomer, planning, running
from payung.office.demonstration.load import SEED, run
from payung.office.journal import chain
from payung.office.proposals.models import Standing
from payung.office.sweeps import queries
from payung.office.sweeps.models import Match
from payung.synthetic.sawahlunto import sawahlunto

pytestmark = pytest.mark.django_db


def quiet(what, done, of):
    pass


@pytest.fixture
def office():
    import_areas(None, read_files(packaged_files()))
    return characters.staff(characters.SAWAHLUNTO)


def test_sawahluntos_farmers_of_2025_cost_what_the_report_says(office, tmp_path):
    plan = next(
        p for p in sawahlunto(tmp_path, SEED) if p.criteria_path and p.key == "sawahlunto-petani-2025"
    )
    programme = run(office, plan, SEED, quiet)

    decision = programme.decisions.get(state="approved")
    assert (decision.people, decision.rupiah) == (620, 124_992_000)
    assert decision.submitted_by == office.verifier
    assert decision.approved_by == office.manager
    months = PersonMonth.objects.filter(programme=programme)
    assert months.count() == 620 * 12
    assert not months.filter(payment=None).exists()
    assert sum(Bill.objects.filter(programme=programme).values_list("total", flat=True)) == 124_992_000
    assert programme.rows.filter(standing=Standing.OPEN).count() == 0
    assert chain.verify().broken is None

    deaths.sweep_all({office.region.code: office}, tmp_path, SEED)
    found = queries.figured(Match.objects.filter(kind="death"))
    assert Counter(found.values_list("how", flat=True)) == {"certain": 11, "name": 1, "probable": 2}
    assert all(match.paid_after and match.to_claim == 16_800 * match.paid_after for match in found)
    assert set(found.values_list("benefit", flat=True)) <= {10_000_000, 42_000_000}
    assert chain.verify().broken is None


def test_the_newcomer_finds_an_open_programme_and_a_workbook_to_send(tmp_path):
    import_areas(None, read_files(packaged_files()))
    office = characters.staff(characters.MADIUN)
    from payung.office.funding.actions import create_sponsor

    create_sponsor(office.manager, office.region.code, name="Pemerintah Kota Madiun")
    assert not load.is_loaded()
    programme = newcomer.open_programme(office, tmp_path / "contoh")
    assert load.is_loaded()
    assert (tmp_path / "contoh" / "usulan.xlsx").exists()
    assert programme.quotas.get().places == 4_500


def test_the_year_to_come_is_planned_and_two_things_are_supposed(office, tmp_path):
    farmers = running.follow_up(sawahlunto(tmp_path, SEED), tmp_path)
    programme = planning.add(office, farmers, quiet)
    plan, shorter, cut = programme.plans.order_by("number")
    assert plan.proven
    assert plan.covered + plan.waiting == programme.rows.filter(standing=Standing.ACCEPTED).count() > 500
    assert 0 < cut.covered < plan.covered < shorter.covered
    assert plan.funds.filter(people__gt=0).count() == 5
    assert chain.verify().broken is None
