"""A list is generated from the accepted rows, never edited: who is taken, from which fund, and who waits and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection
from django.db.models import Q, Sum
from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.core.bulk import insert_rows
from payung.office.decisions.candidates import Ranked, people_held, ranked
from payung.office.decisions.list_hash import list_hash
from payung.office.decisions.models import Decision, Line, State
from payung.office.decisions.placing import Placed, Places, Purse, place
from payung.office.funding.queries import funds_of
from payung.office.funding.rates import Costs
from payung.office.funding.terms import rule_in_force
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Criteria, Programme
from payung.office.programmes.queries import criteria_in_force

_FIELDS = (
    "decision",
    "number",
    "taken",
    "row",
    "village",
    "fund",
    "first_month",
    "months",
    "sector",
    "registered",
    "rupiah",
    "why",
    "rank",
)


@act("decision.generate")
def generate(
    actor: Any,
    programme: Programme,
    *,
    first_month: int | None = None,
    months: int | None = None,
    note: str = "",
) -> Decision:
    """A draft list of everybody accepted and not yet decided, in the programme's order of preference.

    ``first_month`` (yyyymm) and ``months`` are the programme's where left out. Any number of drafts may stand
    side by side. Raises UnusableInput where there is nobody to list, no criteria, or no fund.
    """
    require(actor, May.SUBMIT_DECISION, programme.area_id)
    criteria = check_ready(programme)
    first = first_month or programme.first_month
    span = months or programme.months - (Month.from_number(first) - Month.from_number(programme.first_month))
    check_months(programme, first, span)
    decision = new_draft(actor, programme, criteria, first, span, note)
    fill(decision, ranked(programme, first, span))
    if not decision.people and not decision.waiting:
        raise UnusableInput(
            Text("Belum ada usulan yang diterima", "No proposal has been accepted yet"),
            Text("Periksa usulan dan putuskan baris yang menunggu", "Check proposals and decide what waits"),
        )
    record(f"decision:{decision.public_id}", area=programme.area_id, facts=summary(decision))
    return decision


def check_ready(programme: Programme) -> Criteria:
    """The criteria in force. Raises UnusableInput where the programme cannot make lists."""
    if programme.closed:
        raise UnusableInput(
            Text("Program ini sudah ditutup", "The programme is closed"),
            Text("Buka kembali program lebih dulu", "Reopen the programme first"),
        )
    criteria = criteria_in_force(programme, timezone.localdate())
    if criteria is None:
        raise UnusableInput(
            Text("Program ini belum punya syarat yang berlaku", "The programme has no criteria in force"),
            Text("Tetapkan syarat program lebih dulu", "Set the programme's criteria first"),
        )
    if not programme.fund_links.exists():
        raise UnusableInput(
            Text("Program ini belum punya dana", "The programme has no fund"),
            Text("Hubungkan dana ke program lebih dulu", "Link a fund to the programme first"),
        )
    return criteria


def new_draft(
    actor: Any,
    programme: Programme,
    criteria: Criteria,
    first_month: int,
    months: int,
    note: str,
    changes: Decision | None = None,
) -> Decision:
    cycle = programme.decisions.filter(state=State.APPROVED).count() + 1
    return Decision.objects.create(
        programme=programme,
        criteria=criteria,
        cycle=cycle,
        first_month=first_month,
        months=months,
        note=note.strip(),
        generated_by=actor,
        changes=changes,
    )


def fill(
    decision: Decision,
    people: Iterable[Ranked],
    *,
    places: Places | None = None,
    freed: Mapping[int, int] | None = None,
) -> None:
    """Write the lines and the sums. ``places``: what is left where it is not simply the quotas' rest; ``freed``:
    rupiah that come back to a fund when the decision is approved."""
    programme = decision.programme
    costs = Costs(programme.income, programme.with_jht)
    first, months = decision.first_month, decision.months
    grounds: dict[int, list[Any]] = {}

    def candidates() -> Iterator[Any]:
        for one in people:
            grounds[one.candidate.row] = one.grounds
            yield one.candidate

    outcomes = place(
        candidates(),
        places or places_left(programme),
        purses(decision, freed or {}),
        lambda sector, payer, registered: costs.run(first, months, sector, payer, registered),
    )
    write(decision, outcomes, grounds)


def write(decision: Decision, outcomes: Iterable[Placed], grounds: Mapping[int, list[Any]]) -> None:
    """Write outcomes in their order, whoever found them, and the sums. ``grounds`` by row."""
    insert_rows(Line, _FIELDS, _line_rows(decision, outcomes, grounds))
    _sum_up(decision)


def places_left(programme: Programme) -> Places:
    left: dict[str | None, int] = {
        code: places - taken
        for code, places, taken in programme.quotas.values_list("village_id", "places", "taken")
    }
    total = left.pop(None, None)
    return Places(total, {code: rest for code, rest in left.items() if code})


def purses(decision: Decision, freed: Mapping[int, int]) -> list[Purse]:
    """The programme's funds as they stand: money left, places left by their rule. One that asks for more months than a
    new list has takes no part; a change goes on with what was begun."""
    found, on = [], Month.from_number(decision.first_month).first_day()
    for fund in funds_of(decision.programme):
        rule = rule_in_force(fund, on)
        asked = rule.rules if rule else {}
        if not decision.changes_id and (asked.get("min_months") or 1) > decision.months:
            continue
        left = None if fund.ceiling is None else fund.ceiling - fund.committed + freed.get(fund.pk, 0)
        places = asked.get("places")
        if places is not None:
            places = max(0, places - people_held(fund, decision))
        found.append(Purse(fund.pk, fund.payer, fund.area_id, left, places))
    return found


def _line_rows(
    decision: Decision, outcomes: Iterable[Placed], grounds: Mapping[int, list[Any]]
) -> Iterator[tuple[Any, ...]]:
    numbers = {True: 0, False: 0}
    for outcome in outcomes:
        who, taken = outcome.candidate, outcome.fund is not None
        numbers[taken] += 1
        yield (
            decision.pk,
            numbers[taken],
            taken,
            who.row,
            who.village,
            outcome.fund,
            decision.first_month,
            decision.months,
            who.sector,
            who.registered,
            outcome.cost,
            outcome.why,
            json.dumps(grounds[who.row]),
        )


_TALLY = """
INSERT INTO decisions_tally (decision_id, village_id, taken, fund_id, why, people, rupiah)
SELECT decision_id, village_id, taken, fund_id, why, COUNT(*), SUM(rupiah) FROM decisions_line
WHERE decision_id = %s GROUP BY decision_id, village_id, taken, fund_id, why
"""


def _sum_up(decision: Decision) -> None:
    with connection.cursor() as sql:
        sql.execute(_TALLY, [decision.pk])
    sums = decision.tallies.aggregate(
        on_list=Sum("people", filter=Q(taken=True), default=0),
        who_wait=Sum("people", filter=Q(taken=False), default=0),
        due=Sum("rupiah", filter=Q(taken=True), default=0),
    )
    decision.people, decision.waiting, decision.rupiah = sums["on_list"], sums["who_wait"], sums["due"]
    decision.list_hash = list_hash(decision)
    decision.save(update_fields=["people", "waiting", "rupiah", "list_hash"])


def summary(decision: Decision) -> dict[str, Any]:
    """What the journal says of a list."""
    return {
        "programme": decision.programme.public_id,
        "cycle": decision.cycle,
        "people": decision.people,
        "waiting": decision.waiting,
        "rupiah": decision.rupiah,
        "first_month": decision.first_month,
        "months": decision.months,
        "list_hash": decision.list_hash,
    }


def check_months(programme: Programme, first: int, months: int) -> None:
    """Raises UnusableInput where a list's months lie outside the programme's."""
    start, own = Month.from_number(first), Month.from_number(programme.first_month)
    if months < 1 or start < own or start + (months - 1) > own + (programme.months - 1):
        last = own + (programme.months - 1)
        raise UnusableInput(
            Text(
                "Bulan daftar di luar bulan program ({own} sampai {last})",
                "The list's months lie outside the programme's ({own} to {last})",
            ).format(own=Text(own.to("id"), own.to("en")), last=Text(last.to("id"), last.to("en"))),
            Text("Pilih bulan di dalam masa program", "Choose months inside the programme's term"),
        )
