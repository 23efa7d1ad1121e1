"""What the lists say of the persons whom findings name: kept sealed with the finding, for the side-by-side view."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from payung.verification.references import COLUMNS, ReferenceList

SHOWN = ("birth_date", "sex", "kk", "village_code")
Known = Mapping[tuple[str, str], Mapping[str, str]]  # (list, NIK) -> what the list says


def of_findings(findings: pa.Table, lists: Sequence[ReferenceList]) -> Known:
    """``lists`` are open. One pass over each list that names somebody; a NIK in two lines is told by the first."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for name, detail in zip(
        findings.column("list").to_pylist(), findings.column("detail").to_pylist(), strict=True
    ):
        nik = json.loads(detail).get("matched_nik") if detail and "matched_nik" in detail else None
        if nik:
            wanted[name].add(nik)
    known: dict[tuple[str, str], dict[str, str]] = {}
    for each in lists:
        fields = [field for field in SHOWN if field in COLUMNS[each.kind]]
        if each.name not in wanted or not fields:
            continue
        for nik, *values in _look_up(each, fields, sorted(wanted[each.name])):
            said = {f"matched_{field}": value for field, value in zip(fields, values, strict=True) if value}
            known.setdefault((each.name, nik), said)
    return known


def _look_up(given: ReferenceList, fields: Sequence[str], niks: Sequence[str]) -> list[tuple[str, ...]]:
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as con:
        con.register("wanted", pa.table({"nik": pa.array(niks, pa.string())}))
        shown = ", ".join(f'l."{field}"' for field in fields)
        return con.execute(
            f"SELECT l.nik, {shown} FROM read_parquet(?, file_row_number = true) l JOIN wanted USING (nik) "
            "ORDER BY l.file_row_number",
            [str(given.data)],
        ).fetchall()
