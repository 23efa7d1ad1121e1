"""The file that registers people with BPJS: rows of a decree in the columns that the branch asks for."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from payung.errors import Place, UnusableInput
from payung.exchange.registration_profile import Profile, ProfileColumn
from payung.language import Text, same
from payung.sheets import Column, Kind, Sheet, write_csv, write_xlsx

_SEX_CODES = {"L": "1", "P": "2"}


def registration_xlsx(profile: Profile, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """One sheet, headings in the first row, every identity number as text.

    ``rows`` have the keys of ``registration_profile.FIELDS``; dates are ``date``, sex is L or P, a missing key is
    an empty cell. Raises UnusableInput for no rows, and names row and column of a value in the wrong form.
    """
    stream = io.BytesIO()
    columns = _columns(profile)
    write_xlsx(stream, [Sheet("Pendaftaran", columns, _cells(profile, rows))], "id")
    return stream.getvalue()


def registration_csv(profile: Profile, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The same as comma-separated UTF-8 with the mark by which Excel knows it. Raises UnusableInput likewise."""
    stream = io.StringIO(newline="")
    write_csv(stream, _columns(profile), _cells(profile, rows), "id")
    return stream.getvalue().encode("utf-8-sig")


def _columns(profile: Profile) -> list[Column]:
    return [
        Column(str(at), same(column.heading), _kind(column), max(12, len(column.heading) + 4))
        for at, column in enumerate(profile.columns)
    ]


def _kind(column: ProfileColumn) -> Kind:
    # Dates are written as text too: the form dd-mm-yyyy is what is asked for, not a serial in that clothing.
    return "integer" if column.source and column.format == "number" else "digits"


def _cells(profile: Profile, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    number = 0
    for number, row in enumerate(rows, start=1):
        yield {str(at): _cell(column, row, number) for at, column in enumerate(profile.columns)}
    if not number:
        raise UnusableInput(
            Text("Tidak ada orang untuk didaftarkan", "There is nobody to register"),
            Text(
                "Pilih keputusan yang berisi orang yang belum terdaftar",
                "Choose a decision with people not yet enrolled",
            ),
        )


def _cell(column: ProfileColumn, row: Mapping[str, Any], number: int) -> Any:
    if not column.source:
        return column.constant
    value = row.get(column.source)
    if value is None or value == "":
        return ""
    if column.format == "number" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if column.format == "date" and isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if column.format in ("sex_letter", "sex_code") and value in _SEX_CODES:
        return value if column.format == "sex_letter" else _SEX_CODES[value]
    if column.format in ("text", "upper") and isinstance(value, str | date):
        text = f"{value:%d-%m-%Y}" if isinstance(value, date) else value
        return text.upper() if column.format == "upper" else text
    if column.format == "text" and isinstance(value, int) and column.source == "decree_line":
        return str(value)
    raise _wrong(column, value, number)


def _wrong(column: ProfileColumn, value: Any, number: int) -> UnusableInput:
    return UnusableInput(
        Text(
            f"Nilai “{value}” tidak dapat ditulis dengan format {column.format}",
            f"The value “{value}” cannot be written in the format {column.format}",
        ),
        Text(
            "Perbaiki data orang itu atau format kolomnya", "Mend this person's data or the column's format"
        ),
        Place(row=number, column=column.heading),
    )
