"""Coverage: shares from their parts, own counts, and the projection of the published case."""

from datetime import date

import pytest
from django.urls import reverse

from office import cover_world
from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.insight import actions, coverage
from payung.office.insight.models import CoverageFigure, Target
from payung.office.journal.models import Entry
from payung.office.references.models import Kind, ReferenceList
from payung.office.references.snapshot import take

pytestmark = pytest.mark.django_db


def figure(actor, **changes):
    given = {
        "area": Area.objects.get(pk="13.03"),
        "segment": "all",
        "definition": "Peserta aktif dari seluruh pekerja",
        "numerator": 935_079,
        "denominator": 1_873_899,
        "published": 5088,
        "source": "Siaran pers",
        "dated": date(2024, 3, 1),
    }
    return actions.add_figure(actor, **given | changes)


def test_a_printed_percentage_that_is_not_that_of_its_parts_is_flagged(client, manager):
    client.force_login(manager)
    page = client.get(reverse("coverage_figure", args=[figure(manager).public_id])).content.decode()
    assert "49,90%" in page
    assert "50,88%" in page
    assert "Tidak cocok: 935079 / 1873899 = 49.90%" in page
    assert "Siaran pers" in page


def test_a_share_above_one_hundred_is_shown_and_explained(client, manager):
    client.force_login(manager)
    made = figure(manager, numerator=105, denominator=100, published=10500)
    page = client.get(reverse("coverage_figure", args=[made.public_id])).content.decode()
    assert "105,00%" in page
    assert "penyebutnya perkiraan" in page


def test_a_figure_is_added_by_form_and_journalled(client, manager):
    client.force_login(manager)
    answers = {
        "area": "13.03",
        "segment": "bpu",
        "definition": "Aktif",
        "numerator": "17.143",
        "denominator": "48.838",
        "published": "35,1",
        "source": "BPJS",
        "dated": "2023-08-31",
    }
    assert client.post(reverse("coverage_new"), answers).status_code == 302
    made = CoverageFigure.objects.get()
    assert (made.numerator, made.denominator, made.published) == (17_143, 48_838, 3510)
    assert Entry.objects.get().act == "coverage.add"


@pytest.mark.parametrize("answers", [{"numerator": "x"}, {"denominator": "0"}, {"published": "5,001"}])
def test_a_figure_that_is_none_is_said_at_its_field(client, manager, answers):
    client.force_login(manager)
    page = client.post(reverse("coverage_new"), {"area": "13.03", "segment": "bpu", **answers})
    assert f'href="#id_{next(iter(answers))}"' in page.content.decode()
    assert not CoverageFigure.objects.exists()


def test_a_figure_of_tomorrow_is_refused(manager):
    with pytest.raises(UnusableInput, match="has not come"):
        figure(manager, dated=date(2999, 1, 1))


@pytest.mark.parametrize("who", ["clerk", "verifier", "treasurer", "auditor", "sponsor", "outsider"])
def test_only_the_programme_manager_of_the_area_adds_figures_and_targets(request, who):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        figure(user)
    with pytest.raises(Refused):
        actions.add_target(
            user, area=Area.objects.get(pk="13.03"), year=2023, people=1, stock=None, about="x"
        )
    assert not CoverageFigure.objects.exists()
    assert not Target.objects.exists()
    assert not Entry.objects.exists()


def test_an_outsider_sees_no_figure_by_list_or_guess(client, manager, outsider):
    made = figure(manager)
    client.force_login(outsider)
    assert "Siaran pers" not in client.get(reverse("coverage")).content.decode()
    assert client.get(reverse("coverage_figure", args=[made.public_id])).status_code == 404
    assert client.get(reverse("coverage_area", args=["13.03"])).status_code == 404


def active_list(owner, members):
    """A list of active members by segment."""
    numbers = iter(range(1, 100_000))
    lines = [
        f"1303040101{next(numbers):06},X,{segment},2022-01-01"
        for segment, n in members.items()
        for _ in range(n)
    ]
    content = "\n".join(["nik,name,segment,since", *lines]).encode()
    kept = take([content], "aktif.csv", Kind.ACTIVE, date(2023, 8, 31))
    return ReferenceList.objects.create(
        area_id="13.03",
        kind=Kind.ACTIVE,
        name="Peserta aktif",
        source="BPJS cabang",
        dated=date(2023, 8, 31),
        rows=kept.rows,
        sha256=kept.sha256,
        file=kept.file,
        original_name=kept.original_name,
        original_sha256=kept.original_sha256,
        uploaded_by=owner,
    )


def test_the_projection_of_sijunjung(client, manager, treasurer):
    """17,143 informal members and 6,200 of the decision are 23,343; 6,657 are missing of 30,000, 61.4% of 48,838."""
    active_list(manager, {"PU": 14_468, "BPU": 17_143})
    cover_world.decided(manager, treasurer, people=6_200)
    actions.add_target(
        manager,
        area=Area.objects.get(pk="13.03"),
        year=2023,
        people=30_000,
        stock=48_838,
        about="Sasaran pekerja rentan",
    )
    client.force_login(manager)
    page = client.get(reverse("coverage_area", args=["13.03"]))
    (told,) = page.context["projections"]
    assert (told["it"].members, told["it"].then, told["it"].shortfall) == (17_143, 23_343, 6_657)
    assert told["of_stock"] == "61,43%"
    assert page.context["active"].people == 31_611
    assert "23.343" in page.content.decode()


def test_people_ever_protected_are_counted_once_each(manager, treasurer, clerk, outsider):
    cover_world.at_every_gate(manager, treasurer)
    area = Area.objects.get(pk="13.03")
    counted = coverage.own(manager, area, date(2026, 1, 15))
    assert (counted.decided, counted.enrolled, counted.paid) == (6, 6, 5)
    assert (counted.ever_enrolled, counted.ever_paid) == (6, 5)
    assert coverage.own(clerk, area, date(2026, 1, 15)).ever_paid == 3
    assert coverage.own(outsider, area, date(2026, 1, 15)).ever_enrolled == 0
