"""Finding whether the people of a list stand on several lines each, and what stands on which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from payung.intake import headers
from payung.intake.fields import parts
from payung.intake.headers import Header
from payung.intake.lines import LABELS, LONG
from payung.intake.stacked import MOST, Stacked, further_kinds, said_of, text_at
from payung.intake.workbook import Row, text_of

_LEAST = 2  # so many people must stand so before any is read so
_USUAL = 0.5  # of the people, how many must have a line that says such a thing
_HEADING_ROWS = 3
_NOBODY = ("phone", "patronym")  # what is nobody's name, however few have it


@dataclass(frozen=True, slots=True)
class _People:
    """The people under a heading, line by line, so far as can be told before anything is known of them."""

    lines: list[list[Row]]
    mains: tuple[int, ...]
    numbered: bool
    led: bool  # whether a line stands above the first person, as a card's number above a family

    def said(self, person: Sequence[Row]) -> list[str]:
        return [said.field for row in person for said in said_of(row, self.mains)]

    def below(self, person: Sequence[Row]) -> set[str]:
        """What the lines below the first say."""
        return {kind for row in person[1:] for kind in further_kinds(row, self.mains)}

    def kinds(self) -> frozenset[str]:
        """What further lines say of most, and what can only go on with somebody."""
        counts = Counter(kind for person in self.lines for kind in self.below(person))
        least = max(_LEAST, _USUAL * len(self.lines))
        return frozenset(
            kind for kind, count in counts.items() if count >= (_LEAST if kind in _NOBODY else least)
        )

    def order(self) -> tuple[str, ...]:
        """In which order most people's lines say what they say."""
        counts = Counter(tuple(self.said(person)) for person in self.lines)
        return counts.most_common(1)[0][0]

    def in_cells(self, both_numbers: bool) -> bool:
        """Whether one cell says on several lines what else stands in several cells; or NIK and card number on one line,
        where its heading names both."""
        several = sum(self._holds_several(person[0], both_numbers) for person in self.lines)
        labelled = sum(
            any(":" in text_at(person[0], at) and said_of([person[0][at]], (0,)) for at in self.mains)
            for person in self.lines
        )
        return max(several, labelled) >= max(_LEAST, _USUAL * len(self.lines))

    def _holds_several(self, row: Row, both_numbers: bool) -> bool:
        said = [each.field for each in said_of(row, self.mains)]
        if said.count("name") > 1:  # two people, not two lines of one
            return False
        divided = any("\n" in text_at(row, at).strip() for at in self.mains)
        return len(said) > len(self.mains) if divided else both_numbers and said.count(LONG) > 1


def find(header: Header, rows: Sequence[Row], on: date) -> Stacked | None:
    """How people stand on several lines under the heading with which ``rows`` start; None where they do not."""
    if header.several or header.beside:
        return None
    if header.height > 1:  # its rows may name the lines of a person, one each
        found = _find(headers.first_row(_texts(rows[0])), rows[1:], on)
        if found is not None and found.header.height >= header.height:
            return found
    return _find(header, rows[header.height :], on)


def without_heading(rows: Sequence[Row], on: date) -> tuple[Stacked, int] | None:
    """The same for a list without any heading, with how many rows stand above its first person."""
    width = max(map(len, rows), default=0)
    for at in range(min(width, 6)):
        longs = [n for n, row in enumerate(rows) if {LONG, "nik"}.intersection(further_kinds(row, (at,)))]
        if len(longs) < _LEAST:
            continue
        start = longs[0]
        while start and longs[0] - start < MOST and "name" in further_kinds(rows[start - 1], (at,)):
            start -= 1
            break
        header = Header(("",) * width, {"nik_name": at}, height=0)
        if found := _find(header, rows[start:], on):
            return found, start
    return None


def _texts(row: Row) -> list[str]:
    return [text_of(cell) for cell in row]


def _find(header: Header, below: Sequence[Row], on: date) -> Stacked | None:
    card = header.fields.get("kk", -1)
    if "nik" not in header.fields and card >= 0 and "nik" in parts(header.labels[card]):
        fields = {name: at for name, at in header.fields.items() if name != "kk"} | {"nik": card}
        header = replace(header, fields=fields)
    fields = header.fields
    mains = tuple(
        sorted({fields[name] for name in ("nik_name", "name", "nik") if name in fields})
        if "nik_name" not in fields
        else (fields["nik_name"],)
    )
    if not mains:
        return None
    further = _headings_below(below, mains)
    people = _people(below[len(further) :], mains, fields.get("number"))
    if len(people.lines) < _LEAST:
        return None
    kinds, stated = people.kinds(), _stated(header, further, mains)
    in_cells = people.in_cells({"nik", "kk"} <= set(stated))
    if len(mains) > 1 and (people.led or (not people.numbered and "kk" not in stated)):
        kinds -= {LONG}  # nothing tells such a line from somebody whose name is missing
    if people.led:
        kinds -= {"address", "occupation"}  # the parts of a list are named like these, above their people
    named = sum("name" in people.said(person) for person in people.lines)
    if not (kinds - {""} or in_cells) or named < _LEAST:
        return None
    found = Stacked(
        header=header,
        width=len(header.labels),
        mains=mains,
        number=fields.get("number") if people.numbered else None,
        kinds=kinds,
        order=people.order(),
        numbers=_number_order(people, stated),
        place={},
        own=(),
        in_cells=in_cells,
        on=on,
    )
    return _widened(found, further, people)


