"""Where a programme asks for two people, one reviewer's word counts only once another has confirmed it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.conftest import character
from office.kept import kept
from office.proposals.conftest import check, send
from office.proposals.people import line, nik, workbook
from payung.errors import UnusableInput
from payung.office.accounts.models import Role
from payung.office.accounts.permissions import Refused
from payung.office.journal.models import Entry
from payung.office.programmes.actions import ProgrammeFacts, change_programme
from payung.office.proposals.actions import confirming, replying, reviewing
from payung.office.proposals.models import BulkVerdict, Row, Standing
from payung.office.proposals.reply import reasons_of

pytestmark = pytest.mark.django_db
WHY = "KTP dilihat"


def slip(number):
    """A NIK with one digit wrong: the registry has somebody who is probably the same."""
    return nik(number)[:15] + "0" if nik(number)[15] != "0" else nik(number)[:15] + "9"


@kept
def rows(clerk, programme, dtsen):
    """Three people whose NIK differs from the registry's in one digit: each waits for review."""
    programme.two_reviewers = True
    programme.save()
    done = check(send(clerk, programme, workbook([line(n, NIK=slip(n)) for n in (2, 3, 4)])))
    found = list(done.rows.order_by("position"))
    assert {row.standing for row in found} == {Standing.OPEN}
    return found


@kept
def second(areas):
    return character("verifikator2", "Verifikator Kedua", (Role.VERIFIER, "13.03"))


def now(row):
    row.refresh_from_db()
    return row


def test_the_first_word_waits_and_the_second_makes_it_count(verifier, second, rows):
    row = reviewing.review(verifier, rows[0], Standing.ACCEPTED, WHY)
    assert (row.standing, row.verdict, row.confirmed_by) == (Standing.SECOND, "accepted", None)
    assert row.get_standing_display()
    row = confirming.confirm(second, row)
    assert (row.standing, row.reviewed_by, row.confirmed_by) == (Standing.ACCEPTED, verifier, second)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.actor_name, entry.facts["first"]) == (
        "proposals.confirm_review",
        "verifikator2",
        "verifikator",
    )


def test_nobody_confirms_their_own_word(verifier, rows):
    row = reviewing.review(verifier, rows[0], Standing.DROPPED, WHY)
    with pytest.raises(UnusableInput, match="own"):
        confirming.confirm(verifier, row)
    assert now(row).standing == Standing.SECOND


