"""What a column holds, told from its cells: used where a heading is missing, or says one thing and holds another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from payung.identity import codes, dates, nik
from payung.intake import lines, places
from payung.intake.cells import number_and_name
from payung.intake.fields import date_order as stated_order
from payung.intake.headers import Header
from payung.intake.workbook import Cell, text_of

_NAME = re.compile(r"(?:\d{1,4}\s*[.)]\s*)?[^\W\d_][^\W\d_ .,'`-]*(?:[ .,'`-]+[^\W\d_]+)*[.,]?")
_PHONE = re.compile(r"(?:\+?62|0)?8\d{8,11}")
_HOLDS_DATE = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)")
_ENOUGH = 0.6
_DENIED = 0.2
_AMONG_WORDS = 0.3  # a message has greetings above and below its people
_JOBS = re.compile(
    r"\b((?:pe|ber)?(?:tani|kebun|dagang|ternak)|buruh|kuli|ojek|ojol|pkl|sopir|supir|nelayan|tukang|pemulung|wiraswasta"
    r"|swasta|rumah tangga|irt|pelajar|becak|penjahit|kader|marbot|garin)",
    re.I,
)


def _is_nik(cell: Cell, on: date) -> bool:
    if not isinstance(cell, str | float | int) or isinstance(cell, bool):
        return False
    if isinstance(cell, str) and _HOLDS_DATE.search(cell):
        return False
    digits = nik.read_number(cell).digits
    return len(digits) == nik.LENGTH and nik.meaning(digits[6:12], on) is not None


def is_long_number(cell: Cell) -> bool:
    """Whether the cell holds the digits of a NIK or a card number, or of one that lost some."""
    if not isinstance(cell, str | float | int) or isinstance(cell, bool):
        return False
    if isinstance(cell, str) and _HOLDS_DATE.search(cell):  # two dates have sixteen digits too
        return False
    number = nik.read_number(cell)
    return 14 <= len(number.digits) <= 17 or number.fault == "nik.digits_lost"


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, datetime | date):
        return True
    return isinstance(cell, str) and len(cell) >= 6 and not cell.isdigit() and dates.parse_text(cell).possible


def _is_number_and_name(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) < 20:
        return False
    number, name = number_and_name(cell)
    return len(nik.read_number(number).digits) >= 14 and _is_name(name)


def _is_place_and_date(cell: Cell) -> bool:
    return isinstance(cell, str) and bool((found := dates.parse_text(cell)).possible and found.place)


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell.strip()) >= 3 and bool(_NAME.fullmatch(cell.strip()))


_ADDRESSED = re.compile(r"\s*(?:sdri?|saudar[ai]|bpk|bapak|bp|ibu|tn|ny|nn|tuan|nyonya|nona|hj?)\.?\s*", re.I)


def _is_address_form(cell: Cell) -> bool:
    return isinstance(cell, str) and _ADDRESSED.fullmatch(cell) is not None


def _is_sex(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.isdigit() and codes.sex(cell) != ""


def _is_phone(cell: Cell) -> bool:
    return bool(_PHONE.fullmatch(re.sub(r"[ .()-]", "", text_of(cell))))


def _is_job(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_JOBS.search(cell))


def _is_address(cell: Cell) -> bool:
    return isinstance(cell, str) and lines.is_address(cell)


Column = Sequence[Cell]


def share(column: Column, test: Callable[[Cell], bool]) -> float:
    """How much of what the column holds passes the test; 0 where it holds nothing."""
    held = [cell for cell in column if cell != "" and not (isinstance(cell, str) and not cell.strip())]
    return sum(map(test, held)) / len(held) if held else 0.0


def tests(on: date) -> dict[str, Callable[[Cell], bool]]:
    return {
        "nik": lambda cell: _is_nik(cell, on),
        "birth": _is_place_and_date,
        "birth_date": _is_date,
        "sex": _is_sex,
        "phone": _is_phone,
        "occupation": _is_job,
        "address": _is_address,
        "name": _is_name,
    }


def correct(fields: dict[str, int], columns: Sequence[Column], on: date) -> dict[str, int]:
    """The mapping, mended where a heading lies: a column that plainly holds something else gives up its field,
    and a field without a column takes the one that plainly holds it."""
    tried = tests(on)
    checked = ("nik", "birth_date", "sex")
    fields = dict(fields)
    _unswap_nik_and_kk(fields, columns)
    if _join_nik_and_name(fields, columns):
        return fields
    wrong = {
        field
        for field in checked
        if field in fields and columns[fields[field]] and _contradicts(field, columns[fields[field]], tried)
    }
    if "name" in fields and share(columns[fields["name"]], is_long_number) > _ENOUGH:
        wrong.add("name")
    if "name" in fields and share(columns[fields["name"]], _is_address_form) > _ENOUGH:
        wrong.add("name")  # "Sdr.", with the name in the column beside it
    freed = {fields.pop(field) for field in wrong}
    used = set(fields.values()) - freed
    # A column of some identifier ("ID", "Peserta"), or of remarks, may hold the NIKs themselves.
    identifiers = {at for field, at in fields.items() if field.startswith(("_identifier", "_note"))}
    for field in ("nik", "birth", "birth_date", "sex", "name"):
        wanted = field in wrong or (field in ("nik", "name") and field not in fields)
        if not wanted or (field == "birth_date" and "birth" in fields):
            continue
        taken = used - identifiers if field == "nik" else used
        column = _most_varied_names(columns, used) if field == "name" else _best(columns, tried[field], taken)
        if column is not None:
            fields[field] = column
            used.add(column)
    return fields


def _join_nik_and_name(fields: dict[str, int], columns: Sequence[Column]) -> bool:
    """Whether one column holds both NIK and name: where its heading says so, or where it is plain to see."""
    if "nik_name" not in fields:
        for field in ("nik", "name"):
            if field in fields and share(columns[fields[field]], _is_number_and_name) > _ENOUGH:
                fields["nik_name"] = fields[field]
                break
        else:
            return False
    for field in ("nik", "name"):
        if field in fields and (fields[field] == fields["nik_name"] or not any(columns[fields[field]])):
            del fields[field]
    return True


def order_of(labels: Sequence[str], fields: dict[str, int], columns: Sequence[Column]) -> dates.Order:
    """In which order the births of a list are written, as its heading and its cells say."""
    born = fields.get("birth_date", fields.get("birth"))
    if born is None or not 0 <= born < len(columns):
        return "dmy"
    nik_at = fields.get("nik", -1)
    niks = columns[nik_at] if 0 <= nik_at < len(columns) else ()
    return date_order(stated_order(labels[born]), columns[born], niks)


_IN_NUMBERS = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})\s*")
# So many births must agree with the NIKs month first before a column is read so unasked; fewer do where none agrees day first.
_SURE, _SURE_ALONE = 5, 2


def date_order(stated: dates.Order | None, births: Column, niks: Column) -> dates.Order:
    """In which order a column of dates is written: as its heading states, unless its own dates cannot be so; and
    month first where nothing is stated, but its dates can only be so and agree with the NIKs."""
    parts = [
        found.groups() for cell in births if isinstance(cell, str) and (found := _IN_NUMBERS.fullmatch(cell))
    ]
    first_is_day = any(int(first) > 12 for first, _, _ in parts)
    second_is_day = any(int(second) > 12 for _, second, _ in parts)
    if stated == "ymd":
        return "ymd"
    if stated == "mdy":
        return "dmy" if first_is_day and not second_is_day else "mdy"
    if stated is None and second_is_day and not first_is_day:
        month_first, day_first = _agreeing(births, niks)
        if month_first >= (_SURE if day_first else _SURE_ALONE):
            return "mdy"
    return "dmy"


def _agreeing(births: Column, niks: Column) -> tuple[int, int]:
    """How many births agree with their NIK if the month stands first, and how many if the day does."""
    month_first = day_first = 0
    for number, birth in zip(niks, births, strict=False):
        found = _IN_NUMBERS.fullmatch(birth) if isinstance(birth, str) else None
        if found is None or not isinstance(number, str | float | int):
            continue
        digits = nik.read_number(number).digits
        if len(digits) == nik.LENGTH:
            day, month, year = int(digits[6:8]) % 40, int(digits[8:10]), int(digits[10:12])
            first, second, of_year = int(found[1]), int(found[2]), int(found[3]) % 100
            if year == of_year and day != month:
                month_first += (second, first) == (day, month)
                day_first += (first, second) == (day, month)
    return month_first, day_first


def _contradicts(field: str, column: Column, tried: dict[str, Callable[[Cell], bool]]) -> bool:
    if field == "nik":
        return share(column, is_long_number) < _DENIED and share(column, _is_name) > _ENOUGH
    if field == "birth_date":
        return share(column, tried["birth_date"]) < _DENIED and share(column, is_long_number) > _ENOUGH
    return (
        share(column, tried["sex"]) < _DENIED
        and share(column, _is_date) + share(column, is_long_number) > _ENOUGH
    )


def _unswap_nik_and_kk(fields: dict[str, int], columns: Sequence[Column]) -> None:
    """The headings NIK and KK stand over each other's numbers where the KK column, and not the NIK column,
    agrees with the birth dates; where there are none, where women's days stand under KK alone: a card has none."""
    if "nik" not in fields or "kk" not in fields:
        return
    born = fields.get("birth_date", fields.get("birth"))
    if born is None:
        women = [share(columns[fields[field]], _has_womans_day) for field in ("nik", "kk")]
        if women[0] == 0 and women[1] > _DENIED and sum(map(_has_womans_day, columns[fields["kk"]])) > 1:
            fields["nik"], fields["kk"] = fields["kk"], fields["nik"]
        return
    as_headed = _agreement(columns[fields["nik"]], columns[born])
    as_swapped = _agreement(columns[fields["kk"]], columns[born])
    if as_swapped > _ENOUGH and as_headed < _DENIED:
        fields["nik"], fields["kk"] = fields["kk"], fields["nik"]


