"""What the law costs in time: python bench/law.py

Each piece of work is done twice in one run, by Payung and by the shortest NumPy formula for the same numbers; both
must agree to the rupiah. The figure to read is the ratio.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from payung.law.benefit import benefit
from payung.law.benefit_text import as_text
from payung.law.bulk import death_benefit, due_schedule
from payung.law.case import read_case
from payung.law.member import PAYERS, SECTORS
from payung.law.month import Month
from payung.law.parameters import current

PEOPLE = 1_000_000
RUNS = 7
START = Month(2026, 1)
CASE = {
    "event": "accident",
    "date": "2025-03-10",
    "segment": "bpu",
    "income": 1_000_000,
    "registered": "2024-01-15",
    "paid_months": 14,
    "outcome": "death",
    "unable_months": 8,
    "transport": {"land": 6_200_000, "air": 4_000_000},
    "children": [
        {"born": "2018-07-01", "level": "SD", "grade": 1},
        {"born": "2009-01-01", "level": "SMA", "grade": 1},
    ],
}


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """Shortest of several runs, in seconds, and the answer."""
    shortest, answer = float("inf"), None
    for _ in range(RUNS):
        began = time.perf_counter()
        answer = work()
        shortest = min(shortest, time.perf_counter() - began)
    return shortest, answer


def plain_contributions(income: Any, sector: Any, payer: Any) -> tuple[Any, Any, Any]:
    """January to December 2026, BPU: PP 50/2025 halves what is not paid by APBN, APBD or APBDes."""
    rows = current().at("contribution/bpu/bands", date(2026, 1, 1)).value
    bounds, bases = (np.array([row[key] for row in rows]) for key in ("income_from", "base"))
    jkk = bases[np.searchsorted(bounds, income, side="right") - 1] // 100
    open_to = ~np.isin(payer, [PAYERS.index(word) for word in ("apbn", "apbd", "apbdes")])
    transport = sector == SECTORS.index("transport")
    due = np.empty((2, 12, income.size), np.int64)
    relief = np.empty((12, income.size), np.int8)
    for month in range(12):
        halved = open_to & (transport | (month >= 3))
        due[0, month] = np.where(halved, jkk // 2, jkk)
        due[1, month] = np.where(halved, 3_400, 6_800)
        relief[month] = halved
    return due[0], due[1], relief


def plain_deaths(day: Any, work: Any, income: Any, joined: Any) -> Any:
    """The same amounts for members whose months are all paid."""
    rows = current().at("contribution/bpu/bands", date(2026, 1, 1)).value
    bounds, bases = (np.array([row[key] for row in rows]) for key in ("income_from", "base"))
    wage = bases[np.searchsorted(bounds, income, side="right") - 1]
    new = day >= np.datetime64("2019-12-02")
    grant = np.where(new, 20_000_000, 16_200_000)
    other = np.where(new, 22_000_000, 7_800_000)
    month = joined.astype("datetime64[M]")
    edge = month + np.timedelta64(3, "M")
    last = (edge + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    full_from = np.minimum(edge.astype("datetime64[D]") + (joined - month.astype("datetime64[D]")), last)
    short = (day >= np.datetime64("2025-02-24")) & (full_from > day)
    jkm = np.where(short, 10_000_000, grant + other)
    return np.where(work, np.maximum(48 * wage, grant) + other, jkm)


def main() -> None:
    chance = np.random.default_rng(20261121)
    income = chance.integers(0, 25_000_000, PEOPLE)
    sector = chance.integers(0, len(SECTORS), PEOPLE, dtype=np.int8)
    payer = chance.integers(0, len(PAYERS), PEOPLE, dtype=np.int8)
    words = (
        pa.DictionaryArray.from_arrays(sector, list(SECTORS)),
        pa.DictionaryArray.from_arrays(payer, list(PAYERS)),
    )
    began = time.perf_counter()
    due_schedule(START, 12, income, *words)
    cold = time.perf_counter() - began
    plain, (jkk, jkm, relief) = best(lambda: plain_contributions(income, sector, payer))
    ours, answer = best(lambda: due_schedule(START, 12, income, *words))
    assert np.array_equal(answer.jkk, jkk)
    assert np.array_equal(answer.jkm, jkm)
    assert np.array_equal(answer.relief > 0, relief > 0)

    day = np.datetime64("2015-07-01") + chance.integers(0, 4_100, PEOPLE)
    joined = day - chance.integers(0, 2_000, PEOPLE)
    work = chance.random(PEOPLE) < 0.5
    paid = day.astype("datetime64[M]").astype(int) - joined.astype("datetime64[M]").astype(int) + 1
    plain_died, totals = best(lambda: plain_deaths(day, work, income, joined))
    ours_died, died = best(
        lambda: (
            death_benefit(day=day, from_work=work, income=income, registered=joined, paid_months=paid).total
        )
    )
    assert np.array_equal(died, totals)

    law = current()
    one, _ = best(lambda: as_text(benefit(read_case(CASE, law), law), "id"))

    print(f"{'work':<52}{'Payung':>10}{'NumPy':>10}{'ratio':>8}")
    print(
        f"{'1,000,000 people x 12 months of contributions (s)':<52}{ours:>10.3f}{plain:>10.3f}{ours / plain:>8.2f}"
    )
    print(
        f"{'  the first time, tables still to be made (s)':<52}{cold:>10.3f}{plain:>10.3f}{cold / plain:>8.2f}"
    )
    print(
        f"{'1,000,000 death benefits (s)':<52}{ours_died:>10.3f}{plain_died:>10.3f}{ours_died / plain_died:>8.2f}"
    )
    print(f"{'one benefit with its explanation (ms)':<52}{one * 1000:>10.3f}")


if __name__ == "__main__":
    main()
