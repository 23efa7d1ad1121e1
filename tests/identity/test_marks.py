"""The numbers for names are equal wherever the names that SQL spells roughly are."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from payung.identity import candidates, marks

word = st.text("OEDJTKHCSYIVZABM", max_size=6) | st.sampled_from(
    ["H.", "HJ", "Drs", "IBU", "ALMIRA", "H", "UST.", "S,PD", "D'A", "é", "\n", "\t", "ı"]
)
names = st.lists(st.lists(word, max_size=4).map(" ".join), min_size=1, max_size=40)


def _in_sql(written: list[str]) -> tuple[pa.Array, pa.Array]:
    with duckdb.connect() as con:
        for macro in candidates.MACROS:
            con.execute(f"CREATE MACRO {macro}")
        con.register("given", pa.table({"nth": range(len(written)), "n": pa.array(written, pa.string())}))
        keyed = con.sql("SELECT bare(n) AS b, rough(bare(n)) AS r FROM given ORDER BY nth").to_arrow_table()
    return keyed["b"].combine_chunks(), keyed["r"].combine_chunks()


@settings(max_examples=60, deadline=None)
@given(names)
@example(
    [
        "DJOENAIDI",
        "DJONAIDI",
        "TJKHAB",
        "XCKH",
        "CKH A",
        "H. DJ",
        "SIIIIIA",
        "ROKHIYAH",
        "YJDJ AB",
        "A",
        "",
        "SI\nDJO KH",
    ]
)
def test_names_have_the_numbers_of_their_rough_spelling(written):
    read = marks.of_written(pa.array(written, pa.string()))
    keyed = marks.of_keyed(*_in_sql(written))
    plain = ~read.odd
    for of in ("first", "second", "last", "tail", "rough", "written", "lone"):
        assert np.array_equal(getattr(read, of)[plain], getattr(keyed, of)[plain]), of


@settings(max_examples=60, deadline=None)
@given(names)
@example(["DJOENAIDI", "H. DJOKO", "TJ", "Siti, S.Pd", "SIIII", "ROKHIYAH", "A", ""])
def test_at_a_glance_a_name_has_its_numbers_or_is_unclear(written):
    names = pa.array(written, pa.string())
    glance, read = marks.at_a_glance(names), marks.of_written(names)
    clear = ~(glance.unclear | read.odd)
    assert not (glance.odd & ~read.odd).any()
    for of in ("first", "tail", "written"):
        assert np.array_equal(getattr(glance, of)[clear], getattr(read, of)[clear]), of


def test_most_names_are_clear_at_a_glance():
    assert not marks.at_a_glance(pa.array(["Siti Aminah", "BUDI SANTOSO", "Rina", "Oemar"])).unclear[:3].any()


def test_what_bytes_cannot_tell_is_odd():
    read = marks.of_written(pa.array(["Siti", "José", "", " Budi", "H. ", "Budi Santoso"]))
    assert read.odd.tolist() == [False, True, True, True, True, False]


def test_a_part_of_a_batch_is_read_as_itself():
    whole = pa.array(["Joko Susilo", "Siti Nur Aminah", "Budi", "H. Ali"])
    alone, part = marks.of_written(whole.slice(1, 2)), marks.of_written(whole)
    assert all(np.array_equal(one, some[1:3]) for one, some in zip(alone, part, strict=True))


def test_letters_that_differ_have_other_numbers():
    read = marks.of_written(pa.array(["Joko Susilo", "Yoko Zusila", "Joko Susilo Hadi", "Joko"]))
    assert len(set(read.written.tolist())) == 4
    assert read.first.tolist() == [read.first[0]] * 4
    assert read.second[0] == read.second[1] != 0 == read.second[3]
    assert [bool(last) for last in read.last] == [False, False, True, False]
