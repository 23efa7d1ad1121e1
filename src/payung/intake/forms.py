"""Forms: one person per page, each line a label and a value ("NIK : 1303…"), instead of a list."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from payung.identity import nik
from payung.intake import boxes
from payung.intake.around import Around
from payung.intake.blocks import Block, Heading
from payung.intake.fields import recognise
from payung.intake.headers import Header
from payung.intake.schema import Why
from payung.intake.workbook import Cell, Row, text_of

_LEAST = 3  # so many fields a form has at least, the NIK among them
_LONG = nik.LENGTH - 2
_FEW = 3  # so few signs are no word or number in boxes
_NO_VALUE = ("number", "_sign")
# "Jenis Kelamin : PEREMPUAN   Gol. Darah : O", as it is copied from a card.
_NEXT_LABEL = re.compile(r"(?<!\s)(?:\s{2,}(?=[^\W\d][^:\d]{1,24}:)|\s+(?=gol(?:ongan)?\.? ?darah\b))", re.I)
_STRESS = " \t\n\r*_"  # "*Nama :* Siti", as messages stress words
_LONGEST_PART = 60  # signs of the name of a part of a form
_ABOVE = 2  # so far above its first line a form's name may stand
_COUNTED = re.compile(r"^(?:\d{1,2}|[a-z]|[ivx]{2,4})\s*[.)]\s*(?=[^\W\d])", re.I)  # "1. Nama", "b) NIK"


@dataclass
class Form:
    """One person's form: the values by field and by label, and the numbers of its lines with their cells."""

    values: dict[str, Cell] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[int, Row]] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        if len(self.values) >= _LEAST and "nik" in self.values:
            return True
        digits = sum(map(str.isdigit, text_of(self.values.get("nik", ""))))
        return digits >= _LONG and "name" in self.values  # both labels alone, if with a number


def read(rows: Iterable[tuple[int, Row]]) -> Iterator[Form | tuple[int, Row]]:
    """Forms, and the lines that belong to none, in order. A form ends where a label comes again in a line below; where one
    comes again in the same line, another form stands beside the first."""
    beside: list[Form] = [Form()]
    others: set[str] | None = None  # what was said of somebody else, right below a line that names whom
    last = 0
    for number, row in rows:
        told = _told(row)
        if not told:
            if any(cell != "" for cell in row):
                others, last = (set() if beside[0].is_whole and _is_of_others(row) else None), number
                yield number, row
            continue
        if others is not None and number == last + 1 and not others.intersection(each[0] for each in told):
            others.update(each[0] for each in told)
            last = number
            yield number, row
            continue
        others = None
        parts = _side_by_side(told)
        if any(
            form.values.keys() & {name for name, _, _ in part}
            for form, part in zip(beside, parts, strict=False)
        ):
            yield from _given(beside)
            beside = [Form()]
        beside += [Form() for _ in parts[len(beside) :]]
        for form, part in zip(beside, parts, strict=False):
            form.values |= {name: value for name, _, value in part}
            form.labels |= {name: label for name, label, _ in part}
        beside[0].lines.append((number, row))
    yield from _given(beside)


# Whose particulars a part of a form asks for, besides those of the person.
_OTHERS = re.compile(
    r"(?:[a-z\d]{1,4}\s*[.)]\s*)?(?:(?:data |identitas |biodata |keterangan )?(?:ahli ?waris|pasangan|kontak darurat)"
    r"|(?:data|identitas|biodata|keterangan) (?:suami|isteri|istri|orang ?tua|wali|penjamin|penanggung jawab|pendaftar|petugas|pengusul|saksi))\b[^:]{0,40}:?",
    re.I,
)


def _is_of_others(row: Row) -> bool:
    texts = [text for text in (text_of(cell).strip() for cell in row) if text and not text.isdigit()]
    return bool(texts) and len(texts[-1]) < _LONGEST_PART and _OTHERS.fullmatch(texts[-1]) is not None


def _side_by_side(told: list[tuple[str, str, Cell]]) -> list[list[tuple[str, str, Cell]]]:
    parts: list[list[tuple[str, str, Cell]]] = [[]]
    for each in told:
        if any(each[0] == name for name, _, _ in parts[-1]):
            parts.append([])
        parts[-1].append(each)
    return parts


def _given(beside: list[Form]) -> Iterator[Form | tuple[int, Row]]:
    """The whole forms among those that stand side by side. Their lines are the first's; the others share its first line."""
    lines = beside[0].lines
    whole = [form for form in beside if form.is_whole]
    for form in whole:
        form.lines = lines if form is whole[0] else lines[:1]
    yield from whole or lines


