# ruff: noqa: E402 - Django is set up before its models are imported
"""The overpayment finder over 1,000,000 people and 12,000,000 person-months, beside one plain read of what was paid.

    DATABASE_URL=postgresql://... python bench/office_overpayments.py [--people 1000000] [--months 12] [--villages 1000] [--keep]

On the database of bench/office_scale.py, to which it adds deaths of one in a hundred people and 200,000 months that
another fund paid before Payung. The floor sums what was paid, person by person, in one statement. The act looks
through everything, writes what it found with its journal line, and is run twice: the second time it finds the same.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent)]

import office_scale
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

_FLOOR = """SELECT count(*), sum(due) FROM (SELECT person_id, sum(due) AS due FROM cover_personmonth
    WHERE payment_id IS NOT NULL GROUP BY person_id) paid"""
_DEATHS = "UPDATE people_person SET died = '2025-12-15' WHERE id %% 100 = 1"
_FILE = """INSERT INTO overpayments_historyfile (id, public_id, fund_id, income, with_jht, file_name, file, sha256, rows,
        known, unknown, rupiah, first_month, last_month, imported_by_id, imported)
    VALUES (1, 'bench', %(fund)s, 1000000, false, 'lama.csv', 'x', 'x', 200000, 200000, 0, 200000::bigint * 16800, 202601, 202602,
        %(user)s, now())"""
_LINES = """INSERT INTO overpayments_historyline (file_id, fund_id, sheet, row, person_id, month, amount, document, sealed)
    SELECT 1, %(fund)s, '', row_number() OVER (), id, month, 16800, 'TR', ''::bytea
    FROM (SELECT id FROM people_person ORDER BY id LIMIT 100000) p, unnest(ARRAY[202601, 202602]) AS month"""


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


def furnish() -> None:
    from payung.office.accounts.models import User
    from payung.office.funding.models import Fund, Payer
    from payung.office.overpayments.models import HistoryFile

    if HistoryFile.objects.exists():
        return
    first = Fund.objects.earliest("pk")
    known_as = {"sponsor": first.sponsor, "area": first.area, "name": "CSR lama", "year": 2025}
    other, _made = Fund.objects.get_or_create(**known_as, defaults={"kind": "csr", "payer": Payer.CSR})
    known = {"fund": other.pk, "user": User.objects.get(username="bendahara").pk}
    with connection.cursor() as sql:
        for statement in (_DEATHS, _FILE, _LINES):
            sql.execute(statement, known)
        sql.execute("ANALYZE people_person, overpayments_historyline")


def measure() -> int:
    from payung.office.accounts.models import User
    from payung.office.overpayments.actions import find

    furnish()
    actor = User.objects.get(username="bendahara")
    with connection.cursor() as sql:
        floor = min(timed(lambda: (sql.execute(_FLOOR), sql.fetchone()))[1] for _ in range(2))
    first, once = timed(lambda: find(actor))
    again, twice = timed(lambda: find(actor))
    print(
        f"found {first['findings']:,} findings, {first['months']:,} person-months, {first['rupiah']:,} rupiah"
    )
    print(f"  one plain read of what was paid     {floor:7.1f} s")
    print(f"  the finder, all written             {once:7.1f} s   {once / floor:.2f} x")
    print(f"  the finder again, the same found    {twice:7.1f} s   {twice / floor:.2f} x")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if first == again else 1


def timed(work: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
