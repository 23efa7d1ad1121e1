"""A report's content as workbook and as PDF; the same content gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from payung.documents.paper import Paper
from payung.documents.table import Table, TableColumn
from payung.documents.theme import DEFAULT
from payung.language import number, rupiah, same
from payung.law.month import date_in_words
from payung.sheets import Column, Sheet, write_xlsx

_WIDTHS = {"text": 30, "integer": 14, "rupiah": 20}
_SHARES = {"text": 26, "integer": 12, "rupiah": 18}
_SIZE = 8.2


def in_words(value: Any, kind: str) -> str:
    """A cell as page and PDF show it; an empty one is a dash."""
    if value is None:
        return "–"
    if kind == "rupiah":
        return rupiah(value)
    return number(value, "id") if kind == "integer" else str(value)


def totals(section: Mapping[str, Any]) -> dict[str, int]:
    """Sums of a section's columns; people are not summed: somebody may stand in several rows."""
    if not section["totals"] or len(section["rows"]) < 2:
        return {}
    return {
        column["key"]: sum(row[column["key"]] or 0 for row in section["rows"])
        for column in section["columns"]
        if column["kind"] != "text" and not column["key"].endswith("people")
    }


def workbook(content: Mapping[str, Any], made: date) -> bytes:
    stream = io.BytesIO()
    head = [content["title"], *(f"{label}: {value}" for label, value in _facts(content, made))]
    sheets = []
    for section in content["sections"]:
        columns = [
            Column(c["key"], same(c["label"]), c["kind"], _WIDTHS[c["kind"]]) for c in section["columns"]
        ]
        rows = list(section["rows"])
        if sums := totals(section):
            rows.append({section["columns"][0]["key"]: "Jumlah", **sums})
        sheets.append(Sheet(section["title"], columns, rows, title=[*head, *section["notes"]]))
    if not sheets:
        sheets.append(
            Sheet("Laporan", [Column("words", same("Uraian"), "text", 60)], [{"words": NOTHING}], title=head)
        )
    write_xlsx(stream, sheets, "id")
    return stream.getvalue()


NOTHING = "Tidak ada orang-bulan pada periode ini."


def _facts(content: Mapping[str, Any], made: date) -> list[tuple[str, str]]:
    return [
        *((label, value) for label, value in content["facts"]),
        ("Keadaan pada", date_in_words(made, "id")),
    ]


def pdf(content: Mapping[str, Any], made: date, sha256: str) -> bytes:
    facts = _facts(content, made)
    paper = Paper(
        A4,
        DEFAULT,
        title=content["title"],
        footer=[f"{content['title']} · {facts[1][1]}", f"SHA-256 isi: {sha256}"],
    )
    paper.letterhead()
    paper.paragraph(content["title"].upper(), bold=True, align="center", size=13, after=8)
    paper.fields(facts, left=paper.left, label_width=34 * mm, size=9.5)
    paper.gap(6)
    if not content["sections"]:
        paper.paragraph(NOTHING)
    for section in content["sections"]:
        _draw(paper, section)
    return paper.finish()


def _draw(paper: Paper, section: Mapping[str, Any]) -> None:
    paper.need(34 * mm)
    paper.paragraph(section["title"], bold=True, size=11, after=4)
    columns = section["columns"]
    table = Table(
        paper,
        [
            TableColumn(c["label"], _SHARES[c["kind"]], "left" if c["kind"] == "text" else "right")
            for c in columns
        ],
        size=_SIZE,
    )
    for row in section["rows"]:
        table.row([in_words(row[c["key"]], c["kind"]) if row[c["key"]] != "" else "" for c in columns])
    if sums := totals(section):
        kinds = {c["key"]: c["kind"] for c in columns}
        places = {c["key"]: at for at, c in enumerate(columns)}
        table.total(
            "Jumlah", {places[key]: in_words(value, kinds[key]) for key, value in sums.items()}, strong=True
        )
    table.end(after=3)
    for note in section["notes"]:
        paper.paragraph(note, size=8, after=1)
    paper.gap(9)
