"""Every page of the office in pictures: whoever follows the links of the demonstration comes to it.

``found()`` walks the demonstration's links as each of its users and gives one address for each page it can stand on;
``page_of_pictures`` writes docs/panduan/halaman.md. Pages that stand behind a step which the demonstration has already
taken are shown with the small office of the tests instead.
"""

from __future__ import annotations

import html
import re
import tempfile
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

PICTURES = Path(__file__).resolve().parent.parent / "docs/pictures/semua"
OF_EACH = 4  # addresses of one page that the first user of a role follows: enough to meet its states
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)', re.IGNORECASE)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)


class Shown(NamedTuple):
    """One page: its name among the addresses, whose it is, where it stands, and its heading."""

    name: str
    user: str
    address: str
    heading: str


def found() -> list[Shown]:
    """One address for each named page that users of the demonstration can follow links to."""
    from django.test import Client

    from payung.office.accounts.models import User

    pages: dict[str, Shown] = {}
    walked: set[str] = set()
    for user in [None, *User.objects.filter(is_active=True).order_by("pk")]:
        client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="id")
        if user is not None:
            client.force_login(user)
        role = user.username.partition(".")[0] if user else ""
        of_each = 1 if role in walked else OF_EACH  # further regions add few pages
        walked.add(role)
        for page in _followed(client, user.username if user else "", of_each):
            pages.setdefault(page.name, page)
    return list(pages.values())


def _followed(client: Any, user: str, of_each: int) -> Iterable[Shown]:
    from django.urls import Resolver404, resolve

    waiting, seen, times = deque(["/"]), {"/"}, dict[str, int]()
    while waiting:
        address = waiting.popleft()
        try:
            name = resolve(address.partition("?")[0]).view_name
        except Resolver404:
            continue
        times[name] = times.get(name, 0) + 1
        if times[name] > of_each:
            continue
        answer = client.get(address)
        if answer.status_code in (301, 302):
            _remember(answer["Location"], waiting, seen)
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            continue
        text = answer.content.decode()
        for link in _LINK.findall(text):
            _remember(html.unescape(link), waiting, seen)
        if heading := _TITLE.search(text):
            yield Shown(name, user, address, _words(heading.group(1)))


def _remember(link: str, waiting: deque[str], seen: set[str]) -> None:
    if link.startswith("/") and not link.startswith(("//", "/static/", "/akun/logout")) and link not in seen:
        seen.add(link)
        waiting.append(link)


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def of_the_small_office(
    browser: Any, missing: Iterable[str], sizes: dict[str, tuple[int, int]]
) -> list[Shown]:
    """Pictures of pages that no link of the demonstration leads to, where the tests' table says how to come to them."""
    from django.urls import reverse

    from office.browsing import log_in  # type: ignore[import-not-found]
    from office.served import served  # type: ignore[import-not-found]
    from office.test_pages_browser import PAGES  # type: ignore[import-not-found]

    shown, wanted = [], sorted((PAGES[name].user, name) for name in missing)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), "office.furnished_world") as office:
        who, page = None, None
        for user, name in wanted:
            if page is None or user != who:
                page, who = browser.new_context(locale="id-ID").new_page(), user
                if user:
                    log_in(page, office.url, f"{user}.madiun", "payung-peragaan")
            row = PAGES[name]
            said = [part[1:] if part.startswith("=") else office.told[part] for part in row.in_address]
            address = reverse(name, args=said) + (f"?{row.asked}" if row.asked else "")
            page.goto(office.url + address)
            page.wait_for_load_state("networkidle")
            heading = _words(page.locator("h1").first.inner_html())
            shoot(page, name, sizes)
            shown.append(Shown(name, f"{user}.madiun" if user else "", address, heading))
    return shown


def of_the_demonstration(
    browser: Any, address: str, shown: Iterable[Shown], sizes: dict[str, tuple[int, int]], log_in: Any
) -> None:
    who, page = None, None
    for each in sorted(shown, key=lambda each: each.user):
        if page is None or each.user != who:
            page, who = browser.new_context(locale="id-ID").new_page(), each.user
            if each.user:
                log_in(page, address, each.user)
        page.goto(address + each.address)
        page.wait_for_load_state("networkidle")
        shoot(page, each.name, sizes)


def page_of_pictures(shown: Iterable[Shown]) -> str:
    """docs/panduan/halaman.md, in the order of the addresses."""
    out = [
        "# Semua halaman",
        "",
        "Setiap halaman Payung, di telepon dan di komputer, dibuat oleh `make docs` dari peragaan; orang di dalamnya rekaan.",
        "Cara memakainya ada di [panduan](README.md).",
    ]
    part = ""
    for page in sorted(shown, key=lambda page: (page.address.partition("?")[0].split("/"), page.name)):
        first = page.address.strip("/").partition("/")[0].partition("?")[0] or "beranda"
        if first != part:
            part = first
            out += ["", f"## /{part}/" if part != "beranda" else "## Beranda"]
        out += [
            "",
            f"### {page.heading}",
            "",
            f"`{page.name}`" + (f" · {page.user.partition('.')[0]}" if page.user else " · tanpa masuk"),
            "",
            "| di telepon | di komputer |",
            "|---|---|",
            f"| ![{page.heading}, di telepon](../pictures/semua/{page.name}-phone.webp) "
            f"| ![{page.heading}](../pictures/semua/{page.name}-desktop.webp) |",
        ]
    return "\n".join(out) + "\n"


def shoot(page: Any, name: str, sizes: dict[str, tuple[int, int]]) -> None:
    """Small pictures: there are some hundreds of them."""
    import base64

    session = page.context.new_cdp_session(page)
    for size, (width, height) in sizes.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": 55})
        (PICTURES / f"{name}-{size}.webp").write_bytes(base64.b64decode(taken["data"]))
    session.detach()
