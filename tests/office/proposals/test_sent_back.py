"""A reply that comes back: several times, without its identifiers, from another village, late, or as it was."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from office.kept import kept
from office.proposals.conftest import check, make_programme, send
from office.proposals.people import line, nik, workbook
from payung.errors import UnusableInput
from payung.office.journal.models import Entry
from payung.office.proposals import queries
from payung.office.proposals.actions import replying
from payung.office.proposals.models import Row, SkippedRow, Standing, Submission

pytestmark = pytest.mark.django_db
LETTERED = f"l{nik(5)[1:8]}O{nik(5)[9:]}" if nik(5)[8] == "0" else f"l{nik(5)[1:]}"


@kept
def checked(clerk, programme, dtsen):
    """Three to mend: a NIK with letters, none, and one that the registry does not have."""
    people = [line(1), line(5, NIK=LETTERED), line(2, NIK=""), line(61)]
    return check(send(clerk, programme, workbook(people)))


@kept
def reply(verifier, checked):
    return replying.send_reply(verifier, checked, timezone.localdate() + timedelta(days=10))


@pytest.fixture
def taken(clerk, reply) -> bytes:
    return replying.take_reply(clerk, reply)


def mend(content: bytes, changes: dict[str, dict[str, str]], without: str = "") -> bytes:
    """The workbook with cells of some people (by name) changed, as a spreadsheet saves it; ``without`` a column."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.active
    heads = next(row for row in page.iter_rows() if row[0].value == "Nama Lengkap")
    places = {cell.value: cell.column for cell in heads}
    for row in page.iter_rows(min_row=heads[0].row + 1):
        for heading, value in changes.get(row[0].value, {}).items():
            page.cell(row[0].row, places[heading]).value = value
    if without:
        page.delete_cols(places[without])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def name(number: int) -> str:
    return line(number)["Nama Lengkap"]


def back(clerk, programme, content, file_name="balasan.xlsx", **more) -> Submission:
    return check(send(clerk, programme, content, file_name=file_name, **more))


def test_a_workbook_that_comes_back_again_mends_what_was_mended_since_and_proposes_nobody_twice(
    clerk, programme, checked, taken
):
    first = {name(5): {"NIK": nik(5)}}
    back(clerk, programme, mend(taken, first))
    second = back(clerk, programme, mend(taken, first | {name(2): {"NIK": nik(2)}}), "lagi.xlsx")
    assert (second.people, second.eligible, second.mends) == (1, 1, checked)
    third = back(clerk, programme, mend(taken, {name(61): {"NIK": nik(8)}}), "hanya satu.xlsx")
    assert third.people == 1, "whoever was mended before is not proposed anew by the old row"
    standing = Row.objects.filter(programme=programme).exclude(standing=Standing.MENDED)
    assert sorted(standing.values_list("name", flat=True)) == sorted(map(name, (1, 2, 5, 61)))


def test_a_mended_row_that_is_still_wrong_is_mended_once_more(clerk, programme, checked, taken):
    wrong = back(clerk, programme, mend(taken, {name(2): {"NIK": nik(61)[:15]}}))
    assert (wrong.people, wrong.review) == (1, 1)
    right = back(clerk, programme, mend(taken, {name(2): {"NIK": nik(2)}}), "lagi.xlsx")
    assert (right.people, right.eligible) == (1, 1)
    assert Row.objects.get(submission=right).mends == Row.objects.get(submission=wrong)
    assert Row.objects.get(submission=wrong).standing == Standing.MENDED


def test_the_reply_of_another_village_or_programme_is_told_to_be_so(clerk, other_clerk, programme, taken):
    with pytest.raises(UnusableInput, match="another village or programme"):
        send(other_clerk, programme, mend(taken, {}), area="13.03.08.2001")
    with pytest.raises(UnusableInput, match="another village or programme"):
        send(clerk, make_programme(name="Lain"), mend(taken, {}))
    assert Submission.objects.count() == 1


def test_a_reply_without_its_identifiers_mends_the_only_list_that_was_replied_to(
    clerk, programme, checked, taken
):
    bare = mend(taken, {name(5): {"NIK": nik(5)}}, without="ID Payung")
    done = back(clerk, programme, bare)
    assert (done.mends, done.people, done.eligible) == (checked, 1, 1)


def test_where_two_lists_were_replied_to_it_is_asked_which_one_is_mended(
    client, clerk, verifier, programme, checked, taken
):
    other = check(send(clerk, programme, workbook([line(9, NIK="")]), file_name="lain.xlsx"))
    replying.send_reply(verifier, other, timezone.localdate() + timedelta(days=10))
    bare = mend(taken, {name(5): {"NIK": nik(5)}}, without="ID Payung")
    with pytest.raises(UnusableInput, match="column ID Payung is gone"):
        send(clerk, programme, bare)
    assert back(clerk, programme, bare, mends=checked).people == 1


def test_of_a_reply_in_which_nothing_was_mended_nothing_is_taken_and_the_village_is_still_reminded(
    client, clerk, programme, checked, taken
):
    done = back(clerk, programme, mend(taken, {}))
    assert done.people == 0
    assert SkippedRow.objects.filter(submission=done, why="unchanged").count() == 3
    client.force_login(clerk)
    page = client.get(reverse("submission", args=[done.public_id])).content.decode()
    assert "Tidak ada yang diambil dari daftar ini" in page
    assert "Tidak ada yang bermasalah" not in page
    assert list(queries.to_mend(clerk, timezone.localdate())) == [checked]
    back(clerk, programme, mend(taken, {name(5): {"NIK": nik(5)}}), "dibenahi.xlsx")
    assert not queries.to_mend(clerk, timezone.localdate())


