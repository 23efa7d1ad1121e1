"""Bad input gets a clear answer on the page it came from, and nothing is lost or kept by halves."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.proposals.conftest import add_list, check, make_programme, send
from office.proposals.people import line, registry, workbook
from payung.office.journal.models import Entry
from payung.office.proposals import job
from payung.office.proposals.models import Row, Stage, Submission
from payung.office.references.models import Kind

pytestmark = pytest.mark.django_db


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return buffer.getvalue()


def locked() -> bytes:
    import msoffcrypto.format.ooxml as ooxml

    buffer = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(workbook([line(1)]))).encrypt("rahasia", buffer)
    return buffer.getvalue()


CASES = {
    "a picture": ("foto.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "gambar|picture"),
    "an unknown kind": ("daftar.exe", lambda: b"MZ" + bytes(100), "exe"),
    "an empty file": ("kosong.xlsx", lambda: b"", "0"),
    "a damaged workbook": ("rusak.xlsx", lambda: workbook([line(1)])[:900], "rusak|damaged"),
    "a workbook with a password": ("kunci.xlsx", locked, "kata sandi|password"),
    "an archive bomb": ("bom.xlsx", bomb, "mengembang|expands"),
    "a sheet without a list": ("catatan.csv", lambda: b"halo\nini catatan\n", "Judul kolom|headings"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_used_is_answered_on_the_form(own_store, client, clerk, programme, dtsen, case):
    name, make, words = CASES[case]
    client.force_login(clerk)
    kept = own_store()
    answer = client.post(
        reverse("propose_file", args=[programme.public_id]),
        {"area": "13.03.04.2001", "mends": "", "file": SimpleUploadedFile(name, make())},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert any(word in text for word in words.split("|")), text[:3000]
    assert "Traceback" not in text
    assert not Submission.objects.exists()
    assert own_store() == kept


def test_more_than_200_mb_is_refused_before_it_is_read(client, clerk, programme):
    client.force_login(clerk)

    class NeverRead(io.BytesIO):
        def read(self, *_):
            raise AssertionError("the body was read")

    answer = client.generic(
        "POST",
        reverse("propose_file", args=[programme.public_id]),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(300 * 1024 * 1024),
        **{"wsgi.input": NeverRead()},
    )
    assert answer.status_code == 413
    assert "200 MB" in answer.content.decode()


def test_an_upload_that_grows_beyond_the_limit_is_stopped(client, clerk, programme, settings):
    settings.UPLOAD_LIMIT = 50_000
    client.force_login(clerk)
    answer = client.post(
        reverse("propose_file", args=[programme.public_id]),
        {"area": "13.03.04.2001", "mends": "", "file": SimpleUploadedFile("a.csv", b"x" * 400_000)},
    )
    assert answer.status_code == 422
    assert "MB" in answer.content.decode()
    assert not Submission.objects.exists()


def test_the_same_file_twice_is_refused(client, clerk, programme, dtsen):
    content = workbook([line(1)])
    send(clerk, programme, content)
    client.force_login(clerk)
    answer = client.post(
        reverse("propose_file", args=[programme.public_id]),
        {"area": "13.03.04.2001", "mends": "", "file": SimpleUploadedFile("b.xlsx", content)},
    )
    assert answer.status_code == 422
    assert Submission.objects.count() == 1


def test_without_a_registry_the_list_is_held_and_goes_on_once_it_is_there(clerk, verifier, programme):
    held = check(send(clerk, programme, workbook([line(1)])))
    assert held.stage == Stage.HELD
    assert "register sosial" in held.problem_id
    assert not Row.objects.exists()
    assert job.recover() == 0
    add_list(verifier, Kind.REGISTRY, registry([1]))
    assert job.recover() == 1
    assert check(held).eligible == 1
    assert Entry.objects.filter(act="proposals.requeue").count() == 1


def test_a_registry_older_than_the_programme_allows_is_said_and_not_used(clerk, verifier, programme):
    add_list(verifier, Kind.REGISTRY, registry([1]), days=500)
    held = check(send(clerk, programme, workbook([line(1)])))
    assert held.stage == Stage.HELD
    assert "500" in held.problem_id
    assert "400" in held.problem_id


def test_a_list_of_another_programme_shows_as_such(clerk, verifier, dtsen):
    """Taxi drivers in a programme for farm labourers: everyone is refused, and the reason says why."""
    narrow = make_programme(name="Buruh Tani", occupations=["buruh tani"])
    drivers = [line(at, Pekerjaan="sopir travel") for at in range(1, 4)]
    done = check(send(clerk, narrow, workbook(drivers)))
    assert (done.eligible, done.refused) == (0, 3)
    assert set(Row.objects.values_list("reasons", flat=True)) == {"occupation.unlisted"}


def test_formulas_names_and_odd_characters_survive_as_text(clerk, programme, dtsen):
    odd = [
        line(1, **{"Nama Lengkap": '=HYPERLINK("x")'}),
        line(2, Alamat="a\u200bb\u00a0c 🌾"),
        line(3, Desa="'; DROP TABLE"),
    ]
    done = check(send(clerk, programme, workbook(odd)))
    assert done.people == 3


LAST = 1_048_576  # the last row that a sheet of Excel has


def tall(people: dict[int, dict[str, str]]) -> bytes:
    """A sheet that somebody ruled down to its last row: people in the rows named, empty cells with a style between."""

    def cells(row: int, values: list[str]) -> str:
        inside = "".join(
            f'<c r="{chr(65 + at)}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
            for at, value in enumerate(values)
        )
        return f'<row r="{row}">{inside}</row>'

    headings = list(next(iter(people.values())))
    rows = (
        cells(row, list(people[row].values()))
        if row in people
        else f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>'
        for row in range(2, LAST + 1)
    )
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([line(1)]))) as small,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for part in small.namelist():
            content = small.read(part)
            if part.startswith("xl/worksheets/"):
                before, after = content.split(b"<sheetData>")[0], content.split(b"</sheetData>")[1]
                inside = f"<sheetData>{cells(1, headings)}{''.join(rows)}</sheetData>".encode()
                content = re.sub(rb"<dimension [^>]*>", b"", before) + inside + after
            archive.writestr(part, content)
    return buffer.getvalue()


def test_a_sheet_of_a_million_rows_loses_nobody_not_even_on_its_last_row(clerk, programme, dtsen):
    where = {2: line(1), 3: line(2), 700_000: line(3), LAST: line(4)}
    done = check(send(clerk, programme, tall(where)))
    assert (done.stage, done.people) == (Stage.READY, 4)
    assert list(Row.objects.order_by("position").values_list("row", flat=True)) == list(where)
