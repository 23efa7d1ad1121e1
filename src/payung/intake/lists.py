"""The lists of a sheet, which may stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from payung.intake import boxes, overfull, parted
from payung.intake.blocks import Heading
from payung.intake.layout import Layout
from payung.intake.villages import IsVillage
from payung.intake.workbook import RawSheet


def lists(
    sheet: RawSheet,
    on: date,
    chosen: dict[str, int] | None = None,
    before: Heading | None = None,
    is_village: IsVillage | None = None,
) -> Iterator[Layout]:
    """The lists of a sheet from left to right; each must be read to its end before the next is asked for."""
    layout: Layout | None = Layout(
        parted.together(boxes.together(overfull.together(sheet, on), on), on),
        on,
        chosen,
        before=before,
        is_village=is_village,
    )
    while layout is not None:
        yield layout
        layout = layout.second()
