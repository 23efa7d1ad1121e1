"""What was paid too much is found, claimed by letter, and credited, refunded or refused; nothing is claimed twice."""

import io
from datetime import date

import pytest
from docx import Document

from office.kept import kept
from office.overpaid_world import FULL, HALF, billed_and_paid, company, loaded
from office.world import nik
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.billing.actions import carry_over, issue_bills, reverse_payment
from payung.office.billing.actions.payments import credit as credit_of
from payung.office.billing.actions.payments import owed
from payung.office.billing.models import Bill, BillLine, Correction
from payung.office.cover.models import PersonMonth
from payung.office.decisions import actions as decisions
from payung.office.funding.models import Fund
from payung.office.journal.models import Entry
from payung.office.overpayments import actions, queries
from payung.office.overpayments.models import ClaimLetter, Finding, HistoryFile, HistoryLine, Item, State
from payung.office.people.models import Person
from payung.office.sweeps.models import Match, Sweep

pytestmark = pytest.mark.django_db


@kept
def decree(manager, other_manager, branch, tmp_path):
    return company(manager, other_manager, branch, tmp_path)


def found(kind=None):
    rows = Finding.objects.filter(kind=kind) if kind else Finding.objects.all()
    return [(one.kind, one.months, one.rupiah) for one in rows.order_by("kind", "first_month")]


# Finding


def test_a_company_that_sent_the_full_rate_for_a_bill_with_relief_paid_half_too_much(treasurer, decree):
    bill = billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    assert (bill.total, bill.normal) == (4 * HALF, 4 * FULL)
    billed_and_paid(treasurer, decree.programme, 202606)  # the right sum
    actions.find(treasurer)
    assert found() == [("relief", 4, 4 * HALF)]
    one = Finding.objects.get()
    assert (one.fund, one.first_month, one.evidence, one.items.get().bill) == (
        bill.fund, 202605, "bill", bill,
    )  # fmt: skip


def test_money_beyond_the_full_rate_is_no_relief_that_was_lost(treasurer, decree):
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL + 1_000_000)
    actions.find(treasurer)
    assert found() == [("relief", 4, 4 * HALF)]


def test_a_bill_above_what_the_law_asks_today_is_found_person_by_person(treasurer, decree):
    """As where the relief came out after the bill."""
    bill = billed_and_paid(treasurer, decree.programme, 202605)
    BillLine.objects.filter(bill=bill).update(due=FULL, total=4 * FULL)
    PersonMonth.objects.filter(bill_line__bill=bill).update(due=FULL)
    Bill.objects.filter(pk=bill.pk).update(total=4 * FULL)
    actions.find(treasurer)
    assert found() == [("relief", 4, 4 * HALF)]
    assert Item.objects.filter(whole=False, paid=FULL, rupiah=HALF).count() == 4


@pytest.mark.parametrize("payer", ["apbd", "apbn"])
def test_a_public_budget_has_no_relief_to_claim(payer, treasurer, manager, other_manager, branch, tmp_path):
    decree = company(manager, other_manager, branch, tmp_path, payer=payer, name=payer)
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL + 500_000)
    loaded(treasurer, manager, tmp_path, [(0, "2026-04", FULL, "", "")], payer=payer, name="lama")
    actions.find(treasurer)
    assert found() == []


def test_months_after_death_are_found_with_the_day(treasurer, decree):
    for month in (202605, 202606, 202607):
        billed_and_paid(treasurer, decree.programme, month)
    Person.objects.filter(pk=decree.lines.get(taken=True, number=1).person_id).update(died=date(2026, 5, 11))
    actions.find(treasurer)
    assert found() == [("death", 2, 2 * HALF)]
    one = Finding.objects.get()
    assert (one.first_month, one.last_month, one.since) == (202606, 202607, date(2026, 5, 11))


def test_months_after_a_wage_job_began_are_found_from_the_report(treasurer, manager, decree):
    for month in (202605, 202606, 202607):
        billed_and_paid(treasurer, decree.programme, month)
    line = decree.lines.get(taken=True, number=2)
    (vacancy,) = decisions.report(manager, decree, [line], why="job", since=date(2026, 5, 20))
    moved = decree.lines.get(taken=True, number=3)
    decisions.report(manager, decree, [moved], why="moved", since=date(2026, 5, 20))
    actions.find(treasurer)
    assert found() == [("job", 2, 2 * HALF)]
    assert Finding.objects.get().evidence == f"vacancy:{vacancy.public_id}"
    decisions.dismiss(manager, vacancy, why="Keliru")
    actions.find(treasurer)
    assert found() == []


