"""Comma, semicolon and tab separated text in the encodings that offices use."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from payung.intake import fixed, quotes
from payung.intake.source import MEGABYTE, Source, wide_without_mark
from payung.language import Text

_DELIMITERS = ",;\t|^~!│║┃¦"
_SAMPLE = 256 * 1024
_MAX_FIELD = 8 * MEGABYTE
# A quotation mark that is never closed swallows the lines after it; no honest cell has so many lines.
_MAX_LINES = 60
_NOWHERE = "\x1f"  # stands in no text: its lines are not cut
_LABELLED = re.compile(r"\W*(?:\d{1,2}\s*[.)]\s*)?[^\W\d][^:=,;\t|]{1,40}(?::|=(?!=))[\s*_]*[^\s*_]")
_CERTAIN = 2  # columns: a sentence with a comma in it has no more
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that are not UTF-8
_RULED = re.compile(rb"\xc4{4}|\xcd{4}")  # a line drawn by a program of DOS; in no other letters of ours
_LONG_NUMBER = re.compile(r"\W*\d{14,}\W*")


@dataclass
class Overfull:
    """The rows with more cells than the heading: those that were joined, and those that stay as they are because nothing
    tells what was cut at ``sign``."""

    sign: str = ""
    joined: list[int] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)

    def begin(self, sign: str) -> None:
        self.sign = sign
        self.joined.clear()
        self.unclear.clear()


def rows(source: Source, told: Overfull) -> Iterator[list[str]]:
    """The records of the file, blank lines included (as empty lists), in a pass that holds one at a time. ``told`` gets
    the delimiter, where cells are cut by one alone."""
    encoding = _encoding(source.path)
    with _opened(source.path, encoding) as stream:
        sample = stream.read(_SAMPLE)
    is_chat = _is_chat(sample)
    if is_chat:
        sample = CHAT.sub("", sample)
    delimiter, has_mark = _dialect(sample)
    cut = _Cut(sample, delimiter)
    csv.field_size_limit(_MAX_FIELD)
    with _opened(source.path, encoding) as stream:
        if has_mark:  # Excel's own "sep=;" line, which Excel does not show
            stream.readline()
        lines = _mended(stream)
        if (laid := _laid_out(sample, delimiter)) is not None:
            yield from map(laid.cut, lines)
            return
        if quotes.single(sample.splitlines()[:200], delimiter):
            yield from map(quotes.cutter(delimiter), lines)
            return
        if quotes.has_escapes(sample):
            lines = map(quotes.doubled, lines)
        records = _Records(_unchatted(lines, delimiter) if is_chat else lines, delimiter)
        told.begin(delimiter)
        try:
            for record in records:
                yield record if len(record) != 1 else cut.again(record)
        except csv.Error as error:
            raise source.refuse(
                Text(f"Baris {records.line} tidak dapat dibaca", f"Line {records.line} cannot be read"),
                Text("Simpan ulang sebagai CSV UTF-8 atau .xlsx", "Save it again as CSV UTF-8 or .xlsx"),
            ) from error


# What a telephone puts before each message that is copied: "[10/05/26 09.12] Pak Jorong: ", on the web "[09.12, 10/5/2026] …".
CHAT = re.compile(
    r"^\[\d{1,2}[.:]\d{2}(?: ?[ap]\.?m\.?)?, \d{1,2}[/.]\d{1,2}[/.]\d{2,4}\] [^:\n]{1,60}: |^\W{0,2}\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[ap]\.?m\.?)?\]?(?: -)? [^:\n]{1,60}: ",
    re.I | re.M,
)


def _is_chat(sample: str) -> bool:
    """Whether messages were copied: nothing else begins a line so, and one may have many lines."""
    return len(CHAT.findall(sample)) > 1 or CHAT.match(sample.lstrip()) is not None


def _unchatted(lines: Iterator[str], delimiter: str) -> Iterator[str]:
    """The lines with who wrote them, and when, in a column of its own; a message may have several lines."""
    who = ""
    for line in lines:
        found = CHAT.match(line)
        who = found.group().replace(delimiter, " ").replace('"', " ") if found else who
        yield f"{who}{delimiter}{line[found.end() if found else 0 :]}" if line.strip() else line


class _Cut:
    """A line that the delimiter of the others leaves whole, cut at its own where it has as many cells then: the heading
    stands with commas above rows with semicolons, or lines of another file were put below."""

    def __init__(self, sample: str, delimiter: str) -> None:
        lines = [line for line in sample.splitlines()[:200] if line.strip()]
        widths = [len(record) for record in csv.reader(lines, delimiter=delimiter) if len(record) > 1]
        self._width = max(set(widths), key=widths.count) if widths else 0
        self._others = [sign for sign in _DELIMITERS if sign != delimiter]

    def again(self, record: list[str]) -> list[str]:
        if self._width > _CERTAIN and "\n" not in record[0]:
            for sign in self._others:
                if record[0].count(sign) + 1 >= self._width:
                    cells = next(csv.reader(record, delimiter=sign))
                    if len(cells) == self._width:
                        return cells
        return record


class _Records:
    """Records out of lines. A quotation mark that stands for itself is no reason to lose the lines after it: where one
    is never closed, or closed by that of another record, its line is read as it stands."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines, self._delimiter = lines, delimiter
        self._ahead: deque[str] = deque()
        self._taken: list[str] = []  # the lines of the record being read
        self.line = 1

    def _given(self) -> Iterator[str]:
        while len(self._taken) < _MAX_LINES:
            line = self._ahead.popleft() if self._ahead else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line

    def __iter__(self) -> Iterator[list[str]]:
        taken = self._taken
        while (first := next(self._lines, None)) is not None or self._ahead:
            if first is not None:
                self._ahead.append(first)
            for record in csv.reader(self._given(), delimiter=self._delimiter):
                yield record if len(taken) == 1 or not self._is_broken(record) else self._first_alone()
                self.line += len(taken)
                taken.clear()

    def _first_alone(self) -> list[str]:
        """The first of the lines taken, as it stands; the others are to be read again."""
        self._ahead.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]
        (record,) = csv.reader(self._taken, delimiter=self._delimiter, quoting=csv.QUOTE_NONE)
        return [cell.strip('"') for cell in record]

    def _is_broken(self, record: list[str]) -> bool:
        """Whether a cell of several lines holds what is a row by itself; what stands beside such a cell is no sign."""
        if len(self._taken) >= _MAX_LINES or sum(line.count('"') for line in self._taken) % 2:
            return True
        return any(
            _LONG_NUMBER.fullmatch(part) is not None
            for cell in record
            if "\n" in cell
            for line in cell.splitlines()
            if self._delimiter in line
            for part in line.split(self._delimiter)
        )


