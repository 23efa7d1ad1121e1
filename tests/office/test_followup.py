"""What follows the money: plans by programme, photos with consent, the report by village, samples drawn anew."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from office import claims_world, cover_world
from office.kept import kept
from office.test_claims_pages import text
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.claims.actions import visits
from payung.office.claims.actions.visits import Found
from payung.office.claims.models import Claim, VisitPlan
from payung.office.followup import actions, queries, sampling
from payung.office.followup.models import Sample, VisitPhoto
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
JPEG = claims_world.JPEG
YEAR = {"paid_from": date(2026, 1, 1), "paid_until": date(2026, 12, 31)}


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


@kept
def claim(world, clerk, branch):
    return claims_world.paid(clerk, branch, world)


def visited(clerk, claim, months=1, **said):
    found = Found(**{"use": "business", "business": True, "income_before": 900_000, "income_after": 1_100_000,
                     "children": 2, "at_school": 1, "decile": 3} | said)  # fmt: skip
    return visits.record_visit(clerk, claim.visits.get(months=months), found, dated=date(2026, 6, 10))


def test_a_programme_s_plan_comes_before_its_area_s(world, clerk, branch):
    visits.set_plan(branch, "13.03", [3, 9])
    visits.set_plan(branch, "13.03", [2, 24], programme=world.programme)
    claim = claims_world.paid(clerk, branch, world)
    assert [visit.months for visit in claim.visits.all()] == [2, 24]
    assert VisitPlan.objects.count() == 2


def test_the_page_plans_for_a_programme(client, world, branch, outsider):
    client.force_login(branch)
    said = {"months": "2, 8", "programme": world.programme.pk}
    assert client.post(reverse("visit_plan"), said).url == reverse("visits")
    assert VisitPlan.objects.get().programme == world.programme
    assert "2, 8" in text(client.get(reverse("visit_plan")))
    client.force_login(outsider)
    assert client.post(reverse("visit_plan"), said | {"months": "9"}).status_code == 422
    with pytest.raises(Refused):
        visits.set_plan(outsider, "13.73", [9], programme=world.programme)
    assert VisitPlan.objects.get().months == "2,8"


def test_a_visit_sent_twice_is_recorded_once(client, claim, clerk):
    visit = claim.visits.get(months=1)
    address = reverse("claim_visit", args=[claim.public_id, visit.public_id])
    given = {"done_on": "2026-06-10", "use": "needs", "income_before": "1", "income_after": "2", "children": "0",
             "at_school": "0", "token": "sekali"}  # fmt: skip
    client.force_login(clerk)
    page = text(client.get(address))
    assert f'data-keep="{visit.public_id}"' in page
    for _ in range(2):
        assert client.post(address, given).status_code == 302
    assert Entry.objects.filter(act="visit.record").count() == 1
    assert f'data-keep-done="{visit.public_id}"' in text(client.get(reverse("claim", args=[claim.public_id])))


def test_photos_of_a_visit_that_is_sent_twice_are_kept_once_and_only_with_consent(
    client, claim, clerk, own_store
):
    visit = claim.visits.get(months=1)
    address = reverse("claim_visit", args=[claim.public_id, visit.public_id])
    client.force_login(clerk)
    before = own_store()

    def sent(token, **said):
        given = {"done_on": "2026-06-10", "use": "needs", "income_before": "1", "income_after": "2",
                 "children": "0", "at_school": "0", "token": token}  # fmt: skip
        photo = SimpleUploadedFile("rumah.jpg", JPEG, content_type="image/jpeg")
        return client.post(address, given | {"photos": [photo]} | said)

    refused = sent("satu")
    assert refused.status_code == 422
    assert "Tanpa persetujuan keluarga" in text(refused)
    assert (VisitPhoto.objects.count(), own_store()) == (0, before)
    visit.refresh_from_db()
    assert visit.done_on is None
    for token in ("satu", "satu", "dua"):  # the same again, and the same photo with a new form
        assert sent(token, who="Rahmi", agreed="on").status_code == 302
    assert VisitPhoto.objects.count() == 1
    assert Entry.objects.filter(act="visit.photo_add").count() == 1
    spoiled = sent("tiga", who="Rahmi", agreed="on", done_on="2019-01-01")
    assert spoiled.status_code == 422
    no_photo = SimpleUploadedFile("rumah.jpg", b"bukan foto", content_type="image/jpeg")
    assert sent("empat", who="Rahmi", agreed="on", photos=[no_photo]).status_code == 422
    assert VisitPhoto.objects.count() == 1


def test_the_report_says_how_families_fare_by_village(client, claim, clerk, manager, world, branch):
    visited(clerk, claim)
    visited(clerk, claim, months=6, use="school", business=False, income_after=800_000, at_school=2, decile=5)
    (row,) = queries.by_village(manager)
    assert (row["group"], row["families"], row["visits"], row["business"]) == ("Muaro", 1, 2, 1)
    assert (row["before"], row["after"], row["better"]) == (900_000, 950_000, 1)
    assert (row["pupils"], row["schooled"], row["school_share"]) == (4, 3, 75)
    assert (row["decile"], row["poor"], row["use_business"], row["use_school"]) == (4.0, 1, 1, 1)
    assert queries.by_village(manager, 6)[0]["after"] == 800_000
    client.force_login(manager)
    page = text(client.get(reverse("visit_villages"), {"bulan": "6"}))
    assert "Rp800.000" in page
    assert "Usaha" in page
    assert client.post(reverse("visit_villages"), {"unduh": "xlsx"}).status_code == 200


@pytest.mark.parametrize("who", ["outsider", "other_clerk"])
def test_families_of_elsewhere_are_not_counted(request, claim, clerk, who):
    visited(clerk, claim)
    assert queries.by_village(request.getfixturevalue(who)) == []


# Photos


def photographed(clerk, claim, **said):
    visit = claim.visits.get(months=1)
    return actions.add_photo(clerk, visit, claims_world.photo(), **{"agreed": True, "who": "Rahmi"} | said)


@pytest.mark.parametrize("said", [{"agreed": False}, {"who": " "}])
def test_no_photo_is_kept_without_consent(claim, clerk, own_store, said):
    before = own_store()
    with pytest.raises(UnusableInput, match="consent"):
        photographed(clerk, claim, **said)
    assert own_store() == before
    assert not VisitPhoto.objects.exists()


def test_a_photo_rests_sealed_each_look_is_journalled_and_consent_can_be_taken_back(
    claim, clerk, own_store, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = photographed(clerk, claim)
    assert own_store() == 1
    assert b"Rahmi" not in bytes(made.sealed)
    assert actions.look_photo(clerk, made) == JPEG
    assert Entry.objects.latest("seq").act == "visit.photo_look"
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_photo(clerk, made)
    assert own_store() == 0
    made.refresh_from_db()
    with pytest.raises(UnusableInput, match="taken back"):
        actions.look_photo(clerk, made)
    with pytest.raises(UnusableInput, match="already"), transaction.atomic():
        photographed(clerk, claim)


@pytest.mark.parametrize("who", ["manager", "treasurer", "auditor", "sponsor", "outsider", "other_clerk"])
def test_who_may_not_see_or_add_photos(request, client, claim, clerk, own_store, who):
    made = photographed(clerk, claim)
    user = request.getfixturevalue(who)
    for act in (lambda: actions.look_photo(user, made), lambda: actions.withdraw_photo(user, made),
                lambda: photographed(user, claim)):  # fmt: skip
        with pytest.raises(Refused):
            act()
    client.force_login(user)
    assert client.get(reverse("visit_photos", args=[made.visit.public_id])).status_code in (403, 404)
    assert client.post(reverse("visit_photo", args=[made.public_id])).status_code in (403, 404)
    made.refresh_from_db()
    assert made.withdrawn is None


def test_the_page_of_photos_adds_opens_and_takes_back(client, claim, clerk, own_store):
    client.force_login(clerk)
    address = reverse("visit_photos", args=[claim.visits.get(months=1).public_id])
    photo = SimpleUploadedFile("rumah.jpg", JPEG)
    assert client.post(address, {"file": photo, "who": "Rahmi"}).status_code == 422
    photo.seek(0)
    assert client.post(address, {"file": photo, "who": "Rahmi", "agreed": "on"}).url == address
    held = VisitPhoto.objects.get()
    assert "Rahmi" in text(client.get(address))
    opened = client.post(reverse("visit_photo", args=[held.public_id]))
    assert (opened.content, opened["Content-Type"]) == (JPEG, "image/jpeg")
    client.post(reverse("visit_photo", args=[held.public_id]), {"cabut": "1"})
    assert "foto dihapus" in text(client.get(address))


# Samples


@kept
def families(world, clerk, verifier, branch):
    """Five families that were paid."""
    claims = []
    for person in world.people[:5]:
        claim = claims_world.reporting.report(verifier, person, claims_world.death())
        for paper in claim.papers.all():
            claims_world.papers.paper_came(verifier, paper, dated=date(2026, 5, 4))
        claims_world.way.hand_over(branch, claim, dated=date(2026, 5, 4))
        claims_world.way.pay(branch, claim, dated=date(2026, 5, 6), amounts={"funeral": 10_000_000}, to="x")
        claims.append(claim)
    return claims


def test_a_draw_is_the_same_for_the_same_seed_in_whatever_order():
    frame = [f"klaim{n}" for n in range(40)]
    assert sampling.draw(frame, "7", 5) == sampling.draw(frame[::-1], "7", 5)
    assert sampling.draw(frame, "7", 5) != sampling.draw(frame, "8", 5)
    # for n in $(seq 0 39); do printf "7:klaim$n" | sha256sum | cut -c1-64 | sed "s/$/ $n/"; done | sort | head -2
    assert sampling.draw(frame, "7", 2) == ["klaim16", "klaim23"]


def test_every_family_is_drawn_about_as_often():
    frame = [f"klaim{n}" for n in range(10)]
    counts = dict.fromkeys(frame, 0)
    for seed in range(2000):
        for one in sampling.draw(frame, str(seed), 3):
            counts[one] += 1
    assert all(520 < count < 680 for count in counts.values())  # 600 expected


def test_a_sample_can_be_drawn_again_even_after_more_families_were_paid(families, manager, auditor):
    made = actions.draw(manager, "13.03", size=3, seed="20260506", **YEAR)
    found = queries.found(made)
    assert (found.population, found.size, found.same_again) == (5, 3, True)
    Claim.objects.filter(pk=families[0].pk).update(state="granted")
    assert queries.found(Sample.objects.get()).same_again
    Sample.objects.update(seed="lain")
    assert not queries.found(Sample.objects.get()).same_again
    assert Entry.objects.filter(act="sample.draw").get().facts["seed"] == "20260506"


def test_the_second_look_is_by_somebody_else_and_is_counted(families, manager, auditor, verifier):
    made = actions.draw(auditor, "13.03", size=3, **YEAR)
    assert len(made.seed) == 16
    first, second, third = made.families.all()
    said = {"money_received": True, "note": "", "dated": date(2026, 7, 1)}
    visited(verifier, first.claim)
    with pytest.raises(UnusableInput, match="yourself"):
        actions.check(verifier, first, outcome="agrees", **said)
    with pytest.raises(UnusableInput, match="different"):
        actions.check(manager, first, outcome="differs", **said)
    actions.check(manager, first, outcome="agrees", **said)
    actions.check(manager, second, outcome="differs", **said | {"note": "Uang dipotong"})
    actions.check(manager, third, outcome="absent", **said)
    found = queries.found(made)
    assert (found.agrees, found.differs, found.absent, found.met, found.money) == (1, 1, 1, 2, 2)
    assert found.share == sampling.share(1, 2) == (50, 9, 91)


@pytest.mark.parametrize(
    "said", [{"size": 0}, {"paid_from": date(2030, 1, 1), "paid_until": date(2030, 2, 1)}]
)
def test_a_sample_of_nothing_is_refused(families, manager, said):
    with pytest.raises(UnusableInput):
        actions.draw(manager, "13.03", **{"size": 3, **YEAR, **said})
    assert not Sample.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "verifier", "branch", "treasurer", "sponsor", "outsider"])
def test_who_may_not_draw(request, client, families, manager, who):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.draw(user, "13.03", size=3, **YEAR)
    client.force_login(user)
    said = {"area": "13.03", "size": 3, "paid_from": "2026-01-01", "paid_until": "2026-07-01"}
    assert client.post(reverse("sample_new"), said).status_code in (403, 422)
    assert not Sample.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "branch", "treasurer", "sponsor", "outsider"])
def test_who_may_not_look_a_second_time(request, client, families, manager, who):
    made = actions.draw(manager, "13.03", size=3, **YEAR)
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.check(
            user,
            made.families.first(),
            outcome="agrees",
            money_received=True,
            note="",
            dated=date(2026, 7, 1),
        )
    client.force_login(user)
    address = reverse("sample_check", args=[made.public_id, 1])
    assert client.post(address, {"checked_on": "2026-07-01", "outcome": "agrees"}).status_code in (403, 404)
    assert client.get(reverse("sample", args=[made.public_id])).status_code in (403, 404)
    assert made.families.exclude(outcome="").count() == 0


def test_the_pages_draw_a_sample_and_record_the_second_look(client, families, manager):
    client.force_login(manager)
    said = {"area": "13.03", "size": 2, "paid_from": "2026-01-01", "paid_until": "2026-07-01", "seed": "1945"}
    sent = client.post(reverse("sample_new"), said)
    made = Sample.objects.get()
    assert sent.url == reverse("sample", args=[made.public_id])
    page = text(client.get(sent.url))
    assert "1945" in page
    assert "keluarga yang sama" in page
    look = {"checked_on": "2026-07-01", "outcome": "agrees", "money_received": "on"}
    assert client.post(reverse("sample_check", args=[made.public_id, 1]), look).url == sent.url
    assert "100 dari 100" in text(client.get(sent.url))
    assert made.public_id in text(client.get(reverse("samples")))
