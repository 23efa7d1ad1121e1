"""People whom the plan cannot tell apart, counted: the small problem that is solved instead of the large one.

A **class** is a set of funds with what each pays for the person; a **group** is a quota, a class and a priority. Villages
whose quota cannot bind stand together. Whoever no fund may pay is in class -1 and never enters the problem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from payung.allocation.columns import table, texts, whole
from payung.allocation.fund import Fund
from payung.allocation.network import Network, fund_limits
from payung.allocation.people import asked_columns, cell, meets, words
from payung.allocation.terms import Terms

FITS = "1"
_PARTIAL_CODE = 12  # characters of an area code above a village


@dataclass(frozen=True, slots=True)
class Grouped:
    """``villages``: codes whose quota may bind, as the network numbers them. ``classes``: ((fund, rupiah), ...)."""

    network: Network
    villages: tuple[str, ...]
    classes: tuple[tuple[tuple[int, int], ...], ...]


def group(
    con: duckdb.DuckDBPyConnection,
    terms: Terms,
    by: Mapping[tuple[str, str], int],
    quota: Mapping[str, int],
    places: int | None = None,
) -> Grouped:
    """From table ``person`` to the network; leaves ``placed`` (id, village_code, village, class, priority, fit)."""
    _fit(con, terms.funds)
    classes = _number_classes(con, terms, by)
    villages = _number_villages(con, quota)
    con.execute(
        """CREATE TEMP TABLE placed AS SELECT p.id, p.village_code, coalesce(v.village, -1) AS village, k.class, p.priority, f.fit
        FROM person p JOIN fitting f USING (kind) JOIN class k ON k.fit = f.fit AND k.sector = p.sector
        LEFT JOIN limited v ON v.village_code = p.village_code"""
    )
    con.execute("DROP TABLE person")
    groups = con.execute(
        "SELECT village, class, priority, count(*) AS size FROM placed WHERE class >= 0 GROUP BY ALL ORDER BY 1, 2, 3 DESC"
    ).fetchnumpy()
    village, klass, priority, size = (
        np.asarray(groups[name], dtype=np.int64) for name in ("village", "class", "priority", "size")
    )
    pairs = [(number, *pair) for number, pairs in enumerate(classes) for pair in pairs]
    pair_class, pair_fund, pair_cost = (
        np.array([pair[at] for pair in pairs], dtype=np.int64) for at in range(3)
    )
    heads = np.zeros(len(classes), dtype=np.int64)
    np.add.at(heads, klass, size)
    network = Network(
        village, klass, priority, size,
        quota=np.array([quota[code] for code in villages], dtype=np.int64),
        classes=len(classes),
        pair_class=pair_class, pair_fund=pair_fund, pair_cost=pair_cost,
        limits=tuple(fund_limits(at, fund, pair_fund, pair_cost, heads[pair_class]) for at, fund in enumerate(terms.funds)),
        rank=np.array([fund.rank for fund in terms.funds], dtype=np.int64),
        total=places if places is not None and places < int(size.sum()) else None,
    )  # fmt: skip
    return Grouped(network, villages, classes)


def _fit(con: duckdb.DuckDBPyConnection, funds: Sequence[Fund]) -> None:
    """For every combination of what the rules look at: a letter for each fund, ``1`` where it may pay.

    Table ``fitting`` (kind, fit); ``person`` gets its ``kind``.
    """
    looked_at = [*(["village_code"] if any(fund.villages for fund in funds) else []), "sector"]
    looked_at += [name for name in asked_columns(funds) if name not in looked_at]
    looked_at += [
        n
        for n in ("priority", "id", "village_code")
        if any(n in f.where for f in funds) and n not in looked_at
    ]
    columns = ", ".join(cell(name) for name in looked_at)
    con.execute(
        f"CREATE TEMP TABLE seen AS SELECT row_number() OVER () AS kind, * FROM (SELECT DISTINCT {columns} FROM person)"
    )
    letters = " || ".join(_letter(fund) for fund in funds)
    con.execute(f"CREATE TEMP TABLE fitting AS SELECT kind, sector, {letters} AS fit FROM seen")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE person AS SELECT p.id, p.village_code, p.priority, p.sector, s.kind FROM person p JOIN seen s USING ({columns})"
    )
    con.execute("DROP TABLE seen")


def _letter(fund: Fund) -> str:
    """Why the fund may not pay: v(illage), g(roup), s(ector), or A, B, ... for the first condition that is not met."""
    tests = []
    if fund.villages is not None:
        tests.append((_within(fund.villages), "v"))
    if fund.groups is not None:
        held = f"list_transform(string_split(lower({cell('groups')}), ';'), lambda g: trim(g))"
        tests.append((f"list_has_any({held}, [{words(fund.groups)}])", "g"))
    if fund.sectors is not None:
        tests.append((f"sector IN ({words(fund.sectors)})", "s"))
    tests += [
        (meets(column, asked), chr(ord("A") + at)) for at, (column, asked) in enumerate(fund.where.items())
    ]
    cases = " ".join(f"WHEN NOT ({test}) THEN '{letter}'" for test, letter in tests)
    return f"CASE {cases} ELSE '{FITS}' END" if cases else f"'{FITS}'"


def _within(codes: Sequence[str]) -> str:
    """A village by its code, or any village of the district, regency or province named."""
    above = [code for code in codes if len(code) < _PARTIAL_CODE]
    inside = "".join(f" OR starts_with(village_code, {words((code + '.',))})" for code in above)
    return f"(lower(village_code) IN ({words(codes)}){inside})"


def _number_classes(
    con: duckdb.DuckDBPyConnection, terms: Terms, by: Mapping[tuple[str, str], int]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Table ``class`` (fit, sector, class); classes are numbered by their funds and costs."""
    found: list[tuple[str, str]] = con.execute(
        "SELECT DISTINCT fit, sector FROM fitting ORDER BY ALL"
    ).fetchall()
    pays = {
        (fit, sector): tuple(
            (at, by[fund.payer, sector])
            for at, (fund, letter) in enumerate(zip(terms.funds, fit, strict=True))
            if letter == FITS
        )
        for fit, sector in found
    }
    classes = tuple(sorted({pairs for pairs in pays.values() if pairs}))
    number = {pairs: at for at, pairs in enumerate(classes)}
    columns = {
        "fit": texts([fit for fit, _ in found]),
        "sector": texts([sector for _, sector in found]),
        "class": whole([number.get(pays[key], -1) for key in found]),
    }
    con.register("class_rows", table(**columns))
    con.execute("CREATE TEMP TABLE class AS SELECT * FROM class_rows")
    con.unregister("class_rows")
    return classes


def _number_villages(con: duckdb.DuckDBPyConnection, quota: Mapping[str, int]) -> tuple[str, ...]:
    """Table ``limited`` (village_code, village): those with more payable people than places."""
    con.register("quota_rows", table(village_code=texts(list(quota)), places=whole(list(quota.values()))))
    con.execute(
        """CREATE TEMP TABLE limited AS SELECT village_code, row_number() OVER (ORDER BY village_code) - 1 AS village FROM (
            SELECT p.village_code FROM person p JOIN fitting f USING (kind) JOIN class k ON k.fit = f.fit AND k.sector = p.sector
            JOIN quota_rows q ON q.village_code = p.village_code WHERE k.class >= 0
            GROUP BY p.village_code, q.places HAVING count(*) > q.places)"""
    )
    con.unregister("quota_rows")
    return tuple(
        code for (code,) in con.execute("SELECT village_code FROM limited ORDER BY village").fetchall()
    )
