"""FEBRL4, a foreign yardstick: the training code of scripts/train_linkage.py on Australian made-up persons.

Run by bench/linkage.py --peers, which brings the lists. No label is used but to count what was found.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import duckdb

FIELDS = (
    "given_name",
    "surname",
    "date_of_birth",
    "soc_sec_id",
    "postcode",
    "suburb",
    "street_number",
    "address_1",
    "state",
)
THRESHOLD = 0.5


def comparisons() -> list[Any]:
    import splink.comparison_library as cl

    names = [cl.JaroWinklerAtThresholds(field, [0.92, 0.8]) for field in ("given_name", "surname")]
    digits = [
        cl.DamerauLevenshteinAtThresholds(field, [1, 2])
        for field in ("date_of_birth", "soc_sec_id", "postcode")
    ]
    places = [cl.JaroWinklerAtThresholds(field, [0.9]) for field in ("suburb", "address_1")]
    return [*names, *digits, *places, cl.ExactMatch("street_number"), cl.ExactMatch("state")]


def febrl4(folder: Path) -> tuple[set[tuple[int, int]], set[tuple[int, int]], float, float]:
    """Pairs found and true pairs by number, seconds of clock and processor for training and linking together."""
    from splink import DuckDBAPI, Linker
    from train_linkage import train

    con = duckdb.connect()
    for side in ("a", "b"):
        fields = ", ".join(f"nullif(trim({field}), '') AS {field}" for field in FIELDS)
        con.execute(
            f"""CREATE TABLE febrl_{side} AS SELECT split_part(rec_id, '-', 2)::BIGINT AS id, {fields}
            FROM read_parquet('{folder}/febrl4_{side}.parquet')"""
        )
    began, cpu = time.perf_counter(), time.process_time()
    blocks = (
        "l.soc_sec_id = r.soc_sec_id",
        "l.date_of_birth = r.date_of_birth",
        "l.given_name = r.given_name AND l.surname = r.surname",
        "l.surname = r.surname AND l.postcode = r.postcode",
        "l.given_name = r.given_name AND l.postcode = r.postcode",
        "l.address_1 = r.address_1 AND l.street_number = r.street_number",
        "l.given_name = r.surname AND l.surname = r.given_name",
    )
    settings = train(
        con,
        ("febrl_a", "febrl_b"),
        comparisons(),
        certain=(
            "l.soc_sec_id = r.soc_sec_id AND l.date_of_birth = r.date_of_birth",
            "l.given_name = r.given_name AND l.surname = r.surname AND l.date_of_birth = r.date_of_birth",
        ),
        recall=0.8,
        passes=(
            "l.date_of_birth = r.date_of_birth",
            "l.soc_sec_id = r.soc_sec_id",
            "l.given_name = r.given_name AND l.surname = r.surname",
        ),
    )
    settings["blocking_rules_to_generate_predictions"] = [
        {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in blocks
    ]
    api = DuckDBAPI(con)
    linker = Linker(
        [api.register(f"febrl_{side}", dataset_display_name=f"febrl_{side}") for side in ("a", "b")],
        settings,
        log_level=logging.WARNING,
    )
    found = linker.inference.predict(threshold_match_probability=THRESHOLD).physical_name
    pairs = set(con.execute(f"SELECT id_l, id_r FROM {found}").fetchall())
    truth = set(con.execute("SELECT a.id, b.id FROM febrl_a a JOIN febrl_b b USING (id)").fetchall())
    return pairs, truth, time.perf_counter() - began, time.process_time() - cpu
