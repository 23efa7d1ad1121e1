"""Who leaves is replaced from the waiting list: reported or found, chosen, drafted, approved by another, and frozen."""

from datetime import date

import pytest
from django.urls import reverse

from office.kept import kept
from office.world import MUARO, PEMATANG, SK_DATE, TANJUNG, accepted, approved, enrolled, programme
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.cover.models import PersonMonth
from payung.office.decisions import actions, vacancies
from payung.office.decisions.list_hash import list_hash
from payung.office.decisions.models import Decision, State, Vacancy, Withdrawal
from payung.office.funding.models import Fund
from payung.office.journal.models import Entry
from payung.office.people.models import Person
from payung.office.programmes.actions.quotas import TOTAL

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 10)  # the decree runs from May to December 2026


@kept
def decree(manager, other_manager):
    """Two places in Muaro, one in Pematang; five of Muaro ask for them, two of Pematang."""
    made = programme(manager, quotas={MUARO: 2, PEMATANG: 1}, priority=["oldest"])
    accepted(made, manager, [MUARO] * 5 + [PEMATANG] * 2)
    return approved(manager, other_manager, made)


def left(user, decree, *numbers, why="moved", since=date(2026, 7, 3)):
    lines = list(decree.lines.filter(taken=True, number__in=numbers))
    return actions.report(user, decree, lines, why=why, since=since, note="Surat desa 3 Juli")


def filled(manager, other_manager, decree, places, month=202609, number="SK-2"):
    draft = actions.propose_replacements(manager, decree, places, first_month=month)
    actions.submit(manager, draft)
    return actions.approve(other_manager, draft, number=number, dated=SK_DATE)


def months_of(decision, **more):
    return sorted(PersonMonth.objects.filter(line__decision=decision, **more).values_list("month", flat=True))


def test_the_leavers_months_end_after_the_stop_and_the_newcomers_begin(manager, other_manager, decree):
    places = left(manager, decree, 1)
    assert places[0].first_month == 202608
    done = filled(manager, other_manager, decree, places)
    assert (done.changes, done.people, done.first_month, done.months) == (decree, 1, 202609, 4)
    assert months_of(decree, line__number=1, withdrawn_by=done) == [202608, 202609, 202610, 202611, 202612]
    assert months_of(done) == [202609, 202610, 202611, 202612]
    new = done.lines.get(taken=True)
    assert (new.row.name, new.village_id) == ("Warga 2", MUARO)
    assert decree.programme.quotas.get(village=MUARO).taken == 2
    assert Fund.objects.get().committed == (3 * 8 - 5 + 4) * 16_800
    assert list_hash(decree) == decree.list_hash
    assert vacancies.vacancies(manager).get().standing == "filled"
    facts = Entry.objects.get(act="decision.replace").facts
    assert (facts["changes"], facts["leaving"], facts["free"]) == (decree.public_id, 1, 1)


def test_a_village_quota_is_filled_from_the_same_village_only(manager, other_manager, decree):
    at = decree.lines.get(taken=True, village_id=PEMATANG).number
    done = filled(manager, other_manager, decree, left(manager, decree, at))
    assert [line.village_id for line in done.lines.filter(taken=True)] == [PEMATANG]
    at = done.lines.get(taken=True).number
    draft = actions.propose_replacements(
        manager, done, left(manager, done, at, since=date(2026, 10, 1)), first_month=202611
    )
    assert (draft.people, draft.withdrawals.count()) == (0, 1)  # nobody of Pematang waits any more


def test_a_quota_of_the_programme_is_filled_by_its_order_from_anywhere(manager, other_manager):
    made = programme(manager, quotas={TOTAL: 1}, priority=["oldest"])
    people = [
        {"village": MUARO, "born": date(1970, 1, 1)},
        {"village": MUARO, "born": date(1990, 1, 1)},
        {"village": TANJUNG, "born": date(1975, 1, 1)},
        {
            "village": TANJUNG,
            "born": date(1961, 8, 31),
        },  # 65 on the day before the newcomer's first month + 1
    ]
    accepted(made, manager, people[:3])
    decree = approved(manager, other_manager, made)
    accepted(made, manager, people[3:], start=50)
    done = filled(manager, other_manager, decree, left(manager, decree, 1))
    assert [line.row.name for line in done.lines.filter(taken=True)] == ["Warga 2"]
    waits = {line.row.name: line.why for line in done.lines.filter(taken=False)}
    assert waits == {"Warga 50": "age.entry", "Warga 1": "quota.total"}
    assert PersonMonth.objects.filter(withdrawn_by=None).values("person", "month").distinct().count() == 3 + 4


@pytest.mark.parametrize(
    ("month", "said"),
    [(202607, "fall free after that month"), (202701, "outside this decree")],
)
def test_nobody_begins_before_the_place_is_free_or_after_the_decree(manager, decree, month, said):
    places = left(manager, decree, 1)
    with pytest.raises(UnusableInput, match=said):
        actions.propose_replacements(manager, decree, places, first_month=month)
    assert Decision.objects.count() == 1
    assert vacancies.vacancies(manager).get().standing == "open"


