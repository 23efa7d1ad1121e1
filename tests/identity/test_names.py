"""Which written names are one name, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.identity.names import AGREES, agreement, comparable

SAME = [
    ("BUDI SANTOSO", "Budi Santoso"),
    ("H. Ahmad Dahlan", "Ahmad Dahlan"),
    ("Hj. Siti Aminah", "SITI AMINAH"),
    ("Drs. Bambang Sutrisno, M.Pd", "Bambang Sutrisno"),
    ("dr. Rina Wati", "RINA WATI"),
    ("Endang Lestari S.Pd", "Endang Lestari"),
    ("K.H. Zainuddin", "Zainudin"),
    ("Muhammad Yusuf", "Mohd. Yusuf"),
    ("Muhammad Yusuf", "M. Yusuf"),
    ("M.Yusuf", "Moch Jusuf"),
    ("Muh. Ali", "Mohammad Ali"),
    ("Siti Fatimah", "St. Fatimah"),
    ("Sitti Fatimah", "Siti Fatima"),
    ("Ahmad bin Abdullah", "Ahmad"),
    ("Aminah Binti Sulaiman", "AMINAH"),
    ("Soekarno", "Sukarno"),
    ("Djoko Tjahjono", "Joko Cahyono"),
    ("Widjaja", "Wijaya"),
    ("Yuliana", "Juliana"),
    ("Nurdin", "Noerdin"),
    ("Saiful Anwar", "Syaiful Anwar"),
    ("Sahrul", "Syahrul"),
    ("Mukhlis", "Muhlis"),
    ("Rizki", "Rizky"),
    ("Novi Anggraini", "Novi Anggraeni"),
    ("Nurul Hasanah", "Nurul Hasannah"),
    ("Santoso Budi", "Budi Santoso"),
    ("Budi", "Budi Santoso"),
    ("Nur Aini", "Nur'aini"),
    ("Sri Wahyuni", "Sriwahyuni"),
    ("A. Rahman Hakim", "Abdul Rahman Hakim"),
    ("Abd. Rahman", "Abdul Rahman"),
    ("Santoso", "Santosa"),
    ("Bambang Irwan S", "Bambang Irwan Susilo"),
]
OTHER = [
    ("Siti Aminah", "Siti Rohani"),
    ("Muhammad Ali", "Muhammad Rizki"),
    ("Ahmad Fauzi", "Ahmad Rifai"),
    ("Budi Santoso", "Slamet Riyadi"),
    ("Andi Saputra", "Budi Saputra"),
    ("Ani Nurhayati", "Ida Nurhayati"),
    ("Suparman", "Supardi"),
    ("Sumarni", "Sukiyem"),
    ("Budi Santoso", ""),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spelling_titles_order_and_missing_parts_are_forgiven(a, b):
    assert min(agreement([(a, b), (b, a)])) >= AGREES


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_another_name_is_another_name(a, b):
    assert max(agreement([(a, b), (b, a)])) < AGREES


def test_a_title_alone_stays_a_name():
    assert comparable(["Haji", "IBU", ""]) == ["HAI", "IBU", ""]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), min_size=1, max_size=20))
def test_any_text_compares_alike_both_ways_and_within_bounds(pairs):
    there, back = agreement(pairs), agreement([(b, a) for a, b in pairs])
    assert there == back
    assert all(0 <= value <= 1 for value in there)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ ", min_size=1, max_size=30), min_size=1, max_size=20))
def test_every_name_agrees_with_itself_in_small_letters(names):
    said = [name for name, folded in zip(names, comparable(names), strict=True) if folded]
    assert all(value == 1 for value in agreement([(name, name.lower()) for name in said]))