def test_the_database_knows_it_too(verifier, rows):
    row = reviewing.review(verifier, rows[0], Standing.DROPPED, WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(confirmed_by=verifier)
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(reviewed_by=None)


def test_an_own_word_may_be_changed_while_it_waits_and_another_s_may_not(verifier, second, rows):
    reviewing.review(verifier, rows[0], Standing.DROPPED, WHY)
    with pytest.raises(UnusableInput, match="somebody else"):
        reviewing.review(second, rows[0], Standing.ACCEPTED, WHY)
    row = reviewing.review(verifier, rows[0], Standing.ACCEPTED, "Ternyata benar")
    assert (row.standing, row.verdict, row.reviewed_by) == (Standing.SECOND, "accepted", verifier)


def test_a_confirmed_row_that_is_changed_waits_again(verifier, second, rows):
    confirming.confirm(second, reviewing.review(verifier, rows[0], Standing.ACCEPTED, WHY))
    row = reviewing.review(second, rows[0], Standing.DROPPED, "Orang lain")
    assert (row.standing, row.confirmed_by) == (Standing.SECOND, None)
    assert confirming.confirm(verifier, row).standing == Standing.DROPPED


def test_what_does_not_convince_waits_for_review_again(verifier, second, rows):
    row = reviewing.review(verifier, rows[0], Standing.DROPPED, WHY)
    with pytest.raises(UnusableInput, match="reason"):
        confirming.send_back(second, row, " ")
    row = confirming.send_back(second, row, "Periksa lagi")
    assert (row.standing, row.verdict, row.reviewed_by, row.review_reason) == (Standing.OPEN, "", None, "")
    with pytest.raises(UnusableInput, match="moved on"):
        confirming.confirm(second, row)


@pytest.mark.parametrize("who", ["clerk", "manager", "auditor", "outsider"])
def test_who_may_not(request, verifier, rows, who):
    user = request.getfixturevalue(who)
    row = reviewing.review(verifier, rows[0], Standing.DROPPED, WHY)
    for act in (confirming.confirm, lambda actor, row: confirming.send_back(actor, row, WHY)):
        with pytest.raises(Refused):
            act(user, row)
    with pytest.raises(Refused):
        confirming.confirm_many(user, Row.objects.all(), expected=1)
    assert now(row).standing == Standing.SECOND


def test_many_words_wait_and_many_are_confirmed_in_one_act(verifier, second, rows):
    done = reviewing.review_many(
        verifier, Row.objects.all(), Standing.DROPPED, WHY, expected=3, reason="registry.probable"
    )
    act = BulkVerdict.objects.get()
    assert (done, act.rows, act.left, act.reason, act.why) == (3, 3, 0, "registry.probable", WHY)
    assert {row.together for row in Row.objects.all()} == {act}
    with pytest.raises(UnusableInput):  # one's own are not among them
        confirming.confirm_many(verifier, Row.objects.all(), expected=3)
    with pytest.raises(UnusableInput, match="not 2"):
        confirming.confirm_many(second, Row.objects.all(), expected=2)
    assert not Row.objects.exclude(standing=Standing.SECOND).exists()
    assert confirming.confirm_many(second, Row.objects.all(), expected=3) == 3
    assert set(Row.objects.values_list("standing", "confirmed_by__username")) == {("dropped", "verifikator2")}


def test_a_village_is_not_told_a_verdict_that_still_waits(verifier, second, rows):
    from payung.office.proposals.queries import findings

    row = reviewing.review(verifier, rows[0], Standing.DROPPED, "Bukan orangnya")
    told = findings([row])[row.pk]
    assert "Bukan orangnya" not in reasons_of(row, told, "id")[0]
    row = confirming.confirm(second, row)
    assert "Bukan orangnya" in reasons_of(row, told, "id")[0]
    assert replying.send_reply(verifier, row.submission, mend_by=row.submission.verified_on).rows == 3


def test_the_manager_asks_for_two_people_and_one_is_enough_elsewhere(manager, verifier, programme, rows):
    facts = ProgrammeFacts(name=programme.name, first_month=202601, months=12, priority=["decile"])
    changed = change_programme(manager, programme, facts)
    assert not changed.two_reviewers
    row = reviewing.review(verifier, rows[0], Standing.ACCEPTED, WHY)
    assert (row.standing, row.verdict) == (Standing.ACCEPTED, "")


def test_the_desk_of_the_second_reviewer(client, verifier, second, rows):
    for row in rows:
        reviewing.review(verifier, row, Standing.DROPPED, WHY)
    desk = f"{reverse('desk')}?tahap=kedua"
    client.force_login(verifier)
    own = client.get(desk)
    assert (own.context["count"], own.context["own"]) == (0, 3)

    client.force_login(second)
    page = client.get(desk)
    assert page.context["count"] == 3
    first = client.get(page.context["first"])
    assert "Menunggu pemeriksa kedua" in first.content.decode()
    assert 'data-key="y"' in first.content.decode()
    following = client.post(first.context["second_action"], {"kata": "setuju"})
    assert now(rows[0]).standing == Standing.DROPPED
    assert following.url == f"{reverse('case', args=[rows[1].public_id])}?tahap=kedua"
    client.post(
        f"{reverse('case_second', args=[rows[1].public_id])}?tahap=kedua", {"kata": "kembali", "why": "Ulang"}
    )
    assert now(rows[1]).standing == Standing.OPEN

    together = client.get(f"{reverse('confirm_many')}?tahap=kedua&alasan=registry.probable")
    assert (together.context["count"], together.context["dropped"]) == (1, 1)
    client.post(f"{reverse('confirm_many')}?tahap=kedua&alasan=registry.probable", {"expected": 1})
    assert now(rows[2]).standing == Standing.DROPPED


def test_ones_own_word_cannot_be_confirmed_on_the_page(client, verifier, rows):
    reviewing.review(verifier, rows[0], Standing.DROPPED, WHY)
    client.force_login(verifier)
    answer = client.post(reverse("case_second", args=[rows[0].public_id]), {"kata": "setuju"})
    assert answer.status_code == 422
    assert "keputusan Anda sendiri" in answer.content.decode()
    assert now(rows[0]).standing == Standing.SECOND


def test_a_row_shows_the_act_in_which_it_was_decided_with_others(client, verifier, rows):
    reviewing.review_many(verifier, Row.objects.all(), Standing.DROPPED, WHY, expected=3)
    client.force_login(verifier)
    text = client.get(reverse("row", args=[rows[0].public_id])).content.decode()
    assert f"?bersama={BulkVerdict.objects.get().public_id}" in text
    listed = client.get(f"{reverse('rows')}?bersama={BulkVerdict.objects.get().public_id}")
    assert listed.context["table"].count == 3


def test_the_sample_and_the_figures_stand_above_the_justification(client, verifier, rows):
    client.force_login(verifier)
    page = client.get(f"{reverse('review_many')}?alasan=registry.probable")
    assert [row.name for row in page.context["sample"]] == [row.name for row in rows]
    assert page.context["second"] == 3


def test_the_two_persons_stand_side_by_side_field_by_field(client, verifier, rows):
    client.force_login(verifier)
    page = client.get(reverse("case", args=[rows[0].public_id]))
    (pair,) = page.context["pairs"]
    assert [each.label for each in pair.lines] == [
        "Nama",
        "NIK",
        "Tanggal lahir",
        "Jenis kelamin",
        "Desa",
        "Nomor kartu keluarga (KK)",
    ][: len(pair.lines)]
    assert pair.score.startswith("Hampir pasti orang yang sama")
    told = {each.label: (each.differs, each.agreement) for each in pair.lines}
    assert told["Nama"] == (False, "sama")
    assert told["NIK"][0]
    assert told["Tanggal lahir"] == (False, "sama")
    assert told["Desa"] == (False, "sama")