def test_a_place_is_filled_once(manager, other_manager, decree):
    places = left(manager, decree, 1)
    actions.propose_replacements(manager, decree, places, first_month=202609)
    with pytest.raises(UnusableInput, match="no longer open"):
        actions.propose_replacements(manager, decree, places, first_month=202609)
    draft = Decision.objects.get(state=State.DRAFT)
    actions.discard(manager, draft, why="Keliru")
    assert vacancies.vacancies(manager).get().standing == "open"
    filled(manager, other_manager, decree, places)
    with pytest.raises(UnusableInput, match="no longer open"):
        actions.propose_replacements(manager, decree, places, first_month=202610)


def test_two_changes_that_let_the_same_person_go_are_not_both_approved(manager, other_manager, decree):
    drafts = []
    for at in range(2):
        line = decree.lines.get(taken=True, number=1)
        draft = actions.propose_change(
            manager, decree, [actions.Leaving(line, "moved")], from_month=202609, replace=False
        )
        Decision.objects.filter(pk=draft.pk).update(cycle=2 + at)  # a round of its own
        drafts.append(actions.submit(manager, Decision.objects.get(pk=draft.pk)))
    actions.approve(other_manager, drafts[0], number="SK-2", dated=SK_DATE)
    with pytest.raises(UnusableInput, match="1 of them left"):
        actions.approve(other_manager, drafts[1], number="SK-3", dated=SK_DATE)
    assert decree.programme.quotas.get(village=MUARO).taken == 1


def test_who_proposes_does_not_approve(manager, decree):
    draft = actions.submit(
        manager,
        actions.propose_replacements(manager, decree, left(manager, decree, 1), first_month=202609),
    )
    with pytest.raises(UnusableInput, match="yourself"):
        actions.approve(manager, draft, number="SK-2", dated=SK_DATE)
    assert PersonMonth.objects.filter(withdrawn_by__isnull=False).count() == 0


def test_the_office_finds_deaths_the_too_old_and_places_left_empty(
    manager, other_manager, branch, tmp_path, decree
):
    enrolled(branch, decree, tmp_path, [0, 1])
    first, second, third = decree.lines.filter(taken=True).order_by("number")
    Person.objects.filter(pk=first.person_id).update(died=date(2026, 6, 11))
    Person.objects.filter(pk=third.person_id).update(
        birth_date=date(1961, 7, 1)
    )  # never enrolled, 65 on 1 July
    change = actions.propose_change(
        manager, decree, [actions.Leaving(second, "job")], from_month=202608, replace=False
    )
    actions.approve(other_manager, actions.submit(manager, change), number="SK-2", dated=SK_DATE)
    assert actions.gather(manager, TODAY) == 3
    assert actions.gather(manager, TODAY) == 0
    found = {one.line_id: (one.why, one.source, one.first_month) for one in Vacancy.objects.all()}
    assert found == {
        first.pk: ("died", "death", 202607),
        second.pk: ("job", "change", 202608),
        third.pk: ("age", "age", 202605),
    }
    done = filled(
        manager, other_manager, decree, list(Vacancy.objects.exclude(why="age")), month=202608, number="SK-3"
    )
    # Of two free places in Muaro one person left before: two come, one goes.
    assert (done.people, done.withdrawals.count()) == (2, 1)
    assert decree.programme.quotas.get(village=MUARO).taken == 2


def test_claims_and_sweeps_name_leavers(manager, verifier, treasurer, clerk, decree):
    from payung.office.claims.models import Claim
    from payung.office.sweeps.models import Match, Sweep

    one, two, _ = decree.lines.filter(taken=True).order_by("number")
    Claim.objects.create(
        person=one.person, kind="death", day=date(2026, 6, 1), outcome="death", died_on=date(2026, 6, 1),
        village_id=MUARO, programme=decree.programme, fund=one.fund, sealed=b"", reported_by=clerk,
    )  # fmt: skip
    sweep = Sweep.objects.create(kind="payer", area_id="13.03", members=3, found=1, added=1, ran_by=verifier)
    common = {
        "kind": "payer",
        "sweep": sweep,
        "village_id": MUARO,
        "how": "nik",
        "sealed": b"",
        "payer": "BAZNAS",
    }
    match = Match.objects.create(
        person=two.person, key=b"1", state="confirmed", decided_by=verifier, first_month=202607, **common
    )
    Match.objects.create(person=two.person, key=b"2", first_month=202605, **common)  # nobody confirmed it
    assert actions.gather(manager, TODAY) == 2
    found = {one.source: (one.first_month, one.reference) for one in Vacancy.objects.all()}
    assert found["sweep"] == (202607, match.public_id)
    assert found["claim"] == (202607, Claim.objects.get().public_id)


