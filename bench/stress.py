# ruff: noqa: E402 - Django is set up before its models are imported
"""A hundred users at the same moment at what is scarce, each with a connection of its own, on PostgreSQL.

    DATABASE_URL=postgresql://... python bench/stress.py [--users 100]

Prints attempts, admitted, refused, and the invariants counted from the rows afterwards (tests/office/stress.py): one
payer for a person and month, quotas and ceilings never passed and equal to what they count, every bill its
person-months, payments what they settled, the journal's chain whole, the summary what its rows are.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-bench-"))

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, teardown_databases


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--users", type=int, default=100)
    given = words.parse_args()
    if connection.vendor != "postgresql":
        print("not measured: set DATABASE_URL to a PostgreSQL database")
        return 0
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return run(given.users)
    finally:
        teardown_databases(databases, verbosity=0)


def run(users: int) -> int:
    from office import stress
    from office.test_decisions_concurrency import office
    from payung.office.accounts.models import Role

    with connection.cursor() as sql:
        sql.execute("SHOW max_connections")
        if int(sql.fetchone()[0]) < users + 10:
            print(f"not measured: PostgreSQL lets in fewer than {users + 10} connections (max_connections)")
            return 0
    manager, _other = office()
    managers, treasurers = stress.crew(users), stress.crew(users, Role.TREASURER)
    kept = True
    for scenario, crew in (
        (stress.last_places, managers),
        (stress.last_rupiah, managers),
        (stress.one_payer, managers),
        (stress.one_bill, treasurers),
        (stress.one_payment, treasurers),
    ):
        began = time.perf_counter()
        came = scenario(manager, crew)
        kept &= came.holds
        print(f"  {came}  ({time.perf_counter() - began:.1f} s with its making)", flush=True)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