def _opened(path: Path, encoding: str) -> TextIO:
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return path.open("r", encoding=encoding, errors=errors, newline="")


def _mended(stream: TextIO) -> Iterator[str]:
    """The lines without the zero bytes that some programs leave between or behind them; one that is not UTF-8 is in the
    letters of Windows, whatever the lines around it are."""
    for line in stream:
        told = line if line.isascii() or not _ESCAPED.search(line) else _of_windows(line)
        yield told.replace("\0", "") if "\0" in told else told


def _of_windows(line: str) -> str:
    return line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(4096)
        if head.startswith(b"\xef\xbb\xbf"):
            return "utf-8-sig"
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if wide := wide_without_mark(head):
            return wide
        if _RULED.search(head):
            return "cp437"
    return "utf-8"


def _is_form(lines: list[str]) -> bool:
    """Whether most lines are a label and its value: a comma among them is part of what is said."""
    if sum(bool(_LABELLED.match(line)) for line in lines) < max(3, 0.6 * len(lines)):
        return False
    return all(sum(sign in line for line in lines) < 0.3 * len(lines) for sign in _DELIMITERS)


def _laid_out(sample: str, delimiter: str) -> fixed.Columns | None:
    """The columns of a text that is laid out with blanks, where the delimiter is only a sign within its cells."""
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    cut = sum(line.count(delimiter) >= _CERTAIN for line in lines)
    return fixed.columns(sample.splitlines()) if cut < 0.5 * len(lines) else None


def _dialect(sample: str) -> tuple[str, bool]:
    """The delimiter that splits most lines into the same number of fields; whether a ``sep=`` line leads."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], True
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    if _is_form(lines):
        return _NOWHERE, False
    best, best_score = _NOWHERE, 0.0
    for delimiter in _DELIMITERS:
        counts = [len(record) - 1 for record in csv.reader(lines, delimiter=delimiter) if record]
        split = [count for count in counts if count]
        if not split:
            continue
        usual = max(set(split), key=split.count)
        if delimiter == "," and usual == 1 and 2 * len(split) < len(lines):  # "Sawahlunto, 12-05-1980"
            continue
        score = split.count(usual) * min(usual, 8)
        if score > best_score:
            best, best_score = delimiter, float(score)
    return best, False
