"""Cover that runs now and is behind with its money: what the guard of continuity has to warn of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from payung.language import Text
from payung.law.month import Month
from payung.synthetic.plan import ProgrammePlan, Reference

KEY = "sawahlunto-petani-2026"
NAME = "Petani Sawahlunto 2026"
_BEFORE = "sawahlunto-petani-2025"
_FIRST, _MONTHS = Month(2026, 1), 12
BEHIND = (
    2  # bills that wait for money; with the month that is not billed yet, the arrears can just be settled
)


def follow_up(plans: tuple[ProgrammePlan, ...], folder: Path) -> ProgrammePlan:
    """The farmers of 2025 once more, on the same lists, for the year after. ``folder`` gets the one new list."""
    before = next(plan for plan in plans if plan.key == _BEFORE)
    on = date(2025, 12, 8)
    number = "PERAGAAN/13.73/2026/01"
    (fund,) = before.funds
    return replace(
        before,
        key=KEY,
        criteria=replace(before.criteria, name=NAME, first_month=_FIRST),
        on=on,
        references=(_other_payers(before, on, folder),),
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


def _other_payers(before: ProgrammePlan, on: date, folder: Path) -> Reference:
    """Whom BAZNAS paid for in the year before it goes on paying for."""
    paid = sorted(
        {
            line.person
            for proposal in before.proposals
            for line in proposal.lines
            if line.case == "other-payer"
        }
    )
    path = folder / "pembayar-lain-2025-12.csv"
    rows = [f"{nik},BAZNAS (peragaan),{_FIRST},{_FIRST + (_MONTHS - 1)}" for nik in paid]
    path.write_text("\n".join(["nik,payer,from,to", *rows]) + "\n", encoding="utf-8")
    source = Text("Catatan dana kota: BAZNAS 2026", "The city's record of funds: BAZNAS 2026")
    return Reference("other-payers", path, on, source, len(paid))


def months_billed(today: date) -> int:
    """Months billed by the day: up to the month before, within the programme."""
    return min(max(Month.of(today) - _FIRST, BEHIND + 1), _MONTHS)
