"""What would be understood of a file, from its first rows: for people to look at, and correct, before reading."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import islice
from pathlib import Path

from payung.intake import notices
from payung.intake.blocks import apart
from payung.intake.fields import squeeze
from payung.intake.layout import Layout
from payung.intake.lists import lists
from payung.intake.source import Source, column_index, column_letters
from payung.intake.workbook import RawSheet, Row, open_sheets, text_of
from payung.language import Text

# The fields that a person may put on a column, in the order of a form.
CHOOSABLE: dict[str, Text] = {
    "nik": Text("NIK", "NIK"),
    "kk": Text("No. KK", "Family card number"),
    "name": Text("Nama", "Name"),
    "name_middle": Text("Nama tengah (disambung)", "Middle name (joined)"),
    "name_last": Text("Nama belakang (disambung)", "Last name (joined)"),
    "nik_name": Text("NIK dan nama (satu kolom)", "NIK and name (one column)"),
    "birth": Text("Tempat dan tanggal lahir (satu kolom)", "Place and date of birth (one column)"),
    "birth_place": Text("Tempat lahir", "Place of birth"),
    "birth_date": Text("Tanggal lahir", "Date of birth"),
    "birth_day": Text("Tanggal lahir: hari", "Date of birth: day"),
    "birth_month": Text("Tanggal lahir: bulan", "Date of birth: month"),
    "birth_year": Text("Tanggal lahir: tahun", "Date of birth: year"),
    "sex": Text("Jenis kelamin", "Sex"),
    "sex_male": Text("Laki-laki (kolom centang)", "Male (a column of ticks)"),
    "sex_female": Text("Perempuan (kolom centang)", "Female (a column of ticks)"),
    "address": Text("Alamat", "Address"),
    "rt": Text("RT", "RT"),
    "rw": Text("RW", "RW"),
    "rt_rw": Text("RT/RW (satu kolom)", "RT/RW (one column)"),
    "hamlet": Text("Dusun atau jorong", "Hamlet"),
    "village": Text("Desa, nagari, atau kelurahan", "Village"),
    "village_code": Text("Kode desa", "Village code"),
    "district": Text("Kecamatan", "District"),
    "occupation": Text("Pekerjaan", "Occupation"),
    "trade": Text("Lapangan usaha (kode DTKS)", "Trade (codes of DTKS)"),
    "phone": Text("Nomor telepon", "Phone number"),
    "mother_name": Text("Nama ibu kandung", "Mother's name"),
    "income": Text("Penghasilan", "Income"),
}
_LOOKED_AT = 600
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column by its letters: its heading, the field it is taken for (empty: none), some of what it holds."""

    letters: str
    label: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row by its number; ``why`` it would be skipped, empty for a person; how many people it holds."""

    number: int
    why: str
    cells: tuple[str, ...]
    people: int = 1


@dataclass(frozen=True, slots=True)
class PreviewSheet:
    """``shape`` is the same for sheets with the same headings: what to remember a correction by. Of lists side by
    side, ``columns`` are the first's; the others follow it by their headings."""

    name: str
    hidden: bool
    shape: str
    columns: tuple[PreviewColumn, ...]
    rows: tuple[PreviewRow, ...]
    notices: tuple[Text, ...] = ()

    def mapping(self) -> dict[str, str]:
        """Field -> column letters as understood, in the form that ``read`` takes."""
        return {column.field: column.letters for column in self.columns if column.field}


def preview(
    path: Path | Source,
    rows: int = 20,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
    on: date | None = None,
) -> tuple[PreviewSheet, ...]:
    """The sheets of a file with their columns as understood and their first ``rows`` rows that hold something.

    ``mapping`` as in ``read``: what the user has corrected so far. Raises ``UnusableInput`` as ``read`` does, but
    not for a sheet without a list.
    """
    source = path if isinstance(path, Source) else Source(Path(path))
    day = on or date.today()  # noqa: DTZ011
    return tuple(_sheet(sheet, rows, (mapping or {}), day) for sheet in open_sheets(source))


def chosen_columns(mapping: Mapping[str, Mapping[str, str]], sheet: RawSheet) -> dict[str, int] | None:
    """The columns that the user put fields on, counted from the sheet's first one; None where he did not."""
    chosen = mapping.get(sheet.name, mapping.get("*"))
    if chosen is None:
        return None
    return {field: column_index(letters.upper()) - 1 - sheet.left for field, letters in chosen.items()}


def _sheet(sheet: RawSheet, rows: int, mapping: Mapping[str, Mapping[str, str]], on: date) -> PreviewSheet:
    short = replace(sheet, open_rows=lambda: islice(sheet.rows(), _LOOKED_AT))
    labels: tuple[str, ...] = ()
    columns: list[tuple[PreviewColumn, ...]] = []
    listed: list[PreviewRow] = []
    seen: list[notices.Seen] = []
    for layout in lists(short, on, chosen_columns(mapping, sheet)):
        people: dict[int, Row] = {}
        heads: Counter[int] = Counter()
        for block in layout.blocks():
            people.update(zip(block.numbers, block.rows, strict=True))
            parts = [part for part, _ in apart(block)] if block.heading.several else [block]
            heads.update(number for part in parts for number in part.numbers)
        skipped = {each.number: each for each in layout.skipped}
        listed += (
            PreviewRow(
                number,
                skipped[number].why if number in skipped else "",
                tuple(map(text_of, people[number] if number in people else skipped[number].row)),
                heads[number],
            )
            for number in {*people, *skipped}
        )
        labels += layout.headings[0].header.labels if layout.headings else ()
        columns.append(_columns(layout, list(people.values()), layout.sheet.left))
        seen.append(notices.of_list(layout))
    listed.sort(key=lambda row: row.number)
    return PreviewSheet(
        name=sheet.name,
        hidden=sheet.hidden,
        shape=_shape(labels),
        columns=columns[0],
        rows=tuple(listed[:rows]),
        notices=tuple(notices.of_sheet(reduce(notices.Seen.beside, seen))),
    )


def _shape(labels: tuple[str, ...]) -> str:
    words = "|".join(squeeze(label) for label in labels).strip("|")
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


def _columns(layout: Layout, people: list[Row], left: int) -> tuple[PreviewColumn, ...]:
    if not layout.headings:
        return ()
    heading = layout.headings[0]
    field_at = {at: field for field, at in heading.fields.items() if field in CHOOSABLE}
    width = max([len(heading.header.labels), *map(len, people)])
    columns = []
    for at in range(width):
        held = (text_of(row[at]).strip() for row in people if at < len(row))
        columns.append(
            PreviewColumn(
                letters=column_letters(at + left),
                label=heading.header.labels[at] if at < len(heading.header.labels) else "",
                field=field_at.get(at, ""),
                samples=tuple(islice((text for text in held if text), _SAMPLES)),
            )
        )
    return tuple(columns)
