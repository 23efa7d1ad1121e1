"""The pages: what each shows, who may not see it, and that a phone's clerk gets through."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.kept import kept
from office.proposals.conftest import check, send
from office.proposals.people import born, line, nik, workbook
from payung.office.core.vault import unseal_fields
from payung.office.journal.models import Entry
from payung.office.proposals import job, lease
from payung.office.proposals.models import (
    SEALED_ROW,
    ColumnMemory,
    HandEntry,
    Row,
    Stage,
    Standing,
    Submission,
)

pytestmark = pytest.mark.django_db
MIXED = [line(1), line(2, NIK=""), line(3), line(61), line(5, **{"Nama Lengkap": "Orang Lain Sekali"})]


@kept
def checked(clerk, programme, dtsen):
    return check(send(clerk, programme, workbook(MIXED, above=["DAFTAR USULAN"])))


def upload(client, programme, content, name="usulan.xlsx", **more):
    return client.post(
        reverse("propose_file", args=[programme.public_id]),
        {"area": "13.03.04.2001", "mends": "", "file": SimpleUploadedFile(name, content), **more},
    )


def pages_of(checked):
    row = Row.objects.filter(submission=checked, standing=Standing.OPEN).first()
    return {
        "submissions": [],
        "submission": [checked.public_id],
        "skipped": [checked.public_id],
        "rows": [],
        "row": [row.public_id],
    }


def test_a_clerk_sends_a_file_in_four_pages(client, clerk, programme, dtsen):
    client.force_login(clerk)
    assert client.get(reverse("propose")).url == reverse("propose_file", args=[programme.public_id])
    assert client.get(reverse("propose_file", args=[programme.public_id])).status_code == 200
    sent = upload(client, programme, workbook(MIXED))
    submission = Submission.objects.get()
    assert sent.url == reverse("submission_preview", args=[submission.public_id])
    understood = client.get(sent.url).content.decode()
    assert "Nama Lengkap" in understood
    assert "5 people found" in understood or "5 orang" in understood
    confirmed = client.post(reverse("submission_confirm", args=[submission.public_id]))
    waiting = client.get(confirmed.url).content.decode()
    assert "<progress" in waiting
    job.run(lease.take(submission.pk))
    ready = client.get(confirmed.url).content.decode()
    assert "Muaro" in ready
    assert "alasan=registry.absent" in ready, "every number opens what it is made of"


@pytest.mark.parametrize("who", ["clerk", "verifier", "manager", "auditor"])
def test_those_who_serve_the_village_see_its_lists(client, request, checked, who):
    client.force_login(request.getfixturevalue(who))
    for name, words in pages_of(checked).items():
        page = client.get(reverse(name, args=words))
        assert page.status_code == 200, name
        text = page.content.decode()
        assert len(text) < 100_000
        assert nik(1) not in text, "a NIK is masked"
        assert "style=" not in text
        assert "<script>" not in text


@pytest.mark.parametrize("who", ["other_clerk", "outsider"])
def test_other_areas_see_nothing_of_it(client, request, checked, who):
    client.force_login(request.getfixturevalue(who))
    for name, words in pages_of(checked).items():
        page = client.get(reverse(name, args=words))
        if words:
            assert page.status_code == 404, name
        else:
            assert checked.file_name not in page.content.decode()
            assert "Saputra" not in page.content.decode()
    assert client.get(reverse("rows"), {"usulan": checked.public_id}).status_code == 404


@pytest.mark.parametrize("who", ["treasurer", "branch", "sponsor", "administrator"])
def test_other_roles_are_refused(client, request, checked, who):
    client.force_login(request.getfixturevalue(who))
    for name, words in pages_of(checked).items():
        assert client.get(reverse(name, args=words)).status_code == 403, name


def test_strangers_are_sent_to_the_login(client, checked):
    for name, words in pages_of(checked).items():
        assert client.get(reverse(name, args=words)).status_code == 302


def test_rows_that_still_arrive_are_nobodys_to_see(client, clerk, checked):
    Submission.objects.filter(pk=checked.pk).update(stage=Stage.WRITING)
    client.force_login(clerk)
    row = Row.objects.filter(submission=checked).first()
    assert client.get(reverse("row", args=[row.public_id])).status_code == 404
    assert "list-table" not in client.get(reverse("rows")).content.decode()


@pytest.mark.parametrize(
    ("filter_", "names"),
    [
        ("hasil=eligible", {1, 3}),
        ("hasil=refused", {61}),
        ("kini=open", {2, 5}),
        ("alasan=registry.absent", {61}),
    ],
)
def test_a_number_opens_the_rows_it_counts(client, clerk, checked, filter_, names):
    client.force_login(clerk)
    page = client.get(f"{reverse('rows')}?usulan={checked.public_id}&{filter_}")
    shown = {row.row - 2 for row in page.context["table"].selected}
    numbered = {1: 1, 2: 2, 3: 3, 4: 61, 5: 5}
    assert {numbered[at] for at in shown} == names


def test_the_full_number_is_shown_only_with_a_line_in_the_journal(client, clerk, auditor, checked):
    row = Row.objects.get(submission=checked, row=3)
    client.force_login(clerk)
    page = client.post(reverse("row_reveal", args=[row.public_id]))
    assert nik(1) in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    entry = Entry.objects.get(act="person.reveal")
    assert (entry.actor, entry.subject) == (clerk, f"row:{row.public_id}")
    assert nik(1) not in str(entry.facts)
    client.force_login(auditor)
    assert client.post(reverse("row_reveal", args=[row.public_id])).status_code == 403
    assert Entry.objects.filter(act="person.reveal").count() == 1


def test_a_person_is_found_by_the_full_nik_and_never_by_address(client, clerk, outsider, checked):
    row = Row.objects.get(submission=checked, row=3)
    client.force_login(clerk)
    spaced = f"{nik(1)[:6]} {nik(1)[6:12]} {nik(1)[12:]}"
    assert client.post(reverse("rows_by_nik"), {"nik": spaced}).url == reverse("row", args=[row.public_id])
    assert client.get(reverse("rows_by_nik")).status_code == 405
    client.force_login(outsider)
    assert "Saputra" not in client.post(reverse("rows_by_nik"), {"nik": nik(1)}).content.decode()


def test_a_person_is_found_by_the_beginning_of_the_name(client, clerk, checked):
    client.force_login(clerk)
    page = client.get(reverse("rows"), {"cari": "orang la"})
    assert [row.name for row in page.context["table"].selected] == ["Orang Lain Sekali"]


def test_columns_set_by_hand_are_read_so_and_remembered_for_the_next_file(client, clerk, programme, dtsen):
    client.force_login(clerk)
    odd = [{"Kode": nik(at), "Sebutan": line(at)["Nama Lengkap"], "NIK": ""} for at in (1, 2)]
    upload(client, programme, workbook([line(at) | odd[at - 1] for at in (1, 2)]))
    first = Submission.objects.get()
    page = client.get(reverse("submission_preview", args=[first.public_id]))
    sheet = page.context["form"].understood["sheets"][0]
    fields = {f"0-{column['letters']}": column["field"] for column in sheet["columns"]}
    by_heading = {column["heading"]: f"0-{column['letters']}" for column in sheet["columns"]}
    fields |= {by_heading["NIK"]: "", by_heading["Kode"]: "nik"}
    again = client.post(reverse("submission_preview", args=[first.public_id]), fields)
    assert again.status_code == 302
    client.post(reverse("submission_confirm", args=[first.public_id]))
    assert check(first).eligible == 2
    assert ColumnMemory.objects.get().taught_by == clerk
    upload(client, programme, workbook([line(3) | {"Kode": nik(3), "Sebutan": "x", "NIK": ""}]), "lagi.xlsx")
    second = Submission.objects.latest("pk")
    assert (
        second.mapping["Usulan"]["nik"] == first.mapping["Usulan"]["nik"] if first.mapping else second.mapping
    )
    client.post(reverse("submission_confirm", args=[second.public_id]))
    assert check(second).eligible == 1


def chosen(client, submission, **by_heading):
    """What the preview's page sends, with some columns set by hand."""
    page = client.get(reverse("submission_preview", args=[submission.public_id]))
    columns = page.context["form"].understood["sheets"][0]["columns"]
    fields = {f"0-{each['letters']}": by_heading.get(each["heading"], each["field"]) for each in columns}
    return fields | {page.context["shown"]: "1"}


