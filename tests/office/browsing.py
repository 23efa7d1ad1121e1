"""What tests in a real browser share: chromium, what it complains of, and what axe-core finds wrong with a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "assets/node_modules/axe-core/axe.min.js"
BUILT = ROOT / "src/payung/office/static/built"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 120_000  # milliseconds; what waits goes on as soon as it may, however busy the machine is
PHONE, DESK = (360, 740), (1280, 800)

in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
    pytest.mark.skipif(not (AXE.exists() and BUILT.exists()), reason="assets are not built: make assets"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop in this thread
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def opened(browser: Any, size: tuple[int, int]) -> Iterator[Any]:
    """A page of a session of its own. ``page.complaints``: errors of scripts and of the security policy."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()


# A rule's impact is its own: those of a lesser one are not run, since nothing is asked of them.
_LOOK = """async () => {
  const lesser = axe._audit.rules.filter(rule => !["serious", "critical"].includes(rule.impact));
  const rules = Object.fromEntries(lesser.map(rule => [rule.id, {enabled: false}]));
  return (await axe.run({resultTypes: ["violations"], rules})).violations;
}"""


@cache
def _axe() -> str:
    return AXE.read_text()


def faults(page: Any) -> list[tuple[str, str]]:
    """What axe-core finds serious or critical: the rule, and the element."""
    if not page.evaluate("'axe' in window"):  # not yet read by this document
        # Around the page's policy, which forbids scripts of others.
        inspector = page.context.new_cdp_session(page)
        inspector.send("Runtime.evaluate", {"expression": f"{_axe()};0"})
        inspector.detach()
    found = page.evaluate(_LOOK)
    return [
        (rule["id"], node["html"][:200])
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def fits(page: Any) -> bool:
    """Whether the page needs no scrolling sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def log_in(page: Any, url: str, username: str, password: str) -> None:
    page.goto(f"{url}/akun/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{url}/")
