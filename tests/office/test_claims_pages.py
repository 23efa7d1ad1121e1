"""The pages of claims: a report in three pages, what each role may see, the money compared, the experience."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from office import claims_world, cover_world
from office.kept import kept
from payung.office.claims import experience
from payung.office.claims.actions import facts
from payung.office.claims.actions.facts import HeirFacts
from payung.office.claims.models import Attachment, Claim, SchoolYear, State, VisitPlan
from payung.office.core.home import waiting_for
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
ANSWERS = {
    "happening": "death", "day": "2026-04-10", "happened": "Sakit jantung di rumah", "reporter": "Siti",
    "phone": "0812",
}  # fmt: skip


@kept
def world(manager, treasurer, sponsor):
    return cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)


def text(response):
    return response.content.decode()


def report_at(world, at=0):
    return reverse("claim_report", args=[world.people[at].public_id])


def page_of(claim):
    return reverse("claim", args=[claim.public_id])


def test_a_clerk_finds_people_of_the_own_village_alone(client, world, clerk):
    client.force_login(clerk)
    assert "Yusuf" in text(client.get(reverse("claim_find"), {"cari": "yus"}))
    assert "Upik" not in text(client.get(reverse("claim_find"), {"cari": "upi"}))
    found = client.post(reverse("claim_by_nik"), {"nik": cover_world.NIKS[0]})
    assert found.url == report_at(world)
    assert "No participant" in text(
        client.post(reverse("claim_by_nik"), {"nik": cover_world.NIKS[5]}, headers={"accept-language": "en"})
    ) or "Tidak ada peserta" in text(client.post(reverse("claim_by_nik"), {"nik": cover_world.NIKS[5]}))
    assert client.post(reverse("claim_by_nik"), {"nik": "12"}).status_code == 422


def test_a_nik_never_stands_in_an_address(client, world, clerk):
    client.force_login(clerk)
    assert client.get(reverse("claim_find"), {"cari": cover_world.NIKS[0]}).url == reverse("claim_find")


def test_answers_are_checked_before_anything_is_kept(client, world, clerk, own_store):
    client.force_login(clerk)
    photo = SimpleUploadedFile("akta.jpg", claims_world.JPEG)
    check = client.post(report_at(world), ANSWERS | {"photos": photo})
    assert "Rp42.000.000" in text(check)
    assert "Sakit jantung di rumah" in text(check)
    assert "akta.jpg" in text(check)
    assert not Claim.objects.exists()
    assert not Entry.objects.exists()
    again = client.post(report_at(world), ANSWERS | {"waiting": check.context["tokens"], "change": "1"})
    assert "Sakit jantung di rumah" in text(again)
    sent = client.post(report_at(world), ANSWERS | {"waiting": check.context["tokens"], "confirmed": "1"})
    claim = Claim.objects.get()
    assert sent.url == page_of(claim)
    assert Attachment.objects.get(claim=claim).kind == "image/jpeg"


def test_a_token_of_another_clerk_brings_no_file(client, world, clerk, verifier, own_store):
    client.force_login(clerk)
    photo = SimpleUploadedFile("akta.jpg", claims_world.JPEG)
    token = client.post(report_at(world), ANSWERS | {"photos": photo}).context["tokens"]
    client.force_login(verifier)
    client.post(report_at(world), ANSWERS | {"waiting": token, "confirmed": "1"})
    assert Claim.objects.exists()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"day": "2030-01-01"}, "Hari itu belum tiba"),
        ({"day": "2025-12-31"}, "mendahului kepesertaan"),
        ({"happened": ""}, "happened"),
        ({"happening": "accident-death", "died_on": "2026-04-01"}, "mendahului kejadian"),
    ],
)
def test_a_report_that_cannot_be_says_what_to_mend_and_keeps_nothing(client, world, clerk, answers, words):
    client.force_login(clerk)
    answer = client.post(report_at(world), ANSWERS | answers)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("besar.jpg", b"\xff\xd8\xff" + b"\0" * (50 << 20), "besar.jpg berukuran 51 MB; paling besar 10 MB"),
        ("virus.jpg", b"MZ" + b"\0" * 99, "virus.jpg bukan foto"),
    ],
    ids=["fifty megabytes", "programme"],
)
def test_a_file_that_cannot_be_a_photo_is_refused_clearly(
    client, world, clerk, own_store, name, content, words
):
    client.force_login(clerk)
    answer = client.post(report_at(world), ANSWERS | {"photos": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Claim.objects.exists()
    assert own_store() == 0


def test_a_second_death_is_told_before_it_is_sent(client, world, clerk):
    claims_world.reported(clerk, world)
    client.force_login(clerk)
    answer = client.post(report_at(world), ANSWERS | {"day": "2026-04-11"})
    assert answer.status_code == 422
    assert "sudah dilaporkan" in text(answer)


def test_months_still_paid_after_a_death_are_shown_with_rupiah(client, world, clerk, branch):
    claim = claims_world.reported(clerk, world, claims_world.death(claims_world.EARLY))
    client.force_login(clerk)
    words = text(client.get(page_of(claim)))
    assert "Rp33.600" in words  # February is billed, March decided
    assert "2 bulan" in words


@pytest.mark.parametrize("who", ["clerk", "verifier", "manager", "branch", "auditor"])
def test_those_who_see_claims_see_them(request, client, world, clerk, who):
    claim = claims_world.reported(clerk, world)
    client.force_login(request.getfixturevalue(who))
    assert "Yusuf" in text(client.get(reverse("claims")))
    words = text(client.get(page_of(claim)))
    assert "Rp42.000.000" in words
    assert "Sakit di rumah" not in words


@pytest.mark.parametrize("who", ["treasurer", "sponsor", "administrator"])
@pytest.mark.parametrize("name", ["claims", "claim_find", "school", "visits", "visit_villages"])
def test_the_money_s_people_see_no_claim(request, client, world, clerk, who, name):
    claim = claims_world.reported(clerk, world)
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse(name)).status_code == 403
    assert client.get(page_of(claim)).status_code == 403
    assert client.post(reverse("claim_medical", args=[claim.public_id])).status_code == 403


@pytest.mark.parametrize("who", ["other_clerk", "outsider"])
def test_claims_of_elsewhere_are_not_there(request, client, world, clerk, who):
    claim = claims_world.reported(clerk, world)
    client.force_login(request.getfixturevalue(who))
    assert "Yusuf" not in text(client.get(reverse("claims")))
    assert client.get(page_of(claim)).status_code == 404
    assert client.post(reverse("claim_medical", args=[claim.public_id])).status_code == 404
    assert client.get(report_at(world)).status_code == 404


ACTS = ("claim_facts", "claim_heir", "claim_dispute", "claim_child", "claim_cancel")
STEPS = ("serahkan", "kabul", "tolak", "keberatan", "bayar")


@pytest.mark.parametrize("who", ["manager", "auditor"])
@pytest.mark.parametrize("name", ACTS)
def test_who_only_looks_gets_no_form(request, client, world, clerk, who, name):
    claim = claims_world.reported(clerk, world)
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse(name, args=[claim.public_id])).status_code == 403
    assert client.post(reverse(name, args=[claim.public_id]), {"why": "x"}).status_code == 403
    assert (
        client.post(reverse("claim_letter", args=[claim.public_id]), {"surat": "death_claim"}).status_code
        == 403
    )


@pytest.mark.parametrize("who", ["clerk", "manager", "auditor"])
@pytest.mark.parametrize("slug", STEPS)
def test_bpjs_s_steps_are_not_for_these(request, client, world, clerk, branch, who, slug):
    claim = claims_world.handed(clerk, branch, world)
    client.force_login(request.getfixturevalue(who))
    address = reverse("claim_step", args=[claim.public_id, slug])
    assert client.post(address, {"dated": "2026-05-06", "why": "x", "to": "x"}).status_code == 403
    assert Claim.objects.get().state == State.HANDED


def test_what_happened_is_shown_for_one_look_that_the_journal_keeps(client, world, clerk, branch):
    claim = claims_world.reported(clerk, world)
    client.force_login(branch)
    assert "Sakit di rumah" in text(client.post(reverse("claim_medical", args=[claim.public_id])))
    assert Entry.objects.latest("seq").act == "claim.look_medical"


def test_the_body_part_in_a_working_is_a_medical_word(client, world, clerk, manager):
    claim = claims_world.reported(clerk, world, claims_world.accident())
    lost = {"disabilities": [{"part": "one_eye", "loss": 1.0}]}
    facts.set_facts(clerk, claim, outcome="partial", facts=lost)
    client.force_login(manager)
    assert "sebelah mata" not in text(client.get(page_of(claim)))
    client.force_login(clerk)
    assert "sebelah mata" in text(client.get(page_of(claim)))


def test_costs_and_days_make_the_sum(client, world, clerk):
    claim = claims_world.reported(clerk, world, claims_world.accident())
    client.force_login(clerk)
    address = reverse("claim_facts", args=[claim.public_id])
    assert client.get(address).status_code == 200
    given = {"outcome": "recovered", "unable_months": "3", "land": "500.000", "medical": "2.000.000"}
    assert client.post(address, given).url == page_of(claim)
    claim.refresh_from_db()
    assert claim.owed == 3_000_000 + 500_000 + 2_000_000
    assert claim.workings.count() == 2
    wrong = client.post(address, {"outcome": "partial", "unable_months": "3"})
    assert wrong.status_code == 422
    assert claim.workings.count() == 2


def test_a_paper_is_photographed_marked_or_spared(client, world, clerk, own_store):
    claim = claims_world.reported(clerk, world)
    client.force_login(clerk)
    first, second, third = claim.papers.all()[:3]
    at = [reverse("claim_paper", args=[claim.public_id, paper.public_id]) for paper in (first, second, third)]
    photo = SimpleUploadedFile("kk.jpg", claims_world.JPEG)
    assert client.post(at[0], {"do": "photo", "file": photo}).status_code == 302
    assert client.post(at[1], {"do": "came"}).status_code == 302
    assert client.post(at[2], {"do": "spare", "why": ""}).status_code == 422
    assert client.post(at[2], {"do": "spare", "why": "Tidak menikah"}).status_code == 302
    again = SimpleUploadedFile("kk2.jpg", claims_world.JPEG)
    assert client.post(at[1], {"do": "photo", "file": again}).status_code == 422
    assert claim.papers.filter(came=None, spared="").count() == claim.papers.count() - 3
    photo = claim.attachments.get()
    opened = client.post(reverse("claim_attachment", args=[claim.public_id, photo.public_id]))
    assert opened.content == claims_world.JPEG


def test_the_money_is_compared_and_contested_by_letter(client, world, clerk, branch):
    claim = claims_world.handed(clerk, branch, world)
    client.force_login(branch)
    pay = reverse("claim_step", args=[claim.public_id, "bayar"])
    assert 'value="20.000.000"' in text(client.get(pay))
    assert client.post(pay, {"dated": "2026-05-06", "amount_funeral": "1"}).status_code == 422  # to whom?
    given = {
        "dated": "2026-05-06",
        "to": "Rahmi",
        "amount_death_grant": "20.000.000",
        "amount_funeral": "4.000.000",
    }
    assert client.post(pay, given | {"amount_periodic": "12.000.000"}).url == page_of(claim)
    assert "-Rp6.000.000" in text(client.get(page_of(claim)))
    judge = reverse("claim_difference", args=[claim.public_id, "funeral"])
    client.post(judge, {"verdict": "contested", "why": "Tarif lama dipakai"})
    letter = client.post(reverse("claim_letter", args=[claim.public_id]), {"surat": "benefit_contest"})
    cells = [
        cell.text
        for table in Document(io.BytesIO(letter.content)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "Rp6.000.000" in cells
    assert any("Tarif lama dipakai" in cell for cell in cells)


def test_papers_to_sign_are_filled_from_what_is_held(client, world, clerk):
    claim = claims_world.reported(clerk, world)
    facts.add_heir(clerk, claim, HeirFacts("spouse", "Rahmi Sari", account="Bank Nagari 12"))
    client.force_login(clerk)
    letter = client.post(reverse("claim_letter", args=[claim.public_id]), {"surat": "death_claim"})
    document = Document(io.BytesIO(letter.content))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for known in (
        cover_world.NIKS[0],
        "26000000000",
        "Rahmi Sari",
        "Bank Nagari 12",
        "Rp20.000.000",
        "10 April 2026",
    ):
        assert known in words
    assert Entry.objects.latest("seq").facts["letter"] == "death_claim"
    refused = client.post(reverse("claim_letter", args=[claim.public_id]), {"surat": "benefit_contest"})
    assert refused.status_code == 422 or refused.status_code == 400


def test_late_money_shows_its_compensation(client, world, clerk, branch):
    claim = claims_world.handed(clerk, branch, world)
    client.force_login(clerk)
    words = text(client.get(page_of(claim)))
    assert "BPJS terlambat" in words
    assert "7 Mei 2026" in words  # three working days after Monday the 4th


def test_school_years_are_shown_proven_and_paid(client, world, clerk, branch):
    said = claims_world.accident(outcome="death", died_on=claims_world.EARLY)
    claim = claims_world.reported(clerk, world, said)
    client.force_login(clerk)
    given = {"name": "Upik Kecil", "birth_date": "2016-03-01", "level": "SD", "grade": "4"}
    child = reverse("claim_child", args=[claim.public_id])
    assert client.post(child, given).url == page_of(claim)
    assert "sudah ada dalam daftar" in text(client.post(child, given))
    assert "Upik Kecil" in text(client.get(reverse("claim_school", args=[claim.public_id])))
    year = SchoolYear.objects.earliest("starts")
    ids = [claim.public_id, year.public_id]
    assert client.post(reverse("school_prove", args=ids), {"proof": "Surat SD 2"}).status_code == 302
    paid = {"dated": "2026-08-01", "amount": "1.500.000"}
    assert client.post(reverse("school_pay", args=ids), paid).status_code == 403
    client.force_login(branch)
    assert client.post(reverse("school_pay", args=ids), paid).status_code == 302
    assert "2025/2026" in text(client.get(reverse("school")))
    assert "Rp1.500.000" in text(client.get(reverse("claim_school", args=[claim.public_id])))


def test_a_visit_is_recorded_and_the_village_report_counts_it(client, world, clerk, branch, manager):
    claim = claims_world.paid(clerk, branch, world)
    visit = claim.visits.get(months=1)
    address = reverse("claim_visit", args=[claim.public_id, visit.public_id])
    given = {
        "done_on": "2026-06-10", "use": "business", "business": "on", "income_before": "900.000",
        "income_after": "1.400.000", "children": "2", "at_school": "3",
    }  # fmt: skip
    client.force_login(clerk)
    assert client.post(address, given).status_code == 422
    assert client.post(address, given | {"at_school": "2"}).url == page_of(claim)
    client.force_login(manager)
    words = text(client.get(reverse("visit_villages")))
    assert "Rp1.400.000" in words
    assert client.post(address, given).url == page_of(claim)  # a manager looks, and records nothing
    visit.refresh_from_db()
    assert visit.done_on == date(2026, 6, 10)
    assert visit.by == clerk


def test_the_plan_of_visits_is_the_area_s(client, world, branch, clerk):
    client.force_login(branch)
    assert client.post(reverse("visit_plan"), {"months": "satu"}).status_code == 422
    assert client.post(reverse("visit_plan"), {"months": "2, 8"}).url == reverse("visits")
    assert VisitPlan.objects.get().months == "2,8"
    client.force_login(clerk)
    assert client.get(reverse("visit_plan")).status_code == 403


def test_the_home_page_chases_papers_proofs_and_visits(world, clerk, branch):
    claim = claims_world.paid(clerk, branch, world)
    facts_of = claims_world.accident(outcome="death", died_on=claims_world.EARLY)
    other = claims_world.reporting.report(clerk, world.people[1], facts_of)
    facts.add_child(clerk, other, name="Upik", birth_date=date(2016, 3, 1), level="SD", grade=4)
    waiting = {one.href: one.count for one in waiting_for(clerk) if "klaim" in one.href or "k" in one.href}
    assert waiting[reverse("claims") + "?keadaan=kertas"] == 1
    assert waiting[reverse("school") + "?keadaan=bukti"] == 2  # 2025/2026 and the year that runs
    assert (
        waiting[reverse("visits") + "?keadaan=jatuh"] == claim.visits.filter(due_on__lte=date.today()).count()
    )


def test_the_experience_sets_benefits_beside_contributions(client, world, clerk, branch, manager):
    claims_world.paid(clerk, branch, world)
    client.force_login(manager)
    page = client.get(reverse("experience"))
    (row,) = page.context["table"].groups
    assert (row["cases"], row["benefits"], row["contributions"]) == (1, 42_000_000, 5 * cover_world.RATE)
    assert "Rp42.000.000" in text(page)
    for per, group in (("dana", "APBD"), ("desa", "Muaro"), ("pekerjaan", "Petani"), ("tahun", 2026)):
        groups = client.get(reverse("experience"), {"per": per}).context["table"].groups
        assert group in [each["group"] for each in groups if each["cases"]]


def test_a_sponsor_counts_its_own_funds_and_no_village(client, world, clerk, branch, sponsor):
    claims_world.paid(clerk, branch, world)
    client.force_login(sponsor)
    page = client.get(reverse("experience"), {"per": "desa"})
    assert page.context["totals"]["cases"] == 0  # Yusuf is paid for by APBD
    assert "Muaro" not in text(page)


def test_a_scholarship_ends_on_the_page_of_the_child(client, world, clerk):
    said = claims_world.accident(outcome="death", died_on=claims_world.EARLY)
    claim = claims_world.reported(clerk, world, said)
    child = facts.add_child(clerk, claim, name="Upik", birth_date=date(2010, 3, 1), level="SMA")
    client.force_login(clerk)
    address = reverse("school_end", args=[claim.public_id, child.public_id])
    assert client.post(address, {"why": "working", "dated": "2026-10-01"}).status_code == 302
    child.refresh_from_db()
    assert child.ended == date(2026, 10, 1)
    assert {year.year for year in child.years.all()} == {"2025/2026"}


def test_lists_are_exported_with_a_line_in_the_journal(client, world, clerk, branch):
    claims_world.paid(clerk, branch, world)
    client.force_login(clerk)
    for name in ("claims", "visits", "school", "experience"):
        answer = client.post(reverse(name), {"unduh": "csv"})
        assert answer.status_code == 200
        assert Entry.objects.latest("seq").act == "list.export"
        words = b"".join(answer.streaming_content).decode()
        assert ("Yusuf" in words) == (name in ("claims", "visits"))


def test_the_experience_tells_how_often_and_how_heavy_by_occupation(client, world, clerk, branch, manager):
    claims_world.paid(clerk, branch, world)
    (row,) = experience.by(manager, "occupation")
    assert (row["group"], row["months"], row["cases"]) == ("Petani", 5, 1)
    assert row["frequency"] == 2400.0  # one case in five months of one person each
    assert row["severity"] == 42_000_000
    client.force_login(manager)
    page = text(client.get(reverse("experience"), {"per": "pekerjaan", "urut": "-frequency"}))
    assert "2400,0" in page
    assert "Rupiah per kasus" in page


def test_a_child_written_twice_is_told_at_the_name_and_added_once(client, world, clerk):
    claim = claims_world.reported(
        clerk, world, claims_world.accident(outcome="death", died_on=claims_world.EARLY)
    )
    said = {"name": "Upik", "birth_date": "2016-03-01", "level": "SD", "grade": "4"}
    client.force_login(clerk)
    address = reverse("claim_child", args=[claim.public_id])
    assert client.post(address, said).url == page_of(claim)
    again = client.post(address, said | {"name": " UPIK "})
    assert again.status_code == 422
    assert "sudah ada dalam daftar" in text(again)
    assert claim.children.count() == 1


def test_a_sponsor_never_sees_a_diagnosis_or_a_name_at_any_address_of_claims(
    client, world, clerk, branch, sponsor
):
    from payung.office.claims.urls import urlpatterns

    claim = claims_world.paid(clerk, branch, world)
    parts = {
        "public_id": claim.public_id, "paper_id": claim.papers.first().public_id, "slug": "bayar", "code": "funeral",
        "visit_id": claim.visits.first().public_id, "heir_id": "x", "child_id": "x", "year_id": "x", "attachment_id": "x",
    }  # fmt: skip
    client.force_login(sponsor)
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        address = reverse(pattern.name, kwargs={name: parts[name] for name in names})
        for answer in (client.get(address), client.post(address, {"surat": "death_claim"})):
            assert "Sakit" not in text(answer), pattern.name
            assert "Yusuf" not in text(answer), pattern.name
            assert "Muaro" not in text(answer), pattern.name
            if pattern.name != "experience":
                assert answer.status_code in (403, 404, 405), pattern.name


def test_the_stage_two_report_is_filled_once_the_doctor_has_spoken(client, world, clerk, manager):
    claim = claims_world.reported(clerk, world, claims_world.accident())
    address = reverse("claim_letter", args=[claim.public_id])
    client.force_login(clerk)
    assert client.post(address, {"surat": "accident_claim"}).status_code in (400, 422)
    paid = {"unable_months": 2, "unable_days": 5, "medical": 1_300_000, "transport": {"land": 400_000}}
    facts.set_facts(clerk, claim, outcome="recovered", doctor_statement=date(2026, 4, 2), facts=paid)
    assert "accident_claim" in text(client.get(page_of(claim)))
    document = Document(io.BytesIO(client.post(address, {"surat": "accident_claim"}).content))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for known in (
        cover_world.NIKS[0],
        "2 April 2026",
        "2 bulan 5 hari",
        "Sembuh",
        "Rp1.300.000",
        "Rp400.000",
    ):
        assert known in words
    client.force_login(manager)
    assert client.post(address, {"surat": "accident_claim"}).status_code == 403
