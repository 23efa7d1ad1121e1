"""The years after: two children at school for three years, and the visit after twelve months, in a real browser."""

import time
from datetime import date

from django.db.models import F, Sum
from django.urls import reverse

from office import claims_world
from office.browsing import PATIENCE
from office.test_accounts_browser import browser, log_in, page, pytestmark
from office.test_claims_browser import fits, world
from payung.office.claims.actions import facts, papers, reporting, way
from payung.office.claims.models import SchoolYear
from payung.office.cover.models import Membership, PersonMonth
from payung.office.followup import actions as followup

__all__ = ["browser", "page", "pytestmark", "world"]
HANDED, PAID = date(2024, 5, 6), date(2024, 5, 7)


DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('payung-keep-')).length"

CHOSEN = "(({files}) => [files[0].name, files[0].size])(document.querySelector('[name=photos]'))"
# How many forms have photos kept in this browser, and whether a photo or its name could be read there.
KEPT = """() => new Promise(resolve => {
  const opening = indexedDB.open("payung-keep", 1);
  opening.onsuccess = () => {
    const rows = opening.result.transaction("files").objectStore("files").getAll();
    rows.onsuccess = () => {
      const bytes = rows.result.flat().map(({sealed}) => new TextDecoder("latin1").decode(sealed));
      opening.result.close();
      resolve([rows.result.length, bytes.some(each => each.includes("warung") || each.includes("\\xff\\xd8\\xff"))]);
    };
  };
})"""


