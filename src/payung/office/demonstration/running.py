"""Cover that runs now and is behind with its money: what the guard of continuity has to warn of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from payung.language import Text
from payung.law.month import Month
from payung.synthetic.plan import ProgrammePlan

KEY = "sawahlunto-petani-2026"
_BEFORE = "sawahlunto-petani-2025"
_FIRST, _MONTHS = Month(2026, 1), 12
BEHIND = (
    2  # bills that wait for money; with the month that is not billed yet, the arrears can just be settled
)


def follow_up(plans: tuple[ProgrammePlan, ...]) -> ProgrammePlan:
    """The farmers of 2025 once more, on the same lists, for the year after."""
    before = next(plan for plan in plans if plan.key == _BEFORE)
    on = date(2025, 12, 8)
    number = "PERAGAAN/13.73/2026/01"
    (fund,) = before.funds
    return replace(
        before,
        key=KEY,
        criteria=replace(before.criteria, name="Petani Sawahlunto 2026", first_month=_FIRST),
        on=on,
        references=(),
        agreement=replace(
            before.agreement,
            number=f"PKS/{number}",
            signed=on,
            first_day=_FIRST.first_day(),
            last_day=date(2026, 12, 31),
            extends=before.agreement.number,
        ),
        funds=(
            replace(
                fund,
                code="apbd-2026",
                name=Text("APBD Kota Sawahlunto", "City budget of Sawahlunto"),
                year=2026,
            ),
        ),
        decree=replace(before.decree, number=f"SK/{number}", dated=on, first_month=_FIRST),
        expected={},
    )


def months_billed(today: date) -> int:
    """Months billed by the day: up to the month before, within the programme."""
    return min(max(Month.of(today) - _FIRST, BEHIND + 1), _MONTHS)
