"""The pictures of the user guide that need somebody to do something first: a newcomer's list on its way to approval."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

PROGRAMME = "Siaga Kita 2027"
DESK = {"width": 1280, "height": 800}


def walk(
    browser: Any, address: str, state: Path, shoot: Callable[[Any, str], None], log_in: Callable[..., None]
) -> None:
    """Pictures on the way: file, preview, progress, findings, reply, case, list, draft, approval, return, bill."""

    def comes(user: str) -> Any:
        page = browser.new_context(viewport=DESK, locale="id-ID").new_page()
        log_in(page, address, user)
        return page

    def take(page: Any, picture: str) -> None:
        shoot(page, picture)
        page.set_viewport_size(DESK)

    submission = _sends(comes("petugas.madiun"), address, state / "demonstration/contoh/usulan.xlsx", take)
    verifier = comes("verifikator.madiun")
    _replies(verifier, submission, take)
    decision = _draws_up(verifier, address, take)
    _approves(comes("pengelola.madiun"), decision, take)
    branch = comes("bpjs.madiun")
    branch.goto(f"{decision.replace('/keputusan/', '/kepesertaan/')}balikan/")
    take(branch, "return")
    _bills(comes("bendahara.madiun"), address, take)


def _sends(clerk: Any, address: str, workbook: Path, take: Callable[[Any, str], None]) -> str:
    clerk.goto(f"{address}/usulan/kirim/")
    if clerk.locator("main [name=programme]").count():
        _choose(clerk, PROGRAMME)
        clerk.click("main button[type=submit]")
    clerk.wait_for_selector("main [name=file]")
    clerk.set_input_files("main [name=file]", workbook)
    take(clerk, "file")
    clerk.click("main form[enctype] button[type=submit]")
    clerk.wait_for_url("**/pratinjau/")
    take(clerk, "preview")
    clerk.click("main button[formaction$='/setuju/']")
    clerk.wait_for_selector("main progress")
    take(clerk, "progress")
    with worker():
        clerk.wait_for_selector("main .figure-row", timeout=120_000)
    take(clerk, "findings")
    return str(clerk.url)


def _replies(verifier: Any, submission: str, take: Callable[[Any, str], None]) -> None:
    verifier.goto(f"{submission}balas/")
    take(verifier, "reply")
    verifier.click("main form button[type=submit]")
    verifier.goto(
        f"{submission.split('/usulan/', maxsplit=1)[0]}/tinjau/?usulan={submission.rstrip('/').rpartition('/')[2]}"
    )
    verifier.click("main .page-actions a")
    verifier.wait_for_selector("#case")
    take(verifier, "case")


def _draws_up(verifier: Any, address: str, take: Callable[[Any, str], None]) -> str:
    verifier.goto(f"{address}/keputusan/-/baru/")
    _choose(verifier, PROGRAMME)
    take(verifier, "decision-new")
    verifier.click("main form button[type=submit]")
    verifier.wait_for_selector("main a[href$='/ajukan/']")
    take(verifier, "draft")
    decision = str(verifier.url)
    verifier.goto(f"{decision}ajukan/")
    verifier.click("main form button[type=submit]")
    return decision


def _approves(manager: Any, decision: str, take: Callable[[Any, str], None]) -> None:
    manager.goto(f"{decision}setujui/")
    manager.fill("main [name=number]", "188.45/77/2026")
    manager.fill("main [name=dated]", f"{date.today()}")
    manager.click("main form button[type=submit]")
    manager.wait_for_selector("main [name=sure]", state="attached")
    take(manager, "approval")
    manager.click("main form button[type=submit]")
    manager.wait_for_url(decision)


def _bills(treasurer: Any, address: str, take: Callable[[Any, str], None]) -> None:
    """The month after the last that is billed, of the programme of 2020."""
    treasurer.goto(f"{address}/tagihan/-/terbitkan/")
    _choose(treasurer, "Siaga Kita 2020")
    treasurer.fill("main [name=month]", "2021-02")
    treasurer.click("main form button[type=submit]")
    treasurer.wait_for_load_state("load")
    take(treasurer, "bill-issue")


def _choose(page: Any, programme: str) -> None:
    """In a list to pull down, or among buttons."""
    field = page.locator("main [name=programme]")
    if field.first.evaluate("field => field.tagName") == "SELECT":
        value = field.locator("option", has_text=programme).first.get_attribute("value")
        field.select_option(value)
    else:
        page.get_by_label(programme).first.check()


@contextmanager
def worker() -> Iterator[None]:
    """The office's worker for long jobs, while it is needed."""
    running = subprocess.Popen([sys.executable, "-m", "payung.office.commands.worker"])
    try:
        yield
    finally:
        running.terminate()
        running.wait(timeout=30)
