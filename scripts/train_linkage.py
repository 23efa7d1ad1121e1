"""Train the model by which people are linked, measure it, and keep both: python scripts/train_linkage.py

Splink learns on two whole made-up lists (never on what exact matching leaves over): how often a field agrees by chance from
random pairs, how often among the same people by expectation maximisation. No label is used but to measure, on other
lists than those of the training. The same seed gives the same file.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

from payung.identity.linkage_fields import COMPARISONS, KNOWN_FROM, LISTED, RAREST, install, prepared
from payung.identity.linkage_model import words_table
from payung.synthetic.linkage_lists import MANNERS, Lists, lists

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "src/payung/identity/data/linkage_model.json"
NAME_WORDS = MODEL.with_name("name_words.txt")
SEED = 20261121
MEASURED = 4004
WANTED, KNOWN = 10_000, 100_000
LEAST_M = 1e-4
EQUAL = re.compile(r"(\w+)_l = \1_r(?: AND (.+))?")


CERTAIN = (
    "l.born = r.born AND l.name = r.name AND l.village_code = r.village_code",
    "l.kk = r.kk AND l.born = r.born AND l.sex = r.sex AND l.name[1:3] = r.name[1:3]",
)
# Family cards alone would teach that relatives are one person.
PASSES = (
    "l.born = r.born AND l.sex = r.sex",
    "l.name = r.name AND l.mother = r.mother",
    "l.name = r.name AND l.kk = r.kk",
)


def train(
    con: duckdb.DuckDBPyConnection,
    tables: Sequence[str],
    comparisons: Sequence[Any],
    *,
    certain: Sequence[str],
    recall: float,
    passes: Sequence[str],
    random_pairs: float = 2e5,
    id_column: str = "id",
) -> dict[str, Any]:
    """Splink's model of two lists, trained on the whole of them without labels.

    ``certain`` are rules under which two lines are surely one person, ``recall`` the share of all such pairs that they
    find; each of ``passes`` is a rule whose pairs the expectation maximisation goes through.
    """

    def linker(settings: Any) -> Linker:
        api = DuckDBAPI(con)
        listed = [api.register(table, dataset_display_name=table) for table in tables]
        return Linker(listed, settings, log_level=logging.WARNING)

    first = linker(
        SettingsCreator(
            link_type="link_only",
            comparisons=list(comparisons),
            blocking_rules_to_generate_predictions=list(passes),
            unique_id_column_name=id_column,
            linker_uid="payung",
        )
    )
    first.training.estimate_probability_two_random_records_match(list(certain), recall=recall)
    first.training.estimate_u_using_random_sampling(
        max_pairs=random_pairs, seed=SEED, min_count_per_level=None
    )
    settings = first.misc.save_model_to_json()
    count_equal(con, tables, settings, 1 / random_pairs)
    second = linker(settings)
    for rule in passes:
        second.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    return complete(second.misc.save_model_to_json())


def complete(settings: dict[str, Any]) -> dict[str, Any]:
    """A level that no pass showed weighs like the next one, but for the last, of which nothing is impossible."""
    for comparison in settings["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        levels[-1]["m_probability"] = max(levels[-1].get("m_probability") or 0, LEAST_M)
        for level, following in reversed(list(itertools.pairwise(levels))):
            level["m_probability"] = max(level.get("m_probability") or 0, LEAST_M)
            if level["m_probability"] == LEAST_M:
                level["m_probability"] = following["m_probability"]
                level["u_probability"] = following["u_probability"]
    return settings


def count_equal(
    con: duckdb.DuckDBPyConnection, tables: Sequence[str], settings: dict[str, Any], rarest: float
) -> None:
    """How often two random lines hold the very same value can be counted, in the last list; a sample misses what is rare.

    What no random pair showed is taken to be as rare as the sample could tell (``rarest``), and a weaker level never to be
    rarer than the stronger one before it.
    """
    for comparison in settings["comparisons"]:
        least = 0.0
        for level in comparison["comparison_levels"]:
            if level.get("is_null_level"):
                continue
            if found := EQUAL.fullmatch(level["sql_condition"].strip().replace('"', "")):
                column = found[1]
                held = f"{column} IS NOT NULL" + (f" AND {found[2].replace('_l', '')}" if found[2] else "")
                rows = con.execute(
                    f"""SELECT sum(n * (n - 1.0)), (SELECT count({column}) FROM {tables[-1]})
                    FROM (SELECT count(*) AS n FROM {tables[-1]} WHERE {held} GROUP BY {column})"""
                ).fetchall()
                level["u_probability"] = max(float(rows[0][0] or 0) / float(rows[0][1]) ** 2, RAREST)
            level["u_probability"] = max(level.get("u_probability") or rarest, least)
            least = level["u_probability"]


def comparisons() -> list[Any]:
    """The engine's levels in Splink's form."""
    made = []
    for comparison in COMPARISONS:
        column = comparison.column
        levels: list[Any] = [
            cll.CustomLevel(f"{column}_l IS NULL OR {column}_r IS NULL", "unknown").configure(
                is_null_level=True
            )
        ]
        for level in comparison.levels:
            if level.sql == "ELSE":
                levels.append(cll.ElseLevel().configure(label_for_charts=level.code))
                continue
            one = cll.CustomLevel(level.sql, level.code)
            if level.common:
                one = one.configure(
                    tf_adjustment_column=column,
                    tf_adjustment_weight=level.common,
                    tf_minimum_u_value=RAREST,
                )
            levels.append(one)
        made.append(cl.CustomComparison(levels, comparison.field))
    return made


def words(con: duckdb.DuckDBPyConnection, table: pa.Table) -> dict[str, float]:
    """The share of people who bear each of the words that are no slip of the hand, in a name folded."""
    con.register("everybody", table)
    rows = con.execute(
        f"""SELECT word, count(*) / (SELECT count(*) FROM everybody) AS share FROM (
            SELECT DISTINCT id, unnest(string_split(folded(name), ' ')) AS word FROM everybody)
        GROUP BY word HAVING share >= {KNOWN_FROM} ORDER BY word"""
    ).fetchall()
    listed = [line.split() for line in NAME_WORDS.read_text("utf-8").splitlines() if not line.startswith("#")]
    con.register("listed", pa.table({"name": [word for line in listed for word in line]}))
    more = con.execute(
        "SELECT DISTINCT folded(name) FROM listed WHERE NOT contains(folded(name), ' ')"
    ).fetchall()
    return dict(
        sorted(
            {**{word: LISTED for (word,) in more}, **{word: round(share, 6) for word, share in rows}}.items()
        )
    )


def load(con: duckdb.DuckDBPyConnection, made: Lists) -> None:
    """Both lists as tables ``wanted_list`` and ``known_list``, prepared as the engine prepares them."""
    for table, rows in (("wanted_list", made.wanted), ("known_list", made.known)):
        con.register("raw_list", rows)
        con.execute(
            f"""CREATE OR REPLACE TABLE {table} AS {
                prepared(
                    "(SELECT id, entity, nullif(name, '') AS name, born, nullif(sex, '') AS sex, nullif(kk, '') AS kk, "
                    "nullif(village_code, '') AS village_code, nullif(mother_name, '') AS mother_name FROM raw_list)"
                )
            }"""
        )


def measured(seed: int) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of pairs by the model just written, on lists that it was not trained on."""
    from payung.identity.linkage import probable_persons  # reads the model when it is first imported

    reached = {}
    for manner in MANNERS:
        made = lists(manner, WANTED, KNOWN, seed)
        with duckdb.connect() as con:
            con.register("wanted", made.wanted)
            con.register("known", made.known)
            probable_persons(con, "wanted", "known")
            found = set(con.execute("SELECT wanted_id, known_id FROM probable_person").fetchall())
        truth = made.truth()
        precision, recall = len(found & truth) / len(found), len(found & truth) / len(truth)
        f1 = 2 * precision * recall / (precision + recall)
        reached[manner] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
    return reached