def test_a_month_is_counted_once_whatever_speaks_against_it(treasurer, manager, decree):
    billed_and_paid(treasurer, decree.programme, 202606)
    line = decree.lines.get(taken=True, number=1)
    decisions.report(manager, decree, [line], why="job", since=date(2026, 5, 20))
    Person.objects.filter(pk=line.person_id).update(died=date(2026, 5, 25))
    actions.find(treasurer)
    assert found() == [("death", 1, HALF)]


def test_a_month_paid_by_two_payers_is_the_second_ones_to_claim(treasurer, manager, decree, tmp_path):
    billed_and_paid(treasurer, decree.programme, 202605)
    rows = [(0, "2026-05", HALF, "TR-1", "2026-05-10"), (1, "2026-03", FULL, "TR-0", "2026-03-10")]
    first = loaded(treasurer, manager, tmp_path, rows)
    second = loaded(
        treasurer,
        manager,
        tmp_path,
        [(1, "2026-03", FULL, "TR-9", "2026-03-08")],
        name="BAZNAS",
        payer="baznas",
    )
    actions.find(treasurer)
    rows = {(one.fund_id, one.first_month): (one.kind, one.rupiah) for one in Finding.objects.all()}
    assert rows == {
        (first.fund_id, 202605): ("twice", HALF),  # our books hold May
        (first.fund_id, 202603): ("twice", FULL),  # BAZNAS paid March two days before
    }
    assert second.fund_id not in {fund for fund, _ in rows}


def test_a_month_that_another_payers_list_holds_too_is_claimed_from_one_side_only(
    treasurer, manager, verifier, decree, tmp_path
):
    """A sweep says that BAZNAS pays; the office has also loaded what BAZNAS paid."""
    billed_and_paid(treasurer, decree.programme, 202605)
    person = decree.lines.get(taken=True, number=1).person
    sweep = Sweep.objects.create(kind="payer", area_id="13.03", members=4, found=1, added=1, ran_by=verifier)
    Match.objects.create(
        kind="payer", sweep=sweep, person=person, village_id=person.village_id, how="nik", sealed=b"", key=b"k",
        payer="BAZNAS", first_month=202605, last_month=202605, state="confirmed", decided_by=verifier,
    )  # fmt: skip
    loaded(treasurer, manager, tmp_path, [(0, "2026-05", HALF, "B", "")], payer="baznas", name="BAZNAS")
    actions.find(treasurer)
    assert found() == [("twice", 1, HALF)]
    assert Finding.objects.get().fund == Bill.objects.get().fund


def test_the_full_rate_before_payung_in_months_of_relief(treasurer, manager, decree, tmp_path):
    rows = [(0, "2026-03", FULL, "A", ""), (0, "2026-04", FULL, "A", ""), (1, "2026-04", FULL, "A", "")]
    given = loaded(treasurer, manager, tmp_path, [*rows, ("1303040101809999", "2026-04", FULL, "A", "")])
    assert (given.rows, given.known, given.unknown, given.rupiah) == (4, 3, 1, 4 * FULL)
    actions.find(treasurer)
    assert found() == [("relief", 2, 2 * HALF)]  # April of two people; March had no relief


def test_looking_again_finds_the_same_and_keeps_addresses(treasurer, decree):
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    first = actions.find(treasurer)
    key = Finding.objects.get().public_id
    assert actions.find(treasurer) == first == {"findings": 1, "months": 4, "rupiah": 4 * HALF}
    assert Finding.objects.get().public_id == key
    payment = Bill.objects.get().payments.get()
    reverse_payment(treasurer, payment, dated=date(2026, 11, 3), why="Salah")
    actions.find(treasurer)
    assert found() == []


# Claiming and settling


def claimed(user, fund, kind="relief", number="560/1", expected=4 * HALF):
    return actions.claim(user, fund, kind, number=number, dated=date(2026, 11, 5), expected=expected)


@kept
def relief(treasurer, decree):
    """Four people's half of May lies on the bill."""
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    actions.find(treasurer)
    return Finding.objects.get()


