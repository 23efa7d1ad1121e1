"""Activities: planned, attended by code and by list, minuted, followed up, and what they reached."""

import csv
from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office.world import MUARO, PEMATANG, TANJUNG, accepted, programme
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.core.home import waiting_for
from payung.office.journal.models import Entry
from payung.office.outreach import reach
from payung.office.outreach.actions import attending, following, planning
from payung.office.outreach.actions.attending import Person
from payung.office.outreach.actions.planning import Plan
from payung.office.outreach.models import Activity, Attendance, Campaign, FollowUp, Photo, State
from payung.office.proposals.models import Submission

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"payung" * 40
DISTRICT = "13.03.04"


def today():
    return timezone.localdate()


def planned(user, area=DISTRICT, *, days_ago=10, **more):
    said = {
        "kind": "socialisation",
        "title": "Sosialisasi",
        "day": today() - timedelta(days=days_ago),
        "place": "Balai Nagari",
    }
    return planning.plan(user, area, Plan(**said | more))


def held(user, area=DISTRICT, *, days_ago=10, **more):
    activity = planned(user, area, days_ago=days_ago, **more)
    return planning.hold(user, activity, held_on=activity.day, minutes="Wali nagari setuju", cards_handed=12)


def test_an_activity_is_for_the_villages_of_its_area(manager, clerk, other_clerk, outsider, treasurer):
    activity = planned(manager)
    assert {one.pk for one in activity.villages.all()} == {MUARO, PEMATANG}
    assert [one.pk for one in planned(manager, villages=[MUARO]).villages.all()] == [MUARO]
    planned(clerk, MUARO)
    before = (Activity.objects.count(), Entry.objects.count())
    for user, area in ((clerk, DISTRICT), (other_clerk, MUARO), (outsider, DISTRICT), (treasurer, "13.03")):
        with pytest.raises(Refused):
            planned(user, area)
        with pytest.raises(Refused):
            planning.change(user, activity, Plan("fgd", "x", today(), "y"))
        with pytest.raises(Refused):
            planning.cancel(user, activity, why="x")
        with pytest.raises(Refused):
            planning.hold(user, activity, held_on=activity.day, minutes="x")
        with pytest.raises(Refused):
            attending.write(user, activity, Person("Siti"))
        with pytest.raises(Refused):
            attending.open_signing(user, activity)
        with pytest.raises(Refused):
            following.agree(user, activity, what="x", owner="y", due=today())
    assert (Activity.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "pesta"}, "not known"),
        ({"title": " "}, "empty"),
        ({"place": ""}, "empty"),
        ({"villages": [TANJUNG]}, "no village of this area"),
    ],
)
def test_a_plan_that_cannot_be(manager, wrong, said):
    with pytest.raises(UnusableInput, match=said):
        planned(manager, **wrong)
    assert not Activity.objects.exists()


def test_what_was_held_stays_and_its_minutes_rest_sealed(manager):
    activity = held(manager)
    assert b"setuju" not in bytes(activity.sealed)
    assert planning.minutes_of(activity) == "Wali nagari setuju"
    for work in (
        lambda: planning.change(manager, activity, Plan("fgd", "x", today(), "y")),
        lambda: planning.cancel(manager, activity, why="x"),
        lambda: planning.hold(manager, activity, held_on=today(), minutes="x"),
        lambda: attending.open_signing(manager, activity),
    ):
        with pytest.raises(UnusableInput):
            work()
    planning.mend_minutes(manager, activity, minutes="Baru", why="Salah tulis")
    assert planning.minutes_of(Activity.objects.get()) == "Baru"
    ahead = planned(manager, days_ago=-5)
    with pytest.raises(UnusableInput, match="not come yet"):
        planning.hold(manager, ahead, held_on=ahead.day, minutes="x")


