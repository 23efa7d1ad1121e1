"""Deaths that nobody has claimed: found from lists, from word of mouth and from silence, and turned into claims."""

from datetime import date
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from office import claims_world, cover_world
from office.kept import kept
from office.test_claims_pages import text
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.claims.actions import reporting
from payung.office.claims.models import Claim
from payung.office.core.home import waiting_for
from payung.office.core.vault import seal_fields
from payung.office.cover.models import PersonMonth
from payung.office.journal.models import Entry
from payung.office.people.models import SEALED, Person
from payung.office.programmes.models import Programme
from payung.office.sweeps.actions import deciding
from payung.office.sweeps.models import SEALED as SEALED_MATCH
from payung.office.sweeps.models import Kind, Match, Sweep
from payung.office.unclaimed import actions, finding, queries
from payung.office.unclaimed.models import Notice, State

pytestmark = pytest.mark.django_db
DIED = claims_world.DIED
MUARO, TANJUNG = "13.03.04.2001", "13.03.08.2001"
WORD = {"source": "village", "name": "Yusup", "teller": "Kepala jorong", "died": DIED}
FORM = {
    "village": MUARO,
    "source": "village",
    "name": "Yusup",
    "died": "2026-04-10",
    "teller": "Kepala jorong",
}
REPORT = {"died": "2026-04-10", "happened": "Sakit di rumah", "reporter": "Siti", "phone": "0812"}


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


@kept
def listed(world, verifier):
    """Rahmi stands on a list of deaths."""
    sweep = Sweep.objects.create(
        kind=Kind.DEATH, area_id="13.03", members=6, found=1, added=1, ran_by=verifier
    )
    return Match.objects.create(
        kind=Kind.DEATH, sweep=sweep, person=world.people[1], village_id=MUARO, how="nik", died=DIED,
        sealed=seal_fields({}, SEALED_MATCH), key=b"k" * 32, paid_months=1, benefit=42_000_000,
    )  # fmt: skip


def noted(user, world, at=0, **said):
    village = Area.objects.get(code=world.people[at].village_id)
    return actions.note(user, village, person=world.people[at], **WORD | said)


def waits(user):
    found = queries.waiting(user)
    return found.people, found.rupiah


def test_word_of_a_death_joins_the_deaths_of_the_lists_with_the_rupiah_of_the_law(
    world, listed, clerk, manager
):
    assert waits(manager) == (1, 42_000_000)
    made = noted(clerk, world)
    assert made.benefit == 42_000_000
    assert waits(manager) == waits(clerk) == (2, 84_000_000)
    (card,) = [card for card in waiting_for(manager) if "belum-diklaim" in card.href]
    assert (card.count, card.rupiah) == (2, 84_000_000)
    assert Entry.objects.latest("seq").act == "unclaimed.note"


def test_who_stands_on_several_lists_is_one_death_and_the_confirmed_match_counts(
    world, listed, clerk, verifier
):
    person = world.people[1]
    for at, (state, benefit) in enumerate(
        (("open", 1), ("confirmed", 20_000_000), ("rejected", 7), ("open", 5))
    ):
        Match.objects.create(
            kind=Kind.DEATH, sweep=listed.sweep, person=person, village_id=MUARO, how="nik", died=DIED,
            sealed=listed.sealed, key=bytes([at]) * 32, benefit=benefit, state=state,
            decided_by=None if state == "open" else verifier,
        )  # fmt: skip
    assert waits(clerk) == (1, 20_000_000)
    (lead,) = queries.leads(clerk)
    assert (lead.pk, lead.source, lead.benefit) == (person.pk, "confirmed", 20_000_000)
    noted(clerk, world, at=1)
    (lead,) = queries.leads(clerk)
    assert (lead.source, lead.benefit) == ("confirmed", 42_000_000)


def test_the_list_s_rupiah_is_the_claim_s(world, clerk):
    made = noted(clerk, world)
    claim = actions.report(clerk, world.people[0], died=DIED, happened="Sakit", reporter="Siti", phone="0")
    assert claim.owed == made.benefit == finding.worth(world.people[0], DIED, timezone.localdate())
    made.refresh_from_db()
    assert (made.state, made.claim) == (State.REPORTED, claim)
    assert waits(clerk) == (0, 0)
    acts = list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:2])
    assert acts == ["unclaimed.report", "claim.report"]


def test_a_claim_reported_by_mistake_brings_the_line_of_a_list_back(world, listed, clerk):
    claim = actions.report(clerk, world.people[1], died=DIED, happened="Sakit", reporter="Siti", phone="0")
    assert waits(clerk) == (0, 0)
    reporting.cancel(clerk, claim, "Salah orang")
    assert waits(clerk) == (1, 42_000_000)


