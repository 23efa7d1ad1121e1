"""Pages of decisions, programmes and funds: from a draft to the frozen list by hand; who may not gets nothing."""

import pytest
from django.urls import reverse

from office.kept import kept
from office.world import MUARO, TANJUNG, accepted, approved, fund, programme, submitted
from payung.office.decisions.models import Decision, LetterTemplate, Signing, State
from payung.office.funding.models import Fund, ProgrammeFund
from payung.office.journal.models import Entry
from payung.office.programmes.models import Agreement, Criteria, LegalBasis, Programme, Quota

pytestmark = pytest.mark.django_db


@kept
def made(manager):
    found = programme(manager, quotas={MUARO: 2, TANJUNG: 2})
    accepted(found, manager, [MUARO, MUARO, MUARO, TANJUNG])
    return found


def as_(client, user):
    client.force_login(user)
    return client


def post(client, page, /, *args, **fields):
    return client.post(reverse(page, args=args), fields)


def test_a_list_by_hand_from_the_draft_to_the_frozen_list(client, manager, other_manager, made):
    as_(client, manager)
    answer = post(client, "decision_new", programme=made.pk)
    draft = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decision", args=[draft.public_id])
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Rp403.200" in page
    waiting = client.get(reverse("decision_waiting", args=[draft.public_id])).content.decode()
    assert "Warga 2" in waiting
    assert "Warga 0" not in waiting
    assert "Rp403.200" in client.get(reverse("decision_submit", args=[draft.public_id])).content.decode()
    post(client, "decision_submit", draft.public_id)
    assert (
        reverse("decision_approve", args=[draft.public_id]) not in client.get(page_of(draft)).content.decode()
    )

    as_(client, other_manager)
    check = post(client, "decision_approve", draft.public_id, number="SK 1/2026", dated="2026-04-20")
    words = check.content.decode()
    assert "SK 1/2026" in words
    assert "Rp403.200" in words
    assert Decision.objects.get().state == State.SUBMITTED
    post(client, "decision_approve", draft.public_id, number="SK 1/2026", dated="2026-04-20", sure="1")
    done = Decision.objects.get()
    assert (done.state, done.number) == (State.APPROVED, "SK 1/2026")
    assert done.list_hash in client.get(page_of(done)).content.decode()


def page_of(decision):
    return reverse("decision", args=[decision.public_id])


def test_who_submitted_sees_why_they_cannot_approve(client, manager, made):
    sent = submitted(manager, made)
    as_(client, manager)
    answer = post(client, "decision_approve", sent.public_id, number="SK-1", dated="2026-04-20", sure="1")
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert Decision.objects.get().state == State.SUBMITTED


def test_returning_and_putting_aside_ask_for_the_reason(client, manager, other_manager, made):
    sent = submitted(manager, made)
    as_(client, other_manager)
    assert post(client, "decision_return", sent.public_id, why="").status_code == 422
    post(client, "decision_return", sent.public_id, why="Periksa lagi")
    assert Decision.objects.get().state == State.RETURNED
    as_(client, manager)
    post(client, "decision_discard", sent.public_id, why="Kuota berubah")
    assert Decision.objects.get().state == State.DISCARDED


def test_papers_are_downloads_that_stand_in_the_journal(client, manager, other_manager, verifier, made):
    done = approved(manager, other_manager, made)
    as_(client, verifier)
    pdf = post(client, "decision_annex", done.public_id, bentuk="pdf")
    book = post(client, "decision_annex", done.public_id, bentuk="xlsx", nik="1")
    letter = post(client, "decision_letter", done.public_id)
    assert pdf.content.startswith(b"%PDF")
    assert book.content.startswith(b"PK")
    assert letter.content.startswith(b"PK")
    assert Entry.objects.filter(act__in=["decision.annex", "decision.letter"]).count() == 3
    assert client.get(reverse("decision_annex", args=[done.public_id])).status_code == 405


def test_whole_niks_only_for_who_may_see_them(client, manager, other_manager, made):
    done = approved(manager, other_manager, made)
    as_(client, manager)
    assert post(client, "decision_annex", done.public_id, bentuk="xlsx", nik="1").status_code == 403
    assert not Entry.objects.filter(act="decision.annex").exists()


def test_the_office_replaces_the_letter_and_says_who_signs(client, manager):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from payung.documents.letter import default_template

    as_(client, manager)
    good = SimpleUploadedFile("surat.docx", default_template("decree"))
    assert post(client, "letter_template", area="13.03", file=good).status_code == 302
    bad = SimpleUploadedFile("surat.docx", b"bukan word")
    assert post(client, "letter_template", area="13.03", file=bad).status_code == 422
    assert LetterTemplate.objects.count() == 1
    signing = {"regulation": "Keputusan Bupati", "title": "BUPATI", "name": "Nama Pejabat", "place": "Muaro"}
    assert post(client, "signing", area="13.03", **signing).status_code == 302
    assert Signing.objects.get().title == "BUPATI"


