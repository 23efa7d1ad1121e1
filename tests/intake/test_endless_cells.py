"""What somebody puts into a cell to keep the reader busy: as many signs as a workbook's cell may hold, and nothing in them."""

from __future__ import annotations

import time

import pytest

from payung.identity import dates, nik
from payung.intake import cells, fields, forms, quotes, recited, telephones

SIGNS = 32_000


def a_line_of_people(text: str) -> None:
    recited.sort_out([(1, [text]), (2, [f"1. SITI 1303045203800001 {text}"])])


def a_line_of_a_form(text: str) -> None:
    forms.sort_out([(1, [text]), (2, [f"1. Nama : {text}"])])


READERS = (
    a_line_of_people,
    a_line_of_a_form,
    dates.parse_text,
    nik.read_number,
    cells.village,
    cells.plain,
    fields.recognise,
    telephones.out_of,
    quotes.cutter(","),
)
ENDLESS = ("- ", " ", "1 ", " ,", "\\", "'a,", "'a ", "12-", "RT 1 ", "tahun ")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("end", ["", "!", "12-05-1980x"])
def test_no_cell_keeps_the_reader_busy(reader, piece, end):
    began = time.process_time()
    reader(f"1{piece * (SIGNS // len(piece))}{end}")
    assert time.process_time() - began < 10, "what reads it takes the square of its length"
