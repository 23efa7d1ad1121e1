"""Whom a fund may pay: its rule in force on a day, as words for people and as a fund of ``payung.allocation``.

A rule is a mapping with any of these keys; what is left out is not asked:
``areas`` codes; ``sectors``; ``occupations`` codes of work; ``groups`` public ids of lists; ``asnaf``; ``max_decile``;
``not_covered_by`` kinds of money that pay for the person already this year; ``min_months``; ``places``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.allocation import Condition
from payung.allocation import Fund as EngineFund
from payung.language import Text, number
from payung.office.funding.models import Fund, FundRule, Kind, PeopleGroup

KEYS = (
    "areas", "sectors", "occupations", "groups", "asnaf", "max_decile", "not_covered_by", "min_months", "places",
)  # fmt: skip
# Columns of the people that the engine is asked about, as its reasons name them to offices.
WORK, DECILE = "pekerjaan", "desil"
ASNAF = "asnaf "  # before the word, so that it can be no list's id


def paid_by(kind: str) -> str:
    """The column that says whether a kind of money pays for the person already."""
    return f"belum dibayar {kind}"


def rule_in_force(fund: Fund, on: date) -> FundRule | None:
    return fund.rules.filter(valid_from__lte=on).order_by("-version").first()


def engine_fund(
    fund: Fund, rules: Mapping[str, Any], *, id: str, rank: int = 1, ceiling: int | None = None
) -> EngineFund:
    """As the engine takes it; raises UnusableInput where the rule contradicts itself or the money.

    The fund's own area is a rule too. ``ceiling`` is the fund's where it is not given.
    """
    areas = tuple(rules.get("areas") or (fund.area_id,))
    where: dict[str, Condition] = {}
    if rules.get("occupations"):
        where[WORK] = Condition(any=tuple(rules["occupations"]))
    if rules.get("max_decile") is not None:
        where[DECILE] = Condition(most=int(rules["max_decile"]))
    for kind in rules.get("not_covered_by", ()):
        where[paid_by(kind)] = Condition(any=("ya",))
    groups = (*rules.get("groups", ()), *(f"{ASNAF}{each}" for each in rules.get("asnaf", ())))
    top = fund.ceiling if ceiling is None else ceiling
    return EngineFund(
        id=id,
        payer=fund.payer,
        ceiling=top,
        places=rules.get("places"),
        rank=rank,
        villages=areas,
        groups=groups or None,
        sectors=tuple(rules["sectors"]) if rules.get("sectors") else None,
        where=where,
        committed=fund.committed if top is not None else 0,
        min_months=int(rules.get("min_months") or 1),
    )


def in_words(rules: Mapping[str, Any]) -> list[Text]:
    """One sentence for each thing asked."""
    said: list[Text] = []
    if areas := rules.get("areas"):
        said.append(Text(f"Hanya wilayah {', '.join(areas)}", f"Only the areas {', '.join(areas)}"))
    if sectors := rules.get("sectors"):
        transport = sectors == ["transport"]
        said.append(
            Text("Hanya pekerja angkutan", "Only transport workers")
            if transport
            else Text("Hanya pekerja di luar angkutan", "Only workers outside transport")
        )
    if work := rules.get("occupations"):
        said.append(Text(f"Hanya pekerjaan: {', '.join(work)}", f"Only the work: {', '.join(work)}"))
    if groups := rules.get("groups"):
        names = dict(PeopleGroup.objects.filter(public_id__in=groups).values_list("public_id", "name"))
        shown = ", ".join(names.get(each, each) for each in groups)
        said.append(Text(f"Hanya yang ada di daftar: {shown}", f"Only who is on the list: {shown}"))
    if asnaf := rules.get("asnaf"):
        shown = ", ".join(asnaf).replace("_", " ")
        said.append(Text(f"Hanya asnaf: {shown}", f"Only asnaf: {shown}"))
    if (decile := rules.get("max_decile")) is not None:
        said.append(Text(f"Desil paling tinggi {decile}", f"Registry decile {decile} at most"))
    if kinds := rules.get("not_covered_by"):
        shown = ", ".join(str(Kind(each).label) for each in kinds)
        said.append(
            Text(
                f"Hanya yang tahun ini tidak dibayar: {shown}",
                f"Only who is not paid for this year by: {shown}",
            )
        )
    if months := rules.get("min_months"):
        said.append(Text(f"Paling sedikit {months} bulan", f"At least {months} months"))
    if places := rules.get("places"):
        said.append(Text(f"Paling banyak {number(places)} orang", f"At most {number(places, 'en')} people"))
    return said
