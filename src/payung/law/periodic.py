"""The fixed amounts that JKK and JKM share: funeral cost, and the periodic benefit paid at once."""

from __future__ import annotations

from datetime import date
from typing import Literal

from payung.language import Text, rupiah
from payung.law.line import BenefitLine, benefit_line
from payung.law.parameters import Parameters

Programme = Literal["jkk", "jkm"]


def funeral(programme: Programme, day: date, parameters: Parameters) -> BenefitLine:
    """Funeral cost (PP 44/2015, raised by PP 82/2019)."""
    cost = parameters.at(f"{programme}/funeral", day)
    working = Text(f"Biaya pemakaman {rupiah(cost.value)}", f"Funeral cost {rupiah(cost.value)}")
    return benefit_line("funeral", cost.value, 1, working, cost)


def periodic(programme: Programme, day: date, parameters: Parameters) -> BenefitLine:
    """24 monthly amounts, paid at once (PP 44/2015, raised by PP 82/2019)."""
    monthly = parameters.at(f"{programme}/periodic/monthly", day)
    months = parameters.at(f"{programme}/periodic/months", day)
    amount = monthly.value * months.value
    working = Text(
        f"{months.value} bulan × {rupiah(monthly.value)} = {rupiah(amount)}, dibayar sekaligus",
        f"{months.value} months × {rupiah(monthly.value)} = {rupiah(amount)}, paid at once",
    )
    return benefit_line("periodic", amount, months.value, working, monthly, months)
