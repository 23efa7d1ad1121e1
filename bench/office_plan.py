# ruff: noqa: E402 - Django is set up before its models are imported
"""How long a plan takes in the office: people and funds read, solved, compared, explained and frozen.

    DATABASE_URL=postgresql://... python bench/office_plan.py [--people 100000]

Makes a throw-away test database: 62 villages with quotas, eight funds of different kinds and rules, two rates. Shown
beside it: the engine alone on the same people, a what-if, and the draft list that the plan becomes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-bench-"))

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

VILLAGES = 62
FUNDS: tuple[tuple[str, int | None, int, dict[str, Any]], ...] = (
    ("apbd_regency", 2_000, 1, {"max_decile": 6}),
    ("apbd_province", 5_000, 2, {}),
    ("dbh_cht", 800, 1, {"occupations": ["petani"]}),
    ("dbh_sawit", 500, 1, {"sectors": ["other"], "max_decile": 3}),
    ("apbdes", 300, 3, {"areas": ["13.03.04"], "not_covered_by": ["apbd_regency"]}),
    ("csr", 200, 4, {}),
    ("bank", 150, 4, {"sectors": ["transport"]}),
    ("asn", None, 5, {"places": 1_000}),
)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=100_000)
    given = words.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return measure(given.people)
    finally:
        teardown_databases(databases, verbosity=0)


def measure(people: int) -> int:
    from office.conftest import AREAS, character
    from office.world import accepted, programme
    from payung.office.accounts.models import Role
    from payung.office.areas.models import Area
    from payung.office.core.bulk import insert_rows
    from payung.office.funding.actions import create_fund, link_fund, set_rules
    from payung.office.funding.models import Fund
    from payung.office.plans import gathering, job, lease, solving
    from payung.office.plans.actions import derive, freezing, make, turn_into_list

    areas = [*AREAS, *((f"13.03.04.3{at:03}", f"Nagari {at}", 4) for at in range(VILLAGES - 2))]
    fields = ("code", "name", "level", "parent", "province", "regency", "district")
    insert_rows(
        Area,
        fields,
        [(c, n, int(at), c.rpartition(".")[0] or None, c[:2], c[:5], c[:8]) for c, n, at in areas],
    )
    manager = character("pengelola", "Pengelola", (Role.PROGRAMME_MANAGER, "13.03"))
    villages = [c for c, _n, at in areas if int(at) == 4 and c.startswith("13.03.")]
    share = people * 3 // 4 // len(villages)
    made = programme(manager, quotas=dict.fromkeys(villages, share), first_month=202610, months=9, ceiling=0)
    sponsor = Fund.objects.get().sponsor
    for kind, millions, rank, rules in FUNDS:
        ceiling = None if millions is None else millions * 1_000_000 * people // 100_000
        money = create_fund(
            manager, sponsor, area_code="13.03", name=kind, kind=kind, year=2026, legal_note="-", ceiling=ceiling,
            document="DPA", dated=date(2026, 1, 1),
        )  # fmt: skip
        if rules:
            set_rules(manager, money, rules, valid_from=date(2026, 1, 1))
        link_fund(manager, made, money, rank=rank)
    accepted(
        made,
        manager,
        [
            {
                "village": villages[at % len(villages)], "nik": f"13030{at:011}", "decile": at * 7 % 10 + 1,
                "sector": "transport" if at % 5 == 0 else "other",
            }
            for at in range(people)
        ],
    )  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as sql:
            sql.execute("ANALYZE")
    first = make(manager, made)
    parts: list[tuple[str, float]] = []
    hold = lease.take(first.pk)
    assert hold is not None
    first.refresh_from_db()
    given, seconds = _timed(lambda: gathering.gather(first))
    parts.append(("read people, funds, places", seconds))
    solved, seconds = _timed(lambda: solving.solve(first, given, lambda _said: None))
    parts += [("solve, explain, compare", seconds), ("  of it the engine", solved.facts["seconds"])]
    plan, seconds = _timed(lambda: freezing.freeze(manager, hold, given, solved))
    parts.append(("write and freeze", seconds))
    whole = sum(seconds for name, seconds in parts if not name.startswith(" "))
    other = derive(manager, plan, {"places": share * 2})
    _, seconds = _timed(lambda: job.run(lease.take(other.pk)))
    parts.append(("a what-if, the whole job", seconds))
    draft, seconds = _timed(lambda: turn_into_list(manager, plan))
    parts.append(("the draft list", seconds))
    print(
        f"{connection.vendor}: {plan.people:,} people, {len(FUNDS) + 1} funds, {len(villages)} quotas: {plan.covered:,} covered, "
        f"proven: {plan.proven}; going down the list {plan.facts['greedy']['people']:,}"
    )
    assert draft.people == plan.covered
    for name, seconds in parts:
        print(f"  {name:28} {seconds:7.2f} s")
    print(f"  {'the plan as a whole':28} {whole:7.2f} s")
    return 0


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
