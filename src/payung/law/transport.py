"""What is repaid of transport and medical bills (PP 44/2015, raised by PP 82/2019)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from payung.language import Text, rupiah
from payung.law.line import Part, benefit_line
from payung.law.parameters import Parameters

MODES = {"land": Text("darat", "land"), "sea": Text("laut", "sea"), "air": Text("udara", "air")}
_WORKING = Text(
    "Angkutan {mode}: tagihan {bill}, paling banyak {cap} = {amount}",
    "Transport by {mode}: bill {bill}, at most {cap} = {amount}",
)
_MEDICAL = Text(
    "Tagihan {bill}; tanpa batas biaya, diganti bila fasilitasnya tidak bekerja sama dengan BPJS",
    "Bill {bill}; without a ceiling, repaid where the facility has no contract with BPJS",
)


def transport(bills: Mapping[str, int], accident: date, parameters: Parameters) -> Part:
    """The bill of each means up to its own ceiling; the ceilings of the means used add up."""
    added = parameters.at("jkk/transport/modes_added", accident)
    used = [mode for mode in MODES if bills.get(mode, 0)]
    lines = []
    for mode in used:
        cap = parameters.at(f"jkk/transport/{mode}", accident)
        amount = min(bills[mode], cap.value)
        working = _WORKING.format(
            mode=MODES[mode], bill=rupiah(bills[mode]), cap=rupiah(cap.value), amount=rupiah(amount)
        )
        rules = (cap, added) if len(used) > 1 else (cap,)
        lines.append(benefit_line("transport", amount, 1, working, *rules))
    return Part(tuple(lines))


def medical(bill: int, accident: date, parameters: Parameters) -> Part:
    """Receipts, repaid where the facility has no contract with BPJS; else care is given without a bill."""
    if not bill:
        return Part()
    rule = parameters.at("jkk/medical", accident)
    return Part((benefit_line("medical", bill, 1, _MEDICAL.format(bill=rupiah(bill)), rule),))
