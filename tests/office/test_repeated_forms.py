"""Every form of funds, decisions, bills and payments is sent twice, as after a lost answer: the second changes nothing.

Some answer from their token, some find the act done and say so; either way all rows, the journal's too, stay as they
were after the first.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from office.world import MUARO, PEMATANG, accepted, enrolled, programme
from payung.office import funding
from payung.office.billing.models import Bill, Payment
from payung.office.decisions.models import Decision, State, Vacancy
from payung.office.funding.models import Fund
from payung.office.journal.models import Entry
from payung.office.overpayments import actions as overpayments
from payung.office.overpayments.models import Finding
from payung.office.plans import job, lease
from payung.office.plans.models import Plan

pytestmark = pytest.mark.django_db

APPS = (
    "programmes",
    "funding",
    "decisions",
    "cover",
    "billing",
    "treasury",
    "plans",
    "overpayments",
    "sweeps",
)
# Where money is moved or promised: every act of these is walked here, or a reason says why not.
MONEY = (
    "funding",
    "decisions",
    "billing",
    "treasury",
    "plans",
    "overpayments",
    "sweeps",
    "cover",
    "continuity",
    "budgets",
)
_PAPER = "makes a paper or a file to take away; the journal notes each time it was taken"
_SETS = "sets words, headings or pictures to what the form says: the second time they are that already"
_LOOK = "a look or a count, made as often as asked; what it finds is not found twice (tests of its app)"
_DECIDED = "answers that it is decided already (test_sweeps.py)"
NOT_WALKED = {
    "decision.annex": _PAPER, "decision.letter": _PAPER, "bill.download": _PAPER, "bill.download_members": _PAPER,
    "enrolment.export": _PAPER, "cards.print": _PAPER, "continuity.memo": _PAPER, "continuity.late_funds": _PAPER,
    "budget.export": _PAPER, "overpayment.letter": _PAPER,
    "template.upload": _SETS, "signing.set": _SETS, "billing_profile.save": _SETS, "profile.save": _SETS,
    "history_profile.save": _SETS, "register_profile.save": _SETS,
    "register.load": "the same register twice is refused (test_treasury.py)",
    "register.record": "sent twice with its token, and without, in test_treasury.py",
    "overpayment.find": _LOOK, "continuity.count": _LOOK, "sweep.run": _LOOK, "bill.compare": _LOOK,
    "fund.appropriate": "has no form: on the page a revision is the new ceiling (fund.ceiling)",
    "plan.ready": "the queue's, not a form's: a plan that is ready is left alone (test_plans.py)",
    "plan.unusable": "the queue's, not a form's (test_plans.py)",
    "history.import": "sent twice with its token in test_overpayments_pages.py",
    "enrolment.return": "the same file twice is refused (test_cover_enrolment.py)",
    "sweep.confirm": _DECIDED, "sweep.reject": _DECIDED, "sweep.reopen": _DECIDED, "sweep.claim": _SETS,
    "sweep.confirm_many": "the figure that was shown is another by then (test_sweeps.py)",
    "sweep.payer_many": "the figure that was shown is another by then (test_sweeps.py)",
    "sweep.jobs_many": "the figure that was shown is another by then (test_sweeps_jobs.py)",
    "sweep.stop": "what is drafted is not offered again (test_sweeps.py)",
}  # fmt: skip


def registered():
    """Every act of the apps of money, as the sources name it: one that is not loaded is seen too."""
    office = Path(funding.__file__).parents[1]
    return {
        name
        for app in MONEY
        for source in (office / app).rglob("*.py")
        for name in re.findall(r'@act\("([^"]+)"\)', source.read_text())
    }


def everything():
    models = [
        model for name in APPS for model in apps.get_app_config(name).get_models() if model._meta.managed
    ]
    return {
        str(model._meta): sorted(model.objects.order_by().values_list(), key=repr)
        for model in [*models, Entry]
    }


class Twice:
    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user)

    def token(self, page):
        words = page.content.decode()
        found = re.search(r'name="token"[^>]*value="([^"]+)"', words) or re.search(
            r'value="([^"]+)"[^>]*name="token"', words
        )
        return {"token": found.group(1)} if found else {}

    def __call__(self, address, data, *, shown=None, acts=1, looks=False, file=None, asked=""):
        """The form that the page shows, sent twice with the token that stands in it. ``looks``: an act that may be
        noted again, and changes nothing else. ``file``: field and content of what is sent along."""
        token = self.token(self.client.get(address + asked))
        if shown is not None:  # a page that says in figures what will be done carries the token on
            assert self.token(self.client.post(address, shown | token)) == token
        data = data | token
        before = Entry.objects.count()
        first = self.client.post(address, data | _sent(file))
        assert first.status_code == 302, (
            address,
            first.status_code,
            re.findall(r"error[^<]*<[^<]*", first.content.decode())[:5],
        )
        assert Entry.objects.count() == before + acts
        stands = everything()
        second = self.client.post(address, data | _sent(file))
        assert second.status_code < 500
        now = everything()
        if looks:
            stands, now = ({k: v for k, v in each.items() if k != str(Entry._meta)} for each in (stands, now))
        assert now == stands, address
        return first


def _sent(file):
    return {file[0]: SimpleUploadedFile("daftar.csv", file[1])} if file else {}


def test_every_money_form_sent_twice_does_its_act_once(
    manager, other_manager, treasurer, branch, own_store, tmp_path
):
    made = programme(manager, months=3, first_month=202605)
    accepted(made, manager, [MUARO, PEMATANG, MUARO])
    by_manager, by_other, by_treasurer = Twice(manager), Twice(other_manager), Twice(treasurer)
    # Funds
    new = {
        "sponsor_name": "PT Baru",
        "area": "13.03",
        "name": "CSR Baru",
        "kind": "csr",
        "payer": "",
        "year": "2026",
        "ceiling": "",
    }
    by_manager(reverse("fund_new"), new, acts=2)
    fund = Fund.objects.get(name="CSR Baru")
    by_manager(
        reverse("fund_ceiling", args=[fund.public_id]),
        {"ceiling": "5000000", "document": "DPA 1/2026", "dated": "2026-03-01", "why": "Perubahan"},
    )
    rules = {"valid_from": "2026-01-01", "areas": MUARO, "min_months": "1", "basis": "Perbup 1/2026"}
    by_manager(reverse("fund_rules", args=[fund.public_id]), rules)
    listed = {"area": "13.03", "name": "Petani tembakau", "source": "Dinas", "dated": "2026-03-01"}
    by_manager(reverse("fund_group_new"), listed, file=("file", b"nik,nama\n1303041205700001,Warga\n"))
    by_manager(reverse("fund_link", args=[made.public_id]), {"fund": str(fund.pk), "rank": "2"})
    by_manager(reverse("fund_unlink", args=[made.public_id, fund.public_id]), {})
    # Decisions
    by_manager(
        reverse("decision_new"), {"programme": str(made.pk), "first_month": "", "months": "", "note": ""}
    )
    assert Decision.objects.count() == 1
    aside = Decision.objects.get()
    by_manager(reverse("decision_discard", args=[aside.public_id]), {"why": "Salah bulan"})
    by_manager(
        reverse("decision_new"), {"programme": str(made.pk), "first_month": "", "months": "", "note": ""}
    )
    draft = Decision.objects.exclude(pk=aside.pk).get()
    by_manager(reverse("decision_submit", args=[draft.public_id]), {})
    by_other(reverse("decision_return", args=[draft.public_id]), {"why": "Periksa lagi"})
    by_manager(reverse("decision_submit", args=[draft.public_id]), {})
    sure = {"number": "SK-1", "dated": "2026-04-20", "sure": "1"}
    by_other(reverse("decision_approve", args=[draft.public_id]), sure)
    enrolled(branch, draft, tmp_path, range(3))
    # Bills and money
    for month in ("2026-05", "2026-06"):
        shown = {"programme": made.public_id, "month": month}
        by_treasurer(reverse("bill_issue"), shown | {"confirmed": "1", "expected": ""}, shown=shown)
    assert Bill.objects.count() == 2
    may, june = Bill.objects.order_by("month")
    at_may, at_june = [may.public_id], [june.public_id]
    by_treasurer(reverse("bill_code", args=at_may), {"code": "KI-1"})
    by_treasurer(reverse("bill_step", args=[*at_may, "spp"]), {"number": "SPP-1", "dated": "2026-05-18"})
    paid = {
        "state": "paid",
        "document": "SP2D-1",
        "dated": "2026-05-20",
        "amount": str(may.total + 20_000),
        "why": "",
    }
    by_treasurer(reverse("bill_pay", args=at_may), paid)
    refused = paid | {"state": "refused", "document": "SP2D-2", "amount": "1000", "why": "Rekening ditutup"}
    by_treasurer(reverse("bill_pay", args=at_june), refused)
    carried = {"target": june.public_id, "dated": "2026-06-20", "why": "Sisa Mei"}
    by_treasurer(reverse("bill_carry", args=at_may), carried, acts=1)
    first = Payment.objects.get(kind="in")
    undo = {"dated": "2026-06-21", "why": "Salah tagihan"}
    by_treasurer(reverse("payment_reverse", args=[*at_june, first.public_id]), undo)
    corrected = {"direction": "less", "amount": "1000", "dated": "2026-06-22", "why": "Koreksi"}
    by_treasurer(reverse("bill_correct", args=at_june), corrected)
    # Three leave: what was paid for them is claimed back, refunded, credited and refused
    at = [draft.public_id]
    gone = {
        "decision": draft.public_id,
        "numbers": "1, 2, 3",
        "why": "job",
        "since": "2026-04-30",
        "note": "",
    }
    by_manager(reverse("vacancy_report"), gone)
    by_manager(reverse("vacancy_gather"), {}, looks=True)
    overpayments.find(treasurer)
    one, two, three = Finding.objects.order_by("pk")
    letter = {"number": "560/1", "dated": "2026-06-23"}
    by_treasurer(reverse("overpaid_claim", args=[may.fund.public_id, "job"]), letter)
    back = {"document": "TR-1", "dated": "2026-06-24", "note": ""}
    by_treasurer(reverse("overpayment_refund", args=[one.public_id]), back)
    by_treasurer(reverse("overpayment_refuse", args=[two.public_id]), {"why": "BPJS menolak"})
    off = {"bill": june.public_id, "dated": "2026-06-25", "note": ""}
    by_treasurer(reverse("overpayment_credit", args=[three.public_id]), off, acts=3)
    # Those who come instead, and a plan for who waits
    accepted(made, manager, [MUARO, MUARO], start=50)
    stays, leaves, *_rest = Vacancy.objects.order_by("line__number")
    by_manager(reverse("vacancy_dismiss", args=[stays.public_id]), {"why": "Salah lapor"})
    by_manager(reverse("replacements", args=at), {"places": [leaves.public_id], "first_month": "2026-07"})
    newcomers = Decision.objects.get(state=State.DRAFT)
    by_manager(reverse("decision_discard", args=[newcomers.public_id]), {"why": "Menunggu rencana"})
    asked = {"programme": str(made.pk), "first_month": "2026-07", "months": "1", "aim": "people", "note": ""}
    by_manager(reverse("plan_new"), asked)
    plan = Plan.objects.get()
    assert job.run(lease.take(plan.pk)) == "ready"
    by_manager(reverse("plan_what_if", args=[plan.public_id]), {"places": "3", "fund": "", "note": "Andai"})
    by_manager(reverse("plan_turn", args=[plan.public_id]), {"note": ""})
    # A change, and the month's end
    change = {"numbers": "1", "why": "died", "note": "", "from_month": "2026-07", "replace": ""}
    by_manager(reverse("decision_change", args=[draft.public_id]), change)
    by_manager(reverse("books_close", args=[made.public_id, 202605]), {})
    walked = set(Entry.objects.values_list("act", flat=True))
    assert registered() - walked - set(NOT_WALKED) == set(), (
        "an act that is neither walked here nor has a reason"
    )
    assert set(NOT_WALKED) <= registered(), "a reason for an act that is no more"
    assert not set(NOT_WALKED) & walked - {"enrolment.return", "overpayment.find", "plan.ready"}
    assert date(2026, 5, 20) == Payment.objects.get(document="SP2D-1").dated
