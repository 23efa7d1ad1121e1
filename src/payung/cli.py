"""The ``payung`` command. Each sub-command lives beside its engine; only the one asked for is imported."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from payung.errors import UnusableInput
from payung.language import Language, Text, language_from_environment

# name -> (module with ``configure(parser, language)`` and ``run(arguments) -> int``, one line of help)
COMMANDS: dict[str, tuple[str, Text]] = {
    "read": (
        "payung.intake.command",
        Text("baris bersih dari daftar usulan", "clean rows of proposal lists"),
    ),
    "verify": (
        "payung.verification.command",
        Text(
            "keputusan dan alasan bagi setiap orang usulan",
            "a decision and reasons for every proposed person",
        ),
    ),
    "allocate": (
        "payung.allocation.command",
        Text("penggunaan dana yang terbaik", "the best use of funds"),
    ),
    "contribution": (
        "payung.law.contribution_command",
        Text("iuran yang terutang, dengan dasar hukumnya", "the contribution due, with its legal basis"),
    ),
    "benefit": (
        "payung.law.benefit_command",
        Text("hak keluarga, dengan perhitungannya", "what a family is owed, with its working"),
    ),
    "areas": ("payung.office.commands.areas", Text("daftar wilayah resmi", "the official list of areas")),
    "journal": ("payung.office.commands.journal", Text("pembuktian jurnal", "proof of the journal")),
    "serve": ("payung.office.commands.serve", Text("menjalankan kantor", "runs the office")),
    "demo": ("payung.office.commands.demo", Text("memuat peragaan", "loads the demonstration")),
    "manage": ("payung.office.commands.manage", Text("perintah Django", "Django's own commands")),
}


class Parser(argparse.ArgumentParser):
    """argparse, with its complaint led by one of ours and without the usage block."""

    language: Language = "id"

    def error(self, message: str) -> NoReturn:
        lead = Text("perintah tidak dapat dijalankan", "the command cannot be run").to(self.language)
        hint = Text("Lihat contoh", "See the example").to(self.language)
        self.exit(2, f"{self.prog}: {lead}: {message}. {hint}: {self.prog} --help\n")


def _language(argv: Sequence[str]) -> Language:
    """The language must be known before the arguments are parsed: help and complaints use it."""
    for position, word in enumerate(argv):
        value = word.split("=", 1)[1] if word.startswith("--lang=") else None
        if word == "--lang" and position + 1 < len(argv):
            value = argv[position + 1]
        if value is not None:
            return "en" if value.startswith("en") else "id"
    return language_from_environment()


def _top_parser(language: Language) -> Parser:
    parser = Parser(
        prog="payung",
        description=Text(
            "Payung melindungi pekerja rentan: dari lembar usulan desa sampai bulan yang lunas.",
            "Payung protects vulnerable workers: from the village's spreadsheet to the paid month.",
        ).to(language),
    )
    parser.language = language
    listing = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (_, about) in COMMANDS.items():
        listing.add_parser(name, help=about.to(language), add_help=False)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    language = _language(words)
    if not words or words[0] not in COMMANDS:
        _top_parser(language).parse_args(words or ["--help"])
        return 0
    module_name, about = COMMANDS[words[0]]
    module = importlib.import_module(module_name)
    parser = Parser(
        prog=f"payung {words[0]}",
        description=about.to(language),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.language = language
    if getattr(module, "TAKES_REST", False):  # hands its words on as they are
        return int(module.run(words[1:]))
    parser.add_argument(
        "--lang",
        choices=("id", "en"),
        default=language,
        help=Text("bahasa pesan", "language of messages").to(language),
    )
    module.configure(parser, language)
    arguments = parser.parse_args(words[1:])
    try:
        return int(module.run(arguments))
    except UnusableInput as error:
        print(error.to(language), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (head, less) had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
