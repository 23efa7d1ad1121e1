"""BPJS's billing list beside our bill: every row is told the same, another, unknown, missing or unclear; never half applied."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.world import MUARO, PEMATANG, accepted, approved, enrolled, kpj, nik, programme
from payung.errors import UnusableInput
from payung.exchange.bpjs_billing import FIELDS
from payung.exchange.heading_profile import HeadingProfile
from payung.office.accounts.permissions import Refused
from payung.office.billing.actions import compare_billing, issue_bills, save_billing_profile, set_payment_code
from payung.office.billing.models import BillingFile, BillingFileLine, BillingProfile
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
RATE = 16_800


@pytest.fixture
def bill(manager, other_manager, branch, treasurer, tmp_path, own_store):
    made = programme(manager)
    accepted(made, manager, [PEMATANG, MUARO, MUARO])
    enrolled(branch, approved(manager, other_manager, made), tmp_path, range(3))
    return issue_bills(treasurer, made, 202605).bills[0]


def billing_list(path, rows, *, code="900123", month="2026-05", heads=("NIK", "KPJ", "Nama", "Iuran")):
    with open(path, "w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*heads, "Kode Iuran", "Bulan"])
        writer.writerows([*row, code, month] for row in rows)
    return path


def row(at, amount=RATE, name=None):
    return nik(at), kpj(at), name or f"Warga {at}", amount


def test_a_list_that_is_the_same_gives_the_bill_its_payment_code(bill, treasurer, tmp_path):
    path = billing_list(tmp_path / "a.csv", [row(at) for at in range(3)])
    made = compare_billing(treasurer, bill, path, file_name="a.csv")
    bill.refresh_from_db()
    assert (made.same, made.differs, made.total, bill.code) == (3, 0, 3 * RATE, "900123")


def test_unknown_missing_other_and_unclear_rows_are_told_and_nothing_is_applied(bill, treasurer, tmp_path):
    rows = [row(0), row(1, 8_400), row(77, name="Orang Asing"), ("3.27E+15", "", "Rusak", RATE)]
    made = compare_billing(treasurer, bill, billing_list(tmp_path / "a.csv", rows), file_name="a.csv")
    bill.refresh_from_db()
    counts = (made.same, made.amount, made.unknown, made.missing, made.unclear)
    assert (counts, bill.code) == ((1, 1, 1, 1, 1), "")
    other = made.lines.get(verdict="amount")
    assert (other.listed, other.ours) == (8_400, RATE)
    assert made.lines.get(verdict="missing").person_month.person.name == "Warga 2"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"month": "2026-06"}, "This file is for 2026-06"),
        ({"code": "777"}, "payment code of this file is 777"),
    ],
)
def test_a_list_for_another_bill_is_refused_whole(bill, treasurer, tmp_path, own_store, options, said):
    set_payment_code(treasurer, bill, "900123")
    before, kept = Entry.objects.count(), own_store()
    path = billing_list(tmp_path / "a.csv", [row(at) for at in range(3)], **options)
    with pytest.raises(UnusableInput, match=said):
        compare_billing(treasurer, bill, path, file_name="a.csv")
    assert (BillingFile.objects.count(), Entry.objects.count(), own_store()) == (0, before, kept)


def test_the_same_file_twice_is_refused_and_leaves_no_file(bill, treasurer, tmp_path, own_store):
    path = billing_list(tmp_path / "a.csv", [row(0)])
    compare_billing(treasurer, bill, path, file_name="a.csv")
    kept = own_store()
    with pytest.raises(UnusableInput, match="was compared on"):
        compare_billing(treasurer, bill, path, file_name="b.csv")
    assert (BillingFile.objects.count(), own_store()) == (1, kept)


def test_a_branch_with_headings_of_its_own_is_read_by_a_profile(bill, treasurer, tmp_path):
    heads = ("Nomor Induk", "KPJ", "Nama", "Nilai Bulan Ini")
    path = billing_list(tmp_path / "a.csv", [row(at) for at in range(3)], heads=heads)
    with pytest.raises(UnusableInput, match="headings"):
        compare_billing(treasurer, bill, path, file_name="a.csv")
    headings = '[headings]\nnik = ["Nomor Induk"]\namount = ["Nilai Bulan Ini"]\n'
    profile = save_billing_profile(treasurer, "13.03", name="Solok", headings=headings)
    assert compare_billing(treasurer, bill, path, file_name="a.csv", profile=profile).same == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[headings", "no valid TOML"),
        ('[headings]\nfoo = ["x"]', "“foo” is unknown"),
        ('[headings]\nnik = "x"', "write a list"),
        ('[headings]\nnik = ["Iuran"]', "means amount already"),
        ('[headings]\nnik = ["X"]\nkpj = ["x"]', "means nik already"),
        ("judul = 1", "write name and"),
    ],
)
def test_a_profile_that_cannot_be_used_says_why(text, said):
    with pytest.raises(UnusableInput, match=said):
        HeadingProfile.from_toml(text, FIELDS)


def test_the_page_compares_and_names_strangers_but_not_our_people_to_a_treasurer(
    client, bill, treasurer, tmp_path
):
    client.force_login(treasurer)
    path = billing_list(tmp_path / "a.csv", [row(0), row(77, name="Orang Asing")])
    file = SimpleUploadedFile("a.csv", path.read_bytes())
    page = client.post(reverse("bill_files", args=[bill.public_id]), {"file": file}, follow=True)
    text = page.content.decode()
    assert "Orang Asing" in text
    assert "Warga 1" not in text
    assert nik(77) not in text
    bad = SimpleUploadedFile("a.csv", b"apa,saja\n1,2\n")
    answer = client.post(reverse("bill_files", args=[bill.public_id]), {"file": bad})
    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.content.decode()


def test_headings_are_edited_on_a_page(client, bill, treasurer):
    client.force_login(treasurer)
    address = reverse("bill_headings", args=[bill.public_id])
    given = {"name": "Solok", "headings": '[headings]\nnik = ["Nomor Induk"]'}
    assert client.post(address, {**given, "headings": "[x"}).status_code == 422
    assert client.post(address, given).status_code == 302
    assert BillingProfile.objects.get().name == "Solok"


@pytest.mark.parametrize("who", ["clerk", "verifier", "manager", "auditor", "outsider", "sponsor"])
def test_who_may_not_compare(request, client, bill, tmp_path, who):
    user = request.getfixturevalue(who)
    path = billing_list(tmp_path / "a.csv", [row(0)])
    before = Entry.objects.count()
    with pytest.raises(Refused):
        compare_billing(user, bill, path, file_name="a.csv")
    with pytest.raises(Refused):
        save_billing_profile(user, "13.03", name="x", headings="")
    client.force_login(user)
    for name in ("bill_files", "bill_headings"):
        assert client.post(reverse(name, args=[bill.public_id]), {}).status_code in (403, 404)
    assert (BillingFile.objects.count(), BillingFileLine.objects.count(), Entry.objects.count()) == (
        0,
        0,
        before,
    )