def test_signing_closes_with_the_activity_whatever_a_page_says(manager):
    activity = planned(manager)
    attending.open_signing(manager, activity)
    planning.hold(manager, activity, held_on=activity.day, minutes="x")
    assert not Activity.objects.get().attendance_open
    with pytest.raises(UnusableInput, match="not open"):
        attending.sign(None, activity, Person("Siti"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.update(attendance_open=True)
    assert not Attendance.objects.exists()


def test_people_sign_in_without_a_login_and_learn_nothing(client, manager):
    activity = planned(manager)
    page = reverse("sign_in", args=[activity.code])
    closed = client.get(page)
    unknown = client.get(reverse("sign_in", args=["tidakadakode"]))
    assert (closed.status_code, unknown.status_code) == (404, 404)
    assert _bare(closed) == _bare(unknown)
    assert client.post(page, {"name": "Siti"}).status_code == 404
    attending.open_signing(manager, activity)
    assert client.post(page, {"name": " "}).status_code == 422
    first = client.post(page, {"name": "Siti Aminah", "institution": "PKK", "village": MUARO})
    again = client.post(page, {"name": "siti  aminah", "institution": "P.K.K"})
    assert (first.status_code, again.status_code) == (200, 200)
    assert "Siti Aminah" not in client.get(page).content.decode()
    one = Attendance.objects.get()
    assert (one.way, one.village_id) == ("code", MUARO)
    entry = Entry.objects.filter(act="attendance.sign").first()
    assert "Siti" not in str(entry.facts)
    assert client.get(reverse("activity_present", args=[activity.public_id])).status_code == 302


def _bare(response):
    import re

    return re.sub(
        r'(csrfmiddlewaretoken" value|csrf-token" content|name="next" value)="[^"]*"',
        "",
        response.content.decode(),
    )


def test_a_list_is_limited(manager, monkeypatch):
    activity = planned(manager)
    monkeypatch.setattr(attending, "MOST_PRESENT", 2)
    attending.write(manager, activity, Person("Satu"))
    attending.write(manager, activity, Person("Dua"))
    assert attending.write(manager, activity, Person("DUA")) == 0
    with pytest.raises(UnusableInput, match="2 names at most"):
        attending.write(manager, activity, Person("Tiga"))
    assert Attendance.objects.count() == 2


def test_a_list_is_taken_and_every_row_is_accounted_for(manager, tmp_path, clerk):
    activity = planned(manager)
    path = tmp_path / "hadir.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(
            [
                ["Daftar hadir sosialisasi"],
                ["No", "Nama", "Instansi", "Nagari"],
                ["1", "Buyung", "Kelompok Tani", "Muaro"],
                ["2", "BUYUNG", "kelompok tani", "Muaro"],
                ["3", "Upik", "", "Entah"],
                ["4", "-", "", ""],
                ["Jumlah", "", "2", ""],
            ]
        )
    taken = attending.take_list(manager, activity, path, file_name="hadir.csv")
    assert (taken.added, taken.twice, taken.unknown_village) == (2, 1, 1)
    assert taken.added + taken.twice + sum(taken.skipped.values()) == 7
    assert attending.take_list(manager, activity, path, file_name="hadir.csv").added == 0
    bad = tmp_path / "bukan.csv"
    bad.write_text("a,b\n1,2\n")
    with pytest.raises(UnusableInput, match="headings"):
        attending.take_list(manager, activity, bad, file_name="bukan.csv")
    with pytest.raises(Refused):
        attending.take_list(clerk, activity, path, file_name="hadir.csv")
    assert Attendance.objects.count() == 2


def test_what_was_agreed_is_followed_to_its_end(client, manager, outsider, clerk):
    activity = held(manager)
    late = following.agree(
        manager, activity, what="Kirim daftar", owner="Wali Nagari", due=today() - timedelta(days=2)
    )
    following.agree(manager, activity, what="Rapat lagi", owner="Dinas", due=today() + timedelta(days=5))
    with pytest.raises(UnusableInput, match="before the activity"):
        following.agree(manager, activity, what="x", owner="y", due=activity.day - timedelta(days=1))
    where = reverse("follow_ups") + "?keadaan=late"
    assert {one.href: one.count for one in waiting_for(manager)}[where] == 1
    assert {one.href: one.count for one in waiting_for(outsider)}[where] == 0
    client.force_login(manager)
    assert client.get(where).context["table"].count == 1
    for wrong in ({"how": "dropped"}, {"how": "done", "ended_on": today() + timedelta(days=1)}):
        with pytest.raises(UnusableInput):
            following.end(manager, late, **{"ended_on": today()} | wrong)
    for user in (outsider, clerk):
        with pytest.raises(Refused):
            following.end(user, late, how="done", ended_on=today())
    page = reverse("follow_up", args=[activity.public_id, late.public_id])
    sent = {"how": "done", "ended_on": today().isoformat(), "note": "Sudah dikirim"}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 422  # ended once
    assert FollowUp.objects.get(pk=late.pk).note == "Sudah dikirim"
    assert {one.href: one.count for one in waiting_for(manager)}[where] == 0


def test_the_home_page_asks_for_what_nobody_recorded(manager):
    planned(manager)
    planned(manager, days_ago=-3)
    where = reverse("activities") + "?keadaan=unrecorded"
    assert {one.href: one.count for one in waiting_for(manager)}[where] == 1


def test_photos_rest_sealed_and_each_look_is_journalled(client, manager, clerk, own_store):
    activity = planned(manager)
    client.force_login(manager)
    page = reverse("activity_photos", args=[activity.public_id])
    sent = {
        "photos": [SimpleUploadedFile("a.jpg", JPEG), SimpleUploadedFile("b.jpg", JPEG + b"2")],
        "token": "t",
    }
    assert client.post(page, sent).status_code == 302
    assert Photo.objects.count() == 2
    assert client.post(page, {"photos": SimpleUploadedFile("a.jpg", JPEG)}).status_code == 422
    assert (
        client.post(page, {"photos": SimpleUploadedFile("a.jpg", b"bukan foto sama sekali")}).status_code
        == 422
    )
    assert client.post(page, {"caption": "x"}).status_code == 422
    photo = Photo.objects.first()
    look = reverse("photo", args=[activity.public_id, photo.public_id])
    assert client.post(look).content == JPEG
    assert Entry.objects.filter(act="photo.look").count() == 1
    client.force_login(clerk)  # an activity of the kecamatan: the clerk knows of it, and sees no faces
    assert client.post(look).status_code == 403
    assert client.get(reverse("activity", args=[activity.public_id])).context["photos"] == []


def test_of_an_activity_above_a_village_sees_the_plan_only(client, manager, clerk, outsider):
    activity = held(manager)
    attending.write(manager, activity, Person("Siti"))
    for user, inside in ((manager, True), (clerk, False)):
        client.force_login(user)
        page = client.get(reverse("activity", args=[activity.public_id]))
        assert ("setuju" in page.content.decode()) == inside
        status = client.get(reverse("activity_present", args=[activity.public_id])).status_code
        assert status == (200 if inside else 403)
    client.force_login(outsider)
    for name in (
        "activity",
        "activity_present",
        "activity_edit",
        "activity_code",
        "activity_list",
        "activity_write",
    ):
        assert client.get(reverse(name, args=[activity.public_id])).status_code == 404
    assert client.get(reverse("activities")).context["table"].count == 0


def test_the_way_of_an_activity_on_its_pages(client, manager, clerk):
    planning.add_campaign(manager, "13.03", name="Masuk Desa")
    with pytest.raises(UnusableInput, match="already"):
        planning.add_campaign(manager, "13.03", name="Masuk Desa")
    client.force_login(manager)
    assert client.get(reverse("activity_new")).context["form"]["area"]
    page = reverse("activity_new") + f"?area={DISTRICT}"
    assert client.get(page).status_code == 200
    sent = {
        "kind": "fgd", "title": "FGD kota dan BPJS", "day": today().isoformat(), "place": "Aula",
        "campaign": Campaign.objects.get().pk, "villages": [MUARO], "token": "sekali",
    }  # fmt: skip
    for _again in range(2):
        assert client.post(page, sent).status_code == 302
    activity = Activity.objects.get()
    own = activity.public_id
    edit = {**sent, "title": "FGD kota, BPJS dan DPRD", "villages": []}
    assert client.post(reverse("activity_edit", args=[own]), edit).status_code == 302
    assert activity.villages.count() == 2
    assert client.post(reverse("activity_signing", args=[own]), {"do": "open"}).status_code == 302
    assert b"<svg" in client.get(reverse("activity_code", args=[own])).content
    assert (
        client.post(reverse("activity_write", args=[own]), {"name": "Siti", "token": "x"}).status_code == 302
    )
    listed = SimpleUploadedFile("h.csv", b"Nama,Instansi\nBuyung,Tani\nRahmi,PKK\n")
    assert (
        client.post(reverse("activity_list", args=[own]), {"file": listed, "token": "y"}).status_code == 302
    )
    assert (
        client.post(
            reverse("activity_list", args=[own]), {"file": SimpleUploadedFile("h.csv", b"x,y\n1,2\n")}
        ).status_code
        == 422
    )
    shown = client.get(reverse("activity_present", args=[own]))
    assert "Buyung" in shown.content.decode()
    one = Attendance.objects.get(name="Siti")
    gone = reverse("present_remove", args=[own, one.pk])
    assert client.post(gone, {"why": "Tidak datang"}).status_code == 302
    sent = {"held_on": today().isoformat(), "minutes": "Sepakat 4.500 orang", "cards_handed": "0"}
    assert client.post(reverse("activity_hold", args=[own]), sent).status_code == 302
    agreed = {"what": "Data DTKS", "owner": "Dinsos", "due": today().isoformat(), "token": "z"}
    assert client.post(reverse("follow_up_new", args=[own]), agreed).status_code == 302
    mend = {"minutes": "Sepakat 4.500 orang setahun", "why": "Lebih jelas"}
    assert client.post(reverse("activity_minutes", args=[own]), mend).status_code == 302
    shown = client.get(reverse("activity", args=[own])).content.decode()
    assert "setahun" in shown
    assert "Data DTKS" in shown
    group = client.get(reverse("campaigns")).context["table"].groups[0]
    assert (group["held"], group["villages"], group["came"]) == (1, 2, 2)
    other = planned(manager)
    assert (
        client.post(reverse("activity_cancel", args=[other.public_id]), {"why": "Hujan"}).status_code == 302
    )
    assert Activity.objects.get(pk=other.pk).state == State.CANCELLED
    before = Entry.objects.count()
    client.force_login(clerk)
    for name in ("activity_edit", "activity_hold", "activity_cancel", "follow_up_new", "activity_photos"):
        assert client.post(reverse(name, args=[own]), sent).status_code == 404
    assert Entry.objects.count() == before


def proposed_on(programme, user, villages, day, start):
    rows = accepted(programme, user, villages, start=start)
    at = timezone.make_aware(datetime.combine(day, time(9)))
    Submission.objects.filter(pk=rows[0].submission_id).update(uploaded=at)


def test_reach_counts_proposals_before_and_after_the_first_activity(client, manager, clerk, outsider):
    first = held(manager, days_ago=40, villages=[MUARO])
    held(manager, days_ago=5, villages=[MUARO, PEMATANG])
    attending.write(manager, first, Person("Siti", "", MUARO))
    made = programme(manager)
    day = first.day
    for at, (villages, when) in enumerate(
        [
            ([MUARO] * 2, day - timedelta(days=30)),
            ([MUARO], day - timedelta(days=31)),  # too early
            ([MUARO] * 3, day),
            ([MUARO, TANJUNG], day + timedelta(days=29)),
            ([MUARO], day + timedelta(days=30)),  # too late
            ([PEMATANG], today()),
        ]
    ):
        proposed_on(made, manager, villages, when, at * 10)
    found = {row["code"]: row for row in reach.by_village(manager, 30, today())}
    muaro = found[MUARO]
    assert (muaro["activities"], muaro["present"], muaro["before"], muaro["after"]) == (2, 1, 2, 4)
    assert (muaro["change"], muaro["days_after"]) == (2, 30)
    assert (found[PEMATANG]["before"], found[PEMATANG]["after"], found[PEMATANG]["days_after"]) == (0, 1, 6)
    assert (found[TANJUNG]["activities"], found[TANJUNG]["after"]) == (0, None)
    assert [row["code"] for row in reach.by_village(clerk, 30, today())] == [MUARO]
    assert not any(row["activities"] for row in reach.by_village(outsider, 30, today()))
    client.force_login(manager)
    page = client.get(reverse("reach"), {"hari": "30"})
    assert (page.context["before"], page.context["after"], page.context["running"]) == (2, 5, 1)
    assert client.get(reverse("reach"), {"hari": "x", "kampanye": "tidakada"}).context["villages"] == 0
    assert client.post(reverse("reach"), {"unduh": "xlsx"}).status_code == 200


def test_lists_ask_a_constant_number_of_questions(client, manager, django_assert_max_num_queries):
    campaign = planning.add_campaign(manager, "13.03", name="Masuk Desa")
    for at in range(6):
        activity = held(manager, days_ago=at + 1, campaign=campaign)
        following.agree(manager, activity, what="x", owner="y", due=today())
    client.force_login(manager)
    for name in ("activities", "campaigns", "follow_ups", "reach"):
        with django_assert_max_num_queries(13):
            assert client.get(reverse(name)).status_code == 200
    with django_assert_max_num_queries(14):
        client.get(reverse("activity", args=[activity.public_id]))


@pytest.mark.parametrize(
    "name", ["activities", "campaigns", "follow_ups", "reach", "activity_new", "campaign_new"]
)
def test_a_treasurer_and_a_sponsor_have_no_business_here(client, treasurer, sponsor, name):
    for user in (treasurer, sponsor):
        client.force_login(user)
        assert client.get(reverse(name)).status_code == 403
