"""Nothing proposed is lost: every row that holds something is a person or is skipped with a reason, once."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.people import someone
from payung.errors import UnusableInput
from payung.intake import Reading, read
from payung.intake.schema import WHYS

_PERSON = st.integers(0, 400).map(someone)
_WORDS = st.sampled_from(
    [
        "No",
        "NIK",
        "Nama",
        "No. KK : 1303060101080001",
        "JUMLAH",
        "Mengetahui",
        "-",
        "NULL",
        "1",
        "(2)",
        "Desa : X",
        "###",
        "  ",
        "Siti",
    ]
)
_CELL = st.one_of(
    st.none(),
    st.text(max_size=8, alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))),
    st.integers(0, 20),
    st.floats(0, 1e17, allow_nan=False),
    _WORDS,
    _PERSON.map(lambda each: each.nik),
    _PERSON.map(lambda each: each.name),
    _PERSON.map(lambda each: each.dmy()),
    _PERSON.map(lambda each: int(each.nik)),
)
_HEAD = ["No", "NIK", "Nama", "Tgl Lahir", "L/P", "Alamat"]
_ROW = st.one_of(
    st.lists(_CELL, max_size=7),
    _PERSON.map(lambda each: [1, each.nik, each.name, each.dmy(), each.sex, each.address]),
    st.just(_HEAD),
    st.just([1, 2, 3, 4, 5, 6]),
    st.just([]),
)


def _read(path: Path) -> Reading | UnusableInput:
    try:
        return read([path])
    except UnusableInput as refusal:
        return refusal


def _is_filled(row: list[object]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets=st.lists(st.lists(_ROW, max_size=14), min_size=1, max_size=3), hide=st.booleans())
def test_every_filled_row_ends_exactly_once_in_people_or_skipped(
    sheets: list[list[list[object]]], hide: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            for number, rows in enumerate(sheets):
                sheet = book.add_worksheet(f"S{number}")
                for at, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if isinstance(value, str):
                            sheet.write_string(at, column, value)
                        elif value is not None:
                            sheet.write_number(at, column, value)
                if hide and number == 1:
                    sheet.hide()
        reading = _read(path)
    if isinstance(reading, UnusableInput):
        assert reading.mend.id
        return
    filled = [
        (f"S{number}", at)
        for number, rows in enumerate(sheets)
        for at, row in enumerate(rows, start=1)
        if _is_filled(row)
    ]
    accounted = [
        (row["sheet"], row["row"]) for table in (reading.people, reading.skipped) for row in table.to_pylist()
    ]
    assert sorted(accounted) == filled
    assert set(reading.skipped.column("why").to_pylist()) <= set(WHYS)
    for table in (reading.people, reading.skipped):
        assert all(json.loads(cells) for cells in table.column("cells").to_pylist())
    order = [(row["sheet"], row["row"]) for row in reading.people.to_pylist()]
    assert order == sorted(order)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(max_size=12, alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",))),
            max_size=5,
        ),
        max_size=12,
    )
)
def test_any_text_file_is_read_or_refused_with_a_way_to_mend_it(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        lines = [";".join(row) for row in [["NIK", "Nama", "Alamat"], *rows]]
        path.write_text("\n".join(lines), encoding="utf-8", newline="")
        reading = _read(path)
    if isinstance(reading, UnusableInput):
        assert reading.mend.en
        return
    report = reading.report()["files"][0]["sheets"][0]
    assert report["rows"] == report["people"] + len(report["skipped"])
    assert report["people"] == reading.people.num_rows
