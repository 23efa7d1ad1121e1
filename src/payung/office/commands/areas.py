"""``payung areas import [FILE...]``: the official list of areas into the office's database."""

from __future__ import annotations

import argparse
import os
import sys

from payung.language import Language, Text, number


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    steps = parser.add_subparsers(dest="step", required=True, metavar="import")
    importing = steps.add_parser(
        "import",
        help=Text("memuat daftar wilayah resmi", "loads the official list of areas").to(language),
    )
    # Also after the word import, where people write it; left out there, what stands before it counts.
    importing.add_argument("--lang", choices=("id", "en"), default=argparse.SUPPRESS)
    importing.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help=Text(
            "provinces.csv, regencies.csv, districts.csv, villages.csv; tanpa berkas: daftar bawaan",
            "provinces.csv, regencies.csv, districts.csv, villages.csv; without files: the list that comes along",
        ).to(language),
    )


def run(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    import django

    django.setup()
    from payung.office.areas.actions import import_areas
    from payung.office.areas.official_list import packaged_files, read_files

    done = import_areas(None, read_files(arguments.files or packaged_files()))
    language = arguments.lang
    sys.stdout.write(
        Text(
            "{areas} wilayah: {added} baru, {renamed} berganti nama, {unchanged} tetap",
            "{areas} areas: {added} new, {renamed} renamed, {unchanged} as before",
        )
        .format(**{key: number(getattr(done, key), language) for key in done.__slots__})
        .to(language)
        + "\n"
    )
    return 0
