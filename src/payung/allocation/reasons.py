"""Who waits, in which order, and what exactly shut each one out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from payung.allocation.columns import table, texts, whole
from payung.allocation.fund import Fund
from payung.allocation.grouping import FITS, Grouped
from payung.allocation.network import Solution
from payung.allocation.problem import Problem
from payung.language import Language, Text, number, rupiah

NO_FUND = "no_fund"
UNPROVEN = "time"
TOTAL = "total"
_UNPROVEN = Text(
    "Waktu pencarian habis sebelum tempat untuknya ditemukan.",
    "The search ran out of time before it found a place.",
)
_NAMED = 3  # funds named in a sentence


@dataclass(frozen=True, slots=True)
class Full:
    """Why one fund has no room for a person of some price: ``code`` for programs, ``why`` for people."""

    code: str
    why: Text


def waiting_list(
    con: duckdb.DuckDBPyConnection, problem: Problem, grouped: Grouped, solution: Solution, language: Language
) -> pa.Table:
    """Everybody not covered: by falling priority, then id; those whom no fund may pay stand last.

    At the optimum a person waits because the village's quota is full, or because every fund that may pay is, or both;
    a fund with room for anybody of a village with room would have been used. Where places in all are limited and taken,
    that shuts everybody out.
    """
    total = _total_full(grouped, solution)
    _register_quota(con, grouped, solution, language)
    _register_classes(con, problem.terms.funds, grouped, solution, language)
    _register_misfits(con, problem.terms.funds, language)
    found = con.sql(
        """SELECT id, row_number() OVER (ORDER BY w.class < 0, w.priority DESC, id) AS position,
            coalesce(m.why, nullif(concat_ws(' ', q.why, nullif($total_why, ''), c.why), ''), $why) AS why,
            coalesce(m.binding, nullif(concat_ws(';', q.binding, nullif($total, ''), c.binding), ''), $binding) AS binding
        FROM (SELECT * FROM placed p ANTI JOIN covered USING (id)) w
        LEFT JOIN quota_full q ON q.village = w.village LEFT JOIN class_full c ON c.class = w.class
        LEFT JOIN misfit m ON w.class < 0 AND m.fit = w.fit ORDER BY position""",
        params={
            "why": _UNPROVEN.to(language),
            "binding": UNPROVEN,
            "total_why": total.to(language),
            "total": TOTAL if total.id else "",
        },
    ).to_arrow_table()
    for name in ("quota_full", "class_full", "misfit"):
        con.unregister(name)
    return found


def _total_full(grouped: Grouped, solution: Solution) -> Text:
    places = grouped.network.total
    if places is None or int(solution.taken.sum()) < places:
        return Text("", "")
    return Text(
        f"Tempat seluruhnya penuh ({number(places)}).",
        f"The places in all are full ({number(places, 'en')}).",
    )


def _register_quota(
    con: duckdb.DuckDBPyConnection, grouped: Grouped, solution: Solution, language: Language
) -> None:
    network = grouped.network
    used = np.zeros(len(grouped.villages), dtype=np.int64)
    limited = network.village >= 0
    np.add.at(used, network.village[limited], solution.taken[limited])
    full = [at for at in range(len(used)) if used[at] >= network.quota[at]]
    said = [
        Text(
            f"Kuota desa {code} penuh ({number(places)} tempat).",
            f"The quota of village {code} is full ({number(places, 'en')} places).",
        )
        for code, places in ((grouped.villages[at], int(network.quota[at])) for at in full)
    ]
    _register(
        con,
        "quota_full",
        "village",
        whole(full),
        said,
        [f"quota:{grouped.villages[at]}" for at in full],
        language,
    )


def _register_classes(
    con: duckdb.DuckDBPyConnection,
    funds: Sequence[Fund],
    grouped: Grouped,
    solution: Solution,
    language: Language,
) -> None:
    """Classes none of whose funds has room for one more."""
    network = grouped.network
    people, spent = [0] * len(funds), [0] * len(funds)
    for fund, cost, paid in zip(
        network.pair_fund.tolist(), network.pair_cost.tolist(), solution.paid.tolist(), strict=True
    ):
        people[fund] += paid
        spent[fund] += cost * paid
    numbers, said, codes = [], [], []
    for klass, pairs in enumerate(grouped.classes):
        full = [_full(funds[fund], people[fund], spent[fund], cost) for fund, cost in pairs]
        stops = [each for each in full if each is not None]
        if len(stops) == len(pairs):
            numbers.append(klass)
            said.append(_sentence([stop.why for stop in stops]))
            codes.append(";".join(stop.code for stop in stops))
    _register(con, "class_full", "class", whole(numbers), said, codes, language)


def _full(fund: Fund, people: int, spent: int, cost: int) -> Full | None:
    if fund.money is not None and fund.money - spent < cost:
        left, need = rupiah(fund.money - spent), rupiah(cost)
        return Full(
            f"ceiling:{fund.id}",
            Text(
                f"Pagu dana {fund.id} tinggal {left}, seorang perlu {need}.",
                f"Of fund {fund.id} only {left} is left; a person needs {need}.",
            ),
        )
    if fund.places is not None and people >= fund.places:
        return Full(
            f"places:{fund.id}",
            Text(
                f"Tempat dana {fund.id} penuh ({number(fund.places)}).",
                f"The places of fund {fund.id} are full ({number(fund.places, 'en')}).",
            ),
        )
    return None


def _sentence(said: Sequence[Text]) -> Text:
    more = len(said) - _NAMED
    tail = (
        Text(f" Begitu pula {more} dana lain.", f" So are {more} other funds.") if more > 0 else Text("", "")
    )
    shown = said[:_NAMED]
    return Text(" ".join(t.id for t in shown) + tail.id, " ".join(t.en for t in shown) + tail.en)


def _register_misfits(con: duckdb.DuckDBPyConnection, funds: Sequence[Fund], language: Language) -> None:
    """For those whom no fund may pay: which rule of which fund says no."""
    fits = [
        fit for (fit,) in con.execute("SELECT DISTINCT fit FROM placed WHERE class < 0 ORDER BY 1").fetchall()
    ]
    assert not any(FITS in fit for fit in fits), "somebody whom a fund may pay has no class"
    _register(
        con,
        "misfit",
        "fit",
        texts(fits),
        [_misfit(fit, funds) for fit in fits],
        [NO_FUND] * len(fits),
        language,
    )


def _misfit(fit: str, funds: Sequence[Fund]) -> Text:
    by_rule: dict[str, tuple[Text, list[str]]] = {}
    for letter, fund in zip(fit, funds, strict=True):
        rule = _RULES.get(letter) or _column(list(fund.where)[ord(letter) - ord("A")])
        by_rule.setdefault(rule.id, (rule, []))[1].append(fund.id)
    parts = [
        Text("{rule} ({funds}{more})", "{rule} ({funds}{more})").format(
            rule=rule,
            funds=", ".join(ids[:_NAMED]),
            more=Text(f" dan {len(ids) - _NAMED} lainnya", f" and {len(ids) - _NAMED} more")
            if len(ids) > _NAMED
            else "",
        )
        for rule, ids in by_rule.values()
    ]
    said = Text("; ".join(p.id for p in parts), "; ".join(p.en for p in parts))
    return Text(
        "Tidak ada dana yang boleh membayarnya: {said}.", "No fund may pay for this person: {said}."
    ).format(said=said)


_RULES = {
    "v": Text("desanya tidak termasuk", "not one of its villages"),
    "g": Text("bukan golongannya", "not of its groups"),
    "s": Text("bukan sektornya", "not its sector"),
}


def _column(name: str) -> Text:
    return Text(f"syarat {name} tidak terpenuhi", f"its condition on {name} is not met")


def _register(
    con: duckdb.DuckDBPyConnection,
    name: str,
    key: str,
    keys: pa.Array,
    said: Sequence[Text],
    codes: Sequence[str],
    language: Language,
) -> None:
    words = texts([text.to(language) for text in said])
    con.register(name, table(**{key: keys, "why": words, "binding": texts(codes)}))
