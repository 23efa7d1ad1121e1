"""Delimited text that came to stand in one column, as a CSV does that was opened with another delimiter than its own."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from payung.intake import headers
from payung.intake.workbook import Row, text_of

_DELIMITERS = ";,\t|"
_LEAST = 2


def delimiter(rows: Sequence[Sequence[str]]) -> str:
    """The sign at which the rows must be cut for one of them to be a heading; empty where none makes one."""
    filled = [[text for text in row if text.strip()] for row in rows]
    filled = [texts for texts in filled if texts]
    alone = [texts[0] for texts in filled if len(texts) == 1]
    if len(alone) < _LEAST or len(alone) < 0.8 * len(filled):
        return ""
    for sign in _DELIMITERS:
        cut = [_cut(text, sign) for text in alone[:40]]
        if any(len(texts) > 1 and headers.find(cut[at : at + 4]) for at, texts in enumerate(cut)):
            return sign
    return ""


def apart(row: Row, sign: str) -> Row:
    """The row with the text of its one cell cut into cells."""
    filled = [cell for cell in row if cell != ""]
    return list(_cut(text_of(filled[0]), sign)) if len(filled) == 1 else row


def _cut(text: str, sign: str) -> list[str]:
    return next(csv.reader([text.replace("\n", " ").replace("\r", " ")], delimiter=sign), [])
