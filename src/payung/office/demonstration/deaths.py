"""New lists after the programmes ran: members among the deaths, and what the sweeps make of every list."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django_tasks_db.models import DBTaskResult

from payung.language import Text
from payung.law.month import Month
from payung.office.areas.models import Area
from payung.office.core.vault import unseal_fields
from payung.office.demonstration.characters import MADIUN, SAWAHLUNTO, Office
from payung.office.demonstration.setting_up import ONE_ORDER, add_list
from payung.office.people.models import SEALED, Person
from payung.office.programmes.models import Programme
from payung.office.proposals.models import SEALED_ROW, Row, Standing
from payung.office.sweeps.actions import running, together
from payung.office.sweeps.models import Kind, Match, State
from payung.office.sweeps.tasks import sweep
from payung.synthetic.plan import Reference

# Which programme's members the list names, the months in which they died, and its day.
_LISTS = (
    (MADIUN.code, "Siaga Kita 2020", 202010, 4, date(2021, 2, 5)),
    (SAWAHLUNTO.code, "Petani Sawahlunto 2025", 202502, 9, date(2026, 1, 12)),
)
_CERTAIN, _OTHER_NAME, _OTHER_NIK, _BYSTANDERS = 11, 1, 2, 60
_OWN_FUND = "Dana desa adalah dana program ini sendiri"


def sweep_all(offices: Mapping[str, Office], folder: Path, seed: int) -> None:
    """Add the new lists, run what is queued, look for people under two numbers, and settle our own funds."""
    for area, name, first_month, months, dated in _LISTS:
        if area not in offices:
            continue
        programme = Programme.objects.get(area_id=area, name=name)
        path = folder / f"kematian-{dated:%Y-%m}.csv"
        _write(path, programme, Month.from_number(first_month).first_day(), 28 * months, Random(seed))  # noqa: S311
        source = Text(
            f"Dinas Dukcapil: akta kematian sampai {dated:%d-%m-%Y}", f"Civil registry: deaths to {dated}"
        )
        add_list(offices[area], Reference("deaths", path, dated, source, 0))
    for task in DBTaskResult.objects.ready().filter(task_path=sweep.module_path).order_by("enqueued_at"):
        sweep.func(*list(task.args_kwargs["args"]))
        task.delete()
    for area, office in offices.items():
        running.sweep_twice(office.verifier, Area.objects.get(code=area))
        _settle_own_funds(office)


def _settle_own_funds(office: Office) -> None:
    waiting = Match.objects.filter(
        kind=Kind.PAYER, state=State.OPEN, village__regency=office.region.code, payer__startswith="Dana desa"
    )
    for payer in sorted(set(waiting.values_list("payer", flat=True))):
        expected = waiting.filter(payer=payer).count()
        together.decide_payer(office.verifier, waiting, payer, State.REJECTED, _OWN_FUND, expected=expected)


def _write(path: Path, programme: Programme, start: date, days: int, rng: Random) -> None:
    """A list of the civil registry: some members, a wrong name, slipped digits, and people whom nobody covers."""
    members = list(
        Person.objects.filter(
            lines__decision__programme=programme, months__payment__isnull=False, months__withdrawn_by=None
        )
        .distinct()
        .order_by(*ONE_ORDER)
    )
    chosen = rng.sample(members, _CERTAIN + _OTHER_NAME + _OTHER_NIK)
    rows: list[tuple[str, str, date, date]] = []
    for at, person in enumerate(chosen):
        nik, name = str(unseal_fields(person.sealed, SEALED)["nik"]), person.name.upper()
        if _CERTAIN <= at < _CERTAIN + _OTHER_NAME:
            words = set(name.split())
            name = rng.choice([m.name.upper() for m in members if words.isdisjoint(m.name.upper().split())])
        elif at >= _CERTAIN + _OTHER_NAME:
            nik = (
                nik[:-2] + nik[-1] + nik[-2]
                if nik[-1] != nik[-2]
                else nik[:-1] + str((int(nik[-1]) + 1) % 10)
            )
        rows.append((nik, name, person.birth_date, start + timedelta(days=rng.randrange(days))))
    others = Row.objects.filter(programme=programme, standing=Standing.DROPPED, nik_index__isnull=False)
    others = others.exclude(birth_date=None).exclude(nik_index__in=Person.objects.values("nik_index"))
    for row in others.order_by("pk")[:_BYSTANDERS]:
        nik = str(unseal_fields(row.sealed, SEALED_ROW)["nik"])
        rows.append(
            (nik, row.name.upper(), row.birth_date or start, start + timedelta(days=rng.randrange(days)))
        )
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["nik", "name", "birth_date", "death_date"])
        rows.sort()
        writer.writerows(rows)
