"""The law as it might become: the same question under today's parameters and under changed ones."""

from __future__ import annotations

from typing import Any

from payung.language import Language
from payung.law.benefit import Benefit
from payung.law.contribution import Contribution


def compare_contributions(before: Contribution, after: Contribution, language: Language) -> dict[str, Any]:
    """Both answers and the difference in rupiah (after less before)."""
    return {
        "before": before.to_json(language),
        "after": after.to_json(language),
        "difference": after.due - before.due,
    }


def compare_benefits(before: Benefit, after: Benefit, language: Language) -> dict[str, Any]:
    """Both answers and the difference of all that is owed, in rupiah (after less before)."""
    return {
        "before": before.to_json(language),
        "after": after.to_json(language),
        "difference": after.grand_total - before.grand_total,
    }
