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
        # No script lives longer than its page: compiling it well takes longer than what that saves.
        quick = "--js-flags=--no-opt --no-maglev"
        chromium = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking", quick]
        )
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def opened(browser: Any, size: tuple[int, int]) -> Iterator[Any]:
    """A page of a session of its own. ``page.complaints``: errors of scripts and of the security policy;
    ``page.seen``: what ``faults`` has looked at and found good."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints, page.seen = [], set()
    page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()


# Looks at a page, at the frame around its contents and at the second width once; what was found good is left out.
# - A rule's impact is its own: those of a lesser one are not run, since nothing is asked of them.
# - A part of the frame (an entry of a menu, a form of the head) is known where this session met it on another page, in
#   this width and with this markup; tokens and the way back are no part of its look.
# - Where the document is the one that was just looked at in another width, only elements that look otherwise now are
#   looked at: shown or hidden, in other colours, large or small, scrolled or not. Nothing else hangs on a width.
_LOOK = """async (seen) => {
  const parts = [...document.body.children].filter(part => part.localName !== "main")
    .flatMap(part => [part, ...part.querySelectorAll("*")]);
  const whole = "li:not(:has(li)), form, p";
  const markup = part => [
    innerWidth, part.closest("body > *").className,
    (part.matches(whole) ? part : part.cloneNode()).outerHTML.replace(/ value="[^"]*"/g, ""),
  ].join(" ");
  const met = new Map(parts.filter(part => !part.parentElement.closest(whole)).map(part => [part, markup(part)]));
  const before = new Set(seen), known = new Set([...met.keys()].filter(part => before.has(met.get(part))));
  const where = {exclude: [...known].filter(part => part.matches(whole))};

  const look = element => {
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    return [
      element.checkVisibility({visibilityProperty: true, opacityProperty: true}), style.color, style.backgroundColor,
      style.backgroundImage, style.opacity, style.textShadow, style.textDecorationLine, style.position, style.overflow,
      size >= 24 || (size >= 18.66 && style.fontWeight >= 700),
      element.scrollWidth > element.clientWidth, element.scrollHeight > element.clientHeight,
    ].join();
  };
  const all = [document.body, ...document.body.querySelectorAll("*")], last = window.lookedAt;
  const now = {html: document.documentElement.outerHTML, looks: new Map(all.map(element => [element, look(element)]))};
  if (last?.html === now.html) {
    const good = element => last.looks.get(element) === now.looks.get(element)
      || known.has(element) || known.has(element.closest(whole));
    where.include = all.filter(element => !good(element) && good(element.parentElement));
  }

  if (where.include?.length === 0) return {found: [], seen: []};
  const lesser = axe._audit.rules.filter(rule => !["serious", "critical"].includes(rule.impact));
  const rules = Object.fromEntries(lesser.map(rule => [rule.id, {enabled: false}]));
  const found = (await axe.run(where, {resultTypes: ["violations"], rules})).violations;
  window.lookedAt = found.length ? undefined : now;
  return {found, seen: found.length ? [] : [...met.values()].filter(each => !before.has(each))};
}"""


@cache
def _axe() -> str:
    return AXE.read_text()


def _reads_axe(page: Any) -> None:
    """Around the page's policy, which forbids scripts of others. Documents that follow read it before all else."""
    inspector = page.context.new_cdp_session(page)
    inspector.send("Runtime.evaluate", {"expression": f"{_axe()};0"})
    inspector.detach()
    page.add_init_script(path=AXE)


def faults(page: Any) -> list[tuple[str, str]]:
    """What axe-core finds serious or critical: the rule, and the element."""
    if not page.evaluate("'axe' in window"):
        _reads_axe(page)
    looked = page.evaluate(_LOOK, sorted(page.seen))
    page.seen.update(looked["seen"])
    return [
        (rule["id"], node["html"][:200])
        for rule in looked["found"]
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
