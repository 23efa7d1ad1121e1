"""Phones and family cards that people share: a blind index of each stands beside the seal, so that none is opened.

Half of the index is kept: it tells ten billion numbers apart, and fewer bytes are sorted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from payung.office.core.vault import blind_index

LEAST_DIGITS = 8  # of a phone or an account that can be told from another
INDEX_BYTES = 16
_KK_DIGITS = 16


def shared_indexes(private: Mapping[str, Any]) -> dict[str, bytes | None]:
    """``phone_index`` and ``kk_index`` of what is sealed of a person; None where there is no such number."""
    card = digits_of(str(private.get("kk") or ""))
    return {
        "phone_index": number_index(phone_digits(str(private.get("phone") or ""))),
        "kk_index": number_index(card if len(card) == _KK_DIGITS else ""),
    }


def number_index(digits: str) -> bytes | None:
    return blind_index(digits)[:INDEX_BYTES] if digits else None


def digits_of(text: str) -> str:
    return text if text.isdigit() else "".join(sign for sign in text if sign.isdigit())


def phone_digits(text: str) -> str:
    """A phone number as one text however it was written; "" where it is none.

    >>> phone_digits("+62 812-3456-7890"), phone_digits("0812 3456 7890"), phone_digits("-")
    ('81234567890', '81234567890', '')
    """
    digits = digits_of(text)
    digits = digits.removeprefix("62") if digits.startswith("62") else digits.lstrip("0")
    return digits if len(digits) >= LEAST_DIGITS else ""
