"""One cell to one clean value: texts, phone numbers, rupiah, births. And cells back to what people saw."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from json.encoder import encode_basestring

from payung.identity import codes, dates
from payung.intake.source import column_letters
from payung.intake.workbook import Cell, Row, text_of

NOTHING = frozenset(
    [
        "-",
        "--",
        "---",
        "–",
        "—",
        "null",
        "\\n",  # a database's word for it
        "none",
        "nan",
        "n/a",
        "#n/a",
        "na",
        "#ref!",
        "#value!",
        "#name?",
        "#div/0!",
        "?",
        ".",
        "..",
        "tidak_ada",
        "x",
        "nihil",
    ]
) | {"tidak ada", ""}
_LONGEST_NOTHING = max(map(len, NOTHING))
# A formula that stands as text was never computed; ="3577..." is Excel's way to write digits as text.
_FORMULA = re.compile(r"=(?![\"'\s]*\d)")
_NOT_DIGITS = re.compile(r"[^\d+]")
_SEVERAL = re.compile(r"[/,;&]|\bdan\b|\batau\b")
_RUPIAH = re.compile(r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,]\d{1,2}|[.,]-)?")
_UNTICKED = frozenset(("", "0", "tidak", "t", "n", "no", "false"))
_EDGES = "'`"
# What comes along unseen when text is copied from a page or a message.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(cell: Cell) -> str:
    """The text with its spaces made single; empty for "-", "NULL" and their like.

    >>> plain("  Siti\\u00a0 Aminah "), plain("NULL"), plain(7.0), plain("Nur&#39;aini")
    ('Siti Aminah', '', '7', "Nur'aini")
    """
    text = cell if isinstance(cell, str) else text_of(cell)
    if "&" in text and ";" in text:  # what a web page writes for a sign of its own
        text = html.unescape(text)
    text = " ".join(text.split())
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    text = text.strip(_EDGES)
    if len(text) <= _LONGEST_NOTHING and text.lower() in NOTHING:
        return ""
    return "" if text[0] == "=" and _FORMULA.match(text) else text


def phone(cell: Cell) -> str:
    """The digits of the first number in the cell, a leading + kept.

    >>> phone("0812-3456-7890 / 0811222333"), phone("+62 812 3456789")
    ('081234567890', '+628123456789')
    """
    text = plain(cell)
    if text.isdigit() and text.isascii():
        return text if len(text) >= 6 else ""
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    digits = _NOT_DIGITS.sub("", _SEVERAL.split(text)[0])
    return digits if len(digits) >= 6 else ""


def income(cell: Cell) -> str:
    """Whole rupiah; empty where the cell has no single amount ("1-2 juta").

    >>> income("Rp. 1.250.000,-"), income(1000000.0), income("500rb - 1 jt")
    ('1250000', '1000000', '')
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(round(cell)) if cell > 0 else ""
    text = re.sub(r"^(idr|rp)[\s.:]*|\s*(/|per)\s*(bulan|bln|bl)$", "", plain(cell).lower()).strip(" :")
    found = _RUPIAH.fullmatch(text)
    amount = re.sub(r"\D", "", found.group(1)) if found else ""
    return amount.lstrip("0")


_VILLAGE_CODE = re.compile(r"^(?:\d{2}\.?\d{2}\.?\d{2}\.?)?[12]\d{3}\s*[-–:.]?\s+(?=[^\W\d])")


def village(cell: Cell) -> str:
    """The name, without the code before it; a bare number in a village column is a code of some other list.

    >>> village("2001 - LANGKI"), village("13.03.03.2001 Langki"), village("Koto 2"), village("1303")
    ('LANGKI', 'Langki', 'Koto 2', '')
    """
    text = _VILLAGE_CODE.sub("", plain(cell), count=1)
    return "" if text.isdigit() else text


_NUMBER_INSIDE = re.compile(r"(?<!\d)\d(?:[\d .'’-]{6,22})\d(?!\d)")
_ABOUT_NUMBER = re.compile(r"\ba\.?n\.(?=\s)\s*|\b(?:nik|no\.?\s*ktp|ktp|nama)\b[\s.:=]*", re.I)


