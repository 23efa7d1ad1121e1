"""Plans: the best use of funds by their rules, explained, frozen, supposed anew, and turned into a list."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from office import cover_world
from office.kept import kept
from office.world import MUARO, PEMATANG, TANJUNG, accepted, approved, fund, nik, programme, submitted
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.core.vault import blind_index
from payung.office.decisions import actions as decisions
from payung.office.decisions.models import Decision
from payung.office.funding.actions import change_ceiling, create_fund, link_fund, set_rules
from payung.office.funding.models import Fund, GroupMember, PeopleGroup
from payung.office.journal.models import Entry
from payung.office.plans import job, lease, queries
from payung.office.plans.actions import derive, make, turn_into_list
from payung.office.plans.models import Aim, Line, Plan
from payung.office.programmes.actions import set_quotas
from payung.office.programmes.actions.quotas import TOTAL

pytestmark = pytest.mark.django_db
EACH = 8 * 16_800
DAY = date(2026, 1, 1)


def run(plan):
    ended = job.run(lease.take(plan.pk))
    plan.refresh_from_db()
    return ended


def planned(user, made, **facts):
    plan = make(user, made, **facts)
    assert run(plan) == "ready", plan.problem_en
    return plan


def supposed(user, base, changes, **facts):
    plan = derive(user, base, changes, **facts)
    assert run(plan) == "ready", plan.problem_en
    return plan


def paid(plan):
    """Name to fund, of the covered."""
    return dict(queries.covered(plan).values_list("row__name", "fund__name"))


def whys(plan):
    return dict(queries.waiting(plan).values_list("row__name", "reason__why_en"))


@pytest.fixture
def village_fund(manager, request):
    def add(made, kind="apbdes", rank=2, ceiling=None, area="13.03", name="", **rules):
        sponsor = Fund.objects.earliest("pk").sponsor
        money = create_fund(
            manager, sponsor, area_code=area, name=name or f"Dana {kind}", kind=kind, year=2026, legal_note="x",
            proposer="Ketua", ceiling=ceiling, document="DPA", dated=DAY,
        )  # fmt: skip
        if rules:
            set_rules(manager, money, rules, valid_from=DAY)
        link_fund(manager, made, money, rank=rank)
        return money

    return add


@kept
def made(manager):
    """Six accepted in three villages, two places in each, money for all."""
    made = programme(manager, quotas={MUARO: 2, PEMATANG: 2, TANJUNG: 2}, ceiling=100 * EACH)
    people = [
        {"village": MUARO, "decile": 3}, {"village": MUARO, "decile": 1}, {"village": MUARO, "decile": 2},
        {"village": PEMATANG, "decile": 1}, {"village": TANJUNG, "decile": 9}, {"village": TANJUNG},
    ]  # fmt: skip
    accepted(made, manager, people)
    return made


class TestBest:
    def test_people_person_months_rupiah_and_a_reason_for_everyone_left_out(self, made, manager):
        plan = planned(manager, made)
        assert (plan.people, plan.covered, plan.waiting, plan.person_months) == (6, 5, 1, 40)
        assert plan.rupiah == 5 * EACH
        assert whys(plan) == {"Warga 0": "The quota of village Muaro is full (2 places)."}
        assert plan.proven
        (money,) = queries.by_fund(plan)
        assert (money["people"], money["rupiah"], money["marginal"]) == (5, 5 * EACH, 0)
        rows = {row["village"]: row for row in queries.by_village(plan)}
        assert (rows["Muaro"]["places"], rows["Muaro"]["people"], rows["Muaro"]["waiting"]) == (2, 2, 1)
        assert sum(flow["rupiah"] for flow in queries.flows(plan)) == plan.rupiah

    def test_it_beats_going_down_the_list(self, manager, village_fund):
        """The first fund pays for anybody; the list's head takes it, though only the tail needs it."""
        made = programme(manager, ceiling=EACH)
        village_fund(made, ceiling=EACH, areas=[MUARO], rank=2)
        accepted(made, manager, [MUARO, TANJUNG])
        plan = planned(manager, made)
        assert paid(plan) == {"Warga 0": "Dana apbdes", "Warga 1": "Dana Satu Nagari"}
        assert plan.facts["greedy"] == {"people": 1, "rupiah": EACH}

    def test_what_one_more_million_buys_in_each_fund(self, made, manager):
        change_ceiling(manager, Fund.objects.get(), EACH, why="Efisiensi")
        plan = planned(manager, made)
        (money,) = queries.by_fund(plan)
        assert (plan.covered, money["marginal"]) == (1, 4)  # seven would fit, four more have a place
        assert "only Rp0 is left" in whys(plan)["Warga 4"]

    def test_the_order_may_weigh_more_than_the_number(self, manager):
        """In 2027 a company pays half for transport: one farmer, or two drivers further down, by what counts most."""
        made = programme(manager, payer="csr", ceiling=3 * 16_800, first_month=202701, months=3)
        farmer = {"village": MUARO, "decile": 1}
        accepted(made, manager, [farmer, *[{"village": MUARO, "decile": 9, "sector": "transport"}] * 2])
        assert set(paid(planned(manager, made))) == {"Warga 1", "Warga 2"}
        assert set(paid(planned(manager, made, aim=Aim.ORDER))) == {"Warga 0"}

    def test_the_same_inputs_give_the_same_plan(self, made, manager):
        first, second = planned(manager, made), planned(manager, made)
        assert (first.inputs_hash, first.plan_hash) == (second.inputs_hash, second.plan_hash)
        third = planned(manager, made, months=7)
        assert third.inputs_hash != first.inputs_hash

    def test_a_quota_for_the_whole_programme(self, manager):
        made = programme(manager, quotas={TOTAL: 3}, ceiling=100 * EACH)
        accepted(made, manager, [MUARO, MUARO, PEMATANG, TANJUNG])
        plan = planned(manager, made)
        assert set(paid(plan)) == {"Warga 0", "Warga 1", "Warga 2"}
        assert whys(plan) == {"Warga 3": "The programme's quota is full (3 places left)."}
        assert plan.reasons.get().code == "quota.total"
        assert {row["village"]: row["people"] for row in queries.by_village(plan)} == {
            "Muaro": 2, "Pematang Panjang": 1, "Tanjung": 0,
        }  # fmt: skip

    def test_the_quotas_of_villages_and_of_the_programme_bind_together(self, manager, made):
        set_quotas(manager, made, {TOTAL: 4})
        plan = planned(manager, made)
        assert (plan.covered, plan.waiting, plan.proven) == (4, 2, True)
        told = set(whys(plan).values())
        assert "The programme's quota is full (4 places left)." in told
        assert {row["village"]: row["people"] for row in queries.by_village(plan)}["Muaro"] <= 2
        assert set(plan.reasons.values_list("code", flat=True)) <= {"quota.total", "quota.village"}

    def test_more_places_in_the_whole_programme_are_supposed_too(self, manager, made):
        set_quotas(manager, made, {TOTAL: 4})
        base = planned(manager, made)
        assert supposed(manager, base, {"places": 3}).covered == 4  # the programme's quota holds it back
        assert supposed(manager, base, {"places": 3, "total": 6}).covered == 6


