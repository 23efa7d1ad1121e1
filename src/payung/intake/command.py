"""``payung read``: clean rows of proposal lists, as CSV."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc

from payung.arrow import without_pandas
from payung.errors import Place, UnusableInput
from payung.intake.reading import read
from payung.intake.schema import PRINTED
from payung.language import Language, Text, number
from payung.sheets import neutral

_EXAMPLE = Text(
    "Contoh:\n  payung read usulan-aie-amo.xlsx > bersih.csv\n"
    "  payung read *.xls --area 13.03 --out bersih.csv --report laporan.json",
    "Example:\n  payung read usulan-aie-amo.xlsx > clean.csv\n"
    "  payung read *.xls --area 13.03 --out clean.csv --report report.json",
)


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    def say(indonesian: str, english: str) -> str:
        return Text(indonesian, english).to(language)

    parser.epilog = _EXAMPLE.to(language)
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=say("berkas .xlsx .xlsm .xls .ods .csv .tsv", "files"),
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE.csv", help=say("tulis ke berkas ini", "write to this file")
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE.json",
        help=say("apa yang dipahami dan dilewati", "what was understood and skipped"),
    )
    parser.add_argument(
        "--on",
        type=_day,
        metavar="YYYY-MM-DD",
        help=say(
            "hari untuk menghitung umur; bawaan hari ini", "the day on which ages count; today if left out"
        ),
    )
    parser.add_argument(
        "--area",
        metavar="13.03",
        help=say("kode wilayah untuk mencocokkan nama desa", "region in which to match village names"),
    )


def run(arguments: argparse.Namespace) -> int:
    without_pandas()
    language: Language = arguments.lang
    reading = read(
        arguments.files, area=arguments.area, on=arguments.on, progress=_progress(language), keep_cells=False
    )
    for notice in reading.notices:
        print(notice.to(language), file=sys.stderr)
    if arguments.report is not None:
        with _opened(arguments.report) as stream:
            json.dump(reading.report(), stream, ensure_ascii=False, indent=1)
            stream.write("\n")
    if arguments.out is None:
        _write(reading.people, sys.stdout)
    else:
        with _opened(arguments.out) as stream:
            _write(reading.people, stream)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from error


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UnusableInput(
            Text("Berkas tidak dapat ditulis", "The file cannot be written"),
            Text("Periksa folder dan hak aksesnya", "Check the folder and your rights to it"),
            Place(file=str(path)),
        ) from error


def _progress(language: Language) -> Callable[[int, int], None] | None:
    """Rows read, on one line that is overwritten; only where somebody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        words = Text("baris dibaca", "rows read").to(language)
        print(f"\r{number(done, language)} {words}", end=end, file=sys.stderr, flush=True)

    return show


def _write(people: pa.Table, stream: IO[str]) -> None:
    stream.write(",".join(PRINTED) + "\n")
    for batch in people.select(list(PRINTED)).to_batches(max_chunksize=20_000):
        stream.write(_lines(batch.columns))


def _lines(columns: Sequence[pa.Array]) -> str:
    """CSV with quotation marks only where needed."""
    if not len(columns[0]):
        return ""
    fields = [_quoted(_harmless(column)) for column in columns]
    lines = pc.binary_join_element_wise(pc.binary_join_element_wise(*fields, ","), "", "\n")
    # The texts of an Arrow column lie one behind the other: nothing is left to join.
    _, offsets, data = lines.buffers()
    ends = memoryview(offsets).cast("i")[lines.offset : lines.offset + len(lines) + 1]
    return str(memoryview(data)[ends[0] : ends[-1]], "utf-8")


def _harmless(column: pa.Array) -> pa.Array:
    """The values, with those disarmed that a spreadsheet would run as a formula; few columns have any."""
    if not pa.types.is_string(column.type):
        return column.cast(pa.string())
    if pc.any(pc.match_substring_regex(column, r"^[=@+\-\t\r\n]")).as_py():
        return pa.array(map(neutral, column.to_pylist()), pa.string())
    return column


def _quoted(column: pa.Array) -> pa.Array:
    delicate = pc.match_substring_regex(column, r'[,"\r\n]')
    if not pc.any(delicate).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(delicate, pc.binary_join_element_wise('"', doubled, '"', ""), column)