def test_a_change_is_drafted_by_the_numbers_of_the_annex(client, manager, other_manager, made):
    done = approved(manager, other_manager, made)
    as_(client, manager)
    fields = {"why": "died", "from_month": "2026-09", "replace": "on"}
    assert post(client, "decision_change", done.public_id, numbers="1, 99", **fields).status_code == 422
    assert post(client, "decision_change", done.public_id, numbers="satu", **fields).status_code == 422
    post(client, "decision_change", done.public_id, numbers="1", **fields)
    draft = Decision.objects.exclude(pk=done.pk).get()
    assert (draft.changes, draft.withdrawals.count(), draft.people) == (done, 1, 1)
    assert "Warga 0" in client.get(reverse("decision_leaving", args=[draft.public_id])).content.decode()


def test_a_clerk_sees_approved_lists_and_their_own_village_only(client, manager, other_manager, clerk, made):
    draft = submitted(manager, made)
    as_(client, clerk)
    assert client.get(page_of(draft)).status_code == 404
    done = approved(manager, other_manager, made)
    lines = client.get(reverse("decision_lines", args=[done.public_id])).content.decode()
    assert "Warga 0" in lines
    assert "Warga 3" not in lines  # of Tanjung
    assert post(client, "decision_annex", done.public_id, bentuk="pdf").status_code == 403


@pytest.mark.parametrize(
    "who", ["clerk", "other_clerk", "treasurer", "branch", "auditor", "outsider", "sponsor"]
)
def test_who_may_not_act_changes_nothing(request, client, manager, made, who):
    sent = submitted(manager, made)
    before = Entry.objects.count()
    as_(client, request.getfixturevalue(who))
    for name, args, fields in (
        ("decision_new", (), {"programme": made.pk}),
        ("decision_submit", (sent.public_id,), {}),
        ("decision_approve", (sent.public_id,), {"number": "SK-1", "dated": "2026-04-20", "sure": "1"}),
        ("decision_return", (sent.public_id,), {"why": "x"}),
        ("decision_discard", (sent.public_id,), {"why": "x"}),
        ("decision_change", (sent.public_id,), {"numbers": "1"}),
        ("quota_edit", (made.public_id, MUARO), {"places": 9}),
        ("programme_edit", (made.public_id,), {"name": "x"}),
        ("programme_close", (made.public_id,), {"why": "x"}),
        ("criteria_new", (made.public_id,), {"valid_from": "2026-01-01"}),
        ("occupations_start", (made.public_id,), {}),
        ("fund_link", (made.public_id,), {}),
        ("signing", (), {"title": "x"}),
    ):
        # A manager of another regency may open a form, but finds nothing of this one to choose in it.
        own_form = who == "outsider" and name in ("decision_new", "signing")
        assert post(client, name, *args, **fields).status_code in ((422,) if own_form else (403, 404)), name
    assert Entry.objects.count() == before
    assert Decision.objects.get().state == State.SUBMITTED


def test_an_outsider_finds_nothing_by_address_or_list(client, manager, other_manager, outsider, made):
    done = approved(manager, other_manager, made)
    as_(client, outsider)
    for name in ("decision", "decision_lines", "decision_waiting", "decision_leaving"):
        assert client.get(reverse(name, args=[done.public_id])).status_code == 404
    for name in ("programme", "quotas", "criteria", "occupations", "programme_funds"):
        assert client.get(reverse(name, args=[made.public_id])).status_code == 404
    assert client.get(reverse("fund", args=[Fund.objects.get().public_id])).status_code == 404
    for name in ("decisions", "programmes", "funds"):
        page = client.get(reverse(name)).content.decode()
        assert done.public_id not in page
        assert made.public_id not in page


def test_nobody_comes_in_without_logging_in(client, made):
    for name, args in (
        ("decisions", ()),
        ("programmes", ()),
        ("funds", ()),
        ("programme", (made.public_id,)),
    ):
        assert client.get(reverse(name, args=args)).status_code == 302


def test_lists_ask_a_constant_number_of_queries(
    client, manager, other_manager, made, django_assert_max_num_queries
):
    done = approved(manager, other_manager, made)
    as_(client, manager)
    for name, args in (
        ("decisions", ()),
        ("decision", (done.public_id,)),
        ("decision_lines", (done.public_id,)),
        ("decision_waiting", (done.public_id,)),
        ("programmes", ()),
        ("programme", (made.public_id,)),
        ("quotas", (made.public_id,)),
        ("programme_funds", (made.public_id,)),
        ("funds", ()),
    ):
        with django_assert_max_num_queries(22):
            page = client.get(reverse(name, args=args))
        assert page.status_code == 200
        assert len(page.content) < 100_000


PROGRAMME = {
    "area": "13.03", "name": "Siaga Kita", "first_month": "2026-05", "months": "8", "income": "1.000.000",
    "first": "decile", "second": "oldest", "third": "", "registry_max_age": "400",
}  # fmt: skip