class TestRules:
    def test_areas_sectors_work_deciles_and_places(self, manager, village_fund):
        made = programme(manager, ceiling=0)
        people = [
            {"village": MUARO, "name": "Desa"},
            {"village": TANJUNG, "sector": "transport", "name": "Ojek"},
            {"village": TANJUNG, "decile": 2, "name": "Miskin"},
            {"village": TANJUNG, "decile": 8, "name": "Mampu"},
        ]
        accepted(made, manager, people)
        village_fund(made, areas=["13.03.04"], rank=1)
        village_fund(made, "dbh_cht", sectors=["transport"])
        village_fund(made, "dbh_sawit", max_decile=4, places=1)
        plan = planned(manager, made)
        assert paid(plan) == {"Desa": "Dana apbdes", "Ojek": "Dana dbh_cht", "Miskin": "Dana dbh_sawit"}
        assert "Rp0 is left" in whys(plan)["Mampu"]

    def test_zakat_is_for_the_asnaf_that_its_rule_names(self, manager, village_fund):
        made = programme(manager, ceiling=0)
        accepted(made, manager, [MUARO, MUARO, MUARO])
        group = PeopleGroup.objects.create(
            area_id="13.03", name="Mustahik", dated=DAY, people=2, sha256="0", added_by=manager
        )
        for number, asnaf in ((0, "miskin"), (1, "amil")):
            GroupMember.objects.create(group=group, nik_index=blind_index(nik(number)), asnaf=asnaf)
        village_fund(made, "baznas", asnaf=["miskin", "fakir"])
        village_fund(made, "pokir", groups=[group.public_id], rank=3)
        assert paid(planned(manager, made)) == {"Warga 0": "Dana baznas", "Warga 1": "Dana pokir"}

    def test_only_who_is_not_paid_for_this_year_by_another_kind(self, manager, other_manager, village_fund):
        before = programme(manager, "Awal Tahun", first_month=202601, months=2)
        accepted(before, manager, [{"village": MUARO, "nik": nik(0)}])
        approved(manager, other_manager, before, number="SK-0")
        made = programme(manager, ceiling=0)
        accepted(made, manager, [{"village": MUARO, "nik": nik(0)}, {"village": MUARO, "nik": nik(7)}])
        village_fund(made, not_covered_by=["apbd_regency"])
        assert set(paid(planned(manager, made))) == {"Warga 1"}

    def test_a_fund_asks_least_months_and_the_version_in_force_counts(self, manager, made, village_fund):
        money = Fund.objects.get()
        set_rules(manager, money, {"min_months": 12}, valid_from=date(2026, 1, 1))
        plan = make(manager, made)
        assert run(plan) == "unusable"
        assert "8 months" in plan.problem_en
        village_fund(made, ceiling=EACH)
        plan = planned(manager, made)
        assert plan.covered == 1
        assert [each.idle_for for each in plan.funds.order_by("rank")] == [12, 0]
        set_rules(
            manager, money, {"min_months": 3}, valid_from=date(2026, 6, 1)
        )  # after the plan's first day
        assert planned(manager, made).covered == 1
        set_rules(manager, money, {"min_months": 3}, valid_from=date(2026, 6, 1))
        assert planned(manager, made, first_month=202606, months=6).covered == 5

    def test_whom_another_pays_already_and_who_is_incomplete_stand_last(self, manager, other_manager, made):
        other = programme(manager, "Lain")
        accepted(other, manager, [{"village": MUARO, "nik": nik(1)}])
        approved(manager, other_manager, other, number="SK-9")
        plan = planned(manager, made)
        last = queries.waiting(plan).order_by("-queue").first()
        assert (last.row.name, last.reason.code) == ("Warga 1", "payer.other")


