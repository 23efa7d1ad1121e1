"""What is understood of an upload before anything is stored as rows: sheets, columns, samples; changeable by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from payung import intake
from payung.intake.fields import squeeze
from payung.intake.layout import Layout
from payung.intake.source import column_index, column_letters
from payung.intake.workbook import RawSheet, Row, open_sheets, text_of
from payung.language import Text
from payung.office.areas.models import Area
from payung.office.proposals.villages import Villages

Mapping_ = Mapping[str, Mapping[str, str]]
LOOKED_AT = 300  # rows of each sheet; the whole is read by the job
SAMPLES = 3

# What a column can be told to be, in the order of the form.
FIELDS: dict[str, Text] = {
    "nik": Text("NIK", "NIK"),
    "kk": Text("Nomor KK", "Family card number (KK)"),
    "name": Text("Nama", "Name"),
    "birth_place": Text("Tempat lahir", "Birth place"),
    "birth_date": Text("Tanggal lahir", "Birth date"),
    "birth": Text("Tempat dan tanggal lahir", "Birth place and date"),
    "sex": Text("Jenis kelamin", "Sex"),
    "address": Text("Alamat", "Address"),
    "rt": Text("RT", "RT"),
    "rw": Text("RW", "RW"),
    "hamlet": Text("Dusun atau jorong", "Hamlet"),
    "village": Text("Desa, nagari atau kelurahan", "Village"),
    "village_code": Text("Kode desa", "Village code"),
    "district": Text("Kecamatan", "Kecamatan"),
    "occupation": Text("Pekerjaan", "Occupation"),
    "phone": Text("Nomor HP", "Phone"),
    "mother_name": Text("Nama ibu kandung", "Mother's name"),
    "income": Text("Penghasilan", "Income"),
}


def understand(path: Path, name: str, area: Area, mapping: Mapping_) -> dict[str, Any]:
    """Look at the first rows of every sheet. Raises UnusableInput for what cannot be read or holds no list."""
    source = intake.Source(path, name)
    sheets = [_sheet(raw, mapping.get(raw.name)) for raw in open_sheets(source)]
    if not any(sheet["people"] for sheet in sheets):
        # Nothing among the first rows: the whole file says whether there is a list at all, and what is wrong.
        reading = intake.read([source], area=Villages(area).region, mapping=mapping or None, keep_cells=False)
        people = {each.name: each.people for _, of_file in reading.files for each in of_file}
        sheets = [sheet | {"people": people.get(sheet["name"], 0)} for sheet in sheets]
    return {"sheets": sheets, "people": sum(sheet["people"] for sheet in sheets)}


def _sheet(raw: RawSheet, chosen: Mapping[str, str] | None) -> dict[str, Any]:
    at = {field: column_index(letters) - 1 - raw.left for field, letters in (chosen or {}).items()}
    layout = Layout(_beginning(raw), timezone.localdate(), at or None)
    people, samples, width = 0, [], 0
    for block in layout.blocks():
        people += len(block.rows)
        samples += block.rows[: SAMPLES - len(samples)]
    heading = layout.headings[0] if layout.headings else None
    labels = heading.header.labels if heading else ()
    fields = {column: field for field, column in heading.fields.items()} if heading else {}
    width = max([len(labels), *(len(row) for row in samples)], default=0)
    return {
        "name": raw.name,
        "hidden": raw.hidden,
        "rows": layout.rows if raw.height <= LOOKED_AT else raw.height,
        "looked_at": min(LOOKED_AT, raw.height) if raw.height else layout.rows,
        "whole": raw.height <= LOOKED_AT and layout.rows < LOOKED_AT,
        "people": people,
        "header_rows": list(layout.header_rows[:3]),
        "columns": [
            {
                "letters": column_letters(column + raw.left),
                "heading": labels[column] if column < len(labels) else "",
                "field": fields.get(column, "").lstrip("_") if fields.get(column, "") in FIELDS else "",
                "samples": [_sample(row, column) for row in samples],
            }
            for column in range(width)
        ],
        "skipped": _counted(each.why for each in layout.skipped),
    }


def _beginning(raw: RawSheet) -> RawSheet:
    def rows() -> Iterator[Row]:
        return islice(raw.open_rows(), LOOKED_AT)

    return replace(raw, open_rows=rows)


def _sample(row: Row, column: int) -> str:
    return text_of(row[column])[:60] if column < len(row) else ""


def _counted(whys: Iterator[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for why in whys:
        counts[why] = counts.get(why, 0) + 1
    return counts


def shapes(understood: Mapping[str, Any]) -> dict[str, str]:
    """Sheet -> the hash of its headings, by which a mapping is remembered; sheets without headings have none."""
    return {
        sheet["name"]: hashlib.sha256("\x1f".join(headings).encode()).hexdigest()
        for sheet in understood["sheets"]
        if any(headings := [squeeze(column["heading"]) for column in sheet["columns"]])
    }


def taught(understood: Mapping[str, Any], mapping: Mapping_) -> dict[str, dict[str, str]]:
    """Shape -> the columns that were set by hand, to be remembered."""
    of = shapes(understood)
    return {of[sheet]: dict(columns) for sheet, columns in mapping.items() if sheet in of and columns}