def _told(row: Row) -> list[tuple[str, str, Cell]]:
    """(field, label, value) of the line; a label ends in a colon, or has one in the cell after it."""
    told: list[tuple[str, str, Cell]] = []
    places = [at for at, cell in enumerate(row) if text_of(cell).strip()]
    cells = [row[at] for at in places]
    texts = [text_of(cell).strip() for cell in cells]
    for at, text in enumerate(texts):
        label, colon, rest = _label(text)
        after = texts[at + 1] if at + 1 < len(texts) else ""
        if not colon and not after.startswith(":"):
            continue
        label = _COUNTED.sub("", " ".join(label.split()).lstrip("*_"), count=1)
        found = recognise(label.rstrip(" .="))
        if found is None or found[1] >= 60 or found[0] in _NO_VALUE:
            continue
        value: Cell = _NEXT_LABEL.split(rest, maxsplit=1)[0].strip(_STRESS)
        if value == "" and after:  # the cell itself: a number must not lose that it was one
            beyond = at + 2 if after == ":" else at + 1
            value = cells[beyond] if beyond < len(cells) else ""
            if len(cells) - beyond > _FEW:
                value = boxes.said(row[places[beyond] :], words=True) or value
            value = value.lstrip(": ") if isinstance(value, str) else value
        is_label = isinstance(value, str) and value.rstrip().endswith(":")
        told.append((found[0], label, "" if is_label else value))
    return told


def _label(text: str) -> tuple[str, str, str]:
    """The text cut at its colon, or at "=" where it has none and more than a letter, which a legend explains, is before it."""
    label, colon, rest = text.partition(":")
    if not colon and len(label := text.partition("=")[0].strip()) > 1 and label != text:
        return text.partition("=")
    return label, colon, rest


def sort_out(rows: Iterable[tuple[int, Row]]) -> tuple[list[Form], list[tuple[int, Row]]]:
    """The forms, and the lines that belong to none."""
    found: list[Form] = []
    others: list[tuple[int, Row]] = []
    for each in read(rows):
        if isinstance(each, tuple):
            others.append(each)
        else:
            _name_above(each, others)
            found.append(each)
    signers = [form for form in found[:-1] if _signs(form, others)]
    others += [line for form in signers for line in form.lines]
    return [form for form in found if form not in signers], sorted(others, key=lambda line: line[0])


_OFFICIAL = re.compile(
    r"(?:pj\.? ?|plt\.? ?)?(?:kepala|lurah|wali|camat|sekretaris|kasi|kaur|ketua r[tw]|geuchik|keuchik|penghulu)\b",
    re.I,
)


def _signs(form: Form, others: Sequence[tuple[int, Row]]) -> bool:
    """Whether the form is that of an official who declares something of whoever comes below: "Yang bertanda tangan …"."""
    first = form.lines[0][0]
    above = " ".join(
        text_of(cell) for number, row in others if first - _ABOVE <= number < first for cell in row
    )
    office = text_of(form.values.get("position", form.values.get("occupation", ""))).strip()
    return "tanda tangan" in above.lower() and _OFFICIAL.match(office) is not None


_COUNTED_NAME = re.compile(r"[*_\s]*\d{1,4}\s*[.)]\s*[*_\s]*([^\W\d_][^\d:;]{2,60}?)[*_\s]*")


def _name_above(form: Form, others: Sequence[tuple[int, Row]]) -> None:
    """The name of a form that has none, where it stands with its running number right above it: "1. *SITI*"."""
    first = form.lines[0][0]
    above = next((row for number, row in reversed(others) if first - _ABOVE <= number < first), None)
    if "name" in form.values or above is None:
        return
    texts = [text for text in (text_of(cell).strip() for cell in above) if text]
    if len(texts) == 1 and (found := _COUNTED_NAME.fullmatch(texts[0])):
        form.values["name"], form.labels["name"] = found.group(1), "Nama"


def block(
    found: Sequence[Form],
    others: Sequence[tuple[int, Row]],
    around: Around,
    chosen: dict[str, int] | None = None,
) -> Block:
    """The people of the forms, under all labels of the forms as a heading, with what the lines between them name. ``chosen``
    gives field -> place among the labels, as set by hand."""
    labels: dict[str, str] = {}
    for form in found:
        labels |= {name: label for name, label in form.labels.items() if name not in labels}
    fields = {(f"{name}@{at}" if name.startswith("_") else name): at for at, name in enumerate(labels)}
    people = Block(Heading(Header(tuple(labels.values()), fields), chosen or fields))
    between = deque(sorted(others, key=lambda line: line[0]))
    for form in found:
        number = form.lines[0][0]
        while between and between[0][0] < number:
            texts = [text_of(cell).strip() for cell in between.popleft()[1]]
            if people.rows:
                around.why(texts)
            else:
                around.title(texts)
        people.add(number, [form.values.get(name, "") for name in labels], around.above)
    return people


def no_people(found: Sequence[Form], others: Sequence[tuple[int, Row]]) -> list[tuple[int, Row, Why]]:
    """The lines that stand for nobody, and why, in order: a form is told at its first line."""
    told: list[tuple[int, Row, Why]] = [
        (number, row, "header") for form in found for number, row in form.lines[1:]
    ]
    first = found[0].lines[0][0]
    told += [(number, row, "title" if number < first else "note") for number, row in others]
    return sorted(told, key=lambda each: each[0])
