"""The job's acts: a plan is written whole and frozen, or the reason why it cannot be."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from payung.errors import UnusableInput
from payung.office.core.bulk import insert_rows
from payung.office.journal.acts import act, record
from payung.office.plans.gathering import Gathered, last_year
from payung.office.plans.lease import PlanHold
from payung.office.plans.models import (
    RUNNING,
    Line,
    Plan,
    PlanFlow,
    PlanFund,
    PlanVillage,
    Reason,
    Stage,
)
from payung.office.plans.solving import Solved
from payung.office.proposals.lease import Replaced

_LINE = (
    "plan", "position", "row", "village", "sector", "registered", "since", "traits", "fund", "rupiah", "loss",
    "queue", "reason",
)  # fmt: skip


@act("plan.ready")
def freeze(actor: Any, hold: PlanHold, given: Gathered, solved: Solved) -> Plan:
    """Write the whole plan; from then on the database lets nothing of it change. Raises Replaced."""
    plan = _held(hold)
    keys = _reasons(plan, solved)
    insert_rows(Line, _LINE, _lines(plan, solved, keys))
    before = last_year(plan)
    _funds(plan, given, solved)
    _villages(plan, solved, before)
    flows = (
        (plan.pk, fund, village, people, rupiah) for (fund, village), (people, rupiah) in solved.flows.items()
    )
    insert_rows(PlanFlow, ("plan", "fund", "village", "people", "rupiah"), flows)
    _sum_up(plan, given, solved, before)
    record(
        f"plan:{plan.public_id}",
        area=plan.programme.area_id,
        facts={
            "people": plan.people, "covered": plan.covered, "rupiah": plan.rupiah, "short": plan.short,
            "proven": plan.proven, "inputs_hash": plan.inputs_hash, "plan_hash": plan.plan_hash,
        },
    )  # fmt: skip
    return plan


@act("plan.unusable")
def give_up(actor: Any, hold: PlanHold, error: UnusableInput) -> None:
    """The plan cannot be made: say why, and leave nothing half done."""
    plan = _held(hold)
    plan.stage, plan.lease, plan.finished = Stage.UNUSABLE, None, timezone.now()
    plan.problem_id, plan.problem_en = error.to("id"), error.to("en")
    plan.save(update_fields=["stage", "lease", "finished", "problem_id", "problem_en"])
    record(f"plan:{plan.public_id}", area=plan.programme.area_id, why=error.what.en)


def _held(hold: PlanHold) -> Plan:
    plan = (
        Plan.objects.select_related("programme")
        .select_for_update(of=("self",))
        .filter(pk=hold.pk, attempt=hold.attempt, stage__in=RUNNING)
        .first()
    )
    if plan is None:
        raise Replaced(str(hold.pk))
    return plan


def _reasons(plan: Plan, solved: Solved) -> list[int]:
    made = Reason.objects.bulk_create(
        Reason(plan=plan, code=code, why_id=why, why_en=english, people=people)
        for (code, why, english), people in solved.reasons.items()
    )
    return [each.pk for each in made]


def _lines(plan: Plan, solved: Solved, keys: list[int]) -> Iterator[tuple[Any, ...]]:
    for at, (one, place) in enumerate(zip(solved.people, solved.places, strict=True)):
        yield (
            plan.pk, at, one.row, one.village, one.sector, one.registered, one.since,
            json.dumps(dict(one.traits), ensure_ascii=False, default=str), place.fund, place.rupiah, place.loss,
            place.queue, None if place.reason is None else keys[place.reason],
        )  # fmt: skip


def _funds(plan: Plan, given: Gathered, solved: Solved) -> None:
    people: Counter[int] = Counter()
    rupiah: Counter[int] = Counter()
    clerks: Counter[int] = Counter()
    clerks_rupiah: Counter[int] = Counter()
    for (fund, _village), (n, sum_) in solved.flows.items():
        people[fund] += n
        rupiah[fund] += sum_
    for (fund, _village), (n, sum_) in solved.greedy.items():
        clerks[fund] += n
        clerks_rupiah[fund] += sum_
    PlanFund.objects.bulk_create(
        PlanFund(
            plan=plan,
            fund_id=said["pk"],
            rule_id=said["rule"],
            rank=said["rank"],
            money=solved.money.get(said["pk"]),
            idle_for=solved.idle.get(said["pk"], 0),
            people=people[said["pk"]],
            rupiah=rupiah[said["pk"]],
            greedy_people=clerks[said["pk"]],
            greedy_rupiah=clerks_rupiah[said["pk"]],
            marginal=solved.marginal.get(said["pk"]),
        )
        for said in given.inputs["funds"]
    )


def _villages(plan: Plan, solved: Solved, before: dict[str, Any]) -> None:
    people: Counter[str] = Counter()
    rupiah: Counter[str] = Counter()
    clerks: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for (_fund, village), (n, sum_) in solved.flows.items():
        people[village] += n
        rupiah[village] += sum_
    for (_fund, village), (n, _sum) in solved.greedy.items():
        clerks[village] += n
    for one, place in zip(solved.people, solved.places, strict=True):
        waiting[one.village] += place.fund is None
    nothing = {"people": 0, "months": 0, "rupiah": 0}
    known = sorted({*solved.quota, *waiting, *before["villages"]})
    PlanVillage.objects.bulk_create(
        PlanVillage(
            plan=plan,
            village_id=code,
            places=solved.quota.get(code),
            people=people[code],
            rupiah=rupiah[code],
            waiting=waiting[code],
            greedy_people=clerks[code],
            **{f"last_{key}": value for key, value in before["villages"].get(code, nothing).items()},
        )
        for code in known
    )


def _sum_up(plan: Plan, given: Gathered, solved: Solved, before: dict[str, Any]) -> None:
    digest = hashlib.sha256()
    stays = 0
    for one, place in zip(solved.people, solved.places, strict=True):
        said = [one.traits.get("nik"), place.fund, place.rupiah, place.queue]
        digest.update(json.dumps(said, separators=(",", ":")).encode() + b"\n")
        stays += place.fund is not None and one.traits.get("nik") in before["niks"]
    covered = [place for place in solved.places if place.fund is not None]
    plan.inputs, plan.inputs_hash, plan.plan_hash = given.inputs, given.hash(plan), digest.hexdigest()
    plan.people, plan.covered = len(solved.places), len(covered)
    plan.waiting = plan.people - plan.covered
    plan.rupiah = sum(place.rupiah for place in covered)
    plan.short = sum(1 for place in covered if place.loss)
    plan.loss = sum(place.loss for place in covered)
    plan.proven = solved.proven
    plan.facts = solved.facts | {
        "last": {
            "from": before["from"], "months": before["months"], "people": len(before["niks"]), "stay": stays,
            "person_months": sum(each["months"] for each in before["villages"].values()),
            "rupiah": sum(each["rupiah"] for each in before["villages"].values()),
            "kinds": before["kinds"],
        },
    }  # fmt: skip
    plan.stage, plan.lease, plan.finished = Stage.READY, None, timezone.now()
    plan.save()