def test_after_the_day_the_village_reads_that_it_has_passed_and_may_still_send(
    client, clerk, programme, checked, taken
):
    Submission.objects.filter(pk=checked.pk).update(mend_by=timezone.localdate() - timedelta(days=1))
    client.force_login(clerk)
    page = client.get(reverse("submission", args=[checked.public_id])).content.decode()
    assert "Hari itu sudah lewat" in page
    assert back(clerk, programme, mend(taken, {name(5): {"NIK": nik(5)}})).people == 1


def test_the_same_file_sent_twice_is_told_by_its_name_and_day(clerk, programme, checked, taken):
    content = mend(taken, {name(5): {"NIK": nik(5)}})
    back(clerk, programme, content, "Balasan final.xlsx")
    with pytest.raises(UnusableInput, match=r"as “Balasan final\.xlsx”"):
        send(clerk, programme, content, file_name="Balasan final (1).xlsx")


def test_a_reply_saved_as_csv_keeps_its_people_though_its_reasons_have_lines(
    clerk, programme, checked, taken
):
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(mend(taken, {name(5): {"NIK": nik(5)}}))
    ).get_sheet_by_index(0)
    out = io.StringIO()
    csv.writer(out).writerows(rows.to_python())
    done = back(clerk, programme, out.getvalue().encode("cp1252", "replace"), "balasan.csv")
    assert (done.mends, done.people, done.eligible) == (checked, 1, 1)


def test_the_village_reads_what_it_wrote_and_what_is_probably_meant_others_only_where_the_letters_stand(
    client, clerk, verifier, checked, reply, taken
):
    rows = str(CalamineWorkbook.from_filelike(io.BytesIO(taken)).get_sheet_by_index(0).to_python())
    assert f"NIK tertulis “{LETTERED}”" in rows
    assert f"mungkin yang dimaksud {nik(5)}" in rows
    assert f"'{LETTERED}'" in rows, "the cell of the NIK shows it too"
    client.force_login(verifier)
    row = Row.objects.get(submission=checked, name=name(5))
    page = client.get(reverse("case", args=[row.public_id])).content.decode()
    assert "NIK tertulis “l" in page
    assert LETTERED not in page
    assert nik(5) not in page
    address = reverse("reply_take", args=[checked.public_id, reply.public_id])
    letter = PdfReader(io.BytesIO(client.post(address, {"bentuk": "pdf"}).content))
    told = "".join(page.extract_text() for page in letter.pages)
    assert "ada huruf di antara" in told
    assert LETTERED not in told
    assert nik(5) not in told


def test_a_row_of_the_reply_is_as_high_as_its_words(taken):
    page = openpyxl.load_workbook(io.BytesIO(taken)).active
    row = next(row for row in page.iter_rows() if row[0].value == name(5))
    lines = row[2].value.count("\n") + 1
    assert lines >= 2
    assert page.row_dimensions[row[0].row].height >= 15 * lines


def test_two_people_under_one_impossible_number_are_not_taken_for_one(clerk, programme, dtsen):
    impossible = f"{nik(1)[:6]}311399{nik(1)[12:]}"
    check(send(clerk, programme, workbook([line(3, NIK=impossible)])))
    done = check(send(clerk, programme, workbook([line(4, NIK=impossible)]), file_name="lain.xlsx"))
    reasons = Row.objects.get(submission=done).reasons
    assert "proposed.already" not in reasons
    assert "nik.malformed" in reasons


def test_the_nik_of_the_registry_is_taken_with_one_key_and_never_shown(
    client, verifier, clerk, programme, checked
):
    client.force_login(verifier)
    row = Row.objects.get(submission=checked, name=name(5))
    address = reverse("case", args=[row.public_id])
    page = client.get(address)
    (pair,) = page.context["pairs"]
    assert pair.other_nik.endswith(nik(5)[-4:])
    assert client.post(reverse("case_nik", args=[row.public_id]), {"temuan": "0"}).status_code == 404
    answer = client.post(
        reverse("case_nik", args=[row.public_id]), {"temuan": pair.told.finding.pk}, follow=True
    )
    assert nik(5) not in answer.content.decode()
    row.refresh_from_db()
    assert row.nik_tail == nik(5)[-4:]
    assert "DTSEN 2026" in Entry.objects.get(act="proposals.settle_nik").why
    client.post(address, {"verdict": "accepted", "why": "Orang yang sama"})
    row.refresh_from_db()
    assert row.standing == Standing.ACCEPTED


def test_a_nik_typed_with_letters_is_answered_with_what_is_probably_meant(client, clerk, programme):
    client.force_login(clerk)
    begun = client.post(reverse("entry_begin", args=[programme.public_id]), {"area": "13.03.04.2001"})
    for typed, said in (
        (LETTERED, f"mungkin yang dimaksud {nik(5)}"),
        (nik(5)[:15], "berisi 15 angka, seharusnya 16"),
    ):
        answer = client.post(begun.url, {"nik": typed, "name": name(5)})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_kecamatan_is_told_from_a_village_of_its_name(client, verifier, programme):
    client.force_login(verifier)
    page = client.get(reverse("propose_file", args=[programme.public_id]))
    labels = dict(page.context["form"].fields["area"].choices)
    told = {getattr(code, "value", code): label for code, label in labels.items()}
    assert told["13.03.04"].startswith("Kecamatan ")
    assert told["13.03.04.2001"] == "Muaro"
