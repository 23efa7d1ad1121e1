"""What the columns under a heading are: as chosen by hand, or as named and then looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from payung.intake import content
from payung.intake.blocks import Heading
from payung.intake.headers import Header
from payung.intake.workbook import Row


def headed(
    header: Header,
    below: Sequence[Row],
    chosen: dict[str, int] | None,
    named: Mapping[str, str],
    on: date,
) -> Heading:
    """The heading with its columns. ``chosen`` gives field -> column, ``named`` field -> heading, as chosen in the list
    beside which this one stands."""
    columns = [[row[at] if at < len(row) else "" for row in below] for at in range(len(header.labels))]
    fields = chosen
    if fields is None and named:
        signature = header.signature
        fields = {name: signature.index(label) for name, label in named.items() if label in signature}
    if not fields and header.several:
        return Heading(
            header, header.fields, content.order_of(header.labels, header.fields, columns), header.several
        )
    if fields:
        fields = header.uncorrected(fields) | fields
    fields = fields or content.correct(header.fields, columns, on)
    return Heading(header, fields, content.order_of(header.labels, fields, columns))
