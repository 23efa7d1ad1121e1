"""Which rows of a sheet are people, and why the others are not."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from payung.identity import dates, nik
from payung.intake import content, headers, places
from payung.intake.headers import Header
from payung.intake.schema import Why
from payung.intake.workbook import Cell, RawSheet, Row, text_of

_LOOKAHEAD = 300
_COUNT = re.compile(r"\d{1,6}[.)]?")
# What a row must hold besides a name to be a person where neither NIK nor running number is there.
_SUPPORTING = (
    "kk", "birth", "birth_date", "birth_place", "birth_year", "sex", "sex_male", "sex_female", "address", "rt",
    "hamlet", "village", "occupation", "phone", "mother_name", "income", "death_date", "segment", "group", "payer",
    "decile",
)  # fmt: skip
# What one merged cell may say of several people.
_SHARED = (
    "kk",
    "head",
    "address",
    "rt",
    "rw",
    "rt_rw",
    "hamlet",
    "village",
    "village_code",
    "district",
    "occupation",
)
_NIK_TEXT = re.compile(r"['\"`\u00a0 ]?\d[\d .\u00a0]{13,20}\d['\"\u00a0 ]?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A mapping in force: the heading as read, and field -> column after its contents were looked at."""

    header: Header
    fields: dict[str, int]


@dataclass(frozen=True, slots=True)
class Above:
    """What lines above people say of them: the family line its KK and address, the title village and district."""

    kk: str = ""
    address: str = ""
    village: str = ""
    district: str = ""

    def kk_digits(self) -> str:
        return nik.read_number(self.kk).digits if self.kk else ""

    def address_text(self) -> str:
        return self.address

    def village_text(self) -> str:
        return self.village

    def district_text(self) -> str:
        return self.district


@dataclass
class Block:
    """People under one heading, in order: their row numbers (as Excel counts), their cells, and the lines above
    them as runs: since which of the people each holds."""

    heading: Heading
    numbers: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    above: list[tuple[int, Above]] = field(default_factory=list)

    def above_each(self, said: Callable[[Above], str]) -> list[str] | None:
        """One value for each of the people, or None where the lines above say nothing of it."""
        values = [(start, said(above)) for start, above in self.above]
        if not any(value for _, value in values):
            return None
        ends = [*(start for start, _ in values[1:]), len(self.rows)]
        each: list[str] = []
        for (start, value), end in zip(values, ends, strict=True):
            each += [value] * (end - start)
        return each


@dataclass
class Skipped:
    """A row that is no person: its number, why, its cells, and the labels of the columns in force."""

    number: int
    why: Why
    row: Row
    labels: tuple[str, ...]


