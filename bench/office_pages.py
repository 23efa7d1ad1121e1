# ruff: noqa: E402 - Django is set up before its models are imported
"""How long the server takes for a page over many participants, and how many queries it asks.

    DATABASE_URL=postgresql://... python bench/office_pages.py [--people 100000] [--months 12]

Makes a throw-away test database with generated people in 62 villages. The goal is 300 ms for a list's page on
PostgreSQL, and a number of queries that does not grow with the rows. Each page is asked six times; the median
of the last five counts. Pages are asked through the whole stack, without the network.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-bench-"))
os.environ["PAYUNG_PLAIN_STATIC"] = "1"

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.urls import reverse

GOAL = 0.3  # seconds
VILLAGES = [f"13.03.{3 + at // 8:02}.{2001 + at % 8}" for at in range(62)]


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=100_000)
    words.add_argument("--months", type=int, default=12)
    given = words.parse_args()
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        build(given.people, given.months)
        return measure(given.people, given.months)
    finally:
        teardown_databases(databases, verbosity=0)


def build(people: int, months: int) -> None:
    from office.conftest import character
    from office.world import accepted, approved, programme
    from payung.office.accounts.models import Role
    from payung.office.areas.models import Area
    from payung.office.core.bulk import insert_rows

    codes = sorted({head for code in VILLAGES for head in heads(code)})
    insert_rows(
        Area,
        ("code", "name", "level", "parent", "province", "regency", "district"),
        [
            (c, f"Wilayah {c}", c.count(".") + 1, c.rpartition(".")[0] or None, c[:2], c[:5], c[:8])
            for c in codes
        ],
    )
    manager = character(
        "pengelola", "Pengelola", (Role.PROGRAMME_MANAGER, "13.03"), (Role.BPJS_BRANCH, "13.03")
    )
    other = character("kepala", "Kepala", (Role.PROGRAMME_MANAGER, "13.03"))
    character("petugas", "Petugas", (Role.VILLAGE_CLERK, VILLAGES[0]))
    made = programme(manager, quotas={"": people}, first_month=202601, months=months, ceiling=10**13)
    rows = [
        {
            "village": VILLAGES[at % len(VILLAGES)],
            "nik": f"13030{at:011}",
            "name": f"{FIRST[at % 40]} {at:06}",
        }
        for at in range(people)
    ]
    accepted(made, manager, rows)
    decision = approved(manager, other, made)
    move_through_gates(decision.pk, manager.pk, months)


def heads(code: str) -> Iterator[str]:
    parts = code.split(".")
    return (".".join(parts[:n]) for n in range(1, len(parts) + 1))


FIRST = [
    f"{a}{b}"
    for a in ("Abdul", "Budi", "Citra", "Dewi", "Eka", "Fitri", "Gusti", "Hasan")
    for b in ("", "man", "wati", "to", "ni")
]


def move_through_gates(decision: int, user: int, months: int) -> None:
    """Half of the months are enrolled, billed and, but for the last of them, paid; every member has a number."""
    from payung.office.billing.models import Bill, BillLine, Payment
    from payung.office.core.bulk import insert_rows
    from payung.office.core.identifiers import public_id
    from payung.office.core.vault import blind_index, seal
    from payung.office.cover.models import SEALED_KPJ, EnrolmentReturn, Membership, PersonMonth
    from payung.office.people.models import Person

    counts = {"rows": 1, "accepted": 1, "refused": 0, "unknown": 0}
    answer = EnrolmentReturn.objects.create(
        decision_id=decision,
        file_name="balikan.xlsx",
        file="x",
        sha256="0" * 64,
        imported_by_id=user,
        **counts,
    )
    insert_rows(
        Membership,
        ("person", "kpj_index", "kpj_tail", "sealed", "since", "returned_in", "card_code"),
        (
            (
                pk,
                blind_index(str(pk)),
                f"{pk % 10000:04}",
                seal(b"26000000001", SEALED_KPJ),
                date(2026, 1, 1),
                answer.pk,
                public_id(),
            )
            for pk in Person.objects.values_list("pk", flat=True)
        ),
    )
    for month in range(202601, 202601 + months // 2):
        of_month = PersonMonth.objects.filter(month=month)
        first, people = of_month.first(), of_month.count()
        assert first is not None
        bill = Bill.objects.create(
            programme=first.programme,
            fund=first.fund,
            month=month,
            people=people,
            total=people * 16_800,
            normal=people * 16_800,
            issued_by_id=user,
        )
        line = BillLine.objects.create(
            bill=bill,
            sector="other",
            jkk=10_000,
            jkm=6_800,
            normal=16_800,
            due=16_800,
            people=people,
            total=people * 16_800,
        )
        payment = None
        if month < 202600 + months // 2:
            payment = Payment.objects.create(
                bill=bill,
                document=f"SP2D {month}",
                dated=date(2026, 6, 1),
                amount=people * 16_800,
                settled=people * 16_800,
                people=people,
                recorded_by_id=user,
            )
        of_month.update(enrolled_by=answer, bill_line=line, due=16_800, payment=payment)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def measure(people: int, months: int) -> int:
    from payung.office.accounts.models import User
    from payung.office.people.models import Person
    from payung.office.programmes.models import Programme

    programme = Programme.objects.get().public_id
    participants, behind = reverse("participants"), reverse("insight_people", args=[programme])
    person = Person.objects.order_by("?").first()
    assert person is not None
    pages = {
        "participants": participants,
        "participants, page 40": f"{participants}?hal=40",
        "participants, by name": f"{participants}?cari=Dewi",
        "participants, by NIK": f"{participants}?cari=1303000000012345",
        "participants, of a village": f"{participants}?desa={VILLAGES[5]}",
        "participants, unpaid in a month": f"{participants}?bulan=2026-06&gerbang=unpaid",
        "participants, of a programme": f"{participants}?program={programme}",
        "people behind a count": f"{behind}?gerbang=unpaid&bulan=2026-06",
        "people behind a count, all months": behind,
        "one person": reverse("participant", args=[person.public_id]),
        "bills": reverse("bills"),
    }
    counts = {
        "summary": reverse("insight"),
        "counts by month": reverse("insight_programme", args=[programme]),
        "counts by village": reverse("insight_programme", args=[programme]) + "?per=desa",
    }
    print(f"{connection.vendor}: {people:,} people x {months} months")
    slow = 0
    for user in ("pengelola", "petugas"):
        client = Client()
        client.force_login(User.objects.get(username=user))
        for name, address in {**pages, **counts}.items():
            if user == "petugas" and name in ("one person", "bills"):
                continue
            seconds, queries, size = ask(client, address)
            late = seconds > GOAL and name in pages
            slow += late
            print(
                f"  {user:10} {name:36} {seconds * 1000:7.0f} ms {queries:4} queries {size / 1000:6.0f} kB{'  late' if late else ''}"
            )
    print(f"  goal, on PostgreSQL: each list at most {GOAL * 1000:.0f} ms")
    return 1 if slow and connection.vendor == "postgresql" else 0


def ask(client: Client, address: str) -> tuple[float, int, int]:
    times = []
    for _ in range(6):
        start = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return statistics.median(times[1:]), len(captured), len(answer.content)


if __name__ == "__main__":
    sys.exit(main())
