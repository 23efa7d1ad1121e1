"""Hand-made people, programmes and reference lists for these tests. All are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from payung.intake.schema import PRINTED
from payung.verification import Programme, ReferenceList, Verification, verify

ON = date(2026, 1, 2)
# Born 12 May 1980, a man, first registered in Taman, Madiun.
NIK = "3577031205800001"
TAMAN = {"village": "Taman", "village_code": "35.77.03.1009"}
SOMEONE = {
    "file": "usulan.xlsx",
    "sheet": "Taman",
    "nik": NIK,
    "name": "Budi Santoso",
    "birth_date": "1980-05-12",
    "sex": "L",
    "occupation": "pemulung",
    **TAMAN,
}


def person(**changes: str) -> dict[str, str]:
    return {**SOMEONE, **changes}


def people(rows: Sequence[Mapping[str, str]]) -> pa.Table:
    """As reading gives them; a row without a number gets the next one."""
    filled = [{**dict.fromkeys(PRINTED, ""), "row": at, **row} for at, row in enumerate(rows, start=2)]
    return pa.table(
        {
            name: pa.array([row[name] for row in filled], pa.int32() if name == "row" else pa.string())
            for name in PRINTED
        }
    )


def programme(**changes: Any) -> Programme:
    return Programme.from_mapping({"name": "Siaga Kita", "area": "35.77", "from": "2026-01", **changes})


def listing(kind: Any, *rows: Mapping[str, str]) -> ReferenceList:
    headings = dict.fromkeys(heading for row in rows for heading in row) or {"nik": None, "name": None}
    table = pa.table(
        {heading: pa.array([row.get(heading, "") for row in rows], pa.string()) for heading in headings}
    )
    return ReferenceList(kind, f"{kind}.csv", table, "0" * 64, len(rows), date(2025, 12, 1))


def checked(
    rows: Sequence[Mapping[str, str]], asked: Programme | None = None, *lists: ReferenceList, on: date = ON
) -> Verification:
    return verify(people(rows), asked or programme(), lists, on=on)


def outcomes(result: Verification) -> list[tuple[str, str]]:
    """Outcome and reasons of each person, in order."""
    decisions = result.decisions
    return list(zip(decisions["outcome"].to_pylist(), decisions["reasons"].to_pylist(), strict=True))
