"""The leadership's page: each figure is reckoned once, and is the same on the screen, the workbook, the brief, the API
and the public page."""

import csv
import io
import json
from datetime import date

import pypdf
import pytest
from django.urls import reverse

from office import cover_world, every_way_out
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.claims.models import Claim, Outcome, State
from payung.office.continuity.actions import count_if_due
from payung.office.insight import brief, leader_charts, publishing
from payung.office.insight.figures import figures, next_steps
from payung.office.insight.models import PublishedCount
from payung.office.insight.overview import Overview
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 25)


@pytest.fixture
def world(manager, treasurer, sponsor, monkeypatch):
    """Six people in January, five paid for; a family with a benefit; counted by the guard."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    made = cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)
    person = made.people[0]
    Claim.objects.create(
        person=person, kind="death", day=date(2026, 1, 10), outcome=Outcome.DEATH, died_on=date(2026, 1, 10),
        state=State.PAID, village=person.village, programme=made.programme, fund=made.apbd, sealed=b"x",
        owed=42_000_000, paid=42_000_000, paid_on=date(2026, 1, 20), complete=date(2026, 1, 15), paid_scholarship=1_500_000, reported_by=manager,
    )  # fmt: skip
    count_if_due(TODAY)
    return made


def seen(user, code="13.03"):
    return Overview(user, Area.objects.get(pk=code), TODAY)


def test_the_figures_are_sums_of_the_villages(world, manager):
    told = {each.meaning.key: each.value for each in figures(seen(manager))}
    assert told["enrolled"] == 6
    assert told["paid"] == 5
    assert told["contributions"] == 5 * 16_800
    assert told["families"] == 1
    assert told["benefits"] == 43_500_000
    parts = {each.code: each.enrolled for each in seen(manager).villages}
    assert parts == {"13.03.04.2001": 3, "13.03.04.2002": 2, "13.03.08.2001": 1}
    assert seen(manager, "13.03.04").sums["enrolled"] == 5


def test_each_figure_is_the_same_on_every_way_out(client, world, manager):
    publishing.publish(manager, Area.objects.get(pk="13.03"), TODAY, threshold=3)
    public = every_way_out.compare(client, seen(manager))
    every_way_out.compare_pages(seen(manager))
    assert public["enrolled"] == 6
    assert public["families"] is None  # one family is fewer than three


@pytest.mark.parametrize("per", ["desa", "kecamatan", "bulan", "aliran"])
def test_what_a_number_is_made_of_adds_up_to_it(client, world, manager, per):
    client.force_login(manager)
    page = client.get(reverse("leader_parts", args=["13.03"]), {"per": per})
    totals = {column.key: value for column, value in page.context["table"].totals}
    if per == "aliran":
        assert totals["people"] == "6"
    elif per == "bulan":
        assert totals["paid"] == "5"
    else:
        assert (totals["enrolled"], totals["contributions"]) == ("6", "Rp84.000")
    assert (
        client.post(reverse("leader_parts", args=["13.03"]) + f"?per={per}", {"unduh": "csv"}).status_code
        == 200
    )


def test_every_number_of_the_page_leads_to_a_page(client, world, manager):
    client.force_login(manager)
    page = client.get(reverse("leader_area", args=["13.03"]))
    for each in page.context["figures"]:
        assert client.get(each.href).status_code == 200
    for each in page.context["steps"]:
        assert client.get(each.href).status_code == 200
    table = client.get(reverse("leader_parts", args=["13.03"])).context["table"]
    links = {cell.href for line in table.lines for cell in line if cell.href}
    assert links
    for href in links:
        assert client.get(href).status_code == 200


def test_the_page_says_what_is_to_be_decided_next(world, manager):
    words = " ".join(each.words for each in next_steps(seen(manager)))
    assert "tagihan menunggu pembayaran" in words


def test_villages_are_compared_by_workforce_only_where_every_one_is_known(world, manager):
    assert not seen(manager).by_workforce
    league = [each.code for each in seen(manager).league]
    assert league[-1] == "13.03.08.2001"  # the company has not paid
    for code, people in (("13.03.04.2001", 300), ("13.03.04.2002", 2), ("13.03.08.2001", 50)):
        PublishedCount.objects.create(
            area_id=code, segment="vulnerable", what="workforce", definition="Pendataan", people=people, source="Nagari",
            dated=date(2025, 1, 1),
        )  # fmt: skip
    now = seen(manager)
    assert now.by_workforce
    assert [each.code for each in now.league] == ["13.03.04.2002", "13.03.08.2001", "13.03.04.2001"]
    assert str(now.standing_of(now.league[0]).percent) == "100.00"


def test_where_all_villages_stand_alike_their_people_are_drawn(world, manager):
    bars = leader_charts.league(seen(manager))["option"]["series"][0]
    assert (bars["name"], sorted(bars["data"])) == ("Persen", [0.0, 100.0, 100.0])
    sizes = {"13.03.04.2001": 30, "13.03.04.2002": 20, "13.03.08.2001": 10}  # ten times who is enrolled there
    for code, people in sizes.items():
        PublishedCount.objects.create(
            area_id=code, segment="vulnerable", what="workforce", definition="Pendataan", people=people, source="Nagari",
            dated=date(2025, 1, 1),
        )  # fmt: skip
    alike = leader_charts.league(seen(manager))
    bars = alike["option"]["series"][0]
    assert (bars["name"], bars["data"]) == ("Orang terlindung", [1, 2, 3])
    assert "Semuanya sama, 10,00%" in alike["words"]


def test_an_area_with_nobody_has_a_page_and_a_brief_without_any_division_by_nought(client, manager):
    client.force_login(manager)
    assert client.get(reverse("leader_area", args=["13.03"])).status_code == 200
    assert brief.download(manager, Area.objects.get(pk="13.03"), TODAY).startswith(b"%PDF")
    for per in ("desa", "kecamatan", "bulan", "aliran"):
        assert client.get(reverse("leader_parts", args=["13.03"]), {"per": per}).status_code == 200


def test_the_brief_has_two_pages_and_a_line_in_the_journal(world, manager):
    content = brief.download(manager, Area.objects.get(pk="13.03"), TODAY)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 2
    assert content == brief.download(manager, Area.objects.get(pk="13.03"), TODAY)
    line = Entry.objects.filter(act="leader.brief").first()
    assert line.facts["enrolled"] == 6


def test_the_number_of_queries_does_not_grow_with_villages(
    client, world, manager, django_assert_max_num_queries
):
    client.force_login(manager)
    with django_assert_max_num_queries(40):
        client.get(reverse("leader_area", args=["13.03"]))


@pytest.mark.parametrize("name", ["leader_area", "leader_parts", "leader_brief"])
def test_who_may_not(client, world, outsider, clerk, sponsor, name):
    address = reverse(name, args=["13.03"])
    assert client.get(address).status_code == 302
    for user in (clerk, sponsor):
        client.force_login(user)
        assert client.get(address).status_code == 403
    client.force_login(outsider)
    assert client.get(address).status_code == 404
    assert client.get("/api/v1/overview/13.03").status_code == 404
    before = Entry.objects.count()
    with pytest.raises(Refused):
        brief.download(outsider, Area.objects.get(pk="13.03"), TODAY)
    assert Entry.objects.count() == before


def test_the_first_page_is_the_largest_area_that_one_serves(client, world, treasurer):
    client.force_login(treasurer)
    assert client.get(reverse("leader")).url == reverse("leader_area", args=["13.03"])
    assert client.get(reverse("leader_area", args=["13.03.04"])).status_code == 200


def test_open_data_are_the_same_as_csv_and_json_with_a_dictionary(client, world, manager):
    publishing.publish(manager, Area.objects.get(pk="13.03"), TODAY, threshold=3)
    rows = list(
        csv.DictReader(io.StringIO(client.get(reverse("public_csv", args=["13.03"])).content.decode()))
    )
    told = json.loads(client.get(reverse("public_json", args=["13.03"])).content)
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in told["data"]] == rows
    assert set(told["dictionary"]) == set(rows[0])


def test_the_regent_sees_figures_and_opens_no_name(client, world, regent):
    client.force_login(regent)
    page = client.get(reverse("leader_area", args=["13.03"]))
    text = page.content.decode()
    for each in (*page.context["figures"], *page.context["steps"]):
        assert client.get(each.href).status_code == 200
    table = client.get(reverse("leader_parts", args=["13.03"])).context["table"]
    for href in {cell.href for line in table.lines for cell in line if cell.href}:
        assert client.get(href).status_code == 200
    for name in cover_world.NAMES:
        assert name not in text
    for closed in (
        "participants",
        "continuity_people",
        "claims",
        "publish",
        "coverage_new",
        "bill_issue",
        "decision_new",
    ):
        args = ["13.03"] if closed == "publish" else []
        assert client.get(reverse(closed, args=args)).status_code == 403
    assert client.get(reverse("home"), follow=True).context["menu"].items[0].name == "leader"
    with pytest.raises(Refused):
        publishing.publish(regent, Area.objects.get(pk="13.03"), TODAY)


def test_where_people_are_many_the_flow_leaves_work_to_its_own_page(client, world, manager, monkeypatch):
    monkeypatch.setattr("payung.office.insight.overview.MANY", 3)
    client.force_login(manager)
    page = client.get(reverse("leader_area", args=["13.03"]))
    assert page.context["flow"]["right"] == []
    assert sum(people for _names, people in page.context["flow"]["left"]) == 6
    assert "halaman semua aliran" in page.content.decode()


def test_a_change_that_waits_for_a_signature_is_told_by_who_leaves(world, manager, verifier):
    from payung.office.decisions.models import Decision, Withdrawal
    from payung.office.decisions.models import State as DecisionState

    before = world.decision
    draft = Decision.objects.create(
        programme=before.programme, criteria=before.criteria, first_month=202602, months=2,
        generated_by=verifier, state=DecisionState.SUBMITTED, submitted_by=verifier, changes=before,
        list_hash="1" * 64, people=0, cycle=2,
    )  # fmt: skip
    for line in before.lines.all()[:2]:
        Withdrawal.objects.create(decision=draft, line=line, from_month=202602, why="moved")
    words = " ".join(each.words for each in next_steps(seen(manager)))
    assert "2 orang keluar dari daftar" in words
    assert "daftar 0 orang" not in words


def test_a_number_of_families_leads_to_the_claims_of_that_village_alone(client, world, manager):
    client.force_login(manager)
    page = client.get(reverse("leader_parts", args=["13.03"])).content.decode()
    village = world.people[0].village_id
    address = f"{reverse('claims')}?desa={village}&keadaan=terbantu"
    assert address.replace("&", "&amp;") in page
    assert world.people[0].name in client.get(address).content.decode()
    elsewhere = client.get(f"{reverse('claims')}?desa=13.03.08&keadaan=terbantu").content.decode()
    assert world.people[0].name not in elsewhere
