"""Cells that say "as above" instead of what stands there: a quotation mark, "sda", "idem"."""

from __future__ import annotations

import re

from payung.intake.merges import SHARED
from payung.intake.workbook import Cell

# Where several people may have the same.
FIELDS = frozenset((*SHARED, "birth_place", "income", "trade", "work_status", "position"))
_LONGEST = 24
_BEGINNINGS = frozenset(" \t\u00a0-–—=_.\"“”„〃'’,sSiIdD")  # most cells begin otherwise
_DITTO = re.compile(
    r"""[\s\-–—=_.]*(?:["”“„〃]{1,3}|''|’’|,,)[\s\-–—=_.]*|[\-–—\s]*s[\s./]*d[\s./]*a[\s.\-–—]*"""
    r"""|idem\W*|id\.|dit?to\W*|sama|sama (?:dengan|dgn|dg|seperti|di|yang)? ?(?:yang )?(?:di )?(?:atas|diatas|tersebut)(?:nya)?""",
    re.IGNORECASE,
)


def is_ditto(text: str) -> bool:
    """Whether the cell says "as above".

    >>> [is_ditto(text) for text in ('-"-', "s.d.a", "idem", "sama dengan di atas", "Sida", "-")]
    [True, True, True, True, False, False]
    """
    return bool(_DITTO.fullmatch(text.strip()))


def filled(column: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells, those that say "as above" with what stands above."""
    texts = (cell for cell in set(column) if isinstance(cell, str) and 0 < len(cell) <= _LONGEST)
    said = {text for text in texts if text[0] in _BEGINNINGS and is_ditto(text)}
    if not said:
        return column
    above: Cell = ""
    told: list[Cell] = []
    for cell in column:
        above = above if cell in said else cell
        told.append(above)
    return tuple(told)
