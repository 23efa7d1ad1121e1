"""``payung demo``: loads the demonstration into a state folder of its own and serves it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from payung.errors import UnusableInput
from payung.language import Language, Text

_WORDS = {
    "files": Text("menulis berkas usulan dan daftar acuan", "writing proposals and reference lists"),
    "proposals": Text("memeriksa usulan", "checking proposals"),
    "families": Text("membantu keluarga mengajukan klaim", "helping families to claim"),
    "bills": Text("menagih dan membayar", "billing and paying"),
    "sweeps": Text("menyisir peserta", "running sweeps over the members"),
    "activities": Text("mencatat kegiatan dan bantuan", "recording activities and aid"),
    "reports": Text("mencari tanda bahaya dan membuat laporan", "looking for red flags and making reports"),
}
_LOADING = "loading"  # a mark that stays if the loading breaks off


def configure(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.epilog = Text("Contoh: payung demo --port 8000", "Example: payung demo --port 8000").to(language)
    parser.add_argument("--host", default="127.0.0.1", help=Text("alamat", "address").to(language))
    parser.add_argument("--port", type=int, default=8000, help=Text("porta", "port").to(language))
    parser.add_argument("--no-serve", action="store_true", help=Text("muat saja", "load only").to(language))
    parser.add_argument(
        "--fresh", action="store_true", help=Text("mulai dari awal", "start from nothing").to(language)
    )
    parser.add_argument(
        "--return-list",
        metavar="EXPORT.xlsx",
        type=Path,
        help=Text(
            "tulis daftar balikan BPJS untuk sebuah ekspor pendaftaran",
            "write BPJS's return list for a registration export",
        ).to(language),
    )
    parser.add_argument("--out", type=Path, default=Path("balikan.csv"), help="balikan.csv")


def run(arguments: argparse.Namespace) -> int:
    if arguments.return_list:
        return _answer(arguments.return_list, arguments.out, arguments.lang)
    state = Path(os.environ.setdefault("PAYUNG_STATE", "var/demo")).resolve()
    if arguments.fresh or (state / _LOADING).exists():
        _clear(state)
    from payung.office.commands import serve

    serve.prepare()
    _load(state, arguments.lang)
    _welcome(arguments, state)
    if arguments.no_serve:
        return 0
    arguments.processes, arguments.workers = None, 1
    return serve.run(arguments)


def _clear(state: Path) -> None:
    """Only what the demonstration made, and only on SQLite in a folder that says so."""
    if os.environ.get("DATABASE_URL"):
        raise UnusableInput(
            Text("peragaan di DATABASE_URL tidak dihapus", "a demonstration in DATABASE_URL is not erased"),
            Text("Kosongkan basis data itu sendiri", "Empty that database yourself"),
        )
    if (state / "demonstration").exists() or (state / _LOADING).exists():
        shutil.rmtree(state)


def _load(state: Path, language: Language) -> None:
    from payung.office.demonstration.load import is_loaded, load
    from payung.office.programmes.models import Programme

    if is_loaded():
        return
    if Programme.objects.exists():
        raise UnusableInput(
            Text("basis data ini berisi program sungguhan", "this database holds real programmes"),
            Text("Arahkan PAYUNG_STATE ke folder kosong", "Point PAYUNG_STATE to an empty folder"),
        )
    (state / _LOADING).touch()
    began = time.monotonic()

    def say(what: str, done: int, of: int) -> None:
        words = _WORDS.get(what, Text(what, what)).to(language)
        bar = f" {done}/{of}" if of > 1 else ""
        sys.stderr.write(f"\r{time.monotonic() - began:5.0f} s  {words}{bar}".ljust(70))
        if done >= of or of == 1:
            sys.stderr.write("\n")
        sys.stderr.flush()

    _quietly()
    with _in_haste():
        load(state / "demonstration", say)
    (state / _LOADING).unlink()


@contextmanager
def _in_haste() -> Iterator[None]:
    """SQLite need not wait for the disk here: a loading that breaks off is begun anew."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as sql:
        sql.execute("PRAGMA synchronous=OFF")
        sql.execute("PRAGMA wal_autocheckpoint=20000")
        try:
            yield
        finally:
            sql.execute("PRAGMA wal_autocheckpoint=1000")
            sql.execute("PRAGMA synchronous=NORMAL")
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _quietly() -> None:
    import logging

    logging.getLogger().setLevel(logging.WARNING)


def _welcome(arguments: argparse.Namespace, state: Path) -> None:
    from payung.office.accounts.models import User
    from payung.office.demonstration.characters import PASSWORD

    language = arguments.lang
    sys.stdout.write(
        Text(
            "\nPayung siap di http://{host}:{port}\nKata sandi semua akun peragaan: {password}\n\n",
            "\nPayung is ready at http://{host}:{port}\nPassword of every demonstration account: {password}\n\n",
        )
        .format(host=arguments.host, port=arguments.port, password=PASSWORD)
        .to(language)
    )
    for user in User.objects.prefetch_related("duties__area").order_by("username"):
        duties = ", ".join(f"{duty.get_role_display()}, {duty.area}" for duty in user.duties.all())
        sys.stdout.write(f"  {user.username:<26}{duties}\n")
    sys.stdout.write(
        Text(
            "\nCoba: masuk sebagai petugas.madiun dan kirim {file} ke program Siaga Kita 2027.\n",
            "\nTry: log in as petugas.madiun and send {file} to the programme Siaga Kita 2027.\n",
        )
        .format(file=state / "demonstration" / "contoh" / "usulan.xlsx")
        .to(language)
    )
    sys.stdout.flush()


def _answer(export: Path, out: Path, language: Language) -> int:
    """What BPJS would send back for an export, so that the way can be walked to its end by hand."""
    from datetime import date

    from payung.intake import read
    from payung.office.demonstration.load import SEED
    from payung.office.demonstration.returns import write_return

    people = read([export]).people.to_pylist()
    found = [(person["nik"], person["name"]) for person in people if person["nik"]]
    if not found:
        raise UnusableInput(
            Text("tidak ada NIK dalam berkas ini", "there is no NIK in this file"),
            Text("Pakai berkas ekspor pendaftaran", "Use the registration export"),
        )
    start = date(date.today().year, date.today().month, 1)  # noqa: DTZ011
    write_return(out, found, start, SEED, 0.0)
    sys.stdout.write(f"{out}: {len(found)}\n")
    return 0