def _agreement(numbers: Column, births: Column) -> float:
    agree = total = 0
    for number, birth in zip(numbers, births, strict=True):
        if not isinstance(number, str | float | int) or isinstance(number, bool):
            continue
        digits = nik.read_number(number).digits
        written = dates.parse(birth) if isinstance(birth, str | float | int | date) else dates.NOTHING
        if len(digits) == nik.LENGTH and written.possible:
            day = int(digits[6:8])
            total += 1
            agree += (day - 40 if day > 40 else day, int(digits[8:10]), int(digits[10:12])) == (
                written.day,
                written.month,
                written.year % 100,
            )
    return agree / total if total >= 3 else 0.0


def _best(columns: Sequence[Column], test: Callable[[Cell], bool], used: set[int]) -> int | None:
    scored = [(share(column, test), -at) for at, column in enumerate(columns) if at not in used]
    top = max(scored, default=(0.0, 0))
    return -top[1] if top[0] >= _ENOUGH else None


def is_alike(fields: dict[str, int], columns: Sequence[Column], on: date) -> bool:
    """Whether columns without a heading hold what another sheet's heading says: its NIKs where that has them, and
    no other field plainly something else."""
    at = fields.get("nik", -1)
    if not 0 <= at < len(columns) or share(columns[at], lambda cell: _is_nik(cell, on)) < _ENOUGH:
        return False
    tried = tests(on)
    return all(
        share(columns[column], tried[field]) > _ENOUGH or not any(columns[column])
        for field, column in fields.items()
        if field in ("birth", "birth_date", "sex", "name") and column < len(columns)
    )