def keep(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODEL, help="elsewhere: a trial, not measured")
    parser.add_argument("--wanted", type=int, default=WANTED)
    parser.add_argument("--known", type=int, default=KNOWN)
    arguments = parser.parse_args()
    made = lists("hard", arguments.wanted, arguments.known, SEED, places=80)
    con = duckdb.connect()
    install(con)
    common = words(con, made.known)
    con.execute(f"CREATE TABLE linkage_word AS SELECT * FROM {words_table(common)}")
    load(con, made)
    settings = train(
        con, ("wanted_list", "known_list"), comparisons(), certain=CERTAIN, recall=0.85, passes=PASSES
    )
    content = {
        "about": {
            "trained_on": f"synthetic lists, hard, {arguments.wanted} against {arguments.known}, seed {SEED}",
            "splink": splink.__version__,
        },
        "splink": settings,
        "words": common,
    }
    keep(arguments.out, content)
    if arguments.out == MODEL:
        content["about"]["measured_on"] = f"synthetic lists, {WANTED} against {KNOWN}, seed {MEASURED}"
        content["about"]["measured"] = measured(MEASURED)
        keep(arguments.out, content)
        print(content["about"])
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                m, u = level["m_probability"], level["u_probability"]
                print(
                    f"{comparison['output_column_name']:<12} {level['label_for_charts']:<14} m {m:.6f}  u {u:.8f}  {math.log2(m / u):+7.2f}"
                )


if __name__ == "__main__":
    main()
