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
        find(con, Task(people, programme, by_kind, tuple(checks), on), tell)
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
    evidence = task.lists.get(check.evidence)  # type: ignore[call-overload]
    con.execute(
        f"""INSERT INTO finding BY NAME
        SELECT $code AS code, $outcome AS outcome, $rank AS rank, $list AS list, $sha256 AS list_sha256,
            $dated AS list_dated, * FROM ({check.sql})""",
        {
            "code": check.code,
            "outcome": check.outcome,
            "rank": CHECKS.index(check),
            "list": evidence.name if evidence else "",
            "sha256": evidence.sha256 if evidence else "",
            "dated": evidence.dated if evidence else None,
        },
    )


FINDING = """CREATE OR REPLACE TEMP TABLE finding (
    position BIGINT, code VARCHAR, outcome VARCHAR, rank INTEGER, list VARCHAR, list_sha256 VARCHAR, list_dated DATE,
    matched_nik VARCHAR, matched_name VARCHAR, score DOUBLE, value VARCHAR, explanation VARCHAR)"""

# Most reasons have a value or nothing to tell, which is put into words without the dear functions for objects.
_FINDINGS = """SELECT position, code, outcome, list, list_sha256, list_dated,
        CASE WHEN coalesce(matched_nik, matched_name, explanation) IS NULL AND score IS NULL
            THEN coalesce('{"value":' || to_json(value) || '}', '{}')
            ELSE json_merge_patch('{}', to_json({matched_nik: matched_nik, matched_name: matched_name, score: score,
                value: value, explanation: explanation::JSON}))::VARCHAR END AS detail
    FROM finding ORDER BY position, rank"""

# A person's reasons are bits of a number, put into words once for each set of them that occurs. Of several matches the
# registry's probable person is the one shown, else that of the most serious reason.
_DECISION = f"""CREATE OR REPLACE TEMP TABLE decision AS
    WITH found AS (SELECT position, bit_or(1::BIGINT << rank) AS bits FROM finding GROUP BY position),
        named AS (SELECT rank, code, CASE outcome WHEN '{GRAVITY[0]}' THEN 1 WHEN '{GRAVITY[1]}' THEN 2 ELSE 3 END AS gravity
            FROM finding GROUP BY ALL),
        worded AS MATERIALIZED (SELECT bits, ['{GRAVITY[0]}', '{GRAVITY[1]}', 'eligible'][min(gravity)] AS outcome,
                string_agg(code, ';' ORDER BY rank) AS reasons
            FROM (SELECT DISTINCT bits FROM found) JOIN named ON bits & (1::BIGINT << rank) <> 0 GROUP BY bits),
        matched AS (SELECT position, arg_min({{'nik': matched_nik, 'name': matched_name, 'score': score}},
                CASE WHEN code = 'registry.probable' THEN -1 ELSE rank END) AS matched
            FROM finding WHERE matched_name IS NOT NULL GROUP BY position)
    SELECT position, outcome, reasons, matched
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
    line = np.full(people.num_rows, -1)
    line[decided["position"].to_numpy()] = np.arange(decided.num_rows)
    lines = pa.array(line, mask=line < 0)
    for name in DECIDED:
        decisions = decisions.append_column(name, decided[name].take(lines).fill_null(_UNDECIDED[name]))
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
