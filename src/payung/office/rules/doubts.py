"""What is not settled, as both calculators tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from payung.law.benefit_text import CODE_WORDS
from payung.law.doubt import Doubt
from payung.office.core.language import page_language


def told(doubts: Sequence[Doubt]) -> dict[str, Any]:
    """The points with their effect in rupiah, and the effect of the one that weighs most."""
    heaviest = max((doubt.effect or 0 for doubt in doubts), key=abs, default=0)
    return {
        "doubts": [{"text": _text(doubt), "effect": doubt.effect} for doubt in doubts],
        "heaviest": heaviest,
        "heaviest_sign": "+" if heaviest > 0 else "",
    }


def _text(doubt: Doubt) -> str:
    """The point; a line of the benefit by its name, not by its code."""
    said = doubt.text.to(page_language())
    _kind, _colon, code = doubt.code.partition(":")
    words = CODE_WORDS.get(code)
    return said.replace(f"{code}:", f"{words.to(page_language())}:", 1) if words else said
