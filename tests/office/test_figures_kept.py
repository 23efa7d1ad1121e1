"""Figures that are kept beside the rows say what the rows say: reasons of proposals, a list's sums, BPJS's answers,
the guard's count. On SQLite most are counted from the rows, and the same must come out."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.db.models import Sum
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office import cover_world
from office.world import MUARO, PEMATANG, TANJUNG, accepted, approved, kpj, nik, programme, return_list
from payung.office.claims.experience import by
from payung.office.continuity.actions import count
from payung.office.continuity.models import Standing as Guarded
from payung.office.continuity.models import Watch
from payung.office.continuity.queries import standings, watched
from payung.office.cover.actions import import_return
from payung.office.cover.models import EnrolmentExport, PersonMonth, ReturnLine
from payung.office.decisions.models import Line
from payung.office.decisions.queries import by_fund, by_village, sums_of_lines
from payung.office.decisions.tables import TakenTable
from payung.office.insight import reasons
from payung.office.people.models import Person
from payung.office.proposals import queries as proposals
from payung.office.proposals.models import Finding, Row, Standing
from payung.office.proposals.tallying import differences, fold, rebuild
from payung.office.reconciliation.asking import Asked, counted_months
from payung.office.reconciliation.asking import months as asked_months
from payung.office.reconciliation.causes import gap_of, having
from payung.office.reconciliation.statement import statement
from payung.office.summaries.keeping import compare

pytestmark = pytest.mark.django_db
CODES = ("age.outside", "civil.servant", "registry.absent")


def told_by_rows(lost):
    """Reasons of those who fell out, or wait, by Python alone, from the findings."""
    counted = Counter()
    for row in Row.objects.exclude(standing=Standing.MENDED).prefetch_related("findings"):
        fell = row.standing == Standing.DROPPED and row.outcome != "eligible"
        waits = row.standing in (Standing.OPEN, Standing.SECOND)
        if fell if lost else waits:
            counted.update({each.code for each in row.findings.all() if each.outcome != "eligible"})
    return dict(counted)


def say(row, found):
    """Findings as the import writes them: (code, whether a hint)."""
    Finding.objects.filter(row=row).delete()
    for code, hint in found:
        Finding.objects.create(row=row, code=code, outcome="eligible" if hint else "review")
    row.codes = ";".join(sorted({("~" if hint else "") + code for code, hint in found}))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.sampled_from(CODES), st.booleans()), max_size=4),
            st.sampled_from(["open", "dropped", "mended", "accepted"]),
            st.sampled_from(["review", "refused"]),
            st.sampled_from([MUARO, PEMATANG, TANJUNG]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_reasons_are_counted_as_the_findings_say_after_any_changes(manager, verifier, changes):
    rows = list(Row.objects.order_by("pk"))
    if not rows:
        accepted(programme(manager), manager, [MUARO, PEMATANG, TANJUNG, MUARO, PEMATANG, TANJUNG])
        rows = list(Row.objects.order_by("pk"))
    for row, (found, standing, outcome, village) in zip(rows, changes, strict=False):
        say(row, found)
        row.standing, row.outcome, row.village_id = standing, outcome, village
        row.save()
        assert differences() == 0
    fold()
    assert differences() == 0
    of = reasons.rows(verifier, reasons.Asked())
    told = reasons.reasons(of)
    assert {each.reason.code: each.lost for each in told if each.lost} == told_by_rows(lost=True)
    assert {each.reason.code: each.waits for each in told if each.waits} == told_by_rows(lost=False)
    assert sum(each["proposed"] for each in reasons.villages(of)) == proposals.how_many(of)
    assert proposals.how_many(of) == Row.objects.exclude(standing=Standing.MENDED).count()
    assert proposals.how_many(proposals.counted_waiting(verifier)) == proposals.waiting(verifier).count()


def test_what_an_import_writes_is_counted_by_the_reasons_it_found(manager):
    accepted(programme(manager), manager, [MUARO, PEMATANG])
    for row in Row.objects.prefetch_related("findings"):
        found = {("~" if each.outcome == "eligible" else "") + each.code for each in row.findings.all()}
        assert row.codes == ";".join(sorted(found))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the rows themselves are counted")
def test_a_tally_that_drifted_is_found_and_made_anew(manager):
    accepted(programme(manager), manager, [MUARO, PEMATANG, TANJUNG])
    with connection.cursor() as sql:
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE")
        sql.execute("ALTER TABLE proposals_row DISABLE TRIGGER proposals_tally_update")
        Row.objects.filter(village=MUARO).update(standing=Standing.DROPPED)
        sql.execute("ALTER TABLE proposals_row ENABLE TRIGGER proposals_tally_update")
    assert (differences(), compare().proposed) == (2, 2)
    rebuild()
    assert not compare().differences


def test_a_list_adds_up_to_what_its_lines_say_and_is_frozen_with_them(manager, other_manager, verifier):
    made = programme(manager, months=3)
    accepted(made, manager, [MUARO, PEMATANG, MUARO, {"village": TANJUNG, "sector": "transport"}])
    decision = approved(manager, other_manager, made)
    lines = Line.objects.filter(decision=decision, taken=True)
    rupiah = lines.aggregate(s=Sum("rupiah"))["s"]
    assert (decision.people, decision.rupiah) == (lines.count(), rupiah)
    assert sum(each.rupiah for each in by_fund(decision)) == rupiah
    assert {each["village_id"]: each["taken_people"] for each in by_village(decision)} == Counter(
        lines.values_list("village_id", flat=True)
    )
    assert sums_of_lines(verifier, decision, taken=True) == (lines.count(), rupiah)
    with pytest.raises(Exception, match="frozen"):
        decision.tallies.update(rupiah=1)


def test_a_searched_list_is_added_up_unless_it_finds_too_many(
    client, manager, other_manager, verifier, monkeypatch
):
    made = programme(manager, months=3)
    accepted(
        made, manager, [{"village": MUARO, "name": name} for name in ("Budi", "BUDIMAN", "budi", "Citra")]
    )
    decision = approved(manager, other_manager, made)
    client.force_login(verifier)
    address = reverse("decision_lines", args=[decision.public_id])

    def asked(words):
        return client.get(f"{address}?cari={words}")

    lines = Line.objects.filter(decision=decision, taken=True, row__name__istartswith="budi")
    by_name = sorted(lines.select_related("row"), key=lambda line: (line.row.name.upper(), line.row_id))
    table = asked("budi").context["table"]
    assert (table.count, table._figures["sum_rupiah"]) == (3, lines.aggregate(s=Sum("rupiah"))["s"])
    monkeypatch.setattr(TakenTable, "found_limit", 2)
    answer = asked("budi")
    table, html = answer.context["table"], answer.content.decode()
    assert [line[0].value for line in table.lines] == [line.number for line in by_name]
    assert "lebih dari 2 baris" in html
    assert "<tfoot>" not in html
    assert [line[1].value for line in asked("&urut=-row__name").context["table"].lines] == [
        "Citra", "BUDIMAN", *(line.row.name for line in by_name[1::-1]),
    ]  # fmt: skip
    assert [line[0].value for line in asked("budi&urut=-number").context["table"].lines] == sorted(
        (line.number for line in by_name), reverse=True
    )
    # Whoever looks through the whole list has its sums, however long it is.
    whole = client.get(address).context["table"]
    assert (whole.count, whole.is_capped) == (4, False)


def cause_by_rows(month):
    """Why one person-month is not enrolled, from the answers themselves."""
    mine = PersonMonth.objects.filter(line=month.line, withdrawn_by=None)
    answer = (
        ReturnLine.objects.filter(person=month.person_id, enrolment_return__decision=month.line.decision_id)
        .order_by("-pk")
        .first()
    )
    if mine.exclude(enrolled_by=None).exists() or (answer and answer.verdict == "accepted"):
        return "later", ""
    if answer and answer.verdict in ("refused", "unclear"):
        return answer.verdict, answer.reason
    sent = EnrolmentExport.objects.filter(decision=month.line.decision_id).exists()
    return ("sent" if sent else "unsent"), ""


def test_causes_are_what_the_newest_answer_about_everybody_says(manager, other_manager, branch, tmp_path):
    made = programme(manager, months=3)
    accepted(made, manager, [MUARO, PEMATANG, MUARO, TANJUNG, MUARO, PEMATANG, TANJUNG, MUARO])
    decision = approved(manager, other_manager, made)
    first = [(nik(at), "", "Gagal", f"Alasan {at % 2}") for at in range(5)]
    second = [
        (nik(0), kpj(0), "Berhasil", ""),
        (nik(1), "", "Gagal", "Alasan lain"),
        (nik(5), kpj(5), "Berhasil", ""),
    ]
    for name, rows in (("a.csv", first), ("b.csv", second)):
        import_return(
            branch, decision, return_list(tmp_path / name, rows, start="01-06-2026"), file_name=name
        )
        expected = Counter()
        people = {}
        for month in PersonMonth.objects.filter(enrolled_by=None, withdrawn_by=None).select_related("line"):
            cause = cause_by_rows(month)
            expected[cause] += 1
            people.setdefault(cause, set()).add(month.person_id)
        told = statement(manager, Asked(programme=made))
        found = {(each.code, each.reason): each for each in told.gate("decided").causes}
        assert {cause: each.months for cause, each in found.items()} == dict(expected)
        assert {cause: each.people for cause, each in found.items()} == {c: len(p) for c, p in people.items()}
        assert told.unexplained == 0
        for cause, each in found.items():
            behind = having(asked_months(manager, Asked(programme=made)), *cause)
            assert (behind.count(), behind.aggregate(s=Sum("planned"))["s"]) == (each.months, each.rupiah)
            assert {cause_by_rows(month) for month in behind.select_related("line")} == {cause}
        assert not compare().differences


def test_the_guards_tally_is_its_count_of_everybody(manager, treasurer, sponsor):
    cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)
    count(None, date(2026, 4, 10))
    tallied = standings(watched(manager))
    assert tallied == {each.value: Watch.objects.filter(standing=each).count() for each in Guarded}
    sums = watched(manager).aggregate(needed=Sum("needed"), death=Sum("death_now"), people=Sum("heads"))
    everybody = Watch.objects.aggregate(needed=Sum("needed"), death=Sum("death_now"))
    assert (sums["needed"], sums["death"]) == (everybody["needed"], everybody["death"])
    assert sums["people"] == Watch.objects.count()


@pytest.mark.parametrize(("cause", "at_gate"), [("waiting", "unpaid"), ("not_billed", "not_billed")])
def test_people_behind_a_gap_are_those_who_stand_there(manager, treasurer, cause, at_gate):
    cover_world.at_every_gate(manager, treasurer)
    unpaid = (
        PersonMonth.objects.filter(bill_line__isnull=False, payment=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    PersonMonth.objects.filter(pk=unpaid[0]).update(bill_line=None, due=None)
    asked = Asked()
    rows = PersonMonth.objects.filter(withdrawn_by=None, enrolled_by__isnull=False)
    stands = {"unpaid": {"bill_line__isnull": False, "payment": None}, "not_billed": {"bill_line": None}}[
        at_gate
    ]
    found = having(asked_months(manager, asked), cause, of=counted_months(manager, asked))
    assert set(found) == set(rows.filter(**stands))
    assert found.exists()
    assert gap_of(cause) == at_gate


def test_experience_by_work_counts_everybody_once_under_the_work_as_it_is_written_today(manager, treasurer):
    world = cover_world.at_every_gate(manager, treasurer)
    for person, work in zip(world.people, ("Petani padi", "petani padi", "Nelayan"), strict=False):
        Person.objects.filter(pk=person.pk).update(occupation=work)
    expected = {}
    for month in PersonMonth.objects.filter(payment__isnull=False, withdrawn_by=None).select_related(
        "person"
    ):
        group = expected.setdefault(month.person.occupation.lower(), [set(), 0, 0])
        group[0].add(month.person_id)
        group[1] += 1
        group[2] += month.due
    told = {row["group"].lower(): row for row in by(manager, "occupation") if row["people"]}
    assert {group: (row["people"], row["months"], row["contributions"]) for group, row in told.items()} == {
        group: (len(people), months, rupiah) for group, (people, months, rupiah) in expected.items()
    }


def test_proposed_people_stand_in_the_order_of_their_names_from_either_end_whatever_their_capitals(
    client, manager, verifier
):
    names = ("Zainal", "ahmad", "Ahmad", "Budi", "budi", "Citra")
    made = programme(manager)
    accepted(made, manager, [{"village": MUARO, "name": name} for name in names])
    Row.objects.filter(name__in=("Budi", "Zainal")).update(standing=Standing.OPEN, outcome="review")
    client.force_login(verifier)

    def shown(asked):
        found = client.get(reverse("rows") + asked).context["table"]
        return [line[0].value for line in found.lines]

    in_order = [row.name for row in sorted(Row.objects.all(), key=lambda row: (row.name.upper(), row.pk))]
    assert shown("?urut=name") == in_order
    assert shown("?urut=-name") == in_order[::-1]
    assert shown("?kini=open&urut=name") == ["Budi", "Zainal"]
    assert shown("?kini=open") == ["Zainal", "Budi"]  # as the list was sent
    assert shown("?cari=b") == ["Budi", "budi"]
