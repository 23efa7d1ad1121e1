"""The NIK, Indonesia's sixteen-digit population number: PPKKCC (place of first registration), DDMMYY (women
add 40 to the day), and a serial from 0001. There is no check digit. Digits are text at every step.

Source: Permendagri 11/2010 on the population number; Disdukcapil Klaten, "Arti 16 digit NIK".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from payung.identity import dates

Fault = Literal["", "nik.missing", "nik.malformed", "nik.digits_lost"]
LENGTH = 16
# Doubles hold every whole number only up to here; a larger one may have lost its last digit on the way.
_EXACT = 2**53
_FIFTEEN_DIGITS = 10**15
# Spaces of every kind, quotes, zero-width and control characters, dots and dashes between groups of digits.
_CLUTTER = re.compile(r"[\s\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff'\"`´‘’“”.,\-_/\x00-\x1f]+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_DECIMAL_TAIL = re.compile(r"(\d{15,17})[.,]0+")
_LOOKALIKES = str.maketrans("OoQDlIi|", "00001111")
_EMPTY = frozenset(
    {"", "0", "null", "none", "nan", "na", "n/a", "#n/a", "tidakada", "belumada", "kosong", "xxx"}
)


@dataclass(frozen=True, slots=True)
class Number:
    """A NIK or KK number as a cell gives it: ``digits`` (empty where it is not all digits), what is wrong, and
    a ``repair`` to propose where letters stand for 0 and 1. A repair is never applied."""

    digits: str
    fault: Fault = ""
    repair: str = ""


@lru_cache(maxsize=65536)
def _birth(six: str, on: date) -> date | None:
    day, month, year = int(six[:2]), int(six[2:4]), int(six[4:])
    return dates.settle(day - 40 if day > 40 else day, month, year, on)


def birth_date(digits: str, on: date) -> date | None:
    """The birth date that the NIK states, its century settled by an age of 0 to 110 on ``on``; None where the
    day or month cannot be.

    >>> birth_date("3577015205800001", date(2026, 1, 1))
    datetime.date(1980, 5, 12)
    """
    return _birth(digits[6:12], on)


def sex(digits: str) -> str:
    """``P`` where 40 is added to the day, else ``L``.

    >>> sex("3577015205800001"), sex("3577011205800001")
    ('P', 'L')
    """
    return "P" if digits[6] >= "4" else "L"


def is_well_formed(digits: str, on: date) -> bool:
    """Sixteen digits, a day and month that can be, and a serial that is not 0000."""
    return (
        len(digits) == LENGTH
        and digits.isascii()
        and digits.isdigit()
        and digits[12:] != "0000"
        and birth_date(digits, on) is not None
    )


def says(digits: str, given: date) -> bool:
    """Whether the NIK's DDMMYY, women's 40 taken off, is the given date (centuries cannot be told apart)."""
    day = int(digits[6:8])
    return (day - 40 if day > 40 else day, int(digits[8:10]), int(digits[10:12])) == (
        given.day,
        given.month,
        given.year % 100,
    )


def read_number(value: str | float | int) -> Number:
    """A NIK or KK from a cell, without looking at what the digits mean.

    Spaces, quotes, dots and dashes are dropped. A number that the file holds as a number is ``digits_lost``
    where it has more than fifteen digits and ends in 0, or is too large to be held exactly; so is scientific
    notation. Nothing is guessed.

    >>> read_number("'3577 0112 0580 0001").digits, read_number("3,57701E+15").fault
    ('3577011205800001', 'nik.digits_lost')
    >>> read_number("357701l2O5800001").repair
    '3577011205800001'
    """
    if isinstance(value, str):
        return _from_text(value)
    if value == 0:
        return Number("", "nik.missing")
    if value != int(value) or value < 0:
        return Number("", "nik.malformed")
    digits = str(int(value))
    if value >= _FIFTEEN_DIGITS and (digits.endswith("0") or value > _EXACT):
        return Number(digits, "nik.digits_lost")
    return Number(digits, "" if len(digits) == LENGTH else "nik.malformed")


def _from_text(text: str) -> Number:
    if len(text) == LENGTH and text.isdigit() and text.isascii():
        return Number(text)
    stripped = text.strip().lstrip("=").strip("\"' \u00a0")
    if _SCIENTIFIC.fullmatch(stripped.replace(" ", "")):
        return Number("", "nik.digits_lost")
    if tail := _DECIMAL_TAIL.fullmatch(stripped):
        stripped = tail.group(1)
    bare = _CLUTTER.sub("", stripped)
    if bare.lower() in _EMPTY:
        return Number("", "nik.missing")
    if bare.isdigit() and bare.isascii():
        return Number(bare, "" if len(bare) == LENGTH else "nik.malformed")
    repair = bare.translate(_LOOKALIKES)
    if len(repair) == LENGTH and repair.isdigit() and repair.isascii():
        return Number("", "nik.malformed", repair)
    return Number("", "nik.malformed")
