"""Whoever linkage may bring together shares a key: a cluster that parts lines by key loses nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.identity import linkage, meeting

line = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ["Siti Aminah", "SITI AMINAH", "Sitti Aminah", "Aminah", "Soejono", "Sujono", "H. Sujono", "Budi Santoso",
             "Santoso", "Budi", "Choirul", "Khoirul", "Cahyono", "", "-"]
        ),
        "born": st.sampled_from([None, date(1980, 5, 12), date(1980, 12, 5), date(1980, 5, 13), date(1981, 5, 12), date(1980, 6, 12)]),
        "sex": st.sampled_from(["L", "P", ""]),
        "kk": st.sampled_from(["", "3577031205800001", "3577031205800002"]),
        "village_code": st.sampled_from(["", "35.77.03.1009", "35.77.03.1001", "35.77.02.1001"]),
        "mother_name": st.sampled_from(["", "Rohani", "Rukmini"]),
    }
)  # fmt: skip
SCHEMA = pa.schema([("id", pa.int64()), ("name", pa.string()), ("born", pa.date32()),
                    *((name, pa.string()) for name in ("sex", "kk", "village_code", "mother_name"))])  # fmt: skip


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist([{"id": at, **row} for at, row in enumerate(rows)], SCHEMA)


def _keys(con: duckdb.DuckDBPyConnection, table: str, *, wanted: bool) -> dict[int, set[int]]:
    meeting.install(con)
    query = meeting.with_keys(f"SELECT * FROM {table}", SCHEMA.names, wanted=wanted, salt="registry")
    return {row[0]: set(row[1]) for row in con.execute(f"SELECT id, keys FROM ({query})").fetchall()}


@settings(max_examples=25, deadline=None)
@given(st.lists(line, min_size=1, max_size=8), st.lists(line, min_size=1, max_size=8))
def test_two_who_are_probably_the_same_share_a_key(wanted, known):
    with duckdb.connect() as con:
        con.register("wanted", _table(wanted))
        con.register("known", _table(known))
        linkage.probable_persons(con, "wanted", "known", threshold=0.0)
        pairs = con.execute("SELECT wanted_id, known_id FROM probable_person").fetchall()
        sought, listed = _keys(con, "wanted", wanted=True), _keys(con, "known", wanted=False)
    assert all(sought[one] & listed[other] for one, other in pairs)


def test_who_has_no_name_meets_nobody():
    with duckdb.connect() as con:
        con.register("nobody", _table([{"name": "", "born": date(1980, 5, 12), "kk": "3577031205800001"}]))
        assert _keys(con, "nobody", wanted=True) == {0: set()}


def test_the_keys_of_one_list_are_not_those_of_another():
    with duckdb.connect() as con:
        con.register("line", _table([{"name": "Budi", "born": date(1980, 5, 12)}]))
        meeting.install(con)
        found = [
            set(con.execute(f"SELECT keys FROM ({meeting.with_keys('FROM line', SCHEMA.names, wanted=True, salt=salt)})").fetchall()[0][0])
            for salt in ("registry", "deaths")
        ]  # fmt: skip
    assert found[0]
    assert not found[0] & found[1]
