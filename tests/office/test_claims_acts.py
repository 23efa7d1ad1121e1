"""Claims: an event is reported once and rightly, its working is frozen, its way is kept, its money compared."""

import json
import subprocess
import sys
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from office import claims_world, cover_world
from office.claims_world import death
from office.kept import kept
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.claims import files, reckoning
from payung.office.claims.actions import facts, looking, papers, reporting, schooling, visits, way
from payung.office.claims.actions.facts import HeirFacts
from payung.office.claims.models import Claim, Medical, SchoolYear, Working
from payung.office.cover.models import PersonMonth
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


def nothing_changed():
    return not (Claim.objects.exists() or Working.objects.exists() or Entry.objects.exists())


def test_a_report_opens_a_claim_with_the_frozen_answer_of_the_law(world, clerk):
    claim = claims_world.reported(clerk, world)
    working = claim.workings.get()
    assert (claim.owed, claim.state, claim.village_id) == (42_000_000, "reported", "13.03.04.2001")
    assert working.law_versions == ["PP 82/2019", "PP 44/2015"]
    assert working.standing["en"]["status"] == "arrears"  # January alone is paid
    assert {paper.name for paper in claim.papers.all()} >= {"Formulir 4", "Akta kematian"}
    assert Entry.objects.get().facts["owed"] == 42_000_000


