"""Shared phones and cards, and months paid after a death, against the same reckoned by hand from every seal and row."""

from collections import defaultdict
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office import cover_world
from office.world import MUARO, PEMATANG, TANJUNG, accepted, approved, programme
from payung.law.month import Month
from payung.office.audit import shared
from payung.office.audit.actions import flags as acts
from payung.office.audit.models import Flag
from payung.office.core.vault import blind_index, seal_fields, unseal_fields
from payung.office.cover.models import PersonMonth
from payung.office.people.models import SEALED, Person
from payung.office.people.sharing import shared_indexes

pytestmark = pytest.mark.django_db
VILLAGES = ("13.03.04.2001", "13.03.04.2002", "13.03.08.2001", "13.73.01.1001")
PHONES = ("0812-3456-7890", "+62 812 3456 7890", "081299998888", "-", "", "1234567")
CARDS = ("1303040101800001", "1303.0401.0180.0001", "1303040101800002", "130304", "")
WARGA = st.tuples(st.sampled_from(PHONES), st.sampled_from(CARDS), st.sampled_from(VILLAGES), st.booleans())


def held(at, phone, card, village, died):
    private = {"nik": f"{at:016}", "phone": phone, "kk": card}
    return Person(
        nik_index=blind_index(f"{at:016}"), nik_tail="0000", sealed=seal_fields(private, SEALED), name=f"Warga {at}",
        birth_date=date(1980, 1, 1), sex="L", village_id=village, died=date(2026, 1, 1) if died else None,
        **shared_indexes(private),
    )  # fmt: skip


def digits(text):
    return "".join(sign for sign in text if sign in "0123456789")


def by_hand(kind, least):
    """People by number, every seal opened; the number itself leaves no trace but its index."""
    of_number = defaultdict(list)
    for person in Person.objects.filter(died=None).order_by("pk"):
        number = digits(unseal_fields(person.sealed, SEALED).get(kind) or "")
        if kind == "phone":
            number = number[2:] if number.startswith("62") else number.lstrip("0")
        if len(number) == 16 if kind == "kk" else len(number) >= 8:
            of_number[f"{kind}:{blind_index(number)[:16].hex()}"].append(person.pk)
    return {key: people for key, people in of_number.items() if len(people) >= least}


def flagged(rule):
    found = Flag.objects.filter(rule=rule, standing=True)
    return {
        flag.key: sorted(flag.people.order_by().values_list("pk", flat=True))
        for flag in found
        if flag.count == flag.people.count()
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WARGA, min_size=4, max_size=24), st.sampled_from([1, 2, 500]))
def test_whoever_shares_a_number_is_flagged_as_every_seal_says(areas, monkeypatch, warga, at_once):
    monkeypatch.setattr(shared, "_AT_ONCE", at_once)
    Flag.objects.all().delete()
    Person.objects.all().delete()
    Person.objects.bulk_create(held(at, *each) for at, each in enumerate(warga))
    acts.look(None, date(2026, 3, 10))
    assert flagged("same_phone") == by_hand("phone", 5)
    assert flagged("many_on_kk") == by_hand("kk", 4)


def test_a_list_of_flags_longer_than_one_statement_keeps_everybody_behind_them(areas, monkeypatch):
    monkeypatch.setattr(acts, "_BATCH", 2)
    Person.objects.bulk_create(held(at, "", f"{at % 5:016}", VILLAGES[0], False) for at in range(25))
    look = acts.look(None, date(2026, 3, 10))
    assert (look.found, look.added) == (5, 5)
    assert flagged("many_on_kk") == by_hand("kk", 4)
    assert sum(map(len, flagged("many_on_kk").values())) == 25


def test_a_decree_writes_what_its_people_share_and_a_newer_one_brings_it_up_to_date(manager, other_manager):
    phones = ("0812 1111 2222", "0813 3333 4444")
    for at, phone in enumerate(phones):
        made = programme(manager, name=f"Program {at}", first_month=202601 + 3 * at, months=3)
        accepted(
            made, manager, [{"village": MUARO, "phone": phone}, PEMATANG, {"village": TANJUNG, "kk": ""}]
        )
        approved(manager, other_manager, made, number=f"SK-{at}")
        people = list(Person.objects.order_by("pk"))
        assert len(people) == 3
        for person in people:
            assert as_kept(person) == shared_indexes(unseal_fields(person.sealed, SEALED))
        kept = [as_kept(person) for person in people]
        (own,) = {each["phone_index"] for each in kept} - {None}
        assert own == blind_index(phone.replace(" ", "").lstrip("0"))[:16]
        assert len({each["kk_index"] for each in kept}) == 2  # one card is two people's, one has none


def as_kept(person):
    found = {"phone_index": person.phone_index, "kk_index": person.kk_index}
    return {key: value and bytes(value) for key, value in found.items()}


def test_the_migration_fills_in_whoever_was_there_before_in_batches(areas, monkeypatch):
    filling = import_module("payung.office.people.migrations.0005_shared_numbers_filled")
    monkeypatch.setattr(filling, "BATCH", 3)
    Person.objects.bulk_create(
        held(at, PHONES[at % 6], CARDS[at % 5], VILLAGES[at % 4], at % 7 == 0) for at in range(10)
    )
    before = {person.pk: as_kept(person) for person in Person.objects.all()}
    Person.objects.update(phone_index=None, kk_index=None)
    for _again in range(2):
        filling.fill(apps, None)
        assert {person.pk: as_kept(person) for person in Person.objects.all()} == before


def test_months_after_a_death_are_counted_as_row_by_row(manager, treasurer, sponsor):
    world = cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)
    for at, died in enumerate((date(2025, 11, 30), date(2026, 1, 31), None, date(2025, 12, 1))):
        Person.objects.filter(pk=world.people[at].pk).update(died=died)
    months = defaultdict(list)
    for row in PersonMonth.objects.filter(withdrawn_by=None).exclude(payment=None).select_related("person"):
        if row.person.died and row.month > Month.of(row.person.died).number:
            months[f"person:{row.person.public_id}"].append(row.due)
    assert months
    acts.look(None, date(2026, 3, 10))
    flags = Flag.objects.filter(rule="paid_after_death", standing=True)
    assert {each.key: (each.count, each.rupiah) for each in flags} == {
        key: (len(due), sum(due)) for key, due in months.items()
    }
