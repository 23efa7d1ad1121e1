# ruff: noqa: E402 - Django is set up before its models are imported
"""Every page of the office over 1,000,000 people and 12,000,000 person-months, at the server, on PostgreSQL.

    DATABASE_URL=postgresql://... python bench/office_scale.py [--people 1000000] [--months 12] [--villages 1000] [--keep]

Makes a throw-away test database by SQL alone (its indexes made last), the same each time. The goal is 500 ms a page.
The pages are those of tests/office/test_pages_browser.py, each asked as the user whose page it is, through the whole
stack without the network: three times, the median counts. Beside it stand the milliseconds of processor that it took,
which say more than the clock on a machine that others use too. Afterwards the summary of person-months is held against
the rows. The load of the machine stands beside the figures: they are for comparison in one run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
os.environ.setdefault("PAYUNG_STATE", tempfile.mkdtemp(prefix="payung-bench-"))
os.environ["PAYUNG_PLAIN_STATIC"] = "1"
os.environ.setdefault("PAYUNG_DATA_KEY", "bench")  # so that a kept database opens again

import django

django.setup()

import office_reconcile
import office_scale_cases
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.urls import reverse

GOAL = 0.5  # seconds


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=1_000_000)
    words.add_argument("--months", type=int, default=12)
    words.add_argument("--villages", type=int, default=1_000)
    words.add_argument("--keep", action="store_true", help="leave the database for a look at its plans")
    words.add_argument("--only", default="", help="pages whose name contains this")
    given = words.parse_args()
    if connection.vendor != "postgresql":
        print("not measured: set DATABASE_URL to a PostgreSQL database")
        return 0
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False, keepdb=given.keep, serialized_aliases=set())
    try:
        began = time.perf_counter()
        if not office_reconcile.found():
            build(given.people, given.months, given.villages)
            print(f"rows made in {time.perf_counter() - began:.0f} s", flush=True)
        return measure(given.only)
    finally:
        if not given.keep:
            teardown_databases(databases, verbosity=0)


def build(people: int, months: int, villages: int) -> None:
    from office.conftest import character
    from payung.office.accounts.models import Role
    from payung.office.proposals import tallying

    office_reconcile.VILLAGES[:] = [f"13.03.{at // 20 + 1:02}.{2001 + at % 20}" for at in range(villages)]
    office_scale_cases.seals(people)
    office_reconcile.MAKE = tuple(map(with_seals, office_reconcile.MAKE))
    with bare_table("cover_personmonth"), bare_table("decisions_line"), bare_table("people_person"):
        manager, made = office_reconcile.build(people, months)
    regency = "13.03"
    character("kabupaten", "Bendahara", (Role.TREASURER, regency))
    for name, role in (
        ("verifikator", Role.VERIFIER),
        ("bendahara", Role.TREASURER),
        ("bpjs", Role.BPJS_BRANCH),
    ):
        character(name, name, (role, regency))
    character("pemeriksa", "Inspektorat", (Role.AUDITOR, regency))
    character("admin", "Admin", (Role.ADMINISTRATOR, regency))
    character("petugas", "Petugas", (Role.VILLAGE_CLERK, office_reconcile.VILLAGES[0]))
    names = {"programme": made.pk, "user": manager.pk, "people": people}
    with connection.cursor() as sql, bare_table("proposals_row"), bare_table("cover_membership"):
        sql.execute("SET session_replication_role = replica")
        for statement in MORE:
            sql.execute(with_seals(statement).replace("VILLAGE", office_reconcile._village()), names)
        sql.execute("SET session_replication_role = DEFAULT")
    with connection.cursor() as sql:
        sql.execute("VACUUM ANALYZE")
    tallying.rebuild()  # the triggers were off
    office_scale_cases.build(people, manager, made, office_reconcile.VILLAGES)
    with connection.cursor() as sql:
        sql.execute("VACUUM ANALYZE")


def with_seals(statement: str) -> str:
    """What rests sealed of rows is the same for all: a page opens one seal, whosever it is. People have their own."""
    from payung.office.core.vault import seal, seal_fields
    from payung.office.cover.models import SEALED_KPJ, SEALED_RETURN
    from payung.office.proposals.models import SEALED_ROW

    private = {
        "nik": "1303010101800001",
        "kk": "1303010101800002",
        "address": "Jorong Satu",
        "cells": {"Nama": "Warga"},
    }
    for table, sealed in (
        ("proposals_row", seal_fields(private, SEALED_ROW)),
        ("cover_returnline", seal_fields(private, SEALED_RETURN)),
        ("cover_membership", seal(b"26000000001", SEALED_KPJ)),
    ):
        if statement.startswith(f"INSERT INTO {table} "):
            return statement.replace("''::bytea", f"'\\x{sealed.hex()}'::bytea")
    return office_scale_cases.of_families(statement) if "INTO people_person" in statement else statement


# What the rows of the reconciliation's benchmark lack: their proposals, memberships, and rows that wait for a reviewer.
MORE = (
    """INSERT INTO proposals_row (id, public_id, submission_id, programme_id, position, sheet, row, village_id,
        village_known, village_text, nik_index, nik_tail, name, birth_date, sex, occupation, occupation_code, sector,
        decile, sealed, outcome, reasons, standing, review_reason)
    SELECT 1000 + g, 'r' || g, (SELECT MIN(id) FROM proposals_submission), %(programme)s, 1000 + g, 'Lembar1', g, VILLAGE,
        true, '', decode(md5(g::text) || md5(g::text), 'hex'), lpad((g %% 10000)::text, 4, '0'), 'Warga ' || g,
        '1980-01-01', 'L', 'petani', 'petani', 'other', g %% 5, ''::bytea, 'eligible', '', 'decided', ''
    FROM generate_series(1, %(people)s) g""",
    """INSERT INTO proposals_row (id, public_id, submission_id, programme_id, position, sheet, row, village_id,
        village_known, village_text, nik_index, nik_tail, name, birth_date, sex, occupation, occupation_code, sector,
        decile, sealed, outcome, reasons, codes, standing, review_reason)
    SELECT 1000 + %(people)s + g, 'w' || g, (SELECT MIN(id) FROM proposals_submission), %(programme)s,
        1000 + %(people)s + g, 'Lembar1', g, VILLAGE, true, '', decode(md5('w' || g) || md5(g::text), 'hex'), '0000',
        'Calon ' || g, '1980-01-01', 'L', 'petani', 'petani', 'other', g %% 5, ''::bytea, 'review',
        CASE g %% 2 WHEN 0 THEN 'registry.probable' ELSE 'duplicate.person' END,
        CASE g %% 2 WHEN 0 THEN 'registry.probable' ELSE 'duplicate.person' END, 'open', ''
    FROM generate_series(1, %(people)s / 20) g""",
    # Fifteen in a hundred fell out, a third of them for two reasons.
    """INSERT INTO proposals_row (id, public_id, submission_id, programme_id, position, sheet, row, village_id,
        village_known, village_text, nik_index, nik_tail, name, birth_date, sex, occupation, occupation_code, sector,
        decile, sealed, outcome, reasons, codes, standing, review_reason)
    SELECT 1000 + %(people)s * 2 + g, 'x' || g, (SELECT MIN(id) FROM proposals_submission), %(programme)s,
        1000 + %(people)s * 2 + g, 'Lembar1', g, VILLAGE, true, '', decode(md5('x' || g) || md5(g::text), 'hex'), '0000',
        'Gugur ' || g, '1980-01-01', 'L', 'petani', 'petani', 'other', g %% 5, ''::bytea, 'refused', code, code,
        'dropped', ''
    FROM generate_series(1, %(people)s * 15 / 100) g, LATERAL (SELECT (ARRAY['age.outside', 'duplicate.nik',
        'registry.absent', 'wage.member', 'age.outside;registry.absent', 'civil.servant'])[1 + g %% 6] AS code) c""",
    """INSERT INTO proposals_finding (row_id, code, outcome)
    SELECT r.id, c, r.outcome FROM proposals_row r, LATERAL unnest(string_to_array(r.codes, ';')) c
    WHERE r.standing IN ('open', 'dropped')""",
    "UPDATE proposals_submission SET people = %(people)s, eligible = %(people)s, verified_on = '2026-01-10'",
    """INSERT INTO cover_membership (person_id, kpj_index, kpj_tail, sealed, since, returned_in_id, card_code)
    SELECT 1000 + g, decode(md5('k' || g) || md5(g::text), 'hex'), lpad((g %% 10000)::text, 4, '0'), ''::bytea,
        '2026-01-01', (SELECT MIN(id) FROM cover_enrolmentreturn), 'k' || g
    FROM generate_series(1, %(people)s) g WHERE g %% 20 > 0""",
    "UPDATE decisions_decision SET people = %(people)s",
    *(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))"
        for table in ("proposals_row", "people_person", "decisions_line", "billing_bill", "billing_billline", "billing_payment")
    ),
)  # fmt: skip


@contextmanager
def bare_table(table: str) -> Iterator[None]:
    """The table without its indexes for the length of the block: they are quicker made at the end."""
    with connection.cursor() as sql:
        sql.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint)",
            [table],
        )
        found = sql.fetchall()
        for name, _made in found:
            sql.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as sql:
        for _name, made in found:
            sql.execute(made)


def things() -> dict[str, Any]:
    """What stands in addresses, by the names that the table of pages uses."""
    from payung.office.billing.models import Bill, Payment
    from payung.office.decisions.models import Decision
    from payung.office.funding.models import Fund
    from payung.office.people.models import Person
    from payung.office.programmes.models import Programme
    from payung.office.proposals.models import Row, Submission

    programme = Programme.objects.get()
    bill = Bill.objects.filter(payments=None).first() or Bill.objects.first()
    paid = Payment.objects.select_related("bill").first()
    assert bill is not None
    assert paid is not None
    return {
        "programme": programme.public_id,
        "decision": Decision.objects.get().public_id,
        "fund": Fund.objects.get().public_id,
        "bill": bill.public_id,
        "payment": paid.public_id,
        "person": Person.objects.order_by("-pk")[0].public_id,
        "submission": Submission.objects.get().public_id,
        "row": Row.objects.order_by("-pk")[0].public_id,
        "case": Row.objects.filter(standing="open")[0].public_id,
        "first_month": programme.first_month,
        "village": office_reconcile.VILLAGES[0],
        "city": "13.03",
        "kecamatan": office_reconcile.VILLAGES[0][:8],
        **{name: found.public_id for name, model, asked in MORE_THINGS if (found := _one(model, asked))},
        **({"told": told.person.public_id} if (told := _one("unclaimed.Notice", {"state": "open"})) else {}),
    }


# What of office_scale_cases.py stands in addresses: the name there, the model, which one.
MORE_THINGS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("match", "sweeps.Match", {"kind": "death"}),
    ("complaint", "complaints.Complaint", {"state": "open"}),
    ("overpayment", "overpayments.Finding", {}),
    ("overpaid_fund", "funding.Fund", {}),
    ("activity", "outreach.Activity", {}),
    ("award", "award.Scheme", {"level": "area"}),
    ("league", "award.Scheme", {"level": "village"}),
    ("flag", "audit.Flag", {}),
)


def _one(model: str, asked: dict[str, Any]) -> Any:
    from django.apps import apps

    return apps.get_model(model).objects.filter(**asked).order_by("pk").first()


def pages() -> Iterator[tuple[str, str, str]]:
    """(user, name, address) of every page whose identifiers are at hand, and the home page of every role."""
    from office.test_pages_browser import AGAIN, PAGES

    known = things()
    users = {"kepala": "pengelola", "petugas.madiun": "petugas"}
    for user in ("pengelola", "petugas", "verifikator", "bendahara", "bpjs", "pemeriksa", "admin"):
        yield user, "home", reverse("home")
    for words, (name, page) in {**{name: (name, page) for name, page in PAGES.items()}, **AGAIN}.items():
        there = all(part in known or part.startswith("=") for part in page.in_address)
        if not page.user or name == "home" or not there or any("madiun" in part for part in page.in_address):
            continue
        address = reverse(name, args=[known.get(part, part.removeprefix("=")) for part in page.in_address])
        user = "verifikator" if name in ("submission", "row", "skipped") else page.user
        yield users.get(user, user), words, address + (f"?{page.asked}" if page.asked else "")
    programme = known["programme"]
    for asked in ("per=desa", "per=dana"):
        yield (
            "pengelola",
            f"insight_programme {asked}",
            reverse("insight_programme", args=[programme]) + f"?{asked}",
        )
    for asked in (
        f"program={programme}",
        "per=desa",
        "per=dana",
        f"program={programme}&dari=2026-03&sampai=2026-03",
    ):
        yield "pengelola", f"reconciliation {asked[:8]}", f"{reverse('reconciliation')}?{asked}"
    for asked in (
        "cari=Warga 5",
        "urut=-name",
        f"desa={known['village']}",
        "bulan=2026-06&gerbang=unpaid",
        f"program={programme}",
        "hal=100",
    ):
        yield "pengelola", f"participants {asked[:12]}", f"{reverse('participants')}?{asked}"
    for asked in ("cari=Warga 5", "hal=100", "kini=open", "alasan=age.outside", "urut=name", "nasib=gugur"):
        yield "verifikator", f"rows {asked}", f"{reverse('rows')}?{asked}"
    lines = reverse("decision_lines", args=[known["decision"]])
    # Nobody of the name "Calon" stands on the decree, though fifty thousand are proposed.
    for asked in ("cari=Warga 5", "cari=Calon", "hal=100", "urut=row__name"):
        yield "verifikator", f"decision_lines {asked}", f"{lines}?{asked}"
    for asked in ("cari=Warga 5", "urut=-to_claim", "uang=tagih"):
        yield "verifikator", f"deaths {asked}", f"{reverse('deaths')}?{asked}"
    for name in ("unclaimed", "claims"):
        for asked in ("", "cari=Warga 5", "urut=name" if name == "unclaimed" else "urut=person.name"):
            yield "pengelola", f"{name} {asked}", f"{reverse(name)}?{asked}"
    for asked in ("sebab=refused", "gerbang=paid", "cari=Warga 5"):
        yield "pengelola", f"behind {asked}", f"{reverse('reconciliation_people')}?{asked}"


def measure(only: str) -> int:
    from payung.office.accounts.models import User

    clients: dict[str, Client] = {}
    late = 0
    for user, name, address in pages():
        if only and only not in name:
            continue
        if user not in clients:
            clients[user] = Client(raise_request_exception=False)
            clients[user].force_login(User.objects.get(username=user))
        seconds, status, worked = ask(clients[user], address)
        slow = seconds > GOAL
        late += slow
        print(
            f"  {user:12} {name:30} {seconds * 1000:8.0f} ms {worked:6} cpu  {status}{'  LATE' if slow else ''}",
            flush=True,
        )
    print(
        f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {late} pages over {GOAL * 1000:.0f} ms"
    )
    from payung.office.summaries.keeping import compare

    began = time.perf_counter()
    found = compare()
    print(f"{found}: counted again in {time.perf_counter() - began:.1f} s")
    return 1 if late or found.differences else 0


def ask(client: Client, address: str) -> tuple[float, int, int]:
    """Seconds (the median), the status, and milliseconds of processor that page and database took (the least)."""
    times, worked = [], []
    answer = None
    for _again in range(3):
        start, before = time.perf_counter(), processor()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
        worked.append(processor() - before)
        if times[0] > 5:
            break
    assert answer is not None
    return statistics.median(times), answer.status_code, round(min(worked) * 1000)


def processor() -> float:
    """Seconds of processor of this process and of its own server process, where that runs on the same machine."""
    seconds = time.process_time()
    try:
        told = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
        used = told.rpartition(") ")[2].split()
        seconds += (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):
        pass
    return seconds


if __name__ == "__main__":
    sys.exit(main())
