"""A plan is asked for, or supposed anew from another; the job does the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.decisions.actions.generate import check_ready
from payung.office.funding.actions.complaints import field
from payung.office.journal.acts import act, record
from payung.office.plans.models import Aim, Plan, Stage
from payung.office.plans.tasks import make_plan
from payung.office.programmes.models import Programme

MOST_MONTHS = 60
_MOST_PLACES = 1_000_000


@act("plan.make")
def make(
    actor: Any,
    programme: Programme,
    *,
    first_month: int | None = None,
    months: int | None = None,
    aim: str = Aim.PEOPLE,
    note: str = "",
) -> Plan:
    """Ask for a plan of everybody accepted and not yet decided. Months are the programme's where left out."""
    require(actor, May.MAKE_PLANS, programme.area_id)
    check_ready(programme)
    first = first_month or programme.first_month
    rest = programme.months - (Month.from_number(first) - Month.from_number(programme.first_month))
    _check_months(months if months is not None else rest)
    if aim not in Aim.values:
        raise field("aim", "Tujuan tidak dikenal", "No such aim", "Pilih dari daftar", "Choose one")
    plan = _queue(actor, programme, first, months or rest, aim, {}, note, None)
    record(
        f"plan:{plan.public_id}",
        area=programme.area_id,
        facts={"programme": programme.public_id, "first_month": first, "months": plan.months, "aim": aim},
    )
    return plan


@act("plan.derive")
def derive(
    actor: Any, base: Plan, changes: Mapping[str, Any], *, months: int | None = None, note: str = ""
) -> Plan:
    """What if: the same people and funds with these ``changes`` (see Plan) over those that the base has already.

    Raises UnusableInput for a change that changes nothing or cannot be, with nothing made.
    """
    require(actor, May.MAKE_PLANS, base.programme.area_id)
    if base.stage != Stage.READY:
        raise UnusableInput(
            Text("Rencana asalnya belum siap", "The plan it derives from is not ready"),
            Text("Tunggu sampai selesai", "Wait until it is done"),
        )
    asked = _checked(base, changes)
    span = base.months if months is None else months
    _check_months(span)
    merged = {**base.changes, **asked}
    if "cuts" in asked:
        merged["cuts"] = {**base.changes.get("cuts", {}), **asked["cuts"]}
    if merged == base.changes and span == base.months:
        raise UnusableInput(
            Text("Tidak ada yang diandaikan berbeda", "Nothing is supposed to be different"),
            Text("Ubah sedikitnya satu hal", "Change at least one thing"),
        )
    plan = _queue(actor, base.programme, base.first_month, span, base.aim, merged, note, base)
    record(
        f"plan:{plan.public_id}",
        area=base.programme.area_id,
        facts={"base": base.public_id, "changes": merged, "months": span},
    )
    return plan


def _queue(
    actor: Any,
    programme: Programme,
    first: int,
    months: int,
    aim: str,
    changes: dict[str, Any],
    note: str,
    base: Plan | None,
) -> Plan:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)  # numbers follow one another
    number = (programme.plans.aggregate(last=Max("number"))["last"] or 0) + 1
    plan = Plan.objects.create(
        programme=programme,
        number=number,
        base=base,
        first_month=first,
        months=months,
        aim=aim,
        changes=changes,
        note=note.strip()[:500],
        made_by=actor,
    )
    make_plan.enqueue(plan.pk)
    return plan


def _check_months(months: int) -> None:
    if not 1 <= months <= MOST_MONTHS:
        raise field(
            "months",
            f"Lama rencana harus 1 sampai {MOST_MONTHS} bulan",
            f"A plan has 1 to {MOST_MONTHS} months",
            "Pilih bulan di dalam masa program",
            "Choose months inside the programme's term",
        )


def _checked(base: Plan, changes: Mapping[str, Any]) -> dict[str, Any]:
    asked = {key: value for key, value in changes.items() if value not in (None, {}, "")}
    for name in ("places", "total"):
        if name in asked and not 0 <= asked[name] <= _MOST_PLACES:
            raise field(
                name,
                "Jumlah tempat tidak masuk akal",
                "So many places cannot be",
                "Isi 0 atau lebih",
                "Write 0 or more",
            )
    funds = {each["fund"]: each for each in base.inputs["funds"]}
    for fund, percent in asked.get("cuts", {}).items():
        if fund not in funds or funds[fund]["ceiling"] is None:
            raise field(
                "fund",
                "Dana itu tidak ada di rencana ini, atau tidak berpagu",
                "The plan has no such fund, or it has no ceiling",
                "Pilih dana yang berpagu",
                "Choose a fund with a ceiling",
            )
        if not 0 <= percent <= 1000:
            raise field(
                "cut",
                "Persennya tidak masuk akal",
                "The percentage cannot be",
                "Isi 0 sampai 100",
                "Write 0 to 100",
            )
        left, committed = funds[fund]["ceiling"] * percent // 100, funds[fund]["committed"]
        if left < committed:
            raise field(
                "cut",
                f"Pagu yang tersisa ({left:,} rupiah) kurang dari yang sudah terikat ({committed:,})".replace(
                    ",", "."
                ),
                f"The ceiling left ({left:,} rupiah) is below what is committed ({committed:,})",
                "Potong lebih sedikit",
                "Cut less",
            )
    until = asked.get("relief_until")
    if until is not None and not 201407 <= until <= 219912:
        raise field(
            "relief_until",
            "Bulan tidak masuk akal",
            "The month cannot be",
            "Isi seperti 2026-12",
            "Write 2026-12",
        )
    unknown = set(asked) - {"places", "total", "cuts", "relief_until"}
    if unknown:
        raise field("", "Pengandaian tidak dikenal", "No such supposition", "Hapus", "Remove it")
    return asked
