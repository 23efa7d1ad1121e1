"""Whatever is decided, replaced, billed, paid, claimed back, reversed, carried, corrected and closed, in whatever order: the books tie out."""

import os
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Q, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from office.world import MUARO, PEMATANG, accepted, approved, enrolled, fund, programme
from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.billing.actions import (
    carry_over,
    close_month,
    issue_bills,
    record_correction,
    record_payment,
    reverse_payment,
)
from payung.office.billing.actions.payments import corrected, credit, rest
from payung.office.billing.models import Bill, Closing, Correction, Payment
from payung.office.billing.months import closed_until
from payung.office.cover.models import PersonMonth
from payung.office.decisions.actions import (
    Leaving,
    approve,
    propose_change,
    propose_replacements,
    report,
    submit,
)
from payung.office.decisions.list_hash import list_hash
from payung.office.decisions.models import Decision, Line, State
from payung.office.funding.actions import link_fund
from payung.office.funding.models import Fund
from payung.office.insight.queries import counts, residuals
from payung.office.overpayments import actions as overpayments
from payung.office.overpayments.models import Finding, Item
from payung.office.programmes.actions.quotas import TOTAL
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.figures import GATES
from payung.office.reconciliation.statement import statement
from payung.office.summaries.keeping import compare

pytestmark = pytest.mark.django_db

MONTHS = (202605, 202606, 202607)
amounts = st.one_of(st.integers(1, 120_000), st.sampled_from([8_400, 16_800, 33_600, 67_200]))


