"""The cluster engine: Spark moves the rows, DuckDB decides (``docs/decisions/0006``, ``docs/spark.md``).

    people ─┬─ by NIK ────── find ──┬─ findings ──────────────────────────────────┐
    lists ──┘                       └─ sought ─┬─ by key ─ meet ─ candidates ─ settle ─┴─ finding
    lists ─────────────────────────────────────┘

Executors run ``buckets``, which is the engine's own SQL on Arrow tables; what they find comes back to the driver, which
puts decisions together as ever. Whoever has no NIK to be looked up by is strewn over all buckets.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import payung
from payung.errors import UnusableInput
from payung.intake.schema import PRINTED
from payung.language import Text
from payung.verification import buckets, engine, references
from payung.verification.engine import Task
from payung.verification.references import LINE, ReferenceList

# Rows that one bucket should hold at most: well under a gigabyte in an executor, and enough to be worth a start.
_BUCKET = 400_000
# Whoever has no NIK to be looked up by must not share one bucket with all the others who have none.
PERSON_BUCKET = "CASE WHEN length(nik) = 16 THEN nik ELSE concat('#', position) END"
_MASTER = "PAYUNG_SPARK_MASTER"
# A folder that driver and executors share, where they are not on one machine.
_STAGE = "PAYUNG_SPARK_STAGE"
_NOT_ASKED = ("address", "phone", "birth_place", "income")


def find(con: duckdb.DuckDBPyConnection, task: Task, tell: Callable[[Text], None]) -> None:
    """Fill ``finding`` (and make ``people``) on the connection, with executors that do the work.

    Raises UnusableInput where PySpark or Java is missing, and what the lists raise.
    """
    con.register("people", references.numbered(task.people, "position"))
    for given in task.lists.values():  # what is wrong with headings is known before a cluster starts
        references.columns_of(references.schema_of(given), given)
    tell(Text("memulai Spark", "starting Spark"))
    session = _session()
    tell(Text("memeriksa di Spark", "checking on Spark"))
    try:
        with tempfile.TemporaryDirectory(prefix="payung-", dir=os.environ.get(_STAGE)) as stage:
            found = _Run(session, task, Path(stage)).findings()
    except Exception as error:
        if unusable := buckets.told(str(error)):
            raise unusable from error
        raise
    con.register("found", found)
    con.execute("INSERT INTO finding BY NAME FROM found")
    con.unregister("found")


class _Run:
    """One task on a session."""

    def __init__(self, session: Any, task: Task, stage: Path) -> None:
        from pyspark.sql import functions
        from pyspark.sql.pandas.types import from_arrow_schema

        self._stage, self._files = stage, 0
        self._session, self._task, self._f, self._typed = session, task, functions, from_arrow_schema
        # What is sent to every executor: the task without its rows.
        self._told = replace(
            task,
            people=task.people.slice(0, 0),
            lists={
                kind: replace(given, data=references.schema_of(given).empty_table(), rows=0)
                for kind, given in task.lists.items()
            },
        )
        rows = task.people.num_rows + sum(given.rows for given in task.lists.values())
        self._buckets = max(int(session.sparkContext.defaultParallelism), rows // _BUCKET + 1)
        session.conf.set("spark.sql.shuffle.partitions", str(self._buckets))

    def findings(self) -> pa.Table:
        person = buckets.person_schema(self._told)
        found_schema = buckets.found_schema(person)
        lines = self._lines()
        # Half of the way is walked twice: to what is found at once, and to what is sought further.
        found = self._cogrouped(
            self._people(),
            lines.where("length(nik) = 16")
            .drop("keys")
            .withColumn("keys", self._f.lit(None).cast("array<string>")),
            self._bucket(PERSON_BUCKET),
            self._bucket("nik"),
            partial(buckets.find, self._told, found_schema),
            found_schema,
        ).persist()
        try:
            findings = found.where("rank IS NOT NULL").select(*buckets.FINDINGS.names)
            if kinds := engine.linked(self._task):
                findings = findings.union(self._by_likeness(found.where("sought IS NOT NULL"), lines, kinds))
            return findings.toArrow()
        finally:
            found.unpersist()

    def _by_likeness(self, sought: Any, lines: Any, kinds: tuple[str, ...]) -> Any:
        """The findings that rest on probable persons."""
        key = self._f.explode("keys").alias("#key")
        seekers = sought.select("*", key)
        known = lines.where(self._f.col("kind").isin(*kinds)).select("*", key)
        # Most lines share no key with anybody who is sought, and stay where they are.
        met = known.join(seekers.select("#key").distinct(), "#key", "left_semi")
        candidates = self._cogrouped(
            seekers,
            met,
            self._bucket("`#key`"),
            self._bucket("`#key`"),
            buckets.meet,
            buckets.candidate_schema(),
            ("sought", "kind"),
        )
        return self._cogrouped(
            sought,
            candidates,
            self._bucket("position"),
            self._bucket("position"),
            partial(buckets.settle, self._told),
            buckets.FINDINGS,
            ("sought", "sought"),
        )

    def _people(self) -> Any:
        wanted = (*PRINTED, "nik_birth_date", "nik_sex", "nik_written")
        names = [name for name in self._task.people.column_names if name in wanted]
        people = self._task.people.select([name for name in names if name not in _NOT_ASKED])
        return self._staged(references.numbered(people, "position"))

    def _lines(self) -> Any:
        """The lines of all lists in one frame, each made ready where it lies."""
        frames = []
        for kind, given in self._task.lists.items():
            found = references.columns_of(references.schema_of(given), given)
            headings = list(dict.fromkeys(found.values()))
            frame = self._frame(given, headings).toDF(*(f"c{at}" for at in range(len(headings))), LINE)
            work = partial(buckets.lines, self._told, kind, headings)
            frames.append(frame.mapInArrow(work, self._typed(buckets.LINES)))
        if not frames:
            return self._staged(buckets.LINES.empty_table())
        joined = frames[0]
        for frame in frames[1:]:
            joined = joined.unionAll(frame)
        return joined

    def _frame(self, given: ReferenceList, headings: list[str]) -> Any:
        if isinstance(given.data, Path):
            frame = self._session.read.parquet(given.data.resolve().as_uri())
            quoted = ["`" + heading.replace("`", "``") + "`" for heading in headings]
            return frame.select(*map(self._f.col, quoted), self._f.col("_metadata.row_index"))
        return self._staged(references.numbered(given.data.select(headings), LINE))

    def _staged(self, table: pa.Table) -> Any:
        """The table as Spark's: through a file, since handing half a million lines to the JVM took minutes."""
        self._files += 1
        path = self._stage / f"{self._files}.parquet"
        pq.write_table(table, path, row_group_size=_BUCKET // 4)
        return self._session.read.parquet(path.resolve().as_uri())

    def _bucket(self, sql: str) -> Any:
        return self._f.expr(f"CAST(pmod(xxhash64({sql}), {self._buckets}) AS INT)")

    def _cogrouped(
        self,
        left: Any,
        right: Any,
        left_bucket: Any,
        right_bucket: Any,
        work: Callable[..., pa.Table],
        schema: pa.Schema,
        kinds: tuple[str, str] | None = None,
    ) -> Any:
        """``work`` on the rows of both sides that share a bucket (and, where ``kinds`` names the columns, a list)."""
        lefts, rights = (("#bucket", *((kind,) if kind else ())) for kind in (kinds or ("", "")))
        grouped = left.withColumn("#bucket", left_bucket).groupBy(*(f"`{name}`" for name in lefts))
        others = right.withColumn("#bucket", right_bucket).groupBy(*(f"`{name}`" for name in rights))

        def without_bucket(one: pa.Table, other: pa.Table) -> pa.Table:
            return work(_dropped(one), _dropped(other))

        return grouped.cogroup(others).applyInArrow(without_bucket, self._typed(schema))


def _dropped(table: pa.Table) -> pa.Table:
    return table.drop_columns([name for name in ("#bucket", "#key") if name in table.column_names])


def _session() -> Any:
    """The session that is there (``spark-submit``, a notebook), else one of our own.

    ``PAYUNG_SPARK_MASTER`` names the cluster; without it, and without ``spark-submit``, all cores of this machine.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UnusableInput(
            Text("Spark belum terpasang", "Spark is not installed"),
            Text(
                "Pasang dengan: pip install 'payung[spark]', atau pakai --engine duckdb",
                "Install it with: pip install 'payung[spark]', or use --engine duckdb",
            ),
        ) from error
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").exists()):
        raise UnusableInput(
            Text("Spark memerlukan Java 17 atau lebih baru", "Spark needs Java 17 or later"),
            Text(
                "Pasang misalnya openjdk-17-jre-headless, atau pakai --engine duckdb",
                "Install for instance openjdk-17-jre-headless, or use --engine duckdb",
            ),
        )
    # Executors must run the Python of the driver: another would bring other libraries.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if running := SparkSession.getActiveSession():
        return running
    builder = SparkSession.builder.appName("payung")
    master = os.environ.get(_MASTER) or (None if "PYSPARK_GATEWAY_PORT" in os.environ else "local[*]")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    if master:
        builder = builder.master(master)
    if master and master.startswith("local"):  # executors find this very package
        source = str(Path(payung.__file__).resolve().parent.parent)
        paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
        builder = builder.config("spark.executorEnv.PYTHONPATH", os.pathsep.join(paths))
        builder = builder.config("spark.driver.host", "127.0.0.1").config(
            "spark.driver.bindAddress", "127.0.0.1"
        )
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise UnusableInput(
            Text(
                f"Spark tidak dapat dimulai: {_first_line(error)}",
                f"Spark cannot be started: {_first_line(error)}",
            ),
            Text(
                f"Periksa {_MASTER} dan pesan Spark di atas, atau pakai --engine duckdb",
                f"Check {_MASTER} and Spark's messages above, or use --engine duckdb",
            ),
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


_SETTINGS = {
    "spark.sql.caseSensitive": "true",  # headings of a list may differ by case alone
    "spark.sql.adaptive.coalescePartitions.enabled": "false",  # buckets are as large as they should be
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.sql.autoBroadcastJoinThreshold": "128m",  # the keys of whoever is sought
    "spark.driver.maxResultSize": "0",
    "spark.driver.memory": os.environ.get("PAYUNG_SPARK_DRIVER_MEMORY", "2g"),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
