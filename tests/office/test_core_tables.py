"""Lists: the same address shows the same rows; totals tie out; pages neither lose nor repeat a row; exports are told."""

import csv
import io

import openpyxl
import pytest
from django.db.models import Count, Q
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from payung.office.areas.models import Area
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import ORDER, Column, Filter, Table
from payung.office.journal.lists import respond
from payung.office.journal.models import Entry

pytestmark = pytest.mark.django_db


class AreaTable(Table):
    name, title = "areas", "Wilayah"
    columns = (
        Column("name", "Nama", sort="name", link=lambda row: f"/wilayah/{row.code}/"),
        Column("code", "Kode", kind="digits", sort="code"),
        Column("level", "Tingkat", kind="rupiah", sort="level", total="level"),
        Column("province", "Provinsi", kind="status", words={"13": "Sumatera Barat"}, tones={"13": "ok"}),
    )
    filters = (Filter("tingkat", "Tingkat", path="level", choices=((1, "Satu"), (4, "Empat"))),)
    order = ("level",)
    page_size = 3
    search_hint = "Nama"

    def search(self, rows, words):
        return rows.filter(Q(name__icontains=words))


class QuietTable(AreaTable):
    """Without totals."""

    columns = AreaTable.columns[:2]


def table(query="", rows=None, kind=AreaTable, **headers):
    request = RequestFactory().get(f"/wilayah/?{query}", **headers)
    return kind(request, Area.objects.all() if rows is None else rows)


def shown(one):
    return [line[1].value for line in one.lines]


def test_pages_hold_every_row_once_even_where_values_are_equal(areas):
    for order in ("urut=level", "urut=-level", "urut=name", ""):
        codes = [code for page in range(1, 6) for code in shown(table(f"{order}&hal={page}"))]
        assert sorted(codes) == sorted(Area.objects.values_list("code", flat=True))


def test_order_filter_search_and_page_stand_in_the_address(areas):
    one = table("tingkat=4&cari=an&urut=-name&hal=1&lain=1")
    assert shown(one) == ["13.03.08.2001", "13.03.04.2002"]
    assert one.address(hal="2") == "/wilayah/?lain=1&tingkat=4&cari=an&urut=-name&hal=2"
    assert shown(table(one.address().partition("?")[2])) == shown(one)


def test_the_total_is_that_of_the_whole_list_not_of_the_page(areas):
    one = table("tingkat=4")
    assert (one.count, [total for _, total in one.totals]) == (4, ["", "", "Rp16", ""])


def test_grouped_rows_can_be_listed_too(areas):
    class Levels(Table):
        name, title = "levels", "Tingkat"
        columns = (
            Column("level", "Tingkat", kind="integer", sort="level"),
            Column("how_many", "Banyak", kind="integer", sort="how_many", total="how_many"),
        )
        order = ("level",)

    rows = Area.objects.values("level").annotate(how_many=Count("code"))
    one = table(rows=rows, kind=Levels)
    assert [[cell.value for cell in line] for line in one.lines] == [
        ["1", "1"],
        ["2", "2"],
        ["3", "3"],
        ["4", "4"],
    ]
    assert (one.count, one.totals[1][1]) == (4, "10")


@pytest.mark.parametrize(
    ("kind", "advice"), [(AreaTable, "dihitung dan dijumlahkan"), (QuietTable, "untuk dihitung:")]
)
def test_a_search_that_finds_too_many_says_so_and_neither_counts_nor_adds_up(
    areas, monkeypatch, kind, advice
):
    fitting = Area.objects.filter(name__icontains="n").count()
    monkeypatch.setattr(kind, "found_limit", fitting)
    exact = table("cari=n", kind=kind)
    assert (exact.count, exact.is_capped, exact.advice) == (fitting, False, "")
    assert exact.summary == f"{fitting} baris"
    assert exact.shows_totals == exact.has_totals
    monkeypatch.setattr(kind, "found_limit", fitting - 1)
    many = table("cari=n", kind=kind)
    assert many.summary == f"lebih dari {fitting - 1} baris"
    assert advice in many.advice
    assert "tulis lebih banyak huruf" in many.advice
    assert not many.shows_totals
    # The rows themselves are all there, page by page, and so they are in a spreadsheet.
    found = [code for page in range(1, 5) for code in shown(table(f"cari=n&hal={page}", kind=kind))]
    assert sorted(found) == sorted(Area.objects.filter(name__icontains="n").values_list("code", flat=True))
    assert len(list(many.sheet_rows())) == fitting
    # Without search words everything is counted and added up.
    assert table("", kind=kind).summary == f"{Area.objects.count()} baris"


