"""Reference lists as offices hand them over: the social registry, active members, deaths, civil servants, other payers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from payung.synthetic.clerk import Person
from payung.synthetic.workbooks import Grid, write

ReferenceKind = Literal["registry", "active", "deaths", "excluded", "other-payers"]

SCHEMAS: Mapping[ReferenceKind, pa.Schema] = {
    "registry": pa.schema(
        [
            ("nik", pa.string()),
            ("name", pa.string()),
            ("birth_date", pa.date32()),
            ("sex", pa.string()),
            ("kk", pa.string()),
            ("village_code", pa.string()),
            ("decile", pa.int64()),
        ]
    ),
    "active": pa.schema(
        [("nik", pa.string()), ("name", pa.string()), ("segment", pa.string()), ("since", pa.date32())]
    ),
    "deaths": pa.schema(
        [
            ("nik", pa.string()),
            ("name", pa.string()),
            ("birth_date", pa.date32()),
            ("death_date", pa.date32()),
        ]
    ),
    "excluded": pa.schema([("nik", pa.string()), ("name", pa.string()), ("group", pa.string())]),
    "other-payers": pa.schema(
        [("nik", pa.string()), ("payer", pa.string()), ("from", pa.string()), ("to", pa.string())]
    ),
}
GROUPS: tuple[tuple[str, float], ...] = (("ASN", 0.62), ("POLRI", 0.09), ("TNI", 0.09), ("Pensiunan", 0.2))


def registry(persons: Iterable[Person], rng: Random) -> pa.Table:
    """A social registry extract; deciles 1 to 5, the poorest most often."""
    deciles = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5)
    return _table(
        "registry",
        [
            {
                "nik": person["nik"],
                "name": person["name"].upper(),
                "birth_date": person["birth_date"],
                "sex": person["sex"],
                "kk": person["kk"],
                "village_code": person["village_code"],
                "decile": rng.choice(deciles),
            }
            for person in persons
        ],
    )


def active(wage_workers: Iterable[Person], others: Iterable[Person], on: date, rng: Random) -> pa.Table:
    """Active members of BPJS Ketenagakerjaan: ``wage_workers`` as PU, ``others`` as BPU."""
    segments = [("PU", person) for person in wage_workers] + [("BPU", person) for person in others]
    return _table(
        "active",
        [
            {
                "nik": person["nik"],
                "name": person["name"].upper(),
                "segment": segment,
                "since": (on - timedelta(days=rng.randrange(40, 2400))).replace(day=1),
            }
            for segment, person in segments
        ],
    )


def deaths(
    persons: Iterable[Person], on: date, rng: Random, slips: Mapping[str, str] | None = None
) -> pa.Table:
    """Deaths recorded in the two years before ``on``. ``slips`` gives the NIK that the record bears by mistake."""
    return _table(
        "deaths",
        [
            {
                "nik": (slips or {}).get(person["nik"], person["nik"]),
                "name": person["name"].upper(),
                "birth_date": person["birth_date"],
                "death_date": on - timedelta(days=rng.randrange(20, 730)),
            }
            for person in persons
        ],
    )


def excluded(persons: Iterable[Person], rng: Random) -> pa.Table:
    """Civil servants, soldiers, police and pensioners."""
    names = [group for group, _ in GROUPS]
    shares = [share for _, share in GROUPS]
    return _table(
        "excluded",
        [
            {"nik": person["nik"], "name": person["name"].upper(), "group": rng.choices(names, shares)[0]}
            for person in persons
        ],
    )


def other_payers(spans: Iterable[tuple[Sequence[Person], str, str, str]]) -> pa.Table:
    """Months that somebody else pays: (people, payer, first month, last month), months as 2025-01."""
    return _table(
        "other-payers",
        [
            {"nik": person["nik"], "payer": payer, "from": first, "to": last}
            for persons, payer, first, last in spans
            for person in persons
        ],
    )


def write_reference(path: Path, table: pa.Table) -> Path:
    """Write a list as .csv (UTF-8, comma), .xlsx or .parquet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = table.to_pylist()
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    elif path.suffix == ".xlsx":
        grid = Grid(path.stem[:31])
        grid.line(*table.column_names)
        for row in rows:
            grid.line(*row.values())
        write(path, [grid])
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(table.column_names)
            writer.writerows(row.values() for row in rows)
    return path


def _table(kind: ReferenceKind, rows: list[dict[str, Any]]) -> pa.Table:
    """Ordered by NIK, as a register is, so that no order betrays how the list was put together."""
    return pa.Table.from_pylist(sorted(rows, key=lambda row: str(row["nik"])), schema=SCHEMAS[kind])
