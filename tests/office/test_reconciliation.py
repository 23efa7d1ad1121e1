"""Reconciliation: decided, enrolled, billed and paid tie to the rupiah, and everybody behind a difference has a name."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from office import cover_world
from office.cover_world import RATE
from office.kept import kept
from office.world import MUARO, PEMATANG, accepted, approved, kpj, nik, programme, return_list
from payung.office.billing.actions import issue_bills, record_payment
from payung.office.cover.actions import import_return
from payung.office.cover.models import PersonMonth
from payung.office.insight.queries import counts, residuals
from payung.office.journal.models import Entry
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.asking import months as asked_months
from payung.office.reconciliation.causes import having
from payung.office.reconciliation.statement import statement

pytestmark = pytest.mark.django_db


@kept
def world(manager, treasurer, sponsor):
    return cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)


@kept
def bandung_barat(manager, other_manager, branch, treasurer, tmp_path):
    """594 on the decree for three months, 557 enrolled: 21 were past the age, 16 had a NIK that nobody knows."""
    made = programme(manager, "Buruh tembakau", first_month=202410, months=3)
    accepted(made, manager, [MUARO if at % 2 else PEMATANG for at in range(594)])
    decision = approved(manager, other_manager, made)
    rows = [
        (nik(at), kpj(at), "Berhasil", "")
        if at < 557
        else (nik(at), "", "Gagal", "Usia di atas 65 tahun" if at < 578 else "NIK tidak terdaftar")
        for at in range(594)
    ]
    import_return(
        branch, decision, return_list(tmp_path / "b.csv", rows, start="01-10-2024"), file_name="b.csv"
    )
    for month in (202410, 202411, 202412):
        for bill in issue_bills(treasurer, made, month).bills:
            record_payment(
                treasurer, bill, document=f"SP2D {month}", dated=date(2024, 12, 20), amount=bill.total
            )
    return made


def test_bandung_barat_594_on_the_decree_557_enrolled_and_the_rupiah_between(bandung_barat, manager):
    told = statement(manager, Asked(programme=bandung_barat))
    decided, enrolled, billed, paid = told.gates
    assert (decided.people, decided.months, decided.rupiah) == (594, 1782, 29_937_600)
    assert (enrolled.people, enrolled.months, enrolled.rupiah) == (557, 1671, 28_072_800)
    assert decided.rupiah - enrolled.rupiah == 1_864_800
    assert [(c.code, c.reason, c.people, c.months, c.rupiah) for c in decided.causes] == [
        ("refused", "Usia di atas 65 tahun", 21, 63, 1_058_400),
        ("refused", "NIK tidak terdaftar", 16, 48, 806_400),
    ]
    assert billed.rupiah == paid.rupiah == told.money.amount == 28_072_800
    assert (told.ties, told.unexplained, told.money.left_over) == (True, 0, 0)


def test_the_named_people_behind_a_cause_are_as_many_as_the_cause_says(bandung_barat, manager):
    asked = Asked(programme=bandung_barat)
    for cause in statement(manager, asked).gate("decided").causes:
        rows = having(asked_months(manager, asked), cause.code, cause.reason)
        assert rows.count() == cause.months
        assert rows.values("person").distinct().count() == cause.people


def test_every_cause_of_every_gap_is_told_apart_and_adds_up(world, manager):
    PersonMonth.objects.filter(month=202603, person=world.people[0]).update(planned=RATE + 100)
    told = statement(manager, Asked(programme=world.programme))
    assert [(g.code, [(c.code, c.months) for c in g.causes]) for g in told.gates] == [
        ("decided", [("later", 7)]),
        ("enrolled", []),
        ("billed", [("waiting", 6)]),
        ("paid", []),
    ]
    assert told.unexplained == 0
    assert (told.money.left_over, told.money.untied, told.money.amount) == (500, 0, 5 * RATE + 500)


def test_a_rate_other_than_the_decision_reckoned_is_a_line_of_its_own(world, manager):
    PersonMonth.objects.filter(bill_line__isnull=False, fund=world.csr).update(planned=2 * RATE)
    told = statement(manager, Asked(programme=world.programme))
    assert told.gate("enrolled").rate == -2 * RATE
    assert told.unexplained == 0


@pytest.mark.parametrize(
    ("narrow", "decided", "left"),
    [
        ({}, 18, 500),
        ({"first": 202601, "last": 202601}, 6, 500),
        ({"first": 202602}, 12, 0),
        ({"fund": "apbd"}, 15, 500),
        ({"fund": "csr"}, 3, 0),
    ],
)
def test_any_fund_and_run_of_months_can_be_asked(world, manager, narrow, decided, left):
    parts = {name: getattr(world, value) if name == "fund" else value for name, value in narrow.items()}
    told = statement(manager, Asked(programme=world.programme, **parts))
    assert (told.gate("decided").months, told.money.left_over, told.unexplained) == (decided, left, 0)


def test_a_village_has_no_money_of_its_own_and_a_regency_has(world, manager, areas):
    from payung.office.areas.models import Area

    village = statement(manager, Asked(world.programme, area=Area.objects.get(code=MUARO)))
    assert (village.gate("decided").months, village.money) == (9, None)
    regency = statement(manager, Asked(world.programme, area=Area.objects.get(code="13.03")))
    assert (regency.gate("decided").months, regency.money.left_over) == (18, 500)


def test_insight_shows_the_same_numbers(bandung_barat, manager):
    (row,) = counts(manager, "programme", bandung_barat)
    for gate in statement(manager, Asked(programme=bandung_barat)).gates:
        assert (row[f"{gate.code}_people"], row[gate.code], row[f"{gate.code}_rupiah"]) == (
            gate.people, gate.months, gate.rupiah,
        )  # fmt: skip
    assert sum(each.amount for each in residuals(manager, bandung_barat).values()) == 28_072_800


def test_the_page_tells_the_statement_and_leads_to_the_people(client, bandung_barat, manager):
    client.force_login(manager)
    asked = {"program": bandung_barat.public_id}
    page = client.get(reverse("reconciliation"), asked)
    text = page.content.decode()
    for shown in ("Rp29.937.600", "Rp28.072.800", "-Rp1.058.400", "Usia di atas 65 tahun", "594"):
        assert shown in text, shown
    people = client.get(
        reverse("reconciliation_people"), {**asked, "sebab": "refused", "alasan": "Usia di atas 65 tahun"}
    )
    assert people.context["table"].count == 63
    assert "Warga 5" in people.content.decode()
    assert nik(557) not in people.content.decode()  # masked


@pytest.mark.parametrize("per", ["program", "bulan", "dana", "desa"])
def test_each_dimension_leads_further_down_and_sums_to_the_whole(client, world, manager, per):
    client.force_login(manager)
    page = client.get(reverse("reconciliation"), {"per": per})
    table = page.context["table"]
    assert sum(row["decided"] for row in table.groups) == 18
    into = table.lines[0][0].href
    assert client.get(into).status_code == 200
    narrower = client.get(into).context["statement"].gate("decided").months
    assert narrower == (table.groups[0]["decided"])


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"dari": "kemarin"}, "id_dari"),
        ({"dari": "2026-05", "sampai": "2026-01"}, "id_sampai"),
        ({"wilayah": "99.99"}, "id_wilayah"),
        ({"program": "tidak-ada"}, "id_program"),
    ],
)
def test_a_question_that_cannot_be_answered_is_said_at_its_field(client, world, manager, asked, where):
    client.force_login(manager)
    page = client.get(reverse("reconciliation"), asked)
    assert page.status_code == 422
    assert f'href="#{where}"' in page.content.decode()


def test_the_workbook_holds_statement_groups_and_people_and_is_journalled(client, bandung_barat, manager):
    client.force_login(manager)
    address = f"{reverse('reconciliation_download')}?program={bandung_barat.public_id}"
    book = openpyxl.load_workbook(io.BytesIO(client.post(address, {"form": "xlsx"}).content))
    assert len(book.sheetnames) == 5
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert {29_937_600, 28_072_800, -1_058_400} <= set(cells)
    assert book.worksheets[4].max_row > 111
    assert client.post(address, {"form": "pdf"}).content[:4] == b"%PDF"
    assert Entry.objects.filter(act="reconciliation.download").count() == 2


def test_a_treasurer_sees_lines_without_names_and_a_sponsor_its_own_sums_alone(
    client, world, treasurer, sponsor
):
    client.force_login(treasurer)
    page = client.get(reverse("reconciliation_people"), {"sebab": "waiting"}).content.decode()
    assert "188.45/1/2026" in page
    assert "Upik" not in page
    client.force_login(sponsor)
    own = client.get(reverse("reconciliation"))
    assert own.context["statement"].gate("decided").months == 3
    assert reverse("reconciliation_people") not in own.content.decode()
    assert client.get(reverse("reconciliation_people")).status_code == 403


@pytest.mark.parametrize("who", ["clerk", "verifier", "administrator"])
def test_who_has_no_business_with_money_is_refused(request, client, world, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("reconciliation")).status_code == 403
    assert client.get(reverse("reconciliation_people")).status_code == 403
    assert client.post(reverse("reconciliation_download"), {"form": "xlsx"}).status_code == 403
    assert not Entry.objects.exists()


def test_another_regency_sees_nothing(client, world, outsider):
    client.force_login(outsider)
    assert client.get(reverse("reconciliation")).context["statement"].gate("decided").months == 0
    asked = {"program": world.programme.public_id}
    assert client.get(reverse("reconciliation"), asked).status_code == 422