class TestWhatIf:
    def test_twice_the_places(self, made, manager):
        base = planned(manager, made)
        after = supposed(manager, base, {"places": 3})
        assert (after.covered, after.base, base.covered) == (6, base, 5)
        assert queries.moves(base, after) == queries.Moves(1, 0, 0)
        (row,) = queries.compared(base, after, "fund")
        assert (row["people_more"], row["rupiah_more"]) == (1, EACH)

    def test_a_cut_fund_and_what_comes_of_it(self, made, manager):
        change_ceiling(manager, Fund.objects.get(), 5 * EACH, why="DPA")
        base = planned(manager, made)
        after = supposed(manager, base, {"cuts": {Fund.objects.get().public_id: 80}})
        assert (base.covered, after.covered, queries.moves(base, after).falls_out) == (5, 4, 1)
        again = supposed(manager, after, {"places": 1})
        assert again.changes == {"cuts": {Fund.objects.get().public_id: 80}, "places": 1}
        assert again.covered == 3

    def test_it_speaks_of_the_people_of_its_base(self, made, manager):
        base = planned(manager, made)
        accepted(made, manager, [PEMATANG, PEMATANG], start=50)
        change_ceiling(manager, Fund.objects.get(), 0, why="Habis")
        after = supposed(manager, base, {}, months=4)
        assert (after.people, after.covered, after.rupiah) == (6, 5, 5 * 4 * 16_800)

    def test_a_relief_that_ends_in_december_costs_a_company_more(self, manager):
        made = programme(manager, payer="csr", first_month=202610, months=6)
        accepted(made, manager, [{"village": MUARO, "sector": "transport"}])
        base = planned(manager, made)
        after = supposed(manager, base, {"relief_until": 202612})
        assert (base.rupiah, after.rupiah) == (6 * 8_400, 3 * 8_400 + 3 * 16_800)

    @pytest.mark.parametrize(
        ("changes", "facts", "said"),
        [
            ({}, {}, "Nothing is supposed"),
            ({"places": -1}, {}, "places"),
            ({"cuts": {"tiada": 50}}, {}, "no such fund"),
            ({}, {"months": 61}, "1 to 60"),
            ({"relief_until": 1}, {}, "month"),
            ({"hujan": 1}, {}, "supposition"),
        ],
    )
    def test_suppositions_that_cannot_be_make_nothing(self, made, manager, changes, facts, said):
        base = planned(manager, made)
        before = Entry.objects.count()
        with pytest.raises(UnusableInput, match=said):
            derive(manager, base, changes, **facts)
        assert (Plan.objects.count(), Entry.objects.count()) == (1, before)

    def test_a_cut_below_what_is_committed_is_refused(self, made, manager, other_manager):
        change_ceiling(manager, Fund.objects.get(), 3 * EACH, why="DPA")
        first = programme(manager, "Lain")
        link_fund(manager, first, Fund.objects.earliest("pk"), rank=1)
        first.fund_links.exclude(fund=Fund.objects.earliest("pk")).delete()
        accepted(first, manager, [MUARO, MUARO], start=70)
        approved(manager, other_manager, first)
        base = planned(manager, made)
        with pytest.raises(UnusableInput, match="committed"):
            derive(manager, base, {"cuts": {Fund.objects.earliest("pk").public_id: 50}})


