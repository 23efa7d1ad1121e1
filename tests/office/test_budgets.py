"""What a budget buys: the reported sums come out, reliefs end, the changed budget comes late, and families' rights follow."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from office.overpaid_world import FULL, HALF, billed_and_paid, company
from office.world import accepted, approved, fund, programme
from payung.law.month import Month
from payung.office.budgets import queries
from payung.office.budgets.reckoning import PUBLISHED, Experience, Plan, Scenario
from payung.office.journal.models import Entry

JANUARY = Month(2026, 1)
FULL_DEATH, FUNERAL = 42_000_000, 10_000_000


def plan(people=100, first=JANUARY, months=12, payer="apbd", **more):
    return Plan(Scenario("A", people, first, months, payer, **more))


@pytest.mark.parametrize(
    ("people", "first", "months", "rupiah"),
    [
        (4_500, Month(2019, 1), 12, 907_200_000),  # Kota Madiun
        (620, Month(2025, 1), 12, 124_992_000),  # Sawahlunto's farmers
        (2_829, Month(2025, 1), 12, 570_326_400),  # Manggarai Barat
        (557, Month(2024, 10), 3, 28_072_800),  # Bandung Barat
        (3_700, Month(2025, 1), 12, 745_920_000),  # 37 villages of 100
    ],
)
def test_the_reported_budgets_come_out(people, first, months, rupiah):
    made = plan(people, first, months)
    assert (made.cost, made.person_months) == (rupiah, people * months)


def test_a_company_pays_half_from_april_and_the_full_rate_the_year_after():
    company_plan, public = plan(payer="csr"), plan(payer="apbd")
    assert company_plan.cost == 100 * (3 * FULL + 9 * HALF)
    assert company_plan.saved == 100 * 9 * HALF
    assert company_plan.years == [
        (2026, 100 * (3 * FULL + 9 * HALF)),
        (2027, 100 * 12 * FULL),
        (2028, 100 * 12 * FULL),
    ]
    assert (public.cost, public.saved) == (100 * 12 * FULL, 0)


def test_transport_has_its_own_relief():
    assert plan(payer="csr", transport=100).cost == 100 * 12 * HALF
    assert plan(payer="csr", transport=50).cost == 50 * 12 * HALF + 50 * (3 * FULL + 9 * HALF)


def test_two_months_are_a_funeral_and_three_a_familys_right():
    short, longer = plan(months=2), plan(months=4)
    assert [line.death for line in short.lines] == [FUNERAL, FUNERAL]
    assert short.full_from is None
    assert longer.death_at_end == FULL_DEATH
    assert longer.full_from == Month(2026, 4)


def test_old_age_savings_cost_and_are_counted_apart():
    with_jht = plan(1, with_jht=True)
    assert with_jht.cost - plan(1).cost == with_jht.savings == 12 * 20_000


def test_a_changed_budget_within_three_months_pays_late_and_loses_nothing():
    made = plan(first_budget=6, money_again=Month(2026, 10))
    assert [line.standing for line in made.lines] == ["paid"] * 6 + ["late"] * 3 + ["paid"] * 3
    assert (made.count("late"), made.count("lost"), made.after_decree) == (3, 0, 3)
    assert made.cost == 100 * 12 * FULL
    assert made.full_from is not None


def test_a_changed_budget_after_more_than_three_months_ends_the_membership():
    made = plan(first_budget=5, money_again=Month(2026, 10))
    assert [line.standing for line in made.lines] == ["paid"] * 5 + ["lost"] * 4 + ["paid"] * 3
    assert made.cost == 100 * 8 * FULL
    deaths = [line.death for line in made.lines]
    assert deaths[4] == FULL_DEATH  # May, paid
    assert deaths[8] == 0  # September: the membership has ended
    assert deaths[9:] == [FUNERAL, FUNERAL, FUNERAL]  # and begins anew in October
    assert made.full_from is None


def test_who_was_never_paid_for_has_no_arrears():
    made = plan(first_budget=0, money_again=Month(2026, 3))
    assert [line.standing for line in made.lines][:3] == ["lost", "lost", "paid"]


def test_a_ceiling_buys_people_or_months():
    made = plan(ceiling=100 * 6 * FULL + 5)
    assert (made.people_bought, made.months_bought) == (50, 6)
    assert plan(ceiling=2_000_000_000).people_bought == 2_000_000_000 // (12 * FULL)
    assert plan(ceiling=0).people_bought == 0


def test_expected_claims_from_the_office_or_from_what_is_published():
    own = Experience(100_000, 50, 1_000_000_000, own=True)
    assert (own.expected_cases(12_000), own.expected_rupiah(12_000)) == (6.0, 120_000_000)
    assert round(PUBLISHED.expected_cases(PUBLISHED.person_months)) == 119


# Pages


pytestmark = pytest.mark.django_db
ASKED = {"a-orang": "100", "a-mulai": "2026-01", "a-bulan": "12", "a-dana": "csr", "a-nama": "CSR"}
OTHER = {"b-orang": "100", "b-mulai": "2026-01", "b-bulan": "12", "b-dana": "apbd", "b-nama": "APBD"}


def test_scenarios_side_by_side_from_the_address(client, treasurer):
    client.force_login(treasurer)
    empty = client.get(reverse("budgets")).content.decode()
    assert "a-orang" in empty
    late = {"b-murni": "5", "b-perubahan": "2026-10"}
    page = client.get(reverse("budgets"), ASKED | OTHER | late)
    words = page.content.decode()
    assert page.status_code == 200
    for said in ("Rp12.600.000", "Rp13.440.000", "Rp20.160.000", "Bulan tidak dibayar"):
        assert said in words
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"a-orang": "0"}, "a-orang"),
        ({"a-bulan": "99"}, "a-bulan"),
        ({"a-mulai": "1990-01"}, "Pilih bulan mulai"),
        ({"a-murni": "5"}, "Jawab kedua"),
        ({"a-murni": "5", "a-perubahan": "2030-01"}, "harus jatuh di dalam"),
        ({"a-upah": "sejuta"}, "16.800"),
    ],
)
def test_a_scenario_that_cannot_be_says_where(client, treasurer, change, said):
    client.force_login(treasurer)
    page = client.get(reverse("budgets"), ASKED | change)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_the_workbook_holds_the_same_figures(client, treasurer):
    client.force_login(treasurer)
    at = reverse("budget_export") + "?" + "&".join(f"{key}={value}" for key, value in (ASKED | OTHER).items())
    answer = client.post(at)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[5] for row in rows[1:3]] == [12_600_000, 20_160_000]
    assert book.worksheets[1].max_row == 1 + 24
    assert Entry.objects.get().act == "budget.export"


def test_the_cliff_of_each_fund(client, manager, other_manager, treasurer, outsider, branch, tmp_path):
    company(manager, other_manager, branch, tmp_path)  # four of a company, May to December 2026
    made = programme(manager, "Lanjut", first_month=202611, months=6)
    accepted(made, manager, [{"village": "13.03.04.2001"}] * 3, start=50)
    approved(manager, other_manager, made, number="SK-9")
    rows = {row["fund"]: row for row in queries.cliff(treasurer, 2026)}
    own = rows["Dana CSR 2026"]
    assert (own["person_months"], own["rupiah"], own["last_month"]) == (32, 32 * HALF, 202612)
    assert (own["people"], own["falls_away"], own["to_go_on"]) == (4, 4, 4 * 12 * FULL)
    goes_on = rows["Dana Lanjut 2026"]
    assert (goes_on["falls_away"], goes_on["next_rupiah"]) == (0, 3 * 4 * FULL)
    assert queries.cliff(outsider, 2026) == []
    client.force_login(treasurer)
    page = client.get(reverse("budget_cliff"), {"tahun": "2026"}).content.decode()
    assert "Rp806.400" in page
    assert client.get(reverse("budget_cliff"), {"tahun": "x"}).status_code == 200


def test_a_sponsor_sees_the_cliff_of_its_own_money(manager, other_manager, branch, sponsor, tmp_path):
    company(manager, other_manager, branch, tmp_path)
    assert queries.cliff(sponsor, 2026) == []


def test_own_experience_counts_once_there_are_enough_cases(
    manager, treasurer, other_manager, branch, clerk, tmp_path, monkeypatch
):
    from payung.office.claims.models import Claim

    decree = company(manager, other_manager, branch, tmp_path)
    billed_and_paid(treasurer, decree.programme, 202605)
    assert queries.experience(treasurer) is PUBLISHED
    line = decree.lines.get(taken=True, number=1)
    for day in range(1, queries.ENOUGH_CASES + 1):
        Claim.objects.create(
            person=line.person, kind="accident", day=date(2026, 5, day), outcome="recovered", village_id=line.village_id,
            programme=decree.programme, fund=line.fund, sealed=b"", reported_by=clerk, paid=1_000_000,
        )  # fmt: skip
    found = queries.experience(treasurer)
    assert (found.own, found.person_months, found.cases, found.benefits) == (True, 4, 20, 20_000_000)


@pytest.mark.parametrize("who", ["clerk", "verifier", "administrator"])
def test_who_sees_no_money_plans_none(request, client, who, areas):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("budgets"), ASKED).status_code == 403
    assert client.get(reverse("budget_cliff")).status_code == 403
    assert client.post(reverse("budget_export")).status_code == 403


def test_a_fund_without_months_is_no_row(manager, treasurer, areas):
    fund(manager, "Sepi")
    assert queries.cliff(treasurer, 2026) == []
