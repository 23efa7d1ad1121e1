"""kill -9 of the web server's serving process at random points of requests that bill, pay, take back and close months.

    DATABASE_URL=postgresql://.../postgres python bench/kill_server.py [--people 200] [--months 4] [--kills 50] [--seed 1]

Without DATABASE_URL on SQLite. An office is made (tests/office/billing_kill_driver.py) and copied. In one copy a
treasurer works through the pages undisturbed. In the other the serving process (tests/office/web_kill_driver.py) is
killed again and again, half of the times before a statement drawn by lot, half after a span of time drawn by lot, and
the treasurer repeats the form with its token until it is answered. At the end the dumps of bills, lines, payments,
person-months and journal are compared, sorted and without clock times, and the invariants are counted.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "tests"), str(HERE / "src")]

import migrated  # noqa: E402
from office.treasurer_at_the_web import Kill, Treasurer, environment_of, free_port, serving  # noqa: E402

DRIVER = HERE / "tests" / "office" / "billing_kill_driver.py"


class Copy:
    """An office in a folder and a database of its own."""

    def __init__(self, folder: Path, server: str, name: str) -> None:
        folder.mkdir()
        self.folder = folder
        self.database = migrated.empty_office(folder, server, f"payung_kill_server_{name}")

    def driver(self, *words: str) -> bytes:
        return subprocess.run(
            [sys.executable, str(DRIVER), *words],
            env=environment_of(self.folder, self.database), check=True, stdout=subprocess.PIPE,
        ).stdout  # fmt: skip

    def through_the_pages(
        self, programme: str, months: int, people: int, kill: Kill
    ) -> tuple[Treasurer, int]:
        environment = environment_of(self.folder, self.database)
        with serving(self.folder, environment, free_port()) as (url, deaths):
            treasurer = Treasurer(url)
            treasurer.ask("/akun/login/")
            treasurer.logs_in()
            treasurer.works(programme, months, people, kill)
            return treasurer, deaths.read_text().count("died by signal 9")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=200)
    words.add_argument("--months", type=int, default=4)
    words.add_argument("--kills", type=int, default=50)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    server, dice = os.environ.get("DATABASE_URL", ""), random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        offices = [Copy(Path(folder) / name, server, name) for name in ("calm", "shaken")]
        try:
            programme = prepared(offices, server, given.people, given.months)
            began = time.perf_counter()
            calm, none = offices[0].through_the_pages(
                programme, given.months, given.people, lambda _form, _times: {}
            )
            forms = [form for form in calm.statements if form != "login"]
            each = (time.perf_counter() - began) / len(forms)
            plan = [dice.choice(forms) for _ in range(given.kills)]

            def kill(form: str, times: int) -> Mapping[str, str]:
                if times >= plan.count(form):
                    return {}
                if dice.random() < 0.5:
                    return {"X-Killed-Before": str(dice.randint(1, calm.statements[form] + 1))}
                return {"X-Killed-After": f"{dice.uniform(0, each):.4f}"}

            _shaken, deaths = offices[1].through_the_pages(programme, given.months, given.people, kill)
            dumps = [office.driver("tell") for office in offices]
        finally:
            remove(server)
    print(f"{len(forms)} forms of {given.people * given.months:,} person-months; undisturbed: {none} kills")
    print(f"serving process killed {deaths} times with kill -9")
    for said, dump in zip(("undisturbed", "killed"), dumps, strict=True):
        print(f"{said:12} {len(dump):,} bytes, sha256 {hashlib.sha256(dump).hexdigest()}")
    print(dumps[0].decode().splitlines()[-1])
    print("the books are the same, byte for byte" if dumps[0] == dumps[1] else "THE BOOKS DIFFER")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if dumps[0] == dumps[1] and dumps[0].endswith(b"invariants that do not hold: []\n") else 1


def prepared(offices: list[Copy], server: str, people: int, months: int) -> str:
    """The first office with everybody enrolled and nothing billed, and the second a copy of it."""
    programme = offices[0].driver("prepare", str(people), str(months)).decode()
    if not server:
        for name in ("payung.sqlite3", "payung.sqlite3-wal"):
            if (made := offices[0].folder / name).exists():
                shutil.copyfile(made, offices[1].folder / name)
        return programme
    import psycopg

    source, target = (office.database.rpartition("/")[2] for office in offices)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{target}"'.encode())
        connection.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"'.encode())
    return programme


def remove(server: str) -> None:
    if not server:
        return
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        for name in ("calm", "shaken"):
            connection.execute(f'DROP DATABASE IF EXISTS "payung_kill_server_{name}" WITH (FORCE)'.encode())


if __name__ == "__main__":
    sys.exit(main())
