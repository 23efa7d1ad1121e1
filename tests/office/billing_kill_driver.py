# ruff: noqa: E402 - Django is set up before its models are imported
"""Run in a process of its own by tests and benchmarks that kill (test_billing_killed.py, bench/kill_billing.py): bill, pay, tell what stands.

python billing_kill_driver.py prepare PEOPLE MONTHS   in an empty office: everybody decided and enrolled, nothing billed;
                                                      gives the programme
python billing_kill_driver.py work [N]                every form of a treasurer's months, sent from the first on;
                                                      killed (-9) before its Nth statement, where N is given
python billing_kill_driver.py tell                    the books, sorted, without ids and clock times

Whoever was killed does what people do: sends every form again, with the token that stood in it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")

import django

django.setup()

from django.db import connection

PAID_ON = date(2026, 5, 20)


def prepare(people: int, months: int) -> None:
    from office.conftest import AREAS, character
    from office.world import MUARO, PEMATANG, TANJUNG, accepted, approved, programme
    from payung.office.accounts.models import Role
    from payung.office.areas.models import Area
    from payung.office.cover.models import EnrolmentReturn, PersonMonth

    for code, name, level in AREAS:
        Area.objects.create(
            code=code, name=name, level=level, parent_id=code.rpartition(".")[0] or None, province=code[:2],
            regency=code[:5] if level >= 2 else "", district=code[:8] if level >= 3 else "",
        )  # fmt: skip
    manager = character("pengelola", "Pengelola", (Role.PROGRAMME_MANAGER, "13.03"))
    other = character("kepala", "Kepala", (Role.PROGRAMME_MANAGER, "13.03"))
    character("bendahara", "Bendahara", (Role.TREASURER, "13.03"))
    made = programme(manager, first_month=202601, months=months)
    villages = (MUARO, PEMATANG, TANJUNG)
    accepted(
        made,
        manager,
        [
            {
                "village": villages[at % 3],
                "nik": f"130304{at:010}",
                "sector": "transport" if at % 7 == 0 else "other",
            }
            for at in range(people)
        ],
    )
    decision = approved(manager, other, made)
    answer = EnrolmentReturn.objects.create(
        decision=decision, file_name="b", file="x", sha256="0" * 64, rows=people, accepted=people, refused=0,
        unknown=0, imported_by=manager,
    )  # fmt: skip
    PersonMonth.objects.update(enrolled_by=answer)
    sys.stdout.write(made.public_id)


def forms() -> Iterator[tuple[str, Callable[[Any], str]]]:
    """The treasurer's forms in their order: a token, and what the form does."""
    from payung.law.month import Month
    from payung.office.billing.actions import issue_bills, record_payment, reverse_payment
    from payung.office.billing.models import Bill, Payment
    from payung.office.programmes.models import Programme

    made = Programme.objects.get()

    def bill(month: int) -> Bill:
        return Bill.objects.get(month=month)

    def pay(actor: Any, month: int, document: str, amount: int) -> str:
        entry = record_payment(actor, bill(month), document=document, dated=PAID_ON, amount=amount)
        return str(entry.document)

    for at, each in enumerate(Month.from_number(made.first_month).span(made.months)):
        month = each.number
        yield f"bill-{month}", lambda actor, m=month: str(issue_bills(actor, made, m).total)
        yield f"part-{month}", lambda actor, m=month: pay(actor, m, f"SP2D-{m}-1", bill(m).total // 3 + 7)
        yield (
            f"rest-{month}",
            lambda actor, m=month: pay(actor, m, f"SP2D-{m}-2", bill(m).total - bill(m).total // 3 + 83),
        )
        if at % 3 == 1:
            yield (
                f"undo-{month}",
                lambda actor, m=month: str(
                    reverse_payment(
                        actor,
                        Payment.objects.get(document=f"SP2D-{m}-1"),
                        dated=PAID_ON,
                        why="Salah rekening",
                    ).document
                ),
            )


def work(fatal: int | None) -> None:
    """Every form from the first on. The Nth statement on the database is never sent: the power is cut."""
    from payung.office.accounts.models import User
    from payung.office.journal.once import once

    count = 0

    def cut(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal count
        count += 1
        if fatal is not None and count >= fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    actor = User.objects.get(username="bendahara")
    with connection.execute_wrapper(cut):
        for token, form in forms():
            once(actor, token, lambda form=form: form(actor))  # type: ignore[misc]
            sys.stderr.write(f"{token}\n")
            sys.stderr.flush()
    sys.stdout.write(str(count))


def tell() -> None:
    """One line each, sorted; the journal in its order."""
    from office.stress import invariants
    from payung.office.billing.models import Bill, BillLine, Payment, Unsettled
    from payung.office.cover.models import PersonMonth
    from payung.office.journal.models import Entry

    fund = "bill__programme__name", "bill__fund__name", "bill__month", "bill__part"
    lines = [
        *_rows("bill", Bill, "programme__name", "fund__name", "month", "part", "code", "people", "total", "normal"),
        *_rows("line", BillLine, *fund, "sector", "registered", "relief", "jkk", "jkm", "jht", "normal", "due", "people", "total", "working"),
        *_rows("payment", Payment, *fund, "state", "kind", "document", "dated", "amount", "settled", "people", "residual", "why", "stands", "reverses__document", "recorded_by__username"),
        *_rows("unsettled", Unsettled, "reversal__document", "payment__document", "person_month__person__nik_tail", "person_month__person__name", "person_month__month"),
        *_rows("month", PersonMonth, "person__name", "person__nik_tail", "month", "village", "bill_line__bill__month", "bill_line__sector", "payment__document", "payment__kind", "planned", "due", "withdrawn_by"),
    ]  # fmt: skip
    out = sys.stdout
    out.writelines(f"{line}\n" for line in sorted(lines))
    names = {b.public_id: f"bill {b.month}/{b.part}" for b in Bill.objects.all()}
    names |= {p.public_id: f"payment {p.document} {p.kind}" for p in Payment.objects.all()}
    for entry in Entry.objects.filter(act__regex=r"^(bill|bills|payment|credit|month)\.").order_by("seq"):
        said = json.dumps(
            [entry.actor_name, entry.act, entry.subject, entry.area_code, entry.why, entry.facts],
            sort_keys=True,
        )
        for known, name in names.items():
            said = said.replace(known, name)
        out.write(f"journal {said}\n")
    out.write(f"invariants that do not hold: {invariants()}\n")


def _rows(kind: str, model: Any, *names: str) -> Iterator[str]:
    for row in model.objects.order_by().values_list(*names).iterator(chunk_size=20_000):
        yield f"{kind} {json.dumps(row, default=str, sort_keys=True)}"


def ready() -> None:
    """Import what the work needs, and nothing more: for processes that are forked."""
    from office import stress, world  # noqa: F401
    from payung.office.billing import actions  # noqa: F401


def main(doing: str, *given: str) -> None:
    numbers = [int(each) for each in given]
    if doing == "prepare":
        prepare(*numbers)
    elif doing == "work":
        work(numbers[0] if numbers else None)
    else:
        tell()


if __name__ == "__main__":
    main(*sys.argv[1:])