def test_a_letter_claims_everything_of_a_fund_and_reason_once(treasurer, relief):
    letter = claimed(treasurer, relief.fund)
    assert (letter.findings, letter.months, letter.rupiah) == (1, 4, 4 * HALF)
    with pytest.raises(UnusableInput, match="now"):
        claimed(treasurer, relief.fund, number="560/2")
    actions.find(treasurer)
    assert [one.state for one in Finding.objects.all()] == [State.CLAIMED]
    paper = Document(io.BytesIO(actions.export_letter(treasurer, letter)))
    words = "\n".join(
        [p.text for p in paper.paragraphs] + [c.text for t in paper.tables for r in t.rows for c in r.cells]
    )
    for said in ("560/1", "Rp33.600", "Mei 2026", "Rp67.200", "keringanan"):
        assert said in words


def test_the_letter_of_deaths_names_people_only_for_who_may_see_them(treasurer, manager, decree):
    for month in (202605, 202606):
        billed_and_paid(treasurer, decree.programme, month)
    Person.objects.filter(name="Warga 0").update(died=date(2026, 5, 11))
    actions.find(treasurer)
    letter = claimed(treasurer, Fund.objects.get(), "death", expected=HALF)

    def words(user):
        paper = Document(io.BytesIO(actions.export_letter(user, letter)))
        return "\n".join(c.text for t in paper.tables for r in t.rows for c in r.cells)

    assert "Warga 0" in words(manager)
    assert "meninggal 11-05-2026" in words(treasurer)
    assert "Warga 0" not in words(treasurer)
    assert nik(0) not in words(manager)


def test_a_letters_number_is_used_once_and_the_sum_must_be_the_one_shown(treasurer, manager, decree, relief):
    with pytest.raises(UnusableInput, match="now"):
        claimed(treasurer, relief.fund, expected=1)
    claimed(treasurer, relief.fund)
    billed_and_paid(treasurer, decree.programme, 202606, 4 * FULL)
    actions.find(manager)
    with pytest.raises(UnusableInput, match="Another letter"):
        claimed(treasurer, relief.fund)
    assert ClaimLetter.objects.count() == 1


def test_a_credit_is_carried_to_the_next_bill_through_the_books(treasurer, decree, relief):
    source = Bill.objects.get()
    (target,) = issue_bills(treasurer, decree.programme, 202606).bills
    claimed(treasurer, relief.fund)
    done = actions.credit(treasurer, relief, target, dated=date(2026, 11, 9))
    assert (done.state, done.credited_to) == (State.CREDITED, target)
    assert (credit_of(source), owed(target)) == (0, 0)
    assert PersonMonth.objects.filter(bill_line__bill=target, payment__isnull=False).count() == 4
    actions.find(treasurer)
    assert found() == [("relief", 4, 4 * HALF)]  # the credited one, and no other


def test_the_credit_of_a_month_after_death_corrects_its_bill(treasurer, decree):
    source = billed_and_paid(treasurer, decree.programme, 202606)
    Person.objects.filter(name="Warga 0").update(died=date(2026, 5, 11))
    actions.find(treasurer)
    (target,) = issue_bills(treasurer, decree.programme, 202607).bills
    actions.credit(treasurer, Finding.objects.get(), target, dated=date(2026, 11, 9))
    assert Correction.objects.get().amount == -HALF
    assert Correction.objects.get().bill == source
    assert owed(target) == target.total - HALF
    actions.find(treasurer)
    # The credit paid the first on July's bill, who is the same person still: that month is to claim again.
    assert [(one.first_month, one.state) for one in Finding.objects.order_by("first_month")] == [
        (202606, State.CREDITED),
        (202607, State.FOUND),
    ]


def test_the_credit_of_months_before_payung_corrects_the_next_bill(treasurer, manager, decree, tmp_path):
    fund = Fund.objects.get()
    loaded(treasurer, manager, tmp_path, [(0, "2026-04", FULL, "A", "")], fund=fund, file="r.csv")
    actions.find(treasurer)
    (target,) = issue_bills(treasurer, decree.programme, 202606).bills
    actions.credit(treasurer, Finding.objects.get(), target, dated=date(2026, 11, 9))
    assert (Correction.objects.get().bill, Correction.objects.get().amount) == (target, -HALF)


def test_a_credit_stays_within_its_fund_and_its_bill(
    treasurer, manager, other_manager, branch, tmp_path, decree, relief
):
    small = Bill.objects.get()
    with pytest.raises(UnusableInput, match="That bill owes"):
        actions.credit(treasurer, relief, small, dated=date(2026, 11, 9))
    Fund.objects.filter(pk=relief.fund_id).update(name="Lain")
    other = Fund.objects.create(
        sponsor=relief.fund.sponsor, area_id="13.03", name="CSR dua", payer="csr", year=2026
    )
    (target,) = issue_bills(treasurer, decree.programme, 202606).bills
    Finding.objects.filter(pk=relief.pk).update(fund=other)
    with pytest.raises(UnusableInput, match="stays within its fund"):
        actions.credit(treasurer, relief, target, dated=date(2026, 11, 9))
    assert Finding.objects.get().state == State.FOUND


