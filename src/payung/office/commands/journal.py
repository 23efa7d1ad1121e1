"""``payung journal verify``: prove that no entry of the journal was changed, taken out or cut off."""

from __future__ import annotations

import argparse
import os
import sys

from payung.errors import UnusableInput
from payung.language import Language, Text


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "what",
        choices=("verify",),
        help=Text("verify: buktikan seluruh rantai", "verify: prove the whole chain").to(language),
    )
    parser.epilog = Text(
        "Keluar dengan 0 bila utuh, 1 bila rusak. Contoh: payung journal verify",
        "Exits with 0 if whole, 1 if broken. Example: payung journal verify",
    ).to(language)


def run(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    import django

    django.setup()
    from django.db import OperationalError, ProgrammingError

    from payung.office.journal import chain, words

    try:
        proof = chain.verify()
    except (OperationalError, ProgrammingError):
        raise UnusableInput(
            Text("Basis data kantor belum disiapkan", "The office's database is not prepared"),
            Text(
                "Periksa DATABASE_URL dan PAYUNG_STATE, lalu jalankan: payung manage migrate",
                "Check DATABASE_URL and PAYUNG_STATE, then run: payung manage migrate",
            ),
        ) from None
    sys.stdout.write(f"{words.verdict(proof).to(arguments.lang)}\n")
    return 0 if proof.broken is None else 1
