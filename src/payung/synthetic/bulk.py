"""Large files for benchmarks and tests of scale: one workbook of any length, and a registry that covers part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from payung.synthetic.areas import MADIUN, Village, villages
from payung.synthetic.clerk import Clerk
from payung.synthetic.layouts import LAYOUTS
from payung.synthetic.people import people
from payung.synthetic.references import SCHEMAS
from payung.synthetic.workbooks import write


@dataclass(frozen=True, slots=True)
class Bulk:
    """``proposals`` is a workbook or CSV of ``proposed`` people, ``listed`` of whom stand in the Parquet ``registry``."""

    proposals: Path
    registry: Path
    proposed: int
    listed: int


def bulk(
    folder: Path,
    proposed: int,
    registered: int,
    seed: int,
    *,
    listed_share: float = 0.6,
    layout: str = "plain",
    suffix: str = ".xlsx",
    on: date = date(2026, 1, 1),
) -> Bulk:
    """Write ``proposed`` people in one sheet and a registry of ``registered``, which holds ``listed_share`` of them.

    Nobody is proposed with a fault. Raises ValueError when the registry is too small for its share.
    """
    listed = round(proposed * listed_share)
    if registered < listed:
        raise ValueError(f"a registry of {registered} cannot hold {listed} people")
    place: Sequence[Village] = villages(MADIUN)
    everybody = people(proposed + registered - listed, seed, place, on=on)
    order = np.random.default_rng(seed).permutation(len(everybody))
    folder.mkdir(parents=True, exist_ok=True)
    registry = registry_table(everybody.take(np.sort(order[proposed - listed :])), seed)
    pq.write_table(registry, folder / "registry.parquet")
    clerk = Clerk(Random(seed))  # noqa: S311 - made-up data
    entries = [clerk.write(person) for person in everybody.take(order[:proposed]).to_pylist()]
    path = write(folder / f"usulan{suffix}", [LAYOUTS[layout]("Usulan", place[0], entries)])
    return Bulk(path, folder / "registry.parquet", proposed, listed)


def registry_table(persons: pa.Table, seed: int) -> pa.Table:
    """A social registry of all these people, whole columns at a time; most stand in the poorest deciles."""
    rng = np.random.default_rng(seed)
    columns = {
        **{name: persons[name] for name in ("nik", "birth_date", "sex", "kk", "village_code")},
        "name": pc.utf8_upper(persons["name"]),
        "decile": pa.array(np.minimum(1 + rng.geometric(0.35, len(persons)), 10)),
    }
    schema = SCHEMAS["registry"]
    return pa.table([columns[name] for name in schema.names], schema=schema)
