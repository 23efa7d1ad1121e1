"""Whole columns say what their cells say one by one, and lines of CSV are those of the csv module."""

from __future__ import annotations

import csv
import io
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from payung.identity import nik
from payung.intake import cells, columns, command
from payung.intake.checks import Checks
from payung.intake.workbook import Cell
from payung.sheets import neutral

ON = date(2026, 1, 1)
TEXT = some.text("aZ09 '`=-.?\t\u00a0\u200b\ufeffé–", max_size=12) | some.sampled_from(sorted(cells.NOTHING))
CELL = (
    TEXT | some.floats(0, 1e17, allow_nan=False) | some.integers(0, 10**17) | some.dates() | some.booleans()
)
DIGITS = some.text("0123456789", min_size=15, max_size=17) | some.text("0123456789 '.OlE+", max_size=20)


@given(some.lists(TEXT, min_size=1))
@example(["Siti Aminah", "'Budi'", "NULL", "x", "", "=A1", "a  b", " a", "tidak ada", "a`"])
@example(["Siti", "Budi"])
def test_plain_texts_are_those_of_the_cells(column: list[Cell]) -> None:
    assert columns.plain(column).to_pylist() == list(map(cells.plain, column))


@given(some.lists(CELL, min_size=1))
def test_plain_cells_of_any_kind_are_those_of_the_cells(column: list[Cell]) -> None:
    assert columns.plain(column).to_pylist() == list(map(cells.plain, column))


@given(some.lists(DIGITS | CELL, min_size=1))
@example(["081234567890", "0812-3456 7890", "12345", ""])
def test_phones_are_those_of_the_cells(column: list[Cell]) -> None:
    assert columns.phones(column).to_pylist() == list(map(cells.phone, column))


@given(some.lists(DIGITS | some.integers(0, 10**17) | some.floats(0, 1e17), min_size=1))
def test_numbers_are_those_of_the_cells(column: list[str | float | int]) -> None:
    read = columns.numbers(column)
    one_by_one = [nik.read_number(cell) for cell in column]
    assert read.digits.to_pylist() == [number.digits for number in one_by_one]
    assert read.repairs().to_pylist() == [number.repair for number in one_by_one]


@given(some.lists(TEXT, min_size=1, max_size=40))
def test_a_book_remembers_what_it_said_before(column: list[str]) -> None:
    book = columns.Book(cells.plain)
    for part in (column, column[:1], column):
        assert book.said(part).to_pylist() == list(map(cells.plain, part))


def test_a_book_too_long_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_REMEMBERED", 3)
    book = columns.Book(str.upper)
    for word in ("ab", "cd", "efg", "abx", "xyz"):
        assert book.said(list(word)).to_pylist() == list(word.upper())
    assert len(book.values) <= 6


def test_the_first_date_that_is_given_counts() -> None:
    book = columns.Book(cells.births(ON))
    births = columns.Births(book, ["12-05-1980", "", "Solok"]).or_else(
        columns.Births(book, ["Padang, 1-2-1990", "Padang, 1-2-1990", "-"])
    )
    assert births.iso.to_pylist() == ["1980-05-12", "1990-02-01", ""]
    assert births.place.to_pylist() == ["", "Padang", ""]
    assert births.given.tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("digits", "birth", "name", "sex", "problems"),
    [
        ("1303065205800001", "12-05-1980", "Siti", "P", ""),
        ("1303065205800001", "13-05-1980", "Siti", "L", "nik.birthdate_differs;nik.sex_differs"),
        ("1303065205800000", "12-05-1980", "", "", "nik.malformed;name.missing"),
        ("", "", "Siti", "", "nik.missing;birthdate.missing"),
        ("130306520580000", "31-02-1980", "Siti", "", "nik.malformed;birthdate.impossible"),
        ("1.30306E+15", "12-05-1980", "Siti", "", "nik.digits_lost"),
        ("9999995205800001", "", "Siti", "", "nik.area_unknown"),
        ("1303069913800001", "", "Siti", "", "nik.malformed;birthdate.missing"),
    ],
)
def test_problems_are_told_in_order(digits: str, birth: str, name: str, sex: str, problems: str) -> None:
    births = columns.Births(columns.Book(cells.births(ON)), [birth])
    said = Checks(ON).columns(columns.numbers([digits]), births, columns.texts([name]), columns.texts([sex]))
    assert said["problems"].to_pylist() == [problems]


@given(some.lists(some.tuples(some.text('a,"\n=+1é'), some.text("b,'")), max_size=20))
def test_lines_are_those_of_the_csv_module(rows: list[tuple[str, str]]) -> None:
    columns_of = [pa.array([row[at] for row in rows], pa.string()) for at in (0, 1)]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([neutral(value) for value in row] for row in rows)
    assert command._lines(columns_of) == stream.getvalue()
