"""Rows of a workbook that somebody has struck out: the library that reads the cells does not tell."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

import defusedxml.ElementTree

from payung.intake.source import MEGABYTE

_STYLES = "xl/styles.xml"
_SHEET = "xl/worksheets/"
_LEAST = 2  # struck cells of a row: name and NIK; one alone is a correction


def rows(archive: zipfile.ZipFile, parts: Iterable[str]) -> dict[str, frozenset[int]]:
    """Sheet part -> the numbers of its struck rows, as Excel counts. The sheets are looked through only where a style strikes
    out; they have been unpacked safely before."""
    styles = _striking(archive)
    if not styles:
        return {}
    pattern = re.compile(
        rb'<c r="[A-Z]{1,3}(\d{1,7})"(?=[^>]* s="(?:%b)"[ >/])[^>]*[^/]>'
        % b"|".join(b"%d" % each for each in styles)
    )
    found = {}
    for part in parts:
        if part.startswith(_SHEET) and part.endswith(".xml"):
            counts = Counter(number for piece in _pieces(archive, part) for number in pattern.findall(piece))
            if struck := frozenset(int(row) for row, count in counts.items() if count >= _LEAST):
                found[part] = struck
    return found


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces, none of which ends within a cell."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(4 * MEGABYTE):
            data = tail + chunk
            cut = max(data.rfind(b"<c "), 0)
            yield data[:cut]
            tail = data[cut:]
    yield tail


def _striking(archive: zipfile.ZipFile) -> list[int]:
    """The numbers of the cell styles whose font is struck through."""
    try:
        text = archive.read(_STYLES)
        if b"<strike" not in text:
            return []
        styles = defusedxml.ElementTree.fromstring(text)
    except (KeyError, defusedxml.ElementTree.ParseError):
        return []
    fonts = [_strikes(font) for font in _under(styles, "fonts")]
    used = (int(style.get("fontId", "0")) for style in _under(styles, "cellXfs"))
    return [at for at, font in enumerate(used) if font < len(fonts) and fonts[font]]


def _strikes(font: Iterable) -> bool:  # type: ignore[type-arg]
    return any(each.tag.endswith("}strike") and each.get("val", "1") not in ("0", "false") for each in font)


def _under(styles: Iterable, name: str) -> Iterator:  # type: ignore[type-arg]
    for group in styles:
        if group.tag.endswith(f"}}{name}"):
            yield from group
