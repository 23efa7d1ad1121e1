"""The counts of a verification: in all, by reason, by village, and what it rested on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import duckdb

from payung.verification.programme import Programme
from payung.verification.references import ReferenceList

# What a village is called where its code is not known; the last resort is a word of its own.
VILLAGE = "coalesce(nullif(p.village_code, ''), nullif(trim(p.village), ''), 'tanpa desa')"

_OUTCOMES = ", ".join(
    f"coalesce(sum(people) FILTER (outcome = '{outcome}'), 0)::BIGINT"
    for outcome in ("eligible", "review", "refused")
)
# The people are counted once; whoever has the same reasons in a village is one line of what everything else is summed from.
_COUNTED = f"""CREATE OR REPLACE TEMP TABLE counted AS
    SELECT {VILLAGE} AS village, bits, coalesce(outcome, 'eligible') AS outcome, count(*) AS people
    FROM people p LEFT JOIN decision d USING (position) GROUP BY ALL"""
_COUNTS = (
    f"""SELECT village, sum(people)::BIGINT, {_OUTCOMES} FROM counted GROUP BY village ORDER BY village"""
)
_REASONS = "SELECT code, sum(people)::BIGINT FROM counted JOIN reason ON bits & (1::BIGINT << rank) <> 0 GROUP BY code, rank ORDER BY rank"
_VILLAGE_REASONS = """SELECT village, code, sum(people)::BIGINT
    FROM counted JOIN reason ON bits & (1::BIGINT << rank) <> 0 GROUP BY village, code, rank ORDER BY village, rank"""


def summarise(
    con: duckdb.DuckDBPyConnection,
    programme: Programme,
    lists: Iterable[ReferenceList],
    on: date,
    rules_version: str,
) -> dict[str, Any]:
    """The contract's ``summary.json``; each village has its own counts and reasons."""
    con.execute(_COUNTED)
    counted = con.execute(_COUNTS).fetchall()
    villages: dict[str, dict[str, Any]] = {
        village: {**_counts(counts), "by_reason": {}} for village, *counts in counted
    }
    for village, code, count in con.execute(_VILLAGE_REASONS).fetchall():
        villages[village]["by_reason"][code] = count
    return {
        **_counts(sum(each[at] for each in counted) for at in range(1, 5)),
        "by_reason": dict(con.execute(_REASONS).fetchall()),
        "by_village": villages,
        "lists": {
            given.kind: {
                "file": given.name,
                "rows": given.rows,
                "sha256": given.sha256,
                **({"dated": given.dated.isoformat()} if given.dated else {}),
            }
            for given in lists
        },
        "programme": programme.name,
        "on": on.isoformat(),
        "rules_version": rules_version,
    }


def _counts(counts: Iterable[int]) -> dict[str, int]:
    return dict(zip(("people", "eligible", "review", "refused"), counts, strict=True))