@pytest.mark.parametrize("said", [death(), death(claims_world.EARLY), claims_world.accident()])
def test_the_frozen_case_gives_the_same_figures_at_the_command_line(world, clerk, said):
    working = claims_world.reported(clerk, world, said).workings.get()
    done = subprocess.run(
        [sys.executable, "-m", "payung.cli", "benefit", "-"],
        input=json.dumps(working.case), capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert (answer["total"], answer["lines"]) == (working.total, working.answer["id"]["lines"])


def test_a_death_in_the_first_months_is_owed_the_short_benefit(world, clerk):
    assert claims_world.reported(clerk, world, death(claims_world.EARLY)).owed == 10_000_000


def test_months_of_an_earlier_membership_do_not_count(world, clerk):
    january = PersonMonth.objects.get(person=world.people[0], month=202601)
    for month in range(202501, 202507):
        january.pk, january.month = None, month
        january.save(force_insert=True)
    case = claims_world.reported(clerk, world, death(claims_world.EARLY)).workings.get().case
    assert (case["registered"], case["paid_months"]) == ("2026-01-01", 1)


def test_an_ended_membership_is_owed_nothing_and_says_so(world, clerk):
    claim = claims_world.reported(clerk, world, death(date(2026, 8, 3)))
    working = claim.workings.get()
    words = reckoning.words_for_family(working.answer["id"], working.standing["id"], "id")
    assert claim.owed == 0
    assert "berakhir" in words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (death(date(2025, 12, 31)), "lies before membership, which began 1 January 2026"),
        (death(date(2027, 1, 1)), "has not come yet"),
        (
            claims_world.accident(outcome="death", died_on=date(2026, 1, 3)),
            "The death lies before the event",
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused_and_nothing_is_kept(world, clerk, said, words):
    with pytest.raises(UnusableInput) as error:
        claims_world.reported(clerk, world, said)
    assert words in error.value.to("en")
    assert nothing_changed()


def test_nobody_dies_twice(world, clerk):
    claims_world.reported(clerk, world)
    with pytest.raises(UnusableInput, match="has been reported already"):
        claims_world.reported(clerk, world, death(date(2026, 4, 11)))
    with pytest.raises(UnusableInput, match="has been reported already"):
        claims_world.reported(clerk, world, claims_world.accident(outcome="death"))
    assert Claim.objects.count() == 1


def test_the_database_itself_holds_one_death_of_a_person(world, clerk):
    claim = claims_world.reported(clerk, world)
    twin = Claim.objects.get(pk=claim.pk)
    twin.pk, twin.public_id, twin.day = None, "another", date(2026, 4, 11)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_claim_reported_by_mistake_makes_room_for_the_right_one(world, clerk):
    reporting.cancel(clerk, claims_world.reported(clerk, world), "Orang lain dengan nama sama")
    assert claims_world.reported(clerk, world).state == "reported"


def test_months_after_the_death_are_told_in_months_and_rupiah(world, clerk):
    after = reckoning.still_paid(world.people[0], date(2025, 12, 31))
    assert (after.paid_months, after.paid_rupiah) == (1, 16_800)
    assert (after.open_months, after.open_rupiah) == (2, 33_600)


def test_medical_words_rest_sealed_apart_and_each_look_is_journalled(world, clerk, branch):
    claim = claims_world.reported(clerk, world, claims_world.accident(diagnosis="Patah tulang"))
    raw = bytes(Medical.objects.get().sealed) + bytes(claim.sealed)
    assert b"Patah" not in raw
    assert looking.look_medical(branch, claim)["diagnosis"] == "Patah tulang"
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor) == ("claim.look_medical", branch)
    assert not any("Patah" in str(each.facts) + each.why for each in Entry.objects.all())


def acts(claim, world):
    paper = claim.papers.first()
    return {
        "report": lambda who: reporting.report(who, world.people[1], death()),
        "cancel": lambda who: reporting.cancel(who, claim, "Keliru"),
        "facts": lambda who: facts.set_facts(who, claim, outcome="death", died_on=claim.day, facts={}),
        "heir": lambda who: facts.add_heir(who, claim, HeirFacts("spouse", "Rahmi")),
        "dispute": lambda who: facts.set_dispute(who, claim, "Dua istri"),
        "child": lambda who: facts.add_child(
            who, claim, name="Upik", birth_date=date(2016, 1, 1), level="SD"
        ),
        "paper": lambda who: papers.paper_came(who, paper),
        "spare": lambda who: papers.spare(who, paper, "Tidak menikah"),
        "medical": lambda who: looking.look_medical(who, claim),
        "hand_over": lambda who: way.hand_over(who, claim, dated=TODAY),
        "grant": lambda who: way.grant(who, claim, dated=TODAY),
        "refuse": lambda who: way.refuse(who, claim, dated=TODAY, why="Tidak"),
        "pay": lambda who: way.pay(who, claim, dated=TODAY, amounts={"funeral": 1}, to="Rahmi"),
        "difference": lambda who: way.judge_difference(
            who, claim, code="funeral", verdict="contested", why="Kurang"
        ),
    }


REPORTING = ("report", "cancel", "facts", "heir", "dispute", "child", "paper", "spare", "medical")
HANDLING = ("hand_over", "grant", "refuse", "pay", "difference")
NEVER = ("manager", "treasurer", "sponsor", "auditor", "administrator", "other_clerk", "outsider")


@pytest.mark.parametrize(
    ("name", "who"),
    [(name, who) for name in (*REPORTING, *HANDLING) for who in NEVER]
    + [(name, "clerk") for name in HANDLING],
)
def test_who_may_not(request, world, clerk, name, who):
    claim = claims_world.reported(clerk, world)
    before = Entry.objects.count()
    with pytest.raises(Refused):
        acts(claim, world)[name](request.getfixturevalue(who))
    assert Entry.objects.count() == before


def test_a_claim_goes_from_its_papers_to_the_money(world, clerk, branch):
    claim = claims_world.reported(clerk, world)
    with pytest.raises(UnusableInput, match="papers are still missing"):
        way.hand_over(branch, claim, dated=date(2026, 5, 4))
    for paper in claim.papers.all():
        papers.paper_came(clerk, paper, dated=date(2026, 5, 2))
    way.gathered(clerk, claim, dated=date(2026, 5, 2))
    way.hand_over(branch, claim, dated=date(2026, 5, 4))
    way.refuse(branch, claim, dated=date(2026, 5, 5), why="Tidak bekerja")
    way.raise_objection(branch, claim, dated=date(2026, 5, 5), why="Ada surat keterangan kerja")
    way.grant(branch, claim, dated=date(2026, 5, 6))
    way.pay(branch, claim, dated=date(2026, 5, 7), amounts={"death_grant": 20_000_000}, to="Rahmi")
    way.pay(branch, claim, dated=date(2026, 5, 8), amounts={"funeral": 10_000_000}, to="Rahmi")
    claim.refresh_from_db()
    assert (claim.state, claim.paid, claim.owed) == ("paid", 30_000_000, 42_000_000)
    assert [step.state for step in claim.steps.all()] == [
        "reported", "gathered", "handed", "refused", "objected", "granted", "paid",
    ]  # fmt: skip
    assert [visit.due_on for visit in claim.visits.all()] == [
        date(2026, 6, 7), date(2026, 11, 7), date(2027, 5, 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "step",
    [
        lambda branch, claim: way.grant(branch, claim, dated=TODAY),
        lambda branch, claim: way.pay(branch, claim, dated=TODAY, amounts={"funeral": 1}, to="Rahmi"),
        lambda branch, claim: way.raise_objection(branch, claim, dated=TODAY, why="Tidak"),
    ],
)
def test_no_step_jumps_ahead(world, clerk, branch, step):
    claim = claims_world.reported(clerk, world)
    with pytest.raises(UnusableInput, match="cannot follow"):
        step(branch, claim)
    assert Claim.objects.get().state == "reported"


def test_no_step_lies_before_the_one_that_it_follows(world, clerk, branch):
    claim = claims_world.handed(clerk, branch, world)
    with pytest.raises(UnusableInput, match="between 4 May 2026"):
        way.grant(branch, claim, dated=date(2026, 5, 3))


def test_a_late_payment_adds_the_compensation_of_the_law(world, clerk, branch):
    # Monday 4 May, three working days: Thursday the 7th. Paid on the 17th: 10 days, 1% a day.
    claim = claims_world.paid(clerk, branch, world, on=date(2026, 5, 17))
    assert claim.owed == 42_000_000 + 4_200_000
    assert [working.why for working in claim.workings.all()] == ["late", ""]
    assert claim.workings.last().total == 42_000_000  # what was frozen first stays


def test_a_payment_in_time_adds_nothing(world, clerk, branch):
    claim = claims_world.paid(clerk, branch, world)
    assert (claim.owed, claim.paid, claim.workings.count()) == (42_000_000, 42_000_000, 1)


def test_an_heir_under_age_needs_a_guardian(world, clerk):
    claim = claims_world.reported(clerk, world)
    with pytest.raises(UnusableInput, match="guardian"):
        facts.add_heir(clerk, claim, HeirFacts("child", "Upik", date(2015, 1, 1)))
    heir = facts.add_heir(clerk, claim, HeirFacts("child", "Upik", date(2015, 1, 1), guardian="Nenek"))
    assert heir.guarded
    assert b"Upik" not in bytes(heir.sealed)


def fallen(clerk, world):
    """Died at work, so that the scholarship has no waiting time."""
    said = claims_world.accident(outcome="death", died_on=claims_world.EARLY)
    return claims_world.reported(clerk, world, said)


def test_children_bring_a_schedule_year_by_year_from_the_engine(world, clerk):
    claim = fallen(clerk, world)
    facts.add_child(clerk, claim, name="Upik", birth_date=date(2016, 3, 1), level="SD", grade=4)
    claim.refresh_from_db()
    years = SchoolYear.objects.order_by("starts")
    assert sum(year.amount for year in years) == claim.owed_scholarship
    assert [(year.year, year.level) for year in years][:4] == [
        ("2025/2026", "SD"), ("2026/2027", "SD"), ("2027/2028", "SD"), ("2028/2029", "SMP"),
    ]  # fmt: skip
    assert (years[0].due_on, years[1].due_on) == (claims_world.EARLY, date(2027, 1, 20))


def test_a_child_is_listed_once(world, clerk):
    claim = fallen(clerk, world)
    facts.add_child(clerk, claim, name="Upik  Sari", birth_date=date(2016, 3, 1), level="SD")
    with pytest.raises(UnusableInput, match="on the list already"):
        facts.add_child(clerk, claim, name="upik sari", birth_date=date(2016, 3, 1), level="SMP")
    assert claim.children.count() == 1


def test_a_school_year_is_proven_then_paid_and_marriage_ends_the_rest(world, clerk, branch):
    claim = fallen(clerk, world)
    child = facts.add_child(clerk, claim, name="Upik", birth_date=date(2010, 3, 1), level="SMA", grade=1)
    first, second = SchoolYear.objects.order_by("starts")[:2]
    with pytest.raises(UnusableInput, match="proof"):
        schooling.pay_year(branch, first, amount=3_000_000, dated=date(2026, 8, 1))
    schooling.prove(clerk, first, proof="Surat SMA 1 Sijunjung")
    schooling.pay_year(branch, first, amount=3_000_000, dated=date(2026, 8, 1))
    schooling.change_level(clerk, second, level="PT", why="Loncat kelas")
    assert SchoolYear.objects.get(pk=second.pk).amount == 12_000_000
    schooling.end_child(clerk, child, dated=date(2026, 10, 1), why="married")
    claim.refresh_from_db()
    assert [(year.state, year.paid) for year in child.years.all()] == [("paid", 3_000_000)]
    assert (claim.paid_scholarship, claim.owed_scholarship) == (3_000_000, 3_000_000)


def test_a_visit_says_how_the_family_lives(world, clerk, branch):
    claim = claims_world.paid(clerk, branch, world)
    visit = claim.visits.get(months=6)
    found = visits.Found("business", True, 900_000, 1_400_000, children=2, at_school=2, note="Warung kopi")
    with pytest.raises(UnusableInput, match="between the payment and today"):
        visits.record_visit(clerk, visit, found, dated=date(2026, 5, 5))
    held = visits.record_visit(clerk, visit, found, dated=date(2026, 11, 10))
    assert (held.income_after - held.income_before, held.business) == (500_000, True)
    assert b"Warung" not in bytes(held.sealed)


def test_a_death_not_from_work_has_no_costs_to_fill(world, clerk):
    claim = claims_world.reported(clerk, world)
    with pytest.raises(UnusableInput, match="hangs on no costs"):
        facts.set_facts(clerk, claim, outcome="recovered", facts={"medical": 5})
    assert claim.workings.count() == 1


def test_a_body_part_stands_nowhere_in_the_clear(world, clerk):
    claim = claims_world.reported(clerk, world, claims_world.accident())
    lost = {"disabilities": [{"part": "one_eye", "loss": 1.0}]}
    working = facts.set_facts(clerk, claim, outcome="partial", facts=lost)
    assert working.case["disabilities"] == lost["disabilities"]
    raw = str(list(Working.objects.values())) + str(list(Medical.objects.values()))
    assert "one_eye" not in raw + str(list(Entry.objects.values()))
    assert not any(b"one_eye" in bytes(each.sealed) for each in claim.workings.all())


def test_an_area_sets_its_own_visits(world, clerk, branch):
    visits.set_plan(branch, "13.03", [3, 9])
    claim = claims_world.paid(clerk, branch, world)
    assert [visit.months for visit in claim.visits.all()] == [3, 9]
    with pytest.raises(Refused):
        visits.set_plan(clerk, "13.03", [1])


def test_a_photo_rests_sealed_and_only_those_who_need_it_open_it(world, clerk, manager, own_store):
    claim = reporting.report(clerk, world.people[0], death(), [claims_world.photo()])
    attached = claim.attachments.get()
    assert looking.look_paper(clerk, attached) == claims_world.JPEG
    with pytest.raises(Refused):
        looking.look_paper(manager, attached)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ" + b"\0" * 50, "is no photo"),
        (b"\xff\xd8\xff" + b"\0" * (50 << 20), "has 11 MB; the most is 10 MB"),
    ],
    ids=["programme", "fifty megabytes"],
)
def test_a_file_that_is_no_small_picture_is_refused_and_not_kept(own_store, content, words):
    pieces = [content[at : at + (1 << 20)] for at in range(0, len(content), 1 << 20)]
    with pytest.raises(UnusableInput) as error:
        files.keep("foto.jpg", pieces, waiting=True)
    assert words in error.value.to("en")
    assert own_store() == 0
