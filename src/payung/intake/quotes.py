"""Cells in single quotes ('Jl. Merdeka, RT 1'), and quotation marks after a backslash, as databases export them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_USUAL = 0.6
_NULL = re.compile(r"\\N")
_DOUBLED = re.compile(r'\w""|""\w')
_LONGEST = 100_000  # no line of a list has so many signs


def single(lines: Sequence[str], delimiter: str) -> bool:
    """Whether most lines hold cells in single quotes. An apostrophe before digits, that marks them as text, is closed by
    no other."""
    held = [line.strip() for line in lines if line.count(delimiter)]
    return len(held) > 1 and sum(_is_quoted(line, delimiter) for line in held) >= _USUAL * len(held)


def _is_quoted(line: str, delimiter: str) -> bool:
    cells = [cell.strip() for cell in line.split(delimiter)]
    begun = [cell.startswith("'") for cell in cells]
    ended = [cell.endswith("'") and len(cell) > 1 for cell in cells]
    whole = sum(first and last for first, last in zip(begun, ended, strict=True))
    return whole > 0 and sum(begun) == sum(ended)


def cutter(delimiter: str) -> Callable[[str], list[str]]:
    """What cuts a line into cells. A quote ends its cell only before the delimiter, for names have quotes too."""
    sign = re.escape(delimiter)
    quoted = re.compile(rf"[^\S\t]*'((?:[^']|'(?!\s*(?:{sign}|$)))*)'\s*(?:{sign}|$)")
    bare = re.compile(rf"([^{sign}]*)(?:{sign}|$)")
    closing = re.compile(rf"'\s*(?:{sign}|$)")

    def cut(line: str) -> list[str]:
        line = line.rstrip("\r\n")
        if len(line) > _LONGEST:
            return line.split(delimiter)
        last = max((found.start() for found in closing.finditer(line)), default=-1)  # behind it no cell ends
        cells, at = [], 0
        while at <= len(line):
            found = (at < last and quoted.match(line, at)) or bare.match(line, at)
            if not found:
                break
            text = found[1]
            if found.re is quoted:
                text = text.replace("''", "'").replace("\\'", "'")
            cells.append("" if _NULL.fullmatch(text) else text)
            at = found.end()
            if not found[0].endswith(delimiter):
                break
        return cells

    return cut


def has_escapes(sample: str) -> bool:
    """Whether quotation marks within cells stand after a backslash instead of twice."""
    return '\\"' in sample and not _DOUBLED.search(sample)


def doubled(line: str) -> str:
    """The line with the quotation marks after a backslash written twice, as CSV has them."""
    return line.replace('\\"', '""') if "\\" in line else line
