"""The list of funds."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.funding.models import Fund, Payer


def _left(row: Fund) -> int | None:
    return None if row.ceiling is None else row.ceiling - row.committed


class FundTable(Table):
    name = "funds"
    title = _("Funds")
    columns = (
        Column(
            "name", _("Fund"), sort="name", link=lambda row: reverse("fund", args=[row.public_id]), width=30
        ),
        Column("sponsor__name", _("Sponsor"), sort="sponsor__name", width=26),
        Column("payer", _("Kind of money"), sort="payer", words=dict(Payer.choices), width=24),
        Column("area__name", _("Area"), sort="area__name", width=24),
        Column("year", _("Year"), kind="digits", sort="year"),
        Column("ceiling", _("Ceiling"), kind="rupiah", sort="ceiling", total="ceiling"),
        Column("committed", _("Committed"), kind="rupiah", sort="committed", total="committed"),
        Column("left", _("Left"), kind="rupiah", value=_left),
    )
    filters = (Filter("jenis", _("Kind of money"), path="payer", choices=Payer.choices),)
    order = ("-year", "name")
    search_hint = _("Fund or sponsor")
    empty_title = _("There is no fund yet")
    empty_words = _("A fund says whose money pays, for whom, and up to how much.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(name__icontains=words) | Q(sponsor__name__icontains=words))

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("fund_new"), _("Add a fund")
