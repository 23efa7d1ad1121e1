"""The journal: no act without its line, no change to a line, and tampering shows."""

import pytest
from django.db import DatabaseError, connection, transaction

from payung.office.areas.models import Area
from payung.office.journal import chain
from payung.office.journal.acts import NotJournalled, act, record
from payung.office.journal.models import Entry, Head

pytestmark = pytest.mark.django_db


@act("test.rename")
def rename(actor, code, name):
    Area.objects.filter(code=code).update(name=name)
    record(f"area:{code}", area=code, facts={"name": name})


@act("test.forget")
def forget(actor, code):
    Area.objects.filter(code=code).update(name="tanpa jejak")


def test_an_act_and_its_line_come_together(manager):
    rename(manager, "13.03", "Sijunjung Baru")
    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.actor, entry.facts) == (
        "test.rename",
        "area:13.03",
        manager,
        {"name": "Sijunjung Baru"},
    )
    assert chain.verify() == chain.Proof(1, entry.hash)


def test_an_act_that_forgets_its_line_is_undone(manager):
    with pytest.raises(NotJournalled):
        forget(manager, "13.03")
    assert Area.objects.get(code="13.03").name == "Kabupaten Sijunjung"


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_journal(manager, change):
    rename(manager, "13.03", "X")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(why="lain") if change == "update" else Entry.objects.all().delete()
    assert chain.verify().broken is None


def _without_guard(statement, params=()):
    """Tamper as somebody who holds the database file would: with the triggers gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER journal_no_change")
            cursor.execute("DROP TRIGGER journal_no_delete")
        cursor.execute(statement, params)


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("UPDATE journal_entry SET why = 'lain' WHERE seq = 2", 2),
        ("UPDATE journal_entry SET hash = 'x' WHERE seq = 3", 3),
        ("DELETE FROM journal_entry WHERE seq = 2", 2),
        ("DELETE FROM journal_entry WHERE seq = 4", 4),
    ],
)
def test_tampering_names_the_first_broken_entry(manager, statement, first_broken):
    for name in "ABCD":
        rename(manager, "13.03", name)
    _without_guard(statement)
    assert chain.verify().broken == first_broken
    assert Head.objects.get().seq == 4
