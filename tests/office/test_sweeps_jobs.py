"""A list of active members is run over everybody in cover: who earns a wage is found, decided on, stopped, replaced and
claimed back."""

from datetime import date

import pytest
from django.urls import reverse

from office import sweep_world
from office.kept import kept
from office.sweep_world import NAMES, RATE, add
from office.world import nik
from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.accounts.permissions import Refused
from payung.office.decisions import departures
from payung.office.decisions.models import Withdrawal
from payung.office.journal.models import Entry
from payung.office.overpayments import actions as overpayments
from payung.office.overpayments.models import Finding
from payung.office.overpayments.models import Kind as Overpaid
from payung.office.references.models import Kind as ListKind
from payung.office.sweeps import queries
from payung.office.sweeps.actions import deciding, running, stopping, together
from payung.office.sweeps.models import How, Kind, Match, State, Sweep

pytestmark = pytest.mark.django_db
WHY = "Surat perusahaan dilihat"
HEAD = "nik,nama,segmen,tgl kepesertaan"


def active(*rows):
    return "\n".join([HEAD, *(",".join(map(str, row)) for row in rows)]).encode()


LISTED = active(
    (nik(0), "YUSUF CHANIAGO", "PU", "2026-06-15"),
    (nik(1), "HENDRA WIJAYA", "Penerima Upah", "10/07/2026"),
    (nik(2), "BUYUNG SIKUMBANG", "PU", ""),
    (nik(3), "SITI AMINAH", "BPU", "2026-05-01"),  # ours: no wage job
    (nik(4), "ANWAR PILIANG", "Bukan Penerima Upah", "2026-05-01"),
    (nik(5), "UPIK SIREGAR", "", "2026-05-01"),  # the list does not say
    ("1303041205700098", "ORANG LAIN", "PU", "2026-05-20"),
)


@kept
def decree(manager, other_manager, branch, treasurer, tmp_path):
    return sweep_world.covered(manager, other_manager, branch, treasurer, tmp_path)


@kept
def swept(decree, verifier):
    return running.sweep_list(verifier, add(verifier, ListKind.ACTIVE, LISTED))


def match_of(name):
    return Match.objects.get(person__name=name, kind=Kind.JOB)


class TestFinding:
    def test_wage_workers_are_found_and_members_without_a_wage_are_not(self, swept):
        told = {m.person.name: (m.how, m.began) for m in Match.objects.select_related("person")}
        assert told == {
            NAMES[0]: (How.CERTAIN, date(2026, 6, 15)),
            NAMES[1]: (How.NAME_DIFFERS, date(2026, 7, 10)),
            NAMES[2]: (How.CERTAIN, None),
        }
        assert (swept.kind, swept.members, swept.found, swept.added) == (Kind.JOB, 6, 3, 3)

    def test_rows_that_name_no_segment_are_counted_and_nothing_is_guessed_of_them(self, swept):
        assert swept.silent == 1

    def test_a_list_without_segments_finds_nobody_and_says_so(self, decree, verifier):
        content = f"nik,nama\n{nik(0)},YUSUF CHANIAGO\n{nik(1)},RAHMI LUBIS\n".encode()
        made = running.sweep_list(verifier, add(verifier, ListKind.ACTIVE, content))
        assert (made.found, made.silent) == (0, 2)

    def test_months_after_the_job_began_are_counted_at_every_gate(self, swept, verifier):
        found = {m.person.name: m for m in queries.figured(queries.matches(verifier))}
        first = found[NAMES[0]]  # began in June: July to December
        assert (first.first_month, first.decided_months, first.billed_months, first.paid_after) == (
            202607,
            6,
            2,
            1,
        )
        assert (first.to_stop, first.to_bill, first.to_claim) == (4 * RATE, RATE, RATE)

    def test_without_a_day_the_job_had_begun_by_the_day_of_the_list(self, swept):
        assert match_of(NAMES[2]).first_month == (Month.of(swept.list.dated) + 1).number

    def test_a_later_list_that_says_the_same_adds_nothing(self, swept, verifier):
        deciding.reject(verifier, match_of(NAMES[1]), "Orang lain")
        later = add(verifier, ListKind.ACTIVE, LISTED + b"\n1303041205700097,LAIN,PU,2026-01-01")
        assert running.sweep_list(verifier, later).added == 0
        assert match_of(NAMES[1]).state == State.REJECTED