class TestShortCover:
    def test_two_months_leave_families_without_the_full_benefit(self, made, manager):
        plan = planned(manager, made, months=2)
        assert (plan.short, plan.loss) == (5, 5 * 32_000_000)
        assert queries.short(plan).count() == 5
        assert planned(manager, made, months=3).short == 0

    def test_who_is_a_member_already_is_not_short(self, manager, treasurer):
        world = cover_world.at_every_gate(manager, treasurer)  # January paid for five by APBD
        assert world.people
        made = programme(manager, first_month=202604, months=2)
        accepted(
            made, manager, [{"village": MUARO, "nik": cover_world.NIKS[0]}, {"village": MUARO, "nik": nik(5)}]
        )
        plan = planned(manager, made)
        assert list(queries.short(plan).values_list("row__name", flat=True)) == ["Warga 1"]
        late = planned(
            manager, made, first_month=202605, months=1
        )  # February to April unpaid: still within arrears
        assert late.short == 1


def test_last_years_cover_stands_beside_the_plan(manager, other_manager):
    before = programme(manager, "Tahun Lalu", first_month=202505, months=8)
    accepted(before, manager, [MUARO, MUARO, TANJUNG])
    approved(manager, other_manager, before)
    made = programme(manager)
    accepted(made, manager, [MUARO])
    plan = planned(manager, made)
    last = plan.facts["last"]
    assert (last["people"], last["person_months"], last["stay"]) == (3, 24, 1)
    assert last["kinds"] == {"apbd_regency": {"people": 3, "months": 24, "rupiah": 3 * EACH}}
    assert {row["village"]: row["last_people"] for row in queries.by_village(plan)}["Muaro"] == 2


