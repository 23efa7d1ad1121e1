"""Run every test that this machine can run, and say loudly what it could not.

Engines and office run on SQLite; the office runs again on PostgreSQL where a server answers, and the browser
walks run where chromium is found, the cluster where Java and PySpark are. With PAYUNG_TEST_STRICT=1 (continuous integration) a skip is a failure.

    PAYUNG_TEST_POSTGRES   address of a server on which databases may be made
                           (default postgresql://postgres@127.0.0.1:5432/postgres)
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("PAYUNG_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
STRICT = os.environ.get("PAYUNG_TEST_STRICT") == "1"


def postgres_answers() -> str | None:
    """None where the server answers, else why not."""
    import psycopg

    try:
        with psycopg.connect(POSTGRES, connect_timeout=3) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError as error:
        return str(error).strip().splitlines()[0]
    return None


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def spark_lacks() -> str | None:
    """None where a cluster can be started here, else what is missing."""
    lacking = [] if importlib.util.find_spec("pyspark") else ["PySpark"]
    if shutil.which("java") is None:
        lacking.append("Java 17")
    return " and ".join(lacking) or None


def run(title: str, *words: str, **environment: str) -> bool:
    return finish(begin(title, *words, **environment))


@dataclass
class Part:
    title: str
    process: subprocess.Popen[bytes]
    said: IO[bytes] | None  # kept until its end, where another part runs beside it
    began: float


def begin(title: str, *words: str, beside: bool = False, **environment: str) -> Part:
    if not beside:
        print(f"\n=== {title}", flush=True)
    said = tempfile.TemporaryFile() if beside else None  # noqa: SIM115 - read when the part has ended
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *words],
        env={**os.environ, **environment}, stdout=said, stderr=subprocess.STDOUT if said else None,
    )  # fmt: skip
    return Part(title, process, said, time.monotonic())


def finish(part: Part) -> bool:
    passed = part.process.wait() == 0
    if part.said:
        part.said.seek(0)
        print(f"\n=== {part.title}\n{part.said.read().decode()}")
    took = time.monotonic() - part.began
    print(f"=== {part.title}: {'passed' if passed else 'FAILED'} in {took:.0f} s", flush=True)
    return passed


def migrate(postgres: bool) -> None:
    """The migrated databases that all parts copy, both at once: each takes one processor for half a minute, once."""
    sys.path.insert(0, str(ROOT / "tests"))
    import migrated

    with ThreadPoolExecutor() as at_once:
        made = [at_once.submit(migrated.sqlite_file)]
        if postgres:
            made.append(at_once.submit(migrated.postgres_template, POSTGRES))
    for each in made:
        each.result()


def main() -> int:
    # Who has nothing left takes from the other: all workers end together.
    each = ("-n", str(min(os.cpu_count() or 1, 4)))
    workers = (*each, "--dist", "worksteal")
    skipped: list[str] = []
    no_postgres, no_spark = postgres_answers(), spark_lacks()
    migrate(postgres=not no_postgres)
    passed = [
        run(
            "engines, command line, office on SQLite",
            "tests",
            *("-m", "not browser and not spark"),
            "--ignore=tests/docs",  # `make check` runs it
            # Parts of the demonstration, of which test_demonstration_figures loads the whole here.
            "--ignore=tests/office/test_demonstration.py",
            "--ignore=tests/office/test_demonstration_families.py",
            *workers,
        ),
    ]
    if no_postgres:
        skipped.append(f"the office on PostgreSQL: {no_postgres}")
    else:
        passed.append(
            run(
                "office on PostgreSQL",
                *("tests/office", "-m", "not browser"),
                # Its figures do not hang on the database, and its acts are tested here one by one.
                "--ignore=tests/office/test_demonstration_figures.py",
                *workers,
                DATABASE_URL=POSTGRES,
            )
        )
    if chromium() is None:
        skipped.append("the walks in a browser: no chromium found")
    else:
        walks = sorted(str(file.relative_to(ROOT)) for file in ROOT.glob("tests/**/test_*_browser.py"))
        # By file: each has an office and a chromium of its own.
        passed.append(run("walks in a real browser", *walks, "-m", "browser", *each, "--dist", "loadfile"))
    # One process, beside a cluster that mostly waits.
    examples = begin(
        "examples in docstrings", "--doctest-modules", "src/payung", "-p", "no:randomly", beside=True
    )
    if no_spark:
        skipped.append(f"deciding on a Spark cluster: {no_spark} not installed")
    else:
        passed.append(
            run("decisions on a Spark cluster of two executors", "tests/verification", "-m", "spark")
        )
    passed.append(finish(examples))
    for what in skipped:
        print(f"\n!!! SKIPPED {what}", flush=True)
    if skipped and STRICT:
        print("!!! Nothing may be skipped here (PAYUNG_TEST_STRICT=1).")
        return 1
    return 0 if all(passed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
