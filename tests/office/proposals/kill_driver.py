# ruff: noqa: E402 - Django is set up before its models are imported
"""Run in a process of its own by test_killed.py: prepare an office, work on its queue, tell what stands.

python kill_driver.py prepare           in an empty office: one confirmed submission in the queue
python kill_driver.py work [N]          a worker, until the queue is empty; killed (-9) before its Nth statement
python kill_driver.py tell              JSON: everything that stands, without ids and times
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone


def prepare() -> None:
    from office.conftest import AREAS, character
    from office.proposals.conftest import add_list, make_programme, send
    from office.proposals.people import line, registry, workbook
    from payung.office.accounts.models import Role
    from payung.office.areas.models import Area
    from payung.office.references.models import Kind

    for code, name, level in AREAS:
        Area.objects.create(
            code=code, name=name, level=level, parent_id=code.rpartition(".")[0] or None, province=code[:2],
            regency=code[:5] if level >= 2 else "", district=code[:8] if level >= 3 else "",
        )  # fmt: skip
    verifier = character("verifikator", "Verifikator", (Role.VERIFIER, "13.03"))
    clerk = character("petugas", "Petugas", (Role.VILLAGE_CLERK, "13.03.04.2001"))
    programme = make_programme()
    add_list(verifier, Kind.REGISTRY, registry(range(1, 900)))
    lines = [line(number, **({"NIK": ""} if number % 7 == 0 else {})) for number in range(1, 1000)]
    lines += [line(number) for number in range(1, 40)]
    send(clerk, programme, workbook(lines, above=["DAFTAR USULAN"], below=["Jumlah"]))


def work(fatal: int | None) -> None:
    """Real workers, one task after the other. The Nth statement on the database is never sent: the power is cut."""
    from payung.office.proposals import job, writing

    writing.CHUNK = 250  # several portions, so that a cut can fall between them
    count = 0

    def cut(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if fatal is not None and count >= fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(cut):
        job.recover(timezone.now() + timedelta(hours=1))
        _expire()
        call_command("db_worker", batch=True, verbosity=0, interval=0, startup_delay=False)
    sys.stdout.write(str(count))


def _expire() -> None:
    """A minute passes: the lease of whoever died here is over."""
    from payung.office.proposals.models import RUNNING, Submission

    Submission.objects.filter(stage__in=RUNNING).update(lease=timezone.now() - timedelta(seconds=1))


def tell() -> None:
    from payung.office.core import store
    from payung.office.core.vault import unseal_fields
    from payung.office.journal import chain
    from payung.office.journal.models import Entry
    from payung.office.proposals.models import (
        SEALED_ROW,
        SEALED_SKIPPED,
        Finding,
        Row,
        SkippedRow,
        Submission,
    )

    submission = Submission.objects.get()
    said = {
        "submission": [submission.stage, submission.people, submission.skipped, submission.eligible, submission.review],
        "lists": sorted(submission.lists.values_list("sha256", flat=True)),
        "rows": [
            [
                row.position, row.sheet, row.row, row.village_id, bytes(row.nik_index or b"").hex(), row.name,
                str(row.birth_date), row.outcome, row.reasons, row.standing, row.decile, unseal_fields(row.sealed, SEALED_ROW),
            ]
            for row in Row.objects.order_by("position")
        ],
        "findings": [
            list(each) for each in Finding.objects.order_by("row__position", "code").values_list("row__position", "code", "outcome", "list__sha256")
        ],
        "skipped": [
            [each.position, each.row, each.why, unseal_fields(each.sealed, SEALED_SKIPPED)]
            for each in SkippedRow.objects.order_by("position")
        ],
        "imports": list(Entry.objects.filter(act="proposals.import").values_list("facts", flat=True)),
        "journal": chain.verify().broken,
        "left_in_the_clear": len(list(store._clear_folder().iterdir())),
    }  # fmt: skip
    for facts in said["imports"]:
        facts.pop("lists")
    sys.stdout.write(json.dumps(said, sort_keys=True))


def ready() -> None:
    """Import what the work needs, and nothing more: for processes that are forked."""
    from django_tasks_db.management.commands import db_worker  # noqa: F401

    from office.proposals import conftest  # noqa: F401
    from payung.office.proposals import job  # noqa: F401


def main(doing: str, *given: str) -> None:
    if doing == "work":
        work(int(given[0]) if given else None)
    else:
        {"prepare": prepare, "tell": tell}[doing]()


if __name__ == "__main__":
    main(*sys.argv[1:])
