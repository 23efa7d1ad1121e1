"""The guard: who loses which right on which day, counted for everybody at once as the law says it for one."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from office import cover_world
from office.kept import kept
from payung.law.continuity import continuity
from payung.law.month import Month
from payung.office.accounts.permissions import Refused
from payung.office.billing.models import Payment
from payung.office.continuity import actions, papers, queries
from payung.office.continuity.models import Count, Standing, Tally, Watch
from payung.office.continuity.patterns import answer
from payung.office.core import daily
from payung.office.cover import participants
from payung.office.cover.models import PersonMonth
from payung.office.journal import chain
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


@kept
def counted(world, treasurer):
    actions.count(treasurer, TODAY)
    return world


def of(name):
    return Watch.objects.get(person__name=name)


def test_january_paid_and_nothing_since_is_arrears_that_end_on_the_first_of_may(counted):
    yusuf = of("Yusuf")
    assert (yusuf.standing, yusuf.paid_until, yusuf.owed_months) == (Standing.ARREARS, 202601, 2)
    assert yusuf.ends_on == date(2026, 5, 1)
    assert yusuf.earliest_end_on == date(2026, 4, 1)
    assert (yusuf.open_months, yusuf.needed) == (2, 2 * cover_world.RATE)
    assert yusuf.death_now == 10_000_000  # two months of membership only


def test_what_is_waited_for_is_the_gate_that_the_first_open_month_has_not_passed(counted):
    assert of("Yusuf").cause == "unpaid"  # February is billed
    assert of("Anwar").cause == "not_enrolled"
    PersonMonth.objects.filter(month=202602, person__name="Rahmi").update(bill_line=None, due=None)
    actions.count(None, TODAY)
    assert of("Rahmi").cause == "not_billed"


def test_who_was_never_paid_for_is_not_protected_though_on_a_decree(counted):
    upik = of("Upik")
    assert (upik.standing, upik.death_now, upik.paid_until) == (Standing.WAITING, 0, None)
    assert upik.needed == 3 * cover_world.RATE


def test_who_was_taken_out_by_a_later_decision_is_not_watched(world):
    PersonMonth.objects.filter(person=world.people[0], month__gt=202601).update(withdrawn_by=world.decision)
    actions.count(None, TODAY)
    assert not Watch.objects.filter(person=world.people[0]).exists()
    assert Watch.objects.count() == 5


def test_without_a_month_decided_ahead_a_decree_is_what_is_missing(world, treasurer):
    PersonMonth.objects.filter(month__gt=202601).delete()
    actions.count(None, date(2026, 1, 25))
    yusuf = of("Yusuf")
    assert (yusuf.standing, yusuf.cause) == (Standing.ACTIVE, "no_decree")
    assert yusuf.arrears_on == date(2026, 2, 1)
    alike = Tally.objects.filter(arrears_on=yusuf.arrears_on, cause=yusuf.cause, fund=yusuf.fund)
    (day, *_later) = queries.calendar(alike, date(2026, 1, 25))
    assert (day.day, day.right) == (date(2026, 2, 1), "arrears_on")
    like_him = {"arrears_on": yusuf.arrears_on, "cause": yusuf.cause, "fund": yusuf.fund}
    assert day.without_decree == Watch.objects.filter(**like_him).count() > 0


def test_everybody_stands_as_the_page_of_the_person_says(counted):
    for watch in Watch.objects.select_related("person"):
        alone = participants.standing(watch.person, participants.months_of(watch.person), TODAY)
        assert (alone.status if alone.status != "never" else "waiting") == watch.standing
        assert alone.death_today[0].amount == watch.death_now
        assert len(alone.months_owed) == watch.owed_months


@settings(max_examples=200, deadline=None)
@given(
    paid=st.sets(st.integers(0, 50), min_size=1),
    day=st.dates(date(2023, 1, 1), date(2027, 12, 31)),
)
def test_a_pattern_is_answered_as_the_law_answers_one_member(paid, day):
    months = [Month(2023, 1) + at for at in paid]
    said = continuity(months, day)
    found = answer(",".join(str(month.number) for month in months), None, day)
    assert found.death_now == said.death_today[0].amount
    assert found.owed_months == len(said.months_owed)
    assert found.paid_until == (said.protected_until and Month.of(said.protected_until).number)
    if found.standing == Standing.ARREARS:
        assert found.ends_on > day
        assert found.earliest_end_on is None or found.earliest_end_on <= found.ends_on


def test_counting_again_gives_the_same_rows_and_leaves_a_line_in_the_journal(counted, treasurer):
    before = list(Watch.objects.order_by("person").values("person", "standing", "needed", "ends_on"))
    actions.count(treasurer, TODAY)
    assert list(Watch.objects.order_by("person").values("person", "standing", "needed", "ends_on")) == before
    assert Entry.objects.filter(act="continuity.count").count() == 2
    assert chain.verify().broken is None


def test_the_office_counts_once_a_day_by_itself(world):
    daily.run_due(TODAY)
    daily.run_due(TODAY)
    assert Count.objects.filter(day=TODAY).count() == 1


@pytest.mark.parametrize("who", ["clerk", "branch", "auditor", "sponsor", "administrator"])
def test_who_neither_pays_nor_decides_may_not_count(request, world, who):
    with pytest.raises(Refused):
        actions.count(request.getfixturevalue(who), TODAY)
    assert not Count.objects.exists()


# Pages


def test_the_page_before_any_count_teaches_the_next_step(client, world, treasurer):
    client.force_login(treasurer)
    page = client.get(reverse("continuity")).content.decode()
    assert "Belum ada hitungan" in page
    client.post(reverse("continuity_count"))
    assert Count.objects.get().people == 6


def test_a_day_opens_the_people_behind_it(client, counted, manager):
    client.force_login(manager)
    table = client.get(reverse("continuity")).context["table"]
    ends = next(line for line in table.lines if line[1].value.startswith("Kepesertaan berakhir"))
    assert ends[2].value == "5"
    people = client.get(ends[2].href).context["table"]
    assert {line[0].value for line in people.lines} == {"Yusuf", "Rahmi", "Buyung", "Siti", "Anwar"}


@pytest.mark.parametrize("per", ["dana", "desa"])
def test_funds_and_villages_add_up_to_all(client, counted, manager, per):
    client.force_login(manager)
    groups = client.get(reverse("continuity"), {"per": per}).context["table"].groups
    assert sum(group["arrears"] for group in groups) == 5
    assert sum(group["waiting"] for group in groups) == 1
    assert sum(group["needed"] for group in groups) == (5 * 2 + 3) * cover_world.RATE


def test_a_village_clerk_sees_own_people_and_no_rupiah_of_the_treasury(client, counted, clerk):
    client.force_login(clerk)
    page = client.get(reverse("continuity"), {"per": "desa"})
    assert [group["village__name"] for group in page.context["table"].groups] == ["Muaro"]
    assert "Rupiah untuk melunasi" not in page.content.decode()
    names = [line[0].value for line in client.get(reverse("continuity_people")).context["table"].lines]
    assert names == ["Buyung", "Rahmi", "Yusuf"]


def test_a_sponsor_counts_its_own_people_and_sees_no_names(client, manager, treasurer, sponsor):
    company = sponsor.duties.get().sponsor
    cover_world.at_every_gate(manager, treasurer, company)
    actions.count(None, TODAY)
    client.force_login(sponsor)
    groups = client.get(reverse("continuity"), {"per": "dana"}).context["table"].groups
    assert [group["fund__name"] for group in groups] == ["CSR"]
    assert client.get(reverse("continuity_people")).status_code == 403


def test_others_see_nobody(client, counted, outsider):
    client.force_login(outsider)
    assert client.get(reverse("continuity"), {"per": "desa"}).context["table"].groups == []
    assert client.get(reverse("continuity_people")).context["table"].lines == []
    assert client.get(reverse("continuity_memo")).context["form"].fields["fund"].queryset.count() == 0


def test_payments_since_the_count_are_said(client, counted, treasurer):
    Payment.objects.create(
        bill=counted.bills["CSR", 202601],
        document="SP2D 9",
        dated=TODAY,
        amount=1,
        residual=1,
        recorded_by=treasurer,
    )
    client.force_login(treasurer)
    assert "1 pembayaran dicatat" in client.get(reverse("continuity")).content.decode()


def test_a_downloaded_calendar_says_what_happens_in_words(client, counted, manager):
    client.force_login(manager)
    sheet = client.post(reverse("continuity"), {"unduh": "csv"})
    text = b"".join(sheet.streaming_content).decode("utf-8-sig")
    assert "Kepesertaan berakhir" in text
    assert "ends_on" not in text


# Letters


def words(content):
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_memo_names_each_open_month_its_rupiah_and_the_last_day(counted, treasurer, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    said = words(papers.treasurer_memo(treasurer, counted.apbd, number="560/1"))
    for part in ("560/1", "Februari 2026", "Maret 2026", "Rp168.000", "30 April 2026", "Rp50.000.000"):
        assert part in said
    assert Entry.objects.filter(act="continuity.memo", actor=treasurer).count() == 1


def test_the_letter_to_bpjs_names_the_bills_that_wait(counted, treasurer, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    said = words(papers.late_funds(treasurer, counted.csr, why="Dana belum cair", expected=date(2026, 3, 20)))
    for part in ("KI-CSR-202601", "KI-CSR-202602", "Rp33.600", "Dana belum cair", "20 Maret 2026"):
        assert part in said


def test_a_day_that_has_passed_is_no_promise(client, counted, treasurer):
    client.force_login(treasurer)
    given = {"fund": counted.csr.public_id, "why": "x", "expected": "2020-01-01", "number": ""}
    page = client.post(reverse("continuity_late"), given)
    assert page.status_code == 422
    assert "sudah lewat" in page.content.decode()


@pytest.mark.parametrize("who", ["clerk", "verifier", "auditor", "sponsor", "outsider"])
def test_letters_are_for_who_pays_or_manages_the_money(request, client, counted, who):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        papers.treasurer_memo(user, counted.apbd)
    client.force_login(user)
    answer_ = client.post(reverse("continuity_memo"), {"fund": counted.apbd.public_id})
    assert answer_.status_code in (403, 422)
    assert not Entry.objects.filter(act="continuity.memo").exists()
