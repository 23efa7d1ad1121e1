"""The award: weights in versions, evidence that the system shows, gaps by name, the league, the pack."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from office import claims_world, cover_world
from office.kept import kept
from office.world import MUARO, PEMATANG, TANJUNG
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.award import actions
from payung.office.award.evidence import SOURCES, last_month, standings
from payung.office.award.models import Innovation, Level, Scheme
from payung.office.award.pack import points
from payung.office.cover.models import PersonMonth
from payung.office.journal.models import Entry
from payung.office.programmes import actions as programmes

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"payung" * 30
MARCH = date(2026, 3, 15)


def weights(**changed):
    said = {code: {"weight": source.weight, "full": source.full} for code, source in SOURCES.items()}
    for code, (weight, full) in changed.items():
        said[code] = {"weight": weight, "full": full}
    return said


def scheme(manager, level=Level.AREA, criteria=None, name="Paritrana", **more):
    return actions.set_criteria(
        manager, "13.03", name=name, level=level, criteria=criteria or weights(), **more
    )


@kept
def world(manager, treasurer):
    made = cover_world.at_every_gate(manager, treasurer)
    PersonMonth.objects.filter(month=202603).update(enrolled_by=made.answer)
    return made


def found(made, today=MARCH):
    return {
        one.area.pk: {each.source.code: each for each in one.found} for one in standings(made, 2026, today)
    }


def test_weights_add_up_and_a_change_is_a_new_version(manager, outsider, clerk, auditor):
    first = scheme(manager)
    with pytest.raises(UnusableInput, match="add up to 101"):
        scheme(manager, criteria=weights(coverage=(16, 10)))
    with pytest.raises(UnusableInput, match="cannot be"):
        scheme(manager, criteria=weights(coverage=(15, 0)))
    with pytest.raises(UnusableInput, match="cannot be"):
        scheme(manager, criteria={"pesona": {"weight": 100, "full": 1}})
    with pytest.raises(UnusableInput, match="something else"):
        scheme(manager, Level.VILLAGE)
    second = scheme(manager, criteria=weights(coverage=(15, 10)), why="Sasaran baru")
    assert (first.version, second.version) == (1, 2)
    assert Scheme.objects.get(version=1).criteria["coverage"]["full"] == SOURCES["coverage"].full
    before = Entry.objects.count()
    for user in (outsider, clerk, auditor):
        with pytest.raises(Refused):
            scheme(user)
        with pytest.raises(Refused):
            actions.add_innovation(user, "13.03", title="x", about="y", dated=MARCH)
    assert Entry.objects.count() == before


def test_the_evidence_is_what_the_tables_hold(manager, branch, clerk, world):
    made = scheme(manager, criteria=weights(coverage=(15, 12), sponsors=(5, 1)))
    before = found(made)["13.03"]
    assert before["coverage"].value == 6
    assert before["coverage"].tenths == 75  # half of what earns 15 points
    assert before["sponsors"].value == 1
    months = PersonMonth.objects.filter(withdrawn_by=None)
    decided = sum(month.planned for month in months)
    paid = sum(month.due or 0 for month in months if month.payment_id)
    assert before["realised"].value == (paid * 100 // decided if decided else None)
    assert [before[code].value for code in ("regulation", "innovation", "activities")] == [None] * 3 or (
        before["activities"].value == 0
    )
    assert before["claims"].value is None
    claims_world.paid(clerk, branch, world)
    programmes.add_basis(manager, "13.03", number="Perda 1", about="x", dated=date(2026, 1, 1), kind="perda")
    programmes.add_basis(
        manager, "13.03", number="Perbup 1", about="x", dated=date(2020, 1, 1), kind="head",
        until=date(2021, 1, 1),
    )  # fmt: skip
    actions.add_innovation(manager, "13.03", title="Nagari siaga", about="x", dated=date(2026, 2, 1))
    after = found(made)["13.03"]
    assert (after["regulation"].value, after["innovation"].value, after["claims"].value) == (3, 1, 100)
    assert after["regulation"].tenths == 200


def test_a_league_judges_villages_by_the_same_machinery(client, manager, world):
    made = scheme(manager, Level.VILLAGE, weights(coverage=(15, 3)), name="Liga nagari")
    by_village = found(made)
    assert {code: one["coverage"].value for code, one in by_village.items()} == {
        MUARO: 3,
        PEMATANG: 2,
        TANJUNG: 1,
    }
    assert by_village[MUARO]["coverage"].tenths == 150
    whole = found(scheme(manager))["13.03"]
    for code in ("coverage", "sponsors", "village_funds"):
        assert sum(one[code].value or 0 for one in by_village.values()) == (whole[code].value or 0)


def test_growth_compares_the_same_month_a_year_before(manager, world):
    made = scheme(manager)
    assert found(made)["13.03"]["growth"].value is None
    assert found(made)["13.03"]["growth"].is_gap
    PersonMonth.objects.filter(month=202601).update(month=202503)
    assert found(made)["13.03"]["growth"].value == 0  # six then, six now
    keep = PersonMonth.objects.filter(month=202503).order_by("pk")[:4].values("pk")
    PersonMonth.objects.filter(month=202503).exclude(pk__in=list(keep.values_list("pk", flat=True))).update(
        month=202502
    )
    growth = found(made)["13.03"]["growth"]
    assert (growth.value, growth.tenths) == (50, 100)  # beyond 20 percent the whole weight, never more


def test_people_are_counted_in_the_last_month_of_the_period():
    assert last_month(2024, MARCH) == 202412
    assert last_month(2026, MARCH) == 202603
    assert points(1005) == "100,5"


def test_the_way_of_an_award_on_its_pages(client, manager, auditor, outsider, treasurer, world, own_store):
    client.force_login(manager)
    sent = {"area": "13.03", "name": "Paritrana", "level": "area", "token": "sekali"}
    for code, source in SOURCES.items():
        sent |= {f"{code}_weight": str(source.weight), f"{code}_full": str(source.full)}
    wrong = client.post(reverse("award_new"), {**sent, "coverage_weight": "99"})
    assert wrong.status_code == 422
    for _again in range(2):
        assert client.post(reverse("award_new"), sent).status_code == 302
    made = Scheme.objects.get()
    own = made.public_id
    basis = programmes.add_basis(
        manager, "13.03", number="Perda 1", about="Jaminan", dated=date(2026, 1, 1), kind="perda"
    )
    kept = {"title": "Naskah Perda", "file": SimpleUploadedFile("perda.pdf", PDF)}
    assert client.post(reverse("basis_annex", args=[basis.public_id]), kept).status_code == 302
    new = {"area": "13.03", "title": "Nagari siaga", "about": "Usulan lewat jorong", "dated": "2026-02-01"}
    assert client.post(reverse("innovation_new"), new).status_code == 302
    assert Innovation.objects.count() == 1
    page = client.get(reverse("award", args=[own]), {"tahun": "2026"})
    assert page.context["year"] == 2026
    assert any(each.source.code == "growth" for each in page.context["gaps"])
    assert (
        client.get(reverse("award", args=[own]), {"tahun": "abcd"}).context["year"]
        == timezone.localdate().year
    )
    change = {key: value for key, value in sent.items() if key not in ("area", "name", "level", "token")}
    edit = {**change, "why": "Bobot juri", "token": "b"}
    assert client.post(reverse("award_edit", args=[own]), edit).status_code == 302
    assert client.get(reverse("awards")).context["table"].count == 1
    answer = client.post(reverse("award_download", args=[own]), {"tahun": "2026"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.read("lampiran/peraturan/01-naskah-perda.pdf") == PDF
    for line in archive.read("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    words = "\n".join(
        paragraph.text
        for paragraph in Document(io.BytesIO(archive.read("berkas-penghargaan.docx"))).paragraphs
    )
    assert "Nagari siaga" in words
    assert "Perda 1" in words
    assert "Yang masih kurang" in words
    told = Entry.objects.get(act="award.export").facts
    assert told["sha256"] == hashlib.sha256(answer.content).hexdigest()
    client.force_login(auditor)
    assert client.get(reverse("award", args=[own])).status_code == 200
    assert client.post(reverse("award_edit", args=[own]), edit).status_code == 403
    client.force_login(outsider)
    for name in ("award", "award_edit"):
        assert client.get(reverse(name, args=[own])).status_code == 404
    assert client.post(reverse("award_download", args=[own])).status_code == 404
    client.force_login(treasurer)
    for name in ("awards", "innovations", "award_new", "innovation_new"):
        assert client.get(reverse(name)).status_code == 403


def test_the_league_on_its_page(client, manager, world, django_assert_max_num_queries):
    made = scheme(manager, Level.VILLAGE, weights(coverage=(15, 3)), name="Liga nagari")
    client.force_login(manager)
    with django_assert_max_num_queries(18):
        page = client.get(reverse("award", args=[made.public_id]), {"tahun": "2026"})
    groups = page.context["table"].groups
    assert groups[0]["rank"] == 1
    assert len(groups) == 3
    assert client.post(reverse("award", args=[made.public_id]), {"unduh": "xlsx"}).status_code == 200
    archive = zipfile.ZipFile(
        io.BytesIO(client.post(reverse("award_download", args=[made.public_id]), {"tahun": "2026"}).content)
    )
    assert "lampiran/bukti.xlsx" in archive.namelist()