class Layout:
    """Reads one sheet in a single pass. ``blocks`` gives people in portions of at most ``portion`` rows; what is
    skipped and which headings were found is known when it has been read to its end."""

    def __init__(self, sheet: RawSheet, on: date, chosen: dict[str, int] | None = None) -> None:
        self.sheet, self._on, self._chosen = sheet, on, chosen
        self.skipped: list[Skipped] = []
        self.header_rows: list[int] = []
        self.headings: list[Heading] = []
        self.rows = 0
        self._above = Above()
        self._titles: set[tuple[str, ...]] = set()
        self._known: dict[tuple[str, ...], Heading] = {}
        self._heading: Heading | None = None
        self._plain_at = -1, -1  # columns of NIK and name
        self._in_footer = False
        self._after_header = False
        self._ahead: deque[tuple[int, Row]] = deque()
        self._source = self._numbered()
        # First row of a merged cell over several rows -> its column and last row; and those that are open now.
        self._merges: dict[int, list[tuple[int, int]]] = {}
        for (top, column), (bottom, _) in sheet.merged:
            if bottom > top:
                self._merges.setdefault(top + 1, []).append((column - sheet.left, bottom + 1))
        self._merged_now: dict[int, tuple[int, Cell]] = {}

    def blocks(self, portion: int = 20_000) -> Iterator[Block]:
        """People, portion by portion. Raises ``UnusableInput`` where the sheet cannot be read to its end."""
        if self.sheet.hidden:
            for number, row in self._source:
                self._count(number, row, "hidden")
            return
        self._start_without_heading()
        block: Block | None = None
        while (numbered := self._next()) is not None:
            number, row = numbered
            if self._merges:
                self._enter_merges(number, row)
            plain = self._is_plain_person(row)
            if not plain and not _is_filled(row):
                continue
            self.rows += 1
            if (not plain and not self._is_person(number, row)) or self._heading is None:
                continue
            if self._merged_now:
                row = self._filled_down(number, row)
            if block is None or block.heading is not self._heading or len(block.rows) >= portion:
                if block is not None:
                    yield block
                block = Block(self._heading)
            if not block.above or block.above[-1][1] is not self._above:
                block.above.append((len(block.rows), self._above))
            block.numbers.append(number)
            block.rows.append(row)
        if block is not None:
            yield block

    def _numbered(self) -> Iterator[tuple[int, Row]]:
        uncomputed, left = self.sheet.uncomputed, self.sheet.left
        by_row: dict[int, list[tuple[int, str]]] = {}
        for (line, column), formula in uncomputed.items():
            by_row.setdefault(line, []).append((column, formula))
        for line, row in enumerate(self.sheet.rows()):
            for column, formula in by_row.get(line, ()):
                if 0 <= column - left < len(row) and row[column - left] == "":
                    row[column - left] = formula
            yield line + 1, row

    def _enter_merges(self, number: int, row: Row) -> None:
        for column, last in self._merges.get(number, ()):
            if 0 <= column < len(row):
                self._merged_now[column] = (last, row[column])

    def _filled_down(self, number: int, row: Row) -> Row:
        """The row with what merged cells say of it: one KK, address or village over the rows of a family."""
        fields = self._heading.fields if self._heading else {}
        shared = {fields[name] for name in _SHARED if name in fields}
        filled = list(row)
        for column in shared & self._merged_now.keys():
            last, value = self._merged_now[column]
            if number <= last and filled[column] == "":
                filled[column] = value
        return filled

    def _next(self) -> tuple[int, Row] | None:
        return self._ahead.popleft() if self._ahead else next(self._source, None)

    def _peek(self, count: int) -> list[tuple[int, Row]]:
        while len(self._ahead) < count and (numbered := next(self._source, None)) is not None:
            self._ahead.append(numbered)
        return [self._ahead[at] for at in range(min(count, len(self._ahead)))]

    def _count(self, number: int, row: Row, why: Why) -> None:
        if not _is_filled(row):
            return
        if self.sheet.hidden:
            self.rows += 1
        self._skip(number, row, why)

    def _skip(self, number: int, row: Row, why: Why) -> None:
        labels = self._heading.header.labels if self._heading else ()
        self.skipped.append(Skipped(number, why, row, labels))
        if why == "header":
            self.header_rows.append(number)

    # -- headings ---------------------------------------------------------------------------------------------

    def _start_without_heading(self) -> None:
        """Where nothing in the first rows is a heading, let the contents say what the columns are."""
        window = self._peek(_LOOKAHEAD)
        texts = [[text_of(cell) for cell in row] for _, row in window]
        if any(headers.find(texts[at : at + 4]) for at in range(len(texts))):
            return
        width = max((len(row) for _, row in window), default=0)
        if self._chosen is not None:
            self._use(Heading(Header(("",) * width, self._chosen), self._chosen))
            return
        people = [row for _, row in window if sum(cell != "" for cell in row) >= min(2, width)]
        columns = [[row[at] if at < len(row) else "" for row in people] for at in range(width)]
        fields = content.guess(columns, self._on)
        if fields:
            self._use(Heading(Header(("",) * width, fields), fields))

    def _use(self, heading: Heading) -> None:
        self._heading = heading
        self._plain_at = heading.fields.get("nik", -1), heading.fields.get("name", -1)
        if heading not in self.headings:
            self.headings.append(heading)

    def _try_header(self, number: int, row: Row, texts: list[str]) -> bool:
        """Whether a heading starts here; if so, take all its rows and put it in force."""
        below = self._peek(3)
        header = headers.find([texts, *([text_of(cell) for cell in each] for _, each in below)])
        if header is None:
            return False
        heading = self._known.get(header.signature)
        if heading is None:
            heading = Heading(header, self._mapping(header))
            self._known[header.signature] = heading
        if header.opens_family and not self._family_heading(header):
            return self._accept(heading, number, row, header.height)
        if header.opens_family:
            self._take_header_rows(number, row, header.height)
            self._take_family_row(header)
            return True
        return self._accept(heading, number, row, header.height)

    def _accept(self, heading: Heading, number: int, row: Row, height: int) -> bool:
        self._use(heading)
        self._take_header_rows(number, row, height)
        return True

    def _take_header_rows(self, number: int, row: Row, height: int) -> None:
        self._skip(number, row, "header")
        for _ in range(height - 1):
            if (numbered := self._next()) is not None and _is_filled(numbered[1]):
                self.rows += 1
                self._skip(*numbered, "header")
        self._in_footer, self._after_header = False, True

    def _family_heading(self, header: Header) -> bool:
        """A heading of family lines only if people's own heading follows within a few rows (the 2012 book)."""
        after = [[text_of(cell) for cell in row] for _, row in self._peek(header.height + 5)][
            header.height - 1 :
        ]
        found = (headers.find(after[at : at + 4]) for at in range(len(after)))
        return any(other is not None and not other.opens_family for other in found)

    def _take_family_row(self, header: Header) -> None:
        while self._ahead and not _is_filled(self._ahead[0][1]):
            self._ahead.popleft()
        if (numbered := self._next()) is None:
            return
        number, row = numbered
        self.rows += 1
        self._skip(number, row, "family")
        at = {name: text_of(row[column]) for name, column in header.fields.items() if column < len(row)}
        self._above = replace(
            self._above, kk=at.get("kk", ""), address=" ".join(at.get("address", "").split())
        )

    def _mapping(self, header: Header) -> dict[str, int]:
        if self._chosen is not None:
            return self._chosen
        below = [row for _, row in self._peek(_LOOKAHEAD)[header.height - 1 :] if _is_filled(row)]
        width = len(header.labels)
        columns = [[row[at] if at < len(row) else "" for row in below] for at in range(width)]
        return content.correct(header.fields, columns, self._on)

    # -- rows -------------------------------------------------------------------------------------------------

    def _is_plain_person(self, row: Row) -> bool:
        """The quick way for most rows: sixteen digits under NIK and a text under the name."""
        nik_at, name_at = self._plain_at
        if not -1 < nik_at < len(row) or name_at >= len(row) or (name_at >= 0 and not row[name_at]):
            return False
        digits, first = row[nik_at], row[0]
        if isinstance(digits, str):
            sixteen = len(digits) == nik.LENGTH and digits.isdigit()
            if not sixteen and not _NIK_TEXT.fullmatch(digits):
                return False
            if isinstance(first, str) and first[:2].lower() in ("no", "nk"):
                return False
        elif not isinstance(digits, float) or digits < 1e14:
            return False
        self._in_footer = self._after_header = False
        return True

    def _is_person(self, number: int, row: Row) -> bool:
        """The careful way; a row that is no person is put with the skipped ones."""
        texts = [text_of(cell).strip() for cell in row]
        after_header, self._after_header = self._after_header, False
        if headers.is_numbering(texts, 2 if after_header else 3):
            self._skip(number, row, "numbering")
        elif self._try_header(number, row, texts):
            pass
        elif (found := self._family_line(texts)) is not None:
            self._above = replace(self._above, kk=found.kk, address=found.address)
            self._skip(number, row, "family")
        elif self._heading is None:
            self._title(texts)
            self._skip(number, row, "title")
        elif self._evidence(texts):
            self._in_footer = False
            return True
        else:
            self._skip(number, row, self._why(texts))
        return False

    def _family_line(self, texts: list[str]) -> places.Family | None:
        fields = self._heading.fields if self._heading else {}
        return places.family(texts, fields.get("name"), fields.get("nik"))

    def _title(self, texts: list[str]) -> None:
        self._name_places(places.named(texts, plain=True))
        self._titles.add(tuple(text for text in texts if text))

    def _name_places(self, found: dict[str, str]) -> None:
        if found:
            self._above = replace(self._above, **found)

    def _cell(self, texts: list[str], name: str) -> str:
        column = self._heading.fields.get(name) if self._heading else None
        return texts[column] if column is not None and column < len(texts) else ""

    def _evidence(self, texts: list[str]) -> bool:
        """Whether the row speaks of a person. Names alone could be signatures, so that below a list they need a
        running number or further fields beside them."""
        if sum(sign.isdigit() for sign in self._cell(texts, "nik")) >= 8:
            return True
        if places.is_total(texts):
            return False
        name = self._cell(texts, "name") or self._cell(texts, "head")
        numbered = bool(_COUNT.fullmatch(self._cell(texts, "number")))
        support = sum(bool(self._cell(texts, other)) for other in _SUPPORTING)
        has_nik = bool(self._cell(texts, "nik"))
        if name and numbered and (support or has_nik):
            return True
        if places.is_note(texts) and support < 3:
            return False
        if self._in_footer:
            return bool(name) and support >= 3
        if name and not support and not has_nik and not numbered and places.is_group(name):
            return False
        if name:
            alone = sum(1 for text in texts if text) == 1
            return not (alone and (":" in name or dates.parse_text(name).possible or len(name) > 60))
        return support >= 3 or (has_nik and support >= 1)

    def _why(self, texts: list[str]) -> Why:
        if places.is_total(texts):
            return "total"
        filled = tuple(text for text in texts if text)
        plain = len(filled) <= 2 and not self._in_footer and not places.is_note(texts)
        if filled in self._titles:
            return "title"
        if found := places.named(texts, plain=plain):
            self._name_places(found)
            self._titles.add(filled)
            return "title"
        self._in_footer = self._in_footer or places.is_note(texts) or any(map(_signs_off, filled))
        return "note"


def _signs_off(text: str) -> bool:
    """ "Sijunjung, 12 Mei 2026" above the signatures."""
    written = dates.parse_text(text)
    return written.possible and bool(written.place)


def _is_filled(row: Row) -> bool:
    return any(cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in row)
