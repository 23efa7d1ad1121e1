"""The demonstration's files come through ``payung read`` row for row: nobody is lost, nobody is invented."""

from __future__ import annotations

from collections import Counter

import pytest

from payung.intake import read
from payung.synthetic.plan import Plan

PROGRAMMES = (
    "madiun-2020",
    "sawahlunto-desa-2023",
    "sawahlunto-desa-2024",
    "sawahlunto-petani-2025",
    "sijunjung-2023",
)
# What the reader says of a faulty cell, on the rows where the clerk made that fault.
NOTED = {
    "nik-missing": "nik.missing",
    "nik-malformed": "nik.malformed",
    "nik-rounded": "nik.digits_lost",
    "date-swapped": "nik.birthdate_differs",
    "sex-other": "nik.sex_differs",
}


@pytest.mark.parametrize("key", PROGRAMMES)
def test_every_person_written_is_read_from_their_row(plan: Plan, key: str) -> None:
    programme = plan.programme(key)
    paths = [proposal.path for proposal in programme.proposals]
    people = read(paths, area=programme.area, on=programme.on, keep_cells=False).people.to_pylist()
    truth = {
        (proposal.path.name, "" if proposal.path.suffix == ".csv" else line.sheet, line.row): line
        for proposal in programme.proposals
        for line in proposal.lines
    }
    found = Counter(
        (row["file"], "" if row["file"].endswith(".csv") else row["sheet"], row["row"]) for row in people
    )
    assert found == Counter(truth.keys())
    for row in people:
        line = programme.line(row["file"], row["sheet"], row["row"])
        noted = NOTED.get(line.case)
        if noted:
            assert noted in row["problems"]
        elif line.case not in ("nik-slip", "nik-borrowed", "nik-missing-absent", "nik-malformed-absent"):
            assert row["nik"] == line.person
            assert not row["problems"]
        assert row["name"]
        assert row["birth_date"]
        assert row["sex"] in ("L", "P")
        assert row["village"]