def until(page, true):
    """The page's own policy forbids the browser driver's way of waiting for an expression."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(true):
        assert time.monotonic() < end, true
        page.wait_for_timeout(100)


def two_years_ago(world, at):
    """A member since January 2024 instead of 2026."""
    person = world.people[at]
    PersonMonth.objects.filter(person=person).update(month=F("month") - 200)
    Membership.objects.filter(person=person).update(since=date(2024, 1, 1))
    return person


def paid(clerk, branch, person, said, amounts):
    claim = reporting.report(clerk, person, said)
    for paper in claim.papers.all():
        papers.paper_came(clerk, paper, dated=HANDED)
    way.hand_over(branch, claim, dated=HANDED)
    way.pay(branch, claim, dated=PAID, amounts=amounts, to="Rahmi")
    claim.refresh_from_db()
    return claim


def test_two_children_s_scholarships_run_three_years(page, live_server, world, clerk, branch):
    person = two_years_ago(world, 0)
    fell = claims_world.accident(date(2024, 1, 20), outcome="death", died_on=date(2024, 1, 20))
    claim = paid(clerk, branch, person, fell, {"funeral": 10_000_000})
    facts.add_child(clerk, claim, name="Upik", birth_date=date(2011, 3, 1), level="SMP", grade=1)
    facts.add_child(clerk, claim, name="Buyung", birth_date=date(2015, 8, 20), level="SD", grade=3)
    years = SchoolYear.objects.filter(starts__lt=date(2026, 7, 1)).order_by("starts", "child")
    assert [year.year for year in years] == ["2023/2024"] * 2 + ["2024/2025"] * 2 + ["2025/2026"] * 2

    log_in(page, live_server, "petugas")
    for year in years:
        page.goto(live_server.url + reverse("school_prove", args=[claim.public_id, year.public_id]))
        page.fill("[name=proof]", f"Surat keterangan sekolah {year.year}")
        page.click("main .form button[type=submit]")
        page.wait_for_selector("text=Tersimpan")
    schedule = live_server.url + reverse("claim_school", args=[claim.public_id])
    page.goto(schedule)
    fits(page)
    page.context.clear_cookies()
    log_in(page, live_server, "bpjs")
    for year in years:
        page.goto(live_server.url + reverse("school_pay", args=[claim.public_id, year.public_id]))
        page.fill("[name=dated]", f"{max(year.due_on, PAID):%Y-%m-%d}")
        page.fill("[name=amount]", f"{year.amount}")
        page.click("main .form button[type=submit]")
        page.wait_for_selector("text=Tersimpan")
    page.goto(schedule)
    fits(page)
    claim.refresh_from_db()
    # Upik: SMP grade 1 to 3; Buyung: SD grade 3 to 5
    assert claim.paid_scholarship == 3 * 2_000_000 + 3 * 1_500_000
    assert years.aggregate(sum=Sum("paid"))["sum"] == claim.paid_scholarship
    assert {year.state for year in years.all()} == {SchoolYear.State.PAID}
    words = page.inner_text("main")
    assert "Rp3.500.000" in words  # of 2024, and of each year
    assert page.complaints == []


def test_the_visit_after_twelve_months_survives_a_lost_connection(
    page, live_server, world, clerk, branch, manager
):
    person = two_years_ago(world, 1)
    amounts = {"death_grant": 20_000_000, "funeral": 10_000_000, "periodic": 12_000_000}
    claim = paid(clerk, branch, person, claims_world.death(date(2024, 4, 10)), amounts)
    visit = claim.visits.get(months=12)
    assert visit.due_on == date(2025, 5, 7)
    log_in(page, live_server, "petugas")
    address = live_server.url + reverse("claim_visit", args=[claim.public_id, visit.public_id])
    page.goto(address)
    fits(page)
    page.fill("[name=done_on]", "2025-05-10")
    page.check("[name=use][value=business]")
    page.check("[name=business]")
    page.fill("[name=income_before]", "900.000")
    page.fill("[name=income_after]", "1.350.000")
    page.fill("[name=children]", "2")
    page.fill("[name=at_school]", "2")
    page.fill("[name=decile]", "4")
    page.fill("[name=note]", "Warung di depan rumah")
    photo = {"name": "warung.jpg", "mimeType": "image/jpeg", "buffer": claims_world.JPEG}
    page.set_input_files("[name=photos]", photo)
    page.fill("[name=who]", "Istri almarhum")
    page.check("[name=agreed]")
    until(page, f"{DRAFTS} === 1")
    until(page, f"({KEPT})().then(([forms]) => forms === 1)")
    page.wait_for_timeout(500)  # the form is kept a moment after its last field
    assert "Warung" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    page.wait_for_selector("#announcer:not([hidden])")
    assert page.input_value("[name=note]") == "Warung di depan rumah"
    assert page.is_checked("[name=use][value=business]")
    assert page.evaluate(CHOSEN) == ["warung.jpg", len(claims_world.JPEG)]
    assert page.evaluate(KEPT) == [1, False]

    page.context.set_offline(True)
    page.click("main .form button[type=submit]")
    page.wait_for_selector("#announcer:has-text('Tidak ada sambungan')")
    assert page.input_value("[name=note]") == "Warung di depan rumah"
    page.complaints.clear()  # the browser says that it has no connection
    page.context.set_offline(False)
    page.wait_for_url("**/klaim/" + claim.public_id + "/")
    until(page, f"{DRAFTS} === 0")
    visit.refresh_from_db()
    assert (visit.done_on, visit.income_after, visit.at_school) == (date(2025, 5, 10), 1_350_000, 2)
    assert visit.photos.get().size == len(claims_world.JPEG)
    assert page.evaluate(KEPT) == [0, False]

    page.goto(live_server.url + reverse("visit_photos", args=[visit.public_id]))
    fits(page)
    page.goto(live_server.url + reverse("visit_villages") + "?bulan=12")
    fits(page)
    assert "Rp1.350.000" in page.inner_text("main")
    sample = followup.draw(
        manager, "13.03", paid_from=date(2024, 1, 1), paid_until=date(2024, 12, 31), size=1, seed="7"
    )
    page.context.clear_cookies()
    log_in(page, live_server, "pengelola")
    for name, args in (("sample", [sample.public_id]), ("sample_check", [sample.public_id, 1])):
        page.goto(live_server.url + reverse(name, args=args))
        fits(page)
    assert page.complaints == []