def test_who_is_alive_goes_off_and_a_list_s_match_is_decided_in_the_sweeps(world, listed, clerk, verifier):
    noted(clerk, world)
    actions.settle(clerk, world.people[0], "Terlihat di pasar")
    assert waits(clerk) == (1, 42_000_000)
    with pytest.raises(UnusableInput, match="sweeps"):
        actions.settle(clerk, world.people[1], "Terlihat di pasar")
    deciding.reject(verifier, listed, "Orang lain dengan nama sama")
    assert waits(clerk) == (0, 0)


def test_one_word_of_a_person_stands_at_a_time(world, clerk):
    noted(clerk, world)
    with pytest.raises(UnusableInput, match="noted already"):
        noted(clerk, world)
    assert Notice.objects.count() == 1


def test_a_day_before_membership_is_worth_nothing_and_not_on_the_list(world, clerk):
    assert noted(clerk, world, died=date(2025, 12, 1)).benefit == 0
    assert waits(clerk) == (0, 0)


@pytest.mark.parametrize(
    "said", [{"died": date(2030, 1, 1)}, {"name": " "}, {"teller": ""}, {"source": "silent"}]
)
def test_a_word_that_cannot_be_is_refused(world, clerk, said):
    with pytest.raises(UnusableInput):
        noted(clerk, world, **said)
    assert not Notice.objects.exists()


def test_the_member_is_found_by_a_name_written_otherwise_or_by_nik(world, clerk):
    said = [each.person.name for each in finding.candidates(clerk, MUARO, name="JUSUF")]
    assert said == ["Yusuf"]
    by_nik = finding.candidates(clerk, MUARO, name="?", nik=cover_world.NIKS[2])
    assert [each.person.name for each in by_nik] == ["Buyung"]
    assert finding.candidates(clerk, TANJUNG, name="Upik") == []


@kept
def next_programme(world):
    """Most of Muaro go on in another programme; Yusuf does not."""
    later = Programme.objects.create(
        area_id="13.03", name="Lanjutan", first_month=202604, months=1, purpose="x"
    )
    for person in world.people[1:3]:
        old = PersonMonth.objects.get(person=person, month=202601)
        PersonMonth.objects.create(
            person=person, month=202604, programme=later, fund=old.fund, village=old.village, line=old.line,
            enrolled_by=old.enrolled_by, bill_line=old.bill_line, payment=old.payment, due=old.due, planned=old.planned,
        )  # fmt: skip
    PersonMonth.objects.filter(person=world.people[0], month__gt=202601).delete()
    return later


def test_who_is_not_seen_any_more_is_asked_after_but_not_counted(world, next_programme, clerk):
    assert finding.silent(date(2026, 5, 2)) == [(world.people[0].pk, 202601)]
    assert actions.gather_if_any(date(2026, 5, 2)) == 1
    assert actions.gather_if_any(date(2026, 5, 3)) == 0
    (lead,) = queries.leads(clerk)
    assert (lead.source, lead.benefit) == ("silent", None)
    assert waits(clerk) == (0, None or 0)
    noted(clerk, world)
    assert waits(clerk) == (1, 42_000_000)
    assert Notice.objects.filter(state=State.OPEN).count() == 1


def test_the_list_takes_as_many_statements_for_many_lines_as_for_one(
    world, listed, clerk, django_assert_num_queries
):
    with django_assert_num_queries(2):
        list(queries.leads(clerk))
    noted(clerk, world)
    noted(clerk, world, at=2, name="Buyung")
    with django_assert_num_queries(1):
        assert len(queries.leads(clerk)) == 3


@pytest.mark.parametrize("seed", range(6))
def test_the_page_adds_up_what_each_person_s_matches_and_word_say(
    client, world, listed, clerk, manager, seed
):
    """Any mixture of both, reckoned by hand from each person's rows."""
    dice, expected, key = Random(seed), {}, 0
    Match.objects.all().delete()
    for person in world.people:
        best = None
        for _each in range(dice.randrange(4)):
            state, claim = dice.choice(("open", "confirmed", "rejected")), dice.choice(("unknown", "claimed"))
            benefit, key = dice.choice((None, 0, 5_000_000, 42_000_000)), key + 1
            Match.objects.create(
                kind=dice.choice((Kind.DEATH, Kind.DEATH, Kind.JOB)), sweep=listed.sweep, person=person, state=state,
                village_id=person.village_id, how="nik", died=DIED, sealed=b"", key=key.to_bytes(32, "big"),
                benefit=benefit, claim=claim, decided_by=None if state == "open" else manager,
            )  # fmt: skip
        for match in Match.objects.filter(person=person, kind=Kind.DEATH).order_by("pk"):
            counts = match.state != "rejected" and match.claim != "claimed" and match.benefit != 0
            if counts and not (best and best.state == "confirmed" and match.state == "open"):
                best = match
        if best:
            expected[person.pk] = ("confirmed" if best.state == "confirmed" else "listed", best.benefit)
        if source := dice.choice(("", "village", "silent")):
            benefit = None if source == "silent" else dice.choice((None, 0, 7_000_000))
            Notice.objects.create(person=person, village_id=person.village_id, source=source, benefit=benefit)
            if benefit != 0:
                known, sum_of_list = expected.get(person.pk, (source, None))
                expected[person.pk] = (known, sum_of_list if benefit is None else benefit)
    assert {lead.pk: (lead.source, lead.benefit) for lead in queries.leads(manager)} == expected
    told = [benefit or 0 for source, benefit in expected.values() if source != "silent"]
    assert waits(manager) == (len(told), sum(told))
    client.force_login(manager)
    for asked in ("", "?urut=name", "?sumber=silent", "?hal=9"):
        context = client.get(reverse("unclaimed") + asked).context
        assert (context["waiting"].people, context["waiting"].rupiah) == (len(told), sum(told))
    whole = client.get(reverse("unclaimed")).context["table"]
    assert (whole.count, whole._figures["sum_benefit"]) == (
        len(expected),
        sum(b or 0 for _s, b in expected.values()),
    )


