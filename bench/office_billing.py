# ruff: noqa: E402 - Django is set up before its models are imported
"""The monthly run: one month of 1,000,000 people billed by the act, beside INSERT ... SELECT of the same rows.

    DATABASE_URL=postgresql://... python bench/office_billing.py [--people 1000000] [--months 12] [--villages 1000] [--keep]

On the database of bench/office_scale.py. The floor puts the same person-months into the same table, with all its
indexes and constraints, to the commit. The goal is at most three times that, in constant memory: the peak of this
process and of its server process are printed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent)]

import office_scale
from django.db import connection, transaction
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

GOAL = 3.0
_COLUMNS = "person_id, month, programme_id, fund_id, village_id, line_id, enrolled_by_id, bill_line_id, payment_id, planned, due, withdrawn_by_id"


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=1_000_000)
    words.add_argument("--months", type=int, default=12)
    words.add_argument("--villages", type=int, default=1_000)
    words.add_argument("--keep", action="store_true")
    given = words.parse_args()
    if connection.vendor != "postgresql":
        print("not measured: set DATABASE_URL to a PostgreSQL database")
        return 0
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False, keepdb=given.keep, serialized_aliases=set())
    try:
        if not office_scale.office_reconcile.found():
            office_scale.build(given.people, given.months, given.villages)
        return measure()
    finally:
        if not given.keep:
            teardown_databases(databases, verbosity=0)


def measure() -> int:
    from payung.law.month import Month
    from payung.office.accounts.models import User
    from payung.office.billing.actions import issue_bills
    from payung.office.billing.models import Bill
    from payung.office.programmes.models import Programme
    from payung.office.summaries.keeping import compare

    programme = Programme.objects.get()
    last = max(Bill.objects.values_list("month", flat=True))
    month = (Month.from_number(last) + 1).number
    actor = User.objects.get(username="bendahara")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Peak() as peak:
        issued, act = timed(lambda: issue_bills(actor, programme, month))
    print(f"{issued.people:,} people billed for {month}, {len(issued.bills)} bills, {issued.total:,} rupiah")
    print(f"  the act                        {act:7.1f} s")
    floor = bare(month)
    print(
        f"  INSERT ... SELECT of the same  {floor:7.1f} s   the act takes {act / floor:.2f} x (goal {GOAL:.0f} x)"
    )
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"  memory: this process grew by {grown / 1024:.0f} MB; its server process held {peak.kilobytes / 1024:.0f} MB of its own"
    )
    found = compare()
    print(f"  summary against rows: {found.differences} differences")
    import os

    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if act / floor <= GOAL and not found.differences else 1


def bare(month: int) -> float:
    """The billed rows of the month once more: taken out, and put back by one statement, to the commit."""
    with connection.cursor() as sql:
        sql.execute(
            f"CREATE TEMPORARY TABLE kept AS SELECT {_COLUMNS} FROM cover_personmonth "
            "WHERE month = %s AND bill_line_id IS NOT NULL ORDER BY person_id",
            [month],
        )
        sql.execute("ANALYZE kept")
        sql.execute("ALTER TABLE cover_personmonth DISABLE TRIGGER USER")
        sql.execute("DELETE FROM cover_personmonth WHERE month = %s AND bill_line_id IS NOT NULL", [month])

        def insert() -> None:
            with transaction.atomic():
                sql.execute(f"INSERT INTO cover_personmonth ({_COLUMNS}) SELECT {_COLUMNS} FROM kept")

        _, seconds = timed(insert)
        sql.execute("ALTER TABLE cover_personmonth ENABLE TRIGGER USER")
        sql.execute("DROP TABLE kept")
    return seconds


class Peak:
    """The most private memory of this connection's server process, where it runs on this machine."""

    def __enter__(self) -> Peak:
        with connection.cursor() as sql:
            sql.execute("SELECT pg_backend_pid()")
            self.status = Path(f"/proc/{sql.fetchone()[0]}/status")
        self.kilobytes, self.over = 0, threading.Event()
        self.watch = threading.Thread(target=self._look, daemon=True)
        self.watch.start()
        return self

    def _look(self) -> None:
        while not self.over.wait(0.2) and self.status.exists():
            for line in self.status.read_text().splitlines():
                if line.startswith("RssAnon:"):
                    self.kilobytes = max(self.kilobytes, int(line.split()[1]))

    def __exit__(self, *_error: Any) -> None:
        self.over.set()
        self.watch.join()


def timed(work: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
