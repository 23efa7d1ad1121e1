# ruff: noqa: E402 - Django is set up before its models are imported
"""How fast the office takes a file in: upload to verified rows, findings and journal, in process.

    DATABASE_URL=postgresql://... python bench/office_import.py [--rows 10000] [--registry 100000]

Makes a throw-away test database. Prints a table: each step's time, and rows per second from the confirmed file to
the final act; beside it the bare reading of the same workbook and the bare INSERT of the same rows.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-bench-"))

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

GOAL = 1_500  # rows a second
PEAKS: dict[str, int] = {}  # MB that the process has held at most, by the end of each step


@contextmanager
def timed(times: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times[name] = times.get(name, 0) + time.perf_counter() - start
    PEAKS[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=10_000)
    words.add_argument("--registry", type=int, default=100_000)
    given = words.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return measure(given.rows, given.registry)
    finally:
        teardown_databases(databases, verbosity=0)


def measure(rows: int, registry_rows: int) -> int:
    from office.conftest import AREAS, character
    from office.proposals.conftest import add_list, make_programme, send
    from office.proposals.people import line, registry, workbook
    from payung import intake
    from payung.office.accounts.models import Role
    from payung.office.areas.models import Area
    from payung.office.proposals import job, lease
    from payung.office.proposals.models import Finding, Row, Submission
    from payung.office.references.models import Kind

    for code, name, level in AREAS:
        Area.objects.create(
            code=code, name=name, level=level, parent_id=code.rpartition(".")[0] or None, province=code[:2],
            regency=code[:5] if level >= 2 else "", district=code[:8] if level >= 3 else "",
        )  # fmt: skip
    verifier = character("verifikator", "Verifikator", (Role.VERIFIER, "13.03"))
    times: dict[str, float] = {}
    content = workbook(line(number) for number in range(1, rows + 1))
    with timed(times, "registry added"):
        add_list(verifier, Kind.REGISTRY, registry(range(rows // 5, rows // 5 + registry_rows)))
    with timed(times, "reading alone"), tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        intake.read([Path(file.name)])
    with timed(times, "upload, preview, confirm"):
        submission = send(verifier, make_programme(), content, area="13.03")
    hold = lease.take(submission.pk)
    with timed(times, "the job"):
        job.run(hold)
    submission = Submission.objects.get(pk=submission.pk)
    assert (submission.stage, submission.people) == ("ready", rows), (submission.stage, submission.problem_en)
    with timed(times, "bare INSERT ... SELECT of the same rows"), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bare AS SELECT * FROM proposals_row WHERE false")
        cursor.execute("INSERT INTO bare SELECT * FROM proposals_row")
    print(f"database: {connection.vendor}; {rows:,} rows, registry of {registry_rows:,}")
    print(
        f"rows {Row.objects.count():,}, findings {Finding.objects.count():,}, eligible {submission.eligible:,}"
    )
    for name, seconds in times.items():
        print(f"  {name:42} {seconds:8.2f} s {rows / seconds:12,.0f} rows/s {PEAKS[name]:8,} MB")
    speed = rows / times["the job"]
    print(
        f"from the confirmed file to the final act: {speed:,.0f} rows/s (goal {GOAL:,}): {speed / GOAL:.2f} of the goal"
    )
    return 0 if speed >= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
