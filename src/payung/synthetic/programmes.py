"""The demonstration: three local governments, their files and the plan that leads through them."""

from __future__ import annotations

from pathlib import Path

from payung.synthetic import sawahlunto, sijunjung, sijunjung_years
from payung.synthetic.madiun import madiun
from payung.synthetic.plan import Plan


def build(directory: Path, seed: int) -> Plan:
    """Write every file of the demonstration under ``directory`` (one folder per local government).

    The same seed gives the same bytes. Programmes stand in the order of their first month.
    """
    programmes = (
        madiun(directory / "madiun", seed),
        *sawahlunto.sawahlunto(directory / "sawahlunto", seed),
        sijunjung.sijunjung(directory / "sijunjung", seed),
        *sijunjung_years.sijunjung_years(directory / "sijunjung", seed),
    )
    return Plan(
        directory=directory,
        seed=seed,
        programmes=tuple(sorted(programmes, key=lambda plan: plan.first_month)),
        coverage=(*sijunjung.coverage(), *sawahlunto.coverage()),
        targets=(sijunjung.target(),),
    )
