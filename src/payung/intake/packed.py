"""Text that came to stand in one column: a CSV that was opened with another delimiter than its own, or the lines of a
printed report."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from functools import partial

from payung.intake import fixed, headers
from payung.intake.workbook import Row, text_of

_DELIMITERS = ";,\t|"
_LEAST, _USUAL, _CELLS, _LOOKED_AT = 2, 0.6, 3, 100
_NIK = re.compile(r"\d{16}")
_SPACED = (re.compile(r"(?<!\s)\s+/\s+"), re.compile(r"(?<!\s)\s+[-–—]\s+"))
Cut = Callable[[str], list[str]]


def cutter(rows: Sequence[Sequence[str]]) -> Cut | None:
    """What cuts the rows so that one of them is a heading; None where nothing does."""
    filled = [[text for text in row if text.strip()] for row in rows]
    filled = [texts for texts in filled if texts]
    alone = [texts[0] for texts in filled if len(texts) == 1]
    if len(alone) < _LEAST or len(alone) < 0.8 * len(filled):
        return None
    for sign in _DELIMITERS:
        cut = [_cut(text, sign) for text in alone[:40]]
        if any(len(texts) > 1 and headers.find(cut[at : at + 4]) for at, texts in enumerate(cut)):
            return partial(_cut, sign=sign)
    if laid := fixed.columns(alone):
        return laid.cut
    return next((cut for cut in _CUTS if _makes_people(cut, alone)), None)


def _makes_people(cut: Cut, texts: Sequence[str]) -> bool:
    """Whether most of the texts are cut into as many cells, a NIK in the same one: people one to a line, without a heading."""
    cells = [each for each in map(cut, texts[:_LOOKED_AT]) if len(each) >= _CELLS]
    widths = [len(each) for each in cells]
    usual = max(set(widths), key=widths.count, default=0)
    held = [each for each in cells if len(each) == usual]
    if len(held) < max(_LEAST, _USUAL * min(len(texts), _LOOKED_AT)):
        return False
    niks = [
        sum(bool(_NIK.fullmatch(cell.strip(" '"))) for cell in column) for column in zip(*held, strict=True)
    ]
    return max(niks) >= _USUAL * len(held)


def apart(row: Row, cut: Cut) -> Row:
    """The row with the text of its one cell cut into cells."""
    filled = [cell for cell in row if cell != ""]
    return list(cut(text_of(filled[0]))) if len(filled) == 1 else row


def _spaced(text: str, sign: re.Pattern[str]) -> list[str]:
    return [cell.strip() for cell in sign.split(text)]


def _cut(text: str, sign: str) -> list[str]:
    return next(csv.reader([text.replace("\n", " ").replace("\r", " ")], delimiter=sign), [])


_CUTS: tuple[Cut, ...] = (
    *(partial(_cut, sign=sign) for sign in _DELIMITERS),
    *(partial(_spaced, sign=sign) for sign in _SPACED),
)