def _headings_below(below: Sequence[Row], mains: tuple[int, ...]) -> list[dict[int, tuple[str, str]]]:
    """The further rows of the heading, that name what stands on the further lines: column -> (field, label)."""
    found: list[dict[int, tuple[str, str]]] = []
    for row in below[:_HEADING_ROWS]:
        cells = {at: " ".join(text.split()) for at, text in enumerate(_texts(row)) if text.strip()}
        named = {at: (_field(text), text) for at, text in cells.items()}
        of_lines = any(at in mains and field in LABELS for at, (field, _) in named.items())
        if not of_lines or not all(field for field, _ in named.values()):
            break
        found.append(named)
    return found


def _field(label: str) -> str:
    told = parts(label)
    return told[0] if len(told) == 1 else ""


def _stated(
    header: Header, further: Sequence[dict[int, tuple[str, str]]], mains: tuple[int, ...]
) -> list[str]:
    """What the headings of the main columns say, in their order."""
    told = [field for at in mains for field in parts(header.labels[at])]
    return told + [row[at][0] for row in further for at in mains if at in row]


def _people(rows: Sequence[Row], mains: tuple[int, ...], number: int | None) -> _People:
    """By the running number, where there is one; else a person begins where what the first line says comes again."""
    kinds = [further_kinds(row, mains) for row in rows]
    held = [at for at, each in enumerate(kinds) if each and set(each) != {""}]
    counted = sum(number is not None and bool(text_at(rows[at], number)) for at in held)
    numbered = number is not None and counted >= _LEAST
    first = next((kinds[at][0] for at in held if {"name", LONG, "nik"} & set(kinds[at])), "")
    people: list[list[Row]] = []
    said: list[str] = []  # of the person whose lines are open
    led = False
    for row, more in zip(rows, kinds, strict=True):
        if numbered and number is not None:
            begins = bool(text_at(row, number))
        else:
            begins = first in more[:1] and not (first == LONG == (said or [""])[-1])
        if begins and {"name", LONG, "nik"} & set(more):
            people.append([row])
            said = list(more)
        elif more and said and not begins and _are_one_persons(said + more) and len(people[-1]) < MOST:
            people[-1].append(row)
            said += more
        else:
            led = led or (bool(more) and not people)
            said = []
    return _People(people, mains, numbered, led)


def _are_one_persons(kinds: Sequence[str]) -> bool:
    return kinds.count("name") <= 1 and kinds.count(LONG) <= 2


def _number_order(people: _People, stated: Sequence[str]) -> tuple[str, ...]:
    """Which of two long numbers of a person is the NIK: as the headings say, or the one that has women's days; a card has
    none."""
    told = [field for field in stated if field in ("nik", "kk")]
    twice = [
        long
        for person in people.lines
        if len(long := [s.value for row in person for s in said_of(row, people.mains) if s.field == LONG]) > 1
    ]
    if len(set(told)) == 2:
        return ("nik", "kk") if told[0] == "nik" else ("kk", "nik")
    if len(twice) < max(_LEAST, _USUAL * len(people.lines)):
        return ("nik",)
    first, second = (sum(_has_womans_day(text_of(long[at])) for long in twice) for at in (0, 1))
    return ("kk", "nik") if second > 1 and not first else ("nik", "kk")


def _has_womans_day(number: str) -> bool:
    digits = "".join(filter(str.isdigit, number))
    return len(digits) == 16 and digits[6] >= "4"


def _widened(found: Stacked, further: Sequence[dict[int, tuple[str, str]]], people: _People) -> Stacked:
    """With columns to the right for what the further lines say."""
    header, mains = found.header, found.mains
    fields = {name: at for name, at in header.fields.items() if at not in mains}
    labels = list(header.labels)
    seen = _fields_said(people, found.numbers)
    if len(mains) > 1:
        fields |= {name: header.fields[name] for name in ("name", "nik") if name in header.fields}
    elif not found.in_cells:
        opening = next(kind for person in people.lines for kind in people.said(person))
        fields[found.numbers[0] if opening == LONG else opening] = mains[0]
    place = {name: at for name, at in fields.items() if name in LABELS}
    if "name" in place:
        place["patronym"] = place["name"]
    for name in LABELS:
        if name in seen and name not in place:
            place[name] = fields[name] = len(labels)
            labels.append(LABELS[name])
    own = []
    for row in further:
        goes: dict[int, int] = {}
        for at, (name, label) in row.items():
            if at in mains:
                goes[at] = place.get(name, -1)
            elif name not in fields:
                goes[at] = fields[name] = len(labels)
                labels.append(label)
        own.append(goes)
    whole = replace(
        header,
        labels=tuple(labels),
        fields=dict(sorted(fields.items(), key=lambda each: each[1])),
        height=header.height + len(further),
    )
    return replace(found, header=whole, place=place, own=tuple(own))


def _fields_said(people: _People, numbers: Iterable[str]) -> set[str]:
    said = {kind for person in people.lines for kind in people.said(person)}
    return said | set(numbers) if LONG in said else said
