"""A plan becomes a draft list for decision, which goes the way of every list: submitted, approved by another, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from payung.errors import UnusableInput
from payung.language import Text, number
from payung.office.accounts.permissions import May, require
from payung.office.decisions import refusals
from payung.office.decisions.actions.generate import (
    check_months,
    check_ready,
    new_draft,
    places_left,
    summary,
    write,
)
from payung.office.decisions.models import Decision, State
from payung.office.decisions.placing import Candidate, Placed
from payung.office.funding.models import Fund
from payung.office.funding.rates import Costs
from payung.office.journal.acts import act, record
from payung.office.plans.models import Plan, Stage
from payung.office.programmes.models import Programme
from payung.office.proposals.models import Standing

_LIVE = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED)


@act("plan.list")
def turn_into_list(actor: Any, plan: Plan, *, note: str = "") -> Decision:
    """A draft with exactly the plan's people, funds and queue; every line cites the plan.

    Raises UnusableInput, with nothing made, where the plan has become a list already, supposes places or money that
    are not there, or speaks of people who are no longer accepted.
    """
    programme = plan.programme
    require(actor, May.SUBMIT_DECISION, programme.area_id)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    kept = (
        Plan.objects.select_related("programme", "decision").select_for_update(of=("self",)).get(pk=plan.pk)
    )
    _check(kept)
    criteria = check_ready(programme)
    check_months(programme, kept.first_month, kept.months)
    cites = f"Rencana {kept.public_id} (SHA-256 {kept.plan_hash})"
    draft = new_draft(
        actor, programme, criteria, kept.first_month, kept.months, f"{cites}. {note.strip()}".strip()
    )
    write(draft, _outcomes(kept), _Grounds(kept))
    _check_room(draft)
    kept.decision = draft
    kept.save(update_fields=["decision"])
    record(
        f"plan:{kept.public_id}",
        area=programme.area_id,
        facts=summary(draft) | {"decision": draft.public_id, "plan_hash": kept.plan_hash},
    )
    return draft


def _check(plan: Plan) -> None:
    if plan.stage != Stage.READY or not plan.covered:
        raise UnusableInput(
            Text(
                "Rencana ini belum siap, atau tidak melindungi siapa pun",
                "The plan is not ready, or covers nobody",
            ),
            Text("Pilih rencana yang sudah siap", "Choose a plan that is ready"),
        )
    if plan.decision and plan.decision.state in _LIVE:
        raise UnusableInput(
            Text(
                f"Rencana ini sudah menjadi daftar: {plan.decision}",
                f"The plan is a list already: {plan.decision}",
            ),
            Text("Buka daftar itu, atau kesampingkan dulu", "Open that list, or put it aside first"),
        )
    gone = plan.lines.exclude(row__standing=Standing.ACCEPTED).count()
    if gone:
        raise UnusableInput(
            Text(
                f"{number(gone)} orang di rencana ini tidak lagi menunggu keputusan",
                f"{number(gone, 'en')} people of the plan no longer wait for a decision",
            ),
            Text(
                "Buat rencana baru dari usulan yang sekarang",
                "Make a new plan of the proposals as they are now",
            ),
        )


class _Grounds(dict[int, list[Any]]):
    """By row, with the plan first; read once."""

    def __init__(self, plan: Plan) -> None:
        lines = plan.lines.values_list("row_id", "traits")
        super().__init__(
            (row, [f"Rencana {plan.public_id}", *traits.get("grounds", ())])
            for row, traits in lines.iterator(chunk_size=20_000)
        )


def _outcomes(plan: Plan) -> Iterator[Placed]:
    """The covered in the order of preference, then the queue; what each costs is asked of the law anew."""
    costs = Costs(plan.programme.income, plan.programme.with_jht)
    payers = dict(Fund.objects.filter(pk__in=plan.funds.values("fund")).values_list("pk", "payer"))
    known: dict[tuple[str, int | None, int], int] = {}
    fields = ("row_id", "village_id", "sector", "registered", "fund_id", "reason__code")
    for lines in (
        plan.lines.filter(fund__isnull=False).order_by("position"),
        plan.lines.filter(fund=None).order_by("queue"),
    ):
        for row, village, sector, registered, fund, why in lines.values_list(*fields).iterator(
            chunk_size=20_000
        ):
            cost = 0
            if fund is not None:
                key = (sector, fund, registered)
                if key not in known:
                    known[key] = costs.run(plan.first_month, plan.months, sector, payers[fund], registered)
                cost = known[key]
            yield Placed(Candidate(row, village, sector, registered), fund, cost, why or "")


def _check_room(draft: Decision) -> None:
    """Places and money as they are today, told in figures; the database guards them again at approval."""
    asked = dict(draft.lines.filter(taken=True).order_by().values_list("village").annotate(n=Count("id")))
    left = places_left(draft.programme)
    short = [code for code, n in asked.items() if left.villages and n > left.villages.get(code, 0)]
    if short or (left.total is not None and draft.people > left.total):
        refusals.check_villages(draft)
        raise refusals.no_places(draft)
    spent: Counter[int] = Counter()
    for key, rupiah in draft.lines.filter(taken=True).values_list("fund_id", "rupiah").iterator():
        spent[key or 0] += rupiah
    for fund in Fund.objects.filter(pk__in=spent, ceiling__isnull=False):
        if spent[fund.pk] > (fund.ceiling or 0) - fund.committed:
            raise refusals.no_money(draft)
