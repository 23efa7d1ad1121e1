"""A doubt is a result: an unsettled point that a figure rests on, and what the other reading would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from payung.language import Language, Text, rupiah


@dataclass(frozen=True, slots=True)
class Doubt:
    """``effect`` is the change in rupiah if the other reading holds; None where it cannot be told."""

    code: str
    text: Text
    effect: int | None = None

    def to_json(self, language: Language) -> dict[str, Any]:
        return {"code": self.code, "text": self.text.to(language), "effect": self.effect}

    def sentence(self, language: Language) -> str:
        """The point with its effect, as printed."""
        words = {"id": "Pengaruh bacaan lain", "en": "Effect of the other reading"}[language]
        said = self.text.to(language)
        if self.effect is None:
            return said
        sign = "+" if self.effect > 0 else ""
        return f"{said} {words}: {sign}{rupiah(self.effect)}."
