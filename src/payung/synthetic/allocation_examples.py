"""Sample files for ``payung allocate``: four nagari of Sijunjung, three funds, a quota. Called by ``examples``."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

from payung.synthetic.areas import SIJUNJUNG, villages
from payung.synthetic.people import people

FILES = ("orang.csv", "dana.toml", "kuota.csv")
_PEOPLE = 120
_NAGARI = 4
_PLACES = 20
_TRANSPORT = ("ojek", "sopir", "becak", "kurir")
_FUNDS = """# Data peragaan / demonstration data
from = "2026-01"
months = 12

[[fund]]
id = "apbd"
payer = "apbd"
ceiling = 8_000_000
rank = 1

[[fund]]
id = "apbdes"
payer = "apbdes"
places = 4
villages = ["{village}"]
rank = 2

[[fund]]
id = "baznas"
payer = "baznas"
ceiling = 2_000_000
groups = ["mustahik"]
max_decile = 3
rank = 3
"""


def write_allocation_examples(folder: Path, seed: int) -> None:
    """People as a verification leaves them: a decile, a group, and a priority that the office gave."""
    rng = Random(seed)  # noqa: S311 - made-up data
    chosen = villages(SIJUNJUNG)[:_NAGARI]
    rows = people(_PEOPLE, seed, chosen, on=date(2026, 1, 5), youngest=18).to_pylist()
    with open(folder / "orang.csv", "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["id", "village_code", "priority", "sector", "groups", "decile"])
        for number, person in enumerate(rows, start=1):
            decile = rng.randint(1, 5)
            transport = any(word in (person["occupation"] or "").lower() for word in _TRANSPORT)
            groups = ["mustahik"] if decile <= 2 and rng.random() < 0.5 else []
            groups += ["karet"] if rng.random() < 0.3 else []
            writer.writerow(
                [
                    f"P{number:03}",
                    person["village_code"],
                    10 * (6 - decile) + rng.randint(0, 9),
                    "transport" if transport else "other",
                    ";".join(groups),
                    decile,
                ]
            )
    quota = "".join(f"{village.code},{_PLACES}\n" for village in chosen)
    (folder / "kuota.csv").write_text(f"village_code,places\n{quota}", encoding="utf-8")
    (folder / "dana.toml").write_text(_FUNDS.format(village=chosen[0].code), encoding="utf-8")
