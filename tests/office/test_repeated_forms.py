"""Every form of funds, decisions, bills and payments is sent twice, as after a lost answer: the second changes nothing.

Some answer from their token, some find the act done and say so; either way all rows, the journal's too, stay as they
were after the first.
"""

import re
from datetime import date

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from office.world import MUARO, PEMATANG, accepted, enrolled, programme
from payung.office.billing.models import Bill, Payment
from payung.office.decisions.models import Decision
from payung.office.funding.models import Fund
from payung.office.journal import acts
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db

APPS = ("programmes", "funding", "decisions", "cover", "billing")
# Not walked here: their forms go through the same page (programmes.pages.form_page) and its token.
ALIKE = {"fund.appropriate", "fund.rules", "fund.group", "decision.replace"}
# Acts on papers and files, which move no money: tested with their pages.
PAPERS = {
    "decision.annex", "decision.letter", "bill.download", "bill.download_members", "bill.compare",
    "billing_profile.save", "template.upload", "signing.set",
}  # fmt: skip


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

    def __call__(self, address, data, *, shown=None, acts=1):
        """The form that the page shows, sent twice with the token that stands in it."""
        token = self.token(self.client.get(address))
        if shown is not None:  # a page that says in figures what will be done carries the token on
            assert self.token(self.client.post(address, shown | token)) == token
        data = data | token
        before = Entry.objects.count()
        first = self.client.post(address, data)
        assert first.status_code == 302, (
            address,
            first.status_code,
            re.findall(r"error[^<]*<[^<]*", first.content.decode())[:5],
        )
        assert Entry.objects.count() == before + acts
        stands = everything()
        second = self.client.post(address, data)
        assert second.status_code < 500
        assert everything() == stands, address
        return first


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
    # A change, and the month's end
    change = {"numbers": "1", "why": "died", "note": "", "from_month": "2026-07", "replace": ""}
    by_manager(reverse("decision_change", args=[draft.public_id]), change)
    by_manager(reverse("books_close", args=[made.public_id, 202605]), {})
    asked = {
        name
        for name in acts.NAMES
        if acts_of(name) in ("funding", "decisions", "billing") and name not in PAPERS | ALIKE
    }
    assert asked <= set(Entry.objects.values_list("act", flat=True)), asked - set(
        Entry.objects.values_list("act", flat=True)
    )
    assert date(2026, 5, 20) == Payment.objects.get(document="SP2D-1").dated


def acts_of(name):
    """The app whose act it is, by the first word of its name."""
    words = {
        "fund": "funding", "sponsor": "funding", "decision": "decisions", "template": "decisions", "signing": "decisions",
        "bill": "billing", "bills": "billing", "payment": "billing", "credit": "billing", "month": "billing",
        "billing_profile": "billing",
    }  # fmt: skip
    return words.get(name.partition(".")[0], "")
