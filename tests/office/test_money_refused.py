"""Every address of money answers who has no business with it by a refusal, whatever is asked or sent, and nothing changes.

The addresses are read from the apps themselves: a new page of money without its guard fails here. What each act says
to whom is tested with the act.
"""

from importlib import import_module

import pytest
from django.urls import reverse

from office.kept import kept
from office.test_repeated_forms import everything
from office.world import MUARO, accepted, approved, enrolled, programme
from payung.office.billing.actions import issue_bills, record_payment

pytestmark = pytest.mark.django_db

APPS = ("funding", "billing", "treasury", "reconciliation", "overpayments", "plans", "continuity", "budgets")
# Who is protected until when is everybody's business who serves people: without a rupiah where money is not theirs
# (test_continuity.py). Who drafts lists may have that counted anew, and may turn a plan into a list, which they see by
# the programme manager's leave only.
_STANDING = {"continuity", "continuity_people"}
OPEN = {
    "administrator": {"continuity"},
    "clerk": _STANDING,
    "verifier": _STANDING | {"continuity_count", "plan_turn"},
}
MONTH = 202605


def addresses():
    """(name, how its address is made) of every page and act."""
    for app in APPS:
        for each in import_module(f"payung.office.{app}.urls").urlpatterns:
            yield each.name, each.pattern.converters


@kept
def known(manager, other_manager, branch, treasurer, tmp_path):
    """A programme with a bill that is paid: what stands in addresses."""
    made = programme(manager)
    accepted(made, manager, [MUARO, MUARO])
    decree = approved(manager, other_manager, made)
    enrolled(branch, decree, tmp_path, range(2))
    (bill,) = issue_bills(treasurer, made, MONTH).bills
    paid = record_payment(treasurer, bill, document="SP2D-1", dated=bill.issued.date(), amount=bill.total)
    return {"bill": bill.public_id, "payment_id": paid.public_id, "month": MONTH, "programme": made.public_id}


def address(name, converters, known):
    of_programme = name.startswith(("books", "programme", "fund_link", "fund_unlink"))
    asked = {}
    for part, how in converters.items():
        own = known["programme"] if of_programme else known["bill"]
        asked[part] = 1 if "Int" in type(how).__name__ else own
        asked[part] = known.get(part, asked[part])
    return reverse(name, kwargs=asked)


@pytest.mark.parametrize("who", sorted(OPEN))
def test_who_has_no_business_with_money_gets_nothing_and_changes_nothing(
    request, client, known, who, own_store
):
    client.force_login(request.getfixturevalue(who))
    before = everything()
    for name, converters in addresses():
        at = address(name, converters, known)
        if name in OPEN[who]:
            continue
        sent = {"why": "x", "amount": "1", "document": "X"}
        said = {client.get(at).status_code, client.post(at, sent).status_code}
        assert 403 in said, name
        assert said <= {403, 405}, name
    assert everything() == before


def test_without_a_login_every_address_leads_to_it(client, known):
    for name, converters in addresses():
        at = address(name, converters, known)
        for said in (client.get(at), client.post(at, {})):
            assert said.status_code in (302, 405), name
            if said.status_code == 302:
                assert "/akun/login/" in said.headers["Location"], name