def guess(columns: Sequence[Column], on: date) -> dict[str, int]:
    """Field -> column for a list without any heading; empty where no column holds NIKs, alone or beside the name. Of two columns of
    sixteen digits, the one whose dates agree with the births, or that has women's days, is the NIK."""
    tried = tests(on)
    long = [at for at, column in enumerate(columns) if share(column, is_long_number) > _ENOUGH]
    if not long:
        both = [at for at, column in enumerate(columns) if share(column, _is_number_and_name) > _AMONG_WORDS]
        return {"nik_name": both[0]} if len(both) == 1 else {}
    fields: dict[str, int] = {}
    used: set[int] = set(long)
    for field in ("birth", "birth_date", "sex", "phone", "occupation", "address"):
        if field == "birth_date" and "birth" in fields:
            continue
        if (column := _best(columns, tried[field], used)) is not None:
            fields[field] = column
            used.add(column)
    born = fields.get("birth_date", fields.get("birth"))
    ranked = sorted(
        long,
        key=lambda at: (
            -(_agreement(columns[at], columns[born]) if born is not None else 0.0),
            -share(columns[at], _has_womans_day),
            -len(set(columns[at])),
            at,
        ),
    )
    fields["nik"] = ranked[0]
    if len(ranked) > 1:
        fields["kk"] = ranked[1]
    if (column := _most_varied_names(columns, used)) is not None:
        fields["name"] = column
    return fields


def _has_womans_day(cell: Cell) -> bool:
    digits = nik.read_number(cell).digits if isinstance(cell, str | float | int) else ""
    return len(digits) == nik.LENGTH and digits[6] >= "4"


def _most_varied_names(columns: Sequence[Column], used: set[int]) -> int | None:
    names = [
        (len(set(column)), -at)
        for at, column in enumerate(columns)
        if at not in used
        and share(column, _is_name) > _ENOUGH
        and (len(column) < 3 or len(set(column)) > _ENOUGH * len(column))
    ]
    return -max(names)[1] if names else None


def titles_above(rows: Sequence[Sequence[str]]) -> int:
    """How many rows above the first person of a list without a heading are titles: one text each, and no number in it."""
    for at, row in enumerate(rows):
        filled = [text for text in row if text.strip()]
        if len(filled) > 1 or any(sum(map(str.isdigit, text)) >= nik.LENGTH - 2 for text in filled):
            return at
    return 0


def holds_people(header: Header, rows: Sequence[Sequence[str]], on: date) -> bool:
    """Whether people stand above their heading: NIKs and names where it says, on lines that name no family."""
    at, name = header.fields.get("nik", -1), header.fields.get("name", -1)
    return any(
        -1 < max(at, name) < len(row)
        and min(at, name) >= 0
        and _is_nik(row[at], on)
        and _is_name(row[name])
        and places.family(row, None, None) is None
        for row in rows
    )
