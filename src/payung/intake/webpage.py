"""HTML tables that older systems save under the name .xls, also packed into one file as mail is (MHTML)."""

from __future__ import annotations

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from payung.intake import foreign
from payung.intake.source import MEGABYTE, Source
from payung.language import Text

_MAX_BYTES = 60 * MEGABYTE
_MAX_SPAN = 200
_MAX_DOWN = 2_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


class _Tables(HTMLParser):
    """Collects the rows of all tables, one after the other. A cell spread over columns or rows leaves blanks behind;
    ``merged`` holds those over rows as ((first row, column), (last row, column)), from 0."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = self._down = 1
        self._begun: frozenset[int] = frozenset()
        self._below: dict[int, int] = {}  # column -> how many further rows a cell above takes it
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._aside: list[str] = []
        self._mute = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "title"):
            self._mute += 1
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._row = [] if self._row is None else self._row
            self._cell = []
            self.cells += 1
            told = dict(attributes)
            self._span = _count(told.get("colspan"), _MAX_SPAN)
            self._down = _count(told.get("rowspan"), _MAX_DOWN)
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")
        elif tag == "table":
            self._end_row()
            self._below, self._begun = {}, frozenset()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title"):
            self._mute = max(0, self._mute - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._mute:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif data.strip():  # a line of text outside the table: a title
            self._aside.append(" ".join(data.split()))

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._leave_taken(self._row)
            if self._down > 1:
                at = len(self._row)
                self._below |= dict.fromkeys(range(at, at + self._span), self._down)
                top = len(self.rows) + len(self._aside)
                self.merged.append(((top, at), (top + self._down - 1, at)))
            self._row.append(" ".join("".join(self._cell).split()))
            self._row.extend([""] * (self._span - 1))
        self._cell = None

    def _leave_taken(self, row: list[str]) -> None:
        while len(row) in self._begun:
            row.append("")

    def _end_row(self) -> None:
        self._end_cell()
        self.rows.extend([line] for line in self._aside)
        self._aside.clear()
        if self._row is not None:
            self.rows.append(self._row)
            self._below = {at: left - 1 for at, left in self._below.items() if left > 1}
            self._begun = frozenset(self._below)
        self._row = None

    def close(self) -> None:
        super().close()
        self._end_row()


def _count(said: str | None, most: int) -> int:
    return min(max(int(said), 1), most) if said and said.strip().isdigit() else 1


def read(source: Source) -> _Tables:
    """Every table in the page, texts between tables as rows of one cell."""
    data = source.path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise source.refuse(
            Text("Halaman HTML terlalu besar", "The HTML page is too large"),
            Text("Buka di Excel dan simpan sebagai .xlsx", "Open it in Excel and save it as .xlsx"),
        )
    tables = _Tables()
    for page in _pages(data):
        tables.feed(page)
        tables.close()
    if not tables.cells:
        raise source.is_no_list(foreign.PAGE)
    return tables


def _pages(data: bytes) -> Iterator[str]:
    """The page, or the pages of the sheets where they are packed as a mail is."""
    if not data[:200].lstrip().lower().startswith(b"mime-version"):
        yield _decoded(data)
        return
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            held = part.get_payload(decode=True)
            page = _decoded(held) if isinstance(held, bytes) else ""
            if "<table" in page.lower():
                yield page


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        stated = _CHARSET.search(data[:4096])
        with contextlib.suppress(LookupError):
            if stated and stated.group(1).lower() not in (b"utf-8", b"utf8"):
                return data.decode(stated.group(1).decode(), errors="replace")
        return data.decode("cp1252", errors="replace")
