"""The whole way once, in a real browser: a village's messy spreadsheet becomes paid cover, by the hands of six users."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path

import pytest

from office import browsing, walk
from office.browsing import DESK, PHONE, browser  # noqa: F401 - a fixture
from office.served import served
from office.visitor import visiting
from payung.office.demonstration.characters import PASSWORD

pytestmark = browsing.in_browser
# In the list without a usable NIK; by name and day of birth the card (here: the registry) has one.
WITHOUT_NIK = {
    "Abdul Paimin Wijaya": "1972-12-03",
    "Suparman Hidayat": "1995-07-02",
    "Sunarti Indrawati": "1974-06-09",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with served(tmp_path_factory.mktemp("walk"), "office.newcomer_world") as running:
        yield running


def identity_cards(folder: Path) -> dict[str, str]:
    """What the clerk reads off the cards: the NIK by the name in the list."""
    with (folder / "dtks.csv").open(encoding="utf-8-sig") as stream:
        born = {row["birth_date"]: row["nik"] for row in csv.DictReader(stream)}
    return {name: born[day] for name, day in WITHOUT_NIK.items()}


def test_a_villages_spreadsheet_becomes_paid_cover(browser, office, tmp_path):  # noqa: F811
    workbook = Path(office.told["workbook"])
    with ExitStack() as day:

        def comes(who, size=DESK):
            return day.enter_context(visiting(browser, office.url, tmp_path, f"{who}.madiun", PASSWORD, size))

        clerk, verifier = comes("petugas", PHONE), comes("verifikator")
        walk.sends(clerk, workbook)
        day.enter_context(office.working())
        walk.ends_checked(clerk)
        walk.hand_out(clerk, verifier)
        walk.mends(clerk, identity_cards(workbook.parent))
        reviewed = walk.reviews(verifier)
        assert reviewed == 4
        people = 20 + len(WITHOUT_NIK) + 1

        manager, head = comes("pengelola"), comes("kepala")
        decision = walk.draws_up(manager, people)
        walk.has_no_button(verifier, decision, "Setujui", "Kembalikan")
        walk.is_refused(verifier, f"{decision}setujui/")
        walk.approves(head, decision, people)
        walk.takes_papers(manager, people)
        registered = walk.registers(manager, people)

        branch, treasurer = comes("bpjs"), comes("bendahara")
        walk.answers(branch, registered)
        walk.prints_cards(branch, people - 1)
        walk.is_refused(treasurer, f"{office.url}/kepesertaan/")
        walk.bills(treasurer, people - 1)
        walk.has_no_button(manager, treasurer.page.url, "Catat pembayaran", "Kode iuran")
        walk.is_refused(manager, f"{treasurer.page.url}bayar/")
        walk.pays(treasurer, people - 1)

        told = walk.counts(manager)
        held = office.rows(
            "SELECT COUNT(*), COUNT(enrolled_by_id), COUNT(bill_line_id), COUNT(payment_id) FROM cover_personmonth"
        )
        assert tuple(told.values())[:4] == held[0] == (people * 12, (people - 1) * 12, people - 1, people - 1)
