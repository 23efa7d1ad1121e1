"""``payung allocate``: the best use of funds, and the reason for everybody who waits."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from payung.allocation import output
from payung.allocation.engine import TIME_LIMIT, Allocation, allocate
from payung.allocation.problem import read_problem
from payung.language import Language, Text, number, rupiah


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def said(id: str, en: str) -> str:
        return Text(id, en).to(language)

    parser.add_argument(
        "people", metavar="PEOPLE.csv", help=said("orang yang memenuhi syarat", "the verified people")
    )
    parser.add_argument(
        "--funds", metavar="FUNDS.toml", required=True, help=said("bulan dan dana", "months and funds")
    )
    parser.add_argument(
        "--out", metavar="DIR", required=True, help=said("folder hasil", "folder for the results")
    )
    parser.add_argument(
        "--quota", metavar="QUOTA.csv", help=said("tempat untuk tiap desa", "places of each village")
    )
    parser.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=float,
        default=TIME_LIMIT,
        help=said("batas waktu pencarian (bawaan: 300)", "time limit of the search (default: 300)"),
    )
    parser.epilog = said("Contoh", "Example") + (
        ":\n  payung allocate orang.csv --funds dana.toml --quota kuota.csv --out hasil"
    )


def run(arguments: argparse.Namespace) -> int:
    language: Language = arguments.lang
    began = time.perf_counter()
    _tell(Text("membaca berkas", "reading the files"), language)
    problem = read_problem(arguments.people, arguments.funds, arguments.quota)
    result = allocate(
        problem,
        language=language,
        time_limit=arguments.time_limit,
        progress=lambda what: _tell(what, language),
    )
    result.summary["seconds"] = round(time.perf_counter() - began, 3)
    _tell(Text("menulis hasil", "writing the results"), language)
    output.write(result, Path(arguments.out))
    _conclude(result, arguments.out, language)
    return 0


def _tell(what: Text, language: Language) -> None:
    print(f"{what.to(language)} …", file=sys.stderr, flush=True)


def _conclude(result: Allocation, out: str, language: Language) -> None:
    counts = {key: number(result.summary[key], language) for key in ("people", "covered", "waiting")}
    proven = not result.summary["gap"]
    said = [
        Text(
            "{people} orang: {covered} terlindungi, {waiting} menunggu; {spent} terpakai. {proof} Hasil: {out}",
            "{people} people: {covered} covered, {waiting} waiting; {spent} spent. {proof} Results: {out}",
        ).format(
            **counts,
            spent=rupiah(sum(result.summary["spent"].values())),
            proof=Text("Terbukti terbaik.", "Proven best.") if proven else "",
            out=out,
        ),
        *result.notices,
    ]
    said += [Text(f"Belum pasti: {doubt}", f"Unsettled: {doubt}") for doubt in result.summary["doubts"]]
    print("\n".join(text.to(language) for text in said), file=sys.stderr)
