"""A new list is run over everybody in cover: what it finds, what people make of it, and what follows for the months."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from office import sweep_world
from office.kept import kept
from office.sweep_world import BORN, NAMES, RATE, add, deaths
from office.world import nik
from payung.errors import UnusableInput
from payung.office.accounts.permissions import May, Refused
from payung.office.cover.models import PersonMonth
from payung.office.decisions import actions as decisions
from payung.office.journal import chain
from payung.office.journal.models import Entry
from payung.office.people.models import Person
from payung.office.references.models import Kind as ListKind
from payung.office.sweeps import queries
from payung.office.sweeps.actions import deciding, running, stopping, together
from payung.office.sweeps.comparing import named
from payung.office.sweeps.models import Claim, How, Kind, Match, State, Sweep
from payung.office.sweeps.tasks import sweep

pytestmark = pytest.mark.django_db
WHY = "Akta kematian dilihat"


@kept
def decree(manager, other_manager, branch, treasurer, tmp_path):
    return sweep_world.covered(manager, other_manager, branch, treasurer, tmp_path)


@kept
def swept(decree, verifier):
    return running.sweep_list(verifier, add(verifier))


def match_of(name, kind=Kind.DEATH):
    return Match.objects.get(person__name=name, kind=kind)


class TestDeaths:
    def test_each_match_says_on_what_it_rests(self, swept):
        assert (swept.members, swept.found, swept.added) == (6, 3, 3)
        told = {m.person.name: (m.how, m.died) for m in Match.objects.select_related("person")}
        assert told == {
            NAMES[0]: (How.CERTAIN, date(2026, 6, 15)),
            NAMES[1]: (How.NAME_DIFFERS, date(2026, 7, 1)),
            NAMES[2]: (How.PROBABLE, date(2026, 5, 20)),
        }

    def test_months_after_death_are_counted_at_every_gate_to_the_rupiah(self, swept, verifier):
        found = {m.person.name: m for m in queries.figured(queries.matches(verifier))}
        first = found[NAMES[0]]  # died in June: July to December
        assert (first.first_month, first.decided_months, first.billed_months, first.paid_after) == (
            202607,
            6,
            2,
            1,
        )
        assert (first.to_stop, first.to_bill, first.to_claim) == (4 * RATE, RATE, RATE)
        third = found[NAMES[2]]  # died in May: June to December
        assert (third.decided_months, third.paid_after, third.to_claim) == (7, 2, 2 * RATE)

    def test_cover_at_death_is_reckoned_by_the_law(self, swept, verifier):
        early = match_of(NAMES[2])
        assert (early.paid_months, early.benefit) == (1, 10_000_000), "a member for less than three months"
        late = deciding.confirm(verifier, match_of(NAMES[1]), WHY, died=date(2026, 8, 5))
        assert (late.paid_months, late.benefit) == (3, 42_000_000)

    def test_the_same_list_again_and_a_later_list_with_the_same_deaths_add_nothing(self, swept, verifier):
        deciding.reject(verifier, match_of(NAMES[1]), "Masih hidup")
        again = running.sweep_list(verifier, swept.list)
        assert (again.found, again.added) == (3, 0)
        later = add(
            verifier, content=sweep_world.DEATHS + b"\n1303041205700097,LAIN LAGI,1950-01-01,2026-08-01"
        )
        assert running.sweep_list(verifier, later).added == 0
        assert match_of(NAMES[1]).state == State.REJECTED

    def test_a_confirmed_death_is_looked_for_no_more(self, swept, verifier):
        deciding.confirm(verifier, match_of(NAMES[0]), WHY)
        assert running.sweep_list(verifier, swept.list).members == 5

    def test_only_members_of_the_lists_area_are_looked_at(self, decree, outsider):
        made = running.sweep_list(outsider, add(outsider, area="13.73"))
        assert (made.members, made.found) == (0, 0)

    def test_a_list_that_is_added_is_queued_and_the_task_runs_it(self, decree, verifier):
        given = add(verifier)
        task = DBTaskResult.objects.get(task_path=sweep.module_path)
        assert task.args_kwargs["args"] == [given.pk, verifier.pk]
        sweep.func(given.pk, verifier.pk)
        assert Sweep.objects.get().list == given
        assert Entry.objects.latest("seq").act == "sweep.run"

    def test_a_registry_is_no_list_to_run(self, decree, verifier):
        from office.proposals.people import registry

        given = add(verifier, ListKind.REGISTRY, registry([1]))
        with pytest.raises(UnusableInput, match="not run"):
            running.sweep_list(verifier, given)
        assert not DBTaskResult.objects.filter(task_path=sweep.module_path).exists()

    def test_what_the_list_says_rests_sealed(self, swept):
        match = match_of(NAMES[2])
        assert b"BUYUNG" not in bytes(match.sealed)
        assert queries.said_of(match)["name"] == "BUYUNG SIKUMBANG"


class TestDeciding:
    def test_a_confirmed_death_marks_the_person(self, swept, verifier):
        match = deciding.confirm(verifier, match_of(NAMES[0]), WHY)
        assert (match.state, match.decided_by) == (State.CONFIRMED, verifier)
        assert Person.objects.get(name=NAMES[0]).died == date(2026, 6, 15)
        acts = list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:2])
        assert acts == ["sweep.confirm", "person.died"]
        assert chain.verify().broken is None

    def test_the_certificate_overrules_the_list(self, swept, verifier):
        match = deciding.confirm(verifier, match_of(NAMES[0]), WHY, died=date(2026, 7, 2))
        assert (match.died, match.first_month, match.paid_months) == (date(2026, 7, 2), 202608, 3)

    def test_a_death_without_a_day_or_on_an_impossible_one_is_refused(self, decree, verifier):
        running.sweep_list(verifier, add(verifier, content=deaths((nik(0), NAMES[0], BORN[0], ""))))
        match = match_of(NAMES[0])
        assert (match.died, match.first_month, match.benefit) == (None, None, None)
        with pytest.raises(UnusableInput, match="day of death"):
            deciding.confirm(verifier, match, WHY)
        for wrong in (date(1900, 1, 1), date(2999, 1, 1)):
            with pytest.raises(UnusableInput, match="cannot be"):
                deciding.confirm(verifier, match, WHY, died=wrong)
        assert match_of(NAMES[0]).state == State.OPEN
        assert not Person.objects.exclude(died=None).exists()

    def test_without_a_reason_or_twice_nothing_is_decided(self, swept, verifier):
        for act in (deciding.confirm, deciding.reject):
            with pytest.raises(UnusableInput, match="reason"):
                act(verifier, match_of(NAMES[0]), " ")
        deciding.reject(verifier, match_of(NAMES[0]), "Masih hidup")
        with pytest.raises(UnusableInput, match="decided already"):
            deciding.confirm(verifier, match_of(NAMES[0]), WHY)

    def test_a_decision_is_taken_back_with_a_reason(self, swept, verifier):
        deciding.confirm(verifier, match_of(NAMES[0]), WHY)
        match = deciding.reopen(verifier, match_of(NAMES[0]), "Salah orang")
        assert (match.state, match.decided_by) == (State.OPEN, None)
        assert Person.objects.get(name=NAMES[0]).died is None

    def test_certain_deaths_are_confirmed_in_one_act(self, swept, verifier):
        rows = queries.matches(verifier, may=May.REVIEW)
        with pytest.raises(UnusableInput, match="not 3"):
            together.confirm_certain(verifier, rows, WHY, expected=3)
        assert together.confirm_certain(verifier, rows, WHY, expected=1) == 1
        assert match_of(NAMES[0]).state == State.CONFIRMED
        assert Person.objects.get(name=NAMES[0]).died == date(2026, 6, 15)
        assert match_of(NAMES[1]).state == State.OPEN, "a person decides on the others"

    def test_what_is_known_of_a_claim_is_noted(self, swept, verifier):
        match = deciding.note_claim(verifier, match_of(NAMES[0]), Claim.NEVER, "Kata keluarga")
        assert match.claim == Claim.NEVER
        with pytest.raises(UnusableInput):
            deciding.note_claim(verifier, match_of(NAMES[0]), "entah", "Kata keluarga")

    @pytest.mark.parametrize("who", ["clerk", "manager", "auditor", "branch", "treasurer", "outsider"])
    def test_who_may_not(self, request, swept, who):
        user = request.getfixturevalue(who)
        match = match_of(NAMES[0])
        for act in (deciding.confirm, deciding.reject, deciding.reopen):
            with pytest.raises(Refused):
                act(user, match, WHY)
        with pytest.raises(Refused):
            deciding.note_claim(user, match, Claim.NEVER, WHY)
        with pytest.raises(Refused):
            together.confirm_certain(user, Match.objects.all(), WHY, expected=1)
        with pytest.raises(Refused):
            running.sweep_list(user, swept.list)
        assert match_of(NAMES[0]).state == State.OPEN

    def test_the_database_wants_a_decider_and_a_day(self, swept):
        match = match_of(NAMES[0])
        with pytest.raises(IntegrityError), transaction.atomic():
            Match.objects.filter(pk=match.pk).update(state=State.CONFIRMED)
        with pytest.raises(IntegrityError), transaction.atomic():
            Match.objects.filter(pk=match.pk).update(other=match.person)


class TestStopping:
    @kept
    def confirmed(self, swept, verifier):
        deciding.confirm(verifier, match_of(NAMES[0]), WHY)
        deciding.confirm(verifier, match_of(NAMES[2]), WHY)

    def test_the_months_to_stop_stand_by_decree(self, confirmed, decree, verifier):
        (stop,) = queries.stops(verifier)
        assert (stop.decision, stop.people, stop.months, stop.rupiah) == (decree, 2, 8, 8 * RATE)

    def test_a_change_withdraws_the_unbilled_months_once_another_approves(
        self, confirmed, decree, verifier, other_manager
    ):
        draft = stopping.propose_stop(verifier, decree, expected=2)
        assert (draft.changes, draft.people, draft.withdrawals.count()) == (decree, 0, 2)
        assert queries.stops(verifier) == [], "what is drafted is not offered again"
        assert match_of(NAMES[0]).draft == draft
        with pytest.raises(UnusableInput):
            deciding.reopen(verifier, match_of(NAMES[0]), "Salah orang")
        decisions.submit(verifier, draft)
        decisions.approve(other_manager, draft, number="SK-2", dated=date(2026, 9, 20))
        gone = PersonMonth.objects.filter(withdrawn_by=draft)
        assert gone.count() == 8
        assert set(gone.values_list("month", flat=True)) == {202609, 202610, 202611, 202612}
        left = queries.figured(Match.objects.filter(person__name=NAMES[0])).get()
        assert (left.to_stop, left.to_claim) == (0, RATE)

    def test_a_discarded_change_is_offered_again(self, confirmed, decree, verifier):
        draft = stopping.propose_stop(verifier, decree, expected=2)
        decisions.discard(verifier, draft, why="Salah")
        (stop,) = queries.stops(verifier)
        assert stop.people == 2

    def test_another_figure_or_another_role_changes_nothing(self, confirmed, decree, verifier, request):
        with pytest.raises(UnusableInput, match="not 5"):
            stopping.propose_stop(verifier, decree, expected=5)
        for who in ("clerk", "auditor", "treasurer", "branch", "outsider"):
            with pytest.raises(Refused):
                stopping.propose_stop(request.getfixturevalue(who), decree, expected=2)
        assert not decree.changed_by.exists()


class TestTwice:
    @kept
    def both(self, decree, manager, other_manager, branch, treasurer, tmp_path):
        """Siti Aminah again in another programme, under another number."""
        rows = [{"village": sweep_world.VILLAGES[3], "name": "ST. AMINAH", "born": BORN[3]}]
        return sweep_world.covered(
            manager, other_manager, branch, treasurer, tmp_path, rows, "Kedua", numbers=[40]
        )

    def test_one_person_under_two_numbers_is_found_across_programmes(self, both, verifier, areas):
        from payung.office.areas.models import Area

        made = running.sweep_twice(verifier, Area.objects.get(code="13.03"))
        assert (made.members, made.found, made.added) == (7, 1, 1)
        match = queries.figured(Match.objects.all()).get()
        assert (match.person.name, match.other.name) == ("ST. AMINAH", "Siti Aminah")
        assert (match.decided_months, match.to_claim) == (8, 3 * RATE)
        assert named(match.person) == f"NIK …{match.person.nik_tail}, {match.person.village.name}"
        with pytest.raises(UnusableInput, match="which of the numbers"):
            deciding.confirm(verifier, match, WHY)
        match = deciding.confirm(verifier, match, WHY, stays=match.person)
        assert (match.person.name, match.other.name) == ("Siti Aminah", "ST. AMINAH")
        assert [stop.people for stop in queries.stops(verifier)] == [1]
        assert running.sweep_twice(verifier, Area.objects.get(code="13.03")).added == 0

    @pytest.mark.parametrize("who", ["clerk", "manager", "auditor", "outsider"])
    def test_who_may_not(self, request, both, who):
        from payung.office.areas.models import Area

        with pytest.raises(Refused):
            running.sweep_twice(request.getfixturevalue(who), Area.objects.get(code="13.03"))
        assert not Sweep.objects.exists()


class TestPayers:
    def test_months_that_another_pays_are_found_and_others_are_not(self, decree, verifier):
        content = (
            f"nik,payer,from,to\n{nik(3)},BAZNAS,2026-07,2026-09\n{nik(4)},PT Contoh,2026-08,\n"
            f"{nik(5)},BAZNAS,2027-01,2027-12\n1303041205700098,BAZNAS,2026-01,2026-12\n"
        ).encode()
        made = running.sweep_list(verifier, add(verifier, ListKind.OTHER_PAYERS, content))
        assert (made.members, made.found) == (6, 2)
        rows = {m.person.name: m for m in queries.figured(Match.objects.all())}
        closed, open_ = rows[NAMES[3]], rows[NAMES[4]]
        assert (closed.payer, closed.first_month, closed.last_month, closed.decided_months) == (
            "BAZNAS", 202607, 202609, 3,
        )  # fmt: skip
        assert (open_.first_month, open_.last_month, open_.decided_months) == (202608, None, 5)
        deciding.confirm(verifier, closed, "Surat BAZNAS")
        deciding.confirm(verifier, open_, "Surat perusahaan")
        # A change takes all months from one on: where the other payer's end, it is made by hand.
        assert [(stop.people, stop.months) for stop in queries.stops(verifier)] == [(1, 4)]

    def test_everybody_of_one_payer_is_decided_in_one_act(self, client, decree, verifier, clerk, outsider):
        content = "\n".join(
            ["nik,payer,from,to", *(f"{nik(at)},Dana desa,2026-05,2026-12" for at in range(4))]
        ).encode()
        running.sweep_list(verifier, add(verifier, ListKind.OTHER_PAYERS, content))
        rows = Match.objects.all()
        for who in (clerk, outsider):
            with pytest.raises(Refused):
                together.decide_payer(who, rows, "Dana desa", State.REJECTED, WHY, expected=4)
        with pytest.raises(UnusableInput, match="not 9"):
            together.decide_payer(verifier, rows, "Dana desa", State.REJECTED, WHY, expected=9)
        with pytest.raises(UnusableInput, match="verdict"):
            together.decide_payer(verifier, rows, "Dana desa", "entah", WHY, expected=4)
        client.force_login(verifier)
        assert "?pembayar=Dana%20desa" in client.get(reverse("payers_twice")).content.decode()
        address = f"{reverse('payer_together')}?pembayar=Dana%20desa"
        assert client.get(address).context["count"] == 4
        client.post(address, {"verdict": "rejected", "why": "Dana program ini sendiri", "expected": 4})
        assert set(Match.objects.values_list("state", "why")) == {("rejected", "Dana program ini sendiri")}


class TestPages:
    def test_the_work_list_shows_figures_totals_and_downloads_them(self, client, swept, verifier):
        client.force_login(verifier)
        page = client.get(reverse("deaths"))
        table = page.context["table"]
        assert table.count == 3
        totals = {column.key: total for column, total in table.totals}
        assert totals["to_claim"] == "Rp50.400"
        assert page.content.decode().count("perlu diputuskan orang") >= 2
        answer = client.post(f"{reverse('deaths')}?uang=tagih", {"unduh": "xlsx"})
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        names = [row[0].value for row in book.active.iter_rows()]
        assert NAMES[0] in names
        assert NAMES[1] not in names

    @pytest.mark.parametrize(("asked", "names"), [
        ("uang=berhenti", {0, 1, 2}), ("uang=santunan", {0, 1, 2}), ("cocok=certain", {0}), ("keadaan=confirmed", set()),
        ("desa=13.03.08.2001", set()),
    ])  # fmt: skip
    def test_filters(self, client, swept, verifier, asked, names):
        client.force_login(verifier)
        lines = client.get(f"{reverse('deaths')}?{asked}").context["table"].lines
        assert {line[0].value for line in lines} == {NAMES[at] for at in names}

    def test_one_match_is_decided_on_its_page_and_the_next_follows(self, client, swept, verifier):
        client.force_login(verifier)
        match = match_of(NAMES[2])
        text = client.get(reverse("match", args=[match.public_id])).content.decode()
        assert "Mungkin orang yang sama" in text or "mungkin orang yang sama" in text
        assert "BUYUNG SIKUMBANG" in text
        assert nik(2)[:12] not in text
        assert "JKM" in text or "Santunan" in text
        answer = client.post(
            reverse("match", args=[match.public_id]),
            {"verdict": "confirmed", "died": "2026-05-20", "why": WHY},
        )
        assert answer.status_code == 302
        assert match_of(NAMES[2]).state == State.CONFIRMED
        assert Match.objects.get(public_id=answer.url.split("/")[-2]).state == State.OPEN
        client.post(reverse("match", args=[match.public_id]), {"buka": "1", "why": "Salah orang"})
        assert match_of(NAMES[2]).state == State.OPEN

    def test_a_reason_is_asked_for_on_the_page(self, client, swept, verifier):
        client.force_login(verifier)
        address = reverse("match", args=[match_of(NAMES[0]).public_id])
        assert client.post(address, {"verdict": "rejected", "why": " "}).status_code == 422
        claim = reverse("match_claim", args=[match_of(NAMES[0]).public_id])
        assert client.post(claim, {"claim": "never", "why": ""}).status_code == 422
        assert client.post(claim, {"claim": "never", "why": "Kata keluarga"}).status_code == 302
        assert match_of(NAMES[0]).claim == Claim.NEVER

    def test_from_the_certain_deaths_to_the_draft_of_the_change(self, client, swept, decree, verifier):
        client.force_login(verifier)
        assert "Benarkan 1 kematian pasti" in client.get(reverse("deaths")).content.decode()
        client.post(reverse("deaths_certain"), {"expected": 1, "why": WHY})
        stops = client.get(reverse("stops")).content.decode()
        assert "Rp67.200" in stops
        answer = client.post(reverse("stops"), {"decision": decree.public_id, "expected": 1})
        draft = decree.changed_by.get()
        assert answer.url == reverse("decision", args=[draft.public_id])
        assert client.get(answer.url).status_code == 200

    def test_a_run_is_asked_for_on_the_overview(self, client, swept, verifier, manager):
        client.force_login(verifier)
        page = client.get(reverse("sweeps"))
        assert page.status_code == 200
        assert len(page.content) < 100_000
        before = DBTaskResult.objects.count()
        client.post(reverse("sweep_run"), {"daftar": swept.list.public_id})
        client.post(reverse("sweep_run"), {"wilayah": "13.03"})
        assert DBTaskResult.objects.count() == before + 2
        client.force_login(manager)
        assert client.post(reverse("sweep_run"), {"wilayah": "13.03"}).status_code == 403

    def test_a_clerk_sees_the_dead_of_the_own_village_alone_and_decides_nothing(
        self, client, swept, other_clerk, clerk
    ):
        client.force_login(clerk)
        assert client.get(reverse("deaths")).context["table"].count == 3
        page = client.get(reverse("match", args=[match_of(NAMES[0]).public_id]))
        assert not page.context["may_decide"]
        client.force_login(other_clerk)
        assert client.get(reverse("deaths")).context["table"].count == 0
        assert client.get(reverse("match", args=[match_of(NAMES[0]).public_id])).status_code == 404

    @pytest.mark.parametrize("name", ["sweeps", "deaths", "twice", "payers_twice", "stops"])
    def test_empty_pages_teach_and_strangers_stay_out(self, client, areas, verifier, sponsor, name):
        client.force_login(verifier)
        assert client.get(reverse(name)).status_code == 200
        client.force_login(sponsor)
        assert client.get(reverse(name)).status_code == 403

    def test_the_list_takes_a_constant_number_of_queries(
        self, client, swept, verifier, django_assert_max_num_queries
    ):
        client.force_login(verifier)
        with django_assert_max_num_queries(12):
            client.get(reverse("deaths"))
