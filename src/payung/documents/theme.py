"""The dress of every printed document, in one place: colours, type, letterhead and logo."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from payung.errors import Place, UnusableInput
from payung.language import Text

# Letters that names carry and that the built-in fonts lack, but that have no decomposition of their own.
_NEAREST = str.maketrans({"ʼ": "’", "ʻ": "‘", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "−": "-"})

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names of two fonts with tabular figures. With ``files`` (TrueType) they are embedded in the document.

    The built-in Helvetica is drawn by every reader and needs no file; it covers Western European letters.
    """

    regular: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    files: tuple[tuple[str, Path], ...] = ()

    def register(self) -> None:
        """Make the fonts known to the drawing library. Raises UnusableInput for a file that is no font."""
        for name, path in self.files:
            _register(name, path)

    def printable(self, text: str) -> str:
        """The text in letters that the fonts have: without ``files`` a rare accent is dropped, its letter kept."""
        if text.isascii() and text.isprintable():
            return text
        text = _CONTROL.sub(" ", text)
        return text if self.files else _western(text)


@dataclass(frozen=True, slots=True)
class Theme:
    """What an office may change about the look of its documents. Colours are ``#rrggbb``.

    ``letterhead`` holds the lines above a letter: government, office, then address lines.
    ``logo`` is a PNG or JPEG; documents are complete without it.
    """

    letterhead: tuple[str, ...] = ()
    logo: bytes | None = None
    fonts: Fonts = field(default_factory=Fonts)
    ink: str = "#14181D"
    muted: str = "#56606B"
    line: str = "#B9C3CE"
    zebra: str = "#F4F7FA"
    head: str = "#DFE8F1"
    group: str = "#EBF0F5"
    accent: str = "#0B4F7D"
    warning: str = "#8A4B08"


DEFAULT = Theme()


@lru_cache(maxsize=16)
def _register(name: str, path: Path) -> None:
    try:
        pdfmetrics.registerFont(TTFont(name, str(path)))
    except (OSError, TTFError) as error:
        raise UnusableInput(
            Text("Berkas huruf tidak dapat dipakai", "The font file cannot be used"),
            Text("Pakai berkas TrueType (.ttf)", "Use a TrueType file (.ttf)"),
            Place(file=path.name),
        ) from error


@lru_cache(maxsize=4096)
def _western(text: str) -> str:
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text).translate(_NEAREST))


def _letter(letter: str) -> str:
    for form in (letter, unicodedata.normalize("NFKD", letter)[:1]):
        try:
            form.encode("cp1252")
        except UnicodeEncodeError:
            continue
        return form
    return "?"
