"""Days that the office corrects: every deadline in working days follows, and the list of holidays stays as it is."""

from datetime import date

import pytest
from django.urls import reverse

from office import claims_world, cover_world
from office.kept import kept
from office.test_claims_pages import text
from payung.errors import UnusableInput
from payung.law.benefit import benefit
from payung.law.calendar_days import WorkingDays
from payung.law.case import read_case
from payung.law.deadlines import deadlines
from payung.law.parameters import current
from payung.office.accounts.permissions import Refused
from payung.office.claims import experience
from payung.office.journal.models import Entry
from payung.office.workdays import actions
from payung.office.workdays.models import CorrectedDay
from payung.office.workdays.queries import calendar_of

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 5, 6)  # two days after the papers of claims_world are complete
SAID = {"name": "Cuti bersama", "document": "SKB 3 Menteri", "why": "Diumumkan kemudian"}
FORM = {"area": "13.03", "day": "2026-05-06", "works": "off", **SAID}


@kept
def world(manager, treasurer):
    return cover_world.at_every_gate(manager, treasurer)


def test_a_day_off_moves_the_day_to_pay():
    law = current()
    told = {"event": "death", "date": "2026-04-10", "income": 1_000_000, "registered": "2026-01-01",
            "paid_months": 4, "documents_complete": "2026-05-04", "paid_on": "2026-05-08"}  # fmt: skip
    plain, corrected = (benefit(read_case(told | more, law)) for more in ({}, {"days_off": ["2026-05-06"]}))
    assert [line.code for line in plain.lines if line.code == "late_payment"] == ["late_payment"]
    assert "late_payment" not in [line.code for line in corrected.lines]
    said = deadlines(
        date(2026, 4, 10),
        law,
        from_work=False,
        complete=date(2026, 5, 4),
        days=WorkingDays(frozenset({WEDNESDAY})),
    )
    assert said[-1].by == date(2026, 5, 8)
    with pytest.raises(UnusableInput, match=r"days_off\[0\]"):
        read_case(told | {"days_off": ["kemarin"]}, law)


def test_the_page_of_a_claim_and_the_share_in_time_follow_the_office(client, world, clerk, branch, manager):
    claim = claims_world.handed(clerk, branch, world)
    client.force_login(clerk)
    page = reverse("claim", args=[claim.public_id])
    assert "7 Mei 2026</strong>" in text(client.get(page))
    held = actions.correct(manager, "13.03", day=WEDNESDAY, works=False, **SAID)
    assert "8 Mei 2026</strong>" in text(client.get(page))
    amounts = {"death_grant": 20_000_000, "funeral": 10_000_000, "periodic": 12_000_000}
    claims_world.way.pay(branch, claim, dated=date(2026, 5, 8), amounts=amounts, to="Rahmi")
    assert claim.workings.count() == 1
    assert experience.in_time(manager).in_time == 1
    actions.take_back(manager, held, "Keliru")
    assert experience.in_time(manager).in_time == 0


def test_a_late_payment_freezes_the_corrected_days_with_its_case(world, clerk, branch, manager):
    actions.correct(manager, "13.03", day=WEDNESDAY, works=False, **SAID)
    claim = claims_world.handed(clerk, branch, world)
    claims_world.way.pay(branch, claim, dated=date(2026, 5, 11), amounts={"funeral": 1}, to="Rahmi")
    working = claim.workings.first()
    assert working.case["days_off"] == ["2026-05-06"]
    assert benefit(read_case(working.case, current())).total == working.total == 42_000_000 + 3 * 420_000


def test_a_correction_is_journalled_and_counts_within_its_area(world, manager):
    made = actions.correct(manager, "13.03", day=WEDNESDAY, works=False, **SAID)
    assert not calendar_of("13.03.04.2001").includes(WEDNESDAY)
    assert calendar_of("13.73.01.1001").includes(WEDNESDAY)
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.area_code, entry.why) == ("workday.correct", "13.03", SAID["why"])
    actions.take_back(manager, made, "Dibatalkan")
    assert calendar_of("13.03.04.2001").includes(WEDNESDAY)
    assert Entry.objects.latest("seq").act == "workday.take_back"


def test_a_holiday_may_turn_out_a_working_day(world, manager):
    new_year = date(2026, 1, 1)
    actions.correct(manager, "13.03", day=new_year, works=True, **SAID)
    assert calendar_of("13.03").includes(new_year)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day": date(2026, 5, 9)}, "no working day"),
        ({"day": date(2026, 1, 1)}, "no working day"),
        ({"day": WEDNESDAY, "works": True}, "is a working day"),
        ({"day": WEDNESDAY, "document": " "}, "empty"),
        ({"day": WEDNESDAY, "why": ""}, "empty"),
    ],
)
def test_what_changes_nothing_or_names_no_document_is_refused(world, manager, said, words):
    with pytest.raises(UnusableInput, match=words):
        actions.correct(manager, "13.03", **{"works": False, **SAID, **said})
    assert not CorrectedDay.objects.exists()


@pytest.mark.parametrize(
    "who", ["clerk", "verifier", "treasurer", "branch", "auditor", "sponsor", "outsider"]
)
def test_who_may_not_correct(request, client, world, manager, who):
    user = request.getfixturevalue(who)
    made = actions.correct(manager, "13.03", day=date(2026, 5, 7), works=False, **SAID)
    with pytest.raises(Refused):
        actions.correct(user, "13.03", day=WEDNESDAY, works=False, **SAID)
    with pytest.raises(Refused):
        actions.take_back(user, made, "Tidak boleh")
    client.force_login(user)
    answer = client.post(reverse("workday_correct"), FORM)
    assert answer.status_code in (403, 422)
    assert client.post(reverse("workday_take_back", args=[made.public_id]), {"why": "x"}).status_code in (
        403,
        404,
    )
    assert CorrectedDay.objects.filter(removed=None).get() == made


def test_the_pages_correct_a_day_and_take_it_back(client, world, administrator, auditor):
    client.force_login(administrator)
    sent = client.post(reverse("workday_correct"), FORM)
    assert sent.url == f"{reverse('workdays')}?tahun=2026"
    shown = text(client.get(sent.url))
    assert "SKB 3 Menteri" in shown
    assert "Koreksi kantor" in shown
    held = CorrectedDay.objects.get()
    back = client.post(reverse("workday_take_back", args=[held.public_id]), {"why": "Keliru"})
    assert back.status_code == 302
    assert "SKB 3 Menteri" not in text(client.get(sent.url))
    client.force_login(auditor)
    assert "Tahun Baru Masehi" in text(client.get(reverse("workdays"), {"tahun": "2026"}))
    assert client.get(reverse("workdays"), {"tahun": "x"}).status_code == 200