class TestDeciding:
    def test_a_confirmed_job_stops_months_frees_the_place_and_claims_back(
        self, swept, decree, verifier, manager, treasurer
    ):
        match = deciding.confirm(verifier, match_of(NAMES[0]), WHY)
        told = {one.line: one for one in departures.found(today=date(2026, 8, 1))}
        line = decree.lines.get(person=match.person)
        assert (told[line.pk].why, told[line.pk].since) == (Withdrawal.Why.JOB, date(2026, 6, 15))
        draft = stopping.propose_stop(manager, decree, expected=1)
        gone = Withdrawal.objects.get(decision=draft)
        assert (gone.line, gone.why, gone.from_month) == (line, Withdrawal.Why.JOB, 202607)
        overpayments.find(treasurer)
        finding = Finding.objects.get()
        assert (finding.kind, finding.person, finding.first_month, finding.rupiah) == (
            Overpaid.JOB,
            match.person,
            202607,
            RATE,
        )
        assert (finding.evidence, finding.since) == (f"match:{match.public_id}", date(2026, 6, 15))

    def test_a_letter_of_the_employer_overrules_the_day_of_the_list(self, swept, verifier):
        match = deciding.confirm(verifier, match_of(NAMES[0]), WHY, began=date(2026, 7, 2))
        assert (match.began, match.first_month) == (date(2026, 7, 2), 202608)

    @pytest.mark.parametrize("wrong", [date(1900, 1, 1), date(2999, 1, 1)])
    def test_a_day_that_cannot_be_is_refused_and_nothing_is_decided(self, swept, verifier, wrong):
        with pytest.raises(UnusableInput, match="cannot have begun"):
            deciding.confirm(verifier, match_of(NAMES[0]), WHY, began=wrong)
        assert match_of(NAMES[0]).state == State.OPEN

    def test_certain_ones_are_confirmed_in_one_act_by_the_figure_that_was_shown(self, swept, verifier):
        rows = queries.matches(verifier, Kind.JOB)
        with pytest.raises(UnusableInput, match="not 2"):
            together.confirm_jobs(verifier, rows, WHY, expected=2)
        assert together.confirm_jobs(verifier, rows, WHY, expected=1) == 1
        assert {m.person.name for m in Match.objects.filter(state=State.CONFIRMED)} == {NAMES[0]}
        assert Entry.objects.latest("seq").act == "sweep.jobs_many"

    def test_taken_back_the_months_are_owed_again(self, swept, verifier, treasurer):
        deciding.confirm(verifier, match_of(NAMES[0]), WHY)
        overpayments.find(treasurer)
        deciding.reopen(verifier, match_of(NAMES[0]), "Salah orang")
        overpayments.find(treasurer)
        assert not Finding.objects.exists()


class TestRefusals:
    @pytest.mark.parametrize("who", ["treasurer", "clerk", "sponsor", "auditor", "branch", "outsider"])
    def test_nobody_else_runs_or_decides_and_nothing_changes(self, request, swept, who):
        actor = request.getfixturevalue(who)
        before = Entry.objects.count()
        with pytest.raises(Refused):
            running.sweep_list(actor, swept.list)
        with pytest.raises(Refused):
            deciding.confirm(actor, match_of(NAMES[0]), WHY)
        with pytest.raises(Refused):
            together.confirm_jobs(actor, Match.objects.filter(kind=Kind.JOB), WHY, expected=1)
        assert Entry.objects.count() == before
        assert (Sweep.objects.count(), set(Match.objects.values_list("state", flat=True))) == (1, {"open"})

    @pytest.mark.parametrize("name", ["jobs", "jobs_certain"])
    def test_a_sponsor_sees_no_list(self, client, swept, sponsor, name):
        client.force_login(sponsor)
        assert client.get(reverse(name)).status_code == 403

    def test_a_clerk_sees_the_own_village_alone(self, client, swept, clerk, other_clerk):
        client.force_login(clerk)
        assert client.get(reverse("jobs")).context["table"].count == 3
        client.force_login(other_clerk)
        assert client.get(reverse("jobs")).context["table"].count == 0


class TestPages:
    def test_the_work_list_leads_to_the_match_and_its_verdict(self, client, swept, verifier):
        client.force_login(verifier)
        page = client.get(reverse("jobs")).content.decode()
        match = match_of(NAMES[0])
        assert reverse("match", args=[match.public_id]) in page
        assert reverse("jobs_certain") in page
        address = reverse("match", args=[match.public_id])
        assert "2026" in client.get(address).content.decode()
        given = {"verdict": "confirmed", "began": "2026-07-01", "why": WHY}
        assert client.post(address, given).status_code == 302
        assert match_of(NAMES[0]).began == date(2026, 7, 1)

    def test_the_certain_ones_are_confirmed_on_their_page(self, client, swept, verifier):
        client.force_login(verifier)
        assert NAMES[0] in client.get(reverse("jobs_certain")).content.decode()
        done = client.post(reverse("jobs_certain"), {"expected": "1", "why": WHY})
        assert done.status_code == 302
        assert match_of(NAMES[0]).state == State.CONFIRMED

    def test_without_a_day_the_page_says_so(self, client, swept, verifier):
        client.force_login(verifier)
        page = client.get(reverse("match", args=[match_of(NAMES[2]).public_id]))
        assert "tidak menyebut kapan" in page.content.decode()
