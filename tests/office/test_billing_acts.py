"""Bills and payments: exact to the rupiah, explained, settled whole, with every rest in sight."""

from datetime import date

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.kept import kept
from office.world import MUARO, PEMATANG, accepted, approved, enrolled, fund, programme
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.billing import queries
from payung.office.billing.actions import issue_bills, record_payment, record_refusal, set_payment_code
from payung.office.billing.actions.payments import credit
from payung.office.billing.models import Bill, BillLine, Payment
from payung.office.cover.models import PersonMonth
from payung.office.funding.actions import link_fund
from payung.office.insight.queries import counts, residuals
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 10)


@kept
def covered(manager, other_manager, branch, tmp_path):
    """Five people on a decree, the first four enrolled."""
    made = programme(manager)
    accepted(made, manager, [PEMATANG, MUARO, MUARO, PEMATANG, MUARO])
    decision = approved(manager, other_manager, made)
    enrolled(branch, decision, tmp_path, range(4))
    return decision


def test_a_bill_is_what_the_law_says_with_its_working(covered, treasurer):
    issued = issue_bills(treasurer, covered.programme, 202605)
    bill, line = issued.bills[0], BillLine.objects.get()
    assert (bill.people, bill.total, bill.normal, bill.part) == (4, 67_200, 67_200, 1)
    assert (line.jkk, line.jkm, line.due, line.people, line.relief) == (10_000, 6_800, 16_800, 4, "")
    assert line.working["citations"][0]["id"]
    months = PersonMonth.objects.filter(bill_line=line)
    assert months.aggregate(sum=Sum("due"))["sum"] == bill.total


def test_a_month_billed_again_gives_nothing_new_and_late_joiners_a_second_part(
    covered, treasurer, branch, tmp_path
):
    issue_bills(treasurer, covered.programme, 202605)
    again = issue_bills(treasurer, covered.programme, 202605)
    assert (again.bills, again.people, Bill.objects.count()) == ([], 0, 1)
    enrolled(branch, covered, tmp_path, [4], name="susulan.csv")
    late = issue_bills(treasurer, covered.programme, 202605)
    assert [(bill.part, bill.people) for bill in late.bills] == [(2, 1)]


def test_madiun_september_2020_to_january_2021(manager, other_manager, treasurer, branch, tmp_path):
    made = programme(manager, first_month=202009, months=5)
    accepted(made, manager, [MUARO, MUARO])
    enrolled(branch, approved(manager, other_manager, made), tmp_path, [0, 1], start="01-09-2020")
    totals = [issue_bills(treasurer, made, month).total for month in (202009, 202010, 202011, 202012, 202101)]
    assert totals == [33_600, 33_600, 336, 336, 336]
    assert {line.relief for line in BillLine.objects.filter(bill__month=202011)} != {""}
    assert set(BillLine.objects.filter(bill__month=202010).values_list("relief", flat=True)) == {""}


def test_who_joined_two_months_later_pays_in_full_two_months_longer(
    manager, other_manager, treasurer, branch, tmp_path
):
    made = programme(manager, first_month=202009, months=5)
    accepted(made, manager, [MUARO, MUARO])
    decision = approved(manager, other_manager, made)
    enrolled(branch, decision, tmp_path, [0], start="01-09-2020")
    enrolled(branch, decision, tmp_path, [1], name="b.csv", start="01-11-2020")
    issue_bills(treasurer, made, 202011)
    assert sorted(BillLine.objects.values_list("registered", "due")) == [(202009, 168), (202011, 16_800)]


def test_each_fund_has_its_bill_and_its_rate(manager, other_manager, treasurer, branch, tmp_path):
    made = programme(manager, ceiling=2 * 134_400)
    company = fund(manager, "CSR", payer="csr")
    link_fund(manager, made, company, rank=2)
    accepted(made, manager, [MUARO, MUARO, {"village": MUARO, "sector": "transport"}])
    enrolled(branch, approved(manager, other_manager, made), tmp_path, range(3))
    issued = issue_bills(treasurer, made, 202606)
    assert sorted((bill.fund.payer, bill.people, bill.total, bill.normal) for bill in issued.bills) == [
        ("apbd", 2, 33_600, 33_600), ("csr", 1, 8_400, 16_800),
    ]  # fmt: skip


def test_a_full_payment_settles_everybody(covered, treasurer):
    bill = issue_bills(treasurer, covered.programme, 202605).bills[0]
    paid = record_payment(treasurer, bill, document="SP2D-1", dated=DAY, amount=67_200)
    assert (paid.settled, paid.people, paid.residual) == (67_200, 4, 0)
    assert queries.unpaid_people(bill) == 0


def test_a_partial_payment_settles_whole_people_in_the_order_of_the_annex(covered, treasurer):
    bill = issue_bills(treasurer, covered.programme, 202605).bills[0]
    paid = record_payment(treasurer, bill, document="SP2D-1", dated=DAY, amount=40_000)
    assert (paid.settled, paid.people, paid.residual) == (33_600, 2, 6_400)
    settled = PersonMonth.objects.filter(payment=paid).order_by("line__number")
    assert list(settled.values_list("village_id", flat=True)) == [MUARO, MUARO]  # the lower code comes first
    rest = record_payment(treasurer, bill, document="SP2D-2", dated=DAY, amount=27_200)
    assert (rest.settled, rest.people, rest.residual, credit(bill)) == (33_600, 2, -6_400, 0)


