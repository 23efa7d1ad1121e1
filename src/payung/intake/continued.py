"""A cell that goes on in the row below ("Jorong Koto" above "Nagari Aie Amo"): what is said of the same person, no line
of its own."""

from __future__ import annotations

from collections.abc import Sequence

from payung.identity import nik
from payung.intake import evidence, lines, places
from payung.intake.blocks import Heading
from payung.intake.workbook import Cell, Row, is_filled, text_of

# What people break over two rows where a column is too narrow, and what no line between people would stand under alone.
_WRAPPED = ("address", "birth_place", "birth", "occupation", "mother_name")
_LONGEST = 60


def goes_on(
    heading: Heading, above: Row, row: Row, below: Sequence[tuple[int, Row]], titled: set[int]
) -> bool:
    """Whether the row only goes on with cells of the person in the row above. A line above people counted from one is the
    title of their list, wherever it stands; so is one in the columns ``titled``, where titles stood before. Below the last
    person stand signatures: there only what names a part of an address goes on."""
    if heading.several:
        return False
    columns = {heading.fields[name] for name in _WRAPPED if name in heading.fields}
    texts = [text_of(cell).strip() for cell in row]
    filled = {at for at, text in enumerate(texts) if text}
    at = heading.fields.get("nik", -1)
    if at in filled and at < len(above) and _is_rest_of_nik(above[at], row[at]):
        columns.add(at)
    if not filled or not filled <= columns - titled or any(len(texts[at]) > _LONGEST for at in filled):
        return False
    if any(at >= len(above) or not text_of(above[at]).strip() for at in filled):
        return False
    if (
        places.family(texts, None, None)
        or places.is_total(texts)
        or places.is_note(texts)
        or any(map(evidence.is_place_and_date, texts))
    ):
        return False
    number = heading.fields.get("number", -1)
    counted = [text_of(each[number]).strip(" .)") for _, each in below[:1] if 0 <= number < len(each)]
    if "1" in counted:
        return False
    return all(map(lines.is_address, filter(None, texts))) or _somebody_follows(heading, below)


def _somebody_follows(heading: Heading, below: Sequence[tuple[int, Row]]) -> bool:
    """Whether a person stands below, and no signature: at once, or after as little as goes on in a row."""
    columns = [heading.fields[name] for name in ("nik", "name", "nik_name") if name in heading.fields]
    for _, row in below:
        if all(at < len(row) and text_of(row[at]).strip() for at in columns):
            return True
        if not is_filled(row):
            return False
    return False


def _is_rest_of_nik(above: Cell, cell: Cell) -> bool:
    """Whether the digits of two texts make sixteen, and neither has them alone."""
    first, second = text_of(above).strip(), text_of(cell).strip()
    both = first + second
    return (
        isinstance(above, str)
        and isinstance(cell, str)
        and both.isdigit()
        and len(both) == nik.LENGTH
        and first != ""
    )


def joined(above: Row, row: Row) -> Row:
    """The row above with what goes on below it."""
    further = [*row, *[""] * (len(above) - len(row))]
    return [
        _with(cell, more) if text_of(more).strip() else cell
        for cell, more in zip(above, further, strict=False)
    ]


def _with(cell: Cell, more: Cell) -> str:
    first, second = text_of(cell).strip(), text_of(more).strip()
    return f"{first}{second}" if first.isdigit() and second.isdigit() else f"{first} {second}"
