"""Two plans side by side: who comes in, who falls out, who changes payer, and what that does to funds and villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from payung.allocation.engine import Allocation
from payung.allocation.people import connect


@dataclass(frozen=True, slots=True)
class Comparison:
    """``after`` less ``before``. ``people``: id, change (``in``, ``out``, ``moved``), fund_before, fund_after.

    ``funds``: fund, people, rupiah. ``villages``: village_code, people, rupiah. ``counts``: figures for a summary.
    """

    people: pa.Table
    funds: pa.Table
    villages: pa.Table
    counts: dict[str, Any]


def compare(before: Allocation, after: Allocation) -> Comparison:
    """Plans may be of different problems: last year's and this one's, 50 places and 100, greedy and best."""
    with connect() as con:
        for name, given in (("b", before), ("a", after)):
            con.register(f"plan_{name}", given.plan)
            con.register(f"flows_{name}", given.flows)
        people = con.sql(_PEOPLE).to_arrow_table()
        funds, villages = (
            con.sql(_SUMS.format(key=key)).to_arrow_table() for key in ("fund", "village_code")
        )
    changes = people.column("change").to_pylist()
    return Comparison(
        people,
        funds,
        villages,
        counts={
            "in": changes.count("in"),
            "out": changes.count("out"),
            "moved": changes.count("moved"),
            "covered": after.plan.num_rows - before.plan.num_rows,
            "objective": after.summary["objective"] - before.summary["objective"],
            "rupiah": sum(after.summary["spent"].values()) - sum(before.summary["spent"].values()),
        },
    )


_PEOPLE = """SELECT id, CASE WHEN b.id IS NULL THEN 'in' WHEN a.id IS NULL THEN 'out' ELSE 'moved' END AS change,
        b.fund AS fund_before, a.fund AS fund_after
    FROM plan_b b FULL JOIN plan_a a USING (id) WHERE b.fund IS DISTINCT FROM a.fund ORDER BY id"""
_SUMS = """SELECT {key}, sum(people)::BIGINT AS people, sum(rupiah)::BIGINT AS rupiah FROM (
        SELECT {key}, people, rupiah FROM flows_a UNION ALL SELECT {key}, -people, -rupiah FROM flows_b)
    GROUP BY {key} ORDER BY {key}"""
