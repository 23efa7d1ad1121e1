"""Reports: made by themselves on their day, the same figures on page, workbook, PDF and screen, sponsors without names."""

import io
import json
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from office import cover_world
from office.conftest import character
from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.accounts.models import Role
from payung.office.accounts.permissions import Refused
from payung.office.areas.models import Area
from payung.office.claims.models import Claim
from payung.office.core import daily, store
from payung.office.cover.models import PersonMonth
from payung.office.funding.models import Sponsor
from payung.office.journal.models import Entry
from payung.office.people.models import Person
from payung.office.reconciliation.asking import Asked
from payung.office.reconciliation.statement import statement
from payung.office.reconciliation.words import GATES
from payung.office.reports import actions, contents, papers
from payung.office.reports.models import STORED_REPORT, Every, Obligation, Recipient, Report
from payung.office.reports.periods import Period, following, owed, period_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 20)
RATE = cover_world.RATE


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day of these tests: reports are of months that lie behind."""
    monkeypatch.setattr(timezone, "now", lambda: timezone.make_aware(timezone.datetime(2026, 4, 20, 9)))


@pytest.fixture
def world(manager, treasurer, sponsor, own_store):
    return cover_world.at_every_gate(manager, treasurer, sponsor.duties.get().sponsor)


def owing(manager, recipient=Recipient.REGENT, every=Every.QUARTER, *, first=202601, days=15, **more):
    area = Area.objects.get(code="13.03")
    return actions.owe(
        manager, area, recipient=recipient, every=every, due_days=days, first_month=first, **more
    )


@pytest.fixture
def report(world, manager):
    return actions.make(None, owing(manager), period_of(Every.QUARTER, Month(2026, 1)))


def opened(report, form):
    name = report.pdf if form == "pdf" else report.xlsx
    return io.BytesIO(b"".join(store.read(name, STORED_REPORT)))


def rupiah(text):
    return f"Rp{text:,}".replace(",", ".").replace("Rp-", "-Rp")


@pytest.mark.parametrize(
    ("every", "month", "first", "last", "words"),
    [
        ("month", Month(2026, 2), 202602, 202602, "Februari 2026"),
        ("quarter", Month(2026, 5), 202604, 202606, "Triwulan II 2026"),
        ("year", Month(2026, 11), 202601, 202612, "2026"),
    ],
)
def test_periods_are_those_of_the_calendar(every, month, first, last, words):
    period = period_of(every, month)
    assert (period.first.number, period.last.number, period.to("id")) == (first, last, words)


def test_what_was_due_and_what_comes_next(world, manager):
    monthly = owing(manager, every=Every.MONTH, days=10)
    assert [p.first.number for p in owed(monthly, date(2026, 4, 9))] == [202601, 202602]
    assert [p.first.number for p in owed(monthly, date(2026, 4, 10))] == [202601, 202602, 202603]
    assert following(monthly, date(2026, 4, 10)).due(10) == date(2026, 5, 10)
    yearly = owing(manager, every=Every.YEAR, days=31)
    assert owed(yearly, date(2027, 1, 30)) == []
    assert following(yearly, TODAY).due(31) == date(2027, 1, 31)


def _figures(content):
    """Every figure of the content with its section and column, in words."""
    for section in content["sections"]:
        for row in section["rows"]:
            for column in section["columns"]:
                if column["kind"] != "text" and row[column["key"]] is not None:
                    yield section["title"], column["kind"], row[column["key"]]


def test_page_workbook_and_pdf_say_what_reconciliation_says(client, report, world, manager):
    told = statement(manager, Asked(first=202601, last=202603))
    lines = {row["words"]: row for row in report.content["sections"][0]["rows"]}
    with translation.override("id"):
        names = {code: str(words) for code, words in GATES.items()}
    for found in told.gates:
        row = lines[names[found.code]]
        assert (row["people"], row["months"], row["rupiah"]) == (found.people, found.months, found.rupiah)
    client.force_login(manager)
    page = client.get(reverse("report", args=[report.public_id])).content.decode()
    screen = client.get(reverse("reconciliation"), {"dari": "2026-01", "sampai": "2026-03"}).content.decode()
    pdf = re.sub(r"\s+", " ", " ".join(p.extract_text() for p in PdfReader(opened(report, "pdf")).pages))
    book = openpyxl.load_workbook(opened(report, "xlsx"))
    cells = {
        sheet.title: [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)]
        for sheet in book
    }
    figures = list(_figures(report.content))
    assert len(figures) > 60
    for title, kind, value in figures:
        words = papers.in_words(value, kind)
        assert words in page
        assert words in pdf
        assert value in cells[title]
    for gate in told.gates:  # the screen of reconciliation has the same
        assert rupiah(gate.rupiah) in screen
        assert rupiah(gate.rupiah) in page
    # Cell by cell: the workbook holds the content's figures and sums, in order and nothing else.
    for section in report.content["sections"]:
        expected = [
            v for row in section["rows"] for c in section["columns"] if isinstance(v := row[c["key"]], int)
        ]
        assert cells[section["title"]] == [*expected, *papers.totals(section).values()]


def test_groups_are_those_of_the_reconciliation_page(client, report, manager):
    client.force_login(manager)
    table = client.get(
        reverse("reconciliation"), {"dari": "2026-01", "sampai": "2026-03", "per": "desa"}
    ).context["table"]
    on_screen = {
        row["name"]: (row["decided_people"], row["decided"], row["paid_rupiah"]) for row in table.groups
    }
    section = next(s for s in report.content["sections"] if s["title"] == "Menurut desa")
    assert {
        r["name"]: (r["decided_people"], r["decided"], r["paid_rupiah"]) for r in section["rows"]
    } == on_screen
    assert papers.totals(section)["decided"] == 18


def test_only_the_months_of_the_period_count(world, manager):
    january = actions.make(None, owing(manager, every=Every.MONTH), Period(Month(2026, 1), Month(2026, 1)))
    assert january.content["sections"][0]["rows"][0]["months"] == 6
    Claim.objects.create(
        person=world.people[0], kind="death", day=date(2026, 2, 5), outcome="death", died_on=date(2026, 2, 5),
        village_id=world.people[0].village_id, programme=world.programme, fund=world.apbd, sealed=b"",
        reported_by=manager, paid=42_000_000,
    )  # fmt: skip
    february = actions.make(None, Obligation.objects.get(), Period(Month(2026, 2), Month(2026, 2)))
    of = {s["title"]: s["rows"] for s in february.content["sections"]}["Manfaat bagi keluarga"]
    assert [(row["deaths"], row["benefits"]) for row in of] == [(1, 42_000_000)]
    assert not any(
        row["cases"]
        for s in january.content["sections"]
        if s["title"].startswith("Manfaat")
        for row in s["rows"]
    )


def test_the_office_makes_each_report_once_on_its_day(world, manager):
    owing(manager, every=Every.MONTH, days=10)
    daily.run_due(date(2026, 4, 9))
    assert list(Report.objects.order_by("pk").values_list("first_month", flat=True)) == [202601, 202602]
    daily.run_due(date(2026, 4, 9))
    daily.run_due(date(2026, 4, 10))
    assert list(Report.objects.order_by("pk").values_list("first_month", "made_by")) == [
        (202601, None), (202602, None), (202603, None),
    ]  # fmt: skip
    assert Report.objects.get(first_month=202603).due == date(2026, 4, 10)
    assert Entry.objects.filter(act="report.make", actor=None).count() == 3


def test_the_same_content_gives_the_same_bytes(report):
    day = date(2026, 4, 20)
    assert papers.workbook(report.content, day) == papers.workbook(report.content, day)
    assert papers.pdf(report.content, day, report.sha256) == papers.pdf(report.content, day, report.sha256)
    again = json.loads(json.dumps(report.content))
    assert contents.hash_of(again) == report.sha256
    entry = Entry.objects.get(act="report.make")
    assert (entry.facts["sha256"], entry.facts["xlsx"]) == (report.sha256, report.xlsx_sha256)


def test_a_report_stays_as_it_was_made(client, report, manager):
    PersonMonth.objects.update(payment=None)
    report.refresh_from_db()
    with pytest.raises(UnusableInput, match="made already"):
        actions.make(manager, report.obligation, period_of(Every.QUARTER, Month(2026, 1)))
    client.force_login(manager)
    assert rupiah(5 * RATE) in client.get(reverse("report", args=[report.public_id])).content.decode()


def test_a_period_that_runs_is_not_reported(world, manager):
    with pytest.raises(UnusableInput, match="has not ended"):
        actions.make(manager, owing(manager), period_of(Every.QUARTER, Month(2026, 4)))
    assert not Report.objects.exists()


# A sponsor's own


@pytest.fixture
def impact(world, manager, sponsor):
    return owing(manager, Recipient.SPONSOR, sponsor=sponsor.duties.get().sponsor)


def all_words(report):
    pdf = " ".join(page.extract_text() for page in PdfReader(opened(report, "pdf")).pages)
    cells = [
        str(c.value)
        for s in openpyxl.load_workbook(opened(report, "xlsx"))
        for row in s.iter_rows()
        for c in row
    ]
    return json.dumps(report.content) + pdf + " ".join(cells)


def test_a_sponsor_gets_its_own_fund_without_names_and_without_small_cells(impact, world):
    PersonMonth.objects.filter(person__in=world.people[:4]).update(fund=world.csr)  # with Upik: five people
    made = actions.make(None, impact, period_of(Every.QUARTER, Month(2026, 1)))
    of = {section["title"]: section["rows"] for section in made.content["sections"]}
    assert of["Pekerja yang Anda lindungi"][0]["people"] == 5
    assert of["Pekerja yang Anda lindungi"][0]["months"] == 15
    assert all(row["people"] is None and row["rupiah"] is None for row in of["Menurut desa"])  # 3, 1 and 1
    words = all_words(made)
    assert not any(name in words for name in cover_world.NAMES)
    assert "APBD" not in words


def test_four_people_are_not_told_at_all(impact, world):
    made = actions.make(None, impact, period_of(Every.QUARTER, Month(2026, 1)))
    (row, *_more) = made.content["sections"][0]["rows"]
    assert (row["people"], row["months"], row["rupiah"]) == (None, None, None)
    assert "kurang dari 5" in row["note"]
    assert not list(_figures(made.content))


def test_benefits_of_few_families_are_not_told(impact, world, manager):
    PersonMonth.objects.update(fund=world.csr)
    for at in range(6):
        Claim.objects.create(
            person=world.people[at], kind="accident", day=date(2026, 2, 5 + at), outcome="recovered",
            village_id=world.people[at].village_id, programme=world.programme, fund=world.csr, sealed=b"",
            reported_by=manager, paid=1_000_000, state="cancelled" if at > 3 else "reported",
        )  # fmt: skip
    period = period_of(Every.QUARTER, Month(2026, 1))
    rows = {s["title"]: s["rows"] for s in contents.content_of(impact, period)["sections"]}
    assert [(row["cases"], row["benefits"]) for row in rows["Manfaat yang diterima keluarga"]] == [
        (None, None)
    ]
    Claim.objects.update(state="reported")
    rows = {s["title"]: s["rows"] for s in contents.content_of(impact, period)["sections"]}
    assert [(row["cases"], row["benefits"]) for row in rows["Manfaat yang diterima keluarga"]] == [
        (6, 6_000_000)
    ]


def test_a_sponsor_sees_its_own_reports_and_no_other(client, impact, report, sponsor, manager):
    own = actions.make(None, impact, period_of(Every.QUARTER, Month(2026, 1)))
    other = Sponsor.objects.create(area_id="13.03", name="PT Sebelah")
    theirs = actions.make(
        None, owing(manager, Recipient.SPONSOR, sponsor=other), period_of(Every.QUARTER, Month(2026, 1))
    )
    client.force_login(sponsor)
    lines = client.get(reverse("reports")).context["table"].lines
    assert [line[0].value for line in lines] == ["PT Contoh"]
    assert client.get(reverse("report", args=[own.public_id])).status_code == 200
    for foreign in (report, theirs):
        assert client.get(reverse("report", args=[foreign.public_id])).status_code == 404
        assert client.post(reverse("report_take", args=[foreign.public_id])).status_code == 404
        with pytest.raises(Refused):
            actions.take(sponsor, foreign, "pdf")
    assert client.get(reverse("obligations")).status_code == 403


# Acts


def test_a_report_is_marked_as_sent_with_its_letter_once(client, report, manager):
    client.force_login(manager)
    here = reverse("report_sent", args=[report.public_id])
    assert client.post(here, {"dated": "2026-04-20", "letter": "", "token": "a"}).status_code == 422
    assert client.post(here, {"dated": "2026-04-01", "letter": "005/1", "token": "b"}).status_code == 422
    assert client.post(here, {"dated": "2026-04-20", "letter": "005/1", "token": "c"}).status_code == 302
    assert client.post(here, {"dated": "2026-04-20", "letter": "005/2", "token": "d"}).status_code == 422
    report.refresh_from_db()
    assert (report.sent, report.letter, report.sent_by) == (date(2026, 4, 20), "005/1", manager)
    assert Entry.objects.filter(act="report.sent").count() == 1
    shown = client.get(reverse("reports")).context["table"].lines[0]
    assert (shown[4].value, shown[6].value) == ("Dikirim", "005/1")


def test_what_waits_to_be_sent_stands_on_the_first_page(client, report, manager):
    client.force_login(manager)
    assert f"{reverse('reports')}?keadaan=late" in client.get(reverse("home")).content.decode()
    assert len(client.get(reverse("reports"), {"keadaan": "late"}).context["table"].lines) == 1
    assert client.get(reverse("reports"), {"keadaan": "sent"}).context["table"].lines == []


def test_an_obligation_is_set_made_from_and_stopped_on_its_pages(client, world, manager):
    client.force_login(manager)
    form = client.get(reverse("obligation_new")).context["form"]
    sent = {
        "area": "13.03", "recipient": "dprd", "every": "month", "due_days": "10", "first_month": "2026-03",
        "basis": "Perbup 12/2025", "token": form.fields["token"].initial,
    }  # fmt: skip
    first = client.post(reverse("obligation_new"), sent)
    assert (first.status_code, client.post(reverse("obligation_new"), sent).url) == (302, first.url)
    assert client.post(reverse("obligation_new"), sent | {"token": "x"}).status_code == 422  # owed already
    assert (
        client.post(reverse("obligation_new"), sent | {"token": "y", "recipient": "sponsor"}).status_code
        == 422
    )
    old = sent | {"token": "z", "recipient": "province", "first_month": "2020-01"}
    assert "dua tahun" in client.post(reverse("obligation_new"), old).content.decode()
    obligation = Obligation.objects.get()
    made = client.post(reverse("report_make", args=[obligation.public_id]))
    assert made.url == reverse("report", args=[Report.objects.get().public_id])
    again = client.post(reverse("report_make", args=[obligation.public_id]), follow=True)
    assert "sudah dibuat" in again.content.decode()
    stop = reverse("obligation_stop", args=[obligation.public_id])
    assert client.post(stop, {"why": ""}).status_code == 422
    assert client.post(stop, {"why": "Perbup dicabut"}).status_code == 302
    assert actions.make_due(TODAY + timedelta(days=400)) == 0
    assert Report.objects.count() == 1
    assert owing(manager, Recipient.DPRD, Every.MONTH, first=202604)  # may be owed anew


def test_a_download_is_the_kept_file_and_stands_in_the_journal(client, report, treasurer):
    client.force_login(treasurer)
    for form in ("pdf", "xlsx"):
        answer = client.post(reverse("report_take", args=[report.public_id]), {"form": form})
        assert b"".join(answer.streaming_content) == opened(report, form).getvalue()
        assert Entry.objects.order_by("-seq")[0].facts["form"] == form


@pytest.mark.parametrize(
    "who", ["treasurer", "verifier", "auditor", "clerk", "outsider", "sponsor", "administrator"]
)
def test_who_does_not_manage_reports_changes_nothing(client, request, report, who):
    other, count = request.getfixturevalue(who), Entry.objects.count()
    with pytest.raises(Refused):
        owing(other, Recipient.DPRD)
    with pytest.raises(Refused):
        actions.make(other, report.obligation, period_of(Every.QUARTER, Month(2025, 10)))
    with pytest.raises(Refused):
        actions.mark_sent(other, report, dated=TODAY, letter="1")
    with pytest.raises(Refused):
        actions.stop(other, report.obligation, "Tidak perlu")
    client.force_login(other)
    assert client.post(reverse("report_sent", args=[report.public_id]), {}).status_code in (403, 404)
    assert client.post(reverse("obligation_stop", args=[report.obligation.public_id]), {}).status_code in (
        403,
        404,
    )
    assert client.post(reverse("report_make", args=[report.obligation.public_id])).status_code in (403, 404)
    report.refresh_from_db()
    report.obligation.refresh_from_db()
    assert (report.sent, report.obligation.stopped, Entry.objects.count()) == (None, False, count)


@pytest.mark.parametrize("who", ["outsider", "clerk", "verifier"])
def test_reports_show_money_and_keep_to_their_area(client, request, report, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("report", args=[report.public_id])).status_code in (403, 404)
    assert client.post(reverse("report_take", args=[report.public_id])).status_code in (403, 404)


def test_a_manager_of_another_regency_owes_nothing_here(world):
    far = character("jauh", "Pengelola Jauh", (Role.PROGRAMME_MANAGER, "13.73"))
    with pytest.raises(Refused):
        owing(far)
    with pytest.raises(Refused):  # nor to a sponsor of here
        actions.owe(
            far, Area.objects.get(code="13.73"), recipient=Recipient.SPONSOR, every=Every.YEAR, due_days=9,
            first_month=202601, sponsor=Sponsor.objects.first(),
        )  # fmt: skip


def test_the_lists_cost_the_same_for_one_and_for_many(client, report, manager, django_assert_max_num_queries):
    for at in range(1, 30):
        Report.objects.create(
            obligation=report.obligation, first_month=(Month(2020, 1) + at).number, last_month=(Month(2020, 3) + at).number, due=TODAY, content={},
            sha256="1" * 64, xlsx="x", pdf="x", made=timezone.now(),
        )  # fmt: skip
    client.force_login(manager)
    client.get(reverse("reports"))
    with django_assert_max_num_queries(10):
        assert len(client.get(reverse("reports")).context["table"].lines) == 30


def test_no_person_is_named_in_any_report(report, world):
    assert Person.objects.count() == 6
    assert not any(name in all_words(report) for name in cover_world.NAMES)


def test_the_demonstration_owes_makes_and_sends_reports(
    world, manager, auditor, treasurer, clerk, verifier, branch, administrator
):
    from payung.office.audit.models import Flag
    from payung.office.demonstration import auditing
    from payung.office.demonstration.characters import SAWAHLUNTO, SIJUNJUNG, Office

    def office(region, manager, auditor):
        return Office(region, administrator, clerk, verifier, manager, treasurer, branch, auditor)

    far = character("kelola", "Pengelola Sawahlunto", (Role.PROGRAMME_MANAGER, SAWAHLUNTO.code))
    seer = character("periksa", "Inspektorat Sawahlunto", (Role.AUDITOR, SAWAHLUNTO.code))
    Sponsor.objects.create(area_id=SAWAHLUNTO.code, name="Pemko")
    offices = {
        SIJUNJUNG.code: office(SIJUNJUNG, manager, auditor),
        SAWAHLUNTO.code: office(SAWAHLUNTO, far, seer),
    }
    auditing.look(offices)
    auditing.report(offices)
    assert Flag.objects.get(rule="just_before").state == "explained"
    assert {(o.area_id, o.recipient) for o in Obligation.objects.all()} == {
        ("13.03", "regent"), ("13.73", "regent"), ("13.73", "dprd"), ("13.73", "bpjs"), ("13.73", "sponsor"),
    }  # fmt: skip
    assert Report.objects.filter(sent__isnull=False).count() == 1
    assert Report.objects.filter(obligation__recipient="regent").exists()
