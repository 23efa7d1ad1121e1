"""What one executor's core does with the rows that Spark moves to it: rows a second of each part, without Spark itself.

    python bench/spark.py [--rows 100000]       so many proposals against a registry ten times as long

Processor seconds of this process. From these figures docs/spark.md tells what to expect of a cluster; what shuffling
adds depends on its network and discs.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from verify import PROGRAMME, make, print_table

from payung.intake.schema import PRINTED
from payung.verification import Programme, buckets, engine, read_reference, references

ON = date(2026, 1, 2)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.sched_setaffinity(0, {0})  # one core, as an executor's task has
        files = make(Path(folder), rows, 10 * rows, ".parquet")
        given = read_reference(files.lists["registry"], "registry")
        proposed = pq.read_table(files.proposals)
        blank = pa.repeat(pa.scalar(""), proposed.num_rows)
        people = pa.table(
            {name: proposed[name] if name in proposed.column_names else blank for name in PRINTED}
        )
        Path(folder, "p.toml").write_text(PROGRAMME)
        programme = Programme.from_toml(Path(folder, "p.toml"))
        lists = {"registry": replace(given, data=pq.read_schema(given.data).empty_table())}
        checks = engine.asked_checks(programme, lists)  # type: ignore[arg-type]
        task = engine.Task(people, programme, lists, tuple(checks), ON)  # type: ignore[arg-type]
        listed = references.numbered(pq.read_table(given.data), references.LINE)
        headings = [name for name in listed.column_names if name != references.LINE]
        batches = listed.to_batches(max_chunksize=100_000)
        reading, parts = timed(lambda: list(buckets.lines(task, "registry", headings, iter(batches))))
        lines = pa.Table.from_batches(parts)
        schema = buckets.found_schema(buckets.person_schema(task))
        numbered = references.numbered(people, "position")
        looking, found = timed(lambda: buckets.find(task, schema, numbered, lines))
        sought = found.filter(pc.is_valid(found["sought"]))
        wanted = pc.unique(pc.list_flatten(sought["keys"]))
        hit = pc.unique(
            pc.list_parent_indices(lines["keys"]).filter(pc.is_in(pc.list_flatten(lines["keys"]), wanted))
        )
        known = lines.take(hit)
        meeting, candidates = timed(lambda: buckets.meet(sought, known))
        settling, _ = timed(lambda: buckets.settle(task, sought, candidates))
        print_table(
            ["part", "rows", "processor s", "rows a second"],
            [
                [name, f"{count:,}", f"{seconds:.2f}", f"{count / seconds:,.0f}"]
                for name, count, seconds in (
                    ("lines of the list made ready", lines.num_rows, reading),
                    ("people looked up and checked", people.num_rows, looking),
                    ("people sought by likeness", sought.num_rows, meeting),
                    ("chosen among candidates", sought.num_rows, settling),
                )
            ],
        )  # fmt: skip
        print(
            f"{known.num_rows:,} of {lines.num_rows:,} lines share a key with somebody sought ({known.num_rows / lines.num_rows:.1%})."
        )


if __name__ == "__main__":
    main()
