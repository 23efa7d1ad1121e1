"""Kabupaten Sijunjung, March 2022 to July 2025: the months behind "Rp5.4 billion paid in, 119 cases, Rp5.8 billion".

The press gives the sums, and 5,639 people whom the regency paid for in 2022. How the others came is made up to fit:
3,874 more from January 2024. With what Satu Nagari paid in 2023 the months come to Rp5.4 billion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from payung.language import Text
from payung.law.month import Month
from payung.synthetic.areas import SIJUNJUNG, villages
from payung.synthetic.cases import Proposed, fill, of_age
from payung.synthetic.clerk import Clerk, Person
from payung.synthetic.criteria import Criteria, write_criteria
from payung.synthetic.legal_bases import INSTRUCTION_2_2021
from payung.synthetic.people import people
from payung.synthetic.plan import Agreement, Decree, Fund, ProgrammePlan, Proposal
from payung.synthetic.workbooks import write

MIN_AGE, MAX_AGE = 18, 65
_LAST = Month(2025, 7)
_RATE = 16_800
_FIRST_SERIAL = 9751  # far from the serials of the people whom the villages proposed in 2023
_ADULTS = 0.75  # less than the share of the made-up people who are of age


@dataclass(frozen=True, slots=True)
class _Round:
    year: int
    on: date
    first_month: Month
    places: int

    @property
    def months(self) -> int:
        return _LAST - self.first_month + 1


FIRST = _Round(2022, date(2022, 2, 21), Month(2022, 3), 5_639)
SECOND = _Round(2024, date(2023, 12, 18), Month(2024, 1), 3_874)
ROUNDS = (FIRST, SECOND)
# One for all the regency's programmes of these years: two agreements for one scope may not hold at the same time.
AGREEMENT = Agreement(
    number="PKS/PERAGAAN/13.03/2022/01",
    branch="BPJS Ketenagakerjaan Cabang Solok",
    signed=FIRST.on,
    first_day=FIRST.first_month.first_day(),
    last_day=_LAST.last_day(),
)


@cache
def protected(seed: int) -> tuple[tuple[Person, ...], ...]:
    """Whom the regency paid for, those of each round by themselves."""
    count = sum(each.places for each in ROUNDS)
    made = people(
        round(count / _ADULTS), seed + 5, villages(SIJUNJUNG), on=SECOND.on, first_serial=_FIRST_SERIAL
    ).to_pylist()
    fit = [person for person in made if all(of_age(person, each.on, MIN_AGE, MAX_AGE) for each in ROUNDS)]
    rng = Random(f"{seed}:sijunjung-years")  # noqa: S311 - made-up data
    chosen = rng.sample(fit, count)
    return tuple(chosen[: FIRST.places]), tuple(chosen[FIRST.places :])


def sijunjung_years(directory: Path, seed: int) -> tuple[ProgrammePlan, ...]:
    """Write the files of both rounds under ``directory`` and return their plans, oldest first."""
    return tuple(
        _plan(directory / str(when.year), when, persons, seed)
        for when, persons in zip(ROUNDS, protected(seed), strict=True)
    )


def _plan(folder: Path, when: _Round, persons: tuple[Person, ...], seed: int) -> ProgrammePlan:
    criteria = Criteria(
        name=f"Pekerja Rentan Sijunjung {when.year}",
        area=SIJUNJUNG,
        first_month=when.first_month,
        months=when.months,
        min_age=MIN_AGE,
        max_age=MAX_AGE,
        registry_required=False,
        excluded_groups=(),
        total=when.places,
    )
    number = f"PERAGAAN/13.03/{when.year}/01"
    name = Text("APBD Kabupaten Sijunjung", "Regency budget of Sijunjung")
    return ProgrammePlan(
        key=f"sijunjung-{when.year}",
        criteria=criteria,
        criteria_path=write_criteria(folder / f"pekerja-rentan-{when.year}.toml", criteria),
        on=when.on,
        priority=("first_come",),
        proposals=(_proposal(folder, when, persons, seed),),
        references=(),
        legal_bases=(INSTRUCTION_2_2021,),
        agreement=AGREEMENT,
        funds=(
            Fund(
                f"apbd-{when.year}", name, "apbd", "Pemerintah Kabupaten Sijunjung", when.year,
                when.places * when.months * _RATE, SIJUNJUNG,
            ),
        ),
        decree=Decree(f"SK/{number}", when.on, when.places, when.first_month, when.months),
        expected={
            "files": 1,
            "people": when.places,
            "accepted": when.places,
            "taken": when.places,
        },
    )  # fmt: skip


def _proposal(folder: Path, when: _Round, persons: tuple[Person, ...], seed: int) -> Proposal:
    """The regency's own list in one file, village by village."""
    fine = Text("Memenuhi syarat", "Meets the criteria")
    rows = sorted((Proposed(person, "clean", True, fine) for person in persons), key=_place)
    clerk = Clerk(Random(f"{seed}:{when.year}"))  # noqa: S311 - made-up data
    here = villages(SIJUNJUNG)
    grid, lines = fill("Daftar", "plain", here[0], rows, clerk)
    path = write(folder / "usulan" / f"Pekerja rentan {when.year}.csv", [grid])
    return Proposal(path, tuple(village.code for village in here), when.on, "plain", lines)


def _place(row: Proposed) -> tuple[str, str]:
    return str(row.person["village_code"]), str(row.person["nik"])
