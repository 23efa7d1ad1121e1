# ruff: noqa: E402 - Django is set up before its models are imported
"""How long a decision takes: from accepted rows to the frozen list and its person-months, beside the bare INSERT.

    DATABASE_URL=postgresql://... python bench/office_decision.py [--people 10000] [--months 12]

Makes a throw-away test database. The bare INSERT ... SELECT puts the same person-months into the same table, all
constraints included, in the same run; the goal is at most four times that for the decision as a whole.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-bench-"))

import django

django.setup()

from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases

GOAL = 4.0  # times the bare INSERT ... SELECT
_COLUMNS = "person_id, month, programme_id, fund_id, village_id, line_id, planned"


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=10_000)
    words.add_argument("--months", type=int, default=12)
    given = words.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return measure(given.people, given.months)
    finally:
        teardown_databases(databases, verbosity=0)


def measure(people: int, months: int) -> int:
    from office.conftest import AREAS, character
    from office.world import MUARO, PEMATANG, SK_DATE, TANJUNG, accepted, programme
    from payung.office.accounts.models import Role
    from payung.office.areas.models import Area
    from payung.office.core.bulk import insert_rows
    from payung.office.cover.models import PersonMonth
    from payung.office.decisions.actions import approve, generate, submit

    fields = ("code", "name", "level", "parent", "province", "regency", "district")
    insert_rows(
        Area,
        fields,
        [(c, n, int(at), c.rpartition(".")[0] or None, c[:2], c[:5], c[:8]) for c, n, at in AREAS],
    )
    manager = character("pengelola", "Pengelola", (Role.PROGRAMME_MANAGER, "13.03"))
    other = character("kepala", "Kepala", (Role.PROGRAMME_MANAGER, "13.03"))
    made = programme(manager, quotas={"": people}, first_month=202601, months=months, ceiling=10**12)
    villages = [MUARO, PEMATANG, TANJUNG]
    rows = [{"village": villages[at % 3], "nik": f"13030{at:011}", "decile": at % 5} for at in range(people)]
    accepted(made, manager, rows)
    draft, listing = _timed(lambda: generate(manager, made))
    _, sending = _timed(lambda: submit(manager, draft))
    _, approving = _timed(lambda: approve(other, draft, number="SK-1", dated=SK_DATE))
    assert PersonMonth.objects.count() == people * months
    bare = min(_bare() for _ in range(3))
    whole = listing + sending + approving
    print(f"{connection.vendor}: {people:,} people x {months} months = {people * months:,} person-months")
    for name, seconds in (
        ("generate", listing),
        ("submit", sending),
        ("approve", approving),
        ("decision as a whole", whole),
        ("bare INSERT ... SELECT", bare),
    ):
        print(f"  {name:24} {seconds:7.2f} s {seconds / bare:6.2f} x")
    print(f"  goal, on PostgreSQL: at most {GOAL:.0f} x; here {whole / bare:.2f} x")
    return 0 if whole / bare <= GOAL or connection.vendor != "postgresql" else 1


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def _bare() -> float:
    """The same rows into the emptied table, to the commit: foreign keys are checked there. The summary that the
    database keeps of them is the decision's to pay for, not the floor's."""
    with connection.cursor() as sql:
        if connection.vendor == "postgresql":
            sql.execute("ALTER TABLE cover_personmonth DISABLE TRIGGER summaries_insert")
        sql.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {_COLUMNS} FROM cover_personmonth ORDER BY id")
        sql.execute("DELETE FROM cover_personmonth")
        if connection.vendor == "postgresql":
            sql.execute("VACUUM ANALYZE cover_personmonth")
            sql.execute("ANALYZE kept")

        def insert() -> None:
            with transaction.atomic():
                sql.execute(f"INSERT INTO cover_personmonth ({_COLUMNS}) SELECT {_COLUMNS} FROM kept")

        _, seconds = _timed(insert)
        if connection.vendor == "postgresql":
            sql.execute("ALTER TABLE cover_personmonth ENABLE TRIGGER summaries_insert")
        sql.execute("DROP TABLE kept")
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
