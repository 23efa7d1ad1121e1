"""What goes wrong in the lists, by village, reason and month: every number opens its rows, and only one's own."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from office.kept import kept
from office.proposals.conftest import add_list, check, make_programme, send
from office.proposals.people import line, registry, workbook
from payung.office.insight import reasons
from payung.office.proposals.actions import reviewing
from payung.office.proposals.models import Row, Standing, Submission
from payung.office.references.models import Kind

pytestmark = pytest.mark.django_db
MUARO, TANJUNG = "13.03.04.2001", "13.03.08.2001"


@kept
def programme(areas):
    return make_programme()


@kept
def lists(verifier, programme):
    """Muaro: four people, one of them not in the registry, one without a NIK, who is then dropped. Tanjung: two."""
    add_list(verifier, Kind.REGISTRY, registry(range(1, 61)))
    muaro = check(
        send(verifier, programme, workbook([line(1), line(2), line(2001), line(3, NIK="")]), area=MUARO)
    )
    tanjung = check(
        send(
            verifier,
            programme,
            workbook([line(11, Desa="Tanjung"), line(12, NIK="", Desa="Tanjung")]),
            area=TANJUNG,
            file_name="tanjung.xlsx",
        )
    )
    reviewing.review(verifier, muaro.rows.get(position=3), Standing.DROPPED, "Tanpa NIK")
    Submission.objects.filter(pk=muaro.pk).update(verified_on=date(2026, 3, 5))
    Submission.objects.filter(pk=tanjung.pk).update(verified_on=date(2026, 4, 6))
    return muaro, tanjung


def cells(page):
    return {line[0].value: {cell.column.key: cell for cell in line} for line in page.context["table"].lines}


def test_villages_stand_by_the_share_that_they_lose(client, verifier, lists):
    client.force_login(verifier)
    page = client.get(reverse("reasons"))
    table = cells(page)
    assert list(table) == ["Muaro", "Tanjung"]
    assert table["Muaro"]["share"].column.is_figure, "a share stands at the right, as other figures do"
    assert {
        key: cell.value
        for key, cell in table["Muaro"].items()
        if key in ("proposed", "lost", "waits", "share")
    } == {
        "proposed": "4",
        "lost": "2",
        "waits": "0",
        "share": "50,0%",
    }
    assert table["Tanjung"]["waits"].value == "1"
    assert (page.context["proposed"], page.context["lost"], page.context["waits"]) == (6, 2, 1)
    assert len(page.content) < 100_000


def test_every_number_opens_the_rows_it_counts(client, verifier, lists):
    client.force_login(verifier)
    Row.objects.filter(submission=lists[0], position=0).update(standing=Standing.MENDED)
    for asked in ("", "?dari=2026-03&sampai=2026-03"):
        for row in cells(client.get(reverse("reasons") + asked)).values():
            for key in ("proposed", "lost", "waits", "most_rows"):
                cell = row["most" if key == "most_rows" else key]
                if cell.href:
                    assert str(client.get(cell.href).context["table"].count) == row[key].value


def test_reasons_of_one_village_with_what_to_do(client, verifier, lists):
    client.force_login(verifier)
    page = client.get(reverse("reasons_area", args=[MUARO]))
    told = {row["code"]: (row["lost"], row["waits"]) for row in page.context["table"].groups}
    assert told["registry.absent"] == (1, 0)
    assert told["nik.missing"] == (1, 0)
    for row in cells(page).values():
        if row["lost"].href:
            assert str(client.get(row["lost"].href).context["table"].count) == row["lost"].value
    assert all(row["remedy"] for row in page.context["table"].groups)


def test_months_narrow_the_figures_and_make_the_chart(client, verifier, lists):
    client.force_login(verifier)
    page = client.get(reverse("reasons"))
    assert [(each["month"], each["proposed"], each["lost"]) for each in page.context["months"]] == [
        (202603, 4, 2),
        (202604, 2, 0),
    ]
    assert page.context["chart"]["xAxis"]["data"] == ["Maret 2026", "April 2026"]
    april = client.get(f"{reverse('reasons')}?dari=2026-04")
    assert (april.context["proposed"], april.context["lost"]) == (2, 0)
    odd = client.get(f"{reverse('reasons')}?dari=entah&sampai=2026-99&program=x")
    assert odd.context["proposed"] == 6


def test_another_programme_and_mended_rows_do_not_count_twice(client, verifier, programme, lists):
    client.force_login(verifier)
    other = make_programme(name="Lain")
    assert client.get(f"{reverse('reasons')}?program={other.public_id}").context["proposed"] == 0
    row = Row.objects.get(submission=lists[1], standing=Standing.OPEN)
    Row.objects.filter(pk=row.pk).update(standing=Standing.MENDED)
    assert client.get(reverse("reasons")).context["proposed"] == 5


@pytest.mark.parametrize("per", ["", "?per=sebab"])
def test_both_lists_are_downloaded(client, verifier, lists, per):
    client.force_login(verifier)
    answer = client.post(reverse("reasons") + per, {"unduh": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.active.max_row >= 3
    assert client.post(reverse("reasons") + per, {"unduh": "csv"}).status_code == 200


def test_a_clerk_sees_the_own_village_alone(client, clerk, lists):
    client.force_login(clerk)
    page = client.get(reverse("reasons"))
    assert list(cells(page)) == ["Muaro"]
    assert client.get(reverse("reasons_area", args=[TANJUNG])).status_code == 404
    assert client.get(reverse("reasons_area", args=[MUARO])).status_code == 200


@pytest.mark.parametrize("who", ["treasurer", "sponsor", "branch", "administrator"])
def test_who_may_not(client, request, lists, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("reasons")).status_code == 403
    assert client.get(reverse("reasons_area", args=[MUARO])).status_code == 403


def test_another_regency_sees_nothing_of_it(client, outsider, lists):
    client.force_login(outsider)
    assert client.get(reverse("reasons")).context["proposed"] == 0
    assert reasons.villages(reasons.rows(outsider, reasons.Asked())) == []


def test_the_figures_take_a_constant_number_of_queries(
    client, verifier, lists, django_assert_max_num_queries
):
    client.force_login(verifier)
    with django_assert_max_num_queries(16):
        client.get(reverse("reasons"))
