"""A user at a real browser: presses what stands on the page, reads what it says, keeps what it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from office.browsing import fits, log_in, opened

_WORDS = """() => { const copy = document.querySelector("main").cloneNode(true);
  copy.querySelectorAll("option").forEach(each => each.remove());
  return copy.textContent.replace(/\\s*\\n\\s*/g, "\\n") }"""


@dataclass
class Visitor:
    """``page`` is the browser's; ``folder`` gets what is downloaded."""

    page: Any
    url: str
    folder: Path

    def choose(self, item: str, title: str = "") -> None:
        """Follow an item of the main menu: at the side on a desk, at the foot of a phone."""
        self.page.locator("nav.side, nav.bottom").get_by_role("link", name=item, exact=True).click()
        self.reads(title or item)

    def press(self, name: str) -> None:
        self._pressable(name).first.click()

    def offered(self, name: str) -> bool:
        return bool(self._pressable(name).count())

    def _pressable(self, name: str) -> Any:
        """By the whole name, with or without the key that presses it."""
        said = re.escape(name).replace("/", r"\/")
        main, whole = self.page.locator("main"), re.compile(rf"^\s*{said}(\s+\S)?\s*$")
        return main.get_by_role("link", name=whole).or_(main.get_by_role("button", name=whole))

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)

    def keys(self, *keys: str) -> None:
        """Each key, and the page that it leads to."""
        for key in keys:
            self.page.keyboard.press(key)

    def reads(self, *words: str) -> None:
        from playwright.sync_api import expect

        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def figures(self) -> dict[str, str]:
        """Every figure of the page by its label."""
        boxes = self.page.locator("main .figure-box")
        told = {}
        for at in range(boxes.count()):
            value = boxes.nth(at).locator(".figure-value")
            shown = value.evaluate(
                "box => { const copy = box.cloneNode(true);"
                " copy.querySelectorAll('.visually-hidden').forEach(each => each.remove()); return copy.textContent }"
            )
            told[boxes.nth(at).locator(".figure-label").inner_text()] = shown.strip()
        return told

    def download(self, name: str) -> Path:
        """Press what downloads a file; gives the file."""
        with self.page.expect_download() as coming:
            self.press(name)
        given = coming.value
        path = self.folder / given.suggested_filename
        given.save_as(path)
        return path


@contextmanager
def visiting(
    browser: Any, url: str, folder: Path, username: str, password: str, size: tuple[int, int]
) -> Iterator[Visitor]:
    """Logged in; at the end no script has failed and no page was wider than the screen it ended on."""
    with opened(browser, size) as page:
        log_in(page, url, username, password)
        try:
            yield Visitor(page, url, folder)
        except BaseException as error:
            error.add_note(f"{username} at {page.url}:\n{page.evaluate(_WORDS)[:3000]}")
            raise
        assert fits(page), page.url
        assert page.complaints == [], page.complaints
