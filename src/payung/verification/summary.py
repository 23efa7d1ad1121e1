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

_COUNTS = f"""SELECT {VILLAGE} AS village, count(*) AS people, count(*) FILTER (coalesce(outcome, 'eligible') = 'eligible') AS eligible,
        count(*) FILTER (outcome = 'review') AS review, count(*) FILTER (outcome = 'refused') AS refused
    FROM people p LEFT JOIN decision d USING (position) GROUP BY 1 ORDER BY 1"""
_REASONS = "SELECT code, count(*) FROM finding JOIN reason USING (rank) GROUP BY code, rank ORDER BY rank"
_VILLAGE_REASONS = f"""SELECT {VILLAGE} AS village, code, count(*)
    FROM finding JOIN reason USING (rank) JOIN people p USING (position) GROUP BY 1, code, rank ORDER BY 1, rank"""


def summarise(
    con: duckdb.DuckDBPyConnection,
    programme: Programme,
    lists: Iterable[ReferenceList],
    on: date,
    rules_version: str,
) -> dict[str, Any]:
    """The contract's ``summary.json``; each village has its own counts and reasons."""
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
