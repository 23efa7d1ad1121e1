"""Sheets laid on their side: the labels stand below one another in the first column, and each person is a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from payung.identity import nik
from payung.intake import forms, recited
from payung.intake.fields import recognise
from payung.intake.forms import Form
from payung.intake.workbook import Row, text_of

Numbered = tuple[int, Row]
SortOut = Callable[[Iterable[Numbered]], tuple[list[Form], list[Numbered]]]
_LEAST = 3  # so many labels are known, the NIK's among them
_NO_VALUE = ("number", "_sign")
_GUESSED = 60  # a label that is only like one we know
_LONG = nik.LENGTH - 2
_COUNT = re.compile(r"\d{1,2}\s*[.)]?|[a-z]\s*[.)]", re.I)  # in a cell of its own before a label


def way_of(rows: Sequence[Numbered]) -> SortOut | None:
    """How the people of forms are sorted out of such rows, those told in a line each, or those of a sheet on its side; None for what
    may be a list."""
    if any(isinstance(each, Form) for each in forms.read(rows)):
        return forms.sort_out
    if recited.is_so(rows):
        return recited.sort_out
    if any(isinstance(each, Form) for each in forms.read(map(_signed, rows))):
        return _sort_out_signed
    return sort_out if any(isinstance(each, Form) for each in read(rows)) else None


# "Nama SITI", "NIK 1303…", alone in their lines.
_UNSIGNED = re.compile(
    r"\W*(nama(?: lengkap)?|nik|no\.? ?(?:nik|ktp|kk|hp|wa)|kk|alamat|pekerjaan|ttl|hp|te?mpa?t[ ,/]{0,3}(?:tgl|tanggal)\.? ?lahir"
    r"|(?:tgl|tanggal)\.? ?lahir|jenis kelamin|nama ibu(?: kandung)?)\s+([^\s:=].*)",
    re.I | re.S,
)


def _signed(numbered: Numbered) -> Numbered:
    """The line with a colon behind its label, where it has none."""
    number, row = numbered
    filled = [text_of(cell) for cell in row if text_of(cell).strip()]
    found = _UNSIGNED.fullmatch(filled[0].strip()) if len(filled) == 1 and ":" not in filled[0] else None
    return (number, [f"{found.group(1)}: {found.group(2)}"]) if found else numbered


def _sort_out_signed(rows: Iterable[Numbered]) -> tuple[list[Form], list[Numbered]]:
    lines = list(rows)
    found, others = forms.sort_out(map(_signed, lines))
    as_written = dict(lines)
    for form in found:
        form.lines = [(number, as_written[number]) for number, _ in form.lines]
    return found, [(number, as_written[number]) for number, _ in others]


def sort_out(rows: Iterable[Numbered]) -> tuple[list[Form], list[Numbered]]:
    """The people, each at the row of the NIKs, and the rows that belong to none."""
    every = list(read(rows))
    return [each for each in every if isinstance(each, Form)], [
        each for each in every if isinstance(each, tuple)
    ]


def read(rows: Iterable[Numbered]) -> list[Form | Numbered]:
    """A label that comes again begins the next people, below the first."""
    filled = [(number, row) for number, row in rows if any(text_of(cell).strip() for cell in row)]
    told: list[Form | Numbered] = []
    group: dict[str, tuple[str, Numbered]] = {}
    for number, row in filled:
        at, field, label = _labelled(row)
        if not field:
            told.append((number, row))
            continue
        if field in group:
            told += _people(group)
            group = {}
        group[field] = label, (number, row[at + 1 :])
    return [*told, *_people(group)]


def _labelled(row: Row) -> tuple[int, str, str]:
    """Where the first text of the row stands (the one after its count), and the field that it names, if it is a label."""
    filled = [at for at, cell in enumerate(row) if text_of(cell).strip()]
    is_counted = len(filled) > 2 and _COUNT.fullmatch(text_of(row[filled[0]]).strip())
    at = filled[1 if is_counted else 0]
    label = " ".join(text_of(row[at]).split()).rstrip(" :=.")
    found = recognise(label)
    is_label = (
        found is not None and found[1] < _GUESSED and any(text_of(cell).strip() for cell in row[at + 1 :])
    )
    return at, found[0] if found and is_label else "", label


def _people(group: dict[str, tuple[str, Numbered]]) -> list[Form | Numbered]:
    lines = sorted((line for _, line in group.values()), key=lambda line: line[0])
    named = {field: told for field, told in group.items() if field not in _NO_VALUE}
    if len(named) < _LEAST or "nik" not in named:
        return list(lines)
    labels = {field: label for field, (label, _) in named.items()}
    niks = named["nik"][1]
    width = max(len(row) for _, row in lines)
    people: list[Form] = []
    for at in range(width):
        values = {field: row[at] if at < len(row) else "" for field, (_, (_, row)) in named.items()}
        if any(text_of(values.get(field, "")).strip() for field in ("nik", "name")):
            people.append(Form(values, labels, [niks]))
    long = sum(sum(map(str.isdigit, text_of(form.values["nik"]))) >= _LONG for form in people)
    if not people or 2 * long < len(people):
        return list(lines)
    people[0].lines = [niks, *(line for line in lines if line is not niks)]
    return list(people)
