"""A list that came as a message is pasted, looked at and checked like a file."""

from __future__ import annotations

import pytest
from django.urls import reverse

from office.proposals.people import born, line, nik
from payung.office.core import store
from payung.office.proposals import job, lease
from payung.office.proposals.models import SEALED_FILE, Stage, Submission

pytestmark = pytest.mark.django_db
AREA = "13.03.04.2001"


def message(*people: int) -> str:
    told = [
        f"{n}. {line(n)['Nama Lengkap']}, NIK: {nik(n)}, lahir {born(n):%d-%m-%Y}, petani" for n in people
    ]
    return "\n".join(["Assalamualaikum pak, ini data kami", "", *told, "Terima kasih"])


def paste(client, programme, text):
    return client.post(reverse("propose_file", args=[programme.public_id]), {"area": AREA, "text": text})


def test_a_pasted_message_is_understood_and_checked(client, clerk, programme, dtsen):
    client.force_login(clerk)
    sent = paste(client, programme, message(1, 2, 3))
    submission = Submission.objects.get()
    assert sent.url == reverse("submission_preview", args=[submission.public_id])
    assert submission.file_name.startswith("pesan-")
    assert submission.file_name.endswith(".txt")
    understood = client.get(sent.url).content.decode()
    assert "3 orang" in understood or "3 people" in understood
    client.post(reverse("submission_confirm", args=[submission.public_id]))
    job.run(lease.take(submission.pk))
    submission.refresh_from_db()
    assert (submission.stage, submission.people, submission.eligible) == (Stage.READY, 3, 3)


def test_what_was_pasted_is_kept_sealed_as_it_came(client, clerk, programme, dtsen):
    client.force_login(clerk)
    paste(client, programme, message(1, 2))
    with store.opened(Submission.objects.get().file, SEALED_FILE, ".txt") as path:
        assert path.read_text(encoding="utf-8").split() == message(1, 2).split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "wajib|required"),
        ("halo pak\nini catatan\n", "Judul kolom|headings"),
        ("x" * 200_001, "200"),
    ],
)
def test_a_message_without_a_list_is_answered_where_it_was_pasted(client, clerk, programme, text, words):
    client.force_login(clerk)
    answer = paste(client, programme, text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert any(word in page for word in words.split("|"))
    assert 'id="error-summary"' in page
    assert page.count('id="error-summary"') == 1
    assert text[:50] in page, "what was pasted is not lost"
    assert not Submission.objects.exists()


def test_the_same_message_twice_is_refused(client, clerk, programme, dtsen):
    client.force_login(clerk)
    assert paste(client, programme, message(1)).status_code == 302
    assert paste(client, programme, message(1)).status_code == 422
    assert Submission.objects.count() == 1


def test_no_two_controls_of_the_page_have_one_name_for_their_labels(client, clerk, programme):
    client.force_login(clerk)
    page = client.get(reverse("propose_file", args=[programme.public_id])).content.decode()
    assert page.count('id="id_text"') + page.count('id="pasted_text"') == 1
    assert page.count('id="pasted_area"') <= 1


@pytest.mark.parametrize("who", ["auditor", "treasurer", "branch", "sponsor"])
def test_who_may_not_propose_may_not_paste(client, request, programme, who):
    client.force_login(request.getfixturevalue(who))
    assert paste(client, programme, message(1)).status_code in (403, 404)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("who", ["other_clerk", "outsider"])
def test_nobody_pastes_for_another_area(client, request, programme, who):
    client.force_login(request.getfixturevalue(who))
    assert paste(client, programme, message(1)).status_code in (403, 404, 422)
    assert not Submission.objects.exists()
