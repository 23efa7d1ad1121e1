"""The trained model: what its file must hold, that its SQL weighs as Splink does, and what it says in words."""

from __future__ import annotations

import json
import logging
import math
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.errors import UnusableInput
from payung.identity import linkage, linkage_fields, linkage_model
from payung.identity.linkage_fields import COMPARISONS
from payung.identity.linkage_model import explain, packaged, read
from payung.synthetic.linkage_lists import lists

PACKAGED = Path(linkage_model.__file__).parent / "data/linkage_model.json"


@pytest.fixture(scope="module")
def prepared() -> duckdb.DuckDBPyConnection:
    """Two small hard lists as the engine prepares them: ``wanted_list`` and ``known_list``."""
    con = duckdb.connect()
    linkage_fields.install(con)
    con.execute(f"CREATE TABLE linkage_word AS FROM {linkage_model.words_table(packaged().words)}")
    made = lists("hard", 300, 3000, 5, places=5)
    for table, rows in (("wanted_list", made.wanted), ("known_list", made.known)):
        con.register("raw", rows)
        fields = ", ".join(
            f"nullif({c}, '') AS {c}" for c in ("name", "sex", "kk", "village_code", "mother_name")
        )
        con.execute(
            f"CREATE TABLE {table} AS {linkage_fields.prepared(f'(SELECT id, born, {fields} FROM raw)')}"
        )
    return con


