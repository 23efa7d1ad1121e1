"""Reference lists: read, hashed, sealed, dated, and never changed again."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import duckdb
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from office.proposals.conftest import add_list
from office.proposals.people import registry
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.core import store
from payung.office.journal.models import Entry
from payung.office.references import queries, snapshot
from payung.office.references.models import Kind, ReferenceList

pytestmark = pytest.mark.django_db


def as_workbook(csv_text: bytes) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        for at, text in enumerate(csv_text.decode().splitlines()):
            for column, cell in enumerate(text.split(",")):
                page.write_string(at, column, cell)
    return buffer.getvalue()


def as_parquet(csv_text: bytes, tmp_path) -> bytes:
    (tmp_path / "a.csv").write_bytes(csv_text)
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{tmp_path}/a.csv', all_varchar=true)) TO '{tmp_path}/a.parquet'"
    )
    return (tmp_path / "a.parquet").read_bytes()


def test_the_same_list_as_csv_workbook_and_parquet_is_one_snapshot(verifier, areas, tmp_path):
    text = registry([1, 2, 3])
    first = add_list(verifier, Kind.REGISTRY, text)
    assert first.rows == 3
    for name, content in (("a.xlsx", as_workbook(text)), ("a.parquet", as_parquet(text, tmp_path))):
        with pytest.raises(UnusableInput, match="there already"):
            add_list(verifier, Kind.REGISTRY, content, file_name=name)


def test_the_snapshot_is_sealed_and_its_hash_is_that_of_what_is_inside(verifier, areas):
    made = add_list(verifier, Kind.REGISTRY, registry([1]))
    content = b"".join(store.read(made.file, snapshot.SEALED))
    assert hashlib.sha256(content).hexdigest() == made.sha256
    assert content.startswith(b"PAR1")
    assert b"PAR1" not in store._path(made.file).read_bytes()
    entry = Entry.objects.get(act="references.add")
    assert (entry.facts["sha256"], entry.facts["rows"], entry.area_code) == (made.sha256, 1, "13.03")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_list(verifier, areas, change):
    made = add_list(verifier, Kind.DEATHS, b"nik,name\n1303040101800001,Budi\n")
    rows = ReferenceList.objects.filter(pk=made.pk)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        rows.update(name="lain") if change == "update" else rows._raw_delete("default")
    assert ReferenceList.objects.get().name == "DTSEN 2026"


@pytest.mark.parametrize(
    ("file_name", "content", "why"),
    [
        ("a.pdf", b"%PDF-1.7", "not known"),
        ("a.xlsx", b"PK\x03\x04broken", "damaged|cannot be read|cut off"),
        ("a.csv", b"nama,alamat\nBudi,Muaro\n", "no NIK column"),
        ("a.csv", b"nik,name\n", "not a single row"),
        ("a.parquet", b"PAR1 but no more", "cannot be read"),
        ("a.csv", b"", "empty|no NIK"),
    ],
)
def test_a_file_that_is_no_list_gets_a_clear_answer_and_nothing_is_kept(
    own_store, verifier, areas, file_name, content, why
):
    with pytest.raises(UnusableInput, match=why) as error:
        add_list(verifier, Kind.REGISTRY, content, file_name=file_name)
    assert file_name in error.value.to("id"), "the user knows the file by its own name"
    assert not ReferenceList.objects.exists()
    assert own_store() == 0


def test_a_date_ahead_is_refused(verifier, areas):
    with pytest.raises(UnusableInput, match="ahead"):
        add_list(verifier, Kind.REGISTRY, registry([1]), days=-1)


@pytest.mark.parametrize("who", ["clerk", "manager", "auditor", "outsider", "treasurer"])
def test_who_may_not_add_a_list(request, areas, who):
    with pytest.raises(Refused):
        add_list(request.getfixturevalue(who), Kind.REGISTRY, registry([1]))
    assert not ReferenceList.objects.exists()


def test_the_latest_list_of_each_kind_serves_the_area_and_those_below(verifier, outsider, areas):
    old = add_list(verifier, Kind.REGISTRY, registry([1]), days=300)
    new = add_list(verifier, Kind.REGISTRY, registry([1, 2]), days=5)
    add_list(outsider, Kind.REGISTRY, registry([3]), area="13.73", days=1)
    assert queries.latest("13.03.04.2001") == {Kind.REGISTRY: new} != {Kind.REGISTRY: old}
    assert queries.latest("13.73")[Kind.REGISTRY].rows == 1
    assert queries.latest("13") == {}


def test_a_list_is_added_on_its_page_and_shown_with_its_hash(client, verifier, areas):
    client.force_login(verifier)
    answer = client.post(
        reverse("reference_new"),
        {
            "area": "13.03",
            "kind": "registry",
            "name": "DTSEN November",
            "source": "Dinsos",
            "dated": str(timezone.localdate() - timedelta(days=3)),
            "file": SimpleUploadedFile("dtsen.csv", registry([1, 2])),
        },
    )
    made = ReferenceList.objects.get()
    assert answer.url == reverse("reference", args=[made.public_id])
    page = client.get(answer.url).content.decode()
    assert made.sha256 in page
    assert "DTSEN November" in client.get(reverse("references")).content.decode()


def test_a_bad_list_is_answered_on_the_form(client, verifier, areas):
    client.force_login(verifier)
    day = str(timezone.localdate())
    file = SimpleUploadedFile("a.csv", b"nama\nBudi\n")
    answer = client.post(
        reverse("reference_new"),
        {"area": "13.03", "kind": "registry", "name": "x", "dated": day, "file": file},
    )
    assert answer.status_code == 422
    assert "NIK" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("auditor", 200), ("manager", 200), ("outsider", 404), ("clerk", 403), ("branch", 403)],
)
def test_who_sees_a_list(client, request, verifier, who, status):
    made = add_list(verifier, Kind.REGISTRY, registry([1]))
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("reference", args=[made.public_id])).status_code == status
    assert client.get(reverse("reference_new")).status_code == (200 if who == "outsider" else 403)


def test_lines_of_a_list_by_which_nobody_can_be_found_are_told_on_its_page(client, verifier, areas):
    text = b"nik,name,decile\n1303040101800001,Budi,2\n1.30304E+15,Siti,2\n1303040101800003,Ani,III\n"
    told = add_list(verifier, Kind.REGISTRY, text)
    whole = add_list(verifier, Kind.DEATHS, b"nik,name\n1303040101800001,Budi\n")
    client.force_login(verifier)
    page = client.get(reverse("reference", args=[told.public_id])).content.decode()
    assert "1 dari 3 baris tidak dapat ditemukan menurut NIK (1 dibulatkan" in page
    assert "baris 3" in page
    assert "desil bukan 1 sampai 10" in page
    assert whole.notices == []
    assert (
        "Yang perlu diketahui"
        not in client.get(reverse("reference", args=[whole.public_id])).content.decode()
    )
