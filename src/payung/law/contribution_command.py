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
    def say(indonesian: str, english: str) -> str:
        return Text(indonesian, english).to(language)

    parser.epilog = f"{say('contoh', 'example')}: {EXAMPLE}"
    add = parser.add_argument
    add(
        "--month",
        required=True,
        metavar="YYYY-MM",
        help=say("bulan iuran pertama", "first contribution month"),
    )
    add("--months", default="1", metavar="N", help=say("banyaknya bulan", "how many months"))
    add(
        "--income",
        metavar="RP",
        help=say("penghasilan (BPU) atau upah (PU) sebulan", "monthly income (BPU) or wage (PU)"),
    )
    add("--sector", default="other", metavar="|".join(SECTORS), help=say("sektor kerja", "sector of work"))
    add(
        "--payer",
        required=True,
        metavar="|".join(PAYERS),
        help=say(
            "asal uang; DBH sawit dan DBH CHT termasuk apbd",
            "whose money; palm-oil and tobacco shares (DBH) count as apbd",
        ),
    )
    add("--jht", action="store_true", help=say("dengan JHT", "with JHT"))
    add("--segment", default="bpu", metavar="|".join(SEGMENTS), help=say("segmen peserta", "segment"))
    add(
        "--registered",
        metavar="YYYY-MM",
        help=say(
            "bulan pertama kepesertaan; dikosongkan: peserta lama tanpa tunggakan",
            "first month of membership; left out: of long standing, nothing owed",
        ),
    )
    add(
        "--paid-through",
        metavar="YYYY-MM",
        help=say("bulan terakhir yang lunas, bila ada tunggakan", "last month paid, where something is owed"),
    )
    add(
        "--employer", action="store_true", help=say("BPU yang juga pemberi kerja", "a BPU who employs others")
    )
    add("--risk-class", default="1", metavar="1-5", help=say("kelas risiko JKK (PU)", "JKK risk class (PU)"))
    add("--jkp", action="store_true", help=say("peserta JKP (PU)", "member of JKP (PU)"))
    add(
        "--labour-intensive",
        action="store_true",
        help=say("industri padat karya (PU)", "labour-intensive (PU)"),
    )
    add(
        "--contract-value",
        metavar="RP",
        help=say("nilai kontrak konstruksi tanpa PPN", "construction contract value without VAT"),
    )
    add("--text", action="store_true", help=say("perhitungan untuk dibaca orang", "the working, for people"))
    add(
        "--what-if",
        type=Path,
        metavar="DIR",
        help=say(
            "map berkas parameter yang diubah; membandingkan sebelum dan sesudah",
            "directory of changed parameter files; compares before and after",
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
