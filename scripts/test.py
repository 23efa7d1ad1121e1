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
import time

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
    print(f"\n=== {title}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words], env={**os.environ, **environment}, check=False
    )
    print(
        f"=== {title}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return done.returncode == 0


def main() -> int:
    workers = ("-n", str(min(os.cpu_count() or 1, 4)))
    skipped: list[str] = []
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
        run("examples in docstrings", "--doctest-modules", "src/payung", "-p", "no:randomly"),
    ]
    if why := postgres_answers():
        skipped.append(f"the office on PostgreSQL: {why}")
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
        passed.append(
            run("walks in a real browser", "tests", "-m", "browser", *workers, "--dist", "loadfile")
        )
    if why := spark_lacks():
        skipped.append(f"deciding on a Spark cluster: {why} not installed")
    else:
        passed.append(
            run("decisions on a Spark cluster of two executors", "tests/verification", "-m", "spark")
        )
    for what in skipped:
        print(f"\n!!! SKIPPED {what}", flush=True)
    if skipped and STRICT:
        print("!!! Nothing may be skipped here (PAYUNG_TEST_STRICT=1).")
        return 1
    return 0 if all(passed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
