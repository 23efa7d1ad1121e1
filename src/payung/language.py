"""The two languages in which Payung speaks to people: Indonesian first, English second."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
DEFAULT: Language = "id"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages. Placeholders are those of ``str.format``.

    >>> Text("{n} orang", "{n} people").format(n=3).to("en")
    '3 people'
    """

    id: str
    en: str

    def to(self, language: Language) -> str:
        return self.id if language == "id" else self.en

    def format(self, **values: Any) -> Text:
        """Fill the placeholders; a value that is itself a ``Text`` is filled in its own language."""
        return Text(
            self.id.format(**{k: v.id if isinstance(v, Text) else v for k, v in values.items()}),
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
        )


def same(word: str) -> Text:
    """A word that is the same in both languages: a name, a code, a number."""
    return Text(word, word)


def language_from_environment() -> Language:
    """``PAYUNG_LANG`` where it names one of ours, else Indonesian."""
    return "en" if os.environ.get("PAYUNG_LANG", "").lower().startswith("en") else DEFAULT


def rupiah(amount: int) -> str:
    """Whole rupiah as offices write them, in either language.

    >>> rupiah(16800), rupiah(-1864800)
    ('Rp16.800', '-Rp1.864.800')
    """
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")


def number(count: int, language: Language = DEFAULT) -> str:
    """A whole number with the thousands sign of the language.

    >>> number(1234567), number(1234567, "en")
    ('1.234.567', '1,234,567')
    """
    return f"{count:,}".replace(",", ".") if language == "id" else f"{count:,}"