def number_and_name(cell: Cell) -> tuple[str, str]:
    """A cell that holds both a NIK and a name.

    >>> number_and_name("1303064101500001 / SITI"), number_and_name("Budi (NIK: 1303 0612 0657 0002)")
    (('1303064101500001', 'SITI'), ('1303 0612 0657 0002', 'Budi'))
    """
    text = " ".join(text_of(cell).split())
    found = _NUMBER_INSIDE.search(text)
    number = found.group() if found else ""
    rest = text.replace(number, " ", 1) if found else text
    return number, " ".join(_ABOUT_NUMBER.sub(" ", rest).split()).strip(" /|,;:()[]-–")


def trade(cell: Cell) -> str:
    return codes.trade(plain(cell))


def work_status(cell: Cell) -> str:
    """What people wrote there; a code says whether one employs others, not what one does."""
    text = plain(cell)
    return "" if text.isdigit() else text


_RANK = re.compile(r"(?:wakil|wkl)?\s*(?:ketua(?!\s+r[tw]\b)|sekretaris|sekr|bendahara|anggota|pengurus|kepala|koordinator|pembina|penasehat|seksi)\b", re.I)  # fmt: skip


def position(cell: Cell) -> str:
    """What one does, as a list says it by an office held; the ranks within a group say nothing of it.

    >>> position("Garin"), position("Ketua RT 02"), position("Wakil Ketua"), position("Anggota")
    ('Garin', 'Ketua RT 02', '', '')
    """
    text = plain(cell)
    return "" if text.isdigit() or _RANK.match(text) else text


def occupation(cell: Cell) -> str:
    return codes.occupation(plain(cell))


def sex(cell: Cell) -> str:
    return codes.sex(text_of(cell))


def is_ticked(cell: Cell) -> bool:
    """Whether an L or P column is marked: a tick, a one, or an age."""
    return plain(cell).lower() not in _UNTICKED or text_of(cell).strip().lower() in ("x", "√")


def reference_date(cell: Cell) -> str:
    """A date of a reference list as ISO; the text as it is where it is none ("2026-04" is a month)."""
    text = plain(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | date):
        return text
    written = dates.parse_text(text) if isinstance(cell, str) else dates.parse(cell)
    if not written.possible:
        return text
    year = written.year + 2000 if written.year < 100 else written.year
    try:
        return date(year, written.month, written.day).isoformat()
    except ValueError:
        return text


@dataclass(frozen=True, slots=True, eq=False)
class Birth:
    """What a cell says of a birth: the day where it can be one, its DDMMYY for comparing with a NIK, the place
    beside it, whether a date was given at all, and whether it was the year alone."""

    day: date | None
    iso: str
    six: str
    place: str
    given: bool
    year_alone: bool = False


def births(on: date, order: dates.Order = "dmy") -> Callable[[Cell], Birth]:
    """The reader of birth cells, with ages counted on that day; ``order`` is that of dates written in numbers."""

    def read(cell: Cell) -> Birth:
        if isinstance(cell, str):
            written = dates.IMPOSSIBLE if _FORMULA.match(cell) else dates.parse_text(cell, order)
        elif isinstance(cell, date | int | float) and not isinstance(cell, bool):
            written = dates.parse(cell)
        else:
            written = dates.NOTHING
        day = dates.settle(written.day, written.month, written.year, on) if written.possible else None
        if day is None:
            return Birth(None, "", "", written.place, written.given, written.year > 0 and not written.given)
        return Birth(day, day.isoformat(), f"{day:%d%m%y}", written.place, True)

    return read


def unique_labels(labels: Sequence[str], width: int, left: int = 0) -> list[str]:
    """A name for every column: its heading, told apart by number where it stands twice, or its letters.

    >>> unique_labels(("NIK", "Ket", "Ket"), 4)
    ['NIK', 'Ket', 'Ket (2)', 'D']
    """
    seen: dict[str, int] = {}
    names = []
    for at in range(max(width, len(labels))):
        label = (labels[at] if at < len(labels) else "") or column_letters(at + left)
        seen[label] = seen.get(label, 0) + 1
        names.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return names


def json_keys(labels: Sequence[str], width: int, left: int = 0) -> list[str]:
    return [f"{encode_basestring(label)}: " for label in unique_labels(labels, width, left)]


def cells_json(row: Row, keys: Sequence[str]) -> str:
    """The cells that hold something, as a JSON object: heading -> text."""
    parts = [
        key + encode_basestring(cell if type(cell) is str else text_of(cell))
        for key, cell in zip(keys, row, strict=False)
        if cell != ""
    ]
    return "{" + ", ".join(parts) + "}"
