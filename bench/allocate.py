"""How long ``payung allocate`` takes beside its solver alone, and what going down the list would lose.

    python bench/allocate.py                  100,000 people, 8 funds, 62 quotas
    python bench/allocate.py --rows 1000000

The floors solve the same counted problem with nothing around it: OR-Tools' flow on groups and funds (an arc for each pair that may
be), HiGHS's LP on the same, HiGHS's whole-number search on it, and our own smaller network. Every figure is the processor's time of a process of
its own, the best of three, with libraries loaded; the wall's time stands beside it. The plan of one price is a flow; the plan of two prices is not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

VILLAGES = 62
LEVELS = 100  # of priority
FUNDS = (
    ("apbd", "apbd", 2_000, None, 1, "max_decile = 6"),
    ("province", "apbd", None, 5_000, 2, ""),
    ("tobacco", "apbd", 800, None, 1, 'groups = ["tobacco"]'),
    ("palm", "apbd", 500, None, 1, 'groups = ["palm"]'),
    ("village", "apbdes", 300, None, 3, 'villages = ["13.03.04"]'),
    ("company", "csr", 200, None, 4, ""),
    ("zakat", "baznas", 250, None, 4, 'groups = ["mustahik"]'),
    ("donors", "donor", None, 1_000, 5, ""),
)

READ = """
import json, resource, sys, time
def spent(work):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return [time.process_time() - cpu, time.perf_counter() - wall]
people, funds, quota, out = sys.argv[1:5]
"""
OURS = """
import duckdb, numpy, pyarrow, pyarrow.parquet
from ortools.graph.python import min_cost_flow
from ortools.linear_solver import pywraplp
from payung import cli
import payung.allocation.command
words = ["allocate", people, "--funds", funds, "--quota", quota, "--out", out]
figures = spent(lambda: cli.main(words))
summary = json.load(open(out + "/summary.json"))
print(json.dumps([*figures, summary["objective"], summary["gap"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
NETWORK = """
from payung.allocation import costs, read_problem
from payung.allocation.grouping import group
from payung.allocation.people import connect, load
problem = read_problem(people, funds, quota)
con = connect()
load(con, problem.people, problem.terms, problem.place("people"))
net = group(con, problem.terms, costs(problem.terms).by, problem.quota).network
import numpy as np
"""
EACH = """
from dataclasses import replace
one = np.repeat(np.arange(net.groups), net.size)
net = replace(net, village=net.village[one], klass=net.klass[one], priority=net.priority[one], size=np.ones_like(one))
"""
SMALL = (
    NETWORK
    + """
from payung.allocation.engine import solve
from payung.allocation.network import objective
solve(net, 60)
found = []
figures = spent(lambda: found.append(solve(net, 600)))
print(json.dumps([*figures, objective(net, found[0].taken), net.groups, 0]))
"""
)
GREEDY = (
    NETWORK
    + """
from payung.allocation.greedy import solve_greedy
from payung.allocation.network import objective
found = []
figures = spent(lambda: found.append(solve_greedy(net)))
print(json.dumps([*figures, objective(net, found[0][0]), net.groups, 0]))
"""
)
# One arc or column for each group and each fund that may pay it: the plain way to state the grouped problem.
PLAIN = (
    NETWORK
    + """
order = np.argsort(net.pair_class, kind="stable")
first = np.searchsorted(net.pair_class[order], np.arange(net.classes))
count = np.bincount(net.pair_class, minlength=net.classes)[net.klass]
arc_group = np.repeat(np.arange(net.groups), count)
step = np.arange(len(arc_group)) - np.repeat(np.cumsum(count) - count, count)
arc_pair = order[first[net.klass[arc_group]] + step]
arc_fund = net.pair_fund[arc_pair]
everybody = int(net.size.sum())
places = np.array([everybody if l.places is None else l.places for l in net.limits])
G, V, F = net.groups, len(net.quota), len(net.limits)
"""
)
FLOW = (
    PLAIN
    + """
from ortools.graph.python import min_cost_flow
def work():
    flow = min_cost_flow.SimpleMinCostFlow()
    village, groups, fund = 1 + np.arange(V), 1 + V + np.arange(G), 1 + V + G + np.arange(F)
    add = flow.add_arcs_with_capacity_and_unit_cost
    add(0 * village, village, net.quota, 0 * village)
    add(np.concatenate([[0], village])[net.village + 1], groups, net.size, -net.priority)
    add(groups[arc_group], fund[arc_fund], net.size[arc_group], 0 * arc_group)
    add(fund, 0 * fund, places, 0 * fund)
    flow.set_nodes_supplies(np.arange(1 + V + G + F), np.zeros(1 + V + G + F, dtype=np.int64))
    assert flow.solve() == flow.OPTIMAL
    found.append(-flow.optimal_cost())
found = []
figures = spent(work)
print(json.dumps([*figures, found[0], len(arc_group), 0]))
"""
)
HIGHS = (
    PLAIN
    + """
import highspy
def work():
    h = highspy.Highs()
    for name, value in (("output_flag", False), ("time_limit", 60.0), ("mip_rel_gap", 0.0), ("threads", 1)):
        h.setOptionValue(name, value)
    rows, N = G + V + 2 * F, len(arc_group)
    money = [l.money for l in net.limits]
    unit = np.array([l.unit for l in net.limits])
    take = np.where(np.array([m is not None for m in money])[arc_fund], net.pair_cost[arc_pair] // unit[arc_fund], 0)
    limited = net.village[arc_group] >= 0
    parts = [(np.arange(N), arc_group, np.ones(N)), (np.flatnonzero(limited), G + net.village[arc_group][limited], np.ones(int(limited.sum()))),
             (np.arange(N), G + V + arc_fund, np.ones(N)), (np.flatnonzero(take), G + V + F + arc_fund[take > 0], take[take > 0])]
    column, row, value = (np.concatenate([p[i] for p in parts]) for i in range(3))
    order = np.lexsort((row, column))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = N, rows
    lp.col_cost_ = net.priority[arc_group].astype(float)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_lower_, lp.col_upper_ = np.zeros(N), net.size[arc_group].astype(float)
    lp.row_lower_ = np.full(rows, -np.inf)
    lp.row_upper_ = np.concatenate([net.size, net.quota, places, [np.inf if m is None else m for m in money]]).astype(float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(column[order], np.arange(N + 1))
    lp.a_matrix_.index_, lp.a_matrix_.value_ = row[order], value[order].astype(float)
    if WHOLE:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * N
    h.passModel(lp)
    h.run()
    found.append((h.getInfo().objective_function_value, str(h.getModelStatus())))
found = []
figures = spent(work)
print(json.dumps([*figures, round(found[0][0], 2), len(arc_group), 0]))
"""
)


def make(folder: Path, rows: int) -> None:
    """Made-up people; ceilings follow their number. Two plans: nine months at one price each, a year at two."""
    with duckdb.connect() as con:
        con.execute(
            f"""CREATE TABLE people AS SELECT lpad((i * 7919 % {rows})::VARCHAR, 9, '0') AS id,
            '13.03.' || lpad((3 + v // 8)::VARCHAR, 2, '0') || '.' || (2001 + v % 8) AS village_code, hash(i, 3) % {LEVELS} AS priority,
            CASE WHEN hash(i, 1) % 5 = 0 THEN 'transport' ELSE 'other' END AS sector,
            ['', 'tobacco', 'mustahik', 'tobacco;mustahik', 'palm'][(1 + hash(i, 2) % 5)::INT] AS groups, 1 + hash(i, 4) % 10 AS decile
            FROM (SELECT i, (hash(i, 7) % {VILLAGES})::INT AS v FROM range({rows}) t(i))"""
        )
        con.execute(f"COPY people TO '{folder / 'people.csv'}' (HEADER)")
        places = rows // (VILLAGES * 3)  # so that about half of the quotas bind
        con.execute(
            f"""COPY (SELECT DISTINCT village_code, ({places} + hash(village_code) % {places // 4})::INT AS places FROM people ORDER BY 1)
            TO '{folder / "quota.csv"}' (HEADER)"""
        )
    for name, start, months in (("one", "2026-04", 9), ("two", "2026-01", 12)):
        text = f'from = "{start}"\nmonths = {months}\n'
        for id, payer, millions, heads, rank, more in FUNDS:
            limit = (
                f"ceiling = {millions * rows * 10}"
                if millions
                else f"places = {(heads or 0) * rows // 100_000}"
            )
            text += f'[[fund]]\nid = "{id}"\npayer = "{payer}"\n{limit}\nrank = {rank}\n{more}\n'
        (folder / f"{name}.toml").write_text(text)


def timed(script: str, folder: Path, name: str, times: int = 3) -> tuple[list[float], str]:
    """Best of some runs: processor seconds, wall seconds, objective, two figures more."""
    runs = []
    for _ in range(times):
        words = [folder / "people.csv", folder / f"{name}.toml", folder / "quota.csv", folder / "out"]
        done = subprocess.run(
            [sys.executable, "-c", READ + script, *map(str, words)],
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            return [], done.stderr.strip().splitlines()[-1]
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return min(runs), ""


def measure(folder: Path, name: str, rows: int) -> None:
    ours, _ = timed(OURS, folder, name)
    print(f"\n{rows:,} people, funds of {name} price{'s' if name == 'two' else ''}")
    print(f"{'':38}{'processor':>10}{'wall':>9}{'objective':>15}  payung takes")
    print(
        f"{'payung allocate, files to files':38}{ours[0]:9.2f}s{ours[1]:8.2f}s{ours[2]:15,.0f}  gap {ours[3]}, {ours[4]:,.0f} MB"
    )
    whole = rows <= 100_000
    floors = [("our network, solved alone", SMALL, 3)]
    if name == "one":
        floors.append(("plain grouped flow, OR-Tools", FLOW, 3))
        floors.append(
            (
                "the same flow, person by person",
                FLOW.replace(PLAIN, NETWORK + EACH + PLAIN[len(NETWORK) :]),
                1,
            )
        )
    floors += [("plain grouped LP, HiGHS", HIGHS.replace("WHOLE", "False"), 1)] if whole else []
    floors += (
        [("plain grouped whole numbers, HiGHS", HIGHS.replace("WHOLE", "True"), 1)]
        if whole and name == "two"
        else []
    )
    floors += [("going down the list", GREEDY, 1)]
    for label, script, times in floors:
        found, why = timed(script, folder, name, times)
        if not found:
            print(f"{label:38}  {why}")
            continue
        loss = f", {100 * (1 - found[2] / ours[2]):.2f}% below the best" if label.startswith("going") else ""
        print(
            f"{label:38}{found[0]:9.2f}s{found[1]:8.2f}s{found[2]:15,.0f}  {ours[0] / found[0]:.2f} times it{loss}"
        )
    assert ours[3] == 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), rows)
        for name in ("one", "two"):
            measure(Path(folder), name, rows)


if __name__ == "__main__":
    main()