def test_columns_changed_on_the_page_count_when_the_list_is_confirmed_at_once(
    client, clerk, programme, dtsen
):
    client.force_login(clerk)
    upload(client, programme, workbook([line(at) | {"Lainnya": "Sumiyati"} for at in (1, 2)]))
    first = Submission.objects.get()
    address = reverse("submission_confirm", args=[first.public_id])
    both = client.post(address, chosen(client, first, Lainnya="name"))
    assert both.status_code == 422
    assert "sudah berisi Nama" in both.content.decode()
    answer = client.post(address, chosen(client, first, Lainnya="mother_name"))
    assert answer.url == reverse("submission", args=[first.public_id])
    assert check(first).eligible == 2
    row = Row.objects.filter(submission=first).first()
    assert unseal_fields(row.sealed, SEALED_ROW)["mother_name"] == "Sumiyati"
    assert ColumnMemory.objects.get().taught_by == clerk


def test_where_other_columns_find_other_people_the_sender_looks_once_more(client, clerk, programme, dtsen):
    client.force_login(clerk)
    named = [line(at) | {"Lainnya": f"Si {at}"} for at in (1, 2)]
    upload(client, programme, workbook([*named, {"Lainnya": "Budi Santoso"}]))
    first = Submission.objects.get()
    fields = chosen(client, first, Lainnya="name", **{"Nama Lengkap": ""})
    answer = client.post(reverse("submission_confirm", args=[first.public_id]), fields)
    assert answer.url == reverse("submission_preview", args=[first.public_id])
    assert "Periksa sekali lagi" in client.get(answer.url).content.decode()
    first.refresh_from_db()
    assert first.stage == Stage.PREVIEW


