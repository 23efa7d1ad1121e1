"""The list of funds."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.funding.models import Fund, Kind, PeopleGroup
from payung.office.funding.queries import funds


def _left(row: Fund) -> int | None:
    return None if row.ceiling is None else row.ceiling - row.committed


def _years(request: HttpRequest) -> list[tuple[Any, Words]]:
    years = funds(request.user).order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in years]


class FundTable(Table):
    name = "funds"
    title = _("Funds")
    columns = (
        Column(
            "name", _("Fund"), sort="name", link=lambda row: reverse("fund", args=[row.public_id]), width=30
        ),
        Column("sponsor__name", _("Sponsor"), sort="sponsor__name", width=26),
        Column("kind", _("Kind of money"), sort="kind", words=dict(Kind.choices), width=24),
        Column("area__name", _("Area"), sort="area__name", width=24),
        Column("year", _("Year"), kind="digits", sort="year"),
        Column("ceiling", _("Ceiling"), kind="rupiah", sort="ceiling", total="ceiling"),
        Column("committed", _("Committed"), kind="rupiah", sort="committed", total="committed"),
        Column("left", _("Left"), kind="rupiah", value=_left),
    )
    filters = (
        Filter("jenis", _("Kind of money"), path="kind", choices=Kind.choices),
        Filter("tahun", _("Year"), path="year", choices=_years),
    )
    order = ("-year", "name")
    search_hint = _("Fund or sponsor")
    empty_title = _("There is no fund yet")
    empty_words = _("A fund says whose money pays, for whom, and up to how much.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(name__icontains=words) | Q(sponsor__name__icontains=words))

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("fund_new"), _("Add a fund")


class GroupsTable(Table):
    name = "people-groups"
    title = _("Lists of people")
    columns = (
        Column("name", _("Name"), sort="name", width=34),
        Column("area__name", _("Area"), sort="area__name", width=24),
        Column("people", _("People"), kind="integer", sort="people"),
        Column("skipped", _("Rows without a NIK"), kind="integer", sort="skipped"),
        Column("dated", _("Date of the data"), kind="date", sort="dated"),
        Column("source", _("Source"), width=30),
    )
    order = ("name",)
    search_hint = _("Name or source")
    empty_title = _("There is no list of people yet")
    empty_words = _("A fund for tobacco growers or mustahik needs to know who they are. Upload their list.")

    def search(self, rows: QuerySet[PeopleGroup], words: str) -> QuerySet[PeopleGroup]:
        return rows.filter(Q(name__icontains=words) | Q(source__icontains=words))

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("fund_group_new"), _("Upload a list")
