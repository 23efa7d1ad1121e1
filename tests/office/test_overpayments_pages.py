"""Pages of overpayments: a list is loaded, looked through, claimed and settled by hand; who may not gets nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.kept import kept
from office.overpaid_world import FULL, HALF, billed_and_paid, company, history_file
from office.world import fund
from payung.office.billing.actions import issue_bills
from payung.office.journal.models import Entry
from payung.office.overpayments import actions
from payung.office.overpayments.models import ClaimLetter, Finding, HistoryFile, State

pytestmark = pytest.mark.django_db


@kept
def decree(manager, other_manager, branch, tmp_path):
    return company(manager, other_manager, branch, tmp_path)


def text(client, name, *args, **asked):
    return client.get(reverse(name, args=args), asked).content.decode()


def test_from_a_list_to_the_refund_by_hand(client, treasurer, manager, decree, tmp_path):
    given = fund(manager, "CSR lama", payer="csr", year=2025)
    client.force_login(treasurer)
    assert "Tidak ada yang lebih bayar" in text(client, "overpayments")
    path = history_file(tmp_path, [(0, "2026-04", FULL, "A", ""), (1, "2026-04", FULL, "A", "")])
    said = {"fund": given.public_id, "income": "1.000.000", "token": "satu"}
    for _ in range(2):
        file = SimpleUploadedFile("riwayat.csv", path.read_bytes())
        answer = client.post(reverse("history_load"), said | {"file": file})
        assert answer.status_code == 302, answer.content.decode()
    assert HistoryFile.objects.count() == 1
    assert "Rp33.600" in client.get(answer.headers["Location"]).content.decode()
    client.post(reverse("overpayment_find"))
    assert "Rp16.800" in text(client, "overpayments")
    one = Finding.objects.get()
    at = reverse("overpaid_claim", args=[given.public_id, "relief"])
    assert "Rp16.800" in client.get(at).content.decode()
    answer = client.post(at, {"number": "560/9", "dated": "2026-11-05", "token": "dua"})
    letter = ClaimLetter.objects.get()
    assert answer.headers["Location"] == reverse("overpaid_letter", args=[letter.public_id])
    paper = client.post(reverse("overpaid_letter_download", args=[letter.public_id]))
    assert paper.content[:2] == b"PK"
    refund = reverse("overpayment_refund", args=[one.public_id])
    client.post(refund, {"document": "TR-5", "dated": "2026-11-06", "token": "tiga"})
    one.refresh_from_db()
    assert (one.state, one.document) == (State.REFUNDED, "TR-5")
    assert "TR-5" in text(client, "overpayment", one.public_id)


def test_a_credit_by_hand_and_the_page_without_a_bill(client, treasurer, decree):
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    actions.find(treasurer)
    one = Finding.objects.get()
    client.force_login(treasurer)
    assert "Rp33.600" in text(client, "home")
    assert "cukup besar" in text(client, "overpayment_credit", one.public_id)
    (target,) = issue_bills(treasurer, decree.programme, 202606).bills
    at = reverse("overpayment_credit", args=[one.public_id])
    assert target.public_id in client.get(at).content.decode()
    answer = client.post(at, {"bill": target.public_id, "dated": "2026-11-09", "token": "x"})
    assert answer.status_code == 302, answer.content.decode()
    assert Finding.objects.get().credited_to == target


def test_a_wrong_list_is_answered_on_the_form(client, treasurer, decree, tmp_path):
    client.force_login(treasurer)
    path = history_file(tmp_path, [(0, "2026-04", "-1", "A", "")])
    said = {"fund": decree.programme.fund_links.get().fund.public_id, "income": "1.000.000"}
    answer = client.post(
        reverse("history_load"), said | {"file": SimpleUploadedFile("x.csv", path.read_bytes())}
    )
    assert answer.status_code == 422
    assert "kurang dari nol" in answer.content.decode()
    assert HistoryFile.objects.count() == 0


def test_headings_by_hand(client, treasurer, areas):
    client.force_login(treasurer)
    assert "Nomor Induk" in text(client, "history_headings")
    said = {"area": "13.03", "name": "CSR", "headings": "kaki"}
    assert client.post(reverse("history_headings"), said).status_code == 422
    said["headings"] = '[headings]\nnik = ["Nomor Induk"]\n'
    assert client.post(reverse("history_headings"), said).status_code == 302


@pytest.mark.parametrize("who", ["clerk", "verifier", "administrator"])
def test_who_sees_no_money_sees_no_page(request, client, who, decree):
    client.force_login(request.getfixturevalue(who))
    for name in ("overpayments", "overpaid", "overpaid_letters", "histories", "history_load"):
        assert client.get(reverse(name)).status_code == 403


def test_an_auditor_looks_and_changes_nothing(client, auditor, treasurer, decree):
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    actions.find(treasurer)
    one = Finding.objects.get()
    client.force_login(auditor)
    assert "Rp33.600" in text(client, "overpayments")
    assert "Buat suratnya" not in text(client, "overpayments")
    lines = Entry.objects.count()
    for name, args, said in (
        ("overpayment_find", [], {}),
        ("overpaid_claim", [one.fund.public_id, "relief"], {"number": "1", "dated": "2026-11-05"}),
        ("overpayment_refund", [one.public_id], {"document": "T", "dated": "2026-11-05"}),
        ("overpayment_refuse", [one.public_id], {"why": "Tidak"}),
        ("overpayment_credit", [one.public_id], {}),
    ):
        assert client.post(reverse(name, args=args), said).status_code == 403
    assert (Finding.objects.get().state, Entry.objects.count()) == (State.FOUND, lines)


def test_an_outsider_finds_nothing_behind_the_address(client, outsider, treasurer, decree):
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    actions.find(treasurer)
    one = Finding.objects.get()
    client.force_login(outsider)
    for name, args in (("overpayment", [one.public_id]), ("overpaid_claim", [one.fund.public_id, "relief"])):
        assert client.get(reverse(name, args=args)).status_code in (403, 404)
    assert one.public_id not in text(client, "overpaid")


def test_the_list_names_people_only_for_who_may_see_them(client, manager, treasurer, decree):
    from datetime import date

    from payung.office.people.models import Person

    billed_and_paid(treasurer, decree.programme, 202606)
    Person.objects.filter(name="Warga 0").update(died=date(2026, 5, 11))
    actions.find(treasurer)
    client.force_login(manager)
    assert "Warga 0" in text(client, "overpaid")
    client.force_login(treasurer)
    assert "Warga 0" not in text(client, "overpaid")
    assert f"Rp{HALF:,}".replace(",", ".") in text(client, "overpaid", sebab="death")


def test_pages_ask_few_queries(client, treasurer, decree, django_assert_max_num_queries):
    billed_and_paid(treasurer, decree.programme, 202605, 4 * FULL)
    actions.find(treasurer)
    client.force_login(treasurer)
    for name in ("overpayments", "overpaid", "histories"):
        with django_assert_max_num_queries(25):
            text(client, name)
