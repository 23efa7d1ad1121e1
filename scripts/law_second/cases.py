"""Random cases from a seed, drawn towards the edges: there the two computations could part."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from law_second.contributions import BPU_BANDS, CONSTRUCTION, month_after
from law_second.death import CHANGE_2019, CHANGE_2025, SCHOLARSHIP, add_months

# fmt: off
EDGE_MONTHS = [
    "2015-07", "2015-08", "2019-11", "2019-12", "2020-01",
    "2020-06", "2020-07", "2020-08", "2020-09", "2020-10", "2020-11", "2020-12", "2021-01", "2021-02", "2021-03",
    "2023-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-07", "2025-08", "2025-09", "2025-12",
    "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-11", "2026-12",
    "2027-01", "2027-02", "2027-03", "2027-04", "2027-04",
]
EDGE_DAYS = [
    "2015-07-01", "2015-07-02", "2019-11-30", "2019-12-01", "2019-12-02", "2019-12-03",
    "2020-02-29", "2020-06-30", "2020-07-01", "2021-03-31", "2021-04-01", "2023-11-07", "2024-02-29",
    "2025-02-23", "2025-02-23", "2025-02-24", "2025-02-24", "2025-02-25", "2025-05-23", "2025-05-24",
    "2025-06-30", "2025-07-01", "2025-08-30", "2025-08-31", "2025-09-01", "2026-02-28", "2026-03-01",
]
# fmt: on
LAST_DAY = date(2026, 11, 20)
PAYERS = ("self", "self", "self", "apbn", "apbd", "apbd", "apbdes", "csr", "baznas", "donor")
KINDS = {"bpu": 38, "pu": 9, "construction": 7, "pmi": 1, "death": 28, "accident": 15, "disease": 2}


def draw(count: int, seed: int) -> Iterator[tuple[str, dict]]:
    """Pairs of kind and case; the same seed gives the same cases."""
    dice = random.Random(seed)
    names, weights = list(KINDS), list(KINDS.values())
    for _ in range(count):
        kind = dice.choices(names, weights)[0]
        if kind in ("death", "accident", "disease"):
            yield kind, family(dice, kind)
        else:
            yield kind, CONTRIBUTIONS[kind](dice)


def a_month(dice: random.Random) -> str:
    if dice.random() < 0.7:
        return dice.choice(EDGE_MONTHS)
    return month_after("2015-07", dice.randrange(0, 160))


def an_income(dice: random.Random) -> int:
    lowest, highest, _ = dice.choice(BPU_BANDS)
    highest = highest or 99_000_000
    return dice.choice(
        [
            max(0, lowest - 1),
            lowest,
            lowest + 1,
            highest,
            highest + 1,
            highest + 999,
            dice.randint(lowest, highest),
        ]
    )


def bpu(dice: random.Random) -> dict:
    case: dict[str, Any] = {
        "segment": "bpu",
        "month": a_month(dice),
        "months": dice.choice([1, 1, 1, 2, 3, 6, 9, 12, 15, 24]),
        "income": an_income(dice),
        "sector": dice.choice(["transport", "other"]),
        "payer": dice.choice(PAYERS),
    }
    if dice.random() < 0.3:
        case["jht"] = True
    if dice.random() < 0.08:
        case["employer"] = True
    history(dice, case, "2020-07")
    return case


def history(dice: random.Random, case: dict, must_be_paid: str) -> None:
    """First month of membership, and last month paid, where those bear on a relief."""
    month, chance = case["month"], dice.random()
    if "2020-07" <= month <= "2021-01" and chance < 0.6:
        case["registered"] = min(month, month_after("2020-05", dice.randint(0, 8)))
    elif chance < 0.4:
        first = month_after(month, -dice.choice([0, 0, 1, 2, 3, 4, 5, 6, 7, 12, 30]))
        case["registered"] = max("2015-07", first)
    elif chance < 0.7:
        paid_through = month_after(must_be_paid, dice.randint(-2, 1))
        if paid_through < month:
            case["paid_through"] = paid_through


def pu(dice: random.Random) -> dict:
    case: dict[str, Any] = {
        "segment": "pu",
        "month": a_month(dice),
        "months": dice.choice([1, 1, 2, 3, 6, 12]),
        "income": dice.choice([1_000_000 * dice.randint(1, 40), dice.randint(100_000, 40_000_000)]),
        "payer": "self",
        "risk_class": dice.randint(1, 5),
    }
    chance = dice.random()
    if chance < 0.3:
        # The first month in which JKP took its parts, and how February 2025 is split, are not known: left out.
        case["jkp"] = True
        case["month"] = dice.choice(
            ["2023-12", "2024-06", "2024-12", "2025-01", "2025-03", "2025-07", "2026-04"]
        )
        case["months"] = (
            1 if case["month"] == "2025-01" else min(case["months"], 2 if case["month"] < "2025" else 12)
        )
        if case["month"] == "2024-12":
            case["months"] = min(case["months"], 2)
    elif chance < 0.65:
        case["labour_intensive"] = True
        case["month"] = dice.choice(
            ["2025-01", "2025-02", "2025-03", "2025-07", "2025-08", "2026-01", "2026-02"]
        )
        history(dice, case, "2025-01")
    else:
        history(dice, case, "2020-07")
    return case


def construction(dice: random.Random) -> dict:
    case: dict[str, Any] = {"segment": "construction", "month": a_month(dice), "months": 1, "payer": "self"}
    if dice.random() < 0.25:
        case["income"] = dice.randint(1, 900) * 100_000
        return case
    edge = dice.choice([upto for upto, _, _ in CONSTRUCTION if upto])
    case["contract_value"] = dice.choice(
        [
            edge - 1,
            edge,
            edge + 1,
            edge * 2,
            1_000_000 * dice.randint(1, 20_000),
            dice.randint(1, 9_000_000_000),
        ]
    )
    return case


def pmi(dice: random.Random) -> dict:
    return {
        "segment": "pmi",
        "month": month_after("2024-01", dice.randrange(0, 30)),
        "months": dice.choice([6, 12, 24]),
        "payer": "self",
    }


CONTRIBUTIONS = {"bpu": bpu, "pu": pu, "construction": construction, "pmi": pmi}


def a_day(dice: random.Random) -> date:
    chance = dice.random()
    if chance < 0.45:
        return date.fromisoformat(dice.choice(EDGE_DAYS))
    start = date(2025, 2, 24) if chance < 0.75 else date(2015, 7, 1)
    return start + timedelta(days=dice.randint(0, (LAST_DAY - start).days))


def family(dice: random.Random, kind: str) -> dict:
    day = a_day(dice)
    registered = member_since(dice, day)
    few = None
    if kind == "death" and day >= CHANGE_2025 and dice.random() < 0.2:
        few = dice.randint(
            1, 3
        )  # paid, and then three or four months of arrears: the membership ends between them
        registered = add_months(day, -few - dice.choice([3, 4]))
    months = (day.year - registered.year) * 12 + day.month - registered.month + 1
    near = [paid for paid in (2, 3, 4, 35, 36, 37, 59, 60, 61) if months / 3 < paid <= months]
    paid = dice.choice([months, months, max(1, months - 1), *near, dice.randint(1, months)])
    case: dict[str, Any] = {
        "event": kind,
        "date": day.isoformat(),
        "segment": "pu" if dice.random() < 0.2 else "bpu",
        "registered": registered.isoformat(),
        "paid_months": few or paid,
        "outcome": "death",
    }
    if case["segment"] == "pu":
        # Either side of the wage at which 48 wages reach the grant of JKM.
        floor = dice.choice([337_499, 337_500, 337_501, 416_666, 416_667])
        case["wage"] = dice.choice([floor, dice.randint(200_000, 20_000_000)])
    else:
        case["income"] = an_income(dice)
    if dice.random() < 0.6:
        case["children"] = [child(dice, day) for _ in range(dice.choice([1, 1, 2, 2, 2, 3]))]
    elif dice.random() < 0.2:
        case["compensation_days"] = dice.choice([1, 5, 7, 30])
    return case


def member_since(dice: random.Random, day: date) -> date:
    """The day of registration: near three months, three or five years before, or any."""
    chance = dice.random()
    if chance < 0.3:
        since = add_months(day, -3) + timedelta(days=dice.choice([-2, -1, 0, 1, 2]))
    elif chance < 0.4:
        since = add_months(
            day, -dice.randint(4, 8)
        )  # with few months paid: arrears, or a membership that ended
    elif chance < 0.5:
        since = day - timedelta(days=dice.choice([0, 1, 30, 60, 88, 89, 90, 91, 92]))
    elif chance < 0.75:
        since = add_months(day, -dice.choice([35, 36, 36, 37, 59, 60, 61])) + timedelta(
            days=dice.choice([-1, 0, 1])
        )
    else:
        since = day - timedelta(days=dice.randint(0, 3000))
    if day < CHANGE_2019 and dice.random() < 0.3:  # five years paid then began before PP 44/2015
        return add_months(day, -dice.choice([58, 59, 60, 61, 72]))
    return min(day, max(since, date(2015, 7, 1)))


def child(dice: random.Random, day: date) -> dict:
    """A child in school, in the grade of its age or up to four years behind; often near 23, or near a birthday."""
    age = dice.choice([*range(4, 24), 16, 17, 18, 19, 20, 21, 22, 22, 23])
    near = dice.choice([0, 1, -1, dice.randint(-364, 0)])
    born = add_months(day, -12 * age) + timedelta(days=near)
    steps = [(level, grade) for level, years, _ in SCHOLARSHIP for grade in range(1, years + 1)]
    level, grade = steps[min(max(0, age - 4 - dice.randint(0, 4)), len(steps) - 1)]
    return {"born": born.isoformat(), "level": level, "grade": grade}
