"""Telephone numbers that stand within an address or behind a name ("Jorong Koto HP 0812…"), and so in no column of
their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payung.identity import nik
from payung.intake.columns import Numbers, flags, texts
from payung.intake.workbook import Cell

_NAMED = r"(?:no(?:mor)?\.?\s*)?(?:hp|hape|handphone|telp?(?:on|epon)?|tlpn?|wa|whatsapp|kontak|cp)\b"
_BETWEEN = r"(?:[\s.:/]*(?:wa|hp)\b)?[\s.:=/]*"
_MOBILE = r"(?:\+?62[ .-]?|0)8\d{1,3}(?:[ .-]?\d{2,4}){2,3}"
_FIXED = r"\(?0\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{2,4}"
_INSIDE = re.compile(
    rf"(?<![\s,;/|(\[-])[\s,;/|(\[-]*(?:\b{_NAMED}{_BETWEEN}(?P<named>{_MOBILE}|{_FIXED})|(?<![\d+])(?P<bare>{_MOBILE}))(?!\d)[\s)\]]*",
    re.I,
)
_PERHAPS = r"(?:\+?62|0)[ .-]?8\d|(?i:tel|tlp|hp|wa)[a-z]*\W{0,3}\(?0\d"
_LEAST, _MOST = 8, 15


def out_of(text: str) -> tuple[str, str]:
    """The text without the telephone number in it, and the number's digits; empty where there is none.

    >>> out_of("Jorong Koto HP. 0812-3456-7890"), out_of("SITI (WA: 081234567890)"), out_of("Jl. Merdeka 08 RT 01")
    (('Jorong Koto', '081234567890'), ('SITI', '081234567890'), ('Jl. Merdeka 08 RT 01', ''))
    """
    found = _INSIDE.search(text)
    if found is None:
        return text, ""
    number = re.sub(r"[^\d+]", "", found["named"] or found["bare"])
    if not _LEAST <= len(number) <= _MOST:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(rest.split()).strip(" ,;/|-("), number


def moved(said: pa.Array, phones: pa.Array) -> tuple[pa.Array, pa.Array, int]:
    """The texts without the numbers in them, the numbers where there was none so far, and of how many people that is."""
    perhaps = np.flatnonzero(flags(pc.match_substring_regex(said, _PERHAPS)))
    if not len(perhaps):
        return said, phones, 0
    mended, numbers, count = said.to_pylist(), phones.to_pylist(), 0
    for at in perhaps.tolist():
        rest, number = out_of(mended[at])
        if number and numbers[at] in ("", number):
            count += numbers[at] == ""
            mended[at], numbers[at] = rest, number
    return texts(mended), texts(numbers), count


def beside_niks(niks: Numbers, column: Sequence[Cell], phones: pa.Array) -> tuple[Numbers, pa.Array, int]:
    """The NIKs without a telephone number that stands in their cell, the telephones with it, and of how many people."""
    found = {
        at: out_of(cell) for at in niks.odd if isinstance(cell := column[at], str) and not cell.isdigit()
    }
    sound = {
        at: (digits, number)
        for at, (rest, number) in found.items()
        if number and len(digits := nik.read_number(rest).digits) == nik.LENGTH
    }
    if not sound:
        return niks, phones, 0
    digits, numbers = niks.digits.to_pylist(), phones.to_pylist()
    for at, (whole, number) in sound.items():
        digits[at], numbers[at] = whole, numbers[at] or number
    odd = {at: number for at, number in niks.odd.items() if at not in sound}
    return Numbers(texts(digits), odd), texts(numbers), len(sound)
