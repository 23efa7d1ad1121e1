"""What is understood of an upload before anything is stored as rows: sheets, columns, samples; changeable by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from payung import intake
from payung.intake.preview import CHOOSABLE, PreviewSheet, preview
from payung.office.areas.models import Area
from payung.office.proposals.villages import Villages

FIELDS = CHOOSABLE
Columns = Mapping[str, Mapping[str, str]]  # sheet -> {field: column letters}
LOOKED_AT = 600  # rows of each sheet; the whole is read by the job


def understand(path: Path, name: str, area: Area, mapping: Columns) -> dict[str, Any]:
    """Look at the first rows of every sheet. Raises UnusableInput for what cannot be read or holds no list."""
    source = intake.Source(path, name)
    sheets = [_said(sheet) for sheet in preview(source, rows=LOOKED_AT, mapping=mapping)]
    if not any(sheet["people"] for sheet in sheets):
        # Nobody among the first rows: the whole file says whether there is a list at all, and what is wrong.
        reading = intake.read([source], area=Villages(area).region, mapping=mapping or None, keep_cells=False)
        people = {each.name: each.people for _, of_file in reading.files for each in of_file}
        sheets = [sheet | {"people": people.get(sheet["name"], 0)} for sheet in sheets]
    return {"sheets": sheets, "people": sum(sheet["people"] for sheet in sheets)}


def _said(sheet: PreviewSheet) -> dict[str, Any]:
    whys = Counter(row.why for row in sheet.rows if row.why)
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "shape": sheet.shape,
        "people": sum(row.people for row in sheet.rows),
        "more": len(sheet.rows) >= LOOKED_AT,
        "skipped": dict(sorted(whys.items())),
        "notices": [{"id": each.id, "en": each.en} for each in sheet.notices],
        "columns": [
            {
                "letters": each.letters,
                "heading": each.label,
                "field": each.field,
                "samples": list(dict.fromkeys(each.samples)),
            }
            for each in sheet.columns
            if each.field
            or each.label
            or each.samples  # the boxes behind the first hold nothing of their own
        ],
    }


def shapes(understood: Mapping[str, Any]) -> dict[str, str]:
    """Sheet -> the shape of its headings, by which a mapping is remembered; a sheet without headings has none."""
    return {sheet["name"]: sheet["shape"] for sheet in understood["sheets"] if sheet["shape"]}


def taught(understood: Mapping[str, Any], mapping: Columns) -> dict[str, dict[str, str]]:
    """Shape -> the columns that were set by hand, to be remembered."""
    of = shapes(understood)
    return {of[sheet]: dict(columns) for sheet, columns in mapping.items() if sheet in of and columns}