class TestFrozen:
    def test_the_database_lets_nothing_of_a_ready_plan_change(self, made, manager):
        plan = planned(manager, made)
        for work in (
            lambda: Plan.objects.update(covered=99),
            lambda: Plan.objects.update(plan_hash="0" * 64),
            lambda: Plan.objects.filter(pk=plan.pk)._raw_delete("default"),
            lambda: Line.objects.update(rupiah=1),
            lambda: plan.funds.update(people=9),
            lambda: plan.flows.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                work()

    def test_a_job_that_died_is_taken_up_and_ends_with_the_same_plan(self, made, manager):
        whole = planned(manager, made)
        plan = make(manager, made)
        dead = lease.take(plan.pk)
        Plan.objects.filter(pk=plan.pk).update(lease=timezone.now() - timedelta(seconds=1))
        assert job.recover(DAY) == 1
        hold = lease.take(plan.pk)
        assert job.run(hold) == "ready"
        assert job.run(dead) == "replaced"
        plan.refresh_from_db()
        assert (plan.plan_hash, plan.lines.count()) == (whole.plan_hash, 6)
        assert lease.take(plan.pk) is None

    def test_nobody_accepted_is_said(self, manager):
        plan = make(manager, programme(manager))
        assert run(plan) == "unusable"
        assert "No proposal" in plan.problem_en


class TestList:
    def test_it_becomes_a_list_that_cites_it_and_goes_the_usual_way(self, made, manager, other_manager):
        plan = planned(manager, made)
        draft = turn_into_list(manager, plan)
        assert (draft.people, draft.waiting, draft.rupiah) == (5, 1, plan.rupiah)
        assert plan.plan_hash in draft.note
        assert all(line.rank[0] == f"Rencana {plan.public_id}" for line in draft.lines.all())
        assert draft.lines.get(taken=False).why == "quota.village"
        decisions.submit(manager, draft)
        decisions.approve(other_manager, draft, number="SK-1", dated=date(2026, 4, 20))
        assert Fund.objects.get().committed == plan.rupiah
        with pytest.raises(UnusableInput, match="list already"):
            turn_into_list(manager, plan)

    def test_a_list_put_aside_frees_its_plan(self, made, manager):
        plan = planned(manager, made)
        decisions.discard(manager, turn_into_list(manager, plan), why="Keliru")
        assert turn_into_list(manager, Plan.objects.get()).people == 5

    def test_places_that_are_only_supposed_make_no_list(self, made, manager):
        after = supposed(manager, planned(manager, made), {"places": 3})
        with pytest.raises(UnusableInput, match="Muaro: 3 asked, 2 left"):
            turn_into_list(manager, after)
        assert not Decision.objects.exists()

    def test_money_that_is_gone_makes_no_list(self, made, manager):
        plan = planned(manager, made)
        change_ceiling(manager, Fund.objects.get(), 2 * EACH, why="Efisiensi")
        with pytest.raises(UnusableInput, match="asked"):
            turn_into_list(manager, plan)
        assert not Decision.objects.exists()

    def test_people_decided_meanwhile_make_it_stale(self, made, manager, other_manager):
        plan = planned(manager, made)
        decisions.approve(other_manager, submitted(manager, made), number="SK-1", dated=date(2026, 4, 20))
        with pytest.raises(UnusableInput, match="5 people of the plan no longer wait"):
            turn_into_list(manager, plan)

    def test_months_beyond_the_programme_make_no_list(self, made, manager):
        after = supposed(manager, planned(manager, made), {}, months=12)
        with pytest.raises(UnusableInput, match="outside the programme"):
            turn_into_list(manager, after)


class TestWho:
    def test_may_not_and_nothing_changed(
        self, made, manager, verifier, treasurer, auditor, clerk, outsider, sponsor, branch
    ):
        plan = planned(manager, made)
        counts = (Plan.objects.count(), Decision.objects.count(), Entry.objects.count())
        for user in (verifier, treasurer, auditor, clerk, outsider, sponsor, branch):
            for forbidden in (
                lambda user=user: make(user, made),
                lambda user=user: derive(user, plan, {"places": 9}),
            ):
                with pytest.raises(Refused):
                    forbidden()
        for user in (treasurer, auditor, clerk, outsider, sponsor, branch):
            with pytest.raises(Refused):
                turn_into_list(user, plan)
        assert (Plan.objects.count(), Decision.objects.count(), Entry.objects.count()) == counts

    def test_reads(
        self, client, made, manager, verifier, treasurer, auditor, clerk, outsider, sponsor, branch
    ):
        plan = planned(manager, made)
        names = ("plan", "plan_covered", "plan_waiting", "plan_short")
        expected = {
            **dict.fromkeys((manager, treasurer, auditor), 200),
            **dict.fromkeys((verifier, clerk, sponsor, branch), 403),
            outsider: 404,
        }
        for user, status in expected.items():
            client.force_login(user)
            for name in names:
                assert client.get(reverse(name, args=[plan.public_id])).status_code == status, (user, name)
            compared = reverse("plan_compare", args=[plan.public_id, plan.public_id])
            assert client.get(compared).status_code == status
        for user in (treasurer, auditor):
            client.force_login(user)
            for name in ("plan_what_if", "plan_turn"):
                assert client.post(reverse(name, args=[plan.public_id])).status_code == 403
        assert not queries.plans(outsider).exists()


class TestPages:
    def test_a_manager_makes_supposes_compares_and_turns(self, client, made, manager):
        client.force_login(manager)
        said = {"programme": made.pk, "aim": "people", "token": "satu"}
        for _again in range(2):  # a second press of the button
            answer = client.post(reverse("plan_new"), said)
            assert answer.status_code == 302
        plan = Plan.objects.get()
        page = client.get(answer.url).content.decode()
        assert "Antre" in page or "progress" in page
        assert client.get(reverse("plan_progress", args=[plan.public_id])).status_code == 200
        run(plan)
        assert client.get(reverse("plan_progress", args=[plan.public_id])).status_code == 204
        page = client.get(answer.url).content.decode()
        for words in ("Kuota desa Muaro penuh", "Urut dari atas", "sankey", "Rp672.000"):
            assert words in page
        at = reverse("plan_what_if", args=[plan.public_id])
        assert client.post(at, {"token": "x"}).status_code == 422
        assert client.post(at, {"fund": Fund.objects.get().public_id}).status_code == 422
        assert client.post(at, {"places": "3", "token": "dua"}).status_code == 302
        after = Plan.objects.get(base=plan)
        run(after)
        page = client.get(reverse("plan_compare", args=[plan.public_id, after.public_id])).content.decode()
        assert "3 tempat di tiap desa" in page
        moved = client.get(reverse("plan_moves", args=[plan.public_id, after.public_id])).content.decode()
        assert "Warga 0" in moved
        at = reverse("plan_turn", args=[plan.public_id])
        assert "5 orang" in client.get(at).content.decode()
        first, second = client.post(at, {"token": "t"}), client.post(at, {"token": "t"})
        assert first.url == second.url == reverse("decision", args=[Decision.objects.get().public_id])
        assert plan.public_id in client.get(first.url).content.decode()

    @pytest.mark.parametrize("form", ["xlsx", "csv"])
    def test_every_table_goes_out_as_a_sheet(self, client, made, manager, form):
        plan = planned(manager, made)
        client.force_login(manager)
        here = reverse("plan", args=[plan.public_id])
        addresses = [here, f"{here}?per=desa", f"{here}?per=alur", reverse("plans")]
        addresses += [reverse(n, args=[plan.public_id]) for n in ("plan_covered", "plan_waiting")]
        addresses += [reverse("plan_compare", args=[plan.public_id, plan.public_id])]
        for address in addresses:
            answer = client.post(address, {"unduh": form})
            assert answer.status_code == 200, address
            assert len(b"".join(answer.streaming_content)) > 60

    def test_a_page_asks_the_same_few_questions_of_many_people(
        self, client, made, manager, django_assert_max_num_queries
    ):
        accepted(made, manager, [PEMATANG, TANJUNG] * 60, start=100)
        plan = planned(manager, made)
        client.force_login(manager)
        with django_assert_max_num_queries(24):
            client.get(reverse("plan", args=[plan.public_id]))
        with django_assert_max_num_queries(10):
            client.get(reverse("plan_waiting", args=[plan.public_id]))

    def test_a_problem_is_told_on_the_page(self, client, manager):
        plan = make(manager, programme(manager))
        run(plan)
        client.force_login(manager)
        assert "Belum ada usulan" in client.get(reverse("plan", args=[plan.public_id])).content.decode()


def test_a_fund_that_lost_its_link_is_no_part_of_the_next_plan(made, manager):
    extra = fund(manager, "CSR", payer="csr", ceiling=1)
    link_fund(manager, made, extra, rank=5)
    assert planned(manager, made).funds.count() == 2
    made.fund_links.filter(fund=extra).delete()
    assert planned(manager, made).funds.count() == 1


RULES = (
    {"areas": ["13.03.04"]},
    {"sectors": ["transport"], "max_decile": 4},
    {"occupations": ["petani"]},
    {"max_decile": 2},
    {"not_covered_by": ["apbd_regency"]},
    {"places": 1},
    {"groups": ["?"]},
)


@pytest.mark.parametrize("rules", RULES)
def test_a_list_without_a_plan_keeps_the_same_rules(manager, other_manager, village_fund, rules):
    """One fund, money for all: whom a plan covers and whom a generated list takes are the same people."""
    before = programme(manager, "Awal Tahun", first_month=202601, months=2)
    accepted(before, manager, [MUARO])
    approved(manager, other_manager, before, number="SK-0")
    made = programme(manager, ceiling=0)
    people = [
        {"village": village, "sector": sector, "decile": decile, "nik": nik(number)}
        for number, (village, sector, decile) in enumerate(
            [
                (MUARO, "other", 1),
                (TANJUNG, "transport", 3),
                (MUARO, "transport", None),
                (TANJUNG, "other", 9),
            ]
        )
    ]
    accepted(made, manager, people)
    if "groups" in rules:
        group = PeopleGroup.objects.create(
            area_id="13.03", name="Daftar", dated=DAY, people=1, sha256="0", added_by=manager
        )
        GroupMember.objects.create(group=group, nik_index=blind_index(nik(2)))
        rules = {"groups": [group.public_id]}
    village_fund(made, **rules)
    drafted = decisions.generate(manager, made)
    taken = set(drafted.lines.filter(taken=True).values_list("row__name", flat=True))
    assert taken == set(paid(planned(manager, made)))
    assert 0 < len(taken) <= 4


def test_places_of_a_fund_that_are_taken_are_taken(manager, other_manager, village_fund):
    made = programme(manager, ceiling=0)
    accepted(made, manager, [MUARO])
    village_fund(made, places=2)
    approved(manager, other_manager, made)
    accepted(made, manager, [MUARO, TANJUNG], start=5)
    assert planned(manager, made).covered == 1
    assert decisions.generate(manager, made).people == 1
