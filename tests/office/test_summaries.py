"""The summary of person-months says what their rows say, after every act and every bare change of a row."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.db.models import F, Sum

from office.test_decisions_concurrency import AtOnce, office
from office.world import MUARO, PEMATANG, TANJUNG, accepted, approved, enrolled, programme
from payung.office.billing.actions import issue_bills, record_payment, reverse_payment
from payung.office.cover.models import PersonMonth
from payung.office.decisions.actions import Leaving, approve, propose_change, submit
from payung.office.people.models import Person
from payung.office.reconciliation.figures import GAPS, GATES, grouped, whole
from payung.office.summaries.counted import counted, counted_by_work
from payung.office.summaries.keeping import compare, is_kept, rebuild, tidy

pytestmark = pytest.mark.django_db
kept = pytest.mark.skipif(not is_kept(), reason="on SQLite the rows themselves are counted")


def by_hand(key):
    """The four counts by Python alone, from the rows."""
    people, figures = {}, {}
    for row in PersonMonth.objects.filter(withdrawn_by=None).values():
        passed = {
            "decided": True,
            "enrolled": row["enrolled_by_id"] is not None,
            "billed": row["bill_line_id"] is not None,
            "paid": row["payment_id"] is not None,
        }
        group = row[key] if key else 0
        sums = figures.setdefault(group, dict.fromkeys([*GATES, *(f"{g}_rupiah" for g in GATES)], 0))
        months = people.setdefault(group, {}).setdefault(row["person_id"], dict.fromkeys(GATES, 0))
        for gate in GATES:
            if passed[gate]:
                sums[gate] += 1
                sums[f"{gate}_rupiah"] += row["planned"] if gate in ("decided", "enrolled") else row["due"]
                months[gate] += 1
    for group, sums in figures.items():
        for gate in GATES:
            sums[f"{gate}_people"] = sum(1 for each in people[group].values() if each[gate])
        for before, after, gap in GAPS:
            sums[f"{gap}_people"] = sum(1 for each in people[group].values() if each[before] > each[after])
    return figures


def by_work():
    """People by month, village and work, from the rows."""
    rows = PersonMonth.objects.filter(withdrawn_by=None).select_related("person")
    return Counter((row.month, row.village_id, row.person.occupation) for row in rows)


def check():
    assert not compare().differences
    works = (
        counted_by_work().order_by().values_list("month", "village_id", "work").annotate(people=Sum("heads"))
    )
    assert {tuple(key): people for *key, people in works} == by_work()
    alone = by_hand(None).get(0)
    if alone:
        told = whole(counted())
        assert {name: told[name] for name in alone} == alone
    for by, key in (("month", "month"), ("village", "village_id")):
        found = {row["code"]: row for row in grouped(counted(), by)}
        for group, expected in by_hand(key).items():
            asked = {name: value for name, value in expected.items() if by != "month" or name in found[group]}
            assert {name: found[group][name] for name in asked} == asked


def test_after_every_act_the_summary_is_what_the_rows_are(
    manager, other_manager, branch, treasurer, own_store, tmp_path
):
    made = programme(manager, months=3)
    accepted(made, manager, [MUARO, PEMATANG, MUARO, {"village": TANJUNG, "sector": "transport"}])
    decision = approved(manager, other_manager, made)
    check()
    enrolled(branch, decision, tmp_path, range(3))
    check()
    bill = issue_bills(treasurer, made, 202605).bills[0]
    check()
    paid = record_payment(treasurer, bill, document="SP2D-1", dated=date(2026, 5, 20), amount=40_000)
    check()
    reverse_payment(treasurer, paid, dated=date(2026, 5, 21), why="Salah rekening")
    check()
    line = decision.lines.filter(taken=True).order_by("number")[0]
    draft = propose_change(manager, decision, [Leaving(line, "died")], from_month=202606, replace=False)
    approve(other_manager, submit(manager, draft), number="SK-2", dated=date(2026, 5, 20))
    check()
    tidy()
    check()
    assert PersonMonth.objects.filter(withdrawn_by__isnull=False).count() == 2


def test_a_person_of_two_programmes_is_counted_once(manager, other_manager):
    for name, first in (("Satu", 202605), ("Dua", 202607)):
        made = programme(manager, name, first_month=first, months=2)
        accepted(made, manager, [{"village": MUARO, "nik": "1303041205800001"}])
        approved(manager, other_manager, made, number=name)
    check()
    told = whole(counted())
    assert (told["decided"], told["decided_people"]) == (4, 1)


def test_bare_changes_of_rows_are_counted_too(manager, other_manager):
    made = programme(manager, months=3)
    accepted(made, manager, [MUARO, PEMATANG, TANJUNG, MUARO])
    approved(manager, other_manager, made)
    one = PersonMonth.objects.order_by("pk")[0]
    one.planned += 5
    one.save()
    check()
    PersonMonth.objects.filter(month=202606).update(planned=F("planned") + 1)
    check()
    PersonMonth.objects.filter(village=MUARO, month=202607).delete()
    check()
    one.village_id = TANJUNG
    one.month = 202612
    one.save()
    check()
    before = whole(counted())
    point = transaction.savepoint()
    PersonMonth.objects.all().delete()
    assert whole(counted())["decided"] == 0
    transaction.savepoint_rollback(point)
    assert whole(counted()) == before
    PersonMonth.objects.all().delete()
    check()
    assert whole(counted())["decided_people"] == 0


def test_people_are_counted_by_the_work_that_they_do_now(manager, other_manager):
    made = programme(manager, months=3)
    accepted(made, manager, [MUARO, PEMATANG, MUARO, TANJUNG])
    approved(manager, other_manager, made)
    check()
    first, *others = Person.objects.order_by("pk")
    Person.objects.filter(pk__in=[each.pk for each in others]).update(occupation="Nelayan")
    check()
    first.occupation = ""
    first.save()
    check()
    PersonMonth.objects.filter(person=first).delete()
    check()
    first.occupation = "Pemulung"  # of somebody without months: counted nowhere
    first.save()
    check()
    tidy()
    check()
    assert {work for *_cell, work in by_work()} == {"Nelayan"}


def test_random_changes_in_any_order_leave_no_drift(manager, other_manager):
    made = programme(manager, months=6)
    accepted(made, manager, [random.Random(1).choice([MUARO, PEMATANG, TANJUNG]) for _ in range(30)])
    approved(manager, other_manager, made)
    dice = random.Random(20261121)
    for step in range(60):
        keys = list(PersonMonth.objects.order_by("pk").values_list("pk", flat=True))
        some = dice.sample(keys, min(len(keys), dice.choice([1, 2, 30])))
        rows = PersonMonth.objects.filter(pk__in=some)
        kind = dice.randrange(5)
        if kind == 0:
            rows.update(planned=dice.choice([8_400, 16_800, 20_000]))
        elif kind == 1:
            rows.update(village=dice.choice([MUARO, PEMATANG, TANJUNG]))
        elif kind == 2 and step % 3 == 0:
            rows.delete()
        elif kind == 4:
            Person.objects.filter(months__in=some).update(
                occupation=dice.choice(["petani", "Petani", "nelayan"])
            )
        else:
            rows.update(withdrawn_by=None if step % 2 else PersonMonth.objects.all()[0].line.decision)
        if dice.random() < 0.1:
            tidy()
        assert not compare().differences, step
    check()


@kept
def test_what_drifted_is_found_said_and_mended(manager, other_manager):
    made = programme(manager, months=3)
    accepted(made, manager, [MUARO, PEMATANG])
    approved(manager, other_manager, made)
    with connection.cursor() as sql:
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE")
        sql.execute("ALTER TABLE cover_personmonth DISABLE TRIGGER summaries_update")
        PersonMonth.objects.filter(month=202606).update(planned=1)
        sql.execute("ALTER TABLE cover_personmonth ENABLE TRIGGER summaries_update")
    found = compare()
    assert (found.persons, found.cells) == (2, 4)
    with pytest.raises(SystemExit):
        call_command("summaries", stdout=StringIO(), stderr=StringIO())
    before = list(PersonMonth.objects.order_by("pk").values())
    with pytest.raises(ProgrammingError, match="summaries --rebuild"), transaction.atomic():
        PersonMonth.objects.filter(month=202605).update(planned=2)
    assert list(PersonMonth.objects.order_by("pk").values()) == before
    said = StringIO()
    call_command("summaries", rebuild=True, stdout=said)
    assert "says what the rows say" in said.getvalue()
    PersonMonth.objects.filter(month=202605).update(planned=2)
    check()


@kept
def test_histories_that_nobody_has_any_more_are_tidied_away(manager, other_manager):
    made = programme(manager, months=3)
    accepted(made, manager, [MUARO, PEMATANG, MUARO])
    approved(manager, other_manager, made)
    for planned in range(1, 6):
        PersonMonth.objects.filter(month=202606).update(planned=planned)
    with connection.cursor() as sql:
        sql.execute("SELECT COUNT(*) FROM summaries_historymonth")
        assert sql.fetchone() == (36,)
        assert tidy()
        sql.execute("SELECT COUNT(*) FROM summaries_historymonth")
        assert sql.fetchone() == (6,)
    check()
    rebuild()
    check()


class ChangesAtOnce(AtOnce):
    def test_many_who_change_months_of_the_same_people_at_once_leave_no_drift(self):
        manager, other = office()
        made = programme(manager, months=12, first_month=202601)
        accepted(made, manager, [MUARO, PEMATANG] * 5)
        approved(manager, other, made)

        def run(at):
            try:
                for again in range(5):
                    if at % 3 == 0:
                        with transaction.atomic():  # people are held in one order, as the acts hold them
                            list(Person.objects.select_for_update().order_by("pk").values_list("pk"))
                            Person.objects.update(occupation=f"Kerja {at} {again}")
                    with transaction.atomic():
                        PersonMonth.objects.filter(month=202601 + at).update(planned=F("planned") + 1 + again)
            finally:
                connection.close()

        with ThreadPoolExecutor(12) as pool:
            list(pool.map(run, range(12)))
        check()
        assert set(PersonMonth.objects.values_list("planned", flat=True)) == {16_800 + 15}