class Books(RuleBasedStateMachine):
    """One programme of three months with two funds; every step is an act of the office."""

    people: dict
    folder = None

    @initialize(paid=st.integers(0, 2))
    def begin(self, paid):
        """``paid``: how many months are billed and paid already."""
        self.point = transaction.savepoint()
        self.numbers = iter(range(1, 10_000))
        self.kept = {}  # what closed months said
        self.entries = {}  # what entries said
        self.claimed = {}  # what findings said once they were claimed or settled
        manager = self.people["manager"]
        self.made = programme(manager, months=3, quotas={TOTAL: 5})
        link_fund(manager, self.made, fund(manager, "CSR", payer="csr"), rank=2)
        accepted(self.made, manager, [MUARO, PEMATANG, MUARO, {"village": MUARO, "sector": "transport"}])
        decision = approved(manager, self.people["other_manager"], self.made, number="SK-0")
        enrolled(self.people["branch"], decision, self.folder, range(3), name=self._name())
        for month in MONTHS[:paid]:
            for bill in issue_bills(self.people["treasurer"], self.made, month).bills:
                record_payment(
                    self.people["treasurer"],
                    bill,
                    document=f"SP2D-{next(self.numbers)}",
                    dated=date(2026, 5, 20),
                    amount=bill.total + 20_000,
                )

    def teardown(self):
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    def _name(self):
        return f"b{id(self)}-{next(self.numbers)}.csv"

    def tried(self, work):
        """The act, or its refusal in words; a refusal changes nothing, which the invariants see."""
        try:
            with transaction.atomic():
                work()
        except UnusableInput:
            pass

    def bill(self, at):
        found = list(Bill.objects.order_by("pk"))
        return found[at % len(found)]

    has_bill = precondition(lambda self: Bill.objects.exists())

    def dated(self):
        """A day of the first month that is open."""
        last = closed_until(self.made)
        return (Month.from_number(last) + 1).first_day() if last else date(2026, 5, 20)

    # Steps

    @rule(people=st.integers(1, 2))
    def decide(self, people):
        start = 100 + next(self.numbers) * 3
        accepted(self.made, self.people["manager"], [MUARO] * people, start=start)
        last = closed_until(self.made)
        first = next((month for month in MONTHS if month > last), None)
        if first is None:
            return
        number = f"SK-{next(self.numbers)}"

        def work():
            decision = approved(
                self.people["manager"],
                self.people["other_manager"],
                self.made,
                number=number,
                first_month=first,
            )
            enrolled(
                self.people["branch"], decision, self.folder, range(start, start + people), name=self._name()
            )

        self.tried(work)

    @rule(at=st.integers(0, 20), month=st.sampled_from(MONTHS))
    def leave(self, at, month):
        lines = list(
            Line.objects.filter(
                decision__programme=self.made, decision__state=State.APPROVED, taken=True, withdrawals=None
            ).order_by("pk")
        )
        if not lines:
            return
        line, number = lines[at % len(lines)], f"SK-{next(self.numbers)}"

        def work():
            manager = self.people["manager"]
            draft = propose_change(
                manager, line.decision, [Leaving(line, "died")], from_month=month, replace=False
            )
            approve(
                self.people["other_manager"], submit(manager, draft), number=number, dated=date(2026, 5, 20)
            )

        self.tried(work)

    @rule(at=st.integers(0, 20), stopped=st.sampled_from(MONTHS[:2]), later=st.integers(1, 2))
    def replace(self, at, stopped, later):
        """Somebody leaves; who waits comes from a month on in which the place is free."""
        lines = list(
            Line.objects.filter(decision__programme=self.made, decision__state=State.APPROVED, taken=True)
            .exclude(withdrawals__decision__state=State.APPROVED)
            .exclude(vacancies__dismissed=False)
            .order_by("pk")
        )
        if not lines:
            return
        line, number = lines[at % len(lines)], f"SK-{next(self.numbers)}"
        manager = self.people["manager"]

        def work():
            since = Month.from_number(stopped).last_day()
            places = report(manager, line.decision, [line], why="job", since=since)
            first = (Month.from_number(stopped) + later).number
            draft = propose_replacements(manager, line.decision, places, first_month=first)
            done = approve(
                self.people["other_manager"], submit(manager, draft), number=number, dated=date(2026, 5, 20)
            )
            new = [int(each.row.name.split()[1]) for each in done.lines.filter(taken=True)]
            enrolled(self.people["branch"], done, self.folder, new, name=self._name())

        self.tried(work)

    @rule(at=st.integers(0, 20), to=st.integers(0, 20), how=st.sampled_from(["credit", "refund", "refuse"]))
    def claim_back(self, at, to, how):
        """Look for what was paid too much, and settle one finding."""
        treasurer = self.people["treasurer"]
        overpayments.find(treasurer)
        found = list(Finding.objects.filter(state="found").order_by("key"))
        if not found or not Bill.objects.exists():
            return
        one = found[at % len(found)]
        work = {
            "credit": lambda: overpayments.credit(treasurer, one, self.bill(to), dated=self.dated()),
            "refund": lambda: overpayments.refund(treasurer, one, document="TR", dated=self.dated()),
            "refuse": lambda: overpayments.refuse(treasurer, one, why="Tidak"),
        }
        self.tried(work[how])

    @rule(month=st.sampled_from(MONTHS), use=st.booleans())
    def issue(self, month, use):
        self.tried(lambda: issue_bills(self.people["treasurer"], self.made, month, use_credit=use))

    @has_bill
    @rule(at=st.integers(0, 20), amount=amounts)
    def pay(self, at, amount):
        document = f"SP2D-{next(self.numbers)}"
        self.tried(
            lambda: record_payment(
                self.people["treasurer"], self.bill(at), document=document, dated=self.dated(), amount=amount
            )
        )

    @precondition(lambda self: Payment.objects.exists())
    @rule(at=st.integers(0, 20))
    def undo(self, at):
        found = list(Payment.objects.order_by("pk"))
        payment = found[at % len(found)]
        self.tried(
            lambda: reverse_payment(self.people["treasurer"], payment, dated=self.dated(), why="Salah")
        )

    @has_bill
    @rule(at=st.integers(0, 20), to=st.integers(0, 20))
    def carry(self, at, to):
        self.tried(
            lambda: carry_over(
                self.people["treasurer"], self.bill(at), self.bill(to), dated=self.dated(), why="Sisa"
            )
        )

    @has_bill
    @rule(at=st.integers(0, 20), amount=st.integers(-40_000, 20_000))
    def correct(self, at, amount):
        self.tried(
            lambda: record_correction(
                self.people["treasurer"], self.bill(at), amount=amount, dated=self.dated(), why="Keliru"
            )
        )

    @rule()
    def close(self):
        last = closed_until(self.made)
        if last >= MONTHS[-1]:
            return
        month = (Month.from_number(last) + 1).number if last else MONTHS[0]
        close_month(self.people["treasurer"], self.made, month)
        self.kept[month] = self._history(month)

    # What always holds

    @invariant()
    def the_summary_says_what_the_rows_say(self):
        assert not compare().differences

    @invariant()
    def nobody_is_paid_for_twice(self):
        standing = PersonMonth.objects.filter(withdrawn_by=None)
        assert standing.values("person", "month").distinct().count() == standing.count()

    @invariant()
    def every_bill_is_its_person_months_and_every_rupiah_settles_or_is_left(self):
        for bill in Bill.objects.all():
            months = PersonMonth.objects.filter(bill_line__bill=bill)
            sums = months.aggregate(
                owed=Sum("due", default=0), paid=Sum("due", filter=Q(payment__isnull=False), default=0)
            )
            entries = bill.payments.filter(state="paid").aggregate(
                money=Sum("amount", default=0), used=Sum("settled", default=0)
            )
            assert (sums["owed"], months.count()) == (bill.total, bill.people)
            assert sums["paid"] == entries["used"]
            assert rest(bill) == entries["money"] - entries["used"]
            assert rest(bill) >= min(corrected(bill), 0)
            assert bill.total + corrected(bill) >= 0
            unpaid = months.filter(payment=None).order_by("due").first()
            if unpaid and not bill.payments.filter(kind="reversal").exists():
                assert credit(bill) < 16_800

    @invariant()
    def money_is_neither_made_nor_lost(self):
        """What stands as recorded is what all entries say; carrying over moves it, a reversal takes it away."""
        standing = Payment.objects.filter(state="paid", kind="money", stands=True)
        entries = Payment.objects.filter(state="paid")
        assert (
            standing.aggregate(s=Sum("amount", default=0))["s"]
            == entries.aggregate(s=Sum("amount", default=0))["s"]
        )

    @invariant()
    def the_statement_ties_out_and_insight_says_the_same(self):
        manager = self.people["manager"]
        told = statement(manager, Asked(programme=self.made))
        assert (told.unexplained, told.money.untied) == (0, 0)
        for row in counts(manager, "programme", self.made):
            for gate in GATES:
                assert row[gate] == told.gate(gate).months
                assert row[f"{gate}_rupiah"] == told.gate(gate).rupiah
        left = sum(each.left_over for each in residuals(manager, self.made).values())
        assert left == told.money.left_over

    @invariant()
    def places_and_money_are_those_who_stand(self):
        """A quota counts who has not left, a fund holds the months that nobody took back."""
        standing = Line.objects.filter(
            decision__programme=self.made, decision__state=State.APPROVED, taken=True
        ).exclude(withdrawals__decision__state=State.APPROVED)
        assert self.made.quotas.get().taken == standing.count() <= 5
        for each in Fund.objects.all():
            held = PersonMonth.objects.filter(fund=each, withdrawn_by=None)
            assert each.committed == held.aggregate(s=Sum("planned", default=0))["s"]

    @invariant()
    def decided_lists_never_change(self):
        for each in Decision.objects.filter(state=State.APPROVED):
            assert list_hash(each) == each.list_hash

    @invariant()
    def nothing_is_claimed_back_twice(self):
        for one in Finding.objects.prefetch_related("items"):
            items = list(one.items.all())
            assert (one.rupiah, one.months) == (sum(i.rupiah for i in items), sum(i.people for i in items))
        for month in PersonMonth.objects.filter(payment__isnull=False):
            back = Item.objects.filter(person_month=month).exclude(finding__state="refused")
            assert back.aggregate(s=Sum("rupiah", default=0))["s"] <= month.due
        settled = {
            one.public_id: (one.rupiah, one.months, one.state, one.settled_on)
            for one in Finding.objects.exclude(state="found")
        }
        assert self.claimed.items() <= settled.items()
        self.claimed = settled

    @invariant()
    def closed_history_never_changes(self):
        for month, kept in self.kept.items():
            assert self._history(month) == kept

    @invariant()
    def entries_are_only_added(self):
        now = {
            row[0]: row
            for row in [
                *Payment.objects.values_list("public_id", "amount", "settled", "people", "dated", "document"),
                *Correction.objects.values_list("public_id", "amount", "dated", "why"),
                *((each.public_id, each.month, str(each.figures)) for each in Closing.objects.all()),
            ]
        }
        assert self.entries.items() <= now.items()
        self.entries = now

    def _history(self, month):
        """All of a closed month but who is paid: late money is an entry of the month of its own date."""
        first, last = Month.from_number(month).first_day(), Month.from_number(month).last_day()
        return (
            list(
                PersonMonth.objects.filter(programme=self.made, month=month)
                .order_by("pk")
                .values_list(
                    "pk", "person", "fund", "enrolled_by", "bill_line", "planned", "due", "withdrawn_by"
                )
            ),
            list(Bill.objects.filter(month=month).order_by("pk").values_list("pk", "people", "total")),
            list(
                Payment.objects.filter(dated__range=(first, last))
                .order_by("pk")
                .values_list("pk", "amount", "settled")
            ),
        )


def test_the_books_tie_after_every_step(manager, other_manager, branch, treasurer, tmp_path):
    Books.people = {
        "manager": manager,
        "other_manager": other_manager,
        "branch": branch,
        "treasurer": treasurer,
    }
    Books.folder = tmp_path
    quick = settings(
        max_examples=int(os.environ.get("PAYUNG_BOOKS_EXAMPLES", "4")),
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Books, settings=quick)
