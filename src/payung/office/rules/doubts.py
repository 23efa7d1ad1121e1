"""What is not settled, as both calculators tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from payung.law.doubt import Doubt
from payung.office.core.language import page_language


def told(doubts: Sequence[Doubt]) -> dict[str, Any]:
    """The points with their effect in rupiah, and the effect of the one that weighs most."""
    heaviest = max((doubt.effect or 0 for doubt in doubts), key=abs, default=0)
    return {
        "doubts": [{"text": doubt.text.to(page_language()), "effect": doubt.effect} for doubt in doubts],
        "heaviest": heaviest,
        "heaviest_sign": "+" if heaviest > 0 else "",
    }