def test_a_refund_needs_its_document_and_a_refusal_its_reason(treasurer, relief):
    with pytest.raises(UnusableInput, match="document"):
        actions.refund(treasurer, relief, document=" ", dated=date(2026, 11, 9))
    with pytest.raises(UnusableInput, match="reason"):
        actions.refuse(treasurer, relief, why=" ")
    with pytest.raises(UnusableInput, match="not come yet"):
        actions.refund(treasurer, relief, document="TR-1", dated=date(2100, 1, 1))
    actions.refund(treasurer, relief, document="TR-1", dated=date(2026, 11, 9))
    with pytest.raises(UnusableInput, match="This finding is"):
        actions.refuse(treasurer, relief, why="Lewat waktu")
    actions.find(treasurer)
    assert [one.state for one in Finding.objects.all()] == [State.REFUNDED]


def test_what_was_refused_is_not_found_again(treasurer, decree):
    billed_and_paid(treasurer, decree.programme, 202606)
    Person.objects.filter(name="Warga 0").update(died=date(2026, 5, 11))
    actions.find(treasurer)
    actions.refuse(treasurer, Finding.objects.get(), why="Lewat dua tahun")
    actions.find(treasurer)
    assert [one.state for one in Finding.objects.all()] == [State.REFUSED]


def test_a_death_heard_of_later_gives_only_what_is_left_of_the_month(treasurer, decree):
    bill = billed_and_paid(treasurer, decree.programme, 202606)
    BillLine.objects.filter(bill=bill).update(due=FULL)
    PersonMonth.objects.filter(bill_line__bill=bill).update(due=FULL)
    actions.find(treasurer)
    claimed(treasurer, bill.fund)
    Person.objects.filter(name="Warga 0").update(died=date(2026, 5, 11))
    actions.find(treasurer)
    assert found("death") == [("death", 1, HALF)]


def test_a_rest_that_was_carried_by_hand_is_no_longer_found(treasurer, decree, relief):
    (target,) = issue_bills(treasurer, decree.programme, 202606).bills
    carry_over(treasurer, Bill.objects.get(month=202605), target, dated=date(2026, 11, 9), why="Sisa")
    actions.find(treasurer)
    assert found() == []


# Histories


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(0, "2026-04", "-16800", "A", "")], "row 2: the amount “-16800” is below zero"),
        ([(0, "2026-04", "(16.800)", "A", "")], "below zero"),
        ([(0, "2026-04", "enam belas", "A", "")], "no whole number"),
        ([(0, "April", FULL, "A", "")], "not clear"),
        ([(0, "2026-04", FULL, "A", ""), (0, "2026-04", FULL, "A", "")], "more than once"),
        ([("3.27E+15", "2026-04", FULL, "A", "")], "digits of the NIK were lost"),
        ([(0, "2099-04", FULL, "A", "")], "1 rows lie outside"),
        ([], "no payment"),
    ],
)
def test_a_history_that_cannot_be_used_says_which_row_and_keeps_nothing(
    treasurer, manager, decree, tmp_path, rows, said
):
    with pytest.raises(UnusableInput, match=said.replace("(", r"\(").replace("“", ".")):
        loaded(treasurer, manager, tmp_path, rows)
    assert (HistoryFile.objects.count(), HistoryLine.objects.count()) == (0, 0)


def test_months_outside_the_agreement_are_refused(treasurer, manager, decree, tmp_path):
    from payung.office.programmes.actions import add_agreement

    pks = add_agreement(
        manager, "13.03", number="PKS/1", branch="Solok", starts=date(2026, 1, 1), ends=date(2026, 3, 31)
    )
    with pytest.raises(UnusableInput, match=r"PKS/1.*April 2026"):
        loaded(treasurer, manager, tmp_path, [(0, "2026-04", FULL, "A", "")], agreement=pks)
    assert HistoryFile.objects.count() == 0


