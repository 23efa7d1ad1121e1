"""What a death from work pays: 60% of 80 wages, at least the JKM grant (PP 44/2015, PP 82/2019)."""

from __future__ import annotations

from datetime import date

from payung.language import Text, rupiah
from payung.law.line import Part, benefit_line, whole
from payung.law.parameters import Parameters
from payung.law.parameters.store import percent
from payung.law.periodic import funeral, periodic


def accident_death(wage: int, accident: date, parameters: Parameters) -> Part:
    """Death grant, funeral and the periodic benefit, by the law on the day of the accident."""
    share = parameters.at("jkk/death/percent", accident)
    multiple = parameters.at("jkk/wage_multiple", accident)
    floor = parameters.at("jkm/death_grant", accident)
    wages = percent(share.value) * multiple.value
    amount = whole(wage * wages)
    sum_said = f"{share.value}% × {multiple.value} × {rupiah(wage)} = {rupiah(amount)}"
    if amount < floor.value:
        amount = floor.value
        working = Text(
            f"{sum_said}; paling sedikit santunan kematian JKM {rupiah(amount)}",
            f"{sum_said}; at least the JKM death grant {rupiah(amount)}",
        )
        grant = benefit_line("death_grant", amount, wages, working, share, multiple, floor)
    else:
        grant = benefit_line("death_grant", amount, wages, Text(sum_said, sum_said), share, multiple)
    return Part((grant, funeral("jkk", accident, parameters), periodic("jkk", accident, parameters)))
