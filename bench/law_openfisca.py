"""Contributions side by side with OpenFisca: python bench/law_openfisca.py

Makes a throw-away environment, installs openfisca-core 46 there (never a dependency of Payung), writes the same rules
for January to December 2026 in its manner, and computes the same people in both. Sums must agree to the rupiah.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import venv
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

PEOPLE = 1_000_000
RUNS = 3
SEED = 20261121
SECTORS, PAYERS = 2, 7

# Runs inside the throw-away environment; reads the bands, prints seconds and the sum.
PEER = """
import json, sys, time
import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

asked = json.load(sys.stdin)
bounds, bases = np.array(asked["bounds"]), np.array(asked["bases"])
Person = build_entity(key="person", plural="persons", label="worker", is_person=True)


def variable(name, **content):
    return type(name, (Variable,), dict(value_type=int, entity=Person, definition_period=DateUnit.MONTH) | content)


def halved(person, period):
    transport = person("sector", period) == 1
    return (person("payer", period) > 2) & (transport | (period.start.month >= 4))


def jkk(person, period):
    base = bases[np.searchsorted(bounds, person("income", period), side="right") - 1]
    full = base // 100
    return np.where(halved(person, period), full // 2, full)


def jkm(person, period):
    return np.where(halved(person, period), 3400, 6800)


system = TaxBenefitSystem([Person])
for made in (variable("income"), variable("sector"), variable("payer"),
             variable("jkk", formula=jkk), variable("jkm", formula=jkm)):
    system.add_variable(made)
chance = np.random.default_rng(asked["seed"])
income = chance.integers(0, 25_000_000, asked["people"])
sector = chance.integers(0, asked["sectors"], asked["people"])
payer = chance.integers(0, asked["payers"], asked["people"])
months = [f"2026-{month:02}" for month in range(1, 13)]
shortest = float("inf")
for _ in range(asked["runs"]):
    began = time.perf_counter()
    simulation = SimulationBuilder().build_default_simulation(system, count=asked["people"])
    for month in months:
        simulation.set_input("income", month, income)
        simulation.set_input("sector", month, sector)
        simulation.set_input("payer", month, payer)
    total = 0
    for month in months:
        total += int(simulation.calculate("jkk", month).sum()) + int(simulation.calculate("jkm", month).sum())
    shortest = min(shortest, time.perf_counter() - began)
print(json.dumps({"seconds": shortest, "total": total}))
"""


def peer(bounds: list[int], bases: list[int]) -> dict[str, Any]:
    """Seconds and sum of the peer, measured in an environment that is gone afterwards."""
    asked = {
        "bounds": bounds,
        "bases": bases,
        "seed": SEED,
        "people": PEOPLE,
        "sectors": SECTORS,
        "payers": PAYERS,
        "runs": RUNS,
    }
    with tempfile.TemporaryDirectory() as directory:
        venv.create(directory, with_pip=True)
        python = str(Path(directory) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", "openfisca-core>=46,<47"], check=True)
        done = subprocess.run(
            [python, "-c", PEER], input=json.dumps(asked), capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stderr)
    return dict(json.loads(done.stdout))


def ours() -> dict[str, Any]:
    """The same people by Payung, building and summing included."""
    import pyarrow as pa

    from payung.law.bulk import due_schedule
    from payung.law.month import Month

    payers = ["apbn", "apbd", "apbdes", "self", "csr", "baznas", "donor"]
    chance = np.random.default_rng(SEED)
    income = chance.integers(0, 25_000_000, PEOPLE)
    sector = chance.integers(0, SECTORS, PEOPLE)
    payer = chance.integers(0, PAYERS, PEOPLE)
    shortest, total = float("inf"), 0
    for _ in range(RUNS):
        began = time.perf_counter()
        words = (
            pa.DictionaryArray.from_arrays(sector.astype(np.int8), ["other", "transport"]),
            pa.DictionaryArray.from_arrays(payer.astype(np.int8), payers),
        )
        answer = due_schedule(Month(2026, 1), 12, income, *words)
        total = int(answer.jkk.sum()) + int(answer.jkm.sum())
        shortest = min(shortest, time.perf_counter() - began)
    return {"seconds": shortest, "total": total}


def main() -> None:
    from payung.law.parameters import current

    rows = current().at("contribution/bpu/bands", date(2026, 1, 1)).value
    theirs = peer([row["income_from"] for row in rows], [row["base"] for row in rows])
    own = ours()
    assert own["total"] == theirs["total"], (own, theirs)
    print(f"{'1,000,000 people x 12 months of contributions':<48}{'seconds':>9}")
    print(f"{'OpenFisca-Core 46, inputs set and summed':<48}{theirs['seconds']:>9.3f}")
    print(f"{'Payung, columns coded and summed':<48}{own['seconds']:>9.3f}")
    print(f"{'Payung / OpenFisca':<48}{own['seconds'] / theirs['seconds']:>9.2f}")


if __name__ == "__main__":
    main()