def test_every_level_of_every_field_has_both_probabilities():
    weights = packaged().weights
    for comparison in COMPARISONS:
        assert list(weights[comparison.field]) == [level.code for level in comparison.levels]
    told = json.loads(PACKAGED.read_text("utf-8"))
    for comparison in told["splink"]["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                assert 0 < level["m_probability"] < 1
                assert 0 < level["u_probability"] < 1


def test_the_model_tells_how_it_was_trained_and_what_it_reaches():
    told = json.loads(PACKAGED.read_text("utf-8"))
    assert "seed" in told["about"]["trained_on"]
    for manner in ("easy", "hard"):
        measured = told["about"]["measured"][manner]
        assert measured["precision"] >= 0.985
        assert measured["recall"] >= 0.96


def test_the_levels_in_the_file_are_those_of_the_code():
    """A level whose rule has changed must be trained anew."""
    told = json.loads(PACKAGED.read_text("utf-8"))["splink"]["comparisons"]
    for comparison, kept in zip(COMPARISONS, told, strict=True):
        rules = [level["sql_condition"] for level in kept["comparison_levels"][1:]]
        assert rules == [level.sql for level in comparison.levels]


def test_agreement_speaks_for_one_person_and_difference_against():
    for field, weights in packaged().weights.items():
        assert weights["same"] > 0 > weights["other"], field


def test_a_pair_weighs_as_it_does_in_splink(prepared):
    from splink import DuckDBAPI, Linker

    con = prepared.cursor()
    con.execute(
        """CREATE OR REPLACE TEMP TABLE linkage_met AS SELECT w.id AS wanted_id, k.id AS known_id
        FROM wanted_list w JOIN known_list k ON w.born = k.born OR w.kk = k.kk OR w.name = k.name OR w.mother = k.mother"""
    )
    con.execute("CREATE OR REPLACE TEMP TABLE linkage_wanted_met AS FROM wanted_list")
    con.execute("CREATE OR REPLACE TEMP TABLE linkage_known_met AS FROM known_list")
    con.execute(linkage._PAIR)
    con.execute(linkage._leveled(mothers=True))
    own = con.execute(f"SELECT wanted_id, known_id, weight FROM ({packaged().sql})").fetchall()
    kept = dict(packaged().settings)
    kept["blocking_rules_to_generate_predictions"] = [
        {"blocking_rule": rule, "sql_dialect": "duckdb"}
        for rule in ("l.born = r.born", "l.kk = r.kk", "l.name = r.name", "l.mother = r.mother")
    ]
    api = DuckDBAPI(con)
    linker = Linker(
        [api.register(f"{side}_list", dataset_display_name=f"{side}_list") for side in ("wanted", "known")],
        kept,
        log_level=logging.ERROR,
    )
    for column in ("name", "mother"):
        con.execute(
            f"""CREATE OR REPLACE TABLE tf_of_{column} AS SELECT DISTINCT {column}, tf_{column} FROM
            (FROM wanted_list UNION BY NAME FROM known_list) WHERE {column} IS NOT NULL"""
        )
        linker.table_management.register_term_frequency_lookup(api.register(f"tf_of_{column}"), column)
    found = linker.inference.predict().physical_name
    theirs = {
        (row[0], row[1]): row[2]
        for row in con.execute(
            f"""SELECT CASE WHEN source_dataset_l = 'wanted_list' THEN id_l ELSE id_r END,
                CASE WHEN source_dataset_l = 'wanted_list' THEN id_r ELSE id_l END, match_weight FROM {found}"""
        ).fetchall()
    }
    assert len(own) > 1000
    assert {(w, k) for w, k, _ in own} == set(theirs)
    for wanted, known, weight in own:
        assert weight == pytest.approx(theirs[wanted, known], abs=1e-5)


def test_names_weighed_as_rows_are_those_weighed_by_the_macro(prepared):
    con = prepared.cursor()
    con.execute(
        """CREATE OR REPLACE TEMP TABLE linkage_pair AS SELECT w.name AS name_l, k.name AS name_r,
            w.name_words AS name_words_l, k.name_words AS name_words_r
        FROM wanted_list w JOIN known_list k ON w.name <> k.name AND w.name[1] = k.name[1]"""
    )
    pairs = con.execute(
        f"""SELECT a, b, level, {linkage_fields.level_call("name")} FROM ({linkage_fields.level_steps("name")})
        JOIN (SELECT DISTINCT * FROM linkage_pair) ON name_l = a AND name_r = b"""
    ).fetchall()
    assert len({level for _, _, level, _ in pairs}) >= 4
    assert [(a, b) for a, b, rows, macro in pairs if rows != macro] == []


WORDS = st.sampled_from(
    [
        "Siti",
        "Aminah",
        "Budi",
        "Santoso",
        "Santosa",
        "Soetrisno",
        "Sutrisno",
        "Yanto",
        "Yanti",
        "M.",
        "Muhammad",
        "A.",
        "Nur",
        "Nurhayati",
        "Adi",
        "Ali",
        "Fitri",
    ]
)


@settings(max_examples=20, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_a_name_is_as_like_another_as_the_other_is_to_it(one, other):
    with duckdb.connect() as con:
        linkage_fields.install(con)
        level = (
            "name_level(folded($a), string_split(folded($a), ' '), folded($b), string_split(folded($b), ' '))"
        )
        asked = [{"a": " ".join(a), "b": " ".join(b)} for a, b in ((one, other), (other, one))]
        there, back = (con.execute(f"SELECT {level}", words).fetchall() for words in asked)
        assert there == back


def test_the_explanation_is_in_words_of_both_languages():
    told = {"name": {"level": "slip", "weight": 9.3}, "kk": {"level": "unknown", "weight": 0.0}}
    name, card = explain(json.dumps(told))
    assert (name.label.id, name.words.id) == ("Nama", "beda ejaan atau salah ketik")
    assert (name.label.en, name.words.en) == ("Name", "another spelling or a slip")
    assert (card.words.id, card.words.en, card.weight) == ("tidak diketahui", "not known", 0)


def test_each_level_has_words():
    for comparison in COMPARISONS:
        for level in comparison.levels:
            assert level.words.id
            assert level.words.en


@pytest.mark.parametrize("content", ["", "{}", '{"splink": {"comparisons": []}, "words": {}}', "[1]"])
def test_a_file_that_is_no_model_is_refused_with_the_remedy(tmp_path, content):
    path = tmp_path / "model.json"
    path.write_text(content)
    with pytest.raises(UnusableInput) as refused:
        read(path)
    assert str(path) in refused.value.to("id")
    assert "scripts/train_linkage.py" in refused.value.to("en")


def test_the_prior_is_the_share_of_pairs_that_are_one_person():
    assert 1e-7 < packaged().prior < 1e-4
    assert math.isfinite(packaged().prior)


def test_common_names_weigh_less(prepared):
    """Two Sutrisnos of one birth date are less surely one man than two of a rare name."""
    assert packaged().words["SUTRISNO"] > 0.001
    con = duckdb.connect()
    rows = [(1, "Sutrisno", date(1970, 5, 12)), (2, "Ngatgino", date(1970, 5, 12))]
    con.execute(
        "CREATE TABLE wanted (id INT, name VARCHAR, born DATE, sex VARCHAR, kk VARCHAR, village_code VARCHAR)"
    )
    con.executemany("INSERT INTO wanted VALUES (?, ?, ?, 'L', '', '35.77.03.1009')", rows)
    linkage.probable_persons(con, "wanted", "wanted")
    found = con.execute("SELECT wanted_id, explanation FROM probable_person").fetchall()
    weight = {who: json.loads(why)["name"]["weight"] for who, why in found}
    assert weight[1] < weight[2]
