# ruff: noqa: E402 - Django is set up before its models are imported
"""How long a reconciliation takes over many person-months, beside the bare sum of the same rows.

    DATABASE_URL=postgresql://... python bench/office_reconcile.py [--people 100000] [--months 12] [--programmes 1]

Makes a throw-away test database; its rows are written by SQL alone, with the constraints' triggers off, so that
twelve million of them are ready in minutes. One person in twenty was refused by BPJS; half of the months are billed,
all but the last of them paid. The goal is 10 s for the statement of 12,000,000 person-months on PostgreSQL. The floor
is one aggregate over the table, in the database's own default settings.
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
os.environ["PAYUNG_PLAIN_STATIC"] = "1"

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

GOAL, ROWS = 10.0, 12_000_000
VILLAGES = [f"13.03.{3 + at // 8:02}.{2001 + at % 8}" for at in range(62)]
RATE = 16_800


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=100_000)
    words.add_argument("--months", type=int, default=12)
    words.add_argument("--keep", action="store_true", help="leave the database for a look at its plans")
    given = words.parse_args()
    if connection.vendor != "postgresql":
        print("not measured: set DATABASE_URL to a PostgreSQL database")
        return 0
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False, keepdb=given.keep, serialized_aliases=set())
    try:
        began = time.perf_counter()
        user, programme = found() or build(given.people, given.months)
        print(f"rows made in {time.perf_counter() - began:.0f} s", flush=True)
        return measure(user, programme, given.people * given.months)
    finally:
        if not given.keep:
            teardown_databases(databases, verbosity=0)


def build(people: int, months: int) -> tuple[Any, Any]:
    from office.conftest import character
    from office.world import accepted, approved, programme
    from payung.office.accounts.models import Role
    from payung.office.areas.models import Area
    from payung.office.core.bulk import insert_rows
    from payung.office.cover.models import EnrolmentReturn
    from payung.office.summaries.keeping import rebuild

    heads = {".".join(code.split(".")[:n]) for code in VILLAGES for n in range(1, 5)}
    insert_rows(
        Area,
        ("code", "name", "level", "parent", "province", "regency", "district"),
        [
            (c, f"Wilayah {c}", c.count(".") + 1, c.rpartition(".")[0] or None, c[:2], c[:5], c[:8])
            for c in sorted(heads)
        ],
    )
    manager = character("pengelola", "Pengelola", (Role.PROGRAMME_MANAGER, "13.03"))
    other = character("kepala", "Kepala", (Role.PROGRAMME_MANAGER, "13.03"))
    made = programme(manager, first_month=202601, months=months, ceiling=10**14)
    accepted(made, manager, [{"village": VILLAGES[0], "nik": "1303010101010001"}])
    decision = approved(manager, other, made)
    answer = EnrolmentReturn.objects.create(
        decision=decision, file_name="b", file="x", sha256="0" * 64, rows=1, accepted=1, refused=0, unknown=0,
        imported_by=manager,
    )  # fmt: skip
    fund = made.fund_links.get().fund_id
    names = {"people": people, "decision": decision.pk, "fund": fund, "answer": answer.pk, "months": months}
    names |= {"programme": made.pk, "user": manager.pk, "rate": RATE, "paid": months // 2 - 1}
    with connection.cursor() as sql:
        sql.execute("SET session_replication_role = replica")
        for statement in MAKE:
            sql.execute(statement.replace("VILLAGE", _village()), names)
        sql.execute("SET session_replication_role = DEFAULT")
        for model in ("people_person", "decisions_line", "cover_personmonth", "cover_returnline"):
            sql.execute(f"VACUUM ANALYZE {model}")
        sql.execute("ANALYZE")
    rebuild()  # the triggers were off
    return manager, made


def found() -> tuple[Any, Any] | None:
    """What a run with --keep left behind."""
    from payung.office.accounts.models import User
    from payung.office.programmes.models import Programme

    user, made = User.objects.filter(username="pengelola").first(), Programme.objects.first()
    return (user, made) if user and made else None


def _village() -> str:
    codes = ", ".join(f"'{code}'" for code in VILLAGES)
    return f"(ARRAY[{codes}])[1 + (g * {len(VILLAGES)}::bigint / %(people)s) %% {len(VILLAGES)}]"


MAKE = (
    "DELETE FROM cover_personmonth",
    "DELETE FROM decisions_tally",
    """INSERT INTO people_person (id, public_id, nik_index, nik_tail, sealed, name, birth_date, sex, village_id,
        occupation, sector, since)
    SELECT 1000 + g, 'p' || g, decode(md5(g::text) || md5(g::text), 'hex'), lpad((g %% 10000)::text, 4, '0'), ''::bytea,
        'Warga ' || g, '1980-01-01', 'L', VILLAGE,
        (ARRAY['Petani padi', 'petani padi', 'Nelayan', 'Pedagang pasar', 'Tukang ojek', 'Buruh tani', 'Pemulung', 'Guru ngaji'])
            [1 + g %% 8], 'other', now() FROM generate_series(1, %(people)s) g""",
    """INSERT INTO decisions_line (id, decision_id, number, taken, row_id, person_id, village_id, fund_id, first_month,
        months, sector, registered, rupiah, why, rank)
    SELECT 1000 + g, %(decision)s, 1000 + g, true, 1000 + g, 1000 + g, VILLAGE, %(fund)s, 202601, %(months)s, 'other',
        202601, %(rate)s * %(months)s, '', '[]' FROM generate_series(1, %(people)s) g""",
    """INSERT INTO cover_returnline (enrolment_return_id, sheet, row, person_id, verdict, reason, sealed)
    SELECT %(answer)s, '', g, 1000 + g, CASE WHEN g %% 20 = 0 THEN 'refused' ELSE 'accepted' END,
        CASE WHEN g %% 40 = 0 THEN 'Usia di atas 65 tahun' WHEN g %% 20 = 0 THEN 'NIK tidak terdaftar' ELSE '' END,
        ''::bytea FROM generate_series(1, %(people)s) g""",
    "INSERT INTO cover_answer (verdict, reason) SELECT DISTINCT verdict, reason FROM cover_returnline ON CONFLICT DO NOTHING",
    """INSERT INTO decisions_tally (decision_id, village_id, taken, fund_id, why, people, rupiah)
    SELECT decision_id, village_id, taken, fund_id, why, COUNT(*), SUM(rupiah) FROM decisions_line
    GROUP BY decision_id, village_id, taken, fund_id, why""",
    """INSERT INTO billing_bill (id, public_id, programme_id, fund_id, month, part, code, people, total, normal,
        issued_by_id, issued)
    SELECT m, 'b' || m, %(programme)s, %(fund)s, 202600 + m, 1, '', %(people)s - %(people)s / 20,
        (%(people)s - %(people)s / 20) * %(rate)s::bigint, 0, %(user)s, now() FROM generate_series(1, %(months)s / 2) m""",
    """INSERT INTO billing_billline (id, bill_id, sector, registered, relief, jkk, jkm, jht, normal, due, people, total,
        working)
    SELECT id, id, 'other', 202601, '', 10000, 6800, 0, %(rate)s, %(rate)s, people, total, '{}' FROM billing_bill""",
    """INSERT INTO billing_payment (id, public_id, bill_id, fund_id, state, kind, document, dated, amount, settled,
        people, residual, why, stands, recorded_by_id, recorded)
    SELECT id, 's' || id, id, fund_id, 'paid', 'money', 'SP2D ' || id, '2026-07-01', total + 90, total, people, 90, '',
        true, %(user)s, now() FROM billing_bill WHERE id <= %(paid)s""",
    """INSERT INTO cover_personmonth (person_id, month, programme_id, fund_id, village_id, line_id, enrolled_by_id,
        bill_line_id, payment_id, planned, due, answer_id)
    SELECT 1000 + g, 202600 + m, %(programme)s, %(fund)s, VILLAGE, 1000 + g,
        CASE WHEN g %% 20 > 0 THEN %(answer)s END,
        CASE WHEN g %% 20 > 0 AND m <= %(months)s / 2 THEN m END,
        CASE WHEN g %% 20 > 0 AND m <= %(paid)s THEN m END, %(rate)s,
        CASE WHEN g %% 20 > 0 AND m <= %(months)s / 2 THEN %(rate)s END,
        CASE WHEN g %% 20 = 0 THEN (SELECT id FROM cover_answer WHERE verdict = 'refused' AND reason =
            CASE WHEN g %% 40 = 0 THEN 'Usia di atas 65 tahun' ELSE 'NIK tidak terdaftar' END) END
    FROM generate_series(1, %(people)s) g, generate_series(1, %(months)s) m""",
)


def measure(user: Any, programme: Any, rows: int) -> int:
    from payung.office.reconciliation.asking import Asked, counted_months
    from payung.office.reconciliation.causes import causes
    from payung.office.reconciliation.figures import grouped, whole
    from payung.office.reconciliation.statement import statement

    asked = Asked(programme=programme)
    floor = timed("one bare aggregate of the table", bare, rows)
    timed("  the four counts, each person once", lambda: whole(counted_months(user, asked)), rows)
    sums = whole(counted_months(user, asked))
    for gap in ("not_enrolled", "unpaid"):
        timed(f"  causes: {gap}", lambda gap=gap: causes(counted_months(user, asked), gap, sums), rows)
    told: list[Any] = []
    whole_time = timed("the statement", lambda: told.append(statement(user, asked)), rows)
    timed("by month", lambda: grouped(counted_months(user, asked), "month"), rows)
    timed("by village", lambda: grouped(counted_months(user, asked), "village"), rows)
    one = Asked(programme=programme, first=202603, last=202603)
    timed("the statement of one month", lambda: statement(user, one), rows)
    found = told[-1]
    assert found.ties, found
    reach = whole_time * ROWS / rows
    print(f"statement: {whole_time / floor:.1f} times the bare aggregate; it ties out to the rupiah")
    if rows != ROWS:
        print(f"in proportion, not measured: {reach:.1f} s for {ROWS:,} person-months (goal {GOAL:.0f} s)")
    return 1 if reach > GOAL else 0


def bare() -> None:
    with connection.cursor() as sql:
        sql.execute("SELECT COUNT(*), COUNT(payment_id), SUM(planned), SUM(due) FROM cover_personmonth")
        sql.fetchone()


def timed(what: str, work: Callable[[], Any], rows: int) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    best = sorted(times)[1]
    print(f"  {what:44} {best * 1000:8.0f} ms  ({rows:,} rows)", flush=True)
    return best


if __name__ == "__main__":
    sys.exit(main())
