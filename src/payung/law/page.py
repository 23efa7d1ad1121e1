"""The page of all parameters, generated: ``python -m payung.law.page > docs/law/parameters.md``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from payung.language import Language, Text, number, rupiah
from payung.law.line import plain
from payung.law.parameters import Dated, Parameter, Parameters, current
from payung.law.parameters.model import CONFIDENCE_WORDS, NUMBERS, UNITS

_TITLE = Text("Parameter hukum", "Parameters of the law")
_INTRO = Text(
    "Halaman ini dibuat dari berkas parameter di `src/payung/law/parameters`. Jangan disunting; jalankan "
    "`python -m payung.law.page > docs/law/parameters.md`.",
    "This page is generated from the parameter files in `src/payung/law/parameters`. Do not edit it; run "
    "`python -m payung.law.page > docs/law/parameters.md`.",
)
_MARKS = Text(
    "terverifikasi: bunyi aturan atau dua sumber yang berdiri sendiri; menurut laporan: satu sumber; belum "
    "terverifikasi: sumber lemah atau ingatan.",
    "verified: words of the statute or two independent sources; reported: one source; unverified: a weak source or "
    "recollection.",
)
_HEAD = Text(
    "| Berlaku | Nilai | Dasar | Kepastian | Sumber |", "| In force | Value | Basis | Confidence | Sources |"
)
_OPEN = Text("sekarang", "now")


def page(parameters: Parameters, language: Language = "id") -> str:
    """Markdown, one section per folder, one table per parameter."""
    said = [f"# {_TITLE.to(language)}", "", _INTRO.to(language), "", _MARKS.to(language), ""]
    folders = groupby(parameters.values(), key=lambda parameter: parameter.path.rsplit("/", 1)[0])
    for folder, members in folders:
        said += [f"## {folder}", ""]
        for parameter in members:
            said += _section(parameter, language)
    return "\n".join(said).rstrip("\n") + "\n"


def _section(parameter: Parameter, language: Language) -> Iterator[str]:
    unit = UNITS[parameter.unit].to(language)
    yield f"### {parameter.description.to(language)}"
    yield ""
    yield f"`{parameter.path}` ({unit})"
    yield ""
    yield _HEAD.to(language)
    yield "|---|---|---|---|---|"
    for dated in parameter.values:
        yield _row(parameter, dated, language)
    yield ""
    for dated in parameter.values:
        if isinstance(dated.value, list | dict) and parameter.unit in ("table", "relief"):
            yield from _table(dated, language)
        if dated.note:
            yield f"{dated.start.isoformat()}: {dated.note.to(language)}"
            yield ""


def _row(parameter: Parameter, dated: Dated, language: Language) -> str:
    end = dated.end.isoformat() if dated.end else _OPEN.to(language)
    sources = " ".join(f"[{number}]({address})" for number, address in enumerate(dated.sources, 1))
    cells = (
        f"{dated.start.isoformat()} – {end}",
        shown(parameter.unit, dated.value, language),
        dated.citation.to(language),
        CONFIDENCE_WORDS[dated.confidence].to(language),
        sources,
    )
    return f"| {' | '.join(cells)} |"


def shown(unit: str, value: Any, language: Language) -> str:
    """A value as people read it; tables are shown by themselves."""
    if unit in ("rupiah", "rupiah/month"):
        return rupiah(value)
    if unit in NUMBERS:
        return plain(value).to(language) if isinstance(value, Decimal) else number(value, language)
    if unit == "text":
        return str(value[language])
    if unit == "list":
        return "; ".join(item[language] if isinstance(item, dict) else str(item) for item in value) or "–"
    if unit == "flag":
        return (Text("ya", "yes") if value else Text("tidak", "no")).to(language)
    if unit == "date":
        return str(value)
    return Text("lihat di bawah", "see below").to(language)


def _table(dated: Dated, language: Language) -> Iterator[str]:
    rows = dated.value if isinstance(dated.value, list) else [dated.value]
    columns = list(dict.fromkeys(key for row in rows for key in row if key != _other(language)))
    yield f"{dated.start.isoformat()}:"
    yield ""
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield f"| {' | '.join(_cell(row.get(column), language) for column in columns)} |"
    yield ""


def _other(language: Language) -> str:
    return "en" if language == "id" else "id"


def _cell(value: Any, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return shown("flag", value, language)
    if isinstance(value, int):
        return number(value, language)
    if isinstance(value, Decimal):
        return plain(value).to(language)
    if isinstance(value, list):
        return "; ".join(_cell(item, language) for item in value)
    if isinstance(value, dict):
        return str(value[language]) if language in value else json.dumps(value, default=str)
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    sys.stdout.write(page(current()))
