"""Text that came to stand in one column: a CSV that was opened with another delimiter than its own, or the lines of a
printed report."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import partial

from payung.intake import fixed, headers
from payung.intake.workbook import Row, text_of

_DELIMITERS = ";,\t|"
_LEAST = 2
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
    laid = fixed.columns(alone)
    return laid.cut if laid else None


def apart(row: Row, cut: Cut) -> Row:
    """The row with the text of its one cell cut into cells."""
    filled = [cell for cell in row if cell != ""]
    return list(cut(text_of(filled[0]))) if len(filled) == 1 else row


def _cut(text: str, sign: str) -> list[str]:
    return next(csv.reader([text.replace("\n", " ").replace("\r", " ")], delimiter=sign), [])
