"""The leadership's figures by every way out: screen, workbook, brief on paper, API, open data, and the other pages."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pypdf
from django.urls import reverse

from payung.language import number, rupiah
from payung.office.claims import experience
from payung.office.insight import queries
from payung.office.insight.figures import figures
from payung.office.insight.models import Publication
from payung.office.insight.overview import Overview


def compare(client: Any, seen: Overview) -> dict[str, Any]:
    """Asserts that each figure is the same everywhere; gives what is told to everybody, where anything is."""
    code = seen.area.pk
    client.force_login(seen.user)
    told = figures(seen)
    page = client.get(reverse("leader_area", args=[code]))
    assert [each.value for each in page.context["figures"]] == [each.value for each in told]
    screen, paper, book = page.content.decode(), _paper(client, code), _last_row(client, code)
    api = client.get(f"/api/v1/overview/{code}").json()
    client.logout()
    public = _open_data(client, code)
    for each in told:
        shown = rupiah(each.value) if each.meaning.kind == "rupiah" else number(each.value)
        assert shown in screen
        assert shown in paper
        assert book[str(each.meaning.label)] == each.value
        assert api["figures"][each.meaning.key] == each.value
        assert public.get(each.meaning.key) in (None, each.value)
    return public


def compare_pages(seen: Overview) -> None:
    """The page of experience, by each of its groups, and the summary add up to the leadership's figures."""
    sums = seen.sums
    for by in experience.groups(seen.user):
        rows = experience.by(seen.user, by)
        for name in ("contributions", "benefits", "cases"):
            assert sum(row[name] for row in rows) == sums[name], (by, name)
    counted = queries.counts(seen.user, "programme")
    assert sum(row["paid_rupiah"] for row in counted) == sums["contributions"]
    assert sum(each.rupiah for each in seen.months) == sums["contributions"]
    for name in ("enrolled", "paid", "contributions", "families", "benefits"):
        assert sum(row[name] for row in seen.districts) == sums[name]


def _paper(client: Any, code: str) -> str:
    content = client.get(reverse("leader_brief", args=[code])).content
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def _last_row(client: Any, code: str) -> dict[str, Any]:
    """The totals of the workbook, by heading."""
    answer = client.post(reverse("leader_parts", args=[code]), {"unduh": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(book.iter_rows(values_only=True))
    return dict(zip(rows[0], rows[-1], strict=True))


def _open_data(client: Any, code: str) -> dict[str, Any]:
    if not Publication.objects.filter(area=code, withdrawn=None).exists():
        return {}
    public = client.get(reverse("public_json", args=[code])).json()
    return {row["measure"]: row["value"] for row in public["data"] if row["table"] == "whole"}