def test_a_programme_by_hand_until_it_can_make_lists(client, manager):
    as_(client, manager)
    assert post(client, "programme_new", **(PROGRAMME | {"months": "0"})).status_code == 422
    assert post(client, "programme_new", **PROGRAMME).status_code == 302
    made = Programme.objects.get()
    assert (made.priority, made.income, made.first_month) == (["decile", "oldest"], 1_000_000, 202605)
    criteria = {"valid_from": "2026-01-01", "min_age": "18", "max_age": "65", "excluded_groups": "ASN, TNI"}
    post(client, "criteria_new", made.public_id, **criteria)
    assert Criteria.objects.get().rules["excluded_groups"] == ["ASN", "TNI"]
    assert "ASN, TNI" in client.get(reverse("criteria", args=[made.public_id])).content.decode()
    post(client, "occupations_start", made.public_id)
    post(
        client,
        "occupation_new",
        made.public_id,
        name="Penjaga Surau",
        synonyms="gharin surau",
        sector="other",
    )
    assert made.occupations.filter(code="penjaga-surau").exists()
    money = {
        "sponsor_name": "Pemkab", "area": "13.03", "name": "APBD", "kind": "apbd_regency", "year": "2026",
        "ceiling": "Rp1.000.000", "document": "DPA 1/2026", "dated": "2026-01-05",
    }  # fmt: skip
    assert post(client, "fund_new", **(money | {"area": "13.73"})).status_code == 422
    assert post(client, "fund_new", **money).status_code == 302
    post(client, "fund_link", made.public_id, fund=Fund.objects.get().pk, rank="1")
    assert ProgrammeFund.objects.count() == 1
    assert "Rp134.400" in client.get(reverse("programme_funds", args=[made.public_id])).content.decode()
    assert (
        post(client, "programme_edit", made.public_id, **(PROGRAMME | {"name": "Siaga"})).status_code == 302
    )
    post(client, "programme_close", made.public_id, why="Selesai")
    assert Programme.objects.get().closed
    post(client, "programme_close", made.public_id, why="Lanjut")
    assert not Programme.objects.get().closed
    post(client, "fund_unlink", made.public_id, Fund.objects.get().public_id)
    assert not ProgrammeFund.objects.exists()


def test_the_same_quota_for_every_village_shows_its_figures_before_it_is_set(client, manager):
    made = programme(manager)
    as_(client, manager)
    address = reverse("quota_each", args=[made.public_id])
    assert client.get(address).status_code == 200
    assert client.get(f"{address}?each=-1").status_code == 422
    assert "300" in client.get(f"{address}?each=100").content.decode()
    assert not Quota.objects.exists()
    client.post(f"{address}?each=100")
    assert [quota.places for quota in Quota.objects.all()] == [100, 100, 100]
    post(client, "quota_edit", made.public_id, "semua", places="250")
    assert Quota.objects.get(village=None).places == 250


def test_a_quota_below_what_is_taken_is_refused_on_the_page(client, manager, other_manager, made):
    approved(manager, other_manager, made)
    as_(client, manager)
    answer = post(client, "quota_edit", made.public_id, MUARO, places="1")
    assert answer.status_code == 422
    assert "Muaro" in answer.content.decode()
    assert Quota.objects.get(village=MUARO).places == 2


def test_a_ceiling_below_what_is_committed_is_refused_on_the_page(client, manager, other_manager, made):
    approved(manager, other_manager, made)
    money = Fund.objects.get()
    as_(client, manager)
    revision = {"why": "Efisiensi", "document": "DPPA 1/2026", "dated": "2026-05-05"}
    answer = post(client, "fund_ceiling", money.public_id, ceiling="1.000", **revision)
    assert answer.status_code == 422
    assert "Rp403.200" in answer.content.decode()
    assert post(client, "fund_ceiling", money.public_id, ceiling="403.200", **revision).status_code == 302


def test_the_registers_of_legal_bases_and_agreements(client, manager, clerk):
    as_(client, manager)
    basis = {
        "area": "13.03",
        "kind": "head",
        "number": "Perbup 12/2026",
        "about": "Perlindungan",
        "dated": "2026-01-02",
    }
    post(client, "basis_new", **basis)
    term = {
        "area": "13.03",
        "number": "PKS-1",
        "branch": "Solok",
        "scope": "vulnerable",
        "start_rule": "agreement",
        "starts": "2026-01-01",
        "ends": "2026-12-31",
    }
    post(client, "agreement_new", **term)
    assert (
        post(client, "agreement_new", **(term | {"number": "PKS-2", "ends": "2025-01-01"})).status_code == 422
    )
    assert (LegalBasis.objects.count(), Agreement.objects.count()) == (1, 1)
    assert "Perbup 12/2026" in client.get(reverse("bases")).content.decode()
    assert "PKS-1" in client.get(reverse("agreements")).content.decode()
    as_(client, clerk)
    assert post(client, "basis_new", **basis).status_code == 403


def test_a_sponsor_sees_their_own_fund_only(client, manager, sponsor):
    foreign = fund(manager)
    as_(client, sponsor)
    assert client.get(reverse("fund", args=[foreign.public_id])).status_code == 404
    assert "APBD 2026" not in client.get(reverse("funds")).content.decode()
