"""Lists of matches and months to stop are added up by the histories that people share: each match by itself says the
same."""

from datetime import date

import pytest
from django.urls import reverse

from office import sweep_world
from office.kept import kept
from office.sweep_world import BORN, NAMES, add
from office.world import nik
from payung.office.cover.models import PersonMonth
from payung.office.decisions import actions as decisions
from payung.office.decisions.models import Decision
from payung.office.references.models import Kind as ListKind
from payung.office.summaries import spans
from payung.office.sweeps import queries
from payung.office.sweeps.actions import deciding, running, stopping
from payung.office.sweeps.models import Match, State

pytestmark = pytest.mark.django_db
WHY = "Akta kematian dilihat"


FIGURES = ("decided_months", "billed_months", "paid_after", "to_stop", "to_claim")


def by_each_month(months):
    billed = [month for month in months if month.bill_line_id]
    paid = [month for month in months if month.payment_id]
    to_stop = sum(month.planned for month in months if not month.bill_line_id)
    return dict(
        zip(
            FIGURES,
            (len(months), len(billed), len(paid), to_stop, sum(month.due for month in paid)),
            strict=True,
        )
    )


def by_each_person(decree):
    """The months to stop of a decree, counted for each person by itself: as the act that stops them chooses."""
    first: dict[int, int] = {}
    for match in queries.stoppable(decree):
        first[match.person_id] = min(match.first_month, first.get(match.person_id, match.first_month))
    months = PersonMonth.objects.filter(
        line__decision=decree, person__in=first, bill_line=None, withdrawn_by=None
    ).values_list("person_id", "month", "planned")
    taken = [planned for person, month, planned in months if month >= first[person]]
    return len(first), len(taken), sum(taken)


@kept
def several(manager, other_manager, branch, treasurer, verifier, tmp_path):
    """Two decrees, people found by several sweeps, months with and without an end, and none."""
    sweep_world.covered(manager, other_manager, branch, treasurer, tmp_path)
    running.sweep_list(verifier, add(verifier))
    numbers = [41, 42]
    rows = [
        {"village": village, "name": name, "born": born}
        for village, name, born in zip(sweep_world.VILLAGES, NAMES[:2], BORN[:2], strict=False)
    ]
    sweep_world.covered(manager, other_manager, branch, treasurer, tmp_path, rows, "Kedua", numbers=numbers)
    content = (
        f"nik,payer,from,to\n{nik(0)},BAZNAS,2026-05,\n{nik(3)},BAZNAS,2026-07,2026-09\n{nik(4)},PT Contoh,2026-08,\n"
        f"{nik(41)},BAZNAS,2026-10,2026-12\n{nik(42)},PT Contoh,2026-09,\n"
    ).encode()
    running.sweep_list(verifier, add(verifier, ListKind.OTHER_PAYERS, content))
    Match.objects.filter(person__name=NAMES[4]).update(first_month=None)


@pytest.mark.parametrize("page", ["deaths", "payers_twice", "jobs", "twice"])
@pytest.mark.parametrize("asked", ["", "cari=y", "keadaan=open", "uang=tagih", "urut=-to_stop", "hal=2"])
def test_the_totals_of_a_list_are_those_of_its_rows(client, several, verifier, page, asked):
    client.force_login(verifier)
    table = client.get(f"{reverse(page)}?{asked}").context["table"]
    rows = list(table.selected)
    assert table.count == len(rows)
    told = {name: sum(getattr(row, name) for row in rows) for name in FIGURES}
    assert {name: table._figures[f"sum_{name}"] for name in FIGURES} == told
    assert told == by_each_month([month for row in rows for month in queries.months_behind(row)])
    assert not table.is_capped


@pytest.mark.parametrize(("asked", "figure"), [("berhenti", "to_stop"), ("tagih", "to_claim")])
def test_what_follows_is_asked_without_adding_it_up(client, several, verifier, asked, figure):
    client.force_login(verifier)
    PersonMonth.objects.filter(person__name=NAMES[0], bill_line=None).update(planned=0)
    found = client.get(f"{reverse('deaths')}?uang={asked}").context["table"].selected
    every = client.get(reverse("deaths")).context["table"].selected
    assert 0 < len(found) < len(every)
    assert {row.pk for row in found} == {row.pk for row in every if getattr(row, figure) > 0}


def test_months_to_stop_are_those_that_the_act_takes(several, verifier, other_manager):
    for match in Match.objects.filter(state=State.OPEN).order_by("pk"):
        deciding.confirm(verifier, match, WHY)
        stops = {stop.decision: (stop.people, stop.months, stop.rupiah) for stop in queries.stops(verifier)}
        expected = {decree: by_each_person(decree) for decree in Decision.objects.filter(state="approved")}
        assert stops == {decree: told for decree, told in expected.items() if told[0]}
    assert len(stops) == 2
    decree = min(stops, key=lambda each: each.pk)
    draft = stopping.propose_stop(verifier, decree, expected=stops[decree][0])
    assert decree not in [stop.decision for stop in queries.stops(verifier)]
    decisions.submit(verifier, draft)
    decisions.approve(other_manager, draft, number="SK-2", dated=date(2026, 9, 20))
    assert decree not in [stop.decision for stop in queries.stops(verifier)]


def test_the_page_of_stops_asks_as_much_for_two_decrees_as_for_one(
    several, verifier, django_assert_num_queries
):
    for match in Match.objects.filter(state=State.OPEN):
        deciding.confirm(verifier, match, WHY)
    queries.stops(verifier)
    with django_assert_num_queries(2):
        assert len(queries.stops(verifier)) == 2


def test_who_serves_nothing_has_no_figures(several, outsider):
    assert queries.stops(outsider) == []
    assert spans.added(queries.matches(outsider)) == spans.Added()
