"""A clerk reports a death on a phone; the papers come; BPJS pays; the family is visited: in a real browser."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from office import claims_world, cover_world
from office.test_accounts_browser import PAGE_LIMIT, browser, faults, log_in, page, pytestmark, sent_for
from payung.office.claims.actions import facts, schooling, way
from payung.office.claims.models import Claim, SchoolYear, State
from payung.office.journal.chain import GENESIS
from payung.office.journal.models import Head

__all__ = ["browser", "page", "pytestmark"]


@pytest.fixture
def world(manager, treasurer):
    """What is frozen cannot be cleared away between tests on SQLite while its triggers stand."""
    Head.objects.get_or_create(
        id=1, defaults={"hash": GENESIS}
    )  # clearing takes the journal's beginning away too
    yield cover_world.at_every_gate(manager, treasurer)
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as sql:
        sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = sql.fetchall()
        for name, _made in triggers:
            sql.execute(f"DROP TRIGGER {name}")
        call_command("flush", interactive=False, verbosity=0)
        for _name, made in triggers:
            sql.execute(made)
    Head.objects.get_or_create(id=1, defaults={"hash": GENESIS})


def fits(page):
    page.wait_for_load_state("load")  # a click does not wait for the page that it leads to
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"
    assert faults(page) == []


def test_every_page_of_a_claim_fits_and_breaks_no_rule(page, live_server, world, clerk, verifier, branch):
    claim = claims_world.handed(
        clerk, branch, world, claims_world.accident(outcome="death", died_on=claims_world.EARLY)
    )
    child = facts.add_child(clerk, claim, name="Upik", birth_date=date(2016, 3, 1), level="SD", grade=4)
    first, second = SchoolYear.objects.order_by("starts")[:2]
    schooling.prove(clerk, first, proof="Surat SD 2")
    own, year, later = claim.public_id, first.public_id, second.public_id
    log_in(page, live_server, "verifikator")
    open_pages = [("claim_facts", own), ("claim_dispute", own), ("claim_child", own), ("claim_heir", own)]
    open_pages += [("claim_paper", own, claim.papers.first().public_id), ("claim_step", own, "tolak")]
    open_pages += [("claim_school", own), ("school_pay", own, year), ("school_prove", own, later)]
    open_pages += [("school_level", own, later), ("school_end", own, child.public_id)]
    look(page, live_server, open_pages)
    way.pay(branch, claim, dated=date(2026, 5, 6), amounts={"funeral": 4_000_000}, to="Rahmi")
    visit = claim.visits.first().public_id
    other = claims_world.reporting.report(clerk, world.people[1], claims_world.death()).public_id
    paid_pages = [("claim", own), ("claim_difference", own, "funeral"), ("claim_visit", own, visit)]
    look(page, live_server, [*paid_pages, ("claim_cancel", other)])
    assert page.complaints == []


def look(page, server, pages):
    for name, *args in pages:
        assert page.goto(server.url + reverse(name, args=args)).status == 200
        fits(page)


def test_a_clerk_reports_a_death_and_the_family_is_paid(page, live_server, world, clerk, branch, own_store):
    log_in(page, live_server, "petugas")
    page.goto(live_server.url + reverse("claim_find"))
    page.fill("[name=cari]", "Yus")
    page.click("main form[method=get] button")
    page.click("text=Yusuf")
    fits(page)
    page.check("input[name=happening][value=death]")
    page.fill("[name=day]", "2026-04-10")
    page.fill("[name=happened]", "Sakit jantung di rumah")
    page.fill("[name=reporter]", "Siti")
    page.fill("[name=phone]", "0812")
    page.set_input_files(
        "[name=photos]",
        {"name": "akta.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" + b"0" * 99},
    )
    page.click("main .form button[type=submit]")
    assert "Rp42.000.000" in page.inner_text("main")
    fits(page)
    page.click("button[name=confirmed]")
    page.wait_for_selector("text=Kejadian sudah dilaporkan")
    fits(page)
    assert sent_for(page) < PAGE_LIMIT
    claim = Claim.objects.get()

    papers = claim.papers.count()
    for _ in range(papers):
        page.click("main li.task:has-text('Belum ada') a")
        page.click("button[value=came]")
        page.wait_for_selector("text=Tersimpan")
    page.click("text=Tambah ahli waris")
    fits(page)
    page.select_option("[name=relation]", "spouse")
    page.fill("[name=name]", "Rahmi")
    page.click("main .form button[type=submit]")
    page.wait_for_selector("text=Didahulukan hukum")

    page.context.clear_cookies()
    log_in(page, live_server, "bpjs")
    here = live_server.url + reverse("claim", args=[claim.public_id])
    for step, dated in (("serahkan", "2026-05-04"), ("bayar", "2026-05-06")):
        page.goto(here + f"langkah/{step}/")
        page.fill("[name=dated]", dated)
        if step == "bayar":
            page.select_option("[name=heir]", label="Rahmi")
        fits(page)
        page.click("main .form button[type=submit]")
        page.wait_for_url(here)
    fits(page)
    claim.refresh_from_db()
    assert (claim.state, claim.paid) == (State.PAID, 42_000_000)
    assert "Dibayar tepat waktu" in page.inner_text("main")
    for name in ("claims", "school", "visits", "visit_villages", "experience"):
        page.goto(live_server.url + reverse(name))
        fits(page)
    assert page.complaints == []
