"""HTML tables that older systems save under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from payung.intake.source import MEGABYTE, Source
from payung.language import Text

_MAX_BYTES = 60 * MEGABYTE
_MAX_SPAN = 200


class _Tables(HTMLParser):
    """Collects the rows of all tables, one after the other; cells spread over columns leave blanks behind."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = 1
        self._aside: list[str] = []
        self._mute = 0

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
            span = dict(attributes).get("colspan") or "1"
            self._span = min(int(span), _MAX_SPAN) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")
        elif tag == "table":
            self._end_row()

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
            self._row.append(" ".join("".join(self._cell).split()))
            self._row.extend([""] * (self._span - 1))
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        self.rows.extend([line] for line in self._aside)
        self._aside.clear()
        if self._row is not None:
            self.rows.append(self._row)
        self._row = None

    def close(self) -> None:
        super().close()
        self._end_row()


def rows(source: Source) -> Iterator[list[str]]:
    """The rows of every table in the page, texts between tables as rows of one cell."""
    data = source.path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise source.refuse(
            Text("Halaman HTML terlalu besar", "The HTML page is too large"),
            Text("Buka di Excel dan simpan sebagai .xlsx", "Open it in Excel and save it as .xlsx"),
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    tables = _Tables()
    tables.feed(text)
    tables.close()
    yield from tables.rows
