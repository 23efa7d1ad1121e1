"""What the lines of one cell say, where name, NIK, card number, telephone or address stand below one another."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from payung.identity import codes, dates
from payung.intake.fields import recognise
from payung.intake.trades import is_trade
from payung.intake.workbook import Cell, text_of

LONG = "long"  # sixteen digits: a NIK or a card number, which the cell alone does not tell
# What a line may say, with the label of a column for it.
LABELS = {
    "name": "Nama",
    "nik": "NIK",
    "kk": "No. KK",
    "phone": "No. HP",
    "birth": "Tempat, tanggal lahir",
    "birth_date": "Tanggal lahir",
    "birth_place": "Tempat lahir",
    "sex": "L/P",
    "address": "Alamat",
    "occupation": "Pekerjaan",
    "mother_name": "Nama ibu kandung",
    "patronym": "Nama",  # "binti Ahmad", which goes on with the name above it
}
_LONG_DIGITS = 14
_LONGEST_LABEL = 28
_PHONE = re.compile(r"(?:\+?62|0)?8\d{7,11}")
_LABELLED = re.compile(r"([^\W\d][^:=\d\n]*)[:=]\s*(.*)", re.DOTALL)
_LABELLED_NUMBER = re.compile(
    r"((?:no\.?\s*)?(?:nik|kk|ktp|hp|wa|telp|tlp)(?:\s*/\s*wa)?)[\s.]*(\+?\d[\d\s.'-]{7,})", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<!\d)\d[\d .'’-]{12,22}\d(?!\d)")
_ADDRESS = re.compile(
    r"\b(?:rt|rw|jorong|jrg|dusun|dsn|desa|nagari|kampung|kp|jl|jln|jalan|blok|lingkungan|lingk|gang|gg|korong|kelurahan"
    r"|kel|kecamatan|kec|kabupaten|kab|perum|komplek)\b\.?[\s:./]*\S",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d{1,4}\s*[.)]\s*(?=[^\W\d])")
_PATRONYM = re.compile(r"(?:bin|binti|bt)\b\.?\s+[^\W\d]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_EDGES = " \t/|,;:()[]-–"


class Said(NamedTuple):
    """One of ``LABELS``, ``LONG``, or "" for what cannot be told at a glance; and the value."""

    field: str
    value: Cell


def told(cell: Cell) -> list[Said]:
    """What the lines of a cell say, from the top; nothing for a blank one.

    >>> [said.field for said in told("1. SITI AMINAH\\n1303064101500001\\nHP 0812 3456 7890")]
    ['name', 'long', 'phone']
    """
    if not isinstance(cell, str):
        return [_of_value(cell)]
    return [said for line in cell.splitlines() if line.strip() for said in _of_line(line.strip())]


def _of_value(cell: Cell) -> Said:
    if isinstance(cell, datetime | date):
        return Said("birth_date", cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell >= 10 ** (_LONG_DIGITS - 1):
            return Said(LONG, cell)
        return Said("phone" if _PHONE.fullmatch(text_of(cell)) else "", cell)
    return Said("", cell)


def _of_line(line: str) -> list[Said]:
    labelled = _LABELLED.fullmatch(line) or _LABELLED_NUMBER.fullmatch(line)
    if labelled and len(labelled.group(1).rstrip()) <= _LONGEST_LABEL:
        found = recognise(labelled.group(1).strip(" ."))
        if found and found[0] in LABELS and found[1] < 50:
            return [Said(found[0], labelled.group(2).strip())] if labelled.group(2).strip() else []
    numbers = [found.group() for found in _NUMBER.finditer(line)]
    numbers = [number for number in numbers if _digits(number) >= _LONG_DIGITS]
    rest = line
    for number in numbers:
        rest = rest.replace(number, " ", 1)
    rest = _COUNT.sub("", rest.strip(_EDGES)) if _COUNT.match(rest.strip(_EDGES)) else rest.strip(_EDGES)
    if numbers and len(_LETTER.findall(rest)) > 2:  # "SITI / 1303…", in either order
        both = [Said(LONG, number) for number in numbers]
        return [*both, _of_text(rest)] if line.startswith(numbers[0]) else [_of_text(rest), *both]
    if numbers and len(numbers) > 1:
        return [Said(LONG, number) for number in numbers]
    if _digits(line) >= _LONG_DIGITS and len(_LETTER.findall(line)) <= 2:
        return [Said(LONG, line)]
    return [_of_text(rest or line)]


def _of_text(text: str) -> Said:
    if _PHONE.fullmatch(re.sub(r"[ .()-]", "", text)):
        return Said("phone", text)
    if len(text) >= 6 and not text.isdigit() and (written := dates.parse_text(text)).possible:
        return Said("birth" if written.place else "birth_date", text)
    if _PATRONYM.match(text):
        return Said("patronym", text)
    if _ADDRESS.search(text):
        return Said("address", text)
    if len(text) <= 12 and not text.isdigit() and codes.sex(text):
        return Said("sex", text)
    if is_trade(text):
        return Said("occupation", text)
    is_name = len(_LETTER.findall(text)) >= 2 and not _digits(text)
    return Said("name" if is_name else "", text)


def is_address(text: str) -> bool:
    """Whether the text names a part of an address: "RT 01", "Nagari Aie Amo", "Kec. Koto VII"."""
    return bool(_ADDRESS.search(text))


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)
