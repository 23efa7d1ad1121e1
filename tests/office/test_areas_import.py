"""The official list of areas: whole, quick, twice the same, and clear about what it lacks."""

import csv

import pytest

from payung.errors import UnusableInput
from payung.office.accounts.permissions import Refused
from payung.office.areas.actions import Imported, import_areas
from payung.office.areas.models import Area, Level
from payung.office.areas.official_list import AreaRow, dotted, packaged_files, read_files
from payung.office.commands import areas as command
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db


def write(path, rows):
    with open(path, "w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def test_the_list_that_comes_along_holds_the_three_regions():
    done = import_areas(None, read_files(packaged_files()))
    assert done.added == done.areas
    villages = Area.objects.filter(level=Level.VILLAGE)
    assert [villages.filter(regency=code).count() for code in ("13.03", "13.73", "35.77")] == [62, 37, 27]
    muaro = villages.select_related("parent__parent__parent").get(code="13.03.04.2001")
    assert (muaro.province, muaro.regency, muaro.district) == ("13", "13.03", "13.03.04")
    assert muaro.parent.parent.parent.level == Level.PROVINCE


def test_the_whole_country_comes_in_and_again_changes_nothing():
    rows = [AreaRow("11", "Provinsi")]
    rows += [AreaRow(f"11.{r:02}", f"Kabupaten {r}") for r in range(1, 21)]
    rows += [AreaRow(f"11.{r:02}.{d:02}", f"Kecamatan {d}") for r in range(1, 21) for d in range(1, 51)]
    rows += [
        AreaRow(f"11.{r:02}.{d:02}.{v}", f"Desa {v}")
        for r in range(1, 21)
        for d in range(1, 51)
        for v in range(2001, 2021)
    ]
    assert import_areas(None, rows) == Imported(21_021, 21_021, 0, 0)
    rows[0] = AreaRow("11", "Provinsi Baru")
    assert import_areas(None, rows) == Imported(21_021, 0, 1, 21_020)
    assert Area.objects.get(code="11").name == "Provinsi Baru"
    assert [entry.facts["renamed"] for entry in Entry.objects.order_by("seq")] == [0, 1]


def test_codes_without_dots_are_the_same_codes(tmp_path):
    file = write(
        tmp_path / "villages.csv", [["code", "name"], ["13", "Sumatera Barat"], ["1303", "Sijunjung"]]
    )
    import_areas(None, read_files([file]))
    assert Area.objects.get(code="13.03").parent_id == "13"


@pytest.mark.parametrize("written", ["", "1", "13.3", "13030", "abcd", "13.03.04.2001.1", "13-03", "1.303"])
def test_what_is_no_code(written):
    assert dotted(written) is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["kode", "nama"]], "columns"),
        ([["code", "name"], ["13.3", "X"]], "row 2, column code"),
        ([["code", "name"], ["13", ""]], "row 2, column name"),
        ([["code", "name"], ["13", "A"], ["13", "B"]], "written twice"),
        ([["code", "name"], ["13", "A"], ["13.03.04.2001", "B"]], "Area 13.03.04 is missing"),
        ([["code", "name"]], "empty"),
    ],
)
def test_a_list_that_cannot_be_used_says_where_and_changes_nothing(tmp_path, rows, said):
    file = write(tmp_path / "x.csv", rows)
    with pytest.raises(UnusableInput, match=said):
        import_areas(None, read_files([file]))
    assert not Area.objects.exists()
    assert not Entry.objects.exists()


def test_a_file_that_is_no_csv_or_is_not_there_says_so(tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"code,name\n13,\xff\xfe\n")
    for name in ("bad.csv", "none.csv"):
        with pytest.raises(UnusableInput, match=name):
            import_areas(None, read_files([tmp_path / name]))


def test_only_an_administrator_of_the_province_imports_in_the_office(manager, administrator):
    for user in (manager, administrator):  # the administrator's regency is not the whole province
        with pytest.raises(Refused):
            import_areas(user, [AreaRow("13", "Lain")])
    assert Area.objects.get(code="13").name == "Sumatera Barat"


def test_the_command_says_in_figures_what_it_did(tmp_path, capsys):
    from argparse import Namespace

    file = write(tmp_path / "provinces.csv", [["code", "name"], ["13", "Sumatera Barat"], ["14", "Riau"]])
    assert command.run(Namespace(files=[file], lang="en")) == 0
    assert capsys.readouterr().out == "2 areas: 2 new, 0 renamed, 0 as before\n"