@pytest.mark.parametrize(
    "who", ["manager", "treasurer", "auditor", "sponsor", "administrator", "outsider", "other_clerk"]
)
def test_who_may_not(request, client, world, clerk, who):
    user = request.getfixturevalue(who)
    made = noted(clerk, world)
    with pytest.raises(Refused):
        noted(user, world, at=1)
    with pytest.raises(Refused):
        actions.report(user, world.people[0], died=DIED, happened="x", reporter="x", phone="x")
    with pytest.raises(Refused):
        actions.settle(user, world.people[0], "x")
    client.force_login(user)
    line = [world.people[0].public_id]
    assert client.post(reverse("unclaimed_report", args=line), REPORT).status_code in (403, 404)
    assert client.post(reverse("unclaimed_settle", args=line), {"why": "x"}).status_code in (403, 404)
    assert client.post(reverse("unclaimed_note"), FORM).status_code in (403, 422)
    made.refresh_from_db()
    assert made.state == State.OPEN
    assert not Claim.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "other_clerk"])
def test_deaths_of_elsewhere_are_not_there(request, client, world, listed, who):
    client.force_login(request.getfixturevalue(who))
    assert "Rahmi" not in text(client.get(reverse("unclaimed")))
    assert client.get(reverse("unclaimed_lead", args=[world.people[1].public_id])).status_code == 404


@pytest.mark.parametrize("who", ["treasurer", "sponsor", "administrator"])
def test_the_money_s_people_see_no_death(request, client, world, listed, who):
    client.force_login(request.getfixturevalue(who))
    for name, args in (("unclaimed", []), ("unclaimed_lead", [world.people[1].public_id])):
        assert client.get(reverse(name, args=args)).status_code == 403


def test_a_line_shows_the_heir_the_sum_the_deadline_and_the_papers(client, world, listed, clerk, manager):
    person = world.people[1]
    heirs = [{"name": "Marni", "relation": "spouse", "phone": "0813"}]
    Person.objects.filter(pk=person.pk).update(
        sealed=seal_fields({"nik": cover_world.NIKS[1], "heirs": heirs}, SEALED)
    )
    client.force_login(clerk)
    shown = text(client.get(reverse("unclaimed_lead", args=[person.public_id])))
    for words in ("Rp42.000.000", "Marni", "0813", "10 April 2031", "Dokumen yang diurus", "hari lagi"):
        assert words in shown, words
    client.force_login(manager)
    assert "Marni" not in text(client.get(reverse("unclaimed_lead", args=[person.public_id])))


def test_the_pages_note_a_death_choose_the_member_and_report_it(client, world, clerk):
    client.force_login(clerk)
    asked = client.post(reverse("unclaimed_note"), FORM | {"token": "t1"})
    assert "Yusuf" in text(asked)
    assert not Notice.objects.exists()
    for _ in range(2):  # sent twice: kept once
        sent = client.post(
            reverse("unclaimed_note"), FORM | {"token": "t1", "person": world.people[0].public_id}
        )
    assert sent.url == reverse("unclaimed_lead", args=[world.people[0].public_id])
    assert Notice.objects.count() == 1
    page = client.get(reverse("unclaimed_report", args=[world.people[0].public_id]))
    assert "Kepala jorong" in text(page)
    done = client.post(reverse("unclaimed_report", args=[world.people[0].public_id]), REPORT)
    assert done.url == reverse("claim", args=[Claim.objects.get().public_id])


def test_a_word_that_fits_nobody_is_kept_apart(client, world, clerk, outsider):
    client.force_login(clerk)
    client.post(reverse("unclaimed_note"), FORM | {"name": "Zulkarnain", "person": "-", "token": "t"})
    assert Notice.objects.get().state == State.NOBODY
    assert "Zulkarnain" in text(client.get(reverse("unclaimed_nobody")))
    assert "Bukan peserta" in text(client.get(reverse("unclaimed")))
    client.force_login(outsider)
    assert "Zulkarnain" not in text(client.get(reverse("unclaimed_nobody")))
