"""Of the longer list only the lines are keyed that the shorter can reach: nobody is lost by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from payung.identity import candidates, linkage_fields, reach

WORDS = [
    "Siti", "Sitti", "St.", "Aminah", "Soejono", "Sujono", "H.", "Budi", "Santoso", "Santosa", "Choirul", "Khoirul", "Tjahyono",
    "Cahyono", "Djoko", "Joko", "Yoko", "Syaiful", "Saiful", "Zaiful", "Achmad", "Ahmad", "Oey", "Uy", "A", "M.", "I", "Jiyah",
    "Yyah", "Iyah", "Arif", "Ariv", "-", "",
]  # fmt: skip
name = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join) | st.text(
    "OEKHCDTJSYIVZA .,", max_size=9
)
SCHEMA = pa.schema([("id", pa.int64()), ("name", pa.string()), ("born", pa.date32()),
                    *((field, pa.string()) for field in ("sex", "kk", "village_code", "mother_name"))])  # fmt: skip
line = st.fixed_dictionaries(
    {
        "name": name,
        "born": st.sampled_from(
            [
                None,
                date(1980, 5, 12),
                date(1980, 12, 5),
                date(1980, 5, 13),
                date(1981, 5, 12),
                date(1980, 6, 12),
            ]
        ),
        "sex": st.sampled_from(["L", None]),
        "kk": st.sampled_from([None, "3577031205800001", "3577031205800002"]),
        "village_code": st.sampled_from([None, "35.77.03.1009", "35.77.03.1001", "35.77.02.1001"]),
        "mother_name": st.sampled_from([None, "Rohani", "Rukmini"]),
    }
)


def _met(wanted: list[dict[str, Any]], known: list[dict[str, Any]], *, sifted: bool, mothers: bool) -> set:
    with duckdb.connect() as con:
        linkage_fields.install(con)
        for macro in candidates.MACROS:
            con.execute(f"CREATE MACRO {macro}")
        for side, rows in (("wanted", wanted), ("known", known)):
            con.register(
                side, pa.Table.from_pylist([{"id": at, **row} for at, row in enumerate(rows)], SCHEMA)
            )
        candidates.meet(con, "wanted", "known", mothers=mothers, sifted=sifted)
        return set(con.execute("FROM linkage_met").fetchall())


def _person(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name, "born": date(1980, 5, 12), "sex": "L", "kk": None, "village_code": None, "mother_name": None, **more,
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(line, min_size=1, max_size=4), st.lists(line, min_size=1, max_size=12), st.booleans())
@example([_person("Djoko Syaiful")], [_person("Joko Saiful"), _person("Yoko Zaiful")], False)
@example([_person("A Budi")], [_person("Budi A"), _person("A Budi")], False)
@example(
    [_person("Aminah")], [_person("Siti Aminah"), _person("Aminah Siti"), _person("Siti Nur Aminah")], False
)
def test_whoever_may_meet_is_reached(shorter, longer, mothers):
    everybody = _met(shorter, longer, sifted=False, mothers=mothers)
    assert _met(shorter, longer, sifted=True, mothers=mothers) == everybody
    assert _met(longer, shorter, sifted=True, mothers=mothers) == {(k, w) for w, k in everybody}


@pytest.mark.parametrize(
    "other",
    ["Joko Soesilo", "Djoko Susila", "Susilo Joko", "Joko Susilo Hadi", "JOKO SUSILO", "Djoko Sisilo"],
)
def test_with_the_birth_date_alone_two_marks_of_the_name_are_enough(other):
    assert _met([_person("Djoko Susilo")], [_person(other)], sifted=True, mothers=False) == {(0, 0)}


@pytest.mark.parametrize("other", ["Joko Hartono", "Wati Susilowati", "Budi Susanto"])
def test_with_the_birth_date_alone_one_mark_of_the_name_is_not(other):
    assert not _met([_person("Djoko Susilo")], [_person(other)], sifted=True, mothers=False)


@pytest.mark.parametrize("other", ["Aminah Sari", "Aminoh", "Aminah"])
def test_a_single_word_meets_by_its_beginning(other):
    assert _met([_person("Aminah")], [_person(other)], sifted=True, mothers=False) == {(0, 0)}


def test_in_one_district_or_on_one_card_the_marks_do_not_matter():
    away = _person("Djoko Susilo", village_code="35.77.03.1001", kk="3577031205800001")
    assert _met([away], [_person("Djono", village_code="35.77.03.1009")], sifted=True, mothers=False)
    assert _met([away], [_person("Hj Joko", kk="3577031205800001")], sifted=True, mothers=False)


def test_a_short_list_without_names_meets_nobody():
    nameless = [_person(None), _person(None)]
    assert not _met(nameless, [_person("Djoko")] * 3, sifted=True, mothers=True)
    assert not _met([_person("Djoko")] * 3, nameless, sifted=True, mothers=True)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(1850, 1, 1), date(1849, 12, 31)])
def test_a_birth_date_that_nobody_alive_has_is_met_like_another(day):
    known = [_person("Djoko Susilo", born=day), _person("Rina", born=None), _person("Djoko Susilo")]
    assert _met([_person("Djoko Susilo", born=day)], known, sifted=True, mothers=False) == {(0, 0)}


def test_who_is_not_reached_is_not_keyed():
    wanted, known = [_person("Djoko Susilo")], [_person("Joko Susilo"), _person("Rina Wati"), _person("Budi")]
    with duckdb.connect() as con:
        linkage_fields.install(con)
        for macro in candidates.MACROS:
            con.execute(f"CREATE MACRO {macro}")
        for side, rows in (("wanted", wanted), ("known", known)):
            con.register(
                side, pa.Table.from_pylist([{"id": at, **row} for at, row in enumerate(rows)], SCHEMA)
            )
        candidates.meet(con, "wanted", "known", mothers=False)
        assert con.execute("SELECT id FROM linkage_known").fetchall() == [(0,)]


def test_batches_sifted_side_by_side_stay_in_their_order():
    batches = [pa.record_batch({"id": [at, at + 1]}) for at in range(0, 60, 2)]
    sifted = reach._side_by_side(3, lambda batch: batch.slice(1), batches)
    assert [batch["id"].to_pylist() for batch in sifted] == [[at] for at in range(1, 60, 2)]


def test_an_error_in_one_batch_is_no_batch_left_out():
    def sift(batch):
        raise ValueError("nothing of this may be lost")

    with pytest.raises(ValueError, match="lost"):
        list(reach._side_by_side(2, sift, [pa.record_batch({"id": [1]})] * 9))
