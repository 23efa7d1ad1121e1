"""Tables of BPS and BPJS: every row is a figure or has a finding; what the office confirms is kept once."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.insight import importing
from payung.office.insight.models import CoverageFigure, CoverageImport, PublishedCount
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db

BPS = """Penduduk Bekerja menurut Kecamatan,,,,
Kecamatan,Peserta,Penduduk Bekerja,Persen,Tanggal
Sijunjung,"1.050","1.000","105,00",2024-03-31
Koto VII,935079,1873899,"50,88",2024-03-31
Koto VI,10,0,,2024-03-31
Kotto VII,10,20,,2024-03-31
Kec. Atlantis,10,20,,2024-03-31
Sijunjung,abc,20,,2023-03-31
Koto VII,–,...,,2023-03-31
Jumlah,936129,1874899,,
"""
BPJS = """Wilayah,PU,BPU,Jakon,PMI
Kabupaten Sijunjung,14468,17143,0,
"""


def uploaded(actor, text=BPS, name="bps.csv", **changes):
    given = {
        "area": Area.objects.get(pk="13.03"),
        "file_name": name,
        "chunks": [text if isinstance(text, bytes) else text.encode()],
        "source": "BPS Sijunjung",
        "dated": date(2024, 3, 31),
        "segment": "all",
        "protected": "Peserta aktif",
        "workforce": "Penduduk bekerja",
    }
    return importing.upload(actor, **given | changes)


def states(given):
    return {row.row: row.state for row in importing.rows(given)}


def test_every_row_is_a_figure_or_has_a_finding(manager):
    given = uploaded(manager)
    assert given.columns == {
        "sheet": "bps",
        "header": 2,
        "columns": {"0": "area", "1": "protected", "2": "workforce", "3": "published", "4": "dated"},
    }
    told = {row.row: row for row in importing.rows(given)}
    assert {row: each.state for row, each in told.items()} == {
        1: "skipped", 2: "skipped", 3: "kept", 4: "kept", 5: "refused", 6: "refused", 7: "refused", 8: "refused",
        9: "skipped", 10: "skipped",
    }  # fmt: skip
    assert "above 100%" in told[3].remarks[0].en
    assert "50.88% is not that of its parts (49.90%)" in told[4].remarks[0].en
    assert any("denominator is 0" in text.en for text in told[5].stops)
    assert "perhaps Koto VII?" in told[6].stops[0].en
    assert "“abc” is no whole number" in told[8].stops[0].en
    kept = importing.keep(manager, given)
    assert {(f.area_id, f.numerator, f.denominator, f.published) for f in CoverageFigure.objects.all()} == {
        ("13.03.04", 1_050, 1_000, 10_500),
        ("13.03.08", 935_079, 1_873_899, 5_088),
    }
    assert len(kept.outcome) == 10
    assert list(Entry.objects.order_by("seq").values_list("act", flat=True)) == [
        "coverage.upload",
        "coverage.import",
    ]


def test_a_kept_table_is_not_kept_again_and_the_same_file_adds_nothing(manager):
    importing.keep(manager, given := uploaded(manager))
    with pytest.raises(UnusableInput, match="kept already"):
        importing.keep(manager, given)
    again = uploaded(manager)
    assert set(states(again).values()) == {"skipped", "refused"}
    with pytest.raises(UnusableInput, match="No row can be kept"):
        importing.keep(manager, again)
    assert CoverageFigure.objects.count() == 2


def test_a_table_of_bpjs_gives_one_count_for_each_segment(manager):
    given = uploaded(manager, BPJS, "bpjs.csv", dated=date(2023, 8, 31), source="BPJS")
    importing.keep(manager, given)
    found = dict(PublishedCount.objects.values_list("segment", "people"))
    assert found == {"pu": 14_468, "bpu": 17_143, "construction": 0}


def test_two_rows_about_the_same_are_both_left_out(manager):
    text = "Kode,Penduduk Bekerja\n13.03.04,100\n13.03.04,200\n13.03.08,300\n"
    given = uploaded(manager, text)
    assert states(given) == {1: "skipped", 2: "refused", 3: "refused", 4: "kept"}


def test_a_name_that_means_several_areas_asks_for_a_code(manager):
    given = uploaded(manager, "Wilayah,Penduduk Bekerja\nSijunjung,100\nKab. Sijunjung,200\n")
    told = {row.row: row for row in importing.rows(given)}
    assert "may mean several areas" in told[2].stops[0].en
    assert told[3].area == "13.03"


def test_a_percentage_that_a_workbook_keeps_as_a_fraction_is_read_as_percent(manager):
    book = openpyxl.Workbook()
    book.active.append(["Kecamatan", "Peserta", "Penduduk Bekerja", "Cakupan"])
    book.active.append(["Koto VII", 935079, 1873899, 0.5088])
    stream = BytesIO()
    book.save(stream)
    importing.keep(manager, uploaded(manager, stream.getvalue(), "bps.xlsx"))
    assert CoverageFigure.objects.get().published == 5_088


def test_the_whole_way_on_the_pages(client, manager):
    client.force_login(manager)
    answers = {
        "area": "13.03", "source": "BPS", "dated": "2024-03-31", "segment": "all", "protected": "Aktif",
        "workforce": "Bekerja", "token": "satu",
        "file": SimpleUploadedFile("bps.csv", b"A,B\nKoto VII,100\n"),
    }  # fmt: skip
    made = client.post(reverse("coverage_import_new"), answers)
    given = CoverageImport.objects.get()
    address = reverse("coverage_import", args=[given.public_id])
    assert made.url == address
    assert client.get(address).context["tally"] == {"kept": 0, "refused": 0, "skipped": 2}
    wrong = client.post(address, {"sheet": "bps", "header": "1", "column-0": "area", "column-1": "area"})
    assert "tidak ada kolom angka orang" in wrong.content.decode()
    client.post(address, {"sheet": "bps", "header": "1", "column-0": "area", "column-1": "workforce"})
    assert client.get(address).context["tally"] == {"kept": 1, "refused": 0, "skipped": 1}
    client.post(reverse("coverage_import_keep", args=[given.public_id]))
    assert PublishedCount.objects.get().people == 100
    assert "Tersimpan" in client.get(reverse("coverage_import_new")).content.decode()
    # The same form again does nothing twice.
    answers["file"] = SimpleUploadedFile("bps.csv", b"A,B\nKoto VII,100\n")
    client.post(reverse("coverage_import_new"), answers)
    assert CoverageImport.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04kaputt", b",,,\n,,\n"])
def test_a_file_that_is_no_table_is_refused_with_advice(client, manager, content):
    client.force_login(manager)
    answers = {
        "area": "13.03", "source": "BPS", "dated": "2024-03-31", "segment": "all", "protected": "Aktif",
        "workforce": "Bekerja", "file": SimpleUploadedFile("bps.xlsx", content),
    }  # fmt: skip
    page = client.post(reverse("coverage_import_new"), answers)
    assert page.status_code == 422
    assert 'href="#id_file"' in page.content.decode()
    assert not CoverageImport.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "verifier", "treasurer", "auditor", "sponsor", "outsider"])
def test_who_may_not(request, client, manager, who):
    given, user = uploaded(manager), request.getfixturevalue(who)
    with pytest.raises(Refused):
        uploaded(user)
    with pytest.raises(Refused):
        importing.keep(user, given)
    with pytest.raises(Refused):
        importing.set_columns(user, given, sheet="bps", header=2, columns={"0": "area", "1": "workforce"})
    client.force_login(user)
    assert client.get(reverse("coverage_import", args=[given.public_id])).status_code in (403, 404)
    assert not CoverageFigure.objects.exists()
    assert CoverageImport.objects.get().stage == "preview"
