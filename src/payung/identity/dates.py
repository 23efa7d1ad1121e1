"""Birth dates as people write them in Indonesian lists. The day comes first.

Two steps, so that the first can be done once for each distinct text: ``parse`` finds place, day, month and
year in a cell; ``settle`` gives a year of two digits its century.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

Order = Literal["dmy", "mdy", "ymd"]

OLDEST = 110
_EPOCH = date(1899, 12, 30)  # serial 1 is 1 January 1900 in Excel, counted with its leap-year error
_MONTHS = {
    1: "jan januari january januar",
    2: "feb peb februari pebruari february febuari",
    3: "mar mrt maret march",
    4: "apr april",
    5: "mei may",
    6: "jun juni june",
    7: "jul juli july",
    8: "agu ags agt agst agust agustus aug august",
    9: "sep sept september",
    10: "okt oct oktober october",
    11: "nov nop november nopember",
    12: "des dec desember december",
}
_MONTH = {name: month for month, names in _MONTHS.items() for name in names.split()}
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_MONTH |= {name: month for month, name in enumerate(_ROMAN, start=1)}
_SPELT = [name for name in _MONTH if len(name) >= 5]
_GAP = r"\s*[-\u2010-\u2015\u2212/.,\s\\|_]{1,2}\s*"
_WORD = "|".join(sorted(_MONTH, key=len, reverse=True))
# A month misspelt ("Agusuts"): between day and year, and near one month's name.
_MISSPELT = re.compile(rf"(?<!\d)\d{{1,2}}{_GAP}([a-z]{{3,10}}){_GAP}(?:\d{{4}}|\d{{2}})$", re.IGNORECASE)
# Format characters, the zero-width ones among them, that come along when people copy.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Each ends the text, so that a number in the name of the place before it stays there.
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}}){_GAP}(\d{{1,2}}|{_WORD}){_GAP}(\d{{4}}|\d{{2}})$", re.IGNORECASE
)
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}}){_GAP}(\d{{1,2}}|{_WORD}){_GAP}(\d{{1,2}})$", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_WORD})\.?\s+(\d{{1,2}})\s*,?\s+(\d{{4}})$", re.IGNORECASE)
_GLUED = re.compile(rf"(?<!\d)(\d{{1,2}})\s*({_WORD})\s*(\d{{4}}|\d{{2}})$", re.IGNORECASE)
# "Padang, 12051980"
_EIGHT = re.compile(r"(?<=[a-z])[\s,/.:-]+(\d{8})$", re.IGNORECASE)
# The year alone, or with a month, and what people put where the rest should be: "00-00-1975", "tahun 1975", "Mei 1975".
_YEAR_ALONE = re.compile(
    rf"(?:(?P<place>[^\W\d][^\d]*?)[\s,/.:-]+)??(?:(?:0?0|[-?x.]+|tahun|thn|th|{_WORD}|(?:0?[1-9]|1[0-2])(?=[-/. ]))[-/.,\s]*){{0,2}}(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
# "12-05-1980, Sawahlunto"
_PLACE_BEHIND = re.compile(
    rf"(\d{{1,2}}{_GAP}(?:\d{{1,2}}|{_WORD}){_GAP}\d{{4}})[\s,/;-]+(?:di\s+)?([^\W\d][^\d]{{2,}}\d{{0,2}})",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?=\s*\d{1,2}[-/. ])([^()]*\d{4})\s*\)?$")  # "Sawahlunto (12-05-1980)"
_SHORT_YEAR = re.compile(r"['’`](?=\d\d$)")  # "11 Juli '92"
# What follows a date: "(46 th)", "46 tahun", "/ 46".
_REMARK = re.compile(
    r"\s*\([^)]*\)?$|(?<=\d{4})(?:\s*[/|;]\s*|[\s,-]+(?=\d+\s*t))\d{1,3}\s*(?:tahun|thn|th)?\.?$",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<=\d)[T\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[AP]M|Z)?$", re.IGNORECASE)
_LONGEST, _LONGEST_CELL = 60, 200
_BARE = re.compile(r"\d{4,8}")
_EDGE = " \t\r\n,;:/.-\u00a0'\"()"
_EMPTY = frozenset({"", "null", "none", "nan", "na", "n/a", "#n/a", "tidak ada", "belum ada", "0", "nat"})
_EMPTY |= {"#ref!", "#ref", "#value!", "#value", "#name?", "#div/0!", "#num!", "#null!"}
# How old somebody is, where a date should be: no date at all, rather than one that cannot be.
_AGE = re.compile(r"\d{1,3}\s*(?:tahun|thn|th|t)\.?(?:\s*\d{1,2}\s*(?:bulan|bln|bl)\.?)?", re.IGNORECASE)
# What stands before a date and is no place.
_DAY_NAMES = re.compile(
    r"(?:^|[\s,]+)(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|mon|tue|wed|thu|fri|sat|sun|tgl|tanggal|pada|lahir)\b[\s,.:]*)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell says: place and the numbers of a date. ``year`` below 100 still needs its century.
    ``given`` is false where the cell holds no date at all, or only its ``year``; ``possible`` where what it holds cannot be
    one."""

    place: str = ""
    day: int = 0
    month: int = 0
    year: int = 0
    given: bool = True

    @property
    def possible(self) -> bool:
        return self.day > 0

    def on_calendar(self) -> date | None:
        """The day of a paper of an office, or None where there is none such; a year of two digits is of this century.

        >>> Written(day=12, month=5, year=26).on_calendar(), Written(day=31, month=2, year=2026).on_calendar()
        (datetime.date(2026, 5, 12), None)
        """
        try:
            return date(self.year + 2000 if self.year < 100 else self.year, self.month, self.day)
        except ValueError:
            return None


