"""Pages of enrolment: the file for BPJS, its columns, the list that comes back, the cards."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office import cover_world
from office.kept import kept
from payung.office.cover.models import ColumnProfile, EnrolmentReturn, Membership, PersonMonth
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer):
    return cover_world.decided(manager, treasurer)


def answer():
    rows = ["NIK,KPJ,Nama,Status,Keterangan,Tanggal Mulai"]
    for at, nik in enumerate(cover_world.NIKS[:4]):
        rows.append(f"{nik},2600000000{at},{cover_world.NAMES[at]},Berhasil,,01-01-2026")
    rows.append(f"{cover_world.NIKS[4]},,Anwar,Gagal,Sudah aktif sebagai PU,")
    rows.append("1303040101800999,26000000099,Orang Lain,Berhasil,,01-01-2026")
    rows.append(",,Jumlah,,,")
    return SimpleUploadedFile("balikan.csv", "\n".join(rows).encode())


def test_the_file_for_bpjs_holds_those_not_enrolled_yet(client, world, manager):
    client.force_login(manager)
    address = reverse("enrolment_export", args=[world.decision.public_id])
    text = client.post(address, {"form": "csv"}).content.decode("utf-8-sig")
    assert text.count("\n") == 7
    assert cover_world.NIKS[0] in text
    assert Entry.objects.get().act == "enrolment.export"


def test_wrong_columns_are_said_with_the_column_at_fault(client, world, manager):
    client.force_login(manager)
    address = reverse("enrolment_profile", args=[world.decision.public_id])
    wrong = '[[column]]\nheading = "NIK"\nsource = "nik"\n[[column]]\nheading = "WARNA"\nsource = "colour"\n'
    page = client.post(address, {"name": "Cabang", "columns": wrong}).content.decode()
    assert "WARNA" in page
    assert 'href="#id_columns"' in page
    assert not ColumnProfile.objects.exists()
    right = wrong.replace("colour", "name")
    assert client.post(address, {"name": "Cabang", "columns": right}).status_code == 302
    chosen = ColumnProfile.objects.get()
    export = reverse("enrolment_export", args=[world.decision.public_id])
    text = client.post(export, {"form": "csv", "profile": chosen.public_id}).content.decode("utf-8-sig")
    assert text.splitlines()[0] == "NIK,WARNA"


def test_a_return_list_is_counted_first_and_taken_in_only_when_confirmed(client, world, branch):
    client.force_login(branch)
    check = client.post(reverse("enrolment_upload", args=[world.decision.public_id]), {"file": answer()})
    assert [each["value"] for each in check.context["counts"]] == [4, 1, 1, 0, 2]
    assert not EnrolmentReturn.objects.exists()
    confirm = reverse("enrolment_confirm", args=[world.decision.public_id])
    done = client.post(confirm, {"token": check.context["token"]}, follow=True)
    assert Membership.objects.count() == 4
    assert PersonMonth.objects.filter(enrolled_by__isnull=False).count() == 12
    assert "Sudah aktif sebagai PU" in done.content.decode()
    assert cover_world.NIKS[4] not in done.content.decode()


def test_nobody_confirms_the_upload_of_another(client, world, branch, outsider, manager):
    client.force_login(branch)
    check = client.post(reverse("enrolment_upload", args=[world.decision.public_id]), {"file": answer()})
    confirm = reverse("enrolment_confirm", args=[world.decision.public_id])
    for token in ("", "x" + check.context["token"]):
        assert client.post(confirm, {"token": token}).status_code == 422
    client.force_login(outsider)
    assert client.post(confirm, {"token": check.context["token"]}).status_code == 404
    client.force_login(manager)
    assert client.post(confirm, {"token": check.context["token"]}).status_code == 403
    assert not EnrolmentReturn.objects.exists()


def test_cards_are_printed_by_village(client, manager, treasurer, branch, world):
    client.force_login(branch)
    check = client.post(reverse("enrolment_upload", args=[world.decision.public_id]), {"file": answer()})
    client.post(
        reverse("enrolment_confirm", args=[world.decision.public_id]), {"token": check.context["token"]}
    )
    address = reverse("enrolment_cards", args=[world.decision.public_id])
    assert client.post(address, {"village": "13.03.04.2001"}).content.startswith(b"%PDF")
    assert client.post(address, {"village": "13.73.01.1001"}).status_code == 422
    assert Entry.objects.filter(act="cards.print").get().facts["cards"] == 3


@pytest.mark.parametrize(
    ("who", "refused"),
    [("clerk", 403), ("treasurer", 403), ("auditor", 403), ("sponsor", 403), ("outsider", 404)],
)
@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("enrolment", False),
        ("enrolment_export", True),
        ("enrolment_profile", False),
        ("enrolment_cards", True),
    ],
)
def test_who_may_not(request, client, world, who, refused, name, post):
    client.force_login(request.getfixturevalue(who))
    address = reverse(name, args=[world.decision.public_id])
    assert (client.post(address, {"form": "csv"}) if post else client.get(address)).status_code == refused
    assert not Entry.objects.exists()
