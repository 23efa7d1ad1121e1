"""Verification: every check over every person, in DuckDB, in this process (or, by ``spark``, in many).

    people (Arrow) + reference lists -> steps -> one table of findings -> one decision per person

Everything is set-based; the order of the result is the order of the people, whatever the number of threads.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from payung.errors import UnusableInput
from payung.identity import linkage
from payung.intake.schema import PRINTED
from payung.language import Text
from payung.verification import references as reference_lists
from payung.verification import steps, summary
from payung.verification.check import GRAVITY, Check
from payung.verification.checks import CHECKS
from payung.verification.programme import Programme
from payung.verification.references import ReferenceList

#: Called before each step with what is done next, its number from 0, and the number of steps.
Progress = Callable[[Text, int, int], None]

RULES_VERSION = hashlib.sha256(
    "\n".join(
        [steps.definition(), linkage.definition()]
        + [
            "\x1f".join(
                (
                    c.code,
                    c.outcome,
                    str(c.rank),
                    c.sql,
                    *(f"{t.id}\x1f{t.en}" for t in (c.message, c.basis, c.remedy)),
                )
            )
            for c in CHECKS
        ]
    ).encode()
).hexdigest()[:16]
"""What the decisions rest on, as one short text: it changes when any step, check or message changes."""

DECIDED = ("outcome", "reasons", "matched_nik", "matched_name", "score")
"""The columns that ``decisions`` has beside those of the people."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it.

    ``decisions``: a line per person, in the order given: the columns of the people (without those the contract does
    not print), then ``DECIDED``, all text. ``findings``: a line per person and reason, ordered by person and
    gravity: position int64 (index into the people), code, outcome, list, list_sha256 (empty where the reason rests on no
    list), list_dated date, detail (JSON object with those of matched_nik, matched_name, score, value, explanation that
    the reason has). ``summary``: as in the contract. ``unchecked``: criteria that could not be checked because their list was not given.
    """

    decisions: pa.Table
    findings: pa.Table
    summary: dict[str, Any]
    unchecked: tuple[str, ...] = ()


def verify(
    people: pa.Table,
    programme: Programme,
    references: Sequence[ReferenceList],
    *,
    on: date,
    engine: str = "duckdb",
    progress: Progress | None = None,
) -> Verification:
    """Decide on every row of ``people`` (``payung.intake.schema.PEOPLE``, or at least its printed columns).

    ``on`` is the day on which ages are counted. ``engine``: "duckdb" decides in this process, "spark" on a cluster (or
    this machine's cores); the decisions are the same to the byte. Raises UnusableInput where the programme asks for the registry and
    none is given, where two lists are of one kind, where a list lacks its columns, or where Spark is not to be had.
    """
    by_kind = _by_kind(references)
    if programme.registry_required and "registry" not in by_kind:
        raise _registry_lacking()
    checks = asked_checks(programme, by_kind)
    if engine == "spark":
        from payung.verification import spark  # an extra: only where it is asked for

        find = spark.find
    elif engine == "duckdb":
        find = find_here
    else:
        raise _no_such_engine(engine)
    with connection() as con:
        tell = _teller(progress, len(checks) + len(by_kind) + 2)
        con.execute(FINDING)
        task = Task(people, programme, by_kind, tuple(checks), on)
        find(con, task, tell)
        con.register("reason", _reasons(task))
        tell(Text("menyusun keputusan", "putting the decisions together"))
        con.execute(_DECISION)
        return Verification(
            decisions=_decisions(con, people),
            findings=con.sql(_FINDINGS).to_arrow_table(),
            summary=summary.summarise(con, programme, by_kind.values(), on, RULES_VERSION),
            unchecked=_unchecked(programme, by_kind),
        )


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be found out. ``lists`` are in the order of ``KINDS``, ``checks`` those that can be made with them."""

    people: pa.Table
    programme: Programme
    lists: Mapping[reference_lists.Kind, ReferenceList]
    checks: Sequence[Check]
    on: date


def find_here(con: duckdb.DuckDBPyConnection, task: Task, tell: Callable[[Text], None]) -> None:
    """Fill ``finding`` (and make ``people``) on the connection, with this one process."""
    tell(Text("menyiapkan data usulan", "preparing the proposals"))
    steps.prepare(con, task.people, task.programme, task.on)
    for kind, reference in task.lists.items():
        name = reference_lists.NAMES[kind]
        tell(Text(f"mencocokkan dengan {name.id}", f"matching with {name.en}"))
        reference_lists.attach(con, reference, task.on)
        if kind in steps.LOOKED_UP:
            steps.look_up(con, kind)
        if kind in linked(task):
            steps.link(con, kind)
    for check in task.checks:
        tell(Text("memeriksa semua syarat", "checking all conditions"))
        run_check(con, check, task)


def linked(task: Task) -> tuple[reference_lists.Kind, ...]:
    """The lists in which probable persons are looked for."""
    asked = {"registry": task.programme.registry_required, "deaths": True}
    return tuple(kind for kind in task.lists if asked.get(kind))


@contextmanager
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """In memory; what does not fit spills into a private directory that goes with it. Nothing here outlives the
    connection, so that there is nothing to checkpoint: packing the tables of a million people took over a second."""
    settings = {"autoinstall_known_extensions": "false", "checkpoint_threshold": "1TB"}
    with (
        tempfile.TemporaryDirectory(prefix="payung-") as spill,
        duckdb.connect(config={**settings, "temp_directory": spill}) as con,
    ):
        yield con


def run_check(con: duckdb.DuckDBPyConnection, check: Check, task: Task) -> None:
    """Put what the check finds into ``finding``."""
    con.execute(f"INSERT INTO finding BY NAME SELECT {CHECKS.index(check)} AS rank, * FROM ({check.sql})")


# What is found of a person; what the rank stands for is said once (``_reasons``).
FINDING = """CREATE OR REPLACE TEMP TABLE finding (
    position BIGINT, rank INTEGER, matched_nik VARCHAR, matched_name VARCHAR, score DOUBLE, value VARCHAR, explanation VARCHAR)"""


def _reasons(task: Task) -> pa.Table:
    """A line per check: rank, code, outcome, gravity (1 the most serious), and the list on which it rests."""
    lists = [task.lists.get(check.evidence) for check in task.checks]  # type: ignore[call-overload]
    return pa.table(
        {
            "rank": pa.array([CHECKS.index(check) for check in task.checks], pa.int32()),
            "code": pa.array([check.code for check in task.checks], pa.string()),
            "outcome": pa.array([check.outcome for check in task.checks], pa.string()),
            "gravity": pa.array([GRAVITY.index(check.outcome) + 1 for check in task.checks], pa.int32()),
            "list": pa.array([each.name if each else "" for each in lists], pa.string()),
            "list_sha256": pa.array([each.sha256 if each else "" for each in lists], pa.string()),
            "list_dated": pa.array([each and each.dated for each in lists], pa.date32()),
        }
    )


# What is not known stays out (``concat_ws`` leaves NULL out), without the dear functions for objects.
_FINDINGS = """SELECT position, code, outcome, list, list_sha256, list_dated,
        '{' || concat_ws(',', '"matched_nik":' || to_json(matched_nik), '"matched_name":' || to_json(matched_name),
            '"score":' || to_json(score), '"value":' || to_json(value), '"explanation":' || explanation) || '}' AS detail
    FROM finding JOIN reason USING (rank) ORDER BY position, rank"""

# A person's reasons are bits of a number, put into words once for each set of them that occurs. Of several matches the
# registry's probable person is the one shown, else that of the most serious reason.
_DECISION = f"""CREATE OR REPLACE TEMP TABLE decision AS
    WITH found AS (SELECT position, bit_or(1::BIGINT << rank) AS bits FROM finding GROUP BY position),
        worded AS MATERIALIZED (SELECT bits, {[*GRAVITY[:2], "eligible"]}[min(gravity)] AS outcome,
                string_agg(code, ';' ORDER BY rank) AS reasons
            FROM (SELECT DISTINCT bits FROM found) JOIN reason ON bits & (1::BIGINT << rank) <> 0 GROUP BY bits),
        matched AS (SELECT position, arg_min({{'nik': matched_nik, 'name': matched_name, 'score': score}},
                CASE WHEN code = 'registry.probable' THEN -1 ELSE rank END) AS matched
            FROM finding JOIN reason USING (rank) WHERE matched_name IS NOT NULL GROUP BY position)
    SELECT position, bits, outcome, reasons, matched
    FROM found JOIN worded USING (bits) LEFT JOIN matched USING (position)"""

_DECIDED = """SELECT position, outcome, reasons, coalesce(matched.nik, '') AS matched_nik,
        coalesce(matched.name, '') AS matched_name, coalesce(format('{:.4f}', matched.score), '') AS score
    FROM decision"""
# Of whoever has no reason.
_UNDECIDED = dict.fromkeys(DECIDED, "") | {"outcome": "eligible"}


def _decisions(con: duckdb.DuckDBPyConnection, people: pa.Table) -> pa.Table:
    """The people's own columns stay where they lie; what was decided is put beside each."""
    decisions = people.select([name for name in people.column_names if name in PRINTED])
    decided = con.sql(_DECIDED).to_arrow_table()
    line = np.full(people.num_rows, decided.num_rows)
    line[decided["position"].to_numpy()] = np.arange(decided.num_rows)
    lines = pa.array(line)
    for name in DECIDED:
        told = pa.concat_arrays([*decided[name].chunks, pa.array([_UNDECIDED[name]], pa.string())])
        decisions = decisions.append_column(name, told.take(lines))
    return decisions


def asked_checks(programme: Programme, lists: Mapping[reference_lists.Kind, ReferenceList]) -> list[Check]:
    """The checks whose criteria the programme states and whose lists are given, in their order."""
    given = {*lists, *_asked(programme)}
    return [check for check in CHECKS if check.needs <= given]


def _asked(programme: Programme) -> Iterator[str]:
    """The fields that the programme states, as checks name their needs."""
    for field in programme.__slots__:
        value = getattr(programme, field)
        if value is not None and value is not False:
            yield f"programme.{field}"


def _by_kind(lists: Sequence[ReferenceList]) -> dict[reference_lists.Kind, ReferenceList]:
    """In the order of ``KINDS``, so that nothing depends on the order of arguments."""
    kinds = [reference.kind for reference in lists]
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise UnusableInput(
                Text(
                    f"dua daftar {reference_lists.NAMES[kind].id} diberikan",
                    f"two lists of {reference_lists.NAMES[kind].en} were given",
                ),
                Text(
                    "Beri satu daftar untuk tiap jenis; gabungkan dahulu",
                    "Give one list of each kind; join them first",
                ),
            )
    return {
        kind: reference for kind in reference_lists.KINDS for reference in lists if reference.kind == kind
    }


def _unchecked(programme: Programme, by_kind: dict[reference_lists.Kind, ReferenceList]) -> tuple[str, ...]:
    asked = {"max_decile": "registry", "excluded_groups": "excluded"}
    return tuple(field for field, kind in asked.items() if getattr(programme, field) and kind not in by_kind)


def _registry_lacking() -> UnusableInput:
    return UnusableInput(
        Text(
            "program mensyaratkan register sosial, tetapi daftarnya tidak diberikan",
            "the programme asks for the social registry, but no list is given",
        ),
        Text(
            "Tambahkan --registry BERKAS, atau tulis registry_required = false",
            "Add --registry FILE, or write registry_required = false",
        ),
    )


def _no_such_engine(engine: str) -> UnusableInput:
    return UnusableInput(
        Text(
            f"mesin “{engine}” tidak dikenal",
            f"the engine “{engine}” is not known",
        ),
        Text("Pakai duckdb atau spark: keputusannya sama", "Use duckdb or spark: the decisions are the same"),
    )


def _teller(progress: Progress | None, total: int) -> Callable[[Text], None]:
    done = 0

    def tell(what: Text) -> None:
        nonlocal done
        if progress:
            progress(what, done, total)
        done += 1

    return tell


def catalogue() -> tuple[Check, ...]:
    """All reasons, the most serious first: ``code, outcome, message, basis, remedy`` in both languages."""
    return CHECKS
