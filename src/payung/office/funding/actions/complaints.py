"""What is wrong with one field of a form, where, and how to mend it."""

from __future__ import annotations

from payung.errors import Place, UnusableInput
from payung.language import Text


def field(column: str, what_id: str, what_en: str, mend_id: str, mend_en: str) -> UnusableInput:
    return UnusableInput(Text(what_id, what_en), Text(mend_id, mend_en), Place(column=column))
