"""kill -9 at random moments while person-months are billed and paid: afterwards the books are byte for byte the same.

    DATABASE_URL=postgresql://.../postgres python bench/kill_billing.py [--people 20000] [--months 10] [--kills 50] [--seed 1]

An office is made (tests/office/billing_kill_driver.py) and copied. One copy works undisturbed. In the other the
process that works is killed at a random moment, again and again, and each time begins anew by sending every form
again with its token, as people do. At the end the dumps of bills, lines, payments, person-months and journal are
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
            remake(admin, names[0])
            finish(start(folder, f"{server}/{names[0]}", "prepare", str(given.people), str(given.months)))
            for name in names[1:]:
                remake(admin, name, names[0])
            calm_run = start(folder, f"{server}/{names[1]}", "work")
            forms = [calm_run.stderr.readline().decode().strip()] if calm_run.stderr else []
            began = time.perf_counter()
            _count, rest = calm_run.communicate()
            undisturbed = time.perf_counter() - began
            forms += rest.decode().split()
            print(
                f"undisturbed: {given.people * given.months:,} person-months, {len(forms)} forms in {undisturbed:.1f} s",
                flush=True,
            )
            shake(folder, f"{server}/{names[2]}", given.kills, forms, undisturbed, random.Random(given.seed))
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


def shake(
    folder: str, database: str, kills: int, forms: list[str], undisturbed: float, dice: random.Random
) -> None:
    """Kill the worker ``kills`` times, each time at a random moment of its work, then let it come to its end."""
    reached = 0
    for kill in range(kills):
        process = start(folder, database, "work")
        # It has begun when its first form is done, or known as done. What is left of the work is shared among the
        # lives that are left; a form that is cut is begun anew, so that work is left for the last of them too.
        first = process.stderr.readline() if process.stderr else b""
        left = undisturbed * (1 - reached / len(forms)) / (kills - kill)
        time.sleep(dice.uniform(0, 2 * left))
        if process.poll() is not None:
            print(f"  the work was done after {kill} kills", flush=True)
            break
        os.kill(process.pid, signal.SIGKILL)
        said = (first + process.communicate()[1]).decode().split()
        reached = forms.index(said[-1]) + 1 if said else 0
        print(f"  kill {kill + 1:2}: {reached} of {len(forms)} forms were done", flush=True)
    else:
        print(f"killed {kills} times with kill -9", flush=True)
    finish(start(folder, database, "work"))


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


def remake(admin: psycopg.Connection, name: str, template: str = "template1") -> None:
    admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


if __name__ == "__main__":
    sys.exit(main())
