"""The four counts: what they count, to the rupiah, and for whom."""

import pytest

from office import cover_world
from office.cover_world import RATE
from office.kept import kept
from payung.office.billing.models import Bill
from payung.office.insight import queries

pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer, sponsor):
    return cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)


def test_each_month_shows_the_four_counts_and_the_gaps_between_them(world, manager):
    found = {row["code"]: row for row in queries.counts(manager, "month", world.programme)}
    gates = ("decided", "enrolled", "billed", "paid", "not_enrolled", "not_billed", "unpaid")
    assert {month: tuple(row[gate] for gate in gates) for month, row in found.items()} == {
        202601: (6, 6, 6, 5, 0, 0, 1),
        202602: (6, 5, 5, 0, 1, 0, 5),
        202603: (6, 0, 0, 0, 6, 0, 0),
    }
    assert (found[202601]["billed_rupiah"], found[202601]["paid_rupiah"]) == (6 * RATE, 5 * RATE)


def test_people_are_counted_once_over_all_their_months(world, manager):
    (row,) = queries.counts(manager, "programme")
    assert (row["decided"], row["decided_people"]) == (18, 6)
    assert (row["enrolled"], row["enrolled_people"]) == (11, 6)
    assert (row["paid"], row["paid_people"], row["paid_rupiah"]) == (5, 5, 5 * RATE)


def test_funds_and_villages_add_up_to_the_programme(world, manager):
    whole = queries.counts(manager, "programme")[0]
    for by in ("fund", "village", "month"):
        parts = queries.totals(queries.counts(manager, by, world.programme))
        assert parts == {name: whole[name] for name in parts}


def test_the_residual_is_shown_to_the_rupiah(world, manager):
    residual = queries.residuals(manager, world.programme)[202601]
    assert (residual.bills, residual.untied, residual.left_over) == (6 * RATE, 0, 500)
    Bill.objects.filter(pk=world.bills["APBD", 202601].pk).update(total=5 * RATE + 3)
    assert queries.residuals(manager, world.programme)[202601].untied == 3


@pytest.mark.parametrize(
    ("who", "decided"),
    [("clerk", 9), ("other_clerk", 3), ("verifier", 18), ("auditor", 18), ("sponsor", 3), ("outsider", None)],
)
def test_everybody_counts_their_own_only(request, world, who, decided):
    rows = queries.counts(request.getfixturevalue(who), "programme")
    assert [row["decided"] for row in rows] == ([] if decided is None else [decided])


@pytest.mark.parametrize("by", ["programme", "month", "fund", "village"])
def test_counts_are_one_query_and_one_for_names_however_many_groups(
    world, manager, django_assert_num_queries, by
):
    queries.counts(manager, by)
    with django_assert_num_queries(1 if by == "month" else 2):
        queries.counts(manager, by, world.programme)
