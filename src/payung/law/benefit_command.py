"""``payung benefit``: what a family is owed, from a case in JSON; a list of cases gives a list."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from payung.errors import Place, UnusableInput
from payung.language import Language, Text
from payung.law.benefit import Benefit, benefit
from payung.law.benefit_text import as_text
from payung.law.case import read_case
from payung.law.fields import unusable
from payung.law.parameters import Parameters, current, load
from payung.law.what_if import compare_benefits

EXAMPLE = """payung benefit - <<'JSON'
{"event": "death", "date": "2026-05-10", "segment": "bpu", "income": 1000000,
 "registered": "2024-01-15", "paid_months": 28, "outcome": "death"}
JSON"""


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.epilog = f"{Text('contoh', 'example').to(language)}:\n{EXAMPLE}"
    parser.add_argument(
        "case",
        metavar="CASE.json",
        help=Text("berkas kasus, atau - untuk masukan baku", "file of the case, or - for standard input").to(
            language
        ),
    )
    parser.add_argument(
        "--text",
        action="store_true",
        help=Text("perhitungan untuk dibaca keluarga", "the working, for the family").to(language),
    )
    parser.add_argument(
        "--what-if",
        type=Path,
        metavar="DIR",
        help=Text(
            "map berkas parameter yang diubah; membandingkan sebelum dan sesudah",
            "directory of changed parameter files; compares before and after",
        ).to(language),
    )


def run(arguments: argparse.Namespace) -> int:
    language: Language = arguments.lang
    raw = _read(arguments.case)
    cases = raw if isinstance(raw, list) else [raw]
    law = current()
    answers = [_answer(case, number, law, listed=isinstance(raw, list)) for number, case in enumerate(cases)]
    if arguments.text and arguments.what_if is None:
        sys.stdout.write("\n\n".join(as_text(answer, language) for answer in answers))
        return 0
    if arguments.what_if is None:
        said = [answer.to_json(language) for answer in answers]
    else:
        changed = load(arguments.what_if)
        said = [
            compare_benefits(before, _answer(case, number, changed, listed=isinstance(raw, list)), language)
            for number, (case, before) in enumerate(zip(cases, answers, strict=True))
        ]
    sys.stdout.write(
        json.dumps(said if isinstance(raw, list) else said[0], ensure_ascii=False, indent=2) + "\n"
    )
    return 0


def _answer(case: Any, number: int, law: Parameters, *, listed: bool) -> Benefit:
    """One case; in a list, a complaint names the position too, from 1."""
    try:
        return benefit(read_case(case, law), law)
    except UnusableInput as error:
        if not listed:
            raise
        place = Place(file=error.place.file, row=number + 1, column=error.place.column)
        raise UnusableInput(error.what, error.mend, place) from error


def _read(name: str) -> Any:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise UnusableInput(
            Text("Berkas tidak dapat dibuka", "The file cannot be opened"),
            Text("Periksa nama dan izinnya", "Check its name and permissions"),
            Place(file=name),
        ) from error
    except UnicodeDecodeError as error:
        raise unusable(
            "case",
            Text("Bukan teks UTF-8", "Not UTF-8 text"),
            Text("Simpan sebagai UTF-8", "Save it as UTF-8"),
        ) from error
    except RecursionError as error:
        raise unusable(
            "case",
            Text("Terlalu banyak tingkat di dalam JSON", "The JSON is nested too deep"),
            Text("Tulis satu kasus atau daftar kasus", "Write one case or a list of cases"),
        ) from error
    except json.JSONDecodeError as error:
        raise UnusableInput(
            Text("Bukan JSON yang sah", "Not valid JSON"),
            Text(
                f"Perbaiki pada baris {error.lineno}, kolom {error.colno}",
                f"Mend it at line {error.lineno}, column {error.colno}",
            ),
            Place(file=name, row=error.lineno),
        ) from error