def test_the_page_of_a_search_that_finds_too_many_shows_the_advice_and_no_total(areas, verifier, monkeypatch):
    assert "<tfoot>" in answer(verifier, "cari=n").content.decode()
    monkeypatch.setattr(AreaTable, "found_limit", 1)
    html = answer(verifier, "cari=n").content.decode()
    assert "<tfoot>" not in html
    assert "lebih dari 1 baris" in html
    assert "tulis lebih banyak huruf" in html


@pytest.mark.parametrize(
    "query", ["hal=0", "hal=-1", "hal=x", "hal=99999999999", "urut=password", "tingkat=9", "urut=-"]
)
def test_an_address_written_by_hand_never_breaks_the_page(areas, query):
    one = table(query)
    assert one.count == 10
    assert one.order_asked == ""
    assert one.headings


@given(st.text(max_size=40))
def test_any_query_string_is_survived(text):
    one = table()
    one._asked = QueryDict(text)
    assert one.page_number >= 1
    assert isinstance(one.address(), str)


def test_reading_a_page_takes_three_queries_however_long_the_list(areas, django_assert_num_queries):
    one = table("tingkat=4")
    with django_assert_num_queries(3):
        assert one.lines
        assert one.totals
        assert one.summary == "4 baris"
        assert one.next
    two = table(kind=QuietTable)
    with django_assert_num_queries(3):
        assert two.lines
        assert two.summary


def answer(actor, query="", data=None, **headers):
    factory = RequestFactory()
    path = f"/wilayah/?{query}"
    request = factory.post(path, data, **headers) if data else factory.get(path, **headers)
    request.user = actor
    return respond(request, AreaTable(request, Area.objects.all()), "accounts/users.html")


def test_an_export_holds_every_row_of_the_view_and_is_told(verifier):
    Area.objects.filter(code="13.03.04.2001").update(name="=1+1")
    content = b"".join(answer(verifier, "tingkat=4&cari=n", {"unduh": "csv"}).streaming_content)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["Nama", "Kode", "Tingkat", "Provinsi"]
    assert {row[1] for row in rows[1:]} == {"13.03.04.2002", "13.03.08.2001"}
    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.area_code) == ("list.export", "list:areas", "13.03")
    # What was searched for may be somebody's name: the journal says that there was a search, not for what.
    assert entry.facts == {"form": "csv", "rows": 2, "filters": {"tingkat": "4", "search": True}}


def test_a_spreadsheet_keeps_digits_as_text_and_runs_no_formula(verifier):
    Area.objects.filter(code="13.03.04.2001").update(name="=1+1")
    content = b"".join(answer(verifier, data={"unduh": "xlsx"}).streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = {row[1]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(rows) == 11  # ten areas and the total
    assert rows["13.03.04.2001"] == ("'=1+1", "13.03.04.2001", 4, "Sumatera Barat")
    assert rows["13"][1] == "13"
    assert Entry.objects.count() == 1


def test_looking_at_a_list_writes_nothing(verifier):
    assert answer(verifier, "unduh=csv").status_code == 200
    assert not Entry.objects.exists()


def test_a_refresh_sends_only_the_part_that_changed(verifier):
    part = answer(verifier, "cari=aur", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="list-areas")
    text = part.content.decode()
    assert "<html" not in text
    assert "Aur Mulio" in text
    assert "HX-Target" in part.headers["Vary"]


def test_what_people_wrote_is_shown_as_text(verifier):
    Area.objects.filter(code="13.03.04.2001").update(name='<img src=x onerror="a">')
    text = answer(verifier, "tingkat=4").content.decode()
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text
    hostile = answer(verifier, "cari=%22%3E%3Cscript%3E").content.decode()
    assert "<script>" not in hostile


@pytest.mark.parametrize(("asked", "shown"), [("share", [1, 2, None]), ("-share", [2, 1, None])])
def test_groups_that_have_no_figure_come_last(asked, shown):
    class Shares(GroupTable):
        columns = (Column("share", "Share", "number", sort="share"),)
        first_order = "share"

    request = RequestFactory().get("/", {ORDER: asked})
    table = Shares(request, [{"share": None}, {"share": 2}, {"share": 1}])
    assert [row["share"] for row in table.selected] == shown
