"""A cell that goes on in the row below ("Jorong Koto" above "Nagari Aie Amo"): what is said of the same person, no line
of its own."""

from __future__ import annotations

from collections.abc import Sequence

from payung.intake import evidence, places
from payung.intake.blocks import Heading
from payung.intake.workbook import Row, text_of

# What people break over two rows where a column is too narrow, and what no line between people would stand under alone.
_WRAPPED = ("address", "birth_place", "birth", "occupation", "mother_name")
_LONGEST = 60


def goes_on(heading: Heading, above: Row, row: Row, below: Sequence[tuple[int, Row]]) -> bool:
    """Whether the row only goes on with cells of the person in the row above. A line that names a village above people
    counted from one is the title of their list, wherever it stands."""
    if heading.several:
        return False
    columns = {heading.fields[name] for name in _WRAPPED if name in heading.fields}
    texts = [text_of(cell).strip() for cell in row]
    filled = {at for at, text in enumerate(texts) if text}
    if not filled or not filled <= columns or any(len(texts[at]) > _LONGEST for at in filled):
        return False
    if any(at >= len(above) or not text_of(above[at]).strip() for at in filled):
        return False
    if places.is_total(texts) or places.is_note(texts) or any(map(evidence.is_place_and_date, texts)):
        return False
    number = heading.fields.get("number", -1)
    counted = [text_of(each[number]).strip(" .)") for _, each in below if 0 <= number < len(each)]
    return "1" not in counted


def joined(above: Row, row: Row) -> Row:
    """The row above with what goes on below it."""
    return [
        f"{text_of(cell).strip()} {text_of(row[at]).strip()}"
        if at < len(row) and text_of(row[at]).strip()
        else cell
        for at, cell in enumerate(above)
    ]
