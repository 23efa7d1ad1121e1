"""Lists that others send: sheets of any layout to rows of known fields, with every other row accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from payung.errors import Place
from payung.intake.source import Source
from payung.intake.workbook import Cell, RawSheet, open_sheets, text_of
from payung.language import Text

_TOTAL = re.compile(r"^(grand ?)?(sub ?)?(total|jumlah|jml)\b", re.IGNORECASE)
SKIPS: dict[str, Text] = {
    "title": Text("judul di atas daftar", "title above the list"),
    "header": Text("judul kolom", "heading"),
    "numbering": Text("nomor kolom", "numbers of columns"),
    "total": Text("jumlah", "total"),
    "note": Text("catatan, tidak menyebut orang", "note, names nobody"),
    "hidden": Text("lembar tersembunyi", "hidden sheet"),
    "no_header": Text("lembar tanpa judul kolom yang dikenal", "sheet without a known heading"),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """Field -> headings by which it goes, squeezed to letters and digits. A heading row has ``needed`` and one of ``any_of``.

    ``naming`` are the fields of which a row must have at least one to be about somebody. ``shown`` says to people
    which headings are looked for.
    """

    words: Mapping[str, frozenset[str]]
    needed: frozenset[str]
    any_of: frozenset[str]
    naming: frozenset[str]
    shown: Text


@dataclass(frozen=True, slots=True)
class Listed:
    """One row about somebody; ``row`` as the spreadsheet counts. A field without a column or a value is missing."""

    sheet: str
    row: int
    cells: Mapping[str, Cell]

    def text(self, field: str) -> str:
        return " ".join(text_of(self.cells[field]).split()) if field in self.cells else ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A non-blank row that is about nobody; ``why`` is a key of ``SKIPS``; ``text`` its cells."""

    sheet: str
    row: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row that a person must look at. The row is among the results all the same."""

    sheet: str
    row: int
    code: str
    what: Text

    def place(self, file: str | None = None) -> Place:
        return Place(file=file, sheet=self.sheet, row=self.row)


def words(**fields: str) -> dict[str, frozenset[str]]:
    """Headings per field, ``|`` between, squeezed.

    >>> words(kpj="No. Peserta|KPJ")["kpj"] == {"nopeserta", "kpj"}
    True
    """
    return {field: frozenset(map(squeeze, names.split("|"))) for field, names in fields.items()}


def squeeze(text: str) -> str:
    """Letters and digits only, small: what two spellings of a heading have in common."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def read_list(path: Path, fields: Fields, name: str = "") -> Iterator[Listed | Skipped]:
    """Every non-blank row of the file, either about somebody or skipped with the reason.

    ``name`` is what people call the file. Raises UnusableInput for what cannot be read or has no heading.
    """
    source = Source(path, name)
    found = False
    for sheet in open_sheets(source):
        for item in _read_sheet(sheet, fields):
            found = found or (isinstance(item, Skipped) and item.why == "header")
            yield item
    if not found:
        raise source.refuse(
            Text("Baris judul kolom tidak ditemukan", "No row of headings was found"),
            Text(
                "Pastikan satu baris memuat judul {names}", "Make sure that one row has the headings {names}"
            ).format(names=fields.shown),
        )


def _read_sheet(sheet: RawSheet, fields: Fields) -> Iterator[Listed | Skipped]:
    columns: dict[str, int] = {}
    early: list[tuple[int, list[str]]] = []
    for number, row in enumerate(sheet.rows(), start=1):
        texts = [text_of(cell).strip() for cell in row]
        if not any(texts):
            continue
        if sheet.hidden:
            yield _skip(sheet, number, "hidden", texts)
            continue
        header = _header(texts, fields) if not columns or _looks_like_header(texts, columns, fields) else None
        if header:
            yield from (_skip(sheet, at, "title", cells) for at, cells in early)
            columns, early = header, []
            yield _skip(sheet, number, "header", texts)
        elif columns:
            yield _row(sheet, number, row, texts, columns, fields)
        else:
            early.append((number, texts))
    yield from (_skip(sheet, at, "no_header", cells) for at, cells in early)


def _header(texts: list[str], fields: Fields) -> dict[str, int] | None:
    columns: dict[str, int] = {}
    for at, text in enumerate(texts):
        squeezed = squeeze(text)
        for field, names in fields.words.items():
            if squeezed in names:
                columns.setdefault(field, at)
    found = columns.keys()
    return columns if fields.needed <= found and fields.any_of & found else None


def _looks_like_header(texts: list[str], columns: Mapping[str, int], fields: Fields) -> bool:
    return any(
        at < len(texts) and squeeze(texts[at]) in fields.words[field]
        for field, at in columns.items()
        if field in fields.naming
    )


def _row(
    sheet: RawSheet,
    number: int,
    row: list[Cell],
    texts: list[str],
    columns: Mapping[str, int],
    fields: Fields,
) -> Listed | Skipped:
    filled = [text for text in texts if text]
    cells = {field: row[at] for field, at in columns.items() if at < len(texts) and texts[at]}
    if len(filled) > 2 and _is_numbering(filled):
        return _skip(sheet, number, "numbering", texts)
    if not cells.keys() & fields.naming or (_TOTAL.match(filled[0]) and "nik" not in cells):
        return _skip(sheet, number, "total" if _TOTAL.match(filled[0]) else "note", texts)
    return Listed(sheet.name, number, cells)


def _is_numbering(filled: list[str]) -> bool:
    bare = [text.strip("() ") for text in filled]
    return (
        bare == [str(at) for at in range(int(bare[0]), int(bare[0]) + len(bare))]
        if bare[0] in ("1", "0")
        else False
    )


def _skip(sheet: RawSheet, number: int, why: str, texts: list[str]) -> Skipped:
    return Skipped(sheet.name, number, why, " | ".join(text for text in texts if text))
