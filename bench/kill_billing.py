"""kill -9 at random moments while person-months are billed and paid: afterwards the books are byte for byte the same.

    DATABASE_URL=postgresql://.../postgres python bench/kill_billing.py [--people 20000] [--months 10] [--kills 50] [--seed 1]

An office is made (tests/office/billing_kill_driver.py) and copied. One copy works undisturbed. In the other the
process that works is killed at a random moment of a form drawn by lot, again and again, and each time begins anew by
sending every form again with its token, as people do. At the end the dumps of bills, lines, payments, person-months and journal are
compared, sorted and without clock times, and the invariants of tests/office/stress.py are counted.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

HERE = Path(__file__).resolve().parents[1]
DRIVER = HERE / "tests" / "office" / "billing_kill_driver.py"
NAME = "payung_kill_bench"
sys.path.insert(0, str(HERE / "tests"))

import migrated  # noqa: E402


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=20_000)
    words.add_argument("--months", type=int, default=10)
    words.add_argument("--kills", type=int, default=50)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    base = os.environ.get("DATABASE_URL", "")
    if not base.startswith("postgresql://"):
        print("not measured: set DATABASE_URL to a PostgreSQL database")
        return 0
    server = base.rpartition("/")[0]
    admin = psycopg.connect(f"{server}/postgres", autocommit=True)
    names = [NAME, f"{NAME}_calm", f"{NAME}_shaken"]
    with tempfile.TemporaryDirectory() as folder:
        try:
            remake(admin, names[0], migrated.postgres_template(f"{server}/postgres"))
            finish(start(folder, f"{server}/{names[0]}", "prepare", str(given.people), str(given.months)))
            for name in names[1:]:
                remake(admin, name, names[0])
            forms = watched(start(folder, f"{server}/{names[1]}", "work"))
            undisturbed = sum(seconds for _form, seconds in forms)
            print(
                f"undisturbed: {given.people * given.months:,} person-months, {len(forms)} forms in {undisturbed:.1f} s",
                flush=True,
            )
            shake(folder, f"{server}/{names[2]}", given.kills, forms, random.Random(given.seed))
            calm, shaken = (finish(start(folder, f"{server}/{name}", "tell")) for name in names[1:])
        finally:
            for name in names:
                admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    for said, dump in (("undisturbed", calm), ("killed", shaken)):
        print(f"{said:12} {len(dump):,} bytes, sha256 {hashlib.sha256(dump).hexdigest()}")
    print(calm.decode().splitlines()[-1])
    print("the books are the same, byte for byte" if calm == shaken else "THE BOOKS DIFFER")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if calm == shaken and calm.endswith(b"invariants that do not hold: []\n") else 1


def watched(process: subprocess.Popen[bytes]) -> list[tuple[str, float]]:
    """Every form of an undisturbed run with how long it took."""
    forms, last = [], time.perf_counter()
    for line in process.stderr or ():
        now = time.perf_counter()
        forms.append((line.decode().strip(), now - last))
        last = now
    finish(process)
    return forms


def shake(
    folder: str, database: str, kills: int, forms: list[tuple[str, float]], dice: random.Random
) -> None:
    """Kill the worker ``kills`` times, each time at a random moment of a form drawn by lot, then let it end.

    The forms that are cut are drawn first and put in order, so that the kills are spread over all of the work. Whoever
    begins anew sends every form again: those before the one that was cut are known as done.
    """
    names = [name for name, _seconds in forms]
    for kill, target in enumerate(sorted(dice.choices(range(len(forms)), k=kills))):
        process = start(folder, database, "work")
        reached = reached_at(process, target)
        time.sleep(dice.uniform(0, max(0.05, forms[target][1])))
        if alive := process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        rest = process.communicate()[1].decode().split()
        reached = names.index(rest[-1]) + 1 if rest else reached
        said = f"{reached} of {len(forms)} forms were done" if alive else "the work was done before"
        print(f"  kill {kill + 1:2}, aimed at {names[target]}: {said}", flush=True)
    print(f"killed {kills} times with kill -9", flush=True)
    finish(start(folder, database, "work"))


def reached_at(process: subprocess.Popen[bytes], target: int) -> int:
    """Wait until as many forms are done as stand before the one that is aimed at."""
    for done in range(target):
        if not (process.stderr and process.stderr.readline()):
            return done
    return target


def start(folder: str, database: str, *words: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(HERE / "tests"), str(HERE / "src"), *sys.path])
    environment = os.environ | {
        "PAYUNG_STATE": folder, "DATABASE_URL": database, "PYTHONPATH": path,
        "PAYUNG_SECRET_KEY": "a", "PAYUNG_DATA_KEY": "b", "PAYUNG_INDEX_KEY": "c",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, str(DRIVER), *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finish(process: subprocess.Popen[bytes]) -> bytes:
    out, error = process.communicate()
    if process.returncode:
        raise SystemExit(error.decode()[-3000:])
    return out


def remake(admin: psycopg.Connection, name: str, template: str) -> None:
    admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


if __name__ == "__main__":
    sys.exit(main())