def test_a_finished_decree_has_no_free_places(manager, decree):
    Person.objects.update(died=date(2026, 6, 11))
    assert actions.gather(manager, date(2027, 1, 2)) == 0
    assert actions.gather(manager, date(2026, 12, 2)) == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"why": "bosan"}, "reason for leaving"),
        ({"since": date(2100, 1, 1)}, "not come yet"),
        ({"number": 99}, "approved"),
    ],
)
def test_a_report_that_cannot_be_says_why(manager, decree, change, said):
    lines = list(decree.lines.filter(taken=True, number=change.get("number", 1)))
    with pytest.raises(UnusableInput, match=said):
        actions.report(
            manager,
            decree,
            lines,
            why=change.get("why", "moved"),
            since=change.get("since", date(2026, 7, 3)),
        )
    assert Vacancy.objects.count() == 0


def test_a_report_is_made_once_and_put_aside_with_a_reason(manager, decree):
    places = left(manager, decree, 1)
    with pytest.raises(UnusableInput, match="reported already"):
        left(manager, decree, 1)
    with pytest.raises(UnusableInput, match="reason"):
        actions.dismiss(manager, places[0], why=" ")
    actions.dismiss(manager, places[0], why="Orangnya kembali")
    assert vacancies.vacancies(manager).get().standing == "dismissed"
    assert left(manager, decree, 1)


@pytest.mark.parametrize(
    "who", ["treasurer", "auditor", "outsider", "other_clerk", "administrator", "branch"]
)
def test_who_may_not_report_propose_or_put_aside(request, who, manager, decree):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        left(user, decree, 1)
    place = left(manager, decree, 1)
    with pytest.raises(Refused):
        actions.propose_replacements(user, decree, place, first_month=202609)
    with pytest.raises(Refused):
        actions.dismiss(user, place[0], why="Keliru")
    assert (Decision.objects.count(), Vacancy.objects.get().dismissed) == (1, False)


def test_the_village_reports_and_the_office_fills_by_hand(client, clerk, manager, decree):
    client.force_login(clerk)
    said = {
        "decision": decree.public_id,
        "numbers": "1, 2",
        "why": "died",
        "since": "2026-07-03",
        "note": "Surat kematian",
        "token": "satu",
    }
    for _ in range(2):  # sent twice
        answer = client.post(reverse("vacancy_report"), said)
        assert answer.status_code == 302
    assert Vacancy.objects.count() == 2
    page = client.get(reverse("vacancies")).content.decode()
    assert "Warga 0" in page
    assert reverse("replacements", args=[decree.public_id]) not in page
    assert client.get(reverse("replacements", args=[decree.public_id])).status_code == 403

    client.force_login(manager)
    assert (
        reverse("replacements", args=[decree.public_id]) in client.get(reverse("vacancies")).content.decode()
    )
    at = reverse("replacements", args=[decree.public_id])
    assert at in client.get(reverse("decision", args=[decree.public_id])).content.decode()
    shown = client.get(at).content.decode()
    assert "Warga 1" in shown
    keys = list(Vacancy.objects.values_list("public_id", flat=True))
    wrong = client.post(at, {"places": keys, "first_month": "2026-07"})
    assert wrong.status_code == 422
    answer = client.post(at, {"places": keys, "first_month": "2026-08", "token": "dua"})
    draft = Decision.objects.get(state=State.DRAFT)
    assert answer.headers["Location"] == reverse("decision", args=[draft.public_id])
    assert (draft.people, draft.withdrawals.count()) == (2, 2)
    again = client.post(at, {"places": keys, "first_month": "2026-08", "token": "dua"})
    assert again.status_code == 302
    assert Decision.objects.filter(state=State.DRAFT).count() == 1
    assert Withdrawal.objects.values_list("why", flat=True).distinct().get() == "died"


def test_the_pages_of_one_place_and_who_gets_none(client, clerk, other_clerk, outsider, manager, decree):
    place = left(manager, decree, 1)[0]
    at = reverse("vacancy", args=[place.public_id])
    client.force_login(manager)
    assert "Surat desa 3 Juli" in client.get(at).content.decode()
    done = client.post(reverse("vacancy_dismiss", args=[place.public_id]), {"why": "Keliru"})
    assert done.status_code == 302
    for user in (other_clerk, outsider):
        client.force_login(user)
        assert client.get(at).status_code == 404
        assert "Warga 0" not in client.get(reverse("vacancies")).content.decode()
    client.force_login(clerk)
    assert client.post(reverse("vacancy_gather")).status_code == 403
    client.force_login(manager)
    assert client.post(reverse("vacancy_gather")).status_code == 302


def test_a_village_reports_only_its_own(client, other_clerk, decree):
    client.force_login(other_clerk)
    said = {"decision": decree.public_id, "numbers": "1", "why": "died", "since": "2026-07-03"}
    assert client.post(reverse("vacancy_report"), said).status_code == 422
    assert Vacancy.objects.count() == 0


def test_the_list_asks_few_queries(client, manager, decree, django_assert_max_num_queries):
    left(manager, decree, 1, 2)
    client.force_login(manager)
    with django_assert_max_num_queries(25):
        client.get(reverse("vacancies"))
