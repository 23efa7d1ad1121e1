"""Of many people only the best candidate is asked for: those who are listed on their own card with nothing else written are
found there, and are not looked for anywhere else. That saves time and changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from payung.identity.linkage import probable_persons
from payung.synthetic.linkage_lists import lists

COLUMNS = [("id", pa.int64()), ("name", pa.string()), ("born", pa.date32())]
COLUMNS += [(field, pa.string()) for field in ("sex", "kk", "village_code", "mother_name")]
ASKED = "SELECT wanted_id, known_id, known_name, score, explanation FROM probable_person WHERE rank = 1 ORDER BY 1"


def _both_ways(wanted: pa.Table, known: pa.Table) -> tuple[list[Any], list[Any], int]:
    """The best of each as found among all candidates, as found the short way, and how many were found on their card."""
    with duckdb.connect() as con:
        con.register("wanted", wanted)
        con.register("known", known)
        probable_persons(con, "wanted", "known")
        among_all = con.execute(ASKED).fetchall()
        probable_persons(con, "wanted", "known", best=True, many=1)
        short = con.execute(ASKED).fetchall()
        sure = con.execute("SELECT count(*) FROM probable_person WHERE score > 0.999").fetchall()[0][0]
        assert len(short) == con.execute("SELECT count(*) FROM probable_person").fetchall()[0][0]
    return among_all, short, sure


@pytest.mark.parametrize(
    ("manner", "seed", "without"),
    [("easy", 11, []), ("hard", 12, ["mother_name"]), ("severe", 13, []), ("easy", 14, ["mother_name"])],
)
def test_the_best_of_each_is_the_same_in_whole_lists(manner, seed, without):
    made = lists(manner, 1_000, 6_000, seed)
    # Some are listed a second time under another number, with all the same: the first line is the one shown.
    again = made.known.slice(0, 500)
    again = again.set_column(0, "id", pa.array([number + 1_000_000 for number in again["id"].to_pylist()]))
    known = pa.concat_tables([again, made.known]).drop_columns(without)
    among_all, short, sure = _both_ways(made.wanted.drop_columns(without), known)
    assert short == among_all
    assert sure > 100


# Twins, a name that many bear, short and old forms, slips, and people of whom little is known.
NAMES = [
    "Sutrisno",
    "Soetrisno",
    "Sutrisna",
    "Siti Aminah",
    "St. Aminah",
    "Siti Aminatun",
    "Hasan",
    "Husin",
    "M. Hasan",
    "Hasan M.",
]
line = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "born": st.sampled_from([None, date(1980, 5, 12), date(1980, 12, 5), date(1980, 1, 1), date(1981, 5, 12)]),
        "sex": st.sampled_from(["L", "P", None]),
        "kk": st.sampled_from([None, "3577031205800001", "3577031205800011"]),
        "village_code": st.sampled_from([None, "35.77.03.1009", "35.77.03.1001"]),
        "mother_name": st.sampled_from([None, "Rohani", "Rukmini"]),
    }
)  # fmt: skip
SUTRISNO = {
    "name": "Sutrisno", "born": date(1980, 5, 12), "sex": "L", "kk": "3577031205800001",
    "village_code": "35.77.03.1009", "mother_name": None,
}  # fmt: skip


@settings(max_examples=4, deadline=None)
@given(st.lists(line, min_size=20, max_size=60), st.lists(line, min_size=10, max_size=40))
@example([SUTRISNO], [{**SUTRISNO, "name": "Soetrisno"}, {**SUTRISNO, "name": "Sutrisna"}, SUTRISNO])
@example(
    [{**SUTRISNO, "mother_name": "Rohani"}], [SUTRISNO, {**SUTRISNO, "kk": None, "mother_name": "Rohani"}]
)
def test_the_best_of_each_is_the_same_whoever_is_listed(wanted, known):
    schema = pa.schema(COLUMNS)
    tables = [
        pa.Table.from_pylist([{"id": at, **row} for at, row in enumerate(rows)], schema)
        for rows in (wanted, known)
    ]
    among_all, short, _ = _both_ways(*tables)
    assert short == among_all


def test_a_card_number_that_stands_for_none_brings_not_everybody_together(tmp_path):
    """All zeros, as exports write it: a thousand times twenty thousand pairs would not fit into this memory."""
    made = lists("easy", 1_000, 20_000, 15, places=200)
    with duckdb.connect() as con:
        con.execute("SET temp_directory = ''")
        for side, table in (("wanted", made.wanted), ("known", made.known)):
            con.register(f"{side}_list", table.drop_columns(["mother_name"]))
            con.execute(f"CREATE TABLE {side} AS SELECT * REPLACE (repeat('0', 16) AS kk) FROM {side}_list")
        con.execute("SET memory_limit = '250MB'")
        probable_persons(con, "wanted", "known", best=True)
        found = {row[:2] for row in con.execute(ASKED).fetchall()}
    there = {wanted for wanted, _ in made.truth()}
    assert len(found & made.truth()) > 0.8 * len(there)
