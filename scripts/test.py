"""Run every test that this machine can run, and say loudly what it could not.

Engines and office run on SQLite; the office runs again on PostgreSQL where a server answers, and the browser
walks run where chromium is found, the cluster where Java and PySpark are. As many parts run at once as there are
processors, each in one process; what a part said is told when it has ended. With PAYUNG_TEST_STRICT=1 (continuous integration) a skip is a failure.

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

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("PAYUNG_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
TALL = (
    "tests/office/proposals/test_bad_input.py::"
    "test_a_sheet_of_a_million_rows_loses_nobody_not_even_on_its_last_row"
)
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


@dataclass(frozen=True)
class Part:
    """One run of pytest in a process of its own."""

    title: str
    words: tuple[str, ...]
    database: str = ""


def run(part: Part) -> bool:
    """What it said is told when it has ended, since others run beside it."""
    print(f"... {part.title}", flush=True)
    began = time.monotonic()
    environment = {**os.environ, **({"DATABASE_URL": part.database} if part.database else {})}
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        # The sources stay as they are, but not every process of the tests compiles them again.
        compiled = Path(tempfile.gettempdir()) / f"payung-compiled-{os.getuid()}"
        compiled.mkdir(mode=0o700, exist_ok=True)
        environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *part.words],
            env=environment, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        took, seconds = time.monotonic() - began, used.ru_utime + used.ru_stime
        said.seek(0)
        words = said.read().decode(errors="replace").rstrip()
    passed = process.returncode == 0
    outcome = "passed" if passed else "FAILED"
    print(
        f"\n=== {part.title}\n{words}\n"
        f"=== {part.title}: {outcome} in {took:.0f} s ({seconds:.0f} s of a processor)\n",
        flush=True,
    )
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
    skipped: list[str] = []
    no_postgres, no_spark = postgres_answers(), spark_lacks()
    migrate(postgres=not no_postgres)
    sqlite = (
        # By themselves, since they are one test of minutes: the whole demonstration.
        Part("the demonstration's figures", ("tests/office/test_demonstration_figures.py",)),
        Part(
            "office on SQLite",
            (
                *("tests/office", "-m", "not browser"),
                # Parts of the demonstration, of which test_demonstration_figures loads the whole.
                *(f"--ignore=tests/office/test_demonstration{part}.py" for part in ("", "_families", "_figures")),
            ),
        ),
        # `make check` runs tests/docs
        Part(
            "engines, command line",
            ("tests", "-m", "not browser and not spark", "--ignore=tests/office", "--ignore=tests/docs"),
        ),
        Part("examples in docstrings", ("--doctest-modules", "src/payung", "-p", "no:randomly")),
    )  # fmt: skip
    postgres: tuple[Part, ...] = ()
    if no_postgres:
        skipped.append(f"the office on PostgreSQL: {no_postgres}")
    else:
        words = (
            *("tests/office", "-m", "not browser"),
            # Its figures do not hang on the database, and its acts are tested here one by one.
            "--ignore=tests/office/test_demonstration_figures.py",
            # Nor does the reading of a sheet, of which four rows are kept.
            f"--deselect={TALL}",
        )
        postgres = (Part("office on PostgreSQL", words, POSTGRES),)
    browser: tuple[Part, ...] = ()
    if chromium() is None:
        skipped.append("the walks in a browser: no chromium found")
    else:
        walks = sorted(str(file.relative_to(ROOT)) for file in ROOT.glob("tests/**/test_*_browser.py"))
        # These two look at one office, which takes long to furnish.
        pages = ("tests/office/test_answers_browser.py", "tests/office/test_pages_browser.py")
        walks = [file for file in walks if file not in pages]
        browser = (
            Part("every page and answer in a real browser", (*pages, "-m", "browser")),
            Part("walks in a real browser", (*walks, "-m", "browser")),
        )
    spark: tuple[Part, ...] = ()
    if no_spark:
        skipped.append(f"deciding on a Spark cluster: {no_spark} not installed")
    else:
        title = "decisions on a Spark cluster of two executors"
        spark = (Part(title, ("tests/verification", "-m", "spark")),)
    # The longest first: so all processors end together.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as at_once:
        passed = list(at_once.map(run, (*postgres, *sqlite[:2], *browser, *sqlite[2:3], *spark, *sqlite[3:])))
    for what in skipped:
        print(f"\n!!! SKIPPED {what}", flush=True)
    if skipped and STRICT:
        print("!!! Nothing may be skipped here (PAYUNG_TEST_STRICT=1).")
        return 1
    return 0 if all(passed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
