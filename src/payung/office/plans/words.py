"""A plan's suppositions in words, for people."""

from __future__ import annotations

from typing import Any

from payung.language import Text, number
from payung.law.month import Month
from payung.office.plans.models import Plan


def changes_in_words(plan: Plan) -> list[Text]:
    """What a what-if supposes, one sentence for each thing."""
    said: list[Text] = []
    changes: dict[str, Any] = plan.changes
    if (places := changes.get("places")) is not None:
        said.append(
            Text(f"{number(places)} tempat di tiap desa", f"{number(places, 'en')} places in every village")
        )
    if (total := changes.get("total")) is not None:
        said.append(
            Text(
                f"{number(total)} tempat di seluruh program",
                f"{number(total, 'en')} places in the whole programme",
            )
        )
    names = {each["fund"]: each["name"] for each in plan.inputs.get("funds", ())}
    if plan.base and not names:
        names = {each["fund"]: each["name"] for each in plan.base.inputs.get("funds", ())}
    for fund, percent in sorted(changes.get("cuts", {}).items()):
        name = names.get(fund, fund)
        said.append(Text(f"{name}: {percent}% dari pagunya", f"{name}: {percent}% of its ceiling"))
    if until := changes.get("relief_until"):
        month = Month.from_number(until)
        said.append(Text(f"keringanan berakhir {month.to('id')}", f"the relief ends in {month.to('en')}"))
    if plan.base and plan.months != plan.base.months:
        said.append(
            Text(
                f"{plan.months} bulan, bukan {plan.base.months}",
                f"{plan.months} months instead of {plan.base.months}",
            )
        )
    return said
