"""The truth about a written file is where it says: every layout, every format, read back by another library."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from payung.language import Text
from payung.synthetic.areas import SAWAHLUNTO, SIJUNJUNG, villages
from payung.synthetic.cases import Proposed, fill, sheets_per_village
from payung.synthetic.clerk import Clerk
from payung.synthetic.layouts import LAYOUTS, PAGE
from payung.synthetic.people import people
from payung.synthetic.workbooks import Entry, Grid, write

VILLAGE = villages(SIJUNJUNG)[3]
FINE = Text("Baik", "Fine")


def entries(count: int = 47) -> list[Entry]:
    clerk = Clerk(Random(4))
    return [clerk.write(person) for person in people(count, 4, [VILLAGE]).to_pylist()]


def read(path: Path, sheet: int = 0) -> list[list[Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="cp1252", newline="") as stream:
            return list(csv.reader(stream, delimiter=";"))
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_person_stands_on_the_row_that_the_truth_names(
    layout: str, suffix: str, tmp_path: Path
) -> None:
    written = entries()
    grid = LAYOUTS[layout]("Usulan", VILLAGE, written)
    rows = read(write(tmp_path / f"usulan{suffix}", [grid]))
    assert sorted(id(entry) for _, entry in grid.people) == sorted(map(id, written))
    for number, entry in grid.people:
        cells = rows[number - 1]
        assert entry.cells["nik"] in cells
        assert entry.cells["name"] in cells
    others = [row for at, row in enumerate(rows, 1) if at not in {number for number, _ in grid.people}]
    names = {entry.cells["name"] for entry in written}
    assert not any(names & {cell for cell in row if isinstance(cell, str)} for row in others)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_the_same_people_give_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    one, two = (
        write(tmp_path / name / f"usulan{suffix}", [LAYOUTS["two-row-header"]("Usulan", VILLAGE, entries())])
        for name in ("a", "b")
    )
    assert one.read_bytes() == two.read_bytes()


def test_a_page_form_repeats_its_heading_for_every_twenty() -> None:
    grid = LAYOUTS["pages"]("Usulan", VILLAGE, entries(2 * PAGE + 1))
    headings = [row for row in grid.rows if row and row[0] == "No"]
    assert len(headings) == 3
    assert [row[2] for row in grid.rows if len(row) > 1 and row[1] == "Jumlah halaman ini"] == [
        "20",
        "20",
        "1",
    ]


def test_a_family_block_gathers_its_members_under_their_card() -> None:
    grid = LAYOUTS["families"]("Usulan", VILLAGE, entries())
    people_at = dict(grid.people)
    card = ""
    for number, row in enumerate(grid.rows, 1):
        if row and str(row[0]).startswith("No. KK : "):
            card = str(row[0]).removeprefix("No. KK : ")
        elif number in people_at:
            assert people_at[number].cells["kk"] == card


def test_the_register_export_writes_the_sexes_as_codes(tmp_path: Path) -> None:
    grid = LAYOUTS["register"]("Usulan", VILLAGE, entries())
    rows = read(write(tmp_path / "siak.csv", [grid]))
    for number, entry in grid.people:
        assert rows[number - 1][3] == {"L": "1", "P": "2"}[str(entry.cells["sex"])]


def test_a_number_loses_its_digits_in_a_workbook_and_its_look_in_a_csv(tmp_path: Path) -> None:
    person = people(1, 4, [VILLAGE]).to_pylist()[0]
    grid = LAYOUTS["plain"]("Usulan", VILLAGE, [Clerk(Random(1)).write(person, "nik-rounded")])
    book, text = write(tmp_path / "a.xlsx", [grid]), write(tmp_path / "a.csv", [grid])
    assert read(book)[1][1] == float(person["nik"][:15] + "0")
    assert read(text)[1][1] == f"{int(person['nik'][:15] + '0'):.5E}".replace(".", ",")


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_dates_are_dates_and_hidden_sheets_are_hidden(suffix: str, tmp_path: Path) -> None:
    grids = [Grid("Usulan", [["Tanggal Lahir", date(1980, 5, 12)]]), Grid("lama", [["x"]], hidden=True)]
    path = write(tmp_path / f"a{suffix}", grids)
    assert read(path)[0][1] == date(1980, 5, 12)
    seen = {sheet.name: sheet.visible for sheet in CalamineWorkbook.from_path(str(path)).sheets_metadata}
    assert seen == {"Usulan": SheetVisibleEnum.Visible, "lama": SheetVisibleEnum.Hidden}


def test_a_workbook_with_a_sheet_per_village_keeps_each_village_apart(tmp_path: Path) -> None:
    some = villages(SAWAHLUNTO)[:4]
    persons = people(90, 8, some).to_pylist()
    proposed = [Proposed(person, "clean", True, FINE) for person in persons]
    clerks = {village.code: Clerk(Random(at)) for at, village in enumerate(some)}
    path = tmp_path / "kecamatan.xlsx"
    proposal = sheets_per_village(path, some, proposed, clerks, Random(1), date(2024, 1, 1), "numbered")
    home = {person["nik"]: person["village"] for person in persons}
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == [village.name for village in some]
    assert len(proposal.lines) == 90
    for line in proposal.lines:
        assert line.sheet == home[line.person]
        row = book.get_sheet_by_name(line.sheet).to_python(skip_empty_area=False)[line.row - 1]
        assert home[line.person] in row


@pytest.mark.parametrize(
    ("fault", "field", "wrong"),
    [
        ("nik-missing", "nik", lambda cell, person: cell is None),
        ("name-missing", "name", lambda cell, person: cell is None),
        ("date-missing", "birth_date", lambda cell, person: cell is None),
        ("work-missing", "occupation", lambda cell, person: cell is None),
        ("sex-other", "sex", lambda cell, person: {cell, person["sex"]} == {"L", "P"}),
        ("nik-slip", "nik", lambda cell, person: cell != person["nik"] and len(cell) == 16),
        ("name-other", "name", lambda cell, person: not set(cell.split()) & set(person["name"].split())),
    ],
)
def test_a_clerk_makes_the_fault_asked_for(fault: Any, field: str, wrong: Any) -> None:
    clerk = Clerk(Random(2))
    for person in people(40, 9, [VILLAGE]).to_pylist():
        entry = clerk.write(person, fault)
        assert wrong(entry.cells[field], person)
        assert entry.person == person["nik"]


def test_a_slip_of_the_pen_never_hits_a_living_person() -> None:
    person = people(1, 9, [VILLAGE]).to_pylist()[0]
    taken = frozenset(f"{person['nik'][:12]}{serial:04}" for serial in range(1, 10_000) if serial % 7)
    clerk = Clerk(Random(3), taken)
    assert all(clerk.write(person, "nik-slip").cells["nik"] not in taken for _ in range(50))


def test_the_truth_of_a_sheet_names_person_and_case() -> None:
    persons = people(3, 2, [VILLAGE]).to_pylist()
    rows = [
        Proposed(persons[0], "clean", True, FINE),
        Proposed(persons[1], "nik-missing", True, FINE, "nik-missing"),
        Proposed(persons[2], "absent", False, FINE, shown={"nik": persons[0]["nik"]}),
    ]
    grid, lines = fill("Usulan", "plain", VILLAGE, rows, Clerk(Random(1)))
    assert [(line.row, line.person, line.case, line.accept) for line in lines] == [
        (2, persons[0]["nik"], "clean", True),
        (3, persons[1]["nik"], "nik-missing", True),
        (4, persons[2]["nik"], "absent", False),
    ]
    assert grid.rows[3][1] == persons[0]["nik"]
