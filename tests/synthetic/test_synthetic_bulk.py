"""Files of any size, with a known number of people in the registry."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from payung.synthetic.bulk import bulk
from payung.synthetic.references import SCHEMAS


def test_the_registry_holds_the_share_asked_for(tmp_path: Path) -> None:
    made = bulk(tmp_path, 1_500, 6_000, 3)
    registry = pq.read_table(made.registry)
    assert registry.schema.equals(SCHEMAS["registry"])
    assert len(registry) == 6_000
    _, *rows = CalamineWorkbook.from_path(str(made.proposals)).get_sheet_by_index(0).to_python()
    niks = {"".join(digit for digit in str(row[1]) if digit.isdigit()) for row in rows}
    assert len(niks) == 1_500
    assert len(niks & set(registry["nik"].to_pylist())) == made.listed == 900
    assert 1 <= min(registry["decile"].to_pylist()) <= max(registry["decile"].to_pylist()) <= 10


def test_a_registry_too_small_for_its_share_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot hold 60"):
        bulk(tmp_path, 100, 59, 3)
