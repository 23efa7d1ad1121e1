"""Anybody may complain and sees the answer by a ticket; the check of one's own cover tells a guesser nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from office import cover_world
from office.kept import kept
from office.test_claims_pages import text
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.complaints import actions, forms, limits, queries
from payung.office.complaints.actions import Said
from payung.office.complaints.models import Attempt, Complaint, Level, State
from payung.office.core.home import waiting_for
from payung.office.cover.models import Membership, PersonMonth
from payung.office.journal.models import Entry
from payung.office.people.models import Person
from payung.office.workdays.actions import correct

pytestmark = pytest.mark.django_db
MUARO, TANJUNG = "13.03.04.2001", "13.03.08.2001"
WORDS = "Nama saya dicoret tanpa alasan, padahal saya petani."
MONDAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(forms, "LEAST_SECONDS", 0)


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


def filed(kind="excluded", actor=None, token="t", village=MUARO, today=MONDAY, **more):
    said = Said(kind, WORDS, **more)
    return actions.file(actor, Area.objects.get(code=village), said, token=token, today=today)


def sent(**more):
    return {"kind": "excluded", "village": MUARO, "words": WORDS, "token": forms.new_token()} | more


# The way of a complaint


def test_a_complaint_has_a_ticket_a_day_to_answer_and_no_name_unless_it_was_given(world):
    made = filed()
    assert (made.anonymous, made.level, made.due_on) == (True, Level.VERIFIER, date(2026, 5, 11))
    assert WORDS.encode() not in bytes(made.sealed)
    assert queries.told(made)["words"] == WORDS
    named = filed(token="u", name="Siti", phone="0812")
    assert not named.anonymous
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.area_code) == ("complaint.file", MUARO)
    assert WORDS not in str(entry.facts)


def test_the_answer_clock_knows_holidays_corrections_and_the_office_s_promise(world, manager):
    ascension = date(2026, 5, 13)  # the day before a holiday with joint leave
    assert filed(today=ascension).due_on == date(2026, 5, 22)
    correct(manager, "13.03", day=date(2026, 5, 5), works=False, name="x", document="SKB", why="x")
    assert filed(token="u").due_on == date(2026, 5, 12)
    actions.set_clock(manager, "13.03", answer_days=1, raised_days=2)
    assert filed(token="v").due_on == date(2026, 5, 6)


def test_the_same_form_sent_twice_is_one_complaint(world):
    assert filed().pk == filed().pk
    assert Complaint.objects.count() == 1


def test_money_that_was_asked_for_goes_past_those_who_collect_names(world, verifier, manager, auditor):
    made = filed("fee")
    assert made.level == Level.MANAGER
    assert made not in queries.complaints(verifier)
    assert made in queries.complaints(manager)
    assert made in queries.complaints(auditor)
    with pytest.raises(Refused):
        actions.answer(verifier, made, "Sudah diperiksa")


def test_what_nobody_answers_in_time_goes_higher_by_itself(world, verifier, manager, auditor):
    made = filed()
    assert actions.raise_overdue(date(2026, 5, 11)) == 0
    assert actions.raise_overdue(date(2026, 5, 12)) == 1
    made.refresh_from_db()
    assert (made.level, made.due_on) == (Level.MANAGER, date(2026, 5, 19))
    with pytest.raises(Refused):
        actions.answer(verifier, made, "Terlambat")
    assert actions.raise_overdue(date(2026, 5, 20)) == 1
    made.refresh_from_db()
    assert made.level == Level.INSPECTORATE
    with pytest.raises(Refused):
        actions.answer(manager, made, "Terlambat")
    actions.answer(auditor, made, "Diperiksa inspektorat", today=date(2026, 5, 21))
    assert actions.raise_overdue(date(2027, 5, 19)) == 0


def test_an_answer_is_read_by_the_ticket_and_may_be_objected_to_until_the_top(world, verifier, manager):
    made = filed()
    actions.answer(verifier, made, "NIK Anda tercatat pada dana lain", today=date(2026, 5, 6))
    made.refresh_from_db()
    assert (made.state, made.in_time) == (State.ANSWERED, True)
    assert b"dana lain" not in bytes(made.answer)
    with pytest.raises(UnusableInput, match="answered already"):
        actions.answer(verifier, made, "Sekali lagi")
    actions.object_to(None, made, today=date(2026, 5, 7))
    made.refresh_from_db()
    assert (made.state, made.level) == (State.OPEN, Level.MANAGER)
    actions.answer(manager, made, "Diperbaiki", today=date(2026, 5, 8))
    (row,) = queries.figures(manager, "kind")
    assert (row["received"], row["answered"], row["in_time"], row["raised"], row["days"]) == (1, 1, 1, 1, 4)


@pytest.mark.parametrize("who", ["clerk", "treasurer", "branch", "sponsor", "administrator", "outsider"])
def test_who_may_not(request, client, world, who):
    user = request.getfixturevalue(who)
    made = filed()
    with pytest.raises(Refused):
        actions.answer(user, made, "x")
    with pytest.raises(Refused):
        actions.pass_on(user, made, "x")
    client.force_login(user)
    one = [made.public_id]
    assert client.get(reverse("complaint", args=one)).status_code in (403, 404)
    for name, said in (("complaint_answer", {"words": "x"}), ("complaint_pass_on", {"why": "x"})):
        assert client.post(reverse(name, args=one), said).status_code in (403, 404)
    made.refresh_from_db()
    assert (made.state, made.level) == (State.OPEN, Level.VERIFIER)


@pytest.mark.parametrize("who", ["treasurer", "sponsor", "manager", "outsider", "other_clerk"])
def test_who_may_not_write_down_for_a_citizen_here(request, client, world, who):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        filed(actor=user)
    client.force_login(user)
    assert client.post(reverse("complaint_take"), sent()).status_code in (403, 422)
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "verifier", "auditor", "sponsor", "outsider"])
def test_who_may_not_set_the_clock(request, client, world, who):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.set_clock(user, "13.03", answer_days=9, raised_days=9)
    client.force_login(user)
    client.post(reverse("complaint_clock"), {"answer_days": 9, "raised_days": 9})
    assert filed().due_on == date(2026, 5, 11)


# The public pages


def test_anybody_complains_without_a_log_in_and_follows_the_ticket(client, world, verifier):
    page = client.get(reverse("complain"))
    assert page.status_code == 200
    said = sent(token=page.context["form"]["token"].value())
    given = client.post(reverse("complain"), said)
    made = Complaint.objects.get()
    ticket = f"{made.public_id[:4]} {made.public_id[4:8]} {made.public_id[8:]}"
    assert ticket in text(given)
    assert ticket in text(client.post(reverse("complain"), said))
    assert Complaint.objects.count() == 1
    assert "Menunggu jawaban" in text(client.post(reverse("complaint_ticket"), {"ticket": ticket.upper()}))
    actions.answer(verifier, made, "Sudah diperbaiki")
    assert "Sudah diperbaiki" in text(client.post(reverse("complaint_ticket"), {"ticket": ticket}))
    assert "diteruskan" in text(client.post(reverse("complaint_object"), {"ticket": ticket})).lower()
    unknown = client.post(reverse("complaint_ticket"), {"ticket": "abcd"})
    assert "Tidak ada tiket" in text(unknown)


@pytest.mark.parametrize(
    "wrong",
    [
        {"site": "http://iklan"},
        {"words": "pendek"},
        {"words": "x" * 2001},
        {"words": "NIK saya 1303040101800001 dicoret dari daftar"},
        {"village": "13.73.99.1001"},
        {"kind": "x"},
        {"token": "palsu"},
    ],
    ids=["programme", "short", "long", "nik", "village", "kind", "token"],
)
def test_what_no_person_would_send_is_refused_and_not_kept(client, world, wrong):
    assert client.post(reverse("complain"), sent(**wrong)).status_code == 422
    assert not Complaint.objects.exists()


def test_a_form_that_comes_back_at_once_was_not_written_by_a_person(client, world, monkeypatch):
    monkeypatch.setattr(forms, "LEAST_SECONDS", 3)
    assert client.post(reverse("complain"), sent()).status_code == 422


def test_floods_are_stopped_by_address_and_for_the_office(client, world, monkeypatch):
    monkeypatch.setattr(limits, "FILE", (limits.Limit("file", 2, 3600),))
    codes = [client.post(reverse("complain"), sent()).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert client.post(reverse("complain"), sent(), REMOTE_ADDR="10.0.0.9").status_code == 200
    monkeypatch.setattr(limits, "FILE_ALL", limits.Limit("file-all", 3, 3600))
    assert client.post(reverse("complain"), sent(), REMOTE_ADDR="10.0.0.8").status_code == 429
    assert Complaint.objects.count() == 3
    assert not Attempt.objects.filter(key__contains=b"10.0.0.9").exists()
    Attempt.objects.update(until=timezone.now() - timedelta(hours=1))
    assert limits.forget() == 4
    assert not Attempt.objects.exists()


def test_a_token_guards_against_other_sites(world):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(reverse("complain"), sent()).status_code == 403


def test_the_clerk_writes_down_and_the_office_answers(client, world, clerk, verifier):
    client.force_login(clerk)
    taken = client.post(reverse("complaint_take"), sent(name="Siti"))
    made = Complaint.objects.get()
    assert made.taken_by == clerk
    assert made.public_id[:4] in text(taken)
    client.force_login(verifier)
    (card,) = [card for card in waiting_for(verifier) if "pengaduan" in card.href]
    assert card.count == 1
    assert made.public_id in text(client.get(reverse("complaints")))
    shown = text(client.get(reverse("complaint", args=[made.public_id])))
    assert WORDS in shown
    assert "Siti" in shown
    client.post(reverse("complaint_answer", args=[made.public_id]), {"words": "Sudah dijelaskan"})
    made.refresh_from_db()
    assert made.state == State.ANSWERED
    for per in ("", "bulan", "desa"):
        assert client.get(reverse("complaint_figures"), {"per": per}).status_code == 200


# The check of one's own cover


@kept
def covered(world):
    """Yusuf is enrolled this month; gives what his card says."""
    person, now = world.people[0], timezone.localdate()
    PersonMonth.objects.filter(person=person, month=202601).update(month=now.year * 100 + now.month)
    code = Membership.objects.get(person=person).card_code
    return {"nik": cover_world.NIKS[0], "birth_date": "1980-01-01", "code": code}


def asked(client, said):
    with CaptureQueriesContext(connection) as statements:
        answer = client.post(reverse("cover_check"), said)
    own = [each["sql"] for each in statements if "complaints_attempt" not in each["sql"]]
    return answer, len(own)


def test_who_holds_the_card_is_told_yes_and_nothing_else(client, covered):
    answer, _count = asked(client, covered | {"code": covered["code"].upper()})
    assert "Ya, terlindungi" in text(answer)
    for secret in ("Yusuf", "Muaro", covered["nik"], "1980", covered["code"], "Satu Nagari"):
        assert secret not in text(answer)


def test_unknown_wrong_uncovered_and_dead_get_the_same_bytes_by_the_same_statements(client, covered, world):
    rahmi = {
        "nik": cover_world.NIKS[1],
        "birth_date": "1980-01-01",
        "code": Membership.objects.get(person=world.people[1]).card_code,
    }
    wrongs = {
        "unknown number": covered | {"nik": "1303040101990009"},
        "unknown everything": {"nik": "9999999999999999", "birth_date": "1990-02-02", "code": "222222222222"},
        "wrong day": covered | {"birth_date": "1980-01-02"},
        "wrong code": covered | {"code": "222222222222"},
        "code of another": covered | {"code": rahmi["code"]},
        "not covered": rahmi,
    }
    answers = {name: asked(client, said) for name, said in wrongs.items()}
    Person.objects.filter(pk=world.people[0].pk).update(died=date(2026, 1, 2))
    answers["dead"] = asked(client, covered)
    first, count = answers["unknown everything"]
    for answer, _statements in answers.values():
        del answer.headers["Expires"]  # the second of the asking
    assert first.status_code == 200
    for name, (answer, statements) in answers.items():
        assert answer.content == first.content, name
        assert (answer.status_code, dict(answer.headers), answer.cookies) == (
            200,
            dict(first.headers),
            first.cookies,
        ), name
        assert statements == count, name


def test_the_check_takes_no_address_and_no_log_of_it_stands_in_the_journal(client, covered):
    assert "Ya, terlindungi" not in text(client.get(reverse("cover_check"), covered))
    before = Entry.objects.count()
    asked(client, covered)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("nik", [cover_world.NIKS[0], "9999999999999999"], ids=["held", "unknown"])
def test_guessing_codes_for_a_number_ends_after_five_whether_it_is_held_or_not(client, covered, nik):
    codes = [
        asked(client, covered | {"nik": nik, "code": f"22222222222{n}"})[0].status_code for n in range(2, 8)
    ]
    assert codes == [200] * 5 + [429]


def test_guessing_numbers_ends_for_an_address(client, covered):
    codes = [asked(client, covered | {"nik": f"13030401018000{n}"})[0].status_code for n in range(10, 31)]
    assert codes == [200] * 20 + [429]


def test_figures_are_counted_by_the_database_however_many_complaints_there_are(
    world, manager, verifier, django_assert_max_num_queries
):
    days = [date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 11), date(2026, 5, 12)]
    for at, answered in enumerate(days):  # 1, 2, 5 and 6 working days
        made = filed(token=f"a{at}")
        actions.answer(verifier, made, "Sudah diperiksa", today=answered)
    for at in range(20):
        filed("unpaid", token=f"b{at}")
    with django_assert_max_num_queries(4):
        rows = {row["group"]: row for row in queries.figures(manager, "kind")}
    assert rows["excluded"]["days"] == 4  # between 2 and 5, rounded to an even day
    assert (rows["excluded"]["answered"], rows["excluded"]["in_time"], rows["excluded"]["share"]) == (
        4,
        3,
        75,
    )
    assert (rows["unpaid"]["received"], rows["unpaid"]["open"], rows["unpaid"]["days"]) == (20, 20, None)
    (month,) = queries.figures(manager, "month")
    assert (month["group"], month["received"]) == ("2026-05", 24)
