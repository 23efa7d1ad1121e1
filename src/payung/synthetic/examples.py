"""Small sample files for newcomers: ``python -m payung.synthetic.examples FOLDER``.

One village's workbook of about forty rows, the lists to check it against, and the programme's criteria.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa

from payung.language import Text
from payung.law.month import Month
from payung.synthetic.allocation_examples import write_allocation_examples
from payung.synthetic.areas import MADIUN, villages
from payung.synthetic.cases import Pool, Proposed, age, fill, swappable
from payung.synthetic.clerk import Clerk, Fault, Person
from payung.synthetic.criteria import Criteria, write_criteria
from payung.synthetic.people import people
from payung.synthetic.plan import Line
from payung.synthetic.references import (
    ReferenceKind,
    active,
    deaths,
    excluded,
    other_payers,
    registry,
    write_reference,
)
from payung.synthetic.vocabulary import city_occupations
from payung.synthetic.workbooks import write

SEED = 2026
ON = date(2026, 1, 5)
MIN_AGE, MAX_AGE = 18, 65
FILES: dict[ReferenceKind, str] = {
    "registry": "dtks.csv",
    "active": "peserta-aktif.csv",
    "deaths": "kematian.csv",
    "excluded": "asn.csv",
    "other-payers": "pembayar-lain.csv",
}

_FINE = Text("Memenuhi syarat", "Meets the criteria")
_SAME = Text("Orang yang sama", "The same person")
_NO = Text("Tidak memenuhi syarat", "Does not meet the criteria")
# case, rows, listed in the registry, accepted where it comes to review, fault
_CASES: tuple[tuple[str, int, bool, bool, Fault | None], ...] = (
    ("clean", 19, True, True, None),
    ("nik-slip", 1, True, True, "nik-slip"),
    ("nik-rounded", 1, True, True, "nik-rounded"),
    ("nik-malformed", 1, True, True, "nik-malformed"),
    ("nik-missing", 1, True, True, "nik-missing"),
    ("name-other", 1, True, True, "name-other"),
    ("date-swapped", 1, True, True, "date-swapped"),
    ("sex-other", 1, True, True, "sex-other"),
    ("absent", 6, False, False, None),
    ("active", 2, True, False, None),
    ("deceased", 1, True, False, None),
    ("excluded", 1, True, False, None),
    ("other-payer", 1, True, False, None),
    ("work-unlisted", 1, True, False, "work-unlisted"),
)


def write_examples(folder: Path) -> tuple[Line, ...]:
    """Write the sample files; return the truth about the workbook's rows."""
    rng = Random(SEED)  # noqa: S311 - made-up data
    village = next(v for v in villages(MADIUN) if v.name == "Kartoharjo")
    everybody = people(600, SEED, [village], on=ON).to_pylist()
    pool = Pool(everybody, rng)
    proposed = _proposed(pool)
    rng.shuffle(proposed)
    twice = next(row for row in proposed if row.case == "clean")
    proposed.append(Proposed(twice.person, "twice-here-again", False, _NO))
    clerk = Clerk(rng, frozenset(person["nik"] for person in everybody))
    grid, lines = fill("Usulan", "pages", village, proposed, clerk)
    write(folder / "usulan.xlsx", [grid])
    for kind, table in _lists(pool, proposed, rng).items():
        write_reference(folder / FILES[kind], table)
    write_criteria(folder / "siaga-kita.toml", _criteria())
    write_allocation_examples(folder, SEED)
    return lines


def _proposed(pool: Pool) -> list[Proposed]:
    def working(person: Person) -> bool:
        return swappable(person, ON, MIN_AGE, MAX_AGE)

    rows = []
    for case, count, _, accept, fault in _CASES:
        why = _FINE if case == "clean" else _SAME if accept else _NO
        rows += [Proposed(person, case, accept, why, fault) for person in pool.take(count, working)]
    rows += [
        Proposed(person, "too-old", False, _NO) for person in pool.take(1, lambda p: age(p, ON) >= MAX_AGE)
    ]
    return rows


def _lists(pool: Pool, proposed: Sequence[Proposed], rng: Random) -> dict[ReferenceKind, pa.Table]:
    def of(case: str) -> list[Person]:
        return [row.person for row in proposed if row.case == case]

    listed = [person for case, _, listed, _, _ in _CASES if listed for person in of(case)]
    return {
        "registry": registry(listed + of("too-old") + pool.take(120), rng),
        "active": active(pool.take(12), of("active") + pool.take(18), ON, rng),
        "deaths": deaths(of("deceased") + pool.take(11), ON, rng),
        "excluded": excluded(of("excluded") + pool.take(14), rng),
        "other-payers": other_payers(
            [(of("other-payer") + pool.take(4), "BAZNAS (peragaan)", "2026-01", "2026-12")]
        ),
    }


def _criteria() -> Criteria:
    return Criteria(
        name="Siaga Kita",
        area=MADIUN,
        first_month=Month(2026, 1),
        months=12,
        min_age=MIN_AGE,
        max_age=MAX_AGE,
        registry_required=True,
        excluded_groups=("ASN", "TNI", "POLRI", "Pensiunan"),
        occupations=city_occupations(),
        max_decile=5,
        total=4_500,
    )


if __name__ == "__main__":
    write_examples(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))