NOTHING = Written(given=False)
IMPOSSIBLE = Written()


def age(born: date, on: date) -> int:
    """Whole years lived on ``on``; negative before birth.

    >>> age(date(1961, 3, 2), date(2026, 3, 1))
    64
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def settle(day: int, month: int, year: int, on: date) -> date | None:
    """The date, or None where it cannot be. A year below 100 takes the century that gives an age of 0 to 110
    on ``on``; where both do, the later one.

    >>> settle(12, 5, 80, date(2026, 1, 1)), settle(31, 2, 1980, date(2026, 1, 1))
    (datetime.date(1980, 5, 12), None)
    """
    years = (2000 + year, 1900 + year) if year < 100 else (year,)
    for candidate in years:
        try:
            born = date(candidate, month, day)
        except ValueError:
            continue
        if 0 <= age(born, on) <= OLDEST:
            return born
    return None


def from_serial(number: float) -> Written:
    """An Excel serial, or digits that a spreadsheet took for a number (12051980). A bare year is told as such."""
    whole = int(number)
    if whole != number and whole < 100_000:
        number = whole
    if number <= 0:
        return NOTHING
    if 1900 <= whole <= 2100:
        return Written(year=whole, given=False)
    if whole < 100_000:
        day = _EPOCH + timedelta(days=whole if whole > 60 else whole + 1)
        return Written("", day.day, day.month, day.year)
    return _from_digits(str(whole).zfill(6 if whole < 1_000_000 else 8))


def parse(value: str | float | date) -> Written:
    """What a cell of a birth-date column says; never an error.

    >>> parse("Sawahlunto, 12-05-1980")
    Written(place='Sawahlunto', day=12, month=5, year=1980, given=True)
    >>> parse("12 Mei 80").year, parse("31-02-1980").possible, parse("-").given
    (80, True, False)
    """
    if isinstance(value, str):
        return parse_text(value)
    if isinstance(value, datetime | date):
        return Written("", value.day, value.month, value.year)
    return from_serial(value)


@lru_cache(maxsize=65536)
def parse_text(text: str, order: Order = "dmy") -> Written:
    """``parse`` of a text; ``order`` is that of numbers where the column's heading states another than day first.

    >>> parse_text("8/17/1985", "mdy").day, parse_text("17 Agusuts 1985").month
    (17, 8)
    """
    if len(text) > _LONGEST_CELL and len(text := " ".join(text.split())) > _LONGEST_CELL:
        return IMPOSSIBLE if any(map(str.isdigit, text)) else Written(place=text, given=False)
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    text = _SHORT_YEAR.sub("", text)
    bare = text.strip(_EDGE).lstrip("=").strip(_EDGE)
    if bare.lower() in _EMPTY or (set(bare) <= set("0-/. ")) or _AGE.fullmatch(bare):
        return NOTHING
    bare = _TIME.sub("", _REMARK.sub("", _IN_BRACKETS.sub(r"\1", bare))).strip(_EDGE)
    if _BARE.fullmatch(bare):
        return _from_bare(bare)
    if behind := _PLACE_BEHIND.fullmatch(bare):
        bare = f"{behind.group(2)} {behind.group(1)}"
    written = _found(bare, order)
    if written is None and (mended := _month_mended(bare)):
        written = _found(mended, order)
    if written is not None:
        return written
    if not any(sign.isdigit() for sign in bare):
        return Written(place=bare, given=False)
    if digits := _EIGHT.search(bare):
        return replace(
            _from_digits(digits.group(1)), place=_DAY_NAMES.sub("", bare[: digits.start()].strip(_EDGE))
        )
    if len(bare) <= _LONGEST and (alone := _YEAR_ALONE.fullmatch(bare)):
        place = _DAY_NAMES.sub("", (alone["place"] or "").strip(_EDGE))
        return Written("" if place.lower() in _MONTH else place, year=int(alone["year"]), given=False)
    return IMPOSSIBLE


def _found(bare: str, stated: Order) -> Written | None:
    for pattern, usual in (
        (_YEAR_FIRST, (2, 1, 0)),
        (_DAY_FIRST, (0, 1, 2)),
        (_GLUED, (0, 1, 2)),
        (_MONTH_FIRST, (1, 0, 2)),
    ):
        if found := pattern.search(bare):
            parts, order = found.groups(), usual
            if pattern is _DAY_FIRST and stated == "mdy" and parts[1].isdigit():
                order = (1, 0, 2)
            elif pattern is _DAY_FIRST and stated == "ymd" and parts[1].isdigit() and len(parts[2]) == 2:
                order = (2, 1, 0)
            day, month, year = (_number(parts[at]) for at in order)
            place = bare[: found.start()].strip(_EDGE)
            return _sorted(_DAY_NAMES.sub("", place), day, month, year)
    return None


def _month_mended(bare: str) -> str:
    """The text with its month spelt right, empty where it names none."""
    found = _MISSPELT.search(bare)
    near = found and process.extractOne(found.group(1).lower(), _SPELT, scorer=fuzz.ratio, score_cutoff=75)
    return f"{bare[: found.start(1)]}{near[0]}{bare[found.end(1) :]}" if found and near else ""


def _number(part: str) -> int:
    return int(part) if part.isdigit() else _MONTH[part.lower()]


def _sorted(place: str, day: int, month: int, year: int) -> Written:
    """Day first, unless the first number can only be a year (80-05-12)."""
    if day > 31 and 1 <= year <= 31:
        day, year = year, day
    if day == 0 and month == 0 and year == 0:
        return NOTHING
    return Written(place, day, month, year, given=day > 0)


def _from_bare(digits: str) -> Written:
    if len(digits) in (6, 8):
        return _from_digits(digits)
    return from_serial(float(digits))


def _from_digits(digits: str) -> Written:
    """ddmmyy, ddmmyyyy, or yyyymmdd where the first four digits can only be a year."""
    if len(digits) == 6:
        return Written("", int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    if len(digits) != 8:
        return IMPOSSIBLE
    if int(digits[:4]) >= 1900 and int(digits[4:6]) <= 12 and int(digits[:4]) <= 2100:
        year_first = Written("", int(digits[6:]), int(digits[4:6]), int(digits[:4]))
        if int(digits[4:]) < 1900 or int(digits[2:4]) > 12:
            return year_first
    return Written("", int(digits[:2]), int(digits[2:4]), int(digits[4:]))
