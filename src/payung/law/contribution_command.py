"""``payung contribution``: what is due, as JSON or as the working a person would write out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from payung.errors import UnusableInput
from payung.language import Language, Text
from payung.law.contribution import Contribution, contribution
from payung.law.contribution_text import as_text
from payung.law.fields import unusable
from payung.law.member import PAYERS, SECTORS, SEGMENTS
from payung.law.month import Month
from payung.law.parameters import Parameters, current, load
from payung.law.what_if import compare_contributions

_LONGEST_NUMBER = 18  # digits
EXAMPLE = (
    "payung contribution --month 2026-05 --income 1000000 --sector other --payer apbd --months 12 --text"
)


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.epilog = f"{Text('contoh', 'example').to(language)}: {EXAMPLE}"
    for flag, settings, about in (*_ASKED, *_BY_SEGMENT, *_OUTPUT):
        parser.add_argument(flag, help=about.to(language), **settings)


_SWITCH: dict[str, Any] = {"action": "store_true"}
_Flag = tuple[str, dict[str, Any], Text]
_ASKED: tuple[_Flag, ...] = (
    (
        "--month",
        {"required": True, "metavar": "YYYY-MM"},
        Text("bulan iuran pertama", "first contribution month"),
    ),
    ("--months", {"default": "1", "metavar": "N"}, Text("banyaknya bulan", "how many months")),
    (
        "--income",
        {"metavar": "RP"},
        Text("penghasilan (BPU) atau upah (PU) sebulan", "monthly income (BPU) or wage (PU)"),
    ),
    ("--sector", {"default": "other", "metavar": "|".join(SECTORS)}, Text("sektor kerja", "sector of work")),
    (
        "--payer",
        {"required": True, "metavar": "|".join(PAYERS)},
        Text(
            "asal uang; DBH sawit dan DBH CHT termasuk apbd",
            "whose money; palm-oil and tobacco shares (DBH) count as apbd",
        ),
    ),
    ("--jht", _SWITCH, Text("dengan JHT", "with JHT")),
    ("--segment", {"default": "bpu", "metavar": "|".join(SEGMENTS)}, Text("segmen peserta", "segment")),
    (
        "--registered",
        {"metavar": "YYYY-MM"},
        Text(
            "bulan pertama kepesertaan; dikosongkan: peserta lama tanpa tunggakan",
            "first month of membership; left out: of long standing, nothing owed",
        ),
    ),
    (
        "--paid-through",
        {"metavar": "YYYY-MM"},
        Text("bulan terakhir yang lunas, bila ada tunggakan", "last month paid, where something is owed"),
    ),
)
_BY_SEGMENT: tuple[_Flag, ...] = (
    ("--employer", _SWITCH, Text("BPU yang juga pemberi kerja", "a BPU who employs others")),
    (
        "--risk-class",
        {"default": "1", "metavar": "1-5"},
        Text("kelas risiko JKK (PU)", "JKK risk class (PU)"),
    ),
    ("--jkp", _SWITCH, Text("peserta JKP (PU)", "member of JKP (PU)")),
    ("--labour-intensive", _SWITCH, Text("industri padat karya (PU)", "labour-intensive industry (PU)")),
    (
        "--contract-value",
        {"metavar": "RP"},
        Text("nilai kontrak konstruksi tanpa PPN", "construction contract value without VAT"),
    ),
)
_OUTPUT: tuple[_Flag, ...] = (
    ("--text", _SWITCH, Text("perhitungan untuk dibaca orang", "the working, for people")),
    (
        "--what-if",
        {"type": Path, "metavar": "DIR"},
        Text(
            "map berkas parameter yang diubah; membandingkan sebelum dan sesudah",
            "directory of changed parameter files; compares before and after",
        ),
    ),
)


def run(arguments: argparse.Namespace) -> int:
    language: Language = arguments.lang
    before = _compute(arguments, current())
    if arguments.what_if is not None:
        after = _compute(arguments, load(arguments.what_if))
        _print_json(compare_contributions(before, after, language))
    elif arguments.text:
        sys.stdout.write(as_text(before, language))
    else:
        _print_json(before.to_json(language))
    return 0


def _compute(arguments: argparse.Namespace, law: Parameters) -> Contribution:
    income = arguments.income
    if income is None:
        if arguments.contract_value is None and arguments.segment != "pmi":
            raise unusable(
                "income",
                Text("Penghasilan belum diisi", "The income is missing"),
                Text(
                    "Tambahkan --income, misalnya --income 1000000", "Add --income, such as --income 1000000"
                ),
            )
        income = "0"
    return contribution(
        month=_field("month", Month.parse, arguments.month),
        months=_number("months", arguments.months),
        income=_number("income", income),
        sector=arguments.sector,
        payer=arguments.payer,
        jht=arguments.jht,
        segment=arguments.segment,
        registered=_optional_month("registered", arguments.registered),
        paid_through=_optional_month("paid_through", arguments.paid_through),
        employer=arguments.employer,
        risk_class=_number("risk_class", arguments.risk_class),
        jkp=arguments.jkp,
        labour_intensive=arguments.labour_intensive,
        contract_value=None
        if arguments.contract_value is None
        else _number("contract_value", arguments.contract_value),
        parameters=law,
    )


def _field(name: str, parse: Callable[[str], Month], text: str) -> Month:
    try:
        return parse(text)
    except UnusableInput as error:
        raise unusable(name, error.what, error.mend) from error


def _optional_month(name: str, text: str | None) -> Month | None:
    return None if text is None else _field(name, Month.parse, text)


def _number(name: str, text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
        raise unusable(
            name,
            Text(f"“{text}” bukan bilangan bulat", f"“{text}” is not a whole number"),
            Text(
                "Tulis angka saja tanpa titik atau koma, misalnya 1000000",
                "Write digits only, without points or commas, such as 1000000",
            ),
        )
    return int(text)


def _print_json(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
