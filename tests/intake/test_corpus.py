"""Every awkward file of the corpus is read as it should be, and every row of it is accounted for."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from intake.corpus import CASES
from intake.writers import Case
from payung.errors import UnusableInput
from payung.intake import read


def test_the_corpus_holds_at_least_forty_files() -> None:
    assert len(CASES) >= 40
    assert len({case.file for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [case for case in CASES if not case.refused], ids=lambda case: case.name)
def test_is_read(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.file
    case.build(path)
    reading = read([path])
    rows = reading.people.to_pylist()
    got = [{key: row[key] for key in wanted} for row, wanted in zip(rows, case.people, strict=False)]
    assert got == list(case.people)
    assert len(rows) == len(case.people)
    assert Counter(reading.skipped.column("why").to_pylist()) == case.skipped
    report = reading.report()["files"][0]["sheets"]
    assert sum(sheet["rows"] for sheet in report) == len(rows) + reading.skipped.num_rows


@pytest.mark.parametrize("case", [case for case in CASES if case.refused], ids=lambda case: case.name)
def test_is_refused_with_a_way_to_mend_it(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.file
    case.build(path)
    with pytest.raises(UnusableInput) as refusal:
        read([path])
    message = refusal.value.to("id")
    assert re.search(case.refused, message)
    assert case.file in message
    assert refusal.value.mend.id
    assert refusal.value.mend.en
    assert refusal.value.what.id != refusal.value.what.en
