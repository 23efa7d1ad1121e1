"""Red flags: each rule finds what it looks for and nothing beside it, opens the rows behind, and keeps its answer."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from office import cover_world
from office.conftest import character
from office.kept import kept
from payung.errors import UnusableInput
from payung.office.accounts.models import Role
from payung.office.accounts.permissions import Refused
from payung.office.audit import rules
from payung.office.audit.actions import flags as acts
from payung.office.audit.models import Flag, FlagState, Look
from payung.office.claims.models import SEALED_HEIR, Claim, Heir
from payung.office.core import daily
from payung.office.core.vault import seal_fields
from payung.office.decisions.models import Decision, State
from payung.office.journal.models import Entry, Head
from payung.office.people.models import SEALED, Person
from payung.office.people.sharing import shared_indexes
from payung.office.programmes.models import Criteria
from payung.office.proposals.models import BulkVerdict, Row, Standing, Submission

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
JAKARTA = ZoneInfo("Asia/Jakarta")


@kept
def world(manager, treasurer, sponsor):
    made = cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)
    Submission.objects.update(uploaded=datetime(2025, 12, 1, tzinfo=JAKARTA))
    for at, person in enumerate(made.people):  # each with a card and a phone of its own
        private = {"nik": cover_world.NIKS[at], "kk": f"130304010180{at:04}", "phone": f"0812345600{at:02}"}
        write(person, private)
    return made


def write(person, private):
    Person.objects.filter(pk=person.pk).update(sealed=seal_fields(private, SEALED), **shared_indexes(private))


def looked(day=TODAY):
    acts.look(None, day)
    return {flag.rule: flag for flag in Flag.objects.filter(standing=True)}


def behind(client, auditor, flag):
    client.force_login(auditor)
    return client.get(reverse("audit_flag", args=[flag.public_id])).context["table"]


def test_an_ordinary_programme_has_no_flags(world):
    assert looked() == {}
    assert Look.objects.get().thresholds["many_on_kk"] == {"people": 4}


def test_paid_after_death_counts_months_after_the_month_of_death(client, world, auditor):
    Person.objects.filter(pk=world.people[0].pk).update(died=date(2025, 12, 31))
    Person.objects.filter(pk=world.people[1].pk).update(
        died=date(2026, 1, 2)
    )  # its own month is still covered
    flag = looked()["paid_after_death"]
    assert (flag.count, flag.rupiah, flag.area_id) == (1, cover_world.RATE, "13.03.04.2001")
    assert "Yusuf" not in flag.what + flag.key
    (line,) = behind(client, auditor, flag).lines
    assert line[0].value == "Yusuf"


def test_a_death_that_only_a_claim_tells_counts_too(world):
    Claim.objects.create(
        person=world.people[2], kind="death", day=date(2025, 11, 5), outcome="death", died_on=date(2025, 11, 5),
        village_id=world.people[2].village_id, programme=world.programme, fund=world.apbd, sealed=b"",
        reported_by=world.decision.generated_by,
    )  # fmt: skip
    assert looked()["paid_after_death"].count == 1
    Claim.objects.update(state="cancelled")
    acts.look(None, TODAY)
    assert not Flag.objects.get(rule="paid_after_death").standing


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("same_phone", [{"phone": text} for text in ("081234567890", "+62 812-3456-7890", "6281234567890", "0812 3456 7890", "81234567890")]),
        ("many_on_kk", [{"kk": "1303040101800001"}] * 4),
    ],
)  # fmt: skip
def test_what_lies_sealed_is_compared_and_not_kept(client, world, auditor, rule, fields):
    for person, said in zip(world.people, fields, strict=False):
        write(person, {"nik": "", **said})
    flag = looked()[rule]
    assert (flag.count, flag.area_id) == (len(fields), "13.03.04")
    assert not any(value in repr(vars(flag)) for said in fields for value in said.values())
    assert len(behind(client, auditor, flag).lines) == len(fields)
    write(world.people[0], {"nik": ""})
    assert rule not in looked(TODAY + timedelta(days=1))


def test_one_account_for_two_families(client, world, auditor):
    for at, account in enumerate(("0123-456-789", "0123456789", "9999999999")):
        claim = Claim.objects.create(
            person=world.people[at], kind="accident", day=date(2026, 1, 9), outcome="recovered",
            village_id=world.people[at].village_id, programme=world.programme, fund=world.apbd, sealed=b"",
            reported_by=world.decision.generated_by,
        )  # fmt: skip
        Heir.objects.create(
            claim=claim, relation="spouse", sealed=seal_fields({"account": account}, SEALED_HEIR)
        )
    flag = looked()["same_account"]
    assert flag.count == 2
    assert sorted(line[0].value for line in behind(client, auditor, flag).lines) == ["Rahmi", "Yusuf"]


def _rows(world, number, **more):
    submission = Submission.objects.get()
    common = {
        "programme": world.programme,
        "village_id": "13.03.04.2001",
        "outcome": "eligible",
        "sealed": b"",
    }
    Row.objects.bulk_create(
        Row(submission=submission, sheet="1", row=at, position=100 + at, name=f"Warga {at}", **{"standing": Standing.OPEN, **common, **more})
        for at in range(number)
    )  # fmt: skip


def test_a_village_without_refusals(client, world, auditor):
    _rows(world, 27)
    flag = looked()["no_refusals"]  # with the three of Muaro that are on the decree
    assert (flag.count, flag.area_id) == (30, "13.03.04.2001")
    assert behind(client, auditor, flag).count == 30
    Row.objects.filter(position=100).update(standing=Standing.DROPPED)
    assert "no_refusals" not in looked(TODAY + timedelta(days=1))


def test_the_same_pair_for_three_decrees(client, world, auditor, manager, treasurer):
    for at in (2, 3):
        Decision.objects.create(
            programme=world.programme, criteria=world.decision.criteria, cycle=at, first_month=202601, months=3,
            state=State.APPROVED, number=f"SK {at}", dated=TODAY, list_hash="1" * 64, generated_by=manager,
            submitted_by=manager, approved_by=treasurer, approved=world.decision.approved, people=5, rupiah=100,
        )  # fmt: skip
    flag = looked()["same_pair"]
    assert (flag.count, flag.what) == (3, "pengelola → bendahara")
    assert len(behind(client, auditor, flag).lines) == 3


def test_who_sent_the_list_also_reviewed_it(client, world, auditor, treasurer, verifier):
    _rows(world, 10, standing=Standing.DROPPED, reviewed_by=treasurer)
    assert "own_review" not in looked()
    Row.objects.filter(position__gte=100).update(nik_index=b"1")
    for row in Row.objects.filter(position__gte=100):
        Row.objects.filter(pk=row.pk).update(nik_index=f"{row.pk}".encode(), standing=Standing.ACCEPTED)
    flag = looked(TODAY + timedelta(days=1))["own_review"]
    assert flag.count == 10
    assert behind(client, auditor, flag).count == 10
    Row.objects.filter(position__gte=100).update(confirmed_by=verifier)  # a second reviewer looked
    assert "own_review" not in looked(TODAY + timedelta(days=2))


def test_many_settled_in_one_act(client, world, auditor, verifier):
    together = BulkVerdict.objects.create(
        verdict="accepted", why="Sudah dicek", rows=50, made_by=verifier, made=timezone.now()
    )
    _rows(world, 50, reviewed_by=verifier, together=together)
    for row in Row.objects.filter(together=together):
        Row.objects.filter(pk=row.pk).update(nik_index=f"{row.pk}".encode(), standing=Standing.ACCEPTED)
    flag = looked()["bulk_yes"]
    assert (flag.count, flag.what.split(",")[0]) == (50, "verifikator")
    assert behind(client, auditor, flag).count == 50


@pytest.mark.parametrize(
    ("hour", "rows", "seen"),
    [(21, 500, False), (22, 20, True), (3, 20, True), (5, 500, False), (23, 19, False)],
)
def test_bulk_acts_at_night(client, world, auditor, verifier, hour, rows, seen):
    Entry.objects.create(
        seq=900, at=datetime(2026, 3, 2, hour, 30, tzinfo=JAKARTA), actor=verifier, actor_name="verifikator",
        act="proposals.review_many", area_code="13.03", facts={"rows": rows}, hash="9" * 64, previous="8" * 64,
    )  # fmt: skip
    Head.objects.update(seq=900, hash="9" * 64)
    found = looked()
    assert ("night" in found) is seen
    if seen:
        assert [line[0].value for line in behind(client, auditor, found["night"]).lines] == ["900"]


def test_names_sent_in_just_before_the_approval(client, world, auditor):
    Submission.objects.update(uploaded=world.decision.approved - timedelta(hours=25))
    assert "just_before" not in looked()
    Submission.objects.update(uploaded=world.decision.approved - timedelta(hours=23))
    flag = looked(TODAY + timedelta(days=1))["just_before"]
    assert (flag.count, flag.rupiah, flag.what) == (6, 18 * cover_world.RATE, "188.45/1/2026")
    assert behind(client, auditor, flag).count == 6


def test_criteria_that_changed_just_before_the_list(client, world, auditor, manager, treasurer):
    later = Criteria.objects.create(programme=world.programme, version=2, valid_from=TODAY, rules={})
    Decision.objects.create(
        programme=world.programme, criteria=later, cycle=2, first_month=202601, months=3, state=State.APPROVED,
        number="SK 2", dated=TODAY, list_hash="1" * 64, generated_by=manager, submitted_by=manager,
        approved_by=treasurer, approved=timezone.now(), people=5, rupiah=100,
    )  # fmt: skip
    flag = looked()["late_criteria"]
    assert (flag.what, flag.count) == ("SK 2, v2", 5)
    assert [line[0].value for line in behind(client, auditor, flag).lines] == ["SK 2"]
    Criteria.objects.filter(pk=later.pk).update(made=timezone.now() - timedelta(days=8))
    assert "late_criteria" not in looked(TODAY + timedelta(days=1))


def test_every_rule_has_a_test_here():
    said = Path(__file__).read_text()
    assert [rule.code for rule in rules.RULES if f'"{rule.code}"' not in said] == []


@kept
def flag(world):
    Submission.objects.update(uploaded=world.decision.approved - timedelta(hours=1))
    return looked()["just_before"]


def test_an_answer_stays_until_the_flag_grows(client, flag, auditor, world):
    client.force_login(auditor)
    here = reverse("audit_flag_answer", args=[flag.public_id])
    said = {"state": "explained", "why": "Daftar susulan resmi", "token": "a"}
    assert client.post(here, said).status_code == 302
    assert client.post(here, said | {"why": "Lain"}).status_code == 302  # the same form again
    acts.look(None, TODAY)
    flag.refresh_from_db()
    assert (flag.state, flag.why, flag.decided_by) == (FlagState.EXPLAINED, "Daftar susulan resmi", auditor)
    entry = Entry.objects.get(act="audit.flag")
    assert (entry.subject, entry.why, entry.facts["after"]) == (
        f"flag:{flag.public_id}",
        flag.why,
        "explained",
    )
    shown = client.get(reverse("audit_flag", args=[flag.public_id])).content.decode()
    assert "Daftar susulan resmi" in shown
    assert f"/jurnal/{entry.seq}/" in shown
    Flag.objects.update(answered_count=5)  # six now: one more than was explained
    acts.look(None, TODAY)
    flag.refresh_from_db()
    assert (flag.state, flag.why) == (FlagState.NEW, "")


def test_an_answer_needs_a_reason(client, flag, auditor):
    with pytest.raises(UnusableInput):
        acts.answer(auditor, flag, "explained", "  ")
    client.force_login(auditor)
    answer = client.post(reverse("audit_flag_answer", args=[flag.public_id]), {"state": "passed", "why": ""})
    assert answer.status_code == 422
    flag.refresh_from_db()
    assert flag.state == FlagState.NEW


def test_looking_again_finds_the_same_flags_and_none_twice(flag):
    first = Flag.objects.values_list("pk", "first_seen").get()
    acts.look(None, TODAY)
    assert Flag.objects.values_list("pk", "first_seen").get() == first


def test_the_office_looks_once_a_day_by_itself(world):
    daily.run_due(TODAY)
    daily.run_due(TODAY)
    assert Look.objects.count() == 1
    assert Entry.objects.filter(act="audit.look", actor=None).count() == 1


def test_the_page_counts_by_rule_in_a_fixed_number_of_queries(
    client, flag, auditor, django_assert_max_num_queries
):
    for at in range(40):
        Flag.objects.create(
            rule="night", key=f"entry:{at}", area_id="13.03", what="x", count=at, first_seen=timezone.now(), last_seen=timezone.now(),
        )  # fmt: skip
    client.force_login(auditor)
    client.get(reverse("audit"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("audit"))
    counted = {each.rule.code: each.new for each in page.context["counted"]}
    assert (counted["just_before"], counted["night"], counted["same_pair"]) == (1, 40, 0)
    assert page.context["figures"][0]["value"] == 41
    only = client.get(reverse("audit"), {"aturan": "just_before"}).context["table"]
    assert len(only.lines) == 1


def test_an_auditor_looks_now_and_others_may_not(client, world, auditor, manager):
    client.force_login(auditor)
    assert client.post(reverse("audit_look")).status_code == 302
    count = Entry.objects.count()
    client.force_login(manager)
    assert client.post(reverse("audit_look")).status_code == 403
    with pytest.raises(Refused):
        acts.look(manager, TODAY)
    assert (Look.objects.count(), Entry.objects.count()) == (1, count)


@pytest.mark.parametrize("who", ["manager", "verifier", "treasurer", "administrator", "outsider"])
def test_who_does_not_audit_neither_sees_nor_answers(client, request, flag, who):
    other = request.getfixturevalue(who)
    client.force_login(other)
    assert client.get(reverse("audit_flag", args=[flag.public_id])).status_code == 403
    assert client.post(reverse("audit_flag_answer", args=[flag.public_id]), {}).status_code == 403
    with pytest.raises(Refused):
        acts.answer(other, flag, "explained", "Sudah")
    flag.refresh_from_db()
    assert flag.state == FlagState.NEW


def test_an_auditor_of_another_regency_sees_none_of_it(client, flag, areas):
    far = character("jauh", "Inspektorat Sawahlunto", (Role.AUDITOR, "13.73"))
    client.force_login(far)
    assert client.get(reverse("audit")).context["table"].lines == []
    assert client.get(reverse("audit_flag", args=[flag.public_id])).status_code == 404
    assert client.post(reverse("audit_flag_answer", args=[flag.public_id]), {}).status_code == 404
    with pytest.raises(Refused):
        acts.answer(far, flag, "explained", "Sudah")


def test_what_waits_stands_on_the_first_page_of_the_auditor(client, flag, auditor):
    client.force_login(auditor)
    assert f"{reverse('audit')}?keadaan=new" in client.get(reverse("home")).content.decode().replace(
        "&amp;", "&"
    )