def test_columns_that_hold_nothing_are_not_offered(client, clerk, programme, dtsen):
    client.force_login(clerk)
    upload(client, programme, workbook([line(1) | {"": "", " ": ""}, line(2)]))
    page = client.get(reverse("submission_preview", args=[Submission.objects.get().public_id]))
    columns = page.context["form"].understood["sheets"][0]["columns"]
    assert [column["heading"] for column in columns] == list(line(1))


def test_what_a_clerk_should_know_of_the_reading_is_one_list(client, clerk, programme, dtsen):
    told = [line(1) | {"Nama Lengkap": "Indrawati (Alm)", "Alamat": "Jorong Koto HP 081234567890"}, line(2)]
    checked = check(send(clerk, programme, workbook(told)))
    client.force_login(clerk)
    page = client.get(reverse("submission", args=[checked.public_id]))
    assert [notice[:14] for notice in page.context["notices"]] == ["Lembar Usulan:"] * 2
    for notice in page.context["notices"]:
        assert f"<li>{notice}</li>" in page.content.decode()


def test_two_lists_side_by_side_are_told_before_anything_is_taken_and_both_are_taken(
    client, clerk, programme, dtsen
):
    client.force_login(clerk)
    left, right = line(1), line(2)
    kept = ("NIK", "Nama Lengkap", "Tanggal Lahir", "Pekerjaan")
    lines = [(*kept, "", *kept), (*(left[key] for key in kept), "", *(right[key] for key in kept))]
    upload(client, programme, "\n".join(";".join(cells) for cells in lines).encode(), "dua.csv")
    submission = Submission.objects.get()
    page = client.get(reverse("submission_preview", args=[submission.public_id]))
    assert "2 daftar berdampingan" in page.content.decode()
    client.post(reverse("submission_confirm", args=[submission.public_id]))
    done = check(submission)
    assert [(row.row, row.name) for row in Row.objects.filter(submission=done).order_by("position")] == [
        (2, left["Nama Lengkap"]),
        (2, right["Nama Lengkap"]),
    ]


def test_entry_by_hand_asks_one_thing_per_page_and_is_sent_like_a_file(client, clerk, programme, dtsen):
    client.force_login(clerk)
    begun = client.post(reverse("entry_begin", args=[programme.public_id]), {"area": "13.03.04.2001"})
    for answers in (
        {"nik": nik(1), "name": line(1)["Nama Lengkap"]},
        {"birth_date": str(born(1)), "sex": "L"},
        {"occupation": "buruh tani"},
        {"mother_name": "Siti"},
    ):
        assert client.get(begun.url).status_code == 200
        begun = client.post(begun.url, answers)
        assert begun.status_code == 302, begun.content.decode()
    assert nik(1) in client.get(begun.url).content.decode(), "check your answers"
    entry = HandEntry.objects.get()
    assert nik(1).encode() not in bytes(entry.sealed)
    assert client.post(begun.url).url == reverse("entry", args=[entry.public_id])
    sent = client.post(reverse("entry_send", args=[entry.public_id]))
    submission = Submission.objects.get()
    assert sent.url == reverse("submission", args=[submission.public_id])
    assert not HandEntry.objects.exists()
    assert check(submission).eligible == 1


def test_an_entry_is_its_owners_alone(client, clerk, verifier, programme):
    client.force_login(clerk)
    begun = client.post(reverse("entry_begin", args=[programme.public_id]), {"area": "13.03.04.2001"})
    client.force_login(verifier)
    assert client.get(begun.url).status_code == 404


