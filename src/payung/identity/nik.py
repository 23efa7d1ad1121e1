"""The NIK, Indonesia's sixteen-digit population number: PPKKCC (place of first registration), DDMMYY (women
add 40 to the day), and a serial from 0001. There is no check digit. Digits are text at every step.

Source: Permendagri 11/2010 on the population number; Disdukcapil Klaten, "Arti 16 digit NIK".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from payung.identity import dates
from payung.language import Text, number

Fault = Literal["", "nik.missing", "nik.malformed", "nik.digits_lost"]
LENGTH = 16
# Doubles hold every whole number only up to here; a larger one may have lost its last digit on the way.
_EXACT = 2**53
_WRITTEN = 40  # signs: of a longer text in its place the beginning tells enough
_FIFTEEN_DIGITS = 10**15
# Spaces of every kind, quotes, zero-width and control characters, dots and dashes between groups of digits.
_CLUTTER = re.compile(
    r"[\s\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'\"`´‘’“”.,\-\u2010-\u2015\u2212_/\x00-\x1f]+"
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_DECIMAL_TAIL = re.compile(r"(\d{15,17})[.,]0+")
_LOOKALIKES = str.maketrans("OoQDlIi|", "00001111")
_EMPTY = frozenset(["0", "null", "none", "nan", "na", "n/a", "#n/a", "x", "xx", "xxx", "?", "nihil"]) | {""}
_EMPTY |= {"#na", "#ref!", "#ref", "#value!", "#value", "#name?", "#name", "#div0!", "#num!", "#null!"}
# The number's own name before it, as people copy it from a form.
_LABELLED = re.compile(r"(?:(?:no(?:mor)?[\s.]*)?(?:nik|kk|ktp)|no(?:mor)?)[\s.:=]*(?=\d)", re.IGNORECASE)
_BRACKETED = re.compile(r"(?<!\s)\s*\([^()\d]*\)\s*$")  # "(KTP lama)" behind the number
_ABSENT = re.compile(r"(tidak|tdk|tak|belum|blm|hilang|kosong|proses|sedang|dalamproses|nikbelum)[a-z]*")


@dataclass(frozen=True, slots=True)
class Number:
    """A NIK or KK number as a cell gives it: ``digits`` (empty where it is not all digits), what is wrong, and
    a ``repair`` to propose where letters stand for 0 and 1. A repair is never applied. ``written``: what stands in
    the cell where it is something, but not all digits."""

    digits: str
    fault: Fault = ""
    repair: str = ""
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the six middle digits say: the birth date (``iso``), its DDMMYY without the women's 40, and the sex."""

    iso: str
    six: str
    sex: Literal["L", "P"]


@lru_cache(maxsize=131072)
def meaning(six: str, on: date) -> Meaning | None:
    """What the NIK's DDMMYY says, the century settled by an age of 0 to 110 on ``on``; None where the day or month
    cannot be. Whoever compares dates compares ``six``: the NIK does not know its century.

    >>> meaning("520580", date(2026, 1, 1))
    Meaning(iso='1980-05-12', six='120580', sex='P')
    """
    day = int(six[:2])
    woman = day > 40
    born = dates.settle(day - 40 if woman else day, int(six[2:4]), int(six[4:]), on)
    if born is None:
        return None
    return Meaning(born.isoformat(), f"{born:%d%m%y}", "P" if woman else "L")


def is_well_formed(digits: str, on: date) -> bool:
    """Sixteen digits, a day and month that can be, and a serial that is not 0000."""
    return (
        len(digits) == LENGTH
        and digits.isascii()
        and digits.isdigit()
        and digits[12:] != "0000"
        and meaning(digits[6:12], on) is not None
    )


def sex(digits: str) -> str:
    """``P`` where 40 is added to the day, else ``L``.

    >>> sex("3577015205800001"), sex("3577011205800001")
    ('P', 'L')
    """
    return "P" if digits[6] >= "4" else "L"


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
        plain = len(value) == LENGTH and value.isdigit() and value.isascii()
        return Number(value) if plain else _from_text(value)
    if value == 0:
        return Number("", "nik.missing")
    if value != int(value) or value < 0:
        return Number("", "nik.malformed")
    digits = str(int(value))
    if value >= _FIFTEEN_DIGITS and (digits.endswith("0") or value > _EXACT):
        return Number(digits, "nik.digits_lost")
    return Number(digits, "" if len(digits) == LENGTH else "nik.malformed")


def _from_text(text: str) -> Number:
    if not text.isascii():  # full-width digits are digits, and so are those of other scripts
        text = unicodedata.normalize("NFKC", text)
        text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    stripped = _LABELLED.sub("", text.strip().lstrip("=").strip("\"'* \u00a0"), count=1)
    stripped = _BRACKETED.sub("", stripped)
    if _SCIENTIFIC.fullmatch(stripped.replace(" ", "")):
        return Number("", "nik.digits_lost", written=stripped)
    if tail := _DECIMAL_TAIL.fullmatch(stripped):
        stripped = tail.group(1)
    bare = _CLUTTER.sub("", stripped)
    if bare.lower() in _EMPTY or _ABSENT.fullmatch(bare.lower()):
        return Number("", "nik.missing")
    if bare.isdigit() and bare.isascii():
        return Number(bare, "" if len(bare) == LENGTH else "nik.malformed")
    repair = bare.translate(_LOOKALIKES)
    may_be = len(repair) == LENGTH and repair.isdigit() and repair.isascii()
    written = " ".join(stripped.split())[:_WRITTEN]
    return Number("", "nik.malformed", repair if may_be else "", written)


# So many NIKs that end in 0, of so many at least, are no chance: serials are small, and most end in 1 to 9.
_ZEROS, _ENOUGH = 0.3, 30


def said_of_zeros(ending: int, niks: int) -> Text | None:
    """What is to be told where of so many ``niks`` so many are ``ending`` in 0 that a spreadsheet has perhaps rounded them.

    >>> said_of_zeros(12, 100)
    """
    if niks < _ENOUGH or ending <= _ZEROS * niks:
        return None
    return Text(
        "{ending} dari {niks} NIK berakhir dengan 0, padahal biasanya paling banyak satu dari sepuluh: angka terakhirnya "
        "mungkin hilang dibulatkan; bandingkan beberapa dengan KTP, atau minta daftar itu lagi dengan NIK sebagai teks",
        "{ending} of {niks} NIKs end in 0, where one of ten at most usually does: their last digit was perhaps rounded "
        "away; compare a few with the identity cards, or ask for the list again with the NIK as text",
    ).format(ending=Text(number(ending), number(ending, "en")), niks=Text(number(niks), number(niks, "en")))
