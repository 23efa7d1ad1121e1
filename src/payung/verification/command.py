"""``payung verify``: a decision and the reasons for every proposed person."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from payung.arrow import without_pandas
from payung.errors import UnusableInput
from payung.intake.reading import read
from payung.language import Language, Text, language_from_environment, number
from payung.verification import output, reference_faults
from payung.verification.check import Check
from payung.verification.engine import Progress, Verification, catalogue, verify
from payung.verification.programme import Programme
from payung.verification.reference_files import read_reference
from payung.verification.references import KINDS, NAMES, ReferenceList
from payung.verification.replies import write_replies

# Days that a village has to mend its rows, where nothing else is said.
MENDING = timedelta(days=14)


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def said(id: str, en: str) -> str:
        return Text(id, en).to(language)

    parser.add_argument("files", nargs="*", metavar="FILE", help=said("daftar usulan", "proposal lists"))
    parser.add_argument(
        "--programme", metavar="FILE.toml", help=said("kriteria program", "the programme's criteria")
    )
    parser.add_argument("--out", metavar="DIR", help=said("folder hasil", "folder for the results"))
    for kind in KINDS:
        parser.add_argument(
            f"--{kind}",
            metavar="FILE",
            help=said(f"{NAMES[kind].id} (CSV, XLSX, Parquet)", f"{NAMES[kind].en} (CSV, XLSX, Parquet)"),
        )
    parser.add_argument(
        "--on",
        metavar="YYYY-MM-DD",
        type=_day,
        help=said(
            "hari penghitungan umur (bawaan: hari ini)", "day on which ages are counted (default: today)"
        ),
    )
    parser.add_argument(
        "--mend-by",
        metavar="YYYY-MM-DD",
        type=_day,
        help=said("batas pembenahan desa (bawaan: 14 hari)", "the villages' deadline (default: 14 days)"),
    )
    parser.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help=said("mesin hitung", "engine")
    )
    parser.add_argument(
        "--no-replies",
        action="store_true",
        help=said("tanpa balasan untuk desa", "without the replies to villages"),
    )
    parser.add_argument(
        "--reasons",
        action="store_true",
        help=said("tampilkan semua sebab, lalu selesai", "list all reasons and stop"),
    )
    parser.set_defaults(language=language)
    parser.epilog = said("Contoh", "Example") + (
        ":\n  payung verify usulan/*.xlsx --programme siaga-kita.toml --registry dtsen.parquet \\\n"
        "      --deaths kematian.csv --on 2026-01-02 --out hasil\n"
        "  payung verify --reasons"
    )


def run(arguments: argparse.Namespace) -> int:
    language: Language = arguments.lang
    if arguments.reasons:
        print("\n\n".join(_described(check, language) for check in catalogue()))
        return 0
    _require(arguments)
    if arguments.engine == "duckdb":
        without_pandas()
    programme = Programme.from_toml(arguments.programme)
    on: date = arguments.on or date.today()  # noqa: DTZ011 - the office's own calendar day
    progress = _teller(language)
    progress(Text("membaca daftar usulan", "reading the proposals"), 0, 1)
    reading = read([Path(file) for file in arguments.files], area=programme.area, on=on, keep_cells=False)
    for notice in reading.notices:
        print(notice.to(language), file=sys.stderr)
    progress(Text("membaca daftar rujukan", "reading the reference lists"), 0, 1)
    result = verify(
        reading.people,
        programme,
        _references(arguments, on),
        on=on,
        engine=arguments.engine,
        progress=progress,
    )
    out = Path(arguments.out)
    progress(Text("menulis hasil", "writing the results"), 0, 1)
    output.write(result, out)
    if not arguments.no_replies:
        write_replies(result, out / "replies", mend_by=arguments.mend_by or on + MENDING, language=language)
    _conclude(result, programme, out, language)
    return 0


def _require(arguments: argparse.Namespace) -> None:
    lacking = [
        name
        for name, value in (
            ("FILE", arguments.files),
            ("--programme", arguments.programme),
            ("--out", arguments.out),
        )
        if not value
    ]
    if lacking:
        raise UnusableInput(
            Text(f"belum disebut: {', '.join(lacking)}", f"missing: {', '.join(lacking)}"),
            Text("Lihat contoh: payung verify --help", "See the example: payung verify --help"),
        )


def _references(arguments: argparse.Namespace, on: date) -> list[ReferenceList]:
    """The lists, and on stderr what is to be known of each."""
    paths = ((kind, getattr(arguments, kind.replace("-", "_"))) for kind in KINDS)
    given = [read_reference(path, kind) for kind, path in paths if path]
    for each in given:
        most = reference_faults.SAMPLED if isinstance(each.data, Path) else None
        for told in reference_faults.told(each, on, most=most):
            name = NAMES[each.kind]
            said = Text(
                f"Perhatian: {name.id}, {each.name}: {told.id}.", f"Note: {name.en}, {each.name}: {told.en}."
            )
            print(said.to(arguments.lang), file=sys.stderr)
    return given


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            Text(f"“{text}” bukan tanggal seperti 2026-01-31", f"“{text}” is no date like 2026-01-31").to(
                language_from_environment()
            )
        ) from None


def _described(check: Check, language: Language) -> str:
    outcome = {
        "refused": Text("ditolak", "refused"),
        "review": Text("perlu diperiksa", "review"),
        "none": Text("petunjuk", "hint"),
    }[check.outcome]
    lines: Sequence[tuple[Text, Text]] = (
        (Text("sebab", "reason"), check.message.format(value="…", matched_name="…", score="…")),
        (Text("dasar", "basis"), check.basis),
        (Text("pembenahan", "remedy"), check.remedy),
    )
    head = f"{check.code} ({outcome.to(language)})"
    return "\n".join([head, *(f"  {label.to(language)}: {text.to(language)}" for label, text in lines)])


def _teller(language: Language) -> Progress:
    """One line that is written over on a terminal; elsewhere a line for each new thing that is done."""
    terminal = sys.stderr.isatty()
    last = ""

    def tell(what: Text, done: int, total: int) -> None:
        nonlocal last
        if terminal:
            share = f"{100 * done // total:3} % " if total > 1 else ""
            print(f"\r\033[K{share}{what.to(language)} …", end="", file=sys.stderr, flush=True)
        elif what.id != last:
            print(f"{what.to(language)} …", file=sys.stderr, flush=True)
        last = what.id

    return tell


def _conclude(result: Verification, programme: Programme, out: Path, language: Language) -> None:
    counts = {
        key: number(result.summary[key], language) for key in ("people", "eligible", "review", "refused")
    }
    said = [
        Text(
            "{people} orang: {eligible} memenuhi syarat, {review} perlu diperiksa, {refused} ditolak. Hasil: {out}",
            "{people} people: {eligible} eligible, {review} held for review, {refused} refused. Results: {out}",
        ).format(**counts, out=str(out))
    ]
    for field in result.unchecked:
        said.append(
            Text(
                f"Perhatian: {field} tidak diperiksa karena daftarnya tidak diberikan.",
                f"Note: {field} was not checked, because its list was not given.",
            )
        )
    if programme.unknown:
        keys = ", ".join(programme.unknown)
        said.append(
            Text(
                f"Perhatian: kunci program yang tidak dikenal: {keys}.",
                f"Note: unknown programme keys: {keys}.",
            )
        )
    lead = "\r\033[K" if sys.stderr.isatty() else ""
    print(lead + "\n".join(text.to(language) for text in said), file=sys.stderr)