def test_a_surplus_is_shown_as_what_is_left(covered, treasurer, manager):
    bill = issue_bills(treasurer, covered.programme, 202605).bills[0]
    record_payment(treasurer, bill, document="SP2D-1", dated=DAY, amount=70_000)
    assert residuals(manager, covered.programme)[202605].left_over == 2_800
    seen = queries.bills(treasurer).get()
    assert (seen.paid, seen.settled, seen.residual, seen.owing) == (70_000, 67_200, 2_800, 0)


def test_one_sp2d_stands_once_on_a_bill_and_a_refused_one_can_come_again(covered, treasurer):
    bill = issue_bills(treasurer, covered.programme, 202605).bills[0]
    record_refusal(treasurer, bill, document="SP2D-1", dated=DAY, amount=67_200, why="Rekening tutup")
    record_payment(treasurer, bill, document="SP2D-1", dated=DAY, amount=16_800)
    with pytest.raises(UnusableInput, match="stands on this bill already"):
        record_payment(treasurer, bill, document=" SP2D-1 ", dated=DAY, amount=16_800)
    assert (PersonMonth.objects.filter(payment__isnull=False).count(), credit(bill)) == (1, 0)


@pytest.mark.parametrize(
    ("document", "amount", "said"), [("", 1, "missing"), ("S", 0, "cannot be"), ("S", -1, "cannot be")]
)
def test_a_payment_without_number_or_money_is_refused(covered, treasurer, document, amount, said):
    bill = issue_bills(treasurer, covered.programme, 202605).bills[0]
    with pytest.raises(UnusableInput, match=said):
        record_payment(treasurer, bill, document=document, dated=DAY, amount=amount)
    with pytest.raises(UnusableInput, match="reason"):
        record_refusal(treasurer, bill, document="S", dated=DAY, amount=1, why="")
    assert not Payment.objects.exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(st.integers(1, 60_000), min_size=1, max_size=6))
def test_whatever_is_paid_the_sums_tie_to_the_rupiah(covered, treasurer, amounts):
    bill = issue_bills(treasurer, covered.programme, 202605).bills
    bill = bill[0] if bill else Bill.objects.get()
    start = Payment.objects.count()
    for at, amount in enumerate(amounts):
        record_payment(treasurer, bill, document=f"S-{start + at}", dated=DAY, amount=amount)
    payments = Payment.objects.aggregate(
        amount=Sum("amount"), settled=Sum("settled"), residual=Sum("residual")
    )
    dues = PersonMonth.objects.filter(payment__isnull=False).aggregate(sum=Sum("due", default=0))["sum"]
    assert dues == payments["settled"]
    assert payments["settled"] + payments["residual"] == payments["amount"]
    assert payments["residual"] >= 0
    unpaid = queries.unpaid_people(bill)
    assert not unpaid or payments["residual"] < 16_800
    for paid in Payment.objects.all():
        assert (
            paid.settled == PersonMonth.objects.filter(payment=paid).aggregate(s=Sum("due", default=0))["s"]
        )


@pytest.mark.parametrize("who", ["clerk", "verifier", "manager", "branch", "auditor", "outsider", "sponsor"])
def test_who_may_neither_bill_nor_pay(request, who, covered, treasurer):
    bill = issue_bills(treasurer, covered.programme, 202605).bills[0]
    user = request.getfixturevalue(who)
    before = Entry.objects.count()
    for forbidden in (
        lambda: issue_bills(user, covered.programme, 202606),
        lambda: record_payment(user, bill, document="S", dated=DAY, amount=1),
        lambda: record_refusal(user, bill, document="S", dated=DAY, amount=1, why="x"),
        lambda: set_payment_code(user, bill, "123"),
    ):
        with pytest.raises(Refused):
            forbidden()
    assert (Bill.objects.count(), Payment.objects.count(), Entry.objects.count()) == (1, 0, before)


def test_the_four_counts_tell_decided_from_enrolled_billed_and_paid(
    covered, treasurer, manager, django_assert_num_queries
):
    bill = issue_bills(treasurer, covered.programme, 202605).bills[0]
    record_payment(treasurer, bill, document="SP2D-1", dated=DAY, amount=40_000)
    with django_assert_num_queries(1):
        may = next(row for row in counts(manager, "month", covered.programme) if row["code"] == 202605)
    figures = [
        (may[f"{gate}_people"], may[f"{gate}_rupiah"]) for gate in ("decided", "enrolled", "billed", "paid")
    ]
    assert figures == [(5, 84_000), (4, 67_200), (4, 67_200), (2, 33_600)]
    (everything,) = counts(manager, "programme")
    assert (everything["decided_people"], everything["decided"], everything["enrolled"]) == (5, 40, 32)
    by_village = {row["code"]: row["decided_people"] for row in counts(manager, "village")}
    assert by_village == {MUARO: 3, PEMATANG: 2}


def test_figures_keep_to_the_areas_and_the_money_that_one_serves(
    covered, treasurer, clerk, outsider, sponsor
):
    issue_bills(treasurer, covered.programme, 202605)
    assert counts(clerk, "programme")[0]["decided_people"] == 3
    assert counts(outsider, "programme") == []
    assert counts(sponsor, "programme") == []
    assert not queries.bills(outsider).exists()
    assert not queries.bills(sponsor).exists()
    assert queries.bills(treasurer).count() == 1


def test_a_month_outside_the_programme_is_no_month_to_bill(covered, treasurer):
    for month in (202604, 202701):
        with pytest.raises(UnusableInput, match="outside the programme"):
            issue_bills(treasurer, covered.programme, month)
