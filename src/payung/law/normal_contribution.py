"""The contribution of one month before any relief, by segment (PP 44/2015, PP 46/2015, Permenaker 4/2023)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from payung.language import Text
from payung.law.fields import unusable
from payung.law.member import Member
from payung.law.parameters import Dated, Parameters
from payung.law.parameters.store import percent


@dataclass(frozen=True, slots=True)
class Normal:
    """One programme's contribution in full. ``base``: what the percentage is taken of, in rupiah."""

    programme: str
    base: int
    amount: Fraction
    rules: tuple[str, ...]  # paths of the parameters it rests on


@lru_cache(maxsize=64)
def bands(parameters: Parameters, day: date) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The income bands of BPU in force on a day: lower bounds and nominal bases (PP 44/2015 Annex II)."""
    rows = parameters.at("contribution/bpu/bands", day).value
    return tuple(row["income_from"] for row in rows), tuple(row["base"] for row in rows)


def nominal_base(income: int, day: date, parameters: Parameters) -> int:
    """The nominal wage base of a BPU: the base of the band that holds the income."""
    bounds, bases = bands(parameters, day)
    return bases[bisect_right(bounds, income) - 1]


def normal_contribution(member: Member, day: date, months: int, parameters: Parameters) -> tuple[Normal, ...]:
    """What each programme costs in full. ``day`` is the first of the month; ``months`` matters for PMI."""
    if member.segment == "bpu":
        return _bpu(member, day, parameters)
    if member.segment == "pu":
        return _pu(member, day, parameters)
    if member.segment == "pmi":
        return _pmi(day, months, parameters)
    return _construction(member, day, parameters)


def _bpu(member: Member, day: date, parameters: Parameters) -> tuple[Normal, ...]:
    base = nominal_base(member.income, day, parameters)
    jkk = percent(parameters.at("contribution/bpu/jkk_rate", day).value)
    lines = [
        Normal("JKK", base, base * jkk, ("contribution/bpu/bands", "contribution/bpu/jkk_rate")),
        Normal(
            "JKM", base, Fraction(parameters.amount("contribution/bpu/jkm", day)), ("contribution/bpu/jkm",)
        ),
    ]
    if member.jht:
        jht = percent(parameters.at("contribution/bpu/jht_rate", day).value)
        lines.append(Normal("JHT", base, base * jht, ("contribution/bpu/bands", "contribution/bpu/jht_rate")))
    return tuple(lines)


def _pu(member: Member, day: date, parameters: Parameters) -> tuple[Normal, ...]:
    """JKK by risk class and JKM; a JKP member's total is the same, part of it goes to JKP (PP 37/2021)."""
    wage = member.income
    classes = {
        row["risk_class"]: row["percent"] for row in parameters.at("contribution/pu/jkk_class", day).value
    }
    jkk = percent(classes[member.risk_class])
    jkm = percent(parameters.at("contribution/pu/jkm_rate", day).value)
    moved: list[Normal] = []
    jkk_rules, jkm_rules = ("contribution/pu/jkk_class",), ("contribution/pu/jkm_rate",)
    if member.jkp and (recomposition := parameters["contribution/pu/jkp_recomposition"].find(day)):
        from_jkk, from_jkm = percent(recomposition.value["jkk"]), percent(recomposition.value["jkm"])
        jkk, jkm = jkk - from_jkk, jkm - from_jkm
        moved.append(
            Normal("JKP", wage, wage * (from_jkk + from_jkm), ("contribution/pu/jkp_recomposition",))
        )
    lines = [Normal("JKK", wage, wage * jkk, jkk_rules), Normal("JKM", wage, wage * jkm, jkm_rules), *moved]
    if member.jht:
        jht = percent(parameters.at("contribution/pu/jht_rate", day).value)
        lines.append(Normal("JHT", wage, wage * jht, ("contribution/pu/jht_rate",)))
    return tuple(lines)


def _construction(member: Member, day: date, parameters: Parameters) -> tuple[Normal, ...]:
    if member.contract_value is None:
        wage = member.income
        return tuple(
            Normal(programme, wage, wage * percent(parameters.at(path, day).value), (path,))
            for programme, path in (
                ("JKK", "contribution/construction/jkk_rate"),
                ("JKM", "contribution/construction/jkm_rate"),
            )
        )
    value = member.contract_value
    slices = parameters.at("contribution/construction/slices", day)
    return tuple(
        Normal(programme, value, _sum_of_slices(value, slices, key), ("contribution/construction/slices",))
        for programme, key in (("JKK", "jkk"), ("JKM", "jkm"))
    )


def _sum_of_slices(value: int, slices: Dated, key: str) -> Fraction:
    """Marginal: each slice of the contract value at its own rate."""
    rows = slices.value
    uppers = [row["value_from"] for row in rows[1:]] + [max(value, rows[-1]["value_from"])]
    return sum(
        (
            max(0, min(value, upper) - row["value_from"]) * percent(row[key])
            for row, upper in zip(rows, uppers, strict=True)
        ),
        Fraction(0),
    )


def _pmi(day: date, months: int, parameters: Parameters) -> tuple[Normal, ...]:
    path = "contribution/pmi/package"
    packages = {row["months"]: row["amount"] for row in parameters.at(path, day).value}
    if months not in packages:
        known = ", ".join(str(length) for length in sorted(packages))
        raise unusable(
            "months",
            Text("Tidak ada paket PMI selama itu", "There is no PMI package of that length"),
            Text(f"Pilih {known} bulan penempatan", f"Choose {known} months of placement"),
        )
    return (Normal("JKK+JKM", 0, Fraction(packages[months]), (path,)),)