def test_the_progress_survives_a_reload_and_needs_no_script(client, clerk, programme, dtsen):
    submission = send(clerk, programme, workbook(MIXED))
    client.force_login(clerk)
    Submission.objects.filter(pk=submission.pk).update(stage=Stage.VERIFYING, done=3, todo=5)
    page = client.get(reverse("submission", args=[submission.public_id])).content.decode()
    assert 'value="3"' in page
    assert 'max="5"' in page
    part = client.get(reverse("submission_progress", args=[submission.public_id]))
    assert "<html" not in part.content.decode()
    Submission.objects.filter(pk=submission.pk).update(stage=Stage.READY)
    assert client.get(reverse("submission_progress", args=[submission.public_id]))["HX-Refresh"] == "true"


def test_the_list_of_people_takes_a_constant_number_of_queries(
    client, clerk, programme, dtsen, django_assert_max_num_queries
):
    check(send(clerk, programme, workbook([line(at) for at in range(1, 60)])))
    client.force_login(clerk)
    client.get(reverse("rows"))
    with django_assert_max_num_queries(16):
        client.get(reverse("rows"))


def test_a_list_is_exported_masked_and_the_journal_says_so(client, clerk, checked):
    client.force_login(clerk)
    answer = client.post(reverse("rows"), {"unduh": "csv"})
    text = io.BytesIO(b"".join(answer.streaming_content)).getvalue().decode()
    assert line(1)["Nama Lengkap"] in text
    assert nik(1) not in text
    assert Entry.objects.filter(act="list.export").count() == 1


def test_cases_are_decided_one_after_the_other_without_a_script(client, verifier, clerk, checked):
    client.force_login(verifier)
    desk = client.get(reverse("desk"))
    case = client.get(desk.context["first"])
    assert "Tanpa NIK" in case.content.decode(), "a row without a NIK offers no acceptance"
    after = client.post(desk.context["first"], {"verdict": "dropped", "why": "Desa harus melengkapi NIK"})
    second = client.get(after.url)
    assert 'value="accepted"' in second.content.decode()
    assert client.post(after.url, {"verdict": "accepted", "why": ""}).status_code == 422
    last = client.post(after.url, {"verdict": "accepted", "why": "Dokumen sudah dilihat"})
    assert last.url == reverse("desk")
    assert not Row.objects.filter(standing=Standing.OPEN).exists()
    client.force_login(clerk)
    assert client.get(reverse("desk")).status_code == 403


def test_the_desk_of_another_regency_is_empty_and_its_cases_are_not_there(client, outsider, checked):
    client.force_login(outsider)
    assert client.get(reverse("desk")).context["count"] == 0
    row = Row.objects.filter(submission=checked, standing=Standing.OPEN).first()
    assert (
        client.post(reverse("case", args=[row.public_id]), {"verdict": "dropped", "why": "lain"}).status_code
        == 404
    )
    row.refresh_from_db()
    assert row.standing == Standing.OPEN


def test_a_probable_person_stands_beside_the_proposed_one_with_the_differences_marked(
    client, verifier, clerk, programme, dtsen
):
    wrong = nik(4)[:15] + "9"
    done = check(send(clerk, programme, workbook([line(4, NIK=wrong)])))
    row = Row.objects.get(submission=done)
    client.force_login(verifier)
    page = client.get(reverse("case", args=[row.public_id]))
    text = page.content.decode()
    assert row.reasons == "registry.probable"
    assert "<mark>" in text
    assert nik(4)[:12] not in text, "digits that agree stay masked"


def test_many_are_decided_after_the_figures_were_shown(client, verifier, checked):
    client.force_login(verifier)
    address = f"{reverse('review_many')}?alasan=nik.missing"
    assert client.get(address).context["count"] == 1
    answer = client.post(address, {"verdict": "dropped", "why": "tanpa NIK", "expected": "1"})
    assert answer.url == reverse("desk")
    assert (
        Row.objects.filter(submission=checked, standing=Standing.DROPPED, review_reason="tanpa NIK").count()
        == 1
    )


def test_the_reply_is_made_on_its_page_and_found_by_the_village(client, verifier, clerk, checked):
    client.force_login(verifier)
    form = client.get(reverse("reply", args=[checked.public_id])).context["form"]
    made = client.post(
        reverse("reply", args=[checked.public_id]), {"mend_by": str(form.fields["mend_by"].initial)}
    )
    assert made.url == reverse("submission", args=[checked.public_id])
    client.force_login(clerk)
    assert f"benahi={checked.public_id}" in client.get(made.url).content.decode()
    assert client.get(reverse("home")).status_code == 200