def test_an_sp2d_stands_in_one_place(treasurer, manager, decree, tmp_path):
    billed_and_paid(treasurer, decree.programme, 202605, document="SP2D-77")
    fund = Fund.objects.get()
    with pytest.raises(UnusableInput, match="SP2D-77 stands in the books"):
        loaded(treasurer, manager, tmp_path, [(0, "2026-04", FULL, "sp2d-77", "")], fund=fund, file="a.csv")
    loaded(treasurer, manager, tmp_path, [(0, "2026-04", FULL, "B-1", "")], fund=fund, file="b.csv")
    with pytest.raises(UnusableInput, match="B-1 was loaded already"):
        loaded(treasurer, manager, tmp_path, [(1, "2026-04", FULL, "B-1", "")], fund=fund, file="c.csv")
    with pytest.raises(UnusableInput, match="loaded from another file"):
        loaded(treasurer, manager, tmp_path, [(0, "2026-04", FULL, "B-2", "")], fund=fund, file="d.csv")
    assert HistoryFile.objects.count() == 1


def test_the_same_file_is_loaded_once(treasurer, manager, decree, tmp_path):
    rows = [(0, "2026-04", FULL, "", "")]
    fund = loaded(treasurer, manager, tmp_path, rows).fund
    with pytest.raises(UnusableInput, match="was loaded on"):
        loaded(treasurer, manager, tmp_path, rows, fund=fund, file="lagi.csv")


def test_headings_of_an_offices_own(treasurer, manager, decree, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f"Nomor Induk,Bulan Layanan,Nilai\n{nik(0)},2026-04,16800\n")
    fund = Fund.objects.get()
    with pytest.raises(UnusableInput, match="headings"):
        actions.import_history(treasurer, fund, path, file_name="x.csv")
    text = '[headings]\nnik=["Nomor Induk"]\nmonth=["Bulan Layanan"]\namount=["Nilai"]\n'
    profile = actions.save_profile(treasurer, "13.03", name="CSR", headings=text)
    assert actions.import_history(treasurer, fund, path, file_name="x.csv", profile=profile).known == 1
    with pytest.raises(UnusableInput, match="unknown"):
        actions.save_profile(treasurer, "13.03", name="CSR", headings='[headings]\nkaki=["x"]\n')


# Who may not


@pytest.mark.parametrize(
    "who", ["clerk", "verifier", "branch", "auditor", "sponsor", "outsider", "administrator"]
)
def test_who_may_not_claim_or_settle(request, who, treasurer, decree, relief):
    user = request.getfixturevalue(who)
    (target,) = issue_bills(treasurer, decree.programme, 202606).bills
    lines = Entry.objects.count()
    for work in (
        lambda: claimed(user, relief.fund),
        lambda: actions.credit(user, relief, target, dated=date(2026, 11, 9)),
        lambda: actions.refund(user, relief, document="T", dated=date(2026, 11, 9)),
        lambda: actions.refuse(user, relief, why="Tidak"),
        lambda: actions.save_profile(user, "13.03", name="x", headings=""),
    ):
        with pytest.raises(Refused):
            work()
    assert (Finding.objects.get().state, ClaimLetter.objects.count()) == (State.FOUND, 0)
    assert Entry.objects.count() == lines


@pytest.mark.parametrize("who", ["clerk", "verifier", "manager", "branch", "auditor", "sponsor", "outsider"])
def test_who_may_not_load_a_history(request, who, manager, treasurer, decree, tmp_path):
    with pytest.raises(Refused):
        loaded(request.getfixturevalue(who), manager, tmp_path, [(0, "2026-04", FULL, "A", "")])
    assert HistoryFile.objects.count() == 0


@pytest.mark.parametrize("who", ["clerk", "verifier", "branch", "auditor", "sponsor", "administrator"])
def test_who_may_not_look(request, who, decree):
    with pytest.raises(Refused):
        actions.find(request.getfixturevalue(who))
    assert Finding.objects.count() == 0


def test_what_is_seen_ends_at_the_users_areas_and_funds(
    manager, treasurer, auditor, sponsor, outsider, relief
):
    for user in (manager, treasurer, auditor):
        assert queries.findings(user).count() == 1
    assert queries.findings(outsider).count() == 0
    assert queries.findings(sponsor).count() == 0
    assert queries.waiting_rupiah(treasurer) == 4 * HALF
    assert queries.waiting_rupiah(auditor) == 0
    assert queries.waiting_rupiah(outsider) == 0


def test_the_office_looks_once_a_day(decree, treasurer):
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    from django.utils import timezone

    for _ in range(2):
        actions.find_daily(timezone.localdate())
    assert Entry.objects.filter(act="overpayment.find").count() == 1
    assert found() == [("relief", 4, 4 * HALF)]
