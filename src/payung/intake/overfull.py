"""Lines of a delimited text with more cells than its heading, because some cell holds the delimiter and nothing says so
("Drs. ZULKIFLI, M.Pd" between commas): what was cut is joined again where the other cells then stand where they belong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from payung.intake import content, headers, lines
from payung.intake.delimited import Overfull
from payung.intake.headers import Header
from payung.intake.workbook import Cell, RawSheet, Row, text_of

_LOOKED_AT = 200
_HEADING_WITHIN = 30
_FEW = 0.5  # so many of the cells of a column are different where the same words come again
_MOST = 6  # cells too many


def together(sheet: RawSheet, on: date) -> RawSheet:
    """The sheet with the lines joined; the same where it is no delimited text."""
    return replace(sheet, open_rows=lambda: _rows(sheet, on))


def _rows(sheet: RawSheet, on: date) -> Iterator[Row]:
    rows = sheet.rows()
    head = list(islice(rows, _LOOKED_AT))
    if not sheet.overfull.sign:
        yield from head
        yield from rows
        return
    yield from _Mender([[text_of(cell) for cell in row] for row in head], sheet.overfull, on).records(
        chain(head, rows)
    )


def _is_count(cell: Cell) -> bool:
    return text_of(cell).strip(" .)").isdigit()


class _Mender:
    """Joins what the delimiter has cut, below the heading that the first records show."""

    def __init__(self, sample: Sequence[Sequence[str]], told: Overfull, on: date) -> None:
        self._told, self._on = told, on
        self._width = 0
        self._tests: dict[int, Callable[[Cell], bool]] = {}
        self._address = -1
        self._usual: dict[int, set[str]] = {}
        for at in range(min(len(sample), _HEADING_WITHIN)):
            if (header := headers.find(sample[at : at + 4])) is not None:
                self._look(header, sample[at + header.height :])
                return

    def _look(self, header: Header, below: Sequence[Sequence[str]]) -> None:
        if header.several or header.beside:
            return
        labels = list(header.labels)
        while labels and not labels[-1]:
            labels.pop()
        self._width = len(labels)
        tests = content.tests(self._on)
        tests |= {"nik": content.is_long_number, "kk": content.is_long_number}
        for name in ("nik", "kk", "birth_date", "sex", "phone", "name"):
            if name in header.fields:
                self._tests[header.fields[name]] = tests[name]
        if "number" in header.fields:
            self._tests[header.fields["number"]] = _is_count
        self._address = header.fields.get("address", -1)
        whole = [row for row in below if len(row) == self._width]
        for at, column in enumerate(zip(*whole, strict=True)):
            if at not in self._tests and len(set(column)) <= _FEW * len(column):
                self._usual[at] = {cell.strip() for cell in column}

    def records(self, records: Iterator[Row]) -> Iterator[Row]:
        for number, record in enumerate(records, 1):
            more = len(record) - self._width
            if more <= 0 or not self._width:
                yield record
                continue
            texts = [text_of(cell) for cell in record]
            while more and not texts[-1].strip():
                texts.pop()
                more -= 1
            yield self._mended(number, texts, more) if 0 < more <= _MOST else record

    def _mended(self, number: int, record: list[str], more: int) -> Row:
        nik = next((at for at, test in self._tests.items() if test is content.is_long_number), -1)
        if not any(map(content.is_long_number, record)) or nik < 0:
            return [*record]
        ways = [self._joined(record, at, more) for at in range(self._width)]
        scores = [self._score(way, record, at, more) for at, way in enumerate(ways)]
        best, as_it_is = max(scores), self._fit(record[: self._width])
        if best <= as_it_is:
            if self._fit(record[: self._width]) < self._fit_of_all(record):
                self._told.unclear.append(number)
            return [*record]
        if scores.count(best) > 1:
            self._told.unclear.append(number)
            return [*record]
        self._told.joined.append(number)
        return [*ways[scores.index(best)]]

    def _joined(self, record: list[str], at: int, more: int) -> list[str]:
        return [*record[:at], self._told.sign.join(record[at : at + more + 1]), *record[at + more + 1 :]]

    def _fit(self, cells: Sequence[str]) -> float:
        """How many of the cells are what their column holds, less those that are not."""
        held = [(at, cell) for at, cell in enumerate(cells) if cell.strip()]
        fit = sum(1.0 if self._tests[at](cell.strip()) else -1.0 for at, cell in held if at in self._tests)
        return fit + sum(0.5 for at, cell in held if cell.strip() in self._usual.get(at, ()))

    def _fit_of_all(self, record: Sequence[str]) -> float:
        return float(sum(bool(record[at].strip()) for at in self._tests if at < len(record)))

    def _score(self, way: list[str], record: list[str], at: int, more: int) -> float:
        """The fit of the cells so joined, and a little where what was cut began with a blank, as people write it."""
        pieces = record[at + 1 : at + more + 1]
        score = self._fit(way)
        score += 0.5 if all(piece.startswith(" ") for piece in pieces) else 0.0
        return score + (0.25 if at == self._address and all(map(lines.is_address, pieces)) else 0.0)
