"""Comma, semicolon and tab separated text in the encodings that offices use."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from payung.intake.source import MEGABYTE, Source, wide_without_mark
from payung.language import Text

_DELIMITERS = ",;\t|"
_SAMPLE = 256 * 1024
_MAX_FIELD = 8 * MEGABYTE
# A quotation mark that is never closed swallows the lines after it; no honest cell has so many lines.
_MAX_LINES = 60


def rows(source: Source) -> Iterator[list[str]]:
    """The records of the file, blank lines included (as empty lists), in a pass that holds one at a time."""
    encoding = _encoding(source.path)
    with source.path.open("r", encoding=encoding, errors="replace", newline="") as stream:
        sample = stream.read(_SAMPLE)
    delimiter, has_mark = _dialect(sample)
    quoted = _quotes_are_sound(source.path, encoding, delimiter)
    csv.field_size_limit(_MAX_FIELD)
    with source.path.open("r", encoding=encoding, errors="replace", newline="") as stream:
        if has_mark:  # Excel's own "sep=;" line, which Excel does not show
            stream.readline()
        reader = csv.reader(
            _without_zeros(stream),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )
        try:
            yield from reader
        except csv.Error as error:
            raise source.refuse(
                Text(f"Baris {reader.line_num} tidak dapat dibaca", f"Line {reader.line_num} cannot be read"),
                Text("Simpan ulang sebagai CSV UTF-8 atau .xlsx", "Save it again as CSV UTF-8 or .xlsx"),
            ) from error


def _without_zeros(stream: TextIO) -> Iterator[str]:
    """The lines without the zero bytes that some programs leave between or behind them."""
    return (line.replace("\0", "") if "\0" in line else line for line in stream)


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(4096)
        if head.startswith(b"\xef\xbb\xbf"):
            return "utf-8-sig"
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if wide := wide_without_mark(head):
            return wide
        stream.seek(0)
        return "utf-8" if _is_utf8(stream) else "cp1252"


def _is_utf8(stream: io.BufferedReader) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(MEGABYTE):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _dialect(sample: str) -> tuple[str, bool]:
    """The delimiter that splits most lines into the same number of fields; whether a ``sep=`` line leads."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], True
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [len(record) - 1 for record in csv.reader(lines, delimiter=delimiter) if record]
        split = [count for count in counts if count]
        if not split:
            continue
        usual = max(set(split), key=split.count)
        score = split.count(usual) * min(usual, 8)
        if score > best_score:
            best, best_score = delimiter, float(score)
    return best, False


def _quotes_are_sound(path: Path, encoding: str, delimiter: str) -> bool:
    with path.open("r", encoding=encoding, errors="replace", newline="") as stream:
        reader, before = csv.reader(stream, delimiter=delimiter), 0
        try:
            for _ in reader:
                if reader.line_num - before > _MAX_LINES:
                    return False
                before = reader.line_num
        except csv.Error:
            return False
    return True
